"""The head of a page: what stands above the article's prose, with the title among it.

The title is the headline that shares most words with the prose below, that stands nearest to it, or twice; or the one
that is known from elsewhere.  Above it is navigation; between it and the prose stand subtitle, byline and date.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from firsthand import mastheads
from firsthand.clean import bylines, credits, furniture
from firsthand.clean.lines import ends_sentence, may_be_headline, mostly_capitals
from firsthand.clean.sheet import BARE_NUMBER, BULLET, SIGNED, Sheet
from firsthand.clean.stamps import stamp_line
from firsthand.words import words

_TELEPHONE = re.compile(r"\+\d[\d\s().-]{6,}$")
_MOST_SUBTITLES = 4
_SHORT_TITLE = 2
_MOST_CANDIDATES = 300  # headlines nearest to the prose that may be its title
_LEAD_LINES = 12
_FIRST_LINES = 3
_LONGEST_NAME = 3


def head(sheet: Sheet, first: int) -> None:
    """Labels every line above ``first``."""
    above = [i for i in sheet.filled if i < first]
    title = _title(sheet, above, first)
    for index in above:
        _line(sheet, index, title, len(above))
    if title is not None:
        _below_title(sheet, [i for i in above if i > title])


def _title(sheet: Sheet, above: list[int], first: int) -> int | None:
    known = next((index for index in above if sheet.is_title(index)), None)
    if known is not None:
        return known
    candidates = [
        i for i in above
        if sheet.labels[i] in (None, "related") and i not in sheet.headers and _may_be_title(sheet, i)
        and not _only_a_name(sheet, i, first)
    ][-_MOST_CANDIDATES:]  # fmt: skip
    if sheet.title:
        # The text's own headline may be worded a little differently; any other headline is not it.
        own = set(sheet.title.split())
        candidates = [i for i in candidates if 2 * len(own & set(sheet.plain(i).split())) >= len(own)]
    if not sheet.title and all(mastheads.masthead(sheet.text(i)) is not None for i in candidates):
        short = _short_title(sheet, above)
        if short is not None:
            return short
    if not candidates:
        return None
    candidates = _without_mastheads(sheet, candidates, first)
    fits = _fits(sheet, candidates, first)
    likely = [place for place, fit in enumerate(fits) if fit >= 0.5] if len(candidates) > 6 else []
    best = max(likely or range(len(candidates)), key=lambda place: (fits[place], -place))
    # A subtitle shares even more words with the lead: of two neighbours with no third above, the first is the title.
    while best > 0 and _adjacent(sheet, candidates[best - 1], candidates[best]):
        if best > 1 and _adjacent(sheet, candidates[best - 2], candidates[best - 1]):
            break
        if fits[best - 1] < 0.6 * fits[best] or sheet.count(candidates[best - 1]) < 4:
            break
        best -= 1
    return candidates[best]


def _short_title(sheet: Sheet, above: list[int]) -> int | None:
    """The one line of two words below an outlet's name that stands by itself and is nothing else ("Council splits")."""
    named = next((i for i in above if mastheads.masthead(sheet.text(i)) is not None), None)
    alone = [
        i for i in above
        if named is not None and i > named and sheet.labels[i] is None and i not in sheet.headers
        and sheet.count(i) == _SHORT_TITLE and sheet.text(i)[:1].isupper() and not ends_sentence(sheet.text(i))
        and sheet.lines[i - 1].blank and i + 1 < len(sheet.lines) and sheet.lines[i + 1].blank
        and not (bylines.byline(sheet.text(i)) or furniture.section_label(sheet.text(i)) or stamp_line(sheet.text(i)))
        and mastheads.masthead(sheet.text(i)) is None and not sheet.text(i).endswith(":")
    ]  # fmt: skip
    return alone[0] if len(alone) == 1 else None


def _may_be_title(sheet: Sheet, index: int) -> bool:
    text = sheet.text(index)
    if BULLET.match(text) or "://" in text or (BARE_NUMBER.match(text) and stamp_line(text)) or credits.caption(text):
        return False
    if bylines.byline(text) or bylines.names_and_role(text) or bylines.somebody(text):
        return False
    if (
        furniture.section_label(text)
        or text.endswith(":")
        or _TELEPHONE.search(text)
        or not any(map(str.isalpha, text))
    ):
        return False  # a line with a colon introduces what follows
    return may_be_headline(text) or (mostly_capitals(text) and 2 <= sheet.count(index) <= 25)


