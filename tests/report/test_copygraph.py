from __future__ import annotations

import re
from importlib import resources

from hypothesis import given
from hypothesis import strategies as st

from firsthand.report.copygraph import ROW, Edge, draw


def test_lines_that_overlap_have_lanes_of_their_own() -> None:
    graph = draw(4, [True, False, True, False], [Edge(0, 2, "copy", "", True), Edge(1, 3, "copy", "", True)])
    lanes = {re.search(r"V(\d+)Q(-?\d+) ", line.path).group(2) for line in graph.lines}  # type: ignore[union-attr]
    assert len(lanes) == 2


def test_lines_of_one_source_share_a_lane() -> None:
    graph = draw(3, [True, False, False], [Edge(0, 1, "copy", "", True), Edge(0, 2, "copy", "", True)])
    assert graph.width == draw(3, [True, False, False], [Edge(0, 2, "copy", "", True)]).width


def test_the_labels_beside_the_drawing_have_the_height_of_its_rows() -> None:
    style = resources.files("firsthand.report").joinpath("static", "page.css").read_text(encoding="utf-8")
    assert f".graph li {{ height: {ROW}px;" in style


def test_no_direction_no_arrow_head() -> None:
    graph = draw(2, [True, True], [Edge(0, 1, "shared", "", False)])
    assert [line.head for line in graph.lines] == [""]


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19), st.sampled_from(["copy", "cites"])), max_size=60))
def test_the_drawing_stays_inside(pairs: list[tuple[int, int, str]]) -> None:
    edges = [Edge(a, b, css, "", True) for a, b, css in pairs if a != b]
    graph = draw(20, [True] * 20, edges)
    assert len(graph.lines) <= len(edges)
    assert graph.height == 20 * ROW
    assert all(0 <= node.x <= graph.width and 0 <= node.y <= graph.height for node in graph.nodes)
    assert all(float(number) >= 0 for line in graph.lines for number in re.findall(r"-?\d+", line.path))
