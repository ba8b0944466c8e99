"""Which outlet a page belongs to, where neither the input nor the page's own data says so: read from its words.

Own-reporting marks are the evidence: a copyright line, "told this newspaper"'s kin with the outlet's name ("X has
learned", "confirmed to X", "obtained by X"), an agency's dateline.  An outlet that is named as somebody else's source
("first reported by X", "according to a report by X") is a third party and never the page's own.  One candidate with
enough weight is named; several, or a weak one, stay unknown: a wrong outlet is worse than none.  Left out: house style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from firsthand import lexicon, names
from firsthand.data import ARTICLE_KINDS, Document, Outlet, Sentence, Span

_ENOUGH = 3.0
_NAME = r"(?P<name>(?:[Tt]he )?[A-Z0-9][\w.&'’-]*(?: (?:of |the |and |& )?[A-Z0-9][\w.&'’-]*){0,5})"
_OWN: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        # A copyright line or "reporting by" names the owner of the text outright.
        (r"(?:©|\(c\)|[Cc]opyright)\s*(?:©\s*)?(?:\d{4}\s*,?\s*)?(?:by )?" + _NAME, 4.0),
        (_NAME + r",? (?:has|have|had) (?:exclusively )?(?:learned|learnt|obtained|seen|reviewed|confirmed)\b", 3.0),
        (_NAME + r" (?:has )?(?:exclusively )?(?:learned|learnt)\b", 3.0),
        (r"\b(?:confirmed|confirm|confirms) to " + _NAME, 3.0),
        (r"\b(?:obtained|seen|reviewed|viewed|verified|heard) by " + _NAME, 2.5),
        (r"\bin an? (?:exclusive )?(?:interview|conversation|statement|e-?mail) (?:with|to) " + _NAME, 1.0),
        (r"\b(?:told|tells|spoke to|spoke with|speaking to) " + _NAME, 1.0),
        (r"\b(?:request|requests) (?:for comment )?(?:from|by) " + _NAME, 2.5),
        (r"\b(?:asked|contacted|approached|reached) by " + _NAME, 2.0),
        (r"\bcontributed to this (?:" + _NAME + r" )?(?:report|story|article)", 2.0),
        (r"\b[Ss]ubscribe to " + _NAME, 2.0),
        (r"\b[Ss]ign up for (?:the )?" + _NAME + r"(?:['’]s)? (?:\w+ )?newsletter", 2.0),
    )
)
_DATELINE = re.compile(r"^[^\n()]{0,80}\((?P<name>[A-Z][A-Za-z .-]{1,30})\)\s*(?:[-–—]{1,3}|\s)")
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


def outlet(document: Document, sentences: Sequence[Sentence]) -> Outlet:
    """The document's outlet when it is known already, else the one that its words name as their own, else unknown."""
    if document.outlet.name is not None:
        return document.outlet
    weights: dict[str, float] = {}
    evidence: dict[str, list[Span]] = {}
    third = _third_parties(document)
    for name, weight, span in _own_marks(document):
        weights[name] = weights.get(name, 0.0) + weight
        evidence.setdefault(name, []).append(span)
    told = sorted(weights)
    own = [name for name in told if name not in third and weights[name] >= _ENOUGH]
    if len(own) != 1:
        return Outlet()
    chosen = own[0]
    rivals = [name for name in told if name != chosen and name not in third and weights[name] > weights[chosen] / 2]
    if rivals:
        return Outlet()
    return Outlet(chosen, "text", tuple(sorted(evidence[chosen])))


def _own_marks(document: Document) -> Iterator[tuple[str, float, Span]]:
    """(outlet, weight, evidence) for every own-reporting mark with a listed outlet."""
    seen: set[tuple[str, int]] = set()
    for block in document.blocks:
        part = document.text[block.start : min(block.end, block.start + 20_000)]
        article = block.kind in ARTICLE_KINDS
        dateline = _DATELINE.match(part) if block.kind in ("body", "dateline") else None
        if dateline:
            name = _listed(dateline.group("name"))
            if name and _is_agency(name):
                yield (
                    name,
                    2.0,
                    _span(document, block.start + dateline.start("name"), block.start + dateline.end("name")),
                )
        for pattern, weight in _OWN:
            copyright_line = "opyright" in pattern.pattern
            if not article and not (copyright_line and block.kind in ("credit", "disclaimer", "other", "prompt")):
                continue
            for match in pattern.finditer(part):
                name = _longest_listed(match.group("name") or "")
                if name is None or (name, block.start + match.start()) in seen:
                    continue
                if not article and not copyright_line:
                    continue
                if _in_quotation(part, match.start()):
                    continue
                seen.add((name, block.start + match.start()))
                yield name, weight, _span(document, block.start + match.start(), block.start + match.end())


def _third_parties(document: Document) -> frozenset[str]:
    """Outlets that the text names as somebody else's report."""
    found: set[str] = set()
    for block in document.blocks:
        if block.kind not in ARTICLE_KINDS:
            continue
        part = document.text[block.start : min(block.end, block.start + 20_000)]
        for match in re.finditer(_NAME, part):
            name = _longest_listed(match.group("name"))
            if name is None:
                continue
            length = _listed_length(match.group("name"))
            before = part[max(0, match.start() - 60) : match.start()]
            after = part[match.start() + length : match.start() + length + 40]
            if _THIRD.search(before) or _REPORTS.match(after):
                found.add(name)
    return frozenset(found)


def _span(document: Document, start: int, end: int) -> Span:
    while end > start and document.text[end - 1] in " .,;\n":
        end -= 1
    return Span(document.id, start, end)


def _in_quotation(part: str, at: int) -> bool:
    return part.count("“", 0, at) > part.count("”", 0, at)


def _listed(name: str) -> str | None:
    return names.outlets().get(names.key(name))


def _longest_listed(name: str) -> str | None:
    """The listed outlet that the words begin with, at most six words; None where there is none."""
    length = _listed_length(name)
    return _listed(name[:length]) if length else None


def _listed_length(name: str) -> int:
    ends = [match.end() for match in re.finditer(r"\S+", name)]
    for end in reversed(ends):
        if _listed(name[:end].rstrip(".,")) is not None:
            return len(name[:end].rstrip(".,"))
    return 0


@cache
def _agencies() -> frozenset[str]:
    return frozenset(row["name"] for row in lexicon.rows("outlets") if row["kind"] == "agency")


def _is_agency(name: str) -> bool:
    return name in _agencies()
