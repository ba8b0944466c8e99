"""Subjects outside their stretch, on trees written by hand: no parser stands between a rule and its test."""

from __future__ import annotations

import pytest

from firsthand.grammar import Token
from firsthand.grammar.subjects import noun_phrase, shared_subject, top


def tree(*rows: str) -> list[Token]:
    """A sentence of tokens, each as "word/POS/tag/dep/head"."""
    made, at = [], 0
    for row in rows:
        word, pos, tag, dep, head = row.split("/")
        made.append(Token(at, at + len(word), word.lower(), pos, tag, dep, int(head)))
        at += len(word) + 1
    return made


GUNMEN = tree("Gunmen/NOUN/NNS/nsubj/1", "seized/VERB/VBD/ROOT/1", "it/PRON/PRP/dobj/1", "and/CCONJ/CC/cc/1",
              "took/VERB/VBD/conj/1", "guards/NOUN/NNS/dobj/4")  # fmt: skip
HAMMOND = tree("Hammond/PROPN/NNP/nsubjpass/2", "was/AUX/VBD/auxpass/2", "arrested/VERB/VBN/ROOT/2",
               "and/CCONJ/CC/cc/2", "charged/VERB/VBN/conj/2", "here/ADV/RB/advmod/4")  # fmt: skip
ORDER = tree("The/DET/DT/det/1", "order/NOUN/NN/nsubj/6", "which/PRON/WDT/nsubj/3", "closed/VERB/VBD/relcl/1",
             "the/DET/DT/det/5", "port/NOUN/NN/dobj/3", "stands/VERB/VBZ/ROOT/6")  # fmt: skip


@pytest.mark.parametrize(
    ("tokens", "first", "last", "held"),
    [
        (GUNMEN, 3, 6, (0,)),  # "and took guards" is about the gunmen
        (GUNMEN, 0, 3, ()),  # a subject of its own
        (GUNMEN, 5, 6, ()),  # no verb
        (HAMMOND, 3, 6, (0, 1)),  # "and charged here" needs "was" as well
        (ORDER, 3, 6, (0, 1)),  # "closed the port" is about the order, not about "which"
    ],
)
def test_the_subject_that_is_shared(tokens: list[Token], first: int, last: int, held: tuple[int, ...]) -> None:
    assert shared_subject(tokens, first, last) == held


def test_a_finite_verb_needs_no_auxiliary_of_another() -> None:
    fled = tree("Hammond/PROPN/NNP/nsubjpass/2", "was/AUX/VBD/auxpass/2", "arrested/VERB/VBN/ROOT/2",
                "and/CCONJ/CC/cc/2", "fled/VERB/VBD/conj/2")  # fmt: skip
    assert shared_subject(fled, 3, 5) == (0,)


def test_a_noun_before_the_verb_may_be_its_subject() -> None:
    noun = tree("Gunmen/NOUN/NNS/nsubj/1", "came/VERB/VBD/ROOT/1", "and/CCONJ/CC/cc/1", "guards/NOUN/NNS/dep/4",
                "fled/VERB/VBD/conj/1")  # fmt: skip
    assert shared_subject(noun, 2, 5) == ()
    adverbial = tree("Gunmen/NOUN/NNS/nsubj/1", "came/VERB/VBD/ROOT/1", "and/CCONJ/CC/cc/1",
                     "Monday/PROPN/NNP/npadvmod/4", "fled/VERB/VBD/conj/1")  # fmt: skip
    assert shared_subject(adverbial, 2, 5) == (0,)


def test_the_highest_verb() -> None:
    assert top(GUNMEN, 0, 6) == 1
    assert top(GUNMEN, 3, 6) == 4
    assert top(HAMMOND, 0, 2) is None  # "was" only helps
    assert top(GUNMEN, 2, 2) is None


def test_a_noun_phrase_leaves_out_clauses_and_stays_short() -> None:
    assert noun_phrase(ORDER, 1) == (0, 1)
    assert noun_phrase(GUNMEN, 1) == ()  # no noun
    long = tree(*(f"a/ADJ/JJ/amod/{12}" for _ in range(12)), "house/NOUN/NN/ROOT/12")
    assert noun_phrase(long, 12) == ()
    assert noun_phrase(long[:3] + tree("x/NOUN/NN/ROOT/3"), 3) == (3,)


NOBODY = tree("Nobody/PRON/NN/nsubjpass/2", "was/AUX/VBD/auxpass/2", "hurt/VERB/VBN/ROOT/2", "and/CCONJ/CC/cc/2",
              "thanked/VERB/VBD/conj/2", "guards/NOUN/NNS/dobj/4")  # fmt: skip
BOARD = tree("Boards/NOUN/NNS/nsubj/1", "met/VERB/VBD/ROOT/1", "but/CCONJ/CC/cc/1", "is/AUX/VBZ/conj/1",
             "due/ADJ/JJ/acomp/3")  # fmt: skip


@pytest.mark.parametrize("tokens", [NOBODY, BOARD])
def test_a_subject_that_is_nobody_or_does_not_agree_is_not_carried_over(tokens: list[Token]) -> None:
    assert shared_subject(tokens, 3, len(tokens)) == ()
