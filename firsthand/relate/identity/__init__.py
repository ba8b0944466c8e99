"""Identity: one entity and one utterance in many reports.

In: the analyses of all documents; the pile.
Out: linked ``Entity`` values (``link``), ``Utterance`` values (``utterances``); and analyses in which the names of the
pile's own outlets are outlets (``with_pile_outlets``).  ``one_entity``: two rows of one.
May import: ``components``, ``pile``, ``data``, ``names``, ``words``.
"""

from firsthand.relate.identity.entity_linking import link, one_entity
from firsthand.relate.identity.pile_outlets import with_pile_outlets
from firsthand.relate.identity.utterance_linking import spelling, utterances

__all__ = ["link", "one_entity", "spelling", "utterances", "with_pile_outlets"]
