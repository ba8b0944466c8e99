"""Every figure with its corpus and baselines (--check holds the floors), or the cases that the figures count.

A stage is a module of this package with ``figures() -> list[Figure]``.  ``floors.toml`` names the least value (most,
for keys that end in ``_at_most``) that CI accepts, by stage and corpus; a floor whose figure is missing fails too.

Where a stage has ``cases() -> list[Case]`` too, ``--cases`` prints them and ``--against REF`` lists those that the
working tree has gained and lost since a commit, so that a rule can be taken out without fear.  ``--without STEP`` lists
those that it gains and loses when a step is left out (docs/reference.md has the names).
"""

from __future__ import annotations

import argparse
import importlib
import json
import shutil
import signal
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from evals import commit, compare, without
from evals.case import Case, to_line
from evals.figure import Figure, shared
from evals.stages import measured_stages

_HERE = Path(__file__).parent
_WIDE = 160
"""Columns of a line that goes into a file."""


def having(function: str) -> tuple[str, ...]:
    """The modules of this package that define a function without arguments to give."""
    return tuple(sorted(p.stem for p in _HERE.glob("*.py") if f"\ndef {function}(" in p.read_text(encoding="utf-8")))


STAGES = having("figures")
WITH_CASES = having("cases")


def table(figures: list[Figure]) -> str:
    """One line a figure: stage, name, corpus, system, value, number of cases."""
    head = ("stage", "figure", "corpus", "system", "value", "of")
    rows = [head, *((f.stage, f.name, f.corpus, f.system, _value(f), str(f.of)) for f in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def _value(figure: Figure) -> str:
    return f"{figure.value:.3f}" if figure.unit == "ratio" else f"{figure.value:g} {figure.unit}"


Floors = dict[str, dict[str, dict[str, float]]]
"""Stage, corpus, name of the figure: the bound."""


def missed(figures: list[Figure], floors: Floors) -> list[str]:
    """One line for each floor that does not hold."""
    found = {(f.stage, f.corpus, f.name): f.value for f in figures if f.system == "firsthand"}
    lines = []
    for stage, corpora in floors.items():
        for corpus, named in corpora.items():
            for key, bound in named.items():
                name = key.removesuffix("_at_most")
                value = found.get((stage, corpus, name))
                if value is None:
                    lines.append(f"{stage}, {corpus}: {name}: no such figure")
                elif (value > bound) if key.endswith("_at_most") else (value < bound):
                    lines.append(f"{stage}, {corpus}: {name}: {value:.3f} misses {bound}")
    return lines


def _width() -> int:
    return shutil.get_terminal_size((_WIDE, 24)).columns if sys.stdout.isatty() else _WIDE


def _cases(stages: Sequence[str], file: str | None) -> int:
    """Print the cases of the working tree; write them as JSON Lines too where a file is named."""
    found: list[tuple[str, Case]] = []
    for stage in stages:
        print(f"measuring {stage} …", file=sys.stderr, flush=True)
        found += [(stage, case) for case in importlib.import_module(f"evals.{stage}").cases()]
    if file:
        Path(file).write_text("".join(to_line(stage, case) + "\n" for stage, case in found), encoding="utf-8")
    for stage, case in found:
        print(f"{stage}  {compare.line(case, _width() - len(stage) - 2)}")
    return 0


def _against(ref: str, stages: Sequence[str]) -> int:
    """Print what the working tree has gained and lost since a commit."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the worktree goes then too
    kept = commit.ROOT / "out" / "cases" / commit.surroundings()
    try:
        before = commit.of_commit(commit.ROOT, ref, stages, kept)
        for stage in stages:
            if stage not in before:
                print(f"{stage}: {ref} has no cases() for this stage, so nothing can be compared", file=sys.stderr)
        after = commit.of_tree(commit.ROOT, tuple(before), kept)
    except commit.NoCasesError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; the stages that were measured are kept", file=sys.stderr)
        return 130
    return _compared(before, after)


def _without(steps: Sequence[str], stages: Sequence[str]) -> int:
    """Print what the working tree gains and loses without some of its steps."""
    kept = commit.ROOT / "out" / "cases" / commit.surroundings()
    try:
        before = commit.of_tree(commit.ROOT, stages, kept)
        after = without.measured(stages, steps)
    except (commit.NoCasesError, LookupError) as error:
        print(error.args[0], file=sys.stderr)
        return 1
    return _compared(before, after)


def _compared(before: commit.Cases, after: commit.Cases) -> int:
    found = {stage: compare.compare(before[stage], after[stage]) for stage in before}
    if found:
        print(compare.summary(found))
    for stage, difference in found.items():
        lines = compare.listed(difference, _width())
        print("\n".join(["", stage, *lines]) if lines else "", end="\n" if lines else "")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evals", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=f"of {', '.join(STAGES)} (default: all)")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--check", action="store_true", help="exit with 1 where a floor is missed")
    way.add_argument("--cases", action="store_true", help=f"print cases; of {', '.join(WITH_CASES)}")
    way.add_argument("--against", metavar="REF", help="list the cases gained and lost since a commit, branch or tag")
    way.add_argument("--without", metavar="STEP[,STEP]", help="list the cases gained and lost without a step")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="stages measured at once (default 1)")
    parser.add_argument("--json", metavar="FILE", help="write figures as JSON too, or cases as JSON Lines")
    chosen = parser.parse_args()
    of_cases = chosen.cases or chosen.against or chosen.without
    able = WITH_CASES if of_cases else STAGES
    if unknown := set(chosen.stages) - set(able):
        parser.error(f"no such stage: {', '.join(sorted(unknown))}")
    stages = chosen.stages or able
    if shared() is None:
        print("the development corpora (../shared) are not here: only the example is measured", file=sys.stderr)
    if chosen.without:
        return _without(chosen.without.split(","), stages)
    if of_cases:
        return _cases(stages, chosen.json) if chosen.cases else _against(chosen.against, stages)
    figures = measured_stages(stages, max(1, chosen.jobs))
    print(table(figures))
    if chosen.json:
        rows = [{slot: getattr(f, slot) for slot in Figure.__dataclass_fields__} for f in figures]
        Path(chosen.json).write_text(json.dumps(rows, indent=1) + "\n")
    if not chosen.check:
        return 0
    floors: Floors = tomllib.loads((_HERE / "floors.toml").read_text())
    if shared() is None or chosen.stages:  # hold what was measured; a whole run with the corpora must measure all
        measured = {(f.stage, f.corpus) for f in figures}
        floors = {
            stage: {corpus: named for corpus, named in corpora.items() if (stage, corpus) in measured}
            for stage, corpora in floors.items()
        }
    lines = missed(figures, floors)
    print("\n".join(lines) if lines else "every floor holds", file=sys.stderr)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
