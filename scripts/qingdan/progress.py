"""What a long command tells while it works: a moving line on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from .read import Tick


class Reporter:
    """Announces stages on standard error; `seconds` keeps what each took."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._console = Console(stderr=True)
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, title: str, total: int | None = None) -> Iterator[Tick]:
        """Times a stage; the value counts steps done."""
        start = time.perf_counter()
        if self._quiet or not self._terminal:
            yield lambda _: None
        else:
            with self._bar() as bar:
                task = bar.add_task(title, total=total)
                yield lambda steps: bar.advance(task, steps)
        taken = self.seconds[title] = time.perf_counter() - start
        if not self._quiet:
            print(f"{title}　{taken:.1f} 秒", file=sys.stderr)

    def note(self, text: str) -> None:
        """Says something that is no mistake and no stage."""
        if not self._quiet:
            print(text, file=sys.stderr)

    def _bar(self) -> Progress:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        return Progress(*columns, console=self._console, transient=True)
