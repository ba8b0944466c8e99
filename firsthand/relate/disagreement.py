"""Independent reports that disagree: numbers, times, denials, and what one reports as considered and another as done.

Two statements are compared when they are alike in everything but the value in question: the aligner's probability is
taken with that value left out.  A group of statements that give different values makes one conflict, with one
statement for each family of copies.  Left out: actors and names that differ, which too often are two events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from firsthand.data import Claim, Conflict, Derivation, Statement, Utterance, content_id
from firsthand.lexicon import entry_set, rows
from firsthand.relate import vetoes
from firsthand.relate.comparison import MATTER, Pair, aside, before, same_matter
from firsthand.relate.counts import number, printed
from firsthand.relate.ends import label, outlet_key
from firsthand.relate.families import Families
from firsthand.relate.grouping import Likeness, compare, in_title
from firsthand.relate.hours import hour
from firsthand.relate.pile import Pile
from firsthand.relate.proposition import Proposition, event_classes, tokens_of, weight
from firsthand.relate.units import unit_class

_ALIKE = 0.5
"""Probability, value aside, from which statements of one kind of event are compared."""
_STANCES = frozenset({"order", "consider", "plan", "effort"})
_TELLING = 5.0
"""Weight of a noun that, acted upon in both, shows that a denial is of the very thing stated."""
_CONTAINED = 0.6
_NEAR = 0.6
"""Cosine from which an order and a thought about one object by one actor are a development."""
_BY = ("<i>", "<j>")
"""Where a reason names the report of a pair's first and second statement, or of their originals."""
_LARGEST_SLOT = 100
"""Statements of one slot (say, people killed) that are compared pair by pair."""
_MOST = 8
"""Statements that one conflict shows."""


def disagreements(  # noqa: PLR0913, PLR0917 (the stage's values, one each)
    pile: Pile,
    story: Sequence[str],
    derivations: Sequence[Derivation],
    families: Families,
    utterances: Sequence[Utterance],
    claims: Sequence[Claim],
) -> Iterator[Conflict]:
    """Conflicts between reports of one story that do not come from one another."""
    statements = [one for name in story if name in pile.analysis for one in pile.analysis[name].statements]
    ordered = sorted(statements, key=lambda s: (pile.words(s.span), s.span, s.id))
    likeness, pairs = compare(pile, ordered, derivations, utterances)
    claim = {name: one.id for one in claims for name in one.statements}
    found: list[Pair] = []
    for i, j in sorted({*pairs, *_counting_the_same(likeness)}):
        if i in likeness.titles or j in likeness.titles:
            continue  # a headline rounds and leaves out; its body is compared
        one, other = likeness.statements[i], likeness.statements[j]
        if one.span.document != other.span.document and families.joined(one, other):
            continue
        pair = (
            number(pile, likeness, i, j)
            or hour(pile, likeness, i, j)
            or _denial(pile, likeness, i, j)
            or _development(pile, likeness, i, j)
        )
        if pair is not None:
            found.append(pair)
    yield from _gathered(pile, families, ordered, found, claim)


def _counting_the_same(likeness: Likeness) -> set[tuple[int, int]]:
    """Pairs of statements that count one kind of thing in one kind of event, however else they are worded."""
    slots: defaultdict[tuple[str, str], dict[tuple[str, str], int]] = defaultdict(dict)
    for place, item in enumerate(likeness.items):
        for quantity in item.quantities:
            for event in sorted(event_classes(item.heads)):
                slot = slots[event, unit_class(quantity.unit)]
                slot.setdefault((item.document, item.text), place)
    pairs: set[tuple[int, int]] = set()
    for slot in slots.values():
        held = sorted(slot.values())[:_LARGEST_SLOT]
        pairs.update((i, j) for n, i in enumerate(held) for j in held[n + 1 :])
    return pairs


# ---------------------------------------------------------------------------------------------------- denials


def _denial(pile: Pile, likeness: Likeness, i: int, j: int) -> Pair | None:
    a, b = likeness.items[i], likeness.items[j]
    one, other = likeness.statements[i], likeness.statements[j]
    denies = (_denies(pile, one), _denies(pile, other))
    if denies[0] == denies[1] or _negative(pile, other if denies[0] else one):
        return None
    if _speaker(pile, one) == _speaker(pile, other) or a.heads & _speech():
        return None  # nobody disputes himself, and "did not comment" disputes nothing
    event = vetoes.same_event(a, b)
    denial_words = entry_set("denial_words")
    alike = aside(likeness, i, j, denial_words)
    if event is not True or not same_matter(a, b) or vetoes.numbers(a, b, likeness.meanings):
        return None
    if alike < _ALIKE and not any(weight(noun) >= _TELLING for noun in a.patients & b.patients):
        return None
    stated = other if denies[0] else one
    if vetoes.standing(stated.modality) not in ("fact", "planned"):
        return None
    values = tuple("denied" if flag else "stated" for flag in denies)
    who = _speaker(pile, one if denies[0] else other)
    reason = f"{who} denies what {_speaker(pile, stated)} states"
    return Pair(i, j, (values[0], values[1]), "denial", "dispute", reason)


