"""Provenance: whose page a document is, and of when.

In: the parsed document.
Out: its ``Outlet`` (``outlet``) and its ``Published`` range (``published``), each with its basis.
May import: ``time``, ``data``, ``dates``, ``grammar``, ``lexicon``, ``mastheads``, ``names``.

``publication`` combines the bounds of ``date_lines`` and ``terms_of_office`` as ``intervals``.
"""

from firsthand.analyse.provenance.page_outlet import outlet
from firsthand.analyse.provenance.publication import published

__all__ = ["outlet", "published"]
