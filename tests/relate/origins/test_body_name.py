"""What the names of bodies say."""

from __future__ import annotations

import pytest

from firsthand import names
from firsthand.relate.origins.body_name import body_name, long_form, one_body, one_government, state_of


@pytest.mark.parametrize(
    ("name", "country", "head", "fields"),
    [
        ("Ministry of Public Security", "", "ministry", {"interior"}),
        ("Public Safety Ministry", "", "ministry", {"interior"}),
        ("South Korea's Defense Ministry", "south korea", "ministry", {"defence"}),
        ("Pentagon", "united states", "ministry", {"defence"}),
        ("Home Office", "united kingdom", "ministry", {"interior"}),
        ("Kremlin", "russia", "government", set()),
        ("Moscow", "russia", "", set()),
        ("Food and Drug Administration", "united states", "agency", {"agriculture"}),
        ("Syrian Observatory for Human Rights", "syria", "observatory", set()),
        ("Orrin", "", "", set()),
    ],
)
def test_parts(name: str, country: str, head: str, fields: set[str]) -> None:
    read = body_name(name)
    assert (read.country, read.head, set(read.fields)) == (country, head, fields)


def test_one_body_needs_the_same_kind_field_and_country() -> None:
    assert one_body("Israeli Foreign Ministry", "Israel's Ministry of Foreign Affairs")
    assert not one_body("Israeli Foreign Ministry", "Kenyan Foreign Ministry")
    assert not one_body("Defence Ministry", "Health Ministry")
    assert not one_body("police", "police")
    assert not one_body("Seoul", "Seoul")  # a government, and no body of it


def test_one_government() -> None:
    assert one_government("Seoul", "South Korean government")
    assert one_government("Russian defence ministry", "Kremlin")
    assert not one_government("Seoul", "Kremlin")
    assert not one_government("Moscow", "Moscow police")
    assert not one_government("Syria", "Syrian Observatory for Human Rights")


def test_acronyms() -> None:
    assert long_form("TPA", "Trans-Peninsula Agency")
    assert long_form("Trans-Peninsula Agency", "T.P.A.")
    assert not long_form("TPA", "Trans-Peninsula Railway")
    assert not long_form("Orrin", "Orrin Rail Regional Inter Network")


def test_capitals_and_peoples() -> None:
    assert (state_of("Seoul"), state_of("Syrian"), state_of("U.S."), state_of("Aleppo")) == (
        "south korea", "syria", "united states", "",
    )  # fmt: skip


def test_a_broken_encoding_is_mended_for_comparison_alone() -> None:
    assert names.key("Orrinâ€™s") == names.key("Orrin’s") == "orrin"
    assert names.repaired("BeyoncÃ©") == "Beyoncé"
    assert names.repaired("Orrin") == "Orrin"
