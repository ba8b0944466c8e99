"""What is found depends on what the reports say, never on what their files are called or where they lie."""

from __future__ import annotations

import json
import random
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from firsthand.data import content_id
from firsthand.pipeline import run
from firsthand.record import to_json
from tests.relate.reports import AGENCY, INDEPENDENT, OTHER, REWRITE

_WHERE = ("uri", "source_id")
_ID = re.compile(r"\b([a-z]{1,3}-[0-9a-f]{7})[0-9a-f]{9}\b")


def findings(paths: list[str]) -> dict[str, Any]:
    """The record without the names of files, and of each id what it has from the content alone; nouns and reasons
    sorted."""
    made = _ID.sub(r"\1", to_json(run(paths, workers=1)).decode())
    for document in json.loads(made)["documents"]:
        name = document["uri"].rsplit("/", 1)[-1]
        made = made.replace(name, document["id"]).replace(name.rpartition(".")[0], document["id"])
    told = json.loads(made, object_hook=_sorted_reasons)
    for document in told["documents"]:
        for name in _WHERE:
            del document[name]
    return {name: sorted(held, key=json.dumps) if isinstance(held, list) else held for name, held in told.items()}


def _sorted_reasons(noun: dict[str, Any]) -> dict[str, Any]:
    return {name: sorted(held) if name == "reasons" else held for name, held in noun.items()}


def under_other_names(files: list[Path], folder: Path, seed: int) -> list[str]:
    draw = random.Random(seed)
    names = draw.sample(range(100, 999), len(files))
    folder.mkdir(parents=True)
    for file, name in zip(files, names, strict=True):
        shutil.copy(file, folder / f"page{name}{file.suffix}")
    return [str(folder)]


@pytest.fixture
def small(tmp_path: Path) -> list[Path]:
    files = []
    for number, text in enumerate((AGENCY, REWRITE, INDEPENDENT, OTHER, INDEPENDENT + " Nothing else was known.")):
        files.append(tmp_path / f"some{number}.txt")
        files[-1].write_text(text)
    return files


@pytest.mark.models
@pytest.mark.parametrize("seed", range(4))
def test_names_of_files_and_folders_never_show(small: list[Path], tmp_path: Path, seed: int) -> None:
    first = findings([str(one) for one in small])
    assert findings(under_other_names(small, tmp_path / f"else{seed}" / "where", seed)) == first


@pytest.mark.models
@pytest.mark.parametrize("seed", range(3))
def test_they_do_not_show_in_the_example(example: Path, tmp_path: Path, seed: int) -> None:
    files = sorted((example / "reports").iterdir())
    first = findings([str(one) for one in files])
    assert findings(under_other_names(files, tmp_path / f"else{seed}", seed)) == first


def test_ids_begin_with_what_they_are_of() -> None:
    one, other = (content_id("d", "A text.", where=(name,)) for name in ("a.txt", "b.txt"))
    assert one != other and one[:9] == other[:9]
    statements = [content_id("s", name, 3, 9) for name in (one, other)]
    assert statements[0] != statements[1] and statements[0][:9] == statements[1][:9]
    assert content_id("d", "A text!", where=("a.txt",))[:9] != one[:9]
