"""Judgements: what a reader decided, kept by content, settled against each other, written and read as JSON Lines.

A judgement names what it is about by the hash of a report's text and the characters in it, or by a name in words, never
by an id of a record: so it holds in every later run that has the text, whatever else is in the pile and whatever the
file is called.  ``settle`` says which of many hold: of one reader's answers to one question the latest, and none where
readers contradict each other; every one is kept and says what became of it.  What follows from a judgement is the
business of the stages that it concerns.

Left out: how far to trust a reader; and texts that a later version of ``clean`` cuts otherwise, in which it waits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

import msgspec

from firsthand import names
from firsthand.data import (
    ConflictJudgement,
    Document,
    DocumentId,
    JudgedMatter,
    JudgedThing,
    Judgement,
    Outlet,
    Published,
    TextOrigin,
    content_id,
    text_hash,
)
from firsthand.errors import UsageError

SAMENESS = ("same", "different", "unsure")
"""Verdicts on two statements, two ends or two names."""
NO_CONFLICT = "none"
SEPARATE = "separate"
"""Verdict on a direction: neither text comes from the other."""
_DIRECTIONS = {"a_to_b": "b_to_a", "b_to_a": "a_to_b", "unknown": "unknown", SEPARATE: SEPARATE}
_CONFLICTS = (*get_args(ConflictJudgement), NO_CONFLICT)
_PAIRS: frozenset[JudgedMatter] = frozenset({"statements", "ends", "names", "direction", "conflict"})
_IN_TEXTS: frozenset[JudgedMatter] = frozenset({"statements", "conflict"})
_BY_NAME: frozenset[JudgedMatter] = frozenset({"names", "ends", "end_name"})
_MOST = 100_000
"""Judgements that one file may hold."""
_LONGEST = 20_000
"""Characters that one line of such a file may have."""
_WORDS = 600
"""Characters of words, notes and names that are kept."""
_HASH = re.compile(r"[0-9a-f]{32}")
_WHEN = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?")


def whole_report(document: Document) -> JudgedThing:
    """A report as a thing to judge."""
    return JudgedThing(_line(document.title or document.uri), text_hash(document.text))


def judgement(  # noqa: PLR0913 (what a judgement is made of)
    about: JudgedMatter, a: JudgedThing, b: JudgedThing | None, verdict: str, *, by: str, at: str, note: str = ""
) -> Judgement:
    """A judgement, checked, with its id.  The order of the two things does not show.  Raises UsageError, in one line
    that says what is wrong."""
    if about not in get_args(JudgedMatter):
        raise UsageError(f"nothing is judged about {about!r}: judge {', '.join(get_args(JudgedMatter))}")
    if (b is None) == (about in _PAIRS):
        one = "one end" if about == "end_name" else "one report"
        raise UsageError(f"a judgement about {about} is of {'two things' if about in _PAIRS else one}")
    by = _line(by)
    if not by:
        raise UsageError("a judgement says who judged: give a name")
    if not _WHEN.fullmatch(at):
        raise UsageError(f"a judgement says when, as in 2031-03-11T09:30:00Z, and not {at[:40]!r}")
    a, b = _checked(about, a), None if b is None else _checked(about, b)
    verdict = _verdict(about, verdict)
    if b is not None:
        if _key(about, a) == _key(about, b):
            raise UsageError(f"a judgement about {about} is of two different things, not twice of {a.words[:60]!r}")
        if _key(about, b) < _key(about, a):
            a, b, verdict = b, a, _DIRECTIONS[verdict] if about == "direction" else verdict
    parts = (about, *_key(about, a), *(_key(about, b) if b is not None else ()), verdict, by)
    return Judgement(content_id("j", *parts), about, a, b, verdict, by, at, _line(note))


def _line(text: str) -> str:
    """One line without control characters, of a bounded length."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text[: 4 * _WORDS]).split())[:_WORDS]


