"""The first screen of a story: three sentences, what one would print, what to look at twice, contents with counts.

The sentences answer how many pages there are, how many texts were separately written and whose text stands on how many,
and what the central claim comes down to.  What to look at twice is only what would surprise: many pages on one unnamed
source, a figure that moved, a denial that texts leave out, a copy that lost its source.  Nothing that is always so is
said here.  Left out: judgements of importance other than where the texts themselves put a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from markupsafe import Markup

from firsthand import lexicon
from firsthand.data import Claim, Conflict, Origin, Statement, Story
from firsthand.report.captions import is_caption
from firsthand.report.end_names import NOT_MADE_OUT, end_name, ends_in_words, is_unnamed, parties_first
from firsthand.report.may_be_one import would_ask
from firsthand.report.not_counted import confirmations
from firsthand.report.open_record import OpenRecord
from firsthand.report.passages import Printed
from firsthand.report.phrasing import as_sentence, count, leads, line, listed_up_to, number_of
from firsthand.report.picture import picture
from firsthand.report.salience import likely_alone, says_enough, telling_words
from firsthand.report.story_lists import StoryLists
from firsthand.report.story_parts import groups_apart, parts_in_words
from firsthand.report.story_titles import gives_outdated, outdated_numbers
from firsthand.report.text import sides
from firsthand.report.text_families import authors
from firsthand.report.views import EndView, FirstScreen, Headline, LookTwice
from firsthand.words import listed, normal, plain_words

MOST_PRINTED, MOST_TWICE = 7, 5


def first_screen(printed: Printed, story: Story) -> FirstScreen:
    """The first screen of a story."""
    reading = printed.reading
    chosen = central_claims(reading, story)
    ends = StoryLists(reading, story).shared_ends
    return FirstScreen(
        tuple(_sentences(printed, story, chosen)), len(story.documents), reading.texts(story), ends,
        tuple(headline(printed, claim) for claim in chosen[:MOST_PRINTED]), tuple(_twice(printed, story))[:MOST_TWICE],
    )  # fmt: skip


def central_claims(reading: OpenRecord, story: Story) -> tuple[Claim, ...]:
    """Up to ``MOST_PRINTED`` claims, one for each matter and each sentence: those of several reports whose words stand
    alone and that an editor would list come first, in the story's order of claims, then others by both likelihoods;
    those whose words give a figure that another supersedes come last.  What those above have told, and a piece of a
    sentence, stand behind all of them.  What only looks alike counts as told by one report; what one report tells must
    stand in its title or lead.  A picture's caption is none of them."""
    salience, outdated = reading.salience(story), outdated_numbers(reading, story)
    found = []
    for at, claim in enumerate(reading.claims_of(story)):
        several = claim.reports.documents > 1 and not reading.only_alike(claim)
        if leads(claim) and (several or reading.in_leads(claim)):
            likely = round(salience.of(claim) * likely_alone(claim), 2)
            stale = gives_outdated(claim, outdated)
            prints = several and salience.prints(claim)
            found.append((stale, not prints, at if prints else 0, -likely, at, claim))
    chosen, told = list[Claim](), list[Claim]()
    matters, shown, words_told = set[str](), list[str](), set[str]()
    for *_, claim in sorted(found, key=lambda one: one[:-1]):
        matter = reading.matter_of(claim)
        key = matter.id if matter is not None else claim.id
        words = f" {' '.join(plain_words(claim.text))} "
        if is_caption(claim.text):
            continue
        if key not in matters and not any(words in one or one in words for one in shown):
            own = telling_words(claim.text)
            enough = _ALL_TOLD if salience.prints(claim) else _TOLD
            if _is_piece(claim) or len(own & words_told) >= enough * len(own):
                told.append(claim)
            else:
                chosen.append(claim)
                words_told |= own.union(*(telling_words(one) for one in _firm_words(reading, claim)))
            shown.append(words)
        matters.add(key)
        if len(chosen) == MOST_PRINTED:
            break
    return (*chosen, *told)[:MOST_PRINTED]


