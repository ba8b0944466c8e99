"""The whole path on the seed pages, judged from the Record alone against the careful reading of three of them.

Follows ``shared/gold/seeds_dev.json``.  A span matches at a Jaccard of characters of 0.6 (quotations 0.8).  The record
is made from all five pages, as a person would run it; only the three that the gold covers are scored.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from evals.figure import Figure, shared
from firsthand.data import ARTICLE_KINDS, Attribution, Conflict, Entity, Record, Span, Statement
from firsthand.evaluate import Counts, bcubed, coverage, matches, overlap
from firsthand.words import normal

CORPUS = "seeds_dev"
_QUOTE = 0.8
_SPAN = 0.6
_KINDS = {"quote_wording": "wording", "source": "actor", "omission": "actor", "addition": "modality"}
"""The gold's kinds as the record names them: what a rewrite leaves out are voices, what it adds are judgements."""


@dataclass(frozen=True, slots=True)
class Seeds:
    """The gold, the record, and the gold's short document names (D0 …) as document ids."""

    gold: Any
    record: Record
    ids: dict[str, str]

    def span(self, one: Any) -> Span:
        return Span(self.ids[one["doc"]], one["start"], one["end"])

    def covered(self, document: str) -> bool:
        return document in self.ids.values()


@cache
def seeds() -> Seeds | None:
    """The record of the seeds, made once per process; None where the corpora are absent."""
    from firsthand.pipeline import run

    folder = shared()
    if folder is None:
        return None
    gold = json.loads((folder / "gold" / "seeds_dev.json").read_text(encoding="utf-8"))
    record = run([str(folder / "seeds")])
    by_file = {document.uri.rsplit("/", 1)[-1]: document.id for document in record.documents}
    return Seeds(gold, record, {name: by_file[file] for name, file in gold["files"].items()})


def figures() -> list[Figure]:
    pile = seeds()
    if pile is None:
        return []
    parts = (_blocks, _quotations, _attributions, _claims, _conflicts, _derivations, _timeline, _entities)
    return [figure for part in parts for figure in part(pile)]


def _ratio(name: str, hits: float, of: int) -> Figure:
    return Figure("seeds", name, CORPUS, hits / of if of else 0.0, of)


def _pair(name: str, counts: Counts) -> list[Figure]:
    return [
        Figure("seeds", f"{name} precision", CORPUS, counts.precision, counts.found),
        Figure("seeds", f"{name} recall", CORPUS, counts.recall, counts.gold),
    ]


def _blocks(pile: Seeds) -> list[Figure]:
    article: list[Span] = []
    for document in pile.record.documents:
        article += [Span(document.id, b.start, b.end) for b in document.blocks if b.kind in ARTICLE_KINDS]
    furniture = [pile.span(one) for one in pile.gold["boilerplate"]]
    keep = [pile.span(one) for one in pile.gold["must_keep"]]
    labelled = sum(1 for span in furniture if coverage(span, article) < 0.1)
    kept = sum(1 for span in keep if coverage(span, article) > 0.99)
    return [
        _ratio("furniture labelled", labelled, len(furniture)),
        _ratio("short paragraphs kept", kept, len(keep)),
    ]


def _name(pile: Seeds, entity: str | None) -> tuple[str, ...]:
    for one in pile.record.entities:
        if one.id == entity:
            return tuple(normal(name) for name in (one.name, *one.aliases))
    return ()


def _is_named(pile: Seeds, entity: str | None, name: str) -> bool:
    gold = normal(name).removeprefix("the ")
    return any(
        gold == own or gold in own or own in gold for own in (n.removeprefix("the ") for n in _name(pile, entity))
    )


def _attribution(pile: Seeds, id_: str | None) -> Attribution | None:
    return next((one for one in pile.record.attributions if one.id == id_), None)


def _quotations(pile: Seeds) -> list[Figure]:
    gold = pile.gold["quotes"]
    found = [one for one in pile.record.quotations if pile.covered(one.span.document)]
    pairs = matches(gold, found, lambda g, f: overlap(pile.span(g["span"]), f.span), _QUOTE)
    right = 0
    for g, f in pairs:
        attribution = _attribution(pile, f.attribution)
        if g["speaker_type"] == "anonymous":
            right += attribution is not None and attribution.source_kind == "anonymous"
        else:
            right += _is_named(pile, f.speaker, g["speaker"])
    counts = Counts(len(pairs), len(gold), len(found))
    return [*_pair("quotations", counts), _ratio("speakers right", right, len(gold))]


