"""A ``RawDocument`` becomes a ``Document``: text, labelled blocks, and what is known of where it stood.

What the input gives wins over what the page declares, and that over what its text says; each with its basis.
"""

from __future__ import annotations

from itertools import takewhile

from firsthand import mastheads
from firsthand.clean import bylines, decode, label, live_blog, offers, page, page_kind, page_notes, stamps
from firsthand.clean.metadata import Metadata, by_address, clean_name, usual_outlet_name
from firsthand.clean.render import MAX_CHARS, PageTooLongError
from firsthand.data import (
    ARTICLE_KINDS,
    TEXT_KINDS,
    Block,
    Document,
    DocumentId,
    OtherLanguage,
    Outlet,
    Published,
    RawDocument,
    Rejected,
    Span,
    content_id,
)
from firsthand.errors import UsageError
from firsthand.models import language

MAX_CHARACTERS, MAX_WORDS = 250_000, 40_000
"""Of one report; reading takes about 0.3 ms of one core a character (taken once, by hand)."""
_TOP_LINES = 6  # from the top of the page, in which its masthead may stand
_ABOVE_TITLE, _BELOW_TITLE = 3, 5
_NOBODY = frozenset({"admin", "administrator", "editor", "webmaster", "staff", "newsroom", "news desk", "web desk"})
_LEAST_LANGUAGE, _SURE_LANGUAGE = 60, 0.8  # characters of a paragraph, and confidence, to tell its language by
_LABELLED_LINE = 80  # characters of a line that says when the page was published, and little else
_BYLINE_LINES = 4  # how far from the prose a byline may stand when there is no title, or after the end


def clean(raw: RawDocument) -> Document | Rejected:
    """The document in ``raw``, nothing cut from it, every character in one labelled block."""
    if not isinstance(raw, RawDocument):
        raise UsageError(f"a value of type {type(raw).__name__} is no RawDocument: take one from read")
    given = raw.given
    if raw.media_type == "text/html":
        try:
            rendered = page.read_page(raw.data, given.title)
        except PageTooLongError:
            reason = f"a page of more than {MAX_CHARS:,} characters of visible text: save the report alone"
            return Rejected(raw.uri, "clean", reason)
        if rendered is None:
            return Rejected(raw.uri, "clean", "no text in the HTML page: save the page after it has loaded, or as text")
        text, blocks, declared = rendered.text, rendered.blocks, rendered.declared
        if rendered.front:
            return Rejected(
                raw.uri, "clean", "a front page or section and no report: save the reports that it links to"
            )
    else:
        plain = decode.decode_utf8(raw.data)
        if plain is None:
            return Rejected(raw.uri, "clean", "not UTF-8 text: convert it, for example with iconv -t UTF-8")
        text, blocks, declared = plain, label.blocks(plain, given.title), Metadata()
        if page_kind.is_index_text(text, blocks):
            return Rejected(raw.uri, "clean", "a list of headlines and no report: give the reports that they head")
    if not any(c.isalnum() for c in text):
        return Rejected(raw.uri, "clean", "a document without text: nothing to read")
    refusal = _too_long(text, blocks) or page_kind.no_report(_visible(text, blocks), given.title or declared.title)
    if refusal is not None:
        return Rejected(raw.uri, "clean", refusal)
    if raw.media_type == "text/html" and not any(block.kind in ARTICLE_KINDS for block in blocks):
        return Rejected(raw.uri, "clean", "only menus and notes in the page: save it after it has loaded, or as text")
    id_ = content_id("d", text, given.outlet or "", where=(raw.uri, given.id or ""))
    kind = page_kind.page_kind(text, blocks, declared.types, offered=_offered(text, blocks))
    notes = page_notes.editorial_notes(id_, text, blocks)
    blocks = page_notes.without_notes(text, blocks, notes)
    published = _published(raw, declared, id_, text, blocks)
    spoken = language.identify(_article_text(text, blocks))[0]
    return Document(
        id=id_, source_id=given.id or given.place or raw.uri, uri=raw.uri, text=text,
        title=given.title or _title(text, blocks) or declared.title,
        outlet=_outlet(raw, declared), authors=given.authors or _declared_authors(declared) or _authors(text, blocks),
        published=published, language=spoken, blocks=blocks,
        address=given.url or declared.url,
        page=kind, remarks=_remarks(raw), section=given.section or declared.section, canonical=declared.url,
        entries=live_blog.live_entries(id_, text, blocks, declared.updates, published) if kind == "live_blog" else (),
        notes=notes, passages_in=_passages_in(text, blocks, spoken),
    )  # fmt: skip


