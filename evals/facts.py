"""Facts: do values of one attribute meet, do disagreements show, and what only looks like one?

Follows stories read whole by a careful reader: reports on one war by opposing camps
(``../shared/gold/syria_conflicts_dev.json``) and five stories of other kinds (``../shared/gold/stories``), which are
development; and stories that were read first and run once (``fact_stories.json``: ids and offsets, no text; what the
first run found is in docs/log.md, since then they are development too).  An item is found where one conflict shows
values of two of its sides.  What a record calls a conflict and no item lists counts against it.  Baselines in the same
run: all pairs of numbers with one unit in sentences that share half of their words, and the program without its table
of facts.  Names in two forms and wordings count against the precision only where the readers of a set listed such at
all.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from evals import ecbplus
from evals.figure import Figure, shared
from evals.without import without
from firsthand.data import Conflict, DocumentId, Quantity, RawDocument, Record, Span
from firsthand.outcome import AnalysedDocument
from firsthand.relate.facts.comparability import GivenValue
from firsthand.relate.facts.gathering import gathered
from firsthand.relate.pile import Pile
from firsthand.words import normal

DISAGREE = frozenset({"contradiction", "update", "dispute", "drift", "naming_variant", "stale"})
_SAME = frozenset({"contradiction", "update", "drift", "agree"})
_KEYS = ("id", "url", "outlet", "title", "authors", "published", "text")
_HALF = 0.5
"""Share of the shorter sentence's words from which the baseline compares two sentences."""
_NEVER_NUMBERS = ("name", "wording")
"""Kinds that some readers left out."""
_SCOPES = frozenset({"scope", "scope_difference"})
"""Verdicts of figures that count something else of one event."""
_ONE_STORY = {
    "real_contradiction": "contradiction", "real_contradiction/update": "contradiction", "different wording": "drift",
    "splice": "drift", "misquotation": "drift", "spelling": "naming_variant", "trap": "look-alike",
}  # fmt: skip
"""Verdicts of the first story that was read whole, which has words of its own for them."""
FIRST, LEARNT, LEADS, GROUPED = (
    Path(__file__).with_name(f"fact_{name}.json")
    for name in ("stories", "stories_read", "leads_first", "stories_grouped")
)
"""Stories read before the program, and those to learn from; of ``LEADS`` and ``GROUPED`` an item stands on whole
statements.  Nothing learns from ``GROUPED`` yet (docs/log.md)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One disagreement, agreement or look-alike; ``sides`` are spans whose documents are the corpus's own ids."""

    id: str
    kind: str
    verdict: str
    sides: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class ReadStory:
    """A story that somebody read whole: its reports as given, and the items that he lists."""

    name: str
    corpus: str
    rows: tuple[dict[str, str], ...]
    items: tuple[Item, ...]


def gold_stories() -> list[ReadStory]:
    """The development stories; none where the corpora are absent."""
    folder = shared()
    return [] if folder is None else [*_syria(folder), *_stories(folder)]


def _syria(folder: Path) -> Iterator[ReadStory]:
    rows = {row["id"]: row for row in lines(folder / "data/fakes_syria/articles.jsonl")}
    for group in json.loads((folder / "gold/syria_conflicts_dev.json").read_text(encoding="utf-8")):
        names = [name for name in (*group["documents"], *group["not_about"]) if name in rows]
        yield ReadStory(
            f"{group['event_date']} {group['event_place']}", "Syria, development",
            tuple(rows[name] for name in names), tuple(item(one) for one in group["items"]),
        )  # fmt: skip


