"""The whole path on the seed pages, judged from the Record alone against the careful reading of three of them.

Follows ``shared/gold/seeds_dev.json``.  A span matches at a Jaccard of characters of 0.6 (quotations 0.8).  The record
is made from all five pages, as a person would run it; only the three that the gold covers are scored.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from evals.case import Case, Pair, Verdict, counted, cut, share
from evals.figure import Figure, shared
from firsthand.data import (
    ARTICLE_KINDS,
    Attribution,
    AttributionId,
    ClaimId,
    Conflict,
    DocumentId,
    Entity,
    EntityId,
    Record,
    Span,
    Statement,
)
from firsthand.evaluate import bcubed, coverage, matches, overlap
from firsthand.words import normal

CORPUS = "seeds_dev"
_QUOTE = 0.8
_SPAN = 0.6
_KINDS = {"quote_wording": "wording", "source": "actor", "omission": "actor", "addition": "modality"}
"""The gold's kinds as the record names them: what a rewrite leaves out are voices, what it adds are judgements."""


Way = Callable[[str], tuple[str, Sequence[int]]]
"""What becomes of a text, with the place of each of its characters there (-1: none)."""


@dataclass(frozen=True, slots=True)
class Seeds:
    """The gold, the record, and the gold's short document names (D0 …) as document ids."""

    gold: Any
    record: Record
    ids: dict[str, DocumentId]
    places: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """Where the characters of a page stand whose lines were joined, by its short name."""

    def span(self, one: Any) -> Span:
        """A span of the gold as one of the record."""
        place = self.places.get(one["doc"])
        if place is None:
            return Span(self.ids[one["doc"]], one["start"], one["end"])
        return Span(self.ids[one["doc"]], max(place[one["start"]], 0), place[one["end"] - 1] + 1)

    def place(self, document: DocumentId) -> str:
        """The file of a document of the record, below ``../shared``."""
        return next(f"seeds/{one.uri.rsplit('/', 1)[-1]}" for one in self.record.documents if one.id == document)

    def case(self, question: str, span: Span, verdict: Verdict, answer: Pair = ("", "")) -> Case:
        text = next(one.text for one in self.record.documents if one.id == span.document)
        words = cut(span.of(text))
        return Case(question, CORPUS, verdict, self.place(span.document), span.start, span.end, *answer, words)

    def covered(self, document: DocumentId) -> bool:
        return document in self.ids.values()


@cache
def seeds() -> Seeds | None:
    """The record of the seeds, made once per process; None where the corpora are absent."""
    folder = shared()
    return None if folder is None else seeds_as(folder)


def seeds_as(folder: Path, way: Way | None = None) -> Seeds:
    """The record of the seeds; their text as ``way`` gives it, with the places of its characters."""
    from firsthand.pipeline import run

    gold = json.loads((folder / "gold" / "seeds_dev.json").read_text(encoding="utf-8"))
    if way is None:
        record = run([str(folder / "seeds")])
        return Seeds(gold, record, _named(gold, record))
    places: dict[str, Sequence[int]] = {}
    name_of = {file: name for name, file in gold["files"].items()}
    with tempfile.TemporaryDirectory() as made:
        for path in sorted((folder / "seeds").glob("*.txt")):
            text, place = way(path.read_text(encoding="utf-8"))
            (Path(made) / path.name).write_text(text, encoding="utf-8")
            if path.name in name_of:
                places[name_of[path.name]] = place
        record = run([made])
    return Seeds(gold, record, _named(gold, record), places)


def _named(gold: Any, record: Record) -> dict[str, DocumentId]:
    by_file = {document.uri.rsplit("/", 1)[-1]: document.id for document in record.documents}
    return {name: by_file[file] for name, file in gold["files"].items()}


def cases() -> list[Case]:
    """Every gold item that is looked for in the record, and what the record has beside them."""
    pile = seeds()
    return [] if pile is None else list(_cases(pile))


def _cases(pile: Seeds) -> tuple[Case, ...]:
    parts = (_blocks, _quotations, _attributions, _claims, _conflicts, _derivations, _timeline, _entities)
    return tuple(case for part in parts for case in part(pile))


def figures() -> list[Figure]:
    """The cases, counted, and B-cubed of the claims."""
    pile = seeds()
    return [] if pile is None else figures_of(pile)