def _checked(about: JudgedMatter, thing: JudgedThing) -> JudgedThing:
    words = _line(thing.words)
    if thing.text and not _HASH.fullmatch(thing.text):
        raise UsageError("the text of a judged thing is given by its hash, 32 hexadecimal digits")
    placed = thing.start is not None and thing.end is not None and 0 <= thing.start < thing.end
    if (thing.start, thing.end) != (None, None) and not (placed and thing.text):
        raise UsageError("the characters of a judged thing are a start and an end in a text, the end behind the start")
    if about in _IN_TEXTS and not placed:
        raise UsageError(f"a judgement about {about} says in which text the words stand, and at which characters")
    if about in _BY_NAME and not names.key(words):
        raise UsageError(f"a judgement about {about} needs the name in words")
    if about == "names":
        return JudgedThing(words)
    if about not in _BY_NAME and not thing.text:
        raise UsageError(f"a judgement about {about} says which text it is about, by its hash")
    return JudgedThing(words, thing.text, thing.start, thing.end)


def _verdict(about: JudgedMatter, verdict: str) -> str:
    verdict = _line(verdict)
    if about in ("statements", "ends", "names"):
        allowed: Sequence[str] = SAMENESS
    elif about == "direction":
        allowed = tuple(_DIRECTIONS)
    elif about == "conflict":
        allowed = _CONFLICTS
    elif about == "outlet":
        if not verdict:
            raise UsageError("a judgement about an outlet gives its name")
        return verdict
    elif about == "end_name":
        if not names.key(verdict):
            raise UsageError("a judgement about the name of an end gives the name in words")
        return verdict
    elif about == "date":
        return _days(verdict)
    else:
        origin_of(verdict)
        return verdict
    if verdict not in allowed:
        raise UsageError(f"a judgement about {about} is one of {', '.join(allowed)}, and not {verdict[:40]!r}")
    return verdict


def _days(verdict: str) -> str:
    """A day, or two with a stroke between them, as given."""
    try:
        days = [date.fromisoformat(day) for day in verdict.split("/")]
    except ValueError:
        days = []
    if len(days) not in (1, 2) or days[0] > days[-1]:
        raise UsageError(f"a date is judged as 2031-03-11, or as 2031-03-11/2031-03-14, and not as {verdict[:40]!r}")
    return "/".join(day.isoformat() for day in days)


def origin_of(verdict: str) -> TextOrigin:
    """The text origin that a verdict names: ``own``, ``unknown``, ``agency: NAME`` or ``outlet: NAME``."""
    kind, _, name = verdict.partition(":")
    kind, name = kind.strip(), name.strip()
    if kind == "own" and not name:
        return TextOrigin("own")
    if kind == "unknown" and not name:
        return TextOrigin("unknown")
    if kind == "agency":
        return TextOrigin("agency", name or None)
    if kind == "outlet" and name:
        return TextOrigin("outlet", name)
    raise UsageError(
        f"a text origin is judged as own, unknown, agency: NAME or outlet: NAME, and not as {verdict[:40]!r}"
    )


_Key = tuple[str, int, int, str]


def _key(about: JudgedMatter, thing: JudgedThing) -> _Key:
    """What makes two things one: their characters, the text, and of names and ends the name."""
    start, end = (-1, -1) if thing.start is None or thing.end is None else (thing.start, thing.end)
    return thing.text, start, end, names.key(thing.words) if about in _BY_NAME else ""


# ------------------------------------------------------------------------------------------------ which of them hold


