"""An HTML page as text: one paragraph per block element, white space normalised, nothing of the visible page cut.

The rendering depends on the page alone, so offsets into it are reproducible.  What a browser does not show (scripts,
styles, templates, hidden elements) is not text.  Follows the "rendered text" of the HTML standard's innerText in
spirit.  Left out: CSS, and everything that a script would add.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree, html

MAX_CHARS = 2_000_000
"""Of one page's visible text."""
_MAX_DEPTH = 256
_MOST_ARTICLES = 8  # that stand in one another
_NAMING = ("class", "id", "itemprop", "role")
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "video",
        "audio",
        "map",
        "math",
        "select",
        "option",
        "datalist",
        "textarea",
        "input",
        "dialog",
        "frame",
        "frameset",
        "noframes",
        "applet",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "picture",
        "source",
        "font-face",
        "bold",
        "amp-img",
    ]
)
_MOST_ATTRIBUTES = 2_000
_LONG_TAG = re.compile(r"<([a-zA-Z]\w{0,20})\s[^<>]{4000,}>?")
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u200b]+")
_STREAMED = re.compile(r"S:[0-9a-f]{1,6}")
"""React sends parts of a page after the rest, in hidden elements of these ids, which its script puts in their place."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class PageTooLongError(ValueError):
    """The page shows more text than is read."""


@dataclass(slots=True)
class Paragraph:
    """One block of rendered text and where it stood: its tag, the tags and class names around it, its links, and which
    of the page's ``<article>`` elements hold it, by their numbers, the outermost first."""

    tag: str
    around: tuple[str, ...]
    names: str
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    articles: tuple[int, ...] = ()
    _text: tuple[int, str] = (0, "")

    @property
    def text(self) -> str:
        """The words on one line."""
        if self._text[0] != len(self.pieces):
            self._text = len(self.pieces), _SPACE.sub(" ", "".join(self.pieces)).strip()
        return self._text[1]


def html_tree(page: str) -> html.HtmlElement | None:
    """The page's element tree, read leniently; None where there is none."""
    cleaned = re.sub(r"^\s*<\?xml[^>]{0,300}\?>", "", page.replace("\0", ""))
    cleaned = bounded_tags(cleaned)
    # A declared encoding in the text would contradict the string that it now is.
    parser = html.HTMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return root if isinstance(root, html.HtmlElement) else None


def bounded_tags(page: str) -> str:
    """The page, no tag of it with thousands of attributes: parsers compare each with every other, inside C."""
    return _LONG_TAG.sub(_bounded_tag, page)


def _bounded_tag(tag: re.Match[str]) -> str:
    return tag.group() if len(tag.group().split()) <= _MOST_ATTRIBUTES else f"<{tag[1]}>"


def paragraphs(root: html.HtmlElement) -> list[Paragraph]:
    """The visible paragraphs of the page in document order.  Raises PageTooLongError above ``MAX_CHARS``."""
    body = root.find("body")
    walker = _Walker()
    walker.element(root if body is None else body)
    if walker.size >= MAX_CHARS:
        raise PageTooLongError
    return [paragraph for paragraph in walker.found if paragraph.text]


class _Place(NamedTuple):
    """What stands around a text: tags of blocks, class names, and numbers of ``<article>`` elements."""

    around: tuple[str, ...] = ()
    names: str = ""
    articles: tuple[int, ...] = ()


class _Walker:
    """Depth first over the tree without recursion: pages may nest deeper than Python's stack."""

    def __init__(self) -> None:
        self.found: list[Paragraph] = [Paragraph("body", (), "")]
        self.size = 0
        self.articles = 0

    def element(self, root: html.HtmlElement) -> None:
        # Each entry: an element, its place and whether it is linked; or text to write after one.
        stack: list[tuple[html.HtmlElement | str | None, _Place, bool, bool]] = [(root, _Place(), False, False)]
        while stack and self.size < MAX_CHARS:
            node, place, linked, breaks = stack.pop()
            if node is None or isinstance(node, str):
                if breaks:
                    self.open(place)
                if node:
                    self.write(node, linked=linked)
                continue
            if not isinstance(node.tag, str):
                continue
            tag = node.tag.lower()
            if tag == "br":
                self.open(place)
                stack.append((node.tail, place, linked, False))
                continue
            inline = tag in _INLINE
            if tag in _UNSEEN or self.hidden(node):
                stack.append((node.tail, place, linked, not inline))
                continue
            own = self.inside(node, tag, place, inline=inline)
            own_linked = linked or tag == "a"
            if node is not root:
                stack.append((node.tail, place, linked, not inline))
            for child in reversed(node):
                stack.append((child, own, own_linked, False))
            if not inline:
                self.open(own)
            if node.text:
                self.write(node.text, linked=own_linked)

    def inside(self, node: html.HtmlElement, tag: str, place: _Place, *, inline: bool) -> _Place:
        """The place of what stands in an element."""
        labels = " ".join([node.get(name) or "" for name in _NAMING])
        if inline and not labels.strip():
            return place
        around = place.around if inline or len(place.around) >= _MAX_DEPTH else (*place.around, tag)
        names = f"{place.names} {labels}"[-400:]
        articles = place.articles
        if tag == "article" and len(articles) < _MOST_ARTICLES:
            self.articles += 1
            articles = (*articles, self.articles)
        return _Place(around, names, articles)

    @staticmethod
    def hidden(node: html.HtmlElement) -> bool:
        return (
            (node.get("hidden") is not None and not _STREAMED.fullmatch(node.get("id") or ""))
            or (node.get("aria-hidden") == "true" and node.tag not in ("a", "span", "p", "div"))
            or bool(_HIDDEN.search(node.get("style") or ""))
        )  # fmt: skip

    def open(self, place: _Place) -> None:
        last = self.found[-1]
        tag = place.around[-1] if place.around else "body"
        made = Paragraph(tag, place.around, place.names, articles=place.articles)
        if last.pieces and any(piece.strip() for piece in last.pieces):
            self.found.append(made)
        else:
            self.found[-1] = made

    def write(self, text: str, *, linked: bool = False) -> None:
        self.size += len(text)
        self.found[-1].pieces.append(text)
        if linked:
            self.found[-1].linked += len(_SPACE.sub("", text))
