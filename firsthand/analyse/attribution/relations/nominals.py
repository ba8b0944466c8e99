"""Cues that are no active verb: passives, nouns, "according to", "per" and "reportedly"."""

from __future__ import annotations

from firsthand.analyse.attribution.cues import cue_kinds
from firsthand.analyse.attribution.phrases import cue_span, listener, source_span, with_marks
from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.grammar import Tree
from firsthand.grammar.tree import Pieces, pieces, trimmed
from firsthand.grammar.verb_forms import VERB_LIKE

_DASHES = ("—", "–", "--")

_MEDIA_PASSIVE = frozenset({
    "report", "confirm", "announce", "disclose", "reveal", "publish", "say", "obtain", "see", "review",
    "describe", "state", "allege",
})  # fmt: skip


def passive(one: Tree, i: int) -> AttributionRelation | None:
    """ "was first reported by X", "a move confirmed by X", "is said to be Y", "X was accused of Y"."""
    token = one.tokens[i]
    lemma = token.lemma.casefold()
    which = cue_kinds("VERB").get(lemma)
    if not which or token.tag != "VBN":
        return None
    agent = one.child(i, "agent")
    by = one.child(agent, "pobj") if agent is not None else None
    subject = one.child(i, "nsubjpass")
    reduced = token.dep == "acl"
    if subject is None and not reduced:
        return None
    source = () if by is None else source_span(one, by)
    head = None if by is None else (one.tokens[by].start, one.tokens[by].end)
    clause, infinitive = one.child(i, "ccomp"), one.child(i, "xcomp")
    chosen: list[int] = []
    if by is None and one.child(i, "prt") is not None:
        return None  # "is ruled out"
    if clause is not None and which & {"speech", "thought", "show"}:
        chosen = one.subtree(clause)
    elif subject is not None and infinitive is not None and which & {"speech", "thought", "request"}:
        chosen = [*one.subtree(subject), *one.subtree(infinitive)]
    elif subject is not None and "judge" in which and (by is not None or lemma in ("accuse", "charge", "describe")):
        rest = [
            *one.below(i, "oprd"),
            *[c for c in one.below(i, "prep") if one.lower(c) in ("of", "as", "with", "for")],
        ]
        if not rest and by is None:
            return None
        chosen = [*one.subtree(subject), *[j for c in rest for j in one.subtree(c)]]
    elif by is not None and subject is not None and which & {"speech", "object", "show"} and lemma in _MEDIA_PASSIVE:
        chosen = one.subtree(subject)
    elif by is not None and reduced and lemma in _MEDIA_PASSIVE:
        return _reduced(one, i, source, head)
    if not chosen:
        return None
    return AttributionRelation(
        source,
        cue_span(one, i, [] if agent is None else [agent] if agent == i + 1 else []),
        pieces(one, chosen),
        "passive",
        listener(one, i),
        head,
    )


def _reduced(one: Tree, i: int, source: Pieces, head: tuple[int, int] | None) -> AttributionRelation | None:
    """ "…, a move confirmed by a source": the content is the clause that the noun sums up, else the noun itself."""
    noun = one.tokens[i].head
    own = set(one.subtree(noun))
    first = min(own)
    if one.tokens[noun].lemma in _SUMMARY and first > 3 and one.word(first - 1) in (",", *_DASHES):
        clause = trimmed(one.text, one.tokens[0].start, one.tokens[first - 1].end)
        return AttributionRelation(source, cue_span(one, i), (clause,), "summed", None, head)
    beside = set(one.subtree(i))
    content = pieces(one, [j for j in own if j not in beside])
    return AttributionRelation(source, cue_span(one, i), content, "passive", None, head) if content else None


_SUMMARY = frozenset({
    "move", "decision", "step", "claim", "account", "fact", "development", "news", "detail", "information",
    "figure", "charge", "allegation", "report", "assertion", "plan", "change", "version", "number",
})  # fmt: skip


def hearsay(one: Tree, i: int) -> AttributionRelation | None:
    """ "is reportedly mulling": somebody reported it, nobody is named."""
    head = one.tokens[i].head
    if head == i or one.tokens[head].pos not in VERB_LIKE:
        return None
    content = pieces(one, [j for j in one.subtree(head) if j != i])
    return AttributionRelation((), ((one.tokens[i].start, one.tokens[i].end),), content, "hearsay") if content else None


