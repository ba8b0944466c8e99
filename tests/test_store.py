from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from firsthand import store
from firsthand.errors import StoreError
from firsthand.store import Store


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as opened:
        opened.keep([("k1", "a.txt", b"one"), ("k2", "b.txt", b"two")])
    with Store(tmp_path / "s.db") as opened:
        assert opened.outcomes(["k1", "k2", "k3"]) == {"k1": b"one", "k2": b"two"}


def test_the_newest_record_is_the_one_kept_last(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as opened:
        with pytest.raises(StoreError, match="no record yet"):
            opened.newest_record()
        for value in (b"old", b"new", b"old"):
            opened.keep_record(value)
        assert opened.newest_record() == b"old"


def test_the_first_forms_store_is_brought_up_to_date(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "s.db") as old:
        old.executescript(f"PRAGMA application_id={store._APPLICATION}; {store._MIGRATIONS[0]} PRAGMA user_version=1;")
        old.execute("INSERT INTO outcome VALUES ('k1', 'a.txt', x'00')")
        old.execute("INSERT INTO record (value) VALUES (x'7b7d')")
    with Store(tmp_path / "s.db") as opened:
        assert opened.outcomes(["k1"]) == {}, "outcomes had another form"
        assert opened.newest_record() == b"{}"
        opened.keep_record(b"{}")


def test_several_may_open_one_new_store_at_once(tmp_path: Path) -> None:
    def opened(number: int) -> int:
        with Store(tmp_path / f"{number // 8}.db") as one:
            one.keep([("k", "a.txt", b"one")])
            return len(one.outcomes(["k"]))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(opened, range(400))) == [1] * 400


def test_a_failing_write_keeps_what_was_there(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as opened:
        opened.keep([("k1", "a.txt", b"one")])
        with pytest.raises(StoreError, match="still there"):
            opened.keep([("k2", "b.txt", b"two"), ("k3", None, b"three")])  # type: ignore[list-item]
        assert opened.outcomes(["k1", "k2"]) == {"k1": b"one"}


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
