"""Attribution: who says what, through whom, in one document.

In: the parsed document, the index of its discourse and its quotations.
Out: ``Attribution`` values in text order, and the quotations with their speakers.
May import: ``coreference``, ``data``, ``grammar``, ``lexicon``, ``models``, ``names``, ``quotation``, ``trail``,
``words``.

``attribution`` is the order of the steps: ``relations`` finds spans, ``sources`` says whom they mean, ``acts`` what
they do; ``relation``, ``phrases``, ``cues`` and ``resolution_context`` are what these share.
"""

from firsthand.analyse.attribution.attribution import Decider, attributions

__all__ = ["Decider", "attributions"]
