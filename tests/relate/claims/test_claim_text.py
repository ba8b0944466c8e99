"""A claim's sentence reads on its own: what its words lean on stands in brackets, and nothing else is added."""

from __future__ import annotations

import json

import pytest

from firsthand import run
from firsthand.relate.claims import claim_text

pytestmark = pytest.mark.models


def shown(text: str, tmp_path: object) -> list[str]:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"id": "a", "outlet": "Daily", "published": "2031-03-11", "text": text}) + "\n")
    return [claim.text for claim in run([str(file)]).claims]


READS = [
    ("Gunmen from the north seized the harbour office on Monday and took two guards hostage.",
     ["Gunmen from the north seized the harbour office on Monday", "[Gunmen from the north] took two guards hostage."]),
    ("Peter Hammond was arrested in Dover on Monday and charged with theft of cargo.",
     ["Peter Hammond was arrested in Dover on Monday", "[Peter Hammond was] charged with theft of cargo."]),
    ("The board signed a decree which Peter Hammond said would close the port for a month.",
     ["[A decree] would close the port for a month"]),
    ("The inquiry named the harbour office, which closed in May without notice.",
     ["The inquiry named the harbour office", "[The harbour office] closed in May without notice."]),
    ("Peter Hammond owns the ferry. He bought the old boat in 2012 from a bank.",
     ["Peter Hammond owns the ferry.", "[Peter Hammond] bought the old boat in 2012 from a bank."]),
    ("Peter Hammond spoke on Monday. “The ferry is safe and the port is open,” he said.",
     ["Peter Hammond spoke on Monday.", "The ferry is safe", "The port is open"]),
    ("The board was considering a dam on the river, Peter Hammond said, a step that would flood the old town.",
     ["[The board was considering a dam on the river,] a step that would flood the old town"]),
    ("The coach hit a school bus, whose top deck was crushed on one side.",
     ["The coach hit a school bus", "[A school bus’] top deck was crushed on one side."]),
    ("Peter Hammond owns the ferry. His decision to sell the boat angered the crew on Monday.",
     ["[Peter Hammond’s] decision to sell the boat angered the crew on Monday."]),
    ("The Harbour Authority praised the plan on Monday. It will close the old bridge for a month.",
     ["It will close the old bridge for a month."]),
    # what is denied, or not thought, keeps the words that say so
    ("Peter Hammond denied that the old ferry was sold to a bank.",
     ["[Peter Hammond denied that] the old ferry was sold to a bank"]),
    ("Peter Hammond rejected the notion on Monday that the old ferry was unsafe.",
     ["[Peter Hammond rejected the notion on Monday that] the old ferry was unsafe"]),
    # a noun that is not sure is not put before a relative clause: the report's own words are
    ("Divers searched the wreck after the explosion at the terminal that wounded nine sailors on Monday.",
     ["[The explosion at the terminal that] wounded nine sailors on Monday"]),
    ("The strike was called by Ada Porter of Dover, who led the sailors' union for ten years.",
     ["[Ada Porter of Dover] led the sailors' union for ten years."]),
    ("The board met Peter Hammond. The board liked a plan for a bridge that’s locally run by the town.",
     ["[A plan for a bridge that]’s locally run by the town"]),
    # a name is put for a pronoun only where nobody else is meant as likely
    ("Peter Hammond asked James Porter to resign after he sold the old ferry to a bank.",
     ["He sold the old ferry to a bank."]),
    ("Peter Hammond met James Porter in Dover. The old captain said he had sold the ferry to a bank.",
     ["He had sold the ferry to a bank"]),
    ("Peter Hammond spoke on Monday. “He set the ferry on fire in May,” Peter Hammond said.",
     ["He set the ferry on fire in May"]),
    # what tells of a noun stands behind that noun, and no sentence is said twice
    ("Peter Hammond sold the boat to James Porter, the first captain of the harbour to own two ferries.",
     ["[James Porter,] the first captain of the harbour to own two ferries"]),
    ("Peter Hammond left the harbour office in Dover after serving four years for the theft of cargo.",
     ["[Peter Hammond] serving four years for the theft of cargo"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READS)
def test_a_statements_own_words_read_on_their_own(
    text: str, expected: list[str], tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim_text, "_LONGEST", 0)  # no sentence is printed whole
    found = shown(text, tmp_path)
    assert [one for one in expected if one not in found] == [], found


def test_one_odd_copy_does_not_lend_its_words(tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    whole = (
        "The harbour authority closed two of its seven terminals on Tuesday after cracks were found in 14 cranes.",
        "Inspectors will look at the remaining cranes before the end of the week, the authority said.",
        "The two terminals handle a third of all containers that pass through the port each year.",
    )
    garbled = " ".join(whole).replace("two of its seven terminals on Tuesday after", "two of terminals on after")
    file = tmp_path / "a.jsonl"
    texts = [*([" ".join(whole)] * 5), garbled]
    rows = [{"id": str(n), "outlet": f"Daily {n}", "text": text} for n, text in enumerate(texts)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    claims = [claim.text for claim in run([str(file)]).claims if len(claim.statements) == 6]
    assert claims
    assert not [claim for claim in claims if "two of terminals on after" in claim]


@pytest.mark.parametrize(
    ("title", "others", "shown"),
    [
        ("Toll rises to 12 as minister orders lake emptied", "Twelve people died; the toll is 12.",
         "Toll rises to 12 [as minister orders lake emptied]"),
        ("Toll rises to 12; port stays closed for a month", "The toll has risen to 12.",
         "Toll rises to 12 [port stays closed for a month]"),
        ("Power cuts to begin on Monday as lake is emptied", "The lake is emptied, and power cuts begin.", ""),
        ("Ferry sinks and six drown", "Six passengers drown when the ferry sinks.", ""),
        ("Toll rises to 12 as feared", "The toll is 12.", ""),
        ("Ada Obi named as head of the harbour", "The minister resigned.", ""),
    ],
)  # fmt: skip
def test_a_second_thing_of_a_title_stands_in_brackets(title: str, others: str, shown: str) -> None:
    assert claim_text.rest_in_brackets(title, [others]) == (shown or title)
