"""The path of a claim as a drawing: texts on the left, relays between, ends on the right, cue words on the arrows.

Columns are fixed; inside a column stops stand one below the other in the order of what they are joined with (barycentre
heuristic of Sugiyama, Tagawa and Toda 1981).  A step that passes a column by gets a place there of its own, so that no
arrow crosses a name.  Cue words stand on the straight beginning of an arrow, one port below the other, so that no two
can meet.  The same path always gives the same drawing.  Left out: more than 40 stops, which a list says better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from firsthand.report.claim_path import Path, Stop
from firsthand.report.lettering import fitted, width, wrapped

MOST_STOPS = 40
_BOLD, _SMALL = 14.3, 11.5
"""Sizes of letters: names are 13 pixels and bold, which makes them a tenth wider."""
MAY_BE_ONE, NOT_TOLD_APART = "may be one", "not told apart"
_TO_WORDS = 18
"""Pixels from the ends to the words beside a bracket."""
_LINE, _NOTE, _PAD, _APART, _PORT = 17, 15, 7, 14, 19
_SYMBOL, _BEND, _TIP, _MARGIN, _THROUGH = 20, 18, 9, 3, 22
_NARROW_PAGE = {0: (196, 0, 214, 250), 1: (176, 110, 172, 136), 2: (160, 100, 160, 104)}
_WIDE_PAGE = {0: (250, 0, 300, 320), 1: (236, 150, 226, 140), 2: (200, 128, 200, 118)}
"""Pixels of texts, relays, ends and the gaps between them, by how many columns of relays there are."""


@dataclass(frozen=True, slots=True)
class DrawnStop:
    """A stop where it stands, in pixels; its name's lines and the smaller ones below, each with its baseline."""

    kind: str
    name: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, str], ...]
    notes: tuple[tuple[int, str], ...]
    address: str
    sure: bool
    symbol: int
    """Baseline of the symbol before an end's name."""


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """An arrow: its path, whether it has a head here, and its cue word with a place for it (x, y, width)."""

    line: str
    head: str
    sure: bool
    says: str
    cue: str
    at: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class PathDrawing:
    """The drawing with its size, and the doubts: brackets that join two ends which may be one."""

    width: int
    height: int
    stops: tuple[DrawnStop, ...]
    steps: tuple[DrawnStep, ...]
    doubts: tuple[tuple[str, str, int, int, str], ...]
    """The bracket's line, why, and where its words stand, and these."""


@dataclass(slots=True)
class _Box:
    """A stop, or the place of a step that passes its column by (``stop`` is None)."""

    key: str
    column: int
    stop: Stop | None
    height: int = _THROUGH
    y: float = 0.0
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """One piece of a step, between neighbouring columns; the cue stands on the first, the head on the last."""

    source: str
    target: str
    cue: str
    sure: bool
    first: bool
    last: bool


class _Layout:
    """Where the columns stand: their widths and left edges, the gap between them, and the width of all."""

    def __init__(self, relays: int, *, wide: bool) -> None:
        text, relay, end, self.gap = (_WIDE_PAGE if wide else _NARROW_PAGE)[relays]
        self.widths = [text, *[relay] * relays, end]
        self.lefts, x = [], _MARGIN
        for one in self.widths:
            self.lefts.append(x)
            x += one + self.gap
        self.total = x - self.gap + _MARGIN
        self.straight = [_PORT] * len(self.widths)

    def cue(self, words: str) -> str:
        """A cue as it fits on the straight beginning of an arrow."""
        return fitted(words, _SMALL, self.gap - 2 * _BEND - 16) if words else ""

    def make_room(self, column: int, words: str) -> None:
        """Let the arrows that leave a column run straight behind the longest cue of all."""
        if words:
            self.straight[column] = max(self.straight[column], round(width(self.cue(words), _SMALL)) + 24)


