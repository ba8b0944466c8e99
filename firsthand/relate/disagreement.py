"""Independent reports that disagree: numbers, times, denials, and what one reports as considered and another as done.

Two statements are compared when they are alike in everything but the value in question: the aligner's probability is
taken with that value left out.  A group of statements that give different values makes one conflict, with one
statement for each family of copies.  Left out: actors and names that differ, which too often are two events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from firsthand.data import Claim, Conflict, ConflictKind, Derivation, Judgement, Quantity, Statement, Utterance, content_id
from firsthand.lexicon import entry_set, rows
from firsthand.relate import vetoes
from firsthand.relate.ends import label
from firsthand.relate.equivalence import features, probability
from firsthand.relate.families import Families
from firsthand.relate.grouping import Likeness, compare
from firsthand.relate.pile import Pile
from firsthand.relate.proposition import Proposition, event_classes, figure, tokens_of, weight
from firsthand.words import normal

_ALIKE = 0.5
"""Probability, value aside, from which statements of one kind of event are compared."""
_COMPARABLE = 3.6
"""Points of evidence from which two quantities are taken to count the same thing."""
_NEAR_DAYS = 10
"""A date this far from the report's own day makes its sentence background."""
_VAGUE = frozenset({"dozens", "scores", "hundreds", "thousands", "millions", "billions", "tens"})
_TOLLS = frozenset({"kill", "injure", "miss", "evacuate", "arrest", "rescue"})
_STANCES = frozenset({"order", "consider", "plan", "effort"})
_CONTAINED = 0.6
_MATTER = 10.0
"""Weight of shared lemmas from which two statements may be of one matter."""
_LARGEST_SLOT = 100
"""Statements of one slot (say, people killed) that are compared pair by pair."""
_MOST = 8
"""Statements that one conflict shows."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two statements that disagree, with what each says."""

    i: int
    j: int
    values: tuple[str, str]
    kind: ConflictKind
    judgement: Judgement
    reason: str