def figures_of(pile: Seeds) -> list[Figure]:
    """The cases of one record of the seeds, counted."""
    found = _cases(pile)
    quotes, attributed, claims = (len(pile.gold["quotes"]), len(_asked(pile)), len(pile.gold["claims"]))
    conflicts = counted(found, "conflicts")["right"]
    pairs = [one for one in pile.record.derivations if one.relation in _COPIES]
    dated, named = len(_dated(pile)), counted(found, "entity mentions found")

    def ratio(question: str, of: int) -> Figure:
        return Figure("seeds", question, CORPUS, counted(found, question)["right"] / of if of else 0.0, of)

    return [
        share("seeds", found, "furniture labelled", CORPUS),
        share("seeds", found, "short paragraphs kept", CORPUS),
        *_pair("quotations", found),
        ratio("speakers right", quotes),
        ratio("attributions found", attributed),
        ratio("sources right", attributed),
        ratio("chains right", attributed),
        share("seeds", found, "claim mentions located", CORPUS),
        *_grouped(pile),
        ratio("origins equal", claims),
        ratio("origins not inflated", claims),
        *_pair("conflicts", found),
        ratio("conflict kinds", conflicts),
        share("seeds", found, "pairs right", CORPUS),
        share("seeds", found, "aligned sentences", CORPUS),
        Figure("seeds", "false derivations", CORPUS, float(max(0, len(pairs) - 1)), len(pile.ids), "pairs"),
        ratio("dated events found", dated),
        ratio("event months equal", dated),
        ratio("event months contained", dated),
        ratio("entity mentions found", named["right"] + named["missed"]),
    ]


def _pair(question: str, cases: Sequence[Case]) -> list[Figure]:
    """Precision and recall of what has right, missed and extra cases."""
    found = counted(cases, question)
    made, gold = found["right"] + found["extra"], found["right"] + found["missed"]
    return [
        Figure("seeds", f"{question} precision", CORPUS, found["right"] / made if made else 0.0, made),
        Figure("seeds", f"{question} recall", CORPUS, found["right"] / gold if gold else 0.0, gold),
    ]


def _blocks(pile: Seeds) -> Iterator[Case]:
    article: list[Span] = []
    for document in pile.record.documents:
        article += [Span(document.id, b.start, b.end) for b in document.blocks if b.kind in ARTICLE_KINDS]
    for one in pile.gold["boilerplate"]:
        span = pile.span(one)
        yield pile.case("furniture labelled", span, _either(coverage(span, article) < 0.1))
    for one in pile.gold["must_keep"]:
        span = pile.span(one)
        yield pile.case("short paragraphs kept", span, _either(coverage(span, article) > 0.99))


def _either(right: bool, else_: Verdict = "wrong") -> Verdict:
    return "right" if right else else_


def _name(pile: Seeds, entity: EntityId | None) -> tuple[str, ...]:
    for one in pile.record.entities:
        if one.id == entity:
            return tuple(normal(name) for name in (one.name, *one.aliases))
    return ()


def _is_named(pile: Seeds, entity: EntityId | None, name: str) -> bool:
    gold = normal(name).removeprefix("the ")
    return any(
        gold == own or gold in own or own in gold for own in (n.removeprefix("the ") for n in _name(pile, entity))
    )


def _attribution(pile: Seeds, id_: AttributionId | None) -> Attribution | None:
    return next((one for one in pile.record.attributions if one.id == id_), None)


def _quotations(pile: Seeds) -> Iterator[Case]:
    gold = pile.gold["quotes"]
    found = [one for one in pile.record.quotations if pile.covered(one.span.document)]
    pairs = matches(gold, found, lambda g, f: overlap(pile.span(g["span"]), f.span), _QUOTE)
    hit = {g["id"]: f for g, f in pairs}
    for g in gold:
        span, f = pile.span(g["span"]), hit.get(g["id"])
        yield pile.case("quotations", span, _either(f is not None, "missed"))
        if f is None:
            continue
        attribution = _attribution(pile, f.attribution)
        if g["speaker_type"] == "anonymous":
            right = attribution is not None and attribution.source_kind == "anonymous"
        else:
            right = _is_named(pile, f.speaker, g["speaker"])
        yield pile.case("speakers right", span, _either(right), (str(g["speaker"]), _called(pile, f.speaker)))
    used = {f.id for _, f in pairs}
    for one in found:
        if one.id not in used:
            yield pile.case("quotations", one.span, "extra")


def _called(pile: Seeds, entity: EntityId | None) -> str:
    return next((one.name for one in pile.record.entities if one.id == entity), "")


def _link_right(pile: Seeds, node: Any, found: Attribution) -> bool:
    if node["type"] == "anonymous":
        return found.source_kind == "anonymous"
    if node["type"] == "document_record":
        return found.source_kind == "document"
    return _is_named(pile, found.source_entity, node["name"])