def _link_right(pile: Seeds, node: Any, found: Attribution) -> bool:
    if node["type"] == "anonymous":
        return found.source_kind == "anonymous"
    if node["type"] == "document_record":
        return found.source_kind == "document"
    return _is_named(pile, found.source_entity, node["name"])


def _attributions(pile: Seeds) -> list[Figure]:
    gold = [one for one in pile.gold["attributions"] if not one["optional"]]
    found = [one for one in pile.record.attributions if pile.covered((*one.cue, *one.content, *one.source)[0].document)]

    def likeness(g: Any, f: Attribution) -> float:
        cue = coverage(pile.span(g["cue"]), f.cue) if g["cue"] else 0.0  # PolNeAR's cues are longer: "said in a video"
        content = max((overlap(pile.span(g["content"]), s) for s in f.content), default=0.0) if g["content"] else 0.0
        return max(cue, content)

    pairs = matches(gold, found, likeness, 0.5)
    chains = sum(1 for g, f in pairs if _chain_right(pile, g["chain"][1:], f))
    sources = sum(1 for g, f in pairs if g["chain"][1:] and _link_right(pile, g["chain"][-1], f))
    return [
        _ratio("attributions found", len(pairs), len(gold)),
        _ratio("sources right", sources, len(gold)),
        _ratio("chains right", chains, len(gold)),
    ]


def _chain_right(pile: Seeds, nodes: Any, found: Attribution) -> bool:
    """Every node is there: the last as the source, an outlet before it as what it was given to or said within."""
    if not nodes or not _link_right(pile, nodes[-1], found):
        return False
    outer = _attribution(pile, found.within)
    for node in nodes[:-1]:
        given = _is_named(pile, found.given_to, node["name"])
        relayed = outer is not None and _link_right(pile, node, outer)
        if not given and not relayed:
            return False
    return True


def _statement_at(pile: Seeds, span: Span) -> Statement | None:
    near = [(overlap(span, one.span), one.id, one) for one in pile.record.statements if one.span.overlaps(span)]
    inside = [entry for entry in near if entry[2].span.contains(span) or entry[0] >= 0.3]
    return max(inside)[2] if inside else None


def _claims(pile: Seeds) -> list[Figure]:
    claim_of = {statement: claim for claim in pile.record.claims for statement in claim.statements}
    gold: dict[Any, Any] = {}
    found: dict[Any, Any] = {}
    equal = capped = located = 0
    for one in pile.gold["claims"]:
        held = []
        for number, mention in enumerate(one["mentions"]):
            item = (one["id"], number)
            gold[item] = one["id"]
            statement = _statement_at(pile, pile.span(mention))
            if statement is not None:
                found[item] = claim_of[statement.id].id
                held.append(claim_of[statement.id])
        located += len(held)
        if held:
            claim = max(held, key=lambda c: (sum(1 for h in held if h.id == c.id), c.id))
            want = one["independent_origins"]
            equal += (claim.independent.at_least, claim.independent.at_most) == (want["min"], want["max"])
            capped += claim.independent.at_most is not None and claim.independent.at_most <= want["max"]
    precision, recall, f1 = bcubed(gold, found)
    total = len(pile.gold["claims"])
    return [
        _ratio("claim mentions located", located, len(gold)),
        Figure("seeds", "claims B-cubed precision", CORPUS, precision, len(gold)),
        Figure("seeds", "claims B-cubed recall", CORPUS, recall, len(gold)),
        Figure("seeds", "claims B-cubed F1", CORPUS, f1, len(gold)),
        _ratio("origins equal", equal, total),
        _ratio("origins not inflated", capped, total),
    ]


def covered_conflicts(pile: Seeds) -> list[Conflict]:
    """The conflicts that reach not beyond the documents that the gold covers."""
    documents = {one.id: one.span.document for one in pile.record.statements}
    return [c for c in pile.record.conflicts if all(pile.covered(documents[s]) for s in c.statements)]


def kind_of(gold: Any) -> str:
    """A gold conflict's kind as the record names it."""
    return str(_KINDS.get(gold["kind"], gold["kind"]))


