"""Train the attribution tagger on PolNeAR's training part. See README.md for the commands and LOG.md for the runs."""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, distributed, multiprocessing
from torch.nn import functional

from evals.polnear import read
from firsthand.models.tagger import AFTER, BEFORE, bare, confine, find_cues
from training.distill import read_distilled
from training.examples import (
    Augment,
    Batch,
    Gold,
    Window,
    article_of,
    batches,
    collate,
    cut,
    edges_of,
    relation_tags,
)
from training.model import Tagger, likelihood_loss
from training.read import join_parts, score_parts


@dataclass(frozen=True, slots=True)
class Moving:
    """All that moves in a worker, beside the steps, seconds and epochs that are done."""

    net: Tagger
    optimizer: torch.optim.Optimizer
    mean: list[Tensor]
    chances: tuple[random.Random, ...]

    def keep(self, path: Path, done: tuple[int, float, int]) -> None:
        """Writes it aside and renames it: a run that is cut off in the middle leaves the epoch before."""
        state = {
            "net": self.net.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "mean": self.mean,
            "chances": [one.getstate() for one in self.chances],
            "torch": torch.get_rng_state(),
            "done": done,
        }
        aside = path.with_name(path.name + ".new")
        torch.save(state, aside)
        aside.replace(path)

    def resume(self, path: Path) -> tuple[int, float, int]:
        """Goes on from the last whole epoch; gives the steps, seconds and epochs that are done."""
        state = torch.load(path, weights_only=False)
        self.net.load_state_dict(state["net"])
        self.optimizer.load_state_dict(state["optimizer"])
        for mine, other in zip(self.mean, state["mean"], strict=True):
            mine.copy_(other)
        for one, told in zip(self.chances, state["chances"], strict=True):
            one.setstate(told)
        torch.set_rng_state(state["torch"])
        done: tuple[int, float, int] = state["done"]
        return done


def groups_of(net: Tagger, encoder_rate: float, head_rate: float, layer_decay: float) -> list[dict[str, object]]:
    """Parameter groups: lower layers learn slower, heads faster, norms and biases without weight decay."""
    layers = len(net.encoder.layers)
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, parameter in net.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("encoder.layers."):
            rate = encoder_rate * layer_decay ** (layers - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.features"):
            rate = head_rate
        elif name.startswith("encoder."):
            rate = encoder_rate * layer_decay**layers
        else:
            rate = head_rate
        decay = 0.01 if parameter.ndim > 1 else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [{"params": p, "lr": r, "weight_decay": d, "peak": r} for (r, d), p in groups.items()]


def relation_rows(batch: Batch, cue_scores: Tensor, rng: random.Random) -> tuple[list[tuple[int, int, int]], Tensor]:
    """Cues to read and their tags: the gold ones, some with a shaky edge, and false ones the cue head finds (all O)."""
    rows: list[tuple[int, int, int]] = []
    tags: list[list[int]] = []
    wrong: list[tuple[int, int, int]] = []
    for number, window in enumerate(batch.windows):
        taken = np.zeros(len(window.ids), dtype=bool)
        for gold, whole in zip(window.gold, window.whole, strict=True):
            taken[gold.cue[0] : gold.cue[1] + 1] = True
            if not whole:
                continue
            a, b = gold.cue
            if rng.random() < 0.1:
                b = min(max(b + rng.choice((-1, 1)), a), len(window.ids) - 1)
            rows.append((number, a + 1, b + 1))
            tags.append(relation_tags(gold))
        found = find_cues(cue_scores[number, 1 : len(window.ids) + 1].numpy(), window.first, -0.5)
        wrong.extend((number, a + 1, b + 1) for a, b, _ in found if not taken[a : b + 1].any())
    for row in rng.sample(wrong, min(len(wrong), 10)):
        rows.append(row)
        tags.append(relation_tags(Gold((row[1], row[2]), (), ())))
    return rows, torch.tensor(tags)


def mask_of(batch: Batch, rows: list[tuple[int, int, int]], scores: Tensor) -> Tensor:
    """Cells that no decoding may choose get the score of the impossible, as at run time."""
    barred = np.zeros(scores.shape, dtype=np.float32)
    for number, window in enumerate(batch.windows):
        mine = [i for i, row in enumerate(rows) if row[0] == number]
        place = np.array([rows[i][1] - 1 for i in mine], dtype=np.int64)[:, None] + np.arange(-BEFORE, AFTER + 1)[None]
        # Features say whether the window still shows its paragraphs (see Augment).
        edges = window.features % 4
        barred[mine] = confine(barred[mine], place, edges >= 2, edges % 2 == 1)
    return torch.from_numpy(barred < -1)


def loss_of(net: Tagger, batch: Batch, rng: random.Random, *, bf16: bool) -> dict[str, Tensor]:
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
        full = bool(batch.valid.all())
        bias = None if full else torch.zeros(batch.valid.shape).masked_fill(batch.valid == 0, -1e4)[:, None, None]
        hidden = net.dropout(net.encoder(batch.ids, batch.features, bias))
        cue_scores = net.cues(hidden).float()
        flat = net.auxiliary(hidden).float()
    rows, tags = relation_rows(batch, cue_scores.detach(), rng)
    scale = 1 / max(sum(len(w.gold) for w in batch.windows), 16)
    losses = {
        "cue": functional.cross_entropy(cue_scores.flatten(0, 1), batch.cue_tags.flatten(), reduction="sum") * scale,
        "flat": (
            functional.binary_cross_entropy_with_logits(flat, batch.flat, reduction="none").sum(-1) * batch.valid
        ).sum()
        * scale
        * 0.1,
    }
    if rows:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            scores = net.relations(hidden, torch.tensor(rows), batch.valid)
        scores = scores.float()
        scores = scores.masked_fill(mask_of(batch, rows, scores), -30.0)
        losses["relation"] = likelihood_loss(scores, tags, net.transitions()).sum() * scale * 0.5
    return losses


def share_gradients(parameters: list[Tensor]) -> None:
    """Mean of the gradients over the workers, in one message."""
    flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).flatten() for p in parameters])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    at = 0
    for p in parameters:
        p.grad = flat[at : at + p.numel()].view_as(p)
        at += p.numel()