def _stories(folder: Path) -> Iterator[ReadStory]:
    for path in sorted((folder / "gold/stories").glob("*_conflicts.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        corpus = "four stories, development" if "traps" in told else "Spotify, development"
        found = [
            *(dict(one, verdict=_ONE_STORY.get(one["verdict"], one["verdict"])) for one in told["conflicts"]),
            *(dict(one, verdict="look-alike") for one in told.get("traps", ())),
        ]
        name = path.name.removesuffix("_conflicts.json")
        rows = tuple(lines(path.with_name(f"{name}.jsonl")))
        yield ReadStory(name, corpus, rows, tuple(item(one) for one in found if one.get("sides")))


def first_readings(file: Path = FIRST) -> list[ReadStory]:
    """The stories that were read before the program was first run on them; those of ``LEARNT`` no figure counts."""
    folder = shared()
    if folder is None or not file.exists():
        return []
    made = []
    for story in json.loads(file.read_text(encoding="utf-8"))["stories"]:
        wanted = set(story["documents"])
        rows = tuple(_with_text(row) for row in _rows(folder / story["file"]) if row["id"] in wanted)
        names = story["documents"]
        items = tuple(item(one) if isinstance(one, dict) else _short(names, one) for one in story["items"])
        made.append(ReadStory(story["name"], story["corpus"], rows, items))
    return made


@cache
def _rows(path: Path) -> tuple[dict[str, str], ...]:
    return tuple(lines(path))


def _with_text(row: dict[str, Any]) -> dict[str, str]:
    """A row of ECB+ has sentences and no text."""
    return {"id": row["id"], "text": ecbplus.text_of(row)} if "sentences" in row else row


def _short(names: Sequence[str], told: Sequence[Any]) -> Item:
    """An item as kind, verdict and sides of [number of the report, start, end]."""
    kind, verdict, sides = told
    return Item("", kind, verdict, tuple(tuple(Span(DocumentId(names[n]), *at) for n, *at in side) for side in sides))


def lines(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def item(told: dict[str, Any]) -> Item:
    """An item as the gold files write it, or with bare spans."""
    sides = tuple(
        tuple(Span(DocumentId(one["doc"]), one["start"], one["end"]) for one in side["mentions"])
        for side in told["sides"]
    )
    return Item(told.get("id", ""), told.get("kind", ""), told["verdict"], sides)


# ----------------------------------------------------------------------------------------------- the program


@cache
def _analysed(row: str) -> tuple[AnalysedDocument, ...]:
    from firsthand.ingest import read
    from firsthand.pipeline import read_batch

    raws = [raw for raw in read([json.loads(row)]) if isinstance(raw, RawDocument)]
    return tuple(one for one in read_batch(raws) if isinstance(one, AnalysedDocument))


def analysed_of(rows: Iterable[dict[str, str]]) -> list[AnalysedDocument]:
    """The reports of a story, read one by one."""
    made: list[AnalysedDocument] = []
    for row in rows:
        made += _analysed(json.dumps({key: row[key] for key in _KEYS if row.get(key)}, sort_keys=True))
    return made


def record_of(story: ReadStory) -> Record:
    """The story's record, as a person would make it."""
    from firsthand.pipeline import relate

    return relate(analysed_of(story.rows))


# ---------------------------------------------------------------------------------------- values with their items


@dataclass(frozen=True, slots=True, eq=False)
class Mentioned:
    """The values of a story, and in which fact of the reader's each stands."""

    given: tuple[GivenValue, ...]
    fact: dict[int, int]
    apart: frozenset[tuple[int, int]]

    def same(self, i: int, j: int) -> bool | None:
        """Whether the reader put two values into one fact; None where he tells nothing of both."""
        if i in self.fact and self.fact.get(i) == self.fact.get(j):
            return True
        return False if (i, j) in self.apart else None


def pile_of(documents: Sequence[AnalysedDocument]) -> Pile:
    """A pile of the documents, with nothing linked."""
    return Pile(
        tuple(one.document for one in documents),
        tuple(one.analysis for one in documents),
        (),
        tuple(one.comparable for one in documents),
    )


def mentioned(story: ReadStory) -> Mentioned:
    """The story's values, joined as the items say."""
    pile = pile_of(analysed_of(story.rows))
    given = gathered(pile, [one.id for one in pile.documents])
    given_id = {one.id: one.source_id for one in pile.documents}
    fact: dict[int, int] = {}
    apart: set[tuple[int, int]] = set()
    for one in story.items:
        if one.kind not in ("number", "date", "time", ""):
            continue
        touched = [
            (n, place)
            for place, side in enumerate(one.sides)
            for n, held in enumerate(given)
            if any(_touches(held.value.number, given_id[held.document], span) for span in side)
        ]
        for (i, side), (j, other) in combinations(sorted(set(touched)), 2):
            if given[i].value.attribute != given[j].value.attribute:
                continue
            if one.verdict in _SAME or side == other:
                old, new = fact.setdefault(i, i), fact.setdefault(j, j)
                fact.update({n: min(old, new) for n, at in fact.items() if at in (old, new)})
            else:
                apart.add((i, j))
    return Mentioned(tuple(given), fact, frozenset(apart))


def _touches(number: Span, name: str, span: Span) -> bool:
    return span.document == name and number.start < span.end and span.start < number.end


# ------------------------------------------------------------------------------------------------- judged


@dataclass(frozen=True, slots=True)
class Shown:
    """What a record sets against each other: for each value the spans that it stands on, in the corpus's ids."""

    sides: tuple[tuple[Span, ...], ...]
    conflict: bool
    kind: str = ""


def shown(record: Record) -> tuple[list[Shown], list[Shown]]:
    """The conflicts of a record with the spans of their values, and its figures with the spans of their mentions."""
    name = {one.id: DocumentId(one.source_id) for one in record.documents}
    facts = {one.id: one for one in record.facts}
    statements = {one.id: one.span for one in record.statements}
    conflicts = []
    for one in record.conflicts:
        fact = facts.get(one.fact) if one.fact else None
        spans = [list(v.spans) for v in fact.values] if fact else _by_value(one, statements)
        sides = tuple(tuple(_named(name, s) for s in side) for side in spans)
        conflicts.append(Shown(sides, conflict=True, kind=one.kind))
    figures = [
        Shown((tuple(_named(name, span) for span in value.spans),), conflict=False)
        for fact in record.facts
        for value in fact.values
    ]
    return conflicts, figures


def beside_in(record: Record) -> list[Shown]:
    """The facts of a record that stand beside each other as of two scopes."""
    name = {one.id: DocumentId(one.source_id) for one in record.documents}
    spans = {one.id: tuple(_named(name, s) for value in one.values for s in value.spans) for one in record.facts}
    return [
        Shown((spans[one.id], spans[other.fact]), conflict=False)
        for one in record.facts
        for other in one.beside
        if one.id < other.fact
    ]


def claims_of(record: Record) -> list[Shown]:
    """The claims of a record with the spans of their statements: what reports say alike."""
    name = {one.id: DocumentId(one.source_id) for one in record.documents}
    spans = {one.id: _named(name, one.span) for one in record.statements}
    return [Shown((tuple(spans[n] for n in one.statements),), conflict=False) for one in record.claims]


def _by_value(conflict: Conflict, statements: dict[Any, Span]) -> list[list[Span]]:
    sides: defaultdict[str, list[Span]] = defaultdict(list)
    for n, (statement, value) in enumerate(zip(conflict.statements, conflict.values, strict=True)):
        sides[value].append(conflict.spans[n] if conflict.spans else statements[statement])
    if len(sides) < 2:
        return [[statements[one]] for one in conflict.statements]
    return list(sides.values())


def _named(name: dict[DocumentId, DocumentId], span: Span) -> Span:
    return Span(name[span.document], span.start, span.end)


def _hits(one: Shown, of: Item) -> bool:
    """Whether two values that are set against each other are of two sides of the item."""
    on = [
        {n for n, side in enumerate(of.sides) if any(a.overlaps(b) for a in spans for b in side)} for spans in one.sides
    ]
    return any(a != b for x, y in combinations(on, 2) for a in x for b in y)


def _joins(one: Shown, of: Item) -> bool:
    """Whether one figure has mentions of two sides of an agreement, or of two reports where it has one side."""
    spans = one.sides[0]
    if len(of.sides) > 1:
        return sum(any(a.overlaps(b) for a in spans for b in side) for side in of.sides) > 1
    return len({a.document for a in spans for b in of.sides[0] if a.overlaps(b)}) > 1


@dataclass(slots=True)
class Tally:
    """What became of a corpus's items and of what was shown."""

    wanted: Counter[str]
    found: Counter[str]
    shown: int = 0
    right: int = 0
    unlisted: int = 0
    agreements: int = 0
    joined: int = 0
    told: int = 0
    alike: int = 0
    called: int = 0
    scopes: int = 0
    scoped: int = 0


def tallied(  # noqa: PLR0913 (what a story shows, each with its own list)
    story: ReadStory,
    conflicts: Sequence[Shown],
    figures: Sequence[Shown],
    into: Tally,
    claims: Sequence[Shown] = (),
    *,
    beside: Sequence[Shown] = (),
    skipped: Set[str] = frozenset(),
) -> Iterator[str]:
    """Counts one story's items; gives a line for each that is missed or wrong.  ``skipped``: kinds that its reader did
    not list, so that one which is shown is not wrong for that."""
    for one in story.items:
        if one.verdict in DISAGREE and len(one.sides) > 1:
            into.wanted[one.kind] += 1
            hit = any(_hits(c, one) for c in conflicts)
            into.found[one.kind] += hit
            if not hit:
                yield f"missed {story.name} {one.id} {one.kind} {one.verdict}"
        elif one.verdict == "agree":
            spread = len(one.sides) > 1 or len({span.document for span in one.sides[0]}) > 1
            into.agreements += spread
            into.joined += spread and any(_joins(f, one) for f in figures)
            into.told += spread and any(_joins(f, one) for f in (*figures, *claims))
        elif len(one.sides) > 1:
            into.alike += 1
            of_scope = one.verdict in _SCOPES and one.kind in ("number", "")
            into.scopes += of_scope
            into.scoped += of_scope and any(_hits(other, one) for other in beside)
            called = any(_hits(c, one) for c in conflicts) and not _also_right(story, conflicts, one)
            into.called += called
            if called:
                yield f"called {story.name} {one.id}"
    for c in conflicts:
        if c.kind in skipped and not any(_hits(c, one) for one in story.items):
            continue
        into.shown += 1
        right = any(_hits(c, one) for one in story.items if one.verdict in DISAGREE) or _chained(story, c)
        listed = right or any(_hits(c, one) for one in story.items)
        into.right += right
        into.unlisted += not listed
        if not right:
            yield f"wrong {story.name} {'unlisted' if not listed else ''} {c.sides}"


def _also_right(story: ReadStory, conflicts: Sequence[Shown], alike: Item) -> bool:
    """Whether the conflicts that touch a look-alike do so by values that another item sets against each other."""
    touching = [c for c in conflicts if _hits(c, alike)]
    return all(
        any(_hits(c, one) for one in story.items if one.verdict in DISAGREE and _overlap(one, alike)) for c in touching
    )


def _overlap(one: Item, other: Item) -> bool:
    """Whether the item lists values of two sides of the other as well."""
    on = [any(a.overlaps(b) for s in one.sides for a in s for b in side) for side in other.sides]
    return sum(on) > 1


def _chained(story: ReadStory, c: Shown) -> bool:
    """Whether the values are those of two items that have a value in common: of one fact, by the reader's own list."""
    items = [one for one in story.items if one.verdict in DISAGREE or one.verdict == "agree"]
    touched = [
        {n for n, one in enumerate(items) if any(a.overlaps(b) for a in spans for s in one.sides for b in s)}
        for spans in c.sides
    ]
    for x, y in combinations(touched, 2):
        for i in x - y:
            for j in y - x:
                if any(a.overlaps(b) for s in items[i].sides for a in s for t in items[j].sides for b in t):
                    return any(items[n].verdict != "agree" for n in (i, j))
    return False


# --------------------------------------------------------------------------------------------------- baseline


def word_pairs(record: Record) -> list[Shown]:
    """The baseline: numbers with one unit that differ, in sentences of two reports that share half of their words."""
    text = {one.id: one for one in record.documents}
    rows: list[tuple[DocumentId, frozenset[str], Quantity]] = []
    for one in record.statements:
        words = frozenset(normal(one.span.of(text[one.span.document].text)).split())
        rows += [(one.span.document, words, number) for number in one.numbers]
    made = []
    for (a, mine, x), (b, theirs, y) in combinations(rows, 2):
        if a == b or x.unit != y.unit or x.value == y.value:
            continue
        if len(mine & theirs) >= _HALF * max(1, min(len(mine), len(theirs))):
            name = {key: DocumentId(document.source_id) for key, document in text.items()}
            made.append(Shown(((_named(name, x.span),), (_named(name, y.span),)), conflict=True))
    return made


# ---------------------------------------------------------------------------------------------------- figures


def measured(stories: Sequence[ReadStory], *, alone: bool = False) -> Iterator[tuple[str, str, Tally, list[str]]]:
    """Corpus, system, tally and lines, for the program and, unless it is asked for ``alone``, for the program without
    its facts and the baseline."""
    kinds = sorted({one.corpus for one in stories})
    listed = {
        (one.corpus, i.kind) for one in stories for i in one.items if i.verdict in DISAGREE and i.kind in _NEVER_NUMBERS
    }
    for corpus in kinds:
        systems = ("firsthand",) if alone else ("firsthand", "without facts", "word pairs")
        skipped = {kind for kind in _NEVER_NUMBERS if (corpus, kind) not in listed}
        tallies = {name: Tally(Counter(), Counter()) for name in systems}
        told: defaultdict[str, list[str]] = defaultdict(list)
        for story in (one for one in stories if one.corpus == corpus):
            record = record_of(story)
            conflicts, joined = shown(record)
            told["firsthand"] += tallied(
                story,
                conflicts,
                joined,
                tallies["firsthand"],
                claims_of(record),
                beside=beside_in(record),
                skipped=skipped,
            )
            if alone:
                continue
            told["word pairs"] += tallied(story, word_pairs(record), (), tallies["word pairs"])
            with without(["facts"]):
                older, _ = shown(record_of(story))
            told["without facts"] += tallied(story, older, (), tallies["without facts"], skipped=skipped)
        for system, tally in tallies.items():
            yield corpus, system, tally, told[system]


def figures() -> list[Figure]:
    """Found, precision, agreements and look-alikes by corpus and system; empty where the corpora are absent."""
    made: list[Figure] = []
    for corpus, system, tally, _ in measured([*gold_stories(), *first_readings(), *first_readings(LEADS)]):
        wanted = tally.wanted.total()

        def one(name: str, value: float, of: int, corpus: str = corpus, system: str = system) -> Figure:
            return Figure("facts", name, corpus, value / max(1, of), of, system=system)

        made += [
            one("disagreements found", tally.found.total(), wanted),
            *(one(f"found, {kind}", tally.found[kind], tally.wanted[kind]) for kind in sorted(tally.wanted)),
            one("precision of conflicts", tally.right, tally.shown),
            one("precision, unlisted left out", tally.right, tally.shown - tally.unlisted),
        ]
        if system == "firsthand":
            made.append(one("agreements joined", tally.joined, tally.agreements))
            made.append(one("agreements in one fact or claim", tally.told, tally.agreements))
            made.append(one("other scopes shown beside", tally.scoped, tally.scopes))
        made.append(one("look-alikes called conflicts", tally.called, tally.alike))
    return made


if __name__ == "__main__":
    for corpus_, system_, tally_, told_ in measured([*gold_stories(), *first_readings(LEARNT)]):
        print(corpus_, system_, tally_)
        print("\n".join(told_) if system_ == "firsthand" else "")
