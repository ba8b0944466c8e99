"""The command line: the verbs run, demo, explain, report and schema.  Nothing heavy is imported before it is needed.

Exit codes: 0 done, 1 nothing could be read, 2 wrong use.  Standard output carries only what was asked for; progress,
remarks and refusals go to standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.errors import FirsthandError, NothingReadError, UsageError
from firsthand.version import __version__

if TYPE_CHECKING:
    from firsthand.data import Record
    from firsthand.progress import Progress

_OUT = click.Path(dir_okay=False, allow_dash=True)
_FILE = click.Path(dir_okay=False, path_type=Path)
_EXAMPLES = """\b
Examples:
  firsthand demo --html report.html      the example story that ships with the package
  firsthand run saved-pages/             read a folder, print what it reports
  firsthand run a.html b.txt --json -    the record as JSON on standard output
  firsthand explain c-1a2b3c             the words and reasons behind a claim
"""


@click.group(epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@outputs
@click.option("--store", type=_FILE, help="Keep everything in this SQLite file; a rerun skips what is done.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes to use (default: as the input needs).")
def run(paths: tuple[str, ...], json_: str | None, html: str | None, store: Path | None, workers: int | None) -> None:
    """Read files and folders and write the record of what they report.

    PATH is a file or folder of plain text, HTML or JSON Lines (one object a line: text or html, and any of id, url,
    outlet, title, authors, published); '-' is standard input.
    """
    _run(paths, json_, html, store, workers)


@cli.command(epilog="\b\nExample:\n  firsthand demo --html report.html")
@outputs
def demo(json_: str | None, html: str | None) -> None:
    """Run on the fictional story that ships with the package."""
    from firsthand.example import REPORTS

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


@cli.command(epilog="\b\nExample:\n  firsthand report --store story.db --html report.html")
@click.option("--store", type=_FILE, required=True, help="A store written with --store.")
@outputs
def report(store: Path, json_: str | None, html: str | None) -> None:
    """Make the outputs again from a store."""
    _write(_load(None, store), json_, html)


@cli.command()
def schema() -> None:
    """Print the JSON Schema of the record."""
    import json

    from firsthand.record import schema as record_schema

    click.echo(json.dumps(record_schema(), indent=1))


def _run(paths: tuple[str, ...], json_: str | None, html: str | None, store: Path | None, workers: int | None) -> None:
    _write(_record(list(paths), store, workers), json_, html)


def _record(paths: list[str], store: Path | None, workers: int | None) -> Record:
    from firsthand.models import vectors
    from firsthand.pipeline import run as run_pipeline

    if not vectors.available():
        click.echo("firsthand: without sentence vectors fewer rewrites and claims are joined; "
                   "install them with: pip install 'firsthand[models]'", err=True)  # fmt: skip
    with _progress() as progress:
        record = run_pipeline(paths, stdin=sys.stdin.buffer, store=store, workers=workers, progress=progress)
    for refused in record.rejected:
        click.echo(_plain(f"firsthand: {refused.uri}: {refused.reason}"), err=True)
    if not record.documents:
        raise NothingReadError("nothing could be read; give files or folders of plain text, HTML or JSON Lines")
    return record


def _write(record: Record, json_: str | None, html: str | None) -> None:
    from firsthand.record import to_json

    data = to_json(record)
    _remember(data)
    if json_ == "-" and html == "-":
        raise UsageError("only one output can go to standard output; give --json or --html a file name")
    if json_ is not None:
        _put(json_, data)
    if html is not None:
        from firsthand.report.html import page

        _put(html, page(record).encode())
    if json_ is None and html is None:
        from firsthand.report import summary

        click.echo(summary(record))


def _put(target: str, data: bytes) -> None:
    if target == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(
            f"{target} cannot be written: {error.strerror}; name a file in a folder that exists"
        ) from error
    click.echo(f"wrote {target}", err=True)


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
    if store is not None and not store.is_file():
        raise UsageError(f"{store} does not exist; make it with: firsthand run PATH --store {store}")
    if record_file is None and store is None and not path.is_file():
        raise UsageError("there is no last run; run: firsthand run PATH")
    return open_record(path)


@contextmanager
def _progress() -> Iterator[Progress]:
    """A progress bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total or None)


def _plain(text: str) -> str:
    """One line without control characters: file names come from outside too."""
    return "".join(c if c.isprintable() else "�" for c in text)


def main() -> None:
    """The entry point: errors of ours become one line and an exit code."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("firsthand: stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except NothingReadError as error:
        click.echo(_plain(f"firsthand: {error}"), err=True)
        sys.exit(1)
    except FirsthandError as error:
        click.echo(_plain(f"firsthand: {error}"), err=True)
        sys.exit(2)
