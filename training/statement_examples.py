"""What the statement encoder learns from (``training/statement_encoder.py``): texts that say one thing, and others.

Each line is a unit {texts, groups, from}: texts that are compared with each other, and of each the names of what it
says; two texts with a name in common are one assertion, more or less fully told.  Taken from the corpora of
``../shared`` (see its README):

- grouped: statements of 499 stories of which readers grouped every one (``evals/gathering/grouped.json``);
- edits: summaries and the same with one fact changed (number, name, polarity, event);
- rte, numbers: a text and what does not follow from it, with quantities;
- sts: headlines scored 0 to 5 (from 4 the same, up to 2.8 not);
- ecb: sentences of one story in two reports whose events are all one (same) or none (not), by their chains;
- leads: a report's title and its first sentence (same), and a later sentence of it that looks most like it (not);
- words: lemmas of these statements, whose distances the encoder keeps as they were.

Left out, so that figures on them stay honest: MSRP, the labelled pairs of ``evals/statement_pairs.csv`` and every
report of a story that was read whole.  (The weights of 2026-12-01 were trained before titles with first sentences, and
ECB+'s pairs, left these reports out: see the model card.)

    python -m training.statement_examples FILE     writes JSON Lines; texts of the corpora, never into the repository
"""

from __future__ import annotations

import csv
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from evals import gathering
from evals.figure import shared
from firsthand.relate.claims.claim_text import spelt_out

Unit = dict[str, Any]
_RNG = random.Random(13)


def _rows(name: str) -> list[Any]:
    folder = shared()
    assert folder is not None, "the corpora of ../shared are needed to train"
    return [json.loads(line) for line in (folder / "data" / name).read_text(encoding="utf-8").splitlines()]


def _pair(a: str, b: str, same: int, source: str) -> Unit:
    return {"texts": [a.strip(), b.strip()], "groups": [["x"], ["x" if same else "y"]], "from": source}


def _entailments() -> Iterator[Unit]:
    for row in _rows("rte3/en_dev.jsonl"):
        if row["entailment"] != "YES":  # what follows may say less: neither one assertion nor two
            yield _pair(row["text"], row["hypothesis"], 0, "rte")
    for row in _rows("equate_numbers/dev.jsonl"):
        if row["label"] != "entailment":
            yield _pair(row["premise"], row["hypothesis"], 0, "numbers")


def _edits() -> Iterator[Unit]:
    for row in _rows("summedits_news/pairs.jsonl"):
        if row["summary"] != row["original_summary"]:
            yield _pair(row["original_summary"], row["summary"], int(row["consistent"]), "edits")


def _headlines() -> Iterator[Unit]:
    for row in _rows("sts_news/dev.jsonl"):
        if row["score"] >= 4 or row["score"] <= 2.8:
            yield _pair(row["a"], row["b"], int(row["score"] >= 4), "sts")


@cache
def _measured() -> frozenset[str]:
    """Reports of the stories that were read whole and of the labelled pairs: figures stand on them."""
    whole = {one.source_id for story in gathering.stories(every=True) for one in story.reports}
    file = Path(__file__).parents[1] / "evals" / "statement_pairs.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        return frozenset(whole | {row[side] for row in csv.DictReader(lines) for side in ("a", "b")})


_TIGHT = re.compile(r" (?=[,.;:!?’'%)])|(?<=[(‘$]) | - (?=\w)|(?<=’) (?=s\b)")


