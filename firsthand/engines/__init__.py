"""Engines: where work runs.

In: a function over batches, and items.
Out: one result per item, in order; an engine knows no stage.
May import: nothing.
Doors: ``local``.

One file per engine, each with ``run_batches``.
"""
