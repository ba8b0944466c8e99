"""Coreference: whom pronouns, surnames, roles and descriptions mean.

In: the parsed document and its entities.
Out: an ``Index`` of the discourse, and for any words the ``antecedent`` with its reason.
May import: ``entities``, ``data``, ``grammar``, ``lexicon``, ``names``, ``words``.
"""

from firsthand.analyse.coreference.coreference import antecedent, referents
from firsthand.analyse.coreference.salience import Index

__all__ = ["Index", "antecedent", "referents"]
