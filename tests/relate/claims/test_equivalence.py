from __future__ import annotations

import hashlib
import json
from importlib import resources
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.comparable.lemmas import figure, weight
from firsthand.comparable.predicates import event_classes
from firsthand.relate.claims import compare, constraints
from firsthand.relate.claims.paraphrase import (
    FEATURES,
    IN_STORY,
    NOTHING,
    Trained,
    features,
    in_story,
    in_story_features,
    probability,
    step_weights,
)
from tests.relate.propositions import Proposition
from tests.relate.small_piles import Report, Said, pile_of


def read(words: str) -> Proposition:
    pile = pile_of([Report("a", (Said(words),))])
    return pile.compared[pile.analyses[0].statements[0].id].proposition


def test_the_weights_are_those_of_their_card() -> None:
    path = resources.files("firsthand.models").joinpath("weights").joinpath("equivalence.json")
    loaded = json.loads(path.read_text(encoding="utf-8"))
    steps = ("pair", "in_story", "same_claim", "in_story_claim", "joined")
    every = json.dumps([loaded[step] for step in steps], sort_keys=True)
    assert loaded["card"]["sha256_of_weights"] == hashlib.sha256(every.encode()).hexdigest()


def test_every_trained_feature_is_computed() -> None:
    for trained in get_args(Trained):
        assert set(step_weights("pair", trained).names) <= set(FEATURES)
        assert step_weights("in_story", trained).names == IN_STORY


@pytest.mark.models
def test_the_same_words_are_likelier_than_others() -> None:
    one = read("Police arrested two men near the Marlow stadium.")
    other = read("Grain exports from the eastern ports fell sharply in spring.")
    same = probability(features(one, one, 1.0), "with_vectors")
    assert same > 0.9
    assert probability(features(one, other, 0.05), "with_vectors") < 0.1


@pytest.mark.models
def test_in_a_story_one_event_counts_for_more() -> None:
    one = read("The court jailed the mayor of Tallow for fraud.")
    other = read("The mayor of Tallow was sent to prison over fraud by a court.")
    values = features(one, other, 0.6)
    by_event = [
        in_story(in_story_features(one, other, values, "with_vectors", same_event=event, below=False), "with_vectors")
        for event in (None, True)
    ]
    assert by_event[0] < by_event[1]


@pytest.mark.models
@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_features_are_symmetric_and_bounded(one: str, other: str) -> None:
    a, b = read(one.replace("\n", " ") or "."), read(other.replace("\n", " ") or ".")
    assert features(a, b, 0.3) == pytest.approx(features(b, a, 0.3))
    assert 0 <= probability(features(a, b, 0.3), "with_vectors") <= 1


@pytest.mark.parametrize(
    ("word", "value"),
    [("eight", 8), ("4,000", 4000), ("$50", 50), ("700th", 700), ("Tuesday", None), ("", None), ("1e999", None)],
)
def test_figures(word: str, value: float | None) -> None:
    assert figure(word) == value


@pytest.mark.models
def test_main_predicates() -> None:
    assert read("The president issued an order to the army.").heads == {"order"}
    assert read("The firm put off the repair of its gates.").heads == {"put off"}
    assert event_classes(["authorize"]) & event_classes(["order"])
    assert not event_classes(["unseal"]) & event_classes(["consider"])


def test_unknown_words_are_the_rarest() -> None:
    assert weight("zzyzx") > weight("people")


APART = [
    ("Aid workers reached the camp in Tallow on Monday.", "Aid workers reached the camp in Marlow on Monday.", True),
    ("Police arrested a man in his 60s at the harbour.", "Police arrested a man from Marlow at the harbour.", False),
    ("The man was arrested at the harbour at 17.45.", "The man, in his 60s, was arrested at the harbour.", False),
    ("The Marlow governor attacked the plan for the dam.", "The mayor of Tallow attacked the plan for the dam.", False),
]


@pytest.mark.models
@pytest.mark.parametrize(("one", "other", "barred"), APART)
def test_names_and_figures_differ_only_in_one_place(one: str, other: str, barred: bool) -> None:
    a, b = read(one), read(other)
    assert bool(constraints.name_veto(a, b) or constraints.number_veto(a, b, NOTHING)) is barred


@pytest.mark.models
def test_words_of_oneself_may_be_what_another_tells_of_him() -> None:
    reports = [
        Report("a", (Said("We closed the harbour of Tallow after the storm.", "institution", "Harbour Office"),)),
        Report("b", (Said("The harbour of Tallow was closed after the storm."),)),
        Report("c", (Said("We closed the harbour of Tallow after the storm.", "institution", "Coast Guard"),)),
        Report("d", (Said("The coast guard closed the harbour of Tallow after the storm."),)),
    ]
    pile = pile_of(reports)
    statements = [one for analysis in pile.analyses for one in analysis.statements]
    likeness, _ = compare(pile, statements, (), ())
    assert likeness.veto(0, 1) is None
    assert likeness.veto(0, 3) is not None
    assert likeness.veto(2, 3) is None
