"""The path drawing by geometry: no two names meet, no cue lies on another, no arrow runs through a name."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.report import opened
from firsthand.report.claim_path import Path, Step, Stop, _cues, claim_path
from firsthand.report.lettering import width
from firsthand.report.path_drawing import MAY_BE_ONE, MOST_STOPS, NOT_TOLD_APART, DrawnStep, PathDrawing, draw_path
from firsthand.report.places import Places
from tests.report.demo_record import make

RECORD = opened(make())
PLACES = Places({one.id for one in RECORD.documents}, {one.id for one in RECORD.origins})


def boxes(drawing: PathDrawing) -> list[tuple[float, float, float, float]]:
    return [(one.x, one.y, one.x + one.width, one.y + one.height) for one in drawing.stops]


def cues(drawing: PathDrawing) -> list[tuple[float, float, float, float]]:
    return [(s.at[0], s.at[1] - 8, s.at[0] + s.at[2], s.at[1] + 8) for s in drawing.steps if s.cue]


def meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def points(step: DrawnStep) -> list[tuple[float, float]]:
    """Points along an arrow: its straight beginning, then its curve."""
    numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", step.line)]
    x, y, straight, x1, y1, x2, y2, end, to = numbers
    found = [(x + (straight - x) * n / 8, y) for n in range(9)]
    for n in range(17):
        t = n / 16
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        found.append((a * straight + b * x1 + c * x2 + d * end, a * y + b * y1 + c * y2 + d * to))
    return found


def check(drawing: PathDrawing) -> None:
    everything = boxes(drawing)
    assert [(a, b) for a, b in combinations(everything, 2) if meet(a, b)] == []
    labels = cues(drawing)
    assert [(a, b) for a, b in combinations(labels, 2) if meet(a, b)] == []
    assert [(a, b) for a in labels for b in everything if meet(a, b)] == []
    for step in drawing.steps:
        for x, y in points(step):
            assert not any(a + 1 < x < c - 1 and b + 1 < y < d - 1 for a, b, c, d in everything), step.says
    assert all(a >= 0 and b >= 0 and c <= drawing.width and d <= drawing.height for a, b, c, d in everything)
    for _, _, x, _, says in drawing.doubts:
        assert says in {MAY_BE_ONE, NOT_TOLD_APART}
        assert max(c for _, _, c, _ in everything) <= x
        assert x + width(says, 11.5) <= drawing.width


def test_every_claim_of_the_demo_is_drawn_without_a_collision() -> None:
    drawn = [draw_path(claim_path(RECORD, claim, PLACES)) for claim in RECORD.claims]
    assert sum(one is not None for one in drawn) > len(drawn) // 2
    for one in drawn:
        if one is not None:
            check(one)


@st.composite
def paths(draw: st.DrawFn) -> Path:
    """Any path: texts, one or two columns of relays or none, ends, and steps from left to right."""
    names = st.text("abcde WM.", min_size=1, max_size=60)

    def stops(kind: str, prefix: str, most: int, least: int = 1) -> tuple[Stop, ...]:
        number = draw(st.integers(least, most))
        return tuple(
            Stop(f"{prefix}{i}", kind, draw(names), tuple(draw(st.lists(names, max_size=3))), "") for i in range(number)
        )

    columns = [stops("text", "t", 6)]
    columns += [stops("relay", f"r{n}-", 4) for n in range(draw(st.integers(0, 2)))]
    columns.append(stops("says", "e", 5))
    steps = {}
    for i, column in enumerate(columns[:-1]):
        for one in column:
            for _ in range(draw(st.integers(1, 3))):
                further = draw(st.integers(i + 1, len(columns) - 1))
                target = draw(st.sampled_from(columns[further]))
                steps[one.key, target.key] = Step(one.key, target.key, draw(st.text("said by", max_size=20)), True)
    ends = [one.key for one in columns[-1]]
    doubts = tuple(
        (a, b, "they may be one", draw(st.booleans())) for a, b in combinations(ends, 2) if draw(st.booleans())
    )
    return Path(columns[0], tuple(columns[1:-1]), columns[-1], tuple(steps.values()), doubts)


@given(paths())
def test_no_path_makes_a_collision(path: Path) -> None:
    drawing = draw_path(path)
    assert drawing is not None
    check(drawing)
    assert draw_path(path) == drawing


def test_too_much_is_a_list() -> None:
    texts = tuple(Stop(f"t{i}", "text", "a", (), "") for i in range(MOST_STOPS))
    end = Stop("e", "says", "b", (), "")
    path = Path(texts, (), (end,), tuple(Step(one.key, "e", "said", True) for one in texts), ())
    assert draw_path(path) is None
    assert path.lines()[0] == ("a", "said", "b")


def test_copies_are_folded_into_one_text_with_their_names_below() -> None:
    claim = next(one for one in RECORD.claims if one.reports.after_merging_copies < one.reports.documents)
    path = claim_path(RECORD, claim, PLACES)
    assert len(path.texts) == claim.reports.after_merging_copies
    assert any("(copy)" in note or "(rewrite)" in note for one in path.texts for note in one.notes)


@pytest.mark.parametrize("claim", RECORD.claims, ids=lambda one: one.id)
def test_every_page_and_every_end_of_a_claim_is_on_its_path(claim: object) -> None:
    one = next(c for c in RECORD.claims if c is claim)
    path = claim_path(RECORD, one, PLACES)
    shown = " ".join(f"{stop.name} {' '.join(stop.notes)}" for stop in path.texts)
    for statement in RECORD.statements_of(one):
        assert RECORD.outlet(statement.span.document) in shown
    reached = [RECORD.origin[id_] for id_ in one.origins if {*RECORD.origin[id_].reached_through} & {*one.statements}]
    assert {origin.name for origin in reached} <= {stop.name for stop in path.ends}
    assert path.ends


def test_no_outlet_stands_twice_and_no_step_leads_back() -> None:
    """An outlet that has a text of the claim and passes on another's is one stop, with steps to it and from it."""
    passed_on = 0
    for claim in RECORD.claims:
        path = claim_path(RECORD, claim, PLACES)
        stops = [one for column in path.columns() for one in column]
        assert len({one.key for one in stops}) == len(stops)
        outlets = [
            one.name.partition(" (")[0].casefold().removeprefix("the ")
            for one in stops
            if one.kind in {"text", "relay"}
        ]
        texts = [one.name for one in stops if one.kind == "text"]
        if len({*texts}) == len(texts):
            assert len({*outlets}) == len(outlets), path
        place = {one.key: n for n, column in enumerate(path.columns()) for one in column}
        assert all(place[one.source] < place[one.target] for one in path.steps)
        passed_on += sum(one.kind == "text" for column in path.relays for one in column)
    assert passed_on, "the demo has an outlet that is cited for a claim that it prints"


@pytest.mark.parametrize(
    ("cues", "shown"),
    [
        (["multitude of claims", "claims"], "claims"),
        (["said in a statement Friday"], "said in a statement"),
        (["announced last month", "told the committee"], "announced"),
        (["said in"], "said"),
        (["would not comment on"], "would not comment on"),
        (["saying :"], "saying"),
        (["Says"], "says"),
        (["told Rolling Stone"], "told Rolling Stone"),
        ([], ""),
    ],
)
def test_an_arrow_bears_one_cue_without_its_day(cues: list[str], shown: str) -> None:
    assert _cues(cues) == shown
