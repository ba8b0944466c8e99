"""What a caller may give: a path, a text in memory, or a list of them; a string is one path and never its letters."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.data import Given, RawDocument, Rejected
from firsthand.errors import UsageError
from firsthand.ingest import read
from firsthand.ingest.sources import sources

DICTIONARY = {
    "text": "The bridge closed on Monday, police said.", "id": 7, "url": "https://news.example/a",
    "outlet": " The Example ", "title": "A bridge", "authors": ["Jo Doe", "Max Roe"], "published": "2021-05-06",
}  # fmt: skip


def test_one_path_is_one_source_however_it_is_written() -> None:
    assert sources("/saved/pages") == ("/saved/pages",)
    assert sources(Path("/saved/pages")) == ("/saved/pages",)
    assert sources(["a", Path("b"), {"text": "c"}]) == ("a", "b", {"text": "c"})
    assert sources(name for name in ("a", "b")) == ("a", "b")
    assert sources([]) == ()


@given(st.text(min_size=1))
def test_a_string_is_never_taken_letter_by_letter(path: str) -> None:
    assert sources(path) == (path,) == sources([path])


def test_a_folder_given_as_a_string_is_that_folder_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("One.")
    looked_into: list[Path] = []
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda folder: (looked_into.append(folder), listed(folder))[1])
    for given_path in (str(tmp_path), tmp_path):
        assert [item.uri for item in read(given_path)] == [str(tmp_path / "a.txt")]
    assert set(looked_into) == {tmp_path}


@pytest.mark.parametrize(
    "wrong", [None, 3, 2.5, True, b"folder", bytearray(b"folder"), [1], ["a", None], [b"a"], [["a"]]]
)
def test_what_is_no_source_ends_in_one_line_before_anything_is_read(wrong: object) -> None:
    with pytest.raises(UsageError, match=r"^a value of type \w+.* cannot be read: give a path") as error:
        read(wrong)  # type: ignore[arg-type]
    assert "\n" not in str(error.value)


def test_the_line_says_which_of_the_list_is_wrong_and_an_empty_path_is_not_this_folder() -> None:
    with pytest.raises(UsageError, match=r"type NoneType \(number 2 of the list\)"):
        read(["a", None])  # type: ignore[list-item]
    for empty in ("", [""]):
        with pytest.raises(UsageError, match="an empty path"):
            read(empty)


def test_a_dictionary_is_read_as_its_line_of_json_lines_is() -> None:
    (line,) = read("-", io.BytesIO(json.dumps(DICTIONARY).encode()))
    assert list(read(DICTIONARY)) == [line]
    assert list(read([DICTIONARY])) == [line]
    assert isinstance(line, RawDocument) and line.given.authors == ("Jo Doe", "Max Roe")
    assert list(read({**DICTIONARY, "authors": ("Jo Doe", "Max Roe")})) == [line]


def test_dictionaries_and_paths_may_stand_in_one_list(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    found = list(read([{"text": "Two."}, tmp_path, {"html": "<p>Three.</p>", "id": "x"}]))
    assert [item.uri for item in found] == [found[0].uri, str(tmp_path / "a.txt"), "memory#x"]
    assert found[2] == RawDocument("memory#x", "text/html", b"<p>Three.</p>", Given(id="x"))


def test_a_dictionary_is_named_by_what_it_holds_so_that_its_place_does_not_show() -> None:
    one, two = {"text": "One ferry."}, {"text": "Another ferry."}
    assert sorted(item.uri for item in read([one, two])) == sorted(item.uri for item in read([two, one]))
    assert len({item.uri for item in read([one, two])}) == 2


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ({}, 'without text: give "text" or "html"'),
        ({"text": " \n"}, "without text"),
        ({"text": None, "title": "x"}, "without text"),
        ({"text": b"bytes"}, '"text" is not a string'),
        ({"text": "half \ud83d a character"}, "lone surrogate"),
        ({"text": "a" * (32 * 2**20 + 1)}, "larger than 32 MiB"),
    ],
)  # fmt: skip
def test_a_bad_dictionary_is_refused_and_the_rest_goes_on(value: dict[str, object], word: str) -> None:
    first, bad, last = read([{"text": "One."}, value, {"text": "Two."}])
    assert isinstance(first, RawDocument) and isinstance(last, RawDocument)
    assert isinstance(bad, Rejected)
    assert bad.uri == "memory:2" and bad.stage == "ingest" and word in bad.reason and "\n" not in bad.reason
