"""Time across documents: publication dates inferred from the text alone, and dated events.

* publication: on BASIL (dated articles, three outlets to a story) and on Wikinews' sources whose address bears a date,
  every date is taken away and inferred again; a range that leaves the true day out is wrong, an open one is not.
* events: on SemEval-2015 task 4 a gold event counts as dated when a dated event of ours holds its word, as right when
  the days are exactly the gold date's, and as having days in common when the two overlap.  Our events are statements,
  acts of saying and clauses; the task's are single words, nouns too, so that three of ten are not ours to date.
* seeds: the timeline of the hand-made gold when one of the five reports is given its date.
"""

from __future__ import annotations

import json
import re
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from evals.figure import Figure, shared
from evals.piles import piled
from firsthand import dates
from firsthand.analyse import analyse
from firsthand.analyse.provenance.publication import published
from firsthand.analyse.segment import parse
from firsthand.data import Block, Document, Outlet, Published, TimelineEntry
from firsthand.relate.events.event_time import Dated
from firsthand.relate.events.event_time_inferred import event_times

_CORPORA = ("corpus_1", "corpus_2", "corpus_3")
_STAGE = "timeline"


def figures() -> list[Figure]:
    folder = shared()
    if folder is None:
        return []
    return [
        *_publication(folder / "data/stories/basil_triples.jsonl", "basil", 1000),
        *_publication(folder / "data/stories/wikinews_clusters.jsonl", "wikinews", 150),
        *_semeval(folder / "data/timelines/semeval2015_task4"),
        *_seeds(folder),
    ]


# --------------------------------------------------------------------------------------------- publication


def _publication(path: Path, corpus: str, most: int) -> Iterator[Figure]:
    total = held = bounded = closed = 0
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    for row in sorted(rows, key=lambda one: str(one["id"])):
        true = dates.parse_period(row.get("published", "")[:10] or _of_address(row["url"]))
        if true is None or true.first is None or total == most:
            continue
        document = _paragraphs(row["id"], row["text"][:20_000])
        first, last = dates.bounds(published(parse(document)))
        total += 1
        held += (first is None or first <= true.first + _DAY) and (last is None or true.first <= last + _DAY)
        bounded += first is not None or last is not None
        closed += first is not None and last is not None
    yield Figure(_STAGE, "publication not wrong", corpus, held / total, total)
    yield Figure(_STAGE, "publication bounded on a side", corpus, bounded / total, total)
    yield Figure(_STAGE, "publication bounded on both sides", corpus, closed / total, total)


_DAY = timedelta(days=1)
"""An address may bear the date of another time zone than the text."""
_ADDRESS = re.compile(r"(20[01]\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _of_address(address: str) -> str:
    """The date in a page's address ("/2014/mar/31/"), '' where there is none."""
    match = _ADDRESS.search(address)
    if match is None or not (match[2].isdigit() or match[2] in _MONTHS):
        return ""
    month = int(match[2]) if match[2].isdigit() else _MONTHS.index(match[2]) + 1
    return f"{match[1]}-{month:02d}-{int(match[3]):02d}"


def _paragraphs(name: str, text: str, when: Published | None = None) -> Document:
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(at, at + len(line), "body"))
        at += len(line)
    return Document(name, name, name, text, None, Outlet(), (), when or Published(), "en", tuple(blocks))


# ------------------------------------------------------------------------------------------------ SemEval


@dataclass(frozen=True, slots=True)
class _Text:
    document: Document
    sentence: dict[str, tuple[int, int]]


def _semeval(folder: Path) -> Iterator[Figure]:
    """Each dated gold event against the date that ``relate.dated`` gives to the words that hold it; the baseline dates
    everything by the day of publication.  ``told`` are the events of statements whose words tell a date, ``inferred``
    those that are taken to be of the day of the report's news."""
    total = day = 0
    counts: dict[str, Counter[str]] = {"all": Counter(), "told": Counter(), "inferred": Counter()}
    for name in _CORPORA:
        texts = {
            text.document.id: text for text in map(_tml, sorted((folder / name / "corpus_trackA_TimeML").iterdir()))
        }
        documents = [text.document for text in texts.values()]
        pile = piled(documents, [analyse(one) for one in documents])
        events = {one.id: event_times(pile, one.id) for one in documents}
        for gold, event in _gold(folder / name / "TimeLines_Gold_Standard"):
            number, sentence, word = event.split("-", 2)
            text = texts.get(number)
            period = dates.parse_period(gold.replace("-XX", ""))
            if text is None or period is None or sentence not in text.sentence:
                continue
            assert period.first is not None and period.last is not None
            total += 1
            published = period.value == text.document.published.earliest
            day += published
            found = _holding(events[number], text, sentence, word)
            if found is None:
                continue
            for part in ("all", "inferred" if found.kind in ("reported", "since") else "told"):
                counts[part]["of"] += 1
                counts[part]["day"] += published
                counts[part]["right"] += (found.first, found.last) == (period.first, period.last)
                counts[part]["held"] += found.first <= period.last and period.first <= found.last
    found_all = counts["all"]
    rows = [
        ("event dates right, of all", found_all["right"], total, "firsthand"),
        ("event dates right, of all", day, total, "publication day"),
    ]
    for part, label in (
        ("all", "of those dated"),
        ("told", "where a date is told"),
        ("inferred", "where none is told"),
    ):
        one = counts[part]
        rows += [
            (f"event dates right, {label}", one["right"], one["of"], "firsthand"),
            (f"event dates right, {label}", one["day"], one["of"], "publication day"),
            (f"event dates in common, {label}", one["held"], one["of"], "firsthand"),
        ]
    for name, hits, of, system in rows:
        yield Figure(_STAGE, name, "semeval2015", hits / max(1, of), of, "ratio", system)


