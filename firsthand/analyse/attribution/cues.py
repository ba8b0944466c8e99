"""Cues: which verbs, nouns and phrases introduce what somebody said, thought, ordered or denied.

The list is ``lexicon/cues.csv``; classes follow the reporting verbs of English grammar (Quirk et al. 1985).  A cue also
gives the modality of what it introduces.  Left out: sense; a lemma is a cue only in patterns of ``clause_relations``.
"""

from __future__ import annotations

from functools import cache

from firsthand import lexicon
from firsthand.data import Modality

_STRENGTH: tuple[Modality, ...] = (
    "denied", "ordered", "alleged", "considered", "planned", "possible", "evaluated", "reported",
)  # fmt: skip


@cache
def cue_kinds(pos: str) -> dict[str, frozenset[str]]:
    """Lemma to kinds for one part of speech."""
    out: dict[str, set[str]] = {}
    for row in lexicon.rows("cues"):
        if row["pos"] == pos:
            out.setdefault(row["lemma"], set()).add(row["kind"])
    return {lemma: frozenset(found) for lemma, found in out.items()}


@cache
def _modalities() -> dict[str, Modality]:
    out: dict[str, Modality] = {}
    for row in lexicon.rows("cues"):
        given: Modality = row["modality"]  # type: ignore[assignment]  # the file holds ``Modality``'s values, tested
        if row["lemma"] not in out or _STRENGTH.index(given) < _STRENGTH.index(out[row["lemma"]]):
            out[row["lemma"]] = given
    return out


def lemma_modality(lemma: str) -> Modality | None:
    """What one lemma says of what it introduces; None where it is no cue."""
    return _modalities().get(lemma)


def lemmas(word: str) -> tuple[str, ...]:
    """What a printed form may be a form of, for the regular verbs of the list and the common irregular ones."""
    if word in _IRREGULAR:
        return (_IRREGULAR[word],)
    stems = [word]
    for ending in ("s", "es", "d", "ed", "ing"):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            stems += [stem, stem + "e", stem[:-1] + "y" if stem.endswith("i") else stem]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                stems.append(stem[:-1])
    return tuple(dict.fromkeys(stems))


_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think", "felt": "feel",
    "found": "find", "knew": "know", "spoke": "speak", "swore": "swear", "shown": "show", "saw": "see",
}  # fmt: skip
