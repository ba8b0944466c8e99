"""Train the pair model: a cross-encoder that reads two statements at once and says whether they are one assertion.

MiniLM-L6 with both texts in one input ([CLS] a [SEP] b [SEP]) and two outputs on the first token: *same* (one
assertion, more or less fully told) and *tied* (same, or one implies the other).  What a source does not say of a pair
is left out of the loss.  After Nogueira & Cho (2019) and the cross-encoders of sentence-transformers.

    python -m training.pair_model base  --encoder DIR --pairs FILE --out FILE.pt         all but whole stories
    python -m training.pair_model story --encoder DIR --pairs FILE --start FILE.pt --out FILE.pt [--without NAME,NAME]
    python -m training.pair_model export --encoder DIR --start FILE.pt --out FILE.onnx   ONNX, 8-bit weights

Checkpoints are written every few hundred steps and at the end.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from training.model import EPSILON, HIDDEN, LAYERS, pretrained_layers

LONGEST = 128
"""Tokens of a pair; the longer text is cut first."""


class PairModel(nn.Module):
    """The encoder, with a projection of its first token and two outputs."""

    def __init__(self, weights: str) -> None:
        super().__init__()
        state = load_file(weights)
        self.words = nn.Embedding.from_pretrained(state["embeddings.word_embeddings.weight"].clone(), freeze=True)
        self.positions = nn.Parameter(state["embeddings.position_embeddings.weight"][:LONGEST].clone())
        self.kinds = nn.Parameter(state["embeddings.token_type_embeddings.weight"].clone())
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.norm.load_state_dict({k: state[f"embeddings.LayerNorm.{k}"] for k in ("weight", "bias")})
        self.layers = pretrained_layers(state)
        self.middle = nn.Linear(2 * HIDDEN, HIDDEN)
        self.head = nn.Linear(HIDDEN, 2)

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Log-odds of *same* and *tied*, n by 2, of token ids, kinds (0 and 1) and mask, n by length."""
        x = self.norm(self.words(ids) + self.positions[: ids.shape[1]] + self.kinds[kinds])
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        weights = mask[:, :, None].to(x.dtype)
        mean = (x * weights).sum(1) / weights.sum(1)
        return self.head(torch.tanh(self.middle(torch.cat([x[:, 0], mean], -1))))


def encode(tokenizer: Tokenizer, a: str, b: str) -> tuple[list[int], list[int]]:
    """The ids and kinds of a pair; the longer text is cut to what fits."""
    one, other = (tokenizer.encode(text, add_special_tokens=False).ids for text in (a, b))
    while len(one) + len(other) > LONGEST - 3:
        (one if len(one) >= len(other) else other).pop()
    return [101, *one, 102, *other, 102], [0] * (len(one) + 2) + [1] * (len(other) + 1)


