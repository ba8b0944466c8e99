"""Whose word is it? Ends of statements that readers judged: right, or told by the report itself or by somebody else.

``whose_word.json`` holds ends drawn at random by form from stories whose claims were read, in the form that the program
gave them then.  An end counts as right where its form is still that and readers called it right, or where it is the
report's own voice now and readers called it that; where the form is another one now, nothing is known.  The ends are
the program's own: a source that it never found is not among them, and these stories are ones of development.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from evals.figure import Figure
from firsthand.data import Record

_FILE = Path(__file__).with_name("whose_word.json")
_OWN = ("own_reporting", "agency_text")
Label = tuple[str, int, int, str, str, str]
"""Report, start and end of a statement, the form of its end, whose word it is, and its name as a phrase."""


@cache
def labelled_ends() -> Mapping[str, tuple[Label, ...]]:
    """The ends that readers judged, by story."""
    told = json.loads(_FILE.read_text(encoding="utf-8"))["stories"]
    return {name: tuple((d, a, b, form, party, phrase) for d, a, b, form, party, phrase in rows)
            for name, rows in told.items()}  # fmt: skip


def judged_ends_of(name: str, record: Record) -> Iterator[tuple[str, bool]]:
    """The form of each end of a story that was judged, and whether it is right."""
    given = {one.id: one.source_id for one in record.documents}
    at = {(given[one.span.document], one.span.start, one.span.end): one.id for one in record.statements}
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for claim in record.claims:
        for end in claim.ends:
            for statement in end.statements:
                forms[statement].add(end.form)
    for report, start, stop, form, party, _ in labelled_ends().get(name, ()):
        now = forms.get(at.get((report, start, stop), ""), set())
        if party == "open":
            continue
        if form in now:
            yield form, party == "right"
        elif now and now <= set(_OWN) and party == "narration":
            yield form, True


def ends_figures(corpus: str, rows: Sequence[tuple[str, bool]]) -> list[Figure]:
    """The share of right ends, of all and by form."""
    made = []
    for form in ("", *sorted({form for form, _ in rows})):
        held = [right for one, right in rows if form in ("", one)]
        name = "ends that are whose word they are said to be" if not form else f"so, {form.replace('_', ' ')}"
        made.append(Figure("gathering", name, corpus, sum(held) / len(held), len(held)))
    return made if rows else []
