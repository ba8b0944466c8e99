"""A first reading: names of ends and claims with "at least two" in stories that nobody had read for ends.

    python -m evals.first_reading            what two readers said of the program as it was (30 November 2026)
    python -m evals.first_reading --again    the same rows with the program as it is: a development figure since

The stories are those of ECB+ that no other file here names for ends.  ``first_reading_names.csv`` holds 220 ends drawn
at random, each read by one of two readers; ``first_reading_two.csv`` every claim that was given two origins or more,
read by both; ``first_reading_screens.csv`` the first five claims of 24 stories, each read by one.  A name that the
program prints otherwise now counts as right where it is the one that the reader would print, and else as changed:
nobody has read it.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from evals import ecbplus
from evals.two_origins import labels
from firsthand import run
from firsthand.data import Record

CORPUS = "first reading 30 November, ECB+"


def _piles() -> Mapping[str, Sequence[tuple[str, str]]]:
    return {
        f"{topic}-{name}": reports for topic, events in ecbplus.topics().items() for name, reports in events.items()
    }


def as_read() -> list[str]:
    """The figures of the first reading, a line each."""
    names = Counter(row["verdict"] for row in labels("first_reading_names.csv"))
    right, of = names["right"] + names["described"], sum(names.values())
    claims = {row["claim"]: {row["reader_a"], row["reader_b"]} for row in labels("first_reading_two.csv")}
    told = Counter(verdicts.pop() if len(verdicts) == 1 else "disagree" for verdicts in claims.values())
    both = ", ".join(f"{count} {verdict}" for verdict, count in sorted(told.items()))
    kinds = ", ".join(f"{count} {verdict}" for verdict, count in sorted(names.items()))
    screens = labels("first_reading_screens.csv")
    asked = ("full", "central", "joined")
    passed = ", ".join(f"{name} {sum(row[name] == 'yes' for row in screens)}" for name in asked)
    whole = sum(all(row[name] == "yes" for name in asked) for row in screens)
    return [
        f"{CORPUS}: at least two: {both} of {len(claims)}",
        f"{CORPUS}: right noun phrase of a right party: {right / of:.3f} of {of} ({kinds})",
        f"{CORPUS}: first claims: {passed}, all three {whole} of {len(screens)};"
        f" {sum(row['again'] != '' for row in screens)} say again what one above says",
    ]


def again() -> list[str]:
    """The same rows with the program as it is now."""
    rows: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in labels("first_reading_names.csv"):
        rows[row["story"]].append(row)
    read = {
        (row["story"], row["report"], int(row["start"]), int(row["end"])): row
        for row in labels("first_reading_two.csv")
    }
    piles, told, two = _piles(), Counter[str](), []
    for story in sorted({*rows, *(key[0] for key in read)}):
        given = [{"id": id_, "outlet": f"Outlet {n}", "text": text} for n, (id_, text) in enumerate(piles[story])]
        record = run(given, workers=1)
        told += _names(rows[story], record)
        two += [f"{story}: {claim}" for claim in _two(story, record, read)]
    judged = told["right"] + told["wrong"]
    return [
        f"{CORPUS}, development since: {told['right'] / max(1, judged):.3f} of {judged}, {told['changed']} changed",
        *(f"{CORPUS}, development since: at least two: {line}" for line in two),
    ]


def _places(record: Record) -> dict[str, tuple[str, int, int]]:
    given = {one.id: one.source_id for one in record.documents}
    return {one.id: (given[one.span.document], one.span.start, one.span.end) for one in record.statements}


def _names(rows: Sequence[Mapping[str, str]], record: Record) -> Counter[str]:
    at = _places(record)
    printed: defaultdict[tuple[str, int, int], set[str]] = defaultdict(set)
    for claim in record.claims:
        for node in claim.ends:
            for id_ in node.statements:
                printed[at[id_]].add(node.name)
    told: Counter[str] = Counter()
    for row in rows:
        now = printed[row["report"], int(row["start"]), int(row["end"])]
        better = row["better"].partition(" (")[0]
        if row["name"] in now:
            told["right" if row["verdict"] in ("right", "described") else "wrong"] += 1
        else:
            told["right" if better and better in now else "changed"] += 1
    return told


def _two(story: str, record: Record, read: Mapping[tuple[str, str, int, int], Mapping[str, str]]) -> list[str]:
    at = _places(record)
    found = []
    for claim in record.claims:
        if (claim.independent.at_least or 0) > 1:
            known = {read[key]["reader_a"] for id_ in claim.statements if (key := (story, *at[id_])) in read}
            found.append(f"{'/'.join(sorted(known)) or 'unread'} “{claim.text[:80]}”")
    return found


if __name__ == "__main__":
    for line in again() if "--again" in sys.argv else as_read():
        sys.stdout.write(f"{line}\n")
