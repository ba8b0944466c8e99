"""How time and memory grow with the input, stage by stage: a text of each shape doubled, a pile of each kind doubled.

    python -m benchmarks.growth [texts|piles] [--characters 40000] [--reports 100] [--only SHAPE]

For each stage: CPU microseconds and peak bytes for each byte (texts) or for each statement (piles; for each byte of
their texts, too) at the largest size, and the exponent, the slope of the logarithm of time over that of size.  One
process, one thread.  Peak memory is what the process's resident memory grew by (Linux).  A line that passes a bound of
docs/reference.md has ``ABOVE``.
"""

from __future__ import annotations

import argparse
import io
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from firsthand.clean import clean
from firsthand.cpu_limit import (
    SECONDS,
    SECONDS_A_BYTE,
    SECONDS_A_CHARACTER,
    SECONDS_A_STATEMENT,
    SECONDS_ACROSS,
    SECONDS_CLOSELY,
)
from firsthand.data import Document, RawDocument
from firsthand.ingest.formats import documents
from firsthand.ingest.part import Part, suffix_of
from firsthand.outcome import AnalysedDocument
from firsthand.pipeline import analysed
from firsthand.relate.assemble import relate

MEMORY, MEMORY_A_BYTE = 96 * 2**20, 400
"""Peak memory of reading a file and cleaning it: so much, and so much for each byte of it and of what comes out."""
MEMORY_CLOSELY, MEMORY_A_CHARACTER = 128 * 2**20, 12_000
"""Peak memory of reading one document closely: so much, and so much for each character of it."""
MEMORY_ACROSS, MEMORY_A_STATEMENT = 512 * 2**20, 200_000
"""Peak memory of it."""

Made = TypeVar("Made")
_FIRST = ("Ada", "Bela", "Cora", "Dana", "Edda", "Fritz", "Gunnar", "Hedda", "Ines", "Jonas", "Katja", "Lars")
_LAST = ("Lorn", "Verrin", "Orrel", "Brandt", "Halloran", "Aldane", "Renn", "Falk", "Lyle", "Stein", "Vale", "Marsh")
_PLACES = ("Elsin", "Halmont", "Caldermouth", "Gellen", "Limasso", "Sandvik", "Vantmar", "Osterlin", "Arden", "Korrel")
_THINGS = ("houses", "bridges", "warehouses", "schools", "farms", "boats", "trucks", "clinics")
_DEEDS = ("burned down", "were flooded", "had been searched", "would be closed", "collapsed on Monday", "may be sold")
_SAID = ("said", "told reporters", "announced", "confirmed", "denied", "wrote", "warned")


def measured(work: Callable[[], Made]) -> tuple[Made, float, int]:
    """What the work gives, its CPU seconds, and by how many bytes memory grew at its height (0 where the system does
    not say)."""
    before = _resident("VmRSS", reset=True)
    begun = time.process_time()
    made = work()
    took = time.process_time() - begun
    return made, took, max(0, _resident("VmHWM") - before)


