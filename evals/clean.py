"""Figures of the clean stage.

``figures()`` measures furniture and titles on the seeds' gold, and main text on the article-extraction-benchmark with
its own measure (shared 4-grams of ``\\w+`` tokens, precision and recall averaged over pages), beside trafilatura alone
on the same pages.  ``plain copies`` are the same pages' text without any markup, for the labeller of plain text: how
many characters of the true article are kept, and how many of what is kept are the article's.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from evals.case import Case, Verdict, cut, share
from evals.figure import Figure, shared
from firsthand.clean import clean, decode, main_text, render
from firsthand.data import ARTICLE_KINDS, TEXT_KINDS, Document, Published, RawDocument, Rejected

_STAGE = "clean"
_MAIN = TEXT_KINDS | {"heading", "dateline"}
# Furniture lines of the seeds that the gold leaves out, as read by us: counters, navigation, advertisements, prompts.
_READ = {
    "003_f1d5913f504152a9.txt": {15, 16, *range(26, 32)},
    "004_864af2513c4cf570.txt": {*range(1, 17), 20, 24, 36, 48, 64, 70, 72, 74, 76, 77, 78},
}
_WELL = 0.9
_TOKEN = re.compile(r"\w+")


class Overlap(NamedTuple):
    """Shared, surplus and missing 4-grams of one page."""

    shared: int
    surplus: int
    missing: int


def figures() -> list[Figure]:
    folder = shared()
    if folder is None:
        return []
    return [*seeds(folder), *joined_seeds(folder), *extraction(folder), *wcxb(folder), *dates(folder)]


def cases() -> list[Case]:
    """Lines and titles of the seeds; and pages whose main text is found well or not (an F1 of 0.9 is well)."""
    folder = shared()
    if folder is None:
        return []
    return [*_line_cases(folder), *_gold_cases(folder), *_page_cases(folder)]


# ------------------------------------------------------------------------------------------------------- seeds


def _seed(folder: Path, name: str) -> Document:
    data = (folder / "seeds" / name).read_bytes()
    document = clean(RawDocument(name, "text/plain", data))
    assert isinstance(document, Document)
    return document


_LINES, _FOUND, _KEPT, _TITLE = "lines right, outside the gold", "furniture lines found", "must be kept", "title right"


@cache
def _line_cases(folder: Path) -> tuple[Case, ...]:
    """On the two seeds outside the gold: lines labelled as a reading of them says, furniture or article."""
    made: list[Case] = []
    for name, furniture in _READ.items():
        document = _seed(folder, name)
        start = 0
        for number, line in enumerate(document.text.splitlines(keepends=True), 1):
            kind = next(block.kind for block in document.blocks if block.start <= start < block.end)
            if line.strip():
                right = (kind not in ARTICLE_KINDS) == (number in furniture)
                want = "furniture" if number in furniture else "article"
                verdict: Verdict = "right" if right else "wrong"
                end = start + len(line)
                made.append(Case(_LINES, "seeds", verdict, f"seeds/{name}", start, end, want, kind, cut(line)))
            start += len(line)
    return tuple(made)


@cache
def _gold_cases(folder: Path) -> tuple[Case, ...]:
    """Furniture lines, lines that must be kept, and titles of the gold."""
    gold = json.loads((folder / "gold" / "seeds_dev.json").read_text(encoding="utf-8"))
    documents = {key: _seed(folder, name) for key, name in gold["files"].items()}
    found = {key: _furniture(document) for key, document in documents.items()}
    made: list[Case] = []
    for question, entries in ((_FOUND, gold["boilerplate"]), (_KEPT, gold["must_keep"])):
        for entry in entries:
            text, name = documents[entry["doc"]].text, f"seeds/{gold['files'][entry['doc']]}"
            start, end = entry["start"], entry["end"]
            span = {i for i in range(start, end) if not text[i].isspace()}
            if question == _KEPT or span:
                cast = found[entry["doc"]]
                right = span <= cast if question == _FOUND else not span & cast
                verdict: Verdict = "right" if right else "wrong"
                made.append(Case(question, "seeds", verdict, name, start, end, words=cut(text[start:end])))
    for entry in gold["documents"]:
        want, told = (entry["title"] and entry["title"]["text"]) or "", documents[entry["id"]].title or ""
        verdict = "right" if want == told else "wrong"
        made.append(Case(_TITLE, "seeds", verdict, f"seeds/{entry['file']}", expected=want, found=told))
    return tuple(made)


def _furniture(document: Document) -> set[int]:
    """The characters labelled as furniture, white space aside."""
    cast = [block for block in document.blocks if block.kind not in ARTICLE_KINDS]
    return {i for block in cast for i in range(block.start, block.end) if not document.text[i].isspace()}


def seeds(folder: Path) -> list[Figure]:
    """Furniture by character (white space aside), lines that must be kept, titles."""
    gold = json.loads((folder / "gold" / "seeds_dev.json").read_text(encoding="utf-8"))
    documents = {key: _seed(folder, name) for key, name in gold["files"].items()}
    wanted: set[tuple[str, int]] = set()
    found: set[tuple[str, int]] = set()
    for key, document in documents.items():
        for entry in gold["boilerplate"]:
            if entry["doc"] == key:
                wanted |= {(key, i) for i in range(entry["start"], entry["end"]) if not document.text[i].isspace()}
        found |= {(key, i) for i in _furniture(document)}
    return [
        share(_STAGE, _line_cases(folder), _LINES, "seeds"),
        Figure(_STAGE, "furniture precision", "seeds", _ratio(len(found & wanted), len(found)), len(found)),
        Figure(_STAGE, "furniture recall", "seeds", _ratio(len(found & wanted), len(wanted)), len(wanted)),
        *(share(_STAGE, _gold_cases(folder), question, "seeds") for question in (_FOUND, _KEPT, _TITLE)),
    ]


JOINTS = {"###": " ### ", "bar": " | ", "<p>": " <p> ", "backslash n": "\\n", "two spaces": "  ", "nothing": ""}
"""How dumps join the lines of a page."""


def joined(text: str, joint: str) -> tuple[str, list[int]]:
    """The text with its lines joined, and for each of its characters its place in the joined one (-1: none)."""
    places = [-1] * len(text)
    made = ""
    start = 0
    for match in [*re.finditer(r"\s*\n\s*", text), None]:
        end = len(text) if match is None else match.start()
        places[start:end] = range(len(made), len(made) + end - start)
        made += text[start:end]
        if match is not None:
            start = match.end()
            made += joint if made and start < len(text) else ""
    return made, places


def joined_seeds(folder: Path) -> list[Figure]:
    """Furniture by character on the seeds whose lines were joined in each of the ways of dumps."""
    gold = json.loads((folder / "gold" / "seeds_dev.json").read_text(encoding="utf-8"))
    made: list[Figure] = []
    for name, joint in JOINTS.items():
        right = found = wanted = 0
        for key, file in gold["files"].items():
            text = _seed(folder, file).text
            flat, places = joined(text, joint)
            document = clean(RawDocument(file, "text/plain", flat.encode()))
            assert isinstance(document, Document)
            cast = _furniture(document)
            own = {i for i, place in enumerate(places) if place in cast and not text[i].isspace()}
            gold_own = {
                i for entry in gold["boilerplate"] if entry["doc"] == key
                for i in range(entry["start"], entry["end"]) if not text[i].isspace()
            }  # fmt: skip
            right, found, wanted = right + len(own & gold_own), found + len(own), wanted + len(gold_own)
        made.append(Figure(_STAGE, "furniture precision", f"seeds joined by {name}", _ratio(right, found), found))
        made.append(Figure(_STAGE, "furniture recall", f"seeds joined by {name}", _ratio(right, wanted), wanted))
    return made


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


# -------------------------------------------------------------------------------------------------- extraction


def extraction(folder: Path) -> list[Figure]:
    """Main text of real pages, ours and by the rivals of ``_rivals``; and plain copies."""
    truth = json.loads((folder / "data" / "extraction" / "ground-truth.json").read_text(encoding="utf-8"))
    home, corpus = folder / "data" / "extraction" / "html", "article-extraction-benchmark"
    systems = _rivals([home / f"{key}.html.gz" for key in sorted(truth)])
    found: dict[str, list[Overlap]] = defaultdict(list)
    failed: Counter[str] = Counter()
    kept = lost = surplus = 0
    for key in sorted(truth):
        body = truth[key]["articleBody"]
        data = gzip.decompress((home / f"{key}.html.gz").read_bytes())
        page = decode.decode_html(data)
        found["firsthand"].append(overlap(body, _main_text(data)))
        for name, system in systems.items():
            text = _guarded(system, page)
            failed[name] += text is None
            found[name].append(overlap(body, text or ""))
        counts = _plain_copy(page, body)
        kept, lost, surplus = kept + counts.shared, lost + counts.missing, surplus + counts.surplus
    result = [
        Figure(_STAGE, "pages it fails on", corpus, float(failed[name]), len(truth), "count", name) for name in systems
    ]
    for rival, pages in found.items():
        precision, recall, f1 = scores(pages)
        result.append(Figure(_STAGE, "main text F1", corpus, f1, len(pages), system=rival))
        result.append(Figure(_STAGE, "main text precision", corpus, precision, len(pages), system=rival))
        result.append(Figure(_STAGE, "main text recall", corpus, recall, len(pages), system=rival))
    result.append(
        Figure(_STAGE, "plain copy: article kept", corpus, _ratio(kept, kept + lost), kept + lost, system="firsthand")
    )
    result.append(
        Figure(
            _STAGE,
            "plain copy: kept is article",
            corpus,
            _ratio(kept, kept + surplus),
            kept + surplus,
            system="firsthand",
        )
    )
    return result


_DEV_HALF = "wcxb, every other page"
"""Development: the guard and the date rules were looked at on these; the other half was seen once while
extractors were compared and while the date rules were written, so it is no clean first reading."""
_OTHER_HALF = "wcxb, the other half"


def _rivals(pages: Sequence[Path]) -> dict[str, Callable[[str], str | None]]:
    """Main text by the libraries of the field, each with its own usual call; those that are installed.  None for a page
    on which a library fails or takes longer than ten seconds."""
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text

    found: dict[str, Callable[[str], str | None]] = {
        "trafilatura": lambda page: trafilatura.extract(page, include_comments=False) or "",
        "trafilatura, precision": lambda page: (
            trafilatura.extract(page, include_comments=False, favor_precision=True) or ""
        ),
        "trafilatura, recall": lambda page: trafilatura.extract(page, include_comments=False, favor_recall=True) or "",
        "resiliparse": lambda page: extract_plain_text(page, main_content=True, list_bullets=False, alt_texts=False),
    }
    with suppress(ImportError):
        from readability import Document as Readable

        def readable(page: str) -> str:
            root = render.html_tree(Readable(page).summary(html_partial=True))
            return "" if root is None else "\n".join(one.text for one in render.paragraphs(root))

        found["readability"] = readable
    if (read := _newspaper(pages)) is not None:
        found["newspaper4k"] = read
    return found


_MOST_SECONDS = 10
_NEWSPAPER = """
import gzip, json, signal, sys
import newspaper
def late(*_):
    raise TimeoutError
