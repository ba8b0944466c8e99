"""Statements: one assertion per clause, with its chain of attributions, modality, polarity, numbers, dates, entities.

Clauses are cut from the dependency tree: coordinated clauses with a subject of their own, concessive clauses ("while
…"), trailing relative clauses and "with" clauses, sentences inside one quotation.  What an attribution reports is one
statement per clause of its content, and the words of reporting are none; where the content is no clause ("announced
the designation of eight gangs") the clause of the cue is the statement.  What the writer adds beside an attributed
content stays the writer's own voice.  Left out: questions, commands, and assertions inside noun phrases.

Modality, first that fits: possible where the clause leaves its matter open ("it is unclear whether"), denied, not_ruled_out, alleged, ordered, considered, planned, conditional, possible,
evaluated (own voice only), reported (whenever a chain is there), asserted.  So "a source said that he is considering
it" is considered, and its chain says that it is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from firsthand import lexicon
from firsthand.analyse.coreference import antecedent
from firsthand.analyse.quantities import quantities
from firsthand.data import (
    TEXT_KINDS,
    Attribution,
    Document,
    Entity,
    Modality,
    Quantity,
    Sentence,
    Span,
    Statement,
    TimeExpression,
    Token,
    content_id,
)
from firsthand.words import normal

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CONCESSIVE = frozenset({"while", "although", "though", "whereas"})
_STRIP = frozenset({",", ";", ":", "-", "–", "—", "--", "…", "...", "and", "but", "or", "that", "while", "although",
                    "though", "whereas", "yet", "so", "nor"})  # fmt: skip
_QUOTES = frozenset({'"', "“", "”", "''", "``"})
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_FIRST = frozenset({"i", "we"})
_RAISING = frozenset({"believe", "think", "view", "see", "expect", "consider", "regard", "feel", "want"})
_OPEN = ("not clear", "unclear", "not known", "remains to be seen", "not certain", "uncertain", "no word on")
_NOT_ONLY = frozenset({"only", "just", "merely", "simply", "least"})
_NEGATIVE = ("under no circumstances", "by no means", "in no way", "no longer", "at no point", "far from")
_LIGHT = frozenset({"sign", "issue", "give", "approve", "make"})


@dataclass(frozen=True, slots=True)
class _Clause:
    """Tokens ``first`` to ``last`` (exclusive) of a sentence, as attributed by ``attribution`` (None: own voice)."""

    first: int
    last: int
    attribution: Attribution | None


def statements(
    document: Document,
    sentences: Sequence[Sentence],
    entities: Sequence[Entity],
    times: Sequence[TimeExpression],
    attributions: Sequence[Attribution],
) -> tuple[Statement, ...]:
    """The statements of title and text blocks, sorted by start; no two overlap."""
    numbers = quantities(document, sentences)
    by_id = {one.id: one for one in attributions}
    depth = {one.id: len(_chain(one, by_id)) for one in attributions}
    mentions = sorted((span.start, span.end, entity.id) for entity in entities for span in entity.mentions)
    made: dict[tuple[int, int], Statement] = {}
    reached = 0
    for sentence in sentences:
        kind = document.blocks[sentence.block].kind
        if kind not in TEXT_KINDS and kind != "title":
            continue
        touching = [one for one in attributions if _touches(one, sentence)]
        for clause in _clauses(document, sentence, touching, depth):
            span = _trimmed(document, sentence, clause)
            if span is None or span.start < reached or (span.start, span.end) in made:
                continue
            chain = _chain(clause.attribution, by_id) if clause.attribution else ()
            inside = [index for index in range(clause.first, clause.last)]
            modality = _modality(document, sentence.tokens, inside, clause.attribution, bool(chain))
            made[span.start, span.end] = Statement(
                id=content_id("s", document.id, span.start, span.end),
                span=span,
                chain=chain,
                modality=modality,
                negated=_negated(document, sentence, clause),
                numbers=_within(numbers, span),
                dates=tuple(one for one in times if span.contains(one.span)),
                entities=_who(document, sentences, entities, sentence, clause, span, mentions),
            )
            reached = span.end
    return tuple(made[key] for key in sorted(made))


def _within(numbers: Sequence[Quantity], span: Span) -> tuple[Quantity, ...]:
    return tuple(one for one in numbers if span.contains(one.span))


def _touches(attribution: Attribution, sentence: Sentence) -> bool:
    pieces = (*attribution.content, *attribution.cue, *attribution.source)
    return any(piece.start < sentence.end and sentence.start < piece.end for piece in pieces)


def _chain(attribution: Attribution | None, by_id: dict[str, Attribution]) -> tuple[str, ...]:
    """Attribution ids from the outermost to this one, following ``within``."""
    ids: list[str] = []
    while attribution is not None and attribution.id not in ids:
        ids.append(attribution.id)
        attribution = by_id.get(attribution.within) if attribution.within else None
    return tuple(reversed(ids))


# ------------------------------------------------------------------------------------------------ clauses


def _clauses(
    document: Document, sentence: Sentence, attributions: Sequence[Attribution], depth: dict[str, int]
) -> list[_Clause]:
    tokens = sentence.tokens
    size = len(tokens)
    if document.blocks[sentence.block].kind == "title":
        worded = any(token.pos in ("VERB", "AUX") for token in tokens)
        return [_Clause(0, size, _covering(tokens, attributions, depth))] if worded else []
    held = _clipped([(one, inside) for one in attributions if (inside := _positions(tokens, one.content))])
    clausal = [item for item in held if _is_clause(tokens, item[1])]
    while True:
        nominal = [item for item in held if item not in clausal]
        found = _assigned(document, sentence, clausal, nominal, depth)
        # A content that gave no statement of its own (its words are another's frame) is read with its cue's clause.
        silent = [item for item in clausal if not any(_meets(item[1], one) for one in found)]
        if not silent:
            return found
        clausal.remove(max(silent, key=lambda item: (depth[item[0].id], -len(item[1]), item[0].id)))


def _clipped(held: list[tuple[Attribution, list[int]]]) -> list[tuple[Attribution, list[int]]]:
    """Contents that cross are nested: the one that begins later ends where the earlier one ends."""
    clipped: list[tuple[Attribution, list[int]]] = []
    for one, inside in sorted(held, key=lambda item: (item[1][0], -item[1][-1], item[0].id)):
        for _, outer in clipped:
            if outer[0] < inside[0] <= outer[-1] < inside[-1]:
                inside = [index for index in inside if index <= outer[-1]]
        clipped.append((one, inside))
    return clipped


def _meets(inside: Sequence[int], clause: _Clause) -> bool:
    return any(clause.first <= index < clause.last for index in inside)


def _assigned(
    document: Document,
    sentence: Sentence,
    clausal: Sequence[tuple[Attribution, list[int]]],
    nominal: Sequence[tuple[Attribution, list[int]]],
    depth: dict[str, int],
) -> list[_Clause]:
    """The clauses of a sentence, each with the innermost attribution that holds it."""
    tokens = sentence.tokens
    label: list[Attribution | None] = [None] * len(tokens)
    for one, inside in sorted(clausal, key=lambda item: (depth[item[0].id], -len(item[1]), item[0].id)):
        for index in inside:
            label[index] = one
    framed = [False] * len(tokens)
    for one, _ in clausal:
        for index in _positions(tokens, one.cue):
            framed[index] = True
    found: list[_Clause] = []
    for first, last, holder in _regions(document, tokens, label):
        for begin, end in _split(document, tokens, first, last):
            start, stop = begin, end
            if any(framed[index] and label[index] is holder for index in range(begin, end)):
                start, stop = _beside(tokens, begin, end, framed) or _aside(document, tokens, begin, end, framed)
            if not _says_something(document, sentence, start, stop, holder):
                continue
            named = [one for one, inside in nominal if _mostly(inside, start, stop)]
            if holder is not None:
                named = [one for one in named if depth[one.id] > depth[holder.id]]
            named.sort(key=lambda one: (-depth[one.id], one.id))
            found.append(_Clause(start, stop, named[0] if named else holder))
    return found


def _covering(
    tokens: Sequence[Token], attributions: Sequence[Attribution], depth: dict[str, int]
) -> Attribution | None:
    covering = [one for one in attributions if len(_positions(tokens, one.content)) * 2 > len(tokens)]
    return max(covering, key=lambda one: (depth[one.id], one.id), default=None)


def _positions(tokens: Sequence[Token], pieces: Iterable[Span]) -> list[int]:
    return [
        index
        for index, token in enumerate(tokens)
        if any(piece.start <= token.start and token.end <= piece.end for piece in pieces)
    ]


def _is_clause(tokens: Sequence[Token], inside: Sequence[int]) -> bool:
    """Whether the content asserts: a finite verb that is not inside one of its own relative or adverbial clauses."""
    chosen = set(inside)
    for index in inside:
        if tokens[index].tag not in _FINITE:
            continue
        at, steps = index, 0
        while tokens[at].head in chosen and tokens[at].head != at and steps < len(tokens):
            if tokens[at].dep in ("relcl", "acl", "advcl", "appos"):
                break
            at, steps = tokens[at].head, steps + 1
        else:
            return True
    return False


def _regions(
    document: Document, tokens: Sequence[Token], label: Sequence[Attribution | None]
) -> list[tuple[int, int, Attribution | None]]:
    """Runs of tokens with one innermost attribution; two runs of one content around a cue are joined when neither is
    a clause alone; a full stop inside a run ends it."""
    runs: list[tuple[int, int, Attribution | None]] = []
    first = 0
    for index in range(1, len(tokens) + 1):
        ended = index == len(tokens) or label[index] is not label[first]
        if not ended and tokens[index - 1].tag == "." and tokens[index].tag not in (".", "''") and index - 1 > first:
            word = document.text[tokens[index].start : tokens[index].end]
            ended = word[:1].isupper() or word in _QUOTES
        if ended:
            runs.append((first, index, label[first]))
            first = index
    joined: list[tuple[int, int, Attribution | None]] = []
    for run in runs:
        before = next((n for n in range(len(joined) - 1, -1, -1) if joined[n][2] is run[2]), None)
        if run[2] is not None and before is not None and len(joined) - before <= 2:
            other = joined[before]
            ended = tokens[other[1] - 1].tag == "." or tokens[max(other[0], other[1] - 2)].tag == "."
            if not ended and not (_finite(tokens, *other[:2]) and _finite(tokens, *run[:2])):
                joined[before:] = [(other[0], run[1], run[2])]
                continue
        joined.append(run)
    return joined


def _finite(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(token.tag in _FINITE for token in tokens[first:last])


def _split(document: Document, tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, int]]:
    """The clauses of a run: cut where one begins or ends at the run's edge, so that none has a hole."""
    left, right = _edges(tokens)
    end = last
    while end > first and tokens[end - 1].pos == "PUNCT":
        end -= 1
    cuts = {first, last}
    for index in range(first, last):
        if not _starts_clause(document, tokens, index, left[index], first, last):
            continue
        begin, stop = max(left[index], first), min(right[index] + 1, last)
        if stop >= end and begin > first:
            cuts.add(begin)
        elif begin <= first + 1 and stop < last and tokens[index].dep == "advcl":
            cuts.add(stop)
        elif tokens[index].dep in ("conj", "ccomp", "parataxis") and begin > first:
            cuts.add(begin)
    for index in range(first + 1, last - 1):
        if document.text[tokens[index].start : tokens[index].end] == ";":
            cuts.add(index + 1)
    ordered = sorted(cuts)
    pieces: list[tuple[int, int]] = []
    for begin, stop in zip(ordered, ordered[1:], strict=False):
        if pieces and not (_whole(tokens, begin, stop) and _whole(tokens, *pieces[-1])):
            pieces[-1] = (pieces[-1][0], stop)
        else:
            pieces.append((begin, stop))
    return pieces