def _is_piece(claim: Claim) -> bool:
    """Whether what is counted of a claim's words is a piece of a sentence, or leans on the rest of it by a pronoun."""
    return claim.text.startswith("…") or bool(_LEANING.match(claim.text))


_LEANING = re.compile(r"\[[^\[\]]{30,}\] (?:who|whose|which|that|he|she|it|they|his|her|its|their)\b", re.IGNORECASE)
_TOLD, _ALL_TOLD = 0.65, 0.8
"""Shares of a claim's words, small ones aside, from which the claims above it have told it.  The first was chosen on 12
stories, where 14 of 17 repeats have it and 3 of 31 other claims; on 12 more 7 of 17 and 6 of 31.  What stands alone and
is likely listed needs the second: what would come in its place does neither as surely."""


def _firm_words(reading: OpenRecord, claim: Claim) -> list[str]:
    """The statements that firm joins hold together, in their own words."""
    firm = reading.firm_statements(claim)
    return [reading.words(one.span) for one in reading.statements_of(claim) if one.id in firm]


_BEFORE, _BEHIND = 2, 4
"""How many words before and behind a number may tell what it counts."""


def replaced(reading: OpenRecord, claim: Claim) -> tuple[Claim, ...]:
    """The claims whose figure this one supersedes, as far as both rows show what the figure is of."""
    older = reading.superseded_by(claim)
    said = set(normal(claim.text).split()) if older else set[str]()
    return tuple(
        one
        for one in older
        if not any(said.numbers for said in reading.statements_of(one)) or _counts_of(reading, one) & said
    )


def _counts_of(reading: OpenRecord, claim: Claim) -> set[str]:
    """The words beside those numbers of a claim that its row shows, without small words."""
    found, shown, small = set[str](), set(normal(_brief(claim)).split()), lexicon.entry_set("function_words")
    for one in reading.statements_of(claim):
        for number in one.numbers:
            if shown & set(normal(reading.words(number.span)).split()):
                text = reading.document[number.span.document].text
                before, behind = text[one.span.start : number.span.start], text[number.span.end : one.span.end]
                counted_ = takewhile(lambda word: word not in small, normal(behind).split()[:_BEHIND])
                found |= {*normal(before).split()[-_BEFORE:], *counted_}
    return {one for one in found if len(one) > 3} - small


def headline(printed: Printed, claim: Claim) -> Headline:
    """A claim, with its matter's other wordings, as one row."""
    reading = printed.reading
    origins = parties_first(reading.origins_of(claim))
    ends = tuple(end_view(printed, one, 60) for one in origins[:3])
    older = tuple((as_sentence(one.text, 90), printed.places.of(one.id)) for one in replaced(reading, claim)[:2])
    return Headline(
        claim.id, printed.places.of(claim.id), as_sentence(claim.text, 260),
        tuple(one.state for one in claim.states), _pages_with_wordings(reading, claim), number_of(claim.independent),
        picture(claim, [end_name(one).form for one in origins]), ends, max(0, len(origins) - 3), reading.hangs(claim),
        older, _APART if any(confirmations(reading, claim)) else "",
    )  # fmt: skip


_APART = "the confirmation is a claim of its own and not in this number"


def end_view(printed: Printed, end: Origin, most: int) -> EndView:
    """An end as a reader sees it."""
    shown = end_name(end, most)
    return EndView(shown.form, shown.kind, shown.name, printed.places.of(end.id))


def _pages_with_wordings(reading: OpenRecord, claim: Claim) -> str:
    """The pages of the claim and, where other wordings of its matter stand on further pages, of all: "6 pages with 3
    separate texts; counting other wordings, 9 pages"."""
    matter = reading.matter_of(claim)
    told = _pages_of(reading, claim)
    if matter is None or matter.reports.documents <= claim.reports.documents:
        return told
    return f"{told}; counting other wordings, {count(matter.reports.documents, 'page')}"


