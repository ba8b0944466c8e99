"""Whether words that a claim's text has in brackets can be right where they stand.

A claim may say in brackets whom a pronoun of the report means ("[The company] withdrew the offer").  Some of these can
be seen to be no English: the words point elsewhere themselves, are half a sentence, stand before a contraction that was
the pronoun's ("[Ada Obi]'s settled"), before a participle without its verb, before a verb of several where it is one,
or before what only "that" can be ("is why").  Such a claim is better shown in a report's own words.  Left out: the
fill-in that reads well and names the wrong party, which nothing in its words shows.
"""

from __future__ import annotations

import re

_FILLED = re.compile(r"\[([^\[\]]+)\](['’]?)(?:\s*)(\S*)((?:\s+\S+)?)")
_POINTS = re.compile(
    r"(?:who|whom|whose|which|that|this|these|those|it|they|them|he|him|she|her|others|there|here)\b|"
    r"(?:while|although|though|because|since|when|as|if|but|and|or)$",
    re.IGNORECASE,
)
_BE = frozenset({"is", "was", "’s", "'s"})
_ASKS = frozenset({"why", "how", "when", "where", "because", "what"})
_PARTICIPLE = re.compile(r"[a-z]{3,}ing\b")
_OF_SEVERAL = frozenset({"are", "were"})
_SEVERAL = re.compile(
    r"s[’']?$|\b(?:and|people|police|men|women|children|many|several|both|all|we|you)\b", re.IGNORECASE
)
"""What may stand before "are": a plural by its look, or one that has none."""
_LONGEST = 8


def fill_ins_fit(text: str) -> bool:
    """Whether every bracket of the text can be right; so too where there is none."""
    return all(map(_fits, _FILLED.finditer(text)))


def _fits(found: re.Match[str]) -> bool:
    inner, mark, first, second = found[1].strip(), found[2], found[3].casefold(), found[4].strip().casefold()
    if mark or not inner or len(inner.split()) > _LONGEST or inner[-1] in ",;:—–-" or _POINTS.match(inner):
        return False
    if first in _BE and second.strip(",.;") in _ASKS:
        return False
    if first in _OF_SEVERAL and not _SEVERAL.search(inner):
        return False
    return not _PARTICIPLE.match(first)
