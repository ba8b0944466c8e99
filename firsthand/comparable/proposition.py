"""A statement as it is compared: its content lemmas, predicates, arguments, names and numbers, and who denies what.

Follows the usual shallow reading of paraphrase work (predicate-argument lemmas weighted by inverse document
frequency); the frequencies are a fixed background list (``models/weights/lemmas.json``, counted on news), so that one
more report in a pile changes no weight.  Left out: word sense, and pronouns that the analysis did not resolve.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.comparable.count_frame import CountFrame, count_frame
from firsthand.comparable.lemmas import CONTENT, TIMES, figures, lemma_of, light
from firsthand.comparable.predicates import heads_of, participants
from firsthand.data import DocumentId, Quantity, Span, Statement, StatementId
from firsthand.grammar import Parsed, Token
from firsthand.grammar.subjects import shared_subject
from firsthand.lexicon import entry_set
from firsthand.words import normal

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
_OBJECTS = frozenset({"dobj", "obj", "attr", "pobj", "oprd", "dative"})
_IN_NAMES = frozenset({"compound", "flat", "amod", "nmod", "quantmod", "appos", "conj"})
"""How a word hangs on the name or figure that it is a part of, or that it stands beside …"""
_DEEPEST = 4
"""… at most so many times over."""
_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "agent", "attr", "dative", "ROOT"})
"""Roles in a clause; of any other the word that a name hangs on says more."""
_LONGEST = 120
"""Tokens of one statement that are compared; a longer one is a list or a parsing accident."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """What one statement says, in normal forms.  ``order`` keeps the content lemmas in text order; ``figures`` are
    the plain values of its numbers, ``counts`` what each of its ``quantities`` counts; ``heads`` its main predicate,
    with the noun or verb that a light one carries ("issued an order", "began using"); ``agents`` and ``patients`` who
    does it and to whom, also in the passive; ``personal`` whether its subject is "I" or "we"; ``marks`` the words in it
    that deny, allow or suppose; ``words`` all its words as printed; ``slots`` its names and figures, each with the
    place it takes: the preposition before it, the noun that it counts, or its role in the clause."""

    statement: StatementId
    document: DocumentId
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
    counts: tuple[CountFrame, ...]
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


def read_proposition(  # noqa: PLR0913 (also reads pairs that are no statements, for training)
    statement: StatementId,
    document: DocumentId,
    text: str,
    tokens: Sequence[Token],
    *,
    counts: Sequence[CountFrame] = (),
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
    marks = {text[t.start : t.end].casefold() for t in chosen if t.lemma} | {t.lemma.casefold() for t in chosen}
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
    said = _printed(own, text)
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
        quantities=tuple(one.quantity for one in counts),
        counts=tuple(counts),
        negated=denied if negated is None else negated,
        heads=heads,
        agents=agents,
        patients=patients,
        marks=frozenset(marks & _MARKS),
        words=frozenset(normal(text[t.start : t.end]) for t in chosen if t.pos not in ("PUNCT", "SYM", "SPACE")),
        personal=actor is not None and text[actor.start : actor.end].casefold() in ("i", "we"),
        slots=_slots(own, text, first) | {("nsubj", name) for name in names if name in subjects},
    )


def _printed(tokens: Sequence[Token], text: str) -> str:
    """The words as printed, those of other statements left out."""
    runs: list[list[Token]] = [[]]
    for token in tokens:
        if token.lemma or token.tag:
            runs[-1].append(token)
        elif runs[-1]:
            runs.append([])
    return " ".join(text[run[0].start : run[-1].end] for run in runs if run)


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


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement's tokens in their sentence, whose number ``first`` is the first of them; ``subject`` are those of a
    subject that it shares with words before it."""

    sentence: tuple[Token, ...]
    first: int
    tokens: list[Token]
    subject: list[Token]


def placed(parsed: Parsed, statement: Statement) -> Placed:
    """Where the tokens of a statement stand; what inside its span is another's is a mark without a word."""
    found = Placed((), 0, [], [])
    for one, inside in parsed.within(statement.span):
        tokens = tuple(_mark(t, n) if _outside(t, statement.without) else t for n, t in enumerate(one.tokens))
        if not found.tokens:
            subject = shared_subject(one.tokens, inside.start, inside.stop)
            found = Placed(tokens, inside.start, [], [one.tokens[n] for n in subject if n not in inside])
        found.tokens.extend(tokens[inside.start : inside.stop])
    return found


def _outside(token: Token, holes: Sequence[Span]) -> bool:
    return any(hole.start <= token.start < hole.end for hole in holes)


def _mark(token: Token, number: int) -> Token:
    return Token(token.start, token.end, "", "PUNCT", "", "punct", number)


def proposition(parsed: Parsed, statement: Statement, found: Placed) -> Proposition:
    """The proposition of a statement whose tokens are ``found``."""
    counts = [count_frame(parsed, number) for number in statement.numbers]
    return read_proposition(
        statement.id,
        statement.span.document,
        parsed.text,
        found.tokens,
        counts=counts,
        negated=statement.negated,
        first=found.first,
        subject=found.subject,
    )


def wholes(item: Proposition) -> list[CountFrame]:
    """The frames of quantities that are printed as numbers and count no part of anything."""
    return [frame for frame in item.counts if frame.whole]
