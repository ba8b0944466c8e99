"""Whole stories read by an editor's eye: how many of the reports that carry a claim does the record gather?

Each claim of a story has a mention, by offsets, in every report that carries it.  A statement *meets* a mention when
the two share most of the characters of the shorter one.  Of the record's claims the one that gathers the most of these
reports stands for the gold's (ties: the one with fewer reports beside them):

- *gathered in one claim*: the share of the reports that this claim holds by a statement that meets their mention;
- *precision*: the share of the claim's own reports that carry the gold's claim;
- the same for *matters*: the claims that hang together.

Shares are means over claims that two or more reports carry, precisions over the reports of all these groups.  Baseline:
statements joined where all their words are equal.  The stories of ``../shared/gold/stories`` and those of
``evals/gathering/dev`` are development; ``evals/gathering/aside`` is kept aside: no judge learns from it and no
threshold is chosen on it, but it is looked at when they change.  ``evals/gathering/first`` (four stories of ECB+, 50
reports) and ``evals/gathering/nine`` (ten stories of nine outlets, partisan ones among them, 70 pages) were read by
people who saw no output, before the program ran on them; what the first run found is in docs/log.md.
``evals/gathering/leads_first.json`` holds 100 stories of three outlets' first paragraphs, drawn by chance, whose
statements two readers grouped before the program did. ``evals/gathering/grouped.json`` is for judges to learn from and
gives no figure: of 499 more stories (first paragraphs of three outlets, whole articles, the even topics of ECB+)
readers grouped the statements that the program had cut, all of them; a second reader of 17 stories agreed on .87 of the
pairs (F1).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from evals import ecbplus
from evals.case import Case, Verdict, cut
from evals.figure import Figure, shared
from evals.first_screen import first_claims, screen_figures
from evals.joined import firm_claims
from evals.whose_word import ends_figures, judged_ends_of
from firsthand.data import DocumentId, Given, RawDocument, Record, Span, Statement, StatementId
from firsthand.models.vectors import embedder
from firsthand.outcome import AnalysedDocument
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.relate.assemble import as_one_story, part_pile, relate
from firsthand.relate.claims import Likeness, compare
from firsthand.relate.pile import Pile, StoryPile
from firsthand.words import normal

DEVELOPMENT, ASIDE, READ = "whole stories", "whole stories, kept aside", "whole stories, read to learn from"
FIRST = "whole stories, first reading"
NINE = "whole stories of nine outlets, read before the program"
LEADS = "100 stories of three leads, grouped before the program ran"
GROUPED = "stories of which each statement was grouped, to learn from"
_MOST = 0.5
_HERE = Path(__file__).parent / "gathering"


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """What an editor would list, with the words of each report that carry it (documents by the ids given)."""

    name: str
    text: str
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldStory:
    """A story's reports and its claims."""

    name: str
    corpus: str
    reports: tuple[RawDocument, ...]
    claims: tuple[GoldClaim, ...]


def stories(*, every: bool = False) -> Iterable[GoldStory]:
    """The stories that were read, development first; with ``every`` those too that are only learnt from, which no
    figure here counts.  None where the corpora are absent."""
    return _read_stories(every=every).values()


@cache
def _read_stories(*, every: bool) -> Mapping[str, GoldStory]:
    """The stories by name."""
    return {one.name: one for one in _stories(every=every)}


def _stories(*, every: bool) -> Iterator[GoldStory]:
    folder = shared()
    if folder is None:
        return
    for file in sorted((folder / "gold" / "stories").glob("*_claims.json")):
        name = file.name.removesuffix("_claims.json")
        rows = _lines(folder / "gold" / "stories" / f"{name}.jsonl")
        told = json.loads(file.read_text(encoding="utf-8"))
        claims = told["claims"] if isinstance(told, dict) else told
        yield GoldStory(name, DEVELOPMENT, tuple(map(_raw, rows)), tuple(_claim(one) for one in claims))
    parts = (("dev", DEVELOPMENT), ("aside", ASIDE), ("first", FIRST), ("nine", NINE), ("read", READ))
    for part, corpus in parts if every else parts[:-1]:
        for file in sorted((_HERE / part).glob("*.json")):
            told = json.loads(file.read_text(encoding="utf-8"))
            known = _by_id(folder / "data" / told["corpus"])
            reports = tuple(_raw(known[name]) for name in told["reports"])
            yield GoldStory(file.stem, corpus, reports, tuple(_claim(one) for one in told["claims"]))
    yield from _grouped("leads_first.json", LEADS)


def grouped_stories() -> Iterator[GoldStory]:
    """Stories whose statements readers grouped: each group of two reports or more is a claim, without words of its own.
    None where the corpora are absent."""
    return _grouped("grouped.json", GROUPED)


