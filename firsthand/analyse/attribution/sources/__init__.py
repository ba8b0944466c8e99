"""Sources: whom a source span means, the outlet it spoke to, and what stands within what.

In: ``AttributionRelation`` values and the ``Context`` of their document.
Out: a ``Source`` for each, venues and nesting.
May import: ``cues``, ``phrases``, ``relation``, ``resolution_context``, ``coreference``, ``data``, ``grammar``,
``lexicon``, ``names``.
Doors: ``anonymous``, ``chains``, ``outlets``, ``sources``, ``turns``.
"""