def noun_cue(one: Tree, i: int) -> AttributionRelation | None:
    """ "the claim that …", "X's warning that …", "a report by X that …"."""
    if one.tokens[i].lemma.casefold() not in cue_kinds("NOUN"):
        return None
    clause = one.child(i, "acl", "ccomp", "relcl")
    content: Pieces = ()
    if clause is not None and one.tokens[clause].pos in VERB_LIKE:
        mark = one.child(clause, "mark")
        infinitive = one.child(clause, "aux")
        if (mark is not None and one.lower(mark) == "that") or (
            one.tokens[clause].dep == "acl" and infinitive is not None and one.tokens[infinitive].tag == "TO"
        ):
            content = pieces(one, one.subtree(clause))
    owner = one.child(i, "poss") or next((c for c in one.below(i, "nsubj") if one.child(c, "case") is not None), None)
    by = None
    for prep in one.below(i, "prep"):
        if one.lower(prep) in ("by", "from"):
            by = one.child(prep, "pobj")
    source = owner if owner is not None else by
    if not content or (source is None and not one.text[content[0][0] : content[0][1]].casefold().startswith("that ")):
        return None
    return AttributionRelation(
        () if source is None else source_span(one, source),
        ((one.tokens[i].start, one.tokens[i].end),),
        content,
        "noun",
        None,
        None if source is None else (one.tokens[source].start, one.tokens[source].end),
    )


def according(one: Tree, i: int) -> AttributionRelation | None:
    """ "according to X" and "per X": the clause around it is the content."""
    word = one.lower(i)
    source = None
    cue: list[int] = []
    if word == "according" and i + 1 < len(one.tokens) and one.lower(i + 1) == "to":
        cue = [i, i + 1]
        source = one.child(i + 1, "pobj")
        if source is None:
            source = one.child(i, "pobj")
    elif word == "per" and i > 0 and one.lower(i - 1) in (",", "”", '"', ",”"):
        cue = [i]
        source = one.child(i, "pobj")
        if source is None:
            source = next((j for j in range(i + 1, len(one.tokens)) if one.tokens[j].pos == "PROPN"), None)
            while (
                source is not None
                and one.tokens[source].head != source
                and one.tokens[one.tokens[source].head].pos == "PROPN"
            ):
                source = one.tokens[source].head
    if not cue or source is None:
        return None
    phrase = source_span(one, source)
    own = set(cue) | {j for j in range(len(one.tokens)) if any(s <= one.tokens[j].start < e for s, e in phrase)}
    head = one.tokens[i].head
    while one.tokens[head].pos not in VERB_LIKE and one.tokens[head].head != head:
        head = one.tokens[head].head
    # "Police said X, according to Y": everything the sentence holds is by Y, except a clause joined by "but".
    root = head
    while (
        one.tokens[root].dep in ("advcl", "xcomp", "acl", "relcl", "prep", "pcomp", "ccomp")
        and one.tokens[root].head != root
    ):
        root = one.tokens[root].head
    content = pieces(one, [j for j in one.subtree(root) if j not in own])
    content = tuple(with_marks(one.text, s, e) for s, e in content)
    if not content:
        return None
    return AttributionRelation(
        phrase, pieces(one, cue), content, "according", None, (one.tokens[source].start, one.tokens[source].end)
    )


_VIEWPOINTS = frozenset({"telling", "view", "opinion", "account", "estimation", "mind", "eyes", "version", "words"})


def viewpoint(one: Tree, i: int) -> AttributionRelation | None:
    """ "In X's telling, …", "in the view of X, …": the sentence around it is X's."""
    token = one.tokens[i]
    if token.lemma.casefold() not in _VIEWPOINTS and one.lower(i) not in _VIEWPOINTS:
        return None
    if token.dep != "pobj" or one.lower(token.head) not in ("in", "by"):
        return None
    owner = one.child(i, "poss")
    of = next((c for c in one.below(i, "prep") if one.lower(c) == "of"), None)
    owner = one.child(of, "pobj") if owner is None and of is not None else owner
    verb = one.tokens[token.head].head
    if owner is None or (one.tokens[owner].pos == "PRON" and one.lower(owner) == "its") or verb == token.head:
        return None
    own = set(one.subtree(token.head))
    content = pieces(one, [j for j in one.subtree(verb) if j not in own])
    if not content:
        return None
    head = (one.tokens[owner].start, one.tokens[owner].end)
    return AttributionRelation(source_span(one, owner), ((token.start, token.end),), content, "viewpoint", None, head)
