"""The path of a claim: the pages that carry it, folded into texts, the outlets that pass it on, and the ends they name.

``claim_path`` reads the path off the record, ``firsthand.report.path_drawing`` sets it.  A text leads to an end through
the relays of its chain; a relay of which the claim has one text is that text, so that no outlet stands twice.  People
and papers who speak for an end stand below its name.  Follows: ``Claim.ends``, the graph from which the number of
origins is counted.  Left out: who may be behind an end, which the reasons say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from firsthand import lexicon
from firsthand.data import Attribution, Claim, OriginNode, Statement, StatementId
from firsthand.report.end_names import end_name, is_party_name, possessive, printed_name
from firsthand.report.may_be_one import would_ask
from firsthand.report.open_record import OpenRecord
from firsthand.report.phrasing import count, line
from firsthand.report.places import Places
from firsthand.report.text_families import TextFamily, claim_texts, text_families
from firsthand.words import normal

_MOST_PAGES, _MOST_RELAYS, _MOST_VOICES = 5, 2, 2


@dataclass(frozen=True, slots=True)
class Stop:
    """A text, relay or end on a path.  ``kind``: ``text``, ``relay``, or the form of an end; ``notes`` are smaller
    lines below its name; ``sure``: whether the reports tell who it is; ``counts``: whether it is an end that counts."""

    key: str
    kind: str
    name: str
    notes: tuple[str, ...]
    address: str
    sure: bool = True
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """From one stop to the next: the cue word, and whether it is beyond doubt."""

    source: str
    target: str
    cue: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Path:
    """Stops in three kinds, the steps between them, and the ends that nothing tells apart (keys, and why).  A text
    that another text passes on stands among the ``relays`` too."""

    texts: tuple[Stop, ...]
    relays: tuple[tuple[Stop, ...], ...]
    ends: tuple[Stop, ...]
    steps: tuple[Step, ...]
    doubts: tuple[tuple[str, str, str, bool], ...]
    """The last: whether a reader would ask."""

    def columns(self) -> list[tuple[Stop, ...]]:
        """Every stop once, from left to right: texts, relays, ends."""
        passed_on = {one.key for column in self.relays for one in column}
        return [tuple(one for one in self.texts if one.key not in passed_on), *self.relays, self.ends]

    def lines(self) -> tuple[tuple[str, str, str], ...]:
        """Every step as (from, cue, to), for those who do not see the drawing."""
        names = {one.key: one.name for column in self.columns() for one in column}
        return tuple((names[one.source], one.cue or "prints", names[one.target]) for one in self.steps)


@dataclass
class _Drawn:
    """What is gathered of a path while its statements are read; ``text_of``: the number of the text that an outlet has
    among those of the claim, where it has one."""

    text_of: Mapping[str, int]
    relays: dict[str, tuple[int, Stop | None]] = field(default_factory=dict)
    steps: dict[tuple[str, str], tuple[list[str], bool]] = field(default_factory=dict)
    voices: dict[int, list[str]] = field(default_factory=dict)

    def step(self, source: str, target: str, cue: str, *, sure: bool) -> None:
        cues, known = self.steps.get((source, target), ([], False))
        self.steps[source, target] = ([*cues, cue] if cue and cue not in cues else cues, known or sure)

    def leads(self, here: str, there: str) -> bool:
        """Whether steps lead from one stop to another, or the two are one."""
        return here == there or any(self.leads(b, there) for a, b in self.steps if a == here)

    def column(self, key: str) -> int:
        """How many steps lead to a stop at most."""
        return max((self.column(a) + 1 for a, b in self.steps if b == key), default=0)

    def columns(self) -> dict[str, int]:
        """The column of each relay: as it was given, or, where relays may be texts, behind all that lead to it."""
        return {key: self.column(key) if self.text_of else at for key, (at, _) in self.relays.items()}


def claim_path(reading: OpenRecord, claim: Claim, places: Places) -> Path:
    """The path of a claim from its pages to its ends."""
    statements = reading.in_time(reading.statements_of(claim))
    documents = list(dict.fromkeys(one.span.document for one in statements))
    known = [reading.document[id_] for id_ in documents if id_ in reading.document]
    families = text_families(reading, known, claim_texts(reading, claim))
    text_of = {page.id: number for number, one in enumerate(families) for page in one.pages}
    groups = _ends(reading, claim)
    ends_of: dict[StatementId, list[int]] = {}
    for number, group in enumerate(groups):
        for id_ in dict.fromkeys(id_ for node in group for id_ in node.statements):
            ends_of.setdefault(id_, []).append(number)
    one_text: dict[str, set[int]] = {}
    for page in known:
        one_text.setdefault(_plain(reading.outlet(page.id)), set()).add(text_of[page.id])
    alone = {name: min(numbers) for name, numbers in one_text.items() if len(numbers) == 1}
    own = [frozenset(_plain(reading.outlet(page.id)) for page in one.pages) for one in families]
    for drawn in (_Drawn(alone), _Drawn({})):  # without texts among the relays where these need too many columns
        for statement in statements:
            if statement.span.document in text_of:
                text = text_of[statement.span.document]
                _walk(reading, drawn, statement, text, own[text], ends_of.get(statement.id, []), groups, places)
        if max(drawn.columns().values(), default=0) <= _MOST_RELAYS:
            break
    first = {text_of[one.span.document]: one for one in reversed(statements) if one.span.document in text_of}
    texts = tuple(_text(reading, i, one, first.get(i), places) for i, one in enumerate(families))
    by_key = {one.key: one for one in texts}
    columns = drawn.columns()
    relays = tuple(
        tuple(stop or by_key[key] for key, (_, stop) in drawn.relays.items() if columns[key] == n)
        for n in range(1, max(columns.values(), default=0) + 1)
    )
    reached = {target for _, target in drawn.steps}
    ends = [_end(reading, n, group, drawn.voices.get(n, []), places) for n, group in enumerate(groups)]
    if "end-?" in reached:
        ends.append(Stop("end-?", "unknown", "not traced further", (), "", sure=False, counts=False))
    return Path(
        texts,
        relays,
        tuple(one for one in ends if one.key in reached),
        tuple(Step(*key, _cues(cues), sure) for key, (cues, sure) in drawn.steps.items()),
        _doubts(claim, groups),
    )


def _ends(reading: OpenRecord, claim: Claim) -> list[list[OriginNode]]:
    """The ends of a claim, those that come to one origin together; of an older record its origins."""
    nodes = claim.ends or tuple(
        OriginNode(one.name, one.kind, "unnamed" if one.kind == "anonymous" else one.form, True, one.id,
                   tuple(id_ for id_ in one.reached_through if id_ in claim.statements))
        for one in reading.origins_of(claim)
    )  # fmt: skip
    groups: dict[str, list[OriginNode]] = {}
    for number, node in enumerate(nodes):
        groups.setdefault(node.origin or f"?{number}", []).append(node)
    return list(groups.values())


def _walk(  # noqa: PLR0913, PLR0917 (what one statement meets on its way)
    reading: OpenRecord, drawn: _Drawn, statement: Statement, text: int, own: frozenset[str], ends: Sequence[int],
    groups: Sequence[Sequence[OriginNode]], places: Places,
) -> None:  # fmt: skip
    """Put the steps of one statement: its text, the outlets of its chain, its end or ends; none from a text to one of
    the outlets that print it (``own``, by their plain names)."""
    chain = [reading.attribution[id_] for id_ in statement.chain if id_ in reading.attribution]
    nodes = [groups[one][0] for one in ends]
    here, column, cue = f"text-{text}", 0, ""
    for number, link in enumerate(chain):
        cue = "told" if _plain(_told(reading, link)) in own else cue_words(reading, link)
        name = reading.source(link)
        named = any(_alike(name, one.name) for one in nodes)
        relay = link.source_kind == "outlet" and not (number == len(chain) - 1 and named)
        if relay and column == 0 and _plain(name) in own:
            continue
        if relay and column < _MOST_RELAYS:
            key, stop = _passed_through(reading, drawn, name, column + 1, places)
            if drawn.text_of and drawn.leads(key, here):
                continue  # two that cite each other: the first step is drawn
            column += 1
            drawn.relays.setdefault(key, (column, stop))
            drawn.step(here, key, cue, sure=True)
            here, cue = key, ""
        elif not relay and not named and link.source_kind != "own_voice":
            if link.source_kind in {"anonymous", "document"}:
                name = f"“{line(link.description or reading.quote(link.source), 80)}”"
            for one in ends[:1]:
                voices = drawn.voices.setdefault(one, [])
                voices += [name] if name not in voices else []
    for end, node in zip(ends, nodes, strict=True):
        drawn.step(here, f"end-{end}", cue, sure=node.sure)
    if not ends:
        drawn.step(here, "end-?", cue, sure=True)


def _passed_through(
    reading: OpenRecord, drawn: _Drawn, name: str, column: int, places: Places
) -> tuple[str, Stop | None]:
    """The key of an outlet that passes something on, and its stop; None for one that is a text of the claim."""
    if _plain(name) in drawn.text_of:
        return f"text-{drawn.text_of[_plain(name)]}", None
    key = f"relay-{'' if drawn.text_of else column}-{_plain(name)}"
    return key, _relay(reading, key, name, places)


def _alike(a: str, b: str) -> bool:
    return _plain(a) == _plain(b)


def _plain(name: str) -> str:
    return normal(name).strip('"').removeprefix("the ")


def cue_words(reading: OpenRecord, link: Attribution) -> str:
    """The words by which an attribution is told: its cue, or whom the source told."""
    told = _told(reading, link)
    return f"told {told}" if told else reading.quote(link.cue)


def _told(reading: OpenRecord, link: Attribution) -> str:
    """Whom the source told, where the cue says no more than that; "" where it does."""
    return (reading.name(link.given_to) or "") if reading.quote(link.cue) in {"", "told"} else ""


def _cues(cues: Sequence[str]) -> str:
    """The words on an arrow: of several cues the shortest, without the day on which it was said."""
    told = [cut for one in cues if (cut := _without_day(one))]
    return min(told, key=lambda one: len(one.split()), default="")


def _without_day(cue: str) -> str:
    """As "said in a statement" for "said in a statement Friday", "announced" for "announced on Friday in"."""
    words = cue.strip(" ,;:").split()
    days, whole = lexicon.entry_set("calendar_words") | _WHICH_DAY, len(words)
    while len(words) > 1 and words[-1].casefold().strip(".,") in days | _HANGING:
        if words[-1].casefold() == "on" and len(words) == whole:
            break  # "would not comment on": what it is about follows
        words.pop()
    if len(words) == 1 and words[0].istitle():
        words[0] = words[0].casefold()
    return " ".join(words)


_WHICH_DAY = frozenset({"last", "this", "next", "week", "month", "year", "earlier", "late", "early"})
"""Words beside the name of a day that say which."""
_HANGING = frozenset({"on", "in", "at", "during"})
"""Words that a day or a place follows."""


def _relay(reading: OpenRecord, key: str, name: str, places: Places) -> Stop:
    ours = [one for one in reading.documents if _alike(reading.outlet(one.id), name)]
    note = () if ours else ("not among these pages",)
    shown = reading.outlet(ours[0].id) if ours else name
    return Stop(key, "relay", shown, note, places.report(ours[0].id) if len(ours) == 1 else "")


def _text(reading: OpenRecord, number: int, family: TextFamily, first: Statement | None, places: Places) -> Stop:
    page = family.pages[0]
    address = places.words(page.id, first.id) if first is not None and first.span.document == page.id else ""
    address = address or places.report(page.id)
    name = reading.report(page.id)
    notes = [f"{reading.outlet(one.id)} ({how})" for one, how in zip(family.pages, family.how, strict=True)][1:]
    shown = (
        notes
        if len(notes) <= _MOST_PAGES
        else [*notes[: _MOST_PAGES - 1], f"and {len(notes) - _MOST_PAGES + 1:,} more"]
    )
    if family.printed_from and len(family.pages) > 1:
        return _printed(reading, number, family, address)
    if not _alike(family.head, reading.outlet(page.id)):
        shown = [f"text of {family.head}", *shown]
    return Stop(f"text-{number}", "text", name, tuple(shown), address)


def _printed(reading: OpenRecord, number: int, family: TextFamily, address: str) -> Stop:
    """Pages that all print an agency's text: none of them before another."""
    names = [reading.outlet(one.id) + (f" ({how})" if how else "")
             for one, how in zip(family.pages, family.how, strict=True)]  # fmt: skip
    shown = [*(() if family.in_hand else (f"no page of {family.printed_from} in hand",)), *names[:_MOST_PAGES]]
    shown += [f"and {len(names) - _MOST_PAGES:,} more"] if len(names) > _MOST_PAGES else []
    title = f"{len(family.pages):,} pages with {possessive(family.printed_from)} text"
    return Stop(f"text-{number}", "text", title, tuple(shown), address)