@cache
def _speech() -> frozenset[str]:
    """Verbs of saying and knowing, whose negation is no denial."""
    return frozenset(row["lemma"] for row in rows("cues") if row["kind"] in ("speech", "thought")) | {
        "confirm", "comment", "respond", "know", "reply", "answer",
    }  # fmt: skip


def _denies(pile: Pile, statement: Statement) -> bool:
    if statement.modality == "denied":  # a noun phrase that somebody rejects is no assertion denied
        return not statement.negated and any(t.pos in ("VERB", "AUX") for t in tokens_of(pile, statement))
    if not statement.negated:
        return False
    return _negative(pile, statement)


def _negative(pile: Pile, statement: Statement) -> bool:
    text = pile.document[statement.span.document].text
    words = {text[t.start : t.end].casefold() for t in tokens_of(pile, statement)}
    return bool(words & entry_set("denial_words"))


def _speaker(pile: Pile, statement: Statement) -> str:
    if statement.chain and statement.chain[-1] in pile.attribution:
        last = pile.attribution[statement.chain[-1]]
        entity = pile.entity.get(last.source_entity or "")
        if entity or last.description:
            return entity.name if entity else last.description
    return label(pile, statement.span.document)


# ------------------------------------------------------------------------------------- considered, then done


def _development(pile: Pile, likeness: Likeness, i: int, j: int) -> Pair | None:
    one, other = likeness.statements[i], likeness.statements[j]
    if one.span.document == other.span.document or one.negated or other.negated:
        return None
    standings = (vetoes.standing(one.modality), vetoes.standing(other.modality))
    if standings[0] in ("considered", "planned") and other.modality in ("ordered", "asserted", "reported"):
        early, late = i, j
    elif standings[1] in ("considered", "planned") and one.modality in ("ordered", "asserted", "reported"):
        early, late = j, i
    else:
        return None
    if before(pile, likeness.statements[late], likeness.statements[early]):
        return None
    a, b = likeness.items[early], likeness.items[late]
    if vetoes.numbers(a, b, likeness.meanings) or vetoes.dates(one, other) or not same_matter(a, b):
        return None
    stances = frozenset(lemma for lemma in a.lemmas | b.lemmas if event_classes([lemma]) & _STANCES)
    if "order" not in event_classes(b.heads) and likeness.statements[late].modality != "ordered":
        return None
    if a.order == b.order or (min(i, j), max(i, j)) in likeness.linked or (_quoted(pile, one) and _quoted(pile, other)):
        return None  # two renderings of one text, or of one speech, are no development
    alike = aside(likeness, i, j, stances) >= _ALIKE or _contained(a, b, stances) >= _CONTAINED
    if not alike and not (likeness.cosine(i, j) >= _NEAR and _one_object(a, b)):
        return None
    said = {early: likeness.statements[early].modality, late: likeness.statements[late].modality}
    return Pair(
        i, j, (said[i], said[j]), "modality", "update",
        f"what {_BY[early == j]} reports as {said[early]}, {_BY[early == i]} reports as {said[late]}: a development",
    )  # fmt: skip


def _quoted(pile: Pile, statement: Statement) -> bool:
    """Whether words of the statement stand in quotation marks."""
    return any(q.span.overlaps(statement.span) for q in pile.analysis[statement.span.document].quotations)


def _one_object(a: Proposition, b: Proposition) -> bool:
    """Same named actor, and one thing acted upon that both name by the same two words ("drug cartels")."""
    actors = a.subjects & b.subjects & a.names & b.names
    words = (set(pairwise(a.order)) & set(pairwise(b.order))) if actors or a.names & b.names else set()
    return any(
        not {first, second} & (a.names | b.names) and weight(first) + weight(second) >= MATTER
        for first, second in sorted(words)
    )


def _contained(a: Proposition, b: Proposition, without: frozenset[str]) -> float:
    """How much of the smaller statement's weight the other has, stances and actors aside."""
    mine, theirs = a.lemmas - without - a.subjects, b.lemmas - without - b.subjects
    shared = sum(weight(lemma) for lemma in sorted(mine & theirs))
    least = min(sum(weight(x) for x in sorted(mine)), sum(weight(x) for x in sorted(theirs)))
    return shared / least if shared >= MATTER and least else 0.0


# -------------------------------------------------------------------------------------------------- gathering


