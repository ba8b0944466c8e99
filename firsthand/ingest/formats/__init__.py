"""Formats: one file becomes the documents that it holds, one module for each format.

In: a ``Part``, a file or a member of one, open for reading.
Out: ``RawDocument``s in the order of the file, and a ``Rejected`` for what cannot be read.
May import: ``data``, ``part``.
Doors: ``fields``, ``jsonl``, ``plain``.

``formats`` finds the reader: ``plain`` (text, HTML), ``markdown``, ``jsonl`` and ``json_document`` (keys: ``fields``),
``tables`` (CSV, Parquet), ``feeds``, ``mail`` (also MHTML), ``warc``, ``pdf``, ``docx``, ``rtf``, ``digests`` and
``europresse`` (exports of newspaper archives), ``archives``.
"""

from firsthand.ingest.formats.formats import documents

__all__ = ["documents"]
