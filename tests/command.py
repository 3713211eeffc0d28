"""The command `qingdan` in this process: what it printed and how it ended."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path

from qingdan import cli


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


def qingdan(root: Path, *arguments: str) -> Run:
    """Runs one command on the repository at `root`."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = cli.main(["--root", str(root), *arguments])
    return Run(status=status, out=out.getvalue(), err=err.getvalue())
