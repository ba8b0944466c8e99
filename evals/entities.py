"""Entities and coreference of single documents: named mentions and kinds, pronouns and bare nouns to their names.

On ``seeds_dev.json`` the gold's named entities (persons, organisations, designated groups, outlets, places); on
MEANTIME (its intra-document layer, which covers the first sentences of an article) the mentions marked NAM, and for
coreference the third-person pronouns whose chain holds a name.  A gold mention is trimmed as ours: no article, title
or possessive; it is found where ours is it or ends it.  Beside it, spaCy's own labels on the same texts.  An answer of
"unknown" counts against recall only.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evals.case import Case, Pair, Verdict, counted, cut
from evals.figure import Figure, shared
from firsthand.analyse import parse
from firsthand.analyse.coreference import antecedent, referents
from firsthand.analyse.entities import entities, title_before
from firsthand.data import Block, Document, DocumentId, Entity, EntityId, Outlet, Published, Span
from firsthand.grammar import Parsed

_FOLDER = "data/timex/meantime/intra-doc_annotation"
_NAMED, _KIND, _PRONOUN = "named mentions found", "kind right", "pronouns right"
_NO_SPACE_BEFORE = frozenset({".", ",", ";", ":", "?", "!", ")", "'s", "’s", "%", "n't", "'", "''"})
_NO_SPACE_AFTER = frozenset({"(", "$", "US$", "``", "£", "€"})
_SEED_KINDS = {"person": "person", "organisation": "organisation", "designated_group": "organisation",
               "outlet": "outlet", "place": "place"}  # fmt: skip
_MEANTIME_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_SPACY_KINDS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
                "NORP": "group"}  # fmt: skip
_PRONOUNS = frozenset(["he", "him", "his", "she", "her", "they", "them", "their", "it", "its", "who"])
Names = dict[tuple[int, int], str]
"""Trimmed mention -> kind."""


@dataclass(frozen=True, slots=True)
class GoldText:
    """One document with its gold names and pronouns (pronoun span -> spans of the names in its chain)."""

    document: Document
    named: Names
    pronouns: dict[tuple[int, int], frozenset[tuple[int, int]]]
    limit: int
    corpus: str
    place: str
    """The file below ``../shared``; offsets in MEANTIME are of the text rebuilt from it."""


def cases() -> list[Case]:
    """Gold names, found or not, and their kinds where found; mentions that are no gold names; pronouns."""
    folder = shared()
    return [] if folder is None else [case for texts in _corpora(folder) for text in texts for case in _judged(text)]


def figures() -> list[Figure]:
    """The cases, counted, beside spaCy's labels on the same texts."""
    folder = shared()
    if folder is None:
        return []
    every = cases()
    rows: list[Figure] = []
    for texts in _corpora(folder):
        corpus = texts[0].corpus
        found = [case for case in every if case.corpus == corpus]
        spacy = [case for text in texts for case in _names(text, _labels(parse(text.document)))]
        names = {"firsthand": found, "spacy": spacy}
        rows += [_names_found(names[system], corpus, system)[n] for system in names for n in (0, 1)]
        rows += [_names_found(names[system], corpus, system)[2] for system in names]
        answers = counted(found, _PRONOUN)
        asked, told = answers.total(), answers["right"] + answers["wrong"]
        if asked:
            right = answers["right"]
            rows.append(Figure("entities", "pronouns right of all", corpus, right / asked, asked))
            rows.append(Figure("entities", "pronouns right of answered", corpus, right / max(told, 1), told))
    return rows


def _corpora(folder: Path) -> tuple[tuple[GoldText, ...], ...]:
    return seed_texts(folder), meantime_texts(folder / _FOLDER)


def _names_found(found: Iterable[Case], corpus: str, system: str) -> tuple[Figure, Figure, Figure]:
    """Gold names found, with their kind, and how many of the mentions are gold names."""
    named, kinds = counted(found, _NAMED), counted(found, _KIND)
    gold = named["right"] + named["missed"]
    hit = {(case.place, case.found) for case in found if case.question == _NAMED and case.verdict == "right"}
    made = len(hit) + named["extra"]
    return (
        Figure("entities", _NAMED, corpus, named["right"] / max(gold, 1), gold, system=system),
        Figure("entities", f"{_NAMED} and kind right", corpus, kinds["right"] / max(gold, 1), gold, system=system),
        Figure("entities", "mentions that are gold names", corpus, named["right"] / max(made, 1), made, system=system),
    )


