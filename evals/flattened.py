"""Texts whose lines were lost: every development set that has lines, read with them and joined as dumps join them.

A figure of the joined texts stands beside that of the same texts with their lines (``system``: ``with lines``); it may
fall by .02.  Labels are compared with those of the text with lines, character by character, article or furniture, for
each way of joining; furniture by the gold of the seeds is in ``evals.clean``.  Text origins are read for each way too.
For whatever takes longer (pairs of texts, attributions, speakers, the seeds' gold, four stories read whole, stories)
the ways take turns from report to report.
``separators left`` counts statements, claims and quotations of the crawled story that hold one; it must be none.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import cycle
from pathlib import Path

from evals import claims, derivation, facts, polnear, seeds, speakers
from evals.attribution import Said, polnear_spans, said_in
from evals.clean import JOINTS, joined
from evals.derivation import derived_figures
from evals.figure import Figure, shared
from evals.piles import stories
from evals.seeds import Way
from evals.text_origin_labels import origin_cases
from firsthand import run
from firsthand.analyse.attribution import attribution
from firsthand.clean import clean
from firsthand.data import ARTICLE_KINDS, Document, RawDocument, Record, Span
from firsthand.evaluate import bcubed

_STAGE = "flattened"
_SETS = {
    "giveme5w1h": "data/stories/giveme5w1h_clusters.jsonl",
    "wikinews": "data/stories/wikinews_clusters.jsonl",
    "basil": "data/stories/basil_triples.jsonl",
    "allsides": "data/stories/allsides_leads.jsonl",
    "PolNeAR dev": "data/polnear/dev.jsonl",
    "es_fakenews": "data/es_fakenews/development.jsonl",
    "mlcrisis, Spanish": "data/mlcrisis_timelines/es_articles.jsonl",
    "ana_flight_175": "gold/stories/ana_flight_175.jsonl",
    "costa_rica_crash": "gold/stories/costa_rica_crash.jsonl",
    "tamimi_indictment": "gold/stories/tamimi_indictment.jsonl",
}
_MOST = 120
"""Reports of each set, taken at equal distances."""
_PLAIN, _TURNS = "with lines", "joined, ways in turns"
_EVERY = 4  # of PolNeAR's articles, so that the stage takes four minutes
_SEPARATOR = re.compile(r"#{2,}|</?(?:p|br|div)\b|\\n|\s\|\s", re.IGNORECASE)
Row = dict[str, object]


def figures() -> list[Figure]:
    """Shares of characters, text origins, pairs of texts, attributions, speakers, claims, conflicts, dated events,
    facts and stories; one crawled story; and separators left."""
    folder = shared()
    if folder is None:
        return []
    return [
        *_labels(folder), *_origins(), *_pairs(folder), *_attributions(folder), *_speakers(folder),
        *_read_pages(folder), *_read_stories(folder), *_grouping(folder), *_crawled(folder), *_left(folder),
    ]  # fmt: skip


def _rows(path: Path, most: int = _MOST) -> list[Row]:
    rows = [row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if "\n" in row["text"]]
    return rows[:: max(1, len(rows) // most)]


def _document(text: str) -> Document | None:
    made = clean(RawDocument("page", "text/plain", text.encode()))
    return made if isinstance(made, Document) else None


def _article(document: Document) -> set[int]:
    return {i for block in document.blocks if block.kind in ARTICLE_KINDS for i in range(block.start, block.end)}


def _labels(folder: Path) -> Iterator[Figure]:
    """Of a report's characters, white space aside, those that are article or furniture as with lines."""
    for corpus, file in _SETS.items():
        plain = [one for row in _rows(folder / file) if (one := _document(str(row["text"]))) is not None]
        for name, joint in JOINTS.items():
            shares = [_same(one, joint) for one in plain]
            made = sum(shares) / max(1, len(shares))
            yield Figure(_STAGE, "labelled as with lines", f"{corpus} joined by {name}", made, len(shares))


