"""Statements: one assertion of one report for each clause.

In: the parsed document, the index of its discourse, its temporal expressions and its attributions.
Out: ``Statement`` values, sorted; no two overlap.
May import: ``coreference``, ``data``, ``dates``, ``grammar``, ``lexicon``, ``names``.

``clauses`` finds the clauses, ``clause_boundaries`` where they end, ``clause_statements`` makes a statement of each.
"""

from firsthand.analyse.statements.clause_statements import statements

__all__ = ["statements"]
