"""Fingerprints of many texts are those of each one."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from firsthand import words
from firsthand.comparable import fingerprints

_TEXT = st.one_of(st.text(alphabet="aBz09.,:'’&-_% \n“–é½²ß", max_size=60), st.text(max_size=40))


@settings(max_examples=400)
@given(st.lists(_TEXT, max_size=6), st.integers(1, 5))
@example(["5.5% of 3,400 a.m. F16s f-16-b 16-b 4.5b x-19.5 covid-19b it's 3rd A4 rock-&-roll 1.b 12:30:x"], 1)
def test_the_fast_way_finds_what_the_plain_way_finds(texts: list[str], n: int) -> None:
    found: dict[int, list[int]] = {number: [] for number in range(len(texts))}
    for hashes, owners in fingerprints.of_texts(texts, n):
        for value, owner in zip(hashes.tolist(), owners.tolist(), strict=True):
            found[owner].append(value)
    for number, text in enumerate(texts):
        assert found[number] == fingerprints.grams([form for _, _, form in words.words(text)], n).tolist()


def test_blocks_do_not_show() -> None:
    texts = [f"Report number {number} says that the river rose by {number} metres. " * 40 for number in range(60)]
    texts[7] += "Ширина реки"
    hashes, owners = (np.concatenate(part) for part in zip(*fingerprints.of_texts(texts), strict=True))
    assert (np.diff(owners) >= 0).all()
    assert set(owners.tolist()) == set(range(60))
    assert hashes[owners == 59].tolist() == fingerprints.grams([w for *_, w in words.words(texts[59])]).tolist()
