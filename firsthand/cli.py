"""The command line, one command for each verb.  Nothing heavy is imported before it is needed.

Exit codes: 0 done (what was refused is said, and stands in the record), 1 nothing could be read, 2 wrong use, 130
or 143 stopped.  Standard output carries only what was asked for; progress, remarks and refusals go to standard error.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from firsthand import targets
from firsthand.errors import FirsthandError, NothingReadError, UsageError
from firsthand.version import __version__

if TYPE_CHECKING:
    from firsthand.data import Record, Rejected
    from firsthand.progress import Progress

_OUT = click.Path(dir_okay=False, allow_dash=True)
_FILE = click.Path(dir_okay=False, path_type=Path)
_EXAMPLES = """\b
Examples:
  firsthand demo --html report.html      the example story that ships with the package
  firsthand saved-pages/                 read a folder, print what it reports (run for short)
  firsthand run a.html b.txt --json -    the record as JSON on standard output
  firsthand open saved-pages/            the same, in the browser, to check and correct
  firsthand explain c-1a2b3c             the words and reasons behind a claim
"""


class _Verbs(click.Group):
    """``firsthand FOLDER`` is ``firsthand run FOLDER``, where a file or folder of that name is there."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and (args[0] == "-" or Path(args[0][:4000]).exists()):
            args = ["run", *args]
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Verbs, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="firsthand")
def cli() -> None:
    """Read what many outlets published about one story and reconstruct the record.

    Who copied whom; who said what, and through whom; on how many independent origins each claim rests; where reports
    disagree; how a claim changed. It says reported, never true.
    """


def outputs(command: Callable[..., None]) -> Callable[..., None]:
    """The two options that say where the record goes; without them a summary is printed."""
    command = click.option("--html", "html", type=_OUT, help="Write the report as one HTML page ('-': stdout).")(
        command
    )
    return click.option("--json", "json_", type=_OUT, help="Write the record as JSON ('-': stdout).")(command)


@cli.command(
    epilog="\b\nExamples:\n  firsthand run saved-pages/ --html report.html\n  cat a.jsonl | firsthand run - --json -"
)
@click.argument("paths", nargs=-1, metavar="PATH...")
@outputs
@click.option("--store", type=_FILE, help="Keep everything in this SQLite file; a rerun skips what is done.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes to use (default: as the input needs).")
@click.option("--fetch", is_flag=True, help="Fetch the addresses among the PATHs (http and https; keeps robots.txt).")
@click.option("--allow-local", is_flag=True, help="Let --fetch reach addresses on the local network.")
@click.option("--columns", help="Which column or key holds a field, as in text=Body,published=Day.")
@click.option("--judgements", type=_FILE, help="What readers decided, a file that firsthand judge wrote.")
@click.option(
    "--sources", type=_FILE, help="A CSV of outlets and dates as read: written, and what you change in it holds."
)
def run(  # noqa: PLR0913, PLR0917 (one for each option)
    paths: tuple[str, ...],
    json_: str | None,
    html: str | None,
    store: Path | None,
    workers: int | None,
    columns: str | None,
    judgements: Path | None,
    sources: Path | None,
    *,
    fetch: bool,
    allow_local: bool,
) -> None:
    """Read files and folders and write the record of what they report.

    PATH is a file or folder: web pages (HTML, MHTML, WARC, WACZ), text, Markdown, mail, feeds, PDF, Word, RTF, exports
    of newspaper archives, JSON, JSON Lines, CSV, Parquet, and ZIP or tar of these; '-', or no PATH at the end of a
    pipe, is standard input.
    """
    if not paths:
        if not _piped():
            raise click.UsageError("Missing argument 'PATH...': name files or folders, or - for standard input.")
        paths = ("-",)
    if "" in paths:
        raise UsageError("an empty PATH names nothing; give a file, a folder or - for standard input")
    targets.check({"--json": json_, "--html": html}, (*paths, *([str(judgements)] if judgements else ())), store)
    reading: dict[str, Any] = {
        "columns": _columns(columns), "fetch": fetch, "allow_local": allow_local, "judgements": judgements,
    }  # fmt: skip
    if sources is not None:
        from firsthand.judgements import read_judgements
        from firsthand.source_sheet import read_sheet

        targets.check({"--sources": str(sources)}, paths, store)
        reading["judgements"] = (*(read_judgements(judgements) if judgements else ()), *read_sheet(sources))
    record = _record(list(paths), store, workers, reading)
    if sources is not None:
        from firsthand.source_sheet import write_sheet

        write_sheet(record, sources)
        click.echo(_plain(f"wrote {sources}"), err=True)
    _write(record, json_, html)


