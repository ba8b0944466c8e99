"""Claims: statements of a story that say the same.

In: a story of the pile, and a ``Counter`` of origins.
Out: the story's statements compared once (``compared_story``), its ``Claim`` values, each with its ``Origin`` values,
and its ``Matter`` values.
May import: ``components``, ``corrections``, ``derivation``, ``judged``, ``origins``, ``pair_memory``, ``pile``,
``comparable``, ``data``, ``firm_joins``, ``judgements``, ``lexicon``, ``models``, ``words``.
Doors: ``constraints``, ``paraphrase``.

``clustering`` groups: ``candidate_pairs`` proposes, ``pair_score`` weighs (a pair by itself in ``pairwise``, on
``same_claim`` and ``paraphrase``; in its story, on ``surroundings``), ``constraints`` forbids.  ``entailment`` links
claims that are not the same, ``matters`` hangs together what says one thing at different strength.
"""

from firsthand.relate.claims.claims import all_origins, story_claims
from firsthand.relate.claims.clustering import StoryCompared, compare, compared_story, embed_ahead
from firsthand.relate.claims.matters import story_matters
from firsthand.relate.claims.pair_score import SAME_PASSAGE, Likeness, Pair
from firsthand.relate.claims.pairwise import ByItself, Comparer, Comparison, Pairwise, compare_pairs, compared_here

__all__ = [
    "SAME_PASSAGE",
    "ByItself",
    "Comparer",
    "Comparison",
    "Likeness",
    "Pair",
    "Pairwise",
    "StoryCompared",
    "all_origins",
    "compare",
    "compare_pairs",
    "compared_here",
    "compared_story",
    "embed_ahead",
    "story_claims",
    "story_matters",
]