def _asked(pile: Seeds) -> list[Any]:
    return [one for one in pile.gold["attributions"] if not one["optional"]]


def _attributions(pile: Seeds) -> Iterator[Case]:
    gold = _asked(pile)
    found = [one for one in pile.record.attributions if pile.covered((*one.cue, *one.content, *one.source)[0].document)]

    def likeness(g: Any, f: Attribution) -> float:
        cue = coverage(pile.span(g["cue"]), f.cue) if g["cue"] else 0.0  # PolNeAR's cues are longer: "said in a video"
        content = max((overlap(pile.span(g["content"]), s) for s in f.content), default=0.0) if g["content"] else 0.0
        return max(cue, content)

    hit = {g["id"]: f for g, f in matches(gold, found, likeness, 0.5)}
    for g in gold:
        span, f = pile.span(g["cue"] or g["content"] or g["sentence"]), hit.get(g["id"])
        names = " > ".join(str(node["name"]) for node in g["chain"][1:])
        yield pile.case("attributions found", span, _either(f is not None, "missed"), (names, ""))
        if f is None:
            continue
        told = _called(pile, f.source_entity) or f.source_kind
        right = bool(g["chain"][1:]) and _link_right(pile, g["chain"][-1], f)
        yield pile.case("sources right", span, _either(right), (names, told))
        yield pile.case("chains right", span, _either(_chain_right(pile, g["chain"][1:], f)), (names, told))


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


Grouping = tuple[dict[Hashable, Hashable], dict[Hashable, Hashable]]


def _grouping(pile: Seeds) -> Grouping:
    """The gold claim of every mention (by claim and number), and our claim of every mention that is located."""
    claim_of = {statement: claim for claim in pile.record.claims for statement in claim.statements}
    gold: dict[Hashable, Hashable] = {}
    found: dict[Hashable, Hashable] = {}
    for one in pile.gold["claims"]:
        for number, mention in enumerate(one["mentions"]):
            gold[one["id"], number] = one["id"]
            statement = _statement_at(pile, pile.span(mention))
            if statement is not None:
                found[one["id"], number] = claim_of[statement.id].id
    return gold, found


def _grouped(pile: Seeds) -> list[Figure]:
    gold, found = _grouping(pile)
    scores = zip(("precision", "recall", "F1"), bcubed(gold, found), strict=True)
    return [Figure("seeds", f"claims B-cubed {name}", CORPUS, value, len(gold)) for name, value in scores]


def _claims(pile: Seeds) -> Iterator[Case]:
    _, found = _grouping(pile)
    by_id = {claim.id: claim for claim in pile.record.claims}
    spans: dict[Hashable, Span] = {}
    for one in pile.gold["claims"]:
        held = []
        for number, mention in enumerate(one["mentions"]):
            item = (one["id"], number)
            spans[item] = pile.span(mention)
            yield pile.case("claim mentions located", spans[item], _either(item in found, "missed"), (one["id"], ""))
            if item in found:
                held.append(by_id[ClaimId(str(found[item]))])
        first, want = pile.span(one["mentions"][0]), one["independent_origins"]
        wanted = f"{one['id']}: {want['min']} to {want['max']}"
        if not held:
            yield pile.case("origins equal", first, "missed", (wanted, ""))
            continue
        claim = max(held, key=lambda c: (sum(1 for h in held if h.id == c.id), c.id))
        least, most = claim.independent.at_least, claim.independent.at_most
        answer = (wanted, f"{least} to {most}")
        yield pile.case("origins equal", first, _either((least, most) == (want["min"], want["max"])), answer)
        yield pile.case("origins not inflated", first, _either(most is not None and most <= want["max"]), answer)
    yield from together(pile, spans, found)


def together(pile: Seeds, spans: Mapping[Hashable, Span], found: Mapping[Hashable, Hashable]) -> Iterator[Case]:
    """Every two mentions of one gold claim, in one claim of ours or not, and those of two that are; the mentions' names
    begin with the gold's claim."""
    for a, b in combinations([item for item in spans if item in found], 2):
        same, joined = a[0] == b[0], found[a] == found[b]  # type: ignore[index]
        if same or joined:
            other = f"with {pile.place(spans[b].document)}:{spans[b].start}"
            answer = (other, "") if same else ("", other)
            verdict: Verdict = "extra" if not same else "right" if joined else "missed"
            yield pile.case("in one claim", spans[a], verdict, answer)


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


