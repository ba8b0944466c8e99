"""What stands before every page: who may ask, what may be changed, how much may be sent, what the browser may do.

Only requests whose Host is this machine's (or the one that ``--share`` names) are answered, which keeps a foreign page
from reaching the desk under a name of its own (DNS rebinding).  A change needs the same Origin and the token of this
run.  Shared pages ask for a password and change nothing.  Every answer carries a policy that lets the browser run our
own script, set our own style and send our own forms, and nothing else.  Follows: OWASP's cheat sheets on cross-site
request forgery and on content security policy.  Left out: encryption; share through something that brings it.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import time
from collections import deque
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_FORM, MOST_FILE = 64_000, 32_000_000
_WITH_FILES = frozenset({"/add", "/judgements", "/sheet"})
_MOST_CHANGES, _MOST_TRIES, _WINDOW = 60, 10, 30.0
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # with none at all, browsers send no Origin with a form
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class TooMuchError(Exception):
    """More was sent than a page takes."""


@dataclass
class _Rate:
    """How often something was done within the last seconds."""

    most: int
    done: deque[float] = field(default_factory=deque)

    def full(self) -> bool:
        now = time.monotonic()
        while self.done and now - self.done[0] > _WINDOW:
            self.done.popleft()
        return len(self.done) >= self.most

    def count(self) -> None:
        self.done.append(time.monotonic())


class Guard:
    """An ASGI application before ours.  ``hosts``: names under which this desk is asked; ``password``: of shared pages,
    '' where nothing is shared, and then nobody is asked for one."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], password: str = "") -> None:
        self._app, self._hosts, self._password = app, hosts, password
        self._changes, self._tries = _Rate(_MOST_CHANGES), _Rate(_MOST_TRIES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it in one line."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refused(scope, headers)
        if refused is not None:
            await _answer(send, *refused)
            return
        most = MOST_FILE if scope["path"] in _WITH_FILES else MOST_FORM
        sent = 0

        async def limited() -> Message:
            nonlocal sent
            message = await receive()
            sent += len(message.get("body", b""))
            if sent > most:
                raise TooMuchError
            return message

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        await self._app(scope, limited, with_headers)

    def _refused(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if _name(host) not in self._hosts:
            return 421, "this desk is not served under that name; open it at the address that firsthand open printed"
        if self._password and not self._known(headers):
            self._tries.count()
            return 401, "a password is needed"
        if scope["method"] in {"GET", "HEAD"}:
            return None
        if scope["method"] != "POST":
            return 405, "pages are read with GET and changed with POST"
        if self._password:
            return 403, "shared pages are read only"
        origin = headers.get("origin")
        if origin not in {None, f"http://{host}"} or headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return 403, "a change must come from a page of this desk"
        if self._changes.full():
            return 429, "too many changes at once; wait half a minute"
        self._changes.count()
        length = headers.get("content-length", "")
        most = MOST_FILE if scope["path"] in _WITH_FILES else MOST_FORM
        if length.isdecimal() and int(length) > most:
            return 413, f"more than {most:,} bytes were sent; send less at a time"
        return None

    def _known(self, headers: dict[str, str]) -> bool:
        if self._tries.full():
            return False
        kind, _, given = headers.get("authorization", "").partition(" ")
        try:
            password = base64.b64decode(given, validate=True).partition(b":")[2]
        except (ValueError, binascii.Error):
            return False
        return kind.lower() == "basic" and hmac.compare_digest(password, self._password.encode())


def _name(host: str) -> str:
    """The name of a Host header, without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


async def _answer(send: Send, status: int, reason: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    if status == 401:
        headers.append((b"www-authenticate", b'Basic realm="Firsthand", charset="UTF-8"'))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{reason}\n".encode()})
