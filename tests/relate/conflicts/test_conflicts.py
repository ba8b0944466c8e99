from __future__ import annotations

from dataclasses import replace

import pytest

from evals.piles import claims, conflicts
from firsthand.data import Conflict, Derivation, Difference, Quotation, Span, Utterance
from firsthand.relate.pile import Pile
from tests.relate.small_piles import Report, Said, copy_of, derived, pile_of, story

pytestmark = pytest.mark.models


def found(
    pile: Pile, derivations: tuple[Derivation, ...] = (), utterances: tuple[Utterance, ...] = ()
) -> tuple[Conflict, ...]:
    grouped, _ = claims(pile, story(pile), derivations, utterances)
    return conflicts(pile, story(pile), derivations, utterances, grouped)


NINE = Said("Nine people were killed in the flood at Tallow.", "person", "Ada Obi", numbers=(("Nine", 9, "people"),))
TWELVE = Said(
    "Twelve people were killed in the flood at Tallow.", "person", "Bo Lund", numbers=(("Twelve", 12, "people"),)
)


def test_two_counts_of_one_thing_disagree() -> None:
    (one,) = found(pile_of([Report("a", (NINE,)), Report("b", (TWELVE,))]))
    assert (one.kind, one.judgement) == ("number", "contradiction")
    assert sorted(one.values) == ["Nine people", "Twelve people"]
    assert one.steps == ("numbers",)


def test_a_copy_is_no_second_vote() -> None:
    first = Report("a", (NINE,))
    pile = pile_of([first, copy_of(first, "c"), Report("b", (TWELVE,))])
    (one,) = found(pile, (derived(pile, "a", "c"),))
    assert len(one.statements) == 2
    assert one.steps == ("numbers", "original_for_copy")


def test_a_later_figure_is_an_update() -> None:
    pile = pile_of([Report("a", (NINE,), published="2031-03-11"), Report("b", (TWELVE,), published="2031-03-14")])
    (one,) = found(pile)
    assert one.judgement == "update"


def test_numbers_that_add_up_agree() -> None:
    parts = Said(
        "Ten passengers and two pilots were killed in the crash at Tallow.",
        numbers=(("Ten", 10, "people"), ("two", 2, "pilot")),
    )
    whole = Said("Twelve people were killed in the crash at Tallow.", numbers=(("Twelve", 12, "people"),))
    assert not found(pile_of([Report("a", (parts,)), Report("b", (whole,))]))


def test_about_agrees_with_near() -> None:
    pile = pile_of(
        [
            Report("a", (Said("Some 4,000 people were evacuated from Tallow.", numbers=(("4,000", 4000, "people"),)),)),
            Report("b", (Said("4,000 people were evacuated from Tallow.", numbers=(("4,000", 4000, "people"),)),)),
        ]
    )
    assert not found(pile)


def test_two_different_things_may_have_two_numbers() -> None:
    one = Said("Nine people were killed in the flood at Tallow.", numbers=(("Nine", 9, "people"),))
    other = Said("The ministry hired 40 people for its office in Kesh.", numbers=(("40", 40, "people"),))
    assert not found(pile_of([Report("a", (one,)), Report("b", (other,))]))


def test_considered_and_then_ordered_is_a_development() -> None:
    early = Said(
        "President Okoro is considering using the army to retake the northern mines of Kesh.", modality="considered"
    )
    late = Said("President Okoro has ordered the army to retake the northern mines of Kesh.", modality="ordered")
    pile = pile_of([Report("a", (early,), published="2031-03-11"), Report("b", (late,), published="2031-03-14")])
    (one,) = found(pile)
    assert (one.kind, one.judgement) == ("modality", "update")


def test_a_denial_is_a_dispute() -> None:
    said = Said("Korrel Hydro postponed the repair of the dam gates to save money.", "person", "Ada Obi")
    denied = Said(
        "Korrel Hydro never postponed the repair of the dam gates to save money.",
        "institution", "Korrel Hydro", negated=True,
    )  # fmt: skip
    (one,) = found(pile_of([Report("a", (said,)), Report("b", (denied,))]))
    assert (one.kind, one.judgement) == ("denial", "dispute")


def test_a_rewrite_that_drops_the_hedge_drifts() -> None:
    original = Said("A hinge on the second gate of the dam may have broken.", "person", "Ada Obi", modality="possible")
    copy = Said("A hinge on the second gate of the dam had broken.", "person", "Ada Obi")
    pile = pile_of([Report("a", (original,)), Report("b", (copy,))])
    (one,) = found(pile, (derived(pile, "a", "b", "rewrite"),))
    assert (one.kind, one.judgement) == ("modality", "drift")


