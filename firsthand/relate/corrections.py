"""What reports take back: a page that is withdrawn, and the words and figures that a correction calls wrong.

Read from the notes that pages print on themselves ("Correction: …", "Editor's note: …"), by the patterns of
``lexicon/withdrawals.csv``; which lines are notes is told where the page is cleaned (``Document.notes``).  A withdrawn
page is no origin of a claim that another page still carries; a claim of withdrawn pages alone keeps the origin that it
was given, and is marked withdrawn.  A figure that a note calls wrong is updated, not disputed, where another report
still has it.  Left out: changes that a page makes without saying so."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache

from firsthand.data import DocumentId
from firsthand.lexicon import cardinals, rows
from firsthand.relate.pile import Pile
from firsthand.words import normal

_WORD = re.compile(r"[^\W_]+")
_NOTE = 600
"""Characters of one note that are read."""


class Corrections:
    """The notes of a pile's pages on themselves, each read once."""

    def __init__(self, pile: Pile) -> None:
        self.withdrawn: dict[DocumentId, str] = {}
        """Pages that are withdrawn, with the words that say so."""
        self.wrong: dict[str, str] = {}
        """Words and figures that a note calls wrong, in normal form, with the note's words."""
        for document in pile.documents:
            for note in (document.text[one.start : one.end][:_NOTE] for one in document.notes):
                for kind, pattern in _patterns():
                    for match in pattern.finditer(note):
                        if kind == "withdrawn":
                            self.withdrawn.setdefault(document.id, " ".join(match.group().split()))
                        elif kind == "wrong":
                            self.wrong.setdefault(normal(match.group("wrong").rstrip(".,")), " ".join(note.split()))
        self._names = [name for one in sorted(self.wrong) if (name := _as_name(one, self.wrong[one])) is not None]

    def taken_back(self, words: str) -> bool:
        """Whether the words hold one that a note calls wrong."""
        plain = f" {_letters(words)} "
        return any(f" {_letters(one)} " in plain for one in self.wrong)

    def wrong_name(self, words: str) -> str:
        """The name of two words or more that the words give and a note calls wrong, as they have it; '' for none."""
        return next((found.group() for name in self._names if (found := name.search(words))), "")


def _as_name(wrong: str, note: str) -> re.Pattern[str] | None:
    """What finds a name of two words or more that a note calls wrong; None for other words, and a name that is one."""
    if " " not in wrong or any(letter.isdigit() for letter in wrong):
        return None
    printed = r"\s+".join(map(re.escape, wrong.split()))
    if not _misspells(wrong, note) and not _named_so(printed, note):
        return None
    return re.compile(rf"(?<!\bnot )\b{printed}\b", re.IGNORECASE)


def _misspells(wrong: str, note: str) -> bool:
    """Whether the note has a name that the wrong one only spells otherwise: as many words, one of them shared or with
    nearly its letters.  "By Ada Obi, not Ben Falk" corrects who spoke, and Ben Falk is still a name."""
    mine = wrong.split()
    plain = _WORD.findall(normal(note))
    for at in range(len(plain) - len(mine) + 1):
        other = plain[at : at + len(mine)]
        if other == mine:
            continue
        near = [SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in zip(mine, other, strict=True)]
        if (min(near) >= _NEARLY and max(near) == 1) or min(near) >= _NEAR_LETTERS:
            return True
    return False


def _named_so(printed: str, note: str) -> bool:
    """Whether a note says that somebody without a name in it was named so ("misidentified the captain as Lee Marsh");
    of "identified Lee Marsh as Prime Minister" the name is right."""
    found = re.search(
        rf"\b(?:misidentified|identified|named|called|names?)\b([^.\n]{{0,60}}?)\bas {printed}\b", note, re.IGNORECASE
    )
    return found is not None and not any(letter.isupper() for letter in found.group(1))


_NEARLY, _NEAR_LETTERS = 0.5, 0.75
"""Letters in common of two spellings of one word: beside a word that is the same, and without one."""


def _letters(words: str) -> str:
    known = cardinals()
    return " ".join(str(known.get(word, word)) for word in _WORD.findall(normal(words)))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows("withdrawals"))
