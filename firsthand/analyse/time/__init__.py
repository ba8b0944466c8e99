"""Time: the temporal expressions of one document and the days that they mean.

In: the parsed document and its range of publication.
Out: ``TimeExpression`` values in text order, each with its shift from the day of publication.
May import: ``data``, ``dates``, ``grammar``, ``lexicon``.
"""

from firsthand.analyse.time.temporal import times

__all__ = ["times"]