def _pages_of(reading: OpenRecord, claim: Claim) -> str:
    """As ``counted``, or "similar wordings on 3 pages" where no two reports of the claim hang together firmly."""
    if reading.only_alike(claim):
        return f"similar wordings on {count(claim.reports.documents, 'page')}"
    return counted(reading, claim)


def counted(reading: OpenRecord, claim: Claim) -> str:
    """As "6 pages with 3 separate texts", "3 pages, all with one text"; a text is separate here where it is separate on
    the page of copies, so that what only shares the claim's words is "4 pages, 3 if what is copied counts once"."""
    pages, told = count(claim.reports.documents, "page"), _texts_of(reading, claim)
    if told == _ONE_TEXT:
        return f"{pages}, all with one text"
    if told.endswith(_ONCE):
        return f"{pages}, {told}"
    return f"{pages} with {told}" if told else pages


_ONE_TEXT, _ONCE = "one text", " if what is copied counts once"


def _texts_of(reading: OpenRecord, claim: Claim) -> str:
    """As "3 separate texts", "one text", "3 if what is copied counts once"; '' where each page has its own."""
    pages, texts = claim.reports.documents, claim.reports.after_merging_copies
    if texts >= pages:
        return ""
    whole = {reading.text_of.get(one.span.document, "") for one in reading.statements_of(claim)}
    if len(whole) > texts:
        return f"{texts:,}{_ONCE}"
    return _separate(texts)


def _separate(texts: int) -> str:
    return _ONE_TEXT if texts == 1 else f"{texts:,} separate texts"


# ------------------------------------------------------------------------------------------------ sentences


def _sentences(printed: Printed, story: Story, chosen: Sequence[Claim]) -> Iterator[Markup]:
    yield _pages(printed, story)
    if chosen:
        yield _central(printed, chosen[0])
        third = _third(printed, story, chosen)
        if third:
            yield third


def _pages(printed: Printed, story: Story) -> Markup:
    reading = printed.reading
    pages, texts = len(story.documents), reading.texts(story)
    copies = printed.places.section("copies", story.id)
    if pages == 1:
        return Markup("One page tells this story.")
    if texts == pages:
        said = Markup("<b>{:,}</b> pages tell this story, each with a text of its own").format(pages)
        shared = [one for one in reading.derivations_of(story) if one.relation in _SHARING_PASSAGES]
        parts = {id_ for one in shared for id_ in (one.a, one.b)}
        sharing = Markup('; <a href="{}"><b>{:,}</b> of them share passages</a>.')
        return said + (sharing.format(copies, len(parts)) if parts else ".")
    said = Markup('<b>{:,}</b> pages carry <a href="{}"><b>{}</b></a>').format(pages, copies, _separate(texts))
    return said + Markup(": {}.").format(listed([*_whose(reading, story)]))


_SHARING_PASSAGES = frozenset({"partial_copy", "shared_source_text"})
_MOST_WHOSE = 2
"""Authors whose texts are named."""


def _whose(reading: OpenRecord, story: Story) -> Iterator[str]:
    """On how many pages whose texts stand, so that the numbers add up: "2 of Associated Press on 4 pages"."""
    every = authors(reading, reading.documents_of(story))
    wide = [one for one in every if any(len(text.pages) > 1 for text in one.texts)]
    named = sorted(wide, key=lambda one: (-one.pages, one.name))[:_MOST_WHOSE]
    for one in named:
        yield f"{len(one.texts):,} of {one.name} on {count(one.pages, 'page')}"
    others = [text for one in every if one not in named for text in one.texts]
    pages = sum(len(text.pages) for text in others)
    if others:
        each = "on one page" if pages == 1 else "on one page each" if pages == len(others) else f"on {pages:,} pages"
        yield f"{len(others):,} {'other' if len(others) == 1 else 'others'} {each}"


def _central(printed: Printed, claim: Claim) -> Markup:
    reading = printed.reading
    return Markup('<a href="{}">“{}”</a> {} {}.').format(
        printed.places.of(claim.id),
        _quoted_within(as_sentence(claim.text, 160).rstrip(".")),
        _stands(reading, claim),
        _comes_to(reading, claim),
    )


