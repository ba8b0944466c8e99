"""Quotations: words inside marks, and blocks of speech that are printed without them.

Follows docs/vocabulary.md: ``span`` includes the marks, ``inner`` leaves them and a final comma out.  Told apart here,
by what stands around the marks: names and titles of works ("a film called “X”", "known as “X”") and words that are
mentioned and not said.  They are not emitted, nor is anything in a title.  Whether a short quotation has a speaker is
decided in ``attribution``, which drops scare quotes.  Flags: ``partial``, ``one_word``, ``editorial_insertion``,
``unmatched``, ``multi_paragraph``, ``block_quotation``, ``transcript``, ``post`` (embedded from a social network);
attribution adds ``continuation_without_cue``, ``pronoun_speaker`` and ``split``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand import lexicon
from firsthand.analyse.quotation.embedded_posts import embedded_posts
from firsthand.analyse.quotation.quotation_marks import Marked, marked_pairs
from firsthand.data import TEXT_KINDS, Block, Document, Quotation, Span, content_id
from firsthand.words import words

_INSERTION = re.compile(r"[\[(][^\])\n]{1,80}[\])]")
_TRANSCRIPT = re.compile(r"\s*[“\"]?([A-Z][A-Z.'’ -]{1,40}(?:, [A-Z ]{2,30})?|Q|A):[ \t]+(?=\S)")
_NAMED = re.compile(r"[A-Z][\w.’'-]+\s$")
_COLON = re.compile(r":\s*$")


def quotations(document: Document) -> tuple[Quotation, ...]:
    """Quotations of the article's text blocks in text order, without speaker."""
    found = [
        _quotation(document, pair) for pair in marked_pairs(document, TEXT_KINDS)
        if _is_speech(document, pair) and not _is_turn(document, pair)
    ]  # fmt: skip
    found = _with_posts(found, _posts(document))
    taken = [item.span for item in found]
    for start, end, flag in _unmarked(document):
        span = Span(document.id, start, end)
        if not any(span.overlaps(other) for other in taken):
            inner = Span(document.id, start, start + len(span.of(document.text).rstrip(", \n\t\u00a0")))
            found.append(_make(document, span, inner, (flag,)))
    return tuple(sorted(found, key=lambda item: (item.span.start, -item.span.end)))


def _with_posts(found: list[Quotation], posts: Sequence[Quotation]) -> list[Quotation]:
    """Quotations in text order with the posts among them; a post holds the marks inside it, and one that marks cross is
    none."""
    out: list[Quotation] = []
    at = 0
    for post in posts:
        while at < len(found) and found[at].span.end <= post.span.start:
            out.append(found[at])
            at += 1
        last = at
        while last < len(found) and found[last].span.start < post.span.end:
            last += 1
        if all(post.span.contains(one.span) for one in found[at:last]):
            out.append(post)
        else:
            out += found[at:last]
        at = last
    return out + found[at:]


def _posts(document: Document) -> list[Quotation]:
    text = document.text
    found = [
        (start, end, inner)
        for block in document.blocks
        if block.kind in TEXT_KINDS
        for start, end, inner in embedded_posts(text, block.start, block.end)
        if any(c.isalnum() for c in text[start:inner])
    ]
    return [
        _make(document, Span(document.id, start, end), Span(document.id, start, inner), ("post",))
        for start, end, inner in found
    ]


def _make(document: Document, span: Span, inner: Span, flags: tuple[str, ...]) -> Quotation:
    made = content_id("q", document.id, span.start, span.end)
    return Quotation(id=made, span=span, inner=inner, attribution=None, speaker=None, flags=flags)


def _quotation(document: Document, pair: Marked) -> Quotation:
    text = document.text
    start, end = pair.inner_start, pair.inner_end
    while end > start and text[end - 1] in ", \n\t\u00a0":
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    inner = text[start:end]
    flags = []
    if len(list(words(text, start, end))) == 1:
        flags.append("one_word")
    if _INSERTION.search(inner):
        flags.append("editorial_insertion")
    if pair.goes_on or pair.continues:
        flags.append("multi_paragraph")
    elif not pair.closed:
        flags.append("unmatched")
    return _make(document, Span(document.id, pair.start, pair.end), Span(document.id, start, end), tuple(flags))


def _is_speech(document: Document, pair: Marked) -> bool:
    """Whether marked words may be speech: not nested, not a name or title, not a word that is only mentioned."""
    if pair.nested or not any(c.isalnum() for c in document.text[pair.inner_start : pair.inner_end]):
        return False
    if pair.continues or pair.goes_on:
        return True
    inner = document.text[pair.inner_start : pair.inner_end].strip()
    count = len(list(words(inner)))
    if count > (25 if is_title_case(inner) else 12):
        return True
    block = document.blocks[pair.block]
    before = document.text[max(block.start, pair.start - 80) : pair.start].casefold()
    tail = re.findall(r"[\w’'-]+", before)[-4:]
    last = tail[-1] if tail else ""
    gap = before[before.rfind(last) + len(last) :].strip() if last else before.strip()
    if gap in ("", "(", ",") and _names(tail, title_case=is_title_case(inner), comma=gap == ","):
        return False
    if (
        gap == ""
        and count > 2
        and is_title_case(inner)
        and inner[-1] not in ".,!?"
        and _NAMED.search(_left(document, pair))
    ):
        return False  # the United Nations “Committee on the Peaceful Uses of Outer Space”
    after = document.text[pair.end : min(block.end, pair.end + 40)]
    # A nickname stands between two capitalised words: Dwayne “The Rock” Johnson.
    if (
        gap == ""
        and count <= 4
        and re.match(r"\s[A-Z][\w’'-]+", after)
        and re.search(r"[A-Z][\w.’'-]+\s$", _left(document, pair))
    ):
        return not is_title_case(inner)
    return True


