"""Where things are: the repository that is worked on, and what the tool supplies where it has none.

A repository needs only lists/; schemas/, docs/ and mkdocs.yml come from it if they are there, else from the tool.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .errors import ToolError

_TOOL = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one run; `root` is absolute."""

    root: Path

    @property
    def schemas(self) -> Path:
        """The folder of the schemas."""
        return self._either("schemas")

    @property
    def docs(self) -> Path:
        """The hand-written pages and the shells."""
        return self._either("docs")

    @property
    def config(self) -> Path:
        """The site settings."""
        return self._either("mkdocs.yml")

    @property
    def site(self) -> Path:
        """The finished site."""
        return self.root / "build" / "site"

    @property
    def internal(self) -> Path:
        """The site with drafts and what is wrong with the lists: for those who keep them, never published."""
        return self.root / "build" / "internal"

    def _either(self, name: str) -> Path:
        for folder in (self.root, _TOOL):
            if (folder / name).exists():
                return folder / name
        raise ToolError(f"找不到 {name}：仓库和工具里都没有。请重新安装工具。")


def open_home(root: Path) -> Home:
    """The folders of the repository at `root`; ToolError when there is no such folder."""
    if not root.is_dir():
        raise ToolError(f"找不到目录：{root}")
    return Home(root.resolve())
