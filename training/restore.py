"""Shipped int8 weights back into a checkpoint, so that training can go on where no checkpoint was kept.

    python -m training.restore --encoder FOLDER --out RUN/shipped.pt

Each int8 matrix is multiplied by its scales. What export drops (the helper outputs of the encoder) starts anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.export import WEIGHTS
from training.model import Tagger


def restored(path: Path) -> dict[str, Tensor]:
    """Parameters by their torch names, from one exported file."""
    graph = onnx.load(path).graph
    held = {x.name: numpy_helper.to_array(x) for x in graph.initializer}
    state: dict[str, np.ndarray] = {k.removeprefix("net."): v for k, v in held.items() if k.startswith("net.")}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            matrix = held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"].astype(np.float32)
            place = node.name.removeprefix("/").rsplit("/", 1)[0].replace("/", ".")
            state[f"{place}.weight"] = (matrix * held[f"{name}_scale"]).T
        elif node.op_type == "Tanh" and node.input[0] in held:
            state["steps"] = held[node.input[0]] * 5
    if "encoder.words.table" in state:
        state["encoder.words.weight"] = state["encoder.words.table"].astype(np.float32) * state["encoder.words.scale"]
    return {name: torch.from_numpy(np.array(array, dtype=np.float32)) for name, array in state.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    net = Tagger(str(options.encoder / "model.safetensors"))
    state = net.state_dict()
    missing = set(state)
    for name in ("attribution", "attribution-relations"):
        for key, value in restored(options.weights / f"{name}.onnx").items():
            if key in state:
                assert state[key].shape == value.shape, key
                state[key] = value
                missing.discard(key)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, options.out)
    print(f"{options.out}: {len(state) - len(missing)} tensors restored; anew: {', '.join(sorted(missing))}")


if __name__ == "__main__":
    main()
