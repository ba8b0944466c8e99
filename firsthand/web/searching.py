"""Search over reports, claims, quotations and ends: all words asked for must stand in one of them.

Words are compared in the house's normal form, so that accents, capitals and typographic marks do not matter, and by
their beginnings ("kill" finds "killed"); a phrase in quotation marks must stand as it is.  What was found is narrowed
by facets, each of them a part of the address: whose text it is, outlet, kind of end, state, number of texts, days.  The
record is held in memory and its words are brought into that form once, so that no index is needed: 600 reports are
searched in some milliseconds.  Left out: stemming, and what another program's index knows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from firsthand.data import Claim, ClaimId, Document, DocumentId, Origin, Quotation
from firsthand.report import OpenRecord
from firsthand.report.end_names import NOT_MADE_OUT, end_name, possessive
from firsthand.report.phrasing import count, line
from firsthand.report.text_families import text_head
from firsthand.words import normal

MOST_ASKED = 200
_PARTS = re.compile(r'"([^"]+)"|(\S+)')


FORMS: Mapping[str, str] = {
    "says": "named", "unnamed": "not named", "act_on_record": "an act on record", "document": "a document",
    "own_reporting": "an outlet’s own", "agency_text": "an agency’s text", NOT_MADE_OUT: "not made out",
}  # fmt: skip
STATES = ("superseded", "withdrawn", "denied", "disputed", "confirmed")
_MOST_OUTLETS = _MOST_FAMILIES = 12


@dataclass(frozen=True)
class Facets:
    """What hits are narrowed to; '' and 0 narrow nothing.  ``kind``: the form of every end of a claim; ``state``: one
    that the claim has; ``texts``: at least so many separately written ones; ``first`` and ``last``: days (ISO 8601)
    between which the report was published; ``family``: a report that carries the text, its own or a copy of it."""

    outlet: str = ""
    kind: str = ""
    state: str = ""
    texts: int = 0
    first: str = ""
    last: str = ""
    family: str = ""

    def __bool__(self) -> bool:
        return self != Facets()


def facets_of(query: Mapping[str, str]) -> Facets:
    """The facets of an address; what is none is passed over."""
    kind, state, texts = query.get("kind", ""), query.get("state", ""), query.get("texts", "")
    first, last = (
        one if re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", one) else ""
        for one in (query.get("first", ""), query.get("last", ""))
    )
    return Facets(
        line(query.get("outlet", ""), 200), kind if kind in FORMS else "", state if state in STATES else "",
        int(texts) if re.fullmatch(r"[0-9]{1,3}", texts) else 0, first, last, line(query.get("family", ""), 60),
    )  # fmt: skip


@dataclass(frozen=True)
class FacetChoice:
    """One value of a facet: its part of the address, what it is called, and how many claims it would leave."""

    name: str
    value: str
    says: str
    number: int


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """By what a claim can be narrowed: outlets and texts that have it, the one form that all its ends have, states."""

    outlets: frozenset[str]
    texts: frozenset[DocumentId]
    form: str
    states: frozenset[str]


@dataclass(frozen=True)
class Hits:
    """What was found of each kind, and how the claims among it can be narrowed further."""

    claims: tuple[Claim, ...]
    reports: tuple[Document, ...]
    quotations: tuple[Quotation, ...]
    ends: tuple[Origin, ...]
    choices: tuple[FacetChoice, ...] = ()


class Search:
    """The texts of a record in their normal form, made once."""

    def __init__(self, reading: OpenRecord) -> None:
        self._reading = reading
        self._claims = [(one, normal(one.text)) for story in reading.ranked_stories for one in reading.claims_of(story)]
        self._reports = [
            (one, normal(f"{one.title or ''} {reading.outlet(one.id)} {one.text}")) for one in reading.documents
        ]
        self._quotations = [
            (one, normal(f"{reading.words(one.inner)} {reading.speaker(one)}")) for one in reading.quotations
        ]
        self._ends = [(one, normal(one.name)) for one in reading.origins]

    def narrowing(self) -> None:
        """Make what hits are narrowed by, which the first search would wait for."""
        len(self._narrowed)

    @cached_property
    def _narrowed(self) -> dict[ClaimId, _Narrowed]:
        reading, found = self._reading, {}
        outlet = {one.id: reading.outlet(one.id) for one in reading.documents}
        form = {one.id: end_name(one).form for one in reading.origin.values()}
        for claim, _ in self._claims:
            reports = {one.span.document for one in reading.statements_of(claim)}
            forms = {form[id_] for id_ in claim.origins if id_ in form}
            found[claim.id] = _Narrowed(
                frozenset(outlet[one] for one in reports if one in outlet),
                frozenset(reading.text_of.get(one, one) for one in reports),
                next(iter(forms)) if len(forms) == 1 else "", frozenset(one.state for one in claim.states),
            )  # fmt: skip
        return found

    @cached_property
    def _families(self) -> dict[DocumentId, tuple[str, int]]:
        """Texts that stand on several pages: whose, and on how many."""
        pages = Counter(self._reading.text_of.get(one.id, one.id) for one in self._reading.documents)
        return {
            id_: (text_head(self._reading, self._reading.document[id_]), number)
            for id_, number in sorted(pages.items()) if number > 1 and id_ in self._reading.document
        }  # fmt: skip

    def family_in_words(self, id_: str) -> str:
        """Whose text a report carries and on how many pages it stands, as "Transcoast’s text on 4 pages"."""
        known = self._reading.document.get(DocumentId(id_))
        if known is None:
            return "a text that is not in this record"
        head, number = self._families.get(self._reading.text_of.get(known.id, known.id)) or (
            text_head(self._reading, known), 1)  # fmt: skip
        return f"{possessive(line(head, 60))} text on {count(number, 'page')}"

    def hits(self, asked: str, facets: Facets = Facets()) -> Hits:
        """All that holds every word of ``asked``, as far as the facets leave it; without words all that they leave."""
        parts = parts_of(asked)
        if not parts and not facets:
            return Hits((), (), (), ())

        begun = [re.compile(_begun(part) + re.escape(part)) for part in parts]

        def found(text: str) -> bool:
            return all(one in text for one in parts) and all(one.search(text) for one in begun)

        here = self._kept_reports(facets)
        by_report = bool(facets.outlet or facets.first or facets.last or facets.family)
        by_claim = bool(facets.kind or facets.state or facets.texts)
        claims = [one for one, text in self._claims if found(text) and self._kept(one, facets, here)]
        reports = [one for one, text in self._reports if found(text) and one.id in here] if not by_claim else []
        quotations = [
            one for one, text in self._quotations if found(text) and one.span.document in here
        ] if not by_claim else []  # fmt: skip
        ends = [
            one for one, text in self._ends if found(text) and facets.kind in {"", end_name(one).form}
        ] if parts and not by_report else []  # fmt: skip
        return Hits(tuple(claims), tuple(reports), tuple(quotations), tuple(ends), tuple(self._choices(claims, facets)))

    def _kept_reports(self, facets: Facets) -> frozenset[DocumentId]:
        reading = self._reading
        text = reading.text_of.get(DocumentId(facets.family), DocumentId(facets.family))
        first, last, day = facets.first, facets.last, reading.clock.day
        return frozenset(
            one.id for one in reading.documents
            if facets.outlet in {"", reading.outlet(one.id)}
            and (not facets.family or reading.text_of.get(one.id, one.id) == text)
            and (not first or (day(one.published.latest) or "") >= first)
            and (not last or (day(one.published.earliest) or "9")[: len(last)] <= last)
        )  # fmt: skip

    def _kept(self, claim: Claim, facets: Facets, here: frozenset[DocumentId]) -> bool:
        if not facets:
            return True
        told = self._narrowed[claim.id]
        return (
            (not facets.state or facets.state in told.states)
            and facets.kind in {"", told.form}
            and len(told.texts) >= facets.texts
            and any(one.span.document in here for one in self._reading.statements_of(claim))
        )

    def _choices(self, claims: Iterable[Claim], facets: Facets) -> Iterable[FacetChoice]:
        """The values by which these claims can be narrowed, those with most claims first."""
        known = [self._narrowed[one.id] for one in claims]

        def counted(values: Iterable[str], most: int) -> list[tuple[str, int]]:
            return sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))[:most]

        if not facets.outlet:
            for value, number in counted((one for told in known for one in told.outlets), _MOST_OUTLETS):
                yield FacetChoice("outlet", value, value, number)
        if not facets.family:
            texts = counted((one for told in known for one in told.texts if one in self._families), _MOST_FAMILIES)
            for value, number in texts:
                yield FacetChoice("family", value, self.family_in_words(value), number)
        if not facets.kind:
            for value, number in counted((one.form for one in known if one.form), 9):
                yield FacetChoice("kind", value, FORMS[value], number)
        if not facets.state:
            for value, number in counted((one for told in known for one in told.states), 9):
                yield FacetChoice("state", value, value, number)
        numbers = [len(one.texts) for one in known]
        for least in (2, 3, 5, 10):
            number = sum(one >= least for one in numbers)
            if facets.texts < least and number:
                yield FacetChoice("texts", str(least), f"{least} texts or more", number)


def _begun(part: str) -> str:
    """What must stand before a part: no letter, but for signs ("%") and scripts that part no words."""
    return r"(?<!\w)" if part[:1].isalnum() and part[:1] < "\u2e80" else ""


def parts_of(asked: str) -> list[str]:
    """The phrases and words asked for, in their normal form."""
    found = [normal(phrase or word) for phrase, word in _PARTS.findall(asked[:MOST_ASKED])]
    return [one for one in found if one]


def hit_places(text: str, asked: str, most: int = 200) -> tuple[tuple[int, int], ...]:
    """Where the words asked for stand in a text, as far as they stand there letter by letter."""
    found: list[tuple[int, int]] = []
    for phrase, word in _PARTS.findall(asked[:MOST_ASKED]):
        asked_for = phrase or word
        pattern = re.compile(_begun(asked_for) + r"\s+".join(map(re.escape, asked_for.split())), re.IGNORECASE)
        found += [match.span() for match in pattern.finditer(text)][:most]
    return tuple(sorted(found))[:most]
