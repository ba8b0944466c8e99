"""Statements: one per clause, the right chain, modality, polarity, numbers and entities."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.analyse import parse
from firsthand.analyse.coreference import referents
from firsthand.analyse.provenance import published
from firsthand.analyse.statements import statements
from firsthand.analyse.time import times
from firsthand.data import Attribution, Document, Span, Statement
from tests.analyse.reading import paragraphs, read

pytestmark = pytest.mark.models


def made(text: str) -> tuple[Document, tuple[Statement, ...], dict[str, Attribution]]:
    page = read(text)
    parsed = parse(page.document)
    found = statements(parsed, referents(parsed, page.entities), (), page.attributions)
    return page.document, found, {one.id: one for one in page.attributions}


def told(text: str) -> list[tuple[str, str]]:
    """(the statement's words, the innermost source's words or "" for own voice)."""
    page, found, by_id = made(text)
    return [(one.span.of(page.text), by_id[one.chain[-1]].description if one.chain else "") for one in found]


CLAUSES = [
    # two counts, the second clause's subject beside the first one's number
    (
        "The death toll stands at nine and some 4,000 residents had to leave their homes.",
        [("The death toll stands at nine", ""), ("some 4,000 residents had to leave their homes.", "")],
    ),
    # a parser's slip hides no lead: a noun taken for a command, a past tense taken for a participle
    ("Harbour pilots at Vellmar walked out on Monday after talks broke down.",
     [("Harbour pilots at Vellmar walked out on Monday", ""), ("talks broke down.", "")]),
    ("Spotify removed the songs of two singers on Thursday.",
     [("Spotify removed the songs of two singers on Thursday.", "")]),
    ("Train drivers at Halmont struck on Monday.", [("Train drivers at Halmont struck on Monday.", "")]),
    # what says nothing alone stays with its clause
    ("The dam broke at five, when most of the town was asleep.",
     [("The dam broke at five", ""), ("most of the town was asleep.", "")]),
    ("The board bought a ferry, which the captain had never seen.",
     [("The board bought a ferry, which the captain had never seen.", "")]),
    ("The board bought a ferry, which sank in May.", [("The board bought a ferry", ""), ("which sank in May.", "")]),
    ("The ferry sank on Monday.", [("The ferry sank on Monday.", "")]),
    ("The ferry sank, and the captain fled.", [("The ferry sank", ""), ("the captain fled.", "")]),
    ("While the city built a port, the captain fled.", [("the city built a port", ""), ("the captain fled.", "")]),
    # what nobody says is not cut from the words that say so
    ("Peter Hammond did not say the ferry was unsafe.", [("Peter Hammond did not say the ferry was unsafe.", "")]),
    ("It would be easy to think that the ferry was unsafe.",
     [("It would be easy to think that the ferry was unsafe.", "")]),
    ("The captain would later say that the ferry was unsafe.", [("the ferry was unsafe", "The captain")]),
    ("Peter Hammond opposed a law that would close the port.",
     [("Peter Hammond opposed a law that would close the port.", "Peter Hammond"), ("that would close the port", "")]),
    ("A spokesman said that no one was hurt in the fire and was grateful to the crew for the rescue.",
     [("no one was hurt in the fire and was grateful to the crew for the rescue", "A spokesman")]),
    ("Peter Hammond broke his pledge to stay in the port until every sailor was rescued.",
     [("Peter Hammond broke his pledge to stay in the port until every sailor was rescued.", "")]),
    ("These boats are not ships that carry passengers to the islands.",
     [("These boats are not ships that carry passengers to the islands.", "")]),
    ("The payments have stopped since the board closed the port in May but were due to resume in June.",
     [("The payments have stopped", ""), ("the board closed the port in May", ""),
      ("were due to resume in June.", "")]),
    # a condition is no assertion of its own
    ("If the ferry sinks, the captain will flee.", [("If the ferry sinks, the captain will flee.", "")]),
    ("Peter Hammond said that the ferry sank.", [("the ferry sank", "Peter Hammond")]),
    ("“The ferry sank,” Peter Hammond said.", [("The ferry sank", "Peter Hammond")]),
    # a content that is no clause: the clause of the cue is the statement
    ("The city announced the arrest of two men.", [("The city announced the arrest of two men.", "The city")]),
    # the writer's aside stays the writer's
    ("Peter Hammond, who resigned in May, said the ferry sank.",
     [("who resigned in May", ""), ("the ferry sank", "Peter Hammond, who resigned in May,")]),
    # reporting words that hang on an assertion
    ("The city suspended the owner on Monday, saying that the ferry was unsafe.",
     [("The city suspended the owner on Monday", ""), ("the ferry was unsafe", "The city")]),
    # further predicates of one subject are assertions of their own …
    ("Gunmen seized the harbour office on Monday and took two guards hostage.",
     [("Gunmen seized the harbour office on Monday", ""), ("took two guards hostage", "")]),
    ("Peter Hammond was arrested in Dover and charged with theft of cargo.",
     [("Peter Hammond was arrested in Dover", ""), ("charged with theft of cargo", "")]),
    ("The union said the ferry is owned by two banks and carries “no insurance at all.”",
     [("the ferry is owned by two banks", "The union"), ("carries “no insurance at all.”", "The union")]),
    # … where they say as much as the first, state it, and are not the deed of somebody in between
    ("The man shot and killed two people.", [("The man shot and killed two people", "")]),
    ("The man wrote it down or told it to the guard.", [("The man wrote it down or told it to the guard", "")]),
    ("The captain resigned after he ran the ferry aground and lost 12 containers.",
     [("The captain resigned", ""), ("he ran the ferry aground", ""), ("lost 12 containers", "")]),
    # a caption and what hangs on nothing say nothing
    ("During his eight years at the port, which closed in May.", []),
    ("FILE - In this May 3, 2012, file photo, Peter Hammond leaves the port.", []),
    ("Was the ferry safe?", []),
    ("Read the rest here.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clauses(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(words.rstrip("."), source.rstrip(",")) for words, source in told(text)]
    assert found == [(words.rstrip("."), source.rstrip(",")) for words, source in expected]


def test_a_quotation_of_two_sentences_gives_two_statements() -> None:
    text = "“The ferry sank. The captain fled,” Peter Hammond said."
    assert [words for words, _ in told(text)] == ["The ferry sank.", "The captain fled"]


MODALITIES = [
    ("The gate failed on Tuesday.", "asserted", False),
    ("Shares declined 5% on Monday.", "asserted", False),
    ("The old pump failed to start on Monday.", "asserted", True),
    ("The governor is considering a ban on ferries.", "considered", False),
    ("The governor ordered the army to close the port.", "ordered", False),
    ("The governor signed an executive order on Friday.", "ordered", False),
    ("The governor will close the port.", "planned", False),
    ("The governor may close the port.", "possible", False),
    ("The law would close the port.", "conditional", False),
    ("It is unclear whether the port is closed.", "possible", False),
    ("It’s not clear if the port is closed.", "possible", False),
    ("Military action has not been ruled out.", "not_ruled_out", True),
    ("The port is not closed.", "asserted", True),
    ("No governor has closed the port.", "asserted", True),
    ("It has nothing to do with the port.", "asserted", True),
    ("It is not only a port.", "asserted", False),
    ("The governor closed the port.", "asserted", False),
    ("The closure is unprecedented.", "evaluated", False),
    ("Peter Hammond said the port is closed.", "reported", False),
    ("Peter Hammond denied that the port is closed.", "denied", False),
    # a claim can be denied; a case, an offer and a man are turned down
    ("Peter Hammond dismissed the report.", "denied", False),
    ("Peter Hammond dismissed it as a joke.", "denied", False),
    ("A federal judge dismissed the case on Monday.", "reported", False),
    ("Peter Hammond rejected the offer.", "asserted", False),
    ("The coach was dismissed on Sunday.", "asserted", False),
    # the month and the name help no verb
    ("May met the mayor in London on Monday.", "asserted", False),
    ("The mayor, in a May file photo, opened the port.", "asserted", False),
    ("Prosecutors allege that Peter Hammond closed the port.", "alleged", False),
    # the negation outside the marks belongs to the statement
    ("Peter Hammond said the city does not view the regime “as legitimate.”", "reported", True),
    ("The people under no circumstances accept this.", "asserted", True),
]


@pytest.mark.parametrize(("text", "modality", "negated"), MODALITIES)
def test_modality_and_polarity(text: str, modality: str, negated: bool) -> None:
    _, found, _ = made(text)
    assert [(one.modality, one.negated) for one in found] == [(modality, negated)]


def test_numbers_and_entities_are_those_of_the_clause() -> None:
    page, found, _ = made("Peter Hammond hired 20 men. He fired 12 women, and Joan Porter paid $50.\n")
    names = {one.id: one.name for one in read(page.text).entities}
    assert [[number.value for number in one.numbers] for one in found] == [[20], [12], [50]]
    assert [[names[one] for one in statement.entities] for statement in found] == [
        ["Peter Hammond"],
        ["Peter Hammond"],
        ["Joan Porter"],
    ]


def test_a_further_predicate_has_the_subjects_entity_and_the_date_before_it() -> None:
    page = read("On May 3, 2012, Peter Hammond bought the old ferry and hired 20 men.")
    parsed = parse(page.document)
    dated = times(parsed, published(parsed))
    found = statements(parsed, referents(parsed, page.entities), dated, page.attributions)
    assert found[1].span.of(page.document.text).startswith("hired 20 men")
    assert found[0].entities == found[1].entities != ()
    assert [[day.value for day in one.dates] for one in found] == [["2012-05-03"], ["2012-05-03"]]


def test_i_is_the_speaker() -> None:
    _, found, by_id = made("“I closed the port,” Peter Hammond said.")
    assert found[0].entities == (by_id[found[0].chain[-1]].source_entity,)


Place = tuple[int, int]


def attribution(name: str, source: Place, cue: Place, content: Place, within: str | None = None) -> Attribution:
    spans = [(Span("d", *one),) for one in (source, cue, content)]
    return Attribution(name, "indirect", spans[0], spans[1], spans[2], None, "person", within=within)


def test_the_chain_runs_from_the_outside_in() -> None:
    text = "The Times reported that Ana Ruiz had said the ferry sank."
    parsed = parse(paragraphs(text))
    outer = attribution("a1", (0, 9), (10, 18), (24, 56))
    inner = attribution("a2", (24, 32), (33, 41), (42, 56), within="a1")
    found = statements(parsed, referents(parsed, ()), (), (outer, inner))
    assert [(one.span.of(text), one.chain) for one in found] == [("the ferry sank", ("a1", "a2"))]


def test_attributions_in_a_circle_end() -> None:
    text = "The ferry sank, he said."
    parsed = parse(paragraphs(text))
    a = attribution("a", (16, 18), (19, 23), (0, 14), within="b")
    b = attribution("b", (16, 18), (19, 23), (0, 14), within="a")
    assert all(len(one.chain) <= 2 for one in statements(parsed, referents(parsed, ()), (), (a, b)))


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=' he said the ferry sank,.“”"\n;—', max_size=120))
def test_no_two_overlap_and_ids_follow_from_place(text: str) -> None:
    page, found, _ = made(text)
    assert list(found) == sorted(found, key=lambda one: one.span)
    for one, following in pairwise(found):
        assert one.span.end <= following.span.start
    assert len({one.id for one in found}) == len(found)
    assert all(one.span.of(page.text).strip() for one in found)
