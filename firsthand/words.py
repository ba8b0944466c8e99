"""Words as they are compared: tokens with offsets, one normal form, n-grams; how a list reads.  Standard library only.

The normal form folds case, accents and typographic marks (curly quotes, dashes, non-breaking spaces), so that an
outlet's typography never counts as a difference of wording.  Left out: stemming and sense; parsed lemmas come with
the sentences of an ``Analysis``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_WORD = re.compile(r"\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:['’.&-][^\W_]+)*|[^\W_]+")
_MARKS = (
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "−": "-"}
    | dict.fromkeys("\u00a0\u202f\u2009", " ")
    | {"…": "..."}
)
_MARK = re.compile(f"[{''.join(_MARKS)}]")


def normal(text: str) -> str:
    """Lower case, without accents, with plain marks and single spaces.  Offsets do not survive this."""
    if text.isascii():
        return " ".join(text.casefold().split())
    folded = unicodedata.normalize("NFKD", _MARK.sub(_plain_mark, text))
    if not folded.isascii():
        for accent in filter(unicodedata.combining, set(folded)):
            folded = folded.replace(accent, "")
    return " ".join(folded.casefold().split())


def _plain_mark(mark: re.Match[str]) -> str:
    return _MARKS[mark[0]]


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, str]]:
    """Each word of ``text[start:end]`` as (start, end, normal form), offsets into ``text``."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield match.start(), match.end(), normal(match.group())


def plain_words(text: str) -> tuple[str, ...]:
    """The words in normal form alone, without where they stand."""
    return tuple(_WORD.findall(normal(text)))


def ngrams(items: Sequence[str], n: int) -> list[tuple[str, ...]]:
    """Every run of ``n`` neighbouring items, in order, repeats included."""
    return [tuple(items[i : i + n]) for i in range(len(items) - n + 1)]


def unbracketed(text: str) -> str:
    """The text without its square brackets; what stands in them stays."""
    return text.replace("[", "").replace("]", "")


_OPENING = re.compile(r"^([“‘\"']?)(A|An|The|Some|Several|Many)(?= [a-z])")


def inside_sentence(name: str) -> str:
    """A name as it stands inside a sentence: the article that opened another small ("a person with knowledge of it");
    that of a proper name stays ("The Tressian")."""
    return _OPENING.sub(lambda match: match[1] + match[2].lower(), name)


def listed(items: Sequence[str]) -> str:
    """As "a, b and c"; empty for none."""
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)
