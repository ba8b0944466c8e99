"""The command as a person types it, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

HEAVY = ("spacy", "numpy", "lxml", "trafilatura", "onnxruntime", "dateparser", "rich", "msgspec", "jinja2", "sqlite3")


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}


def firsthand(home: dict[str, str], *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "firsthand", *words]
    return subprocess.run(command, env=home, input=stdin, capture_output=True, text=True, timeout=300, check=False)


def test_help_imports_nothing_heavy() -> None:
    code = f"import sys, firsthand.cli; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_shows_examples(home: dict[str, str]) -> None:
    for verb in (
        [],
        ["run"],
        ["demo"],
        ["explain"],
        ["report"],
        ["judge"],
        ["judgements"],
        ["add"],
        ["remove"],
        ["stories"],
    ):
        done = firsthand(home, *verb, "--help")
        assert done.returncode == 0
        assert "Example" in done.stdout


@pytest.mark.models
def test_demo_json_goes_to_stdout_alone_and_explain_follows(
    home: dict[str, str], tmp_path: Path, validator: object
) -> None:
    done = firsthand(home, "demo", "--json", "-")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    validator.validate(record)  # type: ignore[attr-defined]
    for kind in ("claims", "conflicts", "derivations", "origins"):
        explained = firsthand(home, "explain", record[kind][0]["id"])
        assert explained.returncode == 0, explained.stderr
        assert record[kind][0]["id"] in explained.stdout


@pytest.mark.models
def test_a_store_gives_the_report_again(home: dict[str, str], tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("The bridge closed on Monday, police said.\n")
    store, first, second = tmp_path / "s.db", tmp_path / "1.json", tmp_path / "2.json"
    assert firsthand(home, "run", str(page), "--store", str(store), "--json", str(first)).returncode == 0
    done = firsthand(home, "report", "--store", str(store), "--json", str(second), "--html", str(tmp_path / "r.html"))
    assert done.returncode == 0, done.stderr
    assert first.read_bytes() == second.read_bytes()
    assert "bridge closed" in (tmp_path / "r.html").read_text()
    assert firsthand(home, "explain", "d-", "--store", str(store)).returncode == 0


@pytest.mark.models
def test_standard_input_and_a_summary(home: dict[str, str]) -> None:
    done = firsthand(home, "run", "-", stdin=json.dumps({"id": "1", "text": "The bridge closed, police said."}))
    assert done.returncode == 0, done.stderr
    assert "WHAT IS REPORTED" in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.models
def test_a_folder_alone_is_run_and_a_pipe_is_read(home: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("The bridge closed on Monday, police said.")
    for number in range(5):
        (tmp_path / "in" / f"{number}.png").write_bytes(b"\x89PNG")
    done = firsthand(home, str(tmp_path / "in"))
    assert done.returncode == 0 and "WHAT IS REPORTED" in done.stdout
    assert len(done.stderr.splitlines()) == 1 and "5 files: binary file (PNG image)" in done.stderr
    done = firsthand(home, "run", stdin="The bridge closed on Monday, police said.")
    assert done.returncode == 0 and "WHAT IS REPORTED" in done.stdout
    done = firsthand(home, "run", str(tmp_path / "in" / "a.txt"), str(tmp_path / "gone.txt"))
    assert done.returncode == 0 and "gone.txt: there is no such file" in done.stderr


@pytest.mark.models
def test_outputs_spare_inputs_stores_links_and_each_other(home: dict[str, str], tmp_path: Path) -> None:
    page, store = tmp_path / "a.txt", tmp_path / "s.db"
    page.write_text("The bridge closed on Monday, police said.")
    (tmp_path / "link.txt").symlink_to(page)
    for words, says in (
        (["--json", str(page)], "names the input"),
        (["--html", str(tmp_path / "link.txt")], "names the input"),
        (["--json", str(store), "--store", str(store)], "names the store"),
        (["--json", str(tmp_path / "o"), "--html", str(tmp_path / "o")], "name one file"),
        (["--json", "-", "--html", "-"], "name one file"),
        (["--json", ""], "empty file name"),
    ):
        done = firsthand(home, "run", str(page), *words)
        assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr, words
    assert page.read_text() == "The bridge closed on Monday, police said."
    target, link = tmp_path / "record.json", tmp_path / "record.link"
    link.symlink_to(target)
    for _ in range(2):  # the second time an output of ours lies in the folder that is read
        assert firsthand(home, "run", str(tmp_path), "--json", str(link)).returncode == 0
    assert link.is_symlink() and json.loads(target.read_text())["documents"]
    if Path("/dev/full").exists():
        done = firsthand(home, "run", str(page), "--json", "/dev/full")
        assert done.returncode == 2 and "cannot be written" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["run", "--columns", "text", "x"], 2, "FIELD=COLUMN"),
        (["run", ""], 2, "an empty PATH"),
        (["run", "https://news.example/a"], 1, "--fetch"),
        (["run"], 2, "Missing argument"),
        (["run", "missing.txt"], 1, "missing.txt"),
        (["fly"], 2, "No such command"),
        (["run", "--workers", "0", "x"], 2, "workers"),
        (["explain", "c-000000000000"], 2, "no last run"),
        (["explain", "c-0", "--record", "missing.json"], 2, "missing.json"),
        (["report", "--store", "missing.db"], 2, "missing.db"),
    ],
)
def test_wrong_use_and_bad_input_end_in_a_line_and_a_code(
    home: dict[str, str], words: list[str], code: int, says: str
) -> None:
    done = firsthand(home, *words)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_an_empty_folder_is_nothing_read(home: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "empty\x1b[31m"
    folder.mkdir()
    done = firsthand(home, "run", str(folder))
    assert done.returncode == 1
    assert "\x1b" not in done.stderr


@pytest.mark.models
def test_an_output_that_cannot_be_written_is_a_line(home: dict[str, str], tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("The bridge closed on Monday, police said.\n")
    done = firsthand(home, "run", str(page), "--json", str(tmp_path / "no" / "such" / "folder.json"))
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.models
def test_an_unknown_id_names_what_to_do(home: dict[str, str], tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("The bridge closed on Monday, police said.\n")
    firsthand(home, "run", str(page))
    done = firsthand(home, "explain", "c-nonsense")
    assert done.returncode == 2
    assert "c-nonsense" in done.stderr


@pytest.mark.models
def test_a_judgement_made_at_the_command_line_holds_in_the_next_run(home: dict[str, str], tmp_path: Path) -> None:
    page, judged, out = tmp_path / "a.txt", tmp_path / "judged.jsonl", tmp_path / "r.json"
    page.write_text("The bridge at Kell closed on Monday, police said.\n")
    assert firsthand(home, "run", str(page)).returncode == 0
    words = ("judge", "outlet", str(page), "Kell Post", "--by", "Ada Obi")
    assert "--judgements FILE, or --store FILE" in firsthand(home, *words).stderr
    done = firsthand(home, *words, "--judgements", str(judged))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("j-") and "judged by Ada Obi" in done.stdout
    name = done.stdout.split()[0]
    done = firsthand(home, "run", str(page), "--judgements", str(judged), "--json", str(out))
    assert done.returncode == 0, done.stderr
    record = json.loads(out.read_text())
    assert record["documents"][0]["outlet"]["basis"] == "judged by Ada Obi"
    done = firsthand(home, "judgements", "--judgements", str(judged), "--record", str(out))
    assert "[applied]" in done.stdout
    other = tmp_path / "s.db"
    done = firsthand(home, "judgements", "--store", str(other), "--import", str(judged), "--export", "-")
    assert done.stdout.encode() == judged.read_bytes()
    done = firsthand(home, "judgements", "--judgements", str(judged), "--undo", name)
    assert (done.returncode, done.stdout) == (0, "")
    assert judged.read_bytes() == b""
    done = firsthand(home, "run", str(page), "--judgements", str(judged), "--json", str(judged))
    assert (done.returncode, done.stdout) == (2, "")
    judged.write_text("not a judgement\n")
    done = firsthand(home, "run", str(page), "--judgements", str(judged))
    assert done.returncode == 2 and "line 1: " in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.models
def test_a_store_grows_and_shrinks_and_lists_its_stories(home: dict[str, str], tmp_path: Path) -> None:
    one, two, store, out = tmp_path / "one.txt", tmp_path / "two.txt", tmp_path / "s.db", tmp_path / "r.json"
    one.write_text("The bridge at Kell closed on Monday, police said.\n")
    two.write_text("Rovers beat United in the cup final at Kingsmead on Saturday, the league said.\n")
    missing = firsthand(home, "remove", "--store", str(store), "one.txt")
    assert (missing.returncode, missing.stderr.count("\n")) == (2, 1) and not store.exists()
    done = firsthand(home, "add", "--store", str(store), str(one))
    assert done.returncode == 0 and "added 1; the store holds 1 report" in done.stderr
    done = firsthand(home, "add", "--store", str(store), str(two), str(tmp_path / "no.txt"))
    assert "added 1; the store holds 2 reports" in done.stderr and done.stderr.count("no.txt") == 1
    assert "no.txt" not in firsthand(home, "add", "--store", str(store), str(one)).stderr, "it was said already"
    listed = firsthand(home, "stories", "--store", str(store)).stdout
    assert listed.count("(st-") == 2
    story = listed.rpartition("(")[2].partition(")")[0]
    done = firsthand(home, "report", "--store", str(store), "--story", story, "--json", str(out))
    assert done.returncode == 0, done.stderr
    assert len(json.loads(out.read_text())["documents"]) == 1
    assert firsthand(home, "report", "--store", str(store), "--story", "st-nothing").returncode == 2
    assert "holds 1 report" in firsthand(home, "remove", "--store", str(store), str(two)).stderr


@pytest.mark.models
def test_a_run_that_is_asked_to_end_says_so_in_one_line(home: dict[str, str], tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(40):
        (pages / f"{number}.txt").write_text(f"The bridge at Kell closed on day {number}, police said.\n" * 60)
    for sent, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
        store = tmp_path / f"{code}.db"
        command = [sys.executable, "-m", "firsthand", "add", str(pages), "--store", str(store), "--workers", "1"]
        running = subprocess.Popen(
            command,
            env=home,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_hears_signals,  # noqa: PLW1509
        )
        until = time.monotonic() + 120
        while time.monotonic() < until and not _has_read(store):
            time.sleep(0.05)
        running.send_signal(sent)
        _, said = running.communicate(timeout=120)
        told = said.strip()  # a terminal shows ^C, and the line begins below it
        assert running.returncode == code and told.startswith("firsthand: stopped") and "\n" not in told, said
        with sqlite3.connect(store) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _has_read(store: Path) -> bool:
    """Whether a first batch is committed: the models are loaded, and no import swallows the signal."""
    if not store.exists():
        return False
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as db:
        try:
            return db.execute("SELECT count(*) FROM outcome").fetchone()[0] > 0
        except sqlite3.OperationalError:
            return False


def _hears_signals() -> None:
    """A shell that runs the tests in the background lets them ignore Ctrl-C, and their children too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_reader_who_has_read_enough_is_no_error(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "firsthand", "schema"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, cwd=tmp_path, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
