"""Derivation: every pair of reports in which one text comes from another, or both from a third.

Candidates come from two indexes (shared fingerprints for copies, rare shared features for rewrites); only candidates
are compared exactly.  Narrative and quoted text are judged apart: reports of one speech share long quotations without
one coming from the other.  A rewrite shares no wording; it shows in sentences that answer to each other in order and
in rare names, numbers and words that first appear in the same order.  Follows the grades of text reuse of METER
(Gaizauskas et al. 2001).  Left out: translations, which are never compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from math import exp, log
from typing import TYPE_CHECKING, Literal

import numpy as np

from firsthand import dates
from firsthand.data import Derivation, Direction, Document, Passage, Relation, Span, content_id
from firsthand.models import vectors
from firsthand.relate import alignment, blocking, citing, credits, direction, furniture, rarity, reuse
from firsthand.relate.components import Components
from firsthand.relate.pile import Pile
from firsthand.relate.reading import Reading
from firsthand.relate.reuse import Shared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

SAME = 0.985
"""The same text: this share of the words of each stands in the other."""
NEAR = 0.75
"""A copy: this share of the shorter report's narrative words stands in the other."""
ONE_TEXT = 0.55
"""Copies that stand for each other hold this share of each other."""
PART = 40
"""A partial copy: so many narrative words in runs of ten and more …"""
PART_SHARE = 0.12
"""… and at least this share of the shorter report."""
QUOTED = 12
"""Shared quotations: so many words inside marks on both sides."""
STATEMENT = 90
"""From so many shared words inside marks, in few stretches, both carry the same text (a letter, a statement)."""
REWRITE = 0.62
_OTHER_MATTERS = 0.08, 12
"""Two parts of reports are about different things if less than this share of so many features is common to both."""
_SHORTEST = 60
"""Narrative words below which no text is called a rewrite: a few sentences agree by chance."""
_MOST_MEMBERS = 400
"""Pairs of two families of copies that are listed when one family rewrites the other."""
_MOST_VECTORS = 1500
"""Sentences that get vectors in one run; beyond, alignment goes by words, names and numbers alone."""


@dataclass(frozen=True, slots=True)
class _Finding:
    relation: Relation
    score: float
    passages: tuple[Passage, ...]
    pairs: tuple[tuple[int, int, float], ...]
    reasons: tuple[str, ...]
    mutual: float = 0.0
    """Of a copy, the share of narrative words that each of the two has at least in the other."""


def derivations(pile: Pile) -> tuple[Derivation, ...]:
    """Every derived pair of the pile, and pairs that share quotations or cite; sorted by documents."""
    readings = furniture.read_pile(pile)
    found: dict[tuple[int, int], _Finding] = {}
    for a, b in blocking.copies([reading.grams for reading in readings]):
        finding = _copy(pile, readings[a], readings[b])
        if finding:
            found[a, b] = finding
    # copies of one text stand for each other: one of each family is compared, and its words count once
    families = _families(readings, found)
    first = sorted(families)
    features = [readings[n].features() for n in first]
    weight = rarity.weights(features)
    copies = {pair for pair, finding in found.items() if finding.relation in _COPIES}
    candidates = [
        (first[a], first[b], value)
        for a, b, value in blocking.rewrites(features, weight, [_days(pile.document[readings[n].id]) for n in first])
        if (first[a], first[b]) not in copies
    ]
    rewritten = _rewrites(pile, readings, weight, candidates, families)
    found |= {pair: finding for pair, finding in rewritten.items() if pair not in copies}
    result = [_derivation(pile, readings, a, b, finding) for (a, b), finding in sorted(found.items())]
    likeness = {
        (readings[min(one, other)].id, readings[max(one, other)].id): value
        for a, b, value in candidates
        for one in families[a]
        for other in families[b]
    }
    taken = {(item.a, item.b) for item in result if item.relation != "shared_quotations"}
    result += _cites(pile, likeness, taken)
    return tuple(sorted(result, key=lambda item: (item.a, item.b, item.relation)))


