"""The end of one statement's chain: who, at bottom, it is known from.

Follows docs/vocabulary.md, "Independent origins": a named speaker, an institution, a document; an outlet's own
sourcing, where an unnamed source belongs to the outlet it spoke to; a public act of an office; or the report itself.
Left out: which unnamed sources are one person; ``origins`` counts them as possibly the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from firsthand import names
from firsthand.comparable.unit_classes import peoples
from firsthand.data import (
    SOURCE_ACTS,
    Attribution,
    AttributionId,
    DocumentId,
    EndForm,
    Entity,
    EntityId,
    EntityKind,
    SourceKind,
    Span,
    Statement,
)
from firsthand.lexicon import column, entry_set, rows
from firsthand.relate.origins.body_name import body_name, kinds_of_bodies, office_of, state_of
from firsthand.relate.origins.mentions import Mentions
from firsthand.relate.origins.witness import of_witness
from firsthand.relate.pile import Pile
from firsthand.words import normal

_OF_ENTITY: dict[EntityKind, SourceKind] = {
    "person": "person", "organisation": "institution", "group": "group", "place": "institution", "outlet": "outlet",
    "document": "document", "other": "unknown",
}  # fmt: skip
_DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "this", "that"})
_SUBJECT = re.compile(
    r"\b(?:of|on|about|into|against|over|regarding)(?: the| an?)? $"
    r"|\b(?:seen|obtained|reviewed|viewed|read|examined|leaked|given|shared) (?:by|to|with)\b",
    re.IGNORECASE,
)
"""What a text is about or who has read it, not whose it is: "a study of X", "the report seen by X"."""
_TOLD_BY = re.compile(
    r"\bas (?:told|retold|relayed|recounted|related|recalled|quoted|cited|paraphrased)(?: to [\w’' ]{2,30})? by "
)
_ENDS = re.compile(r"[.;:!?,]")
_BEHIND = re.compile(r", (?:which|who|whom|whose)\b.*$| (?:himself|herself|itself|themselves)$", re.DOTALL)
"""What behind a source names nobody ("court records, which indicate", "the mayor himself")."""
_CLAUSE = re.compile(r"\b(?:who|whom|whose)\b")
_LEADS_IT = re.compile(r"\bwho (?:is |was )?(?:heads?|leads?|chairs?|runs?|directs?|represents?)\b")
_FOR = re.compile(r"\b(?:for|of)\b|[’']s?\b")
_UNDONE = frozenset({"considered", "planned", "possible", "conditional", "not_ruled_out"})
"""How what somebody has not done is told: no act of anybody is on record."""
_SPOKESMEN = ("spokesman", "spokeswoman", "spokesperson", "spokespeople", "press secretary", "press office")


@dataclass(frozen=True, slots=True)
class End:
    """Where a chain ends.  ``key`` is equal for ends that are one by name or by whose they are; ``sure`` when it is
    told who it is; ``description`` the report's own words for it; ``party`` the institutions that it speaks for or
    belongs to, ``near`` those that its words only tell something of; ``told_by`` the keys of those through whom it is
    heard; ``beside`` those of the others in "X and Y said"; ``relay`` when it is a report of others without a name."""

    key: tuple[str, str]
    kind: SourceKind
    form: EndForm
    name: str
    sure: bool
    why: str
    party: tuple[EntityId, ...] = ()
    description: str = ""
    near: tuple[EntityId, ...] = ()
    told_by: frozenset[tuple[str, str]] = frozenset()
    beside: frozenset[tuple[str, str]] = frozenset()
    relay: bool = False


@cache
def _outlets() -> dict[str, str]:
    known: dict[str, str] = {}
    for row in rows("outlets"):
        for alias in (row["name"], *row["aliases"].split("|")):
            if alias:
                known.setdefault(_bare(alias), row["name"])
    return known


def _bare(name: str) -> str:
    return normal(name).removeprefix("the ").removesuffix("'s").strip(" .")


def outlet_key(name: str) -> str:
    """One key for all names of an outlet that the lexicon knows; else its own name, folded."""
    return _bare(_outlets().get(_bare(name), name))


def has_masthead(name: str) -> bool:
    """Whether a name is made as those of papers and stations are ("Tallow Advocate")."""
    words = name.casefold().split()
    return len(words) > 1 and words[-1] in entry_set("masthead_words")


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _reports(pile: Pile, attribution: Attribution) -> bool:
    words = ([one] for one in ("reports", "reported", "writes", "wrote"))
    last = [normal(pile.words(span)).split()[-1:] for span in attribution.cue]
    return any(one in last for one in words)


def report_label(pile: Pile, document: DocumentId) -> str:
    """A report as a reader would name it among those of the pile (``report_names``)."""
    return pile.report_name[document]


def _report(pile: Pile, document: DocumentId) -> str:
    """The name of an origin that is a report whose outlet nobody knows."""
    return f"an unnamed outlet ({report_label(pile, document)})"


def common_noun(name: str) -> str:
    """The common noun of a source that has no name ("the company", "his campaign", "Consumer credit agency"); empty for
    a name, and for one of a place ("Israeli military court")."""
    words = [word for word in name.split() if word.casefold() not in _DETERMINERS]
    if not words or not all(word.islower() for word in words[1:]):
        return ""
    headed = words[0].islower() or len(name.split()) == 1 or name.split(maxsplit=1)[0].istitle()
    placed = words[0].casefold() in peoples() or names.key(words[0]) in names.places()
    noun = words[-1].casefold()
    return noun if headed and not placed and noun in entry_set("source_nouns") else ""


def _just_named(words: str, entity: Entity) -> bool:
    """Whether the words are the entity's name and no more than a title or a description before it."""
    said = names.key(words)
    for form in {names.key(name) for name in (entity.name, *entity.aliases)} - {""}:
        if said == form:
            return True
        before = words[: max(0, len(words) - len(form))].split()
        titled = entity.kind == "person" or all(word[:1].islower() or normal(word) in peoples() for word in before)
        if said.endswith(" " + form) and titled:
            return True
    return False


