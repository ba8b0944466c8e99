"""Derivation: which text comes from which.

In: the pile and its readings.
Out: ``Derivation`` values with directions, the ``TextOrigin`` of each document, and ``Families`` to look them up.
May import: ``components``, ``judged``, ``pair_memory``, ``pile``, ``readings``, ``comparable``, ``data``, ``dates``,
``lexicon``, ``models``, ``moments``, ``names``, ``report_names``, ``words``.

``derivation`` is the order of the work: copies (``common_runs``, ``copying``, ``reuse``), rewrites (``rewriting``,
``sentence_alignment``), ``citing``, then ``direction`` and ``text_origin``.  ``near_copies`` is for collections that
are not parsed.
"""

from firsthand.relate.derivation.derivation import copied_across, derivations
from firsthand.relate.derivation.text_lineage import OF_ONE_TEXT, Families, Link

__all__ = ["OF_ONE_TEXT", "Families", "Link", "copied_across", "derivations"]
