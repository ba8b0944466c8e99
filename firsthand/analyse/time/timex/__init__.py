"""The rules of temporal expressions: ``vocabulary`` (words and rules), ``calendar``, ``durations``, ``clock``."""
