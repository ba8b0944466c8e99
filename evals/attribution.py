"""Attribution after resolution: ``attributions()`` as the pipeline calls it, by rules and by the model.

On PolNeAR's development articles the spans, with the scorer of ``evals.polnear``; on the three seed pages that the gold
covers the quotations, their speakers, the chains and the spans.  The hand-made cases of
``tests/analyse/attribution/hard_cases`` run as tests.  Every paragraph is body text here: what ``clean`` does to a page
is measured by ``evals.seeds``.
Baselines: the rules alone and the tagger alone, for each publisher too; spaCy with textacy's direct quotations; on the
seeds ``nearest name`` too, every quotation to the last name before it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evals import direct_quotations, polnear
from evals.case import Case, Pair, Verdict, counted, cut
from evals.figure import Figure, shared
from evals.piles import parse_of
from firsthand.analyse.attribution import Decider, attribution
from firsthand.analyse.coreference import referents
from firsthand.analyse.entities import entities
from firsthand.analyse.quotation import quotations
from firsthand.data import Attribution, Block, Document, DocumentId, Entity, EntityId, Outlet, Published, Quotation
from firsthand.words import normal

STAGE = "attributions"
_SYSTEMS: tuple[tuple[str, Decider], ...] = (("firsthand", "model"), ("rules", "rules"))


@dataclass(frozen=True, slots=True)
class Said:
    """One text and who said what in it."""

    document: Document
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    quotations: tuple[Quotation, ...]

    def name(self, entity: EntityId | None) -> str:
        return next((one.name for one in self.entities if one.id == entity), "")


def document(text: str, name: str = "d") -> Document:
    """``text`` with every line a paragraph."""
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(at, at + len(line), "body" if line.strip() else "blank"))
        at += len(line)
    return Document(DocumentId(name), name, name, text, None, Outlet(), (), Published(), "en", tuple(blocks))


def said(text: str, decider: Decider) -> Said:
    return said_in(document(text), decider)


def said_in(one: Document, decider: Decider) -> Said:
    """Who says what in a document."""
    parsed = parse_of(one)
    named, marked = entities(parsed), quotations(one)
    attributions, spoken = attribution.attributions(parsed, referents(parsed, named), marked, decider)
    return Said(one, named, attributions, spoken)


def figures() -> list[Figure]:
    from firsthand.models import tagger

    folder = shared()
    if folder is None:
        return []
    out: list[Figure] = []
    for system, decider in _SYSTEMS:
        if decider == "rules" or tagger.available():
            out += spans_on_polnear(folder, decider, system)
            out += on_seeds(folder, decider, system)
    if tagger.available():
        out += _by_publisher(*_gold_of_polnear(folder), "tagger alone", polnear.tagged(_gold_of_polnear(folder)[0]))
    return out + _textacy(folder) + _baseline(folder)


def cases() -> list[Case]:
    """What the pipeline's own decider makes of PolNeAR's articles and of the three seed pages."""
    folder = shared()
    if folder is None:
        return []
    decider = attribution.chosen()
    records = polnear.read(folder / "data" / "polnear" / "dev.jsonl")
    found = [polnear_spans(said(record["text"], decider)) for record in records]
    spans = polnear.judged(records, [polnear.gold_of(record) for record in records], found)
    return [*spans, *seed_cases(folder, decider)]


def spans_on_polnear(folder: Path, decider: Decider, system: str, articles: int | None = None) -> list[Figure]:
    records, gold = _gold_of_polnear(folder, articles)
    found = [polnear_spans(said(record["text"], decider)) for record in records]
    return _by_publisher(records, gold, system, found)


def _gold_of_polnear(
    folder: Path, articles: int | None = None
) -> tuple[list[dict[str, Any]], list[list[polnear.Attribution]]]:
    records = polnear.read(folder / "data" / "polnear" / "dev.jsonl")[:articles]
    return records, [polnear.gold_of(record) for record in records]


def _by_publisher(
    records: Sequence[dict[str, Any]],
    gold: Sequence[Sequence[polnear.Attribution]],
    system: str,
    found: Sequence[Sequence[polnear.Attribution]],
) -> list[Figure]:
    """Every figure over all articles, and the exact ones for each publisher."""
    out = []
    for publisher, numbers in polnear.by_publisher(records).items():
        corpus = f"PolNeAR dev, {publisher}" if publisher else "PolNeAR dev"
        mine = [gold[n] for n in numbers]
        values = polnear.score(mine, [found[n] for n in numbers])
        out += [
            Figure(STAGE, name, corpus, value, sum(map(len, mine)), system=system)
            for name, value in values.items()
            if not publisher or "exact" in name
        ]
    return out


def polnear_spans(one: Said) -> list[polnear.Attribution]:
    """The attributions of a text as PolNeAR writes them."""
    return [
        polnear.Attribution(
            *(
                polnear.trimmed(one.document.text, [(s.start, s.end) for s in part])
                for part in (item.source, item.cue, item.content)
            )
        )
        for item in one.attributions
    ]


@cache
def _gold(folder: Path) -> Any:
    return json.loads((folder / "gold" / "seeds_dev.json").read_text(encoding="utf-8"))


_SEEDS = "seeds_dev"


def seed_cases(folder: Path, decider: Decider) -> list[Case]:
    """Quotations, their speakers, and the chains and cues of attributions on the seed pages."""
    gold = _gold(folder)
    read = _on_pages(folder, decider)
    at = {(name, q.span.start, q.span.end): q for name, one in read.items() for q in one.quotations}
    made: list[Case] = []

    def add(one: Any, name: str, question: str, verdict: Verdict, answer: Pair = ("", "")) -> None:
        place = f"seeds/{gold['files'][name]}"
        words = cut(read[name].document.text[one["start"] : one["end"]])
        made.append(Case(question, _SEEDS, verdict, place, one["start"], one["end"], *answer, words))

    for one in gold["quotes"]:
        found = at.pop((one["doc"], one["span"]["start"], one["span"]["end"]), None)
        add(one["span"], one["doc"], "quotations", "right" if found else "missed")
        if found:
            right = _speaker_right(read[one["doc"]], found, one)
            answer = (one["speaker"] or one["speaker_type"], read[one["doc"]].name(found.speaker))
            add(one["span"], one["doc"], "speakers right", "right" if right else "wrong", answer)
    for name, start, end in at:
        add({"start": start, "end": end}, name, "quotations", "extra")
    for one in _chained(gold):
        place, item = one["cue"], _by_cue(read[one["doc"]], one)
        add(place, one["doc"], "cues found", "right" if item else "missed")
        if item:
            answer = (" > ".join(w["name"] for w in one["chain"][1:]), " > ".join(chain(read[one["doc"]], item)))
            right = _chain_right(read[one["doc"]], one)
            add(place, one["doc"], "chains right", "right" if right else "wrong", answer)
    return made


def _chained(gold: Any) -> list[Any]:
    return [one for one in gold["attributions"] if not one["optional"] and one["depth"] > 0]


@cache
def _on_pages(folder: Path, decider: Decider) -> dict[str, Said]:
    pages = _gold(folder)["files"].items()
    return {name: said((folder / "seeds" / file).read_text(encoding="utf-8"), decider) for name, file in pages}


def on_seeds(folder: Path, decider: Decider, system: str) -> list[Figure]:
    found, read = seed_cases(folder, decider), _on_pages(folder, decider)
    quotes = counted(found, "quotations")
    gold = quotes["right"] + quotes["missed"]
    f1 = 2 * quotes["right"] / max(gold + quotes["right"] + quotes["extra"], 1)
    chained = _chained(_gold(folder))
    held = [_content_overlap(read[one["doc"]], one) for one in chained if one["content"]]

    def ratio(question: str, of: int) -> Figure:
        return Figure(STAGE, question, _SEEDS, counted(found, question)["right"] / of, of, system=system)

    return [
        Figure(STAGE, "quotations f1", _SEEDS, f1, gold, system=system),
        ratio("speakers right", gold),
        ratio("chains right", len(chained)),
        ratio("cues found", len(chained)),
        Figure(STAGE, "content overlap", _SEEDS, sum(held) / len(held), len(held), system=system),
    ]


def _speaker_right(one: Said, quotation: Quotation, gold: Any) -> bool:
    if gold["speaker_type"] == "anonymous":
        item = next((a for a in one.attributions if a.id == quotation.attribution), None)
        return item is not None and item.source_kind == "anonymous"
    return same_name(one.name(quotation.speaker), gold["speaker"])


def same_name(found: str, gold: str) -> bool:
    """Whether two forms of a name agree in their last word and one is the other's beginning or part."""
    a, b = (normal(name).removeprefix("the ").split() for name in (found, gold))
    return bool(a) and bool(b) and (set(a) <= set(b) or set(b) <= set(a))


