"""How a statement puts what it says: its verb and who does it, what it tries, supposes, counts and points at.

Read once per statement from its words' parse, for the checks that compare two statements (``conflicts``) and follow a
chain to its end (``origins``).  Left out: what it says in normal forms (``proposition``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from firsthand.comparable.lemmas import lemma_of
from firsthand.comparable.predicates import event_classes
from firsthand.comparable.proposition import Placed
from firsthand.data import SOURCE_ACTS, Attribution, AttributionId, DocumentId, Span, Statement
from firsthand.grammar import Parsed, Token
from firsthand.grammar.verb_forms import CIRCUMSTANCE
from firsthand.lexicon import entry_set, rows

UNDONE = frozenset({"effort", "plan", "consider"})
"""Kinds of event that are tried, planned or thought of, and not done."""
_REFUSES = frozenset({"refuse", "decline", "fail", "unable", "able", "hesitate"})
_SUPPOSING = ("if", "unless")

_OPEN_QUESTION = re.compile(r"if,? or (?:when|how|where|why|who|not)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:(?:un)?clear|(?:un)?known?|knows|knew|(?:un)?certain|(?:un)?sure|ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|see|tell"
    r"|decided?|doubts?|question(?:s|ed)?)\s+$",
    re.IGNORECASE,
)
"""What makes of "if" a question: what follows it, and the words right before it."""

CueStage = Literal["confirmed", "withdrawn"]
"""What the verb that brings a statement in makes of it: confirmed ("admitted that") or withdrawn ("retracted")."""


@dataclass(frozen=True, slots=True)
class Predication:
    """What the checks ask of a statement's grammar.

    ``verb`` is its main verb as printed, ``verbal`` whether it has one; ``act`` the lemma of the verb that it tells as
    done, and ``actor`` its named subject; ``named_subject`` its first named subject as printed;
    ``own_acts`` the attributions of its chain whose cue, inside it, is a public act (order, promise), and
    ``mentioned`` those whose cue stands in a clause of time or about another thing, or is a noun;
    ``cue_stage`` what its innermost cue makes of it; ``modal`` whether a modal verb stands in it; ``narrowing`` the
    words that narrow what is counted; ``quantified`` the nouns under a quantifier with its place on the scale and the
    words; ``condition`` the words of its condition; ``attempts`` what is tried or wanted, each deed with the words;
    ``purposes`` the verbs of a purpose or reason, ``reasons`` the nouns of one ("for reasons of cost"); ``points_at``
    whether it points at another event ("that storm")."""

    verb: str
    verbal: bool
    act: str
    actor: Span | None
    named_subject: str
    own_acts: frozenset[AttributionId]
    mentioned: frozenset[AttributionId]
    cue_stage: CueStage | None
    modal: bool
    narrowing: frozenset[str]
    quantified: tuple[tuple[str, str, str], ...]
    condition: str | None
    attempts: tuple[tuple[str, str], ...]
    purposes: frozenset[str]
    reasons: frozenset[str]
    points_at: bool


def predication(
    parsed: Parsed, statement: Statement, found: Placed, attributions: Mapping[AttributionId, Attribution]
) -> Predication:
    """The predication of a statement whose tokens are ``found``; ``attributions`` are its document's, by id."""
    text, tokens = parsed.text, found.tokens
    main = _main_verbs(found)
    act = next((one for one in main if one.pos == "VERB"), None)
    return Predication(
        verb=_verb(tokens, text, statement.span),
        verbal=any(t.pos in ("VERB", "AUX") for t in tokens),
        act=act.lemma.casefold() if act is not None else "",
        actor=_actor(found, act, statement.span.document) if act is not None else None,
        named_subject=_named_subject(tokens, text),
        own_acts=_own_acts(tokens, statement, attributions),
        mentioned=_mentioned(found, statement, attributions),
        cue_stage=_cue_stage(parsed, statement, attributions),
        modal=any(t.tag == "MD" for t in tokens),
        narrowing=frozenset(text[t.start : t.end] for t in tokens) & entry_set("narrowing_words"),
        quantified=_quantified(tokens, text),
        condition=_condition(found, text, statement.span),
        attempts=_attempts(tokens, text),
        purposes=_purposes(tokens, text),
        reasons=_reasons(tokens, text),
        points_at=_points_at(tokens, text),
    )


def _main_verbs(found: Placed) -> list[Token]:
    """The verbs of the statement's main clause, in text order: what hangs on no other word of it, and what stands
    beside that."""
    sentence, first, last = found.sentence, found.first, found.first + len(found.tokens)
    main: set[int] = set()
    for n in range(first, min(last, len(sentence))):
        token = sentence[n]
        if token.pos == "PUNCT":
            continue
        above = token.head
        if not first <= above < last or above == n or (token.dep == "conj" and above in main):
            main.add(n)
    return [sentence[n] for n in sorted(main) if sentence[n].pos in ("VERB", "AUX")]


