"""Files, folders, standard input: what is read, and the one line that says why something is not."""

from __future__ import annotations

import io
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.data import RawDocument, Rejected
from firsthand.ingest import part, read


def only(found: list[RawDocument | Rejected]) -> RawDocument | Rejected:
    assert len(found) == 1
    return found[0]


def refused(path: Path | str) -> str:
    item = only(list(read([str(path)])))
    assert isinstance(item, Rejected)
    assert item.stage == "ingest"
    assert "\n" not in item.reason
    return item.reason


def test_text_comes_in_byte_for_byte(tmp_path: Path) -> None:
    data = "\ufeffOne line.\r\nAnother – line.\r\r\n\n".encode()
    (tmp_path / "a.txt").write_bytes(data)
    item = only(list(read([str(tmp_path / "a.txt")])))
    assert item == RawDocument(str(tmp_path / "a.txt"), "text/plain", data)


def test_folder_is_read_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text("Two.")
    (tmp_path / "b" / ".hidden.txt").write_text("Hidden.")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("Hidden.")
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "c.HTM").write_text("<p>Three.</p>")
    found = [item for item in read([str(tmp_path)]) if isinstance(item, RawDocument)]
    assert [Path(item.uri).name for item in found] == ["a.txt", "2.txt", "c.HTM"]
    assert [item.media_type for item in found] == ["text/plain", "text/plain", "text/html"]


def test_links_that_lead_back_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.txt").write_text("One.")
    (tmp_path / "deep" / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = list(read([str(tmp_path)]))
    assert sum(isinstance(item, RawDocument) for item in found) == 1
    reasons = [item.reason for item in found if isinstance(item, Rejected)]
    assert any("leads back" in reason for reason in reasons)
    assert any("no such file" in reason for reason in reasons)


def test_parts_of_a_saved_page_are_not_documents(tmp_path: Path) -> None:
    (tmp_path / "Page.html").write_text("<p>The page.</p>")
    (tmp_path / "Page_files").mkdir()
    (tmp_path / "Page_files" / "frame.html").write_text("<p>An advertisement in a frame.</p>")
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files" / "x.txt").write_text("A document.")
    found = list(read([str(tmp_path)]))
    assert [Path(item.uri).name for item in found if isinstance(item, RawDocument)] == ["Page.html", "x.txt"]
    assert "belongs to the saved page" in next(item.reason for item in found if isinstance(item, Rejected))


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "PDF"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("a.txt", b"text with a \0 in it", "binary"),
        ("a.txt", b"caf\xe9 latin-1 text", "not UTF-8"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n ", "no text"),
        ("a.txt", "\ufeff\n".encode(), "no text"),
        ("a.css", b"body { color: red }", ".css"),
        ("a.json", b"[\n {}\n]", "without text"),
        ("a.json", b"[\n 1\n]", "one object a line"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "unpack it"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "save it as .docx"),
    ],
)
def test_refused_files_name_the_reason(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert word in refused(tmp_path / name)


def test_missing_path_and_empty_folder(tmp_path: Path) -> None:
    assert "no such file or folder" in refused(tmp_path / "nothing")
    assert "holds no files" in refused(tmp_path)
    assert "cannot be read" in refused("a\0b")


def test_a_large_file_is_refused_by_its_size_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
        file.write(b"A large text. ")
        file.seek(0)
        file.write(b"A" * 4096)
    assert "larger than 32 MiB" in refused(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permission_denied(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One.")
    path.chmod(0)
    assert "permission denied" in refused(path)


def test_a_link_to_where_the_user_may_not_look_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "link").symlink_to(tmp_path / "closed" / "folder")
    stat = Path.stat

    def closed(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.name == "link" and follow_symlinks:
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", closed)
    document, refusal = read(tmp_path)
    assert isinstance(document, RawDocument)
    assert refusal == Rejected(str(tmp_path / "link"), "ingest", "permission denied: make it readable for this user")


def test_not_a_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in refused(tmp_path / "pipe.txt")


def test_files_without_a_known_suffix_are_sniffed(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("<!DOCTYPE html><html><body><p>A page.</p></body></html>")
    (tmp_path / "report").write_text("A report without a suffix.")
    kinds = [item.media_type for item in read([str(tmp_path)]) if isinstance(item, RawDocument)]
    assert kinds == ["text/html", "text/plain"]


def test_html_in_utf_16_is_html(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes("<html><body><p>A page.</p></body></html>".encode("utf-16"))
    item = only(list(read([str(tmp_path / "page")])))
    assert isinstance(item, RawDocument) and item.media_type == "text/html"


def test_standard_input(tmp_path: Path) -> None:
    text = only(list(read(["-"], io.BytesIO("Plain text – all of it.\n{not json}\n".encode()))))
    assert isinstance(text, RawDocument) and text.media_type == "text/plain" and text.uri == "-"
    page = only(list(read(["-"], io.BytesIO(b"<html><body><p>A page.</p>"))))
    assert isinstance(page, RawDocument) and page.media_type == "text/html"
    lines = list(read(["-"], io.BytesIO(b'{"text": "One."}\n[1]\n{"text": "Two."}\n')))
    assert [type(item) for item in lines] == [RawDocument, Rejected, RawDocument]
    assert [item.uri for item in lines] == ["-:1", "-:2", "-:3"]
    assert isinstance(only(list(read(["-"], io.BytesIO(b"")))), Rejected)


def test_what_looks_like_an_address_or_a_pattern_gets_its_own_remedy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    assert "--fetch" in refused("https://news.example/a")
    assert "without quotation marks" in refused(str(tmp_path / "*.txt"))
    assert "no file here fits" in refused(str(tmp_path / "*.html"))


def test_folders_linked_many_times_over_are_read_once(tmp_path: Path) -> None:
    for level in range(24):
        (tmp_path / f"d{level}").mkdir()
        for name in "ab":
            (tmp_path / f"d{level}" / name).symlink_to(f"../d{level + 1}")
    (tmp_path / "d24").mkdir()
    (tmp_path / "d24" / "s.txt").write_text("One.")
    found = list(read(tmp_path / "d0"))
    assert sum(isinstance(item, RawDocument) for item in found) == 1 and len(found) == 25


def test_small_files_take_no_memory_maps(tmp_path: Path) -> None:
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("no /proc here")
    for number in range(500):
        (tmp_path / f"{number}.txt").write_bytes(b"Ada said so.")
    before = len(maps.read_text().splitlines())
    kept = list(read(tmp_path))
    assert len(kept) == 500 and len(maps.read_text().splitlines()) - before < 50


def test_a_folder_of_many_files_is_read_as_a_stream(tmp_path: Path) -> None:
    (tmp_path / "0.txt").write_bytes(b"Ada said so. " * 5_000)
    for number in range(1, 1_500):  # names of one file: no room on the disk, 97 MB if all were held
        os.link(tmp_path / "0.txt", tmp_path / f"{number}.txt")
    tracemalloc.start()
    count = sum(isinstance(item, RawDocument) for item in read(tmp_path))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1_500 and most < 4 * 2**20


@settings(max_examples=150, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
    )
)
def test_no_bytes_raise(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    for name in ("a.txt", "a.html", "a.jsonl", "a.json", "a"):
        (folder / name).write_bytes(data)
    for item in [*read([str(folder)]), *read(["-"], io.BytesIO(data))]:
        assert isinstance(item, RawDocument | Rejected)
        item.uri.encode("utf-8")


def test_the_limit_is_documented_in_bytes() -> None:
    assert part.MAX_BYTES == 32 * 2**20
