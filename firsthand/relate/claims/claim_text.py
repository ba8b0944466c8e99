"""The sentence that stands for a claim: the words of its clearest statement, made to read on their own.

What the words lean on is put in brackets: the name behind a pronoun, the noun that "who", "which" or "whose" is about,
the subject that a further predicate shares, and before words that assert nothing alone ("…, a step that would …") the
words of their sentence that they follow.  Nothing else is added; quotation marks without a partner are dropped and the
first letter is a capital.  Left out: rewording.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from firsthand.data import EntityKind, Span, Statement, Token
from firsthand.grammar.subjects import noun_phrase, top
from firsthand.relate.derivation.text_lineage import Families
from firsthand.relate.pile import Pile, in_title
from firsthand.relate.propositions.proposition import Placed, placed
from firsthand.words import normal

_GOOD_LENGTH = (40, 220)
_LONGEST_LEAD = 160
"""Characters of the words that are put before a stretch which asserts nothing alone."""
_OF_NOUNS = frozenset({"relcl", "acl", "appos", "pcomp"})
_ODD = 4
"""A wording is odd where another stands in so many times as many reports."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_RELATIVE = frozenset({"who", "which", "that"})
_LEANING = frozenset({"he", "she", "it", "they", "who", "which", "that", "this", "these", "those", "we", "i", "you",
                      "both", "one", "some", "others", "all", "many", "neither", "none", "another"})  # fmt: skip
_KINDS: dict[str, tuple[EntityKind, ...]] = {
    "he": ("person",), "she": ("person",), "it": ("organisation", "group", "document", "outlet"),
    "they": ("organisation", "group"),
}  # fmt: skip
_THINGS = frozenset({"it", "they"})
"""Pronouns that may as well stand for a thing or an event: only a name in the same sentence is put for them."""
_OWNERS = {"his": "he", "her": "she"}
_SINGLE = ("‘", "'")
_SINGLE_START = re.compile(r"(?:^|[\s(“\"])[‘']\w")
_SINGLE_INSIDE = re.compile(r"[\w.,!?…][’'](?:\s|$)")
_SINGLE_END = re.compile(r"(?<=[.,!?…])[’']$")


def text(pile: Pile, statements: Sequence[Statement], families: Families) -> str:
    """The words that stand for these statements of one claim; never those of one odd copy among many."""
    printed = {one.id: normal(pile.words(one.span)) for one in statements}
    often = Counter(printed.values())
    most = max(often.values())
    ranked = []
    for one in statements:
        words = reading(pile, one)
        *clear, off = _clearness(pile, one, families, mended=words.startswith("[") or " [" in words)
        odd = _ODD * often[printed[one.id]] < most
        ranked.append((*clear, odd, off, words))
    return str(min(ranked)[-1])


def _clearness(pile: Pile, statement: Statement, families: Families, mended: bool) -> tuple[int, int, int]:
    """Smaller is clearer: a clause that needs no context, or whose context stands in brackets (``mended``); an
    original; a readable length."""
    found = placed(pile, statement)
    printed = pile.document[statement.span.document].text
    subject = next((t for t in found.tokens if t.dep in ("nsubj", "nsubjpass", "expl")), None)
    pronoun = subject is None or printed[subject.start : subject.end].casefold() in _LEANING
    leans = pronoun or _hangs(found) or not _asserts(found)
    length = statement.span.end - statement.span.start
    shortest, longest = _GOOD_LENGTH
    off = max(0, shortest - length, length - longest)
    child = bool(families.parents.get(statement.span.document))
    return (1 if leans and mended else 2 * int(leans)) + int(in_title(pile, statement)), int(child), off


def _owner(name: str) -> str:
    return name + ("’" if name.endswith("s") else "’s")


def _asserts(found: Placed) -> bool:
    """Whether the words have a finite verb that is not inside a clause about one of their own nouns."""
    first, last = found.first, found.first + len(found.tokens)
    for n in range(first, min(last, len(found.sentence))):
        if found.sentence[n].tag not in _FINITE:
            continue
        at = n
        for _ in range(last - first):
            token = found.sentence[at]
            if token.dep in _OF_NOUNS and first <= token.head < at:
                break
            if token.head == at or not first <= token.head < last:
                if token.pos in ("VERB", "AUX"):
                    return True
                break  # "Happy that it passed"
            at = token.head
    return False


def _lead(pile: Pile, statement: Statement, found: Placed) -> str:
    """The words of the sentence that a stretch without an assertion of its own follows: the source and cue before it,
    or the statement before it; '' where they do not stand there or are long."""
    span = statement.span
    printed = pile.document[span.document].text
    begin = found.sentence[0].start if found.sentence else span.start
    last = pile.attribution.get(statement.chain[-1]) if statement.chain else None
    frame = [piece for piece in (*last.source, *last.cue) if piece.document == span.document] if last else []
    before = [s.span for s in pile.analysis[span.document].statements if begin <= s.span.start < span.start]
    if before:  # "…, she said, a step that would …"
        start, end, joint = before[-1].start, before[-1].end, ","
    elif frame and all(begin <= piece.start and piece.end <= span.start for piece in frame):
        start, end, joint = min(piece.start for piece in frame), span.start, ""
    else:
        return ""
    words = " ".join(printed[start:end].split()).strip('“”"‘ ').rstrip(",;:–—-. ")
    fits = words and len(words) <= _LONGEST_LEAD and words.count("“") == words.count("”")
    return words + joint if fits else ""


