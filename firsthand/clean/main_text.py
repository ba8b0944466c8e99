"""Which paragraphs of a rendered page are its article: trafilatura decides, and its decision is found again in ours.

A second opinion stands by for the whole page, never for a paragraph: where trafilatura, set on precision, keeps less
than half of what resiliparse keeps (it gives up articles of flat siblings and of page builders), every paragraph that
both resiliparse and trafilatura's baseline hold is article too; and where neither of these two finds a fifth of what
resiliparse keeps, resiliparse is believed.  Readers' comments are no evidence: they do not count on any side.

Trafilatura (Barbaresi, ACL 2021 demos) returns the main text, not places in the page, so each rendered paragraph is
looked up in it: whole lines first, then shared word 4-grams, and short paragraphs only between two that were found.
Its own comparison of extractors costs as much again and decides where it kept little, so it is asked for there alone:
on one page of eight of WCXB, to the same figures.
Settings were chosen on the article-extraction-benchmark and every other page of WCXB (``evals/clean.py`` prints the
figures, also of the other half).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from copy import deepcopy

from lxml import etree, html

from firsthand.words import ngrams, plain_words

_N = 4
_COVERED = 0.75
_MAX_DEPTH = 200
_MOST_ABOVE = 1_000_000
_LESS = 0.5  # of what the second opinion keeps
_NOTHING = 0.2  # of it: less than that trafilatura has not found the article
_ENOUGH = 600  # characters that the second opinion must keep to be heard
_SURE = 1_000  # characters that trafilatura must keep, or else its comparison with other extractors is asked for


def _extracted(root: html.HtmlElement, *, fast: bool) -> str:
    """Trafilatura's main text, paragraphs as lines; '' where it finds none or fails on the page.  ``fast``: without its
    comparison with other extractors."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(
            deepcopy(root), output_format="txt", include_comments=False, include_tables=True, deduplicate=False,
            favor_precision=True, with_metadata=False, fast=fast,
        )  # fmt: skip
    except Exception:  # it reads arbitrary pages with many libraries: any failure means "found nothing"
        return ""
    return text or ""


def _nesting(root: html.HtmlElement) -> tuple[bool, int]:
    """Whether elements stand inside one another beyond any real page's, and how many stand above each, summed: so
    often is a text read again while its links are counted."""
    depth = deepest = above = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        above += depth if event == "start" else 0
    return deepest > _MAX_DEPTH, above


def article(
    root: html.HtmlElement, source: str, paragraphs: Sequence[str], comments: Sequence[bool] = ()
) -> list[bool]:
    """For each paragraph of the page, whether it is article; ``source`` is the page itself, ``comments`` says which
    paragraphs stand among readers' comments (none where it is empty)."""
    own = [plain_words(text) for text in paragraphs]
    known = dict(zip(paragraphs, own, strict=True))
    deep, above = _nesting(root)
    if deep:  # beyond any real page's nesting the second opinion takes squared time, inside its native code
        return _held_in(own, _extracted(root, fast=True) if above <= _MOST_ABOVE else "", known)
    inside = _held_in(own, _extracted(root, fast=True), known)
    second = _held_in(own, _second(source), known)
    if comments:
        second = [held and not said for held, said in zip(second, comments, strict=True)]
    other = _size(paragraphs, second)
    if _size(paragraphs, inside) < max(_SURE, _LESS * other):
        inside = _held_in(own, _extracted(root, fast=False), known)
    if other <= _ENOUGH or _size(paragraphs, inside) >= _LESS * other:
        return inside
    third = _held_in(own, _baseline(root), known)
    if max(_size(paragraphs, inside), _size(paragraphs, third)) < _NOTHING * other:
        return [a or b for a, b in zip(inside, second, strict=True)]
    return [a or (b and c) for a, b, c in zip(inside, second, third, strict=True)]


def _size(paragraphs: Sequence[str], inside: Sequence[bool]) -> int:
    return sum(len(text) for text, is_inside in zip(paragraphs, inside, strict=True) if is_inside)


def _second(source: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    try:
        return str(extract_plain_text(source, main_content=True, list_bullets=False, alt_texts=False))
    except Exception:  # it reads arbitrary pages: any failure means "found nothing"
        return ""


def _baseline(root: html.HtmlElement) -> str:
    from trafilatura.baseline import baseline

    try:
        return str(baseline(deepcopy(root))[1])
    except Exception:  # the same
        return ""


def in_article(paragraphs: Sequence[str], main_text: str) -> list[bool]:
    """For each paragraph, whether ``main_text`` holds it."""
    return _held_in([plain_words(text) for text in paragraphs], main_text, {})


def _held_in(own: Sequence[tuple[str, ...]], main_text: str, known: Mapping[str, tuple[str, ...]]) -> list[bool]:
    """``known``: the words of lines that were split before."""
    # A row of a table is one line of the extraction and its cells are paragraphs of ours; of code it is the other way.
    pieces = [piece for line in main_text.splitlines() for piece in line.split("|")]
    taken = [plain_words(piece) if (words := known.get(piece)) is None else words for piece in pieces]
    lines = {line for line in taken if line}
    grams = set(ngrams([word for line in taken for word in line], _N))
    sure = [_held(line, lines, grams) for line in own]
    where = [index for index, is_sure in enumerate(sure) if is_sure]
    if not where:
        return sure
    # Short lines are found everywhere on a page; they count only inside the stretch of the longer ones.
    low, high = where[0], where[-1]
    return [is_sure or (low <= i <= high and own[i] in lines) for i, is_sure in enumerate(sure)]


def _held(line: tuple[str, ...], lines: set[tuple[str, ...]], grams: set[tuple[str, ...]]) -> bool:
    if len(line) < _N + 1:
        return False
    if line in lines:
        return True
    own = ngrams(line, _N)
    return sum(gram in grams for gram in own) >= _COVERED * len(own)
