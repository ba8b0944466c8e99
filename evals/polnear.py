"""Attribution on PolNeAR's development part, by the shipped model: source, cue, content and relation.

    python -m evals.polnear [--data ../shared/data/polnear/dev.jsonl]

The scorer follows CofeNet (Wang et al., COLING 2022) where PolNeAR's articles are read whole: *exact* compares spans
character by character after trimming white space, each piece of a discontinuous span by itself, equal spans of one
article counted once; *begin* compares where they begin; *Jaccard* is the characters both cover over those either
covers. A *relation* is right when all pieces of its cue, source and content are. Gold is the first annotator's.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.case import Case, Verdict, cut
from evals.figure import Figure, shared

Span = tuple[int, int]
KINDS = ("source", "cue", "content")
DATA = (shared() or Path("shared")) / "data" / "polnear" / "dev.jsonl"


@dataclass(frozen=True, slots=True)
class Attribution:
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def trimmed(text: str, spans: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    """The spans without white space at their ends; empty ones dropped."""
    out = []
    for start, end in spans:
        piece = text[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        if piece.strip():
            out.append((begin, begin + len(piece.strip())))
    return tuple(out)


def gold_of(record: Mapping[str, Any]) -> list[Attribution]:
    text, first = record["text"], record["annotations"][0]
    return [Attribution(*(trimmed(text, item[kind]) for kind in KINDS)) for item in first["attributions"]]


def f1(gold: set[Any], predicted: set[Any]) -> float:
    return 2 * len(gold & predicted) / max(len(gold) + len(predicted), 1)


def score(gold: Sequence[Sequence[Attribution]], predicted: Sequence[Sequence[Attribution]]) -> dict[str, float]:
    """Every figure over a list of articles, gold and predicted in the same order."""
    figures: dict[str, float] = {}
    for kind in KINDS:
        sides = [
            {(number, *span) for number, items in enumerate(side) for item in items for span in getattr(item, kind)}
            for side in (gold, predicted)
        ]
        figures[f"{kind} exact"] = f1(*sides)
        figures[f"{kind} begin"] = f1(*({spot[:2] for spot in side} for side in sides))
        covered = [{(number, at) for number, a, b in side for at in range(a, b)} for side in sides]
        figures[f"{kind} jaccard"] = len(covered[0] & covered[1]) / max(len(covered[0] | covered[1]), 1)
    relations = [
        {
            (number, tuple(sorted(item.source)), tuple(sorted(item.cue)), tuple(sorted(item.content)))
            for number, items in enumerate(side)
            for item in items
        }
        for side in (gold, predicted)
    ]
    figures["relation exact"] = f1(*relations)
    return figures


def judged(
    records: Sequence[Mapping[str, Any]], gold: Sequence[Sequence[Attribution]], found: Sequence[Sequence[Attribution]]
) -> list[Case]:
    """Every span of the gold, found to the character or not, and what is found beside them.  A gold span and a found
    one that overlap are one case.  Left out: relations, which stand and fall with their spans."""
    made: list[Case] = []
    for record, items, answers in zip(records, gold, found, strict=True):
        for kind in KINDS:
            wanted = {span for item in items for span in getattr(item, kind)}
            said = {span for item in answers for span in getattr(item, kind)}
            made += [_case(record, kind, span, "right") for span in sorted(wanted & said)]
            beside = sorted(said - wanted)
            for span in sorted(wanted - said):
                other = next((one for one in beside if one[0] < span[1] and span[0] < one[1]), None)
                if other is not None:
                    beside.remove(other)
                made.append(_case(record, kind, span, "missed" if other is None else "wrong", other))
            made += [_case(record, kind, span, "extra", span) for span in beside]
    return made


def _case(record: Mapping[str, Any], kind: str, span: Span, verdict: Verdict, other: Span | None = None) -> Case:
    text, place = record["text"], f"data/polnear/dev.jsonl#{record['id']}"
    found = "" if other is None or verdict == "extra" else f"“{cut(text[slice(*other)])}”"
    return Case(f"{kind} exact", "PolNeAR dev", verdict, place, *span, "", found, cut(text[slice(*span)]))


def cases() -> list[Case]:
    """The tagger's spans on every article."""
    from firsthand.models import tagger

    if not DATA.exists() or not tagger.available():
        return []
    records = read(DATA)
    return judged(records, [gold_of(record) for record in records], tagged(records))


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def paragraphs_of(text: str) -> list[Span]:
    """Character ranges of the lines that are not blank."""
    ranges, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            ranges.append((at, at + len(line)))
        at += len(line) + 1
    return ranges


def tagged(records: Sequence[Mapping[str, Any]]) -> list[list[Attribution]]:
    from firsthand.models import tagger

    out = []
    for record in records:
        text = record["text"]
        found = tagger.tag(text, paragraphs_of(text))
        out.append([Attribution(*(trimmed(text, spans) for spans in (a.source, a.cue, a.content))) for a in found])
    return out


def figures(path: Path = DATA) -> list[Figure]:
    """Every figure over all articles, and the exact ones for each publisher."""
    from firsthand.models import tagger

    if not path.exists() or not tagger.available():
        return []
    records = read(path)
    gold, predicted = [gold_of(record) for record in records], tagged(records)
    out = []
    for publisher, numbers in by_publisher(records).items():
        mine = [gold[n] for n in numbers]
        corpus = f"PolNeAR dev, {publisher}" if publisher else "PolNeAR dev"
        for name, value in score(mine, [predicted[n] for n in numbers]).items():
            if not publisher or "exact" in name:
                out.append(Figure("attribution", name, corpus, value, sum(map(len, mine))))
    return out


def by_publisher(records: Sequence[Mapping[str, Any]]) -> dict[str, list[int]]:
    """The places of the records by publisher, all of them first, under ""."""
    groups: dict[str, list[int]] = {"": list(range(len(records)))}
    for number, record in enumerate(records):
        groups.setdefault(record["outlet"], []).append(number)
    return groups


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=DATA)
    path = parser.parse_args().data
    records = read(path)
    gold, predicted = [gold_of(record) for record in records], tagged(records)
    names = [f"{kind} {how}" for how in ("exact", "begin", "jaccard") for kind in KINDS] + ["relation exact"]
    print(f"{'F1 (jaccard: ratio), per cent':30}", *(f"{name.replace(' ', '-'):>15}" for name in names))
    for publisher, numbers in by_publisher(records).items():
        values = score([gold[n] for n in numbers], [predicted[n] for n in numbers])
        label = f"{publisher or 'all'} ({len(numbers)})"
        print(f"{label:30}", *(f"{100 * values[name]:15.1f}" for name in names))


if __name__ == "__main__":
    main()
