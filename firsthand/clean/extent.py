"""Where the prose of a page's article begins and ends.

Prose parted by a long run of page furniture belongs to different texts (a menu's promise, the article, its comments):
the longest part is the article, with every part nearly as long, and with what stands above it, because a short report
may be followed by long comments.  Follows the idea of maximal runs of good blocks in jusText (Pomikálek 2011).
"""

from __future__ import annotations

import re
from bisect import bisect
from itertools import pairwise

from firsthand.clean import bylines, notes
from firsthand.clean.lines import is_sentence, prose
from firsthand.clean.sheet import QUOTE_MARKS, Sheet

_SHORT_ARTICLE = 40  # words of prose above the longest part that may be the article itself (below it: comments)
_LONGEST_NOTICE = 40  # words
_COMMENT_MARKS = 3  # lines below a comments header that only a box of comments has
_COMMENT_MARK = re.compile(
    r"(?:reply|like|likes|report|flag|permalink|upvote|downvote|log in to reply|report comment|recommend)"
    r"(?:\s?[(\d).,]*)|"
    r"(?:an?|\d{1,2}) ?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[hdwm])(?: ago)?|"
    r"[^.!?]{2,40} says:|[·•] \d{1,2} ?\w{1,7}(?: ago)?",
    re.IGNORECASE,
)
_SAME_ARTICLE = 0.6  # of the words of the longest part: below that, a part set apart is not the article


def prose_extent(sheet: Sheet) -> tuple[int, int]:
    """The first and the last line of the article's prose; (number of lines, -1) when there is none."""
    open_lines = [i for i in sheet.filled if sheet.labels[i] is None and not sheet.is_title(i)]
    strong = [i for i in open_lines if prose(sheet.text(i))]
    if not strong:
        weak = [i for i in open_lines if is_sentence(sheet.text(i))]
        return (weak[0], weak[-1]) if weak else (len(sheet.lines), -1)
    strong = _above_notices(sheet, _above_comments(sheet, _core(sheet, strong)))
    return _with_short_sentences(sheet, _below_title(sheet, strong)), _last(sheet, strong[-1])


def _core(sheet: Sheet, strong: list[int]) -> list[int]:
    clusters = [[strong[0]]]
    for before, index in pairwise(strong):
        between = [i for i in range(before + 1, index) if not sheet.lines[i].blank]
        if sheet.mostly_page(between):
            clusters.append([])
        clusters[-1].append(index)
    sizes = [sum(map(sheet.count, cluster)) for cluster in clusters]
    longest = sizes.index(max(sizes))
    return [
        index for place, (cluster, size) in enumerate(zip(clusters, sizes, strict=True)) for index in cluster
        if size >= _SAME_ARTICLE * sizes[longest] or (place < longest and size >= _SHORT_ARTICLE)
    ]  # fmt: skip


def _above_comments(sheet: Sheet, strong: list[int]) -> list[int]:
    """The prose above a box of readers' comments, which names and "Reply" lines give away."""
    words_above, total = 0, sum(map(sheet.count, strong))
    prose_lines = set(strong)
    marks = [index for index in sheet.filled if _COMMENT_MARK.fullmatch(sheet.text(index))]
    for index in sheet.filled:
        words_above += sheet.count(index) if index in prose_lines else 0
        if sheet.labels[index] != "comments" or words_above < max(_SHORT_ARTICLE, 0.3 * total):
            continue
        if len(marks) - bisect(marks, index) >= _COMMENT_MARKS:
            for below in sheet.filled[bisect(sheet.filled, index) :]:
                sheet.labels[below] = sheet.labels[below] or "comments"
            return [i for i in strong if i < index]
    return strong


def _above_notices(sheet: Sheet, strong: list[int]) -> list[int]:
    """The prose above a column of notices: short, without quotations, and headed as one."""
    for head in sheet.filled:
        if not notes.notices(sheet.text(head)):
            continue
        above, below = [i for i in strong if i < head], [i for i in sheet.filled if i > head]
        words_above, words_below = sum(map(sheet.count, above)), sum(map(sheet.count, below))
        if words_above < _SHORT_ARTICLE or words_below > 0.5 * words_above:
            continue
        if any(sheet.count(i) > _LONGEST_NOTICE or QUOTE_MARKS.search(sheet.text(i)) for i in below):
            continue
        sheet.labels[head] = "advertisement"
        for i in below:
            sheet.labels[i] = sheet.labels[i] or "advertisement"
        return above
    return strong


def _below_title(sheet: Sheet, strong: list[int]) -> int:
    """The first line of prose below a known title, unless much of the prose stands above it."""
    named = next((i for i in sheet.filled if sheet.is_title(i)), None)
    if named is None or strong[0] > named:
        return strong[0]
    above = sum(len(sheet.text(i)) for i in strong if i < named)
    below = [i for i in strong if i > named]
    return below[0] if below and above < sum(len(sheet.text(i)) for i in below) // 3 else strong[0]


def _with_short_sentences(sheet: Sheet, first: int) -> int:
    """Short sentences just above the first long one belong to the article."""
    start = first
    for index in range(first - 1, -1, -1):
        if sheet.lines[index].blank:
            continue
        text = sheet.text(index)
        if sheet.labels[index] is not None or sheet.is_title(index) or bylines.byline(text):
            break
        if not is_sentence(text) or sheet.count(index) < 4:
            break
        start = index
    return start


def _last(sheet: Sheet, last: int) -> int:
    """Short sentences just below the last long one belong to the article; an advertisement between does not count."""
    end = last
    for index in range(last + 1, len(sheet.lines)):
        text = sheet.text(index)
        if sheet.labels[index] in ("blank", "advertisement"):
            continue
        if sheet.labels[index] is not None or bylines.byline(text) or not is_sentence(text) or sheet.count(index) < 3:
            break
        end = index
    return end
