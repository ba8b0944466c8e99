"""What kind of page a text stands on: an article, another kind of report, or none, which is refused.

A page that is no report is told by what it says (an error, a check for robots, a consent to cookies, a page that only
leads on) where it says little else, or by its form (an index: headlines that are links, each with a line below).
Follows: schema.org types where the page declares them (LiveBlogPosting, ImageGallery, isAccessibleForFree).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from firsthand import lexicon
from firsthand.clean.lines import prose, word_count, word_list
from firsthand.clean.render import Paragraph
from firsthand.clean.several_stories import several_stories
from firsthand.data import ARTICLE_KINDS, TEXT_KINDS, Block, PageKind

_SHORT = 160  # words of a page that may be only a notice
_SPEAKER = re.compile(r"(?:[A-Z][A-Z.'’ -]{2,40}(?:,[^:]{2,60})?|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}):\s\S")
_STAMP = re.compile(
    r"(?:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?|\d{1,2} ?[ap]\.?m\.?)\b.{0,40}", re.IGNORECASE
)
_LEAST_SPEAKERS = 6
_LEAST_STAMPS = 4
_LEAST_CARDS = 3
_LEAST_HEADLINES, _LONGEST_HEADLINE = 6, 25  # of an index as text, and words of one
_SHORT_TEASER = 16  # words on average; the items of a digest are longer
_TEASER = 1_500  # characters of a page that may not be read freely: fewer are its beginning


def no_report(text: str, title: str | None) -> str | None:
    """Why a text is no report, with the remedy; None when it may be one."""
    words = word_list(text[:20_000])
    if len(words) > _SHORT:
        return None
    head = f"{title or ''}\n{text}"
    # What a report says of an error or of cookies stands among sentences of other things.
    told = [line for line in re.split(r"[.!?]\s+|\n+", text) if word_count(line) >= 3]
    error, robot, consent, onward = map(_form, ("error", "robot", "consent", "onward"))
    if robot.search(head) and _share(robot, told) >= 0.3:
        return "a check for robots and no report: save the page from a browser, after it has loaded"
    if error.search(head) and (error.search(title or "") or _share(error, told) >= 0.3):
        return "an error page and no report: save the page again"
    if len(consent.findall(text)) >= 4 and _share(consent, told) >= 0.5:
        return "a request for consent and no report: save the page after you have answered it"
    if len(words) <= 30 and onward.search(text) and re.search(r"https?://|redirect", text):
        return "a page that only leads to another and no report: save that one"
    return None


@cache
def _form(kind: str) -> re.Pattern[str]:
    forms = (row["pattern"] for row in lexicon.rows("page_kinds") if row["kind"] == kind)
    return re.compile("|".join(forms), re.IGNORECASE | re.MULTILINE)


def _share(form: re.Pattern[str], told: Sequence[str]) -> float:
    return sum(bool(form.search(line)) for line in told) / max(1, len(told))


def is_index(paragraphs: Sequence[Paragraph], declared: frozenset[str]) -> bool:
    """A front page or section: headlines that are links, and below each of most of them a short teaser."""
    if declared & {"article", "newsarticle", "reportagenewsarticle", "liveblogposting", "blogposting"}:
        return False
    main = [one for one in paragraphs if not {"nav", "footer"} & set(one.around)]
    cards = told = 0
    before: Paragraph | None = None
    for one in main:
        count = word_count(one.text)
        if count >= 5 and one.linked < 0.5 * len(one.text) and prose(one.text):
            told += 1
            cards += before is not None and _headline_link(before) and count <= 45
        before = one
    return cards >= _LEAST_CARDS and cards >= 0.6 * told


def _headline_link(one: Paragraph) -> bool:
    return (
        one.tag in ("h1", "h2", "h3", "h4", "a") and 3 <= word_count(one.text) <= 25
        and one.linked >= 0.8 * len(one.text.replace(" ", ""))
    )  # fmt: skip


def is_index_text(text: str, blocks: Sequence[Block]) -> bool:
    """A front page or section as plain text: headlines, and below each nothing or one short sentence."""
    kinds = [
        (block.kind, text[block.start : block.end].strip())
        for block in blocks
        if block.kind in TEXT_KINDS or block.kind in ("heading", "title", "subtitle")
    ]
    teasers: list[int] = []
    heads = alone = 0
    for number, (kind, line) in enumerate(kinds):
        head = kind not in TEXT_KINDS or not prose(line)
        heads += head and word_count(line) >= 3
        if not head:
            between = number > 0 and kinds[number - 1][0] not in TEXT_KINDS
            between = between and (number + 1 == len(kinds) or kinds[number + 1][0] not in TEXT_KINDS)
            alone += between
            teasers.append(word_count(line))
    if not any(kind in TEXT_KINDS for kind, _ in kinds):
        lines = [text[block.start : block.end] for block in blocks if block.kind != "blank"]
        counts = [count for line in lines if (count := word_count(line)) >= 3]
        return len(counts) >= _LEAST_HEADLINES and max(counts) <= _LONGEST_HEADLINE
    if heads < _LEAST_HEADLINES or not teasers:
        return False
    return len(teasers) >= 0.5 * heads and alone == len(teasers) and sum(teasers) <= _SHORT_TEASER * len(teasers)


def page_kind(text: str, blocks: Sequence[Block], declared: frozenset[str], *, offered: bool) -> PageKind:
    """The kind of a page that holds a report; ``declared``: its schema.org types, in lower case."""
    if "liveblogposting" in declared:
        return "live_blog"
    if declared & {"imagegallery", "mediagallery"}:
        return "gallery"
    lines = [text[block.start : block.end].strip() for block in blocks if block.kind != "blank"]
    body = [text[b.start : b.end].strip() for b in blocks if b.kind in TEXT_KINDS or b.kind == "heading"]
    speakers = [match.group() for line in body if (match := _SPEAKER.match(line))]
    if len(speakers) >= max(_LEAST_SPEAKERS, 0.4 * len(body)):
        names = {speaker.partition(":")[0] for speaker in speakers}
        if len(names) <= 0.5 * len(speakers):
            return "transcript"
    stamps = [line for line in lines if len(line) <= 60 and _STAMP.fullmatch(line)]
    if len(stamps) >= _LEAST_STAMPS and len(stamps) >= 0.1 * len(lines) and len(set(stamps)) >= _LEAST_STAMPS:
        return "live_blog"
    if several_stories(
        (block.kind, text[block.start : block.end].strip())
        for block in blocks
        if block.kind in ARTICLE_KINDS or block.kind == "subtitle"
    ):
        return "digest"
    if offered or ("notfree" in declared and sum(map(len, body)) < _TEASER):
        return "cut"
    return "article"
