#!/bin/bash
# Makes the virtual environment $1 with a Python of 3.11 or later: $PYTHON, else the first that fits.
# Debian and Ubuntu keep part of it in a package of its own (python3-venv): installed when root, named when not.
set -euo pipefail

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

python=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
  if fits "$candidate"; then python=$candidate && break; fi
done
if [ -z "$python" ]; then
  echo "需要 Python 3.11 或更高版本${PYTHON:+（$PYTHON 不是）}。装好后再运行，或用 make PYTHON=/路径/python3.11 指定。" >&2
  exit 2
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
  as_root='env DEBIAN_FRONTEND=noninteractive'
  [ "$(id -u)" = 0 ] || as_root="sudo -n $as_root"
  echo "缺少 Python 的 venv 部分，安装 Debian/Ubuntu 的软件包 $package ..." >&2
  if ! { command -v apt-get && $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends "$package"; } >/dev/null; then
    echo "没有装上。请先运行：sudo apt-get install $package" >&2
    exit 2
  fi
fi

rm -rf "$1"
"$python" -m venv "$1" || { rm -rf "$1"; exit 2; }
