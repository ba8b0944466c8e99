"""The words behind one id: every span with its report, offsets and context, every number with its reasons.

``explain`` answers for each noun of the record in the same order: what it is, the numbers and why, the words.  An id
may be shortened as long as one id alone begins with it.  Left out: the raw fields, which the JSON has.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from firsthand import moments
from firsthand.data import (
    Attribution,
    Block,
    Claim,
    Conflict,
    Derivation,
    Document,
    Entity,
    Event,
    Fact,
    History,
    Judgement,
    Matter,
    Origin,
    Quotation,
    Record,
    Span,
    Statement,
    Story,
    TimelineEntry,
    Utterance,
)
from firsthand.report.end_names import end_in_words
from firsthand.report.not_counted import not_counted
from firsthand.report.open_record import OpenRecord, opened
from firsthand.report.phrasing import (
    NO_QUOTATION,
    SCOPES,
    as_sentence,
    count,
    judgement_words,
    line,
    listed_up_to,
    origins_in_words,
)
from firsthand.report.text import (
    IN_BRACKETS,
    beside_told,
    derived,
    differing,
    fact_label,
    in_other_words,
    placed_by,
    rests_on,
    stages,
    standing_of,
    story_extent,
)
from firsthand.report.text_families import separate_in_words

_WIDTH = 96
_CONTEXT = 140
_MOST = 40


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Noun = TypeVar("_Noun", bound=_HasId)


def explain(record: Record, id_: str) -> str:
    """All that the record says about one id.  Raises UsageError with the nearest ids where there is no such id."""
    reading = opened(record)
    whole = reading.whole_id(id_)
    now = [f"{line(id_.strip(), 60)} is now {whole}: reports came or went since"]
    return "\n".join([*(now if reading.became(id_) else ()), *_tell(reading, whole)])


def _tell(reading: OpenRecord, id_: str) -> Iterator[str]:
    yield from _told_of(reading, reading.stories, _story, id_)
    yield from _told_of(reading, reading.claims, _claim, id_)
    yield from _told_of(reading, reading.conflicts, _conflict, id_)
    yield from _told_of(reading, reading.derivations, _derivation, id_)
    yield from _told_of(reading, reading.origins, _origin, id_)
    yield from _told_of(reading, reading.utterances, _utterance, id_)
    yield from _told_of(reading, reading.quotations, _quotation, id_)
    yield from _told_of(reading, reading.timeline, _entry, id_)
    yield from _told_of(reading, reading.histories, _history, id_)
    yield from _told_of(reading, reading.facts, _fact, id_)
    yield from _told_of(reading, reading.events, _event, id_)
    yield from _told_of(reading, reading.matters, _matter, id_)
    yield from _told_of(reading, reading.judgements, _judgement, id_)
    yield from _told_of(reading, reading.documents, _document, id_)
    yield from _told_of(reading, reading.entities, _entity, id_)
    yield from _told_of(reading, reading.attributions, _attribution, id_)
    yield from _told_of(reading, reading.statements, _statement, id_)


def _told_of(
    reading: OpenRecord, items: Iterable[_Noun], told: Callable[[OpenRecord, _Noun], Iterator[str]], id_: str
) -> Iterator[str]:
    for item in items:
        if item.id == id_:
            yield from told(reading, item)
            return


# -------------------------------------------------------------------------------------------- the nouns, told


def _judgement(reading: OpenRecord, judged: Judgement) -> Iterator[str]:
    yield f"Judgement {judged.id}: {judged.about} {line(judged.verdict, 200)}"
    yield from _fill(f"by {line(judged.by, 100)}, {line(judged.at, 40)}", 2)
    for thing in (judged.a, judged.b):
        if thing is not None:
            yield from _fill(f"“{line(thing.words, 200)}”", 2)
    if judged.note:
        yield from _fill(f"note: {line(judged.note, 400)}", 2)
    yield from _fill(f"{judged.state}{f': {line(judged.reason, 300)}' if judged.reason else ''}", 2)


def _story(reading: OpenRecord, story: Story) -> Iterator[str]:
    yield f"Story {story.id}: {line(story.title, 200)}"
    yield from _fill(story_extent(reading, story), 2)
    yield ""
    yield "Reports, in the order of publication"
    for document in reading.documents_of(story)[:_MOST]:
        yield f"  {document.id}  {_when(document)}  {reading.outlet(document.id)}: {line(document.title or '', 60)}"
    yield from _rest(len(story.documents))
    yield ""
    yield "Claims"
    for claim in reading.claims_of(story)[:_MOST]:
        yield from _fill(f"{claim.id}  {line(claim.text, 140)} ({rests_on(reading, claim)})", 2)
    yield from _rest(len(story.claims))


def _claim(reading: OpenRecord, claim: Claim) -> Iterator[str]:
    yield f"Claim {claim.id}"
    yield from _fill(as_sentence(claim.text, 600), 2)
    if "[" in claim.text:
        yield from _fill(IN_BRACKETS, 2)
    yield ""
    yield from _fill(f"Reported in {rests_on(reading, claim)}.", 0)
    for told in (
        *standing_of(reading, claim),
        *placed_by(reading, claim),
        *in_other_words(reading, claim),
        *not_counted(reading, claim),
    ):
        yield from _fill(as_sentence(told, 300), 0)
    yield from _reasons(claim.reasons)
    origins = reading.origins_of(claim)
    if origins:
        yield ""
        yield "Origins"
        for origin in origins[:_MOST]:
            yield from _fill(f"{end_in_words(origin, 120)}  {origin.id}", 2)
        yield from _rest(len(origins))
    yield from _graph(claim)
    for state in claim.states:
        yield ""
        by = f" by {', '.join(state.by[:_MOST])}" if state.by else ""
        yield from _fill(f"{state.state.capitalize()}{by}: {line(state.reason, 300)}", 0)
    linked = reading.linked(claim)
    if linked:
        yield ""
        yield "Linked, and not the same"
        for how, other in linked:
            yield from _fill(f"{how} {other.id}: {line(other.text, 160)} ({rests_on(reading, other)})", 2)
    yield from _joins(reading, claim)
    yield from _statements(reading, reading.statements_of(claim), "The words")
    for conflict in reading.conflicts:
        if set(conflict.statements) & set(claim.statements):
            yield ""
            yield from _fill(f"Reports disagree: {line(conflict.reason, 300)}  {conflict.id}", 0)

    for history in reading.histories:
        if claim.id in history.claims:
            yield ""
            yield from _fill(f"How it changed: {' → '.join(stages(reading, history))}  {history.id}", 0)


_VERDICTS = {"same": "one party", "may_be_same": "may be one party", "apart": "apart"}


def _graph(claim: Claim) -> Iterator[str]:
    """The ends of the chains and what is known of each two, from which the numbers can be redrawn."""
    if len(claim.ends) < 2:
        return
    yield ""
    yield "Ends of the chains"
    for number, end in enumerate(claim.ends[:_MOST], 1):
        known = "" if end.sure else ", not surely known"
        none = "" if end.origin else ", no origin of its own"
        yield from _fill(
            f"{number}. {end_in_words(end, 120)}{known}{none}: {count(len(end.statements), 'statement')}", 2
        )
    yield from _rest(len(claim.ends))
    if claim.edges:
        yield ""
        yield "What is known of each two of them"
        for edge in claim.edges[:_MOST]:
            yield from _fill(f"{edge.a + 1} and {edge.b + 1}: {_VERDICTS[edge.verdict]}: {line(edge.reason, 300)}", 2)
        yield from _rest(len(claim.edges))
    yield from _fill("Without a line, nothing tells two of them apart, and they count as one at least.", 2)


def _event(reading: OpenRecord, event: Event) -> Iterator[str]:
    yield f"Event {event.id}: {line(event.kind, 40)}, “{line(event.words, 90)}”"
    days = " to ".join(dict.fromkeys(line(one or "?", 40) for one in (event.earliest, event.latest)))
    yield from _fill(f"on {days}" if event.earliest else "on no day that a report gives", 2)
    for name, these in (("in", event.places), ("with", event.participants)):
        known = dict.fromkeys(line(reading.name(one) or "", 60) for one in these)
        if any(known):
            yield from _fill(f"{name} {listed_up_to((one for one in known if one), 8)}", 2)
    for span in event.mentions[:_MOST]:
        yield from _fill(f"{reading.place(span)}  “{line(reading.words(span), 90)}”", 2)
    yield from _rest(len(event.mentions))
    for fact in (one for one in reading.facts if one.event == event.id):
        yield from _fill(f"{fact.id}  {fact_label(fact)}: {beside_told(fact)}", 2)


def _fact(reading: OpenRecord, fact: Fact) -> Iterator[str]:
    yield f"Fact {fact.id}: {fact_label(fact)} ({fact.state.replace('_', ' ')})"
    if fact.event is not None:
        yield from _fill(f"of the event {fact.event}", 2)
    scope = (*fact.scope.people, *fact.scope.places, *fact.scope.days, fact.scope.period)
    if any(scope):
        yield from _fill(f"its sentences say: {listed_up_to((line(one, 60) for one in scope if one), 8)}", 2)
    for value in fact.values:
        yield ""
        yield from _fill(f"“{line(value.words, 90)}” ({origins_in_words(value.independent)})", 0)
        yield from _fill(f"said by {listed_up_to(dict.fromkeys(line(one, 80) for one in value.sources), 8)}", 2)
        for span in value.spans[:_MOST]:
            yield from _fill(f"{reading.place(span)}  “{line(reading.words(span), 90)}”", 2)
        yield from _rest(len(value.spans))
        dated = [line(one, 40) for one in dict.fromkeys(value.appeared) if one]
        if dated:
            yield from _fill(f"in reports that appeared {listed_up_to(dated, 6)}", 2)
        texts = dict.fromkeys(reading.report(one) for one in value.families if one in reading.document)
        if texts:
            yield from _fill(f"in words of {listed_up_to(texts, 6)}", 2)
    for other, by in reading.beside(fact):
        yield from _fill(f"not the same: {other.id}  {fact_label(other)}, {beside_told(other)} ({SCOPES[by]})", 2)
    told = [one for one in reading.conflicts if one.fact == fact.id]
    if told:
        yield ""
    for one in told:
        yield from _fill(f"{judgement_words(one)}: {line(one.reason, 300)}  {one.id}", 0)


def _matter(reading: OpenRecord, matter: Matter) -> Iterator[str]:
    yield f"Matter {matter.id}"
    reports = count(matter.reports.documents, "report")
    yield from _fill(f"Told in {reports}, {origins_in_words(matter.independent)}, in these wordings:", 0)
    for title, names in (("", matter.claims), ("Against it", matter.denials)):
        if title and names:
            yield ""
            yield title
        for id_ in names[:_MOST]:
            if id_ in reading.claim:
                claim = reading.claim[id_]
                yield from _fill(f"{claim.id}  {line(claim.text, 160)} ({rests_on(reading, claim)})", 2)
        yield from _rest(len(names))
    yield from _reasons(matter.reasons)


def _history(reading: OpenRecord, history: History) -> Iterator[str]:
    yield f"History {history.id}"
    for stage, told in zip(history.stages, stages(reading, history), strict=True):
        yield ""
        yield from _fill(told, 0)
        statement = reading.statement.get(stage.statement)
        if statement is not None:
            yield from _told(reading, statement)
    yield ""
    yield "Claims"
    for id_ in history.claims[:_MOST]:
        if id_ in reading.claim:
            claim = reading.claim[id_]
            yield from _fill(f"{claim.id}  {line(claim.text, 160)} ({origins_in_words(claim.independent)})", 2)
    yield from _rest(len(history.claims))


def _conflict(reading: OpenRecord, conflict: Conflict) -> Iterator[str]:
    yield f"Conflict {conflict.id}: {judgement_words(conflict).lower()} ({conflict.kind})"
    yield from _reasons((conflict.reason,))
    yield from _steps(conflict.steps)
    for number, (value, id_) in enumerate(list(zip(conflict.values, conflict.statements, strict=False))[:_MOST]):
        statement, span = reading.statement.get(id_), reading.value_span(conflict, number)
        yield ""
        yield from _fill(value if value in NO_QUOTATION else f"“{line(value, 200)}”", 0)
        if span is not None:
            yield from _context(reading, span)
        elif statement is not None:
            yield from _told(reading, statement)
    yield from _rest(len(conflict.statements))


def _derivation(reading: OpenRecord, one: Derivation) -> Iterator[str]:
    yield f"Derivation {one.id}"
    yield from _fill(derived(reading, one) + f"; direction: {one.direction.replace('_', ' ')}", 2)
    for side, id_ in (("a", one.a), ("b", one.b)):
        document = reading.document.get(id_)
        if document is not None:
            yield from _fill(f"{side}: {reading.outlet(id_)}, {_when(document)}, {line(document.uri, 80)}  {id_}", 2)
    yield from _reasons(one.reasons)
    for passage in one.passages[:_MOST]:
        yield ""
        yield f"{passage.relation.replace('_', ' ').capitalize()}"
        for span in (passage.a, passage.b):
            yield from _fill(f"{reading.place(span)} “{line(reading.words(span), 400)}”", 2)
    yield from _rest(len(one.passages))


def _origin(reading: OpenRecord, origin: Origin) -> Iterator[str]:
    yield f"Origin {origin.id}: {end_in_words(origin, 200)}"
    claims = [claim for claim in reading.claims if origin.id in claim.origins]
    if claims:
        yield ""
        yield "Claims that rest on it"
        for claim in claims[:_MOST]:
            only = " — on nothing else" if len(claim.origins) == 1 else ""
            yield from _fill(f"{claim.id}  {line(claim.text, 160)}{only}", 2)
        yield from _rest(len(claims))
    reached = tuple(reading.statement[id_] for id_ in origin.reached_through if id_ in reading.statement)
    yield from _statements(reading, reached, "Reached through")


def _utterance(reading: OpenRecord, utterance: Utterance) -> Iterator[str]:
    quotations = [reading.quotation[id_] for id_ in utterance.quotations if id_ in reading.quotation]
    speaker = reading.name(utterance.speaker) or (reading.speaker(quotations[0]) if quotations else "speaker unknown")
    yield f"Utterance {utterance.id}: {speaker}, quoted {count(len(quotations), 'time')}"
    if utterance.differences:
        yield ""
        yield "Words that differ"
        for one in utterance.differences[:_MOST]:
            yield from _fill(f"{one.kind}: {differing(reading, one.a, one.b, one.a_words, one.b_words)}", 2)
        yield from _rest(len(utterance.differences))
    for quotation in quotations[:_MOST]:
        yield ""
        yield from _quoted(reading, quotation)
    yield from _rest(len(quotations))


def _quotation(reading: OpenRecord, quotation: Quotation) -> Iterator[str]:
    yield f"Quotation {quotation.id}: {reading.speaker(quotation)}"
    yield from _quoted(reading, quotation)
    if quotation.flags:
        yield f"  flags: {', '.join(line(flag, 40) for flag in quotation.flags)}"
    if quotation.utterance:
        yield f"  one of the wordings of {quotation.utterance}"
    attribution = reading.attribution.get(quotation.attribution) if quotation.attribution else None
    if attribution is not None:
        yield ""
        yield from _attribution(reading, attribution)


def _quoted(reading: OpenRecord, quotation: Quotation) -> Iterator[str]:
    yield from _context(reading, quotation.inner)
    attribution = reading.attribution.get(quotation.attribution) if quotation.attribution else None
    if attribution is not None:
        outlet = reading.outlet(quotation.span.document)
        links = (outlet, *reading.above(reading.enclosing(attribution), outlet))
        yield from _fill(" → ".join(links), 4)


def _attribution(reading: OpenRecord, one: Attribution) -> Iterator[str]:
    yield f"Attribution {one.id} ({one.kind}, decided by {one.decided_by})"
    spans = (*one.source, *one.cue, *one.content)
    if spans:
        outlet = reading.outlet(spans[0].document)
        links = (outlet, *reading.above(reading.enclosing(one), outlet))
        yield from _fill(" → ".join(links), 2)
    name = reading.name(one.source_entity)
    kind = one.source_kind.replace("_", " ")
    yield from _fill(f"source: {reading.quote(one.source) or 'no words'} — {kind}{f', {name}' if name else ''}", 2)
    yield from _fill(f"cue: {reading.quote(one.cue) or 'no words'}", 2)
    yield from _fill(f"content: {line(reading.quote(one.content), 500) or 'no words'}", 2)
    if one.given_to:
        yield f"  given to: {reading.name(one.given_to) or one.given_to}"
    yield from _reasons(one.reasons)
    yield from _steps(one.steps)
    for span in one.content[:3]:
        yield from _context(reading, span)


def _statement(reading: OpenRecord, statement: Statement) -> Iterator[str]:
    voice = statement.modality.replace("_", " ") + (", negated" if statement.negated else "")
    yield f"Statement {statement.id} ({voice})"
    yield from _told(reading, statement)
    for quantity in statement.numbers[:_MOST]:
        high = f" to {quantity.high:,.10g}" if quantity.high is not None else ""
        bound = quantity.bound.replace("_", " ")
        yield from _fill(f"number: {bound} {quantity.value:,.10g}{high} {line(quantity.unit, 60)}", 2)
    for time in statement.dates[:_MOST]:
        when = moments.spoken(time.earliest, time.latest, time.precision)
        yield from _fill(f"date: “{reading.words(time.span)}” = {when} (from {line(time.anchor, 60)})", 2)
    names = [name for name in map(reading.name, statement.entities[:_MOST]) if name]
    if names:
        yield from _fill(f"names: {', '.join(names)}", 2)
    for id_ in statement.chain:
        if id_ in reading.attribution:
            yield ""
            yield from _attribution(reading, reading.attribution[id_])
    for claim in reading.claims:
        if statement.id in claim.statements:
            yield ""
            yield from _fill(f"Part of claim {claim.id}: {line(claim.text, 200)} ({rests_on(reading, claim)})", 0)


def _entity(reading: OpenRecord, entity: Entity) -> Iterator[str]:
    yield f"Entity {entity.id}: {line(entity.name, 200)} ({entity.kind})"
    if entity.aliases:
        yield from _fill(f"also as: {', '.join(line(alias, 80) for alias in entity.aliases[:_MOST])}", 2)
    reports = dict.fromkeys(span.document for span in entity.mentions)
    yield f"  {count(len(entity.mentions), 'mention')} in {count(len(reports), 'report')}"
    for span in entity.mentions[:12]:
        yield from _context(reading, span)
    yield from _rest(len(entity.mentions), 12)


def _document(reading: OpenRecord, document: Document) -> Iterator[str]:
    yield f"Report {document.id}: {line(document.title or 'without a title', 200)}"
    yield from _fill(f"from {line(document.uri, 200)}", 2)
    outlet = line(document.outlet.name, 100) if document.outlet.name else "unknown"
    yield from _fill(f"outlet: {outlet} (basis: {line(document.outlet.basis, 80)})", 2)
    yield from _evidence(reading, document.outlet.evidence)
    yield from _fill(f"published: {_when(document)} (basis: {line(document.published.basis, 200)})", 2)
    yield from _evidence(reading, document.published.evidence)
    origin = document.text_origin
    whose = f"{origin.kind}{f', {line(origin.name, 100)}' if origin.name else ''} (basis: {line(origin.basis, 200)})"
    yield from _fill(f"whose text: {whose}", 2)
    yield from _evidence(reading, origin.evidence)
    size = f"{count(len(document.text), 'character')} in {count(len(document.blocks), 'block')}"
    yield from _fill(f"{size}: {_kinds(document.blocks)}", 2)
    for one in reading.derivations:
        if document.id in {one.a, one.b}:
            yield from _fill(f"{derived(reading, one)}  {one.id}", 2)
    for a, b, judged in reading.separate:
        if document.id in {a, b}:
            yield from _fill(f"{separate_in_words(reading, a, b, judged)}  {judged.id}", 2)
    own = tuple(one for one in reading.statements if one.span.document == document.id)
    yield from _statements(reading, own, f"What it reports ({len(own)})")


def _entry(reading: OpenRecord, entry: TimelineEntry) -> Iterator[str]:
    when = moments.spoken(entry.earliest, entry.latest, entry.precision)
    yield f"Timeline entry {entry.id}: {when} (to the {entry.precision})"
    yield from _fill(line(entry.text, 400), 2)
    yield from _reasons((entry.basis,))
    for span in entry.mentions[:_MOST]:
        yield from _context(reading, span)
    yield from _rest(len(entry.mentions))
    for id_ in entry.claims[:_MOST]:
        if id_ in reading.claim:
            claim = reading.claim[id_]
            yield from _fill(f"{claim.id}  {line(claim.text, 160)} ({origins_in_words(claim.independent)})", 2)


# ------------------------------------------------------------------------------------------------- pieces


def _steps(steps: Iterable[str]) -> Iterator[str]:
    """The trail, on one line."""
    if steps:
        yield from _fill(f"steps: {' → '.join(line(step, 60) for step in steps)}", 2)


def _joins(reading: OpenRecord, claim: Claim) -> Iterator[str]:
    """How its statements came together, the weakest join first."""
    if claim.joins:
        yield ""
        yield "Joined, the least sure first"
    for one in sorted(claim.joins, key=lambda join: join.probability)[:_MOST]:
        reports = [
            reading.outlet(reading.statement[id_].span.document) for id_ in (one.a, one.b) if id_ in reading.statement
        ]
        told = " and ".join(reports)
        yield from _fill(f"{one.probability:.3f} by {one.step.replace('_', ' ')}: {told}  {one.a} {one.b}", 2)
    yield from _rest(len(claim.joins))


def _statements(reading: OpenRecord, statements: tuple[Statement, ...], title: str) -> Iterator[str]:
    if not statements:
        return
    yield ""
    yield title
    for statement in reading.in_time(statements)[:_MOST]:
        yield from _told(reading, statement)
    yield from _rest(len(statements))


def _told(reading: OpenRecord, statement: Statement) -> Iterator[str]:
    """The words in their context, and under them the chain that leads to their origin."""
    yield from _context(reading, statement.span)
    yield from _fill(f"{reading.chain(statement)}  {statement.id}", 4)


def _context(reading: OpenRecord, span: Span) -> Iterator[str]:
    """Where the words stand, and the words between a little of what is before and after them in the same block."""
    document = reading.document.get(span.document)
    if document is None:
        return
    block = next((one for one in document.blocks if one.start <= span.start < one.end), None)
    low, high = (block.start, block.end) if block else (0, len(document.text))
    before, after = _before(document.text, low, span.start), _after(document.text, span.end, high)
    words = line(span.of(document.text), 900)
    yield from _fill(f"{reading.place(span)}", 2)
    yield from _fill(line(f"{before}⟦{words}⟧{after}"), 4)


def _before(text: str, low: int, start: int) -> str:
    """The words from ``low`` to ``start``, of a longer stretch the last whole ones."""
    first = start - _CONTEXT
    return text[low:start] if first <= low else "… " + text[first:start].partition(" ")[2]


def _after(text: str, end: int, high: int) -> str:
    """The words from ``end`` to ``high``, of a longer stretch the first whole ones."""
    last = end + _CONTEXT
    return text[end:high] if last >= high else text[end:last].rpartition(" ")[0] + " …"


def _evidence(reading: OpenRecord, spans: Iterable[Span]) -> Iterator[str]:
    for span in list(spans)[:6]:
        yield from _fill(f"“{line(reading.words(span), 160)}” [{span.start}–{span.end}]", 4)


def _reasons(reasons: Iterable[str]) -> Iterator[str]:
    for reason in reasons:
        if reason:
            yield from _fill(f"because: {line(reason, 500)}", 2)


def _kinds(blocks: Iterable[Block]) -> str:
    counts: dict[str, int] = {}
    for block in blocks:
        counts[block.kind] = counts.get(block.kind, 0) + 1
    return ", ".join(f"{kind.replace('_', ' ')} {number}" for kind, number in sorted(counts.items()))


def _when(document: Document) -> str:
    published = document.published
    return moments.spoken(published.earliest, published.latest, published.precision)


def _rest(total: int, shown: int = _MOST) -> Iterator[str]:
    if total > shown:
        yield f"  … and {total - shown:,} more: firsthand open shows all of them"


def _fill(text: str, indent: int) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent,
                         break_on_hyphens=False)  # fmt: skip
