"""Clean: bytes become a text whose characters are all labelled.

In: a ``RawDocument``.
Out: a ``Document``, final and never cut, or a ``Rejected``.
May import: ``data``, ``dates``, ``errors``, ``lexicon``, ``mastheads``, ``models``, ``names``, ``words``.

``document`` is the order of the work.  ``page`` reads an HTML page (``decode``, ``main_text``, ``render``,
``metadata``); ``label`` labels the lines of a plain text (``head``, ``extent``, ``body``, ``tail``, on a ``sheet`` of
``lines``); the other files each know one kind of line.
"""

from firsthand.clean.document import clean

__all__ = ["clean"]
