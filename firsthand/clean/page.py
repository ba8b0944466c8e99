"""An HTML page -> its rendered text, labelled blocks and metadata.

The text is the whole visible page (``render``), the article is what trafilatura takes (``main_text``), and the
labeller of plain text then judges each line with that knowledge: inside the article a line may still be furniture,
outside it nothing is article.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from firsthand.clean import decode, furniture, label, main_text, render
from firsthand.clean.lines import Line, prose, word_list
from firsthand.clean.metadata import Metadata, metadata
from firsthand.clean.render import Paragraph
from firsthand.data import ARTICLE_KINDS, Block, BlockKind
from firsthand.words import normal


_SHORT_GAP = 6  # paragraphs
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BY_POSITION = frozenset({"navigation", "related", "other", "section_label", "comments", "prompt"})


class Page(NamedTuple):
    text: str
    blocks: tuple[Block, ...]
    declared: Metadata


def read(data: bytes, title: str | None) -> Page | None:
    """The page's text, blocks and metadata; None when it shows no text."""
    source = decode.page(data)
    root = render.tree(source)
    if root is None:
        return None
    paragraphs = render.paragraphs(root)
    if not paragraphs:
        return None
    declared = metadata(root)
    main = main_text.extracted(root)
    inside = main_text.in_article([paragraph.text for paragraph in paragraphs], main)
    _fill(paragraphs, inside)
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    labels = _labels(paragraphs, inside, title or declared.title)
    found: list[Line] = []
    start = 0
    for paragraph in paragraphs:
        end = min(len(text), start + len(paragraph.text) + 1)
        found.append(Line(start, end, paragraph.text))
        start = end
    return Page(text, label.merged(text, found, labels), declared)


def _fill(paragraphs: list[Paragraph], inside: list[bool]) -> None:
    """Prose that stands between two paragraphs of the article, in the same element as both, is article too."""
    taken = [index for index, is_inside in enumerate(inside) if is_inside]
    for before, after in pairwise(taken):
        for index in range(before + 1, after):
            paragraph = paragraphs[index]
            if (
                after - before <= _SHORT_GAP and paragraph.tag == "p" and prose(paragraph.text)
                and paragraph.around == paragraphs[before].around == paragraphs[after].around
                and paragraph.linked < 0.5 * len(paragraph.text) and furniture.wording(paragraph.text) is None
            ):  # fmt: skip
                inside[index] = True


def _labels(paragraphs: list[Paragraph], inside: list[bool], title: str | None) -> list[BlockKind]:
    taken = [index for index, is_inside in enumerate(inside) if is_inside]
    article = label.kinds([Line(0, 0, paragraphs[i].text) for i in taken], title)
    labels: list[BlockKind] = [_outside(paragraph) for paragraph in paragraphs]
    for index, kind in zip(taken, article, strict=True):
        labels[index] = _by_tag(paragraphs[index], kind)
    _head(paragraphs, labels, taken[0] if taken else len(paragraphs), title)
    return labels


def _by_tag(paragraph: Paragraph, kind: BlockKind) -> BlockKind:
    """What the tag adds to the label of a line inside the article: there, position alone makes nothing furniture."""
    around, heading = paragraph.around, paragraph.tag in _HEADINGS
    if kind in _BY_POSITION and furniture.wording(paragraph.text) is None:
        kind = "body"
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


def _outside(paragraph: Paragraph) -> BlockKind:
    """A paragraph that is not in the article: what kind of furniture it is."""
    verdict = furniture.wording(paragraph.text)
    if verdict is not None and verdict.kind not in ARTICLE_KINDS:
        return verdict.kind
    around, names = set(paragraph.around), paragraph.names.lower()
    if "comment" in names:
        return "comments"
    if "figcaption" in around or furniture.caption(paragraph.text):
        return "caption"
    if around & {"nav", "footer"} or "header" in around and paragraph.tag != "h1":
        return "navigation"
    if any(name in names for name in ("newsletter", "subscri", "paywall", "signup", "sign-up", "share", "social", "cookie")):
        return "prompt"
    if any(name in names for name in ("related", "recommend", "trending", "popular", "promo", "teaser", "more-", "sidebar")):
        return "related"
    if "advert" in names or "sponsor" in names:
        return "advertisement"
    return "related" if paragraph.linked and len(word_list(paragraph.text)) > 3 else "other"


def _head(paragraphs: list[Paragraph], labels: list[BlockKind], first: int, title: str | None) -> None:
    """Title, byline and date above the article, which the extraction leaves out."""
    wanted = normal(title).strip(" .") if title else None
    titled = "title" in labels
    for index in range(first):
        paragraph = paragraphs[index]
        plain = normal(paragraph.text).strip(" .")
        if not titled and (plain == wanted or (paragraph.tag == "h1" and wanted and len(plain) > 12 and plain in wanted)):
            labels[index] = "title"
            titled = True
        elif plain == wanted:
            labels[index] = "repeated_title"
        elif titled and index >= first - 12 and furniture.byline(paragraph.text):
            labels[index] = "byline"
