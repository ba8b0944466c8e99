"""The tagger's relations and the rules' as one list.

The model decides the spans at the cues it finds.  The rules mend what it breaks off there (the first half of a clause
that its cue splits, a passive's subject), give a source to a cue left without one, and add the relations of fixed
patterns where the model has nothing: short plain reports are unlike the long articles it was trained on.  Measured on
PolNeAR's development part: about a point of exact F1 below the model alone for source and cue, level for content;
``python -m evals attribution`` prints how the hand-made cases fare.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand import trail
from firsthand.analyse.attribution.cues import cue_kinds, lemmas
from firsthand.analyse.attribution.phrases import listener
from firsthand.analyse.attribution.relation import AttributionRelation, span_index
from firsthand.analyse.attribution.resolution_context import Context
from firsthand.data import ARTICLE_KINDS, Quotation
from firsthand.grammar.tree import Pieces
from firsthand.grammar.verb_forms import VERB_LIKE
from firsthand.models import tagger

_STRUCTURAL = frozenset({"trailing", "summed"})
_SURE = frozenset({"according", "passive", "summed"})
_PLAIN = frozenset({
    "say", "tell", "add", "confirm", "deny", "testify", "allege", "accuse", "blame", "announce", "report", "warn",
    "claim", "insist", "estimate", "argue", "learn", "order", "urge", "find", "show",
})  # fmt: skip
_FIRST = frozenset({"i", "we", "you", "it", "that", "which", "this", "who", "what"})


def tagged(context: Context) -> list[AttributionRelation]:
    """The trained tagger's relations over the article's paragraphs."""
    text = context.text
    blocks = [block for block in context.parsed.document.blocks if block.kind in ARTICLE_KINDS]
    paragraphs = [(block.start, block.end) for block in blocks if text[block.start : block.end].strip()]
    out: list[AttributionRelation] = []
    for item in tagger.tag(text, paragraphs):
        if not item.cue or not item.content:
            continue
        if trail.taken("tagger.says_nothing") and _says_nothing(context, item.cue, item.content):
            continue
        rule, spoken_to = _rule_of(text, item.cue), _listener(context, item.cue)
        made = AttributionRelation(item.source, item.cue, item.content, rule, spoken_to, decided_by="model")
        out.append(trail.marked(made, "tagger"))
    return [_in_reach(text, item, out) for item in out]


def _says_nothing(context: Context, cue: Pieces, content: Pieces) -> bool:
    """Whether a cue is auxiliaries alone ("has since"), or somebody adds a thing to others and no words ("has since
    added two gangs to the list")."""
    one = context.parsed.at(cue[-1][0])
    if one is None:
        return False
    inside = [i for i, token in enumerate(one.tokens) if any(s <= token.start < e for s, e in cue)]
    sorts = {one.tokens[i].pos for i in inside}
    if (
        "AUX" in sorts
        and sorts <= {"AUX", "ADV", "SCONJ", "PART"}
        and not any(one.lower(i) in cue_kinds("ADV") for i in inside)
    ):
        return True
    if any(context.text[s] in _OPENING for s, _ in content):
        return False
    adds = [i for i in inside if one.tokens[i].lemma == "add" and one.tokens[i].pos == "VERB"]
    return any(one.child(i, "dobj") is not None and one.child(i, "ccomp") is None for i in adds)


def _in_reach(text: str, item: AttributionRelation, found: Sequence[AttributionRelation]) -> AttributionRelation:
    """Without pieces that end a paragraph before the cue's, where that paragraph has a cue of its own: they go on from
    there (“A,” said X. “B.”), and are not the next speaker's."""
    at = item.cue[0][0]
    kept = []
    for start, end in item.content:
        opens = text.rfind("\n", 0, start) + 1
        before = end <= at and "\n" in text[end:at]
        taken = before and any(opens <= s < start for other in found if other is not item for s, _ in other.cue)
        kept += [] if taken else [(start, end)]
    return trail.changed(item, "tagger.in_reach", content=tuple(kept)) if kept else item


def _listener(context: Context, cue: Pieces) -> tuple[int, int] | None:
    one = context.parsed.at(cue[0][0])
    if one is None:
        return None
    for i, token in enumerate(one.tokens):
        if token.pos in VERB_LIKE and any(s <= token.start < e for s, e in cue):
            found = listener(one, i)
            if found is not None:
                return found
    return None


def _rule_of(text: str, cue: Pieces) -> str:
    words = " ".join(text[s:e] for s, e in cue).casefold()
    if words == "per" or words.startswith(("according to", "per ")):
        return "according"
    return "hearsay" if words in cue_kinds("ADV") else "model"


def _overlap(a: Pieces, b: Pieces) -> bool:
    return any(s < y and x < e for s, e in a for x, y in b)


def combined(
    text: str, model: Sequence[AttributionRelation], ruled: Sequence[AttributionRelation]
) -> list[AttributionRelation]:
    """The model's relations, mended and completed by the rules."""
    out: list[AttributionRelation] = []
    used: set[int] = set()
    cues = span_index(rule.cue for rule in ruled)
    for item in model:
        near = sorted({n for s, e in item.cue for n in cues.near(s, e)})
        same = [n for n in near if _overlap(item.cue, ruled[n].cue)]
        used.update(same)
        out.append(_mended(text, item, [ruled[n] for n in same]))
    read = list(out)
    contents = span_index(item.content for item in read)

    def free(rule: AttributionRelation) -> bool:
        return not any(_overlap(rule.cue, read[n].content) for s, e in rule.cue for n in contents.near(s, e))

    left = [rule for n, rule in enumerate(ruled) if n not in used]
    for rule in left:
        step, told = ("ensemble.stands", _stands) if free(rule) else ("ensemble.nested", _nested)
        if trail.taken(step) and told(text, rule):
            out.append(trail.marked(rule, step))
    return out


def _mended(text: str, item: AttributionRelation, same: Sequence[AttributionRelation]) -> AttributionRelation:
    """The model's relation with what the rules read better at the same cue."""
    structural = next((rule for rule in same if rule.rule in _STRUCTURAL), None)
    if structural is not None and trail.taken("ensemble.structural"):
        return trail.marked(structural, "ensemble.structural")
    if same and " ".join(text[s:e] for s, e in item.content).casefold() in _FIRST and trail.taken("ensemble.pronoun"):
        return trail.marked(same[0], "ensemble.pronoun")
    named = next((rule for rule in same if rule.source), None)
    passive = next((rule for rule in same if rule.rule == "passive"), None)
    if passive is not None and not passive.source and item.source and item.source[-1][1] <= item.cue[0][0]:
        item = trail.changed(item, "ensemble.passive_subject", source=(), head=None)  # "X has been accused of …"
    if named is None:
        return item if passive is None else _with_content(text, item, passive)
    if not item.source and named.rule in ("verb", "object") and _overlap(named.source, item.content):
        parts = {"source": named.source, "head": named.head, "content": named.content}
        return trail.changed(item, "ensemble.source_in_content", **parts)
    missing = not item.source and not _overlap(named.source, item.content)
    if missing:
        item = trail.changed(item, "ensemble.source", source=named.source, head=named.head)
    elif named.source != item.source and _cut(text, item.source, named.source):
        item = trail.changed(item, "ensemble.source_cut", source=named.source, head=named.head)
    mended = _with_content(text, item, named)
    return item if _overlap(mended.content, item.source) else mended


def _cut(text: str, short: Pieces, whole: Pieces) -> bool:
    """Whether a source leaves out how its speaker is described ("Officials" of "Officials, who spoke …,"), or the name
    that a description stands beside ("a former pupil" of "Karin Wald, a former pupil")."""
    if len(short) != 1 or len(whole) != 1:
        return False
    (start, end), (first, last) = short[0], whole[0]
    if start == first:
        return end < last and bool(_DESCRIBED.match(text, end, last))
    return first < start and end <= last + 1 and bool(_NAME_BESIDE.fullmatch(text, first, start))


_DESCRIBED = re.compile(
    r",? (?:who (?:spoke|asked|requested|insisted|declined|refused|gave|(?:would|did|do|does) not"
    r"|(?:was|were|is|are) (?:not|briefed|familiar|granted))"
    r"|speaking|familiar|with knowledge|briefed|close to|on condition)\b"
)
_NAME_BESIDE = re.compile(r"(?:[A-Z][\w.’'-]*\s+){1,4}?[A-Z][\w.’'-]*,\s+")
_AND_THEN = re.compile(r",? and (?:(?:also|later|then) )?([a-z]+(?:ed|s))\b")
_DATE = re.compile(r",? (?:on|last|this|late|early) (?:on )?(?:\w+day|week|month|year)\b.{0,12}")
_OPENING = "“\"‘'"


def _with_content(text: str, item: AttributionRelation, rule: AttributionRelation) -> AttributionRelation:
    """The relation with the content at a cue that both found: the model's, unless the rule reads it better."""
    better = _content(text, item, rule) if item.content and rule.content else None
    return item if better is None else trail.changed(item, f"ensemble.{better[0]}", content=better[1])


def _content(text: str, item: AttributionRelation, rule: AttributionRelation) -> tuple[str, Pieces] | None:
    """The content where the model's is a part, or breaks off or runs on where the rule does not, with the name of the
    case; None where the model's stands."""
    mine, theirs = item.content, rule.content
    if len(mine) > 1 and text[slice(*mine[0])].casefold() in ("which", "who", "whom", "that"):
        return "pronoun_piece", mine[1:]
    if len(mine) == len(theirs) and mine[0][0] == theirs[0][0] and theirs[-1][1] < mine[-1][1]:
        if rule.rule == "noun":
            return "noun", theirs  # "the warning that X would close went unheard"
        if (second := _AND_THEN.match(text, theirs[-1][1], mine[-1][1])) and _may_cue(second[1]):
            return "second_verb", theirs  # "said that X would close and asked for talks"
        return ("date", theirs) if _DATE.fullmatch(text, theirs[-1][1], mine[-1][1]) else None
    if not all(any(s <= a and b <= e for s, e in theirs) for a, b in mine):
        return None
    if rule.rule == "passive":
        return "passive", theirs
    if len(theirs) > len(mine) and theirs[0][1] <= item.cue[0][0] < theirs[-1][0]:
        lead = text[slice(*theirs[0])]  # split by its cue; "And yet, they say, …" says nothing before it
        return ("lead", theirs) if lead[0] in _OPENING or len(lead.split()) > 2 else None
    return None


def _may_cue(form: str) -> bool:
    """Whether a printed form is one of a verb that may be a cue."""
    return any(lemma in cue_kinds("VERB") for lemma in lemmas(form))


def _stands(text: str, rule: AttributionRelation) -> bool:
    """Whether a relation outside the model's contents stands without the model."""
    if rule.rule == "hearsay":
        return "reportedly" in " ".join(text[s:e] for s, e in rule.cue).casefold()
    if not rule.content or (rule.rule in ("verb", "object") and _weak(text, rule)):
        return False
    return bool(rule.source) or rule.rule == "noun"


_NO_WORDS = frozenset({
    "continue", "require", "need", "allow", "suppose", "weigh", "release", "reflect", "invoke", "repeat", "push",
    "direct", "contest", "campaign", "vote", "assume", "encourage", "promote",
})  # fmt: skip
_MODAL = frozenset({"would", "could", "can", "should", "may", "might"})


def _weak(text: str, rule: AttributionRelation) -> bool:
    """Whether a verb alone says little of anybody's words: it demands or goes on, or its subject is a pronoun for a
    thing and it says nothing."""
    forms = {form for s, e in rule.cue for word in text[s:e].casefold().split() for form in lemmas(word)}
    which = frozenset[str]().union(*(cue_kinds("VERB").get(form, frozenset()) for form in forms))
    short = sum(len(text[s:e].split()) for s, e in rule.content) < 3
    if rule.rule == "object" and not forms & _PLAIN and "speech" not in which:
        return True  # that "X addressed a rally" is an act
    if forms & _NO_WORDS or (short and not which & {"speech", "judge", "thought", "commit"}):
        return True
    source = " ".join(text[s:e] for s, e in rule.source).casefold()
    cue = " ".join(text[s:e] for s, e in rule.cue).casefold()
    modal = cue.partition(" ")[0] in _MODAL and not any(no in cue for no in (" not", "n’t", "n't", " never"))
    if modal or source in ("you", "i", "we", "someone"):
        return True
    return source in ("it", "this", "that") and not which & {"speech", "judge"}


def _nested(text: str, rule: AttributionRelation) -> bool:
    """Whether a relation inside what the model has as content is told on: by a fixed phrase or "X said", "X told"."""
    if not rule.source or not rule.content:
        return False
    if rule.rule in _SURE:
        return True
    cue = [word for s, e in rule.cue for word in text[s:e].casefold().split()]
    if cue == ["saying"] and text[: rule.cue[0][0]].endswith((" as ", "quoted as ")):
        return True
    source = " ".join(text[s:e] for s, e in rule.source).casefold()
    long = sum(len(text[s:e].split()) for s, e in rule.content) > 2
    return (
        rule.rule in ("verb", "object")
        and long
        and source not in _FIRST
        and any(word in ("said", "told") for word in cue)
    )


def outside_quotations(
    text: str, ruled: Sequence[AttributionRelation], quotations: Sequence[Quotation]
) -> list[AttributionRelation]:
    """Without the cues that the rules see inside marks: there "I think" is speech, and only a third person's words
    are told on ("“They told me that …”")."""
    if not trail.taken("clause.outside_quotations"):
        return list(ruled)
    out: list[AttributionRelation] = []
    marks = span_index(((q.span.start, q.span.end),) for q in quotations)
    for rule in ruled:
        around = [(quotations[n].span, s) for s, e in rule.cue for n in marks.near(s, e)]
        inside = any(span.start < s < span.end for span, s in around)
        forms = {form for s, e in rule.cue for word in text[s:e].casefold().split() for form in lemmas(word)}
        source = " ".join(text[s:e] for s, e in rule.source).casefold()
        if not inside:
            out.append(rule)
        elif forms & _PLAIN and source and source not in _FIRST:  # what is told in marks ends with them
            held = next(span for span, s in around if span.start < s < span.end)
            content = tuple(
                (max(s, held.start), min(e, held.end)) for s, e in rule.content if s < held.end and e > held.start
            )
            out += [trail.changed(rule, "clause.quoted_part", content=content)] if content else []
        elif rule.rule == "according":  # what another outlet's words credit, in as far as they are quoted
            held = next(span for span, s in around if span.start < s < span.end)
            content = tuple((max(s, held.start + 1), e) for s, e in rule.content if e > held.start + 1)
            out += [trail.changed(rule, "clause.quoted_part", content=content)] if content else []
    return out