def _too_long(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Why a text is refused whose reading would take minutes; it is refused whole, never read in part."""
    read = [text[block.start : block.end] for block in blocks if block.kind in ARTICLE_KINDS]
    size, count = sum(map(len, read)), sum(len(part.split()) for part in read)
    if size <= MAX_CHARACTERS and count <= MAX_WORDS:
        return None
    bound = f"{MAX_CHARACTERS:,} characters or {MAX_WORDS:,} words"
    return f"a text of {size:,} characters and {count:,} words, above the bound of {bound}: split it"


def _visible(text: str, blocks: tuple[Block, ...]) -> str:
    """The page without the menus around it."""
    passed = ("navigation", "section_label", "related", "comments", "blank")
    return "\n".join(text[block.start : block.end].strip() for block in blocks if block.kind not in passed)


def _offered(text: str, blocks: tuple[Block, ...]) -> bool:
    """An offer to subscribe stands right below the article's last lines."""
    last = max((index for index, block in enumerate(blocks) if block.kind in TEXT_KINDS), default=-1)
    below = [block for block in blocks[last + 1 :] if block.kind not in ("blank", "other")][:2]
    return any(block.kind == "prompt" and offers.reserved(text[block.start : block.end]) for block in below)


def _title(text: str, blocks: tuple[Block, ...]) -> str | None:
    titles = (" ".join(text[block.start : block.end].split()) for block in blocks if block.kind == "title")
    return next((title for title in titles if title), None)


def _article_text(text: str, blocks: tuple[Block, ...]) -> str:
    body = "\n".join(text[block.start : block.end] for block in blocks if block.kind in ("title", "body"))
    return body if body.strip() else text


def _passages_in(text: str, blocks: tuple[Block, ...], spoken: str) -> tuple[OtherLanguage, ...]:
    """Paragraphs of the report in another language than its own, those that stand together as one."""
    found: list[OtherLanguage] = []
    joined = False
    for block in blocks:
        line = text[block.start : block.end].strip()
        if block.kind not in ARTICLE_KINDS or len(line) < _LEAST_LANGUAGE or spoken == "und":
            joined = joined and block.kind == "blank"
            continue
        told, sure = language.identify(line)
        if told in (spoken, "und") or sure < _SURE_LANGUAGE:
            joined = False
        elif joined and found[-1].language == told:
            found[-1] = OtherLanguage(found[-1].start, block.end, told)
        else:
            found.append(OtherLanguage(block.start, block.end, told))
            joined = True
    return tuple(found)


def _outlet(raw: RawDocument, declared: Metadata) -> Outlet:
    if raw.given.outlet:
        name = raw.given.outlet
        return Outlet(usual_outlet_name(name) or (by_address(name) if " " not in name else None) or name, "given")
    if declared.outlet:
        return Outlet(declared.outlet, "metadata")
    hosts = [host for url in (raw.given.url, declared.url) if url and (host := by_address(url))]
    if declared.site and not (hosts and usual_outlet_name(hosts[0])):
        return Outlet(declared.site, "metadata")
    if hosts:
        return Outlet(hosts[0], "address")
    return Outlet()


def _declared_authors(declared: Metadata) -> tuple[str, ...]:
    """The page's declared authors, but for the site itself and its desks: these say nobody's name."""
    own = {name.casefold() for name in (declared.outlet, declared.site) if name}
    named = [name for name in declared.authors if name.casefold() not in own | _NOBODY and by_address(name) is None]
    return tuple(named)


def _remarks(raw: RawDocument) -> tuple[str, ...]:
    """Those of the input, and one on a date that cannot be read."""
    day = raw.given.published
    if day is None or stamps.declared(day, "given") is not None:
        return raw.given.remarks
    return (*raw.given.remarks, f"published {day[:40]!r} is no date that can be read: give it as YYYY-MM-DD")


def _authors(text: str, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Names on the byline of the text itself."""
    names: list[str] = []
    for block in _bylines(blocks):
        names += map(clean_name, bylines.byline_names(text[block.start : block.end].strip()))
    return tuple(dict.fromkeys(filter(None, names)))


def _bylines(blocks: tuple[Block, ...]) -> list[Block]:
    """The article's own byline and date lines: from its title to its first prose, or else just after its end."""
    filled = [block for block in blocks if block.kind != "blank"]
    bodies = [index for index, block in enumerate(filled) if block.kind in TEXT_KINDS]
    titles = [index for index, block in enumerate(filled) if block.kind == "title"]
    first, last = (bodies[0], bodies[-1]) if bodies else (len(filled), len(filled))
    start = titles[0] if titles and titles[0] < first else max(0, first - _BYLINE_LINES)
    end = max(
        first + 2, titles[0] + _BELOW_TITLE if titles else 0
    )  # below a subtitle and a picture that pass for prose
    head = [block for block in filled[start:end] if block.kind == "byline"]
    below = takewhile(
        lambda block: block.kind not in ("comments", "related"), filled[last + 1 : last + 1 + _BYLINE_LINES]
    )
    above = filled[max(0, titles[0] - _ABOVE_TITLE) : titles[0]] if titles else []
    return head or [block for block in (*above, *below) if block.kind == "byline"]


def _mastheads(text: str, blocks: tuple[Block, ...]) -> list[Block]:
    """Lines at the top of the page, above the title or not, that print an outlet's name with a date."""
    top = [block for block in blocks if block.kind != "blank"][:_TOP_LINES]
    found = [(block, mastheads.masthead(text[block.start : block.end])) for block in top if block.kind == "byline"]
    return [block for block, head in found if head is not None and head.dated]


def _published(
    raw: RawDocument, declared: Metadata, id_: DocumentId, text: str, blocks: tuple[Block, ...]
) -> Published:
    """By what is surest: the input, the page's declarations, the stamp below its headline, its address, a time beside
    the headline that does not say of what, and last a line elsewhere that says when it was published."""
    if raw.given.published and (found := stamps.declared(raw.given.published, "given")):
        return found
    printed = declared.published or _printed(id_, text, blocks)
    if printed is not None:
        return _settled(printed, declared.time)
    for address in (raw.given.url, declared.url, raw.uri if "://" in raw.uri else None):
        if address and (found := stamps.in_address(address)):
            return found
    return declared.time or _labelled(id_, text, blocks) or Published()


def _settled(printed: Published, time: Published | None) -> Published:
    """Of a printed date that may be read in two orders ("02/12/2025") the day that a ``<time>`` beside the headline
    is of."""
    days = {printed.earliest, printed.latest}
    if (
        printed.precision != "range"
        or time is None
        or time.precision == "range"
        or time.earliest is None
        or time.earliest[:10] not in days
    ):
        return printed
    return time


def _labelled(id_: DocumentId, text: str, blocks: tuple[Block, ...]) -> Published | None:
    """The one day that lines anywhere around the article say it was published on: none where they name several."""
    found: list[Published] = []
    for block in blocks:
        line = text[block.start : block.end]
        if block.kind in ("comments", "related") or len(line) > _LABELLED_LINE:
            continue
        if (stamp := stamps.labelled_stamp(line)) is not None:
            start, end, value = stamp
            evidence = (Span(id_, block.start + start, block.start + end),)
            found.append(Published(value.earliest, value.latest, value.precision, "text", evidence))
    return found[0] if len({(one.earliest or "")[:10] for one in found}) == 1 else None


def _printed(id_: DocumentId, text: str, blocks: tuple[Block, ...]) -> Published | None:
    """The stamp that the page prints below its headline."""
    updated: Published | None = None
    first: Published | None = None
    for block in [*_bylines(blocks), *_mastheads(text, blocks)]:
        line = text[block.start : block.end]
        if (stamp := stamps.published_stamp(line)) is None:
            continue
        start, end, value, changed = stamp
        evidence = (Span(id_, block.start + start, block.start + end),)
        value = Published(value.earliest, value.latest, value.precision, "text", evidence)
        if changed:
            updated = updated or value
        else:
            first = first or value
    if first and updated and first.earliest and updated.latest and first.earliest[:10] < updated.latest[:10]:
        # The words may be from either day: the page was changed after it appeared.
        return Published(first.earliest, updated.latest, "range", "text", first.evidence + updated.evidence)
    return first or updated
