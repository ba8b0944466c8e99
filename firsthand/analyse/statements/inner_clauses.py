"""Clauses that stand inside another one and assert something of their own.

A relative clause ("the ferry, which carried 60 people, …"), a participle with what belongs to it ("a rapper charged
with assault"), a clause of time or reason in the middle, an apposition.  Where marks set it off or it is long, its
words are none of the clause around it; else they tell which thing that one means, and are its words too.  Follows the
clause types of ClausIE (Del Corro and Gemulla 2013) over dependency labels.  Left out: conditions and purposes, and
clauses about nobody in particular ("those who …", "any plant that …").
"""

from __future__ import annotations

from firsthand.analyse.statements.clause_boundaries import ASIDE_MARKS, foreseen, measured
from firsthand.grammar import Tree
from firsthand.grammar.subjects import SUBJECTS, surely_whose
from firsthand.grammar.verb_forms import CIRCUMSTANCE, FINITE, VERB_LIKE
from firsthand.lexicon import entry_set

_WHO = frozenset({"who", "which", "whose", "that"})
_LEAST = 3
"""Words of an inner clause, marks and pronoun aside."""
_LONG = 6
"""Words from which an inner clause says more of its own than it tells which thing is meant."""
_SHARE = 0.75
"""Share of the words around it from which an inner clause is the clause itself."""
_ANY = frozenset({"any", "no", "every", "each", "whatever", "whichever"})
_FILLED = frozenset({"dobj", "agent", "prep", "ccomp", "xcomp", "dative", "oprd", "npadvmod"})
_GERUND = frozenset({"after", "before", "while", "by", "when", "since"})
_OWNING = frozenset({"'s", "’s"})
_LACKING = frozenset({"lack", "absence", "shortage", "dearth", "want"})
_SUPPOSING = frozenset({"if", "unless", "whether"})


def inner_clauses(seen: Tree, first: int, last: int) -> list[tuple[int, int, bool]]:
    """The clauses inside tokens ``first`` to ``last`` (exclusive), in text order: their own first and last token
    (exclusive), and whether their words are set off."""
    found: list[tuple[int, int, bool]] = []
    size = _said(seen, first, last)
    for index in range(first, last):
        bounds = (
            _relative(seen, index)
            or _participial(seen, index)
            or _gerund(seen, index)
            or _circumstance(seen, index)
            or _apposition(seen, index)
        )
        if bounds is None:
            continue
        begin, end = bounds
        if begin <= first or end > last or _supposed(seen, index, first) or _of_nothing(seen, index):
            continue
        while end > begin and seen.tokens[end - 1].pos == "PUNCT" and seen.words[end - 1] not in ("”", '"', ")"):
            end -= 1
        if end < len(seen.tokens) and seen.words[end] in _OWNING and seen.tokens[end].start == seen.tokens[end - 1].end:
            continue  # an owner, and no end of a clause
        said = _said(seen, begin, end)
        least = _LEAST + (seen.tokens[index].dep == "acl")
        if said < least or said > _SHARE * size:
            continue
        apart = seen.words[begin - 1] in ASIDE_MARKS and (end >= last or seen.tokens[end].pos == "PUNCT")
        apart = apart or said >= _LONG
        if not any(a < end and begin < b and not (a <= begin and end <= b) for a, b, _ in found):
            found.append((begin, end, apart))
    return found


def _said(seen: Tree, first: int, last: int) -> int:
    return sum(token.pos not in ("PUNCT", "SYM", "CCONJ") for token in seen.tokens[first:last])


def _relative(seen: Tree, index: int) -> tuple[int, int] | None:
    """A relative clause about a certain thing, its pronoun the subject or an owner."""
    token, begin = seen.tokens[index], seen.left[index]
    if token.dep != "relcl" or token.pos not in VERB_LIKE or seen.words[begin].lower() not in _WHO:
        return None
    if seen.tokens[begin].dep not in SUBJECTS | {"poss"} or _of_anybody(seen, token.head):
        return None
    if token.tag == "VBP" and seen.words[begin - 1] not in ASIDE_MARKS and _bare(seen, token.head):
        return None  # "to punish firms that sell to them"
    finite = token.tag in FINITE or any(seen.tokens[n].tag in FINITE for n in seen.children[index])
    return (begin, seen.right[index] + 1) if finite else None


def _participial(seen: Tree, index: int) -> tuple[int, int] | None:
    """A participle right after its noun, with an object, an agent or a phrase of its own."""
    token = seen.tokens[index]
    if token.dep != "acl" or token.tag not in ("VBN", "VBG") or token.pos != "VERB" or seen.left[index] != index:
        return None
    if _of_anybody(seen, token.head) or token.head >= index:
        return None
    if any(seen.tokens[n].tag in FINITE for n in range(token.head, index)):
        return None  # "Police said two men working there choked": not theirs
    below = {seen.tokens[n].dep for n in seen.children[index]}
    done = token.tag == "VBN" and token.lemma.lower() not in entry_set("placing_participles")
    told = below & (_FILLED if done else {"dobj"})  # "people carrying signs", and not "information leading to"
    return (index, seen.right[index] + 1) if told else None


