"""Entities of one document: kinds by vote, surnames, acronyms, short forms, groups in lower case."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.analyse import parse
from firsthand.analyse.entities import entities
from firsthand.data import Entity
from tests.analyse.reading import paragraphs

pytestmark = pytest.mark.models


def found(text: str) -> dict[str, Entity]:
    page = paragraphs(text)
    made = entities(parse(page))
    for entity in made:
        for mention in entity.mentions:
            assert mention.of(page.text).strip() == mention.of(page.text)
    return {entity.name: entity for entity in made}


def words(text: str, entity: Entity) -> list[str]:
    return [mention.of(text) for mention in entity.mentions]


def test_titles_surnames_and_possessives_are_one_person() -> None:
    text = (
        "President Laura Velasquez met reporters on Monday.\n"
        "Ms. Velasquez’s spokesman declined to comment. Velasquez left early.\n"
    )
    made = found(text)
    assert words(text, made["Laura Velasquez"]) == ["Laura Velasquez", "Velasquez", "Velasquez"]
    assert made["Laura Velasquez"].kind == "person"


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("Clara von der Marwitz said it would act. “We are ready,” von der Marwitz said.", "Clara von der Marwitz", 2),
        ("Jan Peter van der Holt said he would go. Van der Holt said the vote was lost.", "Jan Peter van der Holt", 2),
        ("Police spokesman Sgt. Mike O’Brien said two people died. O'Brien said so.", "Mike O’Brien", 2),
        ("Tomas Arden has dug coal for 40 years.\nArden denied the charge and said so.", "Tomas Arden", 2),
        ("Japan’s Chief Cabinet Secretary Yori Sugano told reporters so. Sugano left.", "Yori Sugano", 2),
        ("Anita Taff-Riese, a lawyer, says it is maddening. Taff-Riese sued.", "Anita Taff-Riese", 2),
    ],
)
def test_a_name_is_whole_and_its_short_form_joins_it(text: str, name: str, aliases: int) -> None:
    made = found(text + "\n")
    assert made[name].kind == "person"
    assert len(made[name].aliases) == aliases
    assert [entity.name for entity in made.values() if entity.kind == "person"] == [name]


def test_a_title_keeps_its_sentence() -> None:
    page = paragraphs("The crash was reported by Lt. Dana Frey at noon. Nobody was hurt.\n")
    assert [page.text[one.start : one.end] for one in parse(page).sentences] == [
        "The crash was reported by Lt. Dana Frey at noon.",
        "Nobody was hurt.",
    ]


def test_two_people_of_one_surname_stay_two() -> None:
    text = "Peter Hammond sued the city. His sister Joan Hammond testified. Peter Hammond won.\n"
    made = found(text)
    assert {"Peter Hammond", "Joan Hammond"} <= set(made)


def test_a_surname_with_two_owners_goes_by_title() -> None:
    text = "Mr. Peter Hammond sued. Ms. Joan Hammond testified. Mr. Hammond won and Ms. Hammond wept.\n"
    made = found(text)
    assert words(text, made["Peter Hammond"]) == ["Peter Hammond", "Hammond"]
    assert words(text, made["Joan Hammond"]) == ["Joan Hammond", "Hammond"]


def test_acronym_in_brackets_and_after() -> None:
    text = "The Marine Safety Inspectorate (MSI) grounded the ferry. The MSI said it would report in May.\n"
    made = found(text)
    assert made["Marine Safety Inspectorate"].aliases == ("MSI", "Marine Safety Inspectorate")
    assert len(made["Marine Safety Inspectorate"].mentions) == 3


def test_department_under_its_names() -> None:
    text = "The Justice Department sued on Monday. A Department of Justice lawyer spoke for the Pentagon.\n"
    made = found(text)
    assert words(text, made["Department of Justice"]) == ["Justice Department", "Department of Justice"]
    assert made["Pentagon"].kind == "organisation"


def test_an_office_title_is_not_a_name() -> None:
    made = found("Secretary of State Ann Porter and Defense Secretary Luis Ortega told reporters so.\n")
    assert sorted(made) == ["Ann Porter", "Luis Ortega"]


def test_groups_in_lower_case_when_they_act() -> None:
    text = "Federal prosecutors charged two men. Police arrested them. A crowd watched the police station.\n"
    made = found(text)
    assert made["Federal prosecutors"].kind == "group"
    assert made["Police"].kind == "organisation"


def test_administration_is_an_institution_and_no_mention_of_the_person() -> None:
    text = "The Velasquez administration sued. Laura Velasquez was travelling. The administration said nothing else.\n"
    made = found(text)
    assert words(text, made["Velasquez administration"]) == ["Velasquez administration", "administration"]
    assert words(text, made["Laura Velasquez"]) == ["Laura Velasquez"]


def test_outlets_in_full_and_short() -> None:
    text = "The New York Times first reported the plan. A lawyer told the Times that it was false.\n"
    made = found(text)
    assert made["The New York Times"].kind == "outlet"
    assert words(text, made["The New York Times"]) == ["New York Times", "Times"]


def test_cartel_names_with_of_are_whole() -> None:
    made = found("The Treasury Department sanctioned the Cartel of the Stars on Friday.\n")
    assert made["Cartel of the Stars"].kind == "organisation"


def test_places_known_by_several_names() -> None:
    text = "The United States and Mexico signed. The U.S. will pay. Mexico City agreed.\n"
    made = found(text)
    assert made["United States"].aliases == ("U.S.", "United States")
    assert "Mexico City" in made


def test_hyphenated_names_are_whole() -> None:
    made = found("Ban Ki-moon, the former secretary-general, met Bashar al-Assad in Geneva.\n")
    assert "Ban Ki-moon" in made


def test_headline_capitals_make_no_names() -> None:
    text = "Governor Velasquez Orders Troops to Close Northern Border Crossings\nGov. Laura Velasquez closed it.\n"
    made = found(text)
    assert words(text, made["Laura Velasquez"]) == ["Velasquez", "Laura Velasquez"]
    assert not any("Troops" in name or "Border" in name for name in made)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=" abcXYZ.,()'’“”\"-–\n0123$%", max_size=120))
def test_odd_text_never_raises(text: str) -> None:
    page = paragraphs(text)
    for entity in entities(parse(page)):
        assert entity.mentions == tuple(sorted(entity.mentions))
        assert all(0 <= one.start < one.end <= len(text) for one in entity.mentions)


def test_a_father_is_not_his_son() -> None:
    text = "President Hale flew home. Mr. Hale met Tom Hale Jr. on Friday. Hale Jr. said no.\n"
    page = paragraphs(text)
    found = {one.name: one for one in entities(parse(page))}
    assert set(found) == {"Hale", "Tom Hale Jr."}
    assert [text[m.start : m.end] for m in found["Tom Hale Jr."].mentions] == ["Tom Hale Jr.", "Hale Jr."]
