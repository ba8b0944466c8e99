"""How a clause is meant: asserted, considered, ordered, possible, denied …, and whether its predicate is negated.

Follows the tradition of factuality annotation (FactBank, Saurí and Pustejovsky 2009), coarser: one value of
``data.Modality`` and one polarity.  Words are in ``lexicon/modality.csv``; only the clause's own predicate counts, not
the verbs of its relative clauses.  Modality, first that fits: possible where the clause leaves its matter open ("it is
unclear whether"), denied, not_ruled_out, alleged, ordered, considered, planned, conditional, possible, evaluated (own
voice only), reported (whenever a chain is there), asserted.  So "a source said that he is considering it" is
considered, and its chain says that it is reported.  Left out: degrees, sarcasm, and whose judgement a quoted one is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from firsthand import lexicon
from firsthand.analyse.statements.clauses import RAISING, Clause, positions
from firsthand.data import Attribution, Modality
from firsthand.grammar import Token, Tree
from firsthand.grammar.verb_forms import VERB_LIKE
from firsthand.names import folded

_ORDER: tuple[Modality, ...] = (
    "denied", "not_ruled_out", "alleged", "ordered", "considered", "planned", "conditional", "possible",
)  # fmt: skip
_OPEN = ("not clear", "unclear", "not known", "remains to be seen", "not certain", "uncertain", "no word on")
_NOT_ONLY = frozenset({"only", "just", "merely", "simply", "least"})
_NEGATIVE = ("under no circumstances", "by no means", "in no way", "no longer", "at no point", "far from")
_TURNED_DOWN = frozenset({"dismiss", "reject"})
"""Verbs that deny claims, and decide on everything else."""
_LIGHT = frozenset({"sign", "issue", "give", "approve", "make"})
_MODALS: dict[str, Modality] = {
    "may": "possible", "might": "possible", "could": "possible", "would": "conditional", "'d": "conditional",
    "will": "planned", "shall": "planned", "'ll": "planned", "wo": "planned",
}  # fmt: skip


def clause_modality(seen: Tree, clause: Clause, *, attributed: bool) -> Modality:
    """How a clause is told, by its words and those of its cue; ``attributed``: it has a source."""
    marks = _marks(seen, clause)
    if clause.attribution is not None:
        marks |= _cue_marks(seen, clause.attribution)
    if "open" in marks:
        return "possible"
    for one in _ORDER:
        if one in marks:
            return one
    if attributed:
        return "reported"
    return "evaluated" if "evaluated" in marks else "asserted"


def headline_modality(seen: Tree, clause: Clause, *, attributed: bool) -> Modality:
    """As ``clause_modality``, and by the bare form of the words, because parsers read headlines badly."""
    told = clause_modality(seen, clause, attributed=attributed)
    if told not in ("asserted", "reported"):
        return told
    for word in seen.words:
        for form in _bare_forms(folded(word)):
            if form in _listed("VERB"):
                return _listed("VERB")[form]
    return told


def negated(seen: Tree, clause: Clause) -> bool:
    """Whether the clause's own predicate is denied, inside or outside the quotation marks."""
    tokens, words = seen.tokens, [folded(word) for word in seen.words]
    inside = range(clause.first, clause.last)
    roots = {n for n in inside if (tokens[n].head not in inside or tokens[n].head == n) and tokens[n].pos != "PUNCT"}
    roots |= {n for n in inside if tokens[n].dep in ("acomp", "attr", "xcomp") and tokens[n].head in roots}
    count = sum(_denies(tokens, words, index, roots) for index in inside)
    if clause.attribution is not None:
        for index in positions(tokens, clause.attribution.cue):
            if index not in inside and tokens[index].lemma in RAISING:
                count += seen.child(index, "neg") is not None
    return count % 2 == 1 or (count == 0 and _phrased(tokens, words, inside, roots))


def _phrased(tokens: Sequence[Token], words: Sequence[str], inside: range, roots: set[int]) -> bool:
    """Whether a phrase such as "no longer" negates one of the clause's heads, and not a clause further down."""
    for phrase in _NEGATIVE:
        parts = phrase.split()
        for n in inside:
            place = range(n, n + len(parts))
            if list(words[n : n + len(parts)]) != parts:
                continue
            if phrase != "no longer" or any(i in roots or tokens[i].head in roots for i in place):
                return True
    return False


def _denies(tokens: Sequence[Token], words: Sequence[str], index: int, roots: set[int]) -> bool:
    """Whether the word negates one of the clause's heads."""
    token, head, word = tokens[index], tokens[index].head, words[index]
    if token.dep == "neg" or word in ("not", "n't", "never"):
        following = words[index + 1] if index + 1 < len(words) else ""
        return head in roots and following not in _NOT_ONLY and not _unsure(tokens, words, head)
    if word in ("nothing", "nobody", "none", "neither"):
        return token.dep in ("nsubj", "nsubjpass", "dobj", "attr") and head in roots
    if word == "no":
        noun = tokens[head]
        if noun.dep == "pobj" and tokens[noun.head].dep == "prep":
            return tokens[noun.head].head in roots
        return noun.dep in ("nsubj", "nsubjpass", "dobj", "attr") and noun.head in roots
    if index not in roots or token.lemma not in ("refuse", "decline", "fail"):
        return False
    # "failed to answer" and "declined comment" negate; "the gate failed" and "shares declined 5%" do not
    carried = ("xcomp",) if token.lemma == "fail" else ("xcomp", "dobj")
    return any(
        other.head == index and other.dep in carried and not (other.dep == "dobj" and other.ner)
        for n, other in enumerate(tokens)
        if n != index
    )


