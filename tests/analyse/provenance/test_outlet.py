"""The page's own outlet: read from own-reporting marks, and unknown where the evidence is weak or divided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.analyse.provenance import outlet
from firsthand.clean import clean
from firsthand.data import Document, Outlet, RawDocument
from firsthand.grammar import parsed
from tests.analyse.reading import paragraphs


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It is dead, a source confirmed to CBS News.\nIt was first reported by The New York Times.\n", "CBS News"),
        ("POLITICO has learned that the plan is dead.\n", "Politico"),
        ("The plan is dead.\n© 2021 The Guardian\n", "The Guardian"),
        # a third party's report is not the page's own
        ("The plan is dead, according to a report by The New York Times.\n", None),
        ("The plan is dead, The Washington Post reported.\n", None),
        ("“It is dead,” a lawyer told Fox News Digital.\n", None),
        # two outlets with equal claim
        ("A source confirmed to CBS News that it is dead. Another confirmed to NBC News that it lives.\n", None),
        ("The plan is dead.\n", None),
        ("", None),
    ],
)
def test_outlet(text: str, name: str | None) -> None:
    found = outlet(parsed(paragraphs(text), ()))
    assert found.name == name
    assert found.basis == ("text" if name else "unknown")
    assert bool(found.evidence) == bool(name)


def test_what_is_known_stays() -> None:
    page = replace(paragraphs("CBS News has learned it.\n"), outlet=Outlet("The Daily Example", "metadata"))
    assert outlet(parsed(page, ())) == Outlet("The Daily Example", "metadata")


def page(text: str) -> Document:
    """The text as the clean stage labels it."""
    cleaned = clean(RawDocument("page.txt", "text/plain", text.encode()))
    assert isinstance(cleaned, Document)
    return cleaned


BODY = (
    "The ferry to Oxmoor struck the pier on Monday and eleven passengers were hurt, the harbour office said.\n\n"
    "Divers looked at the hull in the afternoon and found a crack that is two metres long, it said.\n\n"
    "The company that runs the line did not answer a request for comment before the evening.\n\n"
)
FILED = "OXMOOR, April 3, 2030 (Northsea News Agency) — " + BODY
TITLE = "Eleven hurt as ferry strikes pier\n\n"


@pytest.mark.parametrize(
    ("text", "name", "evidence"),
    [
        # a masthead with or without its date, above or below the title
        (f"The Oxmoor Lantern-Herald\n\n{TITLE}{BODY}", "The Oxmoor Lantern-Herald", "The Oxmoor Lantern-Herald"),
        (f"{TITLE}Pelham Weekly\nApril 4, 2030\n\n{BODY}", "Pelham Weekly", "Pelham Weekly"),
        (f"{TITLE}The Pelham Echo, 4 April 2030\n\n{BODY}", "The Pelham Echo", "The Pelham Echo"),
        (f"{TITLE}THE PELHAM ECHO | Thursday, 4 April 2030\n\n{BODY}", "The Pelham Echo", "THE PELHAM ECHO"),
        # a copyright line, with or without a word of the press
        (f"{TITLE}{BODY}(c) 2030 Pelham Courier. All rights reserved.\n", "Pelham Courier", "(c) 2030 Pelham Courier"),
        (f"{TITLE}{BODY}© 2030 Oxmoor Now. All rights reserved.\n", "Oxmoor Now", "© 2030 Oxmoor Now"),
        (f"{TITLE}{BODY}© Pelham Courier 2030\n", "Pelham Courier", "© Pelham Courier 2030"),
        (f"{TITLE}{BODY}© 2030 Pelham Courier Media Ltd.\n", "Pelham Courier", None),
        # the end of the title
        (f"Eleven hurt as ferry strikes pier | The Pelham Echo\n\n{BODY}", "The Pelham Echo", "The Pelham Echo"),
        # a byline's employer with what the text calls its own
        (
            f"{TITLE}By Ada Quill, Pelham Courier staff\n\n{BODY}The captain was alone, the Courier has learned.\n",
            "Pelham Courier",
            "the Courier has learned",
        ),
        # the agency's own page, and the same with the agency in short
        (f"{TITLE}{FILED}© 2030 Northsea News Agency. All rights reserved.\n", "Northsea News Agency", None),
        (
            f"{TITLE}{FILED.replace('Northsea News Agency', 'Northsea')}(c) 2030 Northsea. All rights reserved.\n",
            "Northsea",
            None,
        ),
        # an agency's text on another's page stands where the page says
        (
            f"The Pelham Echo, 4 April 2030\n\n{TITLE}{FILED}© 2030 Northsea News Agency. All rights reserved.\n",
            "The Pelham Echo",
            "The Pelham Echo",
        ),
        (
            f"{TITLE}{FILED}© 2030 Northsea News Agency. All rights reserved.\n\n© 2030 The Pelham Echo\n",
            "The Pelham Echo",
            "© 2030 The Pelham Echo",
        ),
        # … and on a page that does not say, nobody knows
        (
            f"{TITLE}{FILED}Advertisement\n\n© 2030 Northsea News Agency. All rights reserved.\n\nPost a comment\n",
            None,
            "",
        ),
        (f"{TITLE}{FILED}", None, ""),
        (
            f"{TITLE}{BODY}Copyright 2030 Pelham Echo. This may not be published, rewritten or redistributed.\n",
            None,
            "",
        ),
        # a page that names itself is not who it cites, credits or was told through
        (
            f"{TITLE}The Pelham Echo, 4 April 2030\n\n{BODY}The captain was alone, The Oxmoor Gazette first reported. "
            "A mate confirmed to The Oxmoor Gazette that he slept.\n",
            "The Pelham Echo",
            "The Pelham Echo",
        ),
        # two pages' names, an owner's or a person's: not clear enough
        (f"The Pelham Echo\n\n{TITLE}{BODY}© 2030 Oxmoor Gazette. All rights reserved.\n", None, ""),
        (f"{TITLE}{BODY}© 2030 Blue Hill Media Group. All rights reserved.\n", None, ""),
        (f"{TITLE}{BODY}© 2030 Peter Holloway. All rights reserved.\n", None, ""),
        (f"{TITLE}{BODY}A mate told the Oxmoor Gazette so. A cook told the Oxmoor Gazette more.\n", None, ""),
    ],
)
def test_the_page_names_itself(text: str, name: str | None, evidence: str | None) -> None:
    document = page(text)
    found = outlet(parsed(document, ()))
    assert found.name == name
    assert bool(found.evidence) == bool(name)
    if evidence:
        assert evidence in [span.of(document.text) for span in found.evidence]


@given(st.text(alphabet="The ©(c)2030|,.-–\nEcho Daily AP told by “”", max_size=200))
@settings(deadline=None)
def test_odd_texts_never_fail_and_evidence_is_in_the_text(text: str) -> None:
    document = paragraphs(text)
    for span in outlet(parsed(document, ())).evidence:
        assert 0 <= span.start < span.end <= len(text)