def _conflicts(pile: Seeds) -> Iterator[Case]:
    gold, found = pile.gold["conflicts"], covered_conflicts(pile)
    pairs = matches(gold, found, lambda g, f: meets(pile, g, f) + 0.5 * int(kind_of(g) == f.kind), 1.0)
    hit = {g["id"]: f for g, f in pairs}
    for g in gold:
        span, f = pile.span(g["mentions"][0]), hit.get(g["id"])
        yield pile.case("conflicts", span, _either(f is not None, "missed"), (f"{g['id']} {kind_of(g)}", ""))
        if f is not None:
            yield pile.case("conflict kinds", span, _either(kind_of(g) == f.kind), (f"{g['id']} {kind_of(g)}", f.kind))
    used, place = {f.id for _, f in pairs}, {one.id: one.span for one in pile.record.statements}
    for one in found:
        if one.id not in used:
            first, *others = (place[statement] for statement in one.statements)
            told = " ".join([one.kind, *(f"{pile.place(span.document)}:{span.start}" for span in others)])
            yield pile.case("conflicts", first, "extra", ("", told))


_COPIES = frozenset({"same_text", "near_copy", "partial_copy", "rewrite", "shared_source_text"})


def _derivations(pile: Seeds) -> Iterator[Case]:
    found = {frozenset((one.a, one.b)): one for one in pile.record.derivations}
    for pair in pile.gold["derivation"]:
        a, b = (pile.ids[name] for name in pair["pair"])
        one = found.get(frozenset((a, b)))
        answer = (f"{pair['relation']} with {pile.place(b)}", f"{one.relation} {one.direction}" if one else "")
        if pair["relation"] != "rewrites":
            yield pile.case("pairs right", Span(a, 0, 0), _either(one is None or one.relation not in _COPIES), answer)
            continue
        forward = one is not None and one.direction == ("a_to_b" if one.a == a else "b_to_a")
        right = one is not None and one.relation == "rewrite" and forward
        yield pile.case("pairs right", Span(a, 0, 0), _either(right), answer)
        passages = [(p.a, p.b) if p.a.document == a else (p.b, p.a) for p in one.passages] if one is not None else []
        for alignment in pair["alignments"]:
            if alignment.get("note") == "title":
                continue
            x, y = pile.span(alignment["a"]), pile.span(alignment["b"])
            met = any(coverage(x, [mine[0]]) > 0.5 and coverage(y, [mine[1]]) > 0.5 for mine in passages)
            yield pile.case("aligned sentences", y, _either(met, "missed"), (f"{pile.place(a)}:{x.start}", ""))


def _dated(pile: Seeds) -> list[Any]:
    return [one for one in pile.gold["timeline"] if one["iso"] != "unknown" and one["claims"]]


def _timeline(pile: Seeds) -> Iterator[Case]:
    for one in _dated(pile):
        spans = [pile.span(mention) for mention in one["mentions"]]
        entries = [e for e in pile.record.timeline if any(m.overlaps(s) for m in e.mentions for s in spans)]
        yield pile.case("dated events found", spans[0], _either(bool(entries), "missed"), (one["id"], ""))
        if not entries:
            continue
        begin, _, end = one["text_only_iso"].partition("/")
        end = end or begin
        equal = any(_month(e.earliest) == begin[:7] and _month(e.latest) == end[:7] for e in entries)
        held = any((_month(e.earliest) or "0") <= begin[:7] and end[:7] <= (_month(e.latest) or "9") for e in entries)
        answer = (f"{one['id']} {one['text_only_iso']}", f"{entries[0].earliest} to {entries[0].latest}")
        yield pile.case("event months equal", spans[0], _either(equal), answer)
        yield pile.case("event months contained", spans[0], _either(held), answer)


def _month(day: str | None) -> str | None:
    return day[:7] if day else None


def _entities(pile: Seeds) -> Iterator[Case]:
    named = [one for one in pile.gold["entities"] if one["type"] in {"person", "organisation", "outlet", "place"}]
    gold = [
        (one["name"], pile.span({"doc": doc, "start": start, "end": end}))
        for one in named
        for doc, spans in one["mentions"].items()
        for start, end in spans
    ]
    found: list[tuple[Entity, Span]] = [
        (one, span) for one in pile.record.entities for span in one.mentions if pile.covered(span.document)
    ]
    hit = {g for g, _ in matches(gold, found, lambda g, f: overlap(g[1], f[1]), _SPAN)}
    for name, span in gold:
        yield pile.case("entity mentions found", span, _either((name, span) in hit, "missed"), (name, ""))
