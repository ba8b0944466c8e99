"""The record as a summary for the terminal: plain text, no colour codes, as wide as it is told to be.

Follows the inverted pyramid: what is reported by most, what rests on one origin and where reports disagree come
first, then who copied whom, who was quoted, the timeline, and what was refused.  Ids are shown as short as they can
be typed after ``firsthand explain``.  Left out: all that the pages have room for; listings end in "and N more".
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from firsthand import moments
from firsthand.data import (
    Claim,
    Conflict,
    Derivation,
    Fact,
    FactCount,
    FactState,
    FactValue,
    History,
    QuotationId,
    Record,
    ScopeDifference,
    Statement,
    StatementId,
    Story,
    TimelineEntry,
    Utterance,
)
from firsthand.report.end_names import end_in_words, ends_in_words
from firsthand.report.open_record import OpenRecord, opened
from firsthand.report.phrasing import (
    KIND_WORDS,
    NO_QUOTATION,
    NO_WORDS,
    as_sentence,
    count,
    judgement_words,
    line,
    listed_up_to,
    origins_in_words,
    relation_in_words,
    states_in_words,
)
from firsthand.report.story_parts import groups_apart, parts_in_words
from firsthand.report.text_families import separate_in_words
from firsthand.words import normal

_MOST = {"claims": 6, "single": 5, "conflicts": 8, "histories": 4, "derivations": 10, "utterances": 6, "timeline": 14,
         "facts": 10, "beside": 3, "refused": 10, "stories": 12, "alone": 12, "only": 8}  # fmt: skip
IN_BRACKETS = "In brackets, and not counted: the rest of a sentence, or what a word stands for."
_NARROWEST, _WIDEST = 48, 100


def summary(record: Record, width: int | None = None) -> str:
    """What the reports say, on how many origins it rests, and where they part; ``width`` defaults to the terminal's."""
    columns = width if width is not None else shutil.get_terminal_size((88, 24)).columns
    columns = max(_NARROWEST, min(columns, _WIDEST))
    reading = opened(record)
    lines: list[str] = []
    told = [story for story in reading.ranked_stories if len(story.documents) > 1]
    alone = [story for story in reading.ranked_stories if len(story.documents) == 1]
    if not told:
        told, alone = alone[:1], alone[1:]
    if not record.documents:
        lines += ["No report could be read."]
    for story in told[: _MOST["stories"]]:
        lines += [*_story(reading, story, columns), ""]
    if len(told) > _MOST["stories"]:
        lines += [f"… and {len(told) - _MOST['stories']} more stories", ""]
    if alone:
        lines += [*_alone(reading, alone, columns), ""]
    if record.rejected:
        lines += [*_refused(reading, columns), ""]
    lines += _fill("The words behind a line, and the reasons for its numbers: firsthand explain ID", columns)
    lines += _fill("All that is left out here: firsthand open", columns)
    return "\n".join(lines)


def _story(reading: OpenRecord, story: Story, width: int) -> Iterator[str]:
    title = reading.headline(story)
    yield from _fill(title.upper() if len(title) < 60 else title, width)
    yield from _fill(story_extent(reading, story), width)
    if parts := groups_apart(reading, story):
        yield from _fill(f"These reports {parts_in_words(reading, parts)}.", width)
    sections = (
        ("WHAT IS REPORTED", _claims(reading, story, width)),
        ("WHERE THE REPORTS DISAGREE", _conflicts(reading, story, width)),
        ("DETAILS", _facts(reading, story, width)),
        ("HOW CLAIMS CHANGED", _histories(reading, story, width)),
        ("RESTS ON A SINGLE ORIGIN", _single(reading, story, width)),
        ("WHO COPIED WHOM", _derivations(reading, story, width)),
        ("QUOTED BY SEVERAL", _utterances(reading, story, width)),
        ("TIMELINE", _timeline(reading, story, width)),
        ("ONLY IN ONE REPORT", _only(reading, story, width)),
    )
    for title, body in sections:
        found = list(body)
        if found:
            yield ""
            yield title
            yield from found


