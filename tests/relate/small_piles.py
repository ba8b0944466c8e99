"""Small piles built by hand: a report is a list of sentences, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from firsthand.analyse.segment import sentences
from firsthand.data import (
    Analysis,
    Attribution,
    Block,
    Bound,
    Derivation,
    Document,
    Entity,
    Modality,
    Outlet,
    Passage,
    Published,
    Quantity,
    SourceKind,
    Span,
    Statement,
    content_id,
)
from firsthand.relate.pile import Pile
from tests.relate.piles import piled


@dataclass(frozen=True)
class Said:
    """One sentence: its words, who says it (kind and name), the outlet it was told to, and its numbers."""

    words: str
    kind: SourceKind | None = None
    source: str | None = None
    told: str | None = None
    relayed: str | None = None
    numbers: tuple[tuple[str, float, str], ...] = ()
    modality: Modality | None = None
    negated: bool = False
    bound: Bound = "exact"


@dataclass(frozen=True)
class Report:
    name: str
    said: tuple[Said, ...]
    outlet: str | None = None
    published: str | None = None


def _entity(name: str) -> str:
    return content_id("e", name)


def pile_of(reports: Iterable[Report]) -> Pile:
    documents: list[Document] = []
    analyses: list[Analysis] = []
    mentions: dict[str, list[Span]] = {}
    kinds: dict[str, str] = {}
    for report in sorted(reports, key=lambda one: one.name):
        text = "\n".join(one.words for one in report.said) + "\n"
        blocks, at = [], 0
        for one in report.said:
            blocks.append(Block(at, at + len(one.words) + 1, "body"))
            at += len(one.words) + 1
        day = Published(report.published, report.published, "day", "given") if report.published else Published()
        document = Document(
            report.name,
            report.name,
            report.name,
            text,
            None,
            Outlet(report.outlet, "given"),
            (),
            day,
            "en",
            tuple(blocks),
        )
        statements, attributions = [], []
        for block, one in zip(blocks, report.said, strict=True):
            span = Span(document.id, block.start, block.end - 1)
            chain: list[str] = []
            for kind, source, told in ((None, one.relayed, None), (one.kind, one.source, one.told)):
                if source is None:
                    continue
                made = kind or "outlet"
                found = Attribution(
                    content_id("a", document.id, block.start, source), "indirect", (), (), (span,),
                    _entity(source) if made != "anonymous" else None, made, _entity(told) if told else None,
                    chain[-1] if chain else None, source,
                )  # fmt: skip
                attributions.append(found)
                chain.append(found.id)
                for name, sort in ((source, made), (told, "outlet")):
                    if name and sort != "anonymous":
                        mentions.setdefault(name, []).append(span)
                        kinds[name] = {"institution": "organisation"}.get(sort, sort)
            numbers = []
            for printed, value, unit in one.numbers:
                start = text.index(printed, block.start)
                numbers.append(Quantity(Span(document.id, start, start + len(printed)), value, unit, one.bound))
            statements.append(
                Statement(
                    content_id("s", document.id, block.start),
                    span,
                    tuple(chain),
                    one.modality or ("reported" if chain else "asserted"),
                    one.negated,
                    tuple(numbers),
                )
            )
        documents.append(document)
        analyses.append(
            Analysis(
                document.id,
                document.outlet,
                day,
                sentences(document),
                (),
                (),
                tuple(attributions),
                (),
                tuple(statements),
            )
        )
    entities = tuple(
        Entity(_entity(name), name, kinds[name], (name,), tuple(sorted(spans)))  # type: ignore[arg-type]
        for name, spans in sorted(mentions.items())
    )
    return piled(documents, analyses, entities)


def copy_of(report: Report, name: str) -> Report:
    return replace(report, name=name, outlet=None)


def derived(pile: Pile, a: str, b: str, relation: str = "same_text", direction: str = "a_to_b") -> Derivation:
    """A derivation with its statements aligned one to one."""
    pairs = zip(pile.analysis[a].statements, pile.analysis[b].statements, strict=False)
    passages = tuple(Passage(x.span, y.span, "paraphrase") for x, y in pairs)
    return Derivation(content_id("d", a, b), a, b, relation, direction, 1.0, passages, ())  # type: ignore[arg-type]


def story(pile: Pile) -> Sequence[tuple[str, ...]]:
    return (tuple(document.id for document in pile.documents),)
