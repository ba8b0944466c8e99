"""Addresses into a folder: fetched once each, kept with their address, refused with a reason, read again offline."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.data import RawDocument
from firsthand.errors import UsageError
from firsthand.ingest import read
from firsthand.page_archive import MOST_ADDRESSES, addresses_in, archive
from tests.ingest.test_fetch import Site, site

__all__ = ["site"]


def test_a_list_of_addresses_is_each_once_and_nothing_else() -> None:
    told = "# of Tuesday\nhttps://a.example/x  <https://b.example/>\r\nhttps://a.example/x,\n"
    assert addresses_in(told) == ("https://a.example/x", "https://b.example/")
    for wrong, says in {
        "": "no address",
        "www.a.example/x": "no address",
        "file:///etc/passwd": "no address",
        "https://": "no address",
        "javascript:alert(1)": "no address",
        "\n".join(f"https://a.example/{n}" for n in range(MOST_ADDRESSES + 1)): "too many",
        "https://a.example/" + "x" * 3_000: "no address",
    }.items():
        with pytest.raises(UsageError, match=says):
            addresses_in(wrong)


def test_what_was_fetched_is_read_from_the_folder_with_its_address(site: str, tmp_path: Path) -> None:
    asked = [f"{site}/a", f"{site}/moved", f"{site}/feed", f"{site}/gone", f"{site}/private/x.html", f"{site}/a?again"]
    done: list[tuple[int, int]] = []
    found = archive(asked, tmp_path / "new", lambda n, of: done.append((n, of)), allow_local=True)
    assert [one.address for one in found] == asked
    assert [bool(one.file) for one in found] == [True, True, True, False, False, True]
    assert "404" in found[3].reason
    assert "robots.txt" in found[4].reason
    assert sorted(done) == [(n, 6) for n in range(1, 7)]
    assert len({one.file for one in found if one.file}) == 4
    raw = [one for one in read([str(tmp_path / "new")]) if isinstance(one, RawDocument)]
    pages = [one for one in raw if "coast guard said.</p>" in one.data.decode() and one.given.url]
    assert sorted(str(one.given.url) for one in pages) == sorted([f"{site}/a", f"{site}/a", f"{site}/a?again"])
    assert len(raw) == 4
    asked_for = [path for path, _ in Site.seen]
    assert set(asked_for) == {"/robots.txt", "/a", "/moved", "/feed", "/gone", "/a?again"}
    assert asked_for.count("/robots.txt") == 1


def test_no_address_of_this_machine_is_fetched_unless_that_is_allowed(site: str, tmp_path: Path) -> None:
    (found,) = archive([f"{site}/a"], tmp_path)
    assert "local network" in found.reason
    assert list(tmp_path.iterdir()) == []
    assert Site.seen == []


def test_names_of_files_are_made_of_addresses_and_of_nothing_that_leads_elsewhere(site: str, tmp_path: Path) -> None:
    odd = [f"{site}/../../etc/passwd", f"{site}/{'x' * 400}", f"{site}/%2e%2e%2fup", f"{site}/a.PDF;.exe"]
    found = archive(odd, tmp_path / "in", allow_local=True)
    assert all(one.file and "/" not in one.file and not one.file.startswith(".") for one in found)
    assert {one.name for one in tmp_path.iterdir()} == {"in"}
