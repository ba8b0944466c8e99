"""Piles full of agency copy, made from real reports so that the truth is known.

Of each chosen story of ``../shared/data/stories`` the reports that share hardly a run of six words are kept.  Two of
them stand for agency reports, and are printed by other outlets in the ways that real piles show (``KINDS``); the rest
stand as they are, as the outlets' own reports.  Everything is drawn by fixed seeds.

Measured per pair: whether it is called derived (by kind of printing: against the agency's page and against another
printing), and which relation; the direction (agency's page to printing is known, between printings it is not, but a
printing of the whole text may be called the source of a page with a part of it); the origin of each text.  Baselines
in the same run: 5-gram Jaccard and containment.  Left out: rewrites, which nobody can make by rule; pairs that share
fewer than sixty words.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from evals.case import Case, Verdict, cut, share
from evals.derivation import pile
from evals.figure import Figure, shared
from evals.piles import derivations, readings, text_origins
from firsthand.comparable import fingerprints
from firsthand.data import Derivation

STAGE = "printings"
_CORPUS = "made piles"
_STORIES = 6
_AGENCIES = (("Associated Press", "AP", "apnews.com"), ("Reuters", "Reuters", "reuters.com"))
_TEASERS = ("Read more: {}", "RELATED: {}", "Also on this site: {}", "{} »")
_OUTLETS = (
    "The {} Gazette", "{} Courier", "The {} Herald", "{} Tribune", "The {} Ledger", "{} Daily News", "The {} Dispatch",
)  # fmt: skip
_PLACES = (
    "Ashford", "Brookhaven", "Carlow", "Dunmore", "Eastfield", "Fairview", "Glenrock", "Hartwell", "Ironwood",
    "Juniper",
    "Kingsport", "Lakemont", "Millbrook", "Northfield", "Oakdale", "Pinehurst", "Quarry Bay", "Riverton", "Stonebridge",
    "Thornton", "Union Springs", "Vernon", "Westlake", "Yorkville",
)  # fmt: skip
_NAMES = re.compile(
    r"Reuters|REUTERS|AP\b|Associated Press|AFP|Agence|Xinhua|DPA|dpa|PTI|ANI\b|UPI|PA\b|TASS|[Aa]genc(?:y|ies)"
)
Paragraphs = list[str]


@dataclass(frozen=True)
class Page:
    """One page of a made pile."""

    id: str
    outlet: str
    title: str
    text: str
    published: str | None
    kind: str
    holds: dict[str, int]
    """The paragraphs it has of each report of the corpora, by their first words, and how many words each."""
    agency: str | None
    """Whose text the whole page is, where it is an agency's."""


@dataclass(frozen=True)
class _Source:
    id: str
    title: str
    paragraphs: Paragraphs
    others: list[Paragraphs]
    """Reports of other stories, for digests and teasers."""
    titles: list[str]
    agency: tuple[str, str, str]


