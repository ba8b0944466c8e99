"""Timex: the rules of temporal expressions.

In: a match of one of the ``PATTERNS`` and its context.
Out: a ``TimexValue``, or None where the words are no expression of time.
May import: ``data``, ``dates``, ``lexicon``.

``vocabulary`` says what a rule is; ``calendar``, ``clock`` and ``durations`` register theirs when they are imported.
"""

from firsthand.analyse.time.timex import calendar, clock, durations  # noqa: F401 - importing them registers their rules
from firsthand.analyse.time.timex.vocabulary import CARDINAL, PATTERNS, Rule, RuleContext, TimexValue, count_of, move_of

__all__ = ["CARDINAL", "PATTERNS", "Rule", "RuleContext", "TimexValue", "count_of", "move_of"]