def _whole(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a piece can stand as a clause: a finite verb, or the participle of a "with" clause, and three words."""
    words = sum(token.pos != "PUNCT" for token in tokens[first:last])
    if words < 3:
        return False
    return _finite(tokens, first, last) or any(
        token.lemma == "with" and token.dep == "prep" for token in tokens[first : min(first + 2, last)]
    )


def _starts_clause(document: Document, tokens: Sequence[Token], index: int, begin: int, first: int, last: int) -> bool:
    token = tokens[index]
    if token.dep == "prep" and token.lemma == "with" and index > first and tokens[index - 1].pos == "PUNCT":
        return any(
            (other.dep == "acl" and tokens[other.head].head == index) or (other.dep == "pcomp" and other.head == index)
            for other in tokens[index:last]
        )
    if token.pos not in ("VERB", "AUX"):
        return False
    children = [other for other in tokens[first:last] if tokens[other.head] is token and other is not token]
    finite = token.tag in _FINITE or any(child.tag in _FINITE for child in children)
    if not finite:
        return False
    own_subject = any(child.dep in ("nsubj", "nsubjpass", "expl", "csubj") for child in children)
    if token.dep == "conj":
        return own_subject and tokens[token.head].pos in ("VERB", "AUX") and not _subordinate(tokens, token.head)
    if token.dep == "advcl":
        marks = {child.lemma.lower() for child in children if child.dep in ("mark", "advmod")}
        return own_subject and bool(marks & _CONCESSIVE)
    if token.dep == "relcl":
        before = begin - 1
        return before > first and document.text[tokens[before].start : tokens[before].end] in (",", "—", "–", "-", "--")
    if token.dep in ("ccomp", "parataxis"):
        # Two sentences run together: the main clause is cut off by a semicolon.
        before = begin - 1
        mark = document.text[tokens[before].start : tokens[before].end] if before > first else ""
        return own_subject and (mark == ";" or (token.dep == "ccomp" and _comma_splice(tokens, index)))
    return False


def _comma_splice(tokens: Sequence[Token], index: int) -> bool:
    """A clause that the parser hung on a later main clause without a verb of saying ("A did X, and B did Y")."""
    head = tokens[index].head
    return head > index and any(
        other.dep == "cc" and index < n < head for n, other in enumerate(tokens) if other.head == head
    )


def _subordinate(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb stands inside a clause that depends on a condition or a time ("if A did and B did")."""
    return tokens[index].dep in ("advcl", "relcl", "acl") and tokens[index].head != index


def _edges(tokens: Sequence[Token]) -> tuple[list[int], list[int]]:
    """The first and last position of each token's subtree."""
    size = len(tokens)
    left, right = list(range(size)), list(range(size))
    for index in range(size):
        head, steps = tokens[index].head, 0
        below = index
        while head != below and steps < size:
            left[head], right[head] = min(left[head], index), max(right[head], index)
            below, head = head, tokens[head].head
            steps += 1
    return left, right


def _beside(tokens: Sequence[Token], first: int, last: int, framed: Sequence[bool]) -> tuple[int, int] | None:
    """The main clause when the words of reporting only hang on it ("declared it a threat, alleging that …")."""
    inside = range(first, last)
    root = next((n for n in inside if tokens[n].head not in inside or tokens[n].head == n), None)
    if root is None or framed[root] or tokens[root].pos not in ("VERB", "AUX"):
        return None
    cues = [n for n in inside if framed[n] and tokens[n].pos == "VERB"]
    if not cues or any(tokens[n].dep not in ("advcl", "acl", "conj", "pcomp") for n in cues):
        return None
    left, _ = _edges(tokens)
    begin = min(max(left[n], first) for n in cues)
    if begin <= root or sum(token.pos != "PUNCT" for token in tokens[first:begin]) < 4:
        return None
    while begin > first and tokens[begin - 1].pos in ("CCONJ", "PUNCT", "SCONJ"):
        begin -= 1
    return first, begin


def _aside(
    document: Document, tokens: Sequence[Token], first: int, last: int, framed: Sequence[bool]
) -> tuple[int, int]:
    """The part of a reporting clause that is the writer's own assertion: a relative clause after the name."""
    left, right = _edges(tokens)
    for index in range(first, last):
        if tokens[index].dep != "relcl" or not _finite(tokens, left[index], right[index] + 1):
            continue
        begin, end = max(left[index], first), min(right[index] + 1, last)
        before = document.text[tokens[begin - 1].start : tokens[begin - 1].end] if begin else ""
        if before in (",", "—", "–", "-", "(") and not any(framed[begin:end]):
            return begin, end
    return first, first


def _mostly(inside: Sequence[int], first: int, last: int) -> bool:
    return 2 * sum(first <= index < last for index in inside) > len(inside)


def _says_something(document: Document, sentence: Sentence, first: int, last: int, holder: Attribution | None) -> bool:
    """Neither a question nor a command, and long enough to assert anything."""
    tokens = sentence.tokens[first:last]
    words = [token for token in tokens if token.pos not in ("PUNCT", "SYM")]
    if not words:
        return False
    ends = [document.text[token.start : token.end] for token in tokens[-2:]]
    if "?" in ends:
        return False
    if not _finite(sentence.tokens, first, last):
        with_clause = words[0].lemma == "with" and len(words) > 4
        return with_clause or (holder is not None and len(words) >= 3)
    command = words[0].tag == "VB" and words[0].dep == "ROOT"
    return not (command and holder is None) and len(words) >= 2


def _trimmed(document: Document, sentence: Sentence, clause: _Clause) -> Span | None:
    """The clause without the joining words and marks at its edges, and with both its quotation marks or neither."""
    first, last = clause.first, clause.last
    text = document.text
    word = [text[token.start : token.end] for token in sentence.tokens]
    while (
        first < last
        and word[first].lower() in _STRIP
        and not (
            word[first].lower() in ("that", "so")
            and sentence.tokens[first].dep in ("nsubj", "nsubjpass", "det", "advmod")
        )
    ):
        first += 1
    while last > first and word[last - 1] in (",", ";", ":", "-", "–", "—", "--", "and", "but", "nor", "or", "(", "["):
        last -= 1
    if last - first > 1 and word[last - 1] in _QUOTES and word[last - 2] == ",":
        inner = word[first : last - 2]
        if word[first] in _QUOTES:
            first += 1
            inner = inner[1:]
        last -= 2
    if first >= last:
        return None
    opening, closing = word[first] in _QUOTES, word[last - 1] in _QUOTES
    held = [one for one in word[first:last] if one in _QUOTES]
    if opening and len(held) % 2:
        first += 1
    elif closing and len(held) % 2:
        last -= 1
    if first >= last:
        return None
    return Span(document.id, sentence.tokens[first].start, sentence.tokens[last - 1].end)


# --------------------------------------------------------------------------------- modality and polarity


@cache
def _listed(pos: str) -> dict[str, Modality]:
    known: dict[str, Modality] = {}
    for row in lexicon.rows("modality"):
        if row["pos"] == pos:
            known[row["lemma"]] = row["modality"]  # type: ignore[assignment]
    return known


def _modality(
    document: Document,
    tokens: Sequence[Token],
    inside: Sequence[int],
    attribution: Attribution | None,
    attributed: bool,
) -> Modality:
    marks = _marks(document, tokens, inside)
    if attribution is not None:
        marks |= _cue_marks(document, tokens, attribution)
    if "open" in marks:
        return "possible"
    for modality in (
        "denied",
        "not_ruled_out",
        "alleged",
        "ordered",
        "considered",
        "planned",
        "conditional",
        "possible",
    ):
        if modality in marks:
            return modality  # type: ignore[return-value]
    if attributed:
        return "reported"
    return "evaluated" if "evaluated" in marks else "asserted"


def _marks(document: Document, tokens: Sequence[Token], inside: Sequence[int]) -> set[str]:
    """What the words of a clause say of its modality; only its own verbs count, not those of its relative clauses."""
    marks: set[str] = set()
    chosen = set(inside)
    governing = _governing(tokens, inside)
    words = " ".join(normal(document.text[tokens[n].start : tokens[n].end]) for n in inside)
    for index in inside:
        token = tokens[index]
        lemma = token.lemma.lower()
        if token.pos == "ADV" and lemma in _listed("ADV"):
            marks.add(_listed("ADV")[lemma])
        if lemma in ("accuse", "allege") and token.pos == "VERB":
            marks.add("alleged")
        if index not in governing:
            continue
        if token.pos in ("VERB", "AUX") and lemma in _listed("VERB") and not _passive_fact(tokens, index):
            marks.add(_listed("VERB")[lemma])
        if token.dep in ("aux",) and lemma in ("may", "might", "could", "can") and token.tag == "MD" and lemma != "can":
            marks.add("possible")
        if token.tag == "MD" and lemma in ("would",):
            marks.add("conditional")
        if token.tag == "MD" and lemma in ("will", "shall", "'ll", "’ll"):
            marks.add("planned")
        if token.pos in ("ADJ", "NOUN") and token.dep in ("acomp", "attr") and lemma in _listed("ADJ"):
            marks.add(_listed("ADJ")[lemma])
        if (
            token.pos == "NOUN"
            and lemma in _listed("NOUN")
            and token.dep == "dobj"
            and tokens[token.head].lemma in _LIGHT
        ):
            marks.add(_listed("NOUN")[lemma])
    if "rule" in {tokens[n].lemma for n in inside} and "ruled out" in words.replace("rule out", "ruled out"):
        if any(tokens[n].dep == "neg" or tokens[n].lemma in ("refuse", "decline", "never") for n in chosen):
            marks.add("not_ruled_out")
    if any(phrase in words for phrase in _OPEN):
        return {"open"}
    if any(lemma in _judgements() for lemma in _predicates(tokens, governing)):
        marks.add("evaluated")
    return marks


def _governing(tokens: Sequence[Token], inside: Sequence[int]) -> set[int]:
    """The clause's head verb, the verbs joined to it or governed without a subject of their own, and their helpers."""
    chosen = set(inside)
    heads = [n for n in inside if tokens[n].head not in chosen or tokens[n].head == n]
    verbs = {n for n in heads if tokens[n].pos in ("VERB", "AUX", "NOUN", "ADJ", "PROPN")}
    for _ in range(3):
        verbs |= {
            n
            for n in inside
            if tokens[n].head in verbs and n not in verbs and tokens[n].dep in ("conj", "acomp", "attr")
        }
    helpers = {
        n for n in inside if tokens[n].head in verbs and tokens[n].dep in ("aux", "auxpass", "dobj", "advmod", "neg")
    }
    return verbs | helpers


def _predicates(tokens: Sequence[Token], governing: set[int]) -> list[str]:
    """Lemmas of the governing words and of the adjectives on their objects."""
    found = [tokens[n].lemma.lower() for n in sorted(governing) if tokens[n].pos in ("ADJ", "NOUN")]
    for token in tokens:
        if token.dep == "amod" and token.head in governing and tokens[token.head].dep in ("dobj", "attr"):
            found.append(token.lemma.lower())
    return found


def _passive_fact(tokens: Sequence[Token], index: int) -> bool:
    """ "Is expected" stays a plan; a noun or participle used as an adjective is none."""
    return tokens[index].dep == "amod"


def _cue_marks(document: Document, tokens: Sequence[Token], attribution: Attribution) -> set[str]:
    """What the cue says: only denial and allegation pass to the content ("denied that …", "alleges that …")."""
    cue = " ".join(document.text[span.start : span.end] for span in attribution.cue).lower()
    lemmas = {tokens[n].lemma.lower() for n in _positions(tokens, attribution.cue)} | set(normal(cue).split())
    marks: set[str] = set()
    for lemma in lemmas:
        told = (
            _listed("VERB").get(lemma)
            or _listed("VERB").get(lemma.removesuffix("d"))
            or _listed("VERB").get(lemma.removesuffix("ed"))
        )
        if told in ("denied", "alleged"):
            marks.add(told)
    if "pushed back" in cue or "denied" in cue or "denies" in cue:
        marks.add("denied")
    return marks


@cache
def _judgements() -> frozenset[str]:
    return lexicon.entry_set("judgements")


def _negated(document: Document, sentence: Sentence, clause: _Clause) -> bool:
    """Whether the clause's own predicate is denied, inside or outside the quotation marks."""
    tokens = sentence.tokens
    inside = range(clause.first, clause.last)
    words = [normal(document.text[token.start : token.end]) for token in tokens]
    roots = {n for n in inside if (tokens[n].head not in inside or tokens[n].head == n) and tokens[n].pos != "PUNCT"}
    roots |= {n for n in inside if tokens[n].dep in ("acomp", "attr", "xcomp") and tokens[n].head in roots}
    count = 0
    for index in inside:
        token, head = tokens[index], tokens[index].head
        if token.dep == "neg" or words[index] in ("not", "n't", "never"):
            following = words[index + 1] if index + 1 < len(words) else ""
            count += head in roots and following not in _NOT_ONLY and not _unsure(tokens, words, head)
        elif words[index] in ("nothing", "nobody", "none", "neither"):
            count += token.dep in ("nsubj", "nsubjpass", "dobj", "attr") and head in roots
        elif words[index] == "no":
            noun = tokens[head]
            governed = noun.dep in ("nsubj", "nsubjpass", "dobj", "attr") and noun.head in roots
            through = noun.dep == "pobj" and tokens[noun.head].dep == "prep" and tokens[noun.head].head in roots
            count += governed or through
        elif index in roots and token.lemma in ("refuse", "decline", "fail"):
            count += 1
    text = " ".join(words[clause.first : clause.last])
    if clause.attribution is not None:
        for index in _positions(tokens, clause.attribution.cue):
            if index not in inside and tokens[index].lemma in _RAISING:
                count += any(other.dep == "neg" and other.head == index for other in tokens)
    return count % 2 == 1 or (count == 0 and any(phrase in text for phrase in _NEGATIVE))


def _unsure(tokens: Sequence[Token], words: Sequence[str], head: int) -> bool:
    """ "It is not clear whether …" leaves the matter open and denies nothing."""
    return any(
        token.head == head and token.dep == "acomp" and words[n] in ("clear", "certain", "sure", "known")
        for n, token in enumerate(tokens)
    ) or words[head] in ("known", "clear")


# ------------------------------------------------------------------------------------------------ who


def _who(
    document: Document,
    sentences: Sequence[Sentence],
    entities: Sequence[Entity],
    sentence: Sentence,
    clause: _Clause,
    span: Span,
    mentions: Sequence[tuple[int, int, str]],
) -> tuple[str, ...]:
    """Entities that the clause names, its resolved pronoun subjects, and the speaker for "I" and "we", in text order."""
    found: list[tuple[int, str]] = [
        (start, entity) for start, end, entity in mentions if span.start <= start and end <= span.end
    ]
    for token in sentence.tokens[clause.first : clause.last]:
        if token.dep not in ("nsubj", "nsubjpass") or token.pos != "PRON":
            continue
        word = normal(document.text[token.start : token.end])
        if word in _PRONOUNS:
            entity, _ = antecedent(document, sentences, entities, Span(document.id, token.start, token.end))
            if entity is not None:
                found.append((token.start, entity))
        elif word in _FIRST and clause.attribution is not None and clause.attribution.source_entity:
            found.append((token.start, clause.attribution.source_entity))
    return tuple(dict.fromkeys(entity for _, entity in sorted(found)))