def _holding(events: Sequence[Dated], text: _Text, sentence: str, word: str) -> Dated | None:
    """The dated event whose words hold a gold event's; the shortest, where one lies within another."""
    start, end = text.sentence[sentence]
    at = text.document.text.find(word.split("_", maxsplit=1)[0], start, end)
    held = [one for one in events if at >= 0 and one.told.start <= at < one.told.end]
    return min(held, key=lambda one: (one.told.end - one.told.start, one.kind), default=None)


def _tml(path: Path) -> _Text:
    root = ET.parse(path).getroot()
    created = root.findtext("DCT/TIMEX3") or ""
    text = ""
    blocks: list[Block] = []
    places: dict[str, tuple[int, int]] = {}
    for number, sentence in enumerate(root.iter("s")):
        start = len(text)
        text += "".join(sentence.itertext()).replace(" ,", ",").replace(" .", ".").replace(" '", "'") + "\n"
        blocks.append(Block(start, len(text), "title" if number == 0 else "dateline" if number == 1 else "body"))
        places[sentence.get("id") or ""] = (start, len(text))
    when = Published(created, created, "day", "given")
    name = root.findtext("DOCID") or path.stem
    document = Document(name, name, path.name, text, None, Outlet(), (), when, "en", tuple(blocks))
    return _Text(document, places)


def _gold(folder: Path) -> list[tuple[str, str]]:
    """Each dated gold event once, whichever entities' timelines name it."""
    found: set[tuple[str, str]] = set()
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            _, when, *events = line.split("\t")
            if not when.startswith("XXXX"):
                found.update((when, event.strip()) for event in events if event.count("-") >= 2)
    return sorted(found)


# -------------------------------------------------------------------------------------------------- seeds


def _seeds(folder: Path) -> Iterator[Figure]:
    """The pages as JSON Lines, the first with its date: what the others and the events make of it."""
    from firsthand.pipeline import run

    gold = json.loads((folder / "gold/seeds_dev.json").read_text(encoding="utf-8"))
    day = {"D0": "2025-08-08"}
    lines = []
    names = {one["file"]: one["id"] for one in gold["documents"]}
    for path in sorted((folder / "seeds").glob("*.txt")):
        row = {"id": path.name, "text": path.read_text(encoding="utf-8")}
        if names.get(path.name) in day:
            row["published"] = day[names[path.name]]
        lines.append(json.dumps(row))
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "seeds.jsonl"
        file.write_text("\n".join(lines), encoding="utf-8")
        record = run([str(file)])
    ids = {names[one.source_id]: one for one in record.documents if one.source_id in names}
    known = [one["id"] for one in gold["documents"] if one["id"] not in day]
    inside = 0
    for one in gold["documents"]:
        if one["id"] in known:
            published_as = ids[one["id"]].published
            want = one["date_text_only"]
            inside += (published_as.earliest or "0") <= want["latest"] and want["earliest"] <= (
                published_as.latest or "9"
            )
            inside -= (published_as.earliest or "0") < "2025-08-01" or (published_as.latest or "9") > "2025-08-31"
    yield Figure(_STAGE, "undated reports dated to the month", "seeds, one dated", inside / len(known), len(known))
    events = [one for one in gold["timeline"] if one["iso"] != "unknown" and one["claims"]]
    seen = equal = 0
    for event in events:
        spans = [(ids[m["doc"]].id, m["start"], m["end"]) for m in event["mentions"]]
        entries = [
            entry
            for entry in record.timeline
            if any(
                m.document == d and m.start < end and start < m.end for m in entry.mentions for d, start, end in spans
            )
        ]
        seen += bool(entries)
        equal += any(_equal(event["iso"], event["text_only_iso"], entry) for entry in entries)
    yield Figure(_STAGE, "events found", "seeds, one dated", seen / len(events), len(events))
    yield Figure(_STAGE, "event dates equal", "seeds, one dated", equal / len(events), len(events))


def _equal(iso: str, text_only: str, entry: TimelineEntry) -> bool:
    """Whether an entry's bounds are a gold date's: its days, or the months of an interval; either reading counts."""
    for gold in (iso, text_only):
        begin, _, end = gold.partition("/")
        first, last = dates.parse_period(begin), dates.parse_period(end or begin)
        if first is None or last is None or entry.earliest is None or entry.latest is None:
            continue
        if end and (entry.earliest[:7], entry.latest[:7]) == (begin[:7], end[:7]):
            return True
        if dates.bounds(Published(entry.earliest, entry.latest)) == (first.first, last.last):
            return True
    return False
