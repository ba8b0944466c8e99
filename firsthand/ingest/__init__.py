"""Ingest: what a caller gives (files, folders, standard input, texts in memory) becomes ``RawDocument``s or
``Rejected``s."""

from firsthand.ingest.files import read

__all__ = ["read"]
