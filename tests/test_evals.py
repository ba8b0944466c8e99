"""What ``python -m evals --against`` stands on, with made cases and made repositories; no corpus and no model."""

from __future__ import annotations

import ast
import json
import subprocess
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from evals import commit, compare, without
from evals.__main__ import STAGES, WITH_CASES
from evals.case import Case, Verdict, counted, cut, from_line, share, to_line
from evals.first_reading import as_read
from evals.stages import lots
from evals.two_origins import verdict_of
from firsthand import trail

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


def case(verdict: Verdict, start: int = 0, expected: str = "", found: str = "", words: str = "some words") -> Case:
    return Case("speaker", "corpus", verdict, "seeds/a.txt", start, start + 5, expected, found, words)


def compared(before: Verdict | None, after: Verdict | None) -> tuple[int, int, int, int, int]:
    one = compare.compare([case(before)] if before else [], [case(after)] if after else [])
    return len(one.gained), len(one.lost), one.unchanged, len(one.unread), one.alone


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("right", "right", "unchanged"),
        ("wrong", "wrong", "unchanged"),
        ("missed", "right", "gained"),
        ("wrong", "missed", "gained"),
        ("extra", None, "gained"),
        ("right", "missed", "lost"),
        ("right", "wrong", "lost"),
        ("missed", "wrong", "lost"),
        (None, "extra", "lost"),
        ("unlabelled", None, "unread"),
        (None, "unlabelled", "unread"),
        ("unlabelled", "unlabelled", "unchanged"),
        ("right", None, "alone"),
        (None, "missed", "alone"),
    ],
)
def test_a_case_is_counted_once_and_by_rank(before: Verdict | None, after: Verdict | None, kind: str) -> None:
    kinds = ("gained", "lost", "unchanged", "unread", "alone")
    assert compared(before, after) == tuple(int(one == kind) for one in kinds)


def test_what_was_found_is_no_part_of_what_was_expected() -> None:
    before, after = case("wrong", expected="Vance", found="Hale"), case("right", expected="Vance", found="Vance")
    assert compare.compare([before], [after]).gained == (compare.Change(before, after),)


def test_two_false_answers_at_one_place_are_two_cases() -> None:
    both = [case("extra", found="person"), case("extra", found="place")]
    assert len(compare.compare(both, both[:1]).gained) == 1


def test_equal_cases_are_numbered() -> None:
    assert len(compare.compare([case("extra")], [case("extra"), case("extra")]).lost) == 1


def test_a_difference_turns_round() -> None:
    before = [case("right"), case("extra", 9), case("missed", 20)]
    after = [case("missed"), case("extra", 12), case("right", 20)]
    there, back = compare.compare(before, after), compare.compare(after, before)
    assert [c.case.identity for c in there.gained] == [c.case.identity for c in back.lost]
    assert [c.case.identity for c in there.lost] == [c.case.identity for c in back.gained]


def test_a_line_names_the_place_and_fits_the_width() -> None:
    before, after = case("right", 40, "Vance", words="word " * 99), case("missed", 40, "Vance", words="word " * 99)
    (line,) = compare.listed(compare.compare([before], [after]), 120)
    assert line.startswith("lost ") and "right > missed" in line
    assert "seeds/a.txt:40" in line and "want Vance" in line
    assert len(line) <= 120 and line.endswith("…”")


def test_the_summary_has_a_line_for_each_stage() -> None:
    lines = compare.summary({"quotes": compare.compare([], [case("extra")])}).splitlines()
    assert lines[0].split()[:4] == ["stage", "gained", "lost", "unchanged"]
    assert lines[1].split() == ["quotes", "0", "1", "0", "0", "0"]


def test_cases_travel_as_lines() -> None:
    one = case("wrong", 7, "“a”", "b\nc")
    assert from_line(to_line("quotes", one)) == ("quotes", one)
    later = json.loads(to_line("quotes", one)) | {"a_slot_of_a_later_commit": 1}
    assert from_line(json.dumps(later)) == ("quotes", one)


def test_a_figure_is_counted_from_its_cases() -> None:
    found = [case("right"), case("wrong"), case("missed"), case("right"), case("extra")]
    figure = share("quotes", found, "speaker", "corpus")
    assert (figure.value, figure.of) == (0.5, 4)
    assert counted(found, "speaker", "another corpus").total() == 0


def test_words_are_cut_to_one_short_line() -> None:
    assert cut("a\n b") == "a b"
    assert len(cut("word " * 200)) <= 160


def test_each_stage_is_measured_once_by_some_process() -> None:
    assert sorted(stage for lot in lots(STAGES) for stage in lot) == sorted(STAGES)
    assert lots(["claims", "gathering"]) == [["gathering"], ["claims"]]


# ------------------------------------------------------------------------------------------- another commit

