"""Where a sentence looks, back or ahead, at a given place: read off the nearest verb, its tag and its auxiliaries.

Follows: the tense and modality cues that rule-based temporal taggers use to choose between the last and the next
"Friday" (HeidelTime, SUTime).  Left out: sequence of tenses in reported speech, irony, historical present.
"""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.data import Block
from firsthand.grammar.parse import Parsed
from firsthand.grammar.tree import Token, Tree
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
_HEADLINES = frozenset({"title", "subtitle", "heading", "caption"})


@dataclass(frozen=True, slots=True)
class Tense:
    """Where the words of one block look; ``offset`` counts from the block's first character."""

    parsed: Parsed
    block: Block

    def is_date(self, offset: int) -> bool:
        """Whether the recogniser saw a date or time here."""
        place = self._at(offset)
        return place is not None and _is_date(place[0].tokens[place[1]])

    def direction(self, offset: int) -> str:
        """Where the nearest verb above the expression looks: ``<`` back, ``<~`` back, but the expression hangs on a
        noun that may be of another time ("came before the end of the truce on July 26"), ``>`` ahead, ``~`` neither."""
        verb = self._verb(offset)
        if verb is None:
            return "~"
        found = _looks(*verb, title=self.block.kind in _HEADLINES)
        return "<~" if found == "<" and self._on_noun(offset) else found

    def says(self, offset: int) -> bool:
        """Whether the nearest verb above is one of saying."""
        verb = self._verb(offset)
        return verb is not None and verb[0].tokens[verb[1]].lemma in _SAYING

    def same_sentence(self, a: int, b: int) -> bool:
        """Whether two offsets into the block lie in one sentence."""
        one, other = self._at(a), self._at(b)
        return one is not None and other is not None and one[0] is other[0]

    def _at(self, offset: int) -> tuple[Tree, int] | None:
        place = self.parsed.token_at(self.block.start + offset)
        return place if place is not None and place[0].sentence.start >= self.block.start else None

    def _on_noun(self, offset: int) -> bool:
        """Whether a noun that is no date itself stands between an expression and its verb."""
        place = self._at(offset)
        if place is None:
            return False
        one, i = place
        for _ in range(8):
            above = one.tokens[i].head
            token = one.tokens[above]
            if above == i or token.pos in VERB_LIKE:
                return False
            if token.pos in ("NOUN", "PROPN") and not _is_date(token):
                return True
            i = above
        return False

    def _verb(self, offset: int) -> tuple[Tree, int] | None:
        place = self._at(offset)
        if place is None:
            return None
        one, i = place
        for _ in range(8):
            token = one.tokens[i]
            if token.pos in VERB_LIKE and not (token.tag == "VBG" and token.lemma in _FROM):
                return one, i
            if token.head == i:
                break
            i = token.head
        return None


def _is_date(token: Token) -> bool:
    return token.ner.endswith(("-DATE", "-TIME"))


def _looks(one: Tree, i: int, *, title: bool) -> str:
    """Where a verb looks; the present tense of a headline tells what has happened."""
    verb, above = one.tokens[i], one.tokens[one.tokens[i].head]
    children = [one.tokens[c] for c in one.children[i]]
    helpers = [t for t in children if t.dep in AUXILIARIES]
    hangs = verb.head != i and above.pos in VERB_LIKE
    if verb.tag == "VBG" and verb.dep == "xcomp" and not helpers and hangs:
        return _looks(one, verb.head, title=title)  # "would begin identifying them on Tuesday"
    modals = [t.lemma.lower() for t in [*helpers, verb] if t.tag == "MD"]
    if modals == ["would"] and not any(t.lemma == "have" for t in helpers):
        return ">"  # "said that it would begin on Tuesday"
    if modals:
        return ">" if modals[0] in ("will", "shall", "'ll", "’ll", "wo", "may", "can", "should", "must") else "~"
    if any(t.tag == "TO" for t in helpers):
        told = hangs and above.tag not in PRESENT
        return ">" if above.lemma.lower() in _PLANS or not told else "~"  # "cuts to start on Monday"
    if verb.lemma.lower() in _PLANS and not helpers and any(t.lemma == "for" and t.dep == "prep" for t in children):
        return ">"  # "a rally set for Wednesday", also where the parser takes "set" for a past tense
    if verb.lemma.lower() in _PLANS and any(t.lemma == "have" and t.tag in PRESENT for t in helpers):
        return ">"  # "a June 3 hearing has been scheduled"
    if verb.tag == "VBD" or any(t.lemma == "have" or t.tag == "VBD" for t in helpers):
        return "<"
    if verb.tag in PRESENT:
        return "<" if title else ">" if verb.lemma in _SCHEDULED else "~"
    if any(t.tag in PRESENT for t in helpers):
        return ">" if verb.lemma.lower() in _PLANS else "~"
    return ">" if verb.lemma.lower() in _PLANS and verb.tag in ("VBN", "JJ") else "~"


def tense_of(one: Tree, verb: int) -> str:
    """``past``, ``perfect``, ``present``, ``future`` or ``none`` of a verb, read off its tag and auxiliaries."""
    token = one.tokens[verb]
    helpers = [one.tokens[c] for c in one.below(verb, *AUXILIARIES)]
    if any(t.tag == "MD" for t in helpers):
        return "future" if any(t.lemma in ("will", "shall") for t in helpers) else "none"
    if any(t.tag == "TO" for t in helpers):
        return "none"
    if any(t.lemma == "have" for t in helpers):
        return "perfect"
    finite = [t.tag for t in helpers if t.tag in TENSED] or [token.tag]
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(finite[0], "none")
