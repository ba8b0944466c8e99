"""Where everything stands on the served pages: one address for each story, claim, report and pair, none for the rest.

Left out: whether a thing is in the record; a page that is asked for what is not there says so.
"""

from __future__ import annotations

from urllib.parse import quote

from firsthand.data import DocumentId, StoryId
from firsthand.report import OpenRecord
from firsthand.report.places import Places

_SECTIONS = {
    "claims": "", "print": "", "twice": "", "figures": "/k", "parts": "/k", "copies": "/copies", "ends": "/o",
    "said": "/said", "changed": "/k", "time": "/time", "only": "/only",
}  # fmt: skip
_PAGES = {"k-": "/k", "o-": "/o", "u-": "/said", "q-": "/said", "f-": "/k", "h-": "/k", "ev": "/time", "t-": "/time"}


class Addresses(Places):
    """Addresses on the served pages of a record; ``story`` is where a thing is shown that stands in several."""

    def __init__(self, reading: OpenRecord, story: StoryId | None = None) -> None:
        super().__init__((), ())
        self._reading, self._story = reading, story
        self._story_of = {claim: one.id for one in reading.stories for claim in one.claims}

    def of(self, id_: str) -> str:
        """The address of a claim, or of the page of its story that shows a conflict, end, utterance, event or fact."""
        if id_.startswith("c-"):
            story = self._story_of.get(id_, self._story)  # type: ignore[call-overload]
            return f"/s/{quote(str(story))}/c/{quote(id_)}" if story else f"/x/{quote(id_)}"
        page = _PAGES.get(id_[:2])
        return f"/s/{quote(self._story)}{page}#{quote(id_)}" if page and self._story else f"/x/{quote(id_)}"

    def report(self, document: DocumentId) -> str:
        """The address of a report's text."""
        return f"/d/{quote(document)}"

    def words(self, document: DocumentId, anchor: str) -> str:
        """The address of words in a report's text."""
        return f"/d/{quote(document)}#{quote(anchor)}"

    def beside(self, a: DocumentId, b: DocumentId) -> str:
        """The page of two reports that nothing joins, side by side."""
        return f"/compare?a={quote(a)}&b={quote(b)}"

    def compared(self, derivation: str, a: DocumentId, b: DocumentId) -> str:
        """The address where two reports stand side by side."""
        return f"/compare?a={quote(a)}&b={quote(b)}"

    def section(self, name: str, story: str) -> str:
        """The address of one part of a story."""
        return f"/s/{quote(story)}{_SECTIONS.get(name, '')}#{name}-{quote(story)}"
