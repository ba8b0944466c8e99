"""The phrases of a relation in the parse: subject, source noun phrase, cue with auxiliaries, and who was spoken to.

Follows PolNeAR's conventions: the source is the whole noun phrase with its appositions, auxiliaries and negation belong
to the cue.  Left out: who a source is (``sources``).
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand import lexicon
from firsthand.analyse.attribution.cues import cue_kinds
from firsthand.grammar import Tree
from firsthand.grammar.tree import Pieces, pieces, trimmed
from firsthand.grammar.verb_forms import VERB_LIKE

SUBJECT = ("nsubj", "csubj")


def subject_of(one: Tree, i: int) -> int | None:
    """The subject of a verb: its own, that of the verb it is joined to or depends on, or the noun it modifies."""
    if (quoting := quoted_by(one, i)) is not None:
        return one.child(quoting, "dobj", "nsubjpass")
    seen = 0
    while seen < 6:
        seen += 1
        token = one.tokens[i]
        own = one.below(i, *SUBJECT)
        if own:  # the nearest one: "who" belongs to the verb of what was said
            before = [c for c in own if c < i]
            return before[-1] if before else own[0]
        passive = one.child(i, "nsubjpass")
        if passive is not None and seen > 1:
            return passive
        if passive is not None:
            return None
        head = token.head
        if head == i:
            return None
        if token.dep in ("acl", "relcl"):
            return None if _infinitive(one, i) else head  # "some way to say that …" says nothing
        if token.dep in ("conj", "xcomp", "advcl", "dep", "pcomp", "prep") and (
            one.tokens[head].pos in (*VERB_LIKE, "ADP", "ADJ") or token.dep == "conj"
        ):
            if token.dep == "xcomp":
                controlled = one.child(head, "dobj", "dative")
                if controlled is not None and cue_kinds("VERB").get(one.tokens[head].lemma, frozenset()) & {"request"}:
                    return controlled
            i = head
            continue
        return None
    return None


def _infinitive(one: Tree, i: int) -> bool:
    return one.tokens[i].tag == "VB" and any(one.lower(c) == "to" for c in one.below(i, "aux"))


def quoted_by(one: Tree, i: int) -> int | None:
    """The verb "quoted" or "cited" of "quoted X as saying", where ``i`` is "saying"."""
    if one.tokens[i].dep != "pcomp" or one.lower(one.tokens[i].head) != "as":
        return None
    verb = one.tokens[one.tokens[i].head].head
    return verb if one.tokens[verb].lemma in ("quote", "cite") else None


def source_span(one: Tree, head: int) -> Pieces:
    """The noun phrase of a source, appositions and modifiers with it, without a clause that only the writer adds."""
    wide = one.subtree(
        head,
        skip=lambda c: (
            (one.tokens[c].dep in ("cc", "punct", "advcl", "parataxis", "ccomp") and not _inside(one, c, head))
            or (one.tokens[c].head == head and _is_date(one, c))
        ),
    )
    run = list(wide)
    # Keep the run of tokens around the head: brackets and commas inside it belong to it.
    low, high = min(run), max(run)
    start, end = trimmed(one.text, one.tokens[low].start, one.tokens[high].end)
    return ((start, end),)


def _is_date(one: Tree, c: int) -> bool:
    """ "the Tribune in May": the date belongs to the telling, not to the name."""
    target = one.child(c, "pobj") if one.lower(c) in ("in", "on", "since", "during") else None
    return target is not None and one.tokens[target].ner.endswith(("DATE", "TIME"))


def _inside(one: Tree, c: int, head: int) -> bool:
    """Whether a coordinator or mark stands between parts of the phrase and not at its edge."""
    own = one.children[head]
    return bool(own) and min(own) < c < max(own)


def cue_span(one: Tree, i: int, extra: Sequence[int] = ()) -> Pieces:
    """The verb with its auxiliaries, negation, particle and the adverbs between them."""
    chosen = {i, *extra}
    for c in one.children[i]:
        dep = one.tokens[c].dep
        if (
            (dep in ("aux", "auxpass", "neg") and one.tokens[c].tag != "TO")
            or dep == "prt"
            or (
                dep == "advmod"
                and c in (i - 1, i - 2)
                and one.tokens[c].tag.startswith("RB")
                and one.lower(c) not in ("when", "how", "why", "where", *cue_kinds("ADV"))
            )
        ):
            chosen.add(c)
    chosen |= _neither(one, i)
    filled = set(chosen)
    low, high = min(filled), max(filled)
    for j in range(low, high):
        if one.tokens[j].pos in ("ADV", "PART") and one.lower(j) not in cue_kinds("ADV"):
            filled.add(j)
    return pieces(one, filled)


def _neither(one: Tree, i: int) -> set[int]:
    """ "neither confirmed nor denied" is one cue: half of it would say the opposite."""
    head = one.tokens[i].head
    before = one.child(head, "preconj")
    if one.tokens[i].dep != "conj" or before is None or one.lower(before) != "neither":
        return set()
    return {before, head, *(c for c in one.below(head, "cc") if before < c < i)}


def with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Takes in a mark that opens just before or closes just after a span that holds its partner."""
    inside = text[start:end]
    if text[end : end + 1] == "”" and inside.count("“") > inside.count("”"):
        end += 1
    elif text[end : end + 2] in (".”", ",”") and inside.count("“") > inside.count("”"):
        end += 2
    if start > 0 and text[start - 1] == "“" and inside.count("”") > inside.count("“"):
        start -= 1
    elif inside.startswith(("”", "’")):
        start += 1
    for mark in ('"',):
        if text[start:end].count(mark) % 2:
            if text[end : end + 1] == mark:
                end += 1
            elif text[end : end + 2] in ("." + mark, "," + mark):
                end += 2
            elif start > 0 and text[start - 1] == mark:
                start -= 1
    return start, end


