"""Serve a desk on this machine and open the browser.

One process, HTTP/1.1, loopback unless the pages are shared.  Left out: encryption, more than one process.
"""

from __future__ import annotations

import socket
import threading
import time
import webbrowser
from collections.abc import Callable

import uvicorn

from firsthand.errors import UsageError
from firsthand.web.asgi import LOOPBACK, application
from firsthand.web.desk import Desk

_MOST_HEADERS, _MOST_WAITING = 32_768, 64


def serve(  # noqa: PLR0913 (keywords)
    desk: Desk,
    port: int,
    told: Callable[[str], None],
    *,
    share: str = "",
    password: str = "",
    browser: bool = True,
) -> None:
    """Serve until stopped; ``told`` is given the address once the first page is ready.  ``share``: a name of this
    machine under which others may read, with the ``password``; nothing can be changed then.  Raises UsageError where
    the port cannot be had."""
    desk.read_only = bool(share)
    hosts = LOOPBACK | ({share.lower()} if share else frozenset())
    listening = _listening("0.0.0.0" if share else "127.0.0.1", port)  # noqa: S104 (asked for)
    address = f"http://{share or '127.0.0.1'}:{listening.getsockname()[1]}/"
    config = uvicorn.Config(
        application(desk, hosts, password if share else "", at_once=True), log_level="warning", access_log=False,
        server_header=False, h11_max_incomplete_event_size=_MOST_HEADERS, limit_concurrency=_MOST_WAITING,
        timeout_keep_alive=5, lifespan="off", ws="none", http="h11", loop="asyncio",
    )  # fmt: skip
    told(address)
    if browser:
        threading.Thread(target=_open, args=(address,), daemon=True).start()
    uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(_MOST_WAITING)  # who is told the address may ask at once
    except OSError as error:
        found.close()
        raise UsageError(
            f"port {port} cannot be had ({error.strerror}); give another with --port, or 0 for any"
        ) from error
    return found


def _open(address: str) -> None:
    time.sleep(0.5)
    webbrowser.open(address)
