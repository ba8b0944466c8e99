"""Engines: where work runs.

In: a function over batches, and items.
Out: one result per item, in order; an engine knows no stage.
May import: ``errors``.
Doors: ``cluster``, ``local``.

One file per engine: ``local`` is a pool of processes, ``cluster`` Ray.
"""
