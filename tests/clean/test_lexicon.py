"""The clean stage's word lists are well formed: a typing slip in a list would silently switch an entry off."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

from firsthand import lexicon
from firsthand.clean.lines import lines
from firsthand.data import ARTICLE_KINDS, BlockKind
from firsthand.words import normal


def test_furniture_entries_are_in_normal_form_and_of_known_kinds() -> None:
    rows = lexicon.rows("furniture")
    assert len(rows) > 900
    for row in rows:
        assert row["kind"] in set(get_args(BlockKind)) - ARTICLE_KINDS, row
        assert row["where"] in {"whole", "start", "wary", "anywhere"}, row
        assert row["phrase"] == re.sub(r"\d+", "#", normal(row["phrase"])), row
    twice = [entry for entry, times in Counter((row["where"], row["phrase"]) for row in rows).items() if times > 1]
    assert twice == []


def test_outlets_have_a_name_a_kind_and_one_owner_a_domain() -> None:
    rows = lexicon.rows("outlets")
    assert set(rows[0]) == {"name", "aliases", "domain", "kind"}
    assert {row["kind"] for row in rows} == {"outlet", "agency", "broadcaster"}
    domains = Counter(row["domain"] for row in rows if row["domain"])
    assert [domain for domain, times in domains.items() if times > 1 or domain != domain.lower()] == []


def test_places_and_sections_are_single_lines() -> None:
    for name in ("datelines", "sections"):
        assert all(len(lines(entry)) == 1 for entry in lexicon.entries(name))
