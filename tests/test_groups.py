"""The gates hold: an unmarked test gets no model and no process, a marked one gets what its mark says."""

from __future__ import annotations

import subprocess
import sys

import loky
import pytest

from firsthand.models import deciders, english, vectors

SHUT = pytest.fail.Exception


def test_no_model_without_a_mark() -> None:
    for load in (english.parser, deciders, lambda: english.parse_paragraphs(["It rained."])):
        with pytest.raises(SHUT, match="is marked models"):
            load()
    with pytest.raises(SHUT, match="is marked models"):
        vectors.embed(["It rained."])


def test_no_process_without_a_mark() -> None:
    with pytest.raises(SHUT, match="is marked slow"):
        subprocess.run([sys.executable, "--version"], check=False)
    with pytest.raises(SHUT, match="is marked slow"):
        loky.ProcessPoolExecutor(1)


def test_an_error_that_is_caught_does_not_hide_a_shut_gate() -> None:
    assert not issubclass(SHUT, Exception), "a stage that rejects a row on any error would swallow it"


@pytest.mark.models
def test_models_with_their_mark_and_still_no_process() -> None:
    assert [token.text for doc in english.parse_paragraphs(["It rained."]) for token in doc] == ["It", "rained", "."]
    with pytest.raises(SHUT, match="is marked slow"):
        subprocess.run([sys.executable, "--version"], check=False)


@pytest.mark.slow
def test_processes_with_their_mark_and_still_no_model() -> None:
    assert subprocess.run([sys.executable, "--version"], check=False, capture_output=True).returncode == 0
    with pytest.raises(SHUT, match="is marked models"):
        english.parser()
