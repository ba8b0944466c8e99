"""Numbers one may act on: claims that are said to rest on two origins or more, against stories read whole.

``two_origins.csv`` holds claims that truly rest on two independent origins, with every report that carries them, and
traps that look so and do not.  A program's claim stands for one of them where it holds at least half of a mention.
Precision is of the program's claims with ``at_least`` of two or more that stand for one that was read, and of those
whose own words were read afterwards (``at_least_two.csv``); recall is of the claims that truly have two.  ``dev``
stories were mended from; ``first``
stories were labelled before the program saw them; the claims that it gave two origins there were mended from since,
so their figures are development figures too.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from evals.case import Case, Verdict, counted, cut
from evals.corpus_stories import stories
from evals.figure import Figure, shared
from firsthand import run
from firsthand.data import Claim, DocumentId, Span
from firsthand.report import OpenRecord

STAGE = "two_origins"
_HERE = Path(__file__).parent
_PARTS = {"dev": "two origins, development", "first": "two origins, read first, development since"}
_COVERS = 0.5


@dataclass
class Read:
    """A claim as it was read: how many origins at least and at most, and (report, start, end, origin) of each
    mention."""

    part: str
    story: str
    least: int
    most: int
    mentions: list[tuple[str, int, int, str]] = field(default_factory=list)


def labels(name: str) -> list[dict[str, str]]:
    """The rows of one file of labels."""
    with (_HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def _gold() -> list[Read]:
    found: dict[tuple[str, str], Read] = {}
    for row in labels("two_origins.csv"):
        read = found.setdefault(
            (row["part"], row["claim"]), Read(row["part"], row["story"], int(row["min"]), int(row["max"]))
        )
        read.mentions.append((row["report"], int(row["start"]), int(row["end"]), row["origin"]))
    return list(found.values())


def read_verdicts() -> dict[tuple[str, str, int, int], str]:
    """Statements of program claims with two origins or more, as read afterwards: (story, report, start, end) →
    verdict."""
    return {
        (row["story"], row["report"], int(row["start"]), int(row["end"])): row["verdict"]
        for row in labels("at_least_two.csv")
    }


class _Story:
    """The record of one story, with claims by the characters that they stand on."""

    def __init__(self, rows: list[dict[str, object]]) -> None:
        self.record: OpenRecord = run(rows)
        self.report = {one.source_id.rsplit("/", 1)[-1]: one.id for one in self.record.documents}
        self.name = {id_: name for name, id_ in self.report.items()}
        self._held: defaultdict[DocumentId, list[tuple[Span, Claim]]] = defaultdict(list)
        for claim in self.record.claims:
            for id_ in claim.statements:
                span = self.record.statement[id_].span
                self._held[span.document].append((span, claim))

    def at(self, report: str, start: int, end: int) -> list[Claim]:
        """The claims that hold at least half of the words, or of which these are half."""
        found = []
        for span, claim in self._held.get(self.report.get(report, DocumentId("")), ()):
            common = min(end, span.end) - max(start, span.start)
            if common >= _COVERS * min(end - start, span.end - span.start) and common > 0:
                found.append(claim)
        return found


def _two(claim: Claim) -> bool:
    return (claim.independent.at_least or 0) >= 2


@cache
def cases() -> tuple[Case, ...]:
    """Recall and counts of the read claims, and the verdict of every claim that is given two origins or more."""
    folder = shared()
    if folder is None:
        return ()
    known = stories(folder)
    by_story: defaultdict[tuple[str, str], list[Read]] = defaultdict(list)
    for read in _gold():
        by_story[read.part, read.story].append(read)
    found: list[Case] = []
    verdicts = read_verdicts()
    for (part, name), held in sorted(by_story.items()):
        story = _Story(known[name])
        found += _of_story(story, part, name, held, verdicts)
    return tuple(found)


def _of_story(
    story: _Story, part: str, name: str, held: list[Read], verdicts: dict[tuple[str, str, int, int], str]
) -> Iterator[Case]:
    corpus = _PARTS[part]
    judged: dict[str, list[bool]] = defaultdict(list)
    for read in held:
        report, start, end, _ = read.mentions[0]
        claims: dict[str, Claim] = {}
        origins: defaultdict[str, set[str]] = defaultdict(set)
        for one, first, last, origin in read.mentions:
            for claim in story.at(one, first, last):
                claims[claim.id] = claim
                origins[claim.id].add(origin)
                if _two(claim):
                    judged[claim.id].append(read.least >= 2)
        place = f"{name}#{report}"
        if read.least >= 2:
            right = any(_two(claim) for claim in claims.values())
            yield Case("two origins found", corpus, "right" if right else "missed", place, start, end, f"{read.least}")
            gathered = [claims[id_] for id_, told in origins.items() if len(told - {""}) >= 2]
            yield Case(
                "mentions of two origins in one claim", corpus, "right" if gathered else "missed", place, start, end
            )
            for claim in gathered[:1]:
                most = claim.independent.at_most or 0
                fits: Verdict = "right" if read.least <= most <= read.most else "wrong"
                yield Case("at most fits", corpus, fits, place, start, end, f"{read.least} to {read.most}", str(most))
        else:
            wrong = any((claim.independent.at_least or 0) > read.most for claim in claims.values())
            yield Case("traps not inflated", corpus, "wrong" if wrong else "right", place, start, end, str(read.most))
    own = {(report, start, end): verdict for (told, report, start, end), verdict in verdicts.items() if told == name}
    for claim in story.record.claims:
        if _two(claim):
            verdict, span = _judged(story, claim, judged.get(claim.id, []), own)
            place = f"{name}#{story.name[span.document]}"
            number = str(claim.independent.at_least)
            yield Case(
                "at least two", corpus, verdict, place, span.start, span.end, found=number, words=cut(claim.text)
            )


def _judged(
    story: _Story, claim: Claim, judged: list[bool], read: dict[tuple[str, int, int], str]
) -> tuple[Verdict, Span]:
    """The verdict on one claim that is given two origins or more, and where its first words stand."""
    spans = [story.record.statement[id_].span for id_ in claim.statements]
    told = [
        (story.name[span.document], read.get((story.name[span.document], span.start, span.end), "")) for span in spans
    ]
    return verdict_of(told, judged), spans[0]


def verdict_of(told: Sequence[tuple[str, str]], beside: Sequence[bool] = ()) -> Verdict:
    """The verdict on a claim that is given two origins or more, from what was read of its statements: (report, verdict
    or '' for unread) of each, and ``beside`` whether the read claims that it holds mentions of truly have two.

    It is right where every statement that was read is right, and as many as two of its reports' statements were read; a
    mention of a claim that truly has two counts for one beside it.  Wrong where one is."""
    known = {verdict for _, verdict in told if verdict}
    if known - {"right"} or not all(beside):
        return "extra"
    seen = {report for report, verdict in told if verdict}
    enough = min(2, len({report for report, _ in told}))
    return "right" if len(seen) + (len(beside) if not seen else 0) >= enough else "unlabelled"


def figures() -> list[Figure]:
    """Precision and recall of "at least two", and what stands beside them."""
    found = cases()
    out: list[Figure] = []
    if not found:
        return out
    for corpus in _PARTS.values():
        told = counted(found, "at least two", corpus)
        made = told["right"] + told["extra"]
        out += [
            Figure(STAGE, "at least two precision", corpus, told["right"] / made if made else 0.0, made),
            Figure(STAGE, "at least two unread", corpus, float(told["unlabelled"]), sum(told.values()), "claims"),
        ]
        for question in (
            "two origins found",
            "mentions of two origins in one claim",
            "at most fits",
            "traps not inflated",
        ):
            counts = counted(found, question, corpus)
            of = sum(counts.values())
            out.append(Figure(STAGE, question, corpus, counts["right"] / max(1, of), of))
    return out
