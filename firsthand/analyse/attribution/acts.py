"""Acts: what a source does in an attribution: says, writes, thinks, intends, perceives, or only acts.

The list is ``lexicon/acts.csv``; its classes follow Quirk et al. (1985, 16.31: public, private, suasive verbs).
Where a verb has several, what it introduces and who its subject is decide.  Left out: modality, which is the
statement's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from firsthand import lexicon
from firsthand.analyse.attribution.cues import lemma_modality, lemmas
from firsthand.data import Act, AttributionKind, SourceKind
from firsthand.grammar import Parsed
from firsthand.grammar.tree import Pieces, Token
from firsthand.grammar.verb_forms import FINITE

_Row = tuple[str, Act]
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NOT = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "nobody"})
_NEGATED_SPEECH = frozenset({"deny", "dispute", "rule out", "doubt", "exclude", "question", "object", "mince"})
"""What is still said by whoever does not say it: "did not deny", "has not ruled out"."""
_ONLY_LINKS = frozenset({"be", "have", "do", "get", "go", "come", "keep", "make", "take", "put", "use"})


def act_of_cue(parsed: Parsed, cue: Pieces, content: Pieces, source_kind: SourceKind, kind: AttributionKind) -> Act:
    """What the source does: ``saying`` and ``writing`` make it a source of information, the other acts do not.

    A text that says something, and words that are written, are ``writing``; words printed in marks are at least said;
    what somebody declines to say, or does not say, is ``doing``.  Without a cue the content is what is said.
    """
    default: Act = "writing" if source_kind == "document" else "saying"
    tokens = [token for start, end in cue for token in _tokens(parsed, start, end)]
    if not tokens:
        return default
    words = [parsed.text[token.start : token.end].casefold() for token in tokens]
    evidence = _evidence(parsed, content, source_kind) | ({"instrument"} if _binds(parsed, cue, content) else set())
    found = _listed(words, tokens, evidence)
    if found is None:
        return (
            default if kind != "indirect" or words[:1] == ["according"] else _unlisted(parsed, tokens, content, default)
        )
    lemma, act = found
    if act in ("saying", "writing"):
        silent = bool(_NOT & set(words)) and "only" not in words and lemma not in _NEGATED_SPEECH
        return "doing" if silent and kind == "indirect" else act
    return "saying" if kind == "direct" and act != "thinking" else act


@cache
def _rows(pos: str) -> dict[str, tuple[_Row, ...]]:
    """Lemma to its conditions and acts, in the order of the list."""
    out: dict[str, list[_Row]] = {}
    for row in lexicon.rows("acts"):
        if row["pos"] == pos:
            act: Act = row["act"]  # type: ignore[assignment]  # the file holds ``Act``'s values, tested
            out.setdefault(row["lemma"], []).append((row["when"], act))
    return {lemma: tuple(found) for lemma, found in out.items()}


def _tokens(parsed: Parsed, start: int, end: int) -> list[Token]:
    return [t for one in parsed.over(start, end) for t in one.tokens if start <= t.start < end]


def _listed(words: Sequence[str], tokens: Sequence[Token], evidence: frozenset[str]) -> tuple[str, Act] | None:
    """The first word of the cue that the list knows, verbs before nouns, with its act."""
    for pos, tags in (
        ("VERB", ("VERB", "AUX")),
        ("VERB", ("NOUN", "ADJ", "PROPN", "X")),
        ("NOUN", ()),
        ("ADJ", ()),
        ("ADV", ()),
    ):
        table = _rows(pos)
        for n, token in enumerate(tokens):
            if tags and token.pos not in tags:
                continue
            if tags and "NOUN" in tags and (token.tag == "NNS" or any(t.pos == "VERB" for t in tokens)):
                continue
            forms = dict.fromkeys((token.lemma.casefold(), *lemmas(words[n])))
            two = [f"{form} {words[n + 1]}" for form in forms] if n + 1 < len(words) else []
            for form in (*two, *forms):
                if form in _ONLY_LINKS or (pos == "VERB" and "NOUN" in tags and form in _rows("NOUN")):
                    continue
                for when, act in table.get(form, ()):
                    if set(when.split()) <= evidence:
                        return form, act
    return None


def _evidence(parsed: Parsed, content: Pieces, source_kind: SourceKind) -> frozenset[str]:
    """What the sentence shows of the cue's sense: the form of its content, and who its subject is."""
    out: set[str] = {source_kind}
    out |= {"institution"} if source_kind in ("outlet", "group") else set()
    if not content:
        return frozenset(out)
    tokens = _tokens(parsed, *content[0])
    first = next((t for t in tokens if t.pos != "PUNCT"), None)
    if first is None:
        return frozenset(out)
    word = parsed.text[first.start : first.end].casefold()
    if first.tag == "TO" or (first.pos == "PART" and word == "to"):
        out.add("infinitive")
    elif word == "as":
        out.add("as")
    elif word in ("that", "if", "whether", "how", "why", "what", "who", "where", "when") or any(
        t.tag in FINITE for t in tokens
    ):
        out.add("clause")
    head = next((t for t in tokens if t.pos == "NOUN" and t.dep not in ("compound", "poss", "nmod")), None)
    if head is not None and any(
        act in ("saying", "writing") for _, act in _rows("NOUN").get(head.lemma.casefold(), ())
    ):
        out.add("words")
    return frozenset(out)


