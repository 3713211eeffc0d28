"""The commit that is built: its hash and date, read from git.

The date stands for "now" in everything that is published, so that the same commit gives the same bytes.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from .errors import ToolError

# The oldest date a ZIP archive can hold: what stands in the outputs of a folder without history.
_NO_HISTORY = 315_532_800


@dataclass(frozen=True, slots=True)
class Commit:
    """`hash` is "" outside a repository; `seconds` counts from 1970 (UTC)."""

    hash: str
    seconds: int

    @property
    def date(self) -> str:
        """ISO date, UTC."""
        return self._time().date().isoformat()

    @property
    def timestamp(self) -> str:
        """RFC 3339, UTC."""
        return self._time().strftime("%Y-%m-%dT%H:%M:%SZ")

    def _time(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)


def read_commit(root: Path) -> Commit:
    """The commit checked out at `root`; a fixed old date where there is no git or no history.

    ToolError when git refuses to look, because the folder belongs to somebody else.
    """
    command = ["git", "-C", str(root), "log", "-1", "--format=%H %ct", "--", "."]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed arguments
    except FileNotFoundError:
        return Commit("", _NO_HISTORY)
    if "safe.directory" in done.stderr:
        raise ToolError(
            f"git 不肯读 {root} 的历史，因为文件夹属于别的用户。请运行 git config --global --add safe.directory {root}"
        )
    parts = done.stdout.split()
    if done.returncode != 0 or len(parts) != 2:
        return Commit("", _NO_HISTORY)
    return Commit(parts[0], int(parts[1]))
