"""Where one assertion of a sentence ends and the next begins: the cuts of a run of words.

Follows the dependency tree (ClearNLP labels, as spaCy gives them): coordinated clauses with a subject of their own,
further predicates of one subject ("seized the bank and took two hostages"), concessive clauses ("while …"), trailing
relative clauses and "with" clauses are cut off, where that leaves no hole.  Left out: trailing participles ("…, killing
12 people"), which tell what the clause before them did.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from firsthand.grammar import Token, Tree
from firsthand.grammar.subjects import SUBJECTS, of_nobody, surely_whose
from firsthand.grammar.verb_forms import AUXILIARIES, CIRCUMSTANCE, FINITE, VERB_LIKE

ASIDE_MARKS = frozenset({",", "—", "–", "-", "--", "("})
_CONCESSIVE = frozenset({"while", "although", "though", "whereas"})
_TIMED = frozenset({"when", "once", "until", "before", "after"})
"""Those after which a plain present is what is still to come, where the clause before speaks of the future."""
_AWAITED = frozenset({"until", "once", "before"})
_WHO = frozenset({"who", "which", "whose", "whom", "whoever"})
_LEANING = 4
"""Words that a coordinate clause with a pronoun for its subject must have to stand alone."""
_PREDICATE = 3
"""Words that a further predicate of one subject must have, its verb included."""


def finite(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a finite verb is among the tokens ``first`` to ``last`` (exclusive)."""
    return any(token.tag in FINITE for token in tokens[first:last])


def split(seen: Tree, first: int, last: int) -> list[tuple[int, int]]:
    """The clauses of a run: cut where one begins or ends at the run's edge, so that none has a hole."""
    end = last
    while end > first and seen.tokens[end - 1].pos == "PUNCT":
        end -= 1
    cuts = {first, last}
    starts = [index for index in range(first, last) if _starts_clause(seen, index, first, last)]
    for index in sorted(starts, key=lambda one: -seen.left[one]):
        dep = seen.tokens[index].dep
        begin, stop = max(seen.left[index], first), min(seen.right[index] + 1, last)
        if begin > first and (stop >= end or dep in ("conj", "ccomp", "parataxis")):
            cuts.add(begin)
            if stop >= end:
                end = _before_marks(seen, begin, first)
        elif begin <= first + 1 and stop < last and dep == "advcl":
            cuts.add(stop)
    trailing = {cut for index in range(first, last) if (cut := _trailing(seen, index, first, end))}
    cuts |= trailing
    cuts |= {cut for index in range(first, last) if (cut := _two_counts(seen, index, first))}
    further = {cut for index in range(first, last) if (cut := _further(seen, index, first, last))} | trailing
    cuts |= further
    cuts |= {index + 1 for index in range(first + 1, last - 1) if seen.words[index] == ";"}
    pieces = _joined(seen, sorted(cuts), further)
    if len(pieces) == 1:
        return pieces
    return [part for begin, stop in pieces for part in split(seen, begin, stop)]


def _joined(seen: Tree, cuts: Sequence[int], further: set[int]) -> list[tuple[int, int]]:
    """The pieces between the cuts; one that cannot stand alone goes with the one before it."""
    pieces: list[tuple[int, int]] = []
    for begin, stop in pairwise(cuts):
        alone = begin in further or _whole(seen, begin, stop)
        if pieces and not (alone and (pieces[-1][0] in further or _whole(seen, *pieces[-1]))):
            pieces[-1] = (pieces[-1][0], stop)
        else:
            pieces.append((begin, stop))
    return pieces


def _before_marks(seen: Tree, index: int, first: int) -> int:
    """The end of the words before ``index``, without the marks and joining words there."""
    while index > first and (seen.tokens[index - 1].pos in ("PUNCT", "CCONJ")):
        index -= 1
    return index


def _trailing(seen: Tree, index: int, first: int, end: int) -> int:
    """Where a participle begins that follows its clause after a comma and has an object or more ("…, killing 12
    people"); else 0."""
    token, begin = seen.tokens[index], seen.left[index]
    if token.pos != "VERB" or token.tag not in ("VBG", "VBN") or token.dep not in ("advcl", "acl"):
        return 0
    if not first < token.head < begin - 1 or seen.words[begin - 1] not in ASIDE_MARKS or begin != index:
        return 0
    if seen.right[index] + 1 < end or any(seen.tokens[n].dep in SUBJECTS for n in seen.children[index]):
        return 0
    if token.dep == "advcl" and not surely_whose(seen.tokens, index):
        return 0
    if any(seen.tokens[n].tag in FINITE for n in range(first, begin)) and _said(seen.tokens[index:end]) >= _PREDICATE:
        return begin
    return 0


