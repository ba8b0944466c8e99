"""Train the statement encoder: sentence vectors in which one assertion in two wordings lies near, and others apart.

MiniLM-L6 with mean pooling.  A batch is whole units of ``training/statement_examples.py``: each statement is pulled to
those that say the same, against all others of the batch (InfoNCE; van den Oord et al., 2018), and pairs inside one
story are told apart by their cosine (logistic loss).  Texts of two stories, and single words, keep the cosine that
they had before training, so that the scale of cosines stays what the rest of the program knows.

    python -m training.statement_encoder train   --encoder DIR --units FILE --out FILE.pt
    python -m training.statement_encoder measure --encoder DIR [--start FILE.pt]
    python -m training.statement_encoder export  --encoder DIR --start FILE.pt

``export`` writes ``firsthand/models/weights/statements.onnx``, int8 as the tagger's (``training/export.py``).
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from training.export import SmallWords
from training.fuse import WEIGHTS, fused, write_sums
from training.model import HEADS, STUDENT, pretrained_layers

LONGEST = 96
"""Tokens of a text."""
TEMPERATURE = 0.05
KEEP = 20.0
"""Weight of keeping the cosines of texts of two stories, and of words, as they were."""
WORDS = 96
"""Words of each step whose distances are kept."""


class StatementEncoder(nn.Module):
    """The encoder with mean pooling, and the two numbers that make log-odds of a cosine."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        state = load_file(weights)
        self.words = nn.Embedding.from_pretrained(state["embeddings.word_embeddings.weight"].clone(), freeze=True)
        self.positions = nn.Parameter(state["embeddings.position_embeddings.weight"][:128].clone())
        self.kind = nn.Parameter(state["embeddings.token_type_embeddings.weight"][0].clone())
        self.norm = nn.LayerNorm(STUDENT.hidden, eps=STUDENT.epsilon)
        self.norm.load_state_dict({k: state[f"embeddings.LayerNorm.{k}"] for k in ("weight", "bias")})
        self.layers = pretrained_layers(state, STUDENT)
        self.scale = nn.Parameter(torch.tensor(10.0))
        self.bias = nn.Parameter(torch.tensor(-6.0))

    def hidden(self, ids: Tensor, bias: Tensor | None) -> Tensor:
        """Token ids, n by length, to the last layer, n by length by 384."""
        x = self.norm(self.words(ids) + self.positions[: ids.shape[1]] + self.kind)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors, n by 384."""
        seen = mask[:, :, None].float()
        x = self.hidden(ids, (1.0 - mask[:, None, None, :].float()) * -1e4)
        return functional.normalize((x * seen).sum(1) / seen.sum(1), dim=-1)


def tensors(tokenizer: Tokenizer, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
    """Ids and mask of texts, n by the longest."""
    ids = [one.ids for one in tokenizer.encode_batch(list(texts))]
    size = max(map(len, ids))
    padded = torch.tensor([one + [0] * (size - len(one)) for one in ids])
    return padded, torch.tensor([[1] * len(one) + [0] * (size - len(one)) for one in ids])


def vectors(net: StatementEncoder, tokenizer: Tokenizer, texts: Sequence[str]) -> Tensor:
    """Unit vectors of texts, without training."""
    net.eval()
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    out = torch.zeros((len(texts), STUDENT.hidden))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for first in range(0, len(order), 64):
            chosen = order[first : first + 64]
            out[chosen] = net(*tensors(tokenizer, [texts[n] for n in chosen])).float()
    return out


Batch = list[tuple[int, str, frozenset[str]]]
"""Texts with the number of their unit and what they say."""


def batches(units: Sequence[dict[str, Any]], size: int, rng: random.Random) -> Iterator[Batch]:
    """Units in an order that the seed gives, large ones in parts; of pairs half are drawn."""
    parts: list[list[tuple[str, frozenset[str]]]] = []
    for unit in units:
        held = [(text, frozenset(says)) for text, says in zip(unit["texts"], unit["groups"], strict=True)]
        if unit["from"] == "grouped":
            rng.shuffle(held)
        elif rng.random() < 0.5:
            continue
        parts += [held[at : at + size] for at in range(0, len(held), size)]
    rng.shuffle(parts)
    batch: Batch = []
    for number, part in enumerate(parts):
        if batch and len(batch) + len(part) > size:
            yield batch
            batch = []
        batch += [(number, text, says) for text, says in part]
    if batch:
        yield batch


def loss_of(net: StatementEncoder, batch: Batch, found: Tensor, before: Tensor) -> Tensor:
    """InfoNCE over the batch, the logistic loss of pairs of one unit, and what keeps other cosines as they were."""
    count = len(batch)
    cosine, kept = found @ found.T, before @ before.T
    unit = torch.tensor([number for number, _, _ in batch])
    one_unit = unit[:, None] == unit[None]
    itself = torch.eye(count, dtype=torch.bool)
    same = torch.tensor([[n == m and bool(a & b) for m, _, b in batch] for n, _, a in batch]) & ~itself
    other = one_unit & ~same & ~itself
    odds = net.scale * cosine + net.bias
    total = KEEP * ((cosine - kept)[~one_unit] ** 2).mean() if (~one_unit).any() else torch.zeros(())
    for chosen, target, weight in ((same, 0.97, 0.5), (other, 0.02, 1.0)):
        if chosen.any():
            gold = torch.full_like(odds[chosen], target)
            total = total + weight * functional.binary_cross_entropy_with_logits(odds[chosen], gold)
    if same.any():
        sharp = (cosine / TEMPERATURE).masked_fill(itself, -1e4)
        rivals = torch.logsumexp(sharp.masked_fill(same | itself, -1e4), 1, keepdim=True)
        each = functional.softplus(rivals - sharp)[same] / same.sum(1, keepdim=True).expand_as(same)[same]
        total = total + each.sum() / same.any(1).sum()
    return total


def train(net: StatementEncoder, tokenizer: Tokenizer, chosen: argparse.Namespace) -> None:
    """AdamW with a linear warm-up and fall, lower layers slower."""
    rng = random.Random(chosen.seed)
    torch.manual_seed(chosen.seed)
    lines = [json.loads(line) for line in chosen.units.read_text(encoding="utf-8").splitlines()]
    units = [one for one in lines if one["from"] != "words"]
    words = [text for one in lines if one["from"] == "words" for text in one["texts"]]
    texts = sorted({text for one in lines for text in one["texts"]})
    before = dict(zip(texts, vectors(net, tokenizer, texts), strict=True))
    rates: dict[float, list[nn.Parameter]] = {}
    for name, parameter in net.named_parameters():
        if parameter.requires_grad:
            deep = int(name.split(".")[1]) if name.startswith("layers.") else -1
            rate = 1e-2 if name in ("scale", "bias") else chosen.rate * 0.9 ** (STUDENT.layers - 1 - deep)
            rates.setdefault(rate, []).append(parameter)
    optimizer = torch.optim.AdamW([{"params": p, "lr": r, "peak": r} for r, p in rates.items()], weight_decay=0.01)
    steps = chosen.epochs * sum(1 for _ in batches(units, chosen.size, random.Random(chosen.seed)))
    begun, step = time.time(), 0
    net.train()
    for _ in range(chosen.epochs):
        for batch in batches(units, chosen.size, rng):
            drawn = rng.sample(words, WORDS)
            with torch.autocast("cpu", torch.bfloat16):
                found, single = (
                    net(*tensors(tokenizer, held)).float() for held in ([text for _, text, _ in batch], drawn)
                )
            loss = loss_of(net, batch, found, torch.stack([before[text] for _, text, _ in batch]))
            was = torch.stack([before[word] for word in drawn])
            loss = loss + KEEP * ((single @ single.T - was @ was.T) ** 2).mean()
            share = min(1.0, (step + 1) / (0.06 * steps + 1)) * max(0.02, 1 - step / steps)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * share
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            step += 1
            if step % 20 == 0:
                print(f"{step}/{steps} loss {float(loss.detach()):.3f} {time.time() - begun:.0f}s", flush=True)
        torch.save(net.state_dict(), chosen.out)


def measure(net: StatementEncoder, tokenizer: Tokenizer) -> None:
    """Average precision of the cosine over pairs that are worth comparing, by story, of stories it has not seen."""
    from sklearn.metrics import average_precision_score

    from evals import gathering
    from firsthand.relate.claims.claim_text import spelt_out

    figures: dict[str, list[float]] = {}
    for story in gathering.stories():
        likeness, held = gathering.compared(story)
        texts = [spelt_out(likeness.pile, one) for one in likeness.statements]
        rows = vectors(net, tokenizer, texts)
        whole = story.corpus == gathering.LEADS
        at = [one.span.document for one in likeness.statements]
        pairs = [(i, j) for i, j in likeness.worth if at[i] != at[j] and (whole or (held[i] and held[j]))]
        pairs = [(i, j) for i, j in pairs if texts[i].casefold() != texts[j].casefold()]
        same = [bool(held[i] & held[j]) for i, j in pairs]
        if any(same):
            odds = [float(rows[i] @ rows[j]) for i, j in pairs]
            figures.setdefault(story.corpus, []).append(float(average_precision_score(same, odds)))
    for corpus, found in sorted(figures.items()):
        print(f"{corpus:60} {sum(found) / len(found):.3f} of {len(found)} stories")


class Hidden(nn.Module):
    """What is exported: ids to the last layer."""

    def __init__(self, net: StatementEncoder) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor) -> Tensor:
        return self.net.hidden(ids, None)


def export(net: StatementEncoder) -> None:
    """ONNX with int8 weights of 7 bits and attention as one node, and its hash."""
    net.words = SmallWords(net.words)  # type: ignore[assignment]
    target = WEIGHTS / "statements.onnx"
    with tempfile.TemporaryDirectory() as temporary:
        plain = Path(temporary) / "plain.onnx"
        torch.onnx.export(
            Hidden(net).eval(), (torch.randint(1000, 2000, (2, 20)),), str(plain), input_names=["ids"],
            output_names=["hidden"], dynamic_axes={"ids": {0: "n", 1: "length"}, "hidden": {0: "n", 1: "length"}},
            opset_version=17, dynamo=False, do_constant_folding=True,
        )  # fmt: skip
        quantize_dynamic(
            plain, target, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"], extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
    model = fused(onnx.load(target), HEADS)
    model.doc_string = "Firsthand statement encoder"
    onnx.save(model, target)
    write_sums(WEIGHTS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("way", choices=("train", "measure", "export"))
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--units", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--size", type=int, default=160)
    parser.add_argument("--rate", type=float, default=1.3e-4)
    parser.add_argument("--seed", type=int, default=20261201)
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    net = StatementEncoder(chosen.encoder / "model.safetensors")
    if chosen.start:
        net.load_state_dict(torch.load(chosen.start, weights_only=True))
    tokenizer = Tokenizer.from_file(str(chosen.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    if chosen.way == "train":
        train(net, tokenizer, chosen)
    elif chosen.way == "measure":
        measure(net, tokenizer)
    else:
        export(net.eval())


if __name__ == "__main__":
    main()