def disagreements(
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
    found: list[_Pair] = []
    for i, j in sorted({*pairs, *_counting_the_same(likeness)}):
        one, other = likeness.statements[i], likeness.statements[j]
        if one.span.document != other.span.document and families.joined(one, other):
            continue
        pair = _number(pile, likeness, i, j) or _denial(pile, likeness, i, j) or _development(pile, likeness, i, j)
        if pair is not None:
            found.append(pair)
    yield from _gathered(pile, families, ordered, found, claim)


def _counting_the_same(likeness: Likeness) -> set[tuple[int, int]]:
    """Pairs of statements that count one kind of thing in one kind of event, however else they are worded."""
    slots: defaultdict[tuple[str, str], dict[tuple[str, str], int]] = defaultdict(dict)
    for number, item in enumerate(likeness.items):
        for quantity in item.quantities:
            for event in sorted(event_classes(item.heads)):
                slot = slots[event, unit_class(quantity.unit)]
                slot.setdefault((item.document, item.text), number)
    pairs: set[tuple[int, int]] = set()
    for slot in slots.values():
        held = sorted(slot.values())[:_LARGEST_SLOT]
        pairs.update((i, j) for n, i in enumerate(held) for j in held[n + 1 :])
    return pairs


# ------------------------------------------------------------------------------------------- alike, value aside


def _plain(item: Proposition, without: frozenset[str] = frozenset()) -> Proposition:
    """The proposition without its numbers and the given lemmas."""
    kept = tuple(lemma for lemma in item.order if lemma not in without and figure(lemma) is None)
    return replace(
        item, order=kept, lemmas=frozenset(kept), figures=(), quantities=(), negated=False, heads=item.heads - without
    )


def _aside(likeness: Likeness, i: int, j: int, without: frozenset[str] = frozenset()) -> float:
    a, b = _plain(likeness.items[i], without), _plain(likeness.items[j], without)
    if not a.lemmas or not b.lemmas:
        return 0.0
    cosine = likeness.cosine(i, j)
    return probability(features(a, b, cosine, likeness.meanings), vectors=likeness.rows is not None)


def same_matter(a: Proposition, b: Proposition) -> bool:
    """Same actor (or none named), no name of one kind missing on both sides, and something rare in common."""
    mine, theirs = a.subjects & a.names, b.subjects & b.names
    if mine and theirs and not mine & theirs:
        return False
    shared = (a.lemmas & b.lemmas) - entry_set("light_lemmas")
    return len(shared) >= 2 and sum(weight(lemma) for lemma in sorted(shared)) >= _MATTER


# ---------------------------------------------------------------------------------------------------- numbers


def _number(pile: Pile, likeness: Likeness, i: int, j: int) -> _Pair | None:
    a, b = likeness.items[i], likeness.items[j]
    one, other = likeness.statements[i], likeness.statements[j]
    if one.span.document == other.span.document or not a.quantities or not b.quantities:
        return None
    if vetoes.standing(one.modality) != "fact" or vetoes.standing(other.modality) != "fact":
        return None
    if one.negated != other.negated or vetoes.dates(one, other):
        return None
    if _manner(pile, one) != _manner(pile, other):
        return None
    if not _together(one, other) and (_background(pile, one) or _background(pile, other)):
        return None
    rival = _rivals(pile, a, b)
    if rival is None or _evidence(likeness, i, j, *rival) < _COMPARABLE:
        return None
    mine, theirs = rival
    judged = _which(pile, one, other, mine, theirs)
    if judged is None:
        return None
    return _Pair(i, j, (printed(pile, mine), printed(pile, theirs)), "number", *judged)


def _together(one: Statement, other: Statement) -> bool:
    """Whether both are dated, and their dates meet: then it does not matter how long ago."""
    return any(
        x.earliest and y.earliest and x.latest and y.latest and x.earliest <= y.latest and y.earliest <= x.latest
        for x in one.dates
        for y in other.dates
        if x.type == y.type == "DATE"
    )


def _background(pile: Pile, statement: Statement) -> bool:
    """Whether the statement's sentence is dated well away from its report's day: an older event told as background."""
    document = statement.span.document
    early, late = _day(pile, document, False), _day(pile, document, True)
    sentence = [s for s in pile.analysis[document].sentences if s.start < statement.span.end and statement.span.start < s.end]
    times = [
        t
        for t in (*pile.analysis[document].times, *statement.dates)
        if t.type in ("DATE", "TIME") and any(s.start <= t.span.start < s.end for s in sentence)
    ]
    words = {word for s in sentence for word in normal(pile.document[document].text[s.start : s.end]).split()}
    if words & entry_set("background_words"):
        return True
    for time in times:
        if not time.earliest or not time.latest:
            continue
        if early is None or late is None:
            if time.precision in ("year", "month", "quarter") or time.anchor == "explicit":
                return True
        elif _days(time.latest, early) > _NEAR_DAYS or _days(late, time.earliest) > _NEAR_DAYS:
            return True
    return False


def _days(first: str, second: str) -> int:
    """Days from the first date to the second; 0 where one is no full date."""
    try:
        return (date.fromisoformat(second[:10]) - date.fromisoformat(first[:10])).days
    except ValueError:
        return 0


def _manner(pile: Pile, statement: Statement) -> frozenset[str]:
    """Adverbs of manner ("critically injured"), which narrow what is counted."""
    text = pile.document[statement.span.document].text
    words = [text[t.start : t.end].casefold() for t in tokens_of(pile, statement) if t.pos == "ADV"]
    return frozenset(word for word in words if word.endswith("ly")) & entry_set("narrowing_adverbs")


def _evidence(likeness: Likeness, i: int, j: int, mine: Quantity, theirs: Quantity) -> float:
    """How much says that two quantities count the same thing of the same event: the kind of event, who acted, what
    is counted, the dates, and the likeness of the rest.  Set by reading conflicts on real stories."""
    a, b = likeness.items[i], likeness.items[j]
    event = vetoes.same_event(a, b)
    kinds_a, kinds_b = event_classes(a.lemmas), event_classes(b.lemmas)
    points = 2.0 if event else (1.0 if kinds_a & kinds_b else -1.0)
    people = unit_class(mine.unit) == unit_class(theirs.unit) == "people"
    if event and people and event_classes(a.heads) & event_classes(b.heads) & _TOLLS:
        points += 1.0  # one story, one toll
    actors_a, actors_b = a.subjects & a.names, b.subjects & b.names
    if actors_a & actors_b:
        points += 1.5
    elif a.names & b.names:
        points += 1.0
    elif a.names and b.names:
        points -= 2.0
    if mine.unit and mine.unit == theirs.unit and not _measure(mine.unit):
        points += 1.0
    elif not _measure(mine.unit):
        points += 0.5
    dated = [any(t.earliest for t in likeness.statements[n].dates) for n in (i, j)]
    if all(dated):
        points += 1.0
    return points + 2 * _aside(likeness, i, j)


def _measure(unit: str) -> bool:
    """Whether the unit measures many things (money, per cent) and so says little of what is measured."""
    return unit.isupper() or "%" in unit or unit in ("percent", "per cent", "mile", "km", "kilometre", "year", "day", "hour")


def unit_class(unit: str) -> str:
    """What kind of thing a unit counts; the unit itself where the lexicon does not know it."""
    return _unit_classes().get(unit.casefold(), unit.casefold())


@cache
def _unit_classes() -> dict[str, str]:
    return {lemma: row["class"] for row in rows("units") for lemma in row["lemmas"].split("|")} | {"": "people"}


def _rivals(pile: Pile, a: Proposition, b: Proposition) -> tuple[Quantity, Quantity] | None:
    """The two quantities that count the same thing and cannot both hold; None when any pair of them agrees."""
    for mine in a.quantities:
        if _partial(pile, mine) or not _exact(pile, mine):
            continue
        same = [
            q
            for q in b.quantities
            if unit_class(q.unit) == unit_class(mine.unit) and not _partial(pile, q) and _exact(pile, q)
        ]
        ours = [q for q in a.quantities if unit_class(q.unit) == unit_class(mine.unit)]
        if len(same) == 1 and len(ours) == 1 and not vetoes.agree(mine, same[0]):
            sums = (sum(q.value for q in a.quantities), sum(q.value for q in b.quantities))
            if same[0].value != sums[0] and mine.value != sums[1]:  # "12 people" are "10 passengers and two pilots"
                return mine, same[0]
    return None


def _exact(pile: Pile, quantity: Quantity) -> bool:
    """Whether a number is printed at all: "dozens" agrees with too much to contradict anything."""
    return any(figure(word) is not None for word in pile.words(quantity.span).split()) and not _VAGUE & set(
        normal(pile.words(quantity.span)).split()
    )


def _partial(pile: Pile, quantity: Quantity) -> bool:
    """Whether the number counts a part or an addition ("two of the", "three other", "four more")."""
    text = pile.document[quantity.span.document].text
    after = text[quantity.span.end : quantity.span.end + 24].casefold().split()
    before = text[max(0, quantity.span.start - 24) : quantity.span.start].casefold().split()
    parts = entry_set("part_words")
    return any(word.strip(".,") in parts for word in (*after[:2], *before[-1:]))


def printed(pile: Pile, quantity: Quantity) -> str:
    text = pile.document[quantity.span.document].text
    words = pile.words(quantity.span)
    following = text[quantity.span.end : quantity.span.end + 40].split()
    unit = quantity.unit
    if unit and not unit.isupper() and following and following[0].strip(".,;").casefold().startswith(unit[:4].casefold()):
        return " ".join(f"{words} {following[0].strip('.,;')}".split())
    return " ".join(words.split())


def _day(pile: Pile, document: str, latest: bool) -> str | None:
    published = pile.document[document].published
    value = published.latest if latest else published.earliest
    return value[:10] if value else None


def _before(pile: Pile, one: Statement, other: Statement) -> bool:
    """Whether the first report is known to be older, by days."""
    end, start = _day(pile, one.span.document, True), _day(pile, other.span.document, False)
    return bool(end and start and end < start)


def _which(
    pile: Pile, one: Statement, other: Statement, mine: Quantity, theirs: Quantity
) -> tuple[Judgement, str] | None:
    """Update or contradiction; None for "at least nine" beside "12" when nobody knows which is later."""
    for early, late, first, last in ((one, other, mine, theirs), (other, one, theirs, mine)):
        if _before(pile, early, late):
            text = set(pile.words(late.span).casefold().split())
            grown = last.value > first.value and not _measure(first.unit)
            if grown or text & entry_set("update_words"):
                return "update", (
                    f"{label(pile, late.span.document)} is the later report: its figure supersedes the earlier one"
                )
    low, high = sorted((mine, theirs), key=lambda q: q.value)
    if low.bound in ("at_least", "more_than") or high.bound in ("at_most", "less_than"):
        return None
    return "contradiction", "the reports give different numbers for the same thing"


# ---------------------------------------------------------------------------------------------------- denials


def _denial(pile: Pile, likeness: Likeness, i: int, j: int) -> _Pair | None:
    a, b = likeness.items[i], likeness.items[j]
    one, other = likeness.statements[i], likeness.statements[j]
    denies = (_denies(pile, one), _denies(pile, other))
    if denies[0] == denies[1] or _negative(pile, other if denies[0] else one):
        return None
    event = vetoes.same_event(a, b)
    denial_words = entry_set("denial_words")
    alike = _aside(likeness, i, j, denial_words)
    if event is not True or alike < _ALIKE or not same_matter(a, b) or vetoes.numbers(a, b, likeness.meanings):
        return None
    stated = other if denies[0] else one
    if vetoes.standing(stated.modality) not in ("fact", "planned"):
        return None
    values = tuple("denied" if flag else "stated" for flag in denies)
    who = _speaker(pile, one if denies[0] else other)
    reason = f"{who} denies what {_speaker(pile, stated)} states"
    return _Pair(i, j, (values[0], values[1]), "denial", "dispute", reason)


def _denies(pile: Pile, statement: Statement) -> bool:
    if statement.modality == "denied":
        return True
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


def _development(pile: Pile, likeness: Likeness, i: int, j: int) -> _Pair | None:
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
    if _before(pile, likeness.statements[late], likeness.statements[early]):
        return None
    a, b = likeness.items[early], likeness.items[late]
    if vetoes.numbers(a, b, likeness.meanings) or vetoes.dates(one, other) or not same_matter(a, b):
        return None
    stances = frozenset(lemma for lemma in a.lemmas | b.lemmas if event_classes([lemma]) & _STANCES)
    if not (b.heads & stances) and likeness.statements[late].modality != "ordered":
        return None
    if _aside(likeness, i, j, stances) < _ALIKE and _contained(a, b, stances) < _CONTAINED:
        return None
    said = {early: likeness.statements[early].modality, late: likeness.statements[late].modality}
    return _Pair(
        i, j, (said[i], said[j]), "modality", "update",
        f"what {label(pile, likeness.statements[early].span.document)} reports as {said[early]}, "
        f"{label(pile, likeness.statements[late].span.document)} reports as {said[late]}: a development",
    )  # fmt: skip


def _contained(a: Proposition, b: Proposition, without: frozenset[str]) -> float:
    """How much of the smaller statement's weight the other has, stances and actors aside."""
    mine, theirs = a.lemmas - without - a.subjects, b.lemmas - without - b.subjects
    shared = sum(weight(lemma) for lemma in sorted(mine & theirs))
    least = min(sum(weight(x) for x in sorted(mine)), sum(weight(x) for x in sorted(theirs)))
    return shared / least if shared >= _MATTER and least else 0.0


# -------------------------------------------------------------------------------------------------- gathering


def _gathered(
    pile: Pile, families: Families, statements: Sequence[Statement], found: Iterable[_Pair], claim: dict[str, str]
) -> Iterator[Conflict]:
    """Pairs about one matter as one conflict: pairs whose statements are of the same claims, and chains of them."""
    groups: defaultdict[tuple[str, frozenset[str]], list[_Pair]] = defaultdict(list)
    for pair in found:
        sides = frozenset(claim.get(statements[n].id, statements[n].id) for n in (pair.i, pair.j))
        groups[pair.kind, sides].append(pair)
    merged: list[tuple[str, set[str], list[_Pair]]] = []
    for (kind, sides), pairs in sorted(groups.items(), key=lambda item: (item[0][0], sorted(item[0][1]))):
        touching = [one for one in merged if one[0] == kind and one[1] & sides] if kind == "number" else []
        joined = (kind, set(sides), list(pairs))
        for one in touching:
            merged.remove(one)
            joined[1].update(one[1])
            joined[2].extend(one[2])
        merged.append(joined)
    held: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        held[claim.get(one.id, one.id)].append(one)
    members = {one.id: tuple(held[claim.get(one.id, one.id)]) for one in statements}
    for _, _, pairs in merged:
        yield from _conflict(pile, families, statements, pairs, members)


def _conflict(
    pile: Pile,
    families: Families,
    statements: Sequence[Statement],
    pairs: Sequence[_Pair],
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
        reason=chosen.reason + more,
    )


def _original(
    pile: Pile, families: Families, statement: Statement, members: dict[str, tuple[Statement, ...]]
) -> Statement:
    """The statement of the same claim that ``statement`` is copied from, or itself."""
    for link in families.parents.get(statement.span.document, ()):
        for other in members.get(statement.id, ()):
            if other.span.document == link.parent and len(other.numbers) == len(statement.numbers):
                return _original(pile, families, other, members)
    return statement


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