def _whole(seen: Tree, first: int, last: int) -> bool:
    """Whether a piece can stand as a clause: three words, and a finite verb or the "with" of a with clause."""
    tokens = seen.tokens
    if sum(token.pos != "PUNCT" for token in tokens[first:last]) < 3:
        return False
    opening = tokens[first : min(first + 2, last)]
    if any(tokens[n].tag in FINITE and not _dependent(seen, n, first) for n in range(first, last)):
        return True
    return any(token.lemma == "with" and token.dep == "prep" for token in opening)


def _dependent(seen: Tree, index: int, first: int) -> bool:
    """Whether a finite verb belongs to a subordinate clause that begins later in the piece that starts at ``first``."""
    at = seen.tokens[index].head if seen.tokens[index].dep in AUXILIARIES else index
    return seen.tokens[at].dep in ("advcl", "acl", "relcl") and seen.left[at] > first + 1


def _starts_clause(seen: Tree, index: int, first: int, last: int) -> bool:
    tokens, token = seen.tokens, seen.tokens[index]
    if token.dep == "prep" and token.lemma == "with" and index > first and tokens[index - 1].pos == "PUNCT":
        return any(
            (other.dep == "acl" and tokens[other.head].head == index) or (other.dep == "pcomp" and other.head == index)
            for other in tokens[index:last]
        )
    if token.pos not in VERB_LIKE:
        return False
    children = [tokens[n] for n in seen.children[index] if first <= n < last]
    if token.tag not in FINITE and not any(child.tag in FINITE for child in children):
        return False
    own_subject = any(child.dep in SUBJECTS for child in children)
    begin = seen.left[index]
    before = seen.words[begin - 1] if begin > first + 1 else ""
    if token.dep == "conj":
        if not own_subject or tokens[token.head].pos not in VERB_LIKE or _subordinate(seen, token.head, first):
            return False
        leaning = any(child.pos == "PRON" and child.dep in SUBJECTS for child in children)
        asked = "?" in seen.words[begin : min(seen.right[index] + 3, len(tokens))]
        if any(t.dep == "cc" and t.lemma.lower() == "or" and t.head == token.head for t in tokens[token.head : begin]):
            return False  # "either … or …" states neither
        # "…, and they will get one" says nothing alone
        return not leaning or asked or seen.right[index] - begin >= _LEANING
    if token.dep == "advcl":
        marks = {child.lemma.lower() for child in children if child.dep in ("mark", "advmod")}
        if own_subject and marks & _CONCESSIVE:
            return True
        joined = own_subject and bool(marks & CIRCUMSTANCE) and not measured(seen, index) and not foreseen(seen, index)
        return joined and not _to_come(seen, index, marks, first, last)
    if token.dep == "relcl":  # "when the town was asleep", "which he left" and "which is why" say nothing alone
        return (
            before in ASIDE_MARKS - {"("}
            and seen.words[begin].lower() in _WHO
            and tokens[begin].dep in SUBJECTS | {"poss"}
            and "why" not in (seen.words[n].lower() for n in range(begin, min(begin + 3, last)))
        )
    if token.dep in ("ccomp", "parataxis"):
        return own_subject and (before == ";" or (token.dep == "ccomp" and _comma_splice(tokens, index)))
    return False


def measured(seen: Tree, index: int) -> bool:
    """Whether a clause of time only says how long before or after it another thing happened ("weeks after he took
    office"): it dates that one."""
    return seen.words[seen.left[index]].lower() not in CIRCUMSTANCE


def foreseen(seen: Tree, index: int) -> bool:
    """Whether a clause of time tells in the past tense what was only to come ("a pledge to stay until all were
    rescued", "would wait until he was asked"), or never was ("before he could speak")."""
    tokens = seen.tokens
    marks = {tokens[n].lemma.lower() for n in seen.children[index] if tokens[n].dep in ("mark", "advmod")}
    if not marks & _AWAITED:
        return False
    if any(tokens[n].tag == "MD" or seen.lower(n) == "ever" for n in seen.children[index]):
        return True
    above = tokens[index].head
    helped = any(tokens[n].tag in ("TO", "MD") for n in seen.children[above] if tokens[n].dep in AUXILIARIES)
    return helped and "before" not in marks


