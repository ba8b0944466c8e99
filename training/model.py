"""The attribution tagger as a torch module: MiniLM-L6, a cue head and a cue-conditioned relation head.

Attributions are read cue first. The encoder (BERT architecture, the MiniLM-L6 weights) reads a window of an article;
a linear head tags cues with B, I, O. Then, for every cue by itself, a small transformer looks at the tokens around
it and tags *its* source and *its* content (BIOES) under a linear-chain CRF, so that spans come out whole, may have
several pieces and may overlap those of another cue. Reading once per cue follows semantic role labelling (one pass per
predicate); the CRF is Lafferty et al. (2001). Further outputs of the encoder (flat source and content tags) only help
training and are dropped at export.
"""

from __future__ import annotations

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from firsthand.models.tagger import AFTER, BEFORE, SURFACE_FEATURES, TAGS

HIDDEN, LAYERS, HEADS, INNER, EPSILON = 384, 6, 12, 1536, 1e-12
WIDTH = 128  # of the relation head
AUXILIARY = 6  # in, begin, end of any source; the same of any content


def attend(query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None, heads: int) -> Tensor:
    """Multi-head attention over (batch, length, width); spelled out so that every exporter can follow it."""
    batch, length, width = query.shape

    def split(x: Tensor) -> Tensor:
        return x.view(batch, length, heads, width // heads).transpose(1, 2)

    # On a CPU in bfloat16 the plain products are faster for the encoder than the fused kernel, whose backward is slow.
    if heads == HEADS or torch.onnx.is_in_onnx_export():
        scores = (split(query) * (width // heads) ** -0.5) @ split(key).transpose(2, 3)
        mixed = torch.softmax(scores if bias is None else scores + bias, -1, dtype=query.dtype) @ split(value)
    else:
        mixed = functional.scaled_dot_product_attention(split(query), split(key), split(value), attn_mask=bias)
    return mixed.transpose(1, 2).reshape(batch, length, width)


class Layer(nn.Module):
    """One post-norm BERT layer."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        query, key, value = self.qkv(x).split(HIDDEN, -1)
        x = self.norm1(x + self.dropout(self.out(attend(query, key, value, bias, HEADS))))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


def pretrained_layers(state: dict[str, Tensor]) -> nn.ModuleList:
    """The encoder's layers with the weights of a checkpoint in BERT's names."""
    layers = nn.ModuleList(Layer() for _ in range(LAYERS))
    for i, layer in enumerate(layers):
        at = f"encoder.layer.{i}."
        loaded = {}
        for kind in ("weight", "bias"):
            loaded[f"qkv.{kind}"] = torch.cat(
                [state[f"{at}attention.self.{x}.{kind}"] for x in ("query", "key", "value")]
            )
            loaded[f"out.{kind}"] = state[f"{at}attention.output.dense.{kind}"]
            loaded[f"norm1.{kind}"] = state[f"{at}attention.output.LayerNorm.{kind}"]
            loaded[f"up.{kind}"] = state[f"{at}intermediate.dense.{kind}"]
            loaded[f"down.{kind}"] = state[f"{at}output.dense.{kind}"]
            loaded[f"norm2.{kind}"] = state[f"{at}output.LayerNorm.{kind}"]
        layer.load_state_dict(loaded)
    return layers


class Encoder(nn.Module):
    """MiniLM-L6 with one more input: an embedding of surface features the uncased vocabulary loses."""

    def __init__(self, weights: str) -> None:
        super().__init__()
        state = load_file(weights)
        self.words = nn.Embedding.from_pretrained(state["embeddings.word_embeddings.weight"].clone(), freeze=True)
        positions = state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0]
        self.positions = nn.Parameter(positions.clone())
        self.features = nn.Embedding(SURFACE_FEATURES, HIDDEN)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.norm.load_state_dict({k: state[f"embeddings.LayerNorm.{k}"] for k in ("weight", "bias")})
        self.layers = pretrained_layers(state)

    def forward(self, ids: Tensor, features: Tensor, bias: Tensor | None) -> Tensor:
        x = self.words(ids) + self.positions[: ids.shape[1]] + self.features(features)
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Block(nn.Module):
    """One pre-norm transformer layer of the relation head."""

    def __init__(self) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(WIDTH)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH)
        self.up = nn.Linear(WIDTH, 3 * WIDTH)
        self.down = nn.Linear(3 * WIDTH, WIDTH)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        query, key, value = self.qkv(self.norm1(x)).split(WIDTH, -1)
        x = x + self.out(attend(query, key, value, bias, 4))
        return x + self.down(functional.gelu(self.up(self.norm2(x))))


class Relations(nn.Module):
    """Scores of the TAGS for every token from BEFORE tokens before a cue to AFTER tokens after its first."""

    def __init__(self) -> None:
        super().__init__()
        self.token = nn.Linear(HIDDEN, 2 * WIDTH)
        self.cue = nn.Linear(2 * HIDDEN, 2 * WIDTH)
        self.offset = nn.Parameter(torch.randn(BEFORE + AFTER + 1, WIDTH) * 0.02)
        self.inside = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.blocks = nn.ModuleList(Block() for _ in range(2))
        self.norm = nn.LayerNorm(WIDTH)
        self.scores = nn.Linear(WIDTH, len(TAGS))

    def forward(self, hidden: Tensor, cues: Tensor, valid: Tensor) -> Tensor:
        """hidden (windows, length, HIDDEN), cues (n, 3): window, first, last token; valid (windows, length) 1 or 0."""
        window, first, last = cues[:, 0], cues[:, 1], cues[:, 2]
        place = first[:, None] + torch.arange(-BEFORE, AFTER + 1, device=cues.device)[None]
        length = hidden.shape[1]
        there = (place >= 0) & (place < length)
        held = place.clamp(min=0).minimum(torch.full_like(place, length - 1))
        there = there & (valid[window[:, None], held] > 0)
        projected = self.token(hidden)[window[:, None], held]
        cue = self.cue(torch.cat([hidden[window, first], hidden[window, last]], -1))[:, None]
        marked = ((place >= first[:, None]) & (place <= last[:, None])).to(hidden.dtype)[..., None]
        x = projected[..., :WIDTH] + cue[..., :WIDTH] + torch.tanh(cue[..., WIDTH:]) * projected[..., WIDTH:]
        x = x + self.offset + marked * self.inside
        bias = torch.zeros_like(place, dtype=x.dtype).masked_fill(~there, -1e4)[:, None, None]
        for block in self.blocks:
            x = block(x, bias)
        return 20 * torch.tanh(self.scores(self.norm(x)) / 20)


class Tagger(nn.Module):
    def __init__(self, weights: str) -> None:
        super().__init__()
        self.encoder = Encoder(weights)
        self.dropout = nn.Dropout(0.1)
        self.cues = nn.Linear(HIDDEN, 3)
        self.auxiliary = nn.Linear(HIDDEN, AUXILIARY)
        self.relations = Relations()
        self.steps = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))  # the CRF's scores from tag to tag
        allowed = torch.tensor([[follows(a, b) for b in TAGS] for a in TAGS])
        self.register_buffer("forbidden", torch.where(allowed, 0.0, -12.0))

    def transitions(self) -> Tensor:
        return 5 * torch.tanh(self.steps / 5) + self.forbidden


def follows(before: str, after: str) -> bool:
    """May `after` come right after `before` in a BIOES sequence?"""
    if before[0] in "BI":
        return after[0] in "IE" and after[2:] == before[2:]
    return after[0] in "OBS"


def likelihood_loss(scores: Tensor, tags: Tensor, transitions: Tensor) -> Tensor:
    """Negative log likelihood of each tag sequence under the CRF; forward pass in scaled probabilities.

    scores (n, length, tags), tags (n, length). Cells that cannot be are given a score of -30 by the caller.
    """
    peak = scores.amax(-1, keepdim=True)
    likely = (scores - peak).exp().unbind(1)
    step = transitions.exp()
    alpha = likely[0]
    scales = []
    for here in likely[1:]:
        total = alpha.sum(-1, keepdim=True)
        scales.append(total)
        alpha = ((alpha / total) @ step) * here
    scales.append(alpha.sum(-1, keepdim=True))
    partition = torch.cat(scales, -1).log().sum(-1) + peak.sum((1, 2))
    path = scores.gather(2, tags[..., None]).sum((1, 2)) + transitions[tags[:, :-1], tags[:, 1:]].sum(1)
    return partition - path
