"""Sentences and tokens, block by block: parsing never crosses a paragraph, so furniture cannot join an article's words.

Follows: Universal POS and spaCy's English dependency labels (``models.english``).  Bounds are the parser's, trimmed of
white space, but for one repair: what starts in lower case after no final mark goes on with the sentence before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand.data import ARTICLE_KINDS, Document, Sentence
from firsthand.grammar import Parsed, Token, parsed
from firsthand.models import english

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
    found: list[tuple[Sentence, list[Token]]] = []
    for (number, block), paragraph in zip(chosen, english.parse_paragraphs(texts), strict=True):
        for tokens in _sentences(paragraph):
            start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
            sentence = Sentence(block.start + start, block.start + end, number)
            found.append((sentence, _tokens(tokens, block.start)))
    return parsed(document, found)


def _tokens(tokens: list[SpacyToken], start: int) -> list[Token]:
    """The tokens of one sentence in a block that begins at ``start``."""
    index = {token.i: position for position, token in enumerate(tokens)}
    return [
        Token(
            start=start + token.idx,
            end=start + token.idx + len(token.text),
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