def _judged(text: GoldText) -> list[Case]:
    parsed = parse(text.document)
    made = entities(parsed)
    index = referents(parsed, made)
    mentions: Names = {
        trim(text.document.text, one.start, one.end): entity.kind for entity in made for one in entity.mentions
        if one.end <= text.limit
    }  # fmt: skip
    found = _names(text, mentions)
    for span, chain in text.pronouns.items():
        entity, _ = antecedent(index, Span(text.document.id, *span))
        right = entity is not None and _same(made, entity, chain)
        told = next((one.name for one in made if one.id == entity), "")
        want = min(text.document.text[start:end] for start, end in chain) if chain else ""
        verdict: Verdict = "right" if right else "missed" if entity is None else "wrong"
        found.append(_case(text, span, _PRONOUN, verdict, (want, told)))
    return found


def _names(text: GoldText, predicted: Names) -> list[Case]:
    """The cases of names that somebody found in a text."""
    predicted = {span: kind for span, kind in predicted.items() if span[1] <= text.limit}
    matched = _matched(text.named, predicted)
    made: list[Case] = []
    for span, kind in text.named.items():
        mine = matched.get(span)
        if mine is None:
            made.append(_case(text, span, _NAMED, "missed"))
            continue
        made.append(_case(text, span, _NAMED, "right", ("", f"{mine[0]}-{mine[1]}")))
        made.append(_case(text, span, _KIND, "right" if predicted[mine] == kind else "wrong", (kind, predicted[mine])))
    used = set(matched.values())
    for span, kind in predicted.items():
        if span not in used:
            made.append(_case(text, span, _NAMED, "extra", ("", kind)))
    return made


def _case(text: GoldText, span: tuple[int, int], question: str, verdict: Verdict, answer: Pair = ("", "")) -> Case:
    around = 30 if question == _PRONOUN else 0
    words = cut(text.document.text[max(0, span[0] - around) : span[1] + around])
    return Case(question, text.corpus, verdict, text.place, *span, *answer, words)


def _matched(gold: Names, found: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], tuple[int, int]]:
    """Gold name -> the found one that is it, or that ends it where the gold has a description in front ("US car maker
    General Motors")."""
    by_end = {end: (start, end) for start, end in sorted(found)}
    return {(start, end): by_end[end] for start, end in gold if end in by_end and start <= by_end[end][0]}


def _same(made: Iterable[Entity], entity: EntityId, chain: frozenset[tuple[int, int]]) -> bool:
    mentions = next(one.mentions for one in made if one.id == entity)
    return any(start < one.end and one.start < end for one in mentions for start, end in chain)


