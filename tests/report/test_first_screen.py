"""The first screen answers the question in three sentences, and says nothing that is always so."""

from __future__ import annotations

import itertools
from dataclasses import replace

from firsthand.data import COPIES, ClaimState, DocumentId, Quantity, Record, Span, Statement, Story
from firsthand.report import OpenRecord, opened
from firsthand.report.family_lanes import family_lanes
from firsthand.report.first_screen import MOST_PRINTED, MOST_TWICE, first_screen
from firsthand.report.heat import Heat
from firsthand.report.passages import Printed
from firsthand.report.places import Places
from firsthand.report.story_titles import gives_outdated, outdated_numbers
from firsthand.report.text_families import authors, text_families
from firsthand.report.views import FirstScreen
from tests.report.demo_record import make


def places(reading: OpenRecord) -> Places:
    return Places({one.id for one in reading.documents}, {one.id for one in reading.origins})


def screen(record: Record) -> tuple[OpenRecord, Story, FirstScreen]:
    reading = opened(record)
    story = reading.ranked_stories[0]
    printed = Printed(reading, frozenset(one.id for one in reading.documents), places(reading))
    return reading, story, first_screen(printed, story)


def test_pages_texts_and_whose_text_stands_on_how_many() -> None:
    reading, story, shown = screen(make())
    said = [one.striptags() for one in shown.sentences]
    assert said[0] == (
        "10 pages carry 7 separate texts: 2 of Transcoast News Agency on 5 pages and 5 others on one page each."
    )
    assert sum(one.pages for one in authors(reading, reading.documents_of(story))) == shown.pages
    assert 1 < len(said) <= 3
    assert "stands on" in said[1]
    assert shown.texts == reading.texts(story) == len(text_families(reading, reading.documents_of(story)))


def test_what_one_would_print_is_each_matter_once_and_nothing_superseded() -> None:
    record = make()
    first, second = record.claims[:2]
    old = replace(first, states=(ClaimState("superseded", (second.id,), "a later figure"),))
    _, _, shown = screen(replace(record, claims=(old, *record.claims[1:])))
    assert len(shown.printed) <= MOST_PRINTED
    assert first.id not in [one.claim for one in shown.printed]
    newer = next(one for one in shown.printed if one.claim == second.id)
    assert newer.older[0][1] == f"#{first.id}"
    assert any(one.label == "Moved on" for one in shown.twice)


def test_what_gives_a_superseded_figure_beside_other_things_stands_last() -> None:
    record = make()
    old, beside = record.claims[:2]
    newer = next(one for one in record.claims if "12" in one.text)
    reading = opened(record)

    def counted(id_: str) -> Statement:
        one = reading.statement[id_]
        words = reading.document[one.span.document].text
        at = next(words.find(word, one.span.start) for word in ("nine", "12") if word in one.span.of(words))
        end = at + len("nine" if words[at] == "n" else "12")
        return replace(one, numbers=(Quantity(Span(one.span.document, at, end), 9.0, "people"),))

    said = {id_: counted(id_) for id_ in (old.statements[0], newer.statements[-1])}
    stale = replace(old, states=(ClaimState("superseded", (newer.id,), "a later figure"),))
    claims = (stale, replace(beside, text="Nine people were killed and 4,000 moved to safety."), *record.claims[2:])
    statements = tuple(said.get(one.id, one) for one in record.statements)
    now, story, shown = screen(replace(record, claims=claims, statements=statements))
    assert outdated_numbers(now, story) == {"nine"}
    assert gives_outdated(now.claim[beside.id], outdated_numbers(now, story))
    assert [one.claim for one in shown.printed][-1] == beside.id


def test_what_is_told_above_or_is_a_piece_of_a_sentence_stands_behind_the_others() -> None:
    record = make()
    _, _, before = screen(record)
    ids = [one.claim for one in before.printed]
    assert len(ids) > 3
    first, again, piece = (next(one for one in record.claims if one.id == id_) for id_ in ids[:3])
    words = first.text.rstrip(".").split()
    changed = {
        again.id: replace(again, text=f"Yesterday {' '.join([*words[3:], *words[:3]])}."),
        piece.id: replace(piece, text="… which closed the valley road for a week …"),
    }
    _, _, shown = screen(replace(record, claims=tuple(changed.get(one.id, one) for one in record.claims)))
    now = [one.claim for one in shown.printed]
    assert now[0] == first.id
    assert not {again.id, piece.id} & {*now[: len(ids) - 2]}


def test_red_is_for_three_texts_on_one_end_or_an_end_without_a_name() -> None:
    reading, _, shown = screen(make())
    for one in shown.printed:
        claim = reading.claim[one.claim]
        unnamed = {origin.form for origin in reading.origins_of(claim)} == {"unnamed"}
        many = claim.reports.after_merging_copies > 2 and claim.independent.at_most == 1
        assert one.single == (unnamed or many)


def test_there_are_never_more_than_five_things_to_look_at_twice_and_no_place_twice() -> None:
    _, _, shown = screen(make())
    assert len(shown.twice) <= MOST_TWICE
    assert len({one.address for one in shown.twice}) == len(shown.twice)