def _size(paragraphs: Sequence[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def _held(paragraphs: Sequence[str]) -> dict[str, int]:
    return {paragraph[:80]: len(paragraph.split()) for paragraph in paragraphs}


def _dated(s: _Source, draw: random.Random) -> Paragraphs:
    place = draw.choice(_PLACES).upper()
    return [f"{place} ({s.agency[1]}) — {s.paragraphs[0]}", *s.paragraphs[1:]]


def _byline(s: _Source, draw: random.Random) -> Paragraphs:
    return [f"By The {s.agency[0]}" if s.agency[1] == "AP" else f"By {s.agency[0]}", *s.paragraphs]


def _tagline(s: _Source, draw: random.Random) -> Paragraphs:
    return [*s.paragraphs, f"© 2017 {s.agency[0]}. All rights reserved."]


def _bare(s: _Source, draw: random.Random) -> Paragraphs:
    return list(s.paragraphs)


def _cut(s: _Source, draw: random.Random) -> Paragraphs:
    return _dated(s, draw)[: max(2, round(len(s.paragraphs) * 0.55))]


def _middle(s: _Source, draw: random.Random) -> Paragraphs:
    return list(s.paragraphs[max(1, len(s.paragraphs) // 3) :])


def _edited(s: _Source, draw: random.Random) -> Paragraphs:
    """A desk's edits: words dropped and replaced, one sentence in ten gone, typographic marks."""
    plain = [word for p in s.paragraphs for word in p.split() if word.islower()]
    made = []
    for p in s.paragraphs:
        kept = []
        for sentence in re.split(r"(?<=[.!?]) (?=[A-Z“\"])", p):
            if draw.random() < 0.1 and len(s.paragraphs) > 4:
                continue
            words = []
            for word in sentence.split():
                chance = draw.random()
                if word.islower() and chance < 0.03:
                    continue
                words.append(draw.choice(plain) if word.islower() and chance < 0.06 else word)
            kept.append(" ".join(words))
        if kept:
            made.append(" ".join(kept).replace("'", "’"))
    return made


def _teased(s: _Source, draw: random.Random) -> Paragraphs:
    made: Paragraphs = []
    for number, p in enumerate(s.paragraphs):
        made.append(p)
        if number % 4 == 1:
            made.append(draw.choice(_TEASERS).format(draw.choice(s.titles)))
    return made


def _pictured(s: _Source, draw: random.Random) -> Paragraphs:
    other = next(name for name, *_ in _AGENCIES if name != s.agency[0])
    return [s.paragraphs[0], f"(Photo: {other})", *s.paragraphs[1:]]


def _update(s: _Source, draw: random.Random) -> Paragraphs:
    """A later version: another lead, a figure changed, the rest as it was."""
    lead = draw.choice(s.others)[0]
    rest = [re.sub(r"\b(\d{1,2})\b", lambda m: str(int(m.group()) + 1), p, count=1) for p in s.paragraphs[1:]]
    return [f"{draw.choice(_PLACES).upper()} ({s.agency[1]}) — {lead}", *rest]


def _digest(s: _Source, draw: random.Random) -> Paragraphs:
    parts = [s.paragraphs[: _part_of(s.paragraphs, 80)], *(other[:2] for other in draw.sample(s.others, 4))]
    draw.shuffle(parts)
    return [p for part in parts for p in part]


def _part_of(paragraphs: Sequence[str], words: int) -> int:
    """How many paragraphs it takes to ``words``."""
    for number in range(1, len(paragraphs)):
        if _size(paragraphs[:number]) >= words:
            return number
    return len(paragraphs)


Print = Callable[[_Source, random.Random], Paragraphs]
KINDS: dict[str, Print] = {
    "dateline": _dated,
    "byline": _byline,
    "tagline": _tagline,
    "credit lost": _bare,
    "cut tail": _cut,
    "no beginning": _middle,
    "edited": _edited,
    "teasers": _teased,
    "picture of another": _pictured,
    "later version": _update,
    "digest": _digest,
}
"""How an agency's report is printed; ``inserted`` and ``composite`` are made of two."""
WHOLE = frozenset({"page", "dateline", "byline", "tagline", "credit lost", "teasers", "picture of another", "edited"})


def make(reports: Sequence[dict[str, object]], others: Sequence[dict[str, object]], story: str,
         rounds: int = 1) -> list[Page]:  # fmt: skip
    """The pages of one made pile: two agency pages, their printings ``rounds`` times over, and own reports."""
    draw = random.Random(story)
    texts = {str(r["id"]): [p.strip() for p in str(r["text"]).split("\n") if p.strip()] for r in reports}
    order = sorted(texts, key=lambda key: (-len(texts[key]), key))
    long = [key for key in order if len(texts[key]) >= 6 and 200 <= _size(texts[key]) <= 1000][:2]
    if len(long) < 2:
        return []
    titles = {str(r["id"]): str(r["title"]) for r in (*reports, *others)}
    strange = [[p.strip() for p in str(r["text"]).split("\n") if p.strip()] for r in others]
    strange = [paragraphs for paragraphs in strange if len(paragraphs) >= 3]
    pages: list[Page] = []

    def new() -> str:
        return f"{story[:30]}-{len(pages):03d}"

    def outlet() -> str:
        number = len(pages)
        return _OUTLETS[number // len(_PLACES) % len(_OUTLETS)].format(_PLACES[number % len(_PLACES)])

    def when() -> str | None:
        hour = draw.choice([None, *range(7, 30)])
        return None if hour is None else f"2017-09-{15 + hour // 24:02d}T{hour % 24:02d}:10:00"

    own = [key for key in order if key not in long]
    for key, agency in zip(long, _AGENCIES, strict=True):
        source = _Source(key, titles[key], texts[key], strange, [str(r["title"]) for r in others], agency)
        whole, first = "\n\n".join(source.paragraphs), "2017-09-15T06:10:00"
        held = _held(source.paragraphs)
        pages.append(Page(new(), agency[2], source.title, whole, first, "page", held, agency[0]))
        for _ in range(rounds):
            for kind, printed in KINDS.items():
                made = printed(source, draw)
                head = source.title if draw.random() < 0.5 else draw.choice(source.paragraphs)[:70]
                kept = {
                    "cut tail": source.paragraphs[: len(made)],
                    "no beginning": source.paragraphs[-len(made) :],
                    "digest": made,
                    "later version": [made[0].partition("— ")[2], *source.paragraphs[1:]],
                }.get(kind, source.paragraphs)
                whose = agency[0] if kind != "digest" else None
                pages.append(Page(new(), outlet(), head, "\n\n".join(made), when(), kind, _held(kept), whose))
            if own:
                mine = draw.choice(own)
                start = draw.randrange(max(1, len(source.paragraphs) // 2))
                piece = source.paragraphs[start : start + _part_of(source.paragraphs[start:], 80)]
                base = texts[mine]
                made = [*base[: len(base) // 2], *piece, *base[len(base) // 2 :]]
                held = _held([*piece, *base])
                pages.append(Page(new(), outlet(), titles[mine], "\n\n".join(made), when(), "inserted", held, None))
    for _ in range(rounds):
        halves = [p for key in long for p in texts[key][: _part_of(texts[key], 150)]]
        made = [*halves, "With reports from The Associated Press and Reuters"]
        title = titles[long[0]]
        pages.append(Page(new(), outlet(), title, "\n\n".join(made), None, "composite", _held(halves), None))
    for key in own:
        held = _held(texts[key])
        pages.append(Page(new(), outlet(), titles[key], "\n\n".join(texts[key]), when(), "own", held, None))
    return pages


def distinct(reports: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """Reports of a story that share hardly a run of six words with one before them."""
    kept: list[dict[str, object]] = []
    seen: list[set[int]] = []
    for report in sorted(reports, key=lambda r: str(r["id"])):
        if _NAMES.search(str(report["text"])[:600]) or _NAMES.search(str(report["text"])[-600:]):
            continue  # it may itself be an agency's
        plain = re.findall(r"\w+", str(report["text"]).lower())
        runs = set(fingerprints.grams(tuple(plain), 6).tolist())
        if len(plain) > 120 and all(len(runs & one) < 0.03 * min(len(runs), len(one)) for one in seen):
            kept.append(report)
            seen.append(runs)
    return kept


def piles(rounds: int = 1, most: int = _STORIES) -> list[list[Page]]:
    """The made piles of the largest stories."""
    folder = shared()
    if folder is None:
        return []
    stories: dict[str, list[dict[str, object]]] = defaultdict(list)
    for file in ("giveme5w1h_clusters.jsonl", "wikinews_clusters.jsonl"):
        for line in (folder / "data" / "stories" / file).read_text("utf-8").splitlines():
            row = json.loads(line)
            stories[row["story"]].append(row)
    apart = {name: distinct(rows) for name, rows in sorted(stories.items())}
    names = sorted(apart, key=lambda name: (-len(apart[name]), name))
    made = []
    for number, name in enumerate(names):
        far = [row for other in names[number + 10 : number + 30] for row in apart[other][:1]]
        pages = make(apart[name], far, name, rounds)
        if pages:
            made.append(pages)
        if len(made) == most:
            break
    return made


# ---------------------------------------------------------------------------------------------- the measuring

Tally = Callable[[str, bool, Sequence[Page], str], None]
"""Takes a question, whether it is answered rightly, the pages it is asked of, and the answer."""
_LEAST = 60
"""Words of one text from which two pages should be found; fewer are neither right nor wrong."""


def _common(a: Page, b: Page) -> int:
    """Words of the paragraphs that both have."""
    return sum(size for key, size in a.holds.items() if key in b.holds)


@cache
def _measured() -> tuple[tuple[Case, ...], Counter[str]]:
    """The cases of all piles, and what the baselines say."""
    base: Counter[str] = Counter()
    made: list[Case] = []

    def tally(question: str, right: bool, pages: Sequence[Page], found: str) -> None:
        first, *others = pages
        want = " and ".join([first.kind, *(f"{one.kind} #{one.id}" for one in others)])
        verdict: Verdict = "right" if right else "wrong"
        made.append(Case(question, _CORPUS, verdict, f"made#{first.id}", 0, 0, want, found, cut(first.title)))

    for pages in piles():
        _measure(pages, tally, base)
    return tuple(made), base


def cases() -> list[Case]:
    """Every question asked of the made piles; none where the corpora are absent.  Left out: those by kind, which are
    the same questions again."""
    return [case for case in _measured()[0] if case.question.partition(":")[0] not in ("found", "direction", "origin")]


def figures() -> list[Figure]:
    """All figures; none where the corpora are absent."""
    found, base = _measured()
    made = [share(STAGE, found, question, _CORPUS) for question in sorted({case.question for case in found})]
    for system in sorted({name.split("|")[0] for name in base}):
        hit, said, all_of = (base[f"{system}|{part}"] for part in ("hit", "said", "of"))
        made.append(Figure(STAGE, "derived precision", _CORPUS, hit / max(1, said), said, system=system))
        made.append(Figure(STAGE, "derived recall", _CORPUS, hit / max(1, all_of), all_of, system=system))
    return made


def _measure(pages: list[Page], tally: Tally, base: Counter[str]) -> None:
    read = pile(
        {"id": p.id, "outlet": p.outlet, "title": p.title, "text": p.text, "published": p.published} for p in pages
    )
    page = {document.id: p for document in read.documents for p in pages if p.id == document.source_id}
    found = derivations(read)
    between: dict[frozenset[str], Derivation] = {
        frozenset((item.a, item.b)): item for item in found if item.relation not in ("cites", "shared_quotations")
    }
    grams = {one.id: set(fingerprints.grams(one.words, 5).tolist()) for one in readings(read)}
    for a, b in combinations(sorted(page), 2):
        common = _common(page[a], page[b])
        if 0 < common < _LEAST:
            continue
        both = len(grams[a] & grams[b])
        said = {
            "5-gram Jaccard 0.7": both >= 0.7 * len(grams[a] | grams[b]),
            "5-gram containment 0.25": both >= 0.25 * max(1, min(len(grams[a]), len(grams[b]))),
        }
        for system, positive in said.items():
            base[f"{system}|said"] += positive
            base[f"{system}|of"] += common > 0
            base[f"{system}|hit"] += positive and common > 0
        item = between.get(frozenset((a, b)))
        if item:
            tally("derived precision", common > 0, (page[a], page[b]), item.relation)
        if common:
            _pair((page[a], page[b]), item, tally)
    origins = text_origins(read, found)
    for key, p in page.items():
        if p.agency:
            right = origins[key].kind == "agency" and origins[key].name == p.agency
            tally("origin recall", right, (p,), origins[key].name or "")
            tally(f"origin: {p.kind}", right, (p,), origins[key].name or "")
        if origins[key].kind == "agency":
            tally("origin precision", p.agency == origins[key].name, (p,), origins[key].name or "")


def _pair(pages: tuple[Page, Page], item: Derivation | None, tally: Tally) -> None:
    """Two pages that do share a text, and what was found between them."""
    kinds = {p.kind for p in pages}
    said, told = (item.relation, item.direction) if item else ("", "")
    tally("derived recall", item is not None, pages, said)
    if item and kinds <= WHOLE:
        tally("whole texts called copies", item.relation in ("same_text", "near_copy"), pages, said)
    if item and kinds & {"inserted", "digest", "composite"} and kinds & WHOLE:
        tally("parts called partial", item.relation == "partial_copy", pages, said)
    if item and item.direction != "unknown":
        source, child = pages if item.direction == "a_to_b" else pages[::-1]
        tally("direction precision", source.kind == "page" or bool(source.agency and not child.agency), pages, told)
    if "page" in kinds:
        right = item is not None and item.direction == ("a_to_b" if pages[0].kind == "page" else "b_to_a")
        tally("direction recall", right, pages, told)
        for kind in kinds - {"page"}:
            tally(f"found: {kind}", item is not None, pages, said)
            tally(f"direction: {kind}", right, pages, told)
