"""Pairs of statements for the pair model (``training/pair_model.py``): two texts, and whether they are one assertion.

Each line is {a, b, same, tied, from, story}: ``same`` one assertion, more or less fully told; ``tied`` same, or one
implies the other; None where the source does not say.  Taken from the corpora of ``../shared`` (see its README):

- msrp: sentence pairs of news, judged by two readers;
- read: the pairs of ``evals/statement_pairs.csv``, part ``train``;
- rte, numbers: a text and what does or does not follow from it (tied), with quantities;
- edits: summaries and the same with one fact changed (hard negatives: number, name, polarity, event);
- sts: headlines scored 0 to 5 (from 4 the same, up to 2.8 not);
- ecb: sentences of one story in two reports whose events are all one (same) or none (not), by their chains;
- leads: a report's title and its first sentence (same), and a later sentence of it that looks most like it (not);
- stories: statements of whole stories that were read (``evals/gathering.py``): same where both carry one claim;
- grouped: statements of 499 stories of which readers grouped every one.

    python -m training.pair_examples FILE     writes JSON Lines; texts of the corpora, never into the repository
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals import gathering
from evals.figure import shared
from firsthand.relate.claims.claim_text import spelt_out
from firsthand.relate.claims.same_claim import one_claim

Example = dict[str, Any]
_RNG = random.Random(13)


def _rows(name: str) -> list[Any]:
    folder = shared()
    assert folder is not None, "the corpora of ../shared are needed to train"
    return [json.loads(line) for line in (folder / "data" / name).read_text(encoding="utf-8").splitlines()]


def _made(  # noqa: PLR0917 (one line of the file)
    a: str, b: str, same: int | None, tied: int | None, source: str, story: str = ""
) -> Example:
    return {"a": a.strip(), "b": b.strip(), "same": same, "tied": tied, "from": source, "story": story}


def _msrp() -> Iterator[Example]:
    for row in _rows("msrp/train.jsonl"):
        yield _made(row["a"], row["b"], row["same"], 1 if row["same"] else None, "msrp")


def _entailments() -> Iterator[Example]:
    for row in _rows("rte3/en_dev.jsonl"):
        yes = row["entailment"] == "YES"
        yield _made(row["text"], row["hypothesis"], None if yes else 0, int(yes), "rte")
    for row in _rows("equate_numbers/dev.jsonl"):
        yes = row["label"] == "entailment"
        yield _made(row["premise"], row["hypothesis"], None if yes else 0, int(yes), "numbers")


def _edits() -> Iterator[Example]:
    for row in _rows("summedits_news/pairs.jsonl"):
        if row["summary"] != row["original_summary"]:
            yes = int(row["consistent"])
            yield _made(row["original_summary"], row["summary"], yes, yes, "edits")


def _headlines() -> Iterator[Example]:
    for row in _rows("sts_news/dev.jsonl"):
        if row["score"] >= 4 or row["score"] <= 2.8:
            yes = int(row["score"] >= 4)
            yield _made(row["a"], row["b"], yes, yes, "sts")


_TIGHT = re.compile(r" (?=[,.;:!?’'%)])|(?<=[(‘$]) | - (?=\w)|(?<=’) (?=s\b)")


def _events() -> Iterator[Example]:
    """Sentences of two reports of one ECB+ story (or of its twin story), by the chains of their events."""
    topics: defaultdict[int, list[tuple[str, str, str, frozenset[str]]]] = defaultdict(list)
    for row in _rows("ecbplus/train.jsonl"):
        events: defaultdict[int, set[str]] = defaultdict(set)
        for mention in row["mentions"]:
            kind = mention["type"]
            if kind.startswith(("ACTION_OCC", "NEG_ACTION_OCC", "ACTION_STATE", "ACTION_CAUS")) and mention["chain"]:
                events[mention["sentence"]].add(mention["chain"])
        for number in row["validated_sentences"]:
            if number < len(row["sentences"]) and events[number]:
                text = _TIGHT.sub(lambda m: "-" if "-" in m.group() else "", row["sentences"][number])
                if 5 <= len(text.split()) <= 45:
                    topics[row["topic"]].append((row["id"], row["story"], text, frozenset(events[number])))
    for _, held in sorted(topics.items()):
        same, other = [], []
        for n, (one, story, text, mine) in enumerate(held):
            for doc, twin, words, theirs in held[n + 1 :]:
                if one == doc or text == words:
                    continue
                shared_ = mine & theirs
                if shared_ and len(shared_) >= 0.6 * len(mine | theirs):
                    same.append(_made(text, words, 1, 1, "ecb", story))
                elif not shared_ and len(set(text.split()) & set(words.split())) >= 4:
                    other.append(_made(text, words, 0, 0, "ecb", twin))
        yield from _RNG.sample(same, min(len(same), 60))
        yield from _RNG.sample(other, min(len(other), 60))


_SENTENCE = re.compile(r"(?<=[a-z0-9”\"'][.!?])[”\"']?\s+(?=[A-Z“\"])")


def _leads() -> Iterator[Example]:
    for file in ("giveme5w1h_clusters", "wikinews_clusters", "basil_triples"):
        for row in _rows(f"stories/{file}.jsonl"):
            title = row.get("title") or ""
            sentences = [s for s in _SENTENCE.split(row["text"][:6000].replace("\n", " ")) if 8 <= len(s.split()) <= 45]
            if len(title.split()) < 5 or len(sentences) < 8:
                continue
            words = {w for w in title.lower().split() if len(w) > 3}

            def near(sentence: str, words: set[str] = words) -> float:
                return len(words & set(re.findall(r"\w+", sentence.lower()))) / max(1, len(words))

            if near(sentences[0]) >= 0.4:
                yield _made(title, sentences[0], 1, 1, "leads", row["story"])
            later = max(sentences[5:], key=near)
            if 0.2 <= near(later) <= 0.5:
                yield _made(title, later, 0, 0, "leads", row["story"])


def _read() -> Iterator[Example]:
    from evals.statement_pairs import _rows as labelled

    texts = {
        str(row["id"]): row["text"]
        for file in ("giveme5w1h_clusters", "wikinews_clusters", "basil_triples", "allsides_leads")
        for row in _rows(f"stories/{file}.jsonl")
    }
    for row in labelled("statement_pairs.csv"):
        if row["part"] == "train":
            a = texts[row["a"]][int(row["a_start"]) : int(row["a_end"])]
            b = texts[row["b"]][int(row["b_start"]) : int(row["b_end"])]
            yield _made(a, b, int(row["label"] == "same"), int(row["label"] != "different"), "read", row["story"])


_MOST = 40
"""Pairs of one claim that are drawn, and pairs that a claim has with others: half of them those that the judge thinks
likest, half at random."""


def story_pairs(story: gathering.GoldStory) -> Iterator[Example]:
    """Statements of a whole story in two reports: same where both carry one gold claim; of a story of which each was
    grouped, also those that no other says again."""
    whole = story.corpus == gathering.GROUPED
    likeness, held = gathering.compared(story)
    carriers = [n for n, claims in enumerate(held) if claims or whole]
    words = {n: spelt_out(likeness.pile, likeness.statements[n]) for n in carriers}
    rows: defaultdict[str, list[tuple[float, Example]]] = defaultdict(list)
    for n, i in enumerate(carriers):
        for j in carriers[n + 1 :]:
            if likeness.statements[i].span.document == likeness.statements[j].span.document:
                continue
            if words[i].casefold() == words[j].casefold():
                continue
            both = held[i] & held[j]
            source = "grouped" if whole else "stories"
            made = _made(words[i], words[j], int(bool(both)), int(bool(both)), source, story.name)
            judged = one_claim(likeness.overall(i, j), likeness.trained(i, j))
            rows["+" + min(both) if both else "-" + min(held[i], default="")].append((judged, made))
    for key in sorted(rows):
        found = sorted(rows[key], key=lambda one: (-one[0], one[1]["a"], one[1]["b"]))
        if key[0] == "-":
            hard, rest = found[: _MOST // 2], found[_MOST // 2 :]
            yield from (one for _, one in (*hard, *_RNG.sample(rest, min(len(rest), _MOST // 2))))
        else:
            yield from (one for _, one in _RNG.sample(found, min(len(found), _MOST)))


def examples() -> Iterator[Example]:
    """All of them, shorter texts only."""
    for source in (_msrp, _entailments, _edits, _headlines, _events, _leads, _read):
        yield from source()
    for story in gathering.stories():
        if story.corpus == gathering.DEVELOPMENT:
            yield from story_pairs(story)
    for story in gathering.grouped_stories():
        yield from story_pairs(story)


if __name__ == "__main__":
    kept = [one for one in examples() if len(one["a"]) + len(one["b"]) < 700]
    Path(sys.argv[1]).write_text("".join(json.dumps(one) + "\n" for one in kept), encoding="utf-8")
    tally: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in kept:
        tally[one["from"] + " " + one["story"] * (one["from"] == "stories")][
            2 if one["same"] is None else one["same"]
        ] += 1
    for name, (no, yes, unknown) in sorted(tally.items()):
        print(f"{name:30} same {yes:5} not {no:5} unknown {unknown:5}")
