"""Sentences and tokens, block by block: parsing never crosses a paragraph, so furniture cannot join an article's words.

Follows: Universal POS and spaCy's English dependency labels (``models.english``).  Bounds are the parser's, trimmed of
white space, but for one repair: what starts in lower case after no final mark goes on with the sentence before it.
The parser sees marks of a broken encoding repaired ("Beyoncâ€™s"), the places of all characters as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand.data import ARTICLE_KINDS, Document, Sentence
from firsthand.grammar import Parsed, Token, parsed
from firsthand.models import english
from firsthand.names import marks_repaired

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

_LONGEST_PARAGRAPH = 20_000
"""Characters of one block that are parsed; what stands beyond is kept in the document but not analysed."""


def parse(document: Document) -> Parsed:
    """The parsed sentences of all article blocks (title, dateline and captions too), in text order; built once and
    handed to every reader."""
    chosen = [
        (number, block)
        for number, block in enumerate(document.blocks)
        if block.kind in ARTICLE_KINDS and document.text[block.start : block.end].strip()
    ]
    texts = [document.text[block.start : min(block.end, block.start + _LONGEST_PARAGRAPH)] for _, block in chosen]
    read = _read(texts)
    found: list[tuple[Sentence, list[Token]]] = []
    for (number, block), text in zip(chosen, texts, strict=True):
        for tokens in read[text]:
            sentence = Sentence(block.start + tokens[0].start, block.start + tokens[-1].end, number)
            found.append((sentence, [_moved(token, block.start) for token in tokens]))
    return parsed(document, found)


_Paragraph = list[list[Token]]
"""The tokens of each sentence, their places counted from where the paragraph begins."""

MOST_REMEMBERED = 1_000_000
"""Of paragraphs that are remembered, some 60 MB."""
_read_before: dict[str, _Paragraph] = {}


def _read(texts: list[str]) -> dict[str, _Paragraph]:
    """Each text's tokens; a paragraph that several reports print is parsed once (what stands beside it in a batch does
    not show)."""
    held = {text: _read_before[text] for text in texts if text in _read_before}
    fresh = [text for text in dict.fromkeys(texts) if text not in held]
    for text, paragraph in zip(fresh, english.parse_paragraphs([marks_repaired(one) for one in fresh]), strict=True):
        held[text] = [_tokens(tokens) for tokens in _sentences(paragraph)]
    if sum(map(len, _read_before)) + sum(map(len, fresh)) > MOST_REMEMBERED:
        _read_before.clear()
    _read_before.update((text, held[text]) for text in fresh)
    return held


def _moved(one: Token, by: int) -> Token:
    return Token(one.start + by, one.end + by, one.lemma, one.pos, one.tag, one.dep, one.head, one.ner)


def _tokens(tokens: list[SpacyToken]) -> list[Token]:
    """The tokens of one sentence of a paragraph."""
    index = {token.i: position for position, token in enumerate(tokens)}
    return [
        Token(
            start=token.idx,
            end=token.idx + len(token.text),
            lemma=token.lemma_,
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=index.get(token.head.i, position),
            ner=f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "",
        )
        for position, token in enumerate(tokens)
    ]


def _sentences(paragraph: Doc) -> list[list[SpacyToken]]:
    """The tokens of each sentence, white space left out."""
    rows: list[list[SpacyToken]] = []
    for sent in paragraph.sents:
        tokens = [token for token in sent if not token.is_space]
        if rows and tokens and _goes_on(rows[-1], tokens):
            rows[-1] += tokens
        elif tokens:
            rows.append(tokens)
    return rows


def _goes_on(before: list[SpacyToken], after: list[SpacyToken]) -> bool:
    """Whether the parser cut one sentence in two: no final mark, and on in lower case (or with a dash or comma)."""
    last = before[-1].text
    first = after[0].text
    return last[-1:] not in ".!?…\"”’')]:;*" and (first[:1].islower() or first in {"—", "–", "-", ","})
