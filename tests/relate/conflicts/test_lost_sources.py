"""A source that later reports no longer give."""

from __future__ import annotations

import pytest

from evals.piles import claims
from firsthand.data import Conflict
from firsthand.relate.conflicts.drift import losses
from firsthand.relate.derivation import Families
from tests.relate.small_piles import Report, Said, pile_of, story

pytestmark = pytest.mark.models

WORDS = "The Kesh Mining Company has closed the northern shaft of Marlow for good."


def lost(*reports: Report) -> list[Conflict]:
    pile = pile_of(reports)
    (inside,) = story(pile)
    return list(losses(pile, Families(()), claims(pile, (inside,), (), ())[0]))


def report(name: str, day: str | None, kind: str | None = None, source: str | None = None) -> Report:
    return Report(name, (Said(WORDS, kind, source),), name.title(), day)  # type: ignore[arg-type]


def test_an_unnamed_source_that_a_later_report_no_longer_gives() -> None:
    early = report("tallow", "2031-03-11", "anonymous", "a senior official")
    (one,) = lost(early, report("kesh", "2031-03-13"))
    assert (one.kind, one.judgement) == ("actor", "drift")
    assert sorted(one.values) == ["a senior official", "no source"]
    assert one.reason.startswith("Kesh, published later, states as fact what Tallow has from")


@pytest.mark.parametrize(
    "reports",
    [
        # not known to be later; stated as fact just as early; a source that speaks with authority; nobody lost it
        (report("a", "2031-03-11", "anonymous", "an aide"), report("b", "2031-03-11")),
        (report("a", "2031-03-11", "anonymous", "an aide"), report("b", None)),
        (report("a", "2031-03-11", "anonymous", "an aide"), report("b", "2031-03-13"), report("c", "2031-03-10")),
        (report("a", "2031-03-11", "institution", "Kesh Police"), report("b", "2031-03-13")),
        (report("a", "2031-03-11", "anonymous", "an aide"), report("b", "2031-03-13", "anonymous", "an aide")),
    ],
)
def test_what_is_no_loss(reports: tuple[Report, ...]) -> None:
    assert lost(*reports) == []
