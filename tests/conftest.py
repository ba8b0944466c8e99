"""Shared fixtures.  Tests that need the development corpora use ``shared`` and skip with a reason when it is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.figure import shared as shared_folder


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = shared_folder()
    if folder is None:
        pytest.skip("the development corpora (../shared) are not here; set FIRSTHAND_SHARED to run this test")
    return folder
