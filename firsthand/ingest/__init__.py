"""Ingest: files, folders, HTML pages, JSON Lines and standard input become ``RawDocument``s or ``Rejected``s."""

from firsthand.ingest.files import read

__all__ = ["read"]
