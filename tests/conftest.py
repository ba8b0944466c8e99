"""Shared fixtures.  Every record that a test makes is validated against the schema that ships."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import settings

from evals.figure import shared as shared_folder
from tests.groups import Gates

# The same examples in every run and in every worker; ``--hypothesis-profile=explore`` draws new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("same")

GATES = Gates()


def pytest_configure(config: pytest.Config) -> None:
    patch = pytest.MonkeyPatch()
    GATES.stand(patch)
    config.add_cleanup(patch.undo)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Opens the gates that the marks of a test ask for, from the set-up of its fixtures to the end."""
    GATES.set_for(item)
    try:
        return (yield)
    finally:
        GATES.between_tests()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development corpora, or a skip where they are absent."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("the development corpora (../shared) are not here; set FIRSTHAND_SHARED to run this test")
    return folder


@pytest.fixture(scope="session")
def validator() -> jsonschema.Draft202012Validator:
    """The schema as it ships, not as the code would make it."""
    text = resources.files("firsthand").joinpath("record.schema.json").read_text(encoding="utf-8")
    return jsonschema.Draft202012Validator(json.loads(text))


@pytest.fixture(autouse=True, scope="session")
def every_record_keeps_the_schema(validator: jsonschema.Draft202012Validator) -> Iterator[None]:
    from firsthand.record import to_json
    from firsthand.relate import assemble

    relate = assemble.relate

    def checked(*arguments: Any) -> Any:
        record = relate(*arguments)
        validator.validate(json.loads(to_json(record)))
        return record

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assemble, "relate", checked)
        yield


@pytest.fixture(scope="session")
def example() -> Path:
    """The folder of the story that ships with the package."""
    return Path(str(resources.files("firsthand").joinpath("example")))
