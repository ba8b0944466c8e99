"""Names of origins: is each a right noun phrase of a right party?

``origin_names.csv`` holds ends of claims drawn at random from stories that nobody had read (first paragraphs that
three outlets print of one story), with the name that the program printed then and a reader's verdict: ``right``,
``described`` (right too: the report's own words in marks, where it is not sure who is meant), ``party`` (somebody
else's word, or the report's own) or ``phrase`` (no right noun phrase). A name counts as it was judged while the
program prints it for the statement; ``better`` holds names that are right too, with | between them; where it prints
another one nothing is known, and the row is counted as changed. What the program gave no end is not among them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from evals.case import Case, Verdict, counted, cut
from evals.corpus_stories import lead_stories
from evals.figure import Figure, shared
from evals.two_origins import labels, read_verdicts, verdict_of
from firsthand import run
from firsthand.data import Record

STAGE = "names"
_CORPUS = "names of origins, read once"


@cache
def cases() -> tuple[Case, ...]:
    """One case for each name that was read."""
    folder = shared()
    if folder is None:
        return ()
    by_story: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in labels("origin_names.csv"):
        by_story[row["story"]].append(row)
    known = lead_stories(folder)
    return tuple(
        case for name, held in sorted(by_story.items()) for case in _of_story(held, run(known[name], workers=1))
    )


def _of_story(held: list[dict[str, str]], record: Record) -> Iterator[Case]:
    given = {one.id: one.source_id for one in record.documents}
    at = {one.id: (given[one.span.document], one.span.start, one.span.end) for one in record.statements}
    printed: defaultdict[tuple[str, int, int], set[str]] = defaultdict(set)
    for claim in record.claims:
        for node in claim.ends:
            for id_ in node.statements:
                printed[at[id_]].add(node.name)
    read = read_verdicts()
    for claim in record.claims:
        if (claim.independent.at_least or 0) > 1:
            told = [(at[id_][0], read.get((held[0]["story"], *at[id_]), "")) for id_ in claim.statements]
            judged = verdict_of(told)
            place, start, end = at[claim.statements[0]]
            yield Case(
                "at least two", _CORPUS, judged, f"{held[0]['story']}#{place}", start, end, words=cut(claim.text)
            )
    for row in held:
        start, end = int(row["start"]), int(row["end"])
        now = printed[row["report"], start, end]
        verdict: Verdict = "unlabelled"
        if now & {*row["better"].split("|")} - {""}:
            verdict = "right"
        elif row["name"] in now:
            verdict = "right" if row["verdict"] in ("right", "described") else "wrong"
        yield Case("name of an origin", _CORPUS, verdict, f"{row['story']}#{row['report']}", start, end,
                   row["verdict"], ", ".join(sorted(now)))  # fmt: skip


def figures() -> list[Figure]:
    """The share of right names among those that are still as they were read, and how many are."""
    found = cases()
    if not found:
        return []
    told = counted(found, "name of an origin", _CORPUS)
    judged = told["right"] + told["wrong"]
    kinds = Counter(case.expected for case in found if case.verdict == "wrong" and case.expected)
    two = counted(found, "at least two", _CORPUS)
    return [
        Figure(STAGE, "at least two right", _CORPUS, float(two["right"]), sum(two.values()), "claims"),
        Figure(STAGE, "at least two unread", _CORPUS, float(two["unlabelled"]), sum(two.values()), "claims"),
        Figure(STAGE, "right noun phrase of a right party", _CORPUS, told["right"] / max(1, judged), judged),
        Figure(STAGE, "names that are another party's", _CORPUS, kinds["party"] / max(1, judged), judged),
        Figure(STAGE, "names that are no right phrase", _CORPUS, kinds["phrase"] / max(1, judged), judged),
        Figure(
            STAGE,
            "names that changed since they were read",
            _CORPUS,
            float(told["unlabelled"]),
            sum(told.values()),
            "names",
        ),
    ]