def _unsure(tokens: Sequence[Token], words: Sequence[str], head: int) -> bool:
    """ "It is not clear whether …" leaves the matter open and denies nothing."""
    return words[head] in ("known", "clear") or any(
        token.head == head and token.dep == "acomp" and words[n] in ("clear", "certain", "sure", "known")
        for n, token in enumerate(tokens)
    )


# -------------------------------------------------------------------------------------------------- marks


def _marks(seen: Tree, clause: Clause) -> set[str]:
    """What the words of a clause say of its modality."""
    tokens, inside = seen.tokens, range(clause.first, clause.last)
    phrase = " ".join(folded(seen.words[n]) for n in inside)
    if any(one in phrase for one in _OPEN):
        return {"open"}
    governing = _governing(tokens, inside)
    marks = {mark for n in inside if (mark := _mark(seen, n, governing))}
    lemmas = {folded(tokens[n].lemma) for n in inside}
    excluded = "exclude" in lemmas or ("rule" in lemmas and any(tokens[n].dep == "prt" for n in inside))
    if excluded and lemmas & {"not", "n't", "never", "refuse", "decline"}:
        marks.add("not_ruled_out")
    if any(lemma in lexicon.entry_set("judgements") for lemma in _predicates(tokens, governing)):
        marks.add("evaluated")
    return marks


def _mark(seen: Tree, index: int, governing: set[int]) -> str:
    tokens = seen.tokens
    token, lemma = tokens[index], tokens[index].lemma.lower()
    if token.pos == "ADV" and lemma in _listed("ADV"):
        return _listed("ADV")[lemma]
    if lemma in ("accuse", "allege") and token.pos == "VERB":
        return "alleged"
    if index not in governing:
        return ""
    if token.tag == "MD":
        return "" if _named_may(seen, index) else _MODALS.get(folded(lemma), "")
    if token.pos in VERB_LIKE and token.dep != "amod":
        return "" if lemma in _TURNED_DOWN and not _of_claims(seen, index) else _listed("VERB").get(lemma, "")
    if token.pos in ("ADJ", "NOUN") and token.dep in ("acomp", "attr"):
        return _listed("ADJ").get(lemma, "")
    if token.pos == "NOUN" and token.dep == "dobj" and tokens[token.head].lemma in _LIGHT:
        return _listed("NOUN").get(lemma, "")
    return ""


def _named_may(seen: Tree, index: int) -> bool:
    """Whether a "May" is the month or a name: a helping verb is printed small, except in a headline."""
    capitals = sum(word[:1].isupper() for word in seen.words)
    return seen.words[index] == "May" and 2 * capitals <= len(seen.words)


def _of_claims(seen: Tree, index: int) -> bool:
    """Whether what is turned down is a claim ("dismissed the report", "rejected it as baseless"); to turn down a case,
    an offer or a man is a deed."""
    for n in seen.children[index]:
        token = seen.tokens[n]
        if token.dep in ("dobj", "nsubjpass") and token.lemma.lower() in lexicon.entry_set("claim_nouns"):
            return True
        if token.dep in ("ccomp", "xcomp") or (token.dep == "prep" and folded(seen.words[n]) == "as"):
            return True
    return False


def _governing(tokens: Sequence[Token], inside: Sequence[int]) -> set[int]:
    """The clause's head words, those joined to them, and their helpers."""
    chosen = set(inside)
    heads = {n for n in inside if tokens[n].head not in chosen or tokens[n].head == n}
    heads = {n for n in heads if tokens[n].pos in ("VERB", "AUX", "NOUN", "ADJ", "PROPN")}
    for _ in range(3):
        heads |= {n for n in inside if tokens[n].head in heads and tokens[n].dep in ("conj", "acomp", "attr")}
    helpers = {"aux", "auxpass", "dobj", "advmod", "neg"}
    return heads | {n for n in inside if tokens[n].head in heads and tokens[n].dep in helpers}


def _predicates(tokens: Sequence[Token], governing: set[int]) -> list[str]:
    """Lemmas of the governing nouns and adjectives, and of the adjectives on their objects."""
    found = [tokens[n].lemma.lower() for n in sorted(governing) if tokens[n].pos in ("ADJ", "NOUN")]
    found += [
        token.lemma.lower()
        for token in tokens
        if token.dep == "amod" and token.head in governing and tokens[token.head].dep in ("dobj", "attr")
    ]
    return found


def _cue_marks(seen: Tree, attribution: Attribution) -> set[str]:
    """What the cue says: only denial and allegation pass to the content ("denied that …", "alleges that …")."""
    inside = positions(seen.tokens, attribution.cue)
    lemmas = [seen.tokens[n].lemma.lower() for n in inside]
    judged = [n for n in inside if seen.tokens[n].lemma.lower() not in _TURNED_DOWN or _of_claims(seen, n)]
    told = {_listed("VERB").get(seen.tokens[n].lemma.lower(), "") for n in judged} & {"denied", "alleged"}
    if "push back" in " ".join(lemmas) or "denial" in lemmas:
        told.add("denied")
    return set(told)


def _bare_forms(word: str) -> list[str]:
    """A word and what it may be a form of ("orders", "considering", "planned")."""
    forms = [word]
    for ending in ("s", "es", "d", "ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            stem = word.removesuffix(ending)
            forms += [stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem]
    return forms


@cache
def _listed(pos: str) -> dict[str, Modality]:
    return {row["lemma"]: row["modality"] for row in lexicon.rows("modality") if row["pos"] == pos}  # type: ignore[misc]
