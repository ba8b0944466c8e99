"""The cases of another commit, measured by that commit's own ``evals`` in a worktree that goes again.

Each stage is one process with this interpreter, so that nothing of the working tree is imported.  What was measured is
kept in ``out/cases`` (ignored by git) by the state of the corpora and packages, the commit and the stage; a second
comparison reads it there.  Left out: a commit from before ``cases()``; it is named, not guessed at.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import distributions
from pathlib import Path

from evals.case import Case, from_line
from evals.figure import shared

ROOT = Path(__file__).resolve().parents[1]
_MARK = "\ndef cases("
Cases = dict[str, list[Case]]


class NoCasesError(Exception):
    """The cases of a commit cannot be had; the message says why in one line."""


def git(root: Path, *arguments: str) -> str:
    """The output of a git command; ``NoCasesError`` with git's own words where it fails."""
    ran = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    if ran.returncode:
        raise NoCasesError(ran.stderr.strip() or f"git {arguments[0]} failed")
    return ran.stdout


def commit_of(root: Path, ref: str) -> str:
    """The full hash of the commit that a branch, tag or other reference names."""
    try:
        return git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").strip()
    except NoCasesError:
        raise NoCasesError(f"{ref} names no commit of {root}") from None


def state(root: Path) -> str:
    """What names the working tree: the hash of HEAD where nothing is changed, else a hash of HEAD and the changes."""
    head = commit_of(root, "HEAD")
    unknown = git(root, "ls-files", "--others", "--exclude-standard", "-z").split("\0")
    changes = git(root, "diff", "HEAD", "--binary")
    digest = hashlib.sha256(changes.encode())
    for name in sorted(filter(None, unknown)):
        digest.update(name.encode() + b"\0" + (root / name).read_bytes())
    return f"{head}-{digest.hexdigest()[:16]}" if changes or any(unknown) else head


def surroundings() -> str:
    """A short hash of what else moves cases: interpreter, installed packages, names and sizes of the corpora."""
    told = [sys.version, *sorted(f"{one.metadata['Name']} {one.version}" for one in distributions())]
    folder = shared()
    if folder is not None:
        told += sorted(f"{path.relative_to(folder)} {path.stat().st_size}" for path in folder.rglob("*.*"))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]


def of_commit(root: Path, ref: str, stages: Sequence[str], kept: Path) -> Cases:
    """The cases of a commit by stage, without the stages that have none there."""
    commit = commit_of(root, ref)
    able = [stage for stage in stages if _has_cases(root, commit, stage)]
    waiting = [stage for stage in able if not (kept / commit / f"{stage}.jsonl").exists()]
    if waiting:
        with checkout(root, commit) as place:
            for stage in waiting:
                measure(place, stage, kept / commit, f"{ref} ({commit[:8]})")
    return {stage: read(kept / commit / f"{stage}.jsonl") for stage in able}


def of_tree(root: Path, stages: Sequence[str], kept: Path) -> Cases:
    """The cases of the working tree as it stands, by stage."""
    folder = kept / state(root)
    for stage in stages:
        if not (folder / f"{stage}.jsonl").exists():
            measure(root, stage, folder, "the working tree")
    return {stage: read(folder / f"{stage}.jsonl") for stage in stages}


def _has_cases(root: Path, commit: str, stage: str) -> bool:
    try:
        return _MARK in git(root, "show", f"{commit}:evals/{stage}.py")
    except NoCasesError:
        return False


@contextmanager
def checkout(root: Path, commit: str) -> Iterator[Path]:
    """A worktree of a commit in a temporary folder, removed in any case."""
    with tempfile.TemporaryDirectory(prefix="firsthand-evals-") as folder:
        place = Path(folder) / "tree"
        try:
            git(root, "worktree", "add", "--quiet", "--detach", str(place), commit)
            yield place
        finally:
            with suppress(NoCasesError):
                git(root, "worktree", "remove", "--force", str(place))


def measure(root: Path, stage: str, folder: Path, name: str) -> None:
    """Write a stage's cases, as the checkout at ``root`` finds them, into a folder."""
    print(f"measuring {stage} at {name} …", file=sys.stderr, flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    corpora = shared()
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    if corpora is not None:
        environment["FIRSTHAND_SHARED"] = str(corpora.resolve())
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as made:
        part = Path(made.name)
    try:
        command = [sys.executable, "-m", "evals", stage, "--cases", "--json", str(part)]
        ran = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        if ran.returncode:
            last = (ran.stderr.strip() or "no message").splitlines()[-1]
            raise NoCasesError(f"{stage} fails at {name}: {last}")
        part.replace(folder / f"{stage}.jsonl")
    finally:
        part.unlink(missing_ok=True)


def read(file: Path) -> list[Case]:
    """The cases of a file of JSON Lines."""
    return [from_line(line)[1] for line in file.read_text(encoding="utf-8").splitlines()]
