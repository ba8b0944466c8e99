"""Events: when the events of a story were.

In: the pile, its stories and their claims.
Out: the pile with narrower dates (``redate``), and ``TimelineEntry`` values (``timeline``).
May import: ``pile``, ``comparable``, ``data``, ``dates``, ``models``, ``moments``, ``words``.

``event_time`` is the day that words tell, ``event_time_inferred`` the day that a report leaves unsaid.
"""

from firsthand.relate.events.document_dating import redate
from firsthand.relate.events.event_ordering import timeline

__all__ = ["redate", "timeline"]
