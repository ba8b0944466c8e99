"""Grammar: sentences as trees, and the parse of a document looked up by place.

In: a document and its sentences as the parser gave them.
Out: ``Parsed``, built once per document and handed to every room of ``analyse`` and to ``comparable``.
May import: ``data``, ``lexicon``.
Doors: ``relative_nouns``, ``subjects``, ``tense``, ``tree``, ``verb_forms``.
"""

from firsthand.grammar.parse import Parsed, parsed
from firsthand.grammar.tense import Tense
from firsthand.grammar.tree import Token, Tree

__all__ = ["Parsed", "Tense", "Token", "Tree", "parsed"]
