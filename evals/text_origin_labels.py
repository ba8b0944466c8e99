"""Whose text a report is: single reports read whole, by what each page itself shows.

``text_origins.csv`` holds 180 reports of eight corpora, drawn at random and labelled by a reader who has not seen the
program.  An agency that nothing in the text shows cannot be found in one page alone and is counted apart.  ``dev``
reports were mended from, ``first`` ones were not; they were run more than once since, so they are kept aside and no
first reading any more.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from evals.case import Case, Verdict, counted
from evals.corpus_stories import as_row, reports
from evals.figure import Figure, shared
from evals.two_origins import labels
from firsthand import clean, read
from firsthand.comparable import credit_lines
from firsthand.data import Document, RawDocument
from firsthand.relate.derivation import text_origin

STAGE = "text_origin_labels"
_PARTS = {"dev": "text origins, development", "first": "text origins, kept aside"}


@cache
def cases() -> tuple[Case, ...]:
    """For each report: an agency named right, one that the text shows found, and none given to an outlet's own text."""
    return origin_cases(str)


def origin_cases(way: Callable[[str], str]) -> tuple[Case, ...]:
    """The cases of texts as ``way`` makes them."""
    folder = shared()
    if folder is None:
        return ()
    rows = labels("text_origins.csv")
    known = reports(folder, [(row["set"], row["id"]) for row in rows])
    found = []
    for row in rows:
        document = _document(known[row["set"], row["id"]], way)
        corpus, place = _PARTS[row["part"]], f"{row['set']}#{row['id']}"
        if document is None:
            continue
        made = text_origin.credited(document)
        allowed = {row["label"], *row["accept"].split("|")}
        agency = made.name if made.kind == "agency" else None
        if agency:
            right = bool({"agency", "mixed"} & allowed) and _one_agency(
                agency, [row["name"], *row["accept"].split("|")]
            )
            found.append(Case("agency named right", corpus, "right" if right else "extra", place, found=agency))
        if row["label"] == "agency" and row["shown"] == "text":
            verdict: Verdict = "right" if agency else "missed"
            found.append(Case("agency that the text shows", corpus, verdict, place, expected=row["name"]))
        if row["label"] == "own" and "agency" not in allowed:
            found.append(Case("own text given to nobody else", corpus, "wrong" if agency else "right", place))
    return tuple(found)


def _document(row: dict[str, object], way: Callable[[str], str]) -> Document | None:
    raw = next(iter(read([as_row(row) | {"text": way(str(row["text"]))}])))
    made = clean(raw) if isinstance(raw, RawDocument) else None
    return made if isinstance(made, Document) else None


def _one_agency(found: str, expected: list[str]) -> bool:
    names = {credit_lines.agency_named(name) or name for name in expected if name}
    return (credit_lines.agency_named(found) or found) in names


def figures() -> list[Figure]:
    """Shares of the three questions."""
    out: list[Figure] = []
    if shared() is None:
        return out
    for corpus in _PARTS.values():
        for question in ("agency named right", "agency that the text shows", "own text given to nobody else"):
            told = counted(cases(), question, corpus)
            of = sum(told.values())
            out.append(Figure(STAGE, question, corpus, told["right"] / max(1, of), of))
    return out
