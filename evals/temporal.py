"""Temporal expressions on MEANTIME: span F1 (strict and relaxed) and value F1, beside dateparser's search.

MEANTIME annotates the first sentences of each Wikinews article; only those are scored.  Texts are rebuilt from the
corpus' tokens, the publication date is the corpus' creation time, and the dateline that states it is not counted.
A value counts where a relaxed match carries the gold value.  dateparser gives days only, so its answer is also right
when it lies within the gold's coarser period of the same length as the words say (``2009-04`` for "April").
"""

from __future__ import annotations

import re
import warnings
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evals.case import Case, Pair, Verdict, counted, cut
from evals.figure import Figure, shared
from firsthand import dates
from firsthand.analyse import parse
from firsthand.analyse.time import times
from firsthand.data import Block, Document, DocumentId, Outlet, Published

_FOLDER = "data/timex/meantime/intra-doc_annotation"
_STRICT, _RELAXED, _VALUES = "spans, strict", "spans, relaxed", "values"
_NO_SPACE_BEFORE = frozenset({".", ",", ";", ":", "?", "!", ")", "'s", "’s", "%", "n't", "'", "''"})
_NO_SPACE_AFTER = frozenset({"(", "$", "US$", "``", "£", "€"})


@dataclass(frozen=True, slots=True)
class Timex:
    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Article:
    name: str
    document: Document
    gold: tuple[Timex, ...]
    scored_to: int
    created: str
    place: str
    """The file below ``../shared``; offsets are of the text rebuilt from it."""


def articles(folder: Path) -> list[Article]:
    """MEANTIME's articles with their gold expressions as offsets into the rebuilt text."""
    return [one for path in sorted(folder.glob("*/*.xml")) if (one := _article(path)) is not None]


def _article(path: Path) -> Article | None:
    root = ET.parse(path).getroot()
    text, sentence, block_start = "", "0", 0
    places: dict[str | None, tuple[int, int, int]] = {}
    blocks: list[Block] = []
    last_sentence: dict[int, int] = {}
    previous = ""
    for token in root.iter("token"):
        word = token.text or ""
        if token.get("sentence") != sentence:
            sentence = token.get("sentence") or ""
            text += "\n"
            if len(blocks) < 2:  # title and dateline stand alone; the rest of the text is one paragraph per sentence
                blocks.append(Block(block_start, len(text), "title" if not blocks else "dateline"))
            else:
                blocks.append(Block(block_start, len(text), "body"))
            block_start = len(text)
        elif word not in _NO_SPACE_BEFORE and previous not in _NO_SPACE_AFTER:
            text += " "
        start = len(text)
        text += word
        places[token.get("t_id")] = (start, len(text), int(sentence))
        last_sentence[int(sentence)] = len(text)
        previous = word
    blocks.append(Block(block_start, len(text), "body"))
    created, latest = "", 0
    gold: list[Timex] = []
    for timex in root.iter("TIMEX3"):
        anchors = [places[a.get("t_id")] for a in timex.findall("token_anchor")]
        if timex.get("functionInDocument") == "CREATION_TIME":
            created = re.sub(r"(\d\d)-(\d\d)-(\d{4})", r"\3-\1-\2", timex.get("value") or "")  # one is misprinted
        if anchors:
            latest = max([latest, *(place[2] for place in anchors)])
            if timex.get("functionInDocument") != "CREATION_TIME":
                gold.append(
                    Timex(
                        min(p[0] for p in anchors), max(p[1] for p in anchors), timex.get("type") or "",
                        timex.get("value") or "",
                    )
                )  # fmt: skip
    for event in root.iter("EVENT_MENTION"):
        latest = max([latest, *(places[a.get("t_id")][2] for a in event.findall("token_anchor"))])
    if not created:
        return None
    published = Published(created, created, "day", "given")
    document = Document(
        DocumentId(path.stem), path.stem, path.name, text, None, Outlet(), (), published, "en", tuple(blocks)
    )
    return Article(
        path.stem,
        document,
        tuple(sorted(gold, key=lambda t: t.start)),
        last_sentence[latest],
        created,
        f"{_FOLDER}/{path.parent.name}/{path.name}",
    )