def _by_cue(one: Said, gold: Any) -> Attribution | None:
    """The attribution whose cue overlaps the gold's, the one with the gold's source first."""
    cue = gold["cue"]
    hits = [a for a in one.attributions if any(s.start < cue["end"] and cue["start"] < s.end for s in a.cue)]
    mention = gold["chain"][-1]["mention"]
    same = [a for a in hits if mention and any(s.start < mention["end"] and mention["start"] < s.end for s in a.source)]
    return next(iter(same or hits), None)


def chain(one: Said, item: Attribution) -> list[str]:
    """Names from the outside in; an unnamed source is ``anonymous``."""
    by_id = {a.id: a for a in one.attributions}
    links: list[Attribution] = [item]
    while (outer := links[0].within) and outer in by_id and len(links) < 9:
        links.insert(0, by_id[outer])
    out: list[str] = []
    for link in links:
        for name in (one.name(link.given_to), one.name(link.source_entity) or link.source_kind):
            if name and name not in out:
                out.append(name)
    return out


def _chain_right(one: Said, gold: Any) -> bool:
    item = _by_cue(one, gold)
    if item is None:
        return False
    found = chain(one, item)
    wanted = gold["chain"][1:]
    return len(found) == len(wanted) and all(
        (name in ("anonymous", "document") if w["type"] in ("anonymous", "document_record") else False)
        or same_name(name, w["name"])
        for name, w in zip(found, wanted, strict=True)
    )


