# What run.sh and test.sh share: system packages, the .venv of this checkout, plain messages.
# Sourced, never run. Sets ROOT and VENV; `prepare run|test` does the work and is quick when
# there is nothing to do.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV=$ROOT/.venv
LOG=

# Chinese paths, Chinese output and Qt all want UTF-8, whatever the machine's locale.
export PYTHONUTF8=1
if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then export LC_ALL=C.UTF-8; fi

# Debian package and the library file that shows it is there.
OFFSCREEN_PACKAGES="libgl1=libGL.so.1 libegl1=libEGL.so.1 libfontconfig1=libfontconfig.so.1
  libdbus-1-3=libdbus-1.so.3 libxkbcommon0=libxkbcommon.so.0 libglib2.0-0=libglib-2.0.so.0"
WINDOW_PACKAGES="libxcb-cursor0=libxcb-cursor.so.0 libxkbcommon-x11-0=libxkbcommon-x11.so.0
  libxcb-icccm4=libxcb-icccm.so.4 libxcb-keysyms1=libxcb-keysyms.so.1
  libxcb-shape0=libxcb-shape.so.0 libcups2=libcups.so.2"

say() { printf '%s\n' "$*" >&2; }

die() {
  say "✗ $1"
  shift
  for line in "$@"; do say "  $line"; done
  exit 1
}

# Runs a command quietly; its output is shown only when it fails.
quietly() {
  printf '\n$ %s\n' "$*" >>"$LOG"
  "$@" >>"$LOG" 2>&1 </dev/null
}

log_tail() { sed '/^$/d' "$LOG" | tail -n 4 | cut -c 1-300 | sed 's/^/    /' >&2; }

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

# The interpreter of this program; PYTHON=/path/to/python3.11 names another one.
find_python() {
  local candidate
  for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
}

missing_packages() { # run|test
  local known pair python wanted=$OFFSCREEN_PACKAGES
  if [ "$1" = run ] && has_display; then wanted="$wanted $WINDOW_PACKAGES"; fi
  known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)
  for pair in $wanted; do
    case $known in *"${pair#*=} "*) ;; *) printf '%s ' "${pair%%=*}" ;; esac
  done
  python=$(find_python)
  if [ -z "$python" ]; then
    printf 'python3.11 python3.11-venv '
  elif ! [ -x "$VENV/bin/python" ] && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    printf 'python3.11-venv '
  fi
}

install_packages() {
  local as_root="" apt
  if ! command -v apt-get >/dev/null; then
    die "这台电脑没有 apt，缺少的系统组件要请管理员先装上。" \
      "No apt here. Please have these (or your system's equal) installed: $*"
  fi
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      die "需要管理员权限安装系统组件，而这台电脑没有 sudo。请管理员执行下面这一行，再重新运行：" \
        "Root is needed once, and there is no sudo. As root: apt-get install $*"
    fi
    as_root=sudo
    say "  需要管理员密码 · sudo may ask for your password"
  fi
  apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300"
  if [ -n "$as_root" ]; then sudo -v || die "没有取得管理员权限，什么也没有安装。 No root rights."; fi
  quietly $apt update || true # one dead source must not stop the rest; install says what is missing
  if ! quietly $apt install --no-install-recommends "$@"; then
    log_tail
    die "系统组件没有装上：$*" \
      "请检查网络和 apt 软件源，然后重新运行；已装好的不会重装。" \
      "apt could not install them: check the network and apt's sources, then run this again." \
      "全部记录 · full log: $LOG"
  fi
}

install_python_packages() { # run|test lock-file
  local python
  if ! "$VENV/bin/python" -c 'import pip' 2>/dev/null; then
    python=$(find_python)
    [ -n "$python" ] || die "没有找到 Python 3.11。 Python 3.11 was not found." \
      "可以这样指定 · name it so: PYTHON=/path/to/python3.11 bash installer/$1.sh"
    quietly "$python" -m venv --clear "$VENV" || {
      log_tail
      die "不能在 $VENV 建立运行环境（磁盘已满或没有写权限？）" "Could not make the environment there."
    }
  fi
  if ! quietly "$VENV/bin/python" -m pip install --disable-pip-version-check --no-input -r "$2" ||
    ! quietly "$VENV/bin/python" -m pip install --disable-pip-version-check --no-input \
      --no-deps -e "$ROOT"; then
    log_tail
    die "Python 组件没有下载完成：多半是没有网络，或软件源不可用。" \
      "重新运行会接着做。国内可先设镜像：pip config set global.index-url <镜像地址>；" \
      "无网络的电脑：先在别处 pip download -r $(basename "$2") setuptools，再设 PIP_NO_INDEX=1 PIP_FIND_LINKS=<文件夹>。" \
      "pip could not fetch the packages: no network, or the index is not reachable. Run again to go on." \
      "全部记录 · full log: $LOG"
  fi
}

# One line that changes when the packages must be installed again.
fingerprint() { # lock-file
  printf '%s %s' "$ROOT" "$(cat "$1" "$ROOT/pyproject.toml" | sha256sum | cut -d ' ' -f 1)"
}

prepare() { # run|test
  local lock=$ROOT/installer/requirements.txt stamp=$VENV/ipdesk-$1.stamp packages
  if [ "$1" = test ]; then lock=$ROOT/installer/requirements-dev.txt; fi
  packages=$(missing_packages "$1")
  if [ -z "$packages" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint "$lock")" ]; then return; fi

  LOG=$(mktemp "${TMPDIR:-/tmp}/ipdesk-setup.XXXXXX")
  # Two first starts at once would write one .venv: the second waits here.
  exec 9<"$ROOT/installer"
  if command -v flock >/dev/null; then flock 9; fi
  if [ -n "$packages" ]; then
    say "→ 安装系统组件 · system packages: $packages"
    install_packages $packages
  fi
  if [ "$(cat "$stamp" 2>/dev/null)" != "$(fingerprint "$lock")" ]; then
    say "→ 准备 Python 组件（首次约一分钟）· Python packages into .venv, about a minute the first time"
    install_python_packages "$1" "$lock"
    fingerprint "$lock" >"$stamp"
  fi
  exec 9<&-
  rm -f "$LOG"
}
