"""Clues: what one report shows of where its text comes from, read once for every pair that it is in.

Who says that it was told something itself, whose text a page says it carries, by which names others cite an outlet, and
whether one text names another as its source.  Left out: what only a comparison of two texts shows (``direction``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from firsthand import lexicon, words
from firsthand.comparable import Reading, credit_lines
from firsthand.data import TEXT_KINDS, Document
from firsthand.report_names import report_names

_OWN = re.compile(
    r"\b(?:told|tells|informed|showed|confirmed to|said to|seen by|obtained by|interview with|reviewed by) "
)


def outlet_label(document: Document) -> str:
    """One name for all reports of an outlet; of a report whose outlet nobody knows the name that it came under."""
    return document.outlet.name or _file(document)


def _file(document: Document) -> str:
    return (document.source_id or document.id).rstrip("/").rpartition("/")[2]


def distinct_labels(a: Document, b: Document) -> tuple[str, str]:
    """What two reports are called in a sentence that speaks of both (``report_names``)."""
    names = report_names((a, b))
    return names[a.id], names[b.id]


def in_reasons(document: Document) -> str:
    """What a report is called in a sentence that speaks of no other."""
    return report_names((document,))[document.id]


@cache
def _republication() -> tuple[str, ...]:
    return lexicon.entries("republication")


@cache
def republishes(document: Document) -> bool:
    """Whether a page's furniture says that its text comes from elsewhere."""
    furniture = " ".join(
        document.text[block.start : block.end] for block in document.blocks if block.kind not in TEXT_KINDS
    )
    tail = document.text[max(0, len(document.text) - 600) :]
    plain = words.normal(furniture[:20_000] + " " + tail)
    return any(phrase in plain for phrase in _republication())


def outlet_forms(document: Document) -> tuple[str, ...]:
    """The names under which other texts may cite a document's outlet, longest first."""
    return outlet_forms_of(document.outlet.name or "")


@cache
def outlet_forms_of(name: str) -> tuple[str, ...]:
    """The same of an outlet or agency by its name."""
    if not name:
        return ()
    plain = words.normal(name).removeprefix("the ")
    plain = re.sub(r"^(?:www|edition|money|abcnews)\.", "", plain)
    forms = {plain, *_listed_forms().get(plain, ())}
    return tuple(sorted((form for form in forms if len(form) > 1), key=lambda form: (-len(form), form)))


@cache
def _listed_forms() -> dict[str, set[str]]:
    """The names of a listed outlet in normal form, by each of them and by its domain."""
    table: defaultdict[str, set[str]] = defaultdict(set)
    for row in lexicon.rows("outlets"):
        known = [words.normal(x).removeprefix("the ") for x in (row["name"], *re.split(r"[|;]", row["aliases"])) if x]
        for form in (*known, row["domain"].strip().casefold()):
            table[form].update(known)
    return dict(table)


def _told_itself(document: Document, plain: str) -> int:
    """How often a text says that it was told something itself ("told <its own outlet>", "told this newspaper")."""
    forms = [re.escape(form) for form in outlet_forms(document)]
    forms += ["this (?:newspaper|reporter|publication|website|magazine)", "our (?:reporter|correspondent)s?"]
    return len(re.findall(rf"{_OWN.pattern}(?:the )?(?:{'|'.join(forms)})\b", plain))


def own_marks(document: Document) -> int:
    """``told_itself`` of a document that is compared with none."""
    return _told_itself(document, words.normal(document.text[:60_000]))


@dataclass(frozen=True, slots=True, eq=False)
class Clues:
    """What one report shows of where its text comes from, and by which names others cite it."""

    document: Document
    reading: Reading
    plain: str
    forms: tuple[str, ...]
    agencies: tuple[str, ...]
    """Names of the agencies that it credits, or that its outlet is."""
    told_itself: int
    republished: bool
    carrier: str | None
    credited: tuple[credit_lines.Credit, ...]
    weighing: float


def read_clues(document: Document, reading: Reading) -> Clues:
    """All clues of one report; each pair that it is in asks for them."""
    plain = words.normal(document.text[:60_000])
    forms = outlet_forms(document)
    credited = tuple(credit for credit in credit_lines.credits(document) if credit.part != "picture" and credit.agency)
    carried = carrier(document)
    agencies = sorted({name for name in (carried, *(credit.agency for credit in credited)) if name})
    return Clues(
        document=document,
        reading=reading,
        plain=plain,
        forms=forms,
        agencies=tuple(form for name in agencies for form in outlet_forms_of(name)),
        told_itself=_told_itself(document, plain),
        republished=republishes(document),
        carrier=carried,
        credited=credited,
        weighing=_weighing(reading),
    )


def carrier(document: Document) -> str | None:
    """The agency whose own page this is: its outlet, or, where no outlet is known, the one the whole text credits."""
    if document.outlet.name:
        return credit_lines.agency_named(document.outlet.name)
    return next((c.agency for c in credit_lines.credits(document) if c.part == "whole"), None)


def _weighing(reading: Reading) -> float:
    listed = lexicon.entry_set("evaluative")
    return sum(feature in listed for line in reading.lines for feature in line.features) / max(1, reading.narrative)


def citing_words(names: Sequence[str], by: Clues) -> str | None:
    """The words with which a report names an outlet, under one of its ``distinct_labels``, as its source."""
    forms = [form for form in names if form in by.plain]
    if not forms or set(names) & set(by.forms):
        return None
    match = _citing("|".join(re.escape(form) for form in forms)).search(by.plain)
    return match.group() if match else None


@lru_cache(maxsize=1024)
def _citing(group: str) -> re.Pattern[str]:
    return re.compile(
        r"(?:first (?:reported|published|revealed) (?:by|in)|according to|h/t:?|via|reported by"
        r"|originally (?:published|appeared) (?:by|in|on|at)) (?:a report (?:by|in|from) )?(?:the )?"
        rf"(?:{group})\b|\b(?:{group}) (?:first )?(?:reported|reports)\b"
    )