def _piped() -> bool:
    """Whether something stands at the other end of standard input."""
    if sys.stdin is None or sys.stdin.isatty():
        return False
    try:
        return bool(sys.stdin.buffer.peek(1))  # type: ignore[union-attr]
    except (OSError, ValueError, AttributeError):
        return False


def _columns(given: str | None) -> dict[str, str] | None:
    """``text=Body,published=Day`` as a dictionary."""
    if given is None:
        return None
    pairs = [pair.partition("=") for pair in given.split(",")]
    if not all(name.strip() and column.strip() for name, _, column in pairs):
        raise UsageError("--columns takes FIELD=COLUMN pairs with commas between them, as in text=Body,published=Day")
    return {name.strip(): column.strip() for name, _, column in pairs}


@cli.command(epilog="\b\nExample:\n  firsthand demo --html report.html")
@outputs
def demo(json_: str | None, html: str | None) -> None:
    """Run on the fictional story that ships with the package."""
    from firsthand.example import REPORTS

    targets.check({"--json": json_, "--html": html}, (), None)
    here = Path.cwd()
    try:
        os.chdir(REPORTS)  # so that the record names the files, not where this machine keeps the package
        record = _record(["."], None, None)
    finally:
        os.chdir(here)
    _write(record, json_, html)


@cli.command(epilog="\b\nExamples:\n  firsthand explain c-1a2b3c\n  firsthand explain x-9f8e7d --record record.json")
@click.argument("id_", metavar="ID")
@click.option("--record", "record_file", type=_FILE, help="A record written with --json (default: the last run's).")
@click.option("--store", type=_FILE, help="A store written with --store.")
def explain(id_: str, record_file: Path | None, store: Path | None) -> None:
    """Print the words behind a claim, conflict, derivation or origin, and the reasons for every number."""
    from firsthand.report import explain as explained

    click.echo(explained(_load(record_file, store), id_))


@cli.command(
    epilog="""\b
Examples:
  firsthand shards news/*.parquet --folder work/ --json record.json
  firsthand shards news/*.warc.gz --folder /shared/work --engine ray://head:10001 --store news.db
  firsthand shards --from-store news.db --folder work/ --json record.json"""
)
@click.argument("paths", nargs=-1, metavar="FILE...")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), required=True,
              help="Where what is finished is kept; a rerun goes on from there.")  # fmt: skip
@click.option("--engine", default="local", show_default=True,
              help="What runs it: local (processes), ray (a Ray of its own), or the address of a cluster.")  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 4096), help="Processes to use (default: one a core).")
@click.option("--memory", default="2GB", show_default=True, help="What the join may take before it spills to disk.")
@click.option("--judgements", type=_FILE, help="What readers decided, a file that firsthand judge wrote.")
@click.option("--from-store", type=_FILE, help="Take the reports of this store, and its judgements.")
@click.option("--store", type=_FILE, help="Fill this store with the record, to judge in and to add to.")
@outputs
def shards(  # noqa: PLR0913, PLR0917 (one for each option)
    paths: tuple[str, ...],
    folder: Path,
    engine: str,
    workers: int | None,
    memory: str,
    judgements: Path | None,
    from_store: Path | None,
    store: Path | None,
    json_: str | None,
    html: str | None,
) -> None:
    """Read and relate a pile that is larger than memory, or on many machines.

    Each FILE (Parquet, WARC, JSON Lines; whatever run reads) is a shard, read as a whole by one process. The record is
    that of run over the same files. --json, --html and --store write it; for them it is held in memory.
    """
    from firsthand import scale

    if bool(paths) == (from_store is not None):
        raise UsageError("give files, or --from-store FILE")
    if from_store is not None:
        _existing(from_store)
        if judgements is not None:
            raise UsageError("--from-store brings its own judgements: add these to it (firsthand judgements --import)")
    taken = (*paths, *(str(one) for one in (judgements, from_store) if one is not None))
    targets.check({"--json": json_, "--html": html}, taken, store)
    with _progress() as progress:
        if from_store is not None:
            found = scale.of_store(from_store, folder, engine=engine, workers=workers, memory=memory,
                                   progress=progress)  # fmt: skip
        else:
            found = scale.run_shards(list(paths), folder, engine=engine, workers=workers, memory=memory,
                                     progress=progress, judgements=judgements or ())  # fmt: skip
    for line in _grouped((one.reason, one.uri) for one in found.rejected):
        click.echo(_plain(f"firsthand: {line}"), err=True)
    if not found.documents:
        raise NothingReadError("nothing could be read; give files of web pages, texts or JSON Lines")
    click.echo(_plain(f"related {_reports(len(found.documents))}; what is finished is kept in {folder}"), err=True)
    record = scale.fill_store(found, store) if store is not None else None
    if json_ is not None or html is not None:
        _write(record or scale.record_of(found), json_, html)


