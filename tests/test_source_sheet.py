"""The source sheet: written as read, corrected by hand, read back; what is no sheet is said in one line."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from firsthand.errors import UsageError
from firsthand.example import REPORTS
from firsthand.pipeline import run
from firsthand.source_sheet import COLUMNS, read_sheet, sheet, write_sheet
from tests.report.demo_record import make
from tests.report.hostile import CONTROLS, hostile


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode())))


def changed(path: Path, **values: str) -> None:
    found = rows(path.read_bytes())
    found[0].update(values)
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(found)
    path.write_text(out.getvalue(), encoding="utf-8")


def test_a_sheet_that_nobody_changed_decides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    assert read_sheet(path) == ()
    write_sheet(make(), path)
    assert read_sheet(path) == ()
    before = path.read_bytes()
    write_sheet(make(), path)
    assert path.read_bytes() == before


def test_what_is_not_known_stands_first_and_what_was_changed_is_kept_by_the_text(tmp_path: Path) -> None:
    record = make()
    last = replace(record.documents[-1], outlet=replace(record.documents[-1].outlet, name=None))
    record = replace(record, documents=(*record.documents[:-1], last))
    path = tmp_path / "sources.csv"
    write_sheet(record, path)
    assert rows(path.read_bytes())[0]["file"] == last.source_id
    changed(path, outlet="The Beacon", date="2031-03-16")
    judged = read_sheet(path)
    assert {(one.about, one.verdict) for one in judged} == {("outlet", "The Beacon"), ("date", "2031-03-16")}
    renamed = replace(
        record, documents=tuple(replace(one, source_id=f"new-{one.source_id}") for one in record.documents)
    )
    write_sheet(renamed, path)
    assert {(one.about, one.verdict) for one in read_sheet(path)} == {("outlet", "The Beacon"), ("date", "2031-03-16")}
    write_sheet(replace(record, documents=record.documents[:3]), path)
    assert len(rows(path.read_bytes())) == len(record.documents)


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "\x00\x01", "outlet\nx\n"])
def test_what_is_no_sheet_is_said_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "sources.csv"
    path.write_bytes(text.encode())
    with pytest.raises(UsageError, match="sheet") as told:
        read_sheet(path)
    assert "\n" not in str(told.value)


def test_a_bad_day_names_its_row(tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    write_sheet(make(), path)
    changed(path, date="soon")
    with pytest.raises(UsageError, match="row 2"):
        read_sheet(path)


def test_no_cell_is_a_formula_or_a_control() -> None:
    record = hostile()
    documents = tuple(replace(one, title="=cmd()") for one in record.documents)
    data = sheet(replace(record, documents=documents)).decode()
    assert [c for c in CONTROLS if c in data] == []
    assert all(row["title"] == "'=cmd()" for row in rows(data.encode()))


@pytest.mark.models
def test_a_correction_holds_in_the_next_run(tmp_path: Path) -> None:
    folder, path = tmp_path / "pages", tmp_path / "sources.csv"
    folder.mkdir()
    for name in ("08-transcoast-update.txt", "09-northmark-ledger.html"):
        shutil.copy(REPORTS / name, folder)
    record = run(folder)
    write_sheet(record, path)
    changed(path, outlet="Somebody Else", text_of="agency: Transcoast News Agency")
    now = run(folder, judgements=read_sheet(path))
    names = {one.outlet.name for one in now.documents}
    assert "Somebody Else" in names
    write_sheet(now, path)
    assert any(row["outlet"] == "Somebody Else" != row["outlet_read"] for row in rows(path.read_bytes()))
    assert {one.outlet.name for one in run(folder, judgements=read_sheet(path)).documents} == names
