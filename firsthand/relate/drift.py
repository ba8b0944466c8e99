"""What a rewrite or a copy changes: a hedge or condition dropped, a source lost or described anew, another actor,
another number, all for some, an attempt told as done.

Only statements that answer each other in the derivation's aligned passages are compared, each with its best partner.
The judgement is always ``drift``: a copy is no witness against its original.  Left out: what a copy leaves out
altogether, and what it adds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from firsthand.data import Attribution, Conflict, ConflictKind, Derivation, Statement, content_id
from firsthand.lexicon import entry_set
from firsthand.relate import vetoes
from firsthand.relate.comparison import same_matter
from firsthand.relate.counts import printed
from firsthand.relate.ends import label
from firsthand.relate.families import Families, Link
from firsthand.relate.grouping import SAME_PASSAGE, Likeness, compare, in_title
from firsthand.relate.pile import Pile
from firsthand.relate.proposition import event_classes, lemma_of, tokens_of
from firsthand.relate.scope import scopes
from firsthand.relate.units import unit_class
from firsthand.words import normal, words

_ANSWERS = 0.28
"""Probability from which a statement is taken to answer one of the original."""
_SAME_KIN = 0.6
"""The same where the words were not aligned."""
_SAME_PLACE = 0.5
"""Cosine from which two statements at one place of a rewrite are taken to answer each other …"""
_LEAST = 0.25
_WINDOW = 9
"""… where no more of the original's statements lie between the pairs on both sides."""
_MOST = 4
"""Sentences that one conflict shows to have been changed alike."""
_HEDGES = frozenset(
    (
        *("may", "might", "could", "would", "can", "should", "possibly", "perhaps", "maybe", "likely", "potentially"),
        *("suggest", "suggests", "suggesting", "appear", "appears", "seem", "seems", "believed", "thought", "alleged"),
        *("allegedly", "reportedly", "if", "whether", "unless", "unclear"),
    )
)
_Change = tuple[ConflictKind, str, str, str]
"""Kind, what the original says, what the copy says, and the reason."""


def drifts(pile: Pile, derivations: Sequence[Derivation]) -> Iterator[Conflict]:
    """Every change of weight between originals and what was derived from them."""
    families = Families(derivations)
    # originals first: what a copy of a copy changes against both is told once
    links = sorted(families.links.items(), key=lambda one: (bool(families.parents.get(one[0][0])), one[0]))
    told: set[tuple[str, str]] = set()
    against: defaultdict[str, list[str]] = defaultdict(list)
    for (parent, child), link in links:
        if not link.known or any(_one_text(families, parent, other) for other in against[child]):
            continue  # a copy of what the child was compared with already tells no more
        against[child].append(parent)
        if link.relation == "same_text":
            continue
        changes: defaultdict[_Change, list[tuple[str, str]]] = defaultdict(list)
        for original, copy, change in _between(pile, parent, child, link, derivations):
            if (copy, change[0]) not in told:
                told.add((copy, change[0]))
                changes[change].append((original, copy))
        for change, pairs in changes.items():
            yield _conflict(pile, parent, child, change, pairs[:_MOST])


def _one_text(families: Families, a: str, b: str) -> bool:
    link = families.between(a, b)
    return link is not None and link.relation in ("same_text", "near_copy")


def _conflict(pile: Pile, parent: str, child: str, change: _Change, pairs: Sequence[tuple[str, str]]) -> Conflict:
    """One change, made in one sentence or in several that follow each other."""
    kind, before, after, why = change
    statements = tuple(name for pair in pairs for name in pair)
    return Conflict(
        id=content_id("k", "drift", kind, *statements),
        kind=kind,
        judgement="drift",
        statements=statements,
        values=(before, after) * len(pairs),
        reason=f"{label(pile, child)} is taken from {label(pile, parent)} and {why}",
    )


