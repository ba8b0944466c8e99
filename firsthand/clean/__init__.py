"""Clean: a ``RawDocument`` becomes a ``Document`` whose characters are all labelled, or a ``Rejected``."""

from firsthand.clean.document import clean

__all__ = ["clean"]
