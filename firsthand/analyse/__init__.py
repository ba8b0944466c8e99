"""Analyse: all that one document says, found without looking at any other.

In: a ``Document``.
Out: its ``Analysis``; ``parse`` gives the ``Parsed`` document that every room reads.
May import: ``data``, ``dates``, ``errors``, ``grammar``, ``lexicon``, ``mastheads``, ``models``, ``names``, ``trail``,
``words``.

``analysis`` is the order of the rooms, ``segment`` the parse.
"""

from firsthand.analyse.analysis import analyse
from firsthand.analyse.segment import parse

__all__ = ["analyse", "parse"]
