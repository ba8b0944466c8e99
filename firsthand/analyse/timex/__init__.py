"""The rules of temporal expressions: ``grammar`` (vocabulary, what a rule is), ``calendar``, ``spans``, ``clock``."""
