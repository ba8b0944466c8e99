"""What a report is called in a sentence: its outlet, and what tells it from the other reports of that outlet.

An outlet's name is enough where only one of the reports is its own; else the day on which each appeared stands behind
the name, or the hour, or the title.  A report whose outlet nobody knows is called by its title, or one without a title
by the words with which it begins, and where others have these too by its day or its hour behind them.  A name under
which a report came in (a file's, a row's) is told only where nothing that the report itself says tells it from another,
and only where it has a word in it; an id tells a reader nothing, and such reports are numbered.
Left out: links and ids, which point at files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from firsthand import moments
from firsthand.data import TEXT_KINDS, Document, DocumentId

_LONGEST_TITLE, _FIRST_BLOCKS = 60, 4


def report_names(documents: Iterable[Document]) -> dict[DocumentId, str]:
    """Each report by its id as a reader would name it among these."""
    by_outlet: dict[str, list[Document]] = {}
    found: dict[DocumentId, str] = {}
    for one in documents:
        if one.outlet.name:
            by_outlet.setdefault(" ".join(one.outlet.name.split()), []).append(one)
        else:
            by_outlet.setdefault("", []).append(one)
    found |= _nameless(by_outlet.pop("", ()))
    for outlet, held in by_outlet.items():
        if len(held) == 1:
            found[held[0].id] = outlet
        else:
            found |= {id_: f"{outlet} ({told})" for id_, told in _apart(held).items()}
    return found


def _nameless(reports: Sequence[Document]) -> dict[DocumentId, str]:
    alike: dict[str, list[Document]] = {}
    for one in reports:
        alike.setdefault(_in_marks(title_or_opening(one)), []).append(one)
    found: dict[DocumentId, str] = {}
    for called, held in alike.items():
        if called and len(held) == 1:
            found[held[0].id] = called
        else:
            told = _apart(held, (_day, _hour))
            found |= {id_: f"{called} ({name})" if called else name for id_, name in told.items()}
    return found


def _apart(
    reports: Sequence[Document], ways: Sequence[Callable[[Document], str]] | None = None
) -> dict[DocumentId, str]:
    """What tells each of these reports from all the others of them: the first of ``ways`` that no other shares."""
    ways = ways or (_day, _hour, _title, _opening)
    told = [{one.id: way(one) for one in reports} for way in ways]
    often = [Counter(one.values()) for one in told]
    found = {
        one.id: next(
            (words[one.id] for words, number in zip(told, often, strict=True)
             if words[one.id] and number[words[one.id]] == 1),
            "",
        )
        for one in reports
    }  # fmt: skip
    left = sorted((one for one in reports if not found[one.id]), key=lambda one: (one.text, one.id))
    given = Counter(given_name(one) for one in left)
    for number, one in enumerate(left, 1):
        name = given_name(one)
        alone = "the other" if _day(one) else "not dated"
        numbered = f"{number} of {len(left)}" if len(left) > 1 else alone
        found[one.id] = name if given[name] == 1 and _WORD.search(name) else numbered
    return found


_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{3,}(?![^\W_])")
"""A word in the name of a file; what has none is an id."""


def _day(document: Document) -> str:
    published = document.published
    if published.earliest is None or published.earliest[:10] != (published.latest or "")[:10]:
        return ""
    return moments.spoken(published.earliest[:10], published.earliest[:10], "day")


def _hour(document: Document) -> str:
    exact = _day(document) and document.published.precision in {"hour", "minute", "second"}
    return moments.spoken(document.published.earliest, document.published.latest, "minute") if exact else ""


def _title(document: Document) -> str:
    return _in_marks(document.title or "")


def _opening(document: Document) -> str:
    return "" if document.title else _in_marks(title_or_opening(document))


def _in_marks(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) > _LONGEST_TITLE:
        flat = flat[:_LONGEST_TITLE].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"
    return f"“{flat}”" if flat.strip("… ") else ""


def title_or_opening(document: Document) -> str:
    """A report's title on one line; of one without a title the words with which its text begins."""
    if document.title and (title := " ".join(document.title.split())):
        return title
    most = 4 * _LONGEST_TITLE
    parts = (document.text[one.start : min(one.end, one.start + most)] for one in document.blocks
             if one.kind in TEXT_KINDS)  # fmt: skip
    told = " ".join(islice(parts, _FIRST_BLOCKS)) or document.text[:most]
    text = " ".join(told.split())
    return text if len(text) <= _LONGEST_TITLE else text[:_LONGEST_TITLE].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"


def given_name(document: Document) -> str:
    """The name under which a report came in, without its folder and its ending."""
    name = document.source_id.rstrip("/").rpartition("/")[2] or document.source_id
    stem, dot, ending = name.rpartition(".")
    return stem if dot and stem and len(ending) <= 5 else name