def story_list(reading: OpenRecord, width: int = 88) -> str:
    """The stories, those with the latest reports first: the title, what there is of each, and its id."""
    if not reading.stories:
        return "no story yet"
    ordered = sorted(reading.stories, key=lambda one: (one.latest or "", len(one.documents), one.id), reverse=True)
    lines = []
    for story in ordered:
        lines += textwrap.wrap(line(story.title, 160), width)
        lines += textwrap.wrap(story_extent(reading, story), width, initial_indent="  ", subsequent_indent="  ")
    return "\n".join(lines)


def story_extent(reading: OpenRecord, story: Story) -> str:
    """As "10 reports by 9 outlets, 11–15 March 2031, 7 texts after merging copies and rewrites"."""
    said, days = reading.extent(story)
    parts = [said]
    if days:
        parts.append(moments.spoken(days[0], days[1], "day" if days[0] == days[1] else "range"))
    undated = reading.undated(story)
    if undated:
        parts.append(f"{undated} not dated to the day" if days else "not dated to the day")
    texts = reading.texts(story)
    if texts < len(story.documents):
        parts.append(f"{count(texts, 'text')} after merging copies and rewrites")
    return f"{', '.join(parts)} ({reading.short(story.id)})"


# ------------------------------------------------------------------------------------------------- sections


def _claims(reading: OpenRecord, story: Story, width: int) -> Iterator[str]:
    claims = reading.shared(story) or reading.claims_of(story)
    for claim in claims[: _MOST["claims"]]:
        yield from _item(as_sentence(claim.text, 220), reading.short(claim.id), width)
        yield from _under("; ".join([rests_on(reading, claim), *standing_of(reading, claim)]), width)
        for told in in_other_words(reading, claim):
            yield from _under(told, width)
    yield from _more(claims, "claims")
    if any("[" in one.text for one in claims[: _MOST["claims"]]):
        yield from _fill(f"  {IN_BRACKETS}", width)


def standing_of(reading: OpenRecord, claim: Claim) -> Iterator[str]:
    """Why a claim stands where it does: "in 3 titles or leads", "similar wordings"."""
    leads = reading.in_leads(claim)
    if leads and claim.reports.documents > 1:
        yield f"in the title or lead of {count(leads, 'text')}"
    loose = reading.loosely_joined(claim) if claim.reports.documents > 1 else 0
    if loose == claim.reports.documents:
        yield "similar wordings: no two of its reports surely say the same"
    elif loose:
        yield f"{count(loose, 'report')} of these may tell of something else: only the words are similar"


def placed_by(reading: OpenRecord, claim: Claim) -> Iterator[str]:
    """Why a claim comes before others that stand in as many titles or leads."""
    if reading.chance_to_be_listed(claim) is not None:
        yield (
            "stands among the first claims because its words can be understood by themselves and it is likely a main "
            "point of the story (an estimate)"
        )


def in_other_words(reading: OpenRecord, claim: Claim, *, ids: bool = True) -> Iterator[str]:
    """The count of the matter of which the claim is the central wording: "counting 2 further wordings:
    9 reports, …"; with the id by which ``explain`` tells it."""
    matter = reading.matter_of(claim)
    if matter is None:
        return
    central = reading.claim.get(matter.claims[0])
    known = f"  {reading.short(matter.id)}" if ids else ""
    if matter.claims[0] == claim.id:
        further = count(len(matter.claims) - 1, "further wording")
        denied = f"; {count(len(matter.denials), 'claim')} against it" if matter.denials else ""
        reports = count(matter.reports.documents, "report")
        yield f"counting {further}: {reports}, {origins_in_words(matter.independent)}{denied}{known}"
    elif central is not None:
        yield f"a wording of “{line(central.text, 100)}”{known}"


