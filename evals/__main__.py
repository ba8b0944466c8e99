"""``python -m evals [STAGE...] [--check]``: every figure with its corpus and baselines; ``--check`` holds the floors.

A stage is a module of this package with ``figures() -> list[Figure]``.  ``floors.toml`` names the least value (most,
for keys that end in ``_at_most``) that CI accepts, by stage and corpus; a floor whose figure is missing fails too.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import tomllib
from pathlib import Path

from evals.figure import Figure, shared

_HERE = Path(__file__).parent
STAGES = tuple(sorted(path.stem for path in _HERE.glob("*.py") if "\ndef figures(" in path.read_text(encoding="utf-8")))


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


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=f"of {', '.join(STAGES)} (default: all)")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a floor is missed")
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON too")
    chosen = parser.parse_args()
    if unknown := set(chosen.stages) - set(STAGES):
        parser.error(f"no such stage: {', '.join(sorted(unknown))}")
    if shared() is None:
        print("the development corpora (../shared) are not here: only the example is measured", file=sys.stderr)
    figures: list[Figure] = []
    for stage in chosen.stages or STAGES:
        print(f"measuring {stage} …", file=sys.stderr, flush=True)
        figures += importlib.import_module(f"evals.{stage}").figures()
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
