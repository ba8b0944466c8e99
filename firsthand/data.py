"""The nouns: everything that travels between stages, frozen, stdlib only.

Field names are those of the JSON record (a public contract, see ARCHITECTURE.md), so a ``Record`` is written to JSON
as it stands.  Terms: attribution = source, cue, content (PARC3, PolNeAR); block kinds = the parts of a news page;
dates are ISO 8601, time expressions carry TIMEX3 values (ISO 24617-1).  Character offsets are 0-based indices of
Unicode code points into ``Document.text``, end exclusive.

Left out: behaviour.  Stages are functions between these types.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal, NewType, overload

BlockKind = Literal[
    # the article
    "title", "subtitle", "byline", "dateline", "heading", "body", "blockquote", "list", "table", "caption",
    # furniture
    "navigation", "section_label", "repeated_title", "advertisement", "prompt", "comments", "related", "credit",
    "disclaimer", "blank", "other",
]  # fmt: skip
TEXT_KINDS: frozenset[str] = frozenset({"body", "blockquote", "list", "table"})
"""Blocks whose sentences are the report itself: statements, attributions and comparisons are taken from these."""
ARTICLE_KINDS: frozenset[str] = TEXT_KINDS | {"title", "subtitle", "byline", "dateline", "heading", "caption"}

PageKind = Literal["article", "live_blog", "transcript", "gallery", "digest", "cut"]
"""What kind of page a report stands on; ``cut`` is one of which only the beginning is printed (a paywall, a feed)."""

NoteKind = Literal["correction", "clarification", "editors_note", "withdrawal"]
Precision = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "year", "range", "unknown"]
AttributionKind = Literal["direct", "indirect", "mixed", "unmarked"]
Act = Literal["saying", "writing", "thinking", "intending", "perceiving", "doing"]
SOURCE_ACTS: frozenset[str] = frozenset({"saying", "writing"})
"""The acts that make somebody a source of information; what is thought, intended, seen or done is told by another."""
SourceKind = Literal["person", "institution", "group", "outlet", "document", "anonymous", "own_voice", "unknown"]
Identity = Literal["same", "may_be_same", "apart"]
EndForm = Literal["says", "act_on_record", "document", "unnamed", "own_reporting", "agency_text"]
EntityKind = Literal["person", "organisation", "group", "place", "outlet", "document", "other"]
Modality = Literal[
    "asserted", "reported", "alleged", "considered", "planned", "ordered", "possible", "conditional", "denied",
    "not_ruled_out", "evaluated",
]  # fmt: skip
Relation = Literal[
    "same_text", "near_copy", "partial_copy", "rewrite", "shared_source_text", "shared_quotations", "cites"
]
COPIES: frozenset[Relation] = frozenset({"same_text", "near_copy", "partial_copy", "rewrite"})
"""Relations of a text that comes from another."""
WHOLE_COPIES = COPIES - {"partial_copy"}
"""Those by which it comes from it as a whole."""
SHARING_A_TEXT: frozenset[Relation] = WHOLE_COPIES | {"shared_source_text"}
"""Relations of two reports whose text is one, from the other or from a third."""
Direction = Literal["a_to_b", "b_to_a", "unknown"]
ConflictKind = Literal[
    "number", "date", "name", "wording", "actor", "scope", "modality", "denial", "assembled_quotation",
    "narration_as_quotation",
]  # fmt: skip
ConflictJudgement = Literal[
    "contradiction", "update", "scope_difference", "naming_variant", "drift", "dispute", "stale"
]  # fmt: skip
StageState = Literal[
    "considered", "planned", "possible", "alleged", "reported", "ordered", "confirmed", "denied", "superseded",
    "withdrawn",
]  # fmt: skip
ClaimStateName = Literal["superseded", "withdrawn", "denied", "disputed", "confirmed"]
ClaimRelation = Literal["entails", "entailed_by", "has_part", "part_of", "stronger", "weaker"]
JoinStep = Literal[
    "same_words", "same_toll", "aligned_words", "one_utterance", "own_headline", "report_retells", "report_cites",
    "model", "judged",
]  # fmt: skip
_BY_WORDS = frozenset({"same_words", "same_toll", "aligned_words", "judged"})
_SURE = 0.8
"""Probability from which a join is firm: nine in ten groups that such joins hold say one thing (docs/log.md)."""
JudgedMatter = Literal[
    "statements", "ends", "names", "outlet", "date", "text_origin", "direction", "conflict", "end_name",
]  # fmt: skip
JudgementState = Literal["", "applied", "waiting", "conflicting", "replaced"]
FactState = Literal["agree", "differ", "copies_agree", "one_report", "copies_differ", "not_comparable"]
FactType = Literal["figure", "words"]
ScopeDifference = Literal["part", "people", "place", "day", "period"]
Bound = Literal["exact", "about", "at_least", "at_most", "more_than", "less_than"]


# Ids are strings in the record and at run time; their types keep a claim's from being taken for an entity's.
DocumentId = NewType("DocumentId", str)
EntityId = NewType("EntityId", str)
AttributionId = NewType("AttributionId", str)
QuotationId = NewType("QuotationId", str)
StatementId = NewType("StatementId", str)
UtteranceId = NewType("UtteranceId", str)
DerivationId = NewType("DerivationId", str)
OriginId = NewType("OriginId", str)
ClaimId = NewType("ClaimId", str)
MatterId = NewType("MatterId", str)
ConflictId = NewType("ConflictId", str)
EntryId = NewType("EntryId", str)
HistoryId = NewType("HistoryId", str)
StoryId = NewType("StoryId", str)
FactId = NewType("FactId", str)
EventId = NewType("EventId", str)
JudgementId = NewType("JudgementId", str)


@overload
def content_id(prefix: Literal["d"], *parts: object, where: tuple[str, ...]) -> DocumentId: ...
@overload
def content_id(prefix: Literal["e"], *parts: object) -> EntityId: ...
@overload
def content_id(prefix: Literal["at"], *parts: object) -> AttributionId: ...
@overload
def content_id(prefix: Literal["q"], *parts: object) -> QuotationId: ...
@overload
def content_id(prefix: Literal["s"], *parts: object) -> StatementId: ...
@overload
def content_id(prefix: Literal["u"], *parts: object) -> UtteranceId: ...
@overload
def content_id(prefix: Literal["der"], *parts: object) -> DerivationId: ...
@overload
def content_id(prefix: Literal["o"], *parts: object) -> OriginId: ...
@overload
def content_id(prefix: Literal["c"], *parts: object) -> ClaimId: ...
@overload
def content_id(prefix: Literal["m"], *parts: object) -> MatterId: ...
@overload
def content_id(prefix: Literal["k"], *parts: object) -> ConflictId: ...
@overload
def content_id(prefix: Literal["ev"], *parts: object) -> EntryId: ...
@overload
def content_id(prefix: Literal["h"], *parts: object) -> HistoryId: ...
@overload
def content_id(prefix: Literal["st"], *parts: object) -> StoryId: ...
@overload
def content_id(prefix: Literal["f"], *parts: object) -> FactId: ...
@overload
def content_id(prefix: Literal["evt"], *parts: object) -> EventId: ...
@overload
def content_id(prefix: Literal["j"], *parts: object) -> JudgementId: ...
def content_id(prefix: str, *parts: object, where: tuple[str, ...] = ()) -> str:
    """An id that depends on its content alone: ``prefix-`` and 16 hexadecimal digits of SHA-256 over the parts.

    The first seven digits leave out ``where`` a document lies, and what other ids know of it.  So whatever is sorted by
    ids is sorted by content, and stands in the same order whatever the files are called."""
    whole = "\x1f".join(str(part) for part in (*parts, *where))
    content = _ID.sub(r"\1", "\x1f".join(str(part) for part in parts))
    return f"{prefix}-{_digits(content)[:_OF_CONTENT]}{_digits(whole)[: _DIGITS - _OF_CONTENT]}"


_DIGITS = 16
_OF_CONTENT = 7
_ID = re.compile(rf"\b([a-z]{{1,3}}-[0-9a-f]{{{_OF_CONTENT}}})[0-9a-f]{{{_DIGITS - _OF_CONTENT}}}\b")


def text_hash(text: str) -> str:
    """What a report's text is known by: the first 32 hexadecimal digits of the SHA-256 of its UTF-8."""
    return _digits(text)[:32]


