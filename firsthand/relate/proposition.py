"""A statement as it is compared: its content lemmas, predicates, arguments, names and numbers, and who denies what.

Follows the usual shallow reading of paraphrase work (predicate-argument lemmas weighted by inverse document
frequency); the frequencies are a fixed background list (``models/weights/lemmas.json``, counted on news), so that one
more report in a pile changes no weight.  Left out: word sense, and pronouns that the analysis did not resolve.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from firsthand.data import Quantity, Sentence, Statement, Token
from firsthand.lexicon import entry_set, rows
from firsthand.relate.pile import Pile
from firsthand.subjects import shared
from firsthand.words import normal

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
_OBJECTS = frozenset({"dobj", "obj", "attr", "pobj", "oprd", "dative"})
_TIMES = frozenset({"DATE", "TIME"})
_LONGEST = 120
"""Tokens of one statement that are compared; a longer one is a list or a parsing accident."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """What one statement says, in normal forms.  ``order`` keeps the content lemmas in text order; ``figures`` are
    the plain values of its numbers; ``heads`` its main predicate, with the noun or verb that a light one carries
    ("issued an order", "began using"); ``agents`` and ``patients`` who does it and to whom, also in the passive;
    ``personal`` whether its subject is "I" or "we"; ``marks`` the words in it that deny, allow or suppose; ``words``
    all its words as printed."""

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


NOT = frozenset({"not", "n't", "never", "no", "nobody", "none", "neither", "nor", "without", "unclear", "unknown"})
MAY = frozenset({"may", "might", "could", "can"})
IF = frozenset({"if", "unless", "whether", "should"})
SEEMS = frozenset({"appear", "seem", "apparently", "seemingly", "likely", "probably", "reportedly"})
_MARKS = NOT | MAY | IF | SEEMS | {"would", "'d"}


@cache
def _frequencies() -> tuple[dict[str, int], int]:
    path = resources.files("firsthand.models").joinpath("weights").joinpath("lemmas.json")
    loaded = json.loads(path.read_text(encoding="utf-8"))
    return loaded["sentences_with"], loaded["sentences"]


@lru_cache(maxsize=100_000)
def weight(lemma: str) -> float:
    """Inverse document frequency of a lemma in a background of news sentences; unknown words are the rarest."""
    known, total = _frequencies()
    return math.log((total + 1) / (known.get(lemma, 0) + 1))


def mass(lemmas: Iterable[str]) -> float:
    """How much lemmas say: the sum of their weights."""
    return sum(weight(lemma) for lemma in sorted(lemmas))


def lemma_of(token: Token, text: str) -> str:
    """The lemma as compared: folded; names keep their surface, since lemmatisers invent singulars for them, and a
    number is its value ("twenty-one" is 21)."""
    surface = text[token.start : token.end]
    if token.pos == "NUM" and (value := figure(surface)) is not None:
        return f"{value:g}"
    return normal(surface if token.pos == "PROPN" else token.lemma or surface).strip(".'\"#")


@cache
def _light() -> frozenset[str]:
    return entry_set("light_lemmas")


@cache
def _number_words() -> dict[str, float]:
    return {row["word"]: float(row["value"]) for row in rows("number_words")}


def figure(surface: str) -> float | None:
    """The plain value of one number token ("4,000", "eight", "$1.5", "700th"); None where it is none."""
    word = normal(surface).replace(",", "").strip("$€£%+~.-")
    known = _number_words()
    if word in known:
        return known[word]
    tens, _, ones = word.partition("-")
    if ones in known and tens in known and known[tens] >= 20 and known[ones] < 10:
        return known[tens] + known[ones]  # "twenty-one"
    for ending in ("st", "nd", "rd", "th", "s"):
        if word.endswith(ending) and word[: -len(ending)].isdigit():
            word = word[: -len(ending)]
            break
    try:
        value = float(word)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _figures(tokens: Sequence[Token], text: str) -> tuple[float, ...]:
    """Values of the number tokens, a multiplier ("million") folded into the number before it."""
    values: list[float] = []
    last = -2
    for position, token in enumerate(tokens):
        surface = text[token.start : token.end]
        if (token.pos != "NUM" and not surface[:1].isdigit()) or token.ner in _TIMES:
            continue  # dates and hours are compared as dates
        value = figure(surface)
        if value is None:
            continue
        if value >= 100 and last == position - 1 and values and surface[:1].isalpha():
            values[-1] *= value
        else:
            values.append(value)
        last = position
    return tuple(sorted(set(values)))


def read(  # noqa: PLR0913, PLR0917 (also reads pairs that are no statements, for training)
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
        if token.pos not in _CONTENT or lemma in _light() or not lemma or not any(c.isalnum() for c in lemma):
            continue
        order.append(lemma)
        if token.pos == "VERB":
            verbs.append(lemma)
            if not root or token.dep == "ROOT":
                root = lemma
        if token.pos == "PROPN" and token.ner not in _TIMES:  # "Monday" names nobody
            names.append(lemma)
        if token.dep in _SUBJECTS:
            subjects.append(lemma)
        elif token.dep in _OBJECTS:
            objects.append(lemma)
    heads = _heads(own, text, first)
    agents, patients = _roles(chosen, text)
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
        figures=_figures(chosen, text),
        quantities=tuple(quantities),
        negated=denied if negated is None else negated,
        heads=heads,
        agents=agents,
        patients=patients,
        marks=frozenset(marks & _MARKS),
        words=frozenset(normal(text[t.start : t.end]) for t in chosen if t.pos not in ("PUNCT", "SYM", "SPACE")),
        personal=actor is not None and text[actor.start : actor.end].casefold() in ("i", "we"),
    )


_VAGUE = {"dozens": 12.0, "scores": 20.0, "hundreds": 100.0, "thousands": 1000.0}
TOLLS = frozenset({"kill", "injure", "miss", "evacuate", "arrest", "rescue", "infect"})
"""Kinds of event that a story has one count of at a time."""
_SAYING = frozenset({"say", "tell", "report", "add", "confirm", "announce"})
_CLAUSAL = frozenset({"ROOT", "ccomp", "conj", "relcl", "advcl", "acl", "xcomp"})
_CARRIED = frozenset({"dobj", "obj", "attr", "xcomp", "acomp", "prep", "ccomp", "oprd"})


def _heads(tokens: Sequence[Token], text: str, first: int) -> frozenset[str]:
    """The lemmas that name what the stretch says happened: its highest verb, and what a light one passes on to.

    ``Token.head`` counts within the sentence: a token of the stretch that hangs on none of the others is its top.
    """
    tops = [t for n, t in enumerate(tokens) if t.head == first + n or not first <= t.head < first + len(tokens)]
    verb = next((t for t in tops if t.pos in ("VERB", "AUX") and t.dep not in ("aux", "auxpass")), None)
    if verb is None and not any(t.pos in ("NOUN", "PROPN") and t.dep == "ROOT" for t in tops):
        verb = next((t for t in tokens if t.pos in ("VERB", "AUX") and t.dep in _CLAUSAL), None) or next(
            (t for t in tokens if t.pos == "VERB"), None
        )
    if verb is not None and lemma_of(verb, text) in _SAYING:
        said = next((t for t in tokens if t.dep == "ccomp" and t.pos in ("VERB", "AUX")), None)
        verb = said or verb  # "…, the ministry said": what is said happened
    if verb is None:
        return frozenset(lemma_of(t, text) for t in tops if t.pos == "NOUN")
    heads = [lemma_of(verb, text)]
    if heads[0] in entry_set("measuring_verbs") and (counted := _counted(tokens, text, verb)):
        return counted
    particle = next((t for t in tokens if t.dep == "prt" and 0 <= t.start - verb.end <= 30), None)
    if particle is not None and f"{heads[0]} {lemma_of(particle, text)}" in _classes():
        return frozenset({f"{heads[0]} {lemma_of(particle, text)}"})  # "put off" is not "put"
    place = next(i for i, t in enumerate(tokens) if t is verb)
    light = entry_set("support_verbs")
    while heads[-1] in light or tokens[place].pos == "AUX":
        following = next(
            (
                i
                for i, t in enumerate(tokens)
                if i > place and t.dep in _CARRIED and t.pos in ("NOUN", "VERB", "ADJ") and i - place <= 8
            ),
            None,
        )
        if following is None:
            break
        place = following
        heads.append(lemma_of(tokens[place], text))
        if len(heads) > 3:
            break
    heavy = [head for head in heads if head not in light and head not in _light()]
    return frozenset(heavy or heads)


def _counted(tokens: Sequence[Token], text: str, verb: Token) -> frozenset[str]:
    """What is counted by "the death toll stands at", "the number of people killed has risen to": the event in the
    subject's phrase; empty where the subject is no count."""
    subject: list[str] = []
    for token in tokens:
        if token.start >= verb.start:
            break
        subject.append(lemma_of(token, text))
    if not entry_set("count_nouns") & set(subject[:6]):
        return frozenset()
    return frozenset(lemma for lemma in subject if event_classes([lemma]) & TOLLS)