def _gathered(
    pile: Pile, families: Families, statements: Sequence[Statement], found: Iterable[Pair], claim: dict[str, str]
) -> Iterator[Conflict]:
    """Pairs about one matter as one conflict: pairs whose statements are of the same claims, and chains of them."""
    groups: defaultdict[tuple[str, frozenset[str]], list[Pair]] = defaultdict(list)
    for pair in found:
        sides = frozenset(claim.get(statements[n].id, statements[n].id) for n in (pair.i, pair.j))
        groups[pair.kind, sides].append(pair)
    merged: list[tuple[str, set[str], list[Pair]]] = []
    for (kind, sides), pairs in sorted(groups.items(), key=lambda item: (item[0][0], sorted(item[0][1]))):
        # "77", "80" and "84 killed" are one conflict, whichever of them were compared
        touching = [one for one in merged if one[0] == kind in ("number", "denial") and one[1] & sides]
        joined = (kind, set(sides), list(pairs))
        for one in touching:
            merged.remove(one)
            joined[1].update(one[1])
            joined[2].extend(one[2])
        merged.append(joined)
    held: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        held[claim.get(statement.id, statement.id)].append(statement)
    members = {one.id: tuple(held[claim.get(one.id, one.id)]) for one in statements}
    for _, _, pairs in merged:
        yield from _conflict(pile, families, statements, pairs, members)


def _conflict(
    pile: Pile,
    families: Families,
    statements: Sequence[Statement],
    pairs: Sequence[Pair],
    members: dict[str, tuple[Statement, ...]],
) -> Iterator[Conflict]:
    said: dict[str, str] = {}
    for pair in sorted(pairs, key=lambda p: (p.i, p.j)):
        for one, value in ((statements[pair.i], pair.values[0]), (statements[pair.j], pair.values[1])):
            original = _original(pile, families, one, members)
            said.setdefault(original.id, value if original is one else _same_value(pile, one, original, value))
    kept: list[Statement] = []
    copies = 0
    for one in sorted((pile.statement[name] for name in said), key=lambda s: (_child(families, s), s.span, s.id)):
        if any(said[one.id] == said[k.id] and families.joined(one, k) for k in kept):
            copies += 1  # a copy is no second vote
            continue
        if any(said[one.id] == said[k.id] and one.span.document == k.span.document for k in kept):
            continue
        kept.append(one)
    kept = sorted(kept[:_MOST], key=lambda s: (s.span, s.id))
    if len(kept) < 2 or len({said[one.id] for one in kept}) < 2:
        return
    first = min(pairs, key=lambda p: (p.i, p.j))
    updates = sum(pair.judgement == "update" for pair in pairs)
    judgement = "update" if updates * 2 > len(pairs) else first.judgement
    if first.kind == "number" and updates * 2 <= len(pairs):
        judgement = "contradiction"
    chosen = next((pair for pair in pairs if pair.judgement == judgement), first)
    more = f"; {copies} copies of these reports do not count again" if copies else ""
    names = tuple(one.id for one in kept)
    yield Conflict(
        id=content_id("k", first.kind, *names),
        kind=first.kind,
        judgement=judgement,
        statements=names,
        values=tuple(said[name] for name in names),
        reason=_named(pile, families, statements, members, chosen) + more,
    )


def _named(
    pile: Pile,
    families: Families,
    statements: Sequence[Statement],
    members: dict[str, tuple[Statement, ...]],
    pair: Pair,
) -> str:
    """The pair's reason with the reports in it named: the originals', where the words are copied."""
    reason = pair.reason
    for mark, n in zip(_BY, (pair.i, pair.j), strict=True):
        if mark in reason:
            original = _original(pile, families, statements[n], members)
            reason = reason.replace(mark, label(pile, original.span.document))
    return reason


def _original(
    pile: Pile, families: Families, statement: Statement, members: dict[str, tuple[Statement, ...]]
) -> Statement:
    """The statement of the same claim that ``statement`` is copied from, or itself."""
    held = [one for one in members.get(statement.id, ()) if not in_title(pile, one)]
    for other in held:
        if other.span.document in _cited_by(pile, statement) and len(other.numbers) == len(statement.numbers):
            return other
    for link in families.parents.get(statement.span.document, ()):
        for other in held:
            if other.span.document == link.parent and len(other.numbers) == len(statement.numbers):
                return _original(pile, families, other, members)
    return statement


def _cited_by(pile: Pile, statement: Statement) -> frozenset[str]:
    """Documents of the outlets that the statement is attributed to."""
    chain = [pile.attribution[name] for name in statement.chain if name in pile.attribution]
    names = {outlet_key(a.description) for a in chain if a.source_kind == "outlet" and a.description}
    names |= {
        outlet_key(pile.entity[a.source_entity].name)
        for a in chain
        if a.source_kind == "outlet" and a.source_entity in pile.entity
    }
    own = statement.span.document
    return frozenset(
        d.id for d in pile.documents if names and d.id != own and d.outlet.name and outlet_key(d.outlet.name) in names
    )


def _same_value(pile: Pile, copy: Statement, original: Statement, value: str) -> str:
    """The value as the original prints it."""
    for mine in copy.numbers:
        if printed(pile, mine) == value:
            for theirs in original.numbers:
                if vetoes.agree(mine, theirs):
                    return printed(pile, theirs)
    return value


def _child(families: Families, statement: Statement) -> int:
    return int(bool(families.parents.get(statement.span.document)))
