"""Read articles with a model that is still in torch, through the same windows and decoding as at run time."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from evals.polnear import Attribution, gold_of, score
from firsthand.models import tagger
from training.examples import Article
from training.model import Tagger


class _Session:
    """As much of an onnxruntime session as the tagger uses, over a torch module."""

    def __init__(self, net: Tagger, part: str) -> None:
        self.net, self.part = net, part

    def run(self, _: None, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        given = {name: torch.from_numpy(array) for name, array in inputs.items()}
        with torch.inference_mode():
            if self.part == "encoder":
                hidden = self.net.encoder(given["ids"], given["features"], None)
                return [hidden.float().numpy(), self.net.cues(hidden).float().numpy()]
            hidden = given["hidden"]
            scores = self.net.relations(hidden, given["cues"], torch.ones(hidden.shape[:2]))
            return [scores.float().numpy(), self.net.transitions().float().numpy()]


def tag_article(net: Tagger, article: Article, opening: int, closing: int) -> list[tagger.TaggedAttribution]:
    model = tagger._Model(None, _Session(net, "encoder"), _Session(net, "relations"), opening, closing)
    return tagger.tag_tokens(model, article.tokens)


Pair = tuple[list[Attribution], list[Attribution]]


def score_parts(
    net: Tagger,
    records: list[dict[str, Any]],
    articles: list[Article],
    *,
    opening: int,
    closing: int,
    rank: int = 0,
    workers: int = 1,
) -> list[Pair]:
    """Gold and predicted attributions of this worker's share of the articles."""
    net.eval()
    pairs = []
    for record, article in list(zip(records, articles, strict=True))[rank::workers]:
        found = tag_article(net, article, opening, closing)
        pairs.append((gold_of(record), [Attribution(a.source, a.cue, a.content) for a in found]))
    return pairs


def join_parts(parts: list[list[Pair]]) -> dict[str, float]:
    pairs = [pair for part in parts for pair in part]
    figures = score([gold for gold, _ in pairs], [predicted for _, predicted in pairs])
    return {name: round(value, 4) for name, value in figures.items() if "exact" in name}
