"""What the teacher reads in news that nobody labelled, for the tagger to learn from.

    python -m training.distill --encoder MPNET --checkpoint RUN/epoch2.pt --seconds 900

Writes ``training/distilled.jsonl.gz``: file and id of each text of ``../shared/data``, a hash of it, and the spans; no
text.  ``read_distilled`` puts both together again.  Texts come in an order that the seed fixes, until the time is over.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from evals.polnear import paragraphs_of
from firsthand.models.tagger import TaggedAttribution, bare, tokenize
from training.examples import Article, edges_of
from training.model import Tagger
from training.read import tag_article

PATH = Path(__file__).with_name("distilled.jsonl.gz")
FILES = (
    "stories/giveme5w1h_clusters.jsonl",
    "stories/wikinews_clusters.jsonl",
    "stories/basil_triples.jsonl",
    "buzzfeed_webis_2016/articles.jsonl",
    "fakes_syria/articles.jsonl",
)
_LONGEST = 8000
"""Characters of a text that are read."""
_SHORTEST = 400


def texts(data: Path) -> Iterator[tuple[str, str, str]]:
    """(file, id, opening) of every text that is long enough."""
    for file in FILES:
        for line in (data / file).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if len(row["text"]) >= _SHORTEST:
                yield file, row["id"], opening_of(row["text"])


def opening_of(text: str) -> str:
    """The text up to the end of the paragraph in which its longest part ends."""
    end = text.find("\n", _LONGEST)
    return text if end < 0 else text[:end]


def hash_of(text: str) -> str:
    """The first characters of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def read_distilled(data: Path, path: Path = PATH) -> list[dict[str, Any]]:
    """The texts with what the teacher read in them, as records of PolNeAR's form; a text that has changed is left
    out."""
    known = {(file, name): text for file, name, text in texts(data)}
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = known.get((row["file"], row["id"]))
            if text is None or hash_of(text) != row["hash"]:
                continue
            spans = [dict(zip(("source", "cue", "content"), one, strict=True)) for one in row["spans"]]
            found.append({"id": row["id"], "text": text, "annotations": [{"attributions": spans}]})
    return found


def row_of(file: str, name: str, text: str, read: list[TaggedAttribution]) -> dict[str, object]:
    """One line of the file."""
    spans = [[one.source, one.cue, one.content] for one in read]
    return {"file": file, "id": name, "hash": hash_of(text), "spans": spans}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    tokenizer = bare(Tokenizer.from_file(str(options.encoder / "tokenizer.json")))
    opening, closing = edges_of(tokenizer)
    net = Tagger(str(options.encoder / "model.safetensors"))
    net.load_state_dict(torch.load(options.checkpoint, weights_only=True))
    net.eval()
    order = sorted(texts(options.data))
    random.Random(20261130).shuffle(order)
    begun, done, spans = time.time(), 0, 0
    with gzip.GzipFile(options.out, "wb", mtime=0) as lines:
        for file, name, text in order:
            tokens = tokenize(text, paragraphs_of(text), tokenizer)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                read = tag_article(net, Article(name, text, tokens, ()), opening, closing)
            lines.write((json.dumps(row_of(file, name, text, read), separators=(",", ":")) + "\n").encode())
            done, spans = done + 1, spans + len(read)
            if done % 50 == 0:
                print(f"{done} of {len(order)} texts, {spans} attributions, {time.time() - begun:.0f}s", flush=True)
            if time.time() - begun > options.seconds:
                break
    print(f"{options.out}: {done} texts, {spans} attributions")


if __name__ == "__main__":
    main()