def batch_of(rows: list[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor, Tensor]:
    size = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([ids + [0] * (size - len(ids)) for ids, _ in rows])
    kinds = torch.tensor([kinds + [0] * (size - len(kinds)) for _, kinds in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (size - len(row)) for row, _ in rows])
    return ids, kinds, mask


_WEIGHT = {"ecb": 0.5, "msrp": 0.7, "leads": 0.6}
"""Sources whose labels are less sure, or wider than ours, count less."""


def loss_of(scores: Tensor, held: list[dict[str, object]]) -> Tensor:
    total = torch.zeros(())
    for column, name in enumerate(("same", "tied")):
        known = [n for n, one in enumerate(held) if one[name] is not None]
        if known:
            gold = torch.tensor([float(held[n][name]) for n in known])  # type: ignore[arg-type]
            gold = gold * 0.94 + 0.03
            weight = torch.tensor([_WEIGHT.get(str(held[n]["from"]), 1.0) for n in known])
            total = total + functional.binary_cross_entropy_with_logits(
                scores[known, column], gold, weight, reduction="sum"
            )
    return total / len(held)


def train(net: PairModel, tokenizer: Tokenizer, held: list[dict[str, object]], chosen: argparse.Namespace) -> None:
    """Adam with a linear warm-up and fall; batches of pairs of like length, in an order that the seed gives."""
    rng = random.Random(chosen.seed)
    torch.manual_seed(chosen.seed)
    groups: dict[float, list[Tensor]] = {}
    for name, parameter in net.named_parameters():
        if parameter.requires_grad:
            top = LAYERS if name.startswith(("head", "middle")) else -1
            deep = int(name.split(".")[1]) if name.startswith("layers.") else top
            rate = chosen.rate * (10 if deep == LAYERS else 0.9 ** (LAYERS - 1 - deep))
            groups.setdefault(rate, []).append(parameter)
    optimizer = torch.optim.AdamW([{"params": p, "lr": r, "peak": r} for r, p in groups.items()], weight_decay=0.01)
    steps = chosen.epochs * (len(held) // chosen.size)
    begun, step, shown = time.time(), 0, 0.0
    net.train()
    for _ in range(chosen.epochs):
        order = list(range(len(held)))
        rng.shuffle(order)
        length = [len(str(one["a"])) + len(str(one["b"])) for one in held]
        pools = [order[at : at + 50 * chosen.size] for at in range(0, len(order), 50 * chosen.size)]
        pools = [sorted(pool, key=length.__getitem__) for pool in pools]
        batches = [pool[at : at + chosen.size] for pool in pools for at in range(0, len(pool), chosen.size)]
        rng.shuffle(batches)
        for numbers in batches:
            rows = [held[n] for n in numbers]
            texts = [(str(one["a"]), str(one["b"])) for one in rows]
            turned = [(b, a) if rng.random() < 0.5 else (a, b) for a, b in texts]
            with torch.autocast("cpu", torch.bfloat16):
                scores = net(*batch_of([encode(tokenizer, a, b) for a, b in turned]))
            loss = loss_of(scores.float(), rows)
            share = min(1.0, (step + 1) / (0.06 * steps + 1)) * max(0.02, 1 - step / steps)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * share
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            shown = 0.98 * shown + 0.02 * float(loss) if step else float(loss)
            step += 1
            if step % 25 == 0:
                print(f"{step}/{steps} loss {shown:.4f} {time.time() - begun:.0f}s", flush=True)
            if step % 150 == 0:
                torch.save(net.state_dict(), f"{chosen.out}.part")
    torch.save(net.state_dict(), chosen.out)


def export(net: PairModel, out: str) -> None:
    """ONNX with 8-bit weights, kept to 7 bits (see README.md)."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    net.eval()
    one = torch.ones((2, 9), dtype=torch.long)
    names = {"ids": {0: "n", 1: "length"}, "kinds": {0: "n", 1: "length"}, "mask": {0: "n", 1: "length"}}
    whole = str(Path(out).with_suffix(".fp32.onnx"))
    torch.onnx.export(
        net, (one, torch.zeros_like(one), one), whole, input_names=list(names), output_names=["log_odds"],
        dynamic_axes=names, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(whole, out, weight_type=QuantType.QInt8, reduce_range=True, per_channel=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("way", choices=("base", "story", "export"))
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--pairs")
    parser.add_argument("--start")
    parser.add_argument("--out", required=True)
    parser.add_argument("--without", default="")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--size", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=20261128)
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    net = PairModel(str(Path(chosen.encoder) / "model.safetensors"))
    if chosen.start:
        net.load_state_dict(torch.load(chosen.start))
    if chosen.way == "export":
        export(net, chosen.out)
        return
    held = [json.loads(line) for line in Path(chosen.pairs).read_text(encoding="utf-8").splitlines()]
    if chosen.way == "base":
        held = [one for one in held if one["from"] != "stories"]
    else:  # some of the rest too, so that nothing is forgotten
        left = set(chosen.without.split(","))
        rest = [one for one in held if one["from"] != "stories"]
        held = [one for one in held if one["from"] == "stories" and one["story"] not in left]
        held += random.Random(chosen.seed).sample(rest, min(len(rest), len(held) // 2))
    print(len(held), "pairs", flush=True)
    tokenizer = Tokenizer.from_file(str(Path(chosen.encoder) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    train(net, tokenizer, held, chosen)


if __name__ == "__main__":
    main()
