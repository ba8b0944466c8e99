"""Stretches of time: "three weeks ago", "the past three years", "two-year", "daily"."""

from __future__ import annotations

import re

from firsthand.analyse.time.timex.vocabulary import (
    ABOUT,
    CARDINAL,
    UNIT,
    UNIT_S,
    VAGUE_COUNT,
    RuleContext,
    S,
    TimexValue,
    base_of,
    count_of,
    duration_of,
    move_of,
    rule,
)

_HALF = rf"(?:{S}and{S}a{S}half)?"


@rule(
    rf"{ABOUT}(?P<n>{CARDINAL}|{VAGUE_COUNT}|an?){S}(?P<unit>{UNIT_S}){S}(?P<how>ago|earlier|later|before|afterwards?|from{S}now|hence|prior)",
    rf"(?P<how>just)?{S}?(?P<n>)(?P<unit>days|weeks|months|years|decades){S}(?P<late>ago|earlier|later)",
    flags=re.I,
)
def _ago(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    how = (match.groupdict().get("late") or match["how"] or "").lower()
    count = count_of(match["n"]) if match["n"] else "X"
    if match["n"] and match["n"].lower() in ("a", "an"):
        count = "1"
    forward = how in ("later", "hence", "after", "afterward", "afterwards") or how.startswith("from")
    move = move_of(count, match["unit"], "+" if forward else "-")
    if how == "ago" or how.startswith("from") or how == "hence":
        if not move:
            return TimexValue(
                "DATE", "PAST_REF" if how == "ago" else "FUTURE_REF", "past" if how == "ago" else "future"
            )
        return TimexValue("DATE", shift=move)
    if how == "before" and re.match(r"\s\w", context.text[match.end() :]):
        return TimexValue("DURATION", duration_of(count, match["unit"]), anchor="none")
    if not move or context.before is None:
        return TimexValue("DATE", anchor="narrative")
    return TimexValue("DATE", shift=f"{base_of(context.before)} {move}", anchor="narrative")


@rule(
    rf"(?:the{S})?(?P<which>past|last|next|coming|previous|recent|first|final|following){S}(?P<n>{CARDINAL}|{VAGUE_COUNT}){S}(?P<extra>(?:straight|consecutive|trading|business|full){S})?(?P<unit>{UNIT_S})",
    rf"(?P<which>recent|past|coming){S}(?P<n>)(?P<extra>)(?P<unit>days|weeks|months|years|decades)",
    flags=re.I,
)
def _stretches(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    count = count_of(match["n"]) if match["n"] else "X"
    duration = duration_of(count, match["unit"])
    which = match["which"].lower()
    back = which in ("past", "last", "recent", "previous")
    move = (
        ""
        if which in ("first", "final", "following", "previous")
        else move_of(count, match["unit"], "-" if back else "+")
    )
    shift = "" if not move else f"{move}.." if back else f"..{move}"
    return TimexValue("DURATION", duration, shift, anchor="publication" if shift else "none")


# ------------------------------------------------------------------------------------- durations and sets


@rule(
    rf"{ABOUT}(?:the{S}entire{S})?(?P<n>{CARDINAL}|{VAGUE_COUNT})(?P<half>{_HALF})(?:-|{S})(?:(?:straight|consecutive|full|more){S})?(?P<unit>{UNIT_S})(?:-(?:long|old)?)?",
    rf"(?:{ABOUT}|for{S}|within{S})(?P<n>an?)(?P<half>){S}(?P<unit>{UNIT}|hour)",
    flags=re.I,
)
def _durations(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    after = context.text[match.end() : match.end() + 10].lower()
    unit = match["unit"].lower()
    if (
        (unit == "quarter" and match["n"].lower() == "a")
        or unit == "second"
        or re.match(r"[\s-]old\b|-of-", after)
        or match.group().lower().endswith(("-old",))
    ):
        return None  # an age is not a time of the story
    before = context.text[max(0, match.start() - 20) : match.start()].lower()
    if match["n"].lower() in ("a", "an"):
        if re.search(r"\b(once|twice|times|\d+|percent|%|million|billion)\s?$", before):
            return TimexValue("SET", duration_of("1", unit), anchor="none")
        about = re.match(r"(?:about|around|nearly|almost|over|more|less|at|just|for|within)", match.group(), re.I)
        if not about and not re.search(r"\b(?:more|less) than\s$", before):
            return None
    count = count_of(match["n"])
    if match["half"] and count.isdigit():
        count += ".5"
    return TimexValue("DURATION", duration_of(count, unit), anchor="none")


@rule(
    r"(?:(?<=\bfor\s)|(?<=\bover\s)|(?<=\bin\s)|(?<=\bjust\s))(?:the\s)?(?P<unit>days|weeks|months|years|decades|centuries|hours|minutes)",
    r"(?P<unit>decades|years|months|weeks|days|hours)-long",
    flags=re.I,
)
def _vague_duration(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    return TimexValue("DURATION", duration_of("X", match["unit"]), anchor="none")


@rule(
    r"(?P<word>daily|weekly|monthly|quarterly|yearly|annual|annually|nightly|hourly)",
    rf"(?:every|each|per|once{S}a|twice{S}a){S}(?P<word>{UNIT})",
    rf"every{S}(?P<n>{CARDINAL}|other|few){S}(?P<word>{UNIT_S})",
    flags=re.I,
)
def _sets(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    if (
        match.group("word")[0].isupper()
        and match.start()
        and context.text[match.start() - 2 : match.start() - 1] not in ".!?"
    ):
        return None  # a paper's name: "the Daily Mail"
    word = match["word"].lower()
    unit = {"daily": "day", "annual": "year", "annually": "year", "nightly": "night"}.get(word, word.removesuffix("ly"))
    count = match.groupdict().get("n")
    return TimexValue(
        "SET", duration_of("1" if count is None else "2" if count == "other" else count_of(count), unit), anchor="none"
    )
