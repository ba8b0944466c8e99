"""The claims that a first screen shows: do their words stand alone, and would an editor list them?

``first_screen.json`` holds claims of whole stories that the program proposed, with the texts in which it might show
them; readers said of each text whether it says by itself who and what it is about, and of each claim whether an editor
would list it among the ten or so main facts.  The models behind both (``training/first_screen.py``) have learnt from
these stories: a figure here is one of development, and only labelled texts count.  What the program did not propose is
not among them, so nothing here says which main fact is missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evals.figure import Figure
from firsthand.data import Claim, Record
from firsthand.report.first_screen import central_claims
from firsthand.report.open_record import OpenRecord, opened
from firsthand.words import normal, unbracketed

FIRST = 5
"""Claims of a story that are looked at."""
_FILE = Path(__file__).with_name("first_screen.json")


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text of a claim: the report by the id given, the statement's characters and those of all that was shown, and
    whether it stands alone."""

    report: str
    statement: tuple[int, int]
    shown: tuple[int, int]
    alone: bool

    @property
    def whole(self) -> bool:
        """Whether more than the statement was shown."""
        return self.shown != self.statement


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """Whether an editor would list it, and its texts."""

    central: bool
    texts: tuple[LabelledText, ...]


@cache
def labelled_claims() -> Mapping[str, tuple[LabelledClaim, ...]]:
    """The claims that readers judged, by story."""
    told = json.loads(_FILE.read_text(encoding="utf-8"))["stories"]
    return {
        name: tuple(
            LabelledClaim(bool(central), tuple(LabelledText(d, (a, b), (c, e), bool(y)) for d, a, b, c, e, y in texts))
            for central, texts in claims
        )
        for name, claims in told.items()
    }


def labels_of(name: str, reading: OpenRecord) -> tuple[dict[str, bool], dict[str, bool]]:
    """Of a story's claims by id whether each is central, and of texts in normal form whether each stands alone."""
    report = {one.source_id: one for one in reading.documents}
    claim_at = {
        (one.span.document, one.span.start, one.span.end): claim.id
        for claim in reading.claims
        for one in reading.statements_of(claim)
    }
    central, alone = dict[str, bool](), dict[str, bool]()
    for claim in labelled_claims().get(name, ()):
        for text in claim.texts:
            if text.report in report:
                document = report[text.report]
                alone[normal(document.text[slice(*text.shown)]).strip('".')] = text.alone
                if (document.id, *text.statement) in claim_at:
                    central.setdefault(claim_at[document.id, *text.statement], claim.central)
    return central, alone


def first_claims(name: str, record: Record) -> list[tuple[bool | None, bool | None]]:
    """Of the first claims of a story's record: whether each stands alone and is central, as far as that is labelled."""
    reading = opened(record)
    central, alone = labels_of(name, reading)
    story = max(reading.ranked_stories, key=lambda one: len(one.documents))
    return [(alone.get(_plain(one)), central.get(one.id)) for one in central_claims(reading, story)[:FIRST]]


def _plain(claim: Claim) -> str:
    return normal(unbracketed(claim.text)).strip('".')


def screen_figures(corpus: str, rows: Sequence[tuple[bool | None, bool | None]]) -> list[Figure]:
    """Shares of the labelled claims that stand first."""
    made = []
    for name, held in (
        ("first claims that stand alone", [alone for alone, _ in rows if alone is not None]),
        ("first claims that are central", [central for _, central in rows if central is not None]),
    ):
        if held:
            made.append(Figure("gathering", name, corpus, sum(held) / len(held), len(held)))
    return made