def _same(plain: Document, joint: str) -> float:
    flat, places = joined(plain.text, joint)
    document = _document(flat)
    if document is None:
        return 0.0
    article, found = _article(plain), _article(document)
    asked = [i for i, place in enumerate(places) if place >= 0 and not plain.text[i].isspace()]
    return sum((i in article) == (places[i] in found) for i in asked) / max(1, len(asked))


def _origins() -> Iterator[Figure]:
    """Whose text a report is, by the labels of single reports."""
    ways: dict[str, Callable[[str], str]] = {_PLAIN: str}
    ways |= {f"joined by {name}": _joining(joint) for name, joint in JOINTS.items()}
    for name, way in ways.items():
        found = [case for case in origin_cases(way) if case.verdict]
        right = sum(case.verdict == "right" for case in found)
        system = {"system": _PLAIN} if name == _PLAIN else {}
        corpus = "text origins" if name == _PLAIN else f"text origins {name}"
        yield Figure(_STAGE, "origins right", corpus, right / max(1, len(found)), len(found), **system)


def _joining(joint: str) -> Callable[[str], str]:
    return lambda text: joined(text, joint)[0]


def _turning() -> Callable[[str], str]:
    """Joins each text in the next way, and one that comes again in its own."""
    way = _placing()
    return lambda text: way(text)[0]


def _placing() -> Way:
    """The same, with the places of the characters."""
    joints = cycle(JOINTS.values())
    own: dict[str, str] = {}

    def way(text: str) -> tuple[str, list[int]]:
        if text not in own:
            own[text] = next(joints)
        return joined(text, own[text])

    return way


def _unchanged(text: str) -> tuple[str, range]:
    return text, range(len(text))


_WAYS: tuple[tuple[str, Callable[[], Way]], ...] = ((_PLAIN, lambda: _unchanged), ("firsthand", _placing))


def _pairs(folder: Path) -> Iterator[Figure]:
    """Pairs of texts that are derived, by the labelled pairs."""
    for system, way in ((_PLAIN, str), ("firsthand", _turning())):
        for name, value, of in derived_figures(folder, way):
            yield Figure(_STAGE, name, f"labelled pairs, {_TURNS}", value, of, system=system)


def _attributions(folder: Path) -> Iterator[Figure]:
    """Sources, cues and contents of every fourth article, cleaned as a page is."""
    records = polnear.read(folder / "data" / "polnear" / "dev.jsonl")[::_EVERY]
    joints = cycle(JOINTS.values())
    for system in (_PLAIN, "firsthand"):
        gold, found = [], []
        for record in records:
            text, places = joined(record["text"], "\n" if system == _PLAIN else next(joints))
            document = _document(text)
            if document is None:
                continue
            gold.append([_moved(one, places) for one in polnear.gold_of(record)])
            found.append(polnear_spans(said_in(document, attribution.chosen())))
        size = sum(map(len, gold))
        for name, value in polnear.score(gold, found).items():
            if name.endswith("exact") or "relation" in name:
                yield Figure(_STAGE, name, f"PolNeAR dev, {_TURNS}", value, size, system=system)


def _moved(one: polnear.Attribution, places: Sequence[int]) -> polnear.Attribution:
    """The gold's spans where the joined text has them."""
    parts = (one.source, one.cue, one.content)
    return polnear.Attribution(*(tuple(_moved_to(*piece, places) for piece in part) for part in parts))


def _moved_to(start: int, end: int, places: Sequence[int]) -> tuple[int, int]:
    """Where characters of a text stand in the joined one."""
    return max(places[start], 0), places[end - 1] + 1


def _speakers(folder: Path) -> Iterator[Figure]:
    """Who is given the words of every fourth labelled quotation."""
    asked = speakers.labelled()[::_EVERY]
    given = speakers.development_texts(folder)
    for system, made in _WAYS:
        way, counts = made(), Counter[str]()
        read: dict[tuple[str, str], tuple[Said | None, Sequence[int]]] = {}
        for one in asked:
            key = (one.corpus, one.document)
            if key not in read:
                text, places = way(given[key])
                document = _document(text)
                read[key] = (said_in(document, attribution.chosen()) if document else None, places)
            said, places = read[key]
            start, end = _moved_to(one.start, one.end, places)
            counts[speakers.judged(one, speakers.given_name(said, start, end) if said else None)] += 1
        for name in ("right", "wrong"):
            yield Figure(
                _STAGE,
                f"speakers {name}",
                f"quotations, {_TURNS}",
                counts[name] / len(asked),
                len(asked),
                system=system,
            )


