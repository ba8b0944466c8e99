# ruff: noqa: E501
"""Small fictional reports for tests of what is compared between texts: built, split into sentences, and piled."""

from __future__ import annotations

import re
from functools import cache

from firsthand.analyse.segment import sentences
from firsthand.data import Analysis, Block, BlockKind, Document, Outlet, Published
from firsthand.relate.pile import Pile
from tests.relate.piles import piled

AGENCY = """PORT ARDEN (Meridian) - The Harbour Authority of Port Arden closed two of its seven terminals on Tuesday after inspectors found cracks in 14 loading cranes, the regulator said.

Inspector Odalys Brandt said the damage had been reported by crane operators in March but was not entered in the safety register.

"We were told the welds were sound. They were not," Brandt told Meridian News Agency in an interview.

The closure affects the Kestrel and Lodestar terminals, which handle about 38 percent of the port's containers, according to figures published by the transport ministry.

The authority's chairman, Ruben Falk, said repairs would cost 21 million crowns and take until the end of August.

Falk rejected a call by the Dockers' Union to suspend work at the remaining five terminals, saying they had passed inspection.

Union secretary Mirela Stan said 460 workers had been sent home without pay since the weekend.

"Nobody asked the people who stand under those cranes," she said.

Shipping lines Vantmar and Osterlin have diverted nine vessels to the port of Gellen, some 120 kilometres to the north.

The cranes were built by Tornquist Engineering in 2009 and were last overhauled six years ago, documents seen by Meridian show.

A spokeswoman for Tornquist, Hedda Lyle, declined to comment while the inquiry is under way.

The regulator is expected to publish its findings in the autumn."""

REWRITE = """In a major blow to regional trade, authorities in Port Arden have shut down two out of seven terminals this Tuesday, following the discovery of cracks in 14 cranes used for loading, highlighting serious safety concerns.

It emerged that crane operators had raised the alarm over the damage back in March, yet it never made its way into the safety register, according to inspector Odalys Brandt, who noted that officials had been assured the welds were fine.

The Kestrel and Lodestar terminals, responsible for roughly 38 percent of container traffic at the port, are the ones hit by the shutdown.

Chairman Ruben Falk put the price of the repairs at 21 million crowns, with work set to last through late August. He also dismissed demands from the Dockers' Union for a halt at the five other terminals, insisting that those were cleared by inspectors.

Since the weekend, 460 workers have had to stay home unpaid, said the union's secretary Mirela Stan, who complained that people working beneath the cranes were not consulted.

Meanwhile, nine ships belonging to Vantmar and Osterlin were rerouted to Gellen, around 120 kilometres further north.

Built in 2009 by Tornquist Engineering, the cranes underwent their latest overhaul six years back. The company's spokeswoman Hedda Lyle would not comment during the ongoing investigation.

The crucial findings are anticipated this autumn."""

INDEPENDENT = """Lorry queues stretched for six kilometres outside Port Arden on Wednesday as hauliers waited for news of their cargo.

Drivers parked along the coast road said nobody had told them when the Kestrel terminal would reopen.

"I have fruit from the south that will not last until Friday," said Tomas Arkin, who arrived on Monday night from Brask.

Mayor Elin Corvo said the town had opened its sports hall so that drivers could wash and sleep. She put the daily loss to local firms at two million crowns.

The Harbour Authority closed two terminals on Tuesday over cracks in loading cranes. "We were told the welds were sound. They were not," inspector Odalys Brandt has said.

At the Gull, a bar opposite the gates, owner Petra Lindqvist said she had run out of bread by nine in the morning.

Economists at Brask University expect prices of imported fruit and timber to rise within a week.

Police asked motorists to avoid the coast road and to use the inland route by Hollen."""

OTHER = """The Northern Orchestra will open its season with a new cello concerto by Ana Revik, the ensemble announced on Monday.

Conductor Joss Templeman said the work, which lasts 31 minutes, had been commissioned four years ago.

Soloist Pavel Durand will perform on an instrument made in 1742, on loan from the Castell Foundation.

Tickets go on sale on 3 May at the concert hall in Wexley."""


def rest(text: str, first: int, last: int) -> str:
    """Some paragraphs of a text."""
    return "\n\n".join(text.split("\n\n")[first:last])


def document(key: str, text: str, outlet: str | None = None, day: str | None = None, **kinds: BlockKind) -> Document:
    """A document of one block a line; ``kinds`` names the kind of blocks by number (``b0="title"``)."""
    blocks: list[Block] = []
    for number, match in enumerate(re.finditer(r"[^\n]*\n+|[^\n]+$", text)):
        kind: BlockKind = kinds.get(f"b{number}", "body")
        blocks.append(Block(match.start(), match.end(), kind))
    return Document(
        id=key, source_id=key, uri=key, text=text, title=None, outlet=Outlet(outlet, "given") if outlet else Outlet(),
        authors=(), published=Published(day, day, "day", "given") if day else Published(), language="en",
        blocks=tuple(blocks),
    )  # fmt: skip


@cache
def analysis(one: Document) -> Analysis:
    return Analysis(one.id, one.outlet, one.published, sentences(one), (), (), (), (), ())


def pile(*documents: Document) -> Pile:
    ordered = tuple(sorted(documents, key=lambda one: one.id))
    return piled(ordered, [analysis(one) for one in ordered])