def _to_come(seen: Tree, index: int, marks: set[str], first: int, last: int) -> bool:
    """Whether a clause of time tells what is only foreseen ("will pay when the court rules") or is general."""
    tokens = seen.tokens
    mine = {tokens[n].tag for n in (index, *seen.children[index]) if first <= n < last}
    if "VBD" in mine or not marks & _TIMED:
        return False
    head = tokens[index].head
    modal = any(tokens[n].tag in ("MD", "TO") for n in seen.children[head]) or tokens[head].tag == "VB"
    return modal or not mine & {"VBD", "VBZ", "VBP"} or tokens[head].tag != "VBD"


def _two_counts(seen: Tree, index: int, first: int) -> int:
    """Where the second clause of "the toll stands at nine and 4,000 people fled" begins, whose subject the parser took
    into the first one's object; else 0."""
    tokens = seen.tokens
    noun = index - 1
    if tokens[index].dep != "conj" or tokens[index].tag not in FINITE or noun <= first or tokens[noun].pos != "NOUN":
        return 0
    if tokens[noun].dep not in ("pobj", "dobj") or seen.child(index, *SUBJECTS) is not None:
        return 0
    for at in range(seen.left[noun] + 1, noun):
        if seen.words[at] == "and" and tokens[at - 1].pos == "NUM" and at - 1 > first + 1:
            return at if any(t.pos == "NUM" for t in tokens[at + 1 : noun]) else 0
    return 0


def _further(seen: Tree, index: int, first: int, last: int) -> int:
    """Where a further predicate of one subject begins that says as much as the one before it ("… seized the bank and
    took two hostages"; "was shot in the leg and taken to hospital"); else 0."""
    tokens, token = seen.tokens, seen.tokens[index]
    head, begin = token.head, seen.left[index]
    if token.dep != "conj" or token.pos not in VERB_LIKE or not first <= head < begin:
        return 0
    if tokens[head].pos not in VERB_LIKE or _subordinate(seen, _joined_to(tokens, head), first):
        return 0
    mine = [tokens[n] for n in seen.children[index] if begin <= n < last]
    if any(t.dep in SUBJECTS for t in mine) or of_nobody(tokens, index):
        return 0
    helped = any(t.tag in FINITE and t.dep in AUXILIARIES for t in mine)
    if token.tag == "VBP" != tokens[head].tag and not helped and token.pos == "VERB":
        return 0  # "pledged to hire men, train them and create a team": an infinitive read as a verb of its own
    if token.tag not in FINITE and not helped:
        theirs = [tokens[n] for n in seen.children[head] if first <= n < head]
        passive = any(t.dep in AUXILIARIES and t.lemma in ("be", "have") for t in theirs)
        plain = not any(t.tag == "MD" or t.dep == "neg" for t in theirs)
        if not (token.tag == "VBN" == tokens[head].tag and passive and plain):
            return 0
    if seen.words[begin - 1].lower() not in ("and", "but", "yet") or seen.words[begin] == ")":
        return 0  # "or" states neither, and without a joining word the parser is seldom right
    if any(tokens[n].tag in FINITE and not _helps(tokens, n, head) for n in range(head + 1, begin)):
        return 0  # it may as well go on with the clause between ("came after she left him and married another")
    end = min(seen.right[index] + 1, last)
    before, after = _said(tokens[head + 1 : begin]), _said(tokens[index:end])
    counted = any(t.pos == "NUM" for t in tokens[index:end])
    return begin if before >= 1 and after >= _PREDICATE - counted else 0


def _helps(tokens: Sequence[Token], index: int, verb: int) -> bool:
    return tokens[index].dep in AUXILIARIES and tokens[index].head == verb


def _said(tokens: Sequence[Token]) -> int:
    """How many words say something: neither marks nor "and"."""
    return sum(token.pos not in ("PUNCT", "CCONJ", "SYM") for token in tokens)


def _joined_to(tokens: Sequence[Token], index: int) -> int:
    """The first verb of a row of coordinated ones."""
    for _ in range(len(tokens)):
        if tokens[index].dep != "conj":
            break
        index = tokens[index].head
    return index


def _comma_splice(tokens: Sequence[Token], index: int) -> bool:
    """A clause that the parser hung on a later main clause without a verb of saying ("A did X, and B did Y")."""
    head = tokens[index].head
    return any(tokens[n].dep == "cc" and tokens[n].head == head for n in range(index + 1, head))


def _subordinate(seen: Tree, index: int, first: int) -> bool:
    """Whether a verb stands inside a clause that depends on a condition or a time ("if A did and B did"), and is not
    the whole of the words that begin at ``first``."""
    token = seen.tokens[index]
    if token.dep not in ("advcl", "relcl", "acl") or token.head == index:
        return False
    return (
        token.dep != "advcl" or seen.left[index] > first + 1 or seen.words[seen.left[index]].lower() not in CIRCUMSTANCE
    )
