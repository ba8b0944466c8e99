"""Where judgements are kept: a file of JSON Lines, or a store; added to, undone, listed with what became of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from firsthand.data import Judgement, Record
from firsthand.errors import StoreError, UsageError
from firsthand.judgements import from_lines, read_judgements, settle, to_lines
from firsthand.opening import open as open_record
from firsthand.store import Store


class JudgementPlace(Protocol):
    """A place where judgements are kept."""

    def read(self) -> tuple[Judgement, ...]:
        """All that are kept, sorted by id."""

    def add(self, judgements: Iterable[Judgement]) -> None:
        """Keep these too; one that is kept already is kept once, as it was given last."""

    def undo(self, names: Sequence[str]) -> tuple[Judgement, ...]:
        """Forget those of these ids, or beginnings of ids, and give them back."""

    def record(self) -> Record | None:
        """The record that was made with them, where the place has one."""


def judgement_place(file: Path | None, store: Path | None) -> JudgementPlace:
    """The place that two options name: exactly one of them."""
    if (file is None) == (store is None):
        raise UsageError("say where the judgements are kept: --judgements FILE, or --store FILE")
    return _InFile(file) if file is not None else _InStore(store)  # type: ignore[arg-type]


class _InFile:
    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> tuple[Judgement, ...]:
        if not self._path.exists():
            return ()
        return _sorted(read_judgements(self._path))

    def add(self, judgements: Iterable[Judgement]) -> None:
        self._write((*self.read(), *judgements))

    def undo(self, names: Sequence[str]) -> tuple[Judgement, ...]:
        kept = self.read()
        gone = _named(kept, names)
        self._write(one for one in kept if one not in gone)
        return gone

    def record(self) -> Record | None:
        return None

    def _write(self, judgements: Iterable[Judgement]) -> None:
        """Written aside and renamed, so that what was there is never half gone."""
        aside = self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
        try:
            aside.write_bytes(to_lines(judgements))
            aside.replace(self._path)
        except OSError as error:
            aside.unlink(missing_ok=True)
            raise UsageError(f"{self._path} cannot be written: {error.strerror}; name another file") from error


class _InStore:
    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> tuple[Judgement, ...]:
        if not self._path.exists():
            return ()
        with Store(self._path) as db:
            return from_lines(b"".join(db.judgements()), str(self._path))

    def add(self, judgements: Iterable[Judgement]) -> None:
        with Store(self._path) as db:
            db.keep_judgements((one.id, one.about, to_lines([one])) for one in judgements)

    def undo(self, names: Sequence[str]) -> tuple[Judgement, ...]:
        gone = _named(self.read(), names)
        with Store(self._path) as db:
            db.undo_judgements(one.id for one in gone)
        return gone

    def record(self) -> Record | None:
        try:
            return open_record(self._path) if self._path.exists() else None
        except StoreError:
            return None  # nothing was run yet


def _sorted(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    kept = {one.id: one for one in judgements}
    return tuple(kept[name] for name in sorted(kept))


def _named(kept: Sequence[Judgement], names: Sequence[str]) -> tuple[Judgement, ...]:
    found = []
    for name in names:
        begins = [one for one in kept if name and one.id.startswith(name)]
        if len(begins) != 1:
            count = f"{len(begins)} judgements have ids that begin" if begins else "no judgement has an id that begins"
            raise UsageError(f"{count} with {name[:60]!r}; firsthand judgements lists them")
        found += begins
    return tuple(found)


def as_they_stand(judgements: Iterable[Judgement], record: Record | None) -> list[Judgement]:
    """The judgements with what the record says became of each; without one, with which of them hold at all."""
    known = {one.id: one for one in record.judgements} if record is not None else {}
    return [known.get(one.id, one) if not one.state else one for one in settle(judgements).all]


def judgement_line(one: Judgement) -> str:
    """A judgement as one line for a terminal."""
    things = " | ".join(f"“{thing.words[:60]}”" for thing in (one.a, one.b) if thing is not None)
    state = f" [{one.state}{f': {one.reason}' if one.reason else ''}]" if one.state else ""
    note = f" ({one.note})" if one.note else ""
    return f"{one.id}  {one.about}: {one.verdict}  {things}  judged by {one.by}, {one.at[:10]}{note}{state}"
