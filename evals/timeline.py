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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from evals.case import Case, Verdict, counted, cut, share
from evals.figure import Figure, shared
from evals.piles import parse_of, piled
from firsthand import dates
from firsthand.analyse import analyse, parse
from firsthand.analyse.provenance import published
from firsthand.data import Block, Document, DocumentId, Outlet, Published, Span, TimelineEntry
from firsthand.relate.events.event_time import Dated
from firsthand.relate.events.event_time_inferred import event_times

_CORPORA = ("corpus_1", "corpus_2", "corpus_3")
_STAGE = "timeline"


_PUBLISHED = {"basil": ("basil_triples.jsonl", 1000), "wikinews": ("wikinews_clusters.jsonl", 150)}
"""The file of a corpus and how many of its articles are read."""
_WRONG, _SIDE, _BOTH = (f"publication {what}" for what in ("not wrong", "bounded on a side", "bounded on both sides"))
_EVENT = "event dates right"
_ONE_DATED = "seeds, one dated"


def figures() -> list[Figure]:
    """The cases, counted, and the day of publication as the baseline of events."""
    folder = shared()
    if folder is None:
        return []
    return [*_publication(folder), *_semeval(folder), *_seeds(folder)]


def cases() -> list[Case]:
    """Publication dates of articles without theirs, dates of gold events, and the seeds with one date given."""
    folder = shared()
    if folder is None:
        return []
    published = [case for corpus in _PUBLISHED for case in _publication_cases(folder, corpus)]
    return [*published, *(case for one in _events(folder) for case in _event_cases(one)), *_seed_cases(folder)]


# --------------------------------------------------------------------------------------------- publication


@cache
def _publication_cases(folder: Path, corpus: str) -> tuple[Case, ...]:
    """For each dated article whether the range inferred leaves its day out, and on which sides it is bounded."""
    file, most = _PUBLISHED[corpus]
    made: list[Case] = []
    total = 0
    rows = (json.loads(line) for line in (folder / "data/stories" / file).read_text(encoding="utf-8").splitlines())
    for row in sorted(rows, key=lambda one: str(one["id"])):
        true = dates.parse_period(row.get("published", "")[:10] or _of_address(row["url"]))
        if true is None or true.first is None or total == most:
            continue
        total += 1
        document = _paragraphs(row["id"], row["text"][:20_000])
        first, last = dates.bounds(published(parse(document)))
        held = (first is None or first <= true.first + _DAY) and (last is None or true.first <= last + _DAY)
        answers: tuple[tuple[str, Verdict], ...] = (
            (_WRONG, "right" if held else "wrong"),
            (_SIDE, "right" if first is not None or last is not None else "missed"),
            (_BOTH, "right" if first is not None and last is not None else "missed"),
        )
        told, words, place = f"{first} to {last}", cut(row["text"][:200]), f"data/stories/{file}#{row['id']}"
        for question, verdict in answers:
            made.append(Case(question, corpus, verdict, place, 0, 0, str(true.first), told, words))
    return tuple(made)


def _publication(folder: Path) -> Iterator[Figure]:
    for corpus in _PUBLISHED:
        for question in (_WRONG, _SIDE, _BOTH):
            yield share(_STAGE, _publication_cases(folder, corpus), question, corpus)


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
    return Document(DocumentId(name), name, name, text, None, Outlet(), (), when or Published(), "en", tuple(blocks))


# ------------------------------------------------------------------------------------------------ SemEval


@dataclass(frozen=True, slots=True)
class _Text:
    document: Document
    sentence: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Event:
    """A dated gold event, the dated event of ours that holds its word, and whether its report is of its day."""

    place: str
    span: tuple[int, int]
    words: str
    want: dates.Period
    found: Dated | None
    published: bool

    @property
    def right(self) -> bool:
        return self.found is not None and (self.found.first, self.found.last) == (self.want.first, self.want.last)

    @property
    def common(self) -> bool:
        if self.found is None or self.want.first is None or self.want.last is None:
            return False
        return self.found.first <= self.want.last and self.want.first <= self.found.last

    @property
    def inferred(self) -> bool:
        return self.found is not None and self.found.kind in ("reported", "since")


@cache
def _events(folder: Path) -> tuple[_Event, ...]:
    """Each dated gold event with the date that ``relate.events`` gives to the words that hold it."""
    made = []
    for name in _CORPORA:
        place = f"data/timelines/semeval2015_task4/{name}/corpus_trackA_TimeML"
        paths = {
            text.document.id: (text, path.name) for path in sorted((folder / place).iterdir()) for text in [_tml(path)]
        }
        documents = [text.document for text, _ in paths.values()]
        pile = piled(documents, [analyse(one, parse_of(one)) for one in documents])
        events = {one.id: event_times(pile, one.id) for one in documents}
        for gold, event in _gold((folder / place).parent / "TimeLines_Gold_Standard"):
            number, sentence, word = event.split("-", 2)
            text, file = paths.get(DocumentId(number), (None, ""))
            period = dates.parse_period(gold.replace("-XX", ""))
            if text is None or period is None or sentence not in text.sentence:
                continue
            made.append(
                _Event(
                    place=f"{place}/{file}",
                    span=_word(text, sentence, word),
                    words=f"{word}: {cut(text.document.text[slice(*text.sentence[sentence])])}",
                    want=period,
                    found=_holding(events[text.document.id], text, sentence, word),
                    published=period.value == text.document.published.earliest,
                )
            )
    return tuple(made)