def rests_on(reading: OpenRecord, claim: Claim) -> str:
    """As "6 reports (3 after merging copies), 2 independent origins: the National Rescue Service and Neve Orrel"."""
    reports = count(claim.reports.documents, "report")
    if claim.reports.after_merging_copies < claim.reports.documents:
        reports += f" ({claim.reports.after_merging_copies} after merging copies)"
    names = ends_in_words(reading.origins_of(claim), 3)
    state = states_in_words(claim)
    return (
        f"{reports}, {origins_in_words(claim.independent)}"
        + (f": {names}" if names else "")
        + (f"; {state}" if state else "")
    )


def _single(reading: OpenRecord, story: Story, width: int) -> Iterator[str]:
    """The origins on which claims of several reports hang, each with the claim that most reports carry."""
    groups: dict[str, list[Claim]] = {}
    for claim in reading.single(story):
        names = list(dict.fromkeys(end_in_words(one, 60) for one in reading.origins_of(claim)))
        who = " or ".join(names[:3]) or "an origin that is not named"
        groups.setdefault(f"only {who}" if claim.independent.at_most == 1 else f"possibly only {who}", []).append(claim)
    ranked = sorted(groups.items(), key=lambda pair: (-pair[1][0].reports.documents, -len(pair[1])))
    for who, claims in ranked[: _MOST["single"]]:
        first = claims[0]
        more = f", and {count(len(claims) - 1, 'claim')} more" if len(claims) > 1 else ""
        said = f"{who}: “{as_sentence(first.text, 90)}” ({count(first.reports.documents, 'report')}){more}"
        yield from _item(said[:1].upper() + said[1:], reading.short(first.id), width)
    yield from _more(ranked, "single")


def _facts(reading: OpenRecord, story: Story, width: int) -> Iterator[str]:
    facts = reading.facts_of(story)
    if len(story.documents) > 1:
        yield from _fill(f"{compared(story.compared)}.", width)
    for fact in facts[: _MOST["facts"]]:
        told = f" {'→' if in_time(fact) else '|'} ".join(value_told(reading, one) for one in fact.values)
        yield from _item(f"{fact_label(fact)}: {told}", reading.short(fact.id), width)
        for other, by in reading.beside(fact)[: _MOST["beside"]]:
            yield from _under(counted_apart(fact, other, by), width)
    yield from _more(facts, "facts")


def beside_told(fact: Fact) -> str:
    """The values of a fact as printed, of which few are shown."""
    return listed_up_to((f"“{line(one.words, 60)}”" for one in fact.values), 2)


def counted_apart(fact: Fact, other: Fact, by: ScopeDifference) -> str:
    """What another fact of one attribute and event counts, as a sentence: "“six” (killed, some among them) counts a
    part of these alone"."""
    counts = "counts all, of whom these are a part" if by == "part" and fact.part and not other.part else _COUNTS[by]
    return f"{beside_told(other)} ({fact_label(other)}) {counts}"


_COUNTS: Mapping[ScopeDifference, str] = {
    "part": "counts a part of these alone", "people": "counts others", "place": "counts those of another place",
    "day": "counts those of another day", "period": "counts those of another time",
}  # fmt: skip


def agreement(fact: Fact) -> str:
    """What the values of a fact have in common, in words: that they agree is said only where two sources at least may
    stand behind them."""
    if fact.state != "agree":
        return _STATES_OF_FACTS[fact.state]
    most = [one.independent.at_most for one in fact.values]
    if len({name for one in fact.values for name in one.sources}) <= 1 or most == [1]:
        return "one source, in separately written texts"
    least = [one.independent.at_least for one in fact.values]
    return "they agree" if len(fact.values) > 1 or least != [1] else "they agree, perhaps on the word of one source"


_STATES_OF_FACTS: Mapping[FactState, str] = {
    "differ": "they differ", "one_report": "in one report alone", "copies_agree": "told by one text and its copies",
    "not_comparable": "could not be compared", "copies_differ": "one text and its copies differ",
}  # fmt: skip


