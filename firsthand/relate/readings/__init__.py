"""Readings: the reports of a pile as they are compared, and which pairs are worth comparing.

In: the pile.
Out: a ``Reading`` for each report without the furniture of its site; candidate pairs and the rarity of features.
May import: ``components``, ``pile``, ``comparable``, ``lexicon``.
Doors: ``blocking``, ``rarity``.
"""

from firsthand.relate.readings.repeated_furniture import read_pile

__all__ = ["read_pile"]
