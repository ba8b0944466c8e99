"""Cases of one stage at two commits: which were gained, which were lost, and how a person reads them.

Answers are ranked as the house ranks them: right, then silent ("unknown is an answer"), then wrong.  A case is gained
where its rank rises and lost where it falls; a false answer that goes is gained, one that comes is lost.  Left out: a
case that only one of the two asks (a text that is refused, a label that was changed, a question that stands on a lost
one) is counted and not listed; an answer that nobody has read is listed apart, for it is neither gained nor lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from evals.case import Case

_RANK = {"right": 2, "missed": 1, "wrong": 0, "extra": 0}
_SILENT = 1
_LEAST_WORDS = 30
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One case at both commits; None where it does not stand."""

    before: Case | None
    after: Case | None

    @property
    def case(self) -> Case:
        case = self.after or self.before
        assert case is not None
        return case


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two lists of cases; ``alone`` is how many are asked by one list only."""

    lost: tuple[Change, ...]
    gained: tuple[Change, ...]
    unread: tuple[Change, ...]
    unchanged: int
    alone: int


def compare(before: Iterable[Case], after: Iterable[Case]) -> Difference:
    """The difference from one list of cases to another, by their identities."""
    old, new = _by_identity(before), _by_identity(after)
    lost: list[Change] = []
    gained: list[Change] = []
    unread: list[Change] = []
    unchanged = alone = 0
    for key in sorted(old.keys() | new.keys()):
        change = Change(old.get(key), new.get(key))
        one = change.case
        if change.before is None or change.after is None:
            if one.verdict == "unlabelled":
                unread.append(change)
                continue
            if one.verdict != "extra":
                alone += 1
                continue
        step = _rank(change.after) - _rank(change.before)
        unchanged += step == 0
        if step:
            (gained if step > 0 else lost).append(change)
    return Difference(tuple(lost), tuple(gained), tuple(unread), unchanged, alone)


def _by_identity(cases: Iterable[Case]) -> dict[Key, Case]:
    """Each case by its identity; equal ones are numbered."""
    seen: Counter[Key] = Counter()
    out = {}
    for case in cases:
        seen[case.identity] += 1
        out[*case.identity, f"{seen[case.identity]:04d}"] = case
    return out


def _rank(case: Case | None) -> int:
    return _SILENT if case is None else _RANK.get(case.verdict, _SILENT)


def summary(differences: dict[str, Difference]) -> str:
    """One line a stage: how many cases were gained, lost, and stayed."""
    head = ("stage", "gained", "lost", "unchanged", "unread", "only at one")
    rows = [head]
    for stage, one in differences.items():
        numbers = (len(one.gained), len(one.lost), one.unchanged, len(one.unread), one.alone)
        rows.append((stage, *map(str, numbers)))  # type: ignore[arg-type]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def listed(difference: Difference, width: int) -> list[str]:
    """One line for each case lost, gained, and unread, in this order; ``width`` is that of a line."""
    kinds = (("lost", difference.lost), ("gained", difference.gained))
    lines = [_line(kind, _verdicts(one), one.case, width) for kind, changes in kinds for one in changes]
    for one in difference.unread:
        lines.append(_line("came" if one.before is None else "went", "unlabelled", one.case, width))
    return lines


def _verdicts(change: Change) -> str:
    before, after = (one.verdict if one else "silent" for one in (change.before, change.after))
    return f"{before} > {after}"


def line(case: Case, width: int) -> str:
    """One case as it stands at one commit."""
    return _line(case.verdict, "", case, width)


def _line(kind: str, verdicts: str, case: Case, width: int) -> str:
    told = [f"want {case.expected}" if case.expected else "", f"found {case.found}" if case.found else ""]
    at = f"{case.place}:{case.start}" if case.end else case.place  # a case of a whole text has no offset
    asked = f"{case.question}, {case.corpus}"
    parts = (f"{kind:10}", f"{verdicts:16}" if verdicts else "", asked, at, ", ".join(filter(None, told)))
    head = "  ".join(filter(None, parts))
    room = max(_LEAST_WORDS, width - len(head) - 4)
    words = case.words if len(case.words) <= room else case.words[: room - 1] + "…"
    return f"{head}  “{words}”" if words else head
