"""What an editor would print of the conflicts of ECB+, development since 30 November.

``ecb_conflicts.csv`` holds 181 conflicts that the program showed on 62 stories of ``evals.ecbplus``, each by two spans,
as a reader judged them: ``right``, ``relabel`` (real, of another kind), or nothing to print (``same``, ``other``,
``trivial``).  Each story is run as a pile, with an outlet of its own for each report.  A conflict is shown again where
one of its kind (of wordings and quotations one group) touches both spans.  Conflicts that are new since are not
judged, so this is no precision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from evals import ecbplus
from evals.figure import Figure
from evals.two_origins import labels
from firsthand.data import Conflict, Given, RawDocument, Record
from firsthand.models.vectors import embedder
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.relate.assemble import relate

_STAGE = "ecb_conflicts"
_CORPUS = "conflicts of ECB+, development"
_WORDINGS = frozenset({"wording", "narration_as_quotation"})
_WRONG = frozenset({"same", "other", "trivial"})
_Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of the list: a conflict of a kind between two places, and what the reader said of it."""

    story: str
    kind: str
    verdict: str
    a: _Place
    b: _Place


def judged() -> list[Judged]:
    """The rows of the list."""
    return [
        Judged(
            row["story"], row["kind"], row["verdict"],
            (row["a"], int(row["a_start"]), int(row["a_end"])), (row["b"], int(row["b_start"]), int(row["b_end"])),
        )
        for row in labels("ecb_conflicts.csv")
    ]  # fmt: skip


@cache
def _record(story: str) -> Record:
    topic, _, event = story.partition("-")
    reports = ecbplus.topics()[int(topic)][event]
    raws = [
        RawDocument(name, "text/plain", text.encode(), Given(name, None, f"Outlet {n}", None))
        for n, (name, text) in enumerate(reports)
    ]
    reads, rejected = distinct_documents(read_batch(raws))
    return relate(reads, rejected, embed=embedder())


def _places(record: Record, one: Conflict) -> Iterator[_Place]:
    source = {document.id: document.source_id or "" for document in record.documents}
    stated = {statement.id: statement.span for statement in record.statements}
    for span in (*one.spans, *(stated[name] for name in one.statements)):
        yield source[span.document], span.start, span.end


def _touch(one: _Place, other: _Place) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def shown_again(told: Judged, record: Record, conflicts: Iterable[Conflict]) -> bool:
    """Whether one of the conflicts is the one that was judged."""
    for one in conflicts:
        if one.kind != told.kind and not {one.kind, told.kind} <= _WORDINGS:
            continue
        places = list(_places(record, one))
        if all(any(_touch(side, place) for place in places) for side in (told.a, told.b)):
            return True
    return False


def figures() -> list[Figure]:
    """The share of right ones that are shown still, and of wrong ones that are gone, in all and by kind."""
    if not ecbplus.topics():
        return []
    held: defaultdict[str, list[bool]] = defaultdict(list)
    for told in judged():
        record = _record(told.story)
        again = shown_again(told, record, record.conflicts)
        if told.verdict == "right":
            held["right ones shown"].append(again)
        elif told.verdict in _WRONG:
            held["wrong ones gone"].append(not again)
            held[f"wrong ones gone, {told.kind}"].append(not again)
        else:
            held["ones of another kind shown"].append(again)
    number = sum(len(_record(story).conflicts) for story in {told.story for told in judged()})
    made = [Figure(_STAGE, name, _CORPUS, sum(told) / len(told), len(told)) for name, told in sorted(held.items())]
    return [*made, Figure(_STAGE, "conflicts shown", _CORPUS, float(number), len(judged()), unit="count")]
