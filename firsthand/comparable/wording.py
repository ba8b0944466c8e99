"""How a statement's words read on their own, before it is known whom they mean.

What the words lean on is put in brackets: the noun that "who", "which" or "whose" is about, the subject that a further
predicate shares, before what somebody denies the words that do so, before words that assert nothing alone ("…, a step
that would …") the words of their sentence that they follow, and, where they begin with a pronoun, the name behind it;
where a noun is not sure, the words that the report prints there.  A name is known only beside other reports, so a
``Wording`` keeps its place open.  Quotation marks without a partner are dropped and the first letter is a capital.
Left out: rewording; which statement's words stand for a claim (``relate.claims.claim_text``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.comparable.pointing_nouns import PointingNoun, PointingNouns
from firsthand.comparable.proposition import Placed
from firsthand.data import Attribution, AttributionId, Document, Quotation, Span, Statement
from firsthand.grammar import Parsed, Token
from firsthand.grammar.relative_nouns import sure_noun, words_before
from firsthand.grammar.subjects import RELATIVE_PRONOUNS, noun_phrase, top
from firsthand.grammar.verb_forms import FINITE

_LONGEST_LEAD = 160
"""Characters of the words that are put before a stretch which asserts nothing alone."""
_OF_NOUNS = frozenset({"relcl", "acl", "appos", "pcomp"})
_LEANING = frozenset({"he", "she", "it", "they", "who", "which", "that", "this", "these", "those", "we", "i", "you",
                      "both", "one", "some", "others", "all", "many", "neither", "none", "another"})  # fmt: skip
_RELATIVE = RELATIVE_PRONOUNS | {"whose"}
_RESOLVED = frozenset({"he", "she", "it", "they"})
_OWNERS = {"his": "he", "her": "she"}
_NO_QUOTES = str.maketrans("", "", '“”"')
_SINGLE = ("‘", "'")
_SINGLE_START = re.compile(r"(?:^|[\s(“\"])[‘']\w")
_SINGLE_INSIDE = re.compile(r"[\w.,!?…][’'](?:\s|$)")
_SINGLE_END = re.compile(r"(?<=[.,!?…])[’']$")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>]{0,300})?/?>")
_LINK = re.compile(r"!?\[([^\[\]]{1,200})\]\((?:https?:|mailto:|/|#)[^()\s]{0,500}\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|__)(?=\S)([^*\n]{1,300}?)(?<=\S)\1(?![\w*])")


@dataclass(frozen=True, slots=True)
class Wording:
    """A statement's words as a reader gets them, ``text``; where they lean on a pronoun, the name of whom it means goes
    between ``before`` and ``after``, as an owner's ("X’s") where ``owner`` says so.  ``begin`` is where the sentence
    starts; ``in_title`` whether they are a headline's; ``pointing`` are the nouns of its sentence that point back."""

    text: str
    in_title: bool
    begin: int
    pronoun: str = ""
    before: str = ""
    after: str = ""
    owner: bool = False
    pointing: tuple[PointingNoun, ...] = ()

    def with_name(self, name: str) -> str:
        """The words with the name behind their pronoun; as they are where it is not known."""
        if not name or not self.pronoun:
            return self.text
        return tidy(f"{self.before}{owner_of(name) if self.owner else name}{self.after}")


@dataclass(frozen=True, slots=True)
class _Context:
    """What a wording is made from."""

    parsed: Parsed
    statement: Statement
    found: Placed
    attributions: Mapping[AttributionId, Attribution]
    before: Sequence[Statement]
    quoted: bool
    in_title: bool


def wording_of(  # noqa: PLR0913, PLR0917 (a statement and what its document says of it)
    parsed: Parsed,
    statement: Statement,
    found: Placed,
    attributions: Mapping[AttributionId, Attribution],
    quotations: Sequence[Quotation],
    statements: Sequence[Statement],
    pointing: PointingNouns,
) -> Wording:
    """How the statement, whose tokens are ``found``, reads on its own; the rest is its document's, in text order."""
    begin = found.sentence[0].start if found.sentence else statement.span.start
    context = _Context(
        parsed=parsed,
        statement=statement,
        found=found,
        attributions=attributions,
        before=[s for s in statements if begin <= s.span.start < statement.span.start],
        quoted=any(q.span.overlaps(statement.span) for q in quotations),
        in_title=stands_in_title(parsed.document, statement),
    )
    text, pronoun, before, after, owner = _read(context)
    nouns = pointing.of(begin)
    return Wording(text, context.in_title, begin, pronoun, before, after, owner, nouns)


def stands_in_title(document: Document, statement: Statement) -> bool:
    """Whether the statement is the report's headline, which leaves sources and hedges out by custom."""
    return document.in_title(statement.span.start)


_Read = tuple[str, str, str, str, bool]
"""The text as it is, the pronoun whose name is open, the words before and after that name, whether it is an owner."""


