"""An HTML page -> its rendered text, labelled blocks and metadata.

The text is the whole visible page (``render``), the article is what trafilatura takes (``main_text``), and the
labeller of plain text then judges each line with that knowledge: inside the article a line may still be furniture,
outside it nothing is article.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from firsthand.clean import bylines, credits, decode, furniture, label, live_blog, main_text, notes, offers, render
from firsthand.clean.lines import is_sentence, prose, word_count
from firsthand.clean.metadata import Metadata, metadata
from firsthand.clean.page_kind import is_index
from firsthand.clean.page_line import PageLine
from firsthand.clean.render import Paragraph
from firsthand.clean.stamps import printed_stamp
from firsthand.data import ARTICLE_KINDS, TEXT_KINDS, Block, BlockKind
from firsthand.words import normal

_BELOW_TITLE, _ABOVE_TITLE = 10, 3  # paragraphs in which the date line stands
_STAMP_LENGTH = 110
_HEAD_LINES = 15  # how far above the article's first prose its own byline and date may stand
_SUBTITLE = re.compile(
    r"\b(?:dek|deck|standfirst|sub-?(?:title|head|headline)|article-?(?:summary|description))\b", re.IGNORECASE
)
_COMMENTS = r"comments?(?:[_-]?(?:list|body|content|text|area|section|thread|container|wrapper|author|meta))?"
_COMMENT = re.compile(rf"(?:^|\s){_COMMENTS}(?:$|\s)", re.IGNORECASE)
_SIDE = re.compile(
    rf"(?:^|\s)(?:side|sidebar|side-?rail|right-?rail|notices|classifieds|{_COMMENTS})(?:$|\s)", re.IGNORECASE
)
_SITE = re.compile(r"\s?[|–—·•»]\s?\w|\s-\s\w")
_OWN_STORY = 300  # characters of prose below its heading that an <article> must hold to be the page's own
_NAMED: dict[BlockKind, tuple[str, ...]] = {
    "prompt": ("newsletter", "subscri", "paywall", "signup", "sign-up", "share", "social", "cookie"),
    "related": ("related", "recommend", "trending", "popular", "promo", "teaser", "more-", "sidebar"),
    "advertisement": ("advert", "sponsor"),
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BY_POSITION = frozenset({"navigation", "related", "other", "section_label", "comments", "prompt"})


class Page(NamedTuple):
    """What a page shows and declares: its text, the blocks that partition it, and its metadata."""

    text: str
    blocks: tuple[Block, ...]
    declared: Metadata
    types: frozenset[str] = frozenset()
    front: bool = False


def read_page(data: bytes, title: str | None) -> Page | None:
    """The page's text, blocks and metadata; None when it shows no text."""
    source = render.bounded_tags(decode.decode_html(data))
    root = render.html_tree(source)
    if root is None:
        return None
    paragraphs = render.paragraphs(root)
    if not paragraphs:
        return None
    declared = metadata(root)
    shown = len(paragraphs)
    paragraphs += live_blog.added(paragraphs, declared.updates)
    named = {names: _in_comments(names) for names in {paragraph.names for paragraph in paragraphs}}
    comments = [named[paragraph.names] for paragraph in paragraphs]
    inside = main_text.article(root, source, [paragraph.text for paragraph in paragraphs], comments)
    _fill(paragraphs, inside)
    if "liveblogposting" not in declared.types:
        _other_stories(paragraphs, inside, title or declared.title)
    _beside(paragraphs, inside)
    inside[shown:] = [True] * (len(paragraphs) - shown)
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    labels = _labels(paragraphs, inside, title or declared.title)
    found: list[PageLine] = []
    start = 0
    for paragraph in paragraphs:
        end = min(len(text), start + len(paragraph.text) + 1)
        found.append(PageLine(start, end, paragraph.text))
        start = end
    types = declared.types
    return Page(text, label.merged(text, found, labels), declared, types, is_index(paragraphs, types))


def _in_comments(names: str) -> bool:
    return "comment" in names.lower() and _COMMENT.search(names) is not None


