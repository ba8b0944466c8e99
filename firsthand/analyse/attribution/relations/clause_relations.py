"""Attribution relations by rule: source, cue and content spans of one sentence from the dependency parse.

Follows the content conventions of PolNeAR (Newell et al. 2018) and PARC3 (Pareti 2015): the complementiser and the
quotation marks belong to the content, the full stop of the sentence does not; the source is the whole noun phrase;
auxiliaries and negation belong to the cue; a quotation that is split by its cue is one content in two pieces.  Left
out: sentiment that nobody voiced ("seemed", "supports"), which PolNeAR also marks.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand import trail
from firsthand.analyse.attribution.cues import cue_kinds, lemmas
from firsthand.analyse.attribution.phrases import cue_span, listener
from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.analyse.attribution.relations.nominals import according, hearsay, noun_cue, passive, viewpoint
from firsthand.analyse.attribution.relations.trim import cut
from firsthand.analyse.attribution.relations.verbs import verb
from firsthand.grammar import Parsed, Tree
from firsthand.grammar.tree import trimmed
from firsthand.grammar.verb_forms import FINITE, TENSED, VERB_LIKE

_FORMS = TENSED | {"VBN", "VB"}


def of_sentence(parsed: Parsed, one: Tree) -> list[AttributionRelation]:
    """The relations that syntax gives in one sentence."""
    found: list[AttributionRelation] = []
    for i, token in enumerate(one.tokens):
        made: AttributionRelation | None = None
        if token.pos in VERB_LIKE:
            made = passive(one, i) or verb(one, i)
        elif token.lemma.casefold() == "reportedly" or token.lemma.casefold() in cue_kinds("ADV"):
            made = hearsay(one, i)
        elif token.pos == "NOUN":
            made = noun_cue(one, i) or viewpoint(one, i)
        if made:
            found.append(made)
        made = according(one, i)
        if made:
            found.append(made)
    if made := _trailing(one, found):
        found.append(made)
    found = [trail.marked(item, f"clause.{item.rule}") for item in found if trail.taken(f"clause.{item.rule}")]
    if trail.taken("clause.only_intended"):
        found = [item for item in found if not _only_intended(one, item, found)]
    return [trail.changed(item, "clause.trim", content=cut(parsed, one, item)) for item in found]


def _only_intended(one: Tree, item: AttributionRelation, found: Sequence[AttributionRelation]) -> bool:
    """Whether a relation is an intention inside what somebody says ("X decided to …, Y said"), or takes a credit for
    what is thought."""
    forms = {form for s, e in item.cue for word in one.text[s:e].casefold().split() for form in lemmas(word)}
    which = frozenset[str]().union(*(cue_kinds("VERB").get(form, frozenset()) for form in forms))
    if item.rule in _VERBS and one.text[slice(*item.content[0])].casefold().startswith("according to"):
        return True
    if item.rule not in _VERBS or not which or which & {"speech", "show", "judge", "object"}:
        return False
    at = item.cue[0][0]
    return any(s <= at < e for other in found if other is not item and other.source for s, e in other.content)


def _trailing(one: Tree, found: Sequence[AttributionRelation]) -> AttributionRelation | None:
    """ "…, a source familiar with the matter confirmed to X on Monday." where the parser missed it: by word order."""
    for end in (len(one.tokens), *_closings(one)):
        if (made := _trailing_before(one, found, end)) is not None:
            return made
    return None


def _closings(one: Tree) -> list[int]:
    """Where a clause of circumstance ends the sentence: ", as neighbours dug"."""
    words = ("as", "while", "after", "when", "before", "because", "though", "although", "hours", "days", "adding")
    commas = [j for j in range(4, len(one.tokens) - 2) if one.word(j) == "," and one.lower(j + 1) in words]
    return commas[:-4:-1]


def _owned(one: Tree, head: int, end: int) -> int:
    """The noun before ``end`` that a possessive stands before ("her tracking device", and not her); else the word."""
    while one.tokens[head].dep == "poss" and head < one.tokens[head].head < end:
        head = one.tokens[head].head
    return head


def _trailing_before(one: Tree, found: Sequence[AttributionRelation], end: int) -> AttributionRelation | None:
    """A reporting clause that ends at token ``end``."""
    tokens = one.tokens[:end]
    for i in range(len(tokens) - 1, max(len(tokens) - 16, 1), -1):
        token = tokens[i]
        if not _as_verb(one, i, last=i == len(tokens) - 2) & {"speech", "thought", "show"}:
            continue
        if any(a < token.end and token.start < b for item in found for a, b in item.cue):
            return None
        tail = range(i + 1, len(tokens))
        if any(tokens[j].tag in FINITE or one.lower(j) in ("that", "“", '"') for j in tail):
            return None
        comma = next((j for j in range(i - 1, 0, -1) if one.word(j) == ","), None)
        described = _described(one, i)
        comma = comma if described is None else described - 1
        if comma is None or not (described is not None or _noun_phrase(one, comma + 1, i)):
            continue
        first, final = min(comma + 1, i - 1), i - 1
        while final > first and tokens[final].pos in ("ADV", "AUX", "PART"):
            final -= 1
        start, end = trimmed(one.text, tokens[first].start, tokens[final].end)
        if start >= end:
            continue
        before = trimmed(one.text, one.sentence.start, tokens[comma].start)
        if sum(1 for j in range(comma) if tokens[j].tag in FINITE) == 0:
            return None  # what stands before is no clause
        if first >= i or not any(tokens[j].pos in _NOMINAL for j in range(first, i)):
            continue
        head = next(j for j in range(first, i) if tokens[j].pos in _NOMINAL)
        for j in range(head + 1, i):
            if tokens[j].pos in ("PROPN", "NOUN") and tokens[j].head != head and tokens[j - 1].pos not in ("ADP",):
                head = j
            else:
                break
        head = _owned(one, head, i)
        listener_at = listener(one, i)
        return AttributionRelation(
            ((start, end),),
            cue_span(one, i),
            (before,),
            "trailing",
            listener_at,
            (tokens[head].start, tokens[head].end),
        )
    return None


def _described(one: Tree, i: int) -> int | None:
    """Where the subject of a verb begins, if it has a relative clause of its own right behind a comma ("…, an official
    who was not allowed to speak told X"); None for any other."""
    subject = one.child(i, "nsubj")
    if subject is None or subject > i or one.child(subject, "relcl") is None:
        return None
    inside = one.subtree(subject)
    opens = inside[0]
    whole = inside == list(range(opens, i)) or list(inside) == list(range(opens, i))
    return opens if whole and opens > 1 and one.word(opens - 1) == "," else None


def _as_verb(one: Tree, i: int, *, last: bool) -> frozenset[str]:
    """The kinds of cue that a word is as a verb; a last word that the parser took for a noun ("estimates", "show") too,
    where it agrees with what stands before it."""
    token = one.tokens[i]
    if token.tag in _FORMS:
        return cue_kinds("VERB").get(token.lemma, frozenset())
    if not last or token.pos not in ("NOUN", "PROPN") or not _agrees(one, i):
        return frozenset()
    return frozenset[str]().union(*(cue_kinds("VERB").get(form, frozenset()) for form in lemmas(one.lower(i))))


def _agrees(one: Tree, i: int) -> bool:
    """Whether the last word of a sentence can be the verb of the phrase before it by number: "officials say", "the
    United Nations estimates", and not "the evening show"."""
    comma = next((j for j in range(i - 1, 0, -1) if one.word(j) == ","), None)
    nouns = [] if comma is None else [j for j in range(comma + 1, i) if one.tokens[j].pos in ("NOUN", "PROPN")]
    if not nouns:
        return False
    head = one.tokens[nouns[0]] if any(one.tokens[j].pos == "ADP" for j in range(nouns[0], i)) else one.tokens[i - 1]
    if head.pos == "PROPN":
        return one.lower(i).endswith("s")
    return head.pos == "NOUN" and (head.tag == "NNS") != one.lower(i).endswith("s")


_VERBS = ("verb", "object")
_NOMINAL = ("NOUN", "PROPN", "PRON")


def _noun_phrase(one: Tree, start: int, end: int) -> bool:
    """Whether tokens ``start`` to ``end`` can be one noun phrase: nominal, and without a finite verb of their own."""
    inside = range(start, end)
    if not inside or not any(one.tokens[j].pos in _NOMINAL for j in inside):
        return False
    if one.tokens[start].pos not in (*_NOMINAL, "DET", "ADJ", "NUM", "ADV"):
        return False
    return not any(one.tokens[j].tag in FINITE for j in inside)
