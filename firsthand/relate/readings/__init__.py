"""Readings: the reports of a pile as they are compared, and which pairs are worth comparing.

In: the pile.
Out: a ``Reading`` for each report without the furniture of its site; candidate pairs and the rarity of features.
May import: ``components``, ``pile``, ``comparable``, ``lexicon``.
Doors: ``blocking``, ``rarity``.
"""

from firsthand.relate.readings.repeated_furniture import furniture_of, read_pile, without_furniture

__all__ = ["furniture_of", "read_pile", "without_furniture"]