def _content_overlap(one: Said, gold: Any) -> float:
    """F1 of characters between the gold content and that of the attribution with its cue."""
    item = _by_cue(one, gold)
    if item is None:
        return 0.0
    wanted = set(range(gold["content"]["start"], gold["content"]["end"]))
    held = {n for span in item.content for n in range(span.start, span.end)}
    return 2 * len(wanted & held) / max(len(wanted) + len(held), 1)


def _textacy(folder: Path) -> list[Figure]:
    """spaCy with textacy's direct quotations, on the same articles and pages."""
    records = polnear.read(folder / "data" / "polnear" / "dev.jsonl")
    sides = [polnear.gold_of(r) for r in records], [direct_quotations.attributions(r["text"]) for r in records]
    size, values = sum(map(len, sides[0])), polnear.score(*sides)
    out = [Figure(STAGE, name, "PolNeAR dev", value, size, system="textacy") for name, value in values.items()]
    gold = _gold(folder)
    wanted = {(q["doc"], q["span"]["start"], q["span"]["end"]): q["speaker"] for q in gold["quotes"]}
    found = {
        (name, *one.content): one.speaker
        for name, file in gold["files"].items()
        for one in direct_quotations.direct_quotations((folder / "seeds" / file).read_text(encoding="utf-8"))
    }
    hits = wanted.keys() & found.keys()
    right = sum(same_name(found[key], wanted[key]) for key in hits)
    f1 = 2 * len(hits) / max(len(wanted) + len(found), 1)
    return [
        *out,
        Figure(STAGE, "quotations f1", "seeds_dev", f1, len(wanted), system="textacy"),
        Figure(STAGE, "speakers right", "seeds_dev", right / len(wanted), len(wanted), system="textacy"),
    ]


def _baseline(folder: Path) -> list[Figure]:
    """Speakers by the nearest name, on the quotations that the rules find."""
    gold = _gold(folder)
    right = 0
    for name, file in gold["files"].items():
        one = said((folder / "seeds" / file).read_text(encoding="utf-8"), "rules")
        wanted = {(q["span"]["start"], q["span"]["end"]): q["speaker"] for q in gold["quotes"] if q["doc"] == name}
        for quoted, found in zip(one.quotations, nearest_name(one), strict=True):
            right += same_name(found, wanted.get((quoted.span.start, quoted.span.end), ""))
    size = len(gold["quotes"])
    return [Figure(STAGE, "speakers right", "seeds_dev", right / size, size, system="nearest name")]


def nearest_name(one: Said) -> Sequence[str]:
    """Baseline: the last name before each quotation."""
    out = []
    for quoted in one.quotations:
        before = [(m.end, e.name) for e in one.entities for m in e.mentions if m.end <= quoted.span.start]
        out.append(max(before)[1] if before else "")
    return out
