"""The application: addresses to pages, forms to judgements, suffixes to exports.

Every change is an ordinary form that works without a script, answered by going back to the page with one line that says
what came of it.  Left out: who may ask, which ``guard`` decides before.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from jinja2 import Environment
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from firsthand.errors import FirsthandError, UsageError
from firsthand.judgements import to_lines
from firsthand.record import to_json
from firsthand.report import html as page_html
from firsthand.report import one_story
from firsthand.report.phrasing import as_sentence, line
from firsthand.source_sheet import sheet
from firsthand.version import __version__
from firsthand.web import exports
from firsthand.web.asked import Asked
from firsthand.web.described import MARKS, MOST_LIST, described
from firsthand.web.desk import Desk, DeskChange
from firsthand.web.guard import Guard, TooMuchError
from firsthand.web.sampling import ANSWERS, QUESTIONS
from firsthand.web.sheets import PAGES, Elsewhere, NotHere, Site, WebPage

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_TEMPLATES = ("site.html", "desk.html", "story.html", "claim.html", "report.html", "compare.html", "origins.html",
              "copies.html", "disputes.html", "details.html", "matrix.html", "time.html", "part.html", "reports.html",
              "brief.html", "check.html", "search.html", "log.html", "since.html", "missing.html",
              "forms.html")  # fmt: skip
_STATIC = {"page.css": "text/css", "site.css": "text/css", "desk.js": "text/javascript", "icon.svg": "image/svg+xml"}
_MOST_QUERY, _MOST_FILES = 4_000, 200
_NEAREST, _NOT_NEAR = "; the nearest are ", "; none is near it"
_TYPED = 8
"""Letters of a link that are surely meant, where another one is told."""
_NOTHING = (
    "This link leads to nothing in this record. What it named was read in other reports, or is a part of something "
    "else since reports came or went"
)
_OTHER_RECORD = (
    "This link is to the record of another run, which is not kept here. The same page of the record that is kept may "
    "say something else, so it is not shown in its place"
)
_SEVERAL = "This link may mean one of several things now"
_ID = re.compile(r"\b[a-z]+-[0-9a-f]{4,40}\b")
_TABS = (
    ("", "", "What is reported"), ("ends", "/o", "On whose word"), ("copies", "/copies", "Who copied whom"),
    ("parts", "/k", "Where they part"), ("details", "/details", "Details"), ("matrix", "/matrix", "Who has what"),
    ("time", "/time", "Timeline"), ("said", "/said", "Who said what"),
    ("only", "/only", "Only in one report"), ("reports", "/reports", "Reports"),
    ("check", "/check", "Check"), ("brief", "/brief", "Brief"),
)  # fmt: skip


def application(desk: Desk, hosts: frozenset[str] = LOOPBACK, password: str = "", *, at_once: bool = False) -> ASGIApp:
    """The application of a desk, behind its guard; ``password`` makes it read only and asks for it; ``at_once``: the
    desk's first page is made before anybody asks for it, who would wait for its parts."""
    pages = _Pages(desk)
    if at_once:
        pages.desk_page()
    routes = [
        Route("/static/{name}", pages.static, methods=["GET"]),
        Route("/judge", pages.judge, methods=["POST"]),
        Route("/undo", pages.undo, methods=["POST"]),
        Route("/tick", pages.tick, methods=["POST"]),
        Route("/answer", pages.answer, methods=["POST"]),
        Route("/sources", pages.sources, methods=["POST"]),
        Route("/add", pages.add, methods=["POST"]),
        Route("/fetch", pages.fetch, methods=["POST"]),
        Route("/searches", pages.searches, methods=["POST"]),
        Route("/watch", pages.watch, methods=["POST"]),
        Route("/judgements", pages.take_in, methods=["POST"]),
        Route("/sheet", pages.take_in_sheet, methods=["POST"]),
        Route("/again", pages.again, methods=["POST"]),
        Route("/progress", pages.progress, methods=["GET"]),
        Route("/openapi.json", pages.openapi, methods=["GET"]),
        Route("/record.json", pages.record, methods=["GET"]),
        Route("/judgements.jsonl", pages.judgements, methods=["GET"]),
        Route("/sources.csv", pages.sheet, methods=["GET"]),
        Route("/s/{story}.html", pages.one_file, methods=["GET"]),
        Route("/{path:path}", pages.show, methods=["GET"]),
    ]
    handlers: Any = {500: _failed, 404: _nothing, TooMuchError: _too_much}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), hosts, password)


