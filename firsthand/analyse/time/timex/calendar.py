"""Dates with a name: explicit ones ("August 7, 2025", "the 1990s") and those told from the day of publication.

A weekday, month or day of a month without its year is the latest one, the next where its verb looks ahead, and for
months and days the nearest where the verb leaves it open.
"""

from __future__ import annotations

import re

from firsthand import dates
from firsthand.analyse.time.timex.vocabulary import (
    DAY,
    EDGE,
    MONTH,
    ORDINALS,
    PART_OF_DAY,
    PARTS,
    SEASON,
    SEASON_CODES,
    SHORT_WEEKDAY,
    TH,
    UNITS,
    WEEKDAY,
    YEAR,
    RuleContext,
    S,
    TimexValue,
    Type,
    base_of,
    duration_of,
    edge_of,
    explicit,
    month_number,
    move_of,
    named_day,
    rule,
    toward,
    weekday_code,
)

# ------------------------------------------------------------------------------------------------ explicit


@rule(
    rf"(?:{SHORT_WEEKDAY},?{S})?(?P<month>{MONTH}){S}(?P<day>{DAY}){TH}\s?,?{S}(?P<year>{YEAR})",
    rf"(?:{SHORT_WEEKDAY},?{S})?(?:the{S})?(?P<day>{DAY}){TH}{S}(?:of{S})?(?P<month>{MONTH}),?{S}(?P<year>{YEAR})",
)
def _full_date(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    return explicit(match["year"], month_number(match["month"]), match["day"])


@rule(r"(?P<year>1[5-9]\d\d|20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])")
def _iso(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    return explicit(match["year"], int(match["month"]), match["day"])


@rule(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>\d{4}|\d\d)", r"(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?P<year>(?:19|20)\d\d)")
def _slashed(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    a, b, year = int(match["a"]), int(match["b"]), match["year"]
    if len(year) == 2:
        year = f"{19 if int(year) > 60 else 20}{year}"
    dotted = "." in match.group()
    month, number = (b, a) if dotted or a > 12 else (a, b)
    if month > 12 or month == 0:
        return None
    if not dotted and a <= 12 and b <= 12 and a != b:  # day and month could be either way round
        return TimexValue("DATE", "", anchor="ambiguous")
    return explicit(year, month, str(number))


@rule(r"9/11(?!/)")
def _nine_eleven(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    return explicit("2001", 9, "11")


@rule(rf"(?:{EDGE})?(?P<month>{MONTH}),?{S}(?:of{S})?(?P<year>{YEAR})")
def _month_year(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    reading = explicit(match["year"], month_number(match["month"]))
    return reading and _narrowed(reading, match)


def _narrowed(reading: TimexValue, match: re.Match[str]) -> TimexValue:
    edge = edge_of(match)
    if edge in (" start", " mid", " end"):
        return reading._replace(shift=f"@{reading.value}{edge}")
    return reading


@rule(rf"(?:{EDGE})?(?:the{S})?(?P<season>{SEASON})(?:{S}of)?{S}(?P<year>{YEAR})")
def _season_year(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    return TimexValue("DATE", f"{match['year']}-{SEASON_CODES[match['season'].lower()]}", anchor="explicit")


@rule(
    rf"(?:the{S})?(?P<n>first|second|third|fourth|final|last)(?:-|{S})quarter(?:{S}of)?,?{S}(?P<year>{YEAR})",
    rf"Q(?P<n>[1-4]){S}(?P<year>{YEAR})",
    flags=re.I,
)
def _quarter_year(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    return TimexValue("DATE", f"{match['year']}-Q{_quarter_number(match['n'])}", anchor="explicit")


def _quarter_number(word: str) -> int:
    lowered = word.lower()
    return int(lowered) if lowered.isdigit() else ORDINALS.get(lowered, 4)


@rule(
    rf"(?:the{S})?(?:{EDGE})?(?:the{S})?(?P<century>1[5-9]|20)(?P<decade>\d)0['’]?s",
    rf"(?:the{S})?(?:{EDGE})?(?:the{S})?(?P<century>)['’]?(?P<decade>[2-9])0s",
    r"(?<=0s and )(?P<edge>)(?P<century>)(?P<decade>[2-9])0s",
)
def _decade(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    before = context.text[max(0, match.start() - 8) : match.start()].lower()
    if not match["century"] and not re.search(r"the\s|mid|early|late|['’]", match.group()) and "0s and" not in before:
        return None  # "70s" may be someone's age
    if not match["century"] and re.search(r"\b(his|her|their|my|your)\s(early|mid|late)?[\s-]?$", before):
        return None
    return _narrowed(TimexValue("DATE", (match["century"] or "19") + match["decade"], anchor="explicit"), match)


@rule(rf"(?:the{S})?(?P<n>1[0-9]|2[01])th(?:-|{S})century", rf"(?:the{S})?(?P<n>21)st(?:-|{S})century", flags=re.I)
def _century(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    return TimexValue("DATE", str(int(match["n"]) - 1), anchor="explicit")


_BEFORE_YEAR = frozenset({"fiscal", "circa", "year", "calendar", "around", "about", "christmas", "easter", "season"})
"""Words in capitals at the beginning of a sentence or title after which a year is a date."""


@rule(rf"(?:{EDGE})?(?P<year>{YEAR})")
def _bare_year(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    text, year = context.text, match["year"]
    if re.match(
        r"[,.]\d|%|-\w|\s(?:people|dollars|troops|feet|meters|metres|miles|km|employees|jobs)\b", text[match.end() :]
    ):
        return None
    before = text[max(0, match.start() - 24) : match.start()].lower()
    led = re.search(
        r"\b(in|since|of|by|from|during|until|till|to|and|between|for|before|after|the|than|through|late|early)\s$",
        before,
    )
    name = re.search(r"\b([A-Z][\w’']+)\s$", text[max(0, match.start() - 24) : match.start()])
    if name and not match["edge"] and not led and name[1].lower() not in _BEFORE_YEAR:
        return None  # "Russell 2000", "Euro 2016"
    if not match["edge"] and not context.is_date(match.start("year")) and not (led and "1900" <= year <= "2100"):
        return None
    return _narrowed(TimexValue("DATE", year, anchor="explicit"), match)


# -------------------------------------------------------------------------------- relative to publication


_OF_YEAR = rf"(?:,?{S}(?:of{S})?(?P<same>this|last|next){S}year)?"


@rule(
    rf"(?:{SHORT_WEEKDAY},?{S})?(?:{EDGE})?(?P<month>{MONTH}){S}(?P<day>{DAY}){TH}(?![.,:]?\d){_OF_YEAR}",
    rf"(?:{SHORT_WEEKDAY},?{S})?(?:the{S})?(?P<day>{DAY}){TH}{S}(?:of{S})?(?P<month>{MONTH}){_OF_YEAR}",
)
def _day_of_month(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    month, number = month_number(match["month"]), int(match["day"])
    if dates.parse_period(f"2024-{month:02d}-{number:02d}") is None:
        return None
    if match["same"]:
        years = {"last": "-1Y", "this": "+0Y", "next": "+1Y"}[match["same"].lower()]
        return TimexValue("DATE", shift=f"{years} =-{month:02d}-{number:02d}")
    if (month, number) == (9, 11) and (
        re.match(r",?\s(?:terror|attack|hijack)", context.text[match.end() :])
        or re.search(
            r"\b(?:terror|attack|hijack)\w*\s(?:of|on)\s$", context.text[max(0, match.start() - 24) : match.start()]
        )
    ):
        return TimexValue("DATE", "2001-09-11", anchor="explicit")
    return named_day(f"-{month:02d}-{number:02d}", match.start(), context)


@rule(rf"(?:{EDGE})?(?P<month>{MONTH})(?:{S}(?:of{S})?(?P<same>this|last|next|that|the{S}same){S}year)?")
def _bare_month(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    name = match["month"]
    number = month_number(name)
    if match["same"] and match["same"].split()[-1] in ("that", "same"):
        if context.before is None:
            return TimexValue("DATE", anchor="narrative")
        return TimexValue(
            "DATE", shift=f"{base_of(context.before)} +0Y =-{number:02d}{edge_of(match)}", anchor="narrative"
        )
    if match["same"]:
        years = {"last": "-1Y", "this": "+0Y", "next": "+1Y"}[match["same"]]
        return TimexValue("DATE", shift=f"{years} =-{number:02d}{edge_of(match)}")
    start = match.start("month")
    before = context.text[max(0, start - 14) : start].lower()
    led = re.search(r"\b(in|since|by|until|till|from|of|for|to|and|through|during|between|before|after)\s$", before)
    if not match["edge"]:
        short = name.rstrip(".").lower() in ("may", "march", "mar", "jan", "april", "june", "august", "dec", "sep")
        if (short or not led) and not context.is_date(start):
            return None
        if not led and name.rstrip(".").lower() in ("may", "march"):
            return None
        if re.match(r"\s[A-Z][a-z]+", context.text[match.end() :]) and not led:
            return None  # a name: "June Carter"
    return named_day(f"-{number:02d}", match.start(), context, edge_of(match))


@rule(rf"{WEEKDAY}(?:{S}through{S}|\s?[-–]\s?){WEEKDAY}")
def _weekdays_on(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    return TimexValue("SET", "P1W", anchor="none")  # "open Monday through Friday"


_COUNTS = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_MONTHS_ON = {"last": -1, "this": 0, "next": 1}


@rule(
    rf"(?:on{S})?the{S}(?P<n>first|second|third|fourth|last){S}(?P<name>{WEEKDAY}|day){S}(?:of|in){S}"
    rf"(?P<which>this|last|next){S}month",
    flags=re.I,
)
def _weekday_of_month(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    """ "The last Friday of this month", "the first day of next month"."""
    month, count = _MONTHS_ON[match["which"].lower()], _COUNTS.get(match["n"].lower())
    if match["name"].lower() == "day":
        return TimexValue("DATE", shift=f"{month + 1:+d}M -1D" if count is None else f"{month:+d}M +{count}D")
    name = weekday_code(match["name"])
    return TimexValue(
        "DATE", shift=f"{month + 1:+d}M <<{name}" if count is None else f"{month:+d}M ={name} +{7 * count}D"
    )


_WEEKS = {"a": 1, "one": 1, "two": 2, "three": 3}


@rule(
    rf"(?P<count>a|one|two|three){S}weeks?{S}(?:on|from){S}(?P<name>{WEEKDAY})",
    rf"(?P<count>)(?P<name>{WEEKDAY}){S}week(?![-\w])",
    flags=re.I,
)
def _weeks_from(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    """ "A week on Thursday", "Friday week": counted from the next day of that name."""
    weeks = _WEEKS.get((match["count"] or "a").lower(), 1)
    return TimexValue("DATE", shift=f">{weekday_code(match['name'])} +{7 * weeks}D")


@rule(
    rf"(?P<day>the{S}day{S}before{S}yesterday|the{S}day{S}after{S}tomorrow)(?P<unit>)",
    rf"(?P<day>)the{S}(?P<unit>week|month|year){S}before{S}last",
    flags=re.I,
)
def _twice_removed(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    if match["unit"]:
        return TimexValue("DATE", shift=f"-2{UNITS[match['unit'].lower()]}")
    return TimexValue("DATE", shift="-2D" if "yesterday" in match["day"].lower() else "+2D")


_NAMED_DAY = re.compile(r"\b(?:Black|Cyber|Good|Ash|Holy|Palm|Easter|Super|Bloody|Fat|Shrove|Giving|Maundy|Whit)\s$")


@rule(
    rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?:{S}past|{S}coming)?|past|coming|[Tt]he\s+previous|[Tt]he\s+following|[Tt]hat|[Ee]very|[Ee]ach){S})?"
    rf"(?P<name>{WEEKDAY})(?P<s>s)?(?:{S}(?P<part>{PART_OF_DAY}))?",
    rf"(?P<part>){PART_OF_DAY}{S}on{S}(?P<which>)(?P<name>{WEEKDAY})(?P<s>)",
    r"(?P<which>)(?P<s>)(?P<part>)(?P<name>(?:Mon|Tues|Wed|Thurs|Fri)\.)",
)
def _weekdays(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    which = " ".join((match["which"] or "").lower().split())
    name = weekday_code(match["name"])
    if _NAMED_DAY.search(context.text[max(0, match.start() - 10) : match.start()]):
        return None
    if which in ("every", "each") or match["s"]:
        return TimexValue("SET", f"XXXX-WXX-{dates.WEEKDAYS.index(name) + 1}", anchor="none")
    part = (
        next((code for word, code in PARTS.items() if word in match.group().lower()), "")
        if match["part"] is not None
        else ""
    )
    if re.match(r"(?:morning|afternoon|evening|night)\b", match.group(), re.I):
        part = PARTS[match.group().split()[0].lower()]
    kind: Type = "TIME" if part else "DATE"
    tail = f" {part}" if part else ""
    if which in ("that", "the following", "the previous") or (context.stale and not which):
        base = context.before
        if base is None or which in ("", "that"):
            return TimexValue(kind, anchor="narrative")
        step = ">>" if which == "the following" else "<<"
        return TimexValue(kind, shift=f"{base_of(base)} {step}{name}{tail}", anchor="narrative")
    if which in ("last", "past", "this past"):
        return TimexValue(kind, shift=f"<<{name}{tail}")
    if which in ("next", "coming", "this coming"):
        return TimexValue(kind, shift=f">>{name}{tail}")
    reading = named_day(name, match.start(), context)
    return TimexValue(kind, shift=reading.shift + tail)


@rule(
    rf"(?P<edge>earlier|later|late|early)?\s?(?P<day>today|yesterday|tomorrow)(?:{S}(?P<part>{PART_OF_DAY}))?",
    rf"(?P<edge>)(?P<day>tonight|overnight|last{S}night)(?P<part>)",
    rf"(?P<edge>(?:late|early|earlier|later){S})?(?P<day>this){S}(?P<part>{PART_OF_DAY})",
    flags=re.I,
)
def _days(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    if match["day"][0].isupper() and re.search(
        r"\b[A-Z][\w.]*\s$", context.text[max(0, match.start() - 20) : match.start("day")]
    ):
        return None  # a masthead: "USA Today"
    word = " ".join(match["day"].lower().split())
    shift = {"yesterday": "-1D", "tomorrow": "+1D", "last night": "-1D"}.get(word, "+0D")
    part = (
        PARTS[match["part"].lower()]
        if match["part"]
        else "TNI"
        if word in ("tonight", "overnight", "last night")
        else ""
    )
    return TimexValue("TIME" if part else "DATE", shift=f"{shift} {part}".strip())


@rule(
    rf"(?:{EDGE})?(?:the{S}|its{S}|their{S})?(?P<which>last|this|next|past|this{S}past|coming|previous|following|current|preceding|same){S}"
    rf"(?P<unit>day|week|weekend|month|quarter|year|decade|century|season|{SEASON}|{MONTH})(?!s|-)",
    rf"(?P<edge>)(?P<which>this)(?P<unit>){S}time{S}last{S}year",
    rf"(?:{EDGE})?the{S}(?P<unit>week|weekend|month|year|day)(?P<which>)(?:{S}(?:before|previous|after)(?!{S}\w))?",
    flags=re.I,
)
def _units(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    which = " ".join((match["which"] or "").lower().split())
    unit = (match["unit"] or "year").lower().rstrip(".")
    words = match.group().lower().split()
    edge = edge_of(match)
    if not which:
        return _the_unit(words, unit, edge, context)
    if unit in ("season",):
        return None
    if which in ("previous", "preceding", "following", "same"):
        return _from_narrative(which, unit, context)
    sign = {"last": -1, "past": -1, "this past": -1, "next": 1, "coming": 1}.get(which, 0)
    led = re.search(
        r"\b(?:over|in|during|within|for)\s$", context.text[max(0, match.start() - 8) : match.start()].lower()
    )
    stretch = which in ("past", "coming") or (led and unit != "quarter")
    if (
        "the" in words[:1] and which in ("past", "last", "next", "coming") and stretch and not edge
    ):  # "over the past year"
        move = move_of("1", unit, "-" if sign < 0 else "+") if unit in UNITS else ""
        return (
            TimexValue("DURATION", duration_of("1", unit), f"{move}.." if sign < 0 else f"..{move}") if move else None
        )
    if unit == "day":
        return TimexValue("DATE", shift="+0D") if which == "same" else None
    if unit in dates.MONTHS and (
        not match["unit"][0].isupper() or re.match(rf"\s{DAY}\b(?!:)", context.text[match.end() :])
    ):
        return None  # "this may"; "in this Dec. 13 photo"
    if unit in SEASON_CODES or unit in dates.MONTHS:
        name = SEASON_CODES.get(unit) or f"-{dates.MONTHS[unit]:02d}"
        if sign:
            return TimexValue("DATE", shift=f"{'<<' if sign < 0 else '>>'}{name}{edge}")
        return TimexValue("DATE", shift=f"+0Y ={name}{edge}")
    if unit == "weekend":
        return TimexValue("DATE", shift=_weekend(sign, match, context))
    return TimexValue("DATE", shift=f"{sign:+d}{UNITS[unit]}{edge}")


def _weekend(sign: int, match: re.Match[str], context: RuleContext) -> str:
    if sign > 0:
        return ">>WE"
    return "<<WE" if sign < 0 else f"{toward(match.start(), context, weekday=True)}WE"


def _the_unit(words: list[str], unit: str, edge: str, context: RuleContext) -> TimexValue | None:
    if words[-1] in ("before", "previous", "after") and unit != "weekend":
        return _from_narrative("following" if words[-1] == "after" else "previous", unit, context)
    if unit == "weekend":
        return TimexValue("DATE", shift="<WE")
    if edge and unit in ("week", "month", "year"):
        return TimexValue("DATE", shift=f"+0{UNITS[unit]}{edge}")
    return None


@rule(
    rf"(?:the{S}|its{S}|that{S})?same{S}(?P<unit>period|quarter|month|time|week){S}"
    rf"(?:(?:of|in|during){S})?(?:(?:the{S})?last{S}year|a{S}year{S}(?:ago|earlier|before)|the{S}(?:year{S}before|previous{S}year|prior{S}year))",
    flags=re.I,
)
def _year_earlier(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    """ "The same period last year": what was told just before, a year earlier."""
    before = context.before
    steps = {"month": "-12M", "quarter": "-4Q", "year": "-1Y", "week": "-52W"}
    if before is None or before.precision not in steps:
        return TimexValue("DATE", shift="-1Y") if before is None else None
    return TimexValue("DATE", shift=f"{base_of(before)} {steps[before.precision]}", anchor="narrative")


def _from_narrative(which: str, unit: str, context: RuleContext) -> TimexValue | None:
    """ "The following day", "the same month": from the date told of just before."""
    if unit not in UNITS:
        return None
    if context.before is None:
        return TimexValue("DATE", anchor="narrative")
    step = {"following": "+1", "same": "+0"}.get(which, "-1")
    return TimexValue("DATE", shift=f"{base_of(context.before)} {step}{UNITS[unit]}", anchor="narrative")


_OF_TRADING = "(?<=For )|" + "|".join(
    f"(?<={word} )"
    for word in (
        "end",
        "ended",
        "ending",
        "finish",
        "finished",
        "closed",
        "for",
        "later in",
        "late in",
        "earlier in",
        "end of",
        "start of",
    )
)


@rule(rf"(?:{_OF_TRADING})(?P<u>the{S}day)(?!{S}(?:of|when|after|before|that|he|she|it|they)\b)")
def _the_day(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    if context.before is not None and context.before.precision == "day":
        return TimexValue("DATE", shift=f"{base_of(context.before)} +0D", anchor="narrative")
    return TimexValue("DATE", shift="+0D")


@rule(r"(?<=since )['’](?P<short>\d\d)(?!s|\d)", r"(?<=in )['’](?P<short>\d\d)(?!s|\d)")
def _short_year(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    return explicit(f"{19 if match['short'] > '40' else 20}{match['short']}")


@rule(
    rf"(?:the{S})?(?P<n>first|second|third|fourth|final|last)(?:-|{S})quarter(?:(?:{S}of)?{S}(?P<which>this|last|next){S}year)?",
    flags=re.I,
)
def _quarters(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    number = _quarter_number(match["n"])
    if match["which"]:
        years = {"last": "-1Y", "this": "+0Y", "next": "+1Y"}[match["which"].lower()]
        return TimexValue("DATE", shift=f"{years} =Q{number}")
    if match["n"].lower() in ("last", "final"):
        return TimexValue("DATE", shift="-1Q")
    return TimexValue("DATE", shift=f"{toward(match.start(), context)}Q{number}")


@rule(rf"(?:{EDGE})?(?:the{S})?(?P<season>{SEASON})")
def _bare_season(match: re.Match[str], context: RuleContext) -> TimexValue | None:
    word = match["season"]
    led = re.search(
        r"\b(in|since|by|until|during|through|of)\s(?:the\s)?$",
        context.text[max(0, match.start() - 12) : match.start()].lower(),
    )
    seen = context.is_date(match.start("season")) and word.lower() not in ("fall", "spring")
    if not (led or match["edge"] or seen) or (
        word.lower() in ("fall", "spring") and not (match["edge"] or (led and match.group().lower().startswith("the")))
    ):
        return None
    if word.lower() == "fall" and re.match(r"\sof\b", context.text[match.end() :]):
        return None
    return named_day(SEASON_CODES[word.lower()], match.start(), context)
