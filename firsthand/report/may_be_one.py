"""Of two ends that nothing tells apart, whether a reader would ask if they are one.

One asks where their names have a telling word in common ("the company", "Korrel Hydro's company"), or where neither
has a name and both are heard through one outlet.  Follows: the record's verdict that two ends may be one, which stands
in the count whatever is asked.  Left out: who somebody is by office ("Ada Obi", "Korrel Hydro's chief"); such pairs
stand behind those that are asked.
"""

from __future__ import annotations

import re

from firsthand.data import Origin, OriginNode
from firsthand.report.salience import telling_words
from firsthand.words import normal


def would_ask(one: Origin | OriginNode, other: Origin | OriginNode) -> bool:
    """Whether a reader would ask if two ends are one."""
    house, other_house = _house(one), _house(other)
    if house and house == other_house:
        return True
    return bool(telling_words(_bare(one)) & telling_words(_bare(other)))


_HEARD = re.compile(r"(?:^|\s)(?:(?:source|witness) of|speaker in|in)\s(?P<house>[^“”]+)$")
"""The outlet through which somebody without a name is heard, at the end of the record's words."""


def _house(end: Origin | OriginNode) -> str:
    """The outlet through which an end without a name is heard; '' for any other."""
    heard = _HEARD.search(end.name) if end.form == "unnamed" else None
    return normal(heard["house"]).removeprefix("the ") if heard else ""


def _bare(end: Origin | OriginNode) -> str:
    """What an end is called, without the outlet through which it is heard and the words for being unnamed."""
    name = re.sub(r"^(?:an? )?unnamed (?:source|witness) of .*$|^a speaker in .*$", "", end.name)
    return _HEARD.sub("", name) if end.form == "unnamed" else name
