"""What the page shows, ready to be set: each dataclass is one part of the page, with its words already chosen.

Listings have an end: a record of hundreds of reports still gives a page that opens, with "and N more" where the JSON
has the rest.  ``storyview`` and ``fulltext`` make them; the template sets them.
"""

from __future__ import annotations

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
    StoryId,
    UtteranceId,
)
from firsthand.report.copygraph import Graph
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
class ClaimView:
    """A claim with its number on the page, its independence as picture and words, and who says it."""

    number: int
    id: ClaimId
    short: str
    text: str
    picture: Picture
    counted: str
    rests: str
    single: str
    names: str
    state: str
    reasons: tuple[str, ...]
    linked: tuple[str, ...]
    words: tuple[QuotedWords, ...]
    more: int
    standing: tuple[str, ...] = ()
    """Why it stands where it does, and what its matter comes to."""


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
    short: str
    label: str
    judgement: str
    kind: str
    reason: str
    sides: tuple[SideView, ...]


@dataclass(frozen=True, slots=True)
class FactView:
    """An attribute with its values: each one's words, who says so, in how many reports, when, and where to read it."""

    id: FactId
    short: str
    label: str
    state: str
    values: tuple[tuple[str, str, str, str, QuotedWords | None], ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A report beside the graph of copies."""

    id: DocumentId
    link: str
    outlet: str
    when: str
    relation: str
    own: bool


@dataclass(frozen=True, slots=True)
class PairView:
    """Two reports whose texts hang together, and passages of both."""

    id: DerivationId
    short: str
    says: str
    reasons: tuple[str, ...]
    passages: tuple[tuple[str, QuotedWords, QuotedWords], ...]
    more: int


@dataclass(frozen=True, slots=True)
class UtteranceView:
    """One act of speech in the wordings that reports print."""

    id: UtteranceId
    short: str
    speaker: str
    wordings: tuple[QuotedWords, ...]
    differences: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A speaker and what he is quoted with."""

    name: str
    count: str
    said: tuple[QuotedWords, ...]
    more: int


@dataclass(frozen=True, slots=True)
class EventView:
    """An entry of the timeline."""

    id: EntryId
    iso: str
    when: str
    text: str
    basis: str
    words: tuple[QuotedWords, ...]


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
    blocks: tuple[tuple[str, Markup], ...]
    cut: int


@dataclass(frozen=True, slots=True)
class StoryView:
    """All that the page shows of one story; ``more_…`` count what it leaves out."""

    id: StoryId
    title: str
    standfirst: str
    numbers: tuple[tuple[str, str], ...]
    claims: tuple[ClaimView, ...]
    more_claims: int
    only: tuple[tuple[ClaimId, str, QuotedWords | None], ...]
    only_count: int
    conflicts: tuple[ConflictView, ...]
    more_conflicts: int
    graph: Graph | None
    rows: tuple[RowView, ...]
    more_rows: int
    pairs: tuple[PairView, ...]
    more_pairs: int
    utterances: tuple[UtteranceView, ...]
    more_utterances: int
    speakers: tuple[SpeakerView, ...]
    more_speakers: int
    events: tuple[EventView, ...]
    more_events: int
    histories: tuple[HistoryView, ...] = ()
    more_histories: int = 0
    facts: tuple[FactView, ...] = ()
    more_facts: int = 0
    compared: str = ""
    """How many figures could be compared, agree and differ."""