def _gerund(seen: Tree, index: int) -> tuple[int, int] | None:
    """What one did meanwhile, before or so that it came about ("after killing 100 men", "causing damage to houses")."""
    token, begin = seen.tokens[index], seen.left[index]
    if token.tag != "VBG" or token.pos != "VERB" or begin != index:
        return None
    if not any(seen.tokens[n].dep in ("dobj", "ccomp", "xcomp") for n in seen.children[index]):
        return None
    above = seen.tokens[token.head]
    if token.dep == "pcomp" and above.lemma.lower() in _GERUND and token.head == index - 1:
        return begin, seen.right[index] + 1
    if token.dep == "advcl" and token.head < index and above.pos in VERB_LIKE and surely_whose(seen.tokens, index):
        return begin, seen.right[index] + 1
    return None


def _apposition(seen: Tree, index: int) -> tuple[int, int] | None:
    """What a long noun phrase beside another says that it is ("Bitcoin, the largest of the world's cryptocurrencies");
    a short one names an office."""
    token, begin = seen.tokens[index], seen.left[index]
    if token.dep != "appos" or token.pos != "NOUN" or begin <= token.head or seen.words[begin - 1] not in ASIDE_MARKS:
        return None
    told = any(seen.tokens[n].dep in ("det", "poss") for n in seen.children[index])
    return (begin, seen.right[index] + 1) if told and _said(seen, begin, seen.right[index] + 1) >= _LONG else None


def _circumstance(seen: Tree, index: int) -> tuple[int, int] | None:
    """A clause of time or reason with a subject and a past tense."""
    token, begin = seen.tokens[index], seen.left[index]
    if token.dep not in ("advcl", "acl", "relcl", "pcomp") or token.pos not in VERB_LIKE:
        return None
    if token.dep != "pcomp" and measured(seen, index):
        return None
    below = [seen.tokens[n] for n in seen.children[index]]
    marked = any(t.dep in ("mark", "advmod") and t.lemma.lower() in CIRCUMSTANCE for t in below)
    above = seen.tokens[token.head]
    marked = marked or (token.dep == "pcomp" and above.lemma.lower() in CIRCUMSTANCE and token.head == begin - 1)
    past = (token.tag == "VBD" or any(t.tag == "VBD" for t in below)) and not foreseen(seen, index)
    return (begin, seen.right[index] + 1) if marked and past and any(t.dep in SUBJECTS for t in below) else None


def _of_anybody(seen: Tree, noun: int) -> bool:
    """Whether the noun means nobody and nothing in particular."""
    token = seen.tokens[noun]
    if token.pos == "PRON" or (token.lemma.lower() in entry_set("anybody") and not token.ner):
        return True
    return any(seen.tokens[n].lemma.lower() in _ANY and seen.tokens[n].dep == "det" for n in seen.children[noun])


def _of_nothing(seen: Tree, index: int) -> bool:
    """Whether a clause tells which thing is meant that is said not to be: what a denied verb says that something is or
    makes ("these are not methods that work"), what is lacking or done without."""
    tokens, noun = seen.tokens, seen.tokens[index].head
    if tokens[index].dep not in ("relcl", "acl") or tokens[noun].pos not in ("NOUN", "PROPN"):
        return False
    if seen.words[seen.left[index] - 1] in ASIDE_MARKS:
        return False
    certain = any(
        tokens[n].dep == "poss" or (tokens[n].dep == "det" and tokens[n].lemma.lower() not in ("a", "an", "any", "no"))
        for n in seen.children[noun]
    )
    above = tokens[noun].head
    if tokens[noun].dep == "pobj":
        lacking = tokens[tokens[above].head].lemma.lower() in _LACKING or seen.lower(above) == "without"
        return lacking and not certain
    denied = seen.child(above, "neg") is not None
    return denied and (tokens[noun].dep == "attr" or (tokens[noun].dep == "dobj" and not certain))


def _bare(seen: Tree, noun: int) -> bool:
    """Whether a noun is a plural of a kind: neither an article, a number nor an owner says which ones are meant."""
    below = {seen.tokens[n].dep for n in seen.children[noun]}
    return seen.tokens[noun].tag == "NNS" and not below & {"det", "poss", "nummod"}


def _supposed(seen: Tree, index: int, first: int) -> bool:
    """Whether the clause stands under a condition or an open question."""
    for at in (index, *seen.ancestors(index)):
        if at < first:
            return False
        if any(seen.words[n].lower() in _SUPPOSING and seen.tokens[n].dep == "mark" for n in seen.children[at]):
            return True
    return False
