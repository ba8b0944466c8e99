"""Turn a checkpoint into the two ONNX files that ship, with int8 weights, their checksums and the tokenizer.

    python -m training.export --encoder FOLDER --checkpoint RUN/epochN.pt [--float]

`attribution.onnx` reads a window (ids, features -> hidden, cue scores); `attribution-relations.onnx` reads the
neighbourhoods of its cues (hidden, cues -> scores, transitions). Linear layers are quantised to int8 (weights per
channel, activations as they come), word vectors to int8 with a scale each; everything else stays float32.  Attention is
one node (``MultiHeadAttention`` of onnxruntime), which never lays the whole table of scores into memory.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from firsthand.models.tagger import AFTER, BEFORE
from training.fuse import WEIGHTS, fused, write_sums
from training.model import HEADS, STUDENT, Tagger


class SmallWords(nn.Module):
    """Word vectors as int8 with a scale for each, which loses less than one scale for the whole table."""

    def __init__(self, words: nn.Embedding) -> None:
        super().__init__()
        scale = words.weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-6) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("table", torch.round(words.weight.detach() / scale).to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        return self.table[ids].float() * self.scale[ids]


class Reader(nn.Module):
    def __init__(self, net: Tagger) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.net.encoder(ids, features, None)
        return hidden, self.net.cues(hidden)


class RelationReader(nn.Module):
    def __init__(self, net: Tagger) -> None:
        super().__init__()
        self.net = net

    def forward(self, hidden: Tensor, cues: Tensor) -> tuple[Tensor, Tensor]:
        valid = torch.ones_like(hidden[:, :, 0])
        return self.net.relations(hidden, cues, valid), self.net.transitions()


def export(net: Tagger, folder: Path, *, quantise: bool) -> list[Path]:
    if quantise:
        net.encoder.words = SmallWords(net.encoder.words)
    ids = torch.randint(1000, 2000, (1, 40))
    hidden = torch.randn(1, 40, STUDENT.hidden)
    cues = torch.tensor([[0, 5, 5], [0, 9, 10]])
    parts = (
        (
            "attribution",
            Reader(net),
            (ids, torch.zeros_like(ids)),
            ["ids", "features"],
            ["hidden", "cue_scores"],
            {"ids": {1: "length"}, "features": {1: "length"}, "hidden": {1: "length"}, "cue_scores": {1: "length"}},
        ),
        (
            "attribution-relations",
            RelationReader(net),
            (hidden, cues),
            ["hidden", "cues"],
            ["scores", "transitions"],
            {"hidden": {1: "length"}, "cues": {0: "count"}, "scores": {0: "count"}},
        ),
    )
    written = []
    for name, module, given, inputs, outputs, axes in parts:
        target = folder / f"{name}.onnx"
        with tempfile.TemporaryDirectory() as temporary:
            plain = Path(temporary) / "plain.onnx"
            torch.onnx.export(
                module.eval(),
                given,
                str(plain),
                input_names=inputs,
                output_names=outputs,
                dynamic_axes=axes,
                opset_version=17,
                dynamo=False,
                do_constant_folding=True,
            )
            if quantise:
                quantize_dynamic(
                    plain,
                    target,
                    per_channel=True,
                    # 7 bits: a CPU without VNNI adds pairs of products in 16 bits, which 8-bit weights overflow; the
                    # same text would be read differently on another machine.
                    reduce_range=True,
                    weight_type=QuantType.QInt8,
                    op_types_to_quantize=["MatMul"],
                    extra_options={"MatMulConstBOnly": True},
                )
            else:
                shutil.copy(plain, target)
        model = onnx.load(target)
        if name == "attribution":
            model = fused(model, HEADS)
        model.doc_string = f"Firsthand attribution tagger; relation neighbourhood {BEFORE}+{AFTER}"
        onnx.save(model, target)
        written.append(target)
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--float", action="store_true", help="leave the weights in float32")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    net = Tagger(str(options.encoder / "model.safetensors"))
    net.load_state_dict(torch.load(options.checkpoint, weights_only=True))
    export(net.eval(), options.out, quantise=not options.float)
    shutil.copyfile(options.encoder / "tokenizer.json", options.out / "tokenizer.json")
    write_sums(options.out)


if __name__ == "__main__":
    main()
