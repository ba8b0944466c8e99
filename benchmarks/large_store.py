"""What it costs to add 100 reports to a store of many: CPU seconds beyond reading them, step by step.

    python -m benchmarks.large_store STORE REPORTS      fills the store, in rounds of a hundred real reports
    python -m benchmarks.large_store STORE add [NEW]    adds other real reports to it (100), by itself

The reports of a round are read and related once; every further round has their outcomes and the rows of their parts
with all rarer words written in another alphabet (as long as before, so that spans hold) and ids of its own.  So it has
the stories of the first round, of other people and places.  A part that the mixed pile sorts otherwise is related.
"""

from __future__ import annotations

import hashlib
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.claims import raws, row_of
from firsthand import keeping, pipeline
from firsthand.comparable.reading import build
from firsthand.data import DocumentId, Record
from firsthand.engines import local
from firsthand.keeping import Kept
from firsthand.models import vectors
from firsthand.outcome import AnalysedDocument
from firsthand.relate import assemble
from firsthand.relate.part_rows import PartRows, encode_rows, part_key
from firsthand.relate.readings.rarity import usual
from firsthand.store import Member, Members, Store, noun_tables

_ROUND = 100
_WORD = re.compile(r"[^\W\d_]{4,}")
_ID = re.compile(r"[a-z]+-[0-9a-f]{16}")
_COMMON = 0.02


class Alphabet:
    """Writes all rarer words otherwise, as long as before; the first round's alphabet changes nothing."""

    def __init__(self, number: int, fixed: frozenset[str]) -> None:
        self._number, self._fixed = number, fixed
        self._letters: dict[int, int] = {}
        draw = random.Random(number)
        for letters in ("aeiou", "bcdfghjklmnpqrstvwxyz"):
            others = draw.sample(letters, len(letters))
            pairs = zip(letters + letters.upper(), "".join(others) + "".join(others).upper(), strict=True)
            self._letters.update({ord(a): ord(b) for a, b in pairs})
        self.text = lru_cache(maxsize=1 << 18)(self._text)

    def _text(self, text: str) -> str:
        if text in self._fixed:
            return text
        return _ID.sub(self._id, _WORD.sub(self._word, text) if not _ID.fullmatch(text) else text)

    def _id(self, found: re.Match[str]) -> str:
        kind, _, _ = found.group().partition("-")
        return f"{kind}-{hashlib.blake2b(f'{self._number} {found.group()}'.encode(), digest_size=8).hexdigest()}"

    def _word(self, found: re.Match[str]) -> str:
        word = found.group()
        return word if word.isupper() or usual(word.casefold()) >= _COMMON else word.translate(self._letters)

    def all_of(self, value: Any) -> Any:
        """A value of JSON with all strings in it."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.all_of(one) for one in value]
        if isinstance(value, dict):
            return {self.text(key): self.all_of(one) for key, one in value.items()}
        return value


def fixed_words() -> frozenset[str]:
    """Names of fields, and values that are one of a few."""
    return frozenset(_words_of([msgspec.json.schema(AnalysedDocument), msgspec.json.schema(PartRows)]))


def _words_of(told: Any) -> Iterator[str]:
    """Keys and strings of a JSON Schema."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, list):
        for one in told:
            yield from _words_of(one)
    elif isinstance(told, dict):
        for key, one in told.items():
            yield from (key, *_words_of(one))


def renewed(read: AnalysedDocument, alphabet: Alphabet, number: int) -> AnalysedDocument:
    """The report in another alphabet."""
    plain = alphabet.all_of(msgspec.msgpack.decode(msgspec.msgpack.encode(read)))
    for name in ("uri", "source_id"):
        plain["document"][name] += f"#{number}"
    made = msgspec.msgpack.decode(msgspec.msgpack.encode(plain), type=AnalysedDocument)
    reading = made.comparable.reading
    words = zip(reading.words, reading.starts, reading.ends, reading.quoted.tolist(), strict=True)
    object.__setattr__(made.comparable, "reading", build(reading.id, reading.lines, list(words)))
    return made