@dataclass(frozen=True)
class Settled:
    """Judgements settled against each other: ``all`` of them, each once, sorted by id; ``state`` and ``reason`` are set
    where one does not hold."""

    all: tuple[Judgement, ...] = ()
    _held: Mapping[JudgedMatter, tuple[Judgement, ...]] = field(default_factory=dict)

    def about(self, matter: JudgedMatter) -> tuple[Judgement, ...]:
        """Those that hold, of one kind, sorted by id."""
        return self._held.get(matter, ())

    @cached_property
    def outlets_and_dates(self) -> dict[str, dict[JudgedMatter, Judgement]]:
        """The judged outlet and date of each text, by its hash."""
        found: defaultdict[str, dict[JudgedMatter, Judgement]] = defaultdict(dict)
        for one in (*self.about("outlet"), *self.about("date")):
            found[one.a.text][one.about] = one
        return dict(found)

    def near(self, texts: Iterable[str]) -> list[Judgement]:
        """Those that hold and may have to do with these texts: what is judged in one of them, and names wherever."""
        if not self.all:
            return []
        known = {text_hash(text) for text in texts}
        holding = [one for one in self.all if not one.state]
        return [one for one in holding if any(not two.text or two.text in known for two in (one.a, one.b) if two)]

    def __bool__(self) -> bool:
        return bool(self.all)


NOTHING_JUDGED = Settled()


def settle(judgements: Iterable[Judgement]) -> Settled:
    """Which judgements hold.  Of one reader's answers to one question the latest does; where readers contradict each
    other, on the question itself or through what others are the same as, none does; ``unsure`` contradicts nobody."""
    latest: dict[str, Judgement] = {}
    for one in judgements:
        known = latest.get(one.id)
        latest[one.id] = one if known is None else max(known, one, key=lambda two: (two.at, two.note))
    questions: defaultdict[tuple[object, ...], list[Judgement]] = defaultdict(list)
    for one in latest.values():
        questions[one.about, _key(one.about, one.a), _key(one.about, one.b) if one.b else None].append(
            replace(one, state="", reason="")
        )
    out: dict[str, Judgement] = {}
    for asked in questions.values():
        out |= {one.id: one for one in _answered(asked)}
    for matter in ("statements", "ends", "names"):
        out |= _torn([one for one in out.values() if one.about == matter])
    ordered = tuple(out[name] for name in sorted(out))
    held: defaultdict[JudgedMatter, list[Judgement]] = defaultdict(list)
    for one in ordered:
        if not one.state:
            held[one.about].append(one)
    return Settled(ordered, {matter: tuple(some) for matter, some in held.items()})


def _answered(asked: Sequence[Judgement]) -> list[Judgement]:
    """The answers to one question: a reader's last one stands, and two readers' different ones do not."""
    last: dict[str, Judgement] = {}
    for one in asked:
        known = last.get(one.by)
        last[one.by] = one if known is None else max(known, one, key=lambda two: (two.at, two.id))
    standing = sorted(last.values(), key=lambda one: one.id)
    definite = {one.verdict for one in standing if one.verdict != "unsure"}
    out = [
        one if one is last[one.by]
        else replace(one, state="replaced", reason=f"{one.by} judged again: {last[one.by].verdict}")
        for one in asked
    ]  # fmt: skip
    if len(definite) < 2:
        return out
    told = "; ".join(f"{one.by} says {one.verdict}" for one in standing if one.verdict != "unsure")
    return [
        replace(one, state="conflicting", reason=f"readers contradict each other, so none is followed: {told}")
        if not one.state and one.verdict != "unsure"
        else one
        for one in out
    ]


def _torn(judged: Iterable[Judgement]) -> dict[str, Judgement]:
    """The judgements *same* that would join what another says is different, by way of others: none of them holds."""
    holding = sorted((one for one in judged if not one.state), key=lambda one: one.id)
    near: defaultdict[_Key, set[_Key]] = defaultdict(set)
    for one in holding:
        if one.verdict == "same" and one.b is not None:
            near[_key(one.about, one.a)].add(_key(one.about, one.b))
            near[_key(one.about, one.b)].add(_key(one.about, one.a))
    out: dict[str, Judgement] = {}
    for apart in holding:
        if apart.verdict != "different" or apart.b is None:
            continue
        reached, todo = {_key(apart.about, apart.a)}, [_key(apart.about, apart.a)]
        while todo:
            todo = [one for key in todo for one in sorted(near[key]) if one not in reached and not reached.add(one)]  # type: ignore[func-returns-value]
        if _key(apart.about, apart.b) not in reached:
            continue
        said = f"what it joins is different by {apart.by} ({apart.id}), by way of others, so it is not followed"
        for one in holding:
            if one.verdict == "same" and _key(one.about, one.a) in reached:
                out.setdefault(one.id, replace(one, state="conflicting", reason=said))
    return out


