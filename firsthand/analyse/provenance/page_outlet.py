"""Which outlet a page belongs to, where neither the input nor the page's own data says so: read from its words.

Two kinds of evidence, each with its characters:

* the page: a masthead line beside the title, a copyright line, the end of the title, a byline's employer, a note at
  the foot.  An agency's copyright line or dateline says whose text it is, not where it stands; the agency is the
  outlet only where both name it and nothing on the page belongs to anybody else;
* the text: own-reporting marks ("X has learned", "confirmed to X", "obtained by X").

An outlet that is named as somebody else's source ("first reported by X", "according to a report by X") is a third
party and never the page's own on the strength of the text.  Where a page names itself, the text's marks only support
that name.  One candidate with enough weight is named; several, or a weak one, stay unknown: a wrong outlet is worse
than none, because it invents an independent voice.  Left out: house style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from firsthand import lexicon, mastheads, names
from firsthand.data import ARTICLE_KINDS, TEXT_KINDS, Block, Document, Outlet, Span
from firsthand.grammar import Parsed

_ENOUGH = 3.0
_SURE = 3.5  # the page's own evidence that outweighs being named like a third party
_RIVAL = 1.5  # … of another name that leaves the text's marks in doubt
_HEAD = 12  # filled blocks from the top that may name the page
_FOOT = 8  # … and from the end
_MOST_CHARS = 20_000
_NAME = rf"(?P<name>{mastheads.CAPITALISED_NAME})"
_YEAR = r"(?:\d{4}(?:\s?[-–]\s?\d{2,4})?\s*,?\s*)"
_COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|\(C\)|[Cc]opyright|COPYRIGHT)\s*(?:©|\([cC]\))?\s*(?P<year>{_YEAR}?)(?:by )?{_NAME}"
    r"(?P<after>,?\s?\d{4})?"
)
_YEAR_AFTER = re.compile(r",?\s\d{4}$")
_RIGHTS = re.compile(r"\ball rights (?:are )?reserved\b", re.IGNORECASE)
_SYNDICATED = re.compile(
    r"\bmay not be (?:published|reproduced|broadcast)[^.]{0,60}\bre(?:written|distributed)\b", re.IGNORECASE
)
_OWN: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (
            _NAME + r",? (?:has|have|had) (?:exclusively )?(?:learned|learnt|obtained|seen|reviewed|confirmed|read|"
            r"spoken (?:to|with)|been told)\b",
            3.0,
        ),
        (_NAME + r" (?:exclusively )?(?:learned|learnt)\b", 3.0),
        (_NAME + r" (?:could|was unable to|was not able to) (?:not )?(?:independently )?"
         r"(?:establish|verify|confirm|reach|determine)\b", 3.0),
        (r"\b(?:confirmed|confirm|confirms) to " + _NAME, 3.0),
        (r"\b(?:obtained|seen|reviewed|viewed|verified|heard) by " + _NAME, 2.5),
        (r"\b(?:request|requests|questions) (?:for comment )?(?:from|by) " + _NAME, 2.5),
        (r"\b(?:asked|contacted|approached|reached) by " + _NAME, 2.0),
        (r"\bcontributed to this (?:" + _NAME + r" )?(?:report|story|article)", 2.0),
        (r"\b[Ss]ubscribe to " + _NAME, 2.0),
        (r"\b[Ss]ign up for (?:the )?" + _NAME + r"(?:['’]s)? (?:\w+ )?newsletter", 2.0),
        # What a source told an outlet is repeated by all who copy it: it counts once, and never suffices.
        (r"\bin an? (?:exclusive )?(?:interview|conversation|statement|e-?mail) (?:with|to) " + _NAME, 1.0),
        (r"\b(?:told|tells|spoke to|spoke with|speaking to) " + _NAME, 1.0),
    )
)  # fmt: skip
_DATELINE = re.compile(
    r"^(?=[^\n]{0,120}(?:[-–—]|\)\s))[^\n()]{0,80}\((?P<name>[A-Z][A-Za-z .-]{1,40})\)\s*(?:[-–—]{1,3}|\s|$)"
)
_EMPLOYER = re.compile(
    rf"^[Bb]y\s[^,|\n]{{3,60}}(?:,\s|\s[|–—-]\s)(?:(?:[Oo]f|[Ff]or)\s)?{_NAME}"
    r"(?:\s(?:staff|[Ss]taff [Ww]riter|[Ss]taff [Rr]eporter|reporter|[Cc]orrespondent|[Ww]riter))?\s*$"
)
_STAFF = re.compile(
    r"\s(?:Staff|STAFF)(?:\s(?:Writers?|Reporters?|Correspondents?|Report))?$|\s(?:Writer|Reporter|Correspondent)$"
)
_THIRD = re.compile(
    r"(?:\b(?:first |originally |previously |earlier )?"
    r"(?:reported|published|broken|revealed|cited|quoted|noted|disclosed) (?:\w+ )?(?:by|in|on)"
    r"|according to|\bper|\b[Aa]s reported (?:by|in)|\bciting|\bvia|\bcited"
    r"|\b(?:a|an|the) (?:\w+ )?(?:report|story|article|investigation|interview|column|analysis|op-ed|editorial)"
    r" (?:by|in|from|with))\s+$"
)
_REPORTS = re.compile(
    r"^[’']?s?,?\s+(?:first |also |later |earlier |previously |separately |originally )?"
    r"(?:reported|reports|report|wrote|writes|published|noted|said|broke|revealed|cited)\b"
)


class _Mark(NamedTuple):
    """One piece of evidence for a name; ``page``: of the page itself, not of its text."""

    name: str
    weight: float
    span: Span
    page: bool
    once: str = ""


def outlet(parsed: Parsed) -> Outlet:
    """The document's outlet when it is known already, else the one that its words name as their own, else unknown."""
    document = parsed.document
    if document.outlet.name is not None:
        return document.outlet
    page = list(_page_marks(document))
    text = list(_text_marks(parsed, [mark.name for mark in page]))
    wired = [mark.name for mark in page if mark.once == "dateline"]
    carried = [mark for mark in (*page, *text) if _carries(mark.name, wired)]
    hosts = [mark for mark in page if mark not in carried]
    others = [mark for mark in text if mark not in carried]
    if hosts:
        return _by_page(document, hosts, others)
    return _by_text(document, others) if others else _agency(document, carried)


