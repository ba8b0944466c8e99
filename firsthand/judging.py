"""Judging by a record: ids of a record become a judgement that is kept by content.

Left out: what follows from it, which is shown by the next run.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from firsthand.data import (
    Claim,
    Conflict,
    Derivation,
    Document,
    Entity,
    JudgedMatter,
    JudgedThing,
    Judgement,
    Origin,
    Record,
    Statement,
    StatementId,
    text_hash,
)
from firsthand.errors import UsageError
from firsthand.judgements import SAMENESS, SEPARATE, judgement, whole_report
from firsthand.report import OpenRecord, opened

_USES = {
    "same": "two ids of claims, statements, entities or origins",
    "outlet": "the id of a report and the outlet's name",
    "rename": "the id of an origin and its name",
    "date": "the id of a report and a day, as in 2031-03-11",
    "text_origin": "the id of a report and own, unknown, 'agency: NAME' or 'outlet: NAME'",
    "direction": "the ids of the report that came first and of the one that has its words from it; or a derivation's id"
    " and a_to_b, b_to_a, unknown or separate",
    "separate": "the ids of two reports that were written separately, neither a copy of the other",
    "conflict": "the id of a conflict and contradiction, update, scope_difference, naming_variant, drift, dispute,"
    " stale or none",
}  # fmt: skip


def judge(record: Record, what: str, *given: str, by: str, note: str = "", at: str | None = None) -> Judgement:
    """What a reader decides of a record's things.

    ``what`` is ``same``, ``different`` or ``unsure``, of two claims, statements, entities or origins (by id, or its
    beginning); or ``separate``, of two reports of which neither comes from the other; or ``outlet``, ``date``,
    ``text_origin``, ``direction``, ``conflict`` or ``rename``, of a report, two reports, a derivation, a conflict or an
    origin, and the value.  ``by`` says who judges, ``at`` when (ISO 8601; now where it is None).  Raises UsageError,
    in one line, where that is no judgement.
    """
    reading = opened(record)
    when = at if at is not None else datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    use = _USES["same" if what in SAMENESS else what] if what in (*SAMENESS, *_USES) else None
    if use is None:
        raise UsageError(
            f"nothing is judged {what!r}: judge {', '.join((*SAMENESS, *(one for one in _USES if one != 'same')))}"
        )
    if len(given) != 2:
        raise UsageError(f"to judge {what} give {use}")
    about, a, b, verdict = _of(reading, what, given, use)
    return judgement(about, a, b, verdict, by=by, at=when, note=note)


_Judged = tuple[JudgedMatter, JudgedThing, JudgedThing | None, str]


def _of(reading: OpenRecord, what: str, given: Sequence[str], use: str) -> _Judged:
    first = reading[given[0]]
    if what in SAMENESS:
        second = reading[given[1]]
        about = _matter(first, second)
        if about is None:
            raise UsageError(f"to judge {what} give {use}, both of one kind")
        if isinstance(first, Origin) and isinstance(second, Origin):
            return about, *_two_ends(reading, first, second), what
        return about, _thing(reading, first), _thing(reading, second), what
    if what in ("outlet", "date", "text_origin") and isinstance(first, Document):
        return _WHOLE[what], whole_report(first), None, given[1]
    if what == "rename" and isinstance(first, Origin):
        return "end_name", _end(reading, first, ()), None, given[1]
    if what == "direction" and isinstance(first, Derivation):
        a, b = (whole_report(reading.document[one]) for one in (first.a, first.b))
        return "direction", a, b, given[1]
    if what in ("direction", SEPARATE) and isinstance(first, Document):
        second = reading[given[1]]
        if isinstance(second, Document):
            return "direction", whole_report(first), whole_report(second), SEPARATE if what == SEPARATE else "a_to_b"
    if what == "conflict" and isinstance(first, Conflict):
        one, other = _two_sides(first)
        return "conflict", _statement(reading, one), _statement(reading, other), given[1]
    raise UsageError(f"to judge {what} give {use}")


_WHOLE: dict[str, JudgedMatter] = {"outlet": "outlet", "date": "date", "text_origin": "text_origin"}


def _matter(a: object, b: object) -> JudgedMatter | None:
    if isinstance(a, Statement | Claim) and isinstance(b, Statement | Claim):
        return "statements"
    if isinstance(a, Entity) and isinstance(b, Entity):
        return "names"
    return "ends" if isinstance(a, Origin) and isinstance(b, Origin) else None


def _thing(reading: OpenRecord, one: object) -> JudgedThing:
    if isinstance(one, Claim):
        return _statement(reading, one.statements[0])
    if isinstance(one, Statement):
        return _statement(reading, one.id)
    return JudgedThing(one.name if isinstance(one, Entity) else "")


def _two_ends(reading: OpenRecord, a: Origin, b: Origin) -> tuple[JudgedThing, JudgedThing]:
    """Two ends: whoever is named is the same in every report; an unnamed one is of a report through which a claim that
    rests on both reaches it, or any, if no claim does."""
    both = [claim for claim in reading.claims if a.id in claim.origins and b.id in claim.origins]
    return _end(reading, a, both), _end(reading, b, both)


def _end(reading: OpenRecord, one: Origin, claims: Sequence[Claim]) -> JudgedThing:
    was = _printed_before(reading, one)
    if was is not None:
        return was
    if one.kind in ("person", "institution", "group", "outlet") and "“" not in one.name and one.form != "unnamed":
        return JudgedThing(one.name)
    near = {name for claim in claims for name in claim.statements} & {*one.reached_through}
    held = min((reading.statement[name] for name in near or one.reached_through), key=lambda two: (two.span, two.id))
    return JudgedThing(one.name, text_hash(reading.document[held.span.document].text))


def _printed_before(reading: OpenRecord, one: Origin) -> JudgedThing | None:
    """What an end is in the reports, where a reader gave it another name: a judgement is of what stands there."""
    texts = {text_hash(reading.document[reading.statement[name].span.document].text) for name in one.reached_through}
    return next(
        (
            judged.a
            for judged in reading.judgements
            if judged.about == "end_name" and judged.state == "applied" and judged.verdict == one.name
            and (not judged.a.text or judged.a.text in texts)
        ),
        None,
    )  # fmt: skip


def _statement(reading: OpenRecord, name: StatementId) -> JudgedThing:
    span = reading.statement[name].span
    text = reading.document[span.document].text
    return JudgedThing(span.of(text), text_hash(text), span.start, span.end)


def _two_sides(conflict: Conflict) -> tuple[StatementId, StatementId]:
    """The first statement and the first that says another thing."""
    first = conflict.values[0] if conflict.values else ""
    other = next((n for n, value in enumerate(conflict.values) if value != first), 1)
    return conflict.statements[0], conflict.statements[other]