def _binds(parsed: Parsed, cue: Pieces, content: Pieces) -> bool:
    """Whether a text that orders or binds stands in the cue or between it and the content ("signed an executive order
    that bans …")."""
    end = max((piece[1] for piece in cue), default=0)
    last = min((start for start, _ in content if start >= end), default=end)
    nouns = lexicon.entry_set("instruments")
    return bool(cue) and any(
        token.lemma.casefold() in nouns for token in _tokens(parsed, cue[0][0], last) if token.pos == "NOUN"
    )


def is_bare_act(parsed: Parsed, cue: Pieces, content: Pieces, source_kind: SourceKind, act: Act) -> bool:
    """Whether nobody utters or holds anything: somebody does, sees or refuses a thing ("Divers found the wreck", "The
    wardens refused to work"), or leaves out of account what is so ("ignored that"), and the cue is no order or plan.
    Such a relation is the report's own telling."""
    if not content:
        return False
    tokens = [token for start, end in cue for token in _tokens(parsed, start, end)]
    verbs = [token.lemma.casefold() for token in tokens if token.pos == "VERB"]
    if verbs and verbs[-1] in lexicon.entry_set("unspoken_verbs") and source_kind != "document":
        return True
    if act not in ("doing", "perceiving") or _binds(parsed, cue, content):
        return False
    if not verbs or any(("", "saying") in _rows("VERB").get(verb, ()) for verb in verbs):
        return False  # "neither confirmed nor denied": words are looked for, and none are given
    if any(lemma_modality(verb) in ("ordered", "considered", "planned") for verb in verbs):
        return False
    evidence = _evidence(parsed, content, source_kind)
    if evidence & {"clause", "as", "words"}:
        return False
    if "infinitive" not in evidence:
        return True
    inner = (token.lemma.casefold() for token in _tokens(parsed, *content[0]) if token.pos == "VERB")
    first = next(inner, "")
    return not any(act in ("saying", "writing") for _, act in _rows("VERB").get(first, ()))


def _unlisted(parsed: Parsed, tokens: Sequence[Token], content: Pieces, default: Act) -> Act:
    """A cue that no list knows: a clause is said, an infinitive intended, a thing done."""
    evidence = _evidence(parsed, content, "unknown")
    if default == "writing" or "clause" in evidence:
        return default
    if "infinitive" in evidence:
        return "intending"
    return "doing" if any(t.pos == "VERB" for t in tokens) else default
