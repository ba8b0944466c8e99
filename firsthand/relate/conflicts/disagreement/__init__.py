"""Disagreement: independent reports that cannot both be right, or of which a later one supersedes.

In: the compared statements of a story, its claims, and the families of texts.
Out: ``Conflict`` values.
May import: ``claims``, ``comparable``, ``comparison``, ``data``, ``dates``, ``derivation``, ``facts``, ``lexicon``,
``origins``, ``pile``, ``trail``, ``words``.
Doors: ``background``.

One file for each kind of conflict; ``disagreement`` asks them in order.
"""

from firsthand.relate.conflicts.disagreement.disagreement import disagreements
from firsthand.relate.conflicts.disagreement.quantifiers import scopes

__all__ = ["disagreements", "scopes"]