_PRONOUN = frozenset({"he", "she"})
_AND = re.compile(r",? and |,? as well as |,? along with ")
_BOTH = re.compile(r"^[Bb]oth |,? (?:both|each)$")
_APART_NOT = re.compile(
    r"\b(?:others?|experts?|analysts?|economists?|critics?|observers?|supporters?|opponents?|proponents?|many|some)\b",
    re.IGNORECASE,
)
"""Words for people that no one can tell from those beside them."""
_OWN_PARTY = re.compile(r"(?:his|her|its|their|other)\b", re.IGNORECASE)
_CONTINUES = r"(?: (?:of|for|and|on|in)(?: the)? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)+"
"""How the name of a body goes on behind the words that were taken for it ("International Committee of the Red
Cross")."""
_PRECEDES = r"(?:[A-Z][\w.&-]*(?:['’]s?)? )+"
"""How the name of a body begins before the words that were taken for it."""
_PREPOSITION = re.compile(r"\b(?:of|at|from|in|for|with|by|near|to|between)\b")
_HEAD_ENDS = re.compile(
    r",| \("
    r"|\s(?:of|for|from|in|at|on|with|who|which|that|and|citing|quoting|speaking|based|whose|to|near|whom)\b|['’]s?\s*$"
)


def named_by(description: str, entity: Entity) -> bool:
    """Whether a source's words name the entity: its name is their head ("Prime Minister Shinzo Abe", "Abe, the prime
    minister"), or a person stands behind "he" or "she".  "The government" does not name whose it is."""
    said = " ".join(word for word in normal(description).split() if len(word) > 1 or word.isascii())
    if said in _PRONOUN:
        return entity.kind == "person"
    forms = {names.key(name) for name in (entity.name, *entity.aliases) if not _common(name)}
    heads = [names.key(description), names.key(_HEAD_ENDS.split(description, maxsplit=1)[0])]
    if "," in description:
        heads += [names.key(piece) for piece in description.split(",")]
    if any(head == form or head.endswith(" " + form) for head in heads for form in forms if form):
        return True
    if entity.kind == "person":
        if any(head.split()[-1:] == [names.surname(entity.name)] for head in heads if head):
            return True
        return any(_begins_with(description, name) for name in (entity.name, *entity.aliases) if " " in name)
    return any(
        head.startswith(form + " ") or head.startswith(form + ",") for head in heads for form in forms if " " in form
    )


def _of_people(name: str) -> bool:
    """Whether a name is only what stands before a noun, a people's word at its end ("Initial Danish assessments")."""
    words = normal(name).split()
    return len(words) > 1 and words[-1] in peoples()


def _common(name: str) -> bool:
    """Whether a name is a common noun that many bear ("government", an alias where a text has one)."""
    return name.islower() and " " not in name and name in _lower_words()


def _begins_with(description: str, name: str) -> bool:
    """Whether the words are a person's full name and, without a comma, what he is ("Karim Saleh director of the
    Observatory", "Ada Obi a young mechanic"); no "Ada Obi supporters"."""
    if not description.startswith(f"{name} "):
        return False
    rest = description[len(name) :].split()
    if rest[:1] in (["a"], ["an"], ["the"]):
        return True
    for length in (1, 2, 3):
        told = " ".join(rest[:length])
        if names.is_title(told) or told in column("roles", "role"):  # no "Ada Obi lawyer Tom Reed", no "Ada Obi aide"
            return rest[length : length + 1] in (["of"], ["for"], ["at"], ["in"])
    return False


def as_printed(description: str, entity: Entity) -> str:
    """The name of a body as the source's words have it, where that of the pile only goes on ("Orrin", "Orrin Workforce
    Solutions"): whether the longer one is the same body, the words do not say."""
    if entity.kind == "person":
        return entity.name
    said = f" {names.bare(description)} "
    longer = [
        one for one in entity.aliases
        if entity.name.startswith(f"{one} ") and not one.islower() and f" {names.bare(one)} " in said
        and entity.name[len(one) + 1 :].split()[0] not in ("of", "for", "and", "on", "in", "de")
    ]  # fmt: skip
    return max(longer, key=len) if longer and f" {names.bare(entity.name)} " not in said else entity.name


def _whole_name(description: str, name: str, kind: EntityKind) -> str:
    """A body's name with what stands before it and goes on behind it in the report's words ("South Korea's Defense
    Ministry", "National Coast Guard", "International Committee of the Red Cross")."""
    if kind == "person":
        return name
    bare = re.escape(names.bare(name))
    found = re.search(rf"(?P<before>{_PRECEDES})?\b{bare}(?:{_CONTINUES}|(?: [a-z]+)+)?(?![\w-])", description)
    if found is None:
        return name
    whole = found.group()
    behind = whole.rpartition(names.bare(name))[2].split()
    while behind and behind[-1].islower() and behind[-1] not in entry_set("institution_nouns"):
        whole = whole.removesuffix(behind.pop()).rstrip()  # "the Vell police", and no "Vell people"
    first, space, rest = whole.partition(" ")
    whole = rest if space and normal(first) in _DETERMINERS else whole
    return whole if len(whole) > len(names.bare(name)) else name


