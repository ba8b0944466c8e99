"""Relations: source, cue and content as spans, before anybody is resolved.

In: the sentences of a document, its quotations, and what the tagger found.
Out: ``AttributionRelation`` values.
May import: ``cues``, ``data``, ``grammar``, ``lexicon``, ``models``, ``phrases``, ``quotation``, ``relation``,
``resolution_context``, ``trail``, ``words``.
Doors: ``cited_sources``, ``clause_relations``, ``ensemble``, ``interruptions``, ``quotation_attribution``,
``unmarked``.

``clause_relations`` reads one sentence (``verbs``, ``nominals``, ``trim``); ``ensemble`` joins tagger and rules;
``quotation_attribution`` joins quotations to their speakers; ``interruptions`` leaves to the report a clause that is
its own.
"""
