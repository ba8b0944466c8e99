"""Time across documents: publication dates inferred from the text alone, and dated events.

* publication: on BASIL (dated articles, three outlets to a story) every date is taken away and inferred again; a range
  that leaves the true day out is wrong, an open one is not.
* events: on SemEval-2015 task 4 a gold event counts as found when an entry of our timeline holds its word, and as
  right when the entry's days are exactly the gold date's.  Our entries are whole statements with a date of their own,
  the task's are single verbs dated by any means, so recall is bounded by the events whose sentence tells a date.
* seeds: the timeline of the hand-made gold when one of the five reports is given its date.
"""

from __future__ import annotations

import json
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.figure import Figure, shared
from firsthand import dates
from firsthand.analyse import analyse
from firsthand.analyse.publication import published
from firsthand.analyse.segment import sentences
from firsthand.data import Block, Document, Outlet, Published, TimelineEntry
from firsthand.relate.pile import Pile
from firsthand.relate.timeline import timeline

_CORPORA = ("corpus_1", "corpus_2", "corpus_3")
_STAGE = "timeline"


def figures() -> list[Figure]:
    folder = shared()
    if folder is None:
        return []
    return [
        *_publication(folder / "data/stories/basil_triples.jsonl"),
        *_semeval(folder / "data/timelines/semeval2015_task4"),
        *_seeds(folder),
    ]


# --------------------------------------------------------------------------------------------- publication


def _publication(path: Path) -> Iterator[Figure]:
    total = held = bounded = closed = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        true = dates.parse(row["published"][:10])
        if true is None or true.first is None:
            continue
        document = _paragraphs(row["id"], row["text"][:20_000])
        first, last = dates.bounds(published(document, sentences(document)))
        total += 1
        held += (first is None or first <= true.first) and (last is None or true.first <= last)
        bounded += first is not None or last is not None
        closed += first is not None and last is not None
    yield Figure(_STAGE, "publication not wrong", "basil", held / total, total)
    yield Figure(_STAGE, "publication bounded on a side", "basil", bounded / total, total)
    yield Figure(_STAGE, "publication bounded on both sides", "basil", closed / total, total)


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
    total = found = right = day = 0
    for name in _CORPORA:
        texts = {
            text.document.id: text for text in map(_tml, sorted((folder / name / "corpus_trackA_TimeML").iterdir()))
        }
        documents = [text.document for text in texts.values()]
        pile = Pile(tuple(documents), tuple(analyse(one) for one in documents))
        entries = timeline(pile, [(one.id,) for one in documents], [])
        for gold, event in _gold(folder / name / "TimeLines_Gold_Standard"):
            number, sentence, word = event.split("-", 2)
            text = texts.get(number)
            period = dates.parse(gold.replace("-XX", ""))
            if text is None or period is None or sentence not in text.sentence:
                continue
            total += 1
            entry = _entry_of(entries, text, sentence, word)
            created = text.document.published.earliest or ""
            day += period.value == created
            if entry is not None:
                found += 1
                first, last = dates.bounds(Published(entry.earliest, entry.latest))
                right += (first, last) == (period.first, period.last)
    yield Figure(_STAGE, "event dates right, of those dated", "semeval2015", right / max(1, found), found)
    yield Figure(_STAGE, "event dates right, of all", "semeval2015", right / max(1, total), total)
    yield Figure(
        _STAGE, "event dates right, of all", "semeval2015", day / max(1, total), total, "ratio", "publication day"
    )


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


def _entry_of(entries: tuple[TimelineEntry, ...], text: _Text, sentence: str, word: str) -> TimelineEntry | None:
    start, end = text.sentence[sentence]
    at = text.document.text.find(word, start, end)
    for entry in entries:
        for span in entry.mentions:
            if span.document == text.document.id and at >= 0 and span.start <= at < span.end:
                return entry
    return None


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
    events = [one for one in gold["timeline"] if one["granularity"] in ("month", "day") and one["claims"]]
    seen = equal = 0
    for event in events:
        spans = [(ids[m["doc"]].id, m["start"], m["end"]) for m in event["mentions"] if "time_expression" in m]
        entries = [
            entry
            for entry in record.timeline
            if any(
                m.document == d and m.start < end and start < m.end for m in entry.mentions for d, start, end in spans
            )
        ]
        seen += bool(entries)
        period = dates.parse(event["iso"])
        assert period is not None
        equal += any(dates.bounds(Published(e.earliest, e.latest)) == (period.first, period.last) for e in entries)
    yield Figure(_STAGE, "events found", "seeds, one dated", seen / len(events), len(events))
    yield Figure(_STAGE, "event dates equal", "seeds, one dated", equal / len(events), len(events))