def _events() -> Iterator[Unit]:
    """Sentences of two reports of one ECB+ story (or of its twin story), by the chains of their events."""
    topics: defaultdict[int, list[tuple[str, str, frozenset[str]]]] = defaultdict(list)
    for row in (one for one in _rows("ecbplus/train.jsonl") if str(one["id"]) not in _measured()):
        events: defaultdict[int, set[str]] = defaultdict(set)
        for mention in row["mentions"]:
            kind = mention["type"]
            if kind.startswith(("ACTION_OCC", "NEG_ACTION_OCC", "ACTION_STATE", "ACTION_CAUS")) and mention["chain"]:
                events[mention["sentence"]].add(mention["chain"])
        for number in row["validated_sentences"]:
            if number < len(row["sentences"]) and events[number]:
                text = _TIGHT.sub(lambda m: "-" if "-" in m.group() else "", row["sentences"][number])
                if 5 <= len(text.split()) <= 45:
                    topics[row["topic"]].append((row["id"], text, frozenset(events[number])))
    for _, held in sorted(topics.items()):
        same, other = [], []
        for n, (one, text, mine) in enumerate(held):
            for doc, words, theirs in held[n + 1 :]:
                if one == doc or text == words:
                    continue
                shared_ = mine & theirs
                if shared_ and len(shared_) >= 0.6 * len(mine | theirs):
                    same.append(_pair(text, words, 1, "ecb"))
                elif not shared_ and len(set(text.split()) & set(words.split())) >= 4:
                    other.append(_pair(text, words, 0, "ecb"))
        yield from _RNG.sample(same, min(len(same), 60))
        yield from _RNG.sample(other, min(len(other), 60))


_SENTENCE = re.compile(r"(?<=[a-z0-9”\"'][.!?])[”\"']?\s+(?=[A-Z“\"])")


def _leads() -> Iterator[Unit]:
    for file in ("giveme5w1h_clusters", "wikinews_clusters", "basil_triples"):
        for row in _rows(f"stories/{file}.jsonl"):
            title = "" if str(row["id"]) in _measured() else row.get("title") or ""
            sentences = [s for s in _SENTENCE.split(row["text"][:6000].replace("\n", " ")) if 8 <= len(s.split()) <= 45]
            if len(title.split()) < 5 or len(sentences) < 8:
                continue
            words = {w for w in title.lower().split() if len(w) > 3}

            def near(sentence: str, words: set[str] = words) -> float:
                return len(words & set(re.findall(r"\w+", sentence.lower()))) / max(1, len(words))

            if near(sentences[0]) >= 0.4:
                yield _pair(title, sentences[0], 1, "leads")
            later = max(sentences[5:], key=near)
            if 0.2 <= near(later) <= 0.5:
                yield _pair(title, later, 0, "leads")


def _grouped(story: gathering.GoldStory) -> tuple[Unit, set[str]]:
    """A story's statements as the program reads them, what each says by the readers, and their lemmas."""
    likeness, held = gathering.compared(story)
    says: dict[str, set[str]] = {}
    for statement, groups in zip(likeness.statements, held, strict=True):
        says.setdefault(spelt_out(likeness.pile, statement), set()).update(groups)
    lemmas = {lemma for item in likeness.items for lemma in item.lemmas}
    return {"texts": list(says), "groups": [sorted(one) for one in says.values()], "from": "grouped"}, lemmas


def main() -> None:
    """Writes all units."""
    units = [unit for source in (_entailments, _edits, _headlines, _events, _leads) for unit in source()]
    units = [one for one in units if sum(map(len, one["texts"])) < _LONGEST]
    with ProcessPoolExecutor() as pool:
        stories = list(pool.map(_grouped, gathering.grouped_stories()))
    units += [unit for unit, _ in stories]
    words = sorted(set[str]().union(*(lemmas for _, lemmas in stories)))
    units.append({"texts": words, "groups": [[] for _ in words], "from": "words"})
    Path(sys.argv[1]).write_text("".join(json.dumps(one) + "\n" for one in units), encoding="utf-8")
    for source, count in sorted(Counter(one["from"] for one in units).items()):
        print(f"{source:10} {count:6} units, {sum(len(o['texts']) for o in units if o['from'] == source):7} texts")


_LONGEST = 700
"""Characters of a pair, at most."""


if __name__ == "__main__":
    main()
