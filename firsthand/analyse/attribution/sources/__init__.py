"""Sources: whom a source span means, the outlet it spoke to, and what stands within what.

In: ``AttributionRelation`` values and the ``Context`` of their document.
Out: a ``Source`` for each, venues and nesting.
May import: ``coreference``, ``cues``, ``data``, ``grammar``, ``lexicon``, ``names``, ``phrases``, ``quotation``,
``relation``, ``resolution_context``, ``trail``.
Doors: ``anonymous``, ``chains``, ``going_on``, ``outlets``, ``sources``.
"""
