"""Records that no honest page would give: markup, terminal and direction controls in every text, and sheer size."""

from __future__ import annotations

from dataclasses import replace

from firsthand.data import Block, FactScope, Record, Rejected
from tests.report.demo_record import full, make

EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>"
    "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eabc\u2066\ud800\x00&amp;{{7*7}}"
)
CONTROLS = "\x1b\x07\x9b\x00\x08\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ud800"


def hostile() -> Record:
    """The full demo record with every free text made hostile, offsets kept true."""
    record = full()
    documents = tuple(
        replace(
            one, text=one.text + EVIL, title=EVIL, uri=EVIL, source_id=EVIL,
            outlet=replace(one.outlet, name=f"{EVIL}{i}", basis=EVIL),
            authors=(EVIL,), blocks=(*one.blocks, Block(len(one.text), len(one.text + EVIL), "body")),
            published=replace(one.published, basis=EVIL), text_origin=replace(one.text_origin, name=EVIL, basis=EVIL),
            address=f"https://news.example/{i}?{EVIL}" if i % 2 else EVIL, canonical=EVIL, section=EVIL,
            remarks=(EVIL,), language=EVIL,
            entries=tuple(replace(entry, title=EVIL, authors=(EVIL,)) for entry in one.entries),
        )
        for i, one in enumerate(record.documents)
    )  # fmt: skip
    return replace(
        record,
        documents=documents,
        rejected=(Rejected(EVIL, EVIL, EVIL),),
        entities=tuple(replace(one, name=EVIL, aliases=(EVIL,)) for one in record.entities),
        attributions=tuple(
            replace(one, description=EVIL, reasons=(EVIL,), steps=(EVIL,)) for one in record.attributions
        ),
        quotations=tuple(replace(one, flags=(EVIL,)) for one in record.quotations),
        utterances=tuple(
            replace(one, differences=tuple(replace(d, a_words=EVIL, b_words=EVIL) for d in one.differences))
            for one in record.utterances
        ),
        claims=tuple(
            replace(
                one, text=EVIL, reasons=(EVIL,), states=tuple(replace(state, reason=EVIL) for state in one.states),
                ends=tuple(replace(end, name=EVIL) for end in one.ends),
                edges=tuple(replace(edge, reason=EVIL) for edge in one.edges),
            )
            for one in record.claims
        ),
        origins=tuple(replace(one, name=f"{EVIL}{i}") for i, one in enumerate(record.origins)),
        derivations=tuple(replace(one, reasons=(EVIL,)) for one in record.derivations),
        conflicts=tuple(
            replace(one, reason=EVIL, values=tuple(f"{v}{EVIL}" for v in one.values), steps=(EVIL,))
            for one in record.conflicts
        ),
        facts=tuple(
            replace(
                one, attribute=EVIL, of=EVIL, scope=FactScope((EVIL,), (EVIL,), (EVIL,), EVIL),
                values=tuple(replace(value, words=f"{value.words}{EVIL}", sources=(EVIL,)) for value in one.values),
            )
            for one in record.facts
        ),
        events=tuple(replace(one, words=EVIL, kind=EVIL) for one in record.events),
        matters=tuple(replace(one, reasons=(EVIL,)) for one in record.matters),
        judgements=tuple(
            replace(
                one, a=replace(one.a, words=EVIL), b=replace(one.b, words=EVIL) if one.b else None, verdict=EVIL,
                by=EVIL, note=EVIL, reason=EVIL,
            )
            for one in record.judgements
        ),
        timeline=tuple(replace(one, text=EVIL, basis=EVIL) for one in record.timeline),
        stories=tuple(replace(one, title=EVIL) for one in record.stories),
        made_with=replace(record.made_with, firsthand=EVIL, attribution=EVIL, vectors=EVIL),
    )  # fmt: skip


def large(copies: int = 60) -> Record:
    """The demo record many times over, as one story of ``10 * copies`` reports."""
    record = make()
    documents, derivations = list(record.documents), list(record.derivations)
    parent = record.documents[0]
    for number in range(1, copies):
        for one in record.documents:
            copy = replace(one, id=f"{one.id[:-4]}{number:04x}", uri=f"{number}/{one.uri}")
            documents.append(copy)
            derivations.append(
                replace(record.derivations[0], id=f"r-{number:04x}{copy.id[2:]}", a=parent.id, b=copy.id)
            )
    claims = tuple(replace(record.claims[0], id=f"c-{i:012x}") for i in range(3_000))
    story = replace(
        record.stories[0], documents=tuple(one.id for one in documents), claims=tuple(one.id for one in claims)
    )
    return replace(
        record, documents=tuple(documents), derivations=tuple(derivations), claims=claims, stories=(story,),
        rejected=tuple(Rejected(f"{i}.bin", "ingest", "not text") for i in range(500)),
        timeline=tuple(replace(record.timeline[0], id=f"t-{i:012x}") for i in range(900)),
        conflicts=tuple(replace(record.conflicts[0], id=f"x-{i:012x}") for i in range(900)),
    )  # fmt: skip