def _grouped(file: str, corpus: str) -> Iterator[GoldStory]:
    folder = shared()
    if folder is None:
        return
    told = json.loads((_HERE / file).read_text(encoding="utf-8"))["stories"]
    corpora = sorted({one["corpus"] for one in told})
    known = {name: _by_id(folder / "data" / name) for name in corpora}
    for one in told:
        reports = tuple(_raw(known[one["corpus"]][name]) for name in one["reports"])
        claims = tuple(
            GoldClaim(f"group {number}", "", tuple(Span(DocumentId(one["reports"][n]), *span) for n, *span in held))
            for number, held in enumerate(one["claims"], 1)
        )
        yield GoldStory(one["name"], corpus, reports, claims)


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@cache
def _by_id(file: Path) -> Mapping[str, Mapping[str, Any]]:
    """The rows of a corpus by id."""
    return {str(row["id"]): row for row in _lines(file)}


def _raw(row: Mapping[str, Any]) -> RawDocument:
    published = row.get("published") or row.get("date")
    given = Given(str(row["id"]), row.get("url") or None, row.get("outlet") or None, row.get("title") or None)
    text = ecbplus.text_of(row) if "sentences" in row else row["text"]
    return RawDocument(str(row["id"]), "text/plain", text.encode(), replace(given, published=published or None))


def _claim(told: Mapping[str, Any]) -> GoldClaim:
    spans = tuple(Span(DocumentId(str(one["doc"])), one["start"], one["end"]) for one in told["mentions"])
    return GoldClaim(told["id"], told["claim"], spans)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a group of statements gathers of one claim: reports that it should hold, and does, and its own reports."""

    claim: GoldClaim
    want: frozenset[DocumentId]
    found: frozenset[DocumentId]
    held: frozenset[DocumentId]
    group: str

    @property
    def share(self) -> float:
        """Of the reports that carry the claim."""
        return len(self.found) / len(self.want)

    @property
    def precision(self) -> float:
        """Of the group's own reports, those that carry the claim."""
        return len(self.held & self.want) / max(1, len(self.held))


Groups = Mapping[str, Sequence[StatementId]]
"""Statements by the name of their group."""


Words = tuple[Span, ...]
"""A statement's own words: its span without those of statements inside it, the document by the id that was given."""


def gathered(story: GoldStory, groups: Groups, place: Mapping[StatementId, Words]) -> list[Gathered]:
    """For each claim that two or more reports carry, the group that gathers the most of them; ``place`` gives each
    statement's words."""
    group_of = {one: name for name, held in groups.items() for one in held}
    reports = {name: frozenset(place[one][0].document for one in held) for name, held in groups.items()}
    at: defaultdict[DocumentId, list[tuple[StatementId, Words]]] = defaultdict(list)
    for statement, words in place.items():
        at[words[0].document].append((statement, words))
    made = []
    for claim in story.claims:
        want = frozenset(one.document for one in claim.mentions)
        if len(want) < 2:
            continue
        found: defaultdict[str, set[DocumentId]] = defaultdict(set)
        for mention in claim.mentions:
            for statement, words in at[mention.document]:
                if statement in group_of and meets(words, mention):
                    found[group_of[statement]].add(mention.document)
        best = min(found, key=lambda name: (-len(found[name]), len(reports[name] - want), name), default="")
        made.append(Gathered(claim, want, frozenset(found[best]), reports.get(best, frozenset()), best))
    return made


def meets(words: Words, mention: Span) -> bool:
    """Whether a statement's own words and a mention share most of the shorter one."""
    common = sum(max(0, min(one.end, mention.end) - max(one.start, mention.start)) for one in words)
    return common > 0 and common >= _MOST * min(sum(one.end - one.start for one in words), mention.end - mention.start)


def own_words(statement: Statement, document: DocumentId) -> Words:
    """The statement's span without the words of statements inside it; ``document`` is the id that was given."""
    found, at = [], statement.span.start
    for hole in sorted(statement.without):
        found.append(Span(document, at, max(at, hole.start)))
        at = max(at, hole.end)
    found.append(Span(document, at, max(at, statement.span.end)))
    return tuple(one for one in found if one.end > one.start) or (replace(statement.span, document=document),)


@cache
def record_of(name: str) -> Record:
    """The record of a story's reports."""
    story = _read_stories(every=False)[name]
    reads, rejected = distinct_documents(read_batch(list(story.reports)))
    return relate(reads, rejected, embed=embedder())


def places(record: Record) -> dict[StatementId, Words]:
    """Each statement's own words, the document by the id that was given."""
    given = {one.id: DocumentId(one.source_id) for one in record.documents}
    return {one.id: own_words(one, given[one.span.document]) for one in record.statements}


def by_claim(record: Record) -> Groups:
    """The statements of each claim."""
    return {one.id: one.statements for one in record.claims}