def _verb(tokens: Sequence[Token], text: str, span: Span) -> str:
    """The main verb as printed; the first words where there is none."""
    verbs = [t for t in tokens if t.pos == "VERB"]
    root = next((t for t in verbs if t.dep == "ROOT"), verbs[0] if verbs else None)
    return text[root.start : root.end] if root else span.of(text)[:40]


def _actor(found: Placed, act: Token, document: DocumentId) -> Span | None:
    """The named subject of the act, or of the verb that it stands beside."""
    sentence = found.sentence
    at = next((n for n, token in enumerate(sentence) if token is act), None)
    while at is not None:
        for token in sentence:
            if token.head == at and token.dep == "nsubj":
                return Span(document, token.start, token.end) if token.pos == "PROPN" else None
        at = sentence[at].head if sentence[at].dep in ("conj", "xcomp") and sentence[at].head != at else None
    return None


def _named_subject(tokens: Sequence[Token], text: str) -> str:
    """The first named subject's noun phrase, as far as its compound words go."""
    for n, token in enumerate(tokens):
        if token.dep in ("nsubj", "nsubjpass") and token.pos == "PROPN":
            first = n
            while first > 0 and tokens[first - 1].pos == "PROPN":
                first -= 1
            return text[tokens[first].start : token.end]
    return ""


@cache
def _act_cues() -> frozenset[str]:
    """Cue verbs whose subject acts in public rather than reports: to order, to promise, to propose.  Whoever plans,
    considers, aims or wants to has done and said nothing by it."""
    public = {row["lemma"] for row in rows("acts") if row["pos"] == "VERB" and row["act"] in (*SOURCE_ACTS, "doing")}
    cues = (row["lemma"] for row in rows("cues") if row["modality"] in ("ordered", "considered", "planned"))
    return frozenset(public.intersection(cues))


def _own_acts(
    tokens: Sequence[Token], statement: Statement, attributions: Mapping[AttributionId, Attribution]
) -> frozenset[AttributionId]:
    found = set()
    for name in statement.chain:
        one = attributions.get(name)
        for cue in one.cue if one is not None else ():
            inside = (t for t in tokens if cue.start <= t.start and t.end <= cue.end)
            if any(t.lemma.casefold() in _act_cues() for t in inside):
                found.add(name)
    return frozenset(found)


def _mentioned(
    found: Placed, statement: Statement, attributions: Mapping[AttributionId, Attribution]
) -> frozenset[AttributionId]:
    """The attributions that a statement only mentions ("The attacks came a day after the president announced …")."""
    sentence, first, last = found.sentence, found.first, found.first + len(found.tokens)
    told = set()
    for name in statement.chain:
        one = attributions.get(name)
        for cue in one.cue if one is not None else ():
            inside = [n for n in range(first, min(last, len(sentence))) if cue.start <= sentence[n].start < cue.end]
            head = next((n for n in inside if sentence[n].head not in inside or sentence[n].head == n), None)
            if head is not None and _stands_beside(sentence, first, last, head):
                told.add(name)
    return frozenset(told)


def _stands_beside(sentence: Sequence[Token], first: int, last: int, at: int) -> bool:
    """Whether a word stands in a clause of time, or in one about a thing that somebody else does something to."""
    for _ in range(last - first):
        token = sentence[at]
        if not first <= token.head < last or token.head == at:
            return False
        below = [one for n, one in enumerate(sentence) if one.head == at and first <= n < last]
        subject = any(one.dep in ("nsubj", "nsubjpass") for one in below)
        timed = any(one.dep in ("mark", "advmod") and one.lemma.casefold() in CIRCUMSTANCE for one in below)
        above = sentence[token.head]
        timed = timed or (token.dep == "pcomp" and above.lemma.casefold() in CIRCUMSTANCE)
        if subject and timed and token.dep in ("advcl", "pcomp", "acl", "relcl"):
            return True
        if token.dep == "relcl" and any(one.dep == "nsubj" and one.tag not in ("WP", "WDT") for one in below):
            return True
        at = token.head
    return False


@cache
def _stages() -> dict[str, CueStage]:
    return {row["lemma"]: "withdrawn" if row["stage"] == "withdrawn" else "confirmed" for row in rows("stages")}


