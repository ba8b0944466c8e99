"""Credits: of pictures (and the captions they close), of agencies, and of those who worked on a report.

The forms are those of English-language pages: "Jo Doe/Reuters", "(AP Photo/Jo Doe)", "Photograph: Jo Doe/AFP",
"(Reporting by Jo Doe; Editing by Max Roe)", "Jo Doe contributed to this report."
"""

from __future__ import annotations

import re
from functools import cache

from firsthand import lexicon
from firsthand.clean.lines import ends_sentence, mostly_capitals, word_count

PRINTED_NAME = (
    r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?:\s(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|de|da|di|van|von|der|den|la|le|bin|al|el|al-\w+)){0,4}"
)
"""A person's or organisation's name as printed; bounded, for use inside larger expressions."""
_NAME = PRINTED_NAME
_PHOTO_AGENCY = (
    r"(?:AP|AFP|Reuters|REUTERS|EPA|EPA-EFE|Getty|Getty Images|GETTY IMAGES|PA|PA Wire|AAP|Xinhua|UPI|TASS|Bloomberg|"
    r"Shutterstock|iStock|Alamy|Corbis|ZUMA|Zuma Press|Rex|REX|Anadolu|Anadolu Agency|NurPhoto|Sipa|SIPA|Polaris|"
    r"AP Photo|AFP Photo|Reuters Photo|WireImage|Redux|Wikimedia Commons|Unsplash|Pixabay|Flickr|EPA/[A-Z]\w+)"
)
_PICTURE = r"(?:(?:File )?[Pp]hotos?(?:graphs?)?|[Pp]ictures?|[Ii]mages?|[Vv]ideo|[Ii]llustration|PHOTO|IMAGE)"
_CREDIT = re.compile(
    rf"(?:\(?(?:AP|AFP|EPA|Reuters|Getty)\s(?:Photo|Images|Video)s?\b.{{0,60}}|"
    rf"\(?{_PICTURE}(?:\s?(?:[Cc]redit|[Ss]ource|[Cc]ourtesy))?\s?(?::|by|BY|©|courtesy of)\s?.{{2,70}}|"
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
    rf"(?:^|[.!?”\"])\s?[—–-]{{1,2}}\s?[Ff]ile(?:\s[Pp]hoto)?|"
    rf"\b{_NAME}/{_PHOTO_AGENCY}|REUTERS/{_NAME}|AP Photo/{_NAME}|{_PHOTO_AGENCY}\s?\(?(?:file|FILE)\)?)\.?\s*$"
)
_CAPTION_MARKS = ("/", "(", "[", "©", "hoto", "mage", "icture", "ile", "FILE")
"""One of these stands in each form of ``_CAPTION_END``, which takes far longer to search for."""
_CAPTION_START = re.compile(
    r"(?:image copyright|image caption|image source|media caption|enlarge this image|view image in fullscreen|"
    r"toggle caption|hide caption|file\s?[-–—:]{1,2}\s|file photo\b|\(file\)|pictured?:|just watched|"
    r"facebook twitter (?:pinterest|google)|(?:file )?photo taken on|photos:.{0,200}hide caption|"
    r"(?:[a-z/ ]{2,30}, ?file )?in (?:this|these) .{0,40}\b(?:file|undated|handout|combination|combo|provided) "
    r"(?:photo|picture|image|frame|still)s?\b|"
    r"a (?:handout|file|combination) (?:photo|picture|image)|this (?:file |handout |combination )?"
    r"(?:photo|picture|image|frame grab|combo)\b.{0,80}\b(?:shows|released|provided|taken))",
    re.IGNORECASE,
)
_NAMED_CREDIT = re.compile(rf"\(\s?{_NAME}\s?(?:/|,|\s[-–|])\s?([A-Z][^()/,]{{2,40}})\)\.?$")
_CREDITED = re.compile(
    r"(?:AP:Associated Press|Reuters|REUTERS|AFP|Getty(?: Images)?|GETTY(?: IMAGES)?|SWNS)\s(?=[A-Z])"
    r"|(?:EPA|PA|AAP|PTI|ZUMA|REX|Rex|Alamy|Shutterstock|AFP or licensors|Handout(?: - [A-Z]\w+)?)\s"
    r"(?=(?:A|An|The|This|These|In|At|On|It|He|She|There)\s)"  # what is a word or another body too, before a sentence
)
_SLASHED = re.compile(rf"\(?{_NAME}\s?/\s?([^/()]{{2,40}})\)?")
_WIRE = r"(?:AP|AFP|ANI|PTI|IANS|UPI|Reuters|REUTERS|Xinhua|dpa|DPA|BSS|UNB|EFE|TASS|Bloomberg|Agencies|Agency)"
_SIGNED = re.compile(
    rf"\(?(?:[-–—]{{1,2}}\s?)?(?:With (?:inputs|reporting) from .{{2,60}}|{_WIRE}(?:[/,& -]{{1,3}}{_WIRE}){{0,3}})"
    r"\)?\.?"
)
_WORK = r"(?:story|article|report|piece|post|column|essay|interview|content)"
_CONTRIBUTED = re.compile(
    rf"\bcontributed (?:reporting )?to (?:this|the) (?:{_WORK}|reporting|dispatch)\b|"
    r"\bcontributed (?:to )?(?:reporting|research)\b[^.]{0,40}\.?$|^[^,.]{3,40} contributed\.?$|"
    rf"^(?:this|a version of this|an earlier version of this) {_WORK}\b.{{0,40}}"
    r"\b(?:(?:first|originally|previously) (?:appeared|published|ran)|was (?:produced|republished|"
    r"(?:first|originally|previously) published))\b|"
    r"^(?:originally|first) published (?:on|in|at|by)\b|\bcan be reached (?:at|on|via)\b",
    re.IGNORECASE,
)
_REACH = re.compile(
    r"\(?(?:e-?mail|reach|write to|contact|tweet)\s[^.!?:]{2,60}\s(?:at|on|via)\s.{0,80}@", re.IGNORECASE
)
_DESK = re.compile(
    r"\(?(?:additional |further )?(?:reporting|writing|editing|compiled|translation|translated) by\s[^.!?]{3,300}"
    r"(?:;|\b(?:edit|writ)ing by\b)",
    re.IGNORECASE,
)