def compared(told: FactCount) -> str:
    """As "7 details could be compared between separately written texts: 5 agree, 2 differ; 3 …"."""
    number = told.agree + told.differ
    if not number:
        said = "No detail could be compared between separately written texts, so nothing is known of their agreeing"
    else:
        agree, differ = (f"{n:,} {word}{'s' if n == 1 else ''}" for n, word in
                         ((told.agree, "agree"), (told.differ, "differ")))  # fmt: skip
        kinds = f"{agree}, {differ}" if told.differ else agree
        said = f"{count(number, 'detail')} could be compared between separately written texts: {kinds}"
    copies = told.copies_agree + told.copies_differ
    changed = f", of which {told.copies_differ:,} {'differs' if told.copies_differ == 1 else 'differ'}"
    parts = (
        f"{copies:,} stand only in copies of one text{changed if told.copies_differ else ''}" if copies else "",
        f"{told.not_comparable:,} could not be compared: values in words that may be one or two"
        if told.not_comparable
        else "",
        f"{told.one_report:,} stand in one report alone",
    )
    return "; ".join([said, *filter(None, parts)])


def in_time(fact: Fact) -> bool:
    """Whether the values are in the order of the days on which they were first published, and not all of one day."""
    days = [one.earliest for one in fact.values if one.earliest == one.latest]
    return len(days) == len(fact.values) and len(set(days)) > 1


def fact_label(fact: Fact) -> str:
    """As "killed", "killed, children among them", "count (strike)", "length", "injured, since May", "day (arrest)"."""
    noun, attribute = line(fact.of, 40), line(fact.attribute, 60)
    if attribute == "day" and noun:
        return f"day ({noun})"
    if fact.scope.period and not fact.part:
        return f"{attribute}, {line(fact.scope.period, 40)}"
    if fact.part:
        return f"{attribute}, {noun or 'some'} among them"
    return f"count ({noun})" if attribute == "count" and noun else attribute


def value_told(reading: OpenRecord, value: FactValue) -> str:
    """As "at least 14 (hospital; 3 reports)"."""
    sources = listed_up_to(dict.fromkeys(line(one, 60) for one in value.sources), 2)
    reports = count(value.reports.documents, "report")
    if value.reports.documents == 1 and value.spans:
        reports = reading.outlet(value.spans[0].document)
        if reports in sources:
            return f"“{line(value.words, 60)}” ({sources})"
    return f"“{line(value.words, 60)}” ({sources}; {reports})"


def _conflicts(reading: OpenRecord, story: Story, width: int) -> Iterator[str]:
    conflicts = reading.conflicts_of(story)
    if not conflicts and len(story.documents) > 1:
        yield from _item(f"No disagreement was found. {compared(story.compared)}.", "", width)
    for conflict in conflicts[: _MOST["conflicts"]]:
        label = judgement_words(conflict)
        yield from _item(f"{label} ({KIND_WORDS[conflict.kind]}): {'; '.join(_sides(reading, conflict))}",
                         reading.short(conflict.id), width)  # fmt: skip
    yield from _more(conflicts, "conflicts")


def sides(reading: OpenRecord, conflict: Conflict) -> list[tuple[str, list[tuple[int, StatementId]]]]:
    """Each value with the statements that carry it and the places of these in the conflict, in its order.  Equal
    numbers are one value ("4,000 residents" and "4,000"), in the words that say most."""
    said = [line(value, 90) or NO_WORDS for value in conflict.values]
    numbers: dict[str, object] = {}
    for value, id_ in zip(said, conflict.statements, strict=False):
        if conflict.kind == "number" and id_ in reading.statement and value not in numbers:
            number = _number_of(reading, reading.statement[id_], value)
            numbers |= {value: number} if number is not None else {}
    grouped: dict[object, list[tuple[int, StatementId]]] = {}
    words: dict[object, str] = {}
    for n, (value, id_) in enumerate(zip(said, conflict.statements, strict=False)):
        key = numbers.get(value, value)
        grouped.setdefault(key, []).append((n, id_))
        words[key] = max(words.get(key, value), value, key=len)
    return [(words[key], held) for key, held in grouped.items()]