def _failed(request: Request, error: Exception) -> Response:
    """One line, where a page could not be made."""
    return Response(f"this page could not be made, please report it: {type(error).__name__}\n", 500,
                    media_type="text/plain; charset=utf-8")  # fmt: skip


def _too_much(request: Request, error: Exception) -> Response:
    return Response("more was sent than this page takes; send less at a time\n", 413,
                    media_type="text/plain; charset=utf-8")  # fmt: skip


def _nothing(request: Request, error: Exception) -> Response:
    return Response("there is no such page\n", 404, media_type="text/plain; charset=utf-8")


class _Pages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._token = secrets.token_urlsafe(24)
        self._known: Site | None = None

    @property
    def _site(self) -> Site:
        """The pages of the record that is shown now."""
        record = self._desk.record
        if self._known is None or self._known.reading is not record:
            self._known = Site(self._desk, record)
        return self._known

    # ------------------------------------------------------------------------------------------------ reading

    def show(self, request: Request) -> Response:
        """Any page, or its rows by suffix."""
        path, suffix = _suffix("/" + request.path_params["path"])
        if len(request.url.query) > _MOST_QUERY:
            return self._missing("the address is too long")
        query = dict(request.query_params)
        site = self._site
        asked = query.get("at", "")
        if asked and asked != site.hash:
            before = self._desk.known(asked)
            if before is None:
                return self._missing(_OTHER_RECORD)
            site = Site(self._desk, before)
        try:
            found = _found(site, Asked(path, query))
        except NotHere as error:
            return self._missing(str(error))
        if isinstance(found, Elsewhere):
            address, _, place = found.address.partition("#")
            if suffix:
                path_, mark, rest = address.partition("?")
                address = f"{path_}.{suffix}{mark}{rest}"
            told = {"note": query.get("note") or found.note, "undo": query.get("undo", "")}
            note = f"?{urlencode({key: value for key, value in told.items() if value})}" if any(told.values()) else ""
            return RedirectResponse(f"{address}{_joined(address, note)}{'#' + place if place else ''}", 302)
        if suffix:
            return self._export(site, found, path, query, suffix)
        return self._page(site, found, path, query)

    def desk_page(self) -> Response:
        """The desk as it is when nothing more is asked for."""
        return self._page(self._site, self._site.desk_sheet(), "/", {})

    def _page(self, site: Site, sheet: WebPage, path: str, query: Mapping[str, str], status: int = 200) -> Response:
        story = sheet.story
        kept = {key: value for key, value in query.items() if key not in {"note", "undo"}}
        text = _environment().get_template(sheet.template).render(
            title=sheet.title, sheet=sheet, story=story, path=path, query=query,
            here=path + (f"?{urlencode(kept)}" if kept else ""),
            suffixes=[(one, f"{path if path != '/' else '/desk'}.{one}" + (f"?{urlencode(kept)}" if kept else ""))
                      for one in exports.TYPES] if sheet.rows is not None else [],
            tabs=[(key, f"/s/{story.id}{address}", name) for key, address, name in _TABS] if story is not None else [],
            story_title=site.reading.headline(story) if story is not None else "",
            stories=len(site.reading.stories), record=site.hash, token=self._token, version=__version__,
            may_change=not self._desk.read_only, note=line(query.get("note", ""), 300), undo=query.get("undo", ""),
            watched=story is not None and story.id in self._desk.watched_here(site.reading),
            marks=MARKS, since=[name for name, _ in reversed(self._desk.before)], **sheet.context,
        )  # fmt: skip
        ready = BackgroundTask(site.be_ready) if site is self._known else None
        return Response(text, status, media_type="text/html; charset=utf-8", background=ready)

    def _export(self, site: Site, sheet: WebPage, path: str, query: Mapping[str, str], suffix: str) -> Response:
        filtered = ", ".join(f"{key}={value}" for key, value in sorted(query.items()))
        latest = max((one.published.latest or "" for one in site.reading.documents), default="")
        head = {
            "shows": sheet.shows, "filter": line(filtered, 300) or "none", "record": site.hash,
            "firsthand": __version__, "latest_report": latest,
        }  # fmt: skip
        if suffix == "md" and sheet.markdown is not None:
            body = exports.as_markdown(head, sheet.title, (), sheet.markdown())
        else:
            rows = sheet.rows() if sheet.rows is not None else ()
            match suffix:
                case "json":
                    body = exports.as_json(head, rows)
                case "csv":
                    body = exports.as_csv(head, rows)
                case _:
                    body = exports.as_markdown(head, sheet.title, rows)
        name = path.strip("/").replace("/", "-") or "desk"
        return Response(body, media_type=exports.TYPES[suffix],
                        headers={"content-disposition": f'inline; filename="{quote(name)}.{suffix}"'})  # fmt: skip

    def _missing(self, reason: str) -> Response:
        ids = list(dict.fromkeys(_ID.findall(reason)))
        held = [one for one in ids if one in self._site.reading]
        if _NEAREST in reason:  # a digit that was mistyped, and no others that are near by chance
            held = [one for one in held if one[:_TYPED] == ids[0][:_TYPED]]
        told, near = reason, [(f"/x/{one}", self._site.named(one)) for one in held]
        if _ID.search(reason) or _NOT_NEAR in reason:
            told = _SEVERAL if near else _NOTHING
        sheet = WebPage("Not here", "missing.html", {"reason": as_sentence(told, 600), "near": near})
        return self._page(self._site, sheet, "/", {}, 404)

    def static(self, request: Request) -> Response:
        """Our own style sheets and script, by name."""
        name = request.path_params["name"]
        if name not in _STATIC:
            return self._missing("there is no such file")
        body = page_html.file_of("static", name) if name == "page.css" else _file("static", name)
        return Response(body, media_type=_STATIC[name])

    def record(self, request: Request) -> Response:
        """The whole record."""
        try:
            return Response(to_json(self._desk.record), media_type="application/json")
        except UnicodeEncodeError:  # a record made in memory may hold what JSON cannot
            return Response("this record holds half a character (a lone surrogate), which JSON cannot write\n", 422,
                            media_type="text/plain; charset=utf-8")  # fmt: skip

    def one_file(self, request: Request) -> Response:
        """A story as one file that needs no desk: its words, drawings and reports."""
        try:
            story = self._site.story(request.path_params["story"])
        except NotHere as error:
            return self._missing(str(error))
        body = page_html.page(one_story(self._desk.record, story.id))
        return Response(body, media_type="text/html; charset=utf-8",
                        headers={"content-disposition": f'attachment; filename="{quote(story.id)}.html"'})  # fmt: skip

    def judgements(self, request: Request) -> Response:
        """Every judgement, as firsthand run --judgements reads them."""
        return Response(to_lines(self._desk.judgements()), media_type="application/jsonl",
                        headers={"content-disposition": 'attachment; filename="judgements.jsonl"'})  # fmt: skip

    def sheet(self, request: Request) -> Response:
        """Outlets and dates as read, as firsthand run --sources takes them."""
        return Response(sheet(self._desk.record), media_type="text/csv; charset=utf-8",
                        headers={"content-disposition": 'attachment; filename="sources.csv"'})  # fmt: skip

    def progress(self, request: Request) -> Response:
        """How far a run is."""
        one = self._desk.progress
        return JSONResponse({"running": self._desk.running, "stage": one.stage, "done": one.done, "total": one.total,
                             "failed": line(self._desk.failed, 300)})  # fmt: skip

    def openapi(self, request: Request) -> Response:
        """What can be asked, as OpenAPI 3.1."""
        return JSONResponse(described())

    # ----------------------------------------------------------------------------------------------- changing

    async def judge(self, request: Request) -> Response:
        """Keep a judgement."""
        form = await self._form(request)
        if form is None:
            return _refused()
        what, a, b = form.get("what", ""), form.get("a", ""), form.get("b", "")

        def change() -> tuple[str, str, str]:
            made = self._desk.judge(what, a, b, form.get("note", ""), form.get("claim", ""))
            return made.says, made.claim, made.undo

        return await self._done(form, change)

    async def undo(self, request: Request) -> Response:
        """Take a judgement back."""
        form = await self._form(request)
        if form is None:
            return _refused()
        return await self._done(form, lambda: (f"Taken back: {self._desk.undo(form.get('id', '')).says}", "", ""))

    async def tick(self, request: Request) -> Response:
        """Mark a claim, with a note."""
        form = await self._form(request)
        if form is None:
            return _refused()

        def change() -> tuple[str, str, str]:
            mark = form.get("mark", "")
            if mark not in MARKS or form.get("claim", "") not in self._desk.record:
                raise UsageError("a claim is marked: to check, checked, use or drop")
            self._desk.keep_note(kind="tick", claim=form["claim"], mark=mark, note=form.get("note", ""))
            return f"Marked: {mark or 'no mark'}.", "", ""

        return await self._done(form, change)

    async def answer(self, request: Request) -> Response:
        """Keep the answers of a check."""
        form = await self._form(request)
        if form is None:
            return _refused()

        def change() -> tuple[str, str, str]:
            for name, _ in QUESTIONS:
                answer = form.get(name, "")
                if answer in ANSWERS and form.get("claim", "") in self._desk.record:
                    self._desk.keep_note(kind="check", claim=form["claim"], question=name, answer=answer)
            return "Kept.", "", ""

        return await self._done(form, change)

    async def searches(self, request: Request) -> Response:
        """Keep a search under a name, or forget it."""
        form = await self._form(request)
        if form is None:
            return _refused()

        def change() -> tuple[str, str, str]:
            asked = parse_qsl(form.get("search", ""), max_num_fields=12)
            self._desk.keep_search(form.get("name", ""), urlencode(asked), kept=form.get("kept", "yes") == "yes")
            return "The search is kept." if form.get("kept", "yes") == "yes" else "The search is forgotten.", "", ""

        return await self._done(form, change)

    async def watch(self, request: Request) -> Response:
        """Watch a story, say that it is seen, or watch it no more."""
        form = await self._form(request)
        if form is None:
            return _refused()

        def change() -> tuple[str, str, str]:
            watched = form.get("watched", "yes") == "yes"
            self._desk.watch(form.get("story", ""), watched=watched)
            return "Watched from here on." if watched else "Not watched any more.", "", ""

        return await self._done(form, change)

    async def sources(self, request: Request) -> Response:
        """Keep an outlet, a date or a text's origin of a report."""
        form = await self._form(request)
        if form is None:
            return _refused()

        def change() -> tuple[str, str, str]:
            report, said, undo = form.get("report", ""), [], ""
            if whose := form.get("whose", ""):
                form["text_origin"] = (
                    whose if whose == "own" else f"{whose}: {form.get('name', '').strip()}".rstrip(": ")
                )
            for what in ("outlet", "date", "text_origin"):
                value = form.get(what, "").strip()
                if value and value != form.get(f"was_{what}", ""):
                    made = self._desk.judge(what, report, value)
                    said.append(f"{what.replace('_', ' ')}: {line(value, 80)}; {made.says}")
                    undo = made.undo
            return " ".join(said) or "Nothing was changed.", "", undo

        return await self._done(form, change)

    async def add(self, request: Request) -> Response:
        """Put files into the folder and read them."""
        form = await request.form(max_files=_MOST_FILES, max_fields=10)
        if not self._is_ours(str(form.get("token", ""))):
            return _refused()
        names: list[str] = []
        try:
            for one in form.getlist("files"):
                if isinstance(one, UploadFile):
                    data = await one.read()
                    names.append(await run_in_threadpool(self._desk.add, one.filename or "", data))
            if not names:
                raise UsageError("no file was given")
            await run_in_threadpool(self._desk.run)
            note = self._desk.failed or f"Added {', '.join(names[:5])}{' …' if len(names) > 5 else ''}."
        except FirsthandError as error:
            note = str(error)
        return RedirectResponse(f"/?{urlencode({'note': line(note, 300)})}", 303)

    async def take_in(self, request: Request) -> Response:
        """Keep the judgements of a file."""
        return await self._taken_in(request, self._desk.take_in, "/log", "one that was taken along from a log")

    async def take_in_sheet(self, request: Request) -> Response:
        """Keep what was corrected in a sheet."""
        return await self._taken_in(request, self._desk.take_in_sheet, "/", "the sheet that you corrected")

    async def _taken_in(
        self, request: Request, take: Callable[[bytes], DeskChange], back: str, wanted: str
    ) -> Response:
        form = await request.form(max_files=1, max_fields=10)
        if not self._is_ours(str(form.get("token", ""))):
            return _refused()
        one, undo = form.get("file"), ""
        try:
            data = await one.read() if isinstance(one, UploadFile) else b""
            if not data.strip():
                raise UsageError(f"no file was given: choose {wanted}")
            made = await run_in_threadpool(take, data)
            note, undo = made.says, made.undo
        except FirsthandError as error:
            note = str(error)
        told = {"note": line(note, 300), **({"undo": undo} if undo else {})}
        return RedirectResponse(f"{back}?{urlencode(told)}", 303)

    async def fetch(self, request: Request) -> Response:
        """Fetch the addresses of a list and read them."""
        form = await self._form(request, MOST_LIST)
        if form is None:
            return _refused()
        try:
            note = await run_in_threadpool(self._desk.fetch, form.get("addresses", ""))
        except FirsthandError as error:
            note = str(error)
        return RedirectResponse(f"/?{urlencode({'note': line(note, 300)})}", 303)

    async def again(self, request: Request) -> Response:
        """Read what is new."""
        form = await self._form(request)
        if form is None:
            return _refused()
        await run_in_threadpool(self._desk.run)
        return RedirectResponse(f"/?{urlencode({'note': self._desk.failed or 'Read again.'})}", 303)

    def _is_ours(self, token: str) -> bool:
        """Whether a token is this run's, whatever characters it has."""
        return hmac.compare_digest(token.encode("utf-8", "surrogatepass"), self._token.encode())

    async def _form(self, request: Request, most: int = 4_000) -> dict[str, str] | None:
        """The fields of a form; None where its token is not this run's."""
        body = await request.body()
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=40)
        form = {key: value[:most] for key, value in pairs}
        return form if self._is_ours(form.get("token", "")) else None

    async def _done(self, form: Mapping[str, str], change: Any) -> Response:
        """Make a change and go back to the page, with what came of it."""
        back = form.get("back", "/")
        try:
            says, claim, undo = await run_in_threadpool(change)
        except FirsthandError as error:
            says, claim, undo = str(error), "", ""
        path, _, query = (back if back.startswith("/") and not back.startswith("//") else "/").partition("?")
        if claim and "/c/" in path:
            path = path.partition("/c/")[0] + f"/c/{claim}"
        kept = [(key, value) for key, value in parse_qsl(query) if key not in {"note", "undo"}]
        told = [*kept, ("note", line(says, 300)), *([("undo", undo)] if undo else [])]
        return RedirectResponse(f"{quote(path, safe='/')}?{urlencode(told)}{_place(form)}", 303)