def _stands(reading: OpenRecord, claim: Claim) -> str:
    if reading.only_alike(claim):
        return f"stands on {count(claim.reports.documents, 'page')} in similar wordings and"
    pages, told = claim.reports.documents, _texts_of(reading, claim)
    if pages == 1:
        return "stands on one page and"
    return f"stands on {pages:,} pages{f' ({told})' if told else ''} and"


_VOICES = {
    "says": "one voice: {}", "act_on_record": "one act on record, of {}", "document": "one document: {}",
    "unnamed": "one {}", "own_reporting": "one outlet’s own reporting: {}", "agency_text": "one agency’s text: {}",
}  # fmt: skip


def _comes_to(reading: OpenRecord, claim: Claim) -> str:
    """What a claim comes down to, as "comes down to one voice: the National Rescue Service"."""
    ends = reading.origins_of(claim)
    least, most = claim.independent.at_least, claim.independent.at_most
    if not ends or most is None:
        return "has no origin that could be traced"
    if most == 1:
        return f"rests on {_one_voice(ends[0])}"
    if (least or 0) < 2:
        if most == 2:
            if len(ends) != 2 or would_ask(*ends):
                return f"rests on two sources, which may be one: {ends_in_words(ends, 3)}"
            told = ends_in_words(ends, 3)
            return f"rests on two sources, {told}; whether both had it from the same place is not said"
        return f"rests on one to {most:,} sources, which may depend on each other: {ends_in_words(ends, 3)}"
    return f"has at least {least:,} origins that do not depend on each other, among them {ends_in_words(ends, 3)}"


def _one_voice(end: Origin) -> str:
    shown = end_name(end, 60)
    if shown.form == NOT_MADE_OUT:
        return "one source that could not be made out"
    if shown.form == "unnamed" and not shown.name.startswith("unnamed"):
        return f"one source that is not named, {shown.name}"
    return _VOICES[shown.form].format(shown.name)


def _third(printed: Printed, story: Story, chosen: Sequence[Claim]) -> Markup:
    """What else an editor must know before printing: a charge that is denied, or the widest claim on a source that is
    not named; else what comparing the figures came to."""
    reading = printed.reading
    for claim in chosen[1:MOST_PRINTED]:
        states = {one.state for one in claim.states}
        if states & {"denied", "disputed"} or _unnamed(reading, claim):
            also = (
                f", and is {listed(sorted(states & {'denied', 'disputed'}))}" if states & {"denied", "disputed"} else ""
            )
            return Markup('<a href="{}">“{}”</a> {}{}.').format(
                printed.places.of(claim.id),
                _quoted_within(as_sentence(claim.text, 140).rstrip(".")),
                _comes_to(reading, claim),
                also,
            )
    told = story.compared
    if told.agree + told.differ > 2:
        where = printed.places.section("details", story.id)
        differ = "none differs" if not told.differ else f"{told.differ} differ" if told.differ > 1 else "one differs"
        return Markup('Of <a href="{}">{}</a> that texts give independently, {}.').format(
            where, count(told.agree + told.differ, "detail"), differ
        )
    return Markup()


def _unnamed(reading: OpenRecord, claim: Claim) -> bool:
    ends = reading.origins_of(claim)
    return bool(ends) and all(map(is_unnamed, ends))


# ------------------------------------------------------------------------------------------- to look at twice


def _twice(printed: Printed, story: Story) -> Iterator[LookTwice]:
    """One of each kind first, the most surprising kind first; then second ones, until there are enough."""
    asked = (_several, _hidden, _moved, _undenied, _parted, _unsourced, _hardened, _hung)
    kinds = [list(kind(printed, story)) for kind in asked]
    said = set[str]()
    for turn in range(2):
        for found in kinds:
            if turn < len(found) and found[turn].address not in said:
                said.add(found[turn].address)
                yield found[turn]