def listener(one: Tree, i: int) -> tuple[int, int] | None:
    """Who was told: the object of tell, or what follows "to" or "with" in "said to X", "in an interview with X"."""
    verb = one.tokens[i].lemma.casefold()
    target = _quoting(one, i)
    if target is None and verb in (
        "tell",
        "inform",
        "assure",
        "remind",
        "advise",
        "notify",
        "email",
        "text",
        "ask",
        "warn",
    ):
        target = one.child(i, "dative", "dobj")
        if target is None:
            target = _misplaced(one, i)
    if target is None:
        target = _venue(one, i)
    if target is None:
        return _next_words(one, i)
    house = one.tokens[target].lemma.casefold() in lexicon.entry_set("outlet_nouns")  # "told the newspaper Hürriyet"
    spans = pieces(
        one,
        one.subtree(
            target,
            skip=lambda c: (
                (one.tokens[c].dep == "appos" and not house)
                or one.tokens[c].dep in ("relcl", "punct", "cc", "conj", "acl")
                or (one.tokens[c].dep == "prep" and one.lower(c) not in ("of", "at", "from", "for"))
            ),
        ),
    )
    return (spans[0][0], spans[-1][1]) if spans else None


def _next_words(one: Tree, i: int) -> tuple[int, int] | None:
    """A name right after "told", "confirmed to" or "spoke to", whatever the parser made of it."""
    at = i + 1
    if at < len(one.tokens) and one.lower(at) == "to":
        at += 1
    elif one.tokens[i].lemma.casefold() != "tell":
        return None
    first = at
    if at < len(one.tokens) and one.lower(at) == "the":
        at += 1
    last = at
    while last < len(one.tokens) and one.tokens[last].pos == "PROPN":
        last += 1
    return (one.tokens[first].start, one.tokens[last - 1].end) if last > at else None


_OCCASION = frozenset({
    "interview", "statement", "briefing", "appearance", "conversation", "call", "email", "remark", "comment",
    "column", "podcast", "text", "message", "broadcast", "op-ed", "piece",
})  # fmt: skip


def _quoting(one: Tree, i: int) -> int | None:
    """The outlet of "X quoted Y as saying" and "Y was quoted by X as saying"."""
    verb = quoted_by(one, i)
    if verb is None:
        return None
    if (own := one.child(verb, "nsubj")) is not None:
        return own
    for c in (*one.below(verb, "agent", "prep"), *one.below(i, "agent", "prep")):
        if one.lower(c) in ("by", "in"):
            return one.child(c, "pobj")
    return None


def _misplaced(one: Tree, i: int) -> int | None:
    """The listener where the parser took it for the subject of what is said: it stands before "that"."""
    clause = one.child(i, "ccomp")
    if clause is None or clause < i:
        return None
    subject, mark = one.child(clause, "nsubj"), one.child(clause, "mark")
    return subject if subject is not None and mark is not None and subject < mark else None


def _speaking_to(one: Tree, i: int) -> int | None:
    """The outlet of "Speaking to X, Y said" and "Y, speaking on X, said"."""
    subject = one.child(i, *SUBJECT)
    for c in (*one.below(i, "advcl"), *(one.below(subject, "acl") if subject is not None else ())):
        if one.tokens[c].lemma.casefold() in ("speak", "talk", "write", "appear"):
            for prep in one.below(c, "prep"):
                target = one.child(prep, "pobj")
                if (
                    one.lower(prep) in ("to", "with", "on", "in")
                    and target is not None
                    and one.tokens[target].pos == "PROPN"
                ):
                    return target
    return None


def _venue(one: Tree, i: int) -> int | None:
    if (spoken := _speaking_to(one, i)) is not None:
        return spoken
    target = one.child(i, "dobj")
    beside = [] if target is None else [c for c in one.below(target, "prep") if one.lower(c) == "to"]
    for prep in [*one.below(i, "prep", "dative"), *beside]:
        word = one.lower(prep)
        target = one.child(prep, "pobj")
        if target is None:
            continue
        if word in ("to", "with", "on") and one.tokens[target].pos in ("PROPN", "NOUN"):
            return target
        if word in ("in", "during", "via", "through") and one.tokens[target].lemma.casefold() in _OCCASION:
            for inner in one.below(target, "prep"):
                if one.lower(inner) in ("with", "to", "for", "on", "by"):
                    last = one.child(inner, "pobj")
                    if last is not None and one.tokens[last].pos == "PROPN":
                        return last
            owner = one.child(target, "poss", "compound", "nmod")
            if owner is not None and one.tokens[owner].pos == "PROPN":
                return owner
    return None
