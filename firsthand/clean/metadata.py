"""What a page declares about itself: title, authors, date, outlet, address.

Follows: schema.org NewsArticle in JSON-LD, the Open Graph protocol, Dublin Core and the usual ``<meta>`` names, the
``<time>`` element.  Declarations are taken in that order and never mixed within one field.  Left out: microdata and
RDFa beyond these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import islice
from urllib.parse import urlsplit

from lxml import html

from firsthand import lexicon, mastheads
from firsthand.clean.stamps import declared
from firsthand.data import Published

_MAX_JSON = 500_000
_MAX_NODES = 2_000
_MOST_UPDATES, _LONGEST_UPDATE = 500, 20_000
_LIVE = re.compile(r"LiveBlogPosting")
_SECTIONS = ("article:section", "og:section", "section", "parsely-section", "sailthru.section", "cxenseparse:section")
_MOST_TIMES = 200
_MOST_ELEMENTS = 20_000
_LONGEST_DATE = 60  # characters of an element that prints a date
_SAYS_PUBLISHED = re.compile(r"(?:^|[\s_-])(?:pub(?:lish(?:ed)?)?|posted)[_-]?(?:date|on|at)?(?:$|\s)", re.IGNORECASE)
_DATED = re.compile(r"(?:^|[\s_-])date(?:line)?(?:$|[\s_])", re.IGNORECASE)
_CHANGED = re.compile(r"updat|modif|event|expir", re.IGNORECASE)
_MOST_ABOVE = 40
_BELOW, _PROSE = 8, 3  # paragraphs below the headline, and long ones, before which its time stands
_OTHERS = re.compile(
    r"comment|related|recommend|teaser|sidebar|promo|trending|popular|latest|more-|card|carousel|newsletter|ticker",
    re.IGNORECASE,
)
_ARTICLE_TYPES = re.compile(
    r"(?:News|Reportage|Report|Opinion|Analysis|Background|Review|Blog|Live|Scholarly)?(?:Article|Posting|BlogPosting|NewsArticle)|ImageGallery|MediaGallery"
)
_PAGE_TYPES = re.compile(r"(?:Web|Item|About|Collection)Page|TechArticle|Report|Recipe|HowTo")
_DATES = ("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date",
          "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "dc.date", "dc.date.issued",
          "dcterms.date", "dcterms.created", "dcterms.issued", "parsely-pub-date", "sailthru.date", "article.published",
          "article:published", "originalpublicationdate", "cxenseparse:recs:publishtime", "rnews:datepublished",
          "citation_publication_date", "timestamp", "created", "published-date", "published_date", "w-published-date",
          "publishdate", "cludo:date", "release_date", "dc.date.created")  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl",
            "cxenseparse:author", "citation_author", "article:author_name", "twitter:creator:name")  # fmt: skip
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher", "article:publisher",
            "twitter:site:name", "cre", "source")  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "headline", "parsely-title", "sailthru.title", "title")
_ADDRESS = re.compile(r"https?://|www\.|@|\.(?:com|org|net)\b")
_NO_OUTLETS = frozenset({"facebook.com", "twitter.com", "x.com", "instagram.com", "plus.google.com", "linkedin.com",
                         "youtube.com", "blogger", "wordpress", "hosted"})  # fmt: skip
_TITLE_JOINTS = re.compile(r"\s+[|–—·•»-]\s+|\s?[|»]\s?|\s::\s")
_FRONT = re.compile(r"(?:https?:)?//[\w.:-]{3,80}/?(?:index\.\w{3,5})?|/?index\.\w{3,5}|#")
_NAME_JOINTS = re.compile(r"\s*(?:;|\||,(?!\s(?:Jr|Sr|II|III|Ph|M\.?D))|\s+and\s+|\s&\s)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LiveUpdate:
    """An entry of a live blog as the page declares it; ``lines`` are the paragraphs of its text."""

    title: str | None
    lines: tuple[str, ...]
    published: Published | None
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's declarations; None or () where it makes none.

    ``site`` is the name beside the headline in its title; ``time`` a ``<time>`` beside the headline that does not say
    of what; ``types`` are its types in lower case, with ``notfree`` for one that says that it may not be read freely.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    time: Published | None = None
    outlet: str | None = None
    site: str | None = None
    url: str | None = None
    types: frozenset[str] = frozenset()
    section: str | None = None
    updates: tuple[LiveUpdate, ...] = ()


def metadata(root: html.HtmlElement) -> Metadata:
    """What the page's tags and structured data say of its article."""
    found = list(islice(_articles(root), 50))
    article = found[0] if found else {}
    tags = _tags(root)
    site = _site(root, tags)
    return Metadata(
        title=_title(root, article, tags), authors=_authors(article, tags), published=_published(root, article, tags),
        time=_time_beside_headline(root),
        outlet=_outlet(article, tags, site), site=site, url=_url(root, tags), types=_types(found, tags),
        section=_section(article, tags), updates=tuple(islice(_updates(root), _MOST_UPDATES)),
    )  # fmt: skip


