"""Credit lines and the wire behind the text."""

from __future__ import annotations

import pytest

from evals.piles import derivations, text_origins
from firsthand.clean import clean
from firsthand.comparable import credit_lines
from firsthand.data import Document, Given, RawDocument, TextOrigin
from firsthand.relate.derivation import text_origin
from tests.relate.reports import AGENCY, REWRITE, document, pile, rest

BODY = rest(AGENCY, 1, 12)
AP = "Associated Press"


@pytest.mark.models
@pytest.mark.parametrize(
    ("head", "foot", "name"),
    [
        ("PORT ARDEN, Nov. 3 (UPI) -- ", "", "United Press International"),
        ("Washington (AFP) – ", "", "Agence France-Presse"),
        ("BEIJING, Sept. 15 (Xinhua) -- ", "", "Xinhua"),
        ("(Reuters) - ", "", "Reuters"),
        ("By Jane Roe, Associated Press\n\n", "", AP),
        ("JANE ROE | AP\n\n", "", AP),
        ("Xinhua | Updated: 2017-09-15 17:52\n\n", "", "Xinhua"),
        ("", "\n\n— AP", AP),
        ("", "\n\n© 2015 AFP", "Agence France-Presse"),
        ("", "\n\nCopyright 2015 Reuters. All rights reserved.", "Reuters"),
        ("", " (AP)", AP),
        ("", "\n\nAssociated Press writers Jane Roe in Brask and John Doe contributed to this report.", AP),
        ("", "\n\n(Reporting by Jane Roe; Editing by John Doe)", "Reuters"),
    ],
)
def test_a_credit_for_the_whole_text(head: str, foot: str, name: str) -> None:
    one = document("a", head + BODY + foot, "Gellen Post")
    origin = text_origins(pile(one), ())["a"]
    assert (origin.kind, origin.name) == ("agency", name)
    assert origin.evidence
    assert origin.evidence[0].of(one.text)


@pytest.mark.parametrize("joint", ["\n", " ### ", " | ", " <p> ", "\\n"])
def test_the_separators_of_a_dump_are_no_lines_between_head_and_credit(joint: str) -> None:
    head = ["Gellen Post", "Home", "World", "Sport", "Ferry runs aground off the harbour", "Share this story", "Print"]
    text = joint.join([*head, "PORT ARDEN (UPI) -- " + BODY.split("\n")[0], *BODY.split("\n\n")[1:]])
    made = clean(RawDocument("page", "text/plain", text.encode(), Given(outlet="Gellen Post")))
    assert isinstance(made, Document)
    assert [one.agency for one in credit_lines.credits(made)] == ["United Press International"]


@pytest.mark.parametrize("joint", ["\n", " ### ", " | "])
def test_a_byline_of_another_outlet_is_read_in_a_dump_too(joint: str) -> None:
    text = joint.join(["Ferry runs aground off the harbour", "By Jane Roe, CNN", *BODY.split("\n\n")])
    made = clean(RawDocument("page", "text/plain", text.encode(), Given(outlet="Gellen Post")))
    assert isinstance(made, Document)
    origin = text_origin.credited(made)
    assert (origin.kind, origin.name) == ("outlet", "CNN")
    assert origin.evidence[0].of(made.text).strip() == "By Jane Roe, CNN"


@pytest.mark.models
@pytest.mark.parametrize(
    "line",
    [
        "AP Photo/Jane Roe",
        "Cranes at the port on Tuesday. (Photo: AFP)",
        "REUTERS/John Doe",
        "The harbour front. Photograph: Matt Roe/AP",
        "The harbour front on Monday. (Jane Roe/Associated Press)",
    ],
)
def test_a_credit_for_a_picture_does_not_count(line: str) -> None:
    one = document("a", line + "\n\n" + BODY, "Gellen Post")
    assert text_origins(pile(one), ())["a"].kind != "agency"
    assert all(credit.part == "picture" for credit in credit_lines.credits(one))


@pytest.mark.models
@pytest.mark.parametrize(
    "line",
    [
        "Reuters contributed to this report.",
        "The Associated Press contributed to this article.",
        "With files from The Canadian Press",
    ],
)
def test_a_credit_for_a_share_leaves_the_origin_unknown(line: str) -> None:
    origin = text_origins(pile(document("a", BODY + "\n\n" + line, "Gellen Post")), ())["a"]
    assert origin.kind == "unknown"
    assert origin.name


def test_a_sentence_that_mentions_an_agency_is_no_credit() -> None:
    one = document("a", BODY + "\n\nFalk told the Associated Press that repairs had begun on Monday.", "Gellen Post")
    assert credit_lines.credits(one) == ()


def test_ordinary_words_are_no_agencies() -> None:
    one = document("a", "An app for maps\n\nHave a nap\n\n" + BODY)
    assert credit_lines.credits(one) == ()


@pytest.mark.models
def test_a_copy_without_credit_takes_it_from_its_sibling() -> None:
    read = pile(document("a", "LONDON (Reuters) - " + BODY, "Brask Courier"), document("b", BODY, "Gellen Post"))
    origin = text_origins(read, derivations(read))["b"]
    assert (origin.kind, origin.name) == ("agency", "Reuters")


@pytest.mark.models
def test_a_rewrite_takes_the_origin_of_its_parent() -> None:
    first = document("a", "LONDON (Reuters) - " + BODY, "Brask Courier", "2031-03-02")
    read = pile(first, document("b", REWRITE, None, "2031-03-04"))
    assert text_origins(read, derivations(read))["b"].name == "Reuters"


@pytest.mark.models
def test_without_marks_the_origin_is_unknown() -> None:
    assert text_origins(pile(document("a", BODY)), ())["a"] == TextOrigin()