def by_matter(record: Record) -> Groups:
    """The statements of each matter, and of each claim that is in none."""
    statements: dict[str, Sequence[StatementId]] = {one.id: one.statements for one in record.claims}
    inside = {claim for one in record.matters for claim in one.claims}
    whole: dict[str, Sequence[StatementId]] = {
        one.id: [name for claim in one.claims for name in statements[claim]] for one in record.matters
    }
    return {**whole, **{name: held for name, held in statements.items() if name not in inside}}


def by_words(record: Record, place: Mapping[StatementId, Words]) -> Groups:
    """Statements whose words are equal: the baseline."""
    texts = {one.source_id: one.text for one in record.documents}
    groups: defaultdict[str, list[StatementId]] = defaultdict(list)
    for name, words in place.items():
        groups[normal(" ".join(one.of(texts[one.document]) for one in words))].append(name)
    return groups


def story_pile(reads: Sequence[AnalysedDocument]) -> tuple[Pile, StoryPile]:
    """Reports as a pile, and all of them as one story."""
    part = part_pile(as_one_story(reads), embedder())
    (view,) = part.views
    return part.pile, view


def compared(story: GoldStory) -> tuple[Likeness, list[frozenset[str]]]:
    """The likeness of a story's statements, and the names of the claims that each carries."""
    reads, _ = distinct_documents(read_batch(list(story.reports)))
    pile, view = story_pile(reads)
    ordered = sorted(view.statements(pile), key=lambda s: (pile.words(s.span), s.span, s.id))
    found, _ = compare(pile, ordered, view.derivations, view.utterances)
    given = {one.id: DocumentId(one.source_id) for one in pile.documents}
    held = []
    for one in found.statements:
        words = own_words(one, given[one.span.document])
        held.append(frozenset(c.name for c in story.claims if any(_carries(words, m) for m in c.mentions)))
    return found, held


def _carries(words: Words, mention: Span) -> bool:
    return words[0].document == mention.document and meets(words, mention)


@cache
def _of(name: str) -> tuple[tuple[str, tuple[Gathered, ...]], ...]:
    story = _read_stories(every=False)[name]
    record = record_of(name)
    place = places(record)
    return (
        ("claim", tuple(gathered(story, by_claim(record), place))),
        ("matter", tuple(gathered(story, by_matter(record), place))),
        ("equal words", tuple(gathered(story, by_words(record, place), place))),
    )


def cases() -> list[Case]:
    """Each mention of each claim: in the claim that gathers the most, or not."""
    made = []
    for story in stories():
        for kind, rows in _of(story.name)[:2]:
            for row in rows:
                for one in row.claim.mentions:
                    verdict: Verdict = "right" if one.document in row.found else "missed"
                    place = (story.corpus, verdict, f"{story.name}#{one.document}", one.start, one.end)
                    made.append(Case(f"gathered in one {kind}", *place, row.claim.name, "", cut(row.claim.text)))
    return made


def figures() -> list[Figure]:
    """Shares and precisions of claims and of matters, development and first readings apart."""
    rows: defaultdict[tuple[str, str], list[Gathered]] = defaultdict(list)
    for story in stories():
        for kind, found in _of(story.name):
            rows[story.corpus, kind] += found
    made = []
    for (corpus, kind), held in sorted(rows.items()):
        system, name = ("equal words", "claim") if kind == "equal words" else ("firsthand", kind)
        for told, value in ((f"gathered in one {name}", _mean(held)), (f"precision of that {name}", _precision(held))):
            made.append(Figure("gathering", told, corpus, value, len(held), system=system))
    firm: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for story in stories():
        firm[story.corpus].append(firm_claims(story.name, record_of(story.name)))
    for corpus, counts in sorted(firm.items()):
        shown, right = (sum(one[k] for one in counts) for k in (0, 1))
        if shown:
            made.append(Figure("gathering", "firm claims without a false join", corpus, right / shown, shown))
    screens = [one for story in stories() for one in first_claims(story.name, record_of(story.name))]
    judged = [one for story in stories() for one in judged_ends_of(story.name, record_of(story.name))]
    return made + screen_figures(DEVELOPMENT, screens) + ends_figures(DEVELOPMENT, judged)


def _mean(held: Sequence[Gathered]) -> float:
    return sum(one.share for one in held) / len(held)


def _precision(held: Sequence[Gathered]) -> float:
    """Reports that carry the claim, of all that the groups hold, groups of one report aside."""
    kept = [one for one in held if len(one.held) > 1]
    return sum(len(one.held & one.want) for one in kept) / max(1, sum(len(one.held) for one in kept))


if __name__ == "__main__":
    for figure in figures():
        print(f"{figure.name:32} {figure.corpus:30} {figure.value:.3f}  of {figure.of}")