def _number_of(reading: OpenRecord, statement: Statement, value: str) -> object:
    """The number that the words of a value give, with its bound; None where the statement has none of them."""
    said = normal(value)
    found = (one for one in statement.numbers if normal(reading.words(one.span)) in said)
    return next(((one.value, one.high, one.bound) for one in found), None)


def _sides(reading: OpenRecord, conflict: Conflict) -> Iterator[str]:
    for value, statements in sides(reading, conflict):
        known = [reading.statement[id_] for _, id_ in statements if id_ in reading.statement]
        outlets = dict.fromkeys(reading.outlet(one.span.document) for one in known)
        yield f"{value if value in NO_QUOTATION else f'“{value}”'} ({listed_up_to(outlets, 3) or 'not found'})"


def _derivations(reading: OpenRecord, story: Story, width: int) -> Iterator[str]:
    derivations = reading.principal(story)
    for one in derivations[: _MOST["derivations"]]:
        yield from _item(derived(reading, one), reading.short(one.id), width)
    yield from _more(derivations, "derivations")
    for a, b, judged in reading.separate_of(story)[: _MOST["derivations"]]:
        yield from _item(separate_in_words(reading, a, b, judged), reading.short(judged.id), width)
    same = len(reading.derivations_of(story)) - len(derivations)
    if same:
        yield f"  ({count(same, 'pair')} more with copies of the same texts)"


def derived(reading: OpenRecord, one: Derivation) -> str:
    """As "Lamplight Daily is a rewrite of Transcoast News Agency (likely)"."""
    child, parent = (reading.report(id_) for id_ in reading.parted(one))
    joined = f"{child} {relation_in_words(one)} {parent}"
    return joined if one.relation in {"same_text", "near_copy", "partial_copy"} else f"{joined} ({sureness(one.score)})"


def sureness(score: float) -> str:
    """A score from 0 to 1 in words."""
    return "nearly sure" if score >= 0.9 else "likely" if score >= 0.6 else "weak"


def _utterances(reading: OpenRecord, story: Story, width: int) -> Iterator[str]:
    utterances = reading.utterances_of(story)
    for utterance in utterances[: _MOST["utterances"]]:
        yield from _item(_spoken(reading, utterance), reading.short(utterance.id), width)
        for difference in utterance.differences[:3]:
            yield from _under(differing(reading, difference.a, difference.b, difference.a_words, difference.b_words),
                              width)  # fmt: skip
    yield from _more(utterances, "utterances")


def _spoken(reading: OpenRecord, utterance: Utterance) -> str:
    quotations = [reading.quotation[id_] for id_ in utterance.quotations if id_ in reading.quotation]
    longest = max(quotations, key=lambda one: one.inner.end - one.inner.start)
    speaker = reading.name(utterance.speaker) or reading.speaker(longest)
    outlets = dict.fromkeys(reading.outlet(one.span.document) for one in quotations)
    return f"{speaker}: “{line(reading.words(longest.inner), 160)}” ({listed_up_to(outlets, 4)})"


def differing(reading: OpenRecord, a: QuotationId, b: QuotationId, a_words: str, b_words: str) -> str:
    """As: “someone” in The Tressian, “somebody” in Northmark Ledger."""
    quotations = [reading.quotation.get(id_) for id_ in (a, b)]
    places = [reading.outlet(one.span.document) if one else "an unknown report" for one in quotations]
    words = [f"“{line(text, 60)}”" if text.strip() else "no words" for text in (a_words, b_words)]
    return f"{words[0]} in {places[0]}, {words[1]} in {places[1]}"


def _histories(reading: OpenRecord, story: Story, width: int) -> Iterator[str]:
    histories = reading.histories_of(story)
    for one in histories[: _MOST["histories"]]:
        last = reading.statement.get(one.stages[-1].statement)
        words = f": “{line(reading.words(last.span), 100)}”" if last is not None else ""
        yield from _item(" → ".join(stages(reading, one)) + words, reading.short(one.id), width)
    yield from _more(histories, "histories")


