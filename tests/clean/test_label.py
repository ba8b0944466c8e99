"""Labels of plain-text pages.  The pages are written for these tests; no line is from a real outlet."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.clean import clean
from firsthand.clean.label import blocks
from firsthand.data import Document, RawDocument

LEAD = "The harbour authority closed both piers on Tuesday after inspectors found cracks in the supports."
SECOND = "Ferries will leave from the old quay until repairs are done, a spokeswoman for the authority said."
THIRD = "The closure was first reported by The Harbour Gazette."
FOURTH = "Traders near the piers said that they had been told nothing about the inspection before Tuesday morning."


def labelled(text: str, title: str | None = None) -> list[tuple[str, str]]:
    found = blocks(text, title)
    assert "".join(text[block.start : block.end] for block in found) == text
    return [(text[b.start : b.end].strip(), b.kind) for b in found if b.kind != "blank"]


def kind_of(text: str, line: str, title: str | None = None) -> str:
    return dict(labelled(text, title))[line]


def page(*lines: str) -> str:
    return "\n".join(lines) + "\n"


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400),
    title=st.none() | st.text(max_size=20),
)
def test_blocks_partition_any_text(text: str, title: str | None) -> None:
    found = blocks(text, title)
    position = 0
    for block in found:
        assert block.start == position < block.end
        position = block.end
    assert position == len(text)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [LEAD, SECOND, THIRD, "Advertisement", "", "12", "Comments", "By Jo Doe", "Read more", "A Heading", "—"]
        ),
        max_size=25,
    ),
    st.sampled_from(["\n", "\r\n", "\n\n", "\r", " \n\t\n"]),
)  # fmt: skip
def test_blocks_partition_pages(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    assert "".join(text[block.start : block.end] for block in blocks(text)) == text


def test_short_true_paragraphs_are_kept() -> None:
    text = page(LEAD, "It is not clear when they will open.", THIRD, SECOND, "No one was hurt.")
    assert {kind for _, kind in labelled(text)} == {"body"}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Advertisement", "advertisement"),
        ("ADVERTISEMENT", "advertisement"),
        ("Story continues below advertisement", "advertisement"),
        ("Continue with Apple", "prompt"),
        ("Sign up for our free morning newsletter", "prompt"),
        ("Already a subscriber? Log in", "prompt"),
        ("Share on Facebook", "prompt"),
        ("We use cookies to improve your experience on this website. Learn more", "prompt"),
        ("Follow Jo Doe on Twitter: @jodoe", "prompt"),
        ("Read more: Five questions about the harbour", "related"),
        ("RELATED: What the inspectors wrote in March", "related"),
        ("[ The piers in pictures, from 1920 to today ]", "related"),
        ("Photo by Jo Doe/Getty Images", "credit"),
        ("Jo Doe/Reuters", "credit"),
        ("(Reporting by Jo Doe in Portsmouth; Editing by Max Roe)", "credit"),
        ("Jo Doe in Lisbon contributed to this report.", "credit"),
        ("© 2021 Example Media. All rights reserved.", "disclaimer"),
        ("Disclaimer: this page was put together from public sources.", "disclaimer"),
        ("The views expressed in this article are those of the author.", "disclaimer"),
        ("___", "other"),
        ("* * *", "other"),
        ("14 Comments", "comments"),
        ("Home > News > Harbour > Piers", "navigation"),
        ("Cracks in a support of the north pier. (Photo: Jo Doe/AFP)", "caption"),
        ("Image copyright Getty Images Image caption The north pier on Monday", "caption"),
        ("EPA A support of the north pier as it was left on Monday, file image", "caption"),
        ("- 'No warning' -", "heading"),
    ],
)  # fmt: skip
def test_lines_between_paragraphs(line: str, kind: str) -> None:
    assert kind_of(page(LEAD, SECOND, line, FOURTH, THIRD), line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "The advertisement was withdrawn after two days.",
        "Comments by the minister were met with silence.",
        "Sources said the talks would go on.",
        "“Sign in,” the guard told them.",
        "Related claims were dropped in May.",
        "Already a member of the union, Croatia joined the currency as well.",
        "By registering the company abroad he had paid no tax.",
        "The Northern League is the oldest of the regional parties.",
        "Most popular of all was the ferry to the islands.",
        "Copyright law does not cover the plans.",
        "The report was first published in The Harbour Gazette.",
        "Rainfall contributed to the collapse of the wall.",
        "Reported by nobody at the time, the fault had grown.",
        "Washington, however, did not answer.",
        "More on that was expected on Friday.",
        "He died in 1997.",
    ],
)
def test_true_sentences_that_look_like_furniture(line: str) -> None:
    assert kind_of(page(LEAD, SECOND, line, FOURTH), line) == "body"
    assert kind_of(page(LEAD, SECOND, FOURTH, line), line) == "body"


def test_a_page_with_everything_around_its_article() -> None:
    text = page(
        "Mayor Wins Third Term in Landslide", "Ten Recipes for Cold Evenings", "Why Bridges Fail", "Local",
        "", "Piers Closed After Inspectors Find Cracks in Supports", "", "By Jo Doe", "May 4, 2021 / 3:14 PM EDT", "",
        LEAD, "", "Advertisement", "", SECOND, "", "12", "Comments", "", FOURTH, "", "Advertisement", "",
        "Recommended", "", "Ten Recipes for Cold Evenings", "", "Join the Conversation", "",
        "Looking for comments? They have moved: click the button below to sign in and comment.",
    )  # fmt: skip
    kinds = [kind for _, kind in labelled(text)]
    assert kinds == [
        "navigation", "navigation", "navigation", "section_label", "title", "byline", "byline", "body", "advertisement",
        "body", "comments", "comments", "body", "advertisement", "related", "related", "comments", "comments",
    ]  # fmt: skip


def test_of_two_identical_titles_the_second_is_repeated() -> None:
    text = page("Piers closed in the harbour", "Piers closed in the harbour", "", LEAD, SECOND)
    assert [kind for _, kind in labelled(text)] == ["title", "repeated_title", "body", "body"]


def test_a_given_title_is_found_and_what_stands_above_it_is_not_article() -> None:
    text = page("Harbour: all the news", "Piers closed in the harbour", LEAD)
    assert [kind for _, kind in labelled(text, "Piers closed in the harbour")] == ["navigation", "title", "body"]


@pytest.mark.parametrize(
    ("start", "rest"),
    [
        ("Washington — ", "The senate met on Monday to vote on the new treaty, and adjourned without a result."),
        ("PARIS (AP) — ", "The senate met on Monday to vote on the new treaty, and adjourned without a result."),
        ("BEIJING, Aug. 8 (Xinhua) -- ", "The senate met on Monday to vote on the treaty, and adjourned at noon."),
        ("(Reuters) - ", "The senate met on Monday to vote on the new treaty, and adjourned without a result."),
        ("MANILA, Philippines – ", "The senate met on Monday to vote on the new treaty, and adjourned at noon."),
        ("NEW DELHI: ", "The senate met on Monday to vote on the new treaty, and adjourned without a result."),
        ("CNN — ", "The senate met on Monday to vote on the new treaty, and adjourned without a result."),
        ("Atlanta CNN — ", "The senate met on Monday to vote on the new treaty, and adjourned without a result."),
        ("DES MOINES, Iowa — ", "The senate met on Monday to vote on the new treaty, and adjourned at noon."),
    ],
)
def test_a_dateline_is_a_block_of_its_own(start: str, rest: str) -> None:
    text = page(start + rest, SECOND)
    found = blocks(text)
    assert found[0].kind == "dateline"
    assert text[: found[0].end] == start
    assert found[1].kind == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Reuters — which had seen the letter — said on Monday that the senate had adjourned without a result.",
        "BREAKING: the senate met on Monday to vote on the new treaty, and adjourned without a result.",
        "NASA — the agency that runs the programme — said on Monday that it had found no fault in the engine.",
        "Obama — who came late to the meeting — said on Monday that he would not vote for the new treaty.",
        "HOST: Good evening, and welcome to the programme that looks back at the week in the harbour.",
        "A dam broke in the north of the country on Monday, (Reuters) reported, and two villages were flooded.",
    ],
)
def test_what_is_no_dateline(line: str) -> None:
    assert all(block.kind != "dateline" for block in blocks(page(line, SECOND)))


def test_a_paragraph_that_a_cue_introduces_is_a_quotation() -> None:
    quoted = "We closed the piers because the supports were cracked and we would do so again."
    text = page(LEAD, "The authority said in a statement:", quoted, SECOND)
    assert kind_of(text, quoted) == "blockquote"


def test_lists_headings_and_bullets() -> None:
    text = page(LEAD, "What happens next", SECOND, "The ferries affected are:", "Island line", "Harbour loop", FOURTH)
    found = dict(labelled(text))
    assert (found["What happens next"], found["Island line"], found["Harbour loop"]) == ("heading", "list", "list")
    assert (
        kind_of(page(LEAD, "• The north pier will open in June", SECOND), "• The north pier will open in June")
        == "list"
    )


def test_hard_wrapped_text_is_labelled_by_paragraph() -> None:
    paragraph = "The harbour authority closed both piers on Tuesday after inspectors\nfound cracks in the supports, and it said that ferries would leave\nfrom the old quay until the repairs are done in June.\n"  # noqa: E501
    text = "\n".join([paragraph] * 4)
    found = [block for block in blocks(text) if block.kind != "blank"]
    assert [block.kind for block in found] == ["body"] * 4
    assert text[found[0].start : found[0].end] == paragraph


def test_a_whole_page_copy_keeps_only_its_article() -> None:
    menu = ["Home", "World", "Sport", "Weather", "Sign in", "Subscribe", "Search", "Video", "Photos", "Opinion"]
    footer = [
        f"{name} Desk" for name in ("World", "Sport", "Travel", "Money", "Food", "Film", "Music", "Health", "Science")
    ]
    promise = "The Harbour Gazette has been bringing its readers the news of the coast since the first ferry sailed."
    text = page(*menu, "Piers Closed After Inspectors Find Cracks", LEAD, SECOND, THIRD, FOURTH, *footer, promise)
    found = dict(labelled(text))
    assert found[THIRD] == "body"
    assert found["Piers Closed After Inspectors Find Cracks"] == "title"
    assert found[promise] != "body"


def test_readers_comments_are_not_article() -> None:
    rant = "I have lived beside this harbour for forty years and the piers were never once inspected, ask anyone."
    box = [line for name in ("jdoe44", "Max R.", "Ann P") for line in (name, "2 hours ago", rant, "Reply", "Like (3)")]
    text = page("Piers closed in the harbour", LEAD, SECOND, FOURTH, THIRD, "3 Comments", *box)
    found = labelled(text)
    assert [kind for line, kind in found if line == rant] == ["comments"] * 3
    assert all(kind == "body" for line, kind in found if line in (LEAD, SECOND, THIRD, FOURTH))


def test_a_last_sentence_without_its_full_stop_is_kept() -> None:
    line = "The harbour master declined to say more"
    assert kind_of(page(LEAD, SECOND, THIRD, line, "", "More stories", "Ten recipes for autumn"), line) == "body"


def test_the_gold_of_the_seeds(shared: Path) -> None:
    from evals.clean import seeds

    assert len(seeds(shared)) == 6
    assert [figure.name for figure in seeds(shared) if figure.value < 1] == []


def test_the_document_of_a_plain_page() -> None:
    text = page("Piers closed in the harbour", "By Jo Doe and MAX ROE", "Updated: 2021-05-04 17:52", "", LEAD, SECOND)
    document = clean(RawDocument("a.txt", "text/plain", text.encode()))
    assert isinstance(document, Document)
    assert document.text == text
    assert document.title == "Piers closed in the harbour"
    assert document.authors == ("Jo Doe", "MAX ROE")
    assert (document.published.earliest, document.published.precision) == ("2021-05-04T17:52", "minute")
    assert document.published.basis == "text"
    assert document.published.evidence[0].of(text) == "2021-05-04 17:52"
    assert document.language == "en"
    assert document.source_id == document.uri == "a.txt"


def test_a_title_of_two_words_below_an_outlets_name_is_the_title() -> None:
    text = page("The Harbour Gazette", "1 August 2031", "", "Council splits", "", LEAD, "", SECOND)
    assert kind_of(text, "Council splits") == "title"
    assert kind_of(text, "The Harbour Gazette") == "navigation"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Lucas Crane", "byline"),
        ("Dakota Nadir, HarbourNews.com", "byline"),
        ("Daniel Orrel, CEO and Founder of Korrel Hydro", "byline"),
        ("Go to permalink", "navigation"),
        ("Americas +1 212 555 2000", "navigation"),
        ("27/11/12", "navigation"),
        ("One of the stars of the 1960s shakes hands with the chief guest before a match. —File", "caption"),
    ],
)
def test_what_is_no_title(line: str, kind: str) -> None:
    """Bylines, links and captions above the text are no titles, even where no other line could be one."""
    text = page("Home", "", line, "", LEAD, "", SECOND, "", THIRD)
    found = dict(labelled(text))
    assert found[line] == kind
    assert "title" not in found.values()


def test_the_name_of_a_person_below_a_credit_is_a_caption() -> None:
    text = page("Jo Doe | Getty Images", "", "Daniel Orrel, CEO and Founder of Korrel Hydro", "", LEAD, "", SECOND)
    assert kind_of(text, "Daniel Orrel, CEO and Founder of Korrel Hydro") == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "Harbour Piers Close",
        "Jeff Carter, Harbour Director, Resigns",
        "Paul Piers, Speaker Rips Authority",
        "Boehner, House Leader Reach Deal on Piers",
    ],
)
def test_a_headline_with_names_stays_one(line: str) -> None:
    assert kind_of(page("Home", "", line, "", LEAD, "", SECOND, "", THIRD), line) == "title"
