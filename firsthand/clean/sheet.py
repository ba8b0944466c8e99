"""A page's lines with the labels found so far: what the steps of the labeller hand to each other.

Head, article and tail each fill the labels of their own lines; a label that is set is final but for the few cases
that a step names.  Left out: any judgement that needs more than one line and its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from firsthand.clean import bylines, credits, furniture
from firsthand.clean.lines import ends_sentence, mostly_capitals, word_count
from firsthand.clean.page_line import PageLine
from firsthand.data import BlockKind
from firsthand.words import normal

BULLET = re.compile(r"[•·●▪◦‣*–—-]\s+\S|\(?\d{1,2}[.)]\s+\S|[✓✔►▶➤]\s?\S")
BARE_NUMBER = re.compile(r"[(\[]?\d[\d,.]*[kKmM]?[)\]]?")
QUOTE_MARKS = re.compile(r"[\"“”„«»]|''")
SIGNED = re.compile(r"[“\"‘«„].{20,}[”\"’»“‘] ?[—–-] ?[A-Z]")
"""Words in marks with their speaker behind a dash: part of the article, not its subtitle."""
SIGNATURE = re.compile(r"[—–-]{1,2} ?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,5}(?:, .{2,60})?")
"""A speaker behind a dash, on a line below the words in marks."""
_NAMED = re.compile(r"\b[A-Z][\w’'-]+\s[A-Z][\w’'-]+")
CLOSES_WORDS = re.compile(r"[”\"’»“‘]$")
_CAPTION_ONLY = re.compile(r"(?:image|media|photo|video) caption[,:]?", re.IGNORECASE)  # the caption is the next line
LONG_GAP = 8  # lines without prose that may part an article from another text on its page


class Sheet:
    """Lines, one label for each (None: not decided), and which of them are headers of furniture ("Related")."""

    def __init__(self, lines: Sequence[PageLine], title: str | None) -> None:
        self.lines = lines
        self.labels: list[BlockKind | None] = ["blank" if line.blank else None for line in lines]
        self.headers: set[int] = set()
        self.filled = [index for index, line in enumerate(lines) if not line.blank]
        self.title = normal(title).strip(" .") if title else ""
        self._plain: dict[int, str] = {}
        for index in self.filled:
            self._wording(index)
        for before, index in pairwise(self.filled):
            if (
                self.labels[before] == "caption"
                and self.labels[index] is None
                and _CAPTION_ONLY.fullmatch(self.text(before))
            ):
                self.labels[index] = "caption"

    def text(self, index: int) -> str:
        """The words of a line."""
        return self.lines[index].text

    def plain(self, index: int) -> str:
        """The line's words in their normal form."""
        if index not in self._plain:
            self._plain[index] = normal(self.lines[index].text[:1000])
        return self._plain[index]

    def count(self, index: int) -> int:
        """How many words the line has."""
        return word_count(self.lines[index].text)

    def _wording(self, index: int) -> None:
        text = self.text(index)
        if credits.caption_start(text):
            self.labels[index] = "caption"
        elif (verdict := furniture.wording(text)) is not None:
            self.labels[index] = verdict.kind
            if verdict.header:
                self.headers.add(index)
        elif credits.caption(text):
            self.labels[index] = "caption"

    def is_title(self, index: int) -> bool:
        """The line is the title that is known from elsewhere."""
        return bool(self.title) and self.plain(index).strip(" .") == self.title

    def heads_words(self, index: int, below: int | None) -> bool:
        """Whether a line says who speaks below it: it ends in a colon, has a name, and whole words in marks follow."""
        if below is None or index in self.headers or not self.text(index).endswith(":"):
            return False
        words = self.text(below)
        said = QUOTE_MARKS.match(words) is not None and (ends_sentence(words) or CLOSES_WORDS.search(words) is not None)
        return said and _NAMED.search(self.text(index)) is not None

    def of_the_page(self, index: int) -> bool:
        """A line that speaks of the page, not of the story: interface words, a headline, a section, a stamp."""
        text = self.text(index)
        if BARE_NUMBER.fullmatch(text) or BULLET.match(text):
            return False
        if (
            self.labels[index] is not None
            or mostly_capitals(text)
            or furniture.section_label(text)
            or bylines.byline(text)
        ):
            return True
        return self.count(index) <= 2 and not ends_sentence(text)

    def mostly_page(self, between: Sequence[int]) -> bool:
        """So many lines, half of them about the page, that they part one text from another."""
        return len(between) >= LONG_GAP and sum(map(self.of_the_page, between)) >= 0.5 * len(between)
