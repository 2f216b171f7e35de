"""A print server of our own: cupsd under a folder, one queue that writes each job to a file."""

from __future__ import annotations

import getpass
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NAME = "Folder"
_FILES = """\
ServerRoot {root}
ServerBin {root}/bin
CacheDir {root}/cache
StateDir {root}/state
RequestRoot {root}/spool
TempDir {root}/spool
DataDir /usr/share/cups
AccessLog {root}/access.log
ErrorLog {root}/error.log
PageLog {root}/page.log
Printcap
User {user}
Group {group}
SystemGroup {system}
"""
_SERVER = """\
LogLevel info
Listen {root}/cups.sock
Browsing Off
DefaultAuthType None
WebInterface No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
# job-id, user, title, copies, options, then the file or standard input.
_BACKEND = """\
#!/bin/sh
[ $# -eq 0 ] && {{ echo 'direct folder "Folder" "Folder"'; exit 0; }}
cat "${{6:--}}" > "{out}/$1.part"
printf '%s' "$3" > "{out}/$1.title"
printf '%s' "$4" > "{out}/$1.copies"
mv "{out}/$1.part" "{out}/$1.pdf"
"""


@contextmanager
def folder_queue(root: Path) -> Iterator[Path]:
    """The folder the jobs land in, while the server runs; CUPS_SERVER names its socket."""
    out = root / "out"
    for folder in (root / "bin" / "backend", root / "cache", root / "state", root / "spool", out):
        folder.mkdir(parents=True)
    out.chmod(0o777)
    (root / "bin" / "daemon").symlink_to("/usr/lib/cups/daemon")  # cups-exec starts the backend
    backend = root / "bin" / "backend" / "folder"
    backend.write_text(_BACKEND.format(out=out))
    backend.chmod(0o755)
    user, group = ("lp", "lp") if os.getuid() == 0 else (getpass.getuser(), "nogroup")
    files = _FILES.format(root=root, user=user, group=group, system="root")
    (root / "cups-files.conf").write_text(files)
    (root / "cupsd.conf").write_text(_SERVER.format(root=root))
    command = ["cupsd", "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf")]
    path = f"{os.environ['PATH']}:/usr/sbin:/sbin"
    server = subprocess.Popen(command, env={**os.environ, "PATH": path})
    before = os.environ.get("CUPS_SERVER")
    os.environ["CUPS_SERVER"] = str(root / "cups.sock")
    try:
        _ready(root / "cups.sock", server)
        make = ["lpadmin", "-p", NAME, "-E", "-v", "folder:/", "-m", "raw"]
        subprocess.run(make, check=True, env={**os.environ, "PATH": path})
        yield out
    finally:
        server.terminate()
        server.wait(timeout=20)
        os.environ.pop("CUPS_SERVER")
        if before is not None:
            os.environ["CUPS_SERVER"] = before


def _ready(socket: Path, server: subprocess.Popen[bytes]) -> None:
    """Until the server listens; it stops at once when something is wrong with it."""
    for _ in range(400):
        if socket.exists():
            return
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=0.05)
            break
    raise SystemExit("cupsd does not start; is the package cups installed?")
