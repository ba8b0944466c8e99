"""Conflicts: where the reports of a story differ.

In: the compared statements of a story, its claims, and the families of texts.
Out: ``Conflict`` values, and the ``History`` of each matter that moved on.
May import: ``claims``, ``comparable``, ``components``, ``data``, ``dates``, ``derivation``, ``identity``, ``lexicon``,
``names``, ``origins``, ``pile``, ``trail``, ``words``.

``disagreement`` is between independent reports, ``drift`` between a text and its copy; ``quote_variants`` and
``name_variants`` need no statement.
"""

from firsthand.relate.conflicts.conflicts import sorted_conflicts, story_conflicts
from firsthand.relate.conflicts.history import histories
from firsthand.relate.conflicts.quote_variants import wordings

__all__ = ["histories", "sorted_conflicts", "story_conflicts", "wordings"]
