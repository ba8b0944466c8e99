"""A complete Record made by hand: the demo story's own reading (``expected.json``) in the form of the nouns.

It does not need the pipeline, so the report's tests say nothing about the stages before it.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import Any

from firsthand.data import (
    Attribution,
    Block,
    BlockKind,
    Claim,
    ClaimLink,
    ClaimState,
    Conflict,
    Derivation,
    Difference,
    Document,
    EditorialNote,
    Entity,
    Event,
    Fact,
    FactCount,
    FactScope,
    FactValue,
    History,
    Independent,
    JudgedThing,
    Judgement,
    LiveEntry,
    MadeWith,
    Matter,
    Origin,
    OriginEdge,
    OriginNode,
    Outlet,
    Passage,
    Published,
    Quotation,
    Record,
    Rejected,
    ReportCount,
    Span,
    Stage,
    Statement,
    Story,
    TextOrigin,
    TimelineEntry,
    Utterance,
    content_id,
)
from firsthand.example import EXPECTED, REPORTS

_FURNITURE = re.compile(r"©|advertisement|sign |cookies|all rights|share|read more|also read|prompt", re.IGNORECASE)


def _text(file: str) -> str:
    raw = (REPORTS / file).read_text(encoding="utf-8")
    if file.endswith(".html"):
        raw = re.sub(r"<(head|style|script)\b.*?</\1>", "", raw, flags=re.DOTALL)
        raw = html.unescape(re.sub(r"<[^>]+>", "", raw))
    return "\n".join(line.strip() for line in raw.split("\n") if line.strip()) + "\n"


def _blocks(text: str) -> tuple[Block, ...]:
    blocks = []
    start = 0
    for line in text.splitlines(keepends=True):
        kind: BlockKind = "body" if len(line) > 60 and not _FURNITURE.search(line) else "other"
        blocks.append(Block(start, start + len(line), kind))
        start += len(line)
    return tuple(blocks)


def make() -> Record:
    """The record of the demo story as its designer reads it."""
    return _Maker(json.loads(EXPECTED.read_text(encoding="utf-8"))).record()


def full() -> Record:
    """The same record with what the designer's reading does not tell: figures and how one moved, histories, matters,
    states, the graph of ends with doubts, judgements, addresses, entries and notes of pages."""
    record = make()
    claims, statements = list(record.claims), record.statements
    day = {one.id: one.published.earliest for one in record.documents}
    several = [n for n, one in enumerate(claims) if one.reports.documents > 1]
    for n in several:
        one = claims[n]
        nodes = tuple(
            OriginNode(origin.name, origin.kind, "unnamed" if origin.kind == "anonymous" else "says", k != 1, origin.id,
                       one.statements)
            for k, origin in enumerate(o for id_ in one.origins for o in record.origins if o.id == id_)
        )  # fmt: skip
        other = OriginNode("a second gauge reader", "anonymous", "unnamed", False, record.origins[-1].id,
                           one.statements[:1])  # fmt: skip
        edge = OriginEdge(0, len(nodes), "may_be_same", "both are told of at the gauge")
        claims[n] = replace(one, ends=(*nodes, other), edges=(edge,))
    first, second = several[:2]
    claims[first] = replace(
        claims[first],
        states=(ClaimState("superseded", (claims[second].id,), "a later report has another figure"),
                ClaimState("denied", (claims[-1].id,), "the operator denies it")),
        links=(ClaimLink(claims[second].id, "entails"),),
    )  # fmt: skip
    matter = Matter("m-000000000001", (claims[first].id, claims[second].id), (claims[-1].id,), claims[first].origins,
                    Independent(1, 2), ReportCount(3, 2), ("one is stronger than the other",))  # fmt: skip
    by_day = sorted(statements, key=lambda one: (day[one.span.document] or "", one.id))
    values = tuple(
        FactValue(words, low, low, "exact", ("National Rescue Service", "“a gauge reader” in The Tressian"), (one.id,),
                  (one.span,), Independent(1, 2), ReportCount(2, 1), day[one.span.document], day[one.span.document])
        for words, low, one in (("nine", 9.0, by_day[0]), ("twelve", 12.0, by_day[-1]))
    )  # fmt: skip
    facts = (
        Fact("f-000000000001", "killed", "people", False, "differ", values),
        Fact("f-000000000002", "height", "water", False, "copies_agree", values[:1]),
    )
    event = Event("ev-000000000001", "collapse", "the dam failed", (), (), day[by_day[0].span.document],
                  day[by_day[0].span.document], (by_day[0].id,), (by_day[0].span,))  # fmt: skip
    facts = tuple(
        replace(one, event=event.id, scope=FactScope(("civilian",), ("Port Elsin",), ("Tuesday",), "since March"))
        for one in facts
    )
    histories = (History("h-000000000001", (claims[first].id, claims[second].id),
                         (Stage("reported", by_day[0].id, values[0].earliest, values[0].latest),
                          Stage("confirmed", by_day[-1].id, values[1].earliest, values[1].latest))),)  # fmt: skip
    moved = Conflict("k-moved0000001", "number", "update", (by_day[0].id, by_day[-1].id), ("nine", "twelve"),
                     "the later report has the later figure", (), "f-000000000001")  # fmt: skip
    judged = Judgement("j-000000000001", "statements", JudgedThing("nine people", "0" * 32, 1, 5),
                       JudgedThing("twelve people", "1" * 32, 2, 9), "different", "Ada Obi", "2031-03-16T09:00:00Z",
                       "called the service", "waiting", "the texts are not in this pile")  # fmt: skip
    documents = tuple(
        replace(one, address=f"https://news.example/{n}", section="Local", authors=("Neve Orrel",),
                canonical=f"https://news.example/c/{n}", remarks=("a table was left out",),
                entries=(LiveEntry(0, 20, "An entry"),), notes=(EditorialNote(0, 10, "correction"),))
        for n, one in enumerate(record.documents)
    )  # fmt: skip
    story = replace(record.stories[0], facts=tuple(one.id for one in facts), compared=FactCount(2, 1, 1, 3))
    return replace(
        record, documents=documents, claims=tuple(claims), conflicts=(*record.conflicts, moved), facts=facts,
        histories=histories, events=(event,), matters=(matter,), judgements=(judged,), stories=(story,),
    )  # fmt: skip


class _Maker:
    def __init__(self, reading: dict[str, Any]) -> None:
        self.reading = reading
        self.documents = {one["report"]: self._document(one) for one in reading["reports"]}
        self.entities: dict[str, Entity] = {}
        self.attributions: dict[str, Attribution] = {}
        self.statements: dict[str, Statement] = {}
        self.quotations: dict[str, Quotation] = {}

    def _document(self, one: dict[str, Any]) -> Document:
        text = _text(one["file"])
        day = one["published"]
        return Document(
            id=content_id("d", one["file"]), source_id=one["file"], uri=one["file"], text=text,
            title=text.split("\n")[0], outlet=Outlet(one["outlet"][0], "metadata"), authors=(),
            published=Published(day, day, "day", "metadata"), language="en", blocks=_blocks(text),
            text_origin=_first_origin(one["text_origin"]),
        )  # fmt: skip

    def span(self, at: dict[str, str]) -> Span:
        document = self.documents[at["report"]]
        start = document.text.index(at["words"])
        return Span(document.id, start, start + len(at["words"]))

    def entity(self, name: str, span: Span | None = None) -> str:
        id_ = content_id("e", name)
        mentions = (span,) if span else ()
        known = self.entities.get(id_)
        self.entities[id_] = Entity(id_, name, "other", (name,), (known.mentions if known else ()) + mentions)
        return id_

    def statement(self, at: dict[str, str], chain: tuple[str, ...] = ()) -> str:
        span = self.span(at)
        id_ = content_id("s", span)
        known = self.statements.get(id_)
        if known is None or chain:
            self.statements[id_] = Statement(id_, span, chain or (known.chain if known else ()), "asserted")
        return id_

    def record(self) -> Record:
        for one in self.reading["chains"]:
            self.statement(one, self._chain(one))
        for one in self.reading["quotations"]:
            self._quotation(one)
        origins: dict[str, Origin] = {}
        claims = [self._claim(one, origins) for one in self.reading["claims"]]
        conflicts = [
            Conflict(content_id("x", one["id"]), one["kinds"][0], one["judgements"][0],
                     tuple(self.statement(side) for side in one["sides"]),
                     tuple(side["value"] for side in one["sides"]), one["why"])
            for one in self.reading["conflicts"]
        ]  # fmt: skip
        derivations = tuple(self._derivation(one) for one in self.reading["derivations"])
        timeline = tuple(
            TimelineEntry(content_id("t", one["event"]), one["earliest"], one["earliest"], one["precision"],
                          "resolved by hand", one["event"], (), (self.span(one),))
            for one in self.reading["timeline"]
        )  # fmt: skip
        utterances = tuple(self._utterance(one) for one in self.reading["utterances"])
        ids = tuple(one.id for one in self.documents.values())
        return Record(
            documents=tuple(self.documents.values()),
            rejected=(Rejected("photo.jpg", "ingest", "not text: save the page as HTML or text"),),
            entities=tuple(self.entities.values()),
            attributions=tuple(self.attributions.values()),
            quotations=tuple(self.quotations.values()),
            utterances=utterances,
            statements=tuple(self.statements.values()),
            claims=tuple(claims),
            origins=tuple(origins.values()),
            derivations=derivations,
            conflicts=tuple(conflicts),
            timeline=timeline,
            stories=(Story(content_id("st", *ids), "Nine dead after dam gate fails above Port Elsin", ids,
                           tuple(one.id for one in claims), "2031-03-11", "2031-03-15"),),
            made_with=MadeWith("0.0", "rules", "none"),
        )  # fmt: skip

    def _chain(self, one: dict[str, Any]) -> tuple[str, ...]:
        ids: list[str] = []
        for depth, source in enumerate(one["chain"]):
            text = self.documents[one["report"]].text
            at = text.find(source)
            span = Span(self.documents[one["report"]].id, at, at + len(source)) if at >= 0 else self.span(one)
            last = depth == len(one["chain"]) - 1
            kind = one["end"] if last else "outlet"
            id_ = content_id("a", one["report"], source)
            self.attributions[id_] = Attribution(
                id_, "indirect", (span,), (), (self.span(one),),
                None if kind in {"anonymous", "document"} else self.entity(source, span), kind,
                self.entity(one["given_to"]) if last and "given_to" in one else None,
                ids[-1] if ids else None, source,
            )  # fmt: skip
            ids.append(id_)
        return tuple(ids)

    def _quotation(self, one: dict[str, Any]) -> str:
        inner = self.span(one)
        id_ = content_id("q", inner)
        speaker = self.entity(one["speaker"]) if one.get("speaker") else None
        kind = "anonymous" if one.get("unnamed") else "document" if one.get("document") else "person"
        attribution = content_id("a", id_)
        self.attributions[attribution] = Attribution(
            attribution, "direct", (), (), (inner,), speaker, kind, description=one["speaker"] or "a former engineer"
        )
        span = replace(inner, start=inner.start - 1, end=inner.end + 1)
        self.quotations[id_] = Quotation(id_, span, inner, attribution, speaker)
        return id_

    def _utterance(self, one: dict[str, Any]) -> Utterance:
        ids = [content_id("q", self.span(wording)) for wording in one["wordings"]]
        for wording in one["wordings"]:
            self._quotation(wording | {"speaker": one["speaker"]})
        id_ = content_id("u", *ids)
        for quotation in ids:
            self.quotations[quotation] = replace(self.quotations[quotation], utterance=id_)
        differences = tuple(Difference(ids[0], ids[1], a, b, "replaced") for a, b in one["differences"])
        return Utterance(id_, self.entity(one["speaker"]), tuple(ids), differences)

    def _claim(self, one: dict[str, Any], origins: dict[str, Origin]) -> Claim:
        statements = tuple(self.statement(at) for at in one["statements"])
        ends = []
        for name in one["origins"]:
            id_ = content_id("o", name)
            kind = "anonymous" if "unnamed" in name else "institution"
            origins[id_] = Origin(id_, kind, name, statements)
            ends.append(id_)
        documents = {self.statements[id_].span.document for id_ in statements}
        copies = {self.documents[d["to"]].id for d in self.reading["derivations"] if d["relations"][0] != "cites"}
        return Claim(
            content_id("c", one["id"]), one["text"], statements, tuple(ends),
            Independent(one["at_least"][-1], one["at_most"]),
            ReportCount(len(documents), len(documents - copies) or 1), (one["why"],),
        )  # fmt: skip

    def _derivation(self, one: dict[str, Any]) -> Derivation:
        a, b = self.documents[one["from"]], self.documents[one["to"]]
        bodies = [[block for block in d.blocks if block.kind == "body"] for d in (a, b)]
        passages = tuple(
            Passage(Span(a.id, x.start, x.end), Span(b.id, y.start, y.end),
                    "paraphrase" if one["relations"][0] == "rewrite" else "verbatim")
            for x, y in zip(*bodies, strict=False)
        ) if one["relations"][0] != "cites" else ()  # fmt: skip
        score = 0.98 if "same_text" in one["relations"] else 0.7
        return Derivation(content_id("r", a.id, b.id), a.id, b.id, one["relations"][0], "a_to_b", score, passages,
                          (one["why"],))  # fmt: skip


def _first_origin(reading: dict[str, str] | list[dict[str, str]]) -> TextOrigin:
    one = reading[0] if isinstance(reading, list) else reading
    return TextOrigin(one["kind"], one["name"], "by hand")