def _resident(name: str, *, reset: bool = False) -> int:
    try:
        if reset:
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name)), 0)


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The slope of log time over log size, between the first and the last point."""
    (size, took), (larger, longer) = points[0], points[-1]
    return math.log(max(longer, 1e-4) / max(took, 1e-4)) / math.log(larger / size)


def _person(chance: random.Random) -> str:
    return f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"


def _sentence(chance: random.Random, number: int) -> str:
    told = f"{number} {chance.choice(_THINGS)} in {chance.choice(_PLACES)} {chance.choice(_DEEDS)}"
    return f"{_person(chance)} {chance.choice(_SAID)} that {told}."


SHAPES: dict[str, Callable[[random.Random, int], str]] = {
    "prose": _sentence,
    "quoted": lambda chance, n: f"“{_sentence(chance, n)[:-1]},” {_person(chance)} said.",
    "no full stop": lambda chance, n: f"{chance.choice(_FIRST)} went to {chance.choice(_PLACES)} and saw {n} boats and",
    "numbers": lambda chance, n: f"{chance.randint(1, 99999):,} and {n}," + ("\n" if n % 12 == 11 else ""),
    "dates": lambda _, n: f"It failed on May {1 + n % 28}, {1950 + n % 90}, and last Monday.",
    "names": lambda chance, n: f"{_person(chance)}{chr(97 + n % 26)}, {_person(chance)}{chr(97 + n % 23)} met.",
    "pronouns": lambda chance, _: f"{_person(chance)} came. He said that he had told her that she knew them.",
    "table": lambda chance, n: f"{chance.choice(_PLACES)} {n}\t{chance.randint(1, 999)}\t{n % 99}.5%\t$ 2 million\n",
    "bullets": lambda chance, n: f"\n- {chance.choice(_FIRST)} said {n} {chance.choice(_THINGS)} burned.",
    "sources": lambda chance, n: (
        f"A person familiar with it told the {chance.choice(_PLACES)} Gazette that, according "
        f"to {_person(chance)}, the ministry had said that {n} boats sank."
    ),
    "denials": lambda chance, n: f"{_person(chance)} denied that {n} {chance.choice(_THINGS)} burned.",
    "same again": lambda _, __: "Nine people died when the gate failed in Elsin on Tuesday, Ada Lorn said.",
}


def shaped(shape: str, size: int) -> str:
    """A text of about so many characters, a paragraph for every four pieces."""
    chance, made, length = random.Random(7), [], 0
    while length < size:
        piece = SHAPES[shape](chance, len(made))
        made.append(piece)
        length += len(piece) + 1
    return "\n\n".join(" ".join(made[at : at + 4]) for at in range(0, len(made), 4))


def as_page(text: str) -> str:
    """The text as a web page."""
    lines = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
    head = "<!doctype html><html><head><title>Nine dead in Elsin</title></head>"
    return f"{head}<body><article>{lines}</article></body></html>"


_QUOTE = (
    "“Nobody should learn from a siren that a gate has failed,” Energy Minister Ilsa Verrin told reporters in Halmont."
)


def _own(number: int, count: int) -> str:
    chance = random.Random(1000 + number)
    return " ".join(_sentence(chance, 100 * number + n) for n in range(count))


def _near(number: int) -> str:
    sentences = _own(0, 10).split(". ")
    sentences[number % len(sentences)] = f"Ada Lorn said that {number} boats were lost"
    return ". ".join(sentences)


KINDS: dict[str, Callable[[int], str]] = {
    "near-identical": _near,
    "one title, other texts": lambda n: f"Nine dead after dam gate fails\n\n{_own(n, 5)}",
    "one quotation": lambda n: f"{_own(n, 4)}\n\n{_QUOTE}",
    "one claim, other words": lambda n: (
        f"At least {9 + n % 7} people died in Port Elsin when the Korrel Dam failed, "
        f"{_FIRST[n % 12]} {_LAST[n % 11]} said.\n\n{_own(n, 3)}"
    ),
    "each cites the one before": lambda n: (
        f"Paper{n - 1} Gazette reported that nine people died in Port Elsin. Ada Lorn "
        f"told Paper{n - 1} Gazette that {n} boats were lost.\n\n{_own(n, 3)}"
    ),
    "unrelated": lambda n: _own(n, 6),
}


def pile(kind: str, reports: int) -> list[AnalysedDocument]:
    """So many reports of a kind, read one by one."""
    made = []
    for number in range(reports):
        document = clean(RawDocument(f"{number}.txt", "text/plain", KINDS[kind](number).encode()))
        assert isinstance(document, Document)
        made.append(analysed(document))
    return made


def texts(characters: int, shapes: Sequence[str]) -> Iterator[str]:
    """Lines: each stage of each shape."""
    for shape in shapes:
        for suffix, dressed in ((".txt", str), (".html", as_page)):
            points: dict[str, list[tuple[float, float]]] = {"clean": [], "closely": []}
            peaks: dict[str, float] = {}
            for size in (characters // 4, characters // 2, characters):
                data = dressed(shaped(shape, size)).encode()
                document, took, peak = measured(lambda data=data, suffix=suffix: _cleaned(f"a{suffix}", data))
                points["clean"].append((len(data), took))
                peaks["clean"] = peak
                if document is not None:
                    _, took, peak = measured(lambda document=document: analysed(document))
                    points["closely"].append((len(document.text), took))
                    peaks["closely"] = peak
            for stage, found in points.items():
                if len(found) > 1 and (stage == "clean" or suffix == ".txt"):
                    yield _line(f"{shape}{suffix}", stage, found, peaks[stage])


def _cleaned(name: str, data: bytes) -> Document | None:
    (raw,) = documents(Part(name, suffix_of(name), io.BytesIO(data), len(data)))
    made = clean(raw) if isinstance(raw, RawDocument) else raw
    return made if isinstance(made, Document) else None


def piles(reports: int, kinds: Sequence[str]) -> Iterator[str]:
    """Lines: relating each kind of pile."""
    for kind in kinds:
        points: list[tuple[float, float]] = []
        peak = text = 0
        for count in (reports // 4, reports // 2, reports):
            read = pile(kind, count)
            size = sum(len(one.analysis.statements) for one in read)
            _, took, peak = measured(lambda read=read: relate(read))
            points.append((size, took))
            text = sum(len(one.document.text.encode()) for one in read)
        yield f"{_line(kind, 'across', points, peak)}  {1e6 * points[-1][1] / text:.0f} µs a byte"


_BOUNDS = {
    "clean": (SECONDS, SECONDS_A_BYTE, MEMORY, MEMORY_A_BYTE),
    "closely": (SECONDS_CLOSELY, SECONDS_A_CHARACTER, MEMORY_CLOSELY, MEMORY_A_CHARACTER),
    "across": (SECONDS_ACROSS, SECONDS_A_STATEMENT, MEMORY_ACROSS, MEMORY_A_STATEMENT),
}


def _line(name: str, stage: str, points: Sequence[tuple[float, float]], peak: float) -> str:
    size, took = points[-1]
    seconds, more, memory, each = _BOUNDS[stage]
    above = " ABOVE" if took > seconds + more * size or peak > memory + each * size else ""
    unit = "statement" if stage == "across" else "byte" if stage == "clean" else "character"
    return (
        f"{name:<28} {stage:<8} {size:>9,.0f} {unit}s  {took:7.2f} s  {1e6 * took / size:9.1f} µs  "
        f"{peak / 2**20:7.1f} MiB  {peak / size:8.0f} bytes a {unit}  exponent {exponent(points):.2f}{above}"
    )


def main() -> None:
    """The command."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("what", nargs="?", choices=["texts", "piles"])
    arguments.add_argument("--characters", type=int, default=40_000)
    arguments.add_argument("--reports", type=int, default=100)
    arguments.add_argument("--only", help="one shape or kind")
    asked = arguments.parse_args()
    _cleaned("a.html", as_page(shaped("prose", 500)).encode())
    relate(pile("unrelated", 2))  # what is loaded once is nobody's
    if asked.what != "piles":
        for line in texts(asked.characters, [one for one in SHAPES if asked.only in (None, one)]):
            print(line, flush=True)
    if asked.what != "texts":
        for line in piles(asked.reports, [one for one in KINDS if asked.only in (None, one)]):
            print(line, flush=True)


if __name__ == "__main__":
    main()
