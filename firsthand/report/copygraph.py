"""Who copied whom as a picture: reports from top to bottom in the order of time, derivations as lines beside them.

One row a report.  Lines that leave one report in one manner share a lane, and lanes are given out greedily (interval
graph colouring), so that lines never lie on each other.  The rows have a fixed height, so that the labels can be
ordinary HTML beside the drawing.  Left out: pairs that only share quotations, which are two reports of one speech.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.data import Derivation
from firsthand.report.phrasing import COPIES

ROW = 60
_LANE, _EDGE, _BEND, _NODE = 18, 16, 8, 6
_MOST_LANES = 9


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """An SVG path, its kind for the style sheet, what it says, and the arrow head's points ('' without direction)."""

    path: str
    css: str
    says: str
    head: str


@dataclass(frozen=True, slots=True)
class Node:
    """The point of a report in the drawing, in pixels; ``own``: its text is no copy."""

    x: int
    y: int
    own: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """The drawing: its size in pixels, the reports' points, and the lines between them."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[DrawnEdge, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A derivation between two rows; ``directed`` is False where nobody knows who was first."""

    source: int
    derived: int
    css: str
    says: str
    directed: bool


def style(derivation: Derivation) -> str:
    """The manner of a line: copied text, rewritten text, a citation, or a common source."""
    if derivation.relation == "rewrite":
        return "rewrite"
    if derivation.relation in COPIES:
        return "copy"
    return "cites" if derivation.relation == "cites" else "shared"


def draw(rows: int, own: Sequence[bool], edges: Sequence[Edge]) -> Graph:
    """The graph of ``rows`` reports; edges beyond the last lane are not drawn."""
    groups: dict[tuple[int, str, bool], list[Edge]] = {}
    for edge in edges:
        groups.setdefault((edge.source, edge.css, edge.directed), []).append(edge)
    reach = {
        key: (min(key[0], *(e.derived for e in group)), max(key[0], *(e.derived for e in group)))
        for key, group in groups.items()
    }
    lanes: list[list[tuple[int, int]]] = []
    lane_of: dict[tuple[int, str, bool], int] = {}
    for key in sorted(groups, key=lambda k: (reach[k][1] - reach[k][0], k)):
        top, bottom = reach[key]
        free = (n for n, taken in enumerate(lanes) if all(bottom < high or top > low for high, low in taken))
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append((top, bottom))
        lane_of[key] = number
    used = min(len(lanes), _MOST_LANES)
    node_x = _EDGE + used * _LANE + _NODE
    lines: list[DrawnEdge] = []
    for key, group in sorted(groups.items()):
        if lane_of[key] >= _MOST_LANES:
            continue
        x = node_x - (lane_of[key] + 1) * _LANE
        lines += [_line(edge, node_x, x) for edge in sorted(group, key=lambda e: e.derived)]
    nodes = tuple(Node(node_x, _y(row), own[row]) for row in range(rows))
    return Graph(node_x + _EDGE, rows * ROW, nodes, tuple(lines))


def _line(edge: Edge, node_x: int, lane_x: int) -> DrawnEdge:
    """Out of the source to its lane, along it, and into the derived report, with rounded corners."""
    start, end = _y(edge.source), _y(edge.derived)
    bend = _BEND if end > start else -_BEND
    tip = node_x - _NODE - 2
    path = (
        f"M{node_x - _NODE} {start}H{lane_x + _BEND}Q{lane_x} {start} {lane_x} {start + bend}"
        f"V{end - bend}Q{lane_x} {end} {lane_x + _BEND} {end}H{tip - (4 if edge.directed else -2)}"
    )
    head = f"{tip},{end} {tip - 7},{end - 4} {tip - 7},{end + 4}" if edge.directed else ""
    return DrawnEdge(path, edge.css, edge.says, head)


def _y(row: int) -> int:
    return row * ROW + ROW // 2