def _carries(name: str, wired: Sequence[str]) -> bool:
    """The name is an agency's, or that of a dateline: it says whose text the page carries."""
    return mastheads.is_agency(name) or any(same_outlet(name, other) for other in wired)


def _by_page(document: Document, hosts: Sequence[_Mark], text: Sequence[_Mark]) -> Outlet:
    """The one name that the page gives itself, with what the text adds to it."""
    third = _third_parties(document)
    fit: list[tuple[str, list[_Mark]]] = []
    for name in _names(hosts):
        marks = [mark for mark in (*hosts, *text) if same_outlet(mark.name, name)]
        own = _weight([mark for mark in marks if mark.page])
        cited = any(same_outlet(name, other) for other in third)
        if _weight(marks) >= _ENOUGH and (own >= _SURE or not cited):
            fit.append((name, marks))
    if len(fit) > 1:
        best = max(_weight([m for m in marks if m.page]) for _, marks in fit)
        fit = [(name, marks) for name, marks in fit if _weight([m for m in marks if m.page]) > best / 2]
    if len(fit) == 1:
        name, marks = fit[0]
        return Outlet(name, "text", _evidence(marks))
    if fit or any(mark.weight >= _RIVAL for mark in hosts):
        return Outlet()
    return _by_text(document, text)


def _by_text(document: Document, marks: Sequence[_Mark]) -> Outlet:
    """The one name with enough own-reporting marks, no third party and without a rival."""
    third = _third_parties(document)
    weights = {
        name: _weight([mark for mark in marks if same_outlet(mark.name, name)]) for name in _names(marks)
        if not any(same_outlet(name, other) for other in third)
    }  # fmt: skip
    own = [name for name in sorted(weights) if weights[name] >= _ENOUGH]
    if len(own) != 1 or any(weights[name] > weights[own[0]] / 2 for name in weights if name != own[0]):
        return Outlet()
    return Outlet(own[0], "text", _evidence([mark for mark in marks if same_outlet(mark.name, own[0])]))


def _agency(document: Document, marks: Sequence[_Mark]) -> Outlet:
    """The agency that both the head and the foot of the page name, where no furniture speaks of another's page."""
    if any(block.kind in ("advertisement", "comments", "related", "prompt") for block in document.blocks):
        return Outlet()
    found = _names(marks)
    if len(found) != 1 or not {"dateline", "foot"} <= {mark.once for mark in marks}:
        return Outlet()
    return Outlet(found[0], "text", _evidence(marks))


def same_outlet(a: str, b: str) -> bool:
    """Two writings of one outlet's name: equal, with its owner's words, or short for it ("the Courier")."""
    one, other = (names.key(mastheads.without_owner(name)).split() for name in (a, b))
    short, long = sorted((one, other), key=len)
    if one == other:
        return True
    if not short or (any(mastheads.listed_name(name) for name in (a, b)) and len(short) < 2):
        return False
    return long[: len(short)] == short or long[-len(short) :] == short


