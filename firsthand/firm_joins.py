"""Which statements of a claim firm joins hold together: what a number and a first screen may stand on.

A claim gathers all that probably says the same; some of it is only worded alike.  Left out: how sure a join is
(``relate.claims``), and from where it is firm (``data.Join.firm``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.components import Components
from firsthand.data import DocumentId, Join, StatementId


def firmly_held(
    statements: Sequence[StatementId], joins: Sequence[Join], report: Mapping[StatementId, DocumentId]
) -> frozenset[StatementId]:
    """The statements that firm joins hold together: of such groups the one of most reports, then of most statements,
    then the first; all where no join is known.  ``report`` names each statement's report."""
    if not joins:
        return frozenset(statements)
    parts = Components(statements)
    for join in joins:
        if join.firm:
            parts.join(join.a, join.b)
    most = max(parts.groups(), key=lambda held: (len({report[one] for one in held}), len(held)), default=[])
    return frozenset(most)
