"""Facts: each attribute of a story's events with every value that its reports give.

In: the pile, one story of it, and a counter of origins.
Out: ``Fact`` values, the ``StoryFacts`` they are made of, the ``Event`` values that they are of, and how many
attributes could be compared.
May import: ``comparable``, ``components``, ``data``, ``derivation``, ``lexicon``, ``models``, ``origins``, ``pile``,
``words``.
Doors: ``comparability``, ``event_linking``, ``figures``, ``gathering``.

``gathering`` collects the values that reports give, ``comparability`` says which are of one attribute and scope,
``figures`` which are one figure, ``event_linking`` which mentions are of one event, ``scopes`` which facts count
something else of it; ``facts`` joins the values, ``word_facts`` those in words, ``name_facts``
names in two forms; ``fact_values`` is what is told of each value.
"""

from firsthand.relate.facts.comparability import GivenValue
from firsthand.relate.facts.facts import StoryFacts, story_facts, with_names
from firsthand.relate.facts.gathering import one_text

__all__ = ["GivenValue", "StoryFacts", "one_text", "story_facts", "with_names"]
