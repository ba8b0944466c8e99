"""Search over reports, claims, quotations and ends: all words asked for must stand in one of them.

Words are compared in the house's normal form, so that accents, capitals and typographic marks do not matter; a phrase
in quotation marks must stand as it is.  The record is held in memory, so that no index is needed: 600 reports are
searched in some milliseconds.  Left out: stemming, and what another program's index knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.data import Claim, Document, Origin, Quotation
from firsthand.report import OpenRecord
from firsthand.words import normal

MOST_ASKED, MOST_HITS = 200, 60
_PARTS = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True)
class Hits:
    """What was found, of each kind the first."""

    claims: tuple[Claim, ...]
    reports: tuple[tuple[Document, tuple[tuple[int, int], ...]], ...]
    quotations: tuple[Quotation, ...]
    ends: tuple[Origin, ...]


class Search:
    """The texts of a record in their normal form, made once."""

    def __init__(self, reading: OpenRecord) -> None:
        self._reading = reading
        self._claims = [(one, normal(one.text)) for story in reading.ranked_stories for one in reading.claims_of(story)]
        self._reports = [
            (one, normal(f"{one.title or ''} {reading.outlet(one.id)} {one.text}")) for one in reading.documents
        ]
        self._quotations = [
            (one, normal(f"{reading.words(one.inner)} {reading.speaker(one)}")) for one in reading.quotations
        ]
        self._ends = [(one, normal(one.name)) for one in reading.origins]

    def hits(self, asked: str) -> Hits:
        """All that holds every word of ``asked``."""
        parts = parts_of(asked)
        if not parts:
            return Hits((), (), (), ())

        def found(text: str) -> bool:
            return all(part in text for part in parts)

        reports = [one for one, text in self._reports if found(text)][:MOST_HITS]
        return Hits(
            tuple(one for one, text in self._claims if found(text))[:MOST_HITS],
            tuple((one, hit_places(one.text, asked)) for one in reports),
            tuple(one for one, text in self._quotations if found(text))[:MOST_HITS],
            tuple(one for one, text in self._ends if found(text))[:MOST_HITS],
        )


def parts_of(asked: str) -> list[str]:
    """The phrases and words asked for, in their normal form."""
    found = [normal(phrase or word) for phrase, word in _PARTS.findall(asked[:MOST_ASKED])]
    return [one for one in found if one]


def hit_places(text: str, asked: str, most: int = 200) -> tuple[tuple[int, int], ...]:
    """Where the words asked for stand in a text, as far as they stand there letter by letter."""
    found: list[tuple[int, int]] = []
    for phrase, word in _PARTS.findall(asked[:MOST_ASKED]):
        pattern = re.compile(r"\s+".join(re.escape(one) for one in (phrase or word).split()), re.IGNORECASE)
        found += [match.span() for match in pattern.finditer(text)][:most]
    return tuple(sorted(found))[:most]