def _section(article: dict[object, object], tags: dict[str, list[str]]) -> str | None:
    named = [_line(one) for one in _list(article.get("articleSection"))] + list(_first(tags, _SECTIONS))
    return next((name for name in named if name and len(name) <= 60 and not _ADDRESS.search(name)), None)


def _updates(root: html.HtmlElement) -> Iterator[LiveUpdate]:
    """The entries of a live blog that stand in its structured data (schema.org ``liveBlogUpdate``)."""
    for blog in islice(_typed_nodes(root, _LIVE), 3):
        given = blog.get("liveBlogUpdate")
        for one in given[:_MOST_UPDATES] if isinstance(given, list) else [given]:
            if not isinstance(one, dict):
                continue
            body = one.get("articleBody")
            body = _text_of_body(body) if isinstance(body, str) else ""
            lines = tuple(line for part in body.split("\n") if (line := " ".join(part.split())))
            if any(c.isalnum() for c in body):
                yield LiveUpdate(
                    _line(one.get("headline")) or None, lines, declared(_line(one.get("datePublished")), "metadata"),
                    tuple(dict.fromkeys(filter(None, map(clean_name, (
                        name for person in _list(one.get("author")) for name in _names(person)))))),
                )  # fmt: skip


def _text_of_body(body: str) -> str:
    broken = re.sub(r"<(?:/p|br|/div|/li|/h\d)\b[^<>]{0,200}>", "\n", unescape(body[:_LONGEST_UPDATE]))
    return re.sub(r"<[^<>]{1,2000}>", "", broken).encode("utf-8", "ignore").decode("utf-8").replace("\0", "")


def _types(articles: list[dict[object, object]], tags: dict[str, list[str]]) -> frozenset[str]:
    found = {kind.lower() for one in articles for kind in _list(one.get("@type")) if isinstance(kind, str)}
    found |= {kind.lower() for kind in tags.get("og:type", [])}
    if any(str(one.get("isAccessibleForFree")).lower() == "false" for one in articles):
        found.add("notfree")
    return frozenset(found)


# JSON from a page is untrusted: every use below checks the type it finds.
def _articles(root: html.HtmlElement) -> Iterator[dict[object, object]]:
    return _typed_nodes(root, _ARTICLE_TYPES)


def _typed_nodes(root: html.HtmlElement, types: re.Pattern[str]) -> Iterator[dict[object, object]]:
    for script in root.iter("script", "meta"):
        if "ld+json" not in (script.get("type") or script.get("name") or "").lower():
            continue
        source = (
            (script.text or script.get("content") or "")
            .strip()
            .removeprefix("<!--")
            .removesuffix("-->")
            .removeprefix("//<![CDATA[")
        )
        if len(source) > _MAX_JSON:
            continue
        source = source.strip().removesuffix("//]]>").rstrip(" ;")
        if source.startswith(("{&quot;", "[{&quot;")):  # escaped as if it were no script
            source = unescape(source)
        try:
            value = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _typed(value, types)


def _typed(value: object, types: re.Pattern[str]) -> Iterator[dict[object, object]]:
    queue, seen = [value], 0
    while queue and seen < _MAX_NODES:
        node = queue.pop(0)
        seen += 1
        if isinstance(node, list):
            queue.extend(node[:200])
        elif isinstance(node, dict):
            kinds = node.get("@type")
            if any(isinstance(k, str) and types.fullmatch(k) for k in (kinds if isinstance(kinds, list) else [kinds])):
                yield node
            queue.extend(
                node.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement")
            )


