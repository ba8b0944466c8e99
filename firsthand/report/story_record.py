"""One story of a record as a record of its own, of the same form: its reports, and what is said of them and no others.

Left out: what was refused, which belongs to no story.
"""

from __future__ import annotations

from dataclasses import replace

from firsthand.data import QuotationId, Record, StoryId, Utterance, text_hash
from firsthand.errors import UsageError


def one_story(record: Record, id_: StoryId) -> Record:
    """The record of one story.  Raises UsageError where the record has no story of that id."""
    story = next((one for one in record.stories if one.id == id_), None)
    if story is None:
        raise UsageError(f"the record has no story {id_[:60]!r}; firsthand stories lists them")
    held = frozenset(story.documents)
    texts = {text_hash(one.text) for one in record.documents if one.id in held} if record.judgements else set()
    statements = tuple(one for one in record.statements if one.span.document in held)
    quotations = tuple(one for one in record.quotations if one.span.document in held)
    claims = tuple(one for one in record.claims if one.id in frozenset(story.claims))
    said, told = {one.id for one in statements}, {one.id for one in claims}
    named = {one.id for one in quotations}
    origins = {name for one in claims for name in one.origins}
    matters = tuple(one for one in record.matters if told.issuperset(one.claims))
    origins |= {name for one in matters for name in one.origins}
    return replace(
        record,
        documents=tuple(one for one in record.documents if one.id in held),
        rejected=(),
        entities=tuple(
            replace(one, mentions=mentions)
            for one in record.entities
            if (mentions := tuple(mention for mention in one.mentions if mention.document in held))
        ),
        attributions=tuple(
            one
            for one in record.attributions
            if any(span.document in held for span in (*one.cue, *one.content, *one.source))
        ),
        quotations=quotations,
        utterances=tuple(_quoted(one, named) for one in record.utterances if named.intersection(one.quotations)),
        statements=statements,
        claims=claims,
        origins=tuple(
            replace(one, reached_through=tuple(name for name in one.reached_through if name in said))
            for one in record.origins
            if one.id in origins
        ),
        derivations=tuple(one for one in record.derivations if one.a in held and one.b in held),
        conflicts=tuple(one for one in record.conflicts if said.issuperset(one.statements)),
        timeline=tuple(one for one in record.timeline if all(span.document in held for span in one.mentions)),
        stories=(story,),
        histories=tuple(one for one in record.histories if told.issuperset(one.claims)),
        facts=tuple(one for one in record.facts if one.id in frozenset(story.facts)),
        matters=matters,
        events=tuple(one for one in record.events if one.id in frozenset(story.events)),
        judgements=tuple(
            one
            for one in record.judgements
            if any(not thing.text or thing.text in texts for thing in (one.a, one.b) if thing is not None)
        ),
    )


def _quoted(one: Utterance, named: set[QuotationId]) -> Utterance:
    """An utterance as these quotations have it."""
    return replace(
        one,
        quotations=tuple(name for name in one.quotations if name in named),
        differences=tuple(diff for diff in one.differences if diff.a in named and diff.b in named),
    )
