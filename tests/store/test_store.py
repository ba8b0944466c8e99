"""The open file: what is kept is found again, once, whatever else happens to it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.data import (
    Document,
    JudgedThing,
    MadeWith,
    Outlet,
    Published,
    Quantity,
    Record,
    Rejected,
    Span,
    Statement,
    content_id,
)
from firsthand.errors import StoreError
from firsthand.judgements import judgement
from firsthand.record import to_json
from firsthand.store import KeptOutcome, Member, Members, Store, store

ONE, TWO = KeptOutcome("k1", "s1", "a.txt", b"one", "text"), KeptOutcome("k2", "s2", "b.txt", b"two", None)
NONE = Members()


def record(text: str = "The bridge closed.", uri: str = "a.txt") -> Record:
    document = Document(content_id("d", text, uri), uri, uri, text, None, Outlet(), (), Published(), "en", ())
    made = MadeWith("1", "rules", "rules")
    empty: dict[str, Any] = {one.name: () for one in fields(Record) if one.name not in ("documents", "made_with")}
    return Record(documents=(document,), made_with=made, **empty)


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as opened:
        opened.keep([ONE, TWO])
    with Store(tmp_path / "s.db") as opened:
        assert opened.outcomes(["k1", "k2", "k3"]) == {"k1": (b"one", "text"), "k2": (b"two", None)}
        assert opened.outcomes_of(["s2", "s1", "s9"]) == {"s1": (b"one", "text"), "s2": (b"two", None)}


def test_another_versions_outcome_takes_the_place_of_the_first(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as opened:
        opened.keep([ONE])
        opened.keep([ONE._replace(key="k9", value=b"new")])
        assert opened.outcomes(["k1", "k9"]) == {"k9": (b"new", "text")}


def test_a_text_is_kept_once_and_goes_when_nothing_holds_it(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as opened:
        opened.keep([ONE, ONE._replace(key="k3", source="s3")])
        assert opened.keep_record(record("text"), NONE)
        texts = lambda: opened._db.execute("SELECT text FROM texts").fetchall()  # noqa: E731
        found = lambda: opened._db.execute("SELECT rowid FROM texts_fts WHERE texts_fts MATCH 'text'").fetchall()  # noqa: E731
        assert texts() == [("text",)] and len(found()) == 1
        opened.forget(["s1", "s3"])
        assert texts() == [("text",)], "the record has it"
        assert opened.keep_record(record("other"), opened.members())
        assert texts() == [("other",)] and found() == []


def test_one_record_is_kept_and_the_last_one(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as opened:
        with pytest.raises(StoreError, match="no record yet"):
            opened.newest_record()
        for text in ("old", "new"):
            assert opened.keep_record(record(text), opened.members())
        assert opened.newest_record() == record("new")
        assert opened._db.execute("SELECT count(*) FROM documents").fetchone() == (1,)


def test_members_that_changed_meanwhile_are_not_written_over(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as one, Store(tmp_path / "s.db") as other:
        mine, theirs = one.members(), other.members()
        refused = frozenset({Rejected("a.txt", "ingest", "no file")})
        assert other.keep_record(record("theirs"), replace(theirs, documents=frozenset({Member("s", "b.txt")})))
        assert not one.keep_record(record("mine"), replace(mine, refused=refused))
        assert one.newest_record() == record("theirs")
        assert one.keep_record(record("both"), replace(one.members(), refused=refused))
        assert other.members() == Members(frozenset({Member("s", "b.txt")}), refused, 2)


def test_the_first_forms_store_is_brought_up_to_date(tmp_path: Path) -> None:
    for form in range(1, len(store._MIGRATIONS)):
        path = tmp_path / f"{form}.db"
        with sqlite3.connect(path) as old:
            old.create_function("sha256", 1, store._hash)
            told = "".join(store._MIGRATIONS[:form])
            old.executescript(f"PRAGMA application_id={store._APPLICATION}; {told} PRAGMA user_version={form};")
            columns = "(value)" if form == 1 else "(hash, value)"
            for text in ("old", "new"):
                values = (to_json(record(text)),) if form == 1 else (text.encode(), to_json(record(text)))
                old.execute(f"INSERT INTO record {columns} VALUES ({', '.join('?' * len(values))})", values)
        with Store(path, reading=True) as opened:
            assert opened.newest_record() == record("new")
        with Store(path) as opened:
            assert opened.newest_record() == record("new")
            assert opened.keep_record(record("newer"), opened.members())
            assert opened.newest_record() == record("newer")
            assert opened._db.execute("SELECT count(*) FROM record").fetchone() == (0,)


def test_tables_of_another_form_are_read_by_their_columns_and_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with Store(path) as opened:
        opened.keep_record(record(), NONE)
    with sqlite3.connect(path) as db:
        db.execute("DROP VIEW documents_text")
        db.execute("ALTER TABLE documents DROP COLUMN page")
        db.execute("ALTER TABLE documents ADD COLUMN mood TEXT")
        db.execute("UPDATE held SET value = 'another' WHERE name = 'form'")
    with Store(path, reading=True) as opened:
        assert opened.newest_record() == record()
    with Store(path) as opened:
        assert opened.keep_record(record("newer"), opened.members())
        assert opened.newest_record() == record("newer")


def test_a_store_that_cannot_be_written_to_is_read_from(tmp_path: Path) -> None:
    folder = tmp_path / "sealed"
    folder.mkdir()
    path = folder / "s.db"
    with Store(path) as opened:
        opened.keep_record(record(), NONE)
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        with Store(path, reading=True) as opened:
            assert opened.newest_record() == record()
        if os.geteuid() != 0:
            with pytest.raises(StoreError, match="may not be written to") as error, Store(path) as opened:
                opened.keep([ONE])
            assert "\n" not in str(error.value)
    finally:
        folder.chmod(0o755)


def test_a_full_disk_ends_in_one_line_and_keeps_what_was_there(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as opened:
        opened.keep_record(record(), NONE)
        (pages,) = opened._db.execute("PRAGMA page_count").fetchone()
        opened._db.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError, match="the disk is full") as error:
            opened.keep_record(record("x" * 1_000_000), opened.members())
        assert "\n" not in str(error.value)
        assert opened.newest_record() == record()
        assert opened._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_second_writer_waits_and_then_gets_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.2)
    with Store(tmp_path / "s.db") as one, Store(tmp_path / "s.db") as other:
        one.keep_record(record(), NONE)
        one._db.execute("BEGIN IMMEDIATE")
        assert other.newest_record() == record(), "readers are not blocked"
        with pytest.raises(StoreError, match="another process has been writing") as error:
            other.keep([ONE])
        assert "\n" not in str(error.value)
        one._db.execute("COMMIT")
        other.keep([ONE])


WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)


@given(WORDS, WORDS, st.none() | WORDS, st.booleans(), st.floats(allow_nan=False, allow_infinity=False))
def test_any_record_is_read_back_as_it_was(text: str, name: str, title: str | None, told: bool, value: float) -> None:
    whole = record(text, "a")
    (document,) = whole.documents
    document = replace(document, title=title, outlet=Outlet(name, "given", (Span(document.id, 0, 1),)), authors=(name,))
    quantity = Quantity(Span(document.id, 0, 1), value, name)
    statement = Statement(content_id("s", 1), Span(document.id, 0, len(text)), (), "asserted", told, (quantity,))
    judged = judgement("names", JudgedThing("a one"), JudgedThing("a two"), "same", by="Ada", at="2031-01-01")
    whole = replace(whole, documents=(document,), statements=(statement,), judgements=(judged,))
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "s.db") as opened:
        assert opened.keep_record(whole, NONE)
        assert opened.newest_record() == whole


def test_several_may_open_one_new_store_at_once(tmp_path: Path) -> None:
    def opened(number: int) -> int:
        with Store(tmp_path / f"{number // 8}.db") as one:
            one.keep([ONE])
            return len(one.outcomes(["k1"]))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(opened, range(400))) == [1] * 400


def test_a_failing_write_keeps_what_was_there(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as opened:
        opened.keep([ONE])
        with pytest.raises(StoreError, match="still there"):
            opened.keep([TWO, TWO._replace(key="k3", source="s3", uri=None)])  # type: ignore[arg-type]
        assert opened.outcomes(["k1", "k2"]) == {"k1": (b"one", "text")}


def test_a_folder_that_is_not_there_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such folder") as error:
        Store(tmp_path / "nowhere" / "s.db")
    assert "\n" not in str(error.value)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE notes (text)")
    other.commit()
    other.close()
    with pytest.raises(StoreError, match="another program"):
        Store(tmp_path / "other.db")


def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("It was reported on Monday. " * 100)
    with pytest.raises(StoreError, match="cannot be used as a store") as error:
        Store(path)
    assert "\n" not in str(error.value)
    assert path.read_text().startswith("It was reported")


def test_the_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db"):
        pass
    db = sqlite3.connect(tmp_path / "s.db")
    db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(StoreError, match="newer"):
        Store(tmp_path / "s.db")


def test_a_record_in_which_two_things_have_one_id_is_kept_as_it_is(tmp_path: Path) -> None:
    (document,) = record().documents
    one = Statement(content_id("s", 1), Span(document.id, 0, 3), (), "asserted")
    twice = replace(record(), statements=(one, replace(one, negated=True)))
    with Store(tmp_path / "s.db") as opened:
        for whole in (record(), twice, record("other")):
            assert opened.keep_record(whole, opened.members())
            assert opened.newest_record() == whole
        assert opened._db.execute("PRAGMA foreign_key_check").fetchall() == []


AS_NOBODY = """
import os, sys
from pathlib import Path
from firsthand.errors import StoreError
from firsthand.store import Store, Members

