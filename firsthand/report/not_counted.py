"""Why a source that a page names beside a claim is not in the claim's number of origins.

A number above and a list below must add up: who confirms a claim in other words, or stands behind another wording of
its matter, is named with the reason for which he does not count.  Left out: ends that add no origin, of which the
claim's own reasons speak.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.data import Claim, Statement
from firsthand.report.end_names import end_in_words
from firsthand.report.open_record import OpenRecord
from firsthand.report.phrasing import line, listed_up_to

_MOST = 3


def not_counted(reading: OpenRecord, claim: Claim) -> Iterator[str]:
    """A sentence for each confirmation, and one for the sources of other wordings."""
    told = set[str]()
    for one in confirmations(reading, claim):
        links = reading.links(one)
        words = line(reading.words(one.span), 120).rstrip(" .")
        told.add(links[-1])
        yield (
            f"{links[-1]} is not in this number, though {links[0]} tells of a confirmation: the words that are "
            f"confirmed, “{words}”, are a claim of their own"
            if len(links) > 1
            else f"{links[0]} is not in this number, though it confirms: its words, “{words}”, are a claim of their own"
        )
    matter = reading.matter_of(claim)
    others = [reading.claim[id_] for id_ in matter.claims if id_ != claim.id and id_ in reading.claim] if matter else []
    ends = {end.id: end_in_words(end, 60) for one in others for end in reading.origins_of(one)}
    names = list(dict.fromkeys(ends[id_] for id_ in ends if id_ not in claim.origins))
    if names and (names := [one for one in names if one not in told]):
        stand, are = ("stands", "is") if len(names) == 1 else ("stand", "are")
        yield (
            f"{listed_up_to(names, _MOST)} {stand} behind other wordings of this matter, which are claims of their "
            f"own, and {are} not in this number"
        )


def confirmations(reading: OpenRecord, claim: Claim) -> Iterator[Statement]:
    """The statements by which what became of the claim is a confirmation, as far as they are none of its own."""
    held = frozenset(claim.statements)
    for history in reading.histories_with(claim.id):
        for stage in history.stages:
            said = reading.statement.get(stage.statement)
            if stage.state == "confirmed" and said is not None and said.id not in held:
                yield said
