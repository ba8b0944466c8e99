"""Identity: one entity and one utterance in many reports.

In: the analyses of all documents; the pile.
Out: linked ``Entity`` values (``link``) and ``Utterance`` values (``utterances``).
May import: ``components``, ``pile``, ``data``, ``names``, ``words``.
"""

from firsthand.relate.identity.entity_linking import link
from firsthand.relate.identity.utterance_linking import spelling, utterances

__all__ = ["link", "spelling", "utterances"]
