"""A room is entered by its face or by a door that its docstring names, and imports no more than it says.

A room is a folder of the package, its face what ``__all__`` of its ``__init__`` exports.  Read off the source alone;
nothing is imported.  Tests, evals and benchmarks look inside as they need.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parent.parent / "firsthand"


def _dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {_dotted(path): ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
ROOMS = sorted(_dotted(path) for path in PACKAGE.rglob("*/__init__.py"))


class Import(NamedTuple):
    """``source`` imports ``name`` from ``module``; ``name`` is empty where the module itself is imported."""

    source: str
    module: str
    name: str
    for_types: bool


def imports() -> Iterator[Import]:
    for source, tree in MODULES.items():
        guards = [
            node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        ]
        for_types = {id(inner) for guard in guards for node in guard.body for inner in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "firsthand":
                for one in node.names:
                    inner = f"{node.module}.{one.name}"
                    found = (inner, "") if inner in MODULES else (node.module, one.name)
                    yield Import(source, *found, for_types=id(node) in for_types)


def said(room: str, word: str) -> set[str]:
    """The names in the paragraph of a room's docstring that begins with ``word``."""
    docstring = ast.get_docstring(MODULES[room]) or ""
    found = re.search(rf"^{word}: (.*?)\.$", docstring, re.MULTILINE | re.DOTALL)
    return set(re.findall(r"``(\w+)``", found.group(1))) if found else set()


def face(room: str) -> set[str]:
    for node in MODULES[room].body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def inside(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def test_a_room_is_entered_by_its_face_or_by_a_door() -> None:
    found = []
    for one in imports():
        for room in ROOMS:
            if not inside(one.module, room) or inside(one.source, room):
                continue
            child = one.module[len(room) + 1 :].partition(".")[0]
            allowed = child in said(room, "Doors") if child else not one.name or one.name in face(room)
            if not allowed:
                found.append(f"{one.source} imports {one.name or 'the module'} from {one.module}")
    assert found == []


def test_inside_a_room_its_modules_import_each_other_and_not_its_face() -> None:
    assert [
        one for one in imports() for room in ROOMS if one.module == room and one.source.startswith(f"{room}.")
    ] == []


def test_a_room_imports_no_more_than_it_says() -> None:
    found = []
    for room in ROOMS:
        parts = room.split(".")
        for one in imports():
            if one.for_types or not inside(one.source, room) or inside(one.module, room):
                continue
            others = one.module.split(".")
            shared = next(n for n in range(len(others) + 1) if n == len(others) or others[n] != parts[n])
            if shared < len(others) and others[shared] not in said(room, "May import"):
                found.append(f"{room}: {others[shared]} ({one.source})")
    assert found == []


def test_no_face_hides_a_module_behind_a_name() -> None:
    assert len(ROOMS) > 20
    assert [f"{room}.{name}" for room in ROOMS for name in face(room) if f"{room}.{name}" in MODULES] == []


def test_doors_are_modules_of_their_room() -> None:
    assert [f"{room}.{door}" for room in ROOMS for door in said(room, "Doors") if f"{room}.{door}" not in MODULES] == []


def test_the_verbs_of_the_rooms_are_those_of_their_faces() -> None:
    told = (PACKAGE.parent / "ARCHITECTURE.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (`[^|]+`) \| `[^|]+` \|$", told, re.MULTILINE)
    assert len(rows) >= 16
    for room, verbs in rows:
        (found,) = [one for one in ROOMS if one.endswith(f".{room}")]
        names = {verb.partition(".")[0] for verb in re.findall(r"`([\w.]+)`", verbs)}
        assert names <= face(found), room
