"""Stories that a reader watches: what each was when the reader last said to have seen it, and what changed since.

Kept in a file of its own beside the store, so that nothing of the record changes.  A story is found again by its id,
else by its reports; a claim by its id, by the one that took it over, else by its words.  Only claims that several
reports carry are held against each other.  Left out: watching on its own; the folder is read when the reader asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from firsthand.data import Claim, Story
from firsthand.errors import UsageError
from firsthand.report import OpenRecord
from firsthand.report.end_names import end_name
from firsthand.report.phrasing import as_sentence, line, number_of
from firsthand.words import listed

_MOST_CLAIMS, _MOST_REPORTS, _MOST_ENDS, _MOST_FIGURES = 2_000, 5_000, 8, 12
MOST_WATCHED = 100
"""Stories that can be watched at once."""
_MOST_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True)
class SeenClaim:
    """What a reader saw of a claim: its words, origins as "1 to 2", ends, states and figures, each sorted."""

    id: str
    text: str
    origins: str
    ends: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeenStory:
    """What a reader saw of a story, and when (ISO 8601)."""

    id: str
    title: str
    at: str
    reports: tuple[str, ...]
    claims: tuple[SeenClaim, ...]


@dataclass(frozen=True)
class ChangedClaim:
    """A claim of a watched story that is new or of which something moved: ``what`` in a word, ``told`` before → now."""

    id: str
    what: str
    text: str
    told: str


@dataclass(frozen=True)
class StoryChanges:
    """What changed in a watched story since it was seen."""

    at: str
    claims: tuple[ChangedClaim, ...]
    reports: tuple[str, ...]
    """Ids of the reports that were not there."""
    gone: tuple[str, ...]
    """The words of the claims that are no more told apart so."""

    @property
    def changed(self) -> int:
        """How many claims that were there have other ends, another state or another figure."""
        return sum(one.what != "new" for one in self.claims)

    @property
    def new(self) -> int:
        """How many claims were not there."""
        return len(self.claims) - self.changed


def seen_story(reading: OpenRecord, story: Story, at: str) -> SeenStory:
    """A story as a reader sees it now."""
    return SeenStory(
        str(story.id), line(reading.headline(story), 200), at, tuple(map(str, story.documents[:_MOST_REPORTS])),
        tuple(_seen(reading, one) for one in reading.shared(story)[:_MOST_CLAIMS]),
    )  # fmt: skip


def _seen(reading: OpenRecord, claim: Claim) -> SeenClaim:
    figures = {reading.words(one.span) for said in reading.statements_of(claim) for one in said.numbers}
    return SeenClaim(
        str(claim.id), as_sentence(claim.text, 200), number_of(claim.independent),
        tuple(sorted({line(end_name(one).name, 80) for one in reading.origins_of(claim)})[:_MOST_ENDS]),
        tuple(sorted({one.state for one in claim.states})),
        tuple(sorted({line(one, 40) for one in figures})[:_MOST_FIGURES]),
    )  # fmt: skip


def found_again(seen: SeenStory, reading: OpenRecord) -> Story | None:
    """The story that was seen: the one of its id, else the one that has most of its reports."""
    held = set(seen.reports)
    best: tuple[int, Story | None] = (0, None)
    for one in reading.ranked_stories:
        if one.id == seen.id:
            return one
        common = len(held.intersection(one.documents))
        if common > best[0]:
            best = common, one
    return best[1]


def story_changes(seen: SeenStory, reading: OpenRecord, story: Story, now: Callable[[str], str]) -> StoryChanges:
    """What changed in a story since it was seen; ``now`` gives the id that a claim has in this record, or ''."""
    present = {one.id: one for one in seen_story(reading, story, "").claims}
    by_text = {one.text: one.id for one in reversed(present.values())}
    before: dict[str, SeenClaim] = {}
    gone = []
    for one in seen.claims:
        id_ = next((id_ for id_ in (one.id, now(one.id), by_text.get(one.text, "")) if id_ in present), "")
        if id_:
            before.setdefault(id_, one)
        elif len(present) < _MOST_CLAIMS:
            gone.append(line(one.text, 200))
    whole = len(seen.claims) < _MOST_CLAIMS  # else what is not there may have been left out
    changed, new = [], []
    for id_, one in present.items():
        was = before.get(id_)
        if was is None:
            new += [ChangedClaim(id_, "new", one.text, _counted(one.origins))] if whole else []
        elif told := "; ".join(_moved(was, one)):
            changed.append(ChangedClaim(id_, "changed", one.text, told))
    changed.sort(key=lambda one: weight_of(one.told))
    known = set(seen.reports)
    reports = tuple(str(one) for one in story.documents if one not in known) if len(known) < _MOST_REPORTS else ()
    return StoryChanges(line(seen.at, 20), (*changed, *new), reports, tuple(gone))


def _moved(was: SeenClaim, now: SeenClaim) -> Iterable[str]:
    """What of a claim moved, the weightiest first: "now denied", "1 → 2 origins", "new source: Ada Obi"."""
    yield from states_moved(was.states, now.states)
    if was.origins != now.origins:
        yield f"{line(was.origins, 20)} → {_counted(now.origins)}"
    for what, old, new, most in (
        ("figure", was.figures, now.figures, _MOST_FIGURES),
        ("source", was.ends, now.ends, _MOST_ENDS),
    ):
        came = [one for one in new if one not in old] if len(old) < most else []  # else it may have been left out
        went = [one for one in old if one not in new] if len(new) < most else []
        if came:
            yield f"new {what}{'s' if len(came) > 1 else ''}: {_listed(came)}"
        if went:
            yield f"{what}{'s' if len(went) > 1 else ''} gone: {_listed(went)}"


_STATES = {"superseded": "superseded", "withdrawn": "taken back", "denied": "denied", "disputed": "disputed",
           "confirmed": "confirmed"}  # fmt: skip


def states_moved(was: Iterable[str], now: Iterable[str]) -> Iterable[str]:
    """What became of a claim, as "now denied", "no more disputed"."""
    before, after = dict.fromkeys(was), dict.fromkeys(now)
    yield from (f"now {_STATES.get(one, line(one, 40))}" for one in after if one not in before)
    yield from (f"no more {_STATES.get(one, line(one, 40))}" for one in before if one not in after)


def weight_of(told: str) -> int:
    """Where a change stands among others: states first, then origins, then all else; last what only more pages or
    fewer carry."""
    if told.startswith(("now ", "no more ")):
        return 0
    return 1 if "origin" in told else MORE_PAGES if _ONLY_PAGES.fullmatch(told) else 2


MORE_PAGES = 3
"""The weight of a change of the number of pages and texts alone."""
_ONLY_PAGES = re.compile(r"[\d,]+ → [\d,]+ (?:page|text)s?(?:; [\d,]+ → [\d,]+ texts?)?")


def _counted(origins: str) -> str:
    return f"{origins} {'origin' if origins == '1' else 'origins'}"


def _listed(parts: Iterable[str]) -> str:
    return line(listed([line(one, 80) for one in parts]), 300)


# ---------------------------------------------------------------------------------------------------- the file


def read_watched(path: Path) -> dict[str, SeenStory]:
    """The watched stories by id.  Raises UsageError, in one line, where the file cannot be read."""
    try:
        if not path.is_file():
            return {}
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"{path} is larger than what is written there; take it away to watch stories again")
        found = msgspec.json.decode(path.read_bytes(), type=list[SeenStory])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(
            f"{path} cannot be read: {line(str(error), 120)}; take it away to watch stories again"
        ) from error
    return {one.id: replace(one, title=line(one.title, 200)) for one in found[:MOST_WATCHED]}


def write_watched(path: Path, watched: Mapping[str, SeenStory]) -> None:
    """Write the watched stories, whole or not at all.  Raises UsageError in one line."""
    beside = path.with_name(f"{path.name}.part")
    try:
        beside.write_bytes(msgspec.json.encode(list(watched.values())))
        beside.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
