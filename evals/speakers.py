"""Who is given whose words: the speaker of quotations drawn at random, right, open or wrong.

``speakers.csv`` holds 400 quotations of development stories (72 outlets), each read with what stands around it before
anything was run; the part called kept was read first on 28 November and is development since.  Names are those of the
record, after entities are linked.  *Wrong* is the worst error this program can make: words
given to somebody who did not say them, or to anybody where nobody speaks.  *Open* is a named speaker whom nobody is
given for.  On GUM's Wikinews (``gum_wikinews``) the quotations whose source, in the gold, ends with a name; and the
direct quotations of the pages of one real story, read whole.  Baseline: every quotation to the last person named
before it.  Every line is a paragraph here, as in ``evals.attribution``.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from evals.attribution import Said, said
from evals.case import Case, Verdict, cut
from evals.figure import Figure, shared
from firsthand import names
from firsthand.analyse.attribution import attribution
from firsthand.data import Analysis, Outlet, Published
from firsthand.names import folded
from firsthand.relate.identity import link

STAGE = "speakers"
_FILES = {
    "giveme5w1h": "stories/giveme5w1h_clusters.jsonl",
    "basil": "stories/basil_triples.jsonl",
    "fakes_syria": "fakes_syria/articles.jsonl",
    "buzzfeed": "buzzfeed_webis_2016/articles.jsonl",
    "polnear": "polnear/dev.jsonl",
}
_SMALL = frozenset({"the", "of", "a", "an", "for", "and", "s"})
Answer = Literal["right", "open", "wrong"]
KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One quotation with what is right to answer; ``names`` are the answers, ``named`` whether no answer is not one."""

    corpus: str
    document: str
    start: int
    end: int
    part: str
    names: tuple[str, ...]
    named: bool


def labelled() -> list[Spoken]:
    """The quotations of ``speakers.csv``."""
    lines = [
        line for line in Path(__file__).with_name("speakers.csv").read_text("utf-8").splitlines() if line[0] != "#"
    ]
    out = []
    for row in csv.DictReader(lines):
        speaker = row["speaker"]
        names = () if speaker == "x" else tuple(speaker.removeprefix("?").split("|"))
        named = speaker != "x" and not speaker.startswith("?")
        out.append(
            Spoken(row["corpus"], row["document"], int(row["start"]), int(row["end"]), row["part"], names, named)
        )
    return out


def figures() -> list[Figure]:
    """Right, open and wrong of all quotations, by part, beside the last person named."""
    folder = shared()
    return [] if folder is None else [*_of_stories(folder), *_of_gum(folder), *_of_spotify(folder)]


def cases() -> list[Case]:
    """Every quotation of the development part."""
    folder = shared()
    if folder is None:
        return []
    texts, out = development_texts(folder), []
    verdicts: dict[Answer, Verdict] = {"right": "right", "open": "missed", "wrong": "wrong"}
    for one in labelled():
        if one.part == KEPT:
            continue
        text = texts[one.corpus, one.document]
        name = given_name(read_text(text), one.start, one.end)
        verdict = verdicts[judged(one, name)]
        place = f"{one.corpus}/{one.document}"
        words = cut(text[one.start : one.end])
        want = "|".join(one.names) or "nobody"
        out.append(Case("speaker", one.part, verdict, place, one.start, one.end, want, name or "nobody", words))
    return out


def _of_stories(folder: Path) -> list[Figure]:
    texts = development_texts(folder)
    counts: dict[tuple[str, str], Counter[str]] = {}
    for one in labelled():
        text = texts[one.corpus, one.document]
        read = read_text(text)
        answers = {
            "firsthand": given_name(read, one.start, one.end),
            "last person named": _last_person(read, one.start),
        }
        for system, name in answers.items():
            counts.setdefault((one.part, system), Counter())[judged(one, name)] += 1
    for system in ("firsthand", "last person named"):
        counts["all 400", system] = sum((counts[part, system] for part in ("development", KEPT)), Counter())
    return [
        Figure(STAGE, answer, f"quotations, {part}", tally[answer] / tally.total(), tally.total(), system=system)
        for (part, system), tally in counts.items()
        for answer in ("right", "open", "wrong")
    ]


def _of_gum(folder: Path) -> list[Figure]:
    return _beside_the_last_person("gum_wikinews", _gum(folder))


def _of_spotify(folder: Path) -> list[Figure]:
    return _beside_the_last_person("quotations of one real story", _spotify(folder))


