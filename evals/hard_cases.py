"""The hand-made hard cases of attribution, one by one: read as expected or not, by the rules and by the default.

The tables lie beside their test, which holds the same cases and lists the known failures; they are no corpus, so that
there are no figures here.  Words are compared without punctuation; a cue may hold an auxiliary or an adverb more or
less.  A case is known by its text and its reason, not by its line, for tables grow in the middle.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from evals.attribution import Said, said
from evals.case import Case, Verdict, cut
from firsthand.analyse import parse
from firsthand.analyse.attribution import Decider, attribution
from firsthand.analyse.coreference import referents
from firsthand.analyse.statements import statements
from firsthand.data import Attribution, Span, Statement
from firsthand.words import normal, words

TABLES = ("quotations", "speakers", "chains", "modality", "newsroom", "relays", "papers")
NOTHING = "no attribution"
_TESTS = Path(__file__).resolve().parents[1] / "tests"


def rows(file: Path) -> list[dict[str, str]]:
    """The cases of a table, in order."""
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def cases() -> list[Case]:
    """Every row of every table, by the rules and by the default where that is another; none without the tests."""
    folder = next(_TESTS.glob("**/hard_cases"), None)
    deciders = dict.fromkeys(("rules", attribution.chosen()))
    if folder is None:
        return []
    made = []
    for decider in deciders:
        for name in (*TABLES, "nothing"):
            for number, row in enumerate(rows(folder / f"{name}.tsv"), start=1):
                made += [case for ask in (_case, _modality_case) if (case := ask(name, number, row, decider))]
    return made


@cache
def _reading(text: str, decider: Decider) -> Said:
    return said(text.replace("¶", "\n"), decider)


def _case(name: str, number: int, row: dict[str, str], decider: Decider) -> Case | None:
    """A row as a case; None where nothing is to be read and nothing is."""
    one, place, text = _reading(row["text"], decider), f"hard_cases/{name}.tsv", cut(row["text"])
    if name == "nothing":
        if not (one.quotations if row["what"] == "quotation" else one.attributions):
            return None
        return Case("nothing", decider, "extra", place, found=row["why"], words=text)
    wrong = misses(row, one)
    verdict: Verdict = "right" if not wrong else "missed" if wrong == [NOTHING] else "wrong"
    want = f"{row['why']}: {row['source']} / {row['cue']}"
    return Case(
        name,
        decider,
        verdict,
        place,
        expected=want,
        found=" ".join([f"{name}-{number}", "; ".join(wrong)]).strip(),
        words=text,
    )


def _modality_case(name: str, number: int, row: dict[str, str], decider: Decider) -> Case | None:
    """Whether the record's statement has the modality that a row expects; None where it expects none, or where the
    relation itself is not read."""
    one = _reading(row["text"], decider)
    if row.get("modality", "-") == "-" or misses(row, one):
        return None
    item = next(item for item in one.attributions if not _wrong(row, one, item))
    found = modality(one, item)
    verdict: Verdict = "right" if found == row["modality"] else "wrong"
    words = cut(row["text"])
    place = f"hard_cases/{name}.tsv"
    return Case(
        "modality", decider, verdict, place, expected=row["modality"], found=f"{name}-{number} {found}", words=words
    )


def bag(text: str) -> list[str]:
    return [word for _, _, word in words(text.replace("||", " ").replace("¶", " "))]


def printed(one: Said, spans: tuple[Span, ...]) -> str:
    return " ".join(span.of(one.document.text) for span in spans)


def same_cue(expected: str, found: str) -> bool:
    a, b = bag(expected), bag(found)
    if not a or not b:
        return expected == found or (not a and not b and expected in ("∅", ":"))
    low, high = sorted((a, b), key=len)
    return set(low) <= set(high) and len(high) - len(low) <= 3


def same_person(expected: str, found: str) -> bool:
    if expected == "∅":
        return not found
    a, b = (set(normal(name).removeprefix("the ").split()) for name in (expected, found))
    return bool(a) and bool(b) and (a <= b or b <= a)


def modality(one: Said, item: Attribution) -> str:
    """The modality of the statement that the attribution introduces: the first one that its content holds, else the
    one that its cue stands in, as the record has it."""
    made = _statements(one)
    held = [s for s in made if item.id in s.chain and any(s.span.overlaps(piece) for piece in item.content)]
    held = held or [s for s in made if any(s.span.overlaps(piece) for piece in (*item.cue, *item.content))]
    return held[0].modality if held else "none"


@cache
def _statements(one: Said) -> tuple[Statement, ...]:
    parsed = parse(one.document)
    return statements(parsed, referents(parsed, one.entities), (), one.attributions)


def misses(case: dict[str, str], one: Said) -> list[str]:
    """What is wrong with the best matching attribution; empty when the case is read as expected."""
    best = [NOTHING]
    for item in one.attributions:
        wrong = _wrong(case, one, item)
        if len(wrong) < len(best) or best == [NOTHING]:
            best = wrong
    return best


def _wrong(case: dict[str, str], one: Said, item: Attribution) -> list[str]:
    """What differs between a case and an attribution."""
    wrong = []
    source = "" if case["source"] == "∅" else case["source"]
    if case["source"] != "-" and bag(source) != bag(printed(one, item.source)):
        wrong.append(f"source {printed(one, item.source)!r}")
    if case["cue"] != "-" and not same_cue(case["cue"], printed(one, item.cue)):
        wrong.append(f"cue {printed(one, item.cue)!r}")
    if case["content"] != "-" and bag(case["content"]) != bag(printed(one, item.content)):
        wrong.append(f"content {printed(one, item.content)!r}")
    for field, found in (("kind", item.kind), ("source_kind", item.source_kind)):
        if case[field] not in ("-", found):
            wrong.append(f"{field} {found}")
    for field, entity in (("speaker", item.source_entity), ("given_to", item.given_to)):
        if case[field] != "-" and not same_person(case[field], one.name(entity)):
            wrong.append(f"{field} {one.name(entity)!r}")
    return wrong