@cli.command(epilog="\b\nExample:\n  firsthand add --store story.db today/*.html")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--store", type=_FILE, required=True, help="The SQLite file that holds the reports; made where it is not."
)
@outputs
@click.option("--workers", type=click.IntRange(1, 256), help="Processes to use (default: as the input needs).")
@click.option("--fetch", is_flag=True, help="Fetch the addresses among the PATHs (http and https; keeps robots.txt).")
@click.option("--allow-local", is_flag=True, help="Let --fetch reach addresses on the local network.")
@click.option("--columns", help="Which column or key holds a field, as in text=Body,published=Day.")
def add(  # noqa: PLR0913, PLR0917 (one for each option)
    paths: tuple[str, ...],
    store: Path,
    json_: str | None,
    html: str | None,
    workers: int | None,
    columns: str | None,
    *,
    fetch: bool,
    allow_local: bool,
) -> None:
    """Add reports to a store, and relate them with those that it holds.

    PATH is what it is to run. The record is that of all reports together, however many times something was added.
    """
    from firsthand.pipeline import add as add_to

    targets.check({"--json": json_, "--html": html}, paths, store)
    known = _held(store)
    with _progress() as progress:
        record = add_to(list(paths), store=store, workers=workers, progress=progress, columns=_columns(columns),
                        fetch=fetch, allow_local=allow_local)  # fmt: skip
    known_ids, known_refused = known
    _say_refused(record, known_ids, known_refused)
    if json_ is None and html is None:
        added = sum(one.id not in known_ids for one in record.documents)
        click.echo(f"added {added:,}; the store holds {_reports(len(record.documents))}", err=True)
    _write_store(record, json_, html)


@cli.command(epilog="\b\nExample:\n  firsthand remove --store story.db https://example.org/a.html d-1a2b3c")
@click.argument("things", nargs=-1, required=True, metavar="REPORT...")
@click.option("--store", type=_FILE, required=True, help="The store that holds them.")
@outputs
def remove(things: tuple[str, ...], store: Path, json_: str | None, html: str | None) -> None:
    """Take reports out of a store, by address, path or id, with all that was read of them."""
    from firsthand.pipeline import remove as remove_from

    targets.check({"--json": json_, "--html": html}, (), store)
    _existing(store)
    with _progress() as progress:
        record = remove_from(list(things), store=store, progress=progress)
    if json_ is None and html is None:
        click.echo(f"the store holds {_reports(len(record.documents))}", err=True)
    _write_store(record, json_, html)


@cli.command(epilog="\b\nExample:\n  firsthand stories --store story.db")
@click.option("--store", type=_FILE, help="A store written with --store.")
@click.option("--record", "record_file", type=_FILE, help="A record written with --json (default: the last run's).")
def stories(store: Path | None, record_file: Path | None) -> None:
    """List the stories, those with the latest reports first."""
    from firsthand.report import opened, story_list

    click.echo(story_list(opened(_load(record_file, store))))