def ours(article: Article) -> list[Timex]:
    found = times(parse(article.document), article.document.published)
    return [
        Timex(one.span.start, one.span.end, one.type, one.value)
        for one in found
        if one.span.end <= article.scored_to and not _in_dateline(article, one.span.start)
    ]


def dateparsers(article: Article) -> list[Timex]:
    """What dateparser.search finds, sentence by sentence as it would be used, as days."""
    from dateparser.search import search_dates

    base = datetime.fromisoformat(article.created[:10])
    found: list[Timex] = []
    for block in article.document.blocks:
        if block.start >= article.scored_to or block.kind == "dateline":
            continue
        position = block.start
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            hits = search_dates(
                article.document.text[block.start : block.end],
                languages=["en"],
                settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"},
            )
        for words, when in hits or []:
            start = article.document.text.find(words, position, block.end)
            if start < 0:
                continue
            position = start + len(words)
            found.append(Timex(start, position, "DATE", when.date().isoformat()))
    return found


def _in_dateline(article: Article, start: int) -> bool:
    return any(b.start <= start < b.end and b.kind == "dateline" for b in article.document.blocks)


def _same_value(gold: str, answer: str, *, days_only: bool) -> bool:
    if gold == answer:
        return True
    if not days_only:
        return False
    period, when = dates.parse_period(gold), dates.parse_period(answer)
    return bool(
        period and when and period.first and period.last and when.first and period.first <= when.first <= period.last
    )


def cases() -> list[Case]:
    """Every gold expression, found or not; where it is found, its characters and its value; and what is none."""
    folder = shared()
    return [] if folder is None else judged([(one, ours(one)) for one in articles(folder / _FOLDER)])


def judged(pairs: list[tuple[Article, list[Timex]]], *, days_only: bool = False) -> list[Case]:
    """The cases of a tagger's answers, article by article."""
    made: list[Case] = []
    for article, answers in pairs:
        taken: set[int] = set()
        for want in article.gold:
            hit = next(
                (n for n, a in enumerate(answers) if n not in taken and a.start < want.end and want.start < a.end),
                None,
            )
            made.append(_case(article, want, _RELAXED, "missed" if hit is None else "right"))
            if hit is None:
                continue
            taken.add(hit)
            answer = answers[hit]
            same = (answer.start, answer.end) == (want.start, want.end)
            words = cut(article.document.text[answer.start : answer.end])
            made.append(_case(article, want, _STRICT, "right" if same else "wrong", ("", words)))
            right = _same_value(want.value, answer.value, days_only=days_only)
            made.append(_case(article, want, _VALUES, "right" if right else "wrong", (want.value, answer.value)))
        for number, answer in enumerate(answers):
            if number not in taken:
                made.append(_case(article, answer, _RELAXED, "extra", ("", answer.value)))
    return made


def _case(article: Article, at: Timex, question: str, verdict: Verdict, answer: Pair = ("", "")) -> Case:
    words = cut(article.document.text[at.start : at.end])
    return Case(question, "meantime", verdict, article.place, at.start, at.end, *answer, words)


def figures() -> list[Figure]:
    """F1 of each question, over all gold expressions and all answers; dateparser's beside ours."""
    folder = shared()
    if folder is None:
        return []
    theirs = judged([(one, dateparsers(one)) for one in articles(folder / _FOLDER)], days_only=True)
    made: list[Figure] = []
    for system, answers in (("firsthand", cases()), ("dateparser", theirs)):
        spans = counted(answers, _RELAXED)
        gold = spans["right"] + spans["missed"]
        both = gold + spans["right"] + spans["extra"]
        for question in (_STRICT, _RELAXED, _VALUES):
            value = 2 * counted(answers, question)["right"] / both if both else 0.0
            made.append(Figure("temporal", f"{question} F1", "meantime", value, gold, system=system))
    return made


if __name__ == "__main__":
    for figure in figures():
        print(f"{figure.system:12} {figure.name:16} {figure.value:.3f} (gold {figure.of})")
