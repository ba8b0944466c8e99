"""Times of day, and the references to past, present and future that name no date."""

from __future__ import annotations

import re

from firsthand.analyse.time.timex.vocabulary import (
    DAY,
    MONTH,
    TH,
    WEEKDAY,
    YEAR,
    ZONE,
    RuleContext,
    S,
    TimexValue,
    base_of,
    month_number,
    named_day,
    rule,
    weekday_code,
)

_CLOCK = rf"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?|[AP]\.?M\b\.?){ZONE}"
_ON = (
    rf"(?:,?{S}(?:on{S})?(?P<on>today|yesterday|{WEEKDAY}))?"
    rf"(?:,?{S}(?:on{S})?(?P<month>{MONTH}){S}(?P<day>{DAY}){TH}(?![.,:]?\d)(?:,?{S}(?P<year>{YEAR}))?)?"
)
"""The day of a time of the clock: "on Thursday", "on Thursday, July 14", "on July 14, 2016"."""
_CLOCK24 = (
    rf"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d){ZONE}|(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)\s(?P<z4>UTC|GMT)\b"
)


# -------------------------------------------------------------------------------------------- time of day


_A_DAY = re.compile(r"(?:[<>~]{1,2}(?:MON|TUE|WED|THU|FRI|SAT|SUN|-\d\d-\d\d)|[+-]\d{1,4}D|@\d{4}-\d\d-\d\d)$")


def _day_before(context: RuleContext) -> str:
    """The shift to the day told just before, or else to that of the report's news; '' where neither is a single day."""
    for told in (context.before, context.news):
        words = [word for word in base_of(told).split() if not word.startswith("T")] if told else []
        if words and _A_DAY.match(words[-1]):
            return " ".join(words)
    return ""


@rule(
    rf"(?:at{S})?{_CLOCK}{_ON}",
    rf"(?:{_CLOCK24}){_ON}",
    r"(?P<word>noon|midnight)(?P<on>)",
)
def _clocks(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    groups = match.groupdict()
    if groups.get("word"):
        clock = "T12:00" if groups["word"] == "noon" else "T24:00"
    else:
        hour = int(groups.get("hour") or groups.get("h4") or 0)
        half = (groups.get("half") or "").lower()
        if half:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        zone = "Z" if groups.get("z4") or (groups.get("zone") or "") in ("UTC", "GMT", "Z") else ""
        clock = f"T{hour:02d}:{groups.get('minute') or groups.get('m4') or '00'}{zone}"
    on = groups.get("on")
    if groups.get("month"):
        month, number = month_number(groups["month"]), int(groups["day"])
        if groups["year"]:
            return TimexValue("TIME", shift=f"@{groups['year']}-{month:02d}-{number:02d} {clock}", anchor="explicit")
        return TimexValue(
            "TIME", shift=f"{named_day(f'-{month:02d}-{number:02d}', match.start('month'), context).shift} {clock}"
        )
    if on in ("today", "yesterday"):
        return TimexValue("TIME", shift=f"{'-1D' if on == 'yesterday' else '+0D'} {clock}")
    if on:
        return TimexValue("TIME", shift=f"{named_day(weekday_code(on), match.start(), context).shift} {clock}")
    day = _day_before(context)
    if day:
        return TimexValue("TIME", shift=f"{day} {clock}", anchor="narrative")
    return TimexValue("TIME", shift=f"+0D {clock}")


# --------------------------------------------------------------------------------------------- references


def _compound(match: re.Match[str], context: RuleContext) -> bool:
    """Whether the word is part of a longer one: "the now-cancelled deal", "the soon-to-open terminal"."""
    return bool(re.match(r"-\w", context.text[match.end() : match.end() + 2]))


@rule(
    r"(?P<p>currently|now|at present|presently|nowadays|these days|the time being)", r"(?P<p>at the moment)", flags=re.I
)
def _present(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    if _compound(match, context):
        return None
    return TimexValue("DATE", "PRESENT_REF", "present")


@rule(r"(?:more |most )?(?:recently|lately)", r"the past", flags=re.I)
def _past(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    if match.group().lower().endswith("the past") and re.match(
        r"\s(?!and\b|but\b|that\b|he\b|she\b|it\b)\w", context.text[match.end() :]
    ):
        return None
    return TimexValue("DATE", "PAST_REF", "past")


@rule(r"(?:very )?soon", r"the (?:near )?future", r"the (?:long|short|near)[ -]term", flags=re.I)
def _future(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    if _compound(match, context):
        return None
    return TimexValue("DATE", "FUTURE_REF", "future")


@rule(r"(?:at )?(?:the|that) (?:same )?time", r"(?:that|the same) (?P<unit>day|week|month|year)", flags=re.I)
def _then(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    unit = match.groupdict().get("unit")
    if unit is None and not re.match(r"at (?:the|that) time", match.group(), re.I):
        return None
    if unit is None and re.match(r"\s(?:of|I|we|you|he|she|they|it|when|that)\b", context.text[match.end() :]):
        return None  # "at the time of the crash", "at the time I speak": what follows says which time
    if context.before is None:
        return TimexValue("DATE", anchor="narrative")
    return TimexValue("DATE", context.before.value, shift=base_of(context.before), anchor="narrative")
