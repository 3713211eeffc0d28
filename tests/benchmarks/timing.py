"""Fair timing: rounds of every contender in turn, garbage collected before each, medians compared."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """`ours` and `peer` in seconds (or seconds a page); `times` is how often faster we are, `goal` the least wanted."""

    title: str
    ours: float
    peer: float
    goal: float

    @property
    def times(self) -> float:
        """Peer's time over ours."""
        return self.peer / self.ours

    def line(self) -> str:
        """The row that the bench prints."""
        verdict = "ok" if self.times >= self.goal else "SHORT"
        return f"{self.title:<58} {self.ours:>11.5f} {self.peer:>11.5f} {self.times:>7.1f}x  goal {self.goal:>4.1f}x  {verdict}"


def interleave(contenders: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Median seconds of each contender, measured A B A B."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            gc.collect()
            start = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}
