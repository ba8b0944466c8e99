"""Texts whose lines were lost: every development set that has lines, read with them and joined as dumps join them.

A figure of the joined texts stands beside that of the same texts with their lines (``system``: ``with lines``); it may
fall by .02.  Labels are compared with those of the text with lines, character by character, article or furniture, for
each way of joining; furniture by the gold of the seeds is in ``evals.clean``.  Text origins are read for each way too.
For pairs of texts and attributions, which take longer, the ways take turns from report to report.
``separators left`` counts statements, claims and quotations of the crawled story that hold one; it must be none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import cycle
from pathlib import Path

from evals import polnear
from evals.attribution import polnear_spans, said_in
from evals.clean import JOINTS, joined
from evals.derivation import derived_figures
from evals.figure import Figure, shared
from evals.text_origin_labels import origin_cases
from firsthand import run
from firsthand.analyse.attribution import attribution
from firsthand.clean import clean
from firsthand.data import ARTICLE_KINDS, Document, RawDocument, Record

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
    """Shares of characters, text origins, pairs of texts, attributions; and separators left."""
    folder = shared()
    if folder is None:
        return []
    return [*_labels(folder), *_origins(), *_pairs(folder), *_attributions(folder), *_left(folder)]


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
    joints = cycle(JOINTS.values())
    own: dict[str, str] = {}

    def way(text: str) -> str:
        if text not in own:
            own[text] = next(joints)
        return joined(text, own[text])[0]

    return way


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

    def span(start: int, end: int) -> polnear.Span:
        return max(places[start], 0), places[end - 1] + 1

    return polnear.Attribution(*(tuple(span(*piece) for piece in part) for part in (one.source, one.cue, one.content)))


def _left(folder: Path) -> Iterator[Figure]:
    """Separators in what was found on the crawled story, and on stories whose reports were joined."""
    crawled = _whole(folder / "gold" / "stories" / "spotify.jsonl")
    yield _count("spotify", run(crawled))
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