@cli.command(epilog="\b\nExample:\n  firsthand report --store story.db --story st-1a2b --html report.html")
@click.option("--store", type=_FILE, required=True, help="A store written with --store.")
@click.option("--story", metavar="ID", help="One story alone (firsthand stories lists them).")
@outputs
def report(store: Path, story: str | None, json_: str | None, html: str | None) -> None:
    """Make the outputs again from a store."""
    from firsthand.report import one_story, opened

    targets.check({"--json": json_, "--html": html}, (), store)
    record = _load(None, store)
    if story is not None:
        reading = opened(record)
        found = reading[story]
        record = opened(one_story(record, next((one.id for one in reading.stories if one is found), story)))  # type: ignore[arg-type]
    _write(record, json_, html)


@cli.command(
    epilog="""\b
Examples:
  firsthand judge same c-1a2b c-3c4d --by "Ada Obi" --judgements judged.jsonl
  firsthand judge outlet d-5e6f "Tavia Post" --by "Ada Obi" --store story.db"""
)
@click.argument("what", metavar="WHAT")
@click.argument("given", nargs=-1, metavar="THING THING|VALUE")
@click.option("--by", required=True, help="Who judges.")
@click.option("--note", default="", help="Why, in a few words.")
@click.option("--judgements", "file", type=_FILE, help="Add it to this file (JSON Lines), for run --judgements.")
@click.option("--store", type=_FILE, help="Add it to this store, whose later runs keep to it.")
@click.option("--record", "record_file", type=_FILE, help="A record written with --json (default: the last run's).")
def judge(  # noqa: PLR0913, PLR0917 (one for each option)
    what: str,
    given: tuple[str, ...],
    by: str,
    note: str,
    file: Path | None,
    store: Path | None,
    record_file: Path | None,
) -> None:
    """Decide what every later run keeps to.

    WHAT is same, different or unsure, of two claims, statements, entities or origins; or separate, of two reports of
    which neither is a copy of the other; or outlet, date, text_origin, direction, conflict or rename, of a report, two
    reports, a derivation, a conflict or an origin, and its value.
    """
    from firsthand import judgement_files
    from firsthand.judging import judge as judged

    place = judgement_files.judgement_place(file, store)
    record = _load(record_file, store if record_file is None and store is not None and store.is_file() else None)
    made = judged(record, what, *given, by=by, note=note)
    place.add([made])
    click.echo(_plain(judgement_files.judgement_line(made)))


@cli.command(epilog="\b\nExample:\n  firsthand judgements --judgements judged.jsonl --undo j-1a2b3c")
@click.option("--judgements", "file", type=_FILE, help="A file that firsthand judge wrote.")
@click.option("--store", type=_FILE, help="A store written with --store.")
@click.option(
    "--record", "record_file", type=_FILE, help="Say what became of each in this record (default: the store's)."
)
@click.option("--undo", multiple=True, metavar="ID", help="Take a judgement back.")
@click.option("--import", "import_", type=_FILE, help="Add the judgements of another file (JSON Lines).")
@click.option("--export", type=_OUT, help="Write them as JSON Lines ('-': stdout).")
def judgements(  # noqa: PLR0913, PLR0917 (one for each option)
    file: Path | None, store: Path | None, record_file: Path | None, undo: tuple[str, ...], import_: Path | None,
    export: str | None,
) -> None:  # fmt: skip
    """List what readers decided, undo, import or export it."""
    from firsthand import judgement_files
    from firsthand.judgements import read_judgements, to_lines

    place = judgement_files.judgement_place(file, store)
    targets.check({"--export": export}, [str(one) for one in (file, import_, record_file) if one], store)
    if import_ is not None:
        place.add(read_judgements(import_))
    if undo:
        for one in place.undo(undo):
            click.echo(_plain(f"undone: {judgement_files.judgement_line(one)}"), err=True)
    if export is not None:
        _put(export, to_lines(place.read()))
        return
    record = _load(record_file, None) if record_file is not None else place.record()
    for one in judgement_files.as_they_stand(place.read(), record):
        click.echo(_plain(judgement_files.judgement_line(one)))


