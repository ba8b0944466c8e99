"""Which statements of a claim firm joins hold together: what a number and a first screen may stand on.

A claim gathers all that probably says the same; some of it is only worded alike.  Left out: how sure a join is
(``relate.claims``), and from where it is firm (``data.Join.firm``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.data import DocumentId, Join, StatementId


def firmly_held(
    statements: Sequence[StatementId], joins: Sequence[Join], report: Mapping[StatementId, DocumentId]
) -> frozenset[StatementId]:
    """The statements that firm joins hold together: of such groups the one of most reports, then of most statements,
    then the first; all where no join is known.  ``report`` names each statement's report."""
    if not joins:
        return frozenset(statements)
    group: dict[StatementId, frozenset[StatementId]] = {one: frozenset((one,)) for one in statements}
    for join in joins:
        if join.firm and {join.a, join.b} <= group.keys():
            both = group[join.a] | group[join.b]
            group |= dict.fromkeys(both, both)
    place = {one: n for n, one in enumerate(statements)}
    return min(
        group.values(),
        key=lambda held: (-len({report[one] for one in held}), -len(held), min(place[one] for one in held)),
        default=frozenset(),
    )
