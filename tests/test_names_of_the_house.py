"""A name means one thing: file names inside a stage, public names in the package; and every room says what it is.

Read off the source alone; nothing is imported.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "firsthand"
MODULES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}

TWICE = {
    "read": "each format's file reads it under this name",
    "run": "the command bears the name of the verb that it calls",
    "explain": "the command bears the name of the verb that it calls",
    "add": "the command bears the name of the verb that it calls",
    "remove": "the command bears the name of the verb that it calls",
    "judge": "the command bears the name of the verb that it calls",
    "schema": "the command bears the name of the verb that it calls",
    "relate": "the verb bears the name of the step that it calls",
    "NAME": "every model bears its name under this one",
    "available": "every model says under this name whether it can be loaded",
    "WINDOW": "tokens that the tagger reads at once; pieces beside a piece in blocking",
    "bare": "the tagger's tokenizer without its limits; a name without its titles",
}
"""Public names that two modules define, each with its reason."""


def public_names(module: ast.Module) -> Iterator[str]:
    """Functions, classes and constants at the top of a module whose name has no underscore before it."""
    for node in module.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name))


def twice_defined() -> dict[str, list[str]]:
    where: defaultdict[str, set[str]] = defaultdict(set)
    for path, module in MODULES.items():
        for name in public_names(module):
            if not name.startswith("_"):
                where[name].add(path)
    return {name: sorted(paths) for name, paths in where.items() if len(paths) > 1}


def test_no_two_modules_of_a_stage_share_a_file_name() -> None:
    where: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for path in sorted(MODULES):
        stage, _, inside = path.partition("/")
        if inside and not inside.endswith("__init__.py"):
            where[stage, inside.rpartition("/")[2]].append(path)
    assert len(where) > 100
    assert [paths for paths in where.values() if len(paths) > 1] == []


def test_no_public_name_is_defined_in_two_modules() -> None:
    assert {name: paths for name, paths in twice_defined().items() if name not in TWICE} == {}


def test_every_exception_is_still_one() -> None:
    assert sorted(TWICE.keys() - twice_defined().keys()) == [], "take the name out of TWICE"


def test_every_room_says_what_it_is() -> None:
    rooms = {path: ast.get_docstring(module) or "" for path, module in MODULES.items() if path.endswith("/__init__.py")}
    assert len(rooms) > 20
    for said in ("\nIn: ", "\nOut: ", "\nMay import: "):
        assert sorted(path for path, docstring in rooms.items() if said not in docstring) == [], said
