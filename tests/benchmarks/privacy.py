"""How well S06 tells personal data from what offices publish: recall by kind, precision by family of near misses.

In: the corpora of tests/rules, made without the detector. Out: a `Score`, and the lines that the bench prints. A thing
counts as found only if all of it lies within hits and one of them has its kind.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from qingdan.rules.personal import find
from tests.rules.corpus import Case, personal_cases
from tests.rules.corpus_by_hand import personal_by_hand, public_by_hand
from tests.rules.corpus_public import public_cases

RECALL, PRECISION = 0.99, 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What was found and what was missed, and what was taken for personal data and is none."""

    found: tuple[Case, ...]
    missed: tuple[Case, ...]
    wrong: tuple[Case, ...]
    left_alone: int
    seconds: float

    @property
    def recall(self) -> float:
        """The share of personal data that is found."""
        return len(self.found) / (len(self.found) + len(self.missed))

    @property
    def precision(self) -> float:
        """The share of texts that are hit rightly."""
        return len(self.found) / (len(self.found) + len(self.wrong))


def score() -> Score:
    """Everything, looked at once."""
    personal, public = (*personal_cases(), *personal_by_hand()), (*public_cases(), *public_by_hand())
    start = time.perf_counter()
    missed = tuple(case for case in personal if not is_found(case))
    wrong = tuple(case for case in public if find(case.text))
    seconds = time.perf_counter() - start
    found = tuple(case for case in personal if case not in missed)
    return Score(found=found, missed=missed, wrong=wrong, left_alone=len(public) - len(wrong), seconds=seconds)


def is_found(case: Case) -> bool:
    """Whether every letter and digit of the value lies within hits, of which one has its kind."""
    hits = find(case.text)
    start = case.text.index(case.value)
    covered = {place for hit in hits for place in range(hit.start, hit.end)}
    left = [n for n, char in enumerate(case.value, start) if char.isalnum() and n not in covered]
    return not left and case.kind in {hit.kind for hit in hits}


def privacy_lines() -> Iterator[str]:
    """The section of the bench."""
    result = score()
    found, missed = (Counter(case.kind for case in cases) for cases in (result.found, result.missed))
    verdict = "ok" if result.recall >= RECALL and result.precision >= PRECISION else "SHORT"
    texts = len(result.found) + len(result.missed) + len(result.wrong) + result.left_alone
    yield f"\npersonal data (S06): recall {result.recall:.4f} goal {RECALL}, precision {result.precision:.4f} goal {PRECISION}  {verdict}"
    yield f"  {texts} texts in {result.seconds:.2f} s, {result.left_alone} of {result.left_alone + len(result.wrong)} left alone"
    yield from (
        f"  found  {kind:<8} {found[kind]:>4} of {found[kind] + missed[kind]}" for kind in sorted(found | missed)
    )
    yield from (f"  missed {case.kind} ({case.form}): {case.text}" for case in result.missed)
    yield from (f"  wrong  ({case.form}): {case.text[:80]}" for case in result.wrong)
