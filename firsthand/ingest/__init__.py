"""Ingest: what a caller gives becomes raw documents.

In: files, folders, standard input, and texts in memory (``Sources``).
Out: ``RawDocument``s in the order given, and a ``Rejected`` for each that cannot be read.
May import: ``data``, ``errors``, ``version``.
Doors: ``page_cache``.

``files`` walks, ``fetch`` gets addresses (``page_cache`` keeps them); ``formats`` reads one file, whatever it is;
``part`` is a file or a member of one, with the bounds.
"""

from firsthand.ingest.fetch import Fetcher
from firsthand.ingest.files import read
from firsthand.ingest.sources import Sources

__all__ = ["Fetcher", "Sources", "read"]