def _labels(parsed: Parsed) -> Names:
    """The parser's own entities, trimmed in the same way."""
    found: Names = {}
    for sentence in parsed.trees:
        start = end = -1
        label = ""
        for token in (*sentence.tokens, None):
            if token is not None and token.ner == f"I-{label}" and label:
                end = token.end
                continue
            if label in _SPACY_KINDS:
                found[trim(parsed.text, start, end)] = _SPACY_KINDS[label]
            label = token.ner[2:] if token is not None else ""
            if token is not None:
                start, end = token.start, token.end
    return found


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A mention without leading articles and titles, final possessive and outer marks."""
    while start < end and text[start] in " \"“‘'([":
        start += 1
    while end > start and text[end - 1] in " \"”’'.,)]" and text[start:end].count(".") != 2:
        end -= 1
    words = text[start:end].split(" ")
    while len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        start += len(words[0]) + 1
        words = words[1:]
    for length in (3, 2, 1):
        if len(words) > length and title_before(words, length) and words[length] not in ("Motors", "Electric"):
            start += len(" ".join(words[:length])) + 1
            break
    for ending in ("'s", "’s"):
        if text[start:end].endswith(ending):
            end -= len(ending)
    return start, end


@cache
def seed_texts(folder: Path) -> tuple[GoldText, ...]:
    gold = json.loads((folder / "gold" / "seeds_dev.json").read_text(encoding="utf-8"))
    texts = []
    for name, file in gold["files"].items():
        text = (folder / "seeds" / file).read_bytes().decode("utf-8")
        furniture = {line["start"] for line in gold["boilerplate"] if line["doc"] == name}
        named: Names = {}
        for entity in gold["entities"]:
            kind = _SEED_KINDS.get(entity["type"])
            for start, end in entity["mentions"].get(name, ()) if kind else ():
                if not any(one <= start < one + 400 for one in furniture if one > 0) or start < 139:
                    named[trim(text, start, end)] = kind or ""
        people = {entity["name"]: entity for entity in gold["entities"]}
        pronouns = {}
        for quote in gold["quotes"]:
            said = quote["speaker_mention"]
            if quote["doc"] == name and said and said["text"].lower() in _PRONOUNS and quote["speaker"] in people:
                chain = people[quote["speaker"]]["mentions"].get(name, ())
                pronouns[said["start"], said["end"]] = frozenset((start, end) for start, end in chain)
        texts.append(
            GoldText(_document(name, text, _lines(text)), named, pronouns, len(text), "seeds_dev", f"seeds/{file}")
        )
    return tuple(texts)


@cache
def meantime_texts(folder: Path) -> tuple[GoldText, ...]:
    return tuple(_meantime(path) for path in sorted(folder.glob("*/*.xml")))


def _meantime(path: Path) -> GoldText:
    root = ET.parse(path).getroot()
    text, previous, sentence, block_start = "", "", "0", 0
    places: dict[str, tuple[int, int]] = {}
    blocks: list[Block] = []
    for token in root.iter("token"):
        word = (token.text or "").replace("``", '"').replace("''", '"')
        if token.get("sentence") != sentence:
            sentence = token.get("sentence") or ""
            text += "\n"
            blocks.append(
                Block(block_start, len(text), ("title", "dateline")[len(blocks)] if len(blocks) < 2 else "body")
            )
            block_start = len(text)
        elif text and word not in _NO_SPACE_BEFORE and previous not in _NO_SPACE_AFTER:
            text += " "
        places[token.get("t_id") or ""] = (len(text), len(text) + len(word))
        text += word
        previous = word
    blocks.append(Block(block_start, len(text), "body"))
    spans: dict[str, tuple[int, int]] = {}
    types: dict[str, str] = {}
    for mention in root.iter("ENTITY_MENTION"):
        anchors = [places[one.get("t_id") or ""] for one in mention.findall("token_anchor")]
        if anchors:
            spans[mention.get("m_id") or ""] = (anchors[0][0], anchors[-1][1])
            types[mention.get("m_id") or ""] = mention.get("syntactic_type") or ""
    kinds = {one.get("m_id") or "": one.get("ent_type") or "" for one in root.iter("ENTITY")}
    named: Names = {}
    pronouns: dict[tuple[int, int], frozenset[tuple[int, int]]] = {}
    limit = max((end for start, end in spans.values()), default=0)
    for relation in root.iter("REFERS_TO"):
        members = [one.get("m_id") or "" for one in relation.findall("source")]
        members = [one for one in members if one in spans]
        kind = _MEANTIME_KINDS.get(
            next((kinds.get(one.get("m_id") or "", "") for one in relation.findall("target")), "")
        )
        chain = frozenset(spans[one] for one in members if types[one] in ("NAM", "PRE.NAM"))
        for one in members:
            start, end = spans[one]
            if types[one] == "NAM" and kind:
                named[trim(text, start, end)] = kind
            if types[one] == "PRO" and chain and kind and text[start:end].lower() in _PRONOUNS:
                pronouns[start, end] = chain
    return GoldText(
        _document(path.stem, text, tuple(blocks)),
        named,
        pronouns,
        limit,
        "meantime",
        f"{_FOLDER}/{path.parent.name}/{path.name}",
    )


def _lines(text: str) -> tuple[Block, ...]:
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(start, start + len(line), "body"))
        start += len(line)
    return tuple(blocks)


def _document(name: str, text: str, blocks: tuple[Block, ...]) -> Document:
    return Document(DocumentId(name), name, name, text, None, Outlet(), (), Published(), "en", blocks)


if __name__ == "__main__":
    for figure in figures():
        print(figure)
