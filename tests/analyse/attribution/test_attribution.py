"""Who said what: spans, kinds, sources, outlets and nesting, by the rules."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.analyse.attribution.cues import cue_kinds, lemma_modality
from firsthand.data import Attribution
from firsthand.models import tagger
from firsthand.models.tagger import TaggedAttribution
from tests.analyse.reading import Reading, read

pytestmark = pytest.mark.models


def words(reading: Reading, item: Attribution) -> tuple[str, str, list[str]]:
    text = reading.document.text
    one = [" ".join(s.of(text) for s in part) for part in (item.source, item.cue)]
    return one[0], one[1], [s.of(text) for s in item.content]


def test_the_complementiser_and_the_marks_belong_to_the_content() -> None:
    reading = read("Maria Ortega, the mayor of Lindal, said that the bridge was “a ruin.”")
    (item,) = reading.attributions
    assert words(reading, item) == ("Maria Ortega, the mayor of Lindal", "said", ["that the bridge was “a ruin.”"])
    assert item.kind == "mixed"
    assert item.source_kind == "person"


def test_a_split_quotation_is_one_attribution_and_two_quotations() -> None:
    reading = read("“We are tired,” Ortega said. “Nobody listens to us.”")
    (item,) = reading.attributions
    assert words(reading, item)[2] == ["“We are tired,”", "“Nobody listens to us.”"]
    assert item.kind == "direct"
    assert [q.attribution for q in reading.quotations] == [item.id, item.id]
    assert reading.quotations[1].flags == ("continuation_without_cue",)


def test_a_speaker_may_be_a_pronoun() -> None:
    reading = read("Maria Ortega arrived late.\n“We are tired of this,” she said.")
    (quotation,) = reading.quotations
    assert "pronoun_speaker" in quotation.flags


def test_an_outlet_that_was_told_is_kept_and_carried_on() -> None:
    reading = read("Ortega told Reuters that the bridge would open. “It is safe now,” Ortega said.")
    assert [reading.name(a.given_to) for a in reading.attributions] == ["Reuters", "Reuters"]


def test_an_outlet_that_is_cited_holds_what_was_said() -> None:
    reading = read("The minister called the plan “a joke,” according to Reuters.")
    inner = next(a for a in reading.attributions if words(reading, a)[1] == "called")
    outer = next(a for a in reading.attributions if words(reading, a)[1] == "according to")
    assert inner.within == outer.id
    assert outer.source_kind == "outlet"
    assert reading.name(inner.given_to) == "Reuters"


def test_an_unnamed_source_keeps_its_description() -> None:
    reading = read("A source familiar with the matter said the deal was dead. The source said talks had ended.")
    assert [a.source_kind for a in reading.attributions] == ["anonymous", "anonymous"]
    assert {a.description for a in reading.attributions} == {"A source familiar with the matter"}


def test_first_reported_by() -> None:
    reading = read("The news was first reported by The Washington Post.")
    (item,) = reading.attributions
    assert words(reading, item)[2] == ["The news"]
    assert item.source_kind == "outlet"


def test_a_scare_quote_is_no_quotation() -> None:
    assert read("The “temporary” tax has been there for years.").quotations == ()


def test_the_model_is_never_asked_when_rules_are_chosen() -> None:
    assert all(a.decided_by == "rule" for a in read("Ortega said it rained.", "rules").attributions)


def test_the_lexicon_holds_known_kinds_and_modalities() -> None:
    assert cue_kinds("VERB")["say"] >= {"speech"}
    assert lemma_modality("deny") == "denied"
    assert lemma_modality("consider") == "considered"
    assert lemma_modality("order") == "ordered"
    assert lemma_modality("say") == "reported"
    assert lemma_modality("eat") is None


def test_the_tagger_decides_and_the_rules_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Ortega warned of floods, the Tribune said. According to Lind, the dam holds. She paid, Lind told Reuters."

    def at(words: str) -> tuple[tuple[int, int], ...]:
        return ((text.index(words), text.index(words) + len(words)),)

    def tag(article: str, ranges: Sequence[tuple[int, int]]) -> list[TaggedAttribution]:
        assert article == text
        assert list(ranges) == [(0, len(text))]
        return [
            TaggedAttribution(at("Ortega"), at("warned of"), at("floods"), 0.9),
            TaggedAttribution((), at("told"), at("She paid"), 0.9),
        ]

    monkeypatch.setattr(tagger, "tag", tag)
    reading = read(text, "model")
    found = {words(reading, item)[1]: item for item in reading.attributions}
    assert found["warned of"].decided_by == "model"
    assert words(reading, found["According to"])[0] == "Lind"  # the model had nothing there
    assert found["According to"].decided_by == "rule"
    assert words(reading, found["told"])[0] == "Lind"  # the model had no source
    assert reading.name(found["told"].given_to) == "Reuters"


def test_speech_without_marks_between_two_paragraphs_of_one_speaker() -> None:
    text = (
        "Maria Ortega said the bridge was “a ruin.”\n"
        "They know it’s a ruin. They’ve seen it, they’ve walked on it, and they don’t want to hear about it.\n"
        "Ortega said the town would sue."
    )
    quotation = read(text).quotations[-1]
    assert "unmarked" in quotation.flags
    assert read(text).name(quotation.speaker) == "Maria Ortega"
    told_by_nobody = text.replace("Ortega said the town would sue.", "The town will sue.")
    assert len(read(told_by_nobody).quotations) == 1


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet='ab S. ,\n“”"‘’said he:', max_size=60))
def test_no_text_raises_and_every_span_lies_in_it(text: str) -> None:
    reading = read(text)
    for item in reading.attributions:
        for span in (*item.source, *item.cue, *item.content):
            assert 0 <= span.start < span.end <= len(text)
    assert read(text) == reading


def test_who_calls_a_group_something_is_the_subject_behind_which(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Soldiers may be sent against the Korrel gangs, which the Interior Ministry called terrorist groups."

    def at(words: str) -> tuple[tuple[int, int], ...]:
        return ((text.index(words), text.index(words) + len(words)),)

    def tag(article: str, ranges: Sequence[tuple[int, int]]) -> list[TaggedAttribution]:
        return [TaggedAttribution(at("which the Interior Ministry"), at("called"), at("terrorist groups"), 0.9)]

    monkeypatch.setattr(tagger, "tag", tag)
    (item,) = [one for one in read(text, "model").attributions if one.decided_by == "model"]
    assert item.description == "the Interior Ministry"