@cli.command(
    name="open",
    epilog="\b\nExamples:\n  firsthand open saved-pages/\n  firsthand open story.db --port 8000 --no-browser",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--store", type=_FILE, help="Where to keep what is read and judged (default: beside the folder).")
@click.option("--no-store", is_flag=True, help="Keep nothing on disk.")
@click.option("--by", default="", help="Your name, which your judgements bear.")
@click.option("--port", type=click.IntRange(0, 65535), default=8031, show_default=True, help="0: any that is free.")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--share", default="", metavar="HOST", help="Let others read under this name of the machine; read only.")
@click.option("--password", default="", help="What --share asks for (default: one is made and printed).")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes to use (default: as the input needs).")
def open_(  # noqa: PLR0913, PLR0917 (one for each option)
    paths: tuple[str, ...],
    store: Path | None,
    by: str,
    port: int,
    share: str,
    password: str,
    workers: int | None,
    *,
    no_store: bool,
    no_browser: bool,
) -> None:
    """Read what is new and show it in the browser: to read, check and correct.

    PATH is a folder or files, as for run; or a store, or a record written with --json. It is served on this machine
    alone. What is read and judged is kept in a store beside the folder, so that it is not read twice.
    """
    try:
        from firsthand.web import serving
    except ImportError as error:
        raise UsageError("the pages need: pip install 'firsthand[web]'") from error
    from firsthand.web import desk as desks

    if store is not None and no_store:
        raise UsageError("give --store or --no-store, not both")
    name = by or desks.EMPTY_NAME
    made = desks.shown_desk(paths, name)
    if made is None:
        kept = None if no_store else store or desks.store_beside(paths)
        if kept is not None:
            click.echo(
                _plain(f"firsthand: what is read and judged is kept in {kept} (--no-store keeps nothing)"), err=True
            )
        with _progress() as progress:
            made = desks.read_desk(paths, kept, name, workers, progress)
    if share and not password:
        password = desks.made_password()
        click.echo(f"firsthand: the password is {password}", err=True)
    serving.serve(made, port, lambda address: click.echo(f"firsthand: open {address} (Ctrl-C ends it)", err=True),
                  share=share, password=password, browser=not no_browser)  # fmt: skip


@cli.command()
def schema() -> None:
    """Print the JSON Schema of the record."""
    import json

    from firsthand.record import schema as record_schema

    click.echo(json.dumps(record_schema(), indent=1))


def _record(paths: list[str], store: Path | None, workers: int | None, reading: dict[str, Any] | None = None) -> Record:
    from firsthand.models import vectors
    from firsthand.pipeline import run as run_pipeline

    if not vectors.available():
        click.echo("firsthand: without sentence vectors fewer rewrites and claims are joined; "
                   "install them with: pip install 'firsthand[models]'", err=True)  # fmt: skip
    with _progress() as progress:
        record = run_pipeline(paths, store=store, workers=workers, progress=progress, **(reading or {}))
    _say_refused(record)
    if not record.documents:
        raise NothingReadError("nothing could be read; give files or folders of web pages, texts or JSON Lines")
    return record


def _say_refused(record: Record, said: Collection[str] = (), old: Collection[Rejected] = ()) -> None:
    """What was refused and what was not used, but for what an earlier record has said."""
    refused = _grouped((one.reason, one.uri) for one in record.rejected if one not in old)
    remarks = _grouped(
        (remark, one.source_id) for one in record.documents if one.id not in said for remark in one.remarks
    )
    for line in [*refused, *remarks]:
        click.echo(_plain(f"firsthand: {line}"), err=True)


def _held(store: Path) -> tuple[frozenset[str], frozenset[Rejected]]:
    """The ids of the reports that a store's record has before something is added, and what it refused."""
    from firsthand.errors import StoreError
    from firsthand.store import Store

    try:
        if store.is_file() and store.stat().st_size:
            with Store(store, reading=True) as opened:
                return opened.told()
    except StoreError:
        pass  # the store says what is wrong where it is opened to write
    return frozenset(), frozenset()


def _existing(store: Path) -> None:
    if not store.is_file():
        raise UsageError(f"{store} does not exist; make it with: firsthand add --store {store} PATH")


def _reports(number: int) -> str:
    return f"{number:,} report{'' if number == 1 else 's'}"


def _write_store(record: Record, json_: str | None, html: str | None) -> None:
    """The outputs of a store; without any, the list of its stories."""
    if json_ is not None or html is not None:
        _write(record, json_, html)
        return
    from firsthand.record import to_json
    from firsthand.report import opened, story_list

    _remember(to_json(record))
    click.echo(story_list(opened(record)))


_SAID_APART = 3
"""Files of one reason that are named one by one; more are counted in one line."""


def _grouped(said: Iterable[tuple[str, str]]) -> Iterator[str]:
    """One line for each file, or for all files of one reason."""
    reasons: dict[str, list[str]] = {}
    for reason, uri in said:
        reasons.setdefault(reason, []).append(uri)
    for reason, uris in sorted(reasons.items(), key=lambda one: (one[1][0], one[0])):
        if len(uris) <= _SAID_APART:
            yield from (f"{uri}: {reason}" for uri in uris)
        else:
            yield f"{len(uris):,} files: {reason} ({', '.join(uris[:_SAID_APART])} …)"


def _write(record: Record, json_: str | None, html: str | None) -> None:
    from firsthand.record import to_json

    data = to_json(record)
    _remember(data)
    if json_ is not None:
        _put(json_, data)
    if html is not None:
        from firsthand.report.html import page

        _put(html, page(record).encode())
    if json_ is None and html is None:
        from firsthand.report import summary

        try:
            click.echo(summary(record))
        except BrokenPipeError:
            raise
        except OSError as error:
            raise UsageError(f"standard output cannot be written: {error.strerror}; use --json FILE") from error


def _put(target: str, data: bytes) -> None:
    targets.put(target, data)
    if target != "-":
        click.echo(_plain(f"wrote {target}"), err=True)


def _last_record() -> Path:
    return Path(click.get_app_dir("firsthand")) / "last-record.json"


def _remember(data: bytes) -> None:
    """Keep the record for ``firsthand explain``; a home that cannot be written is no reason to fail."""
    path = _last_record()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        pass


def _load(record_file: Path | None, store: Path | None) -> Record:
    from firsthand.opening import open as open_record

    if record_file is not None and store is not None:
        raise UsageError("give --record or --store, not both")
    path = record_file or store or _last_record()
    if store is not None:
        _existing(store)
    if record_file is None and store is None and not path.is_file():
        raise UsageError("there is no last run; run: firsthand run PATH")
    return open_record(path)


_LONGEST_FILE = 40  # characters of a file's name beside the bar


@contextmanager
def _progress() -> Iterator[Progress]:
    """A progress bar on standard error, where that is a terminal; elsewhere a plain line now and then."""
    from firsthand.progress import ProgressLines, named_file

    if sys.stderr is None or not sys.stderr.isatty():
        yield ProgressLines(lambda line: click.echo(_plain(f"firsthand: {line}"), err=True))
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
               TextColumn("left"), TimeRemainingColumn(), TextColumn("{task.fields[file]}", markup=False))  # fmt: skip
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, file="")

        def show(stage: str, done: int, total: int) -> None:
            file = _plain(named_file(stage))[:_LONGEST_FILE]
            if bar.tasks[0].description != str(stage):  # the time left is that of this stage
                bar.reset(task)
            bar.update(task, description=str(stage), completed=done, total=total or None, file=file)

        yield show


def _plain(text: str) -> str:
    """One line without control characters: file names come from outside too."""
    return "".join(c if c.isprintable() else "�" for c in text)


class _TerminatedError(BaseException):
    """Somebody asked the process to end (SIGTERM)."""


def _terminated(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # whoever asks again is not kept waiting
    raise _TerminatedError


def main() -> None:
    """The entry point: errors of ours become one line and an exit code."""
    signal.signal(signal.SIGTERM, _terminated)
    stdout = sys.stdout
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal may not have every character
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except _TerminatedError:
        click.echo("firsthand: stopped; what a store has kept is still there", err=True)
        sys.exit(143)
    except (click.Abort, KeyboardInterrupt):
        click.echo("firsthand: stopped", err=True)
        sys.exit(130)
    except SystemExit:
        if sys.stdout is stdout:
            raise
        sys.exit(0)  # Click has put another in its place: whoever reads has read enough ("| head")
    except NothingReadError as error:
        click.echo(_plain(f"firsthand: {error}"), err=True)
        sys.exit(1)
    except FirsthandError as error:
        click.echo(_plain(f"firsthand: {error}"), err=True)
        sys.exit(2)