def draw_path(path: Path, *, wide: bool = False) -> PathDrawing | None:
    """The drawing of a path; None where there is nothing to draw or too much of it.  ``wide``: with room for names."""
    columns = path.columns()
    number = sum(len(one) for one in columns)
    if not path.steps or not path.ends or number > MOST_STOPS:
        return None
    layout = _Layout(len(path.relays), wide=wide)
    boxes, pieces = _laid_out(columns, path, layout)
    _ordered(boxes, pieces, len(columns))
    height = _placed(boxes, pieces, len(columns))
    out, into = _ports(boxes, pieces)
    for piece in pieces:
        layout.make_room(boxes[piece.source].column, piece.cue)
    stops = tuple(_stop(box, layout) for box in boxes.values() if box.stop is not None)
    steps = tuple(_step(piece, boxes, layout, out[piece], into[piece]) for piece in pieces)
    doubts = _brackets(path, boxes, layout.total)
    words = max((round(width(says, _SMALL)) for *_, says in doubts), default=0)
    bracket = _TO_WORDS + words + _MARGIN if doubts else 0
    return PathDrawing(layout.total + bracket, height, stops, steps, doubts)


def _laid_out(columns: Sequence[Sequence[Stop]], path: Path, layout: _Layout) -> tuple[dict[str, _Box], list[_Piece]]:
    """A box for each stop and each passing, and the steps cut into pieces between neighbouring columns."""
    boxes: dict[str, _Box] = {}
    for column, stops in enumerate(columns):
        for stop in stops:
            room = layout.widths[column] - (_SYMBOL if column == len(columns) - 1 else 2 * _PAD)
            lines = wrapped(stop.name, _BOLD, room, 3) or ("",)
            notes = tuple(fitted(note, _SMALL, room) for note in stop.notes)
            height = len(lines) * _LINE + len(notes) * _NOTE + 2 * _PAD
            boxes[stop.key] = _Box(stop.key, column, stop, height, 0.0, lines, notes)
    pieces = []
    for step in path.steps:
        source, target = boxes[step.source].column, boxes[step.target].column
        here = step.source
        for column in range(source + 1, target):
            key = f"{step.source}>{step.target}@{column}"
            boxes[key] = _Box(key, column, None)
            pieces.append(
                _Piece(here, key, step.cue if here == step.source else "", step.sure, here == step.source, False)
            )
            here = key
        pieces.append(
            _Piece(here, step.target, step.cue if here == step.source else "", step.sure, here == step.source, True)
        )
    for box in boxes.values():
        sides = (sum(one.source == box.key for one in pieces), sum(one.target == box.key for one in pieces))
        box.height = max(box.height, _PORT * sides[0] + 4, 8 * sides[1])
    return boxes, pieces


def _ordered(boxes: dict[str, _Box], pieces: Sequence[_Piece], columns: int) -> None:
    """Give each box the mean place of those it is joined with, to and fro; ties keep the order in which they came."""
    place = {key: float(i) for column in range(columns) for i, key in enumerate(_column(boxes, column))}
    for column in (*range(1, columns), *range(columns - 2, -1, -1), *range(1, columns)):
        mean: dict[str, float] = {}
        for key in _column(boxes, column):
            near = [one.source for one in pieces if one.target == key] + [
                one.target for one in pieces if one.source == key
            ]
            towards = [place[one] for one in near if boxes[one].column < column] or [place[one] for one in near]
            mean[key] = sum(towards) / len(towards) if towards else place[key]
        ranked = sorted(_column(boxes, column), key=lambda key: (mean[key], place[key]))
        place.update({key: float(i) for i, key in enumerate(ranked)})
    for key, box in boxes.items():
        box.y = place[key]


def _column(boxes: dict[str, _Box], column: int) -> list[str]:
    return [box.key for box in boxes.values() if box.column == column]


def _placed(boxes: dict[str, _Box], pieces: Sequence[_Piece], columns: int) -> int:
    """Set the top of each box: its column's order, as near the middle of what leads to it as there is room.  Returns
    the height of all."""
    stacks = [[boxes[key] for key in sorted(_column(boxes, n), key=lambda key: boxes[key].y)] for n in range(columns)]
    heights = [sum(box.height for box in stack) + _APART * (len(stack) - 1) for stack in stacks]
    bottom = 0.0
    for column, stack in enumerate(stacks):
        at = _MARGIN + (max(heights) - heights[0]) / 2 if column == 0 else float(_MARGIN)
        off = 0.0
        for box in stack:
            middles = [boxes[one.source].y + boxes[one.source].height / 2 for one in pieces if one.target == box.key]
            wanted = sum(middles) / len(middles) - box.height / 2 if middles else at
            box.y = max(at, wanted)
            off += box.y - wanted
            at = box.y + box.height + _APART
        up = min(off / len(stack), stack[0].y - _MARGIN) if stack else 0.0
        for box in stack:
            box.y -= max(0.0, up)
        bottom = max(bottom, *(box.y + box.height for box in stack)) if stack else bottom
    return round(bottom) + _MARGIN