def stages(reading: OpenRecord, history: History) -> Iterator[str]:
    """As "considered (Transcoast News Agency, 11 March 2031)", one for each stage."""
    for stage in history.stages:
        statement = reading.statement.get(stage.statement)
        outlet = reading.outlet(statement.span.document) if statement is not None else "an unknown report"
        when = moments.spoken(stage.earliest, stage.latest, "day")
        yield f"{stage.state} ({outlet}, {when})"


def _when(entry: TimelineEntry) -> str:
    """Its date, with a mark of doubt where that is inferred."""
    inferred = "?" if entry.basis.startswith("no day is told") else ""
    return moments.spoken(entry.earliest, entry.latest, entry.precision) + inferred


def _timeline(reading: OpenRecord, story: Story, width: int) -> Iterator[str]:
    entries = reading.timeline_of(story)
    shown = reading.principal_events(story, _MOST["timeline"])
    dates = [_when(entry) for entry in shown]
    column = min(max(map(len, dates), default=0), 24)
    for when, entry in zip(dates, shown, strict=True):
        text = f"{when:<{column}}  {as_sentence(entry.text, 130)}"
        yield from _item(text, reading.short(entry.id), width, hang=column + 2)
    yield from _more(entries, "timeline")


def _only(reading: OpenRecord, story: Story, width: int) -> Iterator[str]:
    """How much stands in one report alone; the claims themselves where the story has nothing else."""
    claims = [claim for claim in reading.claims_of(story) if claim.reports.documents <= 1]
    if len(story.documents) < 2 or not claims:
        return
    counts: dict[str, int] = {}
    for claim in claims:
        for statement in reading.statements_of(claim)[:1]:
            outlet = reading.outlet(statement.span.document)
            counts[outlet] = counts.get(outlet, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    outlets = listed_up_to((f"{name} {n}" for name, n in ranked), _MOST["only"])
    yield from _item(f"{count(len(claims), 'claim')}: {outlets}", "", width)


def _alone(reading: OpenRecord, stories: Sequence[Story], width: int) -> Iterator[str]:
    yield "REPORTS THAT STAND ALONE"
    for story in stories[: _MOST["alone"]]:
        outlet = reading.masthead(story.documents[0]) if story.documents else ""
        yield from _item(f"{outlet}: {line(story.title, 120)}", reading.short(story.id), width)
    yield from _more(stories, "alone")


def _refused(reading: OpenRecord, width: int) -> Iterator[str]:
    rejected = reading.rejected
    yield f"REFUSED ({len(rejected)})"
    for one in rejected[: _MOST["refused"]]:
        yield from _item(f"{line(one.uri, 120)}: {line(one.reason, 300)} [{line(one.stage, 20)}]", "", width)
    yield from _more(rejected, "refused")


# ------------------------------------------------------------------------------------------------- layout


def _item(text: str, id_: str, width: int, hang: int = 0) -> Iterator[str]:
    """A bullet, its id at the end of its last line where it fits and at the right edge of a line of its own if not."""
    lines = textwrap.wrap(text, width - 2, initial_indent="- ", subsequent_indent="  " + " " * hang,
                          break_long_words=True, break_on_hyphens=False) or ["-"]  # fmt: skip
    if id_ and len(lines[-1]) + len(id_) + 2 <= width:
        lines[-1] += " " * (width - len(lines[-1]) - len(id_)) + id_
    elif id_:
        lines.append(id_.rjust(width))
    return iter(lines)


def _under(text: str, width: int) -> Iterator[str]:
    return iter(textwrap.wrap(text, width - 2, initial_indent="    ", subsequent_indent="    "))


def _fill(text: str, width: int) -> Iterable[str]:
    return textwrap.wrap(text, width) or [""]


def _more(items: Sequence[object], kind: str) -> Iterator[str]:
    if len(items) > _MOST[kind]:
        yield f"  … and {len(items) - _MOST[kind]:,} more"