def credit(text: str, count: int) -> bool:
    """A line of ``count`` words that only credits: a picture, an agency, the people behind the report."""
    named = not ends_sentence(text) or count <= 5 or mostly_capitals(text.rstrip("."))
    if count <= 14 and named and (_CREDIT.fullmatch(text) or _SIGNED.fullmatch(text)):
        return True
    if count <= 12 and (slash := _SLASHED.fullmatch(text)) and is_known_outlet(slash[1].strip()):
        return True
    if (count <= 30 and _REACH.match(text)) or (count <= 70 and _DESK.match(text)):
        return True
    return count <= 40 and _CONTRIBUTED.search(text) is not None


def caption(text: str) -> bool:
    """A sentence or phrase about a picture: it begins as one, or begins or ends with a photo credit."""
    count = word_count(text)
    if count > 70:  # longer ones are paragraphs into which a caption has run
        return False
    end = text[-160:]
    if _CAPTION_START.match(text) or (any(mark in end for mark in _CAPTION_MARKS) and _CAPTION_END.search(end)):
        return True
    if _CREDITED.match(text) and not ends_sentence(text) and not mostly_capitals(text) and 4 <= count <= 40:
        return True
    paren = _NAMED_CREDIT.search(text[-100:])
    return paren is not None and is_known_outlet(paren[1].strip())


def caption_start(text: str) -> bool:
    """The line begins with the words that pages put before a picture's text."""
    return word_count(text) <= 70 and _CAPTION_START.match(text) is not None


@cache
def _outlets() -> frozenset[str]:
    names = (name for row in lexicon.rows("outlets") for name in (row["name"], *row["aliases"].split("|")) if name)
    return frozenset(name.casefold() for name in names)


def is_known_outlet(name: str) -> bool:
    """``name`` is a listed name of an outlet or agency."""
    return name.casefold().removesuffix(".") in _outlets()