def _names(marks: Sequence[_Mark]) -> list[str]:
    """One name for each outlet among the marks: the listed or the longest writing without its owner's words."""
    kept: list[str] = []
    found = {mastheads.without_owner(mark.name) for mark in marks}
    for name in sorted(found, key=lambda one: (mastheads.listed_name(one) is None, -len(one), one)):
        if not any(same_outlet(name, other) for other in kept):
            kept.append(name)
    return sorted(kept)


def _weight(marks: Sequence[_Mark]) -> float:
    """The sum of the weights, marks of a kind that counts once counted once."""
    once = {mark.once: mark.weight for mark in marks if mark.once}
    return sum(mark.weight for mark in marks if not mark.once) + sum(once.values())


def _evidence(marks: Sequence[_Mark]) -> tuple[Span, ...]:
    return tuple(sorted({mark.span for mark in marks}))


# ------------------------------------------------------------------------------------------------- the page


def _page_marks(document: Document) -> Iterator[_Mark]:
    filled = [
        one for one in document.blocks if one.kind != "blank" and document.text[one.start : one.end].strip()
    ]  # a blank one may hold the separator of a dump
    filled = _whole_titles(document, filled)
    first = next((n for n, block in enumerate(filled) if block.kind in TEXT_KINDS), len(filled))
    titled = next((n for n, block in enumerate(filled) if block.kind in ("title", "repeated_title")), None)
    wired: list[str] = []
    for place, block in enumerate(filled):
        line = document.text[block.start : min(block.end, block.start + 400)]
        if place < min(first, _HEAD):
            yield from _masthead(document, block, line, place, titled)
        if block.kind in ("title", "repeated_title") and (mark := _end_of_title(document, block, line)):
            yield mark
        if block.kind == "byline" and (match := _EMPLOYER.match(line.strip())):
            name = mastheads.outlet_name(_STAFF.sub("", match["name"]))
            if name:
                yield _Mark(name, 2.0, _trimmed(document, block.start, block.end), True, "byline")
        if block.kind in ("dateline", "body") and (dateline := _DATELINE.match(line)):
            marks = list(_wire(document, block, dateline))
            wired += [mark.name for mark in marks if mark.once == "dateline"]
            yield from marks
        if block.kind != "caption" and len(line) < 400:
            yield from _copyright(document, block, line, wired, foot=place >= len(filled) - _FOOT)


def _whole_titles(document: Document, filled: Sequence[Block]) -> list[Block]:
    """The blocks, each title with the site's name that follows it on its line."""
    whole: list[Block] = []
    for block in filled:
        last = whole[-1] if whole else None
        if (
            last is not None and last.kind in ("title", "repeated_title") and block.start == last.end
            and block.kind == "navigation" and "\n" not in document.text[last.start : last.end]
        ):  # fmt: skip
            whole[-1] = Block(last.start, block.end, last.kind)
        else:
            whole.append(block)
    return whole


def _masthead(document: Document, block: Block, line: str, place: int, titled: int | None) -> Iterator[_Mark]:
    """A name alone on a line at the top of the page or beside its title, or with the date."""
    found = mastheads.masthead(line) if block.kind not in ("title", "dateline") else None
    if found is None:
        return
    near = place == 0 or (titled is not None and abs(place - titled) <= 2)
    if found.dated or near:
        span = _span(document, block.start + found.start, block.start + found.end)
        agency = mastheads.is_agency(found.name)
        yield _Mark(found.name, 1.0 if agency else _SURE if found.dated else 3.0, span, True, "head")


def _wire(document: Document, block: Block, dateline: re.Match[str]) -> Iterator[_Mark]:
    """Who filed the text: an agency, an unlisted name in brackets, or an outlet whose texts others carry too."""
    name = mastheads.listed_name(dateline["name"]) or dateline["name"]
    if dateline["name"].casefold() in lexicon.entry_set("datelines"):
        return
    span = _span(document, block.start + dateline.start("name"), block.start + dateline.end("name"))
    host = mastheads.listed_name(name) is not None and not mastheads.is_agency(name)
    yield _Mark(name, 2.0, span, True, "filed" if host else "dateline")


def _end_of_title(document: Document, block: Block, line: str) -> _Mark | None:
    parts = mastheads.outlet_suffix(line)
    name = mastheads.outlet_name(parts[2]) if parts is not None else None
    if parts is None or name is None or mastheads.is_agency(name):
        return None
    start = line.rindex(parts[2].split()[-1]) + len(parts[2].split()[-1]) - len(parts[2])
    span = _trimmed(document, block.start + max(0, start), block.end)
    # After a bar stands the site; after a dash may stand whoever said it.
    return _Mark(name, 3.0 if parts[1] in "|»" else 2.0, span, True, "title")


