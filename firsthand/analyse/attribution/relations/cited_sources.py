"""A source inside a report's report: "X reported, citing Y" is Y's word in X's.

Quotation chains of this kind are how most relayed news is worded.  Y must be somebody or a record: "citing safety
concerns" gives a reason, not a source.  Left out: a source in a sentence of its own ("The paper cited Y.").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand import lexicon, trail
from firsthand.analyse.attribution.cues import cue_kinds, lemmas
from firsthand.analyse.attribution.phrases import source_span
from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.grammar import Tree
from firsthand.grammar.tree import Pieces, pieces, trimmed

_PEOPLE = ("anonymous", "institution_nouns", "group_nouns", "document_nouns")
_NO_ROLE = frozenset({
    "weather", "disaster", "disorder", "matter", "error", "number", "order", "power", "danger", "factor", "labor",
    "terror", "behavior", "cancer", "anger", "fear", "failure", "winter", "summer", "water", "fervor", "rumor",
    "horror", "murder", "border", "transfer", "turnover", "takeover",
})  # fmt: skip


CITES = re.compile(r"\b(?:citing|quoting|cited|quoted|based on)\b")


def with_cited_sources(one: Tree, found: Sequence[AttributionRelation]) -> list[AttributionRelation]:
    """The relations of a sentence, ``found``, with those of the sources that they cite; a new one is ``through`` the
    cue of the report that cites it."""
    out = list(found)
    for i in range(1, len(one.tokens)):
        target = _target(one, i)
        if target is None or not _somebody(one, target) or not trail.taken("cited.source"):
            continue
        place = _reporter(one, out, i)
        if place is None:
            continue
        source = source_span(one, target)
        content = _without(one.text, out[place].content, one.tokens[i].start, source[-1][1])
        outer = trail.changed(out[place], "cited.trim", content=content)
        cue = pieces(one, (i, i + 1) if one.lower(i) == "based" else (i,))
        if not outer.content or any(s < source[-1][1] and source[0][0] < e for s, e in outer.content):
            continue
        out[place] = outer
        told = [item.source == outer.source and item.decided_by == "model" for item in out]
        out = [item for item, kept in zip(out, told, strict=True) if kept or item.cue != cue]
        head = (one.tokens[target].start, one.tokens[target].end)
        made = AttributionRelation(source, cue, outer.content, "citing", None, head, through=outer.cue)
        out.append(trail.marked(made, "cited.source"))
    return out


def closed(text: str, found: Sequence[AttributionRelation]) -> list[AttributionRelation]:
    """The relations of a sentence where one that closes it ("X said Y, the agency reported") holds the one before: its
    words are no part of what X said, and all that X said is its content."""
    out = list(found)
    for n, item in enumerate(out):
        for m, last in enumerate(out):
            if n == m or len(last.source) != 1 or not last.cue or len(item.content) != 1 or not item.cue:
                continue
            (start, end), (first, after) = item.content[0], last.source[0]
            comma = text[start:first].rstrip() if start < first else ""
            if not (start < first and after <= last.cue[0][0] and last.cue[-1][1] >= end - 12 and comma.endswith(",")):
                continue
            if last.cue[-1][1] > end or last.content == () or last.content[-1][1] > first or item.cue[0][0] > start:
                continue
            cut = trimmed(text, start, start + len(comma))
            opens = min((item.source or item.cue)[0][0], last.content[0][0])
            if len(text[slice(*cut)].split()) > 2:
                out[n] = trail.changed(item, "cited.closed", content=(cut,))
                out[m] = trail.changed(last, "cited.closed", content=((opens, cut[1]),))
    return out


def _target(one: Tree, i: int) -> int | None:
    """Whom or what the word cites."""
    word = one.lower(i)
    if word in ("citing", "quoting"):
        target = one.child(i, "dobj", "obj", "pobj")
    elif word in ("cited", "quoted") and one.lower(i - 1) in ("who", "which"):
        target = one.child(i, "dobj", "obj")
    elif word == "based" and i + 2 < len(one.tokens) and one.lower(i + 1) == "on" and one.word(i - 1) == ",":
        target = one.child(i + 1, "pobj")
    else:
        return None
    return target if target is not None and target > i else None


def _somebody(one: Tree, i: int) -> bool:
    token, lemma = one.tokens[i], one.tokens[i].lemma.casefold()
    if token.pos == "PROPN" and not token.ner.endswith(("DATE", "TIME")):
        return True
    role = lemma.endswith(("man", "woman", "person", "er", "or", "ist", "ian", "ee")) and len(lemma) > 4
    listed = any(lemma in lexicon.entry_set(name) for name in _PEOPLE)
    return token.pos == "NOUN" and (listed or (role and lemma not in _NO_ROLE))


def _reporter(one: Tree, found: Sequence[AttributionRelation], i: int) -> int | None:
    """The relation of the sentence whose cue stands nearest before the citing word, else nearest after it."""
    at = one.tokens[i].start
    best: tuple[bool, int, int] | None = None
    for n, item in enumerate(found):
        if not item.cue or not item.source or not item.content or item.rule == "citing":
            continue
        cue = item.cue[0][0]
        if not one.sentence.start <= cue < one.sentence.end or any(s <= at < e for s, e in item.cue):
            continue
        forms = {form for s, e in item.cue for word in one.text[s:e].casefold().split() for form in lemmas(word)}
        speaks = item.rule == "according" or any("speech" in cue_kinds("VERB").get(form, frozenset()) for form in forms)
        between = one.text[min(cue, at) : max(cue, at)]
        if not speaks or any(mark in between for mark in "“”;") or len(between) > 120:
            continue
        ranked = (cue > at, abs(cue - at), n)
        best = ranked if best is None else min(best, ranked)
    return None if best is None else best[2]


def _without(text: str, content: Pieces, start: int, end: int) -> Pieces:
    """Content without the citing phrase that stands in it."""
    out: list[tuple[int, int]] = []
    for s, e in content:
        if start < e and s < end:
            parts = [trimmed(text, s, min(start, e)) if s < start else (s, s), trimmed(text, min(end, e), e)]
            out += [part for part in parts if part[0] < part[1] and any(c.isalnum() for c in text[part[0] : part[1]])]
        else:
            out.append((s, e))
    return tuple(out)
