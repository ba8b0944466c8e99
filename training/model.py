"""The attribution tagger as a torch module: an encoder, a cue head and a cue-conditioned relation head.

Attributions are read cue first. The encoder (MiniLM-L6, or MPNet base for its teacher) reads a window;
a linear head tags cues with B, I, O. Then, for every cue by itself, a small transformer looks at the tokens around
it and tags *its* source and *its* content (BIOES) under a linear-chain CRF, so that spans come out whole, may have
several pieces and may overlap those of another cue. Reading once per cue follows semantic role labelling (one pass per
predicate); the CRF is Lafferty et al. (2001). Further outputs of the encoder (flat source and content tags) only help
training and are dropped at export.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from firsthand.models.tagger import AFTER, BEFORE, SURFACE_FEATURES, TAGS

HEADS = 12  # of both encoders
WIDTH = 128  # of the relation head
BUCKETS, FAR = 16, 128  # of MPNet's relative positions, to either side; the last one holds all beyond FAR tokens
AUXILIARY = 6  # in, begin, end of any source; the same of any content


@dataclass(frozen=True, slots=True)
class Shape:
    """What MiniLM-L6 (the model that ships) and MPNet base (its teacher) differ in."""

    hidden: int
    layers: int
    inner: int
    epsilon: float
    names: dict[str, str]  # of a layer's parts in the checkpoint
    first_position: int  # MPNet counts its positions from the padding's on
    kept: int  # lowest layers that stay as they were; the surface features come in above them


BOTH = {"up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}


def _bert(hidden: int, layers: int, inner: int) -> Shape:
    names = {x: f"attention.self.{x}" for x in ("query", "key", "value")}
    names |= {"out": "attention.output.dense", "norm1": "attention.output.LayerNorm"}
    return Shape(hidden, layers, inner, 1e-12, names | BOTH, 0, 0)


STUDENT = _bert(384, 6, 1536)
TEACHER = Shape(
    768,
    12,
    3072,
    1e-5,
    {
        "query": "attention.attn.q",
        "key": "attention.attn.k",
        "value": "attention.attn.v",
        "out": "attention.attn.o",
        "norm1": "attention.LayerNorm",
    }
    | BOTH,
    2,
    4,
)
RELATIVE = "encoder.relative_attention_bias.weight"


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


class Dropout(nn.Module):
    """Dropout with random bytes of numpy's: torch draws a mask on one core, which took a tenth of a step."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.least = round(share * 256)
        self.chance: np.random.Generator | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        if self.chance is None:
            self.chance = np.random.Generator(np.random.SFC64(int(torch.randint(2**62, ()))))
        drawn = np.frombuffer(self.chance.bytes(x.numel()), dtype=np.uint8)
        mask = torch.from_numpy((drawn >= self.least).view(np.uint8)).view(x.shape).to(x.dtype)
        return x * mask * (256 / (256 - self.least))


class Layer(nn.Module):
    """One post-norm layer of either encoder."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.hidden = shape.hidden
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm1 = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.norm2 = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.dropout = Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        query, key, value = self.qkv(x).split(self.hidden, -1)
        x = self.norm1(x + self.dropout(self.out(attend(query, key, value, bias, HEADS))))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


def pretrained_layers(state: dict[str, Tensor], shape: Shape) -> nn.ModuleList:
    """The encoder's layers with the weights of a checkpoint in the names of its kind."""
    layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
    for i, layer in enumerate(layers):
        at = {part: f"encoder.layer.{i}.{name}" for part, name in shape.names.items()}
        loaded = {}
        for kind in ("weight", "bias"):
            loaded[f"qkv.{kind}"] = torch.cat([state[f"{at[x]}.{kind}"] for x in ("query", "key", "value")])
            for part in ("out", "norm1", "up", "down", "norm2"):
                loaded[f"{part}.{kind}"] = state[f"{at[part]}.{kind}"]
        layer.load_state_dict(loaded)
    return layers


def distance_buckets(length: int) -> Tensor:
    """Bucket of the distance of each token (column) from each other (row), as MPNet's relative positions have them:
    half of the 32 for either side, exact for the nearest tokens and logarithmic beyond (Raffel et al., 2020)."""
    place = torch.arange(length)
    apart = place[:, None] - place[None]
    exact = BUCKETS // 2
    side = (apart < 0).long() * BUCKETS
    apart = apart.abs()
    scaled = (apart.clamp(min=1) / exact).log() / math.log(FAR / exact) * (BUCKETS - exact)
    return side + torch.where(apart < exact, apart, (exact + scaled.long()).clamp(max=BUCKETS - 1))


class Encoder(nn.Module):
    """MiniLM-L6 or MPNet base with one more input: an embedding of surface features the uncased vocabulary loses."""

    def __init__(self, weights: str) -> None:
        super().__init__()
        state = load_file(weights)
        self.shape = TEACHER if RELATIVE in state else STUDENT
        self.words = nn.Embedding.from_pretrained(state["embeddings.word_embeddings.weight"].clone(), freeze=True)
        positions = state["embeddings.position_embeddings.weight"][self.shape.first_position :]
        if self.shape is STUDENT:
            positions = positions + state["embeddings.token_type_embeddings.weight"][0]
        self.positions = nn.Parameter(positions.clone())
        self.features = nn.Embedding(SURFACE_FEATURES, self.shape.hidden)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(self.shape.hidden, eps=self.shape.epsilon)
        self.norm.load_state_dict({k: state[f"embeddings.LayerNorm.{k}"] for k in ("weight", "bias")})
        self.layers = pretrained_layers(state, self.shape)
        self.relative = nn.Parameter(state[RELATIVE].clone()) if RELATIVE in state else None
        for part in (self.positions, *self.norm.parameters(), *self.layers[: self.shape.kept].parameters()):
            part.requires_grad_(self.shape.kept == 0)

    def forward(self, ids: Tensor, features: Tensor, bias: Tensor | None) -> Tensor:
        kept = self.shape.kept
        x = self.words(ids) + self.positions[: ids.shape[1]]
        x = self.norm(x if kept else x + self.features(features))
        if self.relative is not None:
            apart = self.relative[distance_buckets(ids.shape[1])].permute(2, 0, 1)[None]
            bias = apart if bias is None else bias + apart
            bias = bias.to(torch.get_autocast_dtype("cpu")) if torch.is_autocast_enabled("cpu") else bias
        for number, layer in enumerate(self.layers):
            if kept and number == kept:
                x = x + self.features(features)
            x = layer(x, None if bias is None else bias if number >= kept else bias.detach())
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

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.token = nn.Linear(hidden, 2 * WIDTH)
        self.cue = nn.Linear(2 * hidden, 2 * WIDTH)
        self.offset = nn.Parameter(torch.randn(BEFORE + AFTER + 1, WIDTH) * 0.02)
        self.inside = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.blocks = nn.ModuleList(Block() for _ in range(2))
        self.norm = nn.LayerNorm(WIDTH)
        self.scores = nn.Linear(WIDTH, len(TAGS))

    def forward(self, hidden: Tensor, cues: Tensor, valid: Tensor) -> Tensor:
        """hidden (windows, length, width), cues (n, 3): window, first, last token; valid (windows, length) 1 or 0."""
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
        self.dropout = Dropout(0.1)
        hidden = self.encoder.shape.hidden
        self.cues = nn.Linear(hidden, 3)
        self.auxiliary = nn.Linear(hidden, AUXILIARY)
        self.relations = Relations(hidden)
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