def _cue_stage(
    parsed: Parsed, statement: Statement, attributions: Mapping[AttributionId, Attribution]
) -> CueStage | None:
    """The stage that the statement's innermost attribution gives it; a verb that somebody did not or could not do
    ("could not confirm") says nothing."""
    last = attributions.get(statement.chain[-1]) if statement.chain else None
    told = set()
    for span in last.cue if last is not None else ():
        for one in parsed.over(span.start, span.end):
            for n, token in enumerate(one.tokens):
                if not span.start <= token.start < span.end:
                    continue
                undone = any(t.head == n and (t.dep == "neg" or t.tag == "MD") for t in one.tokens)
                above = one.tokens[token.head] if 0 <= token.head < len(one.tokens) else token
                lemma = token.lemma.casefold()
                if lemma in _stages() and not undone and above.lemma.casefold() not in _REFUSES:
                    told.add(_stages()[lemma])
    return min(told, default=None)


def _quantified(tokens: Sequence[Token], text: str) -> tuple[tuple[str, str, str], ...]:
    """Lemma of the noun, the place on the scale of quantifiers (Horn 1972), and the words ("some schools")."""
    found: dict[str, tuple[str, str]] = {}
    for n, token in enumerate(tokens):
        place = scale().get(text[token.start : token.end].casefold())
        if place is None:
            continue
        # the noun it counts: right after it, an adjective or "of the" between
        for following in tokens[n + 1 : n + 5]:
            if following.pos == "NOUN":
                found.setdefault(lemma_of(following, text), (place, text[token.start : following.end]))
                break
            if following.pos not in ("ADJ", "DET", "ADP", "PRON", "NUM", "PROPN"):
                break
    return tuple((noun, *what) for noun, what in found.items())


@cache
def scale() -> dict[str, str]:
    """Quantifiers, each with its place on the scale: none, some, most, all."""
    return {row["word"]: row["place"] for row in rows("quantifiers")}


def leaves_open(condition: str) -> bool:
    """Whether the words of a condition ask whether it is so at all ("if or when …")."""
    return _OPEN_QUESTION.match(condition) is not None


def _condition(found: Placed, text: str, span: Span) -> str | None:
    """The words of the first condition: a clause with "if" or "unless" on which another hangs, or that leaves open
    whether at all ("it is not clear if or when …"); no plain question ("asked if …")."""
    sentence = found.sentence
    mark = next((t for t in found.tokens if text[t.start : t.end].casefold() in _SUPPOSING), None)
    if mark is None or mark.dep != "mark" or sentence[mark.head].dep != "advcl":
        return None
    if not leaves_open(text[mark.start : span.end]) and _ASKED.search(text, span.start, mark.start):
        return None
    return " ".join(text[mark.start : span.end].split()[:8]).rstrip(".,;”")


def _attempts(tokens: Sequence[Token], text: str) -> tuple[tuple[str, str], ...]:
    """ "Has sought to use": the lemma of each deed that is tried or wanted, with the words from the trying on."""
    found = []
    for n, token in enumerate(tokens):
        if token.pos != "VERB" or not event_classes([token.lemma.casefold()]) & UNDONE:
            continue
        deed = next((t for t in tokens[n + 1 : n + 4] if t.dep == "xcomp" and t.pos == "VERB"), None)
        if deed is not None and not event_classes([lemma_of(deed, text)]) & UNDONE:
            found.append((lemma_of(deed, text), text[token.start : deed.end]))
    return tuple(found)


def _purposes(tokens: Sequence[Token], text: str) -> frozenset[str]:
    words = [text[t.start : t.end].casefold() for t in tokens]
    return frozenset(
        lemma_of(token, text)
        for n, token in enumerate(tokens)
        if token.dep in ("advcl", "xcomp", "acl", "relcl") and {"to", "because"} & set(words[max(0, n - 3) : n])
    )


def _reasons(tokens: Sequence[Token], text: str) -> frozenset[str]:
    """The nouns of a reason that is given by a noun: "for reasons of cost", "because of the rain"."""
    if not tokens:
        return frozenset()
    begins = [found.end() for found in _FOR_A_REASON.finditer(text, tokens[0].start, tokens[-1].end)]
    nouns = (next((t for t in tokens if t.start >= at and t.pos in ("NOUN", "PROPN")), None) for at in begins)
    return frozenset(lemma_of(noun, text) for noun in nouns if noun is not None)


_FOR_A_REASON = re.compile(
    r"\b(?:(?:for|on) (?:\w+ )?(?:reasons?|grounds|fear|lack|want|sake) of|because of|due to|owing to|on account of) ",
    re.IGNORECASE,
)


def _points_at(tokens: Sequence[Token], text: str) -> bool:
    return any(
        token.dep == "det"
        and text[token.start : token.end].casefold() in ("that", "those")
        and following.pos in ("NOUN", "NUM", "ADJ")
        for token, following in pairwise(tokens)
    )
