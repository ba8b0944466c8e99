"""The words of claims as they are shown.

In a report's own sentence where words in brackets cannot be right, in a part of it where the sentence stands for
another claim of the story, and with what it tells besides in brackets (``counted_words``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from firsthand import words
from firsthand.data import Claim, ClaimId, DocumentId, Statement
from firsthand.report.captions import without_stamp
from firsthand.report.counted_words import aside_in_brackets
from firsthand.report.fill_ins import fill_ins_fit
from firsthand.report.phrasing import line, without_loose_stops
from firsthand.report.sentences import EDGES, WHOLE_SENTENCE

if TYPE_CHECKING:
    from firsthand.report.open_record import OpenRecord

_STOPS = ".!?”’\"' "


def shown_claims(record: OpenRecord) -> dict[ClaimId, Claim]:
    """The claims by id, each with the words that it is shown in."""
    made = {one.id: _in_own_words(record, one) for one in record.claims}
    for story in record.stories:
        _tell_apart(record, [made[id_] for id_ in story.claims if id_ in made], made)
    held: dict[DocumentId, list[Statement]] = {}
    for one in record.statements:
        held.setdefault(one.span.document, []).append(one)
    return {id_: _with_the_rest_aside(record, one, held) for id_, one in made.items()}


def _in_own_words(record: OpenRecord, claim: Claim) -> Claim:
    if fill_ins_fit(claim.text):
        return claim
    behind = words.normal(claim.text.rpartition("]")[2])
    held = [one for one in record.statements_of(claim) if one.span.document in record.document]
    said = next((one for one in held if behind in words.normal(record.words(one.span))), held[0] if held else None)
    if said is None:
        return claim
    inside = said.span.of(record.document[said.span.document].text).rstrip(_STOPS)  # its stop is the sentence's
    span = replace(said.span, end=said.span.start + max(1, len(inside)))
    own = record.words(record.surroundings(span, WHOLE_SENTENCE))
    plain = line(words.unbracketed(claim.text))
    if words.normal(plain).rstrip(_STOPS) in words.normal(own):  # what is in brackets is the sentence's own
        own = plain
    return replace(claim, text=without_loose_stops(own)) if own else claim


def _tell_apart(record: OpenRecord, claims: Sequence[Claim], made: dict[ClaimId, Claim]) -> None:
    """Give of several claims with one sentence all but the widest the words that are their own."""
    alike: dict[str, list[Claim]] = {}
    for one in claims:
        alike.setdefault(" ".join(words.plain_words(one.text)), []).append(one)
    for sentence in sorted(alike):
        widest_first = sorted(alike[sentence], key=lambda one: (-one.reports.documents, record.begins(one), one.id))
        told = {sentence}
        for one in widest_first[1:]:
            for said in record.in_time(record.statements_of(one)):
                own = record.words(said.span).strip(EDGES)
                key = " ".join(words.plain_words(own))
                if key and key not in told and key not in alike:
                    told.add(key)
                    made[one.id] = replace(one, text=f"… {own} …")
                    break


def _with_the_rest_aside(record: OpenRecord, claim: Claim, held_in: dict[DocumentId, list[Statement]]) -> Claim:
    """The claim, its words in brackets where they tell what other claims count and this one does not."""
    claim = replace(claim, text=without_stamp(claim.text))
    ids, text = frozenset(claim.statements), words.normal(claim.text)
    own = [one for one in record.statements_of(claim) if words.normal(record.words(one.span)).strip(_STOPS) in text]
    if not own or claim.text.startswith("…"):
        return claim
    firm = record.firm_statements(claim)
    own = [one for one in own if one.id in firm] or own
    first = own[0].span
    near = (
        one for one in held_in.get(first.document, ())
        if one.id not in ids and abs(one.span.start - first.start) <= WHOLE_SENTENCE
    )  # fmt: skip
    counted = (record.words(one.span) for one in own)
    shown = aside_in_brackets(claim.text, counted, (record.words(one.span) for one in near))
    return replace(claim, text=shown) if shown != claim.text else claim