def _days(document: Document) -> blocking.Days:
    first, last = dates.bounds(document.published)
    return first.toordinal() if first else 0, last.toordinal() if last else date.max.toordinal()


def _families(readings: list[Reading], found: dict[tuple[int, int], _Finding]) -> dict[int, list[int]]:
    """Documents that are copies of one text, by the one of them that is longest.

    Each holds more than half of the next, so no digest and no short report that stands in two others joins them."""
    texts = Components(range(len(readings)))
    for (a, b), finding in sorted(found.items()):
        if finding.mutual >= ONE_TEXT:
            texts.join(a, b)
    return {max(group, key=lambda n: (len(readings[n].words), -n)): group for group in texts.groups()}


_COPIES = ("same_text", "near_copy", "partial_copy", "shared_source_text")


# --------------------------------------------------------------------------------------------------- copies


def _copy(pile: Pile, a: Reading, b: Reading) -> _Finding | None:
    in_b, in_a = reuse.shared(a, b), reuse.shared(b, a)
    share_a, share_b = in_b.narrative(a), in_a.narrative(b)
    runs = min(int(in_b.runs.sum()), int(in_a.runs.sum()))
    most_runs = max(int(in_b.runs.sum()), int(in_a.runs.sum()))
    spoken = min(int(in_b.spoken.sum()), int(in_a.spoken.sum()))
    shorter, longer = sorted((max(1, a.narrative), max(1, b.narrative)))
    most = max(share_a, share_b)
    if most_runs < PART // 2 and spoken < QUOTED and most < NEAR:
        return None
    name_a, name_b = direction.names(pile.document[a.id], pile.document[b.id])
    words = f"{share_a:.0%} of the narrative words of {name_a} stand in {name_b}, {share_b:.0%} the other way round"
    pairs = reuse.line_matches(a, b)
    low, high = sorted((len(a.words), len(b.words)))
    both = min(share_a, share_b)
    if min(in_a.total(), in_b.total()) >= SAME and low >= 0.97 * high and low > 25:
        reason = "the texts are the same: " + words
        return _finding("same_text", min(in_a.total(), in_b.total()), (a, b), pairs, reason, both)
    if most >= NEAR and runs >= min(PART, shorter // 2) and shorter >= 25 and shorter >= 0.2 * longer:
        whole, rest = (a, _rest(b, in_a)) if share_a >= share_b else (b, _rest(a, in_b))
        if both < NEAR and rarity.strangers(whole.features(), rest, *_OTHER_MATTERS):
            reason = f"the longer holds the shorter as a whole, beside other matters: {words}"
            return _finding("partial_copy", both, (a, b), pairs, reason)
        cut = f"; the shorter has {shorter} narrative words, the longer {longer}" if shorter < 0.8 * longer else ""
        return _finding("near_copy", most, (a, b), pairs, words + cut, both)
    letter = spoken >= STATEMENT and spoken > 2 * runs
    enough = (runs >= PART and runs >= PART_SHARE * shorter and most >= 0.15) or (
        most_runs >= PART // 2 and most >= 2 * PART_SHARE and shorter >= PART
    )
    if enough and sum(share > 0.5 for _, _, share in pairs) < 2:  # one sentence: a caption may stand under any story
        enough = not rarity.strangers(_rest(a, in_b), _rest(b, in_a), *_OTHER_MATTERS)
    if enough and not letter:
        reason = f"{runs} narrative words stand in both in stretches of ten words and more: {words}"
        return _finding("partial_copy", min(1.0, runs / shorter), (a, b), pairs, reason)
    return _spoken(a, b, in_b, in_a, pairs) if spoken >= QUOTED else None


def _rest(reading: Reading, held: Shared) -> set[str]:
    """The features of the sentences that the other report does not hold."""
    covered = held.told | held.spoken
    return {f for line in reading.lines if covered[line.first : line.last].mean() < 0.5 for f in line.features}


def _spoken(a: Reading, b: Reading, in_b: Shared, in_a: Shared, pairs: list[tuple[int, int, float]]) -> _Finding | None:
    """Two reports that share words somebody else said or wrote: few of them, or the text itself."""
    count = min(int(in_b.spoken.sum()), int(in_a.spoken.sum()))
    longest = max((end - start for start, end in reuse.stretches(in_b.spoken)), default=0)
    pairs = [(i, j, s) for i, j, s in pairs if in_b.spoken[a.lines[i].first : a.lines[i].last].any()]
    if not pairs or longest < 6:
        return None
    share = count / max(1, min(len(a.words), len(b.words)))
    if count >= STATEMENT and (longest >= STATEMENT // 2 or share >= 0.5):
        reason = (
            f"both print the same text of a third: {count} words that stand in quotation marks in at least one of them,"
            f" up to {longest} in one piece; their own words differ"
        )
        return _finding("shared_source_text", min(1.0, share), (a, b), pairs, reason)
    marked = max(1, min(int(a.quoted.sum()) or count, int(b.quoted.sum()) or count))
    reason = f"{count} words of quotations are the same; the words around them are not"
    return _finding("shared_quotations", min(1.0, count / marked), (a, b), pairs, reason)


def _finding(  # noqa: PLR0913, PLR0917
    relation: Relation,
    score: float,
    both: tuple[Reading, Reading],
    pairs: direction.Pairs,
    reason: str,
    mutual: float = 0.0,
) -> _Finding:
    kept = [(i, j, share) for i, j, share in pairs if share >= 0.25]
    return _Finding(relation, score, _passages(*both, kept), tuple(kept), (reason,), mutual)


def _passages(a: Reading, b: Reading, pairs: list[tuple[int, int, float]]) -> tuple[Passage, ...]:
    made = []
    for i, j, share in pairs:
        one, other = a.lines[i], b.lines[j]
        kind: Literal["verbatim", "near_verbatim", "paraphrase"] = "paraphrase"
        if a.words[one.first : one.last] == b.words[other.first : other.last]:
            kind = "verbatim"
        elif share >= 0.4:
            kind = "near_verbatim"
        made.append(Passage(one.span, other.span, kind))
    return tuple(made)


# -------------------------------------------------------------------------------------------------- rewrites


def _rewrites(
    pile: Pile,
    readings: list[Reading],
    weight: dict[str, float],
    candidates: list[tuple[int, int, float]],
    families: dict[int, list[int]],
) -> dict[tuple[int, int], _Finding]:
    likely: list[tuple[float, int, int]] = []
    for a, b, _ in candidates:
        for one, other in _some(families[a], a, families[b], b):
            agreement, rare = alignment.order_of_rare(readings[one], readings[other], weight)
            if agreement >= 0.35 and rare >= 8:
                plain = alignment.align(readings[one], readings[other], weight)
                likely.append((-rewrite_score(plain, 0.1), one, other))
    vector = _vectors(pile, readings, sorted(likely))
    result: dict[tuple[int, int], _Finding] = {}
    family = {member: members for members in families.values() for member in members}
    for _, a, b in sorted(likely):
        if (a, b) in result:
            continue
        sure = _rewrite(pile, readings[a], readings[b], weight, _both(vector, a, b))
        if not sure:
            continue
        members = [(one, other) for one in family[a] for other in family[b]]
        members.sort(key=lambda pair: (pair != (a, b), pair))
        for one, other in members[:_MOST_MEMBERS]:
            pair = min(one, other), max(one, other)
            if pair not in result:
                both = _both(vector, *pair)
                finding = _rewrite(pile, readings[pair[0]], readings[pair[1]], weight, both, sure.score)
                if finding:
                    result[pair] = finding
    return result


def _some(first: list[int], a: int, second: list[int], b: int) -> list[tuple[int, int]]:
    """A few pairs of two families, in order of documents: a copy may hold what hides that its text was rewritten."""
    ones = [a, *(n for n in first if n != a)][:2]
    others = [b, *(n for n in second if n != b)][:2]
    return [(min(one, other), max(one, other)) for one in ones for other in others]


def _both(vector: dict[int, Matrix], a: int, b: int) -> tuple[Matrix, Matrix] | None:
    return (vector[a], vector[b]) if a in vector and b in vector else None


def _vectors(pile: Pile, readings: list[Reading], likely: list[tuple[float, int, int]]) -> dict[int, Matrix]:
    """Sentence vectors of the documents of the likeliest pairs, as far as the budget goes."""
    if not likely or not vectors.available():
        return {}
    wanted: list[int] = []
    left = _MOST_VECTORS
    for _, a, b in likely:
        more = [n for n in (a, b) if n not in wanted]
        size = sum(len(readings[n].lines) for n in more)
        if size <= left:
            wanted += more
            left -= size
    texts = [line.span.of(pile.document[readings[n].id].text) for n in wanted for line in readings[n].lines]
    matrix = vectors.embed(texts).astype(np.float64)
    result: dict[int, Matrix] = {}
    first = 0
    for number in wanted:
        result[number] = matrix[first : first + len(readings[number].lines)]
        first += len(readings[number].lines)
    return result


def rewrite_score(found: alignment.Alignment, wording: float) -> float:
    """How likely a pair is a rewrite: how much of either text has an answer in the other, whether answers and rare
    words come in the same order, how many there are, and a little for wording.  Weights set by hand on
    ``evals/derivation_pairs.csv`` and rewrites written for the purpose."""
    most, least = max(found.covers_a, found.covers_b), min(found.covers_a, found.covers_b)
    evidence = (
        0.1
        + 6 * (most - 0.72)
        + 8 * (least - 0.5)
        + 7 * (found.agreement - 0.62)
        + 5 * (found.order - 0.75)
        + 1.2 * log(max(1, found.rare) / 40)
        + 1.2 * log(max(1, found.answered) / min(9.0, 0.6 * found.shorter))
        + 4 * (min(wording, 0.3) - 0.06)
    )
    return 1 / (1 + exp(-evidence))


def _rewrite(  # noqa: PLR0913, PLR0917
    pile: Pile,
    a: Reading,
    b: Reading,
    weight: dict[str, float],
    both: tuple[Matrix, Matrix] | None,
    known: float = 0.0,
) -> _Finding | None:
    """The pair as a rewrite, if it is one; ``known``: the score of copies of the two that were found to be one."""
    found = alignment.align(a, b, weight, both)
    wording = max(reuse.shared(a, b).narrative(a), reuse.shared(b, a).narrative(b))
    score = max(known, rewrite_score(found, wording))
    if not known and (score < REWRITE or len(found.pairs) < 4 or min(a.narrative, b.narrative) < _SHORTEST):
        return None
    found = alignment.align(a, b, weight, both, alignment.WEAK)
    shares = {(i, j): share for i, j, share in reuse.line_matches(a, b)}
    pairs = [(i, j, shares.get((i, j), 0.0)) for i, j, _ in found.pairs]
    common = _common(pile, a, b, found.pairs, weight)
    name_a, name_b = direction.names(pile.document[a.id], pile.document[b.id])
    reasons = [
        f"{len({i for i, _, _ in pairs})} of {len(a.lines)} sentences of {name_a} answer to"
        f" {len({j for _, j, _ in pairs})} of {len(b.lines)} of {name_b}, in the same order",
        f"{found.rare} rare words, names and numbers are common to both and first appear in nearly the same order"
        f" (agreement {found.agreement:.2f}, where 0 is chance)",
    ]
    if common:
        reasons.append("both name, in this order: " + ", ".join(common))
    reasons.append(
        f"hardly any wording is shared ({wording:.0%} of the narrative words in runs of five)"
        if wording < 0.3
        else f"{wording:.0%} of the narrative words are in shared runs of five"
    )
    return _Finding("rewrite", score, _passages(a, b, pairs), found.pairs, tuple(reasons))


def _common(pile: Pile, a: Reading, b: Reading, pairs: tuple[tuple[int, int, float], ...],
            weight: dict[str, float]) -> list[str]:  # fmt: skip
    """The rarest names and numbers that aligned sentences share, in the first report's order, as it prints them."""
    seen: dict[str, int] = {}
    for i, j, _ in pairs:
        for feature in a.lines[i].features:
            if feature in a.lines[i].key and feature in b.lines[j].key:
                seen.setdefault(feature, i)
    best = set(sorted(seen, key=lambda feature: (-weight.get(feature, 0.0), feature))[:8])
    return [_printed(pile, a, i, feature) for feature, i in seen.items() if feature in best]


def _printed(pile: Pile, reading: Reading, number: int, feature: str) -> str:
    line = reading.lines[number]
    for word in range(line.first, line.last):
        if reading.words[word].removesuffix("'s").replace(",", "") == feature:
            text = pile.document[reading.id].text[reading.starts[word] : reading.ends[word]]
            return text.removesuffix("'s").removesuffix("’s")
    return feature


# ------------------------------------------------------------------------------------------------- the result


def _derivation(pile: Pile, readings: list[Reading], a: int, b: int, finding: _Finding) -> Derivation:
    one, other = pile.document[readings[a].id], pile.document[readings[b].id]
    reasons = list(finding.reasons)
    way: Direction = "unknown"
    if finding.relation not in ("shared_quotations", "shared_source_text"):
        copied = finding.relation != "rewrite"
        found = direction.evidence((one, other), (readings[a], readings[b]), finding.pairs, copied)
        way = direction.decide(found)
        third = _third(one, other) if copied else None
        if third:
            way = "unknown"
            reasons.append(third)
        reasons += [item.reason for item in found]
        if way == "unknown":
            reasons.append("which of the two came first cannot be told")
    return Derivation(
        id=content_id("der", one.id, other.id, finding.relation),
        a=one.id,
        b=other.id,
        relation=finding.relation,
        direction=way,
        score=round(min(1.0, finding.score), 3),
        passages=finding.passages,
        reasons=tuple(reasons),
    )


@cache
def _agencies(document: Document) -> tuple[str, ...]:
    found = [credit.agency for credit in credits.credits(document) if credit.part != "picture" and credit.agency]
    return tuple(sorted(set(found)))


def _third(a: Document, b: Document) -> str | None:
    """A reason when both carry the text of a third: an agency that both credit and neither is."""
    one, other = direction.carrier(a), direction.carrier(b)
    own = {one, other} if one != other or (a.outlet.name and b.outlet.name) else set()
    both = [name for name in _agencies(a) if name in _agencies(b) and name not in own]
    return f"both credit {both[0]}, so both may come from its report" if both else None


def _cites(pile: Pile, likeness: dict[tuple[str, str], float], taken: set[tuple[str, str]]) -> list[Derivation]:
    made = []
    done: set[tuple[str, str]] = set()
    for citing_id, cited_id, span in citing.cited_documents(pile, likeness):
        a, b = min(citing_id, cited_id), max(citing_id, cited_id)
        if (a, b) in taken or (a, b) in done:
            continue
        done.add((a, b))
        document = pile.document[citing_id]
        head = Span(citing_id, max(0, span.start - 60), min(len(document.text), span.end + 40))
        reason = (
            f"{direction.label(document)} names {direction.label(pile.document[cited_id])} as its source: "
            f"“… {' '.join(head.of(document.text).split())} …”"
        )
        score = min(1.0, 0.5 + likeness[a, b])
        way: Direction = "a_to_b" if a == cited_id else "b_to_a"
        made.append(Derivation(content_id("der", a, b, "cites"), a, b, "cites", way, round(score, 3), (), (reason,)))
    return made
