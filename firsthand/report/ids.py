"""Ids as a person types them: the shortest beginnings that are enough, and the id that a beginning means.

Left out: what the ids stand for.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from firsthand.errors import NoSuchIdError
from firsthand.report.phrasing import line

_SHORTEST = 4
_COMPARED = 4_000


def shortest(ids: Sequence[str]) -> dict[str, str]:
    """Each id's shortest prefix that no other id has, never shorter than four characters after its kind."""
    ordered = sorted(ids)
    short = {}
    for i, one in enumerate(ordered):
        least = one.find("-") + 1 + _SHORTEST
        beside = (*ordered[max(0, i - 1) : i], *ordered[i + 1 : i + 2])
        near = (_common(one, other) + 1 for other in beside if other.startswith(one[:least]))
        short[one] = one[: max((least, *near))]
    return short


def whole(ids: Sequence[str], given: str, addresses: Mapping[str, str]) -> str:
    """The one id that is ``given``, begins with it, or has it as its address.  Raises NoSuchIdError with the nearest
    ids where none or several do."""
    if given in frozenset(ids):
        return given
    begins = [one for one in ids if given and one.startswith(given)]
    if len(begins) == 1:
        return begins[0]
    if begins:
        raise NoSuchIdError(f"{len(begins)} ids begin with {line(given, 60)}: {', '.join(begins[:5])}; give more of it")
    if given in addresses:
        return addresses[given]
    kind = given.partition("-")[0]
    likely = [one for one in ids if one.partition("-")[0] == kind] or list(ids)
    near = difflib.get_close_matches(given[:60], likely[:_COMPARED], n=3, cutoff=0.3)
    hint = f"; the nearest are {', '.join(near)}" if near else "; none is near it"
    raise NoSuchIdError(f"no such id in this record: {line(given, 60)}{hint}")


def _common(a: str, b: str) -> int:
    """How many characters two strings begin with alike."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
