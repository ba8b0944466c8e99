"""Sentences and tokens, block by block: parsing never crosses a paragraph, so furniture cannot join an article's words.

Follows: Universal POS and spaCy's English dependency labels (``models.english``).  A sentence never ends inside
matched quotation marks of the parser's making alone: bounds are the parser's, trimmed of white space.
"""

from __future__ import annotations

from firsthand.data import ARTICLE_KINDS, Document, Sentence, Token
from firsthand.models import english

_LONGEST_PARAGRAPH = 20_000
"""Characters of one block that are parsed; what stands beyond is kept in the document but not analysed."""


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The parsed sentences of all article blocks (title, dateline and captions too), in text order."""
    chosen = [
        (number, block)
        for number, block in enumerate(document.blocks)
        if block.kind in ARTICLE_KINDS and document.text[block.start : block.end].strip()
    ]
    texts = [document.text[block.start : min(block.end, block.start + _LONGEST_PARAGRAPH)] for _, block in chosen]
    found: list[Sentence] = []
    for (number, block), parsed in zip(chosen, english.parse(texts), strict=True):
        for sent in parsed.sents:
            tokens = [token for token in sent if not token.is_space]
            if not tokens:
                continue
            index = {token.i: position for position, token in enumerate(tokens)}
            found.append(
                Sentence(
                    start=block.start + tokens[0].idx,
                    end=block.start + tokens[-1].idx + len(tokens[-1].text),
                    block=number,
                    tokens=tuple(
                        Token(
                            start=block.start + token.idx,
                            end=block.start + token.idx + len(token.text),
                            lemma=token.lemma_,
                            pos=token.pos_,
                            tag=token.tag_,
                            dep=token.dep_,
                            head=index.get(token.head.i, position),
                            ner=f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "",
                        )
                        for position, token in enumerate(tokens)
                    ),
                )
            )
    return tuple(found)