def _other_stories(paragraphs: list[Paragraph], inside: list[bool], title: str | None) -> None:
    """Of several stories on one page, each an ``<article>``, the one that is headed by the page's title is its article.
    Others that have a heading and say less are not; one that says more may be the report below its own introduction."""
    wanted = normal(title).strip(" .…") if title else ""
    headed: dict[tuple[int, ...], bool] = {}  # by <article>: whether its first heading is the page's title
    for one in paragraphs:
        if one.tag in _HEADINGS and one.articles and one.articles not in headed:
            head = normal(one.text).strip(" .…")
            headed[one.articles] = bool(wanted) and (head == wanted or (len(head) > 12 and head in wanted))
    own = [place for place, is_own in headed.items() if is_own]
    if len(own) != 1 or len(headed) == 1:
        return
    kept = own[0]
    sizes: Counter[tuple[int, ...]] = Counter()
    for one, is_inside in zip(paragraphs, inside, strict=True):
        if is_inside and one.tag not in _HEADINGS:
            sizes[one.articles] += len(one.text)
    told = sum(size for place, size in sizes.items() if place[: len(kept)] == kept)
    longest: dict[tuple[int, ...], int] = {}
    for place, size in sizes.items():
        for depth in range(1, len(place) + 1):
            longest[place[:depth]] = max(size, longest.get(place[:depth], 0))
    if told < _OWN_STORY:
        return
    others = {
        place for place in headed
        if place[: len(kept)] != kept and kept[: len(place)] != place and longest.get(place, 0) < told
    }  # fmt: skip
    for index, one in enumerate(paragraphs):
        if any(one.articles[:depth] in others for depth in range(1, len(one.articles) + 1)):
            inside[index] = False


def _fill(paragraphs: list[Paragraph], inside: list[bool]) -> None:
    """Prose in just the element in which most of the article stands is article too, and so is what it quotes."""
    sizes: Counter[tuple[tuple[str, ...], str]] = Counter()
    for paragraph, is_inside in zip(paragraphs, inside, strict=True):
        if is_inside and paragraph.tag == "p":
            sizes[paragraph.around, paragraph.names] += len(paragraph.text)
    homes = {place for place, size in sizes.items() if size >= 0.25 * sizes.total()}
    found = [index for index, is_inside in enumerate(inside) if is_inside]
    for index, paragraph in enumerate(paragraphs):
        if inside[index]:
            continue
        if (paragraph.around, paragraph.names) in homes:
            told = prose(paragraph.text) or is_sentence(paragraph.text)
            wanted = told and paragraph.linked < 0.5 * len(paragraph.text)
        elif "blockquote" in paragraph.around and found and found[0] < index < found[-1]:
            where = paragraph.around[: paragraph.around.index("blockquote")]
            wanted = any(where[: len(around) - 1] == around[:-1] for around, _ in homes)
        else:
            wanted = False
        inside[index] = wanted and furniture.wording(paragraph.text) is None


def _beside(paragraphs: list[Paragraph], inside: list[bool]) -> None:
    """What stands beside the article is not article: a side rail, readers' comments, a box headed "Notices"."""
    sizes: Counter[str] = Counter()
    for paragraph, is_inside in zip(paragraphs, inside, strict=True):
        sizes[paragraph.names] += len(paragraph.text) if is_inside else 0
    home = max(sizes, key=lambda names: (sizes[names], names), default="")
    aside = set() if _SIDE.search(home) else {names for names in sizes if _SIDE.search(names)}
    box: Paragraph | None = None
    for index, paragraph in enumerate(paragraphs):
        if notes.notices(paragraph.text):
            box = paragraph
        elif box is not None and (box.names, box.around[:-1]) != (paragraph.names, paragraph.around[:-1]):
            box = None
        if paragraph.names in aside or (box is not None and sizes[paragraph.names] < 0.25 * sizes.total()):
            inside[index] = False


def _labels(paragraphs: list[Paragraph], inside: list[bool], title: str | None) -> list[BlockKind]:
    common = _common_names(paragraphs)
    labels: list[BlockKind] = [
        "body" if is_inside else _outside(paragraph, common)
        for paragraph, is_inside in zip(paragraphs, inside, strict=True)
    ]
    # A page too short for the extraction is judged as plain text, all but what its tags call furniture.
    found = [index for index, is_inside in enumerate(inside) if is_inside]
    taken = found or [index for index, kind in enumerate(labels) if kind == "other"]
    article = label.line_labels([PageLine(0, 0, paragraphs[i].text) for i in taken], title)
    before: BlockKind = "body"
    for index, kind in zip(taken, article, strict=True):
        # Inside the article position alone makes nothing furniture, but for a run below a header.
        placed = kind in _BY_POSITION and kind != before and furniture.wording(paragraphs[index].text) is None
        labels[index] = before = _by_tag(paragraphs[index], "body" if placed else kind)
    offers.mark_offer([paragraph.text for paragraph in paragraphs], labels)
    _head(paragraphs, labels, title)
    return labels