def _hangs(found: Placed) -> bool:
    """Whether the clause's main predicate is a condition or a time that belongs to words outside it."""
    at = top(found.sentence, found.first, found.first + len(found.tokens))
    return at is not None and found.sentence[at].dep in ("advcl", "relcl", "acl", "pcomp")


def reading(pile: Pile, statement: Statement) -> str:
    """The statement's words as they read on their own, what they lean on in brackets."""
    printed = pile.document[statement.span.document].text
    found = placed(pile, statement)
    start, end = statement.span.start, statement.span.end
    if found.subject:
        words = f"[{_phrase(pile, statement, found.subject)}] {printed[start:end]}"
        return _tidy(words)
    about = _before(pile, statement, found) if found.tokens else ""
    opening = printed[found.tokens[0].start : found.tokens[0].end].casefold() if found.tokens else ""
    if opening == "whose" and about:
        return _tidy(f"[{_owner(about)}]{printed[found.tokens[0].end : end]}")
    if not _asserts(found) and not in_title(pile, statement) and (lead := _lead(pile, statement, found)):
        return _tidy(f"[{lead}] {printed[start:end]}")
    subject = next((t for t in found.tokens if t.dep in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return _tidy(printed[start:end])
    pronoun = printed[subject.start : subject.end].casefold()
    if opening in _OWNERS and found.tokens[0].dep == "poss" and not _in_marks(pile, statement):
        name = _antecedent(pile, statement, _OWNERS[opening])
        subject, name = found.tokens[0], name and _owner(name)
    elif pronoun in _RELATIVE and subject is found.tokens[0]:
        name = about
    elif pronoun not in _KINDS and (pronoun != "i" or _in_marks(pile, statement)):
        name = ""
    else:
        name = _antecedent(pile, statement, pronoun)
    if not name:
        return _tidy(printed[start:end])
    return _tidy(f"{printed[start : subject.start]}[{name}]{printed[subject.end : end]}")


def _tidy(words: str) -> str:
    """Single spaces, no joining mark at the end, no quotation mark without its partner, a capital to begin with."""
    words = " ".join(words.split()).rstrip(",;:–—- ")
    single = words[:1] in _SINGLE and not words[1:2].isspace()
    if (ended := _SINGLE_END.search(words)) and (single or not _SINGLE_START.search(words)):
        words = words[: ended.start()].rstrip(",")
    if single and not _SINGLE_INSIDE.search(words[1:]):
        words = words[1:]
    for opening, closing in (("“", "”"), ("(", ")"), ("[", "]")):
        if words.count(opening) > words.count(closing):
            words = words.removeprefix(opening) if words.startswith(opening) else words + closing
        elif words.count(closing) > words.count(opening):
            words = words.removesuffix(closing)
    if words.count('"') % 2:
        words = words.strip('"') if words[:1] == '"' or words[-1:] == '"' else words + '"'
    at = 1 if words[:1] in ("[", "“", '"', "‘", "'") else 0
    return words[:at] + words[at : at + 1].upper() + words[at + 1 :]


def _phrase(pile: Pile, statement: Statement, tokens: Sequence[Token]) -> str:
    """The words of a subject that stands elsewhere, a pronoun as whom it stands for."""
    printed = pile.document[statement.span.document].text
    words = [printed[t.start : t.end] for t in tokens]
    if tokens[0].pos == "PRON" and (name := _antecedent(pile, statement, words[0].casefold())):
        words[0] = name
        return " ".join(words)
    pieces = [words[0]]
    for before, token, word in zip(tokens, tokens[1:], words[1:], strict=False):
        pieces.append(word if before.end == token.start else " " + word)
    return " ".join("".join(pieces).split())


def _in_marks(pile: Pile, statement: Statement) -> bool:
    """Whether the statement's words, or its subject, stand inside quotation marks: what is quoted is not edited."""
    return any(q.span.overlaps(statement.span) for q in pile.analysis[statement.span.document].quotations)


def _before(pile: Pile, statement: Statement, found: Placed) -> str:
    """Whom a clause that begins with "who" or "which" is about: the noun that the clause hangs on, right before it."""
    at = top(found.sentence, found.first, found.first + len(found.tokens))
    if at is None or found.sentence[at].dep != "relcl":
        return ""
    held = noun_phrase(found.sentence, found.sentence[at].head)
    if not held or held[-1] >= found.first:
        return ""
    return _phrase(pile, statement, [found.sentence[n] for n in held])


def _antecedent(pile: Pile, statement: Statement, pronoun: str) -> str:
    """Who the pronoun is: the speaker for "I", else the one entity of the statement that its own words do not name."""
    if pronoun == "i":
        last = pile.attribution.get(statement.chain[-1]) if statement.chain else None
        entity = pile.entity.get(last.source_entity) if last and last.source_entity else None
        return entity.name if entity else ""
    begin = _sentence_start(pile, statement)
    unnamed = []
    for name in statement.entities:
        entity = pile.entity.get(name)
        if entity is None or entity.kind not in _KINDS.get(pronoun, ()):
            continue
        named = [m for m in entity.mentions if m.document == statement.span.document and _names(pile, m)]
        near = any(begin <= mention.start < statement.span.start for mention in named)
        if not any(statement.span.contains(mention) for mention in named) and (near or pronoun not in _THINGS):
            unnamed.append(entity.name)
    return unnamed[0] if len(unnamed) == 1 else ""


def _sentence_start(pile: Pile, statement: Statement) -> int:
    sentence = placed(pile, statement).sentence
    return sentence[0].start if sentence else statement.span.start


def _names(pile: Pile, mention: Span) -> bool:
    return pile.words(mention)[:1].isupper()