def judged_by(judged: Judgement) -> str:
    """What a reason or a basis says of it."""
    return f"judged by {judged.by}"


def with_judged(document: Document, judged: Mapping[JudgedMatter, Judgement]) -> Document:
    """The document with the outlet and the day that readers judged it to have."""
    if (outlet := judged.get("outlet")) is not None:
        document = replace(document, outlet=Outlet(outlet.verdict, judged_by(outlet)))
    if (day := judged.get("date")) is not None:
        first, _, last = day.verdict.partition("/")
        precise: Literal["range", "day"] = "range" if last and last != first else "day"
        document = replace(document, published=Published(first, last or first, precise, judged_by(day)))
    return document


def judged_documents(documents: Iterable[Document], settled: Settled) -> dict[DocumentId, Document]:
    """The documents whose outlet or date was judged, as judged."""
    judged = settled.outlets_and_dates
    found = {}
    for one in documents if judged else ():
        if (mine := judged.get(text_hash(one.text))) is not None:
            found[one.id] = with_judged(one, mine)
    return found


# -------------------------------------------------------------------------------------------------- as JSON Lines


@dataclass(frozen=True)
class _Written:
    """A judgement as a line of JSON has it."""

    about: str
    a: JudgedThing
    verdict: str
    by: str
    at: str
    b: JudgedThing | None = None
    note: str = ""


def to_lines(judgements: Iterable[Judgement]) -> bytes:
    """The judgements as JSON Lines, sorted by id, without what a record says became of them."""
    kept = {one.id: one for one in judgements}
    lines = []
    for name in sorted(kept):
        one = kept[name]
        row: dict[str, object] = {"id": one.id, "about": one.about, "a": _thing(one.a)}
        if one.b is not None:
            row["b"] = _thing(one.b)
        row |= {"verdict": one.verdict, "by": one.by, "at": one.at}
        lines.append(msgspec.json.encode(row | ({"note": one.note} if one.note else {})) + b"\n")
    return b"".join(lines)


def _thing(thing: JudgedThing) -> dict[str, object]:
    given = {"words": thing.words, "text": thing.text or None, "start": thing.start, "end": thing.end}
    return {name: value for name, value in given.items() if value is not None}


def from_lines(data: bytes, name: str = "the judgements") -> tuple[Judgement, ...]:
    """The judgements of JSON Lines.  Raises UsageError, naming the file and the line, where one is no judgement: a
    reader's decision is not passed over in silence."""
    found: list[Judgement] = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if not line.strip():
            continue
        if len(line) > _LONGEST or number > _MOST:
            raise UsageError(f"{name}, line {number:,}: too much for judgements; keep them in a file of their own")
        try:
            row = msgspec.json.decode(line, type=_Written)
            found.append(
                judgement(row.about, row.a, row.b, row.verdict, by=row.by, at=row.at, note=row.note)  # type: ignore[arg-type]
            )
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, UsageError) as error:
            raise UsageError(f"{name}, line {number:,}: {error}; mend the line or take it out") from error
    return tuple(found)


def read_judgements(path: str | Path) -> tuple[Judgement, ...]:
    """The judgements of a file of JSON Lines.  Raises UsageError in one line."""
    try:
        data = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{path} cannot be read: {reason}; name a file that firsthand judge wrote") from error
    return from_lines(data, str(path))
