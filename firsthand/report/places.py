"""Where things stand, as addresses: on the one page of the report each is a fragment of that page.

A served page has addresses of its own; whatever makes views asks a ``Places`` and never writes an address itself, so
that one set of templates serves both.  Left out: whether the place exists, which ``passages.Printed`` knows.
"""

from __future__ import annotations

from collections.abc import Container

from firsthand.data import DocumentId


class Places:
    """Addresses on the one page, which prints the ``documents`` and shows the ``ends``; '' for what it does not."""

    def __init__(self, documents: Container[str], ends: Container[str]) -> None:
        self._documents, self._ends = documents, ends

    def of(self, id_: str) -> str:
        """The address of a claim, conflict, derivation, utterance, event or fact."""
        return f"#{id_}" if not id_.startswith("o-") or id_ in self._ends else ""

    def report(self, document: DocumentId) -> str:
        """The address of a report's text."""
        return f"#report-{document}" if document in self._documents else ""

    def words(self, document: DocumentId, anchor: str) -> str:
        """The address of words in a report's text; ``anchor`` is the name they bear there."""
        return f"#{anchor}" if document in self._documents else ""

    def compared(self, derivation: str, a: DocumentId, b: DocumentId) -> str:
        """The address where two reports stand side by side."""
        return f"#{derivation}"

    def beside(self, a: DocumentId, b: DocumentId) -> str:
        """The address where two reports that nothing joins stand side by side; '' on the one page."""
        return ""

    def section(self, name: str, story: str) -> str:
        """The address of one part of a story (``claims``, ``copies`` …)."""
        return f"#{name}-{story}"

    def turned(self, name: str, story: str, start: int, kept: str = "") -> str:
        """The address of a list of a story from an item on, with what else the address asks for ``kept``; '' on the
        one page, which shows the first items alone."""
        return ""

    def whole(self, id_: str, story: str, kept: str = "") -> str:
        """The address where a thing of a story is shown with all its words; '' on the one page."""
        return ""