def test_a_rewrite_that_drops_the_source_drifts() -> None:
    original = Said("The ministry has closed the northern mines of Kesh.", "anonymous", "a senior mining official")
    copy = Said("The northern mines of Kesh have been closed by the ministry.")
    named = Said("In a hall in Kesh, a senior mining official met reporters on Monday.")
    pile = pile_of([Report("a", (original, named)), Report("b", (copy,))])
    (one,) = found(pile, (derived(pile, "a", "b", "rewrite"),))
    assert (one.kind, one.judgement, one.values[1]) == ("actor", "drift", "no source")
    assert [pile.words(span) for span in one.spans] == ["a senior mining official", copy.words]
    nowhere = pile_of([Report("a", (original,)), Report("b", (copy,))])
    assert not found(nowhere, (derived(nowhere, "a", "b", "rewrite"),)), "whom the text never names is not left out"


def test_a_drift_is_told_against_one_of_many_copies() -> None:
    first = Report("a", (Said("The minister might resign over the flood at Tallow.", modality="possible"),))
    told = Report("b", (Said("The minister will resign over the flood at Tallow.", modality="asserted"),))
    pile = pile_of([first, told, copy_of(first, "c"), copy_of(first, "d")])
    copies = [derived(pile, "a", "c"), derived(pile, "a", "d"), derived(pile, "c", "d", direction="unknown")]
    retold = [derived(pile, one, "b", "rewrite") for one in ("a", "c", "d")]
    drifts = [one for one in found(pile, (*copies, *retold)) if one.judgement == "drift"]
    assert len(drifts) == 1
    assert {pile.statement[name].span.document for name in drifts[0].statements} == {"a", "b"}


def quoting(words: tuple[str, str], differ: tuple[str, str]) -> tuple[Pile, tuple[Utterance, ...]]:
    pile = pile_of(
        [Report("a", (Said(words[0], "person", "Ada Obi"),)), Report("b", (Said(words[1], "person", "Ada Obi"),))]
    )
    quotations = []
    analyses = []
    for one in pile.analyses:
        span = one.statements[0].span
        quotation = Quotation(
            "q" + span.document, span, Span(span.document, span.start + 1, span.end - 1), None, None, "u"
        )
        quotations.append(quotation)
        analyses.append(replace(one, quotations=(quotation,)))
    difference = Difference("qa", "qb", *differ, "replaced")
    return replace(pile, analyses=tuple(analyses)), (Utterance("u", None, ("qa", "qb"), (difference,)),)


def test_one_utterance_in_two_wordings() -> None:
    pile, utterances = quoting(("“They knew and kept silent.”", "“They knew and stayed silent.”"), ("kept", "stayed"))
    (one,) = found(pile, (), utterances)
    assert (one.kind, one.values) == ("wording", ("kept", "stayed"))


def test_small_words_are_no_conflict() -> None:
    pile, utterances = quoting(("“They came into the town.”", "“They came into town.”"), ("the", ""))
    assert not found(pile, (), utterances)


def test_nothing_in_nothing_out() -> None:
    assert conflicts(Pile((), ()), (), (), (), ()) == ()


def test_a_denial_of_the_deed_itself_is_a_dispute_however_it_is_worded() -> None:
    said = Said(
        "Managers at Korrel Hydro decided to postpone the repair of the gate in order to save money.",
        "person", "Ada Obi",
    )  # fmt: skip
    denied = Said("No repair of a gate was ever postponed for reasons of cost.", "person", "Bo Lund", negated=True)
    (one,) = found(pile_of([Report("a", (said,)), Report("b", (denied,))]))
    assert (one.kind, one.judgement) == ("denial", "dispute")


def test_one_speech_told_as_plan_and_as_fact_is_no_development() -> None:
    planned = Said("I have and I will always order the army to guard the mines of Kesh.", modality="planned")
    told = Said("I have and I will always order the army to guard the mines of Kesh.", modality="reported")
    pile = pile_of([Report("a", (planned,)), Report("b", (told,))])
    assert not [one for one in found(pile) if one.judgement == "update"]


def test_the_dead_are_not_the_wounded() -> None:
    both = Said(
        "Nine people were killed and 20 wounded in the flood at Tallow.",
        numbers=(("Nine", 9, "people"), ("20", 20, "")),
    )
    assert not found(pile_of([Report("a", (both,)), Report("b", (NINE,))]))
    (one,) = found(pile_of([Report("a", (both,)), Report("b", (TWELVE,))]))
    assert sorted(one.values) == ["Nine people", "Twelve people"]


def test_a_part_that_one_report_adds_hides_no_disagreement() -> None:
    more = Said(
        "Twelve people, including three children, were killed in the flood at Tallow.",
        numbers=(("Twelve", 12, "people"), ("three", 3, "child")),
    )
    (one,) = found(pile_of([Report("a", (NINE,)), Report("b", (more,))]))
    assert one.judgement == "contradiction"


def test_reports_far_apart_in_time_may_tell_of_two_events() -> None:
    pile = pile_of([Report("a", (NINE,), published="2031-03-11"), Report("b", (TWELVE,), published="2031-04-14")])
    assert not found(pile)


def test_some_of_those_are_not_all() -> None:
    some = Said("Twelve people or more were killed in that flood at Tallow.", numbers=(("Twelve", 12, "people"),))
    assert not found(pile_of([Report("a", (NINE,)), Report("b", (some,))]))