def _is_turn(document: Document, pair: Marked) -> bool:
    """Whether marks only set off a transcript's paragraph, which begins with who speaks (“STAHL: If I may …)."""
    block = document.blocks[pair.block]
    opens = not document.text[block.start : pair.start].strip()
    return opens and _TRANSCRIPT.match(document.text, pair.start, pair.inner_end) is not None


def _left(document: Document, pair: Marked) -> str:
    return document.text[max(document.blocks[pair.block].start, pair.start - 40) : pair.start]


def is_title_case(inner: str) -> bool:
    """Whether words are capitalised as a title's are."""
    long = [word for word in re.findall(r"[^\W\d_][\w’'-]*", inner) if len(word) > 3]
    first = re.search(r"[^\W\d_]", inner)
    return bool(first and first.group().isupper()) and all(word[0].isupper() for word in long)


def _names(tail: list[str], *, title_case: bool, comma: bool) -> bool:
    """Whether the words before the mark introduce a name or a title ("known as", "entitled", "the film")."""
    if not tail or (comma and not title_case):
        return False
    phrase = " ".join(tail)
    if not comma and any(phrase.endswith(entry) for entry in lexicon.entries("naming_phrases")):
        return True
    return title_case and tail[-1] in lexicon.entry_set("works")


def _unmarked(document: Document) -> list[tuple[int, int, str]]:
    """Blocks of speech without marks: transcript turns, block quotations, what follows a paragraph ending in ":"."""
    found: list[tuple[int, int, str]] = []
    text = document.text
    introduced = False
    turns = _turns(document)
    for block in document.blocks:
        if block.kind not in TEXT_KINDS:
            introduced = introduced and block.kind in ("blank", "advertisement")
            continue
        words_here = text[block.start : block.end]
        start = block.start + len(words_here) - len(words_here.lstrip())
        end = block.start + len(words_here.rstrip())
        if not any(c.isalnum() for c in text[start:end]):
            continue
        turn = _TRANSCRIPT.match(text, start, end)
        if turn and words_here.split(":", 1)[0].strip().casefold() in lexicon.entry_set("calendar_words"):
            turn = None  # "MONDAY: Sunny" is a day of a forecast
        opens = turn.end() if turn else turns.get(block.start)
        if opens is not None and any(c.isalnum() for c in text[opens:end]):
            set_off = turn is not None and text[start] in '“"' and text[end - 1] in '”"'
            found.append((opens, end - set_off, "transcript"))
        elif block.kind == "blockquote" or (introduced and block.kind == "body"):
            found.append((start, end, "block_quotation"))
        introduced = bool(_COLON.search(text[start:end])) and block.kind == "body"
    return found


_ASKED = re.compile(r"\s*Q\.[ \t]+(?=\S)")
_ANSWERED = re.compile(r"\s*A\.[ \t]+(?=\S)")
_LABEL = re.compile(r"\s*((?:[A-Z][\w.’'-]*[ ]?){1,4}):[ \t]+(?=\S)")


def _asked_and_answered(text: str, blocks: Sequence[Block], labels: Sequence[re.Match[str] | None]) -> dict[int, int]:
    """Where the words begin in a question and its answer, by the starts of their blocks: "Q. … ?" above "A. …", and a
    label before a question above one that the text names elsewhere ("Reporter: …?" above "Anker: …")."""
    found: dict[int, int] = {}
    for n in range(len(blocks) - 1):
        one, other = blocks[n], blocks[n + 1]
        if not text[one.start : one.end].rstrip().endswith("?"):
            continue
        asked, answered = _ASKED.match(text, one.start, one.end), _ANSWERED.match(text, other.start, other.end)
        a, b = labels[n], labels[n + 1]
        if asked is not None and answered is not None:
            found |= {one.start: asked.end(), other.start: answered.end()}
        elif a is not None and b is not None and a.group(1) != b.group(1):
            name = b.group(1).split()[-1]
            if re.search(rf"\b{re.escape(name)}\b(?!:)", text):
                found |= {one.start: a.end(), other.start: b.end()}
    return found


def _turns(document: Document) -> dict[int, int]:
    """Where the words of each turn begin, by the start of its block, in a talk that is printed with names before a
    colon: at least three paragraphs in a row have such labels, of two speakers or more."""
    text = document.text
    blocks = [b for b in document.blocks if b.kind in TEXT_KINDS and any(c.isalnum() for c in text[b.start : b.end])]
    labels = [_LABEL.match(text, block.start, block.end) for block in blocks]
    days = lexicon.entry_set("calendar_words")
    labels = [one if one is None or one.group(1).casefold() not in days else None for one in labels]
    found = _asked_and_answered(text, blocks, labels)
    run: list[tuple[int, re.Match[str]]] = []
    for block, label in [*zip((b.start for b in blocks), labels, strict=True), (-1, None)]:
        if label is not None:
            run.append((block, label))
            continue
        if len(run) > 2 and 1 < len({one.group(1) for _, one in run}) < max(3, len(run)):
            found.update((start, one.end()) for start, one in run)
        elif len(run) > 3:
            names = {one.group(1) for _, one in run}
            short = {name for name in names if name.isupper() and len(name) < 4}
            if len(short) > 1:
                found.update((start, one.end()) for start, one in run)
        run = []
    return found
