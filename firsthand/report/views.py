"""What the page shows, ready to be set: each dataclass is one part of the page, with its words already chosen.

Listings have an end: a record of hundreds of reports still gives a page that opens.  A ``Turn`` says where a list goes
on: the served pages lead there, the one page names the command that does.  ``storyview`` and ``fulltext`` make them;
the template sets them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from firsthand.data import (
    ClaimId,
    ConflictId,
    DerivationId,
    DocumentId,
    EntryId,
    FactId,
    HistoryId,
    OriginId,
    UtteranceId,
)
from firsthand.report.heat import HeatStep
from firsthand.report.path_drawing import PathDrawing
from firsthand.report.picture import Picture


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words of one report: whose, when, the chain that leads to their origin, and where to read them."""

    outlet: str
    when: str
    html: Markup
    chain: tuple[str, ...]
    link: str
    copied: bool
    also: tuple[tuple[str, str], ...] = ()
    """Other reports with the same words and chain: outlet and link."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Which items of a list are shown, ``first`` to ``last`` of ``total``, and the addresses of those before and behind
    them; '' where there are none, or on the one page, which shows the first and no others."""

    name: str
    first: int
    last: int
    total: int
    before: str = ""
    after: str = ""

    @property
    def more(self) -> int:
        """How many stand behind those that are shown."""
        return self.total - self.last


def first_shown(asked: int, total: int) -> int:
    """From which item on a list is shown that is asked for from one on: from its beginning where there is no such
    item."""
    return asked if 0 < asked < total else 0


def turn_at(name: str, asked: int, total: int, most: int, at: Callable[[int], str]) -> Turn:
    """The turn of a list of which ``most`` items are shown from the one asked for on; ``at`` gives the address of the
    list from an item on."""
    start = first_shown(asked, total)
    last = min(total, start + most)
    before = at(max(0, start - most)) if start else ""
    return Turn(name, start + 1, last, total, before, at(last) if last < total else "")


@dataclass(frozen=True, slots=True)
class EndView:
    """An end as a reader sees it: what kind, its name, where it is shown."""

    form: str
    kind: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Headline:
    """A matter in one row: its words, its state, how many pages and texts, and the ends it comes down to."""

    claim: ClaimId
    address: str
    text: str
    states: tuple[str, ...]
    counted: str
    number: str
    picture: Picture
    ends: tuple[EndView, ...]
    more: int
    single: bool
    """Three separately written texts or more on one end, or an end that is not named."""
    older: tuple[tuple[str, str], ...]
    """What it supersedes, with where that is shown."""
    apart: str = ""
    """Why who confirms it does not count."""


@dataclass(frozen=True, slots=True)
class LookTwice:
    """Something to look at twice: what it is in a word, what it says, and where."""

    label: str
    says: str
    address: str


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """The first screen of a story."""

    sentences: tuple[Markup, ...]
    pages: int
    texts: int
    ends: int
    printed: tuple[Headline, ...]
    twice: tuple[LookTwice, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its number on the page, its independence as picture and words, and who says it."""

    number: int
    id: ClaimId
    text: str
    picture: Picture
    counted: str
    rests: str
    hangs: bool
    states: tuple[str, ...]
    reasons: tuple[str, ...]
    linked: tuple[str, ...]
    words: tuple[QuotedWords, ...]
    more: int
    standing: tuple[str, ...]
    """Why it stands where it does, and what its matter comes to."""
    path: PathDrawing | None
    steps: tuple[tuple[str, str, str], ...]
    """The same path as (from, cue, to)."""
    ends: tuple[EndView, ...]


@dataclass(frozen=True, slots=True)
class SideView:
    """One value of a conflict and the words that give it."""

    value: str
    words: tuple[QuotedWords, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A conflict and its sides."""

    id: ConflictId
    label: str
    judgement: str
    kind: str
    reason: str
    sides: tuple[SideView, ...]
    whole: str
    """Where all its words are shown; '' on the one page."""


@dataclass(frozen=True, slots=True)
class FactView:
    """An attribute with its values: each one's words, who says so, in how many reports, when, and where to read it;
    ``of_copies``: whether one text and its copies alone give it; ``beside``: what figures of the same event count that
    count something else."""

    id: FactId
    label: str
    state: str
    of_copies: bool
    values: tuple[tuple[str, str, str, str, QuotedWords | None], ...]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OriginView:
    """An end of the story's claims: how many hang on it, how many on it alone, and which."""

    id: OriginId
    form: str
    kind: str
    name: str
    counted: str
    alone: int
    claims: tuple[tuple[str, str, bool], ...]
    """Each claim's text and address, and whether it hangs on this end alone."""
    more: int
    through: str
    """The outlets through whose reports it is heard, the first in front."""
    first: QuotedWords | None
    """The first words by which it is known."""
    dots: tuple[bool, ...]
    """For each claim whether it hangs on this end alone."""
    whole: str


@dataclass(frozen=True, slots=True)
class PairView:
    """Two reports whose texts hang together, and passages of both."""

    id: DerivationId
    says: str
    a: DocumentId
    b: DocumentId
    from_the_other: bool
    """Whether one text comes from the other, or both from a third."""
    reasons: tuple[str, ...]
    address: str
    """Where the two stand side by side."""
    passages: tuple[tuple[str, QuotedWords, QuotedWords], ...]
    more: int


@dataclass(frozen=True, slots=True)
class UtteranceView:
    """One act of speech in the wordings that reports print."""

    id: UtteranceId
    speaker: str
    wordings: tuple[QuotedWords, ...]
    differences: tuple[str, ...]
    more: int
    whole: str


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A speaker and what he is quoted with."""

    name: str
    count: str
    said: tuple[QuotedWords, ...]
    more: int
    whole: str
    opened: bool
    """Whether it was asked for, and all of it is shown."""


@dataclass(frozen=True, slots=True)
class EventView:
    """An entry of the timeline."""

    id: EntryId
    iso: str
    when: str
    text: str
    basis: str
    words: tuple[QuotedWords, ...]
    more: int
    whole: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """How a matter went on, stage by stage."""

    id: HistoryId
    stages: tuple[tuple[str, str, QuotedWords | None], ...]
    """What the stage is, when it was reported, and the words."""


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report's text, block by block, and what is known of it; ``cut``: characters that are not printed."""

    id: DocumentId
    title: str
    outlet: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[tuple[str, Markup, tuple[HeatStep, ...]], ...]
    cut: int


@dataclass(frozen=True, slots=True)
class ListedClaim:
    """A claim as a line of a list."""

    id: ClaimId
    text: str
    picture: Picture
    counted: str
    rests: str
    states: tuple[str, ...]
