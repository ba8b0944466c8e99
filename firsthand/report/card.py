"""The record on a card: what a notebook shows of it.

Plain HTML of a bounded length: every word is escaped, nothing is fetched, nothing runs, nothing is styled.  Left out:
all that the page of ``--html`` shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from firsthand.data import Claim
from firsthand.report.phrasing import as_sentence, number_of

_MOST = 10
_LONGEST = 160
_NO_FORMULAS = "tex2jax_ignore mathjax_ignore"
"""Two sums in dollars are no formula, for which a notebook would take what stands between them."""


def card(sizes: Sequence[str], claims: Sequence[tuple[str, Claim]]) -> str:
    """The sizes of a record, and the first of its claims, each with the id that a person can type."""
    rows = "".join(
        f"<tr><td><code>{escape(id_)}</code></td><td>{escape(as_sentence(one.text, _LONGEST))}</td>"
        f"<td>{one.reports.documents:,}</td><td>{escape(number_of(one.independent))}</td></tr>"
        for id_, one in claims[:_MOST]
    )
    head = "<tr><th>id</th><th>what is reported</th><th>reports</th><th>independent origins</th></tr>"
    table = f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>" if rows else ""
    more = f"<p>… and {len(claims) - _MOST:,} claims more</p>" if len(claims) > _MOST else ""
    return f"<div class='{_NO_FORMULAS}'><p>{escape(', '.join(sizes))}</p>{table}{more}</div>"