def _event_cases(one: _Event) -> Iterator[Case]:
    """Whether an event has its days; where it has other ones, whether they have a day in common."""
    told = f"{one.found.first} to {one.found.last}, {one.found.kind}" if one.found else ""
    verdict: Verdict = "right" if one.right else "missed" if one.found is None else "wrong"
    yield Case(_EVENT, "semeval2015", verdict, one.place, *one.span, one.want.value, told, cut(one.words))
    if verdict == "wrong":
        verdict = "right" if one.common else "wrong"
        yield Case(
            "event dates in common", "semeval2015", verdict, one.place, *one.span, one.want.value, told, cut(one.words)
        )


def _semeval(folder: Path) -> Iterator[Figure]:
    """The baseline dates everything by the day of publication.  "Told" are the events of statements whose words tell a
    date, the others those that are taken to be of the day of the report's news."""
    every = _events(folder)
    dated = [one for one in every if one.found is not None]
    parts = (
        (dated, "of those dated"),
        ([one for one in dated if not one.inferred], "where a date is told"),
        ([one for one in dated if one.inferred], "where none is told"),
    )

    def rows(part: Sequence[_Event], label: str) -> Iterator[Figure]:
        hits = (sum(one.right for one in part), "firsthand"), (sum(one.published for one in part), "publication day")
        for right, system in hits:
            value = right / max(1, len(part))
            yield Figure(_STAGE, f"{_EVENT}, {label}", "semeval2015", value, len(part), system=system)

    yield from rows(every, "of all")
    for part, label in parts:
        yield from rows(part, label)
        common = sum(one.common for one in part) / max(1, len(part))
        yield Figure(_STAGE, f"event dates in common, {label}", "semeval2015", common, len(part))


def _word(text: _Text, sentence: str, word: str) -> tuple[int, int]:
    """Where an event's first word stands; the sentence's begin where it is not found."""
    start, end = text.sentence[sentence]
    first = word.split("_", maxsplit=1)[0]
    at = text.document.text.find(first, start, end)
    return (at, at + len(first)) if at >= 0 else (start, start)


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
    document = Document(DocumentId(name), name, path.name, text, None, Outlet(), (), when, "en", tuple(blocks))
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


@cache
def _seed_cases(folder: Path) -> tuple[Case, ...]:
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
    files = {one["id"]: f"seeds/{one['file']}" for one in gold["documents"]}
    made: list[Case] = []
    for one in gold["documents"]:
        if one["id"] in known:
            when, want = ids[one["id"]].published, one["date_text_only"]
            right = (when.earliest or "0") <= want["latest"] and want["earliest"] <= (when.latest or "9")
            right = right and (when.earliest or "0") >= "2025-08-01" and (when.latest or "9") <= "2025-08-31"
            told = f"{when.earliest} to {when.latest}"
            verdict: Verdict = "right" if right else "wrong"
            made.append(Case(_MONTH, _ONE_DATED, verdict, files[one["id"]], 0, 0, "2025-08", told))
    for event in gold["timeline"]:
        if event["iso"] == "unknown" or not event["claims"]:
            continue
        spans = [Span(ids[m["doc"]].id, m["start"], m["end"]) for m in event["mentions"]]
        entries = [e for e in record.timeline if any(m.overlaps(span) for m in e.mentions for span in spans)]
        first = event["mentions"][0]
        place, at, words = files[first["doc"]], (first["start"], first["end"]), cut(event["event"])
        verdict = "right" if entries else "missed"
        made.append(Case(_FOUND, _ONE_DATED, verdict, place, *at, event["id"], words=words))
        if entries:
            verdict = "right" if any(_equal(event["iso"], event["text_only_iso"], one) for one in entries) else "wrong"
            told, want = f"{entries[0].earliest} to {entries[0].latest}", f"{event['id']} {event['iso']}"
            made.append(Case(_DATE, _ONE_DATED, verdict, place, *at, want, told, words))
    return tuple(made)


_MONTH, _FOUND, _DATE = "undated reports dated to the month", "events found", "event dates equal"


def _seeds(folder: Path) -> Iterator[Figure]:
    made = _seed_cases(folder)
    found = share(_STAGE, made, _FOUND, _ONE_DATED)
    yield share(_STAGE, made, _MONTH, _ONE_DATED)
    yield found
    yield Figure(_STAGE, _DATE, _ONE_DATED, counted(made, _DATE)["right"] / found.of, found.of)


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