def _read(context: _Context) -> _Read:
    printed, found, span = context.parsed.text, context.found, context.statement.span
    start, end = span.start, span.end
    if found.subject:
        return _shared(context, printed[start:end])
    opening = printed[found.tokens[0].start : found.tokens[0].end].casefold() if found.tokens else ""
    about = _about(context) if found.tokens else []
    if opening in _RELATIVE and (not about or _shortened(context)) and (held := _noun_before(context)):
        return _plain(tidy(f"[{held}]{printed[found.tokens[0].end : end]}"))
    if opening == "whose" and about:
        rest = printed[found.tokens[0].end : end]
        return _with_phrase(about, printed, "", "]" + rest, owner=True)
    if frame := _turned_down(context):
        return _plain(tidy(f"[{frame}] {printed[start:end]}"))
    if not _asserts(found) and not context.in_title and (lead := _lead(context)):
        return _plain(tidy(f"[{lead}] {printed[start:end]}"))
    subject = next((t for t in found.tokens if t.dep in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return _plain(tidy(printed[start:end]))
    pronoun = printed[subject.start : subject.end].casefold()
    plain = tidy(printed[start:end])
    if opening in _OWNERS and found.tokens[0].dep == "poss" and not context.quoted:
        first = found.tokens[0]
        before, after = f"{printed[start : first.start]}[", f"]{printed[first.end : end]}"
        return plain, _OWNERS[opening], before, after, True
    if pronoun in RELATIVE_PRONOUNS and subject is found.tokens[0]:
        if not about:
            return _plain(plain)
        return _with_phrase(about, printed, printed[start : subject.start], "]" + printed[subject.end : end])
    if pronoun not in _RESOLVED and (pronoun != "i" or context.quoted):
        return _plain(plain)
    return plain, pronoun, f"{printed[start : subject.start]}[", f"]{printed[subject.end : end]}", False


def _plain(text: str) -> _Read:
    return text, "", "", "", False


def _shared(context: _Context, rest: str) -> _Read:
    """A further predicate, its subject in front of it; a relative pronoun whose noun is not sure with the words before
    it."""
    subject, printed, sentence = context.found.subject, context.parsed.text, context.found.sentence
    if subject[0].lemma.casefold() in RELATIVE_PRONOUNS and subject[0].pos == "PRON":
        at = next(n for n, token in enumerate(sentence) if token.start == subject[0].start)
        words = printed[sentence[words_before(sentence, at)].start : subject[0].end]
        helpers = " ".join(printed[t.start : t.end] for t in subject[1:])
        return _plain(tidy(f"[{_unquoted(words)} {helpers}".rstrip() + f"] {rest}"))
    return _with_phrase(subject, printed, "", f"] {rest}")


def _with_phrase(tokens: Sequence[Token], printed: str, before: str, after: str, *, owner: bool = False) -> _Read:
    """A noun phrase that stands elsewhere between the words ``before`` and ``after`` (which closes the bracket); where
    it begins with a pronoun, whom that means stays open."""
    words = [printed[t.start : t.end] for t in tokens]
    pieces = [words[0]]
    for last, token, word in zip(tokens, tokens[1:], words[1:], strict=False):
        pieces.append(word if last.end == token.start else " " + word)
    phrase = " ".join("".join(pieces).split())
    text = tidy(f"{before}[{owner_of(phrase) if owner else phrase}{after}")
    if tokens[0].pos != "PRON":
        return _plain(text)
    rest = " ".join(words[1:])
    if not rest:
        return text, words[0].casefold(), f"{before}[", after, owner
    return text, words[0].casefold(), f"{before}[", f" {owner_of(rest) if owner else rest}{after}", False


def owner_of(name: str) -> str:
    """The name as an owner's: "Arden’s", "Larkins’"."""
    return name + ("’" if name.endswith("s") else "’s")


def _asserts(found: Placed) -> bool:
    """Whether the words have a finite verb that is not inside a clause about one of their own nouns."""
    first, last = found.first, found.first + len(found.tokens)
    for n in range(first, min(last, len(found.sentence))):
        if found.sentence[n].tag not in FINITE:
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


def _lead(context: _Context) -> str:
    """The words of the sentence that a stretch without an assertion of its own follows: the noun that it tells of, the
    source and cue before it, or the statement before it; '' where they do not stand there or are long."""
    span, printed, found = context.statement.span, context.parsed.text, context.found
    begin = found.sentence[0].start if found.sentence else span.start
    at = next((n for n in range(found.first, found.first + len(found.tokens)) if _beside(found, n)), None)
    if at is not None:
        held = noun_phrase(found.sentence, found.sentence[at].head)
        if not held or any(t.pos not in ("PUNCT", "NUM") for t in found.sentence[held[-1] + 1 : found.first]):
            return ""
        return _fitting(printed[found.sentence[held[0]].start : found.sentence[held[-1]].end], ",")
    frame = _frame(context)
    if context.before and context.before[-1].span.end >= span.end:
        return ""  # it stands inside that statement
    if context.before:  # "…, she said, a step that would …"
        return _fitting(printed[context.before[-1].span.start : context.before[-1].span.end], ",")
    if frame and all(begin <= piece.start and piece.end <= span.start for piece in frame):
        return _fitting(printed[min(piece.start for piece in frame) : span.start], "")
    return ""


def _beside(found: Placed, n: int) -> bool:
    """Whether the words tell beside a noun before them what it is."""
    token = found.sentence[n]
    return token.dep == "appos" and token.head < found.first and found.sentence[token.head].pos != "PRON"


def _frame(context: _Context) -> list[Span]:
    """The source and the cue of the statement's own attribution."""
    chain = context.statement.chain
    last = context.attributions.get(chain[-1]) if chain else None
    pieces = (*last.source, *last.cue) if last else ()
    return [piece for piece in pieces if piece.document == context.statement.span.document]


def _fitting(words: str, joint: str) -> str:
    words = " ".join(words.split()).strip('“”"‘ ').rstrip(",;:–—-. ")
    fits = words and len(words) <= _LONGEST_LEAD and words.count("“") == words.count("”")
    return words + joint if fits else ""


def _turned_down(context: _Context) -> str:
    """The words before what somebody denies or does not think, without which it would stand as said: from the source
    or the cue to where the content begins; '' where nothing is denied, or not in front."""
    statement, printed, found = context.statement, context.parsed.text, context.found
    chain = statement.chain
    last = context.attributions.get(chain[-1]) if chain else None
    if last is None or not last.content or context.in_title or not found.sentence:
        return ""
    cue = [n for n, t in enumerate(found.sentence) if any(one.start <= t.start < one.end for one in last.cue)]
    denied = statement.modality == "denied" or (
        statement.negated and any(t.dep == "neg" and t.head in cue for t in found.sentence)
    )
    frame = _frame(context)
    begin, content = found.sentence[0].start, last.content[0].start
    if not denied or not cue or not frame or not all(begin <= one.start and one.end <= content for one in frame):
        return ""
    start = min(one.start for one in frame)
    if content > statement.span.start or max(one.end for one in frame) > statement.span.start:
        return ""
    joint = next((w for w in ("that",) if printed[content:].startswith(f"{w} ")), "")
    other = any(t.tag in FINITE and n not in cue for n, t in enumerate(found.sentence[: cue[0]]) if t.start >= start)
    begins = found.sentence[cue[0]].start
    told = printed[begins:content] if other else printed[start:content]  # "backed talks but | rejected a meeting"
    if other and last.source:
        told = f"{printed[last.source[0].start : last.source[0].end]} {told}"
    words = " ".join(told.split()).strip('“”"‘ ').rstrip(",;:–—- ")
    words = words if len(words) <= _LONGEST_LEAD else " ".join(printed[begins:content].split())
    return f"{words} {joint}".strip()


def _about(context: _Context) -> list[Token]:
    """Whom a clause that begins with "who" or "which" is about, where that is sure: the noun that it hangs on."""
    at = _relative_clause(context)
    if at is None:
        return []
    found = context.found
    noun = sure_noun(found.sentence, at, found.first)
    held = noun_phrase(found.sentence, noun) if noun is not None else ()
    if not held or held[-1] >= found.first:
        return []
    return [found.sentence[n] for n in held]


def _relative_clause(context: _Context) -> int | None:
    """The verb of the relative clause that the statement is, if it is one."""
    found = context.found
    at = top(found.sentence, found.first, found.first + len(found.tokens))
    return at if at is not None and found.sentence[at].dep == "relcl" else None


def _shortened(context: _Context) -> bool:
    """Whether the verb behind the pronoun is but an ending ("that’s locally run"), which a noun before it would own."""
    return len(context.found.tokens) > 1 and context.parsed.text[context.found.tokens[1].start] in "’'"


def _noun_before(context: _Context) -> str:
    """The words before a relative clause that may be about more than one of their nouns, with its pronoun: what the
    report prints, and no reading of it ("the bombing at the airport that | killed 13")."""
    found = context.found
    begin = words_before(found.sentence, found.first) if _relative_clause(context) is not None else found.first
    if begin == found.first:
        return ""
    return _unquoted(context.parsed.text[found.sentence[begin].start : found.tokens[0].end])


def _unquoted(words: str) -> str:
    return " ".join(words.split()).translate(_NO_QUOTES)


def without_markup(words: str) -> str:
    """The words without marks of HTML and Markdown that an input left in its text: tags, emphasis, links."""
    if "<" in words:
        words = _TAG.sub("", words)
    if "](" in words:
        words = _LINK.sub(r"\1", words)
    return _EMPHASIS.sub(r"\2", words) if "*" in words or "__" in words else words


def tidy(words: str) -> str:
    """Single spaces, no markup, no joining mark at the end, no quotation mark without its partner, a capital to begin
    with."""
    words = " ".join(without_markup(words).split()).rstrip(",;:–—- ")
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
