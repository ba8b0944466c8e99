"""Makes each attention of an exported model one node, so that the table of its scores is never laid into memory.

python -m training.fuse    (the shipped encoder, which was exported step by step)
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import onnx

WEIGHTS = Path(__file__).resolve().parents[1] / "firsthand" / "models" / "weights"
_HEADS = 12


def fused(model: onnx.ModelProto, heads: int) -> onnx.ModelProto:
    """The model with each attention without a mask (products, softmax, products) as one node."""
    graph = model.graph
    made = {name: node for node in graph.node for name in node.output}
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)

    def after(node: onnx.NodeProto) -> onnx.NodeProto:
        (following,) = users[node.output[0]]
        return after(following) if following.op_type == "Cast" else following

    for softmax in [node for node in graph.node if node.op_type == "Softmax"]:
        scores, mixed = made[softmax.input[0]], after(softmax)
        if (scores.op_type, mixed.op_type) != ("MatMul", "MatMul"):
            continue
        split = made[made[scores.input[0]].input[0]], made[scores.input[1]], made[mixed.input[1]]  # by heads
        end = after(after(mixed))
        given = [made[node.input[0]].input[0] for node in split]
        node = onnx.helper.make_node("MultiHeadAttention", given, [end.output[0]], domain="com.microsoft")
        node.attribute.append(onnx.helper.make_attribute("num_heads", heads))
        at = list(graph.node).index(end)
        graph.node.remove(end)
        graph.node.insert(at, node)
    if all(one.domain != "com.microsoft" for one in model.opset_import):
        model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    kept = {one.name for one in graph.output}
    while dead := [
        node for node in graph.node if kept.union(*(one.input for one in graph.node)).isdisjoint(node.output)
    ]:
        for node in dead:
            graph.node.remove(node)
    used = {name for node in graph.node for name in node.input}
    for one in [one for one in graph.initializer if one.name not in used]:
        graph.initializer.remove(one)
    onnx.checker.check_model(model)
    return model


def write_sums(folder: Path) -> None:
    """``SHA256SUMS`` of the files that ship."""
    files = [
        folder / name
        for name in ("attribution.onnx", "attribution-relations.onnx", "statements.onnx", "tokenizer.json")
    ]
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in files]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", "utf-8")
    for path in files:
        print(path, path.stat().st_size)


def main() -> None:
    path = WEIGHTS / "attribution.onnx"
    onnx.save(fused(onnx.load(path), _HEADS), path)
    write_sums(WEIGHTS)


if __name__ == "__main__":
    main()