def _copyright(document: Document, block: Block, line: str, wired: Sequence[str], *, foot: bool) -> Iterator[_Mark]:
    """Who claims the rights; an owner that only sounds like a company needs the name elsewhere."""
    match = _COPYRIGHT.search(line)
    if match is None:
        return
    words = re.split(r"(?<=\w{3})\.\s", match["name"])[0].rstrip(".,")
    printed, later = (_YEAR_AFTER.sub("", words), _YEAR_AFTER.search(words) is not None)
    name = _longest_listed(printed) or mastheads.outlet_name(printed) or mastheads.outlet_name(
        mastheads.without_owner(printed)
    )  # fmt: skip
    span = _span(document, block.start + match.start(), block.start + match.start("name") + len(words))
    dated = bool(match["year"].strip() or match["after"] or later)
    rights = _RIGHTS.search(line) is not None
    if name is not None and _SYNDICATED.search(line):
        yield _Mark(name, 2.0 if mastheads.is_agency(name) else 1.0, span, True, "foot")
    elif name is not None and mastheads.is_agency(name):
        yield _Mark(name, 2.0, span, True, "foot")
    elif name is not None:
        yield _Mark(name, 4.0 if dated or foot else 3.0, span, True, "copyright")
    elif foot and (dated or rights) and any(same_outlet(printed, other) for other in wired):
        yield _Mark(printed, 2.0, span, True, "foot")
    elif foot and (dated or rights) and not mastheads.person(printed) and len(printed.split()) > 1:
        owner = mastheads.without_owner(printed)
        sure = rights and dated and owner == printed
        yield _Mark(owner, 3.0 if sure else 1.0, span, True, "copyright")


# ------------------------------------------------------------------------------------------------- the text


def _text_marks(parsed: Parsed, known: Sequence[str]) -> Iterator[_Mark]:
    """Own-reporting marks of listed outlets, of names like theirs, and of what the page calls itself."""
    document = parsed.document
    seen: set[tuple[str, int]] = set()
    for block in document.blocks:
        if block.kind not in ARTICLE_KINDS:
            continue
        part = document.text[block.start : min(block.end, block.start + _MOST_CHARS)]
        for pattern, weight in _OWN:
            for match in pattern.finditer(part):
                name, length = _named(match.group("name") or "", known)
                at = block.start + match.start()
                if not name or (name, at) in seen or parsed.quoted(at):
                    continue
                seen.add((name, at))
                end = match.start("name") + length
                last = end if match.end() == match.end("name") else match.end()
                span = _span(document, at, block.start + last)
                yield _Mark(name, weight, span, False, "told" if weight == 1.0 else "")


def _named(words: str, known: Sequence[str]) -> tuple[str, int]:
    """The outlet that the words begin with, and its length: listed, one of the page's names in short, or a name like
    an outlet's; ('', 0) for none."""
    if length := _listed_length(words):
        return mastheads.listed_name(words[:length]) or "", length
    for end in reversed([match.end() for match in re.finditer(r"\S+", words)]):
        part = words[:end].rstrip(".,")
        if any(same_outlet(part, name) for name in known):
            return part, len(part)
        if (found := mastheads.outlet_name(part)) is not None:
            return found, len(part)
    return "", 0


def _third_parties(document: Document) -> frozenset[str]:
    """Outlets that the text names as somebody else's report."""
    found: set[str] = set()
    for block in document.blocks:
        if block.kind not in ARTICLE_KINDS:
            continue
        part = document.text[block.start : min(block.end, block.start + _MOST_CHARS)]
        for match in re.finditer(_NAME, part):
            length = _listed_length(match.group("name"))
            name = mastheads.listed_name(match.group("name")[:length]) if length else None
            if name is None:
                name, length = mastheads.outlet_name(match.group("name")), len(match.group("name"))
            if name is None:
                continue
            before = part[max(0, match.start() - 60) : match.start()]
            after = part[match.start() + length : match.start() + length + 40]
            if _THIRD.search(before) or _REPORTS.match(after):
                found.add(name)
    return frozenset(found)


def _span(document: Document, start: int, end: int) -> Span:
    while end > start and document.text[end - 1] in " .,;\n":
        end -= 1
    return Span(document.id, start, end)


def _trimmed(document: Document, start: int, end: int) -> Span:
    while start < end and document.text[start].isspace():
        start += 1
    return _span(document, start, end)


def _longest_listed(name: str) -> str | None:
    """The listed outlet that the words begin with, at most six words; None where there is none."""
    length = _listed_length(name)
    return mastheads.listed_name(name[:length]) if length else None


def _listed_length(name: str) -> int:
    ends = [match.end() for match in re.finditer(r"\S+", name)]
    for end in reversed(ends):
        if mastheads.listed_name(name[:end].rstrip(".,")) is not None:
            return len(name[:end].rstrip(".,"))
    return 0