def _several(printed: Printed, story: Story) -> Iterator[LookTwice]:
    """Groups of pages that share no claim that is surely one."""
    parts = groups_apart(printed.reading, story)
    if parts:
        told = parts_in_words(printed.reading, parts)
        yield LookTwice("Several events?", f"The pages {told}.", printed.places.section("copies", story.id))


def _hidden(printed: Printed, story: Story) -> Iterator[LookTwice]:
    """Claims of several pages that all come from sources without a name."""
    reading = printed.reading
    found = [one for one in _telling(reading, story) if _unnamed(reading, one) and leads(one)]
    for claim in sorted(found, key=lambda one: (-one.reports.documents, one.id)):
        one = claim.independent.at_most == 1
        sources = f"it {_comes_to(reading, claim)}" if one else "all from sources that are not named"
        says = f"{_counted(reading, claim)} give “{_brief(claim)}”, and {sources}."
        yield LookTwice("Not named", says, printed.places.of(claim.id))


def _telling(reading: OpenRecord, story: Story) -> list[Claim]:
    """The claims of several pages that say something by themselves, and not of a picture; a part of a sentence that
    stands for another claim does not."""
    return [
        one for one in reading.shared(story)
        if says_enough(one) and not is_caption(one.text) and not one.text.startswith("…")
    ]  # fmt: skip


def _moved(printed: Printed, story: Story) -> Iterator[LookTwice]:
    reading = printed.reading
    for claim in reading.claims_of(story):
        for old in replaced(reading, claim)[:1]:
            yield LookTwice(
                "Moved on", f"“{_brief(old)}” still stands on {count(old.reports.documents, 'page')}; "
                f"later ones say “{_brief(claim)}”.", printed.places.of(claim.id),
            )  # fmt: skip


def _undenied(printed: Printed, story: Story) -> Iterator[LookTwice]:
    """Charges that somebody denies, and the texts that print the charge without the denial though they appeared no
    earlier than it."""
    reading = printed.reading
    for claim in _telling(reading, story):
        ids = [id_ for one in claim.states if one.state == "denied" for id_ in one.by if id_ in reading.claim]
        said = reading.in_time(one for id_ in ids for one in reading.statements_of(reading.claim[id_]))
        denials = [one for one in said if one.chain and (one.negated or one.modality == "denied")]
        day = _day(reading, denials[0]) if denials else None
        if day is None:
            continue
        having = {one.span.document for one in said}
        having_texts = {reading.text_of.get(one, one) for one in having}
        without = [
            reading.outlet(one.span.document)
            for one in reading.in_time(reading.statements_of(claim))
            if reading.text_of.get(one.span.document, one.span.document) not in having_texts
            and (appeared := _day(reading, one)) is not None and appeared >= day
        ]  # fmt: skip
        if without:
            who = reading.links(denials[0])
            yield LookTwice(
                "Denial left out", f"“{_brief(claim)}” is denied by {who[-1]} in {who[0]}; no denial was found in "
                f"{listed_up_to(dict.fromkeys(without), 3)}.",
                printed.places.of(claim.id),
            )  # fmt: skip


def _day(reading: OpenRecord, statement: Statement) -> str | None:
    """The day on which a statement's report appeared; None where it is not known."""
    document = reading.document.get(statement.span.document)
    return reading.day(document) if document is not None else None


def _parted(printed: Printed, story: Story) -> Iterator[LookTwice]:
    reading = printed.reading
    for one in reading.conflicts_of(story):
        if one.judgement == "contradiction" and one.kind != "wording":
            yield LookTwice("They part", f"{_values(reading, one)}.", printed.places.of(one.id))


def _unsourced(printed: Printed, story: Story) -> Iterator[LookTwice]:
    reading = printed.reading
    lost: dict[tuple[str, str], list[str]] = {}
    first: dict[tuple[str, str], Conflict] = {}
    for one in _drifts(reading, story, "actor"):
        if one.values and one.values[-1] in {"no source", "left out"}:
            pair = _outlet_of(reading, one, -1), _outlet_of(reading, one, 0)
            first.setdefault(pair, one)
            lost.setdefault(pair, []).extend(_without_apposition(value) for value in one.values[:-1])
    for (copy, original), one in first.items():
        sources = listed_up_to(dict.fromkeys(lost[copy, original]), 3)
        told = f"{copy} copies {original} and leaves out {sources} as the source."
        yield LookTwice("Source lost", told, printed.places.of(one.id))


