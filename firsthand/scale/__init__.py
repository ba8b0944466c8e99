"""Scale: piles larger than memory, in shards: read by workers, joined on disk, related story by story.

In: shards (Parquet, WARC, JSON Lines; whatever ``ingest`` reads), and a folder for what is finished.
Out: a folder of files, one a shard and stage; from it the record, or a store.
May import: ``comparable``, ``data``, ``duplicates``, ``engines``, ``errors``, ``ingest``, ``judgements``, ``keeping``,
``models``, ``outcome``, ``pipeline``, ``progress``, ``relate``, ``store``, ``version``.
Doors: none.

``shards`` reads; ``joins`` finds what reports have in common (DuckDB, which keeps to a memory limit and spills to
disk); ``stages`` is the order of the work.  A file is written aside and renamed when it is whole, under the hash of all
that it is made of: a second run skips what is finished, and a worker that dies leaves nothing half done.
"""

from firsthand.scale.stages import Finished, fill_store, of_store, record_of, run_shards

__all__ = ["Finished", "fill_store", "of_store", "record_of", "run_shards"]