def _by_tag(paragraph: Paragraph, kind: BlockKind) -> BlockKind:
    """What the tag adds to the label of a line inside the article."""
    around, heading = paragraph.around, paragraph.tag in _HEADINGS
    if kind == "subtitle" and not heading:
        kind = "body"
    if kind not in ("body", "list", "heading", "blockquote"):
        return kind
    if "figcaption" in around:
        return "caption"
    if "blockquote" in around:
        return "blockquote"
    if "table" in around:
        return "table"
    if "li" in around:
        return "list"
    if heading:
        return "heading"
    return kind


def _outside(paragraph: Paragraph, common: frozenset[str]) -> BlockKind:
    """A paragraph that is not in the article: what kind of furniture it is."""
    verdict = furniture.wording(paragraph.text)
    if verdict is not None and verdict.kind not in ARTICLE_KINDS:
        return verdict.kind
    around, names = set(paragraph.around), paragraph.names.lower()
    if "comment" in names:
        return "comments"
    if "figcaption" in around or credits.caption(paragraph.text):
        return "caption"
    if around & {"nav", "footer"} or ("header" in around and paragraph.tag != "h1"):
        return "navigation"
    for kind, words in _NAMED.items():
        if any(name in names and name not in common for name in words):
            return kind
    return "related" if paragraph.linked and word_count(paragraph.text) > 3 else "other"


def _common_names(paragraphs: list[Paragraph]) -> frozenset[str]:
    """The class words that half of the page's prose stands under: they name the page, not a part of it."""
    prose_of_page = [paragraph for paragraph in paragraphs if prose(paragraph.text)]
    whole = sum(len(paragraph.text) for paragraph in prose_of_page)
    return frozenset(
        name for words in _NAMED.values() for name in words
        if 2 * sum(len(one.text) for one in prose_of_page if name in one.names.lower()) >= whole > 0
    )  # fmt: skip


def _head(paragraphs: list[Paragraph], labels: list[BlockKind], title: str | None) -> None:
    """Title, subtitle, byline and date around the beginning of the article, which the extraction leaves out."""
    first = next((index for index, kind in enumerate(labels) if kind in TEXT_KINDS), len(labels))
    wanted = normal(title).strip(" .") if title else None
    titled = labels.index("title") if "title" in labels else None
    for index in range(first):
        paragraph = paragraphs[index]
        plain = normal(paragraph.text).strip(" .")
        if (
            titled is None
            and wanted
            and (plain == wanted or (len(plain) > 12 and _heads(plain, paragraph.tag, wanted)))
        ):
            labels[index] = "title"
            titled = index
        elif plain == wanted and index != titled:
            labels[index] = "repeated_title"
        elif titled is not None and titled < index and first - index <= _HEAD_LINES:
            if bylines.byline(paragraph.text):
                labels[index] = "byline"
            elif labels[index] not in ARTICLE_KINDS and _SUBTITLE.search(paragraph.names):
                labels[index] = "subtitle"
    heads = [index for index, paragraph in enumerate(paragraphs) if paragraph.tag == "h1" and len(paragraph.text) > 12]
    headline = titled if titled is not None else heads[0] if len(heads) == 1 else None
    if headline is not None:
        _stamp_beside(paragraphs, labels, headline)


def _heads(plain: str, tag: str, wanted: str) -> bool:
    """Whether a line is the headline within a page's title: ``<h1>``, or all of it but the site's name behind a bar."""
    return plain in wanted if tag == "h1" else wanted.startswith(plain) and bool(_SITE.match(wanted, len(plain)))


def _stamp_beside(paragraphs: list[Paragraph], labels: list[BlockKind], titled: int) -> None:
    """Where no line between title and text prints the report's date, the nearest short line beside the title that does
    is its date line: just below it, or just above."""
    below = range(titled + 1, min(len(paragraphs), titled + 1 + _BELOW_TITLE))
    if any(labels[index] == "byline" and printed_stamp(paragraphs[index].text) for index in below):
        return
    for index in [*below, *range(titled - 1, max(-1, titled - 1 - _ABOVE_TITLE), -1)]:
        paragraph = paragraphs[index]
        signed = paragraph.linked and bylines.byline(paragraph.text)  # "By NAME · Updated May 3", the name linked
        if labels[index] in ("title", "repeated_title", "comments") or (
            (paragraph.linked or labels[index] == "related") and not signed
        ):
            continue
        stamp = printed_stamp(paragraph.text) if len(paragraph.text) <= _STAMP_LENGTH else None
        if stamp is not None and not is_sentence(paragraph.text):
            labels[index] = "byline"
            return
