"""What is lost without copying: a claim that the first reports attribute and a later one states as bare fact.

Shown where nobody stood behind the claim but an unnamed source, another outlet or an accusation, and where every report
that states it in its own voice is known to be later by days: such a report has it, as like as not, from where the
others have it, and no longer says so.  Copies are compared in ``drift``.  Left out: claims of named authorities, which
reports commonly take over as facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.data import Attribution, Claim, Conflict, Statement, content_id
from firsthand.relate.claims import constraints
from firsthand.relate.conflicts.comparison import before
from firsthand.relate.conflicts.inside_marks import inside_marks
from firsthand.relate.derivation import Families
from firsthand.relate.origins import report_label
from firsthand.relate.origins.attributed_to import mentions, own_words, who_says
from firsthand.relate.pile import Pile

_MOST = 3
"""Later reports that one conflict shows."""


def losses(pile: Pile, families: Families, claims: Sequence[Claim]) -> Iterator[Conflict]:
    """One conflict for each of a story's claims that lost its source."""
    for claim in claims:
        held = [pile.statement[name] for name in claim.statements]
        if len(held) < 2:
            continue
        told = [one for one in held if not pile.compared[one.id].wording.in_title]
        sourced = {one.span.document for one in told if one.chain}
        bare = [one for one in told if one.span.document not in sourced]
        first = _first(pile, [one for one in told if one.chain])
        if first is None or not bare:
            continue
        statement, source = first
        if not all(before(pile, statement, one) for one in bare):
            continue  # somebody else stated it as fact just as early
        lost = [one for one in bare if _loses(pile, families, statement, source, one)][:_MOST]
        if lost:
            yield _conflict(pile, statement, who_says(pile, source), lost)


def _first(pile: Pile, told: Sequence[Statement]) -> tuple[Statement, Attribution] | None:
    """The statement of the oldest report, with its source, where all have only such sources as may be wrong."""
    weak = [(one, source) for one in told if (source := _weak(pile, one)) is not None]
    if not weak or len(weak) < len(told):
        return None
    cited = {one.span.document for one, source in weak if source.source_kind == "outlet"}
    if len(cited) == 1 == len(weak):
        return None  # one report that looks a fact up in another outlet
    return min(weak, key=lambda pair: (pile.document[pair[0].span.document].published.latest or "9", pair[0].span))


def _weak(pile: Pile, statement: Statement) -> Attribution | None:
    """The innermost source, where it is unnamed, an outlet or an accuser."""
    last = pile.innermost(statement)
    if last is None or not last.description or any(statement.span.contains(cue) for cue in last.cue):
        return None  # "Arden, who has been accused by many, was fired": he was fired, whoever says so
    return last if last.source_kind in ("anonymous", "outlet") or statement.modality == "alleged" else None


def _loses(pile: Pile, families: Families, statement: Statement, source: Attribution, later: Statement) -> bool:
    if (
        families.joined(statement, later)
        or constraints.standing(later.modality) != "fact"
        or later.modality == "alleged"
    ):
        return False
    named = pile.compared[later.id].proposition.names & pile.compared[statement.id].proposition.names
    if later.negated != statement.negated or not named:
        return False  # what is said of nobody by name is common knowledge, as like as not
    return not own_words(pile, later) and not mentions(pile, later, source) and not inside_marks(pile, later.span)


def _conflict(pile: Pile, statement: Statement, who: str, lost: Sequence[Statement]) -> Conflict:
    shown = sorted((statement, *lost), key=lambda one: (one.span, one.id))
    names = tuple(one.id for one in shown)
    later = ", ".join(dict.fromkeys(report_label(pile, one.span.document) for one in lost))
    return Conflict(
        id=content_id("k", "loss", *names),
        kind="actor",
        judgement="drift",
        statements=names,
        values=tuple(who if one is statement else "no source" for one in shown),
        reason=f"{later}, published later, states as fact what"
        f" {report_label(pile, statement.span.document)} has from {who}",
        steps=("lost_sources",),
    )