def another_country(description: str, name: str) -> bool:
    """Whether a source's words tell of another country than the name that they were read as, or of one where a bare
    "Foreign Ministry" tells none."""
    told, read = body_name(description), body_name(name)
    if told.country and not read.country:
        return bool(read.head) and not read.rest and (told.head, told.fields) == (read.head, read.fields)
    return bool(told.country and read.country) and told.country != read.country


def is_name(description: str) -> bool:
    """Whether a source's words are a name and no fragment of one: a noun phrase with a capital that is no bare
    adjective of a people or a faith, no pronoun and no word that begins a sentence."""
    words = description.split()
    if words and words[-1][:1].islower():
        return False  # "the Britain-based monitor": a description
    if not any(word[:1].isupper() for word in words[1:]) and (
        (len(words) == 1 and normal(description) in _lower_words()) or not words or not words[0][:1].isupper()
    ):
        return False
    return normal(description) not in peoples() and normal(description) not in entry_set("function_words")


def is_printed_name(description: str) -> bool:
    """Whether a source's words are a name throughout, of whatever it be ("Orrin", "Bell & Moss")."""
    words = [word for word in description.split() if any(letter.isalpha() for letter in word)]
    known = _lower_words()
    unknown = any(normal(word) not in known and normal(word).removesuffix("s") not in known for word in words)
    return unknown and is_name(description) and all(word[:1].isupper() for word in words)


def points_only(description: str) -> bool:
    """Whether a source's words name nobody and only point at somebody ("it", "they all"); no acronym ("WHO")."""
    told = normal(description).split()
    return bool(told) and not description.isupper() and all(word in entry_set("function_words") for word in told)


def _not_made_out(description: str) -> str:
    """A source as printed whose words do not tell who it is: in marks, a pronoun as what it is."""
    if not description:
        return "unnamed"
    return f"a speaker not made out (“{description}”)" if points_only(description) else f"“{description}”"


_SPEAKS_FOR = re.compile(
    r"(?:an? |the |another )?(?:[\w-]+ )?(?:spokes(?:man|woman|person|people)|press secretary|(?:lawyer|attorney)s?)"
    r" (?:for|of) (?P<house>(?:the |its |their )?[\w’' -]+)$"
    r"|(?:an? |the |another )?(?P<before>[\w’' -]+?)"
    r" (?:spokes(?:man|woman|person|people)|press office(?:r)?)$"
    r"|(?P<owner>[\w’' -]+?(?:['’]s|s['’])) (?:lawyer|attorney)s?$",
    re.IGNORECASE,
)


_AGAINST = re.compile(
    r"\b(?:victims?|survivors?|famil(?:y|ies)|relatives|suing|passengers|plaintiffs?)\b", re.IGNORECASE
)
"""Words for those whom a lawyer stands for, not the body that is named behind them."""


def spoken_for(description: str) -> str:
    """For whom an unnamed spokesman speaks, in the report's words ("a spokesman for the transport minister"); '' where
    they do not say."""
    found = _SPEAKS_FOR.fullmatch(description.strip(" ,"))
    if found is None:
        return ""
    house = re.sub(r"['’]s?$", "", (found["house"] or found["before"] or found["owner"]).strip())
    if _AGAINST.search(house):
        return ""
    bare = names.key(house).split()
    known = bare and (bare[-1] in entry_set("source_nouns") or bare[-1] in entry_set("institution_nouns"))
    named = is_printed_name(house) and not state_of(house)  # "a Vantmar spokeswoman"
    return house if known or named or office_of(house) or kinds_of_bodies(house) else ""


def says(attribution: Attribution) -> bool:
    """Whether the source makes itself one: it says or writes; a record from before does not tell."""
    return attribution.act is None or attribution.act in SOURCE_ACTS


_REPORT_IN = re.compile(
    r" (?:report|story|article|interview|account|dispatch|investigation)s? (?:in|by|on|from) (?:the )?(?P<outlet>.+?) $"
)
"""Words that stand for an outlet: "a report in The Lantern"."""
_TELLINGS = frozenset({"reports", "report", "accounts"})
_OF_PLACE = frozenset({"at", "from", "in", "of", "with", "for"})
"""Words behind which a source's words say where it is, or whose."""


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _unnamed_noun(word: str) -> bool:
    nouns = entry_set("anonymous") | entry_set("group_nouns") | entry_set("source_nouns") | entry_set("witness_words")
    return word in nouns or word.removesuffix("s") in nouns or word.removesuffix("s") in column("groups", "noun")


def _lower_words() -> frozenset[str]:
    """Common words of the language, which open a sentence with a capital and name nobody."""
    return column("news_frequency", "word")


@cache
def _enacting() -> frozenset[str]:
    """Forms of the verbs of public acts."""
    verbs = entry_set("act_verbs")
    return verbs | {f"{verb}{end}" for verb in verbs for end in ("s", "es", "d", "ed", "ing")}


