"""Entities: who and what is named in one document.

In: the parsed document.
Out: its ``Entity`` values, each with every mention of its name.
May import: ``data``, ``grammar``, ``lexicon``, ``names``, ``words``.

``mentions`` finds names by three finders (``gazetteer``, ``ner``, ``collectives``); ``mention_clustering`` joins the
mentions of one name.
"""

from firsthand.analyse.entities.mention_clustering import entities
from firsthand.analyse.entities.name_view import title_before

__all__ = ["entities", "title_before"]