def _read_pages(folder: Path) -> Iterator[Figure]:
    """The seeds' gold whole: claims, origins, conflicts, quotations, attributions, dated events."""
    for system, made in _WAYS:
        for one in seeds.figures_of(seeds.seeds_as(folder, made())):
            yield replace(one, stage=_STAGE, corpus=f"seeds, {_TURNS}", system=system)


def _read_stories(folder: Path) -> Iterator[Figure]:
    """Four stories read whole: claims by the pairs of their mentions, facts and what only looks like one."""
    for system, made in _WAYS:
        way = made()
        stories_ = [_flat_story(story, way) for story in facts.gold_stories() if story.corpus.startswith("four")]
        for _, _, tally, _ in facts.measured(stories_, alone=True):
            for question, value, of in (
                ("disagreements found", tally.found.total(), tally.wanted.total()),
                ("precision of conflicts", tally.right, tally.shown),
                ("agreements in one fact or claim", tally.told, tally.agreements),
            ):
                yield Figure(_STAGE, question, f"four stories, {_TURNS}", value / max(1, of), of, system=system)
        gold, found = _mentions(folder, stories_, way)
        for question, score in zip(("precision", "recall", "F1"), bcubed(gold, found), strict=True):
            yield Figure(
                _STAGE, f"claims B-cubed {question}", f"four stories, {_TURNS}", score, len(gold), system=system
            )


def _flat_story(story: facts.ReadStory, way: Way) -> facts.ReadStory:
    made = {row["id"]: way(row["text"]) for row in story.rows}
    rows = tuple(row | {"text": made[row["id"]][0]} for row in story.rows)
    items = tuple(
        replace(
            one,
            sides=tuple(
                tuple(Span(s.document, *_moved_to(s.start, s.end, made[s.document][1])) for s in side)
                for side in one.sides
            ),
        )
        for one in story.items
    )
    return replace(story, corpus=f"four stories, {_TURNS}", rows=rows, items=items)


def _mentions(
    folder: Path, stories_: Sequence[facts.ReadStory], way: Way
) -> tuple[dict[Hashable, Hashable], dict[Hashable, Hashable]]:
    """The reader's claim and ours of each statement that coincides with a mention of his."""
    gold: dict[Hashable, Hashable] = {}
    found: dict[Hashable, Hashable] = {}
    for story in stories_:
        record = facts.record_of(story)
        named = {one.source_id: one.id for one in record.documents}
        claim_of = {name: claim.id for claim in record.claims for name in claim.statements}
        path = folder / "gold" / "stories"
        plain = {row["id"]: row["text"] for row in _whole(path / f"{story.name}.jsonl")}
        told = json.loads((path / f"{story.name}_claims.json").read_text(encoding="utf-8"))
        for claim in told["claims"] if isinstance(told, dict) else told:
            for one in claim["mentions"]:
                if one["doc"] not in named:
                    continue
                start, end = _moved_to(one["start"], one["end"], way(str(plain[one["doc"]]))[1])
                span = Span(named[one["doc"]], start, end)
                statement = claims.coinciding(record.statements, span)
                if statement is not None and statement.id not in gold:
                    gold[statement.id], found[statement.id] = (story.name, claim["id"]), claim_of[statement.id]
    return gold, found


