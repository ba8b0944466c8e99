"""What one line says by its wording alone: interface words, credits, bylines, captions, separators.

Word lists are data (``furniture.csv``, ``sections.txt``); the patterns here are forms that no list can hold (a photo
credit with any name, a counter, an address).  Cautious by construction: an entry that only has to stand at the start
of a line never decides on a long sentence or on one that begins with a quotation mark.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from firsthand import lexicon
from firsthand.clean.lines import ends_sentence, title_case, word_list
from firsthand.clean.stamps import stamp_line
from firsthand.data import BlockKind
from firsthand.words import normal

_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?:\s(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|de|da|di|van|von|der|den|la|le|bin|al|el|al-\w+)){0,4}"
_PHOTO_AGENCY = (
    r"(?:AP|AFP|Reuters|REUTERS|EPA|EPA-EFE|Getty|Getty Images|GETTY IMAGES|PA|PA Wire|AAP|Xinhua|UPI|TASS|Bloomberg|"
    r"Shutterstock|iStock|Alamy|Corbis|ZUMA|Zuma Press|Rex|REX|Anadolu|Anadolu Agency|NurPhoto|Sipa|SIPA|Polaris|"
    r"AP Photo|AFP Photo|Reuters Photo|WireImage|Redux|Wikimedia Commons|Unsplash|Pixabay|Flickr|EPA/[A-Z]\w+)"
)
_CREDIT = re.compile(
    rf"(?:\(?(?:AP|AFP|EPA|Reuters|Getty)\s(?:Photo|Images|Video)s?\b.{{0,60}}|"
    rf"\(?(?:(?:File )?[Pp]hotos?(?:graphs?)?|[Pp]ictures?|[Ii]mages?|[Vv]ideo|[Ii]llustration|PHOTO|IMAGE)(?:\s?(?:[Cc]redit|[Ss]ource|[Cc]ourtesy))?"
    rf"\s?(?::|by|BY|©|courtesy of)\s?.{{2,70}}|"
    rf"\(?{_NAME}\s?/\s?{_PHOTO_AGENCY}(?:[\s/,]{_NAME})?(?:\svia\s.{{2,40}})?\)?|"
    rf"\(?{_PHOTO_AGENCY}\s?/\s?{_NAME}(?:\svia\s.{{2,40}})?\)?|"
    rf"\(?{_NAME}(?:\s[-–|]\s|,\s?|\s\|\s){_PHOTO_AGENCY}\)?|"
    rf"\(?{_PHOTO_AGENCY}(?:\s(?:file|handout|pool|archive)(?:\sphoto)?)?\)?|"
    rf"\(?\bvia\s{_NAME}\)?|©\s?.{{2,60}})\.?"
)
_CAPTION_END = re.compile(
    rf"(?:\((?:AP|AFP|EPA|Reuters|Getty|PTI)\s(?:Photo|Images|Video|File)s?\b[^()]{{0,60}}\)|"
    rf"\((?:[Pp]hoto|[Ii]mage|[Pp]icture|File photo|Photo credit)s?\b[^()]{{2,70}}\)|"
    rf"\({_NAME}(?:/|,\s|\s[-–|]\s){_PHOTO_AGENCY}[^()]{{0,30}}\)|"
    rf"©\s?{_NAME}[^.!?]{{0,60}}|\[Photo(?:/|:\s)[^\[\]]{{2,40}}\]|"
    rf"(?:[Pp]hoto(?:graph)?|[Ii]mage|[Pp]icture)\s?(?:[Cc]redit)?\s?(?::|by)\s?{_NAME}(?:\s?/\s?{_NAME})?|"
    rf"\b{_NAME}/{_PHOTO_AGENCY}|REUTERS/{_NAME}|AP Photo/{_NAME}|{_PHOTO_AGENCY}\s?\(?(?:file|FILE)\)?)\.?\s*$"
)
_CAPTION_START = re.compile(
    r"(?:image copyright|image caption|image source|media caption|enlarge this image|view image in fullscreen|toggle caption|"
    r"hide caption|file\s?[-–—:]{1,2}\s|file photo\b|\(file\)|pictured?:|just watched|facebook twitter (?:pinterest|google)|"
    r"(?:file )?photo taken on|photos:.{0,200}hide caption|a (?:handout|file|combination) (?:photo|picture|image)|"
    r"this (?:file |handout |combination )?(?:photo|picture|image|frame grab|combo)\b.{0,80}\b(?:shows|released|provided|taken))",
    re.IGNORECASE,
)
_NAMED_CREDIT = re.compile(rf"\(\s?{_NAME}\s?(?:/|,|\s[-–|])\s?([A-Z][^()/,]{{2,40}})\)\.?$")
_CREDITED = re.compile(
    r"(?:AP:Associated Press|Reuters|REUTERS|AFP|EPA|AP|PA|Rex|REX|Getty(?: Images)?|GETTY(?: IMAGES)?|SWNS|Twitter|Facebook|Instagram)\s(?=[A-Z])"
)
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:reporting )?to (?:this|the) (?:report|story|article|post|piece|reporting|column|dispatch)\b|"
    r"\bcontributed (?:to )?(?:reporting|research)\b[^.]{0,40}\.?$|^[^,.]{3,40} contributed\.?$|"
    r"^(?:this|a version of this|an earlier version of this) (?:story|article|report|piece|post|column|essay|interview|content)\b"
    r".{0,40}\b(?:(?:first|originally|previously) (?:appeared|published|ran)|was (?:produced|republished|(?:first|originally|previously) published))\b|"
    r"^(?:originally|first) published (?:on|in|at|by)\b|\bcan be reached (?:at|on|via)\b",
    re.IGNORECASE,
)
_UPDATED_NOTE = re.compile(
    r"\bthis (?:story|article|post|report|page|copy|piece) (?:has been|was|is being) (?:updated|corrected|amended)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[\s?[A-Z‘“'\"][^\[\]]{12,200}[^.!\[\]]\]")
_READ_MORE = re.compile(r"[^.!?]{8,}\s(?:Read more|READ MORE|Read More)(?:\s?[»›>])?$")
_TAGGED = re.compile(r"[^.!?\[\]]{10,160}\s\[[A-Z][A-Z ]{2,20}\]\s?\|?")
_COVERAGE = re.compile(
    r"(?:follow|more|read|see|for more)\s[^.!?]{2,80}(?:coverage|:)[^.!?]{0,60}https?://\S+(?:\sand\shttps?://\S+)?\.?",
    re.IGNORECASE,
)
_REACH = re.compile(
    r"\(?(?:e-?mail|reach|write to|contact|tweet)\s[^.!?:]{2,60}\s(?:at|on|via)\s.{0,80}@", re.IGNORECASE
)
_DELIVERED = re.compile(
    r"(?:get|receive|have|want)\s.{2,90}\b(?:delivered|in your inbox|to your inbox)\b", re.IGNORECASE
)
_DESK = re.compile(
    r"\(?(?:additional |further )?(?:reporting|writing|editing|compiled|translation|translated) by\s[^.!?]{3,300}"
    r"(?:;|\b(?:edit|writ)ing by\b)", re.IGNORECASE,
)  # fmt: skip
_FOLLOW = re.compile(
    r"follow\s(?:[\w.'’@&-]+\s){1,8}on\s(?:twitter|facebook|instagram|x|threads|bluesky|linkedin|telegram)\b",
    re.IGNORECASE,
)
_LOOK = re.compile(
    r"\(?(?:watch|see|listen|read|check out|view|also on)\b[^.!?]{0,90}(?:\b(?:below|above|here)[:.!]?|:)\)?",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"[\w-]{3,40}\s?:\s?[^;:]{1,80};|[.#@][\w-][^{}.!?]{0,100}\{|<\w[^<>]{0,300}>?|[^\s]{1,40}\(.{0,100}\);?"
)
_SOUND = re.compile(
    r"\((?:SOUNDBITE|MUSIC|APPLAUSE|LAUGHTER|CROSSTALK|END VIDEO|BEGIN VIDEO|END AUDIO|COMMERCIAL)[^()]{0,60}\)"
)
_SLASHED = re.compile(rf"\(?{_NAME}\s?/\s?([^/()]{{2,40}})\)?")
_SIGNED = re.compile(
    r"\(?(?:[-–—]{1,2}\s?)?(?:With (?:inputs|reporting) from .{2,60}|(?:AP|AFP|ANI|PTI|IANS|UPI|Reuters|REUTERS|Xinhua|dpa|DPA|BSS|UNB|EFE|TASS|Bloomberg|Agencies|Agency)(?:[/,& -]{1,3}(?:AP|AFP|ANI|PTI|Reuters|Xinhua|dpa|Agencies)){0,3})\)?\.?"
)
_SEPARATOR = re.compile(r"[\W_]*|-?30-?|\(?(?:END|ENDS|MORE)\)?|#+")
_COUNTER = re.compile(
    r"[(\[]?\d[\d.,]*\s?[kKmM]?[)\]]?\+?(?:\s(?:shares?|views?|likes?|votes?|reads?|reactions?|retweets?|followers?|ratings?))?",
    re.IGNORECASE,
)  # fmt: skip
_COMMENT_COUNT = re.compile(
    r"[(\[]?\d[\d.,]*[kK]?[)\]]?\s?comments?|comments?\s?[(\[:]?\s?\d[\d.,]*[kK]?[)\]]?", re.IGNORECASE
)
_CRUMBS = re.compile(
    r"[^.!?>»›|/•·→]{1,40}(?:\s[>»›|/•·→]\s[^.!?>»›|/•·→]{1,60}){2,8}|(?:home|news)\s?[>»›/|]\s?.{1,80}", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]{2,20}|@\w{2,30}|[tT]witter:? @\w+", re.ASCII)
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|From|FROM|Story by|Words by|Text by|Analysis by|Opinion by)[\s:]\s?(?:the\s|The\s)?{_NAME}"
    rf"(?:(?:,\s|\s[aA]nd\s|\sAND\s|\s&\s|,\sand\s|\sin\s|\sfor\s|\s[|/•·–—-]\s|\s\(|\sat\s|\sof\s|\s)[^.!?]{{1,80}})?\)?\.?"
)
_ROLE = re.compile(
    r"\b(?:staff writer|staff reporter|correspondent|reporter|staff|bureau|columnist|contributor|writer|associated press|"
    r"ap|afp|reuters|bloomberg|wire reports|news service|web desk|news desk|newsroom|editor|agency|agencies|media writer|"
    r"political writer|for \w+\.com)\b",
    re.IGNORECASE,
)
_NAME_LINE = re.compile(rf"{_NAME}(?:(?:,\s|\s?\|\s?|\s[-–—/]\s|\s?,?\sand\s){_NAME}){{0,3}}")
_BIO = re.compile(
    r"\b(?:is|are|was)\s(?:an?|the)\s(?:[\w'’-]+[\s,]){0,6}?(?:reporter|correspondent|writer|editor|columnist|journalist|producer|"
    r"contributor|fellow|professor|author|intern|analyst|director)s?\b|\b(?:covers|reports on|writes about|has covered)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"\bfollow (?:him|her|them|\w+ \w+ on)\b|@\w{2,}|\b(?:reach|contact) (?:him|her|them)\b|can be reached|"
                      r"\bemail (?:him|her|them)\b|on twitter\b|on x at\b", re.IGNORECASE)  # fmt: skip
_INTERFACE = re.compile(
    r"\b(?:click|tap|button|sign(?:ing)? (?:in|up)|log(?:ged)? ?in|subscrib\w+|newsletters?|inbox|account|comments?|"
    r"commenting|register|password|e-?mail|cookies?|browser|javascript|app|privacy policy|terms of (?:use|service)|"
    r"unsubscribe|homepage|notifications?|moderat\w+|membership|members?|paywall|articles?|readers?|below|website|"
    r"advertis\w+|consent|opt[- ]out|your (?:email|name|account|inbox|device|thoughts|browser))\b",
    re.IGNORECASE,
)
_SECOND_PERSON = re.compile(r"\b(?:you|your|you['’](?:re|ve|ll)|please|our|we)\b", re.IGNORECASE)
_QUOTE_START = ('"', "“", "'", "‘", "«", "„", "‟")
_EDGES = " \t\u00a0.,:;!?…*•·|>»›<«‹[](){}→←↓↑▼▲►-–—_+"


class Verdict(NamedTuple):
    """``header``: the whole line is a known label, and what follows it may belong to it."""

    kind: BlockKind
    header: bool


@cache
def _entries(where: str) -> dict[str, BlockKind]:
    return {row["phrase"]: row["kind"] for row in lexicon.rows("furniture") if row["where"] == where}  # type: ignore[misc]


@cache
def _starts() -> dict[str, tuple[tuple[str, BlockKind, bool], ...]]:
    """``start`` and ``wary`` entries by their first word, the longest phrases first."""
    table: dict[str, list[tuple[str, BlockKind, bool]]] = {}
    found = [(phrase, kind, where == "wary") for where in ("start", "wary") for phrase, kind in _entries(where).items()]
    for phrase, kind, wary in sorted(found, key=lambda entry: (-len(entry[0]), entry[0])):
        table.setdefault(_first(phrase), []).append((phrase, kind, wary))
    return {first: tuple(entries) for first, entries in table.items()}


def _first(phrase: str) -> str:
    match = re.match(r"[^\W_]+|.", phrase)
    return match.group() if match else ""


def wording(text: str) -> Verdict | None:
    """What the words of the line say it is, or None: then position decides."""
    if _SEPARATOR.fullmatch(text):
        return Verdict("other", False)
    plain = re.sub(r"\d+", "#", normal(text[:400]))
    bare = plain.strip(_EDGES)
    whole = _entries("whole").get(bare)
    if whole is not None:
        return Verdict(whole, True)
    count = len(word_list(text))
    if count <= 90:
        for phrase, kind in _entries("anywhere").items():
            if phrase.replace(",", "") in plain.replace(",", ""):
                return Verdict(kind, False)
    if text.startswith(_QUOTE_START):
        return None
    if (kind := _by_start(plain, bare, count, text)) is not None:
        return Verdict(kind, False)
    return _by_form(text, count)


def _by_start(plain: str, bare: str, count: int, text: str) -> BlockKind | None:
    for line in (plain, bare):
        for phrase, kind, wary in _starts().get(_first(line), ()):
            after = line[len(phrase) :]
            if not line.startswith(phrase) or (phrase[-1].isalnum() and after[:1].isalnum()):
                continue
            if kind == "disclaimer":
                fits = count <= 90
            elif kind == "credit":
                fits = count <= (30 if text.startswith("(") or phrase.endswith(":") else 14)
                fits = fits and (text.startswith("(") or not ends_sentence(text) or title_case(text.rstrip(".")))
            elif phrase.endswith((":", "|")):
                fits = count <= 25
            elif wary and ends_sentence(text):
                fits = count <= 45 and interface_words(text) >= 2
            else:
                fits = count <= 14 or (count <= 45 and interface_words(text) >= 2)
            if fits:
                return kind
    return None


def _by_form(text: str, count: int) -> Verdict | None:
    if len(text) > 400:
        return None
    if count <= 20 and (_BRACKETED.fullmatch(text) or _READ_MORE.search(text)):
        return Verdict("related", False)
    if count <= 24 and (_TAGGED.fullmatch(text) or _COVERAGE.fullmatch(text)):
        return Verdict("related", False)
    if (count <= 30 and _REACH.match(text)) or (count <= 70 and _DESK.match(text)):
        return Verdict("credit", False)
    if count <= 18 and (_FOLLOW.match(text) or _DELIVERED.match(text)):
        return Verdict("prompt", False)
    if count <= 14 and _LOOK.fullmatch(text):
        return Verdict("prompt", False)
    if count <= 16 and _CODE.fullmatch(text):
        return Verdict("other", False)
    if count <= 12 and _SOUND.fullmatch(text):
        return Verdict("other", False)
    if count <= 12 and (slash := _SLASHED.fullmatch(text)) and known_outlet(slash[1].strip()):
        return Verdict("credit", False)
    if _COMMENT_COUNT.fullmatch(text):
        return Verdict("comments", False)
    if _COUNTER.fullmatch(text):
        return Verdict("other", False)
    if count <= 14 and (_CREDIT.fullmatch(text) or _SIGNED.fullmatch(text)):
        return Verdict("credit", False)
    if count <= 40 and _CONTRIBUTED.search(text):
        return Verdict("credit", False)
    if count <= 25 and _UPDATED_NOTE.search(text):
        return Verdict("disclaimer", False)
    if _ADDRESS.fullmatch(text):
        return Verdict("other", False)
    if count <= 16 and not ends_sentence(text) and _CRUMBS.fullmatch(text):
        return Verdict("navigation", False)
    return None


def caption(text: str) -> bool:
    """A sentence or phrase about a picture: it begins as one, or begins or ends with a photo credit."""
    count = len(word_list(text))
    if count > 70:  # longer ones are paragraphs into which a caption has run
        return False
    if _CAPTION_START.match(text) or _CAPTION_END.search(text[-160:]):
        return True
    if _CREDITED.match(text) and not ends_sentence(text) and 4 <= count <= 40:
        return True
    paren = _NAMED_CREDIT.search(text[-100:])
    return paren is not None and known_outlet(paren[1].strip())


@cache
def _outlets() -> frozenset[str]:
    names = (name for row in lexicon.rows("outlets") for name in (row["name"], *row["aliases"].split("|")) if name)
    return frozenset(name.casefold() for name in names)


def known_outlet(name: str) -> bool:
    """``name`` is a listed name of an outlet or agency."""
    return name.casefold() in _outlets()


def caption_start(text: str) -> bool:
    """The line begins with the words that pages put before a picture's text."""
    return len(word_list(text)) <= 70 and _CAPTION_START.match(text) is not None


