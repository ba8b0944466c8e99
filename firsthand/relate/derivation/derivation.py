"""Derivation: every pair of reports in which one text comes from another, or both from a third.

Candidates come from two indexes (shared fingerprints for copies, rare shared features for rewrites); only candidates
are compared exactly (``copying``, ``rewriting``).  The direction of a pair is told when all pairs are known, because a
third report may be where both come from (``direction``).  Left out: translations, which are never compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

from firsthand import dates
from firsthand.comparable import Reading
from firsthand.components import Components
from firsthand.data import COPIES, Derivation, Direction, Document, DocumentId, Span, TextOrigin, content_id
from firsthand.relate.derivation import citing, common_runs, copying, direction, large_families, rewriting, text_origin
from firsthand.relate.derivation.copying import Finding
from firsthand.relate.derivation.kept_pairs import KeptPairs
from firsthand.relate.derivation.provenance_clues import Clues, distinct_labels, in_reasons, read_clues
from firsthand.relate.derivation.text_lineage import OF_ONE_TEXT
from firsthand.relate.judged import judged_directions, judged_separate, with_judged_directions
from firsthand.relate.pair_memory import PairMemory
from firsthand.relate.pile import Pile
from firsthand.relate.readings import blocking, rarity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COPIES = ("same_text", "near_copy", "partial_copy", "shared_source_text")
_Found = dict[tuple[int, int], Finding]


def derivations(pile: Pile, readings: Sequence[Reading]) -> tuple[tuple[Derivation, ...], dict[DocumentId, TextOrigin]]:
    """Every derived pair of the pile, and pairs that share quotations or cite, sorted by documents; and whose text each
    document carries, by its id.  ``readings`` are theirs, without repeated furniture."""
    found: _Found = {}
    # what a reader judged to be written separately is no pair from here on: no family, direction or origin rests on it
    separate = judged_separate(pile.documents, pile.judgements)
    kept = KeptPairs(readings, pile.pairs)
    for a, b in _compared_for_copies(pile, readings, separate, found):
        called = distinct_labels(pile.document[readings[a].id], pile.document[readings[b].id])
        finding = kept.by_words(a, b, called, partial(copying.copied, readings[a], readings[b], called), Finding | None)
        if finding and not _apart(finding, readings[a].id, readings[b].id, separate):
            found[a, b] = finding
    # copies of one text stand for each other: one of each family is compared, and its words count once
    families = _families(readings, found)
    first = sorted(families)
    features = [readings[n].features() for n in first]
    weight = rarity.rarity_weights(features)
    copies = {pair for pair, finding in found.items() if finding.relation in _COPIES}
    candidates = [
        (first[a], first[b], value)
        for a, b, value in blocking.rewrite_candidates(
            features, weight, [_days(pile.document[readings[n].id]) for n in first]
        )
        if (first[a], first[b]) not in copies
    ]
    clues = [read_clues(pile.document[reading.id], reading) for reading in readings]
    rewritten = rewriting.rewrites(clues, weight, candidates, families, pile.embed, kept)
    found |= {
        (a, b): finding
        for (a, b), finding in rewritten.items()
        if (a, b) not in copies and not _apart(finding, readings[a].id, readings[b].id, separate)
    }
    result, stated = _directed(pile, clues, found)
    likeness = {
        (readings[min(one, other)].id, readings[max(one, other)].id): value
        for a, b, value in candidates
        for one in families[a]
        for other in families[b]
    }
    taken = {(item.a, item.b) for item in result if item.relation != "shared_quotations"}
    result += _cites(pile, likeness, taken)
    derived = tuple(sorted(result, key=lambda item: (item.a, item.b, item.relation)))
    if pile.judgements:
        derived = with_judged_directions(pile, derived)
    return derived, text_origin.text_origins(pile, derived, stated)


def _compared_for_copies(
    pile: Pile,
    readings: Sequence[Reading],
    separate: Collection[tuple[DocumentId, DocumentId]],
    found: Mapping[tuple[int, int], Finding],
) -> Iterator[tuple[int, int]]:
    """Pairs that may be copies; of large families those that ``found``, when these few were compared, leaves to be
    asked."""
    candidates = blocking.counted_copy_candidates([reading.grams for reading in readings])
    number = {reading.id: n for n, reading in enumerate(readings)}
    judged = {(number[a], number[b]) for a, b in {*separate, *judged_directions(pile)} if {a, b} <= number.keys()}
    dated = [pile.document[reading.id].published for reading in readings]
    appeared = [(one.earliest or "9", one.latest or "9") for one in dated]
    few, rest = large_families.few_of_many(candidates, [len(one.runs) for one in readings], appeared, judged)
    yield from common_runs.able(readings, few)
    if rest:
        beside: defaultdict[int, set[int]] = defaultdict(set)
        for (a, b), finding in found.items():
            if finding.relation in OF_ONE_TEXT:
                beside[a].add(b)
                beside[b].add(a)
        yield from common_runs.able(readings, large_families.left_over(rest, beside))


def copied_across(  # noqa: PLR0913, PLR0917 (what a step looks at)
    reports: Sequence[Fingerprinted],
    ids: Sequence[DocumentId],
    reading: Callable[[int], Reading],
    groups: Sequence[Sequence[DocumentId]],
    separate: Collection[tuple[DocumentId, DocumentId]] = (),
    kept: PairMemory | None = None,
) -> list[tuple[DocumentId, DocumentId]]:
    """Pairs of reports of two groups of which one has words of the other, sorted; ``reading`` gives a report by its
    number, where ``kept`` does not know what two came to.  ``separate`` pairs were judged to be none."""
    kept = kept if kept is not None else PairMemory()
    group_of = {name: number for number, group in enumerate(groups) for name in group}
    out = []
    for a, b in blocking.copy_candidates([one.grams for one in reports]):
        if group_of[ids[a]] != group_of[ids[b]]:
            key = reports[a].digest + reports[b].digest + b"across"
            if (
                kept.asked(key, partial(_is_copy, reading, a, b))
                and (min(ids[a], ids[b]), max(ids[a], ids[b])) not in separate
            ):
                out.append((ids[a], ids[b]))
    return sorted(out)


def _is_copy(reading: Callable[[int], Reading], a: int, b: int) -> int:
    finding = copying.copied(reading(a), reading(b), ("the one", "the other"))
    return int(finding is not None and finding.relation in _COPIES)


class Fingerprinted(Protocol):
    """A report as its copies are found: its fingerprints, and a digest of all that is compared of it."""

    @property
    def grams(self) -> NDArray[np.uint64]:
        """The fingerprints."""

    @property
    def digest(self) -> bytes:
        """Sixteen bytes."""


def _apart(finding: Finding, a: DocumentId, b: DocumentId, separate: Collection[tuple[DocumentId, DocumentId]]) -> bool:
    """Whether a reader judged two texts to be written separately; the quotations that they share stay shared."""
    return bool(separate) and finding.relation != "shared_quotations" and (min(a, b), max(a, b)) in separate


def _days(document: Document) -> blocking.DayOrdinals:
    first, last = dates.bounds(document.published)
    return first.toordinal() if first else 0, last.toordinal() if last else date.max.toordinal()


def _families(readings: Sequence[Reading], found: dict[tuple[int, int], Finding]) -> dict[int, list[int]]:
    """Documents that are copies of one text, by the one of them that is longest.

    Each holds more than half of the next, so no digest and no short report that stands in two others joins them."""
    texts = Components(range(len(readings)))
    for (a, b), finding in sorted(found.items()):
        if finding.mutual >= copying.ONE_TEXT:
            texts.join(a, b)
    return {max(group, key=lambda n: (len(readings[n].words), -n)): group for group in texts.groups()}


# ------------------------------------------------------------------------------------------------- the result


def _directed(pile: Pile, clues: list[Clues], found: _Found) -> tuple[list[Derivation], dict[DocumentId, TextOrigin]]:
    """The pairs as they go into the record, each with its direction where that can be told, and what the pages say of
    their text."""
    made = {pair: _undirected(clues, pair, finding) for pair, finding in sorted(found.items())}
    carried = text_origin.stated_origins(pile, tuple(made.values()))
    kin = direction.Kin(clues, [text_origin.agencies_of(carried[one.document.id]) for one in clues])
    for pair, finding in found.items():
        if finding.relation in COPIES:
            kin.add(pair, finding.pairs, finding.relation)
    result = []
    for pair, item in made.items():
        if found[pair].relation not in COPIES:
            result.append(item)
            continue
        evidence = kin.evidence(pair)
        way = direction.decide(evidence)
        reasons = [*item.reasons, *(one.reason for one in evidence)]
        if way == "unknown":
            reasons.append("which of the two came first cannot be told")
        result.append(replace(item, direction=way, reasons=tuple(reasons)))
    return result, carried


def _undirected(clues: list[Clues], pair: tuple[int, int], finding: Finding) -> Derivation:
    a, b = (clues[n].document.id for n in pair)
    return Derivation(
        id=content_id("der", a, b, finding.relation),
        a=a,
        b=b,
        relation=finding.relation,
        direction="unknown",
        score=round(min(1.0, finding.score), 3),
        passages=finding.passages,
        reasons=finding.reasons,
    )


def _cites(
    pile: Pile, likeness: dict[tuple[DocumentId, DocumentId], float], taken: set[tuple[DocumentId, DocumentId]]
) -> list[Derivation]:
    made = []
    done: set[tuple[DocumentId, DocumentId]] = set()
    for citing_id, cited_id, span in citing.cited_documents(pile, likeness):
        a, b = min(citing_id, cited_id), max(citing_id, cited_id)
        if (a, b) in taken or (a, b) in done:
            continue
        done.add((a, b))
        document = pile.document[citing_id]
        head = Span(citing_id, max(0, span.start - 60), min(len(document.text), span.end + 40))
        reason = (
            f"{in_reasons(document)} names {in_reasons(pile.document[cited_id])} as its source: "
            f"“… {' '.join(head.of(document.text).split())} …”"
        )
        score = min(1.0, 0.5 + likeness[a, b])
        way: Direction = "a_to_b" if a == cited_id else "b_to_a"
        made.append(Derivation(content_id("der", a, b, "cites"), a, b, "cites", way, round(score, 3), (), (reason,)))
    return made
