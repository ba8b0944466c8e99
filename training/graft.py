"""A teacher that begins where the shipped tagger stands: its heads over a larger encoder.

    python -m training.graft --student FOLDER --start SHIPPED.pt --teacher FOLDER --out RUN/graft.pt

Both encoders cut text into the same word pieces, so that their outputs can be laid token beside token.  The linear map
from the teacher's to the tagger's (least squares over training articles) is put before each of the tagger's heads; what
reads no encoder output is copied.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from evals.polnear import read
from firsthand.models.tagger import bare
from training.examples import article_of, edges_of
from training.model import Tagger

_PIECE = 448  # tokens of an article's opening that are compared
_RIDGE = 1e-2
_READS_ENCODER = ("cues", "auxiliary", "relations.token", "relations.cue")


def hidden_of(net: Tagger, folder: Path, records: list[dict[str, object]]) -> Tensor:
    """(tokens, width): the encoder's output over the opening of each article, without the marks around it."""
    tokenizer = bare(Tokenizer.from_file(str(folder / "tokenizer.json")))
    opening, closing = edges_of(tokenizer)
    rows = []
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for record in records:
            tokens = article_of(record, tokenizer).tokens
            ids = torch.tensor([[opening, *tokens.ids[:_PIECE], closing]])
            features = torch.tensor([[0, *tokens.features[:_PIECE], 0]])
            rows.append(net.encoder(ids, features, None)[0, 1:-1].float())
    return torch.cat(rows)


def mapped(name: str, weight: Tensor, bias: Tensor, along: Tensor, shift: Tensor) -> tuple[Tensor, Tensor]:
    """A head's weight (out, width) and bias over the teacher's output, where tagger = along · teacher + shift."""
    if name == "relations.cue":  # reads the first and the last token of a cue, one after the other
        first, last = weight.chunk(2, 1)
        return torch.cat([first @ along, last @ along], 1), bias + first @ shift + last @ shift
    return weight @ along, bias + weight @ shift


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear"))
    parser.add_argument("--student", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=160)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    records = [r for i, r in enumerate(read(options.data / "train.jsonl")) if i % 21][: options.articles]
    student = Tagger(str(options.student / "model.safetensors")).eval()
    student.load_state_dict(torch.load(options.start, weights_only=True))
    teacher = Tagger(str(options.teacher / "model.safetensors")).eval()
    theirs = hidden_of(teacher, options.teacher, records)
    ours = hidden_of(student, options.student, records)
    moments = torch.cat([theirs, torch.ones(len(theirs), 1)], 1).double()
    gram = moments.T @ moments + _RIDGE * len(moments) * torch.eye(moments.shape[1])
    solved = torch.linalg.solve(gram, moments.T @ ours.double()).float()
    along, shift = solved[:-1].T.contiguous(), solved[-1]
    left = (ours - theirs @ along.T - shift).square().sum() / (ours - ours.mean(0)).square().sum()
    print(f"{len(ours)} tokens; share of the tagger's variance that the map explains: {1 - float(left):.3f}")
    state = teacher.state_dict()
    for name, value in student.state_dict().items():
        if not name.startswith("encoder.") and name.rsplit(".", 1)[0] not in _READS_ENCODER:
            state[name] = value
    held = student.state_dict()
    for name in _READS_ENCODER:
        state[f"{name}.weight"], state[f"{name}.bias"] = mapped(
            name, held[f"{name}.weight"], held[f"{name}.bias"], along, shift
        )
    teacher.load_state_dict(state)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, options.out)


if __name__ == "__main__":
    main()