os.setgroups([]); os.setgid(65534); os.setuid(65534)
for name in ("in.db", "beside.db"):
    path = Path(sys.argv[1]) / name
    with Store(path, reading=True) as opened:
        assert opened.newest_record().documents[0].text == "The bridge closed."
    try:
        with Store(path) as opened:
            opened.keep_judgements([("j", "names", b"{}")])
    except StoreError as error:
        print(error)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root may become nobody")
def test_whoever_may_only_read_reads_and_is_told_so_in_one_line_when_he_writes() -> None:
    """A folder that nobody but root writes to, and a file alone that only root does, as another user sees them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for store_name in ("in.db", "beside.db"):
            with Store(folder / store_name) as opened:
                opened.keep_record(record(), NONE)
        for one in folder.iterdir():
            one.chmod(0o444)
        for mode in (0o555, 0o777):
            folder.chmod(mode)
            made = subprocess.run(
                [sys.executable, "-c", AS_NOBODY, name], capture_output=True, text=True, check=False,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )  # fmt: skip
            assert made.returncode == 0, made.stderr
            lines = made.stdout.splitlines()
            assert len(lines) == 2 and all("may not be written to" in one for one in lines), lines
        with Store(folder / "in.db") as opened:
            assert opened._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert opened.judgements() == []
