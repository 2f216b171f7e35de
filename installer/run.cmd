@echo off
rem Sets up what the program needs in .venv, then starts it. Needs Python 3.11 for Windows.
rem   installer\run.cmd            the window
rem   installer\run.cmd doctor     any command or option of ipdesk is passed on
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
set "ROOT=%~dp0.."
set "VENV=%ROOT%\.venv"
set "LOCK=%ROOT%\installer\requirements.txt"
set "STAMP=%VENV%\ipdesk-run.lock"

if exist "%VENV%\Scripts\python.exe" goto packages
py -3.11 --version >nul 2>nul
if errorlevel 1 (
  echo 没有找到 Python 3.11，请先安装（64 位）。 Python 3.11, 64 bit, is needed first.
  exit /b 1
)
py -3.11 -m venv "%VENV%"
if errorlevel 1 (
  echo 不能在 %VENV% 建立运行环境（磁盘已满或没有写权限？）。 Could not make the environment there.
  exit /b 1
)

:packages
rem The copy of the lock tells what is installed; it is written last.
fc /b "%LOCK%" "%STAMP%" >nul 2>nul
if not errorlevel 1 goto start
echo 准备 Python 组件（首次约一分钟）。 Python packages, about a minute the first time.
"%VENV%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-input -r "%LOCK%"
if errorlevel 1 goto offline
"%VENV%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-input --no-deps -e "%ROOT%"
if errorlevel 1 goto offline
copy /y "%LOCK%" "%STAMP%" >nul

:start
"%VENV%\Scripts\python.exe" -m ipdesk %*
exit /b %errorlevel%

:offline
echo Python 组件没有下载完成：多半是没有网络，或软件源不可用；重新运行会接着做。
echo pip could not fetch the packages: no network, or the index is not reachable. Run again to go on.
exit /b 1