def test_the_title_gives_no_superseded_figure_where_another_does_not() -> None:
    reading, story, _ = screen(make())
    assert reading.headline(story) in {one.title for one in reading.documents}


def test_families_hold_every_page_once_and_name_whose_text_it_is() -> None:
    reading, story, _ = screen(make())
    documents = reading.documents_of(story)
    pages = [page.id for one in text_families(reading, documents) for page in one.pages]
    assert sorted(pages) == sorted(one.id for one in documents)
    agency = next(one for one in authors(reading, documents) if one.name == "Transcoast News Agency")
    assert agency.pages == 5
    assert agency.in_folder
    away = tuple(one for one in documents if one.outlet.name != "Transcoast News Agency")
    assert not next(one for one in authors(reading, away) if one.name == "Transcoast News Agency").in_folder


def test_lanes_give_each_page_a_row_of_its_own_in_the_order_of_time() -> None:
    reading, story, _ = screen(make())
    documents = reading.documents_of(story)
    lanes = family_lanes(reading, documents, places(reading))
    assert lanes is not None
    rows = sorted(one.y for one in lanes.rows)
    assert len(rows) == len(documents)
    assert all(b - a >= 24 for a, b in itertools.pairwise(rows))
    assert all(one.x <= one.until < one.at < lanes.width for one in lanes.rows)
    assert len({one.x for one in lanes.rows}) > 2
    undated = [replace(one, published=replace(one.published, earliest=None, latest=None)) for one in documents]
    without = family_lanes(reading, undated, places(reading))
    assert without is not None
    assert without.ticks == ()
    assert family_lanes(reading, documents[:1], places(reading)) is None


def test_texts_that_no_other_page_has_are_a_list_where_there_are_many() -> None:
    record = make()
    reading = opened(record)
    lone = next(one for one in reading.documents if one.id not in reading.pairs_of)
    many = tuple(replace(lone, id=DocumentId(f"d-{n:016x}"), title=f"Title {n}") for n in range(40))
    fuller = opened(replace(record, documents=(*record.documents, *many)))
    documents = (*reading.documents_of(reading.stories[0]), *many)
    lanes = family_lanes(fuller, documents, places(fuller))
    assert lanes is not None
    drawn = {one.address for one in lanes.rows}
    listed = [address for one in lanes.lone for _, address in one.pages]
    assert lanes.alone == len(listed) == len(set(listed)) > 40
    assert not drawn & set(listed)
    assert len(drawn) + len(listed) == len(documents)
    assert lanes.more == 0
    copied = {id_ for pair in reading.derivations if pair.relation in COPIES for id_ in (pair.a, pair.b)}
    assert {f"#report-{id_}" for id_ in copied} <= drawn
    assert lanes.lone[0].outlet == lone.outlet.name
    few = family_lanes(reading, reading.documents_of(reading.stories[0]), places(reading))
    assert few is not None
    assert (few.lone, few.alone) == ((), 0)


def test_the_heat_margin_counts_texts_and_not_pages() -> None:
    reading, _, _ = screen(make())
    heat = Heat(reading)
    for claim in reading.claims:
        texts = {reading.text_of[one.span.document] for one in reading.statements_of(claim)}
        for one in reading.statements_of(claim):
            steps = heat.strip(one.span.document, one.span.start, one.span.end)
            assert len(texts) < 2 or max(step.texts for step in steps) >= len(texts)
            assert all(0 <= step.start <= 1000 and step.start + step.length <= 1001 for step in steps)


def test_a_denial_is_left_out_only_by_texts_that_appeared_no_earlier_and_it_is_said_who_denies() -> None:
    record = make()
    reading = opened(record)
    days = {one.id: reading.day(one) or "" for one in record.documents}
    charge = max(record.claims, key=lambda one: one.reports.documents)
    carriers = sorted({days[one.span.document] for one in reading.statements_of(charge)})
    (*_, denier) = sorted(
        (one for one in record.claims if one.id != charge.id and reading.statements_of(one)[0].chain),
        key=lambda one: -len(days[reading.statements_of(one)[0].span.document]),
    )
    said = reading.statements_of(denier)[0]

    def shown(at: str, *, negated: bool) -> list[str]:
        denies = {said.id: replace(said, negated=negated, modality="reported")}
        documents = tuple(
            replace(one, published=replace(one.published, earliest=at, latest=at, precision="day"))
            if one.id == said.span.document else one
            for one in record.documents
        )  # fmt: skip
        only = replace(denier, statements=(said.id,))
        claims = tuple(
            replace(one, states=(ClaimState("denied", (denier.id,), "it is denied"),)) if one.id == charge.id
            else only if one.id == denier.id else one
            for one in record.claims
        )  # fmt: skip
        statements = tuple(denies.get(one.id, one) for one in record.statements)
        _, _, made = screen(replace(record, documents=documents, claims=claims, statements=statements))
        return [one.says for one in made.twice if one.label == "Denial left out"]

    (told,) = shown(carriers[0], negated=True)
    assert f"is denied by {reading.links(said)[-1]} in {reading.links(said)[0]}" in told
    assert not shown(carriers[0], negated=False), "nobody denies"
    assert not shown("2032-01-01", negated=True), "what appeared before a denial leaves none out"