def _tags(root: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        content = _line(tag.get("content"))
        if name and content and len(found) < 500:
            found.setdefault(name, []).append(content)
    return found


def _line(value: object) -> str:
    if not isinstance(value, str):
        return ""
    plain = re.sub(r"<[^<>]{1,300}>", "", unescape(value[:2000]))
    return " ".join(plain.split())[:500].encode("utf-8", "ignore").decode("utf-8")


def _first(tags: dict[str, list[str]], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from tags.get(name, [])[:1]


def _title(root: html.HtmlElement, article: dict[object, object], tags: dict[str, list[str]]) -> str | None:
    heads = [text for head in root.iter("h1") if (text := _line(head.text_content()))]
    for title in [_line(article.get("headline")), *_first(tags, _TITLES)]:
        if title:
            # The page's own headline says it without the site's name.
            return next((head for head in heads if head.casefold() in title.casefold() and len(head) > 12), title)
    if len(heads) == 1:
        return heads[0]
    title = _title_tag(root)
    parts = mastheads.outlet_suffix(title)
    return (parts[0] if parts is not None and mastheads.outlet_name(parts[2]) else title) or None


def _title_tag(root: html.HtmlElement) -> str:
    tag = root.find(".//title")
    return "" if tag is None else _line(tag.text_content())


def _authors(article: dict[object, object], tags: dict[str, list[str]]) -> tuple[str, ...]:
    names = [name for person in _list(article.get("author")) for name in _names(person)]
    if not names:
        names = [part for key in _AUTHORS for value in tags.get(key, []) for part in _NAME_JOINTS.split(value)]
    return tuple(dict.fromkeys(filter(None, map(clean_name, names))))[:20]


def _list(value: object) -> list[object]:
    return value[:50] if isinstance(value, list) else [value]


def _names(person: object) -> list[str]:
    name = person.get("name") if isinstance(person, dict) else person
    return [part for text in _list(name) if isinstance(text, str) for part in _NAME_JOINTS.split(_line(text))]


def clean_name(name: str) -> str:
    """A name without "By" and without what is no name (an address, a sentence); '' when nothing is left."""
    name = re.sub(r"^(?:by|from)\s+", "", name.strip(" ,.;:|-–—•"), flags=re.IGNORECASE).strip()
    if _ADDRESS.search(name) or not any(c.isalpha() for c in name) or len(name) > 80 or len(name.split()) > 6:
        return ""
    return "" if any(c.isdigit() for c in name) else name


def _published(root: html.HtmlElement, article: dict[object, object], tags: dict[str, list[str]]) -> Published | None:
    times = [
        tag.get("datetime") or tag.text_content() for tag in islice(root.iter("time"), _MOST_TIMES)
        if (tag.get("pubdate") is not None or "publish" in f"{tag.get('itemprop')} {tag.get('class')}".lower())
        and not _aside(tag)
    ]  # fmt: skip
    values = [_line(article.get("datePublished")), _line(article.get("dateCreated")), *_first(tags, _DATES)]
    values += [_line(page.get("datePublished")) for page in islice(_typed_nodes(root, _PAGE_TYPES), 3)]
    values += [
        _line(tag.get("content") or tag.get("datetime")) for tag in root.xpath("//*[@itemprop='datePublished']")[:1]
    ]
    values += [_line(value) for value in times[:1]]
    return next((found for value in values if value and (found := declared(value, "metadata"))), None)


def _aside(tag: html.HtmlElement, homes: Sequence[html.HtmlElement] = ()) -> bool:
    """The element stands in a comment, a teaser of another story or a menu; none of ``homes``, which hold the page's
    headline, is one."""
    for above in islice(tag.iterancestors(), _MOST_ABOVE):
        if above in homes:
            return False
        if above.tag in ("aside", "nav", "footer", "li"):
            return True
        if above.tag not in ("body", "html", "article", "main") and _OTHERS.search(
            f"{above.get('class') or ''} {above.get('id') or ''}"
        ):
            return True
    return False


def _time_beside_headline(root: html.HtmlElement) -> Published | None:
    """The first ``<time>``, or element whose class says that it prints a date, near the page's headline: before a tenth
    paragraph below it, in no comment or teaser."""
    head = next((tag for tag in root.iter("h1") if len(_line(tag.text_content())) > 12), None)
    if head is None:
        return None
    homes = list(head.iterancestors())
    below = paragraphs = 0
    seen = False
    for tag in islice(root.iter("h1", "p", "time", "span", "div", "small"), _MOST_ELEMENTS):
        seen = seen or tag is head
        if tag.tag in ("span", "div", "small"):
            if (found := _dated_by_class(tag, below=seen)) and not _aside(tag, homes):
                return found
        elif tag.tag == "p":
            paragraphs += len(_line(tag.text_content()).split()) > 20
            below += seen
            if (seen and below > _BELOW) or paragraphs > _PROSE:
                return None
        elif tag.tag == "time" and not _aside(tag, homes):
            value = _line(tag.get("datetime") or tag.text_content())
            if value and (found := declared(value, "metadata")):
                return found
    return None


def _dated_by_class(tag: html.HtmlElement, *, below: bool) -> Published | None:
    """The date that an element prints whose class says so: ``published-date`` near the headline, ``date`` below it."""
    names = tag.get("class") or ""
    if not (_SAYS_PUBLISHED.search(names) or (below and _DATED.search(names))) or _CHANGED.search(names):
        return None
    value = _line(tag.text_content())
    return declared(value, "metadata") if len(value) <= _LONGEST_DATE else None


def _outlet(article: dict[object, object], tags: dict[str, list[str]], site: str | None) -> str | None:
    """The publisher, else the site's name; an agency that is named as publisher gives way to the site's own name."""
    owners = [name for owner in _list(article.get("publisher")) for name in _names_whole(owner)]
    found = [usual_outlet_name(name) or name for name in owners if not _ADDRESS.search(name)]
    for name in _first(tags, _OUTLETS):
        if not _ADDRESS.search(name) and len(name) <= 60:
            found.append(usual_outlet_name(name) or name)
        elif host := by_address(name):
            found.append(host)
    found = [name for name in found if name.casefold() not in _NO_OUTLETS | lexicon.entry_set("sections")]
    if found and mastheads.is_agency(found[0]):
        hosts_it = [name for name in [*found, site or ""] if name and not mastheads.is_agency(name)]
        return hosts_it[0] if hosts_it else found[0]
    return found[0] if found else None


def _site(root: html.HtmlElement, tags: dict[str, list[str]]) -> str | None:
    """The site's name after (or before) the page's own headline in ``<title>``: "Harbour reopens - Bay Lantern"."""
    title = _title_tag(root)
    parts = [part for part in _TITLE_JOINTS.split(title) if part]
    heads = [_line(head.text_content()) for head in root.iter("h1")][:20] + list(_first(tags, ("og:title",)))
    if len(parts) < 2 or not any(_same_headline(head, part) for head in heads for part in parts):
        return None
    for name in (parts[-1], parts[0]):
        if any(_same_headline(head, name) for head in heads) or len(name) > 60:
            continue
        if found := usual_outlet_name(name) or mastheads.outlet_name(name):
            return found
        if mastheads.name_shape(name) and name.casefold() not in lexicon.entry_set("sections") and _home(root, name):
            return name
    return None


def _same_headline(head: str, part: str) -> bool:
    return len(head) > 12 and head.casefold().strip(" .") == part.casefold().strip(" .")


def _home(root: html.HtmlElement, name: str) -> bool:
    """A link to the site's front page carries the name."""
    for link in islice(root.iter("a"), 2_000):
        address = (link.get("href") or "").strip()
        if address != "/" and not _FRONT.fullmatch(address):
            continue
        texts = [link.text_content(), link.get("title"), link.get("aria-label")]
        if any(_line(text).casefold() == name.casefold() for text in texts + [i.get("alt") for i in link.iter("img")]):
            return True
    return False


def _names_whole(owner: object) -> list[str]:
    name = owner.get("name") if isinstance(owner, dict) else owner
    return [line for text in _list(name) if (line := _line(text)) and len(line) <= 60]


def _url(root: html.HtmlElement, tags: dict[str, list[str]]) -> str | None:
    links = [link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for value in [*links, *_first(tags, ("og:url",))]:
        if value and value.startswith(("http://", "https://")):
            return str(value)[:2000].encode("utf-8", "ignore").decode("utf-8")
    return None


# ---------------------------------------------------------------------------------------------------- outlets


@cache
def _domains() -> dict[str, str]:
    return {row["domain"]: row["name"] for row in lexicon.rows("outlets") if row["domain"]}


@cache
def _outlet_names() -> dict[str, str]:
    rows = lexicon.rows("outlets")
    table = {name.casefold(): row["name"] for row in rows for name in row["aliases"].split("|") if len(name) > 3}
    return table | {row["name"].casefold(): row["name"] for row in rows}


def usual_outlet_name(name: str) -> str | None:
    """The usual name of an outlet that goes by ``name``, when it is listed."""
    return _outlet_names().get(name.casefold())


def by_address(url: str) -> str | None:
    """The outlet that publishes at ``url`` (an address or a host name), or the host name itself; None for neither."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return None
    host = host.removeprefix("www.")
    if "." not in host or not re.fullmatch(r"[\w.-]+\.[a-z]{2,24}", host):
        return None
    labels = host.split(".")
    for start in range(len(labels) - 1):
        if found := _domains().get(".".join(labels[start:])):
            return found
    return re.sub(r"^(?:m|mobile|amp|edition|news|en|rss|feeds)\.", "", host)
