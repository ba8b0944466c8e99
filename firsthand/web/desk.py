"""What is on the desk: what is read, the record made of it, the judgements on it, and what changed between two runs.

One person at a time changes it; every change runs again what it touches and says what came of it.  The store keeps what
was read and judged, so that nothing is read twice.  Left out: more than one writer.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from firsthand.data import Claim, Judgement, MadeWith, Record
from firsthand.errors import FirsthandError, UsageError
from firsthand.judgement_files import JudgementPlace, judgement_place
from firsthand.judgements import from_lines
from firsthand.judging import judge
from firsthand.opening import open as open_record
from firsthand.page_archive import Archived, addresses_in, archive
from firsthand.pipeline import add, run
from firsthand.record import to_json
from firsthand.report import OpenRecord, opened
from firsthand.report.phrasing import as_sentence, count, line, number_of
from firsthand.source_sheet import sheet_judgements
from firsthand.store import Store
from firsthand.web.watching import MOST_WATCHED, SeenStory, found_again, read_watched, seen_story, write_watched

Reader = Callable[[Sequence[str], Path | None, Callable[[str, int, int], None], Sequence[Judgement]], OpenRecord]
"""Reads paths with a store, telling how far it is, under judgements that no store keeps."""
EMPTY = Record((), (), (), (), (), (), (), (), (), (), (), (), (), MadeWith("", "", ""))
EMPTY_NAME = "reader"
_SAFE = re.compile(r"[^\w.\- ]+")
_KINDS = "html htm mhtml mht txt md eml mbox xml rss atom pdf docx rtf epub json jsonl csv parquet warc gz wacz zip tar"
_SUFFIXES = frozenset(f".{one}" for one in _KINDS.split())
_MOST_FILES, _LONGEST_SEARCH = 5_000, 390


@dataclass(frozen=True)
class DeskChange:
    """What a change came to: in words, and the claim that it concerned, as it is now."""

    says: str
    claim: str = ""
    undo: str = ""


@dataclass
class RunProgress:
    """How far a run is."""

    stage: str = ""
    done: int = 0
    total: int = 0
    began: float = 0.0


@dataclass
class Desk:
    """A desk over ``paths`` (files and folders; empty for a record or store that is only shown), with its ``store``
    (None: nothing is kept) and the ``record`` that is shown."""

    paths: Sequence[str]
    store: Path | None
    reader: Reader | None
    record: OpenRecord
    name: str = EMPTY_NAME
    read_only: bool = False
    before: list[tuple[str, OpenRecord]] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    progress: RunProgress = field(default_factory=RunProgress)
    failed: str = ""
    not_fetched: tuple[Archived, ...] = ()
    """Addresses of the last list that could not be fetched, with the reason of each."""
    allow_local: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _kept: list[Judgement] = field(default_factory=list)
    _loose: list[dict[str, str]] = field(default_factory=list)
    _watched: dict[str, SeenStory] = field(default_factory=dict)
    _watching: threading.Lock = field(default_factory=threading.Lock)

    # ----------------------------------------------------------------------------------------------- running

    def run(self) -> None:
        """Read what is new and make the record again; the one before is kept for comparison."""
        if self.reader is None:
            return
        with self._lock:
            self._run()

    def _run(self) -> None:
        assert self.reader is not None
        self.progress = RunProgress("reading", began=datetime.now(UTC).timestamp())
        try:
            made = self.reader(self.paths, self.store, self._report, tuple(self._kept))
        except FirsthandError as error:
            self.failed = line(str(error), 300)
            return
        finally:
            self.progress = RunProgress()
        self.failed = ""
        self.take(made)

    def _report(self, stage: str, done: int, total: int) -> None:
        self.progress.stage, self.progress.done, self.progress.total = stage, done, total

    def take(self, made: OpenRecord) -> None:
        """Show another record; ids of claims that it has no more lead to those that have most of their statements."""
        old = self.record
        if record_hash(made) != record_hash(old):
            if old.documents:
                self.before.append((record_hash(old), old))
                del self.before[:-20]
            self.aliases.update(successors(old, made))
        self.record = made

    @property
    def running(self) -> bool:
        """Whether a run is going on."""
        return bool(self.progress.stage)

    # -------------------------------------------------------------------------------------------- judgements

    def place(self) -> JudgementPlace | None:
        """Where judgements are kept; None where nothing is kept."""
        return judgement_place(None, self.store) if self.store is not None else None

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement, the latest first; as the record tells what became of it."""
        place = self.place()
        kept = place.read() if place is not None else tuple(self._kept)
        told = {one.id: one for one in self.record.judgements}
        return tuple(sorted((told.get(one.id, one) for one in kept), key=lambda one: (one.at, one.id), reverse=True))

    def judge(self, what: str, a: str, b: str, note: str = "", claim: str = "") -> DeskChange:
        """Keep a judgement, make the record again, and say what changed.  Raises UsageError for what is none."""
        self._may_change()
        made = judge(self.record, what, a, b, by=self.name, note=note)
        place = self.place()
        if place is not None:
            place.add([made])
        else:
            self._kept.append(made)
        came = self._changed(claim, made.id)
        self.keep_note(kind="counts", judgement=made.id, says=came.says)
        return came

    def take_in(self, data: bytes) -> DeskChange:
        """Keep the judgements of a file that was written here or elsewhere, make the record again, and say what
        changed.  Raises UsageError for what is none."""
        self._may_change()
        return self._take_in(from_lines(data, "the file"))

    def take_in_sheet(self, data: bytes) -> DeskChange:
        """Keep what was corrected in the sheet of outlets and days, make the record again, and say what changed.
        Raises UsageError for what is no sheet, and where nothing is corrected in it."""
        self._may_change()
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        found = sheet_judgements(data, "the file", by=self.name, at=at)
        if not found:
            raise UsageError("nothing is corrected in the sheet: change its columns outlet, date or text_of")
        return self._take_in(found)

    def _take_in(self, found: Sequence[Judgement]) -> DeskChange:
        place = self.place()
        if place is not None:
            place.add(found)
        else:
            known = {one.id for one in self._kept}
            self._kept += [one for one in found if one.id not in known]
        made = self._changed("", found[0].id if len(found) == 1 else "")
        return DeskChange(f"{count(len(found), 'decision')} taken in; {made.says}", undo=made.undo)

    def undo(self, id_: str) -> DeskChange:
        """Take a judgement back, make the record again, and say what changed."""
        self._may_change()
        place = self.place()
        if place is not None:
            place.undo([id_])
        else:
            self._kept[:] = [one for one in self._kept if one.id != id_]
        return self._changed("", "")

    def _may_change(self) -> None:
        if self.read_only:
            raise UsageError("shared pages are read only")

    def _changed(self, claim: str, undo: str) -> DeskChange:
        old = self.record
        self.run()
        if self.reader is None:
            return DeskChange("Kept; it holds from the next run of firsthand over these reports.", claim, undo)
        told = next((one for one in self.record.judgements if one.id == undo), None)
        beside = f" {as_sentence(told.reason, 200)}." if told is not None and told.reason else ""
        return DeskChange(f"{difference(old, self.record, claim)}{beside}", self.now(claim), undo)

    def now(self, id_: str) -> str:
        """The id that a thing has in the record that is shown; '' where it is not there any more."""
        seen = set[str]()
        while id_ not in self.record and id_ in self.aliases and id_ not in seen:
            seen.add(id_)
            id_ = self.aliases[id_]
        return id_ if id_ in self.record else ""

    def known(self, record: str) -> OpenRecord | None:
        """The record that was shown before under this hash."""
        return next((one for name, one in reversed(self.before) if name == record), None)

    # ------------------------------------------------------------------------------------------------- files

    @property
    def folder(self) -> Path | None:
        """The one folder that is read, into which files can be put."""
        if not self.paths and self.reader is not None and self.store is not None:
            return self.store.with_name(f"{self.store.name}.pages")
        folders = [Path(one) for one in self.paths if Path(one).is_dir()]
        return folders[0] if len(self.paths) == 1 and folders and self.reader is not None else None

    def add(self, name: str, data: bytes) -> str:
        """Put a file into the folder under a name that is free.  Raises UsageError where that is not possible."""
        self._may_change()
        folder = self.folder
        if folder is None:
            raise UsageError("files can be added where firsthand open was given one folder")
        folder.mkdir(exist_ok=True)
        safe = _SAFE.sub("-", name.replace("\\", "/").rpartition("/")[2]).strip(" .-")[:120]
        path = Path(safe)
        if not safe or path.suffix.lower() not in _SUFFIXES:
            raise UsageError(
                f"{line(name, 80) or 'a file without a name'} is of no kind that is read: save the page as HTML or text"
            )
        if sum(1 for _ in folder.iterdir()) > _MOST_FILES:
            raise UsageError(f"the folder holds more than {_MOST_FILES:,} files")
        for number in range(1, 1000):
            target = folder / (safe if number == 1 else f"{path.stem}-{number}{path.suffix}")
            try:
                with target.open("xb") as file:
                    file.write(data)
            except FileExistsError:
                continue
            except OSError as error:
                raise UsageError(f"{line(name, 80)} cannot be written: {error.strerror}") from error
            return target.name
        raise UsageError(f"there are too many files named {line(name, 80)}")

    def fetch(self, text: str) -> str:
        """Fetch a list of addresses into the folder and read them; what came of it in words.  Raises UsageError or
        MissingExtraError, in one line, where nothing can be fetched."""
        self._may_change()
        folder = self.folder
        if folder is None:
            raise UsageError("addresses can be added where firsthand open was given one folder")
        asked = addresses_in(text)
        with self._lock:
            self.progress = RunProgress("fetching", 0, len(asked), datetime.now(UTC).timestamp())
            try:
                found = archive(
                    asked, folder, lambda n, of: self._report("fetching", n, of), allow_local=self.allow_local
                )
            finally:
                self.progress = RunProgress()
            self.not_fetched = tuple(one for one in found if not one.file)
            got = len(found) - len(self.not_fetched)
            if got:
                self._run()
        missed = f", {len(self.not_fetched)} could not be fetched; below stands why" if self.not_fetched else ""
        return self.failed or f"{count(got, 'page')} fetched{missed}."

    # ------------------------------------------------------------------------------------- ticks and answers

    def notes(self) -> list[dict[str, str]]:
        """Ticks of claims and answers of checks, in the order in which they were given."""
        path = self._notes_file()
        if path is None or not path.is_file():
            return list(self._loose)
        found = []
        for one in path.read_text("utf-8", "replace").splitlines()[-20_000:]:
            with suppress(ValueError):
                row = json.loads(one)
                if isinstance(row, dict):
                    found.append({str(key): str(value) for key, value in row.items()})
        return found

    def keep_note(self, **row: str) -> None:
        """Keep a tick or an answer."""
        self._may_change()
        told = {**{key: line(value, 400) for key, value in row.items()}, "by": self.name,
                "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}  # fmt: skip
        path = self._notes_file()
        if path is None:
            self._loose.append(told)
            return
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(told, ensure_ascii=False) + "\n")

    def searches(self) -> list[tuple[str, str]]:
        """The searches that were kept: their names, and the query of each, in the order in which they were kept."""
        kept: dict[str, str] = {}
        for one in self.notes():
            if one.get("kind") == "search" and one.get("search"):
                kept.pop(one["search"], None)
                if one.get("kept") == "yes":
                    kept[one["search"]] = one.get("name", "")
        return [(name or search, search) for search, name in kept.items()]

    def keep_search(self, name: str, search: str, *, kept: bool) -> None:
        """Keep a search under a name, or forget it.  Raises UsageError where nothing is searched for."""
        if not search or len(search) > _LONGEST_SEARCH:
            raise UsageError("there is no search to keep: search for something first")
        self.keep_note(kind="search", name=name, search=search, kept="yes" if kept else "no")

    # ----------------------------------------------------------------------------------------- watched stories

    def watched(self) -> dict[str, SeenStory]:
        """The stories that are watched, by the ids under which they were seen; none on shared pages.  Raises UsageError
        where their file cannot be read."""
        if self.read_only:
            return {}
        return read_watched(self._watched_file()) if self.store is not None else dict(self._watched)

    def watched_here(self, reading: OpenRecord) -> dict[str, SeenStory]:
        """The watched stories by the ids that they have in a record; none where their file cannot be read."""
        found: dict[str, SeenStory] = {}
        with suppress(UsageError):
            for one in self.watched().values():
                story = found_again(one, reading)
                if story is not None:
                    found.setdefault(story.id, one)
        return found

    def watch(self, story: str, *, watched: bool) -> None:
        """Watch a story as it is now, again if it is watched already; or watch it no more.  Raises UsageError."""
        self._may_change()
        with self._watching:
            kept = self.watched()
            for one in list(kept.values()):
                again = found_again(one, self.record)
                if one.id == story or (again is not None and again.id == story):
                    del kept[one.id]
            if watched:
                found = next((one for one in self.record.stories if one.id == story), None)
                if found is None:
                    raise UsageError(f"there is no story {line(story, 40)} to watch")
                if len(kept) >= MOST_WATCHED:
                    raise UsageError(f"{MOST_WATCHED} stories are watched: let one go first")
                kept[story] = seen_story(self.record, found, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
            if self.store is not None:
                write_watched(self._watched_file(), kept)
            else:
                self._watched = kept

    def _watched_file(self) -> Path:
        assert self.store is not None
        return self.store.with_name(f"{self.store.name}.watched.json")

    def _notes_file(self) -> Path | None:
        return self.store.with_name(f"{self.store.name}.notes.jsonl") if self.store is not None else None


# ---------------------------------------------------------------------------------------------------- changes


def record_hash(record: Record) -> str:
    """What a record is known by: the first 12 digits of the SHA-256 of its JSON."""
    try:
        told = to_json(record)
    except UnicodeEncodeError:  # a record made in memory may hold what JSON cannot
        told = repr(record).encode("utf-8", "surrogatepass")
    return hashlib.sha256(told).hexdigest()[:12]


def successors(old: OpenRecord, new: OpenRecord) -> dict[str, str]:
    """For each claim of the old record that the new one has no more, the claim that has most of its words, and for each
    such story the one that has most of its reports."""
    claims_at: dict[tuple[str, int, int], list[str]] = {}
    for one in new.claims:
        for id_ in one.statements:
            claims_at.setdefault(_place(new, id_), []).append(one.id)
    found = {}
    for claim in old.claims:
        if claim.id in new:
            continue
        votes: dict[str, int] = {}
        for id_ in claim.statements:
            for now in claims_at.get(_place(old, id_), ()):
                votes[now] = votes.get(now, 0) + 1
        if votes:
            found[str(claim.id)] = min(votes, key=lambda one: (-votes[one], one))
    story_with = {id_: one.id for one in new.stories for id_ in one.documents}
    for story in old.stories:
        held = Counter(story_with[id_] for id_ in story.documents if id_ in story_with)
        if story.id not in new and held:
            found[str(story.id)] = min(held, key=lambda one: (-held[one], one))
    return found


def _place(record: OpenRecord, statement: str) -> tuple[str, int, int]:
    span = record.statement[statement].span  # type: ignore[index]
    return span.document, span.start, span.end


def difference(old: OpenRecord, new: OpenRecord, claim: str) -> str:
    """What changed for a claim and how many others changed, as "1 to 2 → 1 independent origins; 3 claims changed"."""
    following = successors(old, new)
    changed = [one for one in old.claims if _counts(one) != _counts(new.claim.get(following.get(one.id, one.id)))]  # type: ignore[call-overload]
    gone = [one for one in new.claims if one.id not in old and one.id not in following.values()]
    number = len({one.id for one in changed}) + len(gone)
    before = old.claim.get(claim)  # type: ignore[call-overload]
    after = new.claim.get(following.get(claim, claim))  # type: ignore[call-overload]
    said = []
    if before is not None and after is not None:
        told = [
            f"{number_of(one.independent)} {'origin' if one.independent.at_most == 1 else 'origins'}, "
            f"{count(one.reports.documents, 'page')}, {count(len(one.statements), 'wording')}"
            for one in (before, after)
        ]
        said.append(f"{told[0]} → {told[1]}" if told[0] != told[1] else f"still {told[0]}")
    texts = [sum(one.texts(story) for story in one.stories) for one in (old, new)]
    if texts[0] != texts[1]:
        said.append(f"{texts[0]:,} → {count(texts[1], 'separate text')}")
    said.append(f"{count(number, 'claim')} changed" if number else "no count changed")
    more = sum(_least(new.claim.get(following.get(one.id, one.id))) > _least(one) for one in old.claims)  # type: ignore[call-overload]
    if more:
        said.append(f"{count(more, 'claim')} now {'rests' if more == 1 else 'rest'} on more origins at least")
    return "; ".join(said) + "."


def _least(claim: Claim | None) -> int:
    return (claim.independent.at_least or 0) if claim is not None else 0


def _counts(claim: Claim | None) -> object:
    return (claim.independent, claim.reports) if claim is not None else None


def shown_desk(paths: Sequence[str], name: str) -> Desk | None:
    """A desk that shows a store or a record; None where the paths are something to be read."""
    path = Path(paths[0])
    if len(paths) > 1 or not path.is_file():
        return None
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"SQLite format 3"):
        return Desk((), path, _kept, open_record(path), name)
    if head.lstrip().startswith(b"{") and b'"documents"' in head:
        return Desk((), None, None, open_record(path), name)
    return None


