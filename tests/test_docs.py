"""The docs hold: every command and option is documented, commands run, exported names are the promised ones."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

import firsthand
from firsthand.cli import cli

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])


def test_every_command_and_option_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    for name, command in cli.commands.items():
        line = next(line for line in reference.splitlines() if line.startswith(f"`firsthand {name}"))
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.opts[0] in line, f"firsthand {name} {parameter.opts[0]} is not documented"


def test_no_command_is_documented_that_does_not_exist() -> None:
    for page in PAGES:
        for verb in re.findall(r"`firsthand ([a-z]+)", page.read_text(encoding="utf-8")):
            assert verb in cli.commands, f"{page.name}: firsthand {verb}"


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_package_exports_its_verbs() -> None:
    verbs = ["add", "analyse", "clean", "explain", "from_json", "judge", "open", "read", "relate", "remove", "run",
             "to_json"]  # fmt: skip
    assert firsthand.__all__ == ["__version__", *verbs]
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    for verb in verbs:
        assert getattr(firsthand, verb).__doc__, f"{verb} has no docstring"
        assert f"`firsthand.{verb}(" in reference, f"{verb} is not in the reference"
    with pytest.raises(AttributeError):
        _ = firsthand.nonsense


@pytest.mark.models
def test_python_in_the_docs_runs(example: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "saved-pages").symlink_to(example / "reports")
    monkeypatch.chdir(tmp_path)
    for page in PAGES:
        for block in re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            exec(compile(block, str(page), "exec"), {})


@pytest.mark.models
def test_the_notebook_runs_and_is_kept_without_its_outputs(capsys: pytest.CaptureFixture[str]) -> None:
    notebook = ROOT / "examples" / "first_record.ipynb"
    assert "examples/first_record.ipynb" in (ROOT / "README.md").read_text(encoding="utf-8")
    cells = [one for one in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if one["cell_type"] == "code"]
    assert all(one["outputs"] == [] and one["execution_count"] is None for one in cells)
    names: dict[str, object] = {}
    for number, cell in enumerate(cells):
        exec(compile("".join(cell["source"]), f"{notebook.name}, cell {number}", "exec"), names)
    assert "6 2 2 At least nine people were killed" in capsys.readouterr().out
    assert names["report"] in names["record"].documents  # type: ignore[attr-defined]


@pytest.mark.models
def test_the_readmes_summary_is_what_the_demo_prints(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from firsthand.pipeline import run
    from firsthand.report import summary

    monkeypatch.chdir(example / "reports")
    monkeypatch.setenv("COLUMNS", "88")  # the width of the README; a worker of the tests says 80
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"\$ firsthand demo\n(.*?)```", readme, re.DOTALL)
    assert shown is not None
    printed = summary(run(["."]))
    for line in shown.group(1).splitlines():
        if line.strip() and line.strip() != "…":
            assert line.rstrip() in printed, line
