"""A bare surname that two people of one sentence share is given to neither; works at a place are no company's."""

from __future__ import annotations

import pytest

from tests.analyse.reading import read

pytestmark = pytest.mark.models


def names_of(text: str) -> dict[str, list[str]]:
    one = read(text, "rules")
    return {entity.name: [span.of(one.document.text) for span in entity.mentions] for entity in one.entities}


@pytest.mark.parametrize("who", ["Ada Reed and Bo Reed", "Ada Reed, 40, and her brother Tom Reed"])
def test_a_surname_of_two_in_one_sentence_is_left_open(who: str) -> None:
    found = names_of(f"{who} own the mill.\nReed said the mill would close.")
    assert found["Reed"] == ["Reed"]
    assert all("Reed" not in mentions for name, mentions in found.items() if name != "Reed")


def test_a_surname_that_one_had_before_the_other_came_stays_with_the_first() -> None:
    found = names_of("Ida Lund leads the council. Lund was elected in May. Her brother, Olaf Lund, is a baker.\n"
                     "Lund said the council would meet.")  # fmt: skip
    assert found["Ida Lund"].count("Lund") == 2


def test_a_place_where_works_stand_is_not_the_company_of_the_name() -> None:
    found = names_of("Korrel Hydro stopped the plant. Reactor 1 at Korrel was stopped on Monday.")
    assert found["Korrel Hydro"] == ["Korrel Hydro"]
    assert found["Korrel"] == ["Korrel"]


@pytest.mark.parametrize("text", ["MARIA LOPEZ: We were never asked.", "“No,” said MARIA LOPEZ."])
def test_a_name_in_capitals_beside_what_it_says_is_a_person(text: str) -> None:
    assert "MARIA LOPEZ" in names_of(text)
