"""Report: the record as people read it.

In: a ``Record``.
Out: an ``OpenRecord`` (``opened``), the ``summary`` for a terminal, the words behind an id (``explain``), and one
HTML page (``html.page``, which loads its template engine when it is asked for).
May import: ``data``, ``dates``, ``errors``, ``words``.
Doors: ``html``.

``storyview`` and ``fulltext`` make the parts of the page as ``views``; every word from outside passes ``phrasing`` or
``highlights``.
"""

from firsthand.report.explanation import explain
from firsthand.report.open_record import OpenRecord, opened
from firsthand.report.text import summary

__all__ = ["OpenRecord", "explain", "opened", "summary"]
