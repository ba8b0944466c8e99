"""Store: one SQLite file that keeps what was read, what readers judged, and the record, a table for each noun.

In: outcomes, vectors and judgements as bytes under their keys; a ``Record``.
Out: a ``Store``, which gives them back.
May import: ``data``, ``errors``.

``store`` is the open file; ``noun_tables`` makes tables of the record's types, and rows of its nouns.
"""

from firsthand.store.store import KeptIndex, KeptOutcome, Member, Members, Store

__all__ = ["KeptIndex", "KeptOutcome", "Member", "Members", "Store"]
