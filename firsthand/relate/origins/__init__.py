"""Origins: on how many independent origins a claim rests.

In: the pile, its families of texts and its utterances.
Out: a ``Counter``, which gives the ``Support`` of any set of statements: origins, at least and at most, with reasons.
May import: ``components``, ``corrections``, ``derivation``, ``firm_joins``, ``judged``, ``pile``, ``comparable``,
``data``, ``judgements``, ``lexicon``, ``names``, ``words``.
Doors: ``attributed_to``.

``chain_end`` follows one chain; ``end_node`` is what the
rules see of an end; ``identity_rules`` say of each two whether they are one, may be one, or are apart (names:
``body_name``; with whom people are put: ``affiliations``; what readers judged: ``judged_ends``); ``ends_graph`` counts.
``attributed_to`` names whoever stands behind a statement.
"""

from firsthand.relate.origins.attributed_to import speaker
from firsthand.relate.origins.chain_end import outlet_key, report_label
from firsthand.relate.origins.origins import Counter

__all__ = ["Counter", "outlet_key", "report_label", "speaker"]