def _roles(tokens: Sequence[Token], text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Lemmas of who acts (active subject, "by" phrase) and of who is acted upon (object, passive subject)."""
    agents: set[str] = set()
    patients: set[str] = set()
    by = False
    for token in tokens:
        if token.dep == "agent":
            by = True
        elif token.dep == "pobj" and by:
            agents.add(lemma_of(token, text))
            by = False
        elif token.dep == "nsubj":
            agents.add(lemma_of(token, text))
        elif token.dep in ("nsubjpass", "dobj", "obj"):
            patients.add(lemma_of(token, text))
    return frozenset(agents), frozenset(patients)


@cache
def _classes() -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for row in rows("predicates"):
        for lemma in row["lemmas"].split("|"):
            known.setdefault(lemma, set()).add(row["class"])
    return {lemma: frozenset(classes) for lemma, classes in known.items()}


def event_classes(heads: Iterable[str]) -> frozenset[str]:
    """The kinds of event that head lemmas name; empty when the lexicon knows none of them."""
    return frozenset(name for head in heads for name in _classes().get(head, ()))


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
            subject = shared(sentence.tokens, here[0], here[-1] + 1)
            found = Placed(sentence.tokens, here[0], [], [sentence.tokens[n] for n in subject if n < here[0]])
        found.tokens.extend(sentence.tokens[n] for n in here)
    return found


def tokens_of(pile: Pile, statement: Statement) -> list[Token]:
    """The statement's own tokens: those of its span."""
    return placed(pile, statement).tokens


def proposition(pile: Pile, statement: Statement) -> Proposition:
    """The proposition of one statement of the pile."""
    text = pile.document[statement.span.document].text
    found = placed(pile, statement)
    return read(
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
