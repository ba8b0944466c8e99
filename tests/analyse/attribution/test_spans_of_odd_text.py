"""Marks and markup inside quotations: whatever they do to the reading, every span has words."""

from __future__ import annotations

import pytest

import firsthand

pytestmark = pytest.mark.models

ODD = (
    "<img src=x onerror=\"document.title='RAN'\">",
    "{{''.__class__.__mro__}}",
    "\"><script>document.title='RAN'</script>",
)


@pytest.mark.parametrize("odd", ODD)
def test_no_span_ends_before_it_begins(odd: str) -> None:
    text = (
        f"Nine people were killed in Port Elsin on Tuesday, the National Rescue Service {odd} said.\n\n“Nobody should "
        f"learn from a siren {odd} that a gate has failed,” Energy Minister {odd} Ilsa Verrin told reporters."
    )
    record = firsthand.run([{"id": "a", "text": text}])
    assert record.attributions
    for one in record.attributions:
        assert all(span.start < span.end for span in (*one.source, *one.cue, *one.content))
