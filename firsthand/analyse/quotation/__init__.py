"""Quotation: the words of a document that stand inside marks and are said, not named.

In: a ``Document``.
Out: ``Quotation`` values in text order, without speaker.
May import: ``data``, ``lexicon``, ``words``.
"""

from firsthand.analyse.quotation.embedded_posts import POST_SIGNATURE
from firsthand.analyse.quotation.quoted_speech import is_title_case, quotations

__all__ = ["POST_SIGNATURE", "is_title_case", "quotations"]
