"""What is installed is what is used: the package imports all that it asks for, and nothing that it does not."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

USED_BY_ANOTHER = {"python_multipart"}
"""Packages that another one imports when it is asked for what it cannot do alone (Starlette: forms with files)."""
BROUGHT_ALONG = {"markupsafe": "jinja2", "markdown_it": "markdown_it_py", "httpcore2": "httpx2"}
"""Imported modules that come with a package that is asked for, or bear another name."""


def asked_for(requirements: list[str]) -> set[str]:
    names = (re.match(r"[\w-]+", one) for one in requirements)
    return {name.group().replace("-", "_") for name in names if name} - USED_BY_ANOTHER


def imported() -> set[str]:
    found: set[str] = set()
    for file in (ROOT / "firsthand").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"firsthand"}


def test_every_package_that_a_user_installs_is_imported_and_every_import_is_installed() -> None:
    project = PROJECT["project"]
    asked = asked_for([*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())])
    assert {BROUGHT_ALONG.get(name, name) for name in imported()} == asked


def test_the_first_command_installs_the_models_and_not_the_developers_packages() -> None:
    assert PROJECT["tool"]["uv"]["default-groups"] == ["models"]
    assert PROJECT["dependency-groups"]["models"] == ["firsthand[models]"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (demo,) = re.findall(r"^    (python3 .*firsthand demo.*)$", readme, re.MULTILINE)
    (tests,) = re.findall(r"^    (python3 .*pytest.*)$", readme, re.MULTILINE)
    assert "--group dev" in tests and "--group" not in demo
