"""Readings: the reports of a pile as they are compared, and which pairs are worth comparing.

In: the pile.
Out: a ``Reading`` for each report without the furniture of its site, and its sentences as numbers; candidate pairs and
the rarity of features.
May import: ``components``, ``pile``, ``comparable``, ``lexicon``.
Doors: ``blocking``, ``rarity``.
"""

from firsthand.relate.readings.repeated_furniture import (
    SentenceIndex,
    feature_number,
    furniture_of,
    sentence_index,
    without_furniture,
)

__all__ = ["SentenceIndex", "feature_number", "furniture_of", "sentence_index", "without_furniture"]