_MAIN = """
import json, pathlib, sys
stage, file = sys.argv[1], sys.argv[4]
verdict = pathlib.Path("verdict.txt").read_text().strip()
assert verdict != "breaks", "no such rule"
row = {"stage": stage, "question": "q", "corpus": "c", "verdict": verdict, "place": "p"}
pathlib.Path(file).write_text(json.dumps(row) + "\\n")
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Three commits: ``old`` has no cases, ``first`` is right, HEAD misses."""
    root = tmp_path / "repository"
    (root / "evals").mkdir(parents=True)
    (root / "evals" / "__init__.py").touch()
    (root / "evals" / "__main__.py").write_text(_MAIN)
    (root / "evals" / "fake.py").write_text("def figures(): ...\n")

    def commit_all(verdict: str, tag: str) -> None:
        (root / "verdict.txt").write_text(verdict)
        for command in (["add", "-A"], ["commit", "-qm", tag], ["tag", tag]):
            commit.git(root, "-c", "user.name=t", "-c", "user.email=t@t", *command)

    subprocess.run(["git", "init", "-q", str(root)], check=True)
    commit_all("wrong", "old")
    (root / "evals" / "fake.py").write_text("def figures(): ...\n\n\ndef cases(): ...\n")
    commit_all("right", "first")
    commit_all("breaks", "broken")
    commit_all("missed", "last")
    return root


def test_a_commit_is_measured_by_its_own_evals_and_leaves_no_worktree(repository: Path, tmp_path: Path) -> None:
    before = commit.of_commit(repository, "first", ["fake"], tmp_path / "kept")
    after = commit.of_tree(repository, ["fake"], tmp_path / "kept")
    assert [one.verdict for one in before["fake"] + after["fake"]] == ["right", "missed"]
    assert len(commit.git(repository, "worktree", "list").splitlines()) == 1


def test_a_second_comparison_measures_nothing(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    first = commit.of_commit(repository, "first", ["fake"], kept), commit.of_tree(repository, ["fake"], kept)
    monkeypatch.setattr(commit, "measure", None)
    assert first == (commit.of_commit(repository, "first", ["fake"], kept), commit.of_tree(repository, ["fake"], kept))


def test_a_change_or_a_new_file_is_another_state(repository: Path) -> None:
    clean = commit.state(repository)
    assert clean == commit.commit_of(repository, "HEAD")
    (repository / "verdict.txt").write_text("right")
    changed = commit.state(repository)
    (repository / "new.txt").write_text("a")
    assert len({clean, changed, commit.state(repository)}) == 3


def test_a_commit_without_cases_is_left_out(repository: Path, tmp_path: Path) -> None:
    assert commit.of_commit(repository, "old", ["fake", "no_stage"], tmp_path) == {}


def test_what_fails_is_said_in_one_line_and_leaves_nothing(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(commit.NoCasesError, match=r"fake fails at broken \(\w+\): AssertionError: no such rule"):
        commit.of_commit(repository, "broken", ["fake"], tmp_path / "kept")
    assert not [path for path in (tmp_path / "kept").rglob("*") if path.is_file()]
    with pytest.raises(commit.NoCasesError, match="nowhere names no commit of"):
        commit.of_commit(repository, "nowhere", ["fake"], tmp_path)


def test_the_worktree_goes_when_the_run_is_interrupted(repository: Path) -> None:
    with pytest.raises(KeyboardInterrupt), commit.checkout(repository, "first") as place:
        assert (place / "verdict.txt").read_text() == "right"
        raise KeyboardInterrupt
    assert not place.exists()
    assert len(commit.git(repository, "worktree", "list").splitlines()) == 1


# ------------------------------------------------------------------------------------------- arrows


def imports(path: Path) -> set[str]:
    """The modules that a file imports, ``package.module`` where it names one."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{one.name}" for one in node.names)
    return found


@pytest.mark.parametrize(
    ("package", "never"),
    [("evals", {"training", "benchmarks", "tests"}), ("firsthand", {"evals", "training", "benchmarks", "tests"})],
)
def test_imports_go_down(package: str, never: set[str]) -> None:
    """Training and benchmarks stand on evals, evals on firsthand."""
    found = {path.name: {name.split(".")[0] for name in imports(path)} for path in (ROOT / package).rglob("*.py")}
    assert {name: names & never for name, names in found.items() if names & never} == {}


def test_no_two_modules_of_evals_import_each_other() -> None:
    paths = {f"evals.{path.stem}": path for path in (ROOT / "evals").glob("*.py")}
    assert list(TopologicalSorter({name: imports(path) & paths.keys() for name, path in paths.items()}).static_order())


def test_every_stage_with_cases_is_named() -> None:
    assert {"statements", "temporal", "entities", "derivation", "statement_pairs", "conflicts"} <= set(WITH_CASES)


def test_a_step_is_left_out_with_those_below_it_and_only_for_a_while() -> None:
    with without.without(["ensemble", "chains"]) as asked:
        assert [trail.taken(step) for step in ("ensemble.lead", "chains", "ensembles", "chain")] == [
            False,
            False,
            True,
            True,
        ]
    assert trail.taken("chains")
    assert asked == {"ensemble.lead", "chains", "ensembles", "chain"}


def test_a_claim_with_two_origins_is_right_only_where_enough_of_it_was_read() -> None:
    told = [("a", "right"), ("b", ""), ("b", "right")]
    assert verdict_of(told) == "right"
    assert verdict_of(told[:2]) == "unlabelled"  # of two reports one was read
    assert verdict_of([("a", "right")]) == "right"
    assert verdict_of([*told, ("c", "arguable")]) == "extra"
    assert verdict_of([("a", ""), ("b", "")], [True, True]) == "right"
    assert verdict_of(told, [False]) == "extra"


def test_the_first_reading_is_told_as_it_was_read() -> None:
    claims, names, screens = as_read()
    assert claims.endswith("1 arguable, 5 right, 3 wrong of 9")
    assert "0.814 of 220" in names
    assert "all three 61 of 120; 34 say again" in screens
