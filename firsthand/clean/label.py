"""Labels for the lines of a plain-text page: what is article and what is furniture, by wording and by position.

A page reads head, article, tail.  The head ends at the first line that is running prose; its title is the headline
that shares most words with the prose below it (or is given, or stands there twice).  Inside the article only a line's
own wording, or a known header above it, makes it furniture; in the tail short lines without a final mark are other
stories.  Follows shallow text features (Kohlschütter et al. 2010) with the neighbours deciding the doubtful cases
(jusText: Pomikálek 2011).  When in doubt a line is body: a lost true sentence costs more than a kept line of furniture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from firsthand.clean import furniture
from firsthand.clean.dateline import dateline
from firsthand.clean.lines import (
    Line,
    ends_sentence,
    headline,
    inner_stop,
    lines,
    prose,
    sentence,
    title_case,
    word_list,
)
from firsthand.clean.stamps import stamp_line
from firsthand.data import ARTICLE_KINDS, Block, BlockKind
from firsthand.words import normal, words

_BULLET = re.compile(r"[•·●▪◦‣*–—-]\s+\S|\(?\d{1,2}[.)]\s+\S|[✓✔►▶➤]\s?\S")
_DASHED_HEADING = re.compile(r"[-–—]\s?[^.!?]{2,60}[.!?]?['’”\"]?\s?[-–—]")  # the agencies' "- 'Not a swap' -"
_QUOTE_MARKS = re.compile(r"[\"“”]|''")
_INTRODUCES = re.compile(
    r"\b(?:said|says|saying|wrote|writes|tweeted|tweet|posted|post|stated|statement|read|reads|added|told|announced|"
    r"explained|continued|reported|reports|letter|memo|message|follows|following|remarks|transcript|facebook|twitter|"
    r"instagram|truth social)\b[^.!?]{0,60}:$",
    re.IGNORECASE,
)
_PRONOUN_START = re.compile(
    r"(?:this|that|these|those|it|he|she|they|we|i|there|but|and|so)(?:['’]\w+)?\s", re.IGNORECASE
)
_NUMBER = re.compile(r"[(\[]?\d[\d,.]*[kKmM]?[)\]]?")
_MOST_TITLE_BELOW = 4
_MOST_RELATED = 12
_LONG_GAP = 8  # lines without prose that may part an article from another text on its page
_SHORT_ARTICLE = 40  # words of prose above the longest part that may be the article itself (below it: comments)
_SAME_ARTICLE = 0.6  # of the words of the longest part: below that, a part set apart is not the article
_TAIL_OPENERS = frozenset({"related", "comments", "prompt", "navigation"})


def blocks(text: str, title: str | None = None) -> tuple[Block, ...]:
    """Blocks that partition ``text``; ``title`` is the title where it is known from elsewhere."""
    found = lines(text)
    return merged(text, found, kinds(found, title))


def kinds(found: Sequence[Line], title: str | None = None) -> list[BlockKind]:
    """One label a line."""
    return _Labeller(found, title).run()


def merged(text: str, found: Sequence[Line], labels: Sequence[BlockKind]) -> tuple[Block, ...]:
    """Blocks from labelled lines: runs of blank lines are one block, and a dateline is split from its paragraph."""
    result: list[Block] = []
    bodies = 0
    for line, kind in zip(found, labels, strict=True):
        if kind == "blank" and result and result[-1].kind == "blank":
            result[-1] = Block(result[-1].start, line.end, "blank")
            continue
        start = line.start
        if kind == "body":
            bodies += 1
            length = dateline(line.text) if bodies <= 3 else 0
            if length:
                start = text.index(line.text[:length], line.start) + length
                result.append(Block(line.start, start, "dateline"))
        result.append(Block(start, line.end, kind))
    return tuple(result)


class _Labeller:
    """One page's lines and the labels found so far; ``run`` fills them in the order the module describes."""

    def __init__(self, found: Sequence[Line], title: str | None) -> None:
        self.lines = found
        self.labels: list[BlockKind | None] = ["blank" if line.blank else None for line in found]
        self.headers: set[int] = set()
        self.filled = [index for index, line in enumerate(found) if not line.blank]
        self.title = normal(title).strip(" .") if title else ""

    def run(self) -> list[BlockKind]:
        for index in self.filled:
            self._wording(index)
        if not self.filled:
            return [label or "blank" for label in self.labels]
        first, last = self._article()
        self._head(first)
        self._middle(first, last)
        self._tail(last)
        return [label or "body" for label in self.labels]

    def text(self, index: int) -> str:
        return self.lines[index].text

    # ------------------------------------------------------------------------------------------- each line alone

    def _wording(self, index: int) -> None:
        text = self.text(index)
        verdict = furniture.wording(text)
        if furniture.caption_start(text):
            self.labels[index] = "caption"
        elif verdict is not None:
            self.labels[index] = verdict.kind
            if verdict.header:
                self.headers.add(index)
        elif furniture.caption(text):
            self.labels[index] = "caption"

    def _article(self) -> tuple[int, int]:
        """Where the article's prose begins and ends (indices of lines)."""
        open_lines = [i for i in self.filled if self.labels[i] is None]
        strong = [i for i in open_lines if prose(self.text(i)) and not self._is_title(i)]
        if not strong:
            weak = [i for i in open_lines if sentence(self.text(i)) and not self._is_title(i)]
            return (weak[0], weak[-1]) if weak else (len(self.lines), -1)
        strong = self._core(strong)
        first = strong[0]
        # A known title says where the head ends, unless most of the text stands above it.
        named = [i for i in self.filled if self._is_title(i)]
        if named and first < named[0]:
            above = sum(len(self.text(i)) for i in strong if i < named[0])
            below = [i for i in strong if i > named[0]]
            if below and above < sum(len(self.text(i)) for i in below) // 3:
                first = below[0]
        return self._earlier(first), strong[-1]

    def _core(self, strong: list[int]) -> list[int]:
        """The prose of the article alone, where long runs of page furniture set other prose apart from it."""
        clusters = [[strong[0]]]
        for before, index in pairwise(strong):
            if self._boundary(before, index):
                clusters.append([])
            clusters[-1].append(index)
        sizes = [sum(len(word_list(self.text(i))) for i in cluster) for cluster in clusters]
        longest = sizes.index(max(sizes))
        keep = [
            cluster for place, (cluster, size) in enumerate(zip(clusters, sizes, strict=True))
            if size >= _SAME_ARTICLE * max(sizes) or (place < longest and size >= _SHORT_ARTICLE)
        ]  # fmt: skip
        return [index for cluster in keep for index in cluster]

    def _boundary(self, before: int, after: int) -> bool:
        between = [i for i in range(before + 1, after) if not self.lines[i].blank]
        if len(between) < _LONG_GAP:
            return False
        page = sum(self._of_the_page(i) for i in between)
        return page >= 0.5 * len(between)

    def _of_the_page(self, index: int) -> bool:
        """A line that speaks of the page, not of the story: interface words, a headline, a section, a stamp."""
        text = self.text(index)
        if _NUMBER.fullmatch(text) or _BULLET.match(text):
            return False
        return (
            self.labels[index] is not None or title_case(text) or furniture.section_label(text) or furniture.byline(text)
            or (len(word_list(text)) <= 2 and not ends_sentence(text))
        )  # fmt: skip

    def _earlier(self, first: int) -> int:
        """Short sentences just above the first long one belong to the article when nothing but a title is above."""
        start = first
        for index in reversed([i for i in self.filled if i < first]):
            text = self.text(index)
            if self.labels[index] is not None or self._is_title(index) or furniture.byline(text):
                break
            if sentence(text) and len(word_list(text)) >= 4:
                start = index
            else:
                break
        return start

    def _is_title(self, index: int) -> bool:
        return bool(self.title) and normal(self.text(index)).strip(" .") == self.title

    # ------------------------------------------------------------------------------------------------- the head

    def _head(self, first: int) -> None:
        above = [i for i in self.filled if i < first]
        title = self._title(above, first)
        for index in above:
            self._head_line(index, title, above)
        self._below_title(title, above)

    def _title(self, above: list[int], first: int) -> int | None:
        for index in above:
            if self._is_title(index):
                return index
        candidates = [
            i for i in above
            if (self.labels[i] is None or self.labels[i] == "related") and i not in self.headers and self._may_be_title(i)
        ]  # fmt: skip
        if self.title:
            # The text's own headline may be worded a little differently; any other headline is not it.
            own = set(self.title.split())
            candidates = [i for i in candidates if 2 * len(own & set(normal(self.text(i)).split())) >= len(own)]
        if not candidates:
            return None
        below = [i for i in self.filled if i >= first and self.labels[i] is None]
        lead = {word for i in below[:12] for _, _, word in words(self.text(i)) if len(word) > 3}
        seen = [normal(self.text(i)) for i in above]

        def fit(index: int) -> tuple[float, int]:
            own = {word for _, _, word in words(self.text(index)) if len(word) > 3}
            hits = sum(word in lead for word in own)
            overlap = 0.6 * min(5, hits) / 5 + 0.4 * hits / max(4, len(own))
            repeated = seen.count(normal(self.text(index))) > 1
            nearness = candidates.index(index) / len(candidates)
            return overlap + 0.2 * repeated + 0.3 * nearness, -index

        likely = [i for i in candidates if fit(i)[0] >= 0.5] if len(candidates) > 6 else []
        best = max(likely or candidates, key=fit)
        # A subtitle shares even more words with the lead: of two neighbours without others above, the first is the title.
        position = candidates.index(best)
        while (
            position > 0
            and self._adjacent(candidates[position - 1], best)
            and (position == 1 or not self._adjacent(candidates[position - 2], candidates[position - 1]))
        ):
            above = candidates[position - 1]
            if fit(above)[0] < 0.6 * fit(best)[0] or len(word_list(self.text(above))) < 4:
                break
            position -= 1
            best = candidates[position]
        return best

    def _may_be_title(self, index: int) -> bool:
        text = self.text(index)
        if furniture.byline(text) or furniture.section_label(text) or furniture.named(text, role=True):
            return False
        if (
            _BULLET.match(text)
            or furniture.caption(text)
            or "://" in text
            or (_NUMBER.match(text) and stamp_line(text))
        ):
            return False
        return headline(text) or (title_case(text) and 2 <= len(word_list(text)) <= 25)

    def _adjacent(self, a: int, b: int) -> bool:
        """No other filled line stands between the two lines."""
        return all(self.lines[i].blank for i in range(a + 1, b))

    def _head_line(self, index: int, title: int | None, above: list[int]) -> None:
        text = self.text(index)
        if index == title:
            self.labels[index] = "title"
        elif title is not None and normal(text) == normal(self.text(title)):
            self.labels[index] = "repeated_title"
        elif furniture.byline(text):
            self.labels[index] = "byline"
        elif self.labels[index] is not None and self.labels[index] != "navigation":
            return
        elif furniture.section_label(text):
            self.labels[index] = "section_label"
        elif self.labels[index] is not None:
            return
        elif title is None:
            self._untitled(index, above)
        elif index < title:
            self.labels[index] = "navigation"

    def _untitled(self, index: int, above: list[int]) -> None:
        text = self.text(index)
        if furniture.named(text, role=True):
            self.labels[index] = "byline"
        elif not ends_sentence(text) and len(word_list(text)) <= 3 and len(above) > 1:
            self.labels[index] = "navigation"
        elif self.title and headline(text):
            self.labels[index] = "subtitle"

    def _below_title(self, title: int | None, above: list[int]) -> None:
        """Lines between the title and the first prose: names, subtitle, a few summary points."""
        if title is None:
            return
        below = [i for i in above if i > title]
        open_lines = [i for i in below if self.labels[i] is None]
        subtitles = 0
        for index in open_lines:
            text = self.text(index)
            if furniture.named(text, role=True) or (
                furniture.named(text, role=False) and self._beside_byline(index, below)
            ):
                self.labels[index] = "byline"
            elif _BULLET.match(text):
                self.labels[index] = "list"
            elif len(word_list(text)) <= 2 and not ends_sentence(text):
                self.labels[index] = "section_label" if title_case(text) or text.isupper() else "other"
            elif subtitles < _MOST_TITLE_BELOW:
                self.labels[index] = "subtitle"
                subtitles += 1
            else:
                self.labels[index] = "navigation"

    def _beside_byline(self, index: int, below: list[int]) -> bool:
        position = below.index(index)
        return any(self.labels[i] == "byline" for i in below[max(0, position - 2) : position + 3])

    # ------------------------------------------------------------------------------------------------ the article

    def _middle(self, first: int, last: int) -> None:
        inside = [i for i in self.filled if first <= i <= last]
        for position, index in enumerate(inside):
            if self.labels[index] is None:
                self._inside(position, inside)
            if self.labels[index] == "other" and _NUMBER.fullmatch(self.text(index)):
                if any(self.labels[i] == "comments" for i in inside[position + 1 : position + 2]):
                    self.labels[index] = "comments"

    def _inside(self, position: int, inside: list[int]) -> None:
        index = inside[position]
        text = self.text(index)
        before = inside[position - 1] if position else None
        if self._is_title(index):
            self.labels[index] = "repeated_title"
        elif furniture.byline(text) and not ends_sentence(text):
            self.labels[index] = "byline"
        elif _DASHED_HEADING.fullmatch(text):
            self.labels[index] = "heading"
        elif _BULLET.match(text):
            self.labels[index] = "list"
        elif before is not None and self._opens_related(before) and self._teaser(index):
            self.labels[index] = "related"
        elif before is not None and self._introduced(before, index):
            self.labels[index] = "blockquote"
        elif not prose(text) and not ends_sentence(text):
            self.labels[index] = self._short(position, inside)
        else:
            self.labels[index] = "body"

    def _opens_related(self, before: int) -> bool:
        """The line above is a header of other stories, or one of a run of them below such a header."""
        if self.labels[before] != "related":
            return False
        run = 0
        for index in reversed([i for i in self.filled if i <= before]):
            if self.labels[index] != "related" or run > _MOST_RELATED:
                return False
            if index in self.headers:
                return True
            run += 1
        return False

    def _teaser(self, index: int) -> bool:
        text = self.text(index)
        return headline(text) and not prose(text)

    def _introduced(self, before: int, index: int) -> bool:
        """A paragraph without quotation marks after one that ends with a cue and a colon."""
        above, text = self.text(before), self.text(index)
        return bool(_INTRODUCES.search(above[-120:])) and not _QUOTE_MARKS.search(text) and len(word_list(text)) >= 5

    def _short(self, position: int, inside: list[int]) -> BlockKind:
        """A line in the article without a final mark: list item, subheading, or a sentence that lost its full stop."""
        index = inside[position]
        text = self.text(index)
        count = len(word_list(text))
        neighbours = [
            i for i in (inside[position - 1 : position] + inside[position + 1 : position + 2])
            if not prose(self.text(i)) and not ends_sentence(self.text(i)) and self.labels[i] in (None, "list", "heading")
        ]  # fmt: skip
        if position and self.text(inside[position - 1]).endswith(":"):
            return "list"
        if text.endswith((":", ",", ";", "-", "—", "–")):
            return "heading" if text.endswith(":") and count <= 6 and position and text.isupper() else "body"
        if neighbours:
            return "list" if count <= 8 else "body"
        if count <= 12 and title_case(text):
            return "heading"
        if count > 9 or (_PRONOUN_START.match(text) and count >= 5) or _QUOTE_MARKS.match(text):
            return "body"
        return "heading"

    # --------------------------------------------------------------------------------------------------- the tail

    def _tail(self, last: int) -> None:
        below = [i for i in self.filled if i > last]
        for position, index in enumerate(below):
            if self.labels[index] is None:
                self._below(position, below)
        self._close_comments()
        self._notes()

    def _below(self, position: int, below: list[int]) -> None:
        index = below[position]
        text = self.text(index)
        opened = next((self.labels[i] for i in reversed(below[:position]) if i in self.headers), None)
        if self._is_title(index):
            self.labels[index] = "repeated_title"
        elif furniture.byline(text):
            self.labels[index] = "byline"
        elif not title_case(text) and (ends_sentence(text) or inner_stop(text)) and (opened is None or prose(text)):
            self.labels[index] = self._sentence_below(position, below, opened)
        elif opened in _TAIL_OPENERS:
            self.labels[index] = "comments" if opened == "comments" else "related"
        elif _BULLET.match(text) and position == 0:
            self.labels[index] = "list"
        elif furniture.named(text, role=True):
            self.labels[index] = "byline"
        elif len(below) >= 2 or title_case(text):
            self.labels[index] = "related" if headline(text) else "other"

    def _sentence_below(self, position: int, below: list[int], opened: str | None) -> BlockKind:
        """A sentence under the article: the article's own, unless much of the page stands between."""
        between = below[:position]
        if len(between) >= _LONG_GAP and sum(self._of_the_page(i) for i in between) >= 0.5 * len(between):
            return "comments" if opened == "comments" else "related" if opened == "related" else "other"
        return "body"

    def _close_comments(self) -> None:
        """After the last header of a comments box, a sentence about commenting is part of the box; any other is not."""
        openers = [i for i in self.filled if self.labels[i] == "comments"]
        for index in self.filled:
            if self.labels[index] != "body" or not openers or index < openers[0]:
                continue
            above = next((i for i in reversed(self.filled) if i < index), None)
            if above is None or self.labels[above] in ARTICLE_KINDS:
                continue
            text = self.text(index)
            if not _QUOTE_MARKS.search(text) and furniture.interface_words(text) >= 3:
                self.labels[index] = "comments"

    def _notes(self) -> None:
        """Notes about the author at the very end."""
        bodies = [i for i in self.filled if self.labels[i] in ARTICLE_KINDS]
        for index in bodies[-2:]:
            text = self.text(index)
            if len(bodies) > 3 and self.labels[index] == "body":
                if furniture.author_note(text):
                    self.labels[index] = "credit"
                elif furniture.contact(text) and furniture.interface_words(text) >= 2:
                    self.labels[index] = "prompt"