def rate_share(step: int, total: int, elapsed: float, seconds: float | None) -> float:
    """Share of the peak rate: linear warm-up over 50 steps, then down to zero over the steps or, if sooner, the time.

    All workers use the first one's clock.
    """
    done = torch.tensor(max(step / total, elapsed / seconds if seconds else 0.0))
    distributed.broadcast(done, 0)
    return min((step + 1) / 50, 1 - float(done))


def work(rank: int, options: argparse.Namespace) -> None:
    """One of the workers: each computes its share of the batches, all of them take the same steps."""
    torch.set_num_threads(options.threads)
    distributed.init_process_group("gloo", f"file://{options.out}/meeting", rank=rank, world_size=options.workers)
    torch.manual_seed(options.seed)
    plan, own = random.Random(options.seed), random.Random(options.seed + rank + 1)
    tokenizer = bare(Tokenizer.from_file(str(options.encoder / "tokenizer.json")))
    opening, closing = edges_of(tokenizer)
    records = read(options.data / "train.jsonl")
    every = options.held_out
    held = [r for i, r in enumerate(records) if every and i % every == 0]
    learnt = [r for i, r in enumerate(records) if not every or i % every]
    learnt += read_distilled(options.data.parent, options.also) if options.also else []
    articles = [article_of(r, tokenizer) for r in learnt]
    held_articles = [article_of(r, tokenizer) for r in held]
    augment = Augment(tokenizer, plan)

    net = Tagger(str(options.encoder / "model.safetensors"))
    if options.start:
        net.load_state_dict(torch.load(options.start, weights_only=True))
    groups = groups_of(net, options.encoder_rate, options.head_rate, options.layer_decay)
    parameters = [p for g in groups for p in g["params"]]  # type: ignore[attr-defined]
    optimizer = torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.98), fused=True)
    mean = [p.detach().clone() for p in parameters]

    def epoch_batches() -> list[list[Window]]:
        windows = [augment(w) for article in articles for w in cut(article, options.size, plan)]
        return batches(windows, options.budget // options.workers, plan)

    steps_per_epoch = len(epoch_batches()) // options.workers
    total = steps_per_epoch * options.epochs
    step, begun, share, finished = 0, time.time(), 1.0, 0
    moving = Moving(net, optimizer, mean, (plan, own))
    if before := last_whole(options):
        step, elapsed, finished = moving.resume(state_of(options, before, rank))
        begun -= elapsed
        print(f"worker {rank} goes on after epoch {finished}, step {step}, {elapsed:.0f}s", flush=True)
    for epoch in range(finished + 1, options.epochs + 1):
        net.train()
        sums: dict[str, float] = {}
        for number, windows in enumerate(epoch_batches()[rank :: options.workers][:steps_per_epoch]):
            share = rate_share(step, total, time.time() - begun, options.seconds)
            if share <= 0:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * share
            losses = loss_of(net, collate(windows, opening, closing), own, bf16=not options.fp32)
            torch.stack(list(losses.values())).sum().backward()
            share_gradients(parameters)
            norm = torch.nn.utils.clip_grad_norm_(parameters, 2.0)
            optimizer.step()
            optimizer.zero_grad()
            step += 1
            torch._foreach_lerp_(mean, [p.detach() for p in parameters], 1 - min(options.mean, step / (step + 10)))
            for name, value in [*losses.items(), ("norm", norm)]:
                sums[name] = sums.get(name, 0.0) + float(value.detach())
            if rank == 0 and number % 20 == 19:
                means = {k: round(v / (number + 1), 3) for k, v in sums.items()}
                print(
                    f"epoch {epoch} step {number + 1} of {steps_per_epoch} {time.time() - begun:.0f}s {means}",
                    flush=True,
                )
        last = [p.detach().clone() for p in parameters]
        torch._foreach_copy_([p.data for p in parameters], mean)
        if rank == 0:
            torch.save(net.state_dict(), options.out / f"epoch{epoch}.pt")
        if held:
            torch.save(
                score_parts(
                    net, held, held_articles, opening=opening, closing=closing, rank=rank, workers=options.workers
                ),
                part(options, rank),
            )
            distributed.barrier()
            if rank == 0:
                figures = join_parts([torch.load(part(options, r), weights_only=False) for r in range(options.workers)])
                print(f"epoch {epoch} held-out {json.dumps(figures)} {time.time() - begun:.0f}s", flush=True)
            distributed.barrier()
        torch._foreach_copy_([p.data for p in parameters], last)
        moving.keep(state_of(options, epoch, rank), (step, time.time() - begun, epoch))
        distributed.barrier()
        state_of(options, epoch - 1, rank).unlink(missing_ok=True)
        if share <= 0:
            break
    distributed.destroy_process_group()


def state_of(options: argparse.Namespace, epoch: int, rank: int) -> Path:
    """Where a worker keeps what moves, at the end of an epoch."""
    return Path(options.out) / f"resume{epoch}.{rank}"


def last_whole(options: argparse.Namespace) -> int:
    """The last epoch that all workers have kept; 0 where there is none."""
    epochs = range(options.epochs, 0, -1)
    return next((n for n in epochs if all(state_of(options, n, r).exists() for r in range(options.workers))), 0)


def part(options: argparse.Namespace, rank: int) -> Path:
    return Path(options.out) / f"held-out.{rank}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear"))
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors, tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="go on from this checkpoint instead of the plain encoder")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seconds", type=float, help="let the rate reach zero by then, whatever the epoch")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--size", type=int, default=510, help="tokens in a window")
    parser.add_argument("--budget", type=int, default=2048, help="tokens in a step, over all workers")
    parser.add_argument("--workers", type=int, default=2, help="processes that share each step")
    parser.add_argument("--threads", type=int, default=1, help="of each process")
    parser.add_argument("--encoder-rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--layer-decay", type=float, default=0.85)
    parser.add_argument("--held-out", type=int, default=21, help="keep every n-th article to tune on; 0: train on all")
    parser.add_argument("--also", type=Path, help="what a teacher read (training/distilled.jsonl.gz), beside PolNeAR")
    parser.add_argument("--mean", type=float, default=0.99, help="of the moving mean of the weights, which is kept")
    parser.add_argument("--fp32", action="store_true")
    options = parser.parse_args()
    options.out = options.out.resolve()
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "meeting").unlink(missing_ok=True)
    hashes = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in (
            options.data / "train.jsonl",
            options.encoder / "model.safetensors",
            options.encoder / "tokenizer.json",
        )
    }
    print(hashes, vars(options), flush=True)
    multiprocessing.spawn(work, (options,), options.workers)


if __name__ == "__main__":
    main()
