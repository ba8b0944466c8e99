"""Where a sentence looks, back or ahead, at a given place: read off the nearest verb, its tag and its auxiliaries.

Follows: the tense and modality cues that rule-based temporal taggers use to choose between the last and the next
"Friday" (HeidelTime, SUTime).  Left out: sequence of tenses in reported speech, irony, historical present.
"""

from __future__ import annotations

from bisect import bisect_right

from firsthand.data import Block, Sentence, Token
from firsthand.grammar.verb_forms import AUXILIARIES, PRESENT, TENSED, VERB_LIKE

# fmt: off
_PLANS = frozenset((
    "expect", "schedule", "set", "slate", "plan", "due", "intend", "want", "hope", "aim", "propose", "prepare",
    "promise", "vow", "pledge", "need", "ready", "likely", "going", "unable", "begin",
))
"""Words whose infinitive is still to come: "expected to", "vowed to"."""
_SCHEDULED = frozenset((
    "begin", "start", "open", "expire", "end", "resume", "meet", "come", "kick", "vote", "face", "run", "host",
))
"""Verbs whose present tense with a date is a plan: "the trial begins on Monday"."""
_SAYING = frozenset((
    "say", "tell", "announce", "report", "warn", "add", "state", "confirm", "deny", "write", "declare", "claim",
    "insist", "argue", "note",
))
_FROM = frozenset(("start", "begin", "commence"))
"""Participles that say from when: "will testify starting Tuesday" looks where its verb looks."""
# fmt: on


class Tense:
    """The parsed tokens of a block, looked up by an offset into the block's text."""

    def __init__(self, sentences: list[Sentence], block: Block) -> None:
        self._places = [(token, sentence) for sentence in sentences for token in sentence.tokens]
        self._starts = [token.start - block.start for token, _ in self._places]
        self._title = block.kind in ("title", "subtitle", "heading", "caption")

    def _at(self, offset: int) -> tuple[Token, Sentence] | None:
        position = bisect_right(self._starts, offset) - 1
        return self._places[position] if position >= 0 else None

    def is_date(self, offset: int) -> bool:
        """Whether the recogniser saw a date or time here."""
        place = self._at(offset)
        return place is not None and place[0].ner.endswith(("-DATE", "-TIME"))

    def direction(self, offset: int) -> str:
        """Where the nearest verb above the expression looks: ``<`` back, ``<~`` back, but the expression hangs on a
        noun that may be of another time ("came before the end of the truce on July 26"), ``>`` ahead, ``~`` neither."""
        verb = self._verb(offset)
        if verb is None:
            return "~"
        found = self._of_verb(*verb)
        return "<~" if found == "<" and self._on_noun(offset) else found

    def _on_noun(self, offset: int) -> bool:
        """Whether a noun that is no date itself stands between an expression and its verb."""
        place = self._at(offset)
        for _ in range(8):
            if place is None:
                return False
            token, sentence = place
            above = sentence.tokens[token.head] if 0 <= token.head < len(sentence.tokens) else token
            if above is token or above.pos in VERB_LIKE:
                return False
            if above.pos in ("NOUN", "PROPN") and not above.ner.endswith(("-DATE", "-TIME")):
                return True
            place = above, sentence
        return False

    def says(self, offset: int) -> bool:
        """Whether the nearest verb above is one of saying."""
        verb = self._verb(offset)
        return verb is not None and verb[0].lemma in _SAYING

    def same_sentence(self, a: int, b: int) -> bool:
        one, other = self._at(a), self._at(b)
        return one is not None and other is not None and one[1] is other[1]

    def _verb(self, offset: int) -> tuple[Token, Sentence] | None:
        place = self._at(offset)
        if place is None:
            return None
        token, sentence = place
        for _ in range(8):
            if token.pos in VERB_LIKE and not (token.tag == "VBG" and token.lemma in _FROM):
                return token, sentence
            above = sentence.tokens[token.head] if 0 <= token.head < len(sentence.tokens) else token
            if above is token:
                break
            token = above
        return None

    def _of_verb(self, verb: Token, sentence: Sentence) -> str:
        tokens = sentence.tokens
        children = [t for t in tokens if 0 <= t.head < len(tokens) and tokens[t.head] is verb and t is not verb]
        helpers = [t for t in children if t.dep in AUXILIARIES]
        above = tokens[verb.head] if 0 <= verb.head < len(tokens) else verb
        if verb.tag == "VBG" and verb.dep == "xcomp" and not helpers and above.pos in VERB_LIKE and above is not verb:
            return self._of_verb(above, sentence)  # "would begin identifying them on Tuesday"
        modals = [t.lemma.lower() for t in [*helpers, verb] if t.tag == "MD"]
        if modals == ["would"] and not any(t.lemma == "have" for t in helpers):
            return ">"  # "said that it would begin on Tuesday"
        if modals:
            return ">" if modals[0] in ("will", "shall", "'ll", "’ll", "wo", "may", "can", "should", "must") else "~"
        if any(t.tag == "TO" for t in helpers):
            above = tokens[verb.head] if 0 <= verb.head < len(tokens) else verb
            told = above.pos in VERB_LIKE and above is not verb and above.tag not in PRESENT
            return ">" if above.lemma.lower() in _PLANS or not told else "~"  # "cuts to start on Monday"
        if verb.lemma.lower() in _PLANS and not helpers and any(t.lemma == "for" and t.dep == "prep" for t in children):
            return ">"  # "a rally set for Wednesday", also where the parser takes "set" for a past tense
        if verb.lemma.lower() in _PLANS and any(t.lemma == "have" and t.tag in PRESENT for t in helpers):
            return ">"  # "a June 3 hearing has been scheduled"
        if verb.tag == "VBD" or any(t.lemma == "have" or t.tag == "VBD" for t in helpers):
            return "<"
        if verb.tag in PRESENT:
            return "<" if self._title else ">" if verb.lemma in _SCHEDULED else "~"
        if any(t.tag in PRESENT for t in helpers):
            return ">" if verb.lemma.lower() in _PLANS else "~"
        return ">" if verb.lemma.lower() in _PLANS and verb.tag in ("VBN", "JJ") else "~"


def tense_of(sentence: Sentence, verb: int) -> str:
    """``past``, ``perfect``, ``present``, ``future`` or ``none`` of a verb, read off its tag and auxiliaries."""
    token = sentence.tokens[verb]
    helpers = [t for n, t in enumerate(sentence.tokens) if t.head == verb and n != verb and t.dep in AUXILIARIES]
    if any(t.tag == "MD" for t in helpers):
        return "future" if any(t.lemma in ("will", "shall") for t in helpers) else "none"
    if any(t.tag == "TO" for t in helpers):
        return "none"
    if any(t.lemma == "have" for t in helpers):
        return "perfect"
    finite = [t.tag for t in helpers if t.tag in TENSED] or [token.tag]
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(finite[0], "none")
