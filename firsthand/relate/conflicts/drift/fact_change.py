"""Whether an edit changes what is reported, or says the same in other words.

A small learned model: logistic regression on numbers, days, names and kinds of event of both sides, how near the two
are in spelling and meaning, and where else their words stand.  Trained by ``training/fact_change.py`` on edits that
were read; the weights are plain numbers in ``models/weights/fact_change.json``.  Left out: words that only fall away.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from firsthand.comparable.lemmas import number_of_lemma, weight
from firsthand.comparable.predicates import event_classes
from firsthand.lexicon import column, entry_set
from firsthand.models.plain_weights import weighed
from firsthand.names import demonyms, first_names, initials, institutions, is_title, key, places
from firsthand.relate.conflicts.drift.edits import NEGATION, Edit, Words
from firsthand.relate.pile import Embed

EDIT_FEATURES = (
    "numbers_differ", "number_on_one_side", "near_numbers", "days_differ", "day_on_one_side", "names_differ",
    "name_on_one_side", "one_name", "events_differ", "one_event", "negation", "saying", "spelling", "stems_shared",
    "cosine", "plain_cosine", "sentence_cosine", "like", "added", "words_before", "words_after", "lengths_differ",
    "weight_before", "weight_after", "single", "repeated", "elsewhere_before", "elsewhere_after", "named_elsewhere",
)  # fmt: skip
"""What is asked of an edit."""
_YEARS = range(1900, 2100)
_ROUNDED = 0.12
"""Log ratio of two numbers of which one may be the other rounded."""
_STEM = 4
_MOST = 6.0
"""Weight of a word beyond which it is rare."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is asked of all edits between two texts: how often each is made, the words of both texts, and vectors."""

    times: Counter[tuple[tuple[str, ...], tuple[str, ...]]]
    original: frozenset[str]
    copy: frozenset[str]
    cosine: dict[tuple[str, str], float]


def around(edits: Sequence[Edit], originals: Sequence[Words], copies: Sequence[Words], embed: Embed | None) -> Around:
    """What is asked of all edits between two texts, which are given as rows of sentences."""
    times = Counter(one.keys() for one in edits)
    pairs = compared_phrases(edits)
    cosine: dict[tuple[str, str], float] = {}
    if embed is not None and pairs:
        texts = sorted({text for pair in pairs for text in pair})
        row = dict(zip(texts, embed(texts), strict=True))
        cosine = {(a, b): round(float(row[a] @ row[b]), 4) for a, b in pairs}
    return Around(times, _keys(originals), _keys(copies), cosine)


def compared_phrases(edits: Sequence[Edit]) -> list[tuple[str, str]]:
    """Both sides of each edit, and their sentences: what is compared by meaning."""
    return sorted({pair for one in edits for pair in (one.printed(), _contexts(one)) if all(pair)})


def _keys(sentences: Sequence[Words]) -> frozenset[str]:
    return frozenset(key for one in sentences for key in one.keys)


def _contexts(edit: Edit) -> tuple[str, str]:
    return " ".join(edit.original.printed), " ".join(edit.copy.printed)


@dataclass(frozen=True, slots=True)
class _Side:
    """The words of one side by what they are."""

    keys: frozenset[str]
    numbers: frozenset[float]
    days: frozenset[str]
    names: frozenset[str]
    printed: str


def _side(keys: Sequence[str], printed: Sequence[str], *, first: bool) -> _Side:
    numbers, days, names = set(), set(), set()
    for n, (one, word) in enumerate(zip(keys, printed, strict=True)):
        value = number_of_lemma(one)
        if _calendar(one) or (value is not None and value in _YEARS and len(one) == 4):
            days.add(one[:3] if one.isalpha() else one)
        elif value is not None:
            numbers.add(value)
        elif word[0].isupper() and not (first and n == 0 and one not in places() and weight(base(one)) < _MOST):
            names.add(demonyms().get(one, places().get(one, one)).casefold())
    return _Side(frozenset(keys), frozenset(numbers), frozenset(days), frozenset(names), " ".join(printed))


