"""What an address asks for beside its page: words, days, and from which item on a list is shown.

Every list that a page does not show whole goes on at an address of its own: ``?claims=300`` begins behind the first 300
claims.  Left out: what an address may hold, which each page decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import urlencode

from firsthand.report.views import Turn, turn_at

_T = TypeVar("_T")
_NUMBER = re.compile(r"[0-9]{1,7}")


@dataclass(frozen=True)
class Asked:
    """A path, and what is asked of it."""

    path: str = "/"
    query: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, name: str) -> str:
        """What is asked for under a name; '' for nothing."""
        return self.query.get(name, "")

    def start(self, name: str) -> int:
        """From which item on a list is asked for."""
        given = self.get(name)
        return int(given) if _NUMBER.fullmatch(given) else 0

    def starts(self, names: Iterable[str]) -> dict[str, int]:
        """From which items on lists are asked for, of those of which it is asked."""
        return {name: self.start(name) for name in names if name in self.query}

    def kept(self, *without: str) -> str:
        """What else is asked for, as it stands in an address."""
        held = {key: value for key, value in self.query.items() if key not in {"note", "undo", *without}}
        return urlencode(held)

    def at_end(self) -> str:
        """What is asked for, as it stands at the end of an address; '' for nothing."""
        return f"?{kept}" if (kept := self.kept()) else ""

    def at(self, name: str, value: object, place: str = "") -> str:
        """The same page asked for with another value under a name, '' and 0 for none; at a ``place`` of it."""
        told = [one for one in (self.kept(name), urlencode({name: value}) if value else "") if one]
        return f"{self.path}{'?' if told else ''}{'&'.join(told)}{'#' if place else ''}{place}"

    def part(self, name: str, every: Sequence[_T], most: int, place: str = "") -> tuple[Sequence[_T], Turn]:
        """The items of a list that are shown, and where it goes on."""
        turn = turn_at(name, self.start(name), len(every), most, lambda start: self.at(name, start, place))
        return every[turn.first - 1 : turn.last], turn