def byline(text: str) -> bool:
    """A byline or a date line by its form ("By NAME", "NAME, staff writer", "Updated: 2017-09-15 17:52")."""
    count = len(word_list(text))
    if count > 22 or len(text) > 200:
        return False
    if stamp_line(text):
        return True
    return _BYLINE.fullmatch(text) is not None and not text.endswith(":") and (not ends_sentence(text) or count <= 8)


def named(text: str, role: bool) -> bool:
    """The line is only one or a few names; with ``role``, a name beside a reporter's role or an agency."""
    count = len(word_list(text))
    if not 2 <= count <= 12 or ends_sentence(text) or any(c.isdigit() for c in text):
        return False
    if role:
        return bool(_ROLE.search(text)) and bool(re.match(_NAME, text)) and title_case(text)
    return count <= 6 and _NAME_LINE.fullmatch(text) is not None


def section_label(text: str) -> bool:
    """The name of a section or an article type, alone or with a second one ("US News", "World | Asia")."""
    if len(text) > 60:
        return False
    parts = [part.strip(_EDGES) for part in re.split(r"[|/•·>»›]", normal(text))]
    return any(parts) and all(part in lexicon.entry_set("sections") for part in parts if part)


def author_note(text: str) -> bool:
    """A line about the author, with a way to reach or follow them."""
    return len(word_list(text)) <= 60 and bool(_BIO.search(text)) and bool(_CONTACT.search(text))


def contact(text: str) -> bool:
    return len(word_list(text)) <= 40 and bool(_CONTACT.search(text)) and bool(_INTERFACE.search(text))


def interface_words(text: str) -> int:
    """How many different words of a page's machinery the line has, one more where it addresses the reader."""
    found = {match.group().casefold() for match in _INTERFACE.finditer(text)}
    return len(found) + bool(_SECOND_PERSON.search(text))


def byline_names(text: str) -> list[str]:
    """The names on a byline: "By JANE DOE and John Roe, Reuters" -> Jane's and John's."""
    if stamp_line(text):
        return []
    rest = re.sub(r"^(?:story |words |text |analysis |opinion )?by[\s:]+|^from\s", "", text, flags=re.IGNORECASE)
    rest = re.split(r"\s[|·•–—-]\s|\(|\d", rest)[0]
    names = [part.strip(" .,") for part in re.split(r",\s|\s(?:and|AND|&)\s|\s(?:for|in|at|of)\s", rest)]
    return [
        name for name in names if re.fullmatch(_NAME, name) and 2 <= len(name.split()) <= 5 and not _ROLE.search(name)
    ]