def fill(path: Path, count: int) -> None:
    first = [one for batch in local.run_batches(pipeline.read_batch, list(islice(raws(), _ROUND)), keeping.lost)
             for one in batch if isinstance(one, AnalysedDocument)]  # fmt: skip
    embed, fixed = vectors.embedder(), fixed_words()
    pile = assemble.sort_pile(sorted(first, key=lambda one: one.document.id))
    rows = {}
    for part in range(len(pile.parts)):
        made = assemble.related_job(pile.job(part), embed)
        assert isinstance(made, PartRows)
        rows[frozenset(pile.reports[number].document.id for number in pile.members[part])] = made
    alphabets = {number: Alphabet(number, fixed) for number in range(1, -(-count // _ROUND))}
    with Store(path) as db:
        kept = Kept(db, pipeline.read_batch, pipeline.analysed, 1, pipeline.silent)
        members = []
        base: dict[DocumentId, tuple[int, DocumentId]] = {}
        for number in range(-(-count // _ROUND)):
            sources = []
            for one in first:
                new = renewed(one, alphabets[number], number) if number else one
                source = hashlib.sha256(new.document.uri.encode()).hexdigest()
                kept._known[source] = new
                sources.append((source, new.document.uri))
                base[new.document.id] = number, one.document.id
            kept._keep(sources)
            members += [Member(*one) for one in sources]
            print(f"{(number + 1) * _ROUND:>8} kept", end="\r", file=sys.stderr)
        reports, rejected = pipeline.distinct_documents(kept.of(members))
        kept.as_judged(reports, pipeline.settle(()))
        mixed = assemble.sort_pile(sorted(reports, key=lambda one: one.document.id), memory=kept)
        parts, related, used = [], 0, set()
        for part in range(len(mixed.parts)):
            held = [mixed.reports[number] for number in mixed.members[part]]
            rounds, ids = zip(*(base[one.document.id] for one in held), strict=True)
            known = rows.get(frozenset(ids)) if len(set(rounds)) == 1 else None
            if known is None:
                made = assemble.related_job(mixed.job(part), embed)
                assert isinstance(made, PartRows)
                related += 1
            elif rounds[0]:
                plain = alphabets[rounds[0]].all_of(msgspec.msgpack.decode(msgspec.msgpack.encode(known)))
                made = msgspec.msgpack.decode(msgspec.msgpack.encode(plain), type=PartRows)
            else:
                made = known
            names = [kept.name_of(one) for one in held]
            digests = [mixed.compared[number].digest for number in mixed.members[part]]
            key = part_key(names, digests, mixed.parts[part], (), vectors=made.vectors)
            db.keep_part(key, encode_rows(made), b"", names)
            used.add(key)
            parts.append(made)
        record = assemble.record_of_parts(reports, parts, rejected, assemble.vectors_by(embed))
        before = db.members()
        assert db.keep_record(record, Members(frozenset(members), frozenset(), before.generation), frozenset(used))
        print(
            f"{len(reports)} reports in {len(parts)} parts, {related} of them related: mixed otherwise than in a round"
        )


def cpu() -> float:
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime


class Steps:
    """CPU seconds of some functions while they run."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def watch(self, owner: Any, name: str, called: str) -> None:
        function: Callable[..., Any] = getattr(owner, name)

        def timed(*arguments: Any, **more: Any) -> Any:
            began = cpu()
            try:
                return function(*arguments, **more)
            finally:
                self.spent[called] = self.spent.get(called, 0.0) + cpu() - began

        setattr(owner, name, timed)


def add(path: Path, rows: Sequence[dict[str, object]]) -> None:
    """Adds reports to the store and to an empty one; what the first costs beyond the second."""
    empty = path.with_suffix(".empty.db")
    empty.unlink(missing_ok=True)
    began = cpu()
    pipeline.add(list(rows), store=empty, workers=1)
    alone = cpu() - began
    empty.unlink()
    with Store(path) as db:
        before = len(db.members().documents)
    steps = Steps()
    steps.watch(Kept, "of", "what the index holds")
    steps.watch(pipeline, "distinct_documents", "which are one")
    steps.watch(assemble, "sort_pile", "sorted into stories")
    steps.watch(assemble, "_remembered", "parts, taken or related")
    steps.watch(assemble, "record_of_parts", "the record of all parts")
    steps.watch(Store, "keep_record", "the record written")
    steps.watch(noun_tables, "write_record", "  of it the tables")
    began, wall = cpu(), time.perf_counter()
    record: Record = pipeline.add(list(rows), store=path, workers=1)
    whole, wall = cpu() - began, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = (
        f"{len(rows)} reports to {before:,}: {whole:.1f} CPU s ({wall:.1f} s by the clock), {alone:.1f} by themselves,"
    )
    print(told, f"{whole - alone:.1f} beyond; {len(record.documents):,} reports; peak {peak:,.0f} MB")
    for name, spent in steps.spent.items():
        print(f"  {name:26} {spent:8.1f} CPU s  {1000 * spent / before:7.2f} ms a report that it holds")


def main() -> None:
    path, asked = Path(sys.argv[1]), sys.argv[2]
    if asked == "add":
        count = int(sys.argv[3]) if len(sys.argv) > 3 else 100
        given = islice(raws(), _ROUND, _ROUND + count)
        add(path, [row_of(one) for one in given])
    else:
        fill(path, int(asked))


if __name__ == "__main__":
    main()
