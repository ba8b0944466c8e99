"""How likely an editor would list a claim among the main facts of its story: *salience*.

Logistic regression over what the record shows: how many separately written texts have the claim and how many of these
in title or lead, how early it stands, whether somebody says it, and how much its words are those of the story's titles,
leads and reports.  Learnt from claims of whole stories that readers judged (``evals/first_screen.json``,
``training/first_screen.py``); the weights are in ``models/weights/salience.json``.  Left out: what readers of one paper
care for.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from firsthand import lexicon
from firsthand.data import Claim, ClaimId, Document, Story
from firsthand.models.plain_weights import weighed
from firsthand.words import plain_words, unbracketed

if TYPE_CHECKING:
    from firsthand.report.open_record import OpenRecord

CLAIM_FEATURES = (
    "several", "texts", "share", "leads", "titles", "earliest", "mean_place", "begins", "attributed", "dates",
    "numbers", "heading_words", "most_heading_words", "common_words", "most_common_words", "rare_words", "words",
)  # fmt: skip
"""What is looked at; shares are of the story's separately written texts, places of a report's length, and words those
that are neither small nor short."""
_SHORTEST = 3
_TOP = 3
_MOST_READ = 120
"""Reports whose words are counted; of a larger story the first so many tell what its words are."""
_STANDS, _LISTED = 0.4, 0.5
"""From where the words of a claim stand alone, and an editor would list it."""


@dataclass(frozen=True)
class Salience:
    """The salience of the claims of one story."""

    reading: OpenRecord
    story: Story
    _known: dict[ClaimId, float] = field(default_factory=dict)

    def of(self, claim: Claim) -> float:
        """The probability that an editor lists the claim."""
        if claim.id not in self._known:
            self._known[claim.id] = weighed("salience.json", self.features(claim))
        return self._known[claim.id]

    def prints(self, claim: Claim) -> bool:
        """Whether one would print the claim as it stands: its words stand alone, and an editor would list it."""
        return says_enough(claim) and self.of(claim) >= _LISTED

    def features(self, claim: Claim) -> list[float]:
        """The values of ``CLAIM_FEATURES``."""
        reading = self.reading
        firm = reading.firm_statements(claim)
        told = [one for one in reading.statements_of(claim) if one.id in firm] or list(reading.statements_of(claim))
        told = [one for one in told if one.span.document in reading.document]
        if not told:
            return [0.0] * len(CLAIM_FEATURES)
        reports = sorted({one.span.document for one in told})
        texts, read = self._texts, len(self._read)
        places = [one.span.start / max(1, len(reading.document[one.span.document].text)) for one in told]
        words = telling_words(claim.text)
        heading, common = (
            sorted((count[word] / read for word in words), reverse=True) for count in (self._headings, self._bodies)
        )
        size = max(1, len(words))
        return [
            float(len(reports) > 1),
            math.log1p(claim.reports.after_merging_copies),
            len({reading.text_of.get(one, one) for one in reports}) / texts,
            math.log1p(reading.in_leads(claim, firm)),
            sum(reading.in_title(one) for one in told) / texts,
            min(places),
            sum(places) / len(places),
            math.log1p(min(one.span.start for one in told) / 100),
            sum(bool(one.chain) for one in told) / len(told),
            float(any(one.dates for one in told)),
            float(any(one.numbers for one in told)),
            sum(heading) / size,
            sum(heading[:_TOP]) / _TOP,
            sum(common) / size,
            sum(common[:_TOP]) / _TOP,
            sum(self._bodies[word] <= 1 for word in words) / size,
            float(len(words)),
        ]

    @cached_property
    def _texts(self) -> int:
        """How many texts of the story were separately written."""
        return max(1, self.reading.texts(self.story))

    @cached_property
    def _read(self) -> tuple[Document, ...]:
        """The reports whose words are counted."""
        return self.reading.documents_of(self.story)[:_MOST_READ]

    @cached_property
    def _headings(self) -> Counter[str]:
        """How many reports have a word in title or lead."""
        return _counts(f"{one.title or ''} {self.reading.lead(one)}" for one in self._read)

    @cached_property
    def _bodies(self) -> Counter[str]:
        """How many reports have a word."""
        return _counts(one.text for one in self._read)


def likely_alone(claim: Claim) -> float:
    """How surely a claim's words stand alone; even where that was not measured."""
    return 0.5 if claim.stands_alone is None else claim.stands_alone


def says_enough(claim: Claim) -> bool:
    """Whether a claim's words say something by themselves."""
    return likely_alone(claim) >= _STANDS


def _counts(texts: Iterable[str]) -> Counter[str]:
    counted = Counter[str]()
    for text in texts:
        counted.update(telling_words(text))
    return counted


def telling_words(text: str) -> set[str]:
    """The words of a text that are neither small nor short, in normal form."""
    small = lexicon.entry_set("function_words")
    return {word for word in plain_words(unbracketed(text)) if word not in small and len(word) >= _SHORTEST}