def _only_a_name(sheet: Sheet, index: int, first: int) -> bool:
    """Whether a line is a person's name alone, of whom the report's beginning says nothing: who wrote it."""
    text = sheet.text(index)
    named = bylines.only_names(text) and sheet.count(index) <= _LONGEST_NAME and bylines.starts_with_given_name(text)
    return named and not _long_words(text) & _lead(sheet, first, _LEAD_LINES)


def _without_mastheads(sheet: Sheet, candidates: list[int], first: int) -> list[int]:
    """The candidates without outlets' names of which the report's beginning says nothing; all when nothing is left."""
    lead = _lead(sheet, first, _FIRST_LINES)
    kept = [
        i for i in candidates
        if mastheads.masthead(sheet.text(i)) is None
        or 2 * len(lead & _long_words(sheet.text(i))) > len(_long_words(sheet.text(i)))
    ]  # fmt: skip
    return kept or candidates


def _lead(sheet: Sheet, first: int, most: int) -> set[str]:
    """The longer words of the first lines of prose."""
    prose_lines = islice((i for i in range(first, len(sheet.lines)) if sheet.labels[i] is None), most)
    return {word for i in prose_lines for word in _long_words(sheet.text(i))}


def _long_words(text: str) -> set[str]:
    return {word for _, _, word in words(text) if len(word) > 3}


def _fits(sheet: Sheet, candidates: list[int], first: int) -> list[float]:
    """How well each candidate fits as the title of the prose from line ``first`` on."""
    lead = _lead(sheet, first, _LEAD_LINES)
    plain = [sheet.plain(i) for i in candidates]
    times = Counter(plain)
    fits = []
    for place, text in enumerate(plain):
        own = _long_words(text)
        hits = len(own & lead)
        overlap = 0.6 * min(5, hits) / 5 + 0.4 * hits / max(4, len(own))
        fits.append(overlap + 0.2 * (times[text] > 1) + 0.3 * place / len(candidates))
    return fits


def _adjacent(sheet: Sheet, a: int, b: int) -> bool:
    """No other filled line stands between the two lines."""
    return all(sheet.lines[i].blank for i in range(a + 1, b))


def _line(sheet: Sheet, index: int, title: int | None, lines_above: int) -> None:
    text, label = sheet.text(index), sheet.labels[index]
    if index == title:
        sheet.labels[index] = "title"
    elif title is not None and sheet.plain(index) == sheet.plain(title):
        sheet.labels[index] = "repeated_title"
    elif bylines.byline(text):
        sheet.labels[index] = "byline"
    elif label is None and bylines.somebody(text):
        beside = [n for n in sheet.filled if n < index][-1:] + [n for n in sheet.filled if n > index][:1]
        sheet.labels[index] = "caption" if any(sheet.labels[n] == "credit" for n in beside) else "byline"
    elif label is None and mastheads.masthead(text) is not None:
        sheet.labels[index] = "navigation"
    elif label in (None, "navigation") and furniture.section_label(text):
        sheet.labels[index] = "section_label"
    elif label is None and title is None:
        _untitled(sheet, index, lines_above)
    elif label is None and title is not None and index < title:
        sheet.labels[index] = "navigation"


def _untitled(sheet: Sheet, index: int, lines_above: int) -> None:
    text = sheet.text(index)
    if SIGNED.match(text):
        return
    if bylines.names_and_role(text) or (bylines.only_names(text) and bylines.starts_with_given_name(text)):
        sheet.labels[index] = "byline"
    elif not ends_sentence(text) and (sheet.count(index) <= 3 or _TELEPHONE.search(text)) and lines_above > 1:
        sheet.labels[index] = "navigation"
    elif sheet.title and may_be_headline(text):
        sheet.labels[index] = "subtitle"


def _below_title(sheet: Sheet, below: list[int]) -> None:
    """Lines between the title and the first prose: names, subtitle, a few summary points."""
    subtitles = 0
    for place, index in enumerate(below):
        text = sheet.text(index)
        if sheet.labels[index] is not None or SIGNED.match(text):
            continue
        beside = any(sheet.labels[i] == "byline" for i in below[max(0, place - 2) : place + 3])
        if bylines.names_and_role(text) or (beside and bylines.only_names(text)):
            sheet.labels[index] = "byline"
        elif BULLET.match(text):
            sheet.labels[index] = "list"
        elif sheet.count(index) <= 2 and not ends_sentence(text):
            sheet.labels[index] = "section_label" if mostly_capitals(text) or text.isupper() else "other"
        elif subtitles < _MOST_SUBTITLES:
            sheet.labels[index] = "subtitle"
            subtitles += 1
        else:
            sheet.labels[index] = "navigation"