def _digits(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of one document's text."""

    document: DocumentId
    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves; ``text`` is the text of the document that the span points into."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.document == other.document and self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies within this one."""
        return self.document == other.document and self.start <= other.start and other.end <= self.end


# ---------------------------------------------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class Given:
    """What the input itself says of a document (a JSON Lines object's keys); empty where it says nothing.  ``place`` is
    where it stood in the file of another tool; ``remarks`` say what of the input was not used, and why."""

    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    place: str | None = None
    remarks: tuple[str, ...] = ()
    section: str | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Bytes as received.  ``media_type`` is ``text/plain`` or ``text/html``; ``uri`` the path or address as given."""

    uri: str
    media_type: str
    data: bytes
    given: Given = Given()


@dataclass(frozen=True, slots=True)
class Rejected:
    """What was refused, at which stage, and why, in one line that says what to do."""

    uri: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """One labelled stretch of a document.  Blocks partition the text: every character belongs to exactly one."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Outlet:
    """``basis``: ``given`` (input), ``metadata`` (page), ``address`` (host name), ``text`` (inferred), ``unknown``, or
    who judged it (``judged by …``)."""

    name: str | None = None
    basis: str = "unknown"
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """When a report appeared: a range of ISO 8601 dates or times; either end may be open (None)."""

    earliest: str | None = None
    latest: str | None = None
    precision: Precision = "unknown"
    basis: str = "unknown"
    evidence: tuple[Span, ...] = ()

    @property
    def day(self) -> str | None:
        """The day, as in ``2031-03-11``; None where it is not known to the day."""
        first, last = self.earliest, self.latest
        return first[:10] if first is not None and first[:10] == (last or "")[:10] else None


@dataclass(frozen=True, slots=True)
class TextOrigin:
    """Whose text a document carries, at bottom."""

    kind: Literal["own", "agency", "outlet", "unknown"] = "unknown"
    name: str | None = None
    basis: str = "unknown"
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """One entry of a live blog; its headline, time and authors where it has its own."""

    start: int
    end: int
    title: str | None = None
    published: Published = Published()
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditorialNote:
    """A note of the page on itself; ``published`` is its own day, never the report's."""

    start: int
    end: int
    kind: NoteKind
    published: Published = Published()


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A passage in another language than the document's (ISO 639-1)."""

    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class Document:
    """Final text and what is known of where it stood.  The text never changes; nothing is cut from it.  ``address`` is
    the report's own address where it is known, ``canonical`` the one that its page declares; ``page`` what kind of page
    it is, with the ``entries`` of a live blog; ``section`` the outlet's own; ``notes`` are corrections and the like;
    ``passages_in`` those in another language; ``remarks`` say what of the input was not used or not understood."""

    id: DocumentId
    source_id: str
    uri: str
    text: str
    title: str | None
    outlet: Outlet
    authors: tuple[str, ...]
    published: Published
    language: str
    blocks: tuple[Block, ...]
    text_origin: TextOrigin = TextOrigin()
    address: str | None = None
    page: PageKind = "article"
    remarks: tuple[str, ...] = ()
    section: str | None = None
    canonical: str | None = None
    entries: tuple[LiveEntry, ...] = ()
    notes: tuple[EditorialNote, ...] = ()
    passages_in: tuple[OtherLanguage, ...] = ()

    def in_title(self, place: int) -> bool:
        """Whether a character stands in the headline."""
        return any(one.kind == "title" and one.start <= place < one.end for one in self.blocks)


# ------------------------------------------------------------------------------- analysis of one document


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one block.  ``block`` is the index into ``Document.blocks``."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what is named, with every surface form.  Inside one document first, then linked across documents."""

    id: EntityId
    name: str
    kind: EntityKind
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A temporal expression.  ``value`` is its TIMEX3 value ('' when open); ``anchor`` says what it was resolved
    against (``publication``, ``narrative``, ``explicit`` …); ``shift`` is its offset from the publication date in
    the notation of ``firsthand.dates`` ('' when it does not depend on it), so that it can be resolved again."""

    span: Span
    value: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    earliest: str | None
    latest: str | None
    precision: Precision
    anchor: str
    shift: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what is counted and its bound.  ``high`` is set for ranges ("10 to 12")."""

    span: Span
    value: float
    unit: str
    bound: Bound = "exact"
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content, each as pieces in text order.

    ``source_entity`` and ``given_to`` are entity ids or None; ``within`` the id of the attribution whose content
    holds this one; ``description`` the source as printed; ``reasons`` why source and speaker were resolved so;
    ``steps`` which step made it and which changed it, in order (``firsthand.trail``).  ``act`` is what the source does:
    with ``saying`` and ``writing`` (``SOURCE_ACTS``) it is a source of information; what it is said to be ``thinking``,
    ``intending``, ``perceiving`` or ``doing`` is known from whoever reports it.  None: not read, in older records.
    """

    id: AttributionId
    kind: AttributionKind
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_entity: EntityId | None
    source_kind: SourceKind
    given_to: EntityId | None = None
    within: AttributionId | None = None
    description: str = ""
    decided_by: Literal["rule", "model", "person"] = "rule"
    reasons: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words inside marks.  ``span`` includes the marks; ``inner`` leaves them and a final comma out."""

    id: QuotationId
    span: Span
    inner: Span
    attribution: AttributionId | None
    speaker: EntityId | None
    utterance: UtteranceId | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One assertion of one report: a predicate with its participants.

    ``chain``: attribution ids, outermost first; empty is the report's own voice.  ``without``: words inside ``span``
    that are other statements'.  Two statements of a report are apart, or one stands inside the other."""

    id: StatementId
    span: Span
    chain: tuple[AttributionId, ...]
    modality: Modality
    negated: bool = False
    numbers: tuple[Quantity, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    entities: tuple[EntityId, ...] = ()
    without: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that one document says, found without looking at any other.  Entity ids here are the document's own."""

    document: DocumentId
    outlet: Outlet
    published: Published
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    times: tuple[TimeExpression, ...]
    attributions: tuple[Attribution, ...]
    quotations: tuple[Quotation, ...]
    statements: tuple[Statement, ...]


# ------------------------------------------------------------------------------------ across documents


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that differ between two quotations of one utterance: ``kind`` is replaced, added or dropped.  The spans
    hold the words of either side, from the first to the last; None where a side has none of its own."""

    a: QuotationId
    b: QuotationId
    a_words: str
    b_words: str
    kind: Literal["replaced", "added", "dropped"]
    a_span: Span | None = None
    b_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """One act of speech that one or more reports quote."""

    id: UtteranceId
    speaker: EntityId | None
    quotations: tuple[QuotationId, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Aligned words of a pair of documents."""

    a: Span
    b: Span
    relation: Literal["verbatim", "near_verbatim", "paraphrase"]


@dataclass(frozen=True, slots=True)
class Derivation:
    """How two reports' texts hang together; ``score`` is 0 to 1.  A pair that is not listed is independent."""

    id: DerivationId
    a: DocumentId
    b: DocumentId
    relation: Relation
    direction: Direction
    score: float
    passages: tuple[Passage, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """The end of a chain: who had access of their own.  ``name`` as a reader would print it, or the report's own
    words in quotation marks where they do not tell surely who is meant.  ``form``: whether somebody ``says`` it, it
    is an ``act_on_record``, a ``document`` has it, an ``unnamed`` source of an outlet, an outlet's ``own_reporting``,
    or an ``agency_text`` that outlets print."""

    id: OriginId
    kind: SourceKind
    name: str
    reached_through: tuple[StatementId, ...]
    form: EndForm = "says"


@dataclass(frozen=True, slots=True)
class OriginNode:
    """One end of the chains of a claim, before ends that are one party are taken together: ``origin`` is what it
    comes to, None where it is no origin of its own; ``sure`` whether the reports tell who it is."""

    name: str
    kind: SourceKind
    form: EndForm
    sure: bool
    origin: OriginId | None
    statements: tuple[StatementId, ...]


@dataclass(frozen=True, slots=True)
class OriginEdge:
    """What is known of two ends, by their places in the claim's ``ends``.  No edge: no evidence either way."""

    a: int
    b: int
    verdict: Identity
    reason: str


@dataclass(frozen=True, slots=True)
class Independent:
    """How many independent origins a claim rests on.  None = not measured, which is not zero."""

    at_least: int | None
    at_most: int | None


@dataclass(frozen=True, slots=True)
class ReportCount:
    """How many reports carry a claim: all documents, and after merging copies."""

    documents: int
    after_merging_copies: int


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """What a claim is to another that is not the same: it ``entails`` it, ``has_part`` it, is ``stronger`` (commits to
    more), or the inverse of these.  No origin of one counts for the other."""

    claim: ClaimId
    relation: ClaimRelation


@dataclass(frozen=True, slots=True)
class Join:
    """Two statements of a claim with which two parts of it were joined: how sure it is that they say the same, 0 to 1,
    and by which step."""

    a: StatementId
    b: StatementId
    probability: float
    step: JoinStep

    @property
    def firm(self) -> bool:
        """Whether a number may stand on it: it rests on the same words or figures, on aligned words of a copy, on a
        reader's judgement, or is sure enough; else the two have similar wordings, and no more is known."""
        return self.step in _BY_WORDS or self.probability >= _SURE


@dataclass(frozen=True, slots=True)
class ClaimState:
    """What later reports or other parties make of a claim: by which claims, and why in words."""

    state: ClaimStateName
    by: tuple[ClaimId, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Statements of several reports that say the same thing; ``text`` is taken from the clearest of them.  ``joins``,
    one fewer than the statements, say how they came together, in text order.  ``ends`` and ``edges`` are the graph from
    which ``independent`` is counted: components over *same* at most, the largest set of *apart* at least.
    ``stands_alone``: the probability that who reads ``text`` alone knows what it is about; None where not measured."""

    id: ClaimId
    text: str
    statements: tuple[StatementId, ...]
    origins: tuple[OriginId, ...]
    independent: Independent
    reports: ReportCount
    reasons: tuple[str, ...]
    links: tuple[ClaimLink, ...] = ()
    joins: tuple[Join, ...] = ()
    ends: tuple[OriginNode, ...] = ()
    edges: tuple[OriginEdge, ...] = ()
    states: tuple[ClaimState, ...] = ()
    stands_alone: float | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """Claims of one story that say one thing at different strength, the central one first: the one that most reports
    carry.  ``reports``, ``origins`` and ``independent`` are those of all of them together; ``denials`` are claims that
    deny one of them, and count for none."""

    id: MatterId
    claims: tuple[ClaimId, ...]
    denials: tuple[ClaimId, ...]
    origins: tuple[OriginId, ...]
    independent: Independent
    reports: ReportCount
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that differ.  ``values`` runs parallel to ``statements``: what each one says.  ``steps``: which check
    found it, and what changed it after that.  ``fact``: the attribute whose values these are, or None.  ``spans``: the
    characters of each value, parallel to ``values``, where the check knows them; a name may stand beside its statement
    and not in it.  ``differing``: of a wording the characters in which it differs from the other, parallel to
    ``values``; none where it lacks words that the other has."""

    id: ConflictId
    kind: ConflictKind
    judgement: ConflictJudgement
    statements: tuple[StatementId, ...]
    values: tuple[str, ...]
    reason: str
    steps: tuple[str, ...] = ()
    fact: FactId | None = None
    spans: tuple[Span, ...] = ()
    differing: tuple[tuple[Span, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class FactValue:
    """One value of an attribute, with every report that gives it.

    ``words`` as the first of them prints it; ``low`` and ``high`` what the number allows (of a measure in its base
    unit: metres, seconds, kilograms; of an hour in minutes of the day; of a day as 20081118, or 1 to 7 for a weekday
    that nothing resolves); ``bound`` what stands before it.  ``spans`` are
    the values' characters, parallel to ``statements``; ``sources`` name who says so; ``earliest`` and ``latest`` are
    the days between which the first report that gives it was published.  Of a fact in words ``low`` and ``high`` are 0
    and mean nothing.  Parallel to ``spans`` too: ``appeared``, when each one's report appeared, as exactly as it says
    ("" where it does not), and ``families``, the report that its words come from as far as is known; values of one
    family are one text's."""

    words: str
    low: float
    high: float
    bound: Bound
    sources: tuple[str, ...]
    statements: tuple[StatementId, ...]
    spans: tuple[Span, ...]
    independent: Independent
    reports: ReportCount
    earliest: str | None
    latest: str | None
    appeared: tuple[str, ...] = ()
    families: tuple[DocumentId, ...] = ()


@dataclass(frozen=True, slots=True)
class FactScope:
    """What a figure counts, where its sentences say so in one way: ``people``: words that narrow whom or what it counts
    ("civilian"); ``places``; ``days`` of the week; ``period``: the words by which it counts over a time ("since
    March")."""

    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    period: str = ""


@dataclass(frozen=True, slots=True)
class OtherScope:
    """A fact of the same attribute and event that counts something else, and by what the two differ."""

    fact: FactId
    by: ScopeDifference


@dataclass(frozen=True, slots=True)
class Fact:
    """One attribute of one event with all its values, in order of time as far as it is known, then by size.

    ``attribute`` is what became of those counted ("killed"), a measure ("length"), "hour", "day", or "count"; ``of`` is
    what is counted, as printed, or what a day is that of ("arrest"); ``part``: whether it counts a part of a larger
    number ("children among them"); ``state``: whether independent reports agree or differ, only copies of one text give
    it (and agree or differ), only one report does, or independent reports give values of which nothing says that they
    are one or two ("a market", "Tallow").
    ``type``: whether the values are figures, or words: "day", "place", "actor", "instrument", "name".  ``event``: whose
    attribute it is, where the reports name the event; ``beside``: facts that count something else of it."""

    id: FactId
    attribute: str
    of: str
    part: bool
    state: FactState
    values: tuple[FactValue, ...]
    type: FactType = "figure"
    event: EventId | None = None
    scope: FactScope = FactScope()
    beside: tuple[OtherScope, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One event as several reports name it, or one that facts are of.

    ``kind`` is a row of ``lexicon/event_kinds.csv``; ``words`` name it as the first report prints them; ``mentions``
    are these words in every report, parallel to the ``statements`` that tell it; ``participants`` and ``places`` are
    whom and which places these statements name; ``earliest`` and ``latest`` are the first and last day that its
    reports give for it, None where none does."""

    id: EventId
    kind: str
    words: str
    participants: tuple[EntityId, ...]
    places: tuple[EntityId, ...]
    earliest: str | None
    latest: str | None
    statements: tuple[StatementId, ...]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A dated event with the words that date it."""

    id: EntryId
    earliest: str | None
    latest: str | None
    precision: Precision
    basis: str
    text: str
    claims: tuple[ClaimId, ...]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a matter had gone by one report: the first that tells it so.  ``earliest`` and ``latest`` are the days
    between which that report was published."""

    state: StageState
    statement: StatementId
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class History:
    """How a claim changed: its stages in order of time, over all claims that tell one matter."""

    id: HistoryId
    claims: tuple[ClaimId, ...]
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class FactCount:
    """How many attributes of a story's events could be compared: those that independent reports give, on which they
    ``agree`` or ``differ``; those that only copies of one text give, which agree or differ; those that one report alone
    does; and those of which nothing says whether two reports' values are one (``not_comparable``).  Where nothing could
    be compared, no conflict is no agreement."""

    agree: int = 0
    differ: int = 0
    copies_agree: int = 0
    one_report: int = 0
    copies_differ: int = 0
    not_comparable: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """The reports of one developing event; ``facts`` those of several values or reports, ``compared`` how many."""

    id: StoryId
    title: str
    documents: tuple[DocumentId, ...]
    claims: tuple[ClaimId, ...]
    earliest: str | None
    latest: str | None
    facts: tuple[FactId, ...] = ()
    compared: FactCount = FactCount()
    events: tuple[EventId, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedThing:
    """What a reader judged, by its content, so that it is found again in another run: ``words`` as printed (a
    statement's, an end's, a name, a report's title or address); ``text``: the hash of the report's text in which they
    stand (``text_hash``), from ``start`` to ``end``; of a whole report both are None, of a name ``text`` is
    empty too."""

    words: str
    text: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reader decided, which every later run keeps to.

    ``about`` says what ``a`` and ``b`` are: two *statements*, two *ends* of chains or two *names*, of which the verdict
    is ``same``, ``different`` or ``unsure``; a report, of whose *outlet*, *date* or *text_origin* the verdict is the
    value; two reports with the *direction* between them; two statements whose *conflict* the verdict names, ``none``
    where it is no conflict; an end of chains, of which the verdict is the name to print (*end_name*).  ``by`` and
    ``at`` are who judged and when (ISO 8601).  ``state`` and ``reason`` say in a record what became of it there;
    elsewhere they are empty."""

    id: JudgementId
    about: JudgedMatter
    a: JudgedThing
    b: JudgedThing | None
    verdict: str
    by: str
    at: str
    note: str = ""
    state: JudgementState = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MadeWith:
    """What made a record: the version and what decided each part (a model's name, or ``rules``)."""

    firsthand: str
    attribution: str
    vectors: str


@dataclass(frozen=True, slots=True)
class Record:
    """All of it.  Every list is sorted by content, never by the order of the input."""

    documents: tuple[Document, ...]
    rejected: tuple[Rejected, ...]
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    quotations: tuple[Quotation, ...]
    utterances: tuple[Utterance, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    origins: tuple[Origin, ...]
    derivations: tuple[Derivation, ...]
    conflicts: tuple[Conflict, ...]
    timeline: tuple[TimelineEntry, ...]
    stories: tuple[Story, ...]
    made_with: MadeWith
    histories: tuple[History, ...] = ()
    facts: tuple[Fact, ...] = ()
    matters: tuple[Matter, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    events: tuple[Event, ...] = ()
