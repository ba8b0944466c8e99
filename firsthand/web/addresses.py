"""Where everything stands on the served pages: one address for each story, claim, report and pair, none for the rest.

Left out: whether a thing is in the record; a page that is asked for what is not there says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from urllib.parse import quote

from firsthand.data import DocumentId, StoryId
from firsthand.report import OpenRecord
from firsthand.report.places import Places
from firsthand.report.story_lists import SHOWN_AT_ONCE, StoryLists

_SECTIONS = {
    "claims": "", "print": "", "twice": "", "details": "/details", "parts": "/k", "copies": "/copies", "ends": "/o",
    "said": "/said", "changed": "/k", "time": "/time", "only": "/only",
}  # fmt: skip
LISTS: Mapping[str, tuple[str, str]] = {
    "claims": ("", "claims"), "conflicts": ("/k", "parts"), "histories": ("/k", "changed"),
    "facts": ("/details", "details"), "pairs": ("/copies", "copies"), "separate": ("/copies", "copies"),
    "origins": ("/o", "ends"),
    "utterances": ("/said", "said"), "speakers": ("/said", "said"), "events": ("/time", "time"),
    "only": ("/only", "only"), "reports": ("/reports", "reports"),
}  # fmt: skip
"""The lists of a story: on which of its pages each stands, and in which part of that page."""
_LEADING = ("facts", "conflicts", "histories", "origins", "utterances", "events")
"""The lists whose items have addresses on the pages of a story."""
_PAGES = {"k-": "/k", "o-": "/o", "u-": "/said", "q-": "/said", "f-": "/details", "h-": "/k", "ev": "/time",
          "t-": "/time"}  # fmt: skip


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
        if page and self._story and page not in self._long:
            return f"/s/{quote(self._story)}{page}#{quote(id_)}"
        return f"/x/{quote(id_)}"  # which leads to the part of the page on which it stands

    @cached_property
    def _long(self) -> frozenset[str]:
        """The pages of the story on which a list goes on elsewhere."""
        reading, story = self._reading, next((one for one in self._reading.stories if one.id == self._story), None)
        if story is None:
            return frozenset()
        lists = StoryLists(reading, story)
        return frozenset(LISTS[name][0] for name in _LEADING if len(lists.every(name)) > SHOWN_AT_ONCE[name])

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

    def turned(self, name: str, story: str, start: int, kept: str = "") -> str:
        """The address of a list of a story from an item on."""
        page, section = LISTS[name]
        asked = "&".join([*([kept] if kept else []), *([f"{name}={start}"] if start else [])])
        return f"/s/{quote(story)}{page}{'?' if asked else ''}{asked}#{section}-{quote(story)}"

    def whole(self, id_: str, story: str, kept: str = "") -> str:
        """The address where a thing of a story is shown with all its words."""
        page = _PAGES.get(id_[:2], "") if id_ in self._reading else "/said"  # a speaker is known by the name
        place = f"#{quote(id_)}" if id_ in self._reading else f"#said-{quote(story)}"
        return f"/s/{quote(story)}{page}?{kept}{'&' if kept else ''}whole={quote(id_, safe='')}{place}"