def _calendar(key: str) -> bool:
    return key in entry_set("calendar_words") or (key[:3] in _MONTHS and key.isalpha() and len(key) <= 4)


_MONTHS = frozenset({"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})


def edit_features(edit: Edit, held: Around) -> dict[str, float]:
    """The values of ``EDIT_FEATURES`` for an edit, in that order."""
    (i, j), (k, m) = edit.before, edit.after
    a = _side(edit.original.keys[i:j], edit.original.printed[i:j], first=i == 0)
    b = _side(edit.copy.keys[k:m], edit.copy.printed[k:m], first=k == 0)
    one_name = bool(a.names & b.names) or _acronym(a, b)
    mine, theirs = event_classes(map(base, sorted(a.keys))), event_classes(map(base, sorted(b.keys)))
    cosine = held.cosine.get(edit.printed(), _UNKNOWN) if i < j and k < m else 0.0
    plain = not (a.names or b.names or a.numbers or b.numbers or a.days or b.days) and i < j and k < m
    stems = {key[:_STEM] for key in a.keys if len(key) >= _STEM}, {key[:_STEM] for key in b.keys if len(key) >= _STEM}
    asked = {
        "numbers_differ": _apart(a.numbers, b.numbers),
        "number_on_one_side": bool(a.numbers) != bool(b.numbers),
        "near_numbers": _near(a.numbers, b.numbers),
        "days_differ": _apart(a.days, b.days),
        "day_on_one_side": bool(a.days) != bool(b.days),
        "names_differ": bool(a.names and b.names and not one_name),
        "name_on_one_side": bool(a.names) != bool(b.names),
        "one_name": one_name,
        "events_differ": bool(mine and theirs and not mine & theirs),
        "one_event": bool(mine & theirs),
        "negation": bool(a.keys & NEGATION) != bool(b.keys & NEGATION),
        "saying": all(any(map(_says, side.keys)) for side in (a, b)),
        "spelling": SequenceMatcher(None, "".join(edit.keys()[0]), "".join(edit.keys()[1]), autojunk=False).ratio(),
        "stems_shared": len(stems[0] & stems[1]) / max(1, min(len(stems[0]), len(stems[1]))),
        "cosine": cosine,
        "plain_cosine": cosine if plain else 0.0,
        "sentence_cosine": held.cosine.get(_contexts(edit), _UNKNOWN),
        "like": edit.like,
        "added": i == j,
        "words_before": math.log1p(j - i),
        "words_after": math.log1p(m - k),
        "lengths_differ": abs(math.log1p(j - i) - math.log1p(m - k)),
        "weight_before": _weight(a.keys),
        "weight_after": _weight(b.keys),
        "single": j - i == 1 == m - k,
        "repeated": min(3, held.times[edit.keys()] - 1),
        "elsewhere_before": _share(a.keys, held.copy),
        "elsewhere_after": _share(b.keys, held.original),
        "named_elsewhere": bool(b.names) and _share(b.names, held.original) == 1,
    }
    return {name: float(asked[name]) for name in EDIT_FEATURES}


def one_thing(edit: Edit) -> bool:
    """Whether both sides name one thing in two lengths or writings ("UN", "United Nations"; "Russia", "Russian"), or
    one is a word of saying: whose words they are is asked of the statements."""
    (i, j), (k, m) = edit.before, edit.after
    a = _side(edit.original.keys[i:j], edit.original.printed[i:j], first=False)
    b = _side(edit.copy.keys[k:m], edit.copy.printed[k:m], first=False)
    if any(map(_says, a.keys | b.keys)) or _joined(edit.keys()[0]) == _joined(edit.keys()[1]):
        return True
    if is_title(a.printed) or is_title(b.printed):
        return True  # "Mr" Doe and "Prime Minister Ann" Doe
    if not a.names or not b.names or _apart(a.numbers, b.numbers) or _apart(a.days, b.days):
        return False
    return a.names == b.names or _acronym(a, b) or _known(a) == _known(b) != ""


def one_bearer(edit: Edit) -> bool:
    """Whether an edit of names leaves who or what is named: a description stands for the name, the name beside it stays
    and only a word before it changes ("Warship" and "HMS" Heron), or the two are one name in two spellings."""
    (i, j), (k, m) = edit.before, edit.after
    sides = edit.original.printed[i:j], edit.copy.printed[k:m]
    if any(side and not side[0][0].isupper() for side in sides) or not all(sides):
        return True
    if any(n == 0 and side[0].casefold().endswith(("ed", "ing")) for n, side in zip((i, k), sides, strict=True)):
        return True  # "Dubbed the Chin by the press, …": the first word of a sentence
    mine, theirs = edit.keys()
    follows = edit.original.printed[j : j + 1], edit.copy.printed[m : m + 1]
    stays = follows[0] == follows[1] and bool(follows[0]) and follows[0][0][0].isupper()
    if stays and not {*mine, *theirs} & first_names().keys():
        return True
    known = {*mine, *theirs} & (places().keys() | demonyms().keys())
    return not known and SequenceMatcher(None, "".join(mine), "".join(theirs), autojunk=False).ratio() >= _SPELLED


_SPELLED = 0.8
"""Likeness of the letters of two names from which they are one in two spellings, which ``name_variants`` tells."""


def _joined(keys: Sequence[str]) -> str:
    return "".join(keys).replace("-", "")


def _known(side: _Side) -> str:
    """The main name of a place or body of the lexicon, or ""."""
    name = key(side.printed)
    return places().get(name) or demonyms().get(name) or institutions().get(name, ("", ""))[0]


_UNKNOWN = 0.5
"""Cosine that stands for none."""


def _says(key: str) -> bool:
    return base(key) in column("cues", "lemma", kind="speech")


@lru_cache(maxsize=50_000)
def base(key: str) -> str:
    """A word without its ending, as the commonest word of news that it may be a form of ("shelling": shell)."""
    forms = [key]
    for ending, instead in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) > 2:
            stem = key[: -len(ending)]
            forms += [stem + instead, *([stem[:-1]] if ending in ("ed", "ing") and stem[-1] == stem[-2] else [])]
    return min(forms, key=lambda form: (weight(form), forms.index(form)))


_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y"), ("ing", ""), ("ing", "e"))


def _apart(mine: Set[object], theirs: Set[object]) -> bool:
    """Whether each side has one that the other has not ("August" is in "Sunday, August")."""
    return bool(mine - theirs and theirs - mine)


def _near(mine: frozenset[float], theirs: frozenset[float]) -> bool:
    return any(0 < abs(math.log(x / y)) < _ROUNDED for x in mine for y in theirs if x > 0 and y > 0)


def _acronym(a: _Side, b: _Side) -> bool:
    """Whether a name of one side is made of the first letters of the other's, or begins as its acronym does."""
    mine, theirs = _capitals(a), _capitals(b)
    short = {word for side in (mine, theirs) for word in side if len(word) > 1 and word.isupper()}
    both = [(one, other) for one, other in ((mine, theirs), (theirs, mine)) if one and other]
    return any(
        word in short and (word.casefold().startswith(first) or (other[0] in short and word.startswith(other[0])))
        for one, other in both
        for word in one
        for first in (initials(" ".join(other)) if len(other) > 1 else word.casefold() + "-",)
    )


def _capitals(side: _Side) -> list[str]:
    return [word.replace(".", "") for word in side.printed.split() if word[0].isupper()]


def _weight(keys: frozenset[str]) -> float:
    return max((weight(base(key)) for key in keys), default=0.0)


def _share(keys: frozenset[str], held: frozenset[str]) -> float:
    return len(keys & held) / len(keys) if keys else 0.0


def change_probability(edit: Edit, held: Around) -> float:
    """How sure it is that the edit changes what is reported, 0 to 1; 0 where both sides are one name, or one number
    or day in two writings."""
    if one_thing(edit):
        return 0.0
    return weighed("fact_change.json", edit_features(edit, held).values())