def meets(pile: Seeds, gold: Any, found: Conflict) -> bool:
    """Whether two of the conflict's statements, or the words that name their sources, touch mentions of the gold one in
    two documents, or two mentions where the gold's are all of one."""
    attribution = {one.id: one for one in pile.record.attributions}
    own = [
        span
        for one in pile.record.statements
        if one.id in found.statements
        for span in (one.span, *(s for a in one.chain if a in attribution for s in attribution[a].source))
    ]
    spans = [pile.span(mention) for mention in gold["mentions"]]
    met = [span for span in spans if any(one.overlaps(span) for one in own)]
    alone = len({span.document for span in spans}) == 1  # what only one report says, or leaves out
    return len(met if alone else {span.document for span in met}) >= 2


def _conflicts(pile: Seeds) -> list[Figure]:
    gold, found = pile.gold["conflicts"], covered_conflicts(pile)
    pairs = matches(gold, found, lambda g, f: meets(pile, g, f) + 0.5 * int(kind_of(g) == f.kind), 1.0)
    kinds = sum(1 for g, f in pairs if kind_of(g) == f.kind)
    return [*_pair("conflicts", Counts(len(pairs), len(gold), len(found))), _ratio("conflict kinds", kinds, len(pairs))]


def _derivations(pile: Seeds) -> list[Figure]:
    copies = {"same_text", "near_copy", "partial_copy", "rewrite", "shared_source_text"}
    short = {name: number for number, name in enumerate(sorted(pile.ids))}
    found = {frozenset((one.a, one.b)): one for one in pile.record.derivations}
    right = aligned = total = 0
    for pair in pile.gold["derivation"]:
        a, b = (pile.ids[name] for name in pair["pair"])
        one = found.get(frozenset((a, b)))
        if pair["relation"] != "rewrites":
            right += one is None or one.relation not in copies
            continue
        forward = one is not None and one.direction == ("a_to_b" if one.a == a else "b_to_a")
        right += one is not None and one.relation == "rewrite" and forward
        for alignment in pair["alignments"]:
            if alignment.get("note") == "title":
                continue
            total += 1
            ends = (pile.span(alignment["a"]), pile.span(alignment["b"]))
            for passage in one.passages if one is not None else ():
                mine = (passage.a, passage.b) if passage.a.document == a else (passage.b, passage.a)
                if coverage(ends[0], [mine[0]]) > 0.5 and coverage(ends[1], [mine[1]]) > 0.5:
                    aligned += 1
                    break
    extra = sum(1 for one in pile.record.derivations if one.relation in copies) - 1
    return [
        _ratio("pairs right", right, len(pile.gold["derivation"])),
        _ratio("aligned sentences", aligned, total),
        Figure("seeds", "false derivations", CORPUS, float(max(0, extra)), len(short), "pairs"),
    ]


def _timeline(pile: Seeds) -> list[Figure]:
    gold = [one for one in pile.gold["timeline"] if one["iso"] != "unknown" and one["claims"]]
    seen = equal = held = 0
    for one in gold:
        spans = [pile.span(mention) for mention in one["mentions"]]
        entries = [e for e in pile.record.timeline if any(m.overlaps(s) for m in e.mentions for s in spans)]
        seen += bool(entries)
        begin, _, end = one["text_only_iso"].partition("/")
        end = end or begin
        equal += any(_month(e.earliest) == begin[:7] and _month(e.latest) == end[:7] for e in entries)
        held += any((_month(e.earliest) or "0") <= begin[:7] and end[:7] <= (_month(e.latest) or "9") for e in entries)
    return [
        _ratio("dated events found", seen, len(gold)),
        _ratio("event months equal", equal, len(gold)),
        _ratio("event months contained", held, len(gold)),
    ]


def _month(day: str | None) -> str | None:
    return day[:7] if day else None


def _entities(pile: Seeds) -> list[Figure]:
    named = [one for one in pile.gold["entities"] if one["type"] in {"person", "organisation", "outlet", "place"}]
    gold = [
        (one["name"], Span(pile.ids[doc], start, end))
        for one in named
        for doc, spans in one["mentions"].items()
        for start, end in spans
    ]
    found: list[tuple[Entity, Span]] = [
        (one, span) for one in pile.record.entities for span in one.mentions if pile.covered(span.document)
    ]
    pairs = matches(gold, found, lambda g, f: overlap(g[1], f[1]), _SPAN)
    return [_ratio("entity mentions found", len(pairs), len(gold))]