def _between(
    pile: Pile, parent: str, child: str, link: Link, derivations: Sequence[Derivation]
) -> Iterator[tuple[str, str, _Change]]:
    """The statements of an original and its copy that answer each other, with what the copy changed."""
    ordered = sorted(
        (one for name in (parent, child) for one in pile.analysis[name].statements if not in_title(pile, one)),
        key=lambda s: (s.span, s.id),
    )
    mine = [d for d in derivations if {d.a, d.b} == {parent, child}]
    likeness, near = compare(pile, ordered, mine, ())
    for i, j in _answers(likeness, parent, child, near if link.whole else (), link.whole):
        for check in _CHECKS:
            change = check(pile, likeness, i, j)
            if change is not None:
                yield likeness.statements[i].id, likeness.statements[j].id, change
                break


def _answers(
    likeness: Likeness, parent: str, child: str, near: Sequence[tuple[int, int]], whole: bool
) -> list[tuple[int, int]]:
    """Pairs (original, copy) in which each is the other's best partner, in aligned words or, less readily, ``near``."""
    pairs = []
    for a, b in sorted(likeness.linked | set(near)):
        i, j = (a, b) if likeness.statements[a].span.document == parent else (b, a)
        if likeness.statements[i].span.document == parent and likeness.statements[j].span.document == child:
            p = likeness.model(i, j)
            if not same_matter(likeness.items[i], likeness.items[j]) and p < SAME_PASSAGE:
                continue
            if p >= (_ANSWERS if whole and (a, b) in likeness.linked else _SAME_KIN):
                pairs.append((p, i, j))
    taken: set[int] = set()
    chosen = []
    for _, i, j in sorted(pairs, key=lambda one: (-one[0], one[1], one[2])):
        if i not in taken and j not in taken:
            taken |= {i, j}
            chosen.append((i, j))
    return sorted(chosen + (_between_answers(likeness, parent, child, chosen) if whole else []))


