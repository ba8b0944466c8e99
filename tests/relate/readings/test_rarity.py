"""What it says that texts share a word: less, the more of the pile and of news at large hold it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.relate.readings.rarity import rarity_weights, strangers, usual

features = st.frozensets(st.sampled_from(["say", "police", "dam", "korrel", "spillway", "elsin"]), max_size=6)


@given(st.lists(features, max_size=8))
def test_every_feature_has_a_weight_and_no_other(documents: list[frozenset[str]]) -> None:
    weights = rarity_weights(documents)
    assert weights.keys() == frozenset().union(*documents)
    assert rarity_weights(documents[::-1]) == weights


def test_what_more_of_a_pile_holds_says_less() -> None:
    weights = rarity_weights([frozenset({"korrel", "spillway"}), frozenset({"korrel"}), frozenset({"korrel"})])
    assert 0 < weights["korrel"] < weights["spillway"]


def test_what_news_holds_everywhere_says_less_than_a_name_of_the_pile() -> None:
    documents = [frozenset({"say", "korrel"})] * 3
    weights = rarity_weights(documents)
    assert usual("say") > 0.8 > usual("korrel") > 0
    assert weights["say"] < weights["korrel"]


def test_a_larger_pile_makes_a_rare_word_rarer() -> None:
    small = rarity_weights([frozenset({"korrel"})])
    large = rarity_weights([frozenset({"korrel"}), *[frozenset({"elsin"})] * 40])
    assert large["korrel"] > small["korrel"]


ONE = frozenset({"korrel", "spillway", "elsin", "verrin", "reservoir", "lamplight"})
OTHER = frozenset({"quorum", "ballot-box", "zebulon", "marlow", "tallow", "hustings"})


def test_strangers_share_next_to_nothing() -> None:
    assert strangers(ONE, OTHER)
    assert strangers(OTHER, ONE)
    assert not strangers(ONE, ONE)
    assert not strangers(ONE, OTHER | {"korrel"})  # one of six is more than the share of strangers
    assert strangers(ONE, OTHER | {"korrel"}, alike=0.2)


def test_too_few_features_tell_nothing() -> None:
    assert not strangers(frozenset(sorted(ONE)[:4]), OTHER)
    assert strangers(frozenset(sorted(ONE)[:4]), OTHER, enough=4)
    assert not strangers(frozenset(), frozenset())


@pytest.mark.parametrize("usual_word", ["monday", "say", "12", "police"])
def test_what_any_two_reports_share_makes_no_acquaintance(usual_word: str) -> None:
    assert strangers(ONE | {usual_word}, OTHER | {usual_word})
    assert not strangers(frozenset(sorted(ONE)[:4]) | {usual_word}, OTHER), "and it is not counted as a feature"