def _end(reading: OpenRecord, number: int, group: Sequence[OriginNode], voices: Sequence[str], places: Places) -> Stop:
    node = max(group, key=lambda one: (one.sure, len(one.statements)))
    origin = reading.origin.get(node.origin) if node.origin is not None else None
    shown = end_name(origin or node)
    notes = [one for one in (shown.kind,) if one] if node.origin is not None else ["passes it on: adds no origin"]
    name = origin.name if origin is not None else node.name
    others = dict.fromkeys(
        printed_name(told, 60)
        for told in map(reading.heard_through, (one.name for one in group))
        if not _alike(told, name) and is_party_name(told)
    )
    notes += [f"also as {other}" for other in list(others)[:1]]
    notes += [line(voice, 80) for voice in voices[:_MOST_VOICES]]
    notes += [f"and {count(len(voices) - _MOST_VOICES, 'voice')} more"] if len(voices) > _MOST_VOICES else []
    kind = shown.form if node.origin is not None else "relayed"
    address = places.of(node.origin) if node.origin is not None else ""
    return Stop(f"end-{number}", kind, shown.name, tuple(notes), address, node.sure, node.origin is not None)


def _doubts(claim: Claim, groups: Sequence[Sequence[OriginNode]]) -> tuple[tuple[str, str, str, bool], ...]:
    """Ends that nothing tells apart, as keys with the reason; each pair once."""
    group_of: dict[int, int] = {}
    place = {id(node): number for number, group in enumerate(groups) for node in group}
    for number, node in enumerate(claim.ends):
        group_of[number] = place[id(node)]
    found: dict[tuple[int, int], str] = {}
    asked: dict[tuple[int, int], bool] = {}
    for edge in claim.edges:
        a, b = sorted((group_of.get(edge.a, -1), group_of.get(edge.b, -1)))
        if edge.verdict == "may_be_same" and 0 <= a < b:
            found.setdefault((a, b), line(edge.reason, 200))
            asked[a, b] = asked.get((a, b), False) or would_ask(claim.ends[edge.a], claim.ends[edge.b])
    return tuple((f"end-{a}", f"end-{b}", reason, asked[a, b]) for (a, b), reason in sorted(found.items()))
