"""The forms of verbs by their tags (Penn Treebank), and the labels of their helpers, each under one name.

Standard library only.  Left out: what a form says of time (``tense``) and whose the verb is (``subjects``).
"""

from __future__ import annotations

PRESENT = frozenset({"VBZ", "VBP"})
TENSED = PRESENT | {"VBD"}
"""Forms that bear a tense of their own."""
FINITE = TENSED | {"MD"}
"""Forms that make a clause: those with a tense, and modal verbs."""
AUXILIARIES = frozenset({"aux", "auxpass"})
"""The labels under which helping verbs hang on their verb."""
VERB_LIKE = ("VERB", "AUX")
"""The parts of speech of a verb, full or helping."""
CIRCUMSTANCE = frozenset({"when", "after", "before", "because", "since", "as", "once", "until"})
"""Words that join what happened to what happened beside it: both are asserted."""
