"""Look for the cue bias on held-out training articles (never on dev): python -m training.tune --help."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from tokenizers import Tokenizer

from evals.polnear import Attribution, gold_of, read, score
from firsthand.models import tagger
from training.examples import article_of
from training.model import Tagger
from training.read import tag_article


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear/train.jsonl"))
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True, help="several are averaged")
    parser.add_argument("--every", type=int, default=21, help="each n-th article, as in train.py --held-out")
    parser.add_argument("--biases", type=float, nargs="+", default=[-0.5, 0.0, 0.5])
    parser.add_argument("--scores", type=float, nargs="+", default=[0.0, 0.3, 0.4, 0.5, 0.6])
    options = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer = tagger.bare(Tokenizer.from_file(str(options.encoder / "tokenizer.json")))
    opening, closing = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    states = [torch.load(path, weights_only=True) for path in options.checkpoint]
    net = Tagger(str(options.encoder / "model.safetensors"))
    net.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    net.eval()
    records = read(options.data)[:: options.every]
    articles = [article_of(record, tokenizer) for record in records]
    gold = [gold_of(record) for record in records]
    for bias in options.biases:
        tagger.CUE_BIAS = bias
        found = [tag_article(net, article, opening, closing) for article in articles]
        for least in options.scores:
            kept = [[Attribution(a.source, a.cue, a.content) for a in items if a.score >= least] for items in found]
            figures = {k: round(100 * v, 2) for k, v in score(gold, kept).items() if "exact" in k}
            print(f"cue bias {bias:+} score {least}: {figures} n={sum(map(len, kept))}", flush=True)


if __name__ == "__main__":
    main()