def _beside_the_last_person(corpus: str, spoken: Iterable[tuple[str, Spoken]]) -> list[Figure]:
    counts: dict[str, Counter[str]] = {}
    for text, one in spoken:
        read = read_text(text)
        answers = {
            "firsthand": given_name(read, one.start, one.end),
            "last person named": _last_person(read, one.start),
        }
        for system, name in answers.items():
            counts.setdefault(system, Counter())[judged(one, name)] += 1
    return [
        Figure(STAGE, answer, corpus, tally[answer] / tally.total(), tally.total(), system=system)
        for system, tally in counts.items()
        for answer in ("right", "open", "wrong")
    ]


def _spotify(folder: Path) -> Iterator[tuple[str, Spoken]]:
    """The direct quotations of ``gold/stories/spotify_quotes.json``, whole or in part; the paragraphs of its pages are
    joined by marks, which are lines here."""
    gold = folder / "gold" / "stories"
    rows = map(json.loads, (gold / "spotify.jsonl").read_text("utf-8").splitlines())
    texts = {row["id"]: row["text"].replace(" ### ", "\n" * 5) for row in rows}
    for quote in json.loads((gold / "spotify_quotes.json").read_text("utf-8"))["quotes"]:
        name = quote["speaker"].partition(" (")[0]
        if quote["kind"] in ("direct", "partial") and name and not name.startswith("("):
            spoken = Spoken("spotify", quote["doc"], quote["start"], quote["end"], "", (name,), named=True)
            yield texts[quote["doc"]], spoken


def _gum(folder: Path) -> Iterator[tuple[str, Spoken]]:
    """The quotations that a content with a named source holds."""
    for line in (folder / "data" / "gum_wikinews" / "attributions.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        read = read_text(text)
        for item in record["attributions"]:
            source = " ".join(text[s:e] for s, e in item["source"] or [])
            ends = max((e for _, e in item["source"] or []), default=0)
            named = [e.name for e in read.entities for m in e.mentions if abs(m.end - ends) < 2]
            if not named:  # a description, which a name answers as well
                continue
            for q in read.quotations:
                if any(s <= q.span.start and q.inner.end <= e + 1 for s, e in item["content"]):
                    yield (
                        text,
                        Spoken("gum_wikinews", record["id"], q.span.start, q.span.end, "", (source, *named), True),
                    )


@cache
def development_texts(folder: Path) -> dict[tuple[str, str], str]:
    """The texts that the quotations stand in, by corpus and id."""
    wanted = {(one.corpus, one.document) for one in labelled()}
    out = {}
    for corpus, file in _FILES.items():
        for line in (folder / "data" / file).read_text("utf-8").splitlines():
            record = json.loads(line)
            if (corpus, record["id"]) in wanted:
                out[corpus, record["id"]] = record["text"]
    return out


@cache
def read_text(text: str) -> Said:
    """A text read by the default decider, once."""
    return said(text, attribution.chosen())


def given_name(read: Said, start: int, end: int) -> str | None:
    """The name that the quotation at these characters is given to; a description where the source has no name."""
    near = [q for q in read.quotations if q.span.start < end and start < q.span.end]
    best = max(near, key=lambda q: min(q.span.end, end) - max(q.span.start, start), default=None)
    if best is None or best.speaker is None:
        return None
    told = Analysis(read.document.id, Outlet(), Published(), (), read.entities, (), (), (), ())
    linked, to = link([told])  # as the record names them
    return next(one.name for one in linked if one.id == to[best.speaker])


def _last_person(read: Said, start: int) -> str | None:
    before = [
        (span.start, one.name)
        for one in read.entities
        if one.kind == "person"
        for span in one.mentions
        if span.start < start
    ]
    return max(before)[1] if before else None


def judged(one: Spoken, name: str | None) -> Answer:
    """Whether a name is an answer that the list holds for right."""
    if name is None:
        return "open" if one.named else "right"
    return "right" if any(_same(name, other) for other in one.names) else "wrong"


def _same(a: str, b: str) -> bool:
    """Whether two names can be of one: the last word of the shorter stands in the longer, and no given name differs; or
    both are names of one listed outlet."""
    listed = names.outlets()
    if names.key(a) in listed and listed[names.key(a)] == listed.get(names.key(b)):
        return True
    first, second = (_words(name) for name in (a, b))
    if not first or not second:
        return False
    short, long = sorted((first, second), key=len)
    shared_words = set(short) & set(long)
    return set(short) <= set(long) or (len(shared_words) >= 2 and short[-1] in long) or _initials(short, long)


def _words(name: str) -> list[str]:
    return [
        word
        for word in folded(name).replace(".", " ").replace("’s", "").replace("'s", "").split()
        if word not in _SMALL
    ]


def _initials(short: list[str], long: list[str]) -> bool:
    return len(short) == 1 and short[0] == "".join(word[0] for word in long)