signal.signal(signal.SIGPROF, late)
for line in sys.stdin:
    page = json.loads(line)
    signal.setitimer(signal.ITIMER_PROF, %d)
    try:
        text = newspaper.article("https://page.example/", input_html=page, language="en", fetch_images=False).text or ""
    except BaseException as error:
        text = None
    signal.setitimer(signal.ITIMER_PROF, 0)
    print(json.dumps(text), flush=True)
"""


def _newspaper(pages: Sequence[Path]) -> Callable[[str], str | None] | None:
    """newspaper4k in a process and an environment of its own, for it wants other versions of what we stand on: the
    folder ``FIRSTHAND_NEWSPAPER``, made with ``uv pip install --target FOLDER newspaper4k lxml_html_clean``.  Left to
    itself it fetches each page's pictures, which takes it ten seconds a page where there is no network."""
    home = os.environ.get("FIRSTHAND_NEWSPAPER")
    if not home:
        return None
    given = [decode.decode_html(gzip.decompress(path.read_bytes())) for path in pages]
    lines = "".join(json.dumps(page) + "\n" for page in given)
    command, own = [sys.executable, "-c", _NEWSPAPER % _MOST_SECONDS], os.environ | {"PYTHONPATH": home}
    done = subprocess.run(
        command, env=own, check=True, text=True, input=lines, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    texts = dict(zip(given, map(json.loads, done.stdout.splitlines()), strict=True))
    return texts.__getitem__


def _words(text: str) -> Counter[str]:
    return Counter(_TOKEN.findall(text.lower()))


def _word_f1(true: str, predicted: str) -> float:
    """F1 of the two bags of words, the benchmark's own measure."""
    own, other = _words(true), _words(predicted)
    return _ratio(2 * (own & other).total(), own.total() + other.total())


def _guarded(system: Callable[[str], str | None], page: str) -> str | None:
    try:
        return system(page)
    except Exception:  # a rival that fails on a page has found nothing there
        return None


def wcxb(folder: Path) -> list[Figure]:
    """Main text of the pages of WCXB: word F1, averaged over pages, ours and the rivals' in one run."""
    truth = json.loads((folder / "data" / "extraction" / "wcxb" / "ground_truth.json").read_text(encoding="utf-8"))
    home = folder / "data" / "extraction" / "wcxb" / "html"
    systems = _rivals([home / f"{key}.html.gz" for key in sorted(truth)])
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    failed: Counter[tuple[str, str]] = Counter()
    for number, key in enumerate(sorted(truth)):
        data = gzip.decompress((home / f"{key}.html.gz").read_bytes())
        page, true = decode.decode_html(data), truth[key]["text"]
        corpus = _DEV_HALF if number % 2 == 0 else _OTHER_HALF
        found[corpus, "firsthand"].append(_word_f1(true, _text_of(_wcxb_page(folder, key, truth[key]["url"]))))
        for name, system in systems.items():
            text = _guarded(system, page)
            failed[corpus, name] += text is None
            found[corpus, name].append(_word_f1(true, text or ""))
    made = [
        Figure(
            _STAGE, "pages it fails on", corpus, float(failed[corpus, name]), len(found[corpus, name]), "count", name
        )
        for corpus in (_DEV_HALF, _OTHER_HALF)
        for name in systems
    ]
    return made + [
        Figure(_STAGE, "main text word F1", corpus, sum(values) / len(values), len(values), system=name)
        for (corpus, name), values in sorted(found.items())
    ]


def dates(folder: Path) -> list[Figure]:
    """The day of publication of WCXB's pages, where the page says one: exact, another, none; and days given to pages
    of which it is not known; beside trafilatura's (htmldate)."""
    from trafilatura import bare_extraction

    truth = json.loads((folder / "data" / "extraction" / "wcxb" / "ground_truth.json").read_text(encoding="utf-8"))
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for number, key in enumerate(sorted(truth)):
        data = gzip.decompress((folder / "data" / "extraction" / "wcxb" / "html" / f"{key}.html.gz").read_bytes())
        corpus = _DEV_HALF if number % 2 == 0 else _OTHER_HALF
        document = _wcxb_page(folder, key, truth[key]["url"])
        own = document.published if isinstance(document, Document) else Published()
        same = own.earliest and own.latest and own.earliest[:10] == own.latest[:10]
        days = {"firsthand": own.earliest[:10] if same and own.earliest else None}
        with suppress(Exception):
            extracted = bare_extraction(decode.decode_html(data), url=truth[key]["url"], with_metadata=True)
            day = getattr(extracted, "date", None)
            days["trafilatura"] = str(day)[:10] if day else None
        want = (truth[key].get("published") or "")[:10]
        for system, day in days.items():
            asked = "dated" if want else "undated"
            counts[corpus, system][asked] += 1
            counts[corpus, system][
                f"{asked} right" if day == (want or None) else f"{asked} wrong" if day else "none"
            ] += 1
    made = []
    for (corpus, system), count in sorted(counts.items()):
        told = count["dated right"] + count["dated wrong"]
        for name, part, whole in (
            ("day of publication right", count["dated right"], count["dated"]),
            ("days given that are right", count["dated right"], told),
            ("undated pages left undated", count["undated right"], count["undated"]),
        ):
            made.append(Figure(_STAGE, name, corpus, _ratio(part, whole), whole, system=system))
    return made


def _page_cases(folder: Path) -> list[Case]:
    """Each page of the benchmark: whether the F1 of its main text is 0.9 or more."""
    truth = json.loads((folder / "data" / "extraction" / "ground-truth.json").read_text(encoding="utf-8"))
    made: list[Case] = []
    for key in sorted(truth):
        name = f"data/extraction/html/{key}.html.gz"
        f1 = scores([overlap(truth[key]["articleBody"], _main_text(gzip.decompress((folder / name).read_bytes())))])[2]
        verdict: Verdict = "right" if f1 >= _WELL else "wrong"
        words = cut(truth[key]["articleBody"])
        made.append(Case("main text F1", "article-extraction-benchmark", verdict, name, 0, 0, "", f"{f1:.2f}", words))
    return made


@cache
def _wcxb_page(folder: Path, key: str, url: str) -> Document | Rejected:
    data = gzip.decompress((folder / "data" / "extraction" / "wcxb" / "html" / f"{key}.html.gz").read_bytes())
    return clean(RawDocument(url, "text/html", data))


def _main_text(data: bytes) -> str:
    return _text_of(clean(RawDocument("page", "text/html", data)))


def _text_of(document: Document | Rejected) -> str:
    if not isinstance(document, Document):
        return ""
    return "\n".join(document.text[b.start : b.end].strip() for b in document.blocks if b.kind in _MAIN)


def _plain_copy(page: str, body: str) -> Overlap:
    """Characters of the page's lines, without markup, that are rightly kept, wrongly kept, wrongly dropped."""
    root = render.html_tree(page)
    texts = [] if root is None else [paragraph.text for paragraph in render.paragraphs(root)]
    document = clean(RawDocument("copy", "text/plain", "\n".join(texts).encode()))
    if not isinstance(document, Document):
        return Overlap(0, 0, 0)
    article = [False] * len(document.text)
    for block in document.blocks:
        if block.kind in TEXT_KINDS:
            article[block.start : block.end] = [True] * (block.end - block.start)
    counts = [0, 0, 0]
    start = 0
    for text, is_true in zip(texts, main_text.in_article(texts, body), strict=True):
        taken = article[start + len(text) - 1]
        if taken or is_true:
            counts[0 if taken and is_true else 1 if taken else 2] += len(text)
        start += len(text) + 1
    return Overlap(*counts)


def overlap(true: str, predicted: str) -> Overlap:
    own, other = _grams(true), _grams(predicted)
    return Overlap((own & other).total(), (other - own).total(), (own - other).total())


def _grams(text: str, n: int = 4) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[i : i + n]) for i in range(max(min(1, len(tokens)), len(tokens) - n + 1)))


def scores(pages: Iterable[Overlap]) -> tuple[float, float, float]:
    """Precision and recall as means over pages, and the F1 of the two means, as the benchmark does it."""
    pages = list(pages)
    precisions = [p.shared / (p.shared + p.surplus) for p in pages if p.shared + p.surplus]
    recalls = [p.shared / (p.shared + p.missing) for p in pages if p.shared + p.missing]
    precision = sum(precisions) / max(1, len(precisions))
    recall = sum(recalls) / max(1, len(recalls))
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
