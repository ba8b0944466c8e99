"""Conflicts on real stories of other kinds than the seeds: how many of those reported are right, how many are found.

``conflicts.csv`` holds conflicts of stories of ``../shared/data/stories``, each by two spans, with its kind, judgement
and whether an editor would call it one (``right``).  Most were reported by this system, at several versions, and
labelled by reading both reports in full (``how`` is ``reported``); a few were found by reading alone (``read``).  So
precision is fair for the version measured as far as its conflicts are listed (``not labelled`` counts the others), and
recall is of the conflicts listed, not of all there are.  Several wrong ones were mended after reading them: the figure
for unread stories is in docs/log.md, with how it was counted.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from evals.case import Case, Verdict
from evals.figure import Figure, shared
from evals.two_origins import labels
from firsthand.data import Conflict, DocumentId, Record, Span

_STAGE = "conflicts"
_CORPUS = "real stories"
_FILES = {
    "g": "giveme5w1h_clusters.jsonl",
    "w": "wikinews_clusters.jsonl",
    "b": "basil_triples.jsonl",
    "a": "allsides_leads.jsonl",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row of the list; the spans' documents are the ids that the corpus gives."""

    story: str
    kind: str
    judgement: str
    right: bool
    a: Span
    b: Span


def labelled() -> list[Labelled]:
    return [
        Labelled(
            row["story"], row["kind"], row["judgement"], row["right"] == "yes",
            _span(row, "a"), _span(row, "b"),
        )
        for row in labels("conflicts.csv")
    ]  # fmt: skip


def _span(row: dict[str, str], side: str) -> Span:
    return Span(DocumentId(row[side]), int(row[f"{side}_start"]), int(row[f"{side}_end"]))


def records(stories: set[str], folder: Path) -> dict[str, Record]:
    """The record of each story, made as a person would make it: one file of its reports."""
    from firsthand.pipeline import run

    rows: defaultdict[str, list[str]] = defaultdict(list)
    for mark, name in _FILES.items():
        for line in (folder / "data/stories" / name).read_text(encoding="utf-8").splitlines():
            story = f"{mark}:{json.loads(line)['story']}"
            if story in stories:
                rows[story].append(line)
    made: dict[str, Record] = {}
    with tempfile.TemporaryDirectory() as place:
        for number, story in enumerate(sorted(rows)):
            file = Path(place) / f"{number}.jsonl"
            file.write_text("\n".join(rows[story]), encoding="utf-8")
            made[story] = run([str(file)])
    return made


def touches(record: Record, conflict: Conflict, row: Labelled) -> bool:
    """Whether a conflict is the one of the list: its kind, and a statement on each of the two spans; of a name, its
    two forms, each in one of the spans, wherever the reports print them first."""
    names: dict[str, str] = {one.source_id: one.id for one in record.documents}
    spans = [one.span for one in record.statements if one.id in conflict.statements]
    ends = [Span(DocumentId(names.get(end.document, "")), end.start, end.end) for end in (row.a, row.b)]
    if conflict.kind != row.kind:
        return False
    if all(any(span.overlaps(end) for span in spans) for end in ends):
        return True
    text = {one.id: one.text for one in record.documents}
    forms = [{value for value in conflict.values if value in end.of(text.get(end.document, ""))} for end in ends]
    return row.kind == "name" and len(forms[0] | forms[1]) > 1 and all(forms)


@dataclass(frozen=True, slots=True)
class Found:
    """One conflict of a record, with the row of the list that it is, if any, and all right rows that it touches."""

    story: str
    conflict: Conflict
    spans: tuple[Span, ...]
    match: Labelled | None
    hit: frozenset[Labelled]


@cache
def found() -> tuple[Found, ...]:
    """Every conflict that the records of the listed stories report; none where the corpora are absent."""
    folder = shared()
    if folder is None:
        return ()
    rows, made = labelled(), []
    for story, record in records({row.story for row in rows}, folder).items():
        here = [row for row in rows if row.story == story]
        names = {one.id: one.source_id for one in record.documents}
        for conflict in record.conflicts:
            spans = sorted(
                Span(DocumentId(names[one.span.document]), one.span.start, one.span.end)
                for one in record.statements
                if one.id in conflict.statements
            )
            match = next((row for row in here if touches(record, conflict, row)), None)
            hit = (
                frozenset(row for row in here if row.right and touches(record, conflict, row)) if match else frozenset()
            )
            made.append(Found(story, conflict, tuple(spans), match, hit))
    return tuple(made)


def cases() -> list[Case]:
    """Each listed conflict that is right, reported or not, and its judgement; those reported that are wrong; and those
    reported that nobody has read."""
    every = found()
    if not every:
        return []
    hit = {row for one in every for row in one.hit}
    wrong = {one.match for one in every if one.match and not one.match.right}
    judged = {one.match: one.conflict.judgement for one in reversed(every) if one.match and one.match.right}
    made: list[Case] = []
    for row in labelled():
        if row.right or row in wrong:
            verdict: Verdict = "extra" if not row.right else "right" if row in hit else "missed"
            made.append(_case("conflicts", row.kind, (row.a, row.b), verdict))
        if row in judged:
            verdict = "right" if judged[row] == row.judgement else "wrong"
            case = _case("judgements", row.kind, (row.a, row.b), verdict)
            made.append(replace(case, expected=f"{row.judgement} {case.expected}", found=judged[row]))
    for one in every:
        if one.match is None:
            made.append(_case("conflicts", one.conflict.kind, one.spans, "unlabelled"))
    return made


def _case(question: str, kind: str, spans: Sequence[Span], verdict: Verdict) -> Case:
    first, *others = spans
    told = f"{kind} " + " ".join(f"#{one.document}:{one.start}" for one in others)
    pair = ("", told) if verdict in ("extra", "unlabelled") else (told, "")
    return Case(question, _CORPUS, verdict, f"data/stories#{first.document}", first.start, first.end, *pair)


def figures() -> list[Figure]:
    """Precision by kind, judgements right, recall of what is listed; empty where the corpora are absent."""
    every, rows = found(), labelled()
    if not every:
        return []
    read = [(one.conflict, one.match) for one in every if one.match is not None]
    made = Counter(conflict.kind for conflict, _ in read)
    right = Counter(conflict.kind for conflict, match in read if match.right)
    good, total = right.total(), len(read)
    judged = sum(match.right and match.judgement == conflict.judgement for conflict, match in read)
    hit = {row for one in every for row in one.hit}
    wanted = Counter(row.kind for row in rows if row.right)
    caught = Counter(row.kind for row in hit)
    return [
        Figure(_STAGE, "precision", _CORPUS, good / max(1, total), total),
        *(Figure(_STAGE, f"precision, {kind}", _CORPUS, right[kind] / made[kind], made[kind]) for kind in sorted(made)),
        Figure(_STAGE, "judgements right, of those right", _CORPUS, judged / max(1, good), good),
        Figure(
            _STAGE, "recall of those listed", _CORPUS, len(hit) / max(1, sum(wanted.values())), sum(wanted.values())
        ),
        *(
            Figure(_STAGE, f"recall, {kind}", _CORPUS, caught[kind] / wanted[kind], wanted[kind])
            for kind in sorted(wanted)
        ),
        Figure(_STAGE, "not labelled", _CORPUS, float(len(every) - total), len(every), "conflicts"),
    ]


if __name__ == "__main__":
    for one in figures():
        print(f"{one.name:34} {one.value:.3f}  of {one.of}")
