"""The engine of a cluster: batches as Ray tasks, which Ray runs again where a worker dies.

The same function over the same batches as ``local``, results in their order.  An error that the function raises ends
the run, as it does there; a batch whose worker dies again and again is given to ``lost``.  Files are the function's
business: every machine must see them under one path.  A cluster that is started here asks whoever speaks to it for a
token; one at an address has what its owner gave it (``RAY_AUTH_TOKEN``).

Left out: the joins between the maps, which one machine does.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from firsthand.engines.local import Item, Result
from firsthand.errors import MissingExtraError

_AGAIN = 3
"""Times that a batch is run again when its worker dies."""


def run_tasks(
    function: Callable[[list[Item]], list[Result]],
    batches: Sequence[list[Item]],
    lost: Callable[[Item], Result],
    address: str | None = None,
    workers: int | None = None,
) -> Iterator[list[Result]]:
    """The results of batches, in their order, from the cluster at ``address``, or from one that is started here with
    ``workers`` processors and listens on this machine alone."""
    ray = _connected(address, workers)

    def run(batch: list[Item]) -> list[Result]:  # a function of its own: Ray takes no partial one
        return function(batch)

    task = ray.remote(num_cpus=1, max_retries=_AGAIN)(run)
    waiting = [task.remote(batch) for batch in batches]
    for batch, one in zip(batches, waiting, strict=True):
        try:
            yield ray.get(one)
        except (ray.exceptions.WorkerCrashedError, ray.exceptions.OutOfMemoryError):
            yield [lost(item) for item in batch]


def _connected(address: str | None, workers: int | None) -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent that nobody asked to send
    if address is None and "ray" not in sys.modules:  # Ray reads these when it is imported
        os.environ.setdefault("RAY_AUTH_MODE", "token")
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
        os.environ.setdefault("RAY_ENABLE_UV_RUN_RUNTIME_ENV", "0")  # workers run as this process does
    try:
        import ray
    except ImportError as error:
        raise MissingExtraError("a cluster needs an extra: pip install 'firsthand[cluster]'") from error
    if not ray.is_initialized():
        _join(ray, address, workers)
    return ray


def _join(ray: Any, address: str | None, workers: int | None) -> None:
    """Joins the cluster at ``address``, or starts one of our own on this machine, and none that runs here already.

    Asked up to three times: Ray gives up after half a minute, which a busy machine may need, and the server that a
    cluster starts for a client now and then dies as it forks (ray-project/ray, issue 63202).
    """
    where: dict[str, Any] = {"address": address}
    if address is None:
        where = {"address": "local", "num_cpus": workers or os.cpu_count(), "include_dashboard": False,
                 "_node_ip_address": "127.0.0.1"}  # fmt: skip
    for again in (True, True, False):
        try:
            ray.init(log_to_driver=False, **where)
            return
        except Exception as error:
            ray.shutdown()
            died = isinstance(error, ConnectionAbortedError)
            if not again or not (died or "timed out" in str(error)):
                raise


def leave_cluster() -> None:
    """Leaves the cluster, and ends one that was started here."""
    import ray

    ray.shutdown()