def _joined(address: str, query: str) -> str:
    return f"&{query[1:]}" if query and "?" in address else query


def _place(form: Mapping[str, str]) -> str:
    place = form.get("place", "")
    return f"#{quote(place)}" if place else ""


def _refused() -> Response:
    return Response("this form is from an earlier run of the desk; load its page again and send it once more\n", 403,
                    media_type="text/plain; charset=utf-8")  # fmt: skip


def _suffix(path: str) -> tuple[str, str]:
    stem, dot, suffix = path.rpartition(".")
    return (stem, suffix) if dot and suffix in exports.TYPES and "/" not in suffix else (path, "")


def _found(site: Site, asked: Asked) -> WebPage | Elsewhere:
    """The page that an address asks for.  Raises NotHere."""
    parts = [one for one in asked.path.split("/") if one]
    match parts:
        case [] | ["desk"]:
            return site.desk_sheet(asked)
        case ["search"]:
            return site.search_sheet(asked)
        case ["log"]:
            return site.log_sheet()
        case ["compare"]:
            return site.compare_sheet(asked)
        case ["x", id_]:
            return site.anything(id_)
        case ["d", id_]:
            return site.report_sheet(id_, asked)
        case ["s", story, *rest]:
            return _of_story(site, story, rest, asked)
        case _:
            raise NotHere(f"there is no page {line(asked.path, 100)}")


def _of_story(site: Site, id_: str, rest: list[str], asked: Asked) -> WebPage | Elsewhere:
    """The page of a story that an address asks for.  Raises NotHere."""
    if now := site.story_now(id_):
        return Elsewhere("/".join(("/s", now, *rest)), f"This story was {id_} before an earlier report came")
    story = site.story(id_)
    match rest:
        case []:
            return site.story_sheet(story, asked)
        case ["c", claim]:
            return site.claim_sheet(story, claim, asked)
        case ["since", record]:
            return site.since_sheet(story, record, asked)
        case ["facts"]:  # as the page of details was called
            return Elsewhere(f"/s/{story.id}/details{asked.at_end()}")
        case [page] if page in PAGES:
            return PAGES[page](site, story, asked)
        case _:
            raise NotHere(f"there is no page {line(asked.path, 100)}")


@cache
def _environment() -> Environment:
    return page_html.environment(tuple((name, _file("templates", name)) for name in _TEMPLATES))


@cache
def _file(folder: str, name: str) -> str:
    return resources.files("firsthand.web").joinpath(folder, name).read_text(encoding="utf-8")
