"""The attribution tagger: windows, features and decoding by hand-made scores; the shipped model on plain sentences."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.polnear import Attribution, paragraphs_of, score
from firsthand.models import shipped as shipped_weights
from firsthand.models import tagger

np = pytest.importorskip("numpy")

needs_model = pytest.mark.usefixtures("weights")


@pytest.fixture(scope="module")
def weights() -> None:
    if not tagger.available():
        pytest.skip("onnxruntime, tokenizers or the weights are not here")


def read(text: str) -> list[tuple[list[str], list[str], list[str]]]:
    """Source, cue and content pieces of each attribution, as text."""
    return [
        tuple([text[a:b] for a, b in spans] for spans in (x.source, x.cue, x.content))  # type: ignore[misc]
        for x in tagger.tag(text, paragraphs_of(text))
    ]


MOST_BYTES = 35_000_000


def test_the_shipped_model_is_small() -> None:
    weights = resources.files("firsthand.models") / "weights"
    shipped = ("attribution.onnx", "attribution-relations.onnx", "tokenizer.json")
    assert 1_000_000 < sum(len((weights / name).read_bytes()) for name in shipped) <= MOST_BYTES


@given(st.lists(st.integers(1, 900), min_size=1, max_size=12))
def test_windows_cover_every_token_once(paragraphs: list[int]) -> None:
    last = np.zeros(sum(paragraphs), dtype=bool)
    last[np.cumsum(paragraphs) - 1] = True
    cores: list[int] = []
    for start, end, core_start, core_end in tagger.windows(last, tagger.WINDOW, tagger.MARGIN):
        assert 0 <= start <= core_start < core_end <= end <= len(last)
        assert end - start <= tagger.WINDOW
        cores.extend(range(core_start, core_end))
    assert cores == list(range(len(last)))


def test_no_tokens_no_windows() -> None:
    assert list(tagger.windows(np.zeros(0, dtype=bool), 510, 64)) == []


@pytest.mark.parametrize(
    ("words", "states"),
    [
        (["“", "a", "”", "b"], [2, 1, 3, 0]),
        (['"', "a", '"', "b", '"'], [2, 1, 3, 0, 2]),
        (["a", "”", "b"], [0, 3, 0]),
        (["“", "a", "“", "b"], [2, 1, 2, 1]),
        ([], []),
    ],
)
def test_quotation_state(words: list[str], states: list[int]) -> None:
    assert [f // 4 % 4 for f in tagger._features(words)] == states


@pytest.mark.parametrize(("word", "shape"), [("said", 0), ("Smith", 1), ("A", 1), ("FBI", 2), ("12", 3), (",", 4)])
def test_shape(word: str, shape: int) -> None:
    assert tagger._shape(word) == shape


def test_cues_stop_at_a_paragraph() -> None:
    scores = np.full((5, 3), -5, dtype=np.float32)
    for place, label in enumerate([2, 0, 1, 1, 2]):
        scores[place, label] = 5
    first = np.array([True, False, False, True, False])
    assert [(a, b) for a, b, _ in tagger.find_cues(scores, first, 0.0)] == [(1, 2), (3, 3)]
    assert [(a, b) for a, b, _ in tagger.find_cues(scores, first, 20.0)] == []


def scores_for(tags: dict[int, str], cue: int, strength: float = 5.0) -> object:
    """Scores of one neighbourhood that ask for the given tag at each token, and O elsewhere."""
    cells = np.zeros((1, tagger.BEFORE + tagger.AFTER + 1, len(tagger.TAGS)), dtype=np.float32)
    for at in range(cells.shape[1]):
        token = at - tagger.BEFORE + cue
        cells[0, at, tagger.TAGS.index(tags.get(token, "O"))] = strength
    return cells


FREE = np.array(
    [
        [0.0 if tagger_ok else -12.0 for tagger_ok in row]
        for row in [
            [
                after[0] in ("IE" if before[0] in "BI" else "OBS")
                and (before[0] not in "BI" or after[2:] == before[2:])
                for after in tagger.TAGS
            ]
            for before in tagger.TAGS
        ]
    ],
    dtype=np.float32,
)


def test_decode_pieces_in_order() -> None:
    tags = {0: "S-source", 2: "B-content", 3: "E-content", 6: "B-content", 7: "I-content", 8: "E-content"}
    edges = np.zeros(10, dtype=bool)
    (spans,), (margin,) = tagger.decode(scores_for(tags, 1), FREE, [1], edges, edges)
    assert spans == {"source": [(0, 0)], "content": [(2, 3), (6, 8)]}
    assert margin > 0


def test_decode_repairs_one_broken_token() -> None:
    tags = {2: "B-content", **dict.fromkeys(range(3, 9), "I-content"), 9: "E-content"}
    cells = scores_for(tags, 1)
    cells[0, tagger.BEFORE - 1 + 5] = 0.0  # type: ignore[index]
    cells[0, tagger.BEFORE - 1 + 5, 0] = 2.0  # type: ignore[index]
    edges = np.zeros(12, dtype=bool)
    (spans,), _ = tagger.decode(cells, FREE, [1], edges, edges)
    assert spans["content"] == [(2, 9)]


def test_decode_cuts_at_paragraphs_and_stays_in_the_window() -> None:
    tags = {-1: "B-content", 2: "B-content", 3: "I-content", 4: "I-content", 5: "E-content"}
    first, last = np.zeros(6, dtype=bool), np.zeros(6, dtype=bool)
    first[4] = last[3] = True
    (spans,), _ = tagger.decode(scores_for(tags, 1), FREE, [1], first, last)
    assert all(0 <= a <= b < 6 and not a <= 3 < b for a, b in spans["content"])


def test_score_counts_pieces_and_equal_spans_once() -> None:
    gold = [
        [Attribution(((0, 5),), ((6, 10),), ((11, 20), (30, 40))), Attribution(((0, 5),), ((21, 25),), ((26, 29),))]
    ]
    same = score(gold, gold)
    assert all(value == 1 for value in same.values())
    half = score(gold, [[Attribution(((0, 5),), ((6, 10),), ((11, 20),))]])
    assert half["source exact"] == 1
    assert half["content exact"] == pytest.approx(2 / 4)
    assert half["relation exact"] == 0
    assert score([[]], [[]])["cue exact"] == 0


@pytest.mark.models
@needs_model
def test_plain_sentences() -> None:
    (found,) = read("The mayor said on Monday that the bridge would close.")
    assert found[0] == ["The mayor"]
    assert found[1][0].startswith("said")
    assert found[2] == ["that the bridge would close"]
    found = read("“We will rebuild,” Ana Ruiz told reporters. “It will take years.”")[0]
    assert found[0] == ["Ana Ruiz"]
    assert any("We will rebuild" in piece for piece in found[2])


@pytest.mark.models
@needs_model
def test_attribution_within_attribution() -> None:
    """PolNeAR leaves attributions within a content unannotated: the outer one holds the inner clause whole."""
    found = read("Officials said that the minister had told the court that the files were lost.")
    assert found[0][0] == ["Officials"]
    assert found[0][2] == ["that the minister had told the court that the files were lost"]


@pytest.mark.models
@needs_model
@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "“", "\x00\x01", "\ud800 said", "a" * 50_000, "said " * 3000, "‘’“”\"'" * 50]
)
def test_odd_text_is_read(text: str) -> None:
    for found in tagger.tag(text, [(0, len(text))]):
        for spans in (found.source, found.cue, found.content):
            assert all(0 <= a < b <= len(text) for a, b in spans)


@pytest.mark.models
@needs_model
def test_ranges_outside_the_text_are_cut() -> None:
    text = "He said no."
    found = tagger.tag(text, [(-5, 3), (3, 99), (7, 2)])
    spans = [span for one in found for part in (one.source, one.cue, one.content) for span in part]
    assert all(0 <= a < b <= len(text) for a, b in spans)


@pytest.mark.models
@needs_model
@settings(max_examples=15, deadline=None)
@given(st.text(max_size=400))
def test_any_text_same_answer(text: str) -> None:
    assert tagger.tag(text, paragraphs_of(text)) == tagger.tag(text, paragraphs_of(text))


@pytest.mark.models
@needs_model
def test_only_the_given_paragraphs_are_read() -> None:
    text = "Ms. Lee said the plan failed.\nADVERTISEMENT: doctors say this pill works.\nMr. Roy denied the claim."
    kept = [r for n, r in enumerate(paragraphs_of(text)) if n != 1]
    found = tagger.tag(text, kept)
    assert found == sorted(found, key=lambda x: x.cue)
    assert all(any(a <= s and e <= b for a, b in kept) for x in found for s, e in (*x.source, *x.cue, *x.content))


@pytest.mark.models
def test_changed_weights_are_refused(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    there = resources.files("firsthand.models") / "weights"
    (tmp_path / "weights").mkdir()
    for name in (*tagger._FILES, "SHA256SUMS"):
        if not (there / name).is_file():
            pytest.skip("no weights here")
        (tmp_path / "weights" / name).write_bytes((there / name).read_bytes())
    (tmp_path / "weights" / "tokenizer.json").write_bytes(b"{}")
    tagger._model.cache_clear()
    monkeypatch.setattr(shipped_weights.resources, "files", lambda _: tmp_path)
    assert not tagger.available()
    monkeypatch.undo()
    tagger._model.cache_clear()


@needs_model
@pytest.mark.models
def test_a_copy_is_read_once_wherever_it_stands() -> None:
    model = tagger._model()
    assert model
    model.read.clear()
    text = "The mayor said on Monday that nine people had died. “We mourn,” said Ada Lorn."
    first = tagger.tag(text, [(0, len(text))])
    assert first and len(model.read) == 1
    moved = tagger.tag("Menu\n" + text, [(5, 5 + len(text))])
    assert len(model.read) == 1
    assert [[(a + 5, b + 5) for a, b in one.content] for one in first] == [list(one.content) for one in moved]
