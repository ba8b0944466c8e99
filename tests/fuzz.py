# ruff: noqa: E501 (a table of bytes)
"""Damaged and hostile files, made from one small file of every format: each is read or refused in one line.

    python -m tests.fuzz [MINUTES] [--seed N]      Hypothesis: what is found is made small
    python -m tests.fuzz [MINUTES] --atheris       libFuzzer, guided by what the code does (pip install atheris)

CI runs one minute, the nightly command is ``python -m tests.fuzz 20``.  For each input: no exception but those that the
reader says, refusals of one line, blocks that partition the text, spans inside it, and the bounds of CPU time and
memory for each byte (docs/reference.md).
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import random
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from types import FunctionType

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from benchmarks.growth import MEMORY, MEMORY_A_BYTE, measured
from firsthand.clean import clean
from firsthand.cpu_limit import SECONDS, SECONDS_A_BYTE
from firsthand.data import Document, RawDocument, Rejected
from firsthand.ingest.formats import documents
from firsthand.ingest.part import MAX_UNPACKED, Budget, Part, suffix_of

FILES = Path(__file__).parent / "ingest" / "files"
_MOST = 300_000
_HANGS = 120  # seconds after which the place where it hangs is printed
_TOKENS = (
    b"<div>", b"</p>", b"<![CDATA[", b"<!--", b"&#x0;", b"&#1114112;", b"<script>", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"{", b"}",
    b'"', b"\\u0000", b"[[[[", b"0001-01-01", b"9999-12-31T23:59:60Z", b"9" * 400, b" " * 3000, b"\n" * 500, b"%PDF-",
    b"PK\x03\x04", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"Content-Length: 99999999999\r\n", b"<!ENTITY x 'y'>", b"End of Document\n",
    b"Nom de la source\n", b"Full text:", b"{\\rtf1", b"\\bin99999999 ", b'"liveBlogUpdate":[{}]', b"\xe2\x80\xae", "ﬁ́".encode() * 50,
    b'<a href="http://[::1">', b"<table><tr><td>", b"12:05\n", b"Correction: not 5\n", b"### ", b" | ",
)  # fmt: skip
SAMPLES: tuple[tuple[str, bytes], ...] = tuple((path.name, path.read_bytes()) for path in sorted(FILES.iterdir()))


def check(name: str, data: bytes) -> None:
    """One file of this name.  Raises AssertionError, or what the reader let through."""
    faulthandler.dump_traceback_later(_HANGS, exit=True)
    size, took, peak = measured(lambda: _read(name, data))
    faulthandler.cancel_dump_traceback_later()
    assert took <= SECONDS + SECONDS_A_BYTE * size, f"{took:.1f} s of CPU for {size:,} bytes"
    assert peak <= MEMORY + MEMORY_A_BYTE * size, f"{peak:,} bytes of memory for {size:,} bytes"


def _read(name: str, data: bytes) -> int:
    """Reads and cleans the file; the bytes of it and of what came out."""
    part = Part(f"in/{name}", suffix_of(name), io.BytesIO(data), len(data), budget=Budget(min(MAX_UNPACKED, 2**26)))
    size = len(data)
    for item in documents(part):
        size += len(item.data) if isinstance(item, RawDocument) else 0
        made = clean(item) if isinstance(item, RawDocument) else item
        if isinstance(made, Document):
            _document(made)
            continue
        assert isinstance(made, Rejected)
        assert made.reason and "\n" not in made.reason and len(made.reason) < 1_000, made
        assert "internal error" not in made.reason, made
    return size


def _document(made: Document) -> None:
    end = 0
    for block in made.blocks:
        assert block.start == end and block.end >= block.start
        end = block.end
    assert end == len(made.text)
    made.text.encode("utf-8")
    for span in (*made.entries, *made.notes, *made.passages_in, *made.published.evidence, *made.outlet.evidence):
        assert 0 <= span.start <= span.end <= len(made.text)


def damaged(data: bytes, edits: Sequence[tuple[int, int, int]]) -> bytes:
    """The bytes after some edits: (what is done, where, with what)."""
    made = bytearray(data)
    for what, where, which in edits:
        at = where % (len(made) + 1)
        if what == 0 and made:
            made[at % len(made)] = which % 256
        elif what == 1:
            made[at:at] = _TOKENS[which % len(_TOKENS)]
        elif what == 2:
            del made[at : at + which % 4_000]
        elif what == 3:
            made[at:at] = made[at : at + which % 4_000]
        elif what == 4:
            made = made[:at] + made[which % (len(made) + 1) :]
        elif what == 5:
            made[at:at] = _TOKENS[which % len(_TOKENS)] * (which % 2_000)
        if len(made) > _MOST:
            del made[_MOST:]
    return bytes(made)


_EDITS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 100_000), st.integers(0, 100_000)), max_size=8)


def minutes_of_hypothesis(minutes: float, start: int) -> int:
    """Runs until the time is up; how many inputs were tried."""
    tried = 0
    until = time.monotonic() + 60 * minutes
    round_ = start

    @given(st.sampled_from(SAMPLES), _EDITS, st.sampled_from(SAMPLES))
    @settings(max_examples=100, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def one(sample: tuple[str, bytes], edits: list[tuple[int, int, int]], other: tuple[str, bytes]) -> None:
        nonlocal tried
        tried += 1
        if time.monotonic() < until:
            name = other[0] if edits and edits[0][1] % 7 == 0 else sample[0]  # now and then under a wrong name
            check(name, damaged(sample[1], edits))

    while time.monotonic() < until:
        try:
            seed(round_)(one)()
        except BaseException:
            print(f"seed {round_}: failed after {tried:,} inputs", file=sys.stderr)
            raise
        round_ += 1
    return tried


def minutes_of_atheris(minutes: float, start: int) -> None:
    """libFuzzer over the same check; never comes back."""
    import atheris

    def one(data: bytes) -> None:
        if len(data) > 2:
            check(SAMPLES[data[0] % len(SAMPLES)][0], data[1:])

    corpus = Path("/tmp") / "firsthand-fuzz"
    corpus.mkdir(exist_ok=True)
    for number, (name, data) in enumerate(SAMPLES):
        (corpus / name).write_bytes(bytes([number]) + data)
    for name, module in list(sys.modules.items()):  # ours alone: all that is loaded takes minutes
        for thing in list(vars(module).values()) if name.startswith("firsthand") else ():
            if isinstance(thing, FunctionType) and thing.__module__ == name:
                atheris.instrument_func(thing)
    atheris.Setup([sys.argv[0], str(corpus), f"-max_total_time={int(60 * minutes)}", f"-seed={start or 1}", f"-max_len={_MOST}",
                   "-timeout=60", "-rss_limit_mb=4096"], one)  # fmt: skip
    atheris.Fuzz()


def main() -> None:
    """The command."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("minutes", nargs="?", type=float, default=1.0)
    arguments.add_argument("--seed", type=int, default=None)
    arguments.add_argument("--atheris", action="store_true")
    given_ = arguments.parse_args()
    start = given_.seed if given_.seed is not None else random.SystemRandom().randrange(2**31)
    warnings.simplefilter("ignore")
    if given_.atheris:
        minutes_of_atheris(given_.minutes, start)
        return
    print(f"seed {start}")
    print(f"{minutes_of_hypothesis(given_.minutes, start):,} inputs, none failed")


if __name__ == "__main__":
    main()