def _without_apposition(name: str) -> str:
    """A source without what it is called beside its name ("Ada Obi, the head of the inspectorate")."""
    return line(name.partition(", ")[0], 60)


_SOFT = {"possible", "considered", "planned", "alleged", "conditional"}


def _hardened(printed: Printed, story: Story) -> Iterator[LookTwice]:
    reading = printed.reading
    told: set[tuple[str, str]] = set()
    for one in _drifts(reading, story, "modality"):
        if len(one.values) == 2 and (one.values[0] in _SOFT or one.values[1] == "no condition"):
            pair = _outlet_of(reading, one, 1), _outlet_of(reading, one, 0)
            if pair in told:
                continue  # once for each copy; its page has the others
            told.add(pair)
            copy, source = pair
            was, now = (_said_in(reading, one, side) for side in (0, 1))
            yield LookTwice(
                "Made firmer", f"{source} says “{was}”; its copy in {copy} “{now}”."
                if one.values[1] != "no condition" else
                f"{copy} drops the condition “{line(one.values[0], 60)}” of {source}: it says “{now}”.",
                printed.places.of(one.id),
            )  # fmt: skip


def _said_in(reading: OpenRecord, conflict: Conflict, at: int) -> str:
    """The words of one side of a conflict, to be quoted."""
    statement = reading.statement.get(conflict.statements[at])
    words = reading.words(statement.span) if statement is not None else conflict.values[at]
    return _quoted_within(line(words, 90).rstrip(" .,;"))


def _hung(printed: Printed, story: Story) -> Iterator[LookTwice]:
    """Claims that three separately written texts or more give, and one end alone."""
    reading = printed.reading
    for claim in _telling(reading, story):
        texts = claim.reports.after_merging_copies
        if texts > 2 and claim.independent.at_most == 1 and leads(claim):
            yield LookTwice(
                "One source", f"{count(texts, 'text')} give “{_brief(claim)}”; it {_comes_to(reading, claim)}.",
                printed.places.of(claim.id),
            )  # fmt: skip


def _drifts(reading: OpenRecord, story: Story, kind: str) -> list[Conflict]:
    return [one for one in reading.conflicts_of(story) if one.judgement == "drift" and one.kind == kind]


def _values(reading: OpenRecord, conflict: Conflict) -> str:
    told = []
    for value, held in sides(reading, conflict):
        known = (reading.statement[id_].span.document for _, id_ in held if id_ in reading.statement)
        if outlets := dict.fromkeys(map(reading.outlet, known)):
            told.append(f"“{line(value, 60)}” in {listed_up_to(outlets, 2)}")
    return "; ".join(told[:3])


def _outlet_of(reading: OpenRecord, conflict: Conflict, at: int) -> str:
    statement = reading.statement.get(conflict.statements[at]) if conflict.statements else None
    return reading.outlet(statement.span.document) if statement is not None else "one page"


def _counted(reading: OpenRecord, claim: Claim) -> str:
    """As "3 pages (2 separate texts)"."""
    told = _texts_of(reading, claim)
    said = "all with one text" if told == _ONE_TEXT else told
    return count(claim.reports.documents, "page") + (f" ({said})" if said else "")


def _brief(claim: Claim) -> str:
    return _quoted_within(as_sentence(claim.text, 90).rstrip("."))


_INNER, _OPENS = str.maketrans('“”"', "‘’’"), re.compile(r'(?:^|(?<=[\s(\[]))"')


def _quoted_within(text: str) -> str:
    """Words that stand in quotation marks, with the marks within them single."""
    return _OPENS.sub("‘", text).translate(_INNER)
