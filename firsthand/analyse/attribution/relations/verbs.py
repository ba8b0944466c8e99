"""Reporting verbs: what "said", "told", "called Y X", "accused Y of X" or "called for X" introduces.

Follows the complementation patterns of reporting verbs (Quirk et al. 1985, chapter 16) on ClearNLP dependencies.  Left
out: verbs of perception and sentiment that nobody voiced.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from firsthand import lexicon
from firsthand.analyse.attribution.cues import cue_kinds
from firsthand.analyse.attribution.phrases import (
    SUBJECT,
    cue_span,
    listener,
    quoted_by,
    source_span,
    subject_of,
    with_marks,
)
from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.grammar import Tree
from firsthand.grammar.tree import Pieces, pieces, trimmed
from firsthand.grammar.verb_forms import FINITE, VERB_LIKE

_OBJECT = ("dobj", "obj", "dative")


def verb(one: Tree, i: int) -> AttributionRelation | None:
    """The relation whose cue is the verb at ``i``, with the source and content that its grammar gives; None where it is
    no cue."""
    token = one.tokens[i]
    which = cue_kinds("VERB").get(token.lemma.casefold(), frozenset())
    if not which and token.lemma.casefold() not in _phrases() and token.lemma != "put":
        return None
    # "Asked about the dam, X said": whoever asked is not named, and it was not X.
    asked = token.tag == "VBN" and token.dep == "advcl" and one.child(i, "aux", "auxpass") is None
    source = None if asked else subject_of(one, i)
    if source is not None and token.dep == "acl" and token.tag == "VBD" and one.child(i, "ccomp") is not None:
        source = _whole_phrase(one, source)
    content, extra = _content(one, i, which)
    if not content:
        return None
    if source is None and token.dep not in ("advcl", "acl", "xcomp", "pcomp", "ROOT", "conj"):
        return None
    only_shows = "show" in which and not extra and not which & {"speech", "thought", "request", "judge"}
    if source is not None and only_shows and not _is_document(one, source):
        return None
    cue = cue_span(one, i, extra)
    spans = () if source is None else source_span(one, source)
    if spans and token.dep == "acl" and source != token.head:
        spans = (trimmed(one.text, spans[0][0], min(spans[0][1], one.tokens[i].start)),)
    if source is None and token.dep == "ROOT" and token.tag != "VBN":
        return None  # an imperative or a fragment
    content = tuple(_without(content, spans))
    if len(content) > 1:
        content = tuple(p for p in content if one.text[p[0] : p[1]].casefold() not in ("who", "which", "that"))
    if len(content) == 1 and one.text[content[0][0] : content[0][1]].casefold() in (
        "what",
        "who",
        "which",
        "that",
        "how",
    ):
        return None
    if not content:
        return None
    return AttributionRelation(
        source=spans,
        cue=cue,
        content=content,
        rule="object" if _takes_a_thing(one, i, which, extra) else "verb",
        addressee=listener(one, i),
        head=None if source is None else (one.tokens[source].start, one.tokens[source].end),
    )


def _takes_a_thing(one: Tree, i: int, which: frozenset[str], extra: Sequence[int]) -> bool:
    """Whether what the verb introduces is a thing and no clause: "announced the sale", but "addressed a rally" too."""
    clause = one.child(i, "ccomp", "xcomp") is not None
    return (
        not (extra or clause or "judge" in which)
        and one.child(i, "dobj") is not None
        and bool(which & {"object", "show"})
    )


def _whole_phrase(one: Tree, noun: int) -> int:
    """The noun that a finite verb belongs to where the parser hung it on the last noun of the phrase before it ("a
    person with knowledge of the decision confirmed that …")."""
    at = noun
    while one.tokens[at].dep in ("pobj", "prep", "pcomp") and one.tokens[at].head < at:
        at = one.tokens[at].head
    return at if one.tokens[at].pos in ("NOUN", "PROPN") and one.tokens[at].dep == "ROOT" else noun


def _is_document(one: Tree, source: int) -> bool:
    return one.tokens[source].lemma.casefold() in lexicon.entry_set("document_nouns")


def _content(one: Tree, i: int, which: frozenset[str]) -> tuple[Pieces, list[int]]:
    """What a verb introduces, and further words of the cue ("called for", "pointed to")."""
    token = one.tokens[i]
    clause = one.child(i, "ccomp")
    quoting = quoted_by(one, i)
    if clause is None and quoting is not None:
        clause = one.child(quoting, "ccomp")
    if clause is not None and which & {"speech", "thought", "show", "request", "commit", "judge", "object"}:
        return _clause(one, i, clause), []
    if token.dep == "parataxis" and which & {"speech", "thought", "show"} and one.child(i, *SUBJECT) is not None:
        return _host(one, i), []
    if token.dep in ("advcl", "ccomp") and "speech" in which and one.child(i, "mark") is not None:
        mark = one.child(i, "mark")
        if mark is not None and one.lower(mark) == "as" and one.child(i, "dobj", "xcomp") is None:
            return _host(one, i), []
    if (
        token.lemma == "put"
        and token.dep == "advcl"
        and (it := one.child(i, "dobj")) is not None
        and one.lower(it) == "it"
    ):
        return _host(one, i), [it]
    infinitive = one.child(i, "xcomp")
    takes = infinitive is not None and bool(which & {"request", "commit", "thought", "speech"})
    if infinitive is not None and takes and (one.tokens[infinitive].pos in VERB_LIKE or "speech" in which):
        return pieces(one, one.subtree(infinitive)), []
    phrase = _phrase(one, i)
    if phrase[0]:
        return phrase
    if "judge" in which:
        return _judged(one, i)
    target = one.child(i, "dobj")
    if target is not None and which & {"object", "show"}:
        inside = [j for c in (target, *_completing(one, i, target)) for j in one.subtree(c, _outside_object(one))]
        return _run(one, sorted(inside)), []
    if "speech" in which:
        return _that_clause(one, i), []
    return (), []


def _that_clause(one: Tree, i: int) -> Pieces:
    """The clause that the parser hung elsewhere ("told X, a network, on Thursday that …"), to the end of its words."""
    for j in range(i + 1, min(i + 25, len(one.tokens))):
        token = one.tokens[j]
        hung = one.tokens[i].dep == "ccomp" and one.tokens[i].head == token.head  # "media reported, citing X, that …"
        if one.lower(j) == "that" and token.dep == "mark" and (hung or i not in one.subtree(token.head)):
            inside = [k for k in one.subtree(token.head) if k >= j]
            return _run(one, inside) if inside else ()
        if token.tag in FINITE:
            return ()
    return ()


def _outside_object(one: Tree) -> Callable[[int], bool]:
    """ "confirmed the sale to the Tribune on Monday": neither listener nor date is part of what was confirmed."""

    def is_outside(c: int) -> bool:
        target = one.child(c, "pobj")
        if one.tokens[c].dep != "prep" or target is None:
            return False
        dated = one.lower(c) in ("on", "in") and one.tokens[target].ner.endswith(("DATE", "TIME"))
        return dated or (one.lower(c) == "to" and one.tokens[target].pos == "PROPN")

    return is_outside


def _completing(one: Tree, i: int, target: int) -> list[int]:
    """Prepositional phrases that the parser hangs on the verb though they complete its object."""
    end = max(one.subtree(target)) + 1
    out = []
    for c in one.below(i, "prep"):
        if min(one.subtree(c)) == end and one.lower(c) in ("for", "of", "against", "about", "between", "over", "with"):
            out.append(c)
            end = max(one.subtree(c)) + 1
    return out


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Cues of several words by the lemma of their verb, longest first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for lemma, which in cue_kinds("VERB").items():
        if "phrase" in which:
            verb, *rest = lemma.split()
            out.setdefault(verb, []).append(tuple(rest))
    return {verb: tuple(sorted(found, key=lambda rest: (-len(rest), rest))) for verb, found in out.items()}


def _phrase(one: Tree, i: int) -> tuple[Pieces, list[int]]:
    """ "called for X", "pushed back against X", "floated the idea of X"."""
    for rest in _phrases().get(one.tokens[i].lemma.casefold(), ()):
        at = i + 1
        used: list[int] = []
        for word in rest:
            # Adverbs and times may stand between: "pushed back Friday against".
            skipped = 0
            while at < len(one.tokens) and one.lower(at) != word and skipped < 2 and used:
                if one.tokens[at].pos not in ("ADV", "PROPN"):
                    break
                at, skipped = at + 1, skipped + 1
            if at >= len(one.tokens) or one.lower(at) != word:
                break
            used.append(at)
            at += 1
        if len(used) != len(rest) or at >= len(one.tokens):
            continue
        last = used[-1]
        outside = _outside_object(one)
        inside = [j for j in one.subtree(last, outside) if j > last] or [j for j in one.subtree(i, outside) if j > last]
        if inside and inside[0] == last + 1:
            lasts = all(one.tokens[j].ner.endswith(("DATE", "TIME")) or one.tokens[j].pos == "DET" for j in inside)
            return ((), []) if lasts else (_run(one, inside), used)  # "argued for an hour"
        target = one.child(i, "dobj", "pobj")
        if target is not None and target > last:
            return pieces(one, one.subtree(target)), used
    return (), []


def _run(one: Tree, inside: Sequence[int]) -> Pieces:
    """The first unbroken run of tokens."""
    run = [inside[0]]
    for j in inside[1:]:
        if j != run[-1] + 1:
            break
        run.append(j)
    return pieces(one, run)


def _clause(one: Tree, i: int, clause: int) -> Pieces:
    """A complement clause, before or after its verb; a parenthetical verb inside it is cut out."""
    inside = one.subtree(clause, skip=lambda c: one.tokens[c].dep == "parataxis" and one.tokens[c].pos in VERB_LIKE)
    own = set(one.subtree(i, skip=lambda c: c == clause))
    found = pieces(one, [j for j in inside if j not in own])
    # Marks at the edges belong to the content even where the parser hangs them on the verb.
    return tuple(with_marks(one.text, start, end) for start, end in found)


def _host(one: Tree, i: int) -> Pieces:
    """The clause around a parenthetical ("X, as the minister said, is …")."""
    own = set(one.subtree(i))
    # "…, officials said, and left …": a conjunction that joins nothing of the verb's own belongs to the clause.
    own -= {c for c in one.below(i, "cc") if not any(j > c for j in one.below(i, "conj"))}
    root = one.tokens[i].head
    found = pieces(one, [j for j in one.subtree(root) if j not in own])
    return tuple(with_marks(one.text, start, end) for start, end in found)


def _judged(one: Tree, i: int) -> tuple[Pieces, list[int]]:
    """ "called Y X", "accused Y of X", "blamed Y for X", "described Y as X"."""
    target = one.child(i, *_OBJECT)
    preps = [c for c in one.below(i, "prep") if one.lower(c) in ("as", "for", "of", "on", "over")]
    rest = [*one.below(i, "oprd"), *preps]
    if one.tokens[i].lemma == "call" and target is None and preps:
        for c in preps:
            if one.lower(c) in ("for", "on"):
                return pieces(one, [j for j in one.subtree(c) if j != c]), [c]
    if target is None and one.tokens[i].dep == "relcl" and preps:
        return pieces(one, one.subtree(preps[0])), []
    if target is None:
        return (), []
    return _after(one, i, target, *rest), []


def _after(one: Tree, i: int, *parts: int) -> Pieces:
    """From the first of the parts to the end of the last, one piece."""
    chosen = sorted({j for part in parts for j in one.subtree(part) if j > i})
    if not chosen:
        return ()
    start, end = trimmed(one.text, one.tokens[chosen[0]].start, one.tokens[chosen[-1]].end)
    return (with_marks(one.text, start, end),)


def _without(content: Pieces, source: Pieces) -> list[tuple[int, int]]:
    return [piece for piece in content if not any(piece[0] >= s and piece[1] <= e for s, e in source)]