def _grouping(folder: Path) -> Iterator[Figure]:
    """Stories of every other triple of BASIL."""
    rows = _whole(folder / _SETS["basil"])
    chosen = set(sorted({str(row["story"]) for row in rows})[1::2])
    rows = [row for row in rows if str(row["story"]) in chosen]
    for system, made in _WAYS:
        way = made()
        pile = derivation.pile([row | {"text": way(str(row["text"]))[0]} for row in rows])
        story_of = {str(row["id"]): str(row["story"]) for row in rows}
        gold = {document.id: story_of[document.source_id] for document in pile.documents}
        for name, value in derivation.grouping_scores(stories(pile), gold).items():
            if name.startswith("B-cubed"):
                yield Figure(_STAGE, f"stories {name}", f"basil, {_TURNS}", value, len(gold), system=system)


_DERIVED = {"same_text", "near_copy", "partial_copy", "rewrite"}


def _crawled(folder: Path) -> Iterator[Figure]:
    """One story as a crawler left it, read whole: which pages are derived, and whose text they are."""
    told = json.loads((folder / "gold" / "stories" / "spotify_derivation.json").read_text(encoding="utf-8"))
    record = _spotify(folder)
    name = {one.id: one.source_id for one in record.documents}
    known = {one["doc"] for one in told["documents"]}
    gold = {frozenset((one["a"], one["b"])): one["relation"] for one in told["pairs"]}
    ours = {frozenset((name[one.a], name[one.b])): one.relation for one in record.derivations}
    ours = {pair: relation for pair, relation in ours.items() if pair <= known and relation in _DERIVED}
    want = {pair for pair, relation in gold.items() if relation in _DERIVED}
    corpus = "spotify, as crawled"
    hit = len(want & set(ours))
    yield Figure(_STAGE, "derived precision", corpus, hit / max(1, len(ours)), len(ours))
    yield Figure(_STAGE, "derived recall", corpus, hit / max(1, len(want)), len(want))
    rewrites = [pair for pair, relation in gold.items() if relation == "rewrite"]
    called = sum(ours.get(pair) == "rewrite" for pair in rewrites)
    yield Figure(_STAGE, "rewrites called rewrites", corpus, called / max(1, len(rewrites)), len(rewrites))
    origin = {one.source_id: one.text_origin for one in record.documents}
    asked = [one for one in told["documents"] if one["text_origin"] in _AGENCIES and one["doc"] in origin]
    right = sum(_AGENCIES[one["text_origin"]] in (origin[one["doc"]].name or "") for one in asked)
    yield Figure(_STAGE, "origins of others' text right", corpus, right / max(1, len(asked)), len(asked))
    own = [one["doc"] for one in told["documents"] if one["text_origin"] == "own" and one["doc"] in origin]
    right = sum(origin[one].kind in ("own", "unknown") for one in own)
    yield Figure(_STAGE, "own texts given to nobody else", corpus, right / max(1, len(own)), len(own))


_AGENCIES = {"AP": "Associated Press", "CNN": "CNN", "Bloomberg": "Bloomberg", "Deadline": "Deadline"}


@cache
def _spotify(folder: Path) -> Record:
    return run(_whole(folder / "gold" / "stories" / "spotify.jsonl"))


def _left(folder: Path) -> Iterator[Figure]:
    """Separators in what was found on the crawled story, and on stories whose reports were joined."""
    yield _count("spotify", _spotify(folder))
    turning = _turning()
    others = [row for name in ("ana_flight_175", "tamimi_indictment") for row in _whole(folder / _SETS[name])]
    yield _count(f"two stories, {_TURNS}", run([row | {"text": turning(str(row["text"]))} for row in others]))


def _whole(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _count(corpus: str, record: Record) -> Figure:
    words = list(texts(record))
    left = sum(bool(_SEPARATOR.search(one)) for one in words)
    return Figure(_STAGE, "separators left", corpus, float(left), len(words), unit="count")


def texts(record: Record) -> Iterable[str]:
    """The words of every statement, claim, quotation and attributed content."""
    text = {document.id: document.text for document in record.documents}
    yield from (one.span.of(text[one.span.document]) for one in record.statements)
    yield from (claim.text for claim in record.claims)
    yield from (one.span.of(text[one.span.document]) for one in record.quotations)
    for item in record.attributions:
        yield from (span.of(text[span.document]) for span in item.content)