class Ends:
    """Chain ends of a pile's statements.  ``rewritten`` are reports that tell another's text in their own words: what
    they add to it is their own."""

    def __init__(self, pile: Pile, rewritten: frozenset[DocumentId]) -> None:
        self._pile = pile
        self._rewritten = rewritten
        self._mentions = Mentions(pile.entities)
        self._outlets = {
            _bare(name): name for document in sorted(pile.documents, key=lambda one: one.id, reverse=True)
            if (name := document.outlet.name)
        }  # fmt: skip
        self._relayed = {document.id: self._relayed_outlets(document.id) for document in pile.documents}

    # ------------------------------------------------------------------------------------ what is looked up

    def entity_at(self, document: DocumentId, start: int, end: int) -> EntityId | None:
        """The entity whose mention covers the characters; the longest one."""
        held = self._mentions.of(document)
        at = bisect_right(held, (start, 1 << 60, ""))
        best: tuple[int, EntityId] | None = None
        for s, e, name in held[max(0, at - 12) : at]:
            if s <= start and end <= e and (best is None or e - s > best[0]):
                best = (e - s, name)
        return best[1] if best else None

    def _name(self, entity: EntityId | None) -> str | None:
        found = self._pile.entity.get(entity) if entity else None
        return found.name if found else None

    def own_outlet(self, document: DocumentId) -> str | None:
        """Whose own a report's sourcing and voice are: the agency's or outlet's that its text is from, else its own."""
        one = self._pile.document[document]
        taken = one.text_origin.kind in ("agency", "outlet") and document not in self._rewritten
        return one.text_origin.name if taken else one.outlet.name

    def _outlet_of(self, attribution: Attribution) -> str | None:
        """The outlet that an attribution names as its source: one of a list, or the outlet of a report of the pile."""
        named = self._name(attribution.source_entity)
        if attribution.source_kind == "outlet" and (named or attribution.description):
            printed = named or attribution.description
            return self._outlets.get(_bare(printed), printed) if not self._media(attribution) else None
        for name in (named, attribution.description):
            if name and _bare(name) in self._outlets:
                return self._outlets[_bare(name)]
        if attribution.source_kind == "institution" and _reports(self._pile, attribution) and has_masthead(named or ""):
            return named
        words = f" {_bare(attribution.description)} "
        if told := _REPORT_IN.search(words):
            if told["outlet"] in self._outlets:
                return self._outlets[told["outlet"]]
            printed = attribution.description[-len(told["outlet"]) :]
            if has_masthead(printed) and _bare(printed) == told["outlet"] and all(map(_capital, printed.split())):
                return printed
        if attribution.source_kind in ("document", "outlet", "unknown", "institution") and named is None:
            held = [form for form in self._outlets if f" {form} " in words and len(form.split()) > 1]
            cited = entry_set("outlet_nouns") | {"report", "reports", "article", "story", "interview", "account"}
            if held and cited & set(words.split()):  # "a report in the Skarrow Beacon"
                return self._outlets[max(held, key=lambda form: (len(form), form))]
        return None

    def _relayed_outlets(self, document: DocumentId) -> tuple[str, ...]:
        """Other outlets that the report credits with the reporting, those credited as first to report it in front."""
        own = self.own_outlet(document)
        first: list[str] = []
        other: list[str] = []
        for attribution in self._pile.analysis[document].attributions:
            name = self._outlet_of(attribution)
            if name is None or (own and outlet_key(own) == outlet_key(name)):
                continue
            cue = normal(" ".join(self._pile.words(span) for span in attribution.cue))
            (first if "report" in cue or "first" in cue or "broke" in cue else other).append(name)
        distinct = {outlet_key(name): name for name in reversed(other)} if not first else {}
        if first:
            return (first[0],)
        return tuple(distinct.values()) if len(distinct) == 1 and not own else ()

    # -------------------------------------------------------------------------------------------- the ends

    def said(self, statement: Statement) -> bool:
        """Whether the statement is asserted: in the report's own voice, or by somebody who says it; not what he would
        not say, thinks or plans."""
        last = self._pile.innermost(statement)
        return last is None or says(last)

    def ends(self, statement: Statement, root: DocumentId, relayed_here: Sequence[str] = ()) -> list[End]:
        """The end of ``statement``'s chain, or the ends where its innermost source is several ("X and Y said")."""
        whole = self.end(statement, root, relayed_here)
        known = self._pile.chain_of(statement)
        if not known or whole.form == "agency_text" or self._is_act(statement, known[-1]):
            return [whole]
        parts = self._conjuncts(known[-1])
        press = [one for one in parts if self._media(one)]
        if len(parts) < 2 or ((whole.relay or whole.form == "own_reporting") and len(press) != 1):
            return [whole]  # "state media and residents" are two, of whom the first passes on what it has
        found = [self._part(one, part, statement, root) for part, one in enumerate(parts)]
        if len({end.key for end in found}) < 2:
            return [whole]
        told = frozenset(end.key for end in found)
        return [replace(end, beside=told - {end.key}, told_by=whole.told_by - {end.key}) for end in found]

    def _part(self, one: Attribution, part: int, statement: Statement, root: DocumentId) -> End:
        """The end at one of several sources of an attribution."""
        if name := self._outlet_of(one):
            why = f"{report_label(self._pile, root)} cites {name}"
            return End(("outlet", outlet_key(name)), "outlet", "own_reporting", name, False, why)
        if self._media(one):
            why = f"{report_label(self._pile, root)} cites “{one.description}”, which names no outlet"
            return End(("media", ""), "outlet", "own_reporting", f"“{one.description}”", False, why, relay=True)
        if one.source_kind == "unknown":
            why = f"“{one.description}” is all that names the source"
            key = ("unknown", names.key(one.description))
            return End(key, "unknown", "says", f"“{one.description}”", False, why, description=one.description)
        if one.source_kind != "anonymous":
            return replace(self._named(one, statement), description=one.description)
        own = self.own_outlet(root)
        key, name = (("outlet", outlet_key(own)), own) if own else (("report", root), self._nameless_outlet(root))
        why = f"“{one.description}” is a source of {name}"
        unnamed = "unnamed witness" if of_witness(one.description) else "unnamed source"
        shown = f"“{one.description}”, {unnamed} of {name}"
        return End((key[0], f"{key[1]} {part}"), "anonymous", "unnamed", shown, False, why, description=one.description)

    def _conjuncts(self, last: Attribution) -> list[Attribution]:
        """The sources of an attribution whose words are several with "and" between them, each as one; empty for one.
        Where the first has a preposition it stays open how far the "and" reaches ("researchers at Asp and Kesh")."""
        if len(last.source) != 1:
            return []
        span = last.source[0]
        text = self._pile.document[span.document].text
        held = list(self._mentions.within(span.document, span.start, span.end))
        words = text[span.start : span.end].strip(" ,")
        if not says(last) or _APART_NOT.search(words):
            return []
        if entry_set("naming_verbs") & self._pile.cue_words(last):
            return []  # "what the rebels, and Moscow, call …" says nothing twice
        cuts = [match for match in _AND.finditer(text, span.start, span.end)
                if not any(start < match.end() and match.start() < end for start, end, _ in held)]  # fmt: skip
        first = text[span.start : cuts[0].start()].strip(" ,") if len(cuts) == 1 else ""
        rest = text[cuts[0].end() : span.end] if cuts else ""
        if " " not in first and not state_of(first) and body_name(rest).head and not rest.startswith("the "):
            return []  # one name with "and" in it
        if not first or "," in first or _PREPOSITION.search(first) or first.endswith(("'s", "’s")):
            return []
        found = []
        for start, end in ((span.start, cuts[0].start()), (cuts[0].end(), span.end)):
            words = _BOTH.sub("", text[start:end].strip(" ,"))
            inside = [name for s, e, name in held if start <= s and e <= end]
            named = [name for name in inside if _just_named(words, self._pile.entity[name])]
            if normal(words).removesuffix("s") in peoples() or normal(words) in peoples() or _OWN_PARTY.match(words):
                return []  # "activists and Kenyans", "the mayor and his deputy"
            if named:
                kind = _OF_ENTITY[self._pile.entity[named[0]].kind]
                found.append(replace(last, source=(Span(span.document, start, end),), source_entity=named[0],
                                     source_kind=kind, description=words))  # fmt: skip
            elif unlinked := self._unlinked(last, words) if not inside else None:
                found.append(replace(last, source=(Span(span.document, start, end),), source_entity=None,
                                     source_kind=unlinked, description=words))  # fmt: skip
        return found if len(found) == 2 else []

    def _unlinked(self, last: Attribution, words: str) -> SourceKind | None:
        """What kind of source words are that hold no known name: the press, people without a name, or a name that
        nothing else tells of; None where they are none of these."""
        if self._media(replace(last, description=words, source_entity=None)):
            return "outlet"
        if normal(words).split()[-1:] and _unnamed_noun(normal(words).split()[-1]):
            return "anonymous"
        plain = names.bare(words)  # with an article it is no person's
        named = plain != words and is_name(plain) and all(word[:1].isupper() for word in plain.split())
        return "unknown" if named else None

    def end(self, statement: Statement, root: DocumentId, relayed_here: Sequence[str] = ()) -> End:
        """The end of ``statement``'s chain.  ``root`` is the report that stands for its family; ``relayed_here``
        the outlets that the same report credits for the same claim."""
        pile = self._pile
        chain, actor = self.followed(statement)
        if not chain:
            return self._own(statement, root, actor)
        relays = self._relays(chain)
        chain = [one for one in chain if one.source or one.id not in relays] or chain
        last = chain[-1]
        heard = [key for outer in chain[:-1] if (key := self._key_of(outer)) is not None]
        through = frozenset([*heard, *(("entity", name) for name in relays.values())])
        if name := self._outlet_of(last):
            key = ("outlet", outlet_key(name))
            why = f"{report_label(pile, root)} cites {name}"
            return End(key, "outlet", "own_reporting", name, False, why, told_by=through, description=last.description)
        if last.source_kind == "outlet" or self._media(last):
            said = last.description or "an unnamed outlet"
            why = f"{report_label(pile, root)} cites “{said}”, which names no outlet"
            return End(("media", ""), "outlet", "own_reporting", f"“{said}”", False, why, told_by=through,
                       description=said, relay=True)  # fmt: skip
        if last.source_kind == "unknown" and last.source_entity is None and is_printed_name(last.description):
            key = ("unknown", names.key(last.description))
            why = f"“{last.description}” is all that names the source"
            found = End(key, "unknown", "says", f"“{last.description}”", False, why)
        elif (
            last.source_kind in ("anonymous", "unknown")
            or (last.source_kind == "group" and spoken_for(last.description))
        ) and not self._house(last):
            found = self._unnamed(statement, chain, root, relayed_here)
            if (house := spoken_for(last.description)) and last.source_entity is None and last.given_to is None:
                why = f"“{last.description}” speaks for {house}"
                key = ("institution", names.key(house))
                found = End(key, "institution", "says", f"“{house}”", False, why)
        else:
            found = self._named(last, statement)
        return replace(found, told_by=through - {found.key}, description=last.description)

    def followed(self, statement: Statement) -> tuple[list[Attribution], EntityId | None]:
        """The attributions of those who say the statement, outermost first; whose act on record it is where what he
        does is told."""
        actor: EntityId | None = None
        chain = self._pile.chain_of(statement)
        while chain and (
            chain[-1].source_kind == "own_voice"
            or not says(chain[-1])
            or self._is_author(statement, chain[-1])
            or self._is_act(statement, chain[-1])
            or self._is_beside(statement, chain[-1])
        ):
            taken = chain.pop()
            actor = actor or self._of_record(statement, taken)
        return chain, actor

    def _relays(self, chain: Sequence[Attribution]) -> dict[AttributionId, EntityId]:
        """Who passes on what somebody said, by the attribution whose sentence tells it ("…, as told by Abe")."""
        found: dict[AttributionId, EntityId] = {}
        for one in chain:
            for cue in one.cue:
                text = self._pile.document[cue.document].text
                told = _TOLD_BY.search(text, max(0, cue.start - 8), cue.end + 80)
                held = told and [
                    (start, name)
                    for start, _, name in self._mentions.begun_in(cue.document, told.end(), told.end() + 40)
                    if not _ENDS.search(text, told.end(), start)
                ]  # fmt: skip
                if held:
                    found[one.id] = held[0][1]
        return found

    def _key_of(self, outer: Attribution) -> tuple[str, str] | None:
        """The key of somebody through whom another is heard."""
        if name := self._outlet_of(outer):
            return ("outlet", outlet_key(name))
        return ("entity", outer.source_entity) if outer.source_entity else None

    @staticmethod
    def _media(attribution: Attribution) -> bool:
        """Whether the source is the press as such ("media reports", "local newspapers", "the news agency"); no "space
        agency", and nobody who is at one."""
        words = normal(attribution.description).split()
        nouns = entry_set("outlet_nouns") | {"media", "press"}
        if not words or any(word[:1].isupper() for word in attribution.description.split()[1:]):
            return False
        words = words[: next((n for n, word in enumerate(words) if n and word in _OF_PLACE), len(words))]
        held = [word for word in words if word in nouns or _singular(word) in nouns]
        if not held or words[-1] not in (*held, *_TELLINGS):
            return False
        if _singular(held[-1]) not in entry_set("news_houses") or entry_set("news_words") & set(words):
            return True
        plain = entry_set("outlet_modifiers") | entry_set("function_words") | _TELLINGS | set(held)
        return plain.issuperset(words)  # "local stations", and no "power station"

    def _is_author(self, statement: Statement, attribution: Attribution) -> bool:
        """Whether the source is the report's own author, named in its byline."""
        name = self._name(attribution.source_entity) or attribution.description
        authors = self._pile.document[statement.span.document].authors
        return any(names.key(name) == names.key(author) != "" for author in authors)

    def _of_record(self, statement: Statement, taken: Attribution) -> EntityId | None:
        """Whose act on record the statement is, where the source does it in public; who sees, thinks, plans or does
        something else is what the report tells of."""
        if self._is_beside(statement, taken):
            return None
        told = self._pile.compared[statement.id].predication
        meant = statement.modality in _UNDONE or taken.act in ("intending", "thinking")  # "hopes to buy"
        done = told.act in entry_set("act_verbs") and not meant
        public = taken.id in told.own_acts or done or self._enacts(statement, taken)
        return taken.source_entity if public or taken.act in (None, *SOURCE_ACTS) else None

    def _enacts(self, statement: Statement, taken: Attribution) -> bool:
        """Whether the statement is what a law or an order says that the source signs or issues."""
        if not taken.cue or taken.cue[0].start > statement.span.start:
            return False
        text = self._pile.document[statement.span.document].text
        before = normal(text[taken.cue[0].start : statement.span.start]).split()
        return bool(_enacting() & set(before)) and any(word.strip(",") in entry_set("instruments") for word in before)

    def _is_beside(self, statement: Statement, attribution: Attribution) -> bool:
        """Whether the attribution is only mentioned in what the statement tells ("the attacks came a day after the
        president announced …")."""
        return attribution.id in self._pile.compared[statement.id].predication.mentioned

    def _is_act(self, statement: Statement, attribution: Attribution) -> bool:
        """Whether the statement is the attribution's own act ("the president ordered …"): he acts in it, and what
        is known of the act is known from whoever reports it."""
        if not any(statement.span.contains(span) for span in attribution.cue):
            return False
        if attribution.source_kind == "unknown" or (
            attribution.source_kind == "person" and attribution.source_entity is None
        ):  # "his son pledged loyalty" is what the report says of him
            return True
        return attribution.id in self._pile.compared[statement.id].predication.own_acts

    def _named(self, last: Attribution, statement: Statement) -> End:
        name = self._name(last.source_entity)
        description = (last.description or self._pile.quote(last.source)).strip(" ,;:—–-")
        description = _BEHIND.sub("", description)
        kind = last.source_kind
        parties = tuple(self._parties(last) if kind != "document" else self._not_subjects(last))
        form: EndForm = "document" if kind == "document" else "says"
        if house := self._house(last):
            whose = self._pile.entity[house]
            house_name = _whole_name(description, as_printed(description, whose), whose.kind)
            who = name or description
            sort = _OF_ENTITY[whose.kind]
            why = f"{who} speaks for {house_name}"
            return End(("entity", house), sort, form, house_name, True, why, parties)
        if kind == "document" and (owner := self._owner(last, description)):
            entity = self._pile.entity[owner]
            why = f"“{description}” is {entity.name}’s own"
            return End(("entity", owner), _OF_ENTITY[entity.kind], form, entity.name, True, why, parties)
        if name and last.source_entity and not another_country(description, name):
            said = f"{name} says so" if kind == "document" else f"{name} said so"
            if self.own_act(statement, last.source_entity):
                said, form = f"it tells what {name} did or said", "act_on_record"
            entity = self._pile.entity[last.source_entity]
            sure = named_by(description, entity) and (entity.kind != "place" or bool(state_of(name)))
            sure = sure and not (
                " " not in name and normal(name) in _lower_words() and not names.is_acronym(name) and not state_of(name)
            )
            sure = sure and not (entity.kind != "person" and _of_people(name) and normal(description) != normal(name))
            shown = f"“{description}”"
            if sure or points_only(description):
                shown = _whole_name(description, as_printed(description, entity), entity.kind)
            if not sure:
                said = (
                    f"“{description}” is taken for {name}; the report does not say so"
                    if description
                    else f"whose words these are is not said; they are taken for {name}’s"
                )
            near = tuple(self._in_clause(last))
            return End(("entity", last.source_entity), kind, form, shown, sure, said, parties, near=near)
        plain = " ".join(word for word in normal(description).split() if word not in ("the", "a", "an", "his", "her"))
        printed = description.split()[1:] if kind == "person" else description.split()
        capital = any(word[:1].isupper() for word in printed)  # "the jumper" may be anybody whom another report names
        sure = kind in ("person", "institution") and bool(plain) and (kind == "institution" or capital)
        named = sure and is_name(description)
        shown = description if named else _not_made_out(description)
        why = "no source is named"
        if description:
            why = f"{description} is named as the source" if named else f"“{description}” is all that names the source"
        return End((kind, plain or "?"), kind, form, shown, named, why, parties)

    def _house(self, last: Attribution) -> EntityId | None:
        """Whom a spokesman speaks for, named or not ("a State Department spokeswoman", "a spokesman for Ada Obi")."""
        if last.source_kind not in ("person", "anonymous", "unknown") or not self.speaks(last.description):
            return None
        if last.source_entity is None and (people := self._inside(last, "person")):
            return people[-1] if any(_FOR.search(self._pile.words(span)) for span in last.source) else None
        parties = self._parties(last)
        if parties and last.source_kind == "person":  # "police spokesman Ben Falk" is told by his name
            read = body_name(self._pile.entity[parties[0]].name)
            if read.head and not (read.country or read.fields or read.rest):
                return None
        return parties[0] if parties else None

    def _owner(self, last: Attribution, description: str) -> EntityId | None:
        """Whose own words a text is ("the ministry's letter"): the one party that its description names."""
        words = normal(description).split()
        if not entry_set("own_words") & {*words, *(word.removesuffix("s") for word in words)}:
            return None
        held = [
            name
            for span in last.source
            for start, _, name in self._mentions.within(span.document, span.start, span.end)
            if name != last.source_entity
            and not _SUBJECT.search(self._pile.document[span.document].text, span.start, start)
        ]  # fmt: skip
        entities = (self._pile.entity[name] for name in dict.fromkeys(held))
        owners = [one.id for one in entities if one.kind == "person"
                  or (one.kind in ("organisation", "group") and not _of_people(one.name))]  # fmt: skip
        return owners[0] if len(owners) == 1 else None

    @staticmethod
    def speaks(description: str) -> bool:
        """Whether the source speaks for somebody else, and not only did."""
        plain = normal(description)
        once = entry_set("former_words") & set(plain.replace("ex-", "ex ").split())
        return not once and any(word in plain for word in _SPOKESMEN)

    def _parties(self, last: Attribution) -> list[EntityId]:
        """Institutions named inside the source's description ("deputy White House press secretary Anna Kelly")."""
        return [one for one in self._inside(last, "organisation") if one not in self._in_clause(last)]

    def _not_subjects(self, last: Attribution) -> list[EntityId]:
        """Institutions named in the words for a text that it is not only about ("Harbour Authority records")."""
        return [
            name for span in last.source
            for start, _, name in self._mentions.within(span.document, span.start, span.end)
            if self._pile.entity[name].kind == "organisation"
            and not _SUBJECT.search(self._pile.document[span.document].text, span.start, start)
        ]  # fmt: skip

    def _in_clause(self, last: Attribution) -> list[EntityId]:
        """Institutions named only in what a clause says of a person ("Ada Obi, who is suing Orrin"); not whom he
        leads."""
        if last.source_kind != "person" or _LEADS_IT.search(last.description):
            return []
        found = []
        for span in last.source:
            text = self._pile.document[span.document].text
            clause = _CLAUSE.search(text, span.start, span.end)
            for start, _, name in self._mentions.within(span.document, span.start, span.end) if clause else ():
                if clause and start > clause.start() and self._pile.entity[name].kind == "organisation":
                    found.append(name)
        return found

    def _inside(self, last: Attribution, kind: EntityKind) -> list[EntityId]:
        """Entities of a kind that are named inside a source and are not it, in text order."""
        found = []
        for span in last.source:
            for _, _, name in self._mentions.within(span.document, span.start, span.end):
                if name != last.source_entity and self._pile.entity[name].kind == kind and name not in found:
                    found.append(name)
        return found

    def _unnamed(
        self, statement: Statement, chain: Sequence[Attribution], root: DocumentId, relayed: Sequence[str]
    ) -> End:
        pile = self._pile
        last = chain[-1]
        said = last.description or "an unnamed source"
        unnamed = "unnamed witness" if of_witness(last.description) else "unnamed source"
        given = self._name(last.given_to)
        if given:
            own = self.own_outlet(statement.span.document)
            access = "of its own" if own and outlet_key(own) == outlet_key(given) else f"of {given}"
            return End(
                ("outlet", outlet_key(given)), "anonymous", "unnamed", f"{unnamed} of {given}", False,
                f"“{said}” is a source {access}: the words name {given} as the outlet it spoke to",
            )  # fmt: skip
        for outer in reversed(chain[:-1]):
            name = self._outlet_of(outer)
            if name:
                return End(
                    ("outlet", outlet_key(name)), "anonymous", "unnamed", f"{unnamed} of {name}", False,
                    f"“{said}” is known through {name}",
                )  # fmt: skip
        somebody = last.source_kind == "unknown" and bool(last.source)
        for name in () if somebody else (*relayed, *self._relayed.get(statement.span.document, ())):
            return End(
                ("outlet", outlet_key(name)), "anonymous", "unnamed", f"{unnamed} of {name}", False,
                f"“{said}” names no outlet, and the same report credits {name}: counted as {name}’s",
            )  # fmt: skip
        own = self.own_outlet(root)
        if last.source_kind == "unknown":
            name = own or self._nameless_outlet(root)
            key = ("outlet", outlet_key(own)) if own else ("report", root)
            open_ = f"who “{said}” is" if somebody else f"who says so (“{pile.quote(last.cue)}”)"
            return End(
                key,
                "unknown",
                "unnamed",
                f"{_not_made_out(said)} in {name}" if somebody else f"a speaker in {name}",
                False,
                f"{open_} could not be made out in {report_label(pile, root)}",
            )
        if own:
            return End(
                ("outlet", outlet_key(own)), "anonymous", "unnamed", f"{unnamed} of {own}", False,
                f"“{said}” is {own}’s own source",
            )  # fmt: skip
        name = self._nameless_outlet(root)
        return End(
            ("report", root),
            "anonymous",
            "unnamed",
            f"{unnamed} of {name}",
            False,
            f"“{said}” is {name}’s own source",
        )

    def _nameless_outlet(self, root: DocumentId) -> str:
        """How an origin is called that is a report whose outlet or agency nobody knows."""
        if self._of_unnamed_agency(root):
            return f"an unnamed agency ({report_label(self._pile, root)})"
        return _report(self._pile, root)

    def _of_unnamed_agency(self, root: DocumentId) -> bool:
        origin = self._pile.document[root].text_origin
        return origin.kind == "agency" and not origin.name and root not in self._rewritten

    def _own(self, statement: Statement, root: DocumentId, actor: EntityId | None = None) -> End:
        pile = self._pile
        actor = actor or self.acting(statement)
        if actor is not None:
            entity = pile.entity[actor]
            return End(
                ("entity", actor), _OF_ENTITY[entity.kind], "act_on_record", entity.name, False,
                f"{report_label(pile, root)} reports an act of {entity.name} and names no source for it",
            )  # fmt: skip
        own = self.own_outlet(root)
        if own:
            taken = outlet_key(own) != outlet_key(pile.document[root].outlet.name or "")
            says = f"prints {own}’s text" if taken else "says so itself"
            agency = pile.document[root].text_origin.kind == "agency" and root not in self._rewritten
            form: EndForm = "agency_text" if agency else "own_reporting"
            return End(("outlet", outlet_key(own)), "own_voice", form, own, False, f"{report_label(pile, root)} {says}")
        says = f"{report_label(pile, root)} says so itself"
        if self._of_unnamed_agency(root):
            says = f"{report_label(pile, root)} prints a text that several houses carry and none credits"
        nameless: EndForm = "agency_text" if self._of_unnamed_agency(root) else "own_reporting"
        return End(("report", root), "own_voice", nameless, self._nameless_outlet(root), False, says)

    def acting(self, statement: Statement) -> EntityId | None:
        """The entity whose public act an own-voice statement reports ("The Pentagon created three areas")."""
        act, doer = self.doer(statement)
        return doer if act in entry_set("act_verbs") and statement.modality not in _UNDONE else None

    def doer(self, statement: Statement) -> tuple[str, EntityId | None]:
        """The lemma of the statement's main verb, '' for none, and the person, body or country that does it, where it
        has a name."""
        told = self._pile.compared[statement.id].predication
        subject = told.actor
        found = self.entity_at(subject.document, subject.start, subject.end) if subject else None
        known = found if found and self._pile.entity[found].kind in ("organisation", "person", "place") else None
        return told.act, known

    def own_act(self, statement: Statement, entity: EntityId) -> bool:
        """Whether the statement is what ``entity`` says or does in it ("X pleaded guilty", "X defended Y")."""
        last = self._pile.innermost(statement)
        told = last is not None and any(statement.span.contains(span) for span in last.cue)
        return told and last is not None and last.source_entity == entity
