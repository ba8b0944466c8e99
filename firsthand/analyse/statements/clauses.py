"""The clauses of a sentence, each with the attribution that holds it: where one assertion ends and the next begins.

Follows the dependency tree (Universal Dependencies' clausal relations as spaCy labels them): coordinated clauses with a
subject of their own, concessive clauses ("while …"), trailing relative clauses and "with" clauses are cut off, where
that leaves no hole.  An attribution's content is cut from its frame: the frame is no statement, unless it asserts
something beside the reporting ("declared it a threat, alleging that …", "Smith, who resigned in May, said …").
Left out: assertions inside noun phrases, questions, commands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from firsthand.analyse.statements.clause_boundaries import ASIDE_MARKS, finite, split
from firsthand.analyse.statements.inner_clauses import inner_clauses
from firsthand.data import Attribution, AttributionId, Span
from firsthand.grammar import Token, Tree
from firsthand.grammar.subjects import SUBJECTS, shared_subject
from firsthand.grammar.verb_forms import AUXILIARIES, CIRCUMSTANCE, FINITE, VERB_LIKE

_JOINING = frozenset({",", ";", ":", "-", "–", "—", "--", "…", "...", "and", "but", "or", "that", "while", "although",
                      "though", "whereas", "yet", "so", "nor", "because"})  # fmt: skip
_TRAILING = frozenset({",", ";", ":", "-", "–", "—", "--", "and", "but", "nor", "or", "(", "["})
_QUOTES = frozenset({'"', "“", "”", "''", "``"})
_HANGING = frozenset({"advcl", "acl", "conj", "pcomp"})
_QUESTIONING = frozenset({"whether", "when", "why", "how", "where", "what"})
_INSIDE_NOUNS = frozenset({"relcl", "acl", "advcl", "appos", "pcomp"})
_SAYING = frozenset({"say", "tell", "add", "write", "tweet", "ask", "note", "explain", "state", "reply", "conclude"})
_THINGS = frozenset({"NOUN", "PROPN", "NUM"})
RAISING = frozenset({"believe", "think", "view", "see", "expect", "consider", "regard", "feel", "want"})
"""Verbs that, denied, deny what they say."""
_SUPPOSED = frozenset({"would", "could", "might", "should"})
_LATER = frozenset({"later", "eventually", "soon", "subsequently"})
Held = tuple[Attribution, list[int]]
"""An attribution and the tokens of its content in one sentence."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens ``first`` to ``last`` (exclusive) of a sentence, as attributed by ``attribution`` (None: own voice);
    ``holes`` are tokens of other clauses, set off in its middle."""

    first: int
    last: int
    attribution: Attribution | None
    holes: tuple[tuple[int, int], ...] = ()


def clauses(seen: Tree, attributions: Sequence[Attribution], depth: dict[AttributionId, int]) -> list[Clause]:
    """The clauses that assert something, in text order; ``depth`` is how deep each attribution is nested."""
    found = [(one, inside) for one in attributions if (inside := positions(seen.tokens, one.content))]
    if not found and _only_names(seen, attributions):
        return []
    held = _clipped([item for item in found if not _not_told(seen, item[0])])
    clausal = [item for item in held if _is_clause(seen.tokens, item[1])]
    while True:
        nominal = [item for item in held if item not in clausal]
        made = _assigned(seen, clausal, nominal, depth)
        # A content that gave no statement of its own (its words are another's frame) is read with its cue's clause.
        silent = [item for item in clausal if not any(_meets(item[1], one) for one in made)]
        if not silent:
            return made
        clausal.remove(max(silent, key=lambda item: (depth[item[0].id], -len(item[1]), item[0].id)))


def _only_names(seen: Tree, attributions: Sequence[Attribution]) -> bool:
    """Whether the sentence only says who said what stands beside it ("Mr. Hammond said on Monday.")."""
    cues = {index for one in attributions for index in positions(seen.tokens, one.cue)}
    verbs = [n for n, token in enumerate(seen.tokens) if token.pos == "VERB"]
    return bool(verbs) and set(verbs) <= cues and all(seen.tokens[n].lemma in _SAYING for n in verbs)


def headline_clauses(seen: Tree, attributions: Sequence[Attribution], depth: dict[AttributionId, int]) -> list[Clause]:
    """A title is one statement where it has a verb, or words enough to hide one from the parser."""
    size = len(seen.tokens)
    if size < 6 and not any(token.pos in VERB_LIKE for token in seen.tokens):
        return []
    covering = [one for one in attributions if 2 * len(positions(seen.tokens, one.content)) > size]
    return [Clause(0, size, max(covering, key=lambda one: (depth[one.id], one.id), default=None))]


def positions(tokens: Sequence[Token], pieces: Iterable[Span]) -> list[int]:
    """The tokens that lie inside the pieces of a span."""
    inside: set[int] = set()
    for piece in pieces:
        for index in range(bisect_left(tokens, piece.start, key=lambda token: token.start), len(tokens)):
            if tokens[index].end > piece.end:
                break
            inside.add(index)
    return sorted(inside)


def trimmed_clause(seen: Tree, clause: Clause) -> tuple[int, int] | None:
    """Characters of the clause without the joining words and marks at its edges, with both its quotation marks or
    neither; None when nothing is left."""
    first, last, words = clause.first, clause.last, seen.words
    while first < last and (_joins(seen, first, last) or words[first].lower() in _JOINING):
        if _pronominal(seen, first):
            break
        first += 1
    while last > first and (words[last - 1] in _TRAILING or _left_over(seen, first, last - 1)):
        last -= 1
    if last - first > 1 and words[last - 1] in _QUOTES and words[last - 2] == ",":
        first += words[first] in _QUOTES
        last -= 2
    if first < last and sum(word in _QUOTES for word in words[first:last]) % 2:
        if words[first] in _QUOTES:
            first += 1
        elif words[last - 1] in _QUOTES:
            last -= 1
    return (seen.tokens[first].start, seen.tokens[last - 1].end) if first < last else None


def _left_over(seen: Tree, first: int, index: int) -> bool:
    """Whether a word at the end joins the clause that follows ("18 were killed when | …")."""
    token = seen.tokens[index]
    return token.dep in ("mark", "advmod") and seen.words[index].lower() in CIRCUMSTANCE and token.head > index > first


def _joins(seen: Tree, index: int, last: int) -> bool:
    """Whether a word only joins its clause to the one before or after it ("when the ferry struck")."""
    token = seen.tokens[index]
    return (
        seen.words[index].lower() in CIRCUMSTANCE
        and token.dep in ("mark", "advmod")
        and index < token.head < last
        and seen.tokens[token.head].dep == "advcl"
    )


def _pronominal(seen: Tree, index: int) -> bool:
    """Whether "that" or "so" is a part of the clause and does not introduce it."""
    token = seen.tokens[index]
    if token.dep == "det" and seen.tokens[token.head].tag == "NNS":
        return False  # "warned … that hinges were worn"
    return seen.words[index].lower() in ("that", "so") and seen.tokens[index].dep in (
        "nsubj", "nsubjpass", "det", "advmod", "dobj",
    )  # fmt: skip


# ------------------------------------------------------------------------------------- contents and frames


def _clipped(held: list[Held]) -> list[Held]:
    """Contents that cross are nested: the one that begins later ends where the earlier one ends."""
    clipped: list[Held] = []
    for one, inside in sorted(held, key=lambda item: (item[1][0], -item[1][-1], item[0].id)):
        kept = inside
        for _, outer in clipped:
            if outer[0] < kept[0] <= outer[-1] < kept[-1]:
                kept = [index for index in kept if index <= outer[-1]]
        clipped.append((one, kept))
    return clipped


def _not_told(seen: Tree, attribution: Attribution) -> bool:
    """Whether nobody tells the content: the cue is denied or only thought of ("did not say that …", "it would be easy
    to think that …"), and its words are one assertion with it.  What one does not think, one thinks is not so."""
    tokens = seen.tokens
    cue = positions(tokens, attribution.cue)
    if attribution.kind == "direct" or any(tokens[n].lemma in RAISING for n in cue if _denied(seen, n)):
        return False
    for n in cue:
        if tokens[n].pos not in VERB_LIKE or (tokens[n].head in cue and tokens[n].dep in AUXILIARIES):
            continue
        if _denied(seen, n) or _thought_of(seen, n):
            return True
        if any(tokens[c].tag == "TO" for c in seen.children[n]):
            above = tokens[n].head
            above = tokens[above].head if tokens[above].dep == "acomp" else above
            if tokens[n].dep == "xcomp" and (_denied(seen, above) or _thought_of(seen, above)):
                return True
    return False


def _denied(seen: Tree, verb: int) -> bool:
    return seen.child(verb, "neg") is not None


def _thought_of(seen: Tree, verb: int) -> bool:
    """Whether a verb has "would", "could", "might" or "should" and no word for a later time."""
    helpers = {seen.tokens[n].lemma.casefold() for n in seen.children[verb] if seen.tokens[n].tag == "MD"}
    later = any(seen.tokens[n].dep == "advmod" and seen.lower(n) in _LATER for n in seen.children[verb])
    return bool(helpers & _SUPPOSED) and not later


def _is_clause(tokens: Sequence[Token], inside: Sequence[int]) -> bool:
    """Whether the content asserts: a finite verb that is not inside one of its own relative or adverbial clauses."""
    chosen = set(inside)
    for index in inside:
        if tokens[index].tag not in FINITE:
            continue
        at, steps = index, 0
        while tokens[at].head in chosen and tokens[at].head != at and steps < len(tokens):
            if tokens[at].dep in _INSIDE_NOUNS:
                break
            at, steps = tokens[at].head, steps + 1
        else:
            return not _opens_with_object(tokens, inside, at)
    return False


def _opens_with_object(tokens: Sequence[Token], inside: Sequence[int], verb: int) -> bool:
    """Whether the content begins with a noun that the cue does something to, and its ``verb`` stands in a clause behind
    that ("opposed a bill that …", "bars doctors from working unless …")."""
    at = next((n for n in inside if tokens[n].pos != "PUNCT"), inside[0])
    for _ in range(len(tokens)):
        if tokens[at].head == at or tokens[at].head < inside[0] or tokens[at].head > inside[-1]:
            break
        at = tokens[at].head
    told_of = tokens[at].pos in _THINGS and tokens[at].dep == "dobj" and tokens[at].head == tokens[verb].head
    return told_of and at < verb and any(t.head == verb and t.dep in {*SUBJECTS, "mark"} for t in tokens)


def _meets(inside: Sequence[int], clause: Clause) -> bool:
    return any(clause.first <= index < clause.last for index in inside)


def _assigned(
    seen: Tree, clausal: Sequence[Held], nominal: Sequence[Held], depth: dict[AttributionId, int]
) -> list[Clause]:
    """The clauses of a sentence, each with the innermost attribution that holds it."""
    tokens = seen.tokens
    label: list[Attribution | None] = [None] * len(tokens)
    here = {one.id: bool(positions(tokens, one.cue)) for one, _ in clausal}  # a cue of the sentence's own goes first
    for one, inside in sorted(
        clausal, key=lambda item: (depth[item[0].id], here[item[0].id], -len(item[1]), item[0].id)
    ):
        for index in inside:
            label[index] = one
    framed = [False] * len(tokens)
    for one, _ in clausal:
        for index in positions(tokens, one.cue):
            framed[index] = True
    found: list[Clause] = []
    for first, last, holder in _regions(seen, label):
        for begin, end in split(seen, first, last):
            start, stop = begin, end
            if any(framed[index] and label[index] is holder for index in range(begin, end)):
                start, stop = _beside(seen, begin, end, framed) or _aside(seen, begin, end, framed)
            if not _says_something(seen, start, stop, holder) or _speaks(seen, start, stop, framed):
                continue
            named = [one for one, inside in nominal if _mostly(inside, start, stop)]
            if holder is not None:
                named = [one for one in named if depth[one.id] > depth[holder.id]]
            named.sort(key=lambda one: (-depth[one.id], one.id))
            found.append(Clause(start, stop, named[0] if named else holder))
    outer = [one for one in found if not _adjunct(seen, one, found)]
    return [one for held in outer for one in _with_inner(seen, held, label, framed)]


def _with_inner(
    seen: Tree, clause: Clause, label: Sequence[Attribution | None], framed: Sequence[bool]
) -> Iterator[Clause]:
    """The clause, and those inside it; what stands inside a clause of reporting is the source's only as far as its
    content reaches ("Ada Obi, who heads the union, called for a strike")."""
    inner = [
        one
        for one in inner_clauses(seen, clause.first, clause.last)
        if not any(framed[one[0] : one[1]]) and len({id(label[n]) for n in range(one[0], one[1])}) == 1
    ]
    apart = tuple((begin, end) for begin, end, apart in inner if apart)
    yield replace(clause, holes=apart)
    for begin, end, _ in inner:
        inside = tuple((a, b) for a, b in apart if begin <= a and b <= end and (a, b) != (begin, end))
        yield Clause(begin, end, _whose(seen, clause, begin, end, label[begin]), inside)


def _whose(seen: Tree, clause: Clause, first: int, last: int, holder: Attribution | None) -> Attribution | None:
    """The attribution of a clause inside another one: the outer clause's, unless that one tells of a source's words
    and these stand beside them."""
    if clause.attribution is None or clause.attribution is holder:
        return clause.attribution
    told = positions(seen.tokens, clause.attribution.content)
    cue = positions(seen.tokens, clause.attribution.cue)
    if _mostly(cue, first, last):
        return clause.attribution
    within = _mostly(range(first, last), told[0], told[-1] + 1)
    shows = clause.attribution.source_kind == "document" or any(seen.tokens[n].lemma in _SAYING for n in cue)
    return clause.attribution if within and (shows or not _describes(seen, first, last)) else holder


def _describes(seen: Tree, first: int, last: int) -> bool:
    """Whether an inner clause says of a thing which it is, without marks ("a probe into the fire that killed 12")."""
    inside = range(first, last)
    tops = [n for n in inside if seen.tokens[n].head not in inside]
    marked = sum(seen.words[n] in _QUOTES for n in range(first)) % 2 or any(seen.words[n] in _QUOTES for n in inside)
    return not marked and any(seen.tokens[n].dep in ("relcl", "acl", "appos") for n in tops)


def _adjunct(seen: Tree, clause: Clause, found: Sequence[Clause]) -> bool:
    """Whether the words only say when or where, beside the same source's assertion in the sentence."""
    if clause.attribution is None or finite(seen.tokens, clause.first, clause.last):
        return False
    opening = seen.tokens[clause.first]
    if opening.pos not in ("NUM", "ADP", "ADV", "SCONJ") or opening.lemma.lower() == "with":
        return False
    return any(
        one is not clause and one.attribution is clause.attribution and finite(seen.tokens, one.first, one.last)
        for one in found
    )


def _speaks(seen: Tree, first: int, last: int, framed: Sequence[bool]) -> bool:
    """Whether the words end in the subject of a cue that stands outside them ("on Monday, the mayor")."""
    tokens = seen.tokens
    return any(
        tokens[n].dep in ("nsubj", "nsubjpass") and not first <= tokens[n].head < last and framed[tokens[n].head]
        for n in range(first, last)
    )


def _mostly(inside: Sequence[int], first: int, last: int) -> bool:
    return 2 * sum(first <= index < last for index in inside) > len(inside)


def _regions(seen: Tree, label: Sequence[Attribution | None]) -> list[tuple[int, int, Attribution | None]]:
    """Runs of tokens with one innermost attribution.  A full stop inside a run ends it; two runs of one content around
    a cue are joined when one of them is no clause alone."""
    tokens = seen.tokens
    runs: list[tuple[int, int, Attribution | None]] = []
    first = 0
    for index in range(1, len(tokens) + 1):
        ended = index == len(tokens) or label[index] is not label[first]
        if not ended and tokens[index - 1].tag == "." and tokens[index].tag not in (".", "''") and index - 1 > first:
            ended = seen.words[index][:1].isupper() or seen.words[index] in _QUOTES
        if ended:
            runs.append((first, index, label[first]))
            first = index
    joined: list[tuple[int, int, Attribution | None]] = []
    for run in runs:
        before = next((n for n in range(len(joined) - 1, -1, -1) if joined[n][2] is run[2]), None)
        if run[2] is not None and before is not None and len(joined) - before <= 2:
            start, end, _ = joined[before]
            ended = tokens[end - 1].tag == "." or tokens[max(start, end - 2)].tag == "."
            if not ended and not (finite(tokens, start, end) and finite(tokens, run[0], run[1])):
                joined[before:] = [(start, run[1], run[2])]
                continue
        joined.append(run)
    return joined


def _beside(seen: Tree, first: int, last: int, framed: Sequence[bool]) -> tuple[int, int] | None:
    """The main clause when the words of reporting only hang on it ("declared it a threat, alleging that …")."""
    tokens, inside = seen.tokens, range(first, last)
    root = next((n for n in inside if tokens[n].head not in inside or tokens[n].head == n), None)
    if root is None or framed[root] or tokens[root].pos not in VERB_LIKE:
        return None
    cues = [n for n in inside if framed[n] and tokens[n].pos == "VERB"]
    if not cues or any(tokens[n].dep not in _HANGING for n in cues):
        return None
    begin = min(max(seen.left[n], first) for n in cues)
    if begin <= root or sum(token.pos != "PUNCT" for token in tokens[first:begin]) < 4:
        return None
    while begin > first and tokens[begin - 1].pos in ("CCONJ", "PUNCT", "SCONJ"):
        begin -= 1
    return first, begin


def _aside(seen: Tree, first: int, last: int, framed: Sequence[bool]) -> tuple[int, int]:
    """The part of a reporting clause that is the writer's own assertion: a relative clause after the name, or what
    happened meanwhile ("…, the police said, as the mayor ordered the schools to be closed")."""
    for index in range(first, last):
        meanwhile = _meanwhile(seen, index, first, last)
        if meanwhile and any(framed[first:meanwhile]):
            return meanwhile, min(seen.right[index] + 1, last)
        if seen.tokens[index].dep != "relcl" or not finite(seen.tokens, seen.left[index], seen.right[index] + 1):
            continue
        begin, end = max(seen.left[index], first), min(seen.right[index] + 1, last)
        before = seen.words[begin - 1] if begin else ""
        if before in ASIDE_MARKS and not any(framed[begin:end]):
            return begin, end
    return first, first


def _meanwhile(seen: Tree, index: int, first: int, last: int) -> int:
    """Where a clause "as A did B" begins that stands after a comma and has a subject and a finite verb; else 0."""
    token, begin = seen.tokens[index], max(seen.left[index], first)
    if token.dep != "advcl" or token.pos != "VERB" or begin <= first or seen.words[begin].lower() != "as":
        return 0
    subject = any(first <= n < last for n in seen.below(index, "nsubj", "nsubjpass"))
    finite = token.tag in FINITE or any(
        begin <= n < last and seen.tokens[n].tag in FINITE for n in seen.children[index]
    )
    return begin + 1 if subject and finite and seen.words[begin - 1] == "," else 0


def _says_something(seen: Tree, first: int, last: int, holder: Attribution | None) -> bool:
    """Neither a question nor a command, and long enough to assert anything."""
    words = [token for token in seen.tokens[first:last] if token.pos not in ("PUNCT", "SYM")]
    if len(words) < 4 and not (holder and holder.kind == "direct") and not any(t.pos in _THINGS for t in words):
        return False  # "it will be", "which means"
    if len(words) < 2 or "?" in seen.words[max(first, last - 2) : last] or _asks(seen, first, last, holder):
        return False
    if holder is None and _hangs(seen, first, last):
        return False  # "during his years at the mill, which closed in May"
    if _misread(seen, first, last):
        return True
    if not finite(seen.tokens, first, last):
        participle = (words[0].tag == "VBN" and words[0].dep == "conj") or (
            words[0].tag in ("VBN", "VBG") and words[0].dep in ("advcl", "acl")
        )
        further = participle and bool(shared_subject(seen.tokens, first, last))
        return further or (words[0].lemma == "with" and len(words) > 4) or (holder is not None and len(words) >= 3)
    return holder is not None or not (words[0].tag == "VB" and words[0].dep == "ROOT")


def _misread(seen: Tree, first: int, last: int) -> bool:
    """Whether a parser's slip hides an assertion: a past tense taken for a participle, though it has a subject
    ("Train drivers struck"), or a noun taken for a command, though a plural follows it and a past tense that
    ("Harbour pilots walked out"), or a past tense stands next to it ("Nimbus removed the songs")."""
    tokens = seen.tokens
    opening = next((n for n in range(first, last) if tokens[n].pos != "PUNCT"), last)
    if tokens[last - 1].tag != "." and not (last < len(tokens) and tokens[last].tag in (".", ",", "CC", "IN")):
        return False
    past = [n for n in range(opening + 2, last) if tokens[n].tag in ("VBD", "VBN")]
    if any(_unaided(seen, n) and tokens[n].dep == "ROOT" for n in past):
        return True
    if opening + 1 >= last or tokens[opening].tag != "VB":
        return False
    if tokens[opening + 1].tag == "VBD":
        return True
    command = tokens[opening + 1].tag in ("NNS", "NNPS")
    return command and any(tokens[n].head in (opening, opening + 1) for n in past)


def _unaided(seen: Tree, index: int) -> bool:
    """Whether a participle has a subject and no auxiliary."""
    below = [seen.tokens[n] for n in seen.children[index]]
    return (
        seen.tokens[index].tag == "VBN"
        and any(t.dep == "nsubj" for t in below)
        and not any(t.dep in AUXILIARIES for t in below)
    )


def _hangs(seen: Tree, first: int, last: int) -> bool:
    """Whether the words open with a preposition and all their finite verbs stand in clauses that depend on others."""
    tokens = seen.tokens
    verbs = [
        tokens[n].head if tokens[n].dep in AUXILIARIES else n for n in range(first, last) if tokens[n].tag in FINITE
    ]
    opening = tokens[first]
    if not verbs or opening.pos not in ("ADP", "NUM") or opening.dep == "mark" or opening.lemma.lower() == "with":
        return False
    return all(tokens[n].dep in _INSIDE_NOUNS for n in verbs)


def _asks(seen: Tree, first: int, last: int, holder: Attribution | None) -> bool:
    """Whether the words are a question that somebody did or did not answer ("declined to say when it was sold")."""
    while first < last and seen.tokens[first].pos == "PUNCT":
        first += 1
    if (
        first + 2 < last
        and seen.words[first].lower() == "to"
        and seen.tokens[first + 1].lemma in ("say", "tell", "reveal")
    ):
        first += 2
    if holder is None or holder.kind == "direct" or seen.words[first].lower() not in _QUESTIONING:
        return False
    at = first  # up to the clause's head; what stands in "When the dam broke, …" or "What happened is …" asks nothing
    while first <= seen.tokens[at].head < last and seen.tokens[at].head != at:
        if seen.tokens[at].dep in ("advcl", "csubj"):
            return False
        at = seen.tokens[at].head
    return at > first and seen.tokens[at].dep != "advcl"