def _ports(boxes: dict[str, _Box], pieces: Sequence[_Piece]) -> tuple[dict[_Piece, int], dict[_Piece, int]]:
    """Where each piece leaves its source and enters its target, one below the other."""
    out, into = {}, {}
    for key, box in boxes.items():
        middle = box.y + box.height / 2
        leaving = sorted((one for one in pieces if one.source == key), key=lambda one: _middle(boxes[one.target]))
        coming = sorted((one for one in pieces if one.target == key), key=lambda one: _middle(boxes[one.source]))
        for i, one in enumerate(leaving):
            out[one] = round(middle + (i - (len(leaving) - 1) / 2) * _PORT)
        for i, one in enumerate(coming):
            into[one] = round(middle + (i - (len(coming) - 1) / 2) * 8)
    return out, into


def _middle(box: _Box) -> float:
    return box.y + box.height / 2


def _stop(box: _Box, layout: _Layout) -> DrawnStop:
    left, room = layout.lefts[box.column], layout.widths[box.column]
    stop = box.stop
    assert stop is not None
    top = round(box.y)
    inner = len(box.lines) * _LINE + len(box.notes) * _NOTE
    first = top + round((box.height - inner) / 2) + 13
    lines = tuple((first + i * _LINE, text) for i, text in enumerate(box.lines))
    below = first + (len(box.lines) - 1) * _LINE + 2
    notes = tuple((below + (i + 1) * _NOTE, text) for i, text in enumerate(box.notes))
    end = stop.kind not in {"text", "relay"}
    words = max([width(text, _BOLD) for text in box.lines] + [width(text, _SMALL) for text in box.notes])
    wide = round(words) + (_SYMBOL if end else 2 * _PAD)
    return DrawnStop(
        stop.kind, stop.name, left, top, wide if end else room, box.height, lines, notes, stop.address, stop.sure,
        first,
    )  # fmt: skip


def _step(piece: _Piece, boxes: dict[str, _Box], layout: _Layout, y: int, to: int) -> DrawnStep:
    """A piece that leaves its source at ``y`` and enters its target at ``to``."""
    source, target = boxes[piece.source], boxes[piece.target]
    wide = layout.widths[source.column]
    start = layout.lefts[source.column] + (wide if source.stop is not None else 0)
    end = layout.lefts[target.column] - (_TIP - 3 if target.stop is not None else 0)
    cue = layout.cue(piece.cue)
    straight = start + layout.straight[source.column] if source.stop is not None else start + wide + 12
    room = round(width(cue, _SMALL)) + 8 if cue else 0
    half = (end + straight) // 2
    line = f"M{start} {y}H{straight}C{half} {y} {half} {to} {end - (5 if piece.last else 0)} {to}"
    head = f"{end},{to} {end - 7},{to - 4} {end - 7},{to + 4}" if piece.last else ""
    name = target.stop.name if target.stop is not None else ""
    says = " ".join(part for part in (source.stop.name if source.stop is not None else "", piece.cue, name) if part)
    return DrawnStep(line, head, piece.sure, says, cue, (start + 8, y, room))


def _brackets(path: Path, boxes: dict[str, _Box], total: int) -> tuple[tuple[str, str, int, int, str], ...]:
    """One bracket for each two neighbouring ends that nothing tells apart; further ones would lie on it."""
    order = sorted((one.key for one in path.ends), key=lambda key: boxes[key].y)
    drawn = []
    for upper, lower in pairwise(order):
        reasons = [(why, asked) for a, b, why, asked in path.doubts if {a, b} == {upper, lower}]
        if reasons:
            top, bottom = round(_middle(boxes[upper])), round(_middle(boxes[lower]))
            line = f"M{total - 2} {top}h8q6 0 6 6V{bottom - 6}q0 6 -6 6h-8"
            why, asked = reasons[0]
            says = MAY_BE_ONE if asked else NOT_TOLD_APART
            drawn.append((line, why, total + _TO_WORDS, (top + bottom) // 2 + 4, says))
    return tuple(drawn)
