"""Bylines: who wrote a report, and the line that says when; notes about the author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

from firsthand import lexicon, mastheads, names
from firsthand.clean.credits import PRINTED_NAME, is_known_outlet
from firsthand.clean.lines import ends_sentence, mostly_capitals, word_list
from firsthand.clean.stamps import stamp_line

_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|From|FROM|Story by|Words by|Text by|Analysis by|Opinion by)[\s:]\s?(?:the\s|The\s)?{PRINTED_NAME}"
    r"(?:(?:,\s|\s[|/•·–—-]\s|\s\(|\s)[^.!?]{1,80})?"
    r"\)?\.?"
)
_ROLE = re.compile(
    r"\b(?:staff writer|staff reporter|correspondent|reporter|staff|bureau|columnist|contributor|writer|"
    r"associated press|ap|afp|reuters|bloomberg|wire reports|news service|web desk|news desk|newsroom|editor|agency|"
    r"agencies|media writer|political writer|for \w+\.com)\b",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"(?:(?:story |report )?by (?:the |our |an? )?|the |our )?(?:\w+ )?(?:news ?desk|web ?desk|news ?room|news team|"
    r"staff(?: reporter| writer| correspondent| report)?s?|(?:own |special )?correspondents?|editorial team|agencies)"
    r"(?:(?: and|,) (?:news )?agencies)?",
    re.IGNORECASE,
)
_NAME_LINE = re.compile(rf"{PRINTED_NAME}(?:(?:,\s|\s?\|\s?|\s[-–—/]\s|\s?,?\sand\s){PRINTED_NAME}){{0,3}}")
_BIO = re.compile(
    r"\b(?:is|are|was)\s(?:an?|the)\s(?:[\w'’-]+[\s,]){0,6}?(?:reporter|correspondent|writer|editor|columnist|"
    r"journalist|producer|contributor|fellow|professor|author|intern|analyst|director)s?\b|"
    r"\b(?:covers|reports on|writes about|has covered)\b",
    re.IGNORECASE,
)
_EMPLOYER = re.compile(r"\b(?:for|at|with|of)\s((?:[Tt]he\s)?[A-Z][\w&.'’-]*(?:\s(?:and\s|&\s)?[A-Z][\w&'’-]*){0,4})")
_CONTACT = re.compile(
    r"\bfollow (?:him|her|them|\w+ \w+ on)\b|@\w{2,}|\b(?:reach|contact|email) (?:him|her|them)\b|can be reached|"
    r"on twitter\b|on x at\b",
    re.IGNORECASE,
)


def byline(text: str) -> bool:
    """A byline or a date line by its form ("By NAME", "NAME, staff writer", "Updated: 2017-09-15 17:52")."""
    count = len(word_list(text))
    if count > 22 or len(text) > 200:
        return False
    if stamp_line(text) or ((head := mastheads.masthead(text)) is not None and head.dated):
        return True
    if text[:3].casefold() in ("by ", "our") and _DESK.fullmatch(text):
        return True
    return _BYLINE.fullmatch(text) is not None and not text.endswith(":") and (not ends_sentence(text) or count <= 8)


def names_and_role(text: str) -> bool:
    """The line is a name beside a reporter's role or an agency."""
    named = _ROLE.search(text) is not None and re.match(PRINTED_NAME, text) is not None
    return _may_name(text, 12) and named and mostly_capitals(text)


def only_names(text: str) -> bool:
    """The line is only one or a few names."""
    return _may_name(text, 6) and _NAME_LINE.fullmatch(text) is not None


def somebody(text: str) -> bool:
    """The line says who somebody is, as a byline or the words below a picture do: a name with an outlet or a site, or a
    person's name with what the person is ("Jo Doe, CEO and Founder of Korrel Hydro")."""
    named = _SOMEBODY.fullmatch(text)
    if named is None or not _may_name(text, 12):
        return False
    name, what = named[1], named[2]
    if is_known_outlet(what) or _SITE.fullmatch(what):
        return len(name.split()) <= 4
    parts = what.split()
    is_role = any(
        word.casefold() in _roles() and (behind is None or behind in _BEHIND_ROLE)
        for word, behind in zip_longest(parts, parts[1:])
    )
    return starts_with_given_name(name) and is_role and _NO_VERB.fullmatch(what) is not None


def starts_with_given_name(text: str) -> bool:
    """Two words and more, the first a given name that is listed."""
    first, _, rest = text.partition(" ")
    return bool(rest) and names.key(first) in names.first_names()


_SOMEBODY = re.compile(rf"({PRINTED_NAME}),\s([^,;:!?]{{2,80}})")
_SITE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,6}")
_BEHIND_ROLE = frozenset({"of", "at", "for", "and"})
_NO_VERB = re.compile(
    r"(?:[A-Z][\w’'.&-]*|[a-z]+(?=\s(?:of|at|for|and)\b)|of|and|the|for|at|in|de)(?:\s(?:[A-Z][\w’'.&-]*|of|and|the|for|at|in|de))*"
)
"""What a person is: words in capitals with small words between them; the first may be a role in small letters."""


@cache
def _roles() -> frozenset[str]:
    return frozenset(row["role"].casefold() for row in lexicon.rows("roles"))


def _may_name(text: str, most: int) -> bool:
    """A line of two to ``most`` words that is no sentence and has no figure in it."""
    return 2 <= len(word_list(text)) <= most and not ends_sentence(text) and not any(c.isdigit() for c in text)


def byline_names(text: str) -> list[str]:
    """The names on a byline: "By JANE DOE and John Roe, Reuters" -> Jane's and John's."""
    if stamp_line(text) or mastheads.masthead(text) is not None:
        return []
    rest = re.sub(r"^(?:story |words |text |analysis |opinion )?by[\s:]+|^from\s", "", text, flags=re.IGNORECASE)
    rest = re.split(r"\s[|·•–—-]\s|\(|\d", rest)[0]
    parts = [part.strip(" .,") for part in re.split(r",\s|\s(?:and|AND|&)\s|\s(?:for|in|at|of)\s", rest)]
    return [
        name for name in parts
        if re.fullmatch(PRINTED_NAME, name) and 2 <= len(name.split()) <= 5 and not _ROLE.search(name)
        and mastheads.outlet_name(name) is None
    ]  # fmt: skip


def author_note(text: str) -> bool:
    """A line about the author: a reporter or writer with an outlet, or with a way to reach or follow them."""
    if len(word_list(text)) > 60 or (bio := _BIO.search(text)) is None:
        return False
    return gives_contact(text) or any(is_known_outlet(match[1]) for match in _EMPLOYER.finditer(text, bio.start()))


def about_one_of(text: str, authors: Sequence[str]) -> bool:
    """The line begins with an author's name and says what they are or cover ("Jo Doe is a staff reporter.")."""
    named = any(text.startswith(name) for name in authors if len(name) > 3)
    return named and len(word_list(text)) <= 40 and _BIO.search(text[:150]) is not None


def gives_contact(text: str) -> bool:
    """The line says how someone can be reached or followed."""
    return _CONTACT.search(text) is not None