def _kept(
    given: Sequence[str], store: Path | None, report: Callable[[str, int, int], None], judged: Sequence[Judgement]
) -> OpenRecord:
    """The record of all that a store holds, made again, with the files that were added."""
    assert store is not None
    with Store(store) as db:
        if not db.members().documents:
            raise UsageError(f"{store} was kept by an earlier version; open the folder it was made from instead")
    return add([str(one) for one in _added(store)] if _added(store) else [], store=store, progress=report)


def _added(store: Path) -> list[Path]:
    folder = store.with_name(f"{store.name}.pages")
    return [folder] if folder.is_dir() else []


def store_beside(paths: Sequence[str]) -> Path:
    """Where the store of a folder lies that nobody named: beside it, under its name."""
    first = Path(paths[0]).resolve()
    return first.with_name(f"{first.name}.firsthand.db")


def read_desk(
    paths: Sequence[str], store: Path | None, name: str, workers: int | None, progress: Callable[[str, int, int], None]
) -> Desk:
    """A desk over files and folders, read now; the store's record before this run can be compared with it.  Raises
    FirsthandError where the paths or the store cannot be used."""

    def reader(
        given: Sequence[str], kept: Path | None, report: Callable[[str, int, int], None], judged: Sequence[Judgement]
    ) -> OpenRecord:
        return run(list(given), store=kept, workers=workers, progress=report, judgements=judged)

    made = Desk(tuple(paths), store, reader, opened(EMPTY), name)
    if store is not None and store.is_file():
        with suppress(FirsthandError):
            made.record = open_record(store)
    made.take(reader(paths, store, progress, ()))
    return made


def made_password() -> str:
    """A password of letters and digits that nobody guesses."""
    return secrets.token_urlsafe(9)