def _between_answers(
    likeness: Likeness, parent: str, child: str, chosen: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Pairs that stand between two pairs of a rewrite that answer each other or are aligned, in the order of the text:
    told in other words, but told at the same place."""
    if likeness.rows is None:
        return []
    mine = [n for n, s in enumerate(likeness.statements) if s.span.document == parent]
    theirs = [n for n, s in enumerate(likeness.statements) if s.span.document == child]
    place = set(mine)
    aligned = sorted((a, b) if a in place else (b, a) for a, b in likeness.linked)
    partner = {j: i for i, j in aligned if i in place and j not in place} | {j: i for i, j in chosen}
    taken, answered = {i for i, _ in chosen}, {j for _, j in chosen}
    pairs: list[tuple[float, int, int]] = []
    for at, j in enumerate(theirs):
        if j in answered:
            continue
        low = next((partner[n] for n in reversed(theirs[:at]) if n in partner), None)
        high = next((partner[n] for n in theirs[at + 1 :] if n in partner), None)
        if low is None or high is None or not low < high <= low + _WINDOW:
            continue
        pairs += [
            (likeness.cosine(i, j), i, j)
            for i in mine
            if low < i < high
            and i not in taken
            and likeness.cosine(i, j) >= _SAME_PLACE
            and likeness.model(i, j) >= _LEAST
            and not (likeness.items[i].names and likeness.items[j].names)
        ]
    found: list[tuple[int, int]] = []
    for _, i, j in sorted(pairs, key=lambda one: (-one[0], one[1], one[2])):
        if all(i != x and j != y for x, y in found):
            found.append((i, j))
    return found


def _last(pile: Pile, statement: Statement) -> Attribution | None:
    """The innermost attribution that is about the statement's truth, not its own act."""
    for name in reversed(statement.chain):
        found = pile.attribution.get(name)
        if found is None or found.source_kind in ("own_voice", "unknown"):
            continue
        if found.source and any(statement.span.contains(span) for span in found.cue):
            continue
        return found
    return None


def _source(pile: Pile, likeness: Likeness, i: int, j: int) -> _Change | None:
    original, copy = likeness.statements[i], likeness.statements[j]
    before, after = _last(pile, original), _last(pile, copy)
    if before is None or copy.modality == "alleged" or _bare_person(pile, before) or own_words(pile, copy):
        return None
    weak = (min(i, j), max(i, j)) in likeness.linked and likeness.model(i, j) < SAME_PASSAGE
    if weak and not set(likeness.items[i].figures) & set(likeness.items[j].figures):
        return None  # words in common at the same place, and another thought
    if after is None:
        if not _named(pile, before) or copy.chain or before.source_kind in ("own_voice", "unknown"):
            return None
        if mentions(pile, copy, before):
            return None
        who = who_says(pile, before)
        return "actor", who, "no source", f"states as fact what the original attributes to {who}"
    if before.source_kind == after.source_kind == "anonymous":
        said, now = normal(before.description), normal(after.description)
        if _core(said) != _core(now) and not _refers_back(before.description) and not _refers_back(after.description):
            return "actor", before.description, after.description, "describes the unnamed source in other words"
    return None


def own_words(pile: Pile, copy: Statement) -> bool:
    """Whether the copy's words are somebody's speech all the same: he says "I", or signs them."""
    spoken = {word.partition("'")[0] for word in _words(pile, copy)} & {"i", "my", "me", "we", "our"}
    return bool(spoken) or "@" in pile.words(copy.span)


def _bare_person(pile: Pile, attribution: Attribution) -> bool:
    """Whether "he" or "she" was resolved to what is no person: then nobody knows whose words these are."""
    entity = pile.entity.get(attribution.source_entity or "")
    return normal(attribution.description) in ("he", "she") and (entity is None or entity.kind != "person")


def who_says(pile: Pile, attribution: Attribution) -> str:
    """The source as a reader would name it: by name where the words are a pronoun."""
    entity = pile.entity.get(attribution.source_entity or "")
    return entity.name if entity and not _core(normal(attribution.description)) else attribution.description


def _named(pile: Pile, attribution: Attribution) -> bool:
    """Whether the source is more than a pronoun."""
    return attribution.source_entity in pile.entity or bool(_core(normal(attribution.description)))


def mentions(pile: Pile, statement: Statement, attribution: Attribution) -> bool:
    """Whether the statement's own sentence names the source all the same, or reports somebody else's words."""
    text = pile.document[statement.span.document].text
    analysis = pile.analysis[statement.span.document]
    own = [s for s in analysis.sentences if s.start < statement.span.end and statement.span.start < s.end]
    if any(s.start <= cue.start < s.end for s in own for one in analysis.attributions for cue in one.cue):
        return True
    entity = pile.entity.get(attribution.source_entity or "")
    around = normal(text[max(0, statement.span.start - 120) : statement.span.end + 120])
    names = [entity.name, *entity.aliases] if entity else [attribution.description]
    return any(normal(name) in around for name in names if len(name) > 2)


def _core(description: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in description.split()) - entry_set("function_words")


def _refers_back(description: str) -> bool:
    return len(_core(normal(description))) < 2


def _hedge(pile: Pile, likeness: Likeness, i: int, j: int) -> _Change | None:
    original, copy = likeness.statements[i], likeness.statements[j]
    before, after = vetoes.standing(original.modality), vetoes.standing(copy.modality)
    if _words(pile, original) == _words(pile, copy) or set(_words(pile, copy)) & _HEDGES:
        return None  # the same words are no stronger, and a hedge in other words is a hedge
    if before in ("considered", "open") and after in ("fact", "planned") and original.negated == copy.negated:
        return (
            "modality", original.modality.replace("_", " "), copy.modality.replace("_", " "),
            f"states what the original gives as {original.modality.replace('_', ' ')}",
        )  # fmt: skip
    a, b = event_classes(likeness.items[i].heads), event_classes(likeness.items[j].heads)
    if before == "planned" and after == "fact" and not a & b:
        verb, other = _verb(pile, original), _verb(pile, copy)
        return "modality", verb, other, f"makes “{other}” of “{verb}”"
    return None


def _words(pile: Pile, statement: Statement) -> list[str]:
    return [word for _, _, word in words(pile.words(statement.span))]


def _attempt(pile: Pile, likeness: Likeness, i: int, j: int) -> _Change | None:
    """ "Has sought to use" told as "has used": what was tried or wanted, told as done."""
    b = likeness.items[j]
    copy = likeness.statements[j]
    if (
        vetoes.standing(copy.modality) != "fact"
        or event_classes(b.verbs) & _UNDONE
        or set(_words(pile, copy)) & _HEDGES
    ):
        return None
    text = pile.document[likeness.statements[i].span.document].text
    tokens = tokens_of(pile, likeness.statements[i])
    for n, token in enumerate(tokens):
        if token.pos != "VERB" or not event_classes([token.lemma.casefold()]) & _UNDONE:
            continue
        deed = next((t for t in tokens[n + 1 : n + 4] if t.dep == "xcomp" and t.pos == "VERB"), None)
        if deed is None or event_classes([lemma_of(deed, text)]) & _UNDONE:
            continue
        done = {lemma_of(deed, text)} & b.heads or event_classes([lemma_of(deed, text)]) & event_classes(b.heads)
        if done:
            said, now = text[token.start : deed.end], _verb(pile, copy)
            return "modality", said, now, f"makes “{now}” of “{said}”"
    return None


def _scope(pile: Pile, likeness: Likeness, i: int, j: int) -> _Change | None:
    change = scopes(pile, likeness, i, j)
    if change is None:
        return None
    return "scope", *change, f"makes “{change[1]}” of “{change[0]}”"


_UNDONE = frozenset({"effort", "plan", "consider"})


def _verb(pile: Pile, statement: Statement) -> str:
    text = pile.document[statement.span.document].text
    tokens = [t for t in tokens_of(pile, statement) if t.pos == "VERB"]
    root = next((t for t in tokens if t.dep == "ROOT"), tokens[0] if tokens else None)
    return text[root.start : root.end] if root else pile.words(statement.span)[:40]


def _condition(pile: Pile, likeness: Likeness, i: int, j: int) -> _Change | None:
    original, copy = likeness.statements[i], likeness.statements[j]
    text = pile.document[original.span.document].text
    held = tokens_of(pile, original)
    marks = [t for t in held if text[t.start : t.end].casefold() in ("if", "whether", "unless")]
    quoted = any(q.span.overlaps(copy.span) for q in pile.analysis[copy.span.document].quotations)
    if quoted or not marks or set(_words(pile, copy)) & (_HEDGES - {"unclear"}):
        return None
    after = text[marks[0].start : original.span.end].split()
    return (
        "modality", " ".join(after[:8]).rstrip(".,;”"), "no condition", "drops the condition"
    )  # fmt: skip


def _actor(pile: Pile, likeness: Likeness, i: int, j: int) -> _Change | None:
    a, b = likeness.items[i], likeness.items[j]
    mine, theirs = a.subjects & a.names, b.subjects & b.names
    if not mine or not theirs or mine & theirs or mine & b.names:
        return None
    subject, other = _subject(pile, likeness.statements[i]), _subject(pile, likeness.statements[j])
    if not subject or not other or not (theirs & a.names):
        return None  # a new name may be another name of the same actor; one that changes its part is not
    return "actor", subject, other, f"makes {other} the one who acts"


def _subject(pile: Pile, statement: Statement) -> str:
    """The first named subject's noun phrase, as far as its compound words go."""
    text = pile.document[statement.span.document].text
    tokens = tokens_of(pile, statement)
    for n, token in enumerate(tokens):
        if token.dep in ("nsubj", "nsubjpass") and token.pos == "PROPN":
            first = n
            while first > 0 and tokens[first - 1].pos == "PROPN":
                first -= 1
            return text[tokens[first].start : token.end]
    return ""


def _number(pile: Pile, likeness: Likeness, i: int, j: int) -> _Change | None:
    for mine in likeness.statements[i].numbers:
        same = [q for q in likeness.statements[j].numbers if unit_class(q.unit) == unit_class(mine.unit)]
        if len(same) == 1 and not vetoes.agree(mine, same[0]):
            return "number", printed(pile, mine), printed(pile, same[0]), "changes the number"
    return None


_Check = Callable[[Pile, Likeness, int, int], _Change | None]
_CHECKS: tuple[_Check, ...] = (_hedge, _attempt, _source, _condition, _actor, _number, _scope)
