"""A statement as it is compared: its content lemmas, predicates, arguments, names and numbers, and who denies what.

Follows the usual shallow reading of paraphrase work (predicate-argument lemmas weighted by inverse document
frequency); the frequencies are a fixed background list (``models/weights/lemmas.json``, counted on news), so that one
more report in a pile changes no weight.  Left out: word sense, and pronouns that the analysis did not resolve.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from firsthand.comparable.lemmas import CONTENT, TIMES, figures, lemma_of, light
from firsthand.comparable.predicates import heads_of, participants
from firsthand.data import Quantity, Sentence, Statement, Token
from firsthand.grammar.subjects import shared_subject
from firsthand.lexicon import entry_set
from firsthand.relate.pile import Pile
from firsthand.words import normal

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
_OBJECTS = frozenset({"dobj", "obj", "attr", "pobj", "oprd", "dative"})
_IN_NAMES = frozenset({"compound", "flat", "amod", "nmod", "quantmod", "appos", "conj"})
"""How a word hangs on the name or figure that it is a part of, or that it stands beside …"""
_DEEPEST = 4
"""… at most so many times over."""
_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "agent", "attr", "dative", "ROOT"})
"""Roles in a clause; of any other the word that a name hangs on says more."""
_VAGUE = {"dozens": 12.0, "scores": 20.0, "hundreds": 100.0, "thousands": 1000.0}
_LONGEST = 120
"""Tokens of one statement that are compared; a longer one is a list or a parsing accident."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """What one statement says, in normal forms.  ``order`` keeps the content lemmas in text order; ``figures`` are
    the plain values of its numbers; ``heads`` its main predicate, with the noun or verb that a light one carries
    ("issued an order", "began using"); ``agents`` and ``patients`` who does it and to whom, also in the passive;
    ``personal`` whether its subject is "I" or "we"; ``marks`` the words in it that deny, allow or suppose; ``words``
    all its words as printed; ``slots`` its names and figures, each with the place it takes: the preposition before it,
    the noun that it counts, or its role in the clause."""

    statement: str
    document: str
    text: str
    order: tuple[str, ...]
    lemmas: frozenset[str]
    verbs: frozenset[str]
    root: str
    subjects: frozenset[str]
    objects: frozenset[str]
    names: frozenset[str]
    figures: tuple[float, ...]
    quantities: tuple[Quantity, ...]
    negated: bool
    heads: frozenset[str]
    agents: frozenset[str]
    patients: frozenset[str]
    personal: bool
    marks: frozenset[str]
    words: frozenset[str]
    slots: frozenset[tuple[str, str]]


NOT = frozenset({"not", "n't", "never", "no", "nobody", "none", "neither", "nor", "without", "unclear", "unknown"})
MAY = frozenset({"may", "might", "could", "can"})
IF = frozenset({"if", "unless", "whether", "should"})
SEEMS = frozenset({"appear", "seem", "apparently", "seemingly", "likely", "probably", "reportedly"})
_MARKS = NOT | MAY | IF | SEEMS | {"would", "'d"}


def read_proposition(  # noqa: PLR0913, PLR0917 (also reads pairs that are no statements, for training)
    statement: str,
    document: str,
    text: str,
    tokens: Sequence[Token],
    quantities: Iterable[Quantity] = (),
    negated: bool | None = None,
    first: int = 0,
    subject: Sequence[Token] = (),
) -> Proposition:
    """Read ``tokens`` (a stretch of one sentence of ``text``, whose first token is its sentence's number ``first``) as
    one proposition; ``subject`` are the tokens before it whose subject it shares."""
    own = list(tokens)[:_LONGEST]
    chosen = [*subject, *own]
    order: list[str] = []
    verbs: list[str] = []
    subjects: list[str] = []
    objects: list[str] = []
    names: list[str] = []
    denied = False
    root = ""
    marks = {text[t.start : t.end].casefold() for t in chosen} | {t.lemma.casefold() for t in chosen}
    for token in chosen:
        lemma = lemma_of(token, text)
        if token.dep == "neg" or lemma in {"not", "n't", "never", "no"}:
            denied = True
        if token.pos not in CONTENT or lemma in light() or not lemma or not any(c.isalnum() for c in lemma):
            continue
        order.append(lemma)
        if token.pos == "VERB":
            verbs.append(lemma)
            if not root or token.dep == "ROOT":
                root = lemma
        if token.pos == "PROPN" and token.ner not in TIMES and lemma not in entry_set("calendar_words"):
            names.append(lemma)  # "Monday" names nobody
        if token.dep in _SUBJECTS:
            subjects.append(lemma)
        elif token.dep in _OBJECTS:
            objects.append(lemma)
    heads = heads_of(own, text, first)
    agents, patients = participants(chosen, text)
    actor = next((t for t in chosen if t.dep in ("nsubj", "nsubjpass")), None)
    said = text[own[0].start : own[-1].end] if own else ""
    if subject:
        said = f"{' '.join(text[t.start : t.end] for t in subject)} {said}"
    return Proposition(
        statement=statement,
        document=document,
        text=said,
        order=tuple(order),
        lemmas=frozenset(order),
        verbs=frozenset(verbs),
        root=root,
        subjects=frozenset(subjects),
        objects=frozenset(objects),
        names=frozenset(names),
        figures=figures(chosen, text),
        quantities=tuple(quantities),
        negated=denied if negated is None else negated,
        heads=heads,
        agents=agents,
        patients=patients,
        marks=frozenset(marks & _MARKS),
        words=frozenset(normal(text[t.start : t.end]) for t in chosen if t.pos not in ("PUNCT", "SYM", "SPACE")),
        personal=actor is not None and text[actor.start : actor.end].casefold() in ("i", "we"),
        slots=_slots(own, text, first) | {("nsubj", name) for name in names if name in subjects},
    )


def _slots(tokens: Sequence[Token], text: str, first: int) -> frozenset[tuple[str, str]]:
    """The names and figures of a stretch whose first token is its sentence's number ``first``, each with its place."""
    found: set[tuple[str, str]] = set()
    for position, token in enumerate(tokens):
        if token.ner in TIMES or token.pos not in ("PROPN", "NUM"):
            continue
        at = position
        for _ in range(_DEEPEST):
            above = tokens[at].head - first
            named = 0 <= above < len(tokens) and tokens[above].pos in ("PROPN", "NUM")
            if tokens[at].dep not in _IN_NAMES or not named:
                break
            at = above
        place, above = tokens[at].dep, tokens[at].head - first
        if place not in _ROLES and 0 <= above < len(tokens):
            place = lemma_of(tokens[above], text)
        found.add(("nsubj" if place == "nsubjpass" else place, lemma_of(token, text)))
    return frozenset(found)


def _sentence_at(sentences: Sequence[Sentence], start: int, end: int) -> list[Sentence]:
    low, high = 0, len(sentences)
    while low < high:  # the first sentence that ends after ``start``; sentences are in text order
        middle = (low + high) // 2
        if sentences[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    found = []
    while low < len(sentences) and sentences[low].start < end:
        found.append(sentences[low])
        low += 1
    return found


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement's tokens in their sentence, whose number ``first`` is the first of them; ``subject`` are those of a
    subject that it shares with words before it."""

    sentence: tuple[Token, ...]
    first: int
    tokens: list[Token]
    subject: list[Token]


def placed(pile: Pile, statement: Statement) -> Placed:
    """Where the statement's tokens stand."""
    span = statement.span
    found = Placed((), 0, [], [])
    for sentence in _sentence_at(pile.analysis[span.document].sentences, span.start, span.end):
        here = [n for n, t in enumerate(sentence.tokens) if t.start >= span.start and t.end <= span.end]
        if here and not found.tokens:
            subject = shared_subject(sentence.tokens, here[0], here[-1] + 1)
            found = Placed(sentence.tokens, here[0], [], [sentence.tokens[n] for n in subject if n < here[0]])
        found.tokens.extend(sentence.tokens[n] for n in here)
    return found


def statement_tokens(pile: Pile, statement: Statement) -> list[Token]:
    """The statement's own tokens: those of its span."""
    return placed(pile, statement).tokens


def proposition(pile: Pile, statement: Statement) -> Proposition:
    """The proposition of one statement of the pile."""
    text = pile.document[statement.span.document].text
    found = placed(pile, statement)
    return read_proposition(
        statement.id,
        statement.span.document,
        text,
        found.tokens,
        quantities=[_widened(pile, number) for number in statement.numbers],
        negated=statement.negated,
        first=found.first,
        subject=found.subject,
    )


def _widened(pile: Pile, number: Quantity) -> Quantity:
    """ "Dozens" as what it allows, 24 to 99; other numbers as they are."""
    word = normal(pile.words(number.span)).split()[-1:]
    least = _VAGUE.get(word[0]) if word else None
    if least is None or number.high is not None:
        return number
    return replace(number, value=2 * least, high=10 * least, bound="exact")
