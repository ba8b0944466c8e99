"""What a reader decided: kept by content, settled, applied as a constraint, undone, written and read again."""

from __future__ import annotations

import json
import random
from dataclasses import astuple, replace
from itertools import permutations
from pathlib import Path

import pytest

import firsthand
from firsthand import judgement_files
from firsthand.data import Claim, JudgedThing, Judgement, Origin, Record, text_hash
from firsthand.errors import UsageError
from firsthand.example import REPORTS
from firsthand.ingest import read
from firsthand.judgements import from_lines, judgement, read_judgements, settle, to_lines
from firsthand.outcome import Outcome
from firsthand.pipeline import analysed, read_batch
from firsthand.record import to_json

TEXT, OTHER = "a" * 32, "b" * 32
AT = "2031-04-01T09:30:00Z"


def statement(text: str, start: int, words: str = "words") -> JudgedThing:
    return JudgedThing(words, text, start, start + 10)


def said(verdict: str, a: int = 0, b: int = 20, by: str = "Ada", at: str = AT) -> Judgement:
    return judgement("statements", statement(TEXT, a), statement(OTHER, b), verdict, by=by, at=at)


# ------------------------------------------------------------------------------------------------- the noun


def test_the_order_of_the_two_things_does_not_show() -> None:
    a, b = statement(TEXT, 0), statement(OTHER, 20)
    assert judgement("statements", a, b, "same", by="Ada", at=AT) == judgement(
        "statements", b, a, "same", by="Ada", at=AT
    )
    one = judgement("direction", JudgedThing("x", TEXT), JudgedThing("y", OTHER), "a_to_b", by="Ada", at=AT)
    turned = judgement("direction", JudgedThing("y", OTHER), JudgedThing("x", TEXT), "b_to_a", by="Ada", at=AT)
    assert one == turned


def test_two_unnamed_ends_of_one_report_are_two_things() -> None:
    a, b = JudgedThing("a police officer", TEXT), JudgedThing("a second officer", TEXT)
    assert judgement("ends", a, b, "different", by="Ada", at=AT).b in (a, b)


def test_it_is_written_and_read_as_it_was() -> None:
    made = [
        said("same"),
        judgement("outlet", JudgedThing("A title", TEXT), None, "The “Post”", by="Ada", at=AT, note="so it prints"),
        judgement("names", JudgedThing("J. Smith"), JudgedThing("John Smith"), "different", by="Ben\nBo", at=AT),
    ]
    assert from_lines(to_lines(made)) == tuple(sorted(made, key=lambda one: one.id))
    assert to_lines(made) == to_lines(reversed(made))
    assert b'"state"' not in to_lines([replace(made[0], state="applied")])


BAD = {
    "no JSON": b"{",
    "another kind": b'{"about":"truth","a":{"words":"x"},"verdict":"true","by":"A","at":"2031-01-01"}',
    "another verdict": to_lines([said("same")]).replace(b'"same"', b'"perhaps"'),
    "one thing for two": b'{"about":"names","a":{"words":"x"},"verdict":"same","by":"A","at":"2031-01-01"}',
    "no hash": to_lines([said("same")]).replace(TEXT.encode(), b"../../etc/passwd"),
    "end before start": to_lines([said("same")]).replace(b'"end":10', b'"end":0'),
    "nobody": to_lines([said("same")]).replace(b'"Ada"', b'" "'),
    "no day": to_lines([said("same")]).replace(AT.encode(), b"yesterday"),
    "no date": b'{"about":"date","a":{"words":"x","text":"%s"},"verdict":"Monday","by":"A","at":"2031-01-01"}'
    % TEXT.encode(),
    "the same twice": b'{"about":"names","a":{"words":"K"},"b":{"words":"k"},"verdict":"same","by":"A","at":"2031"}',
    "deep": b"[" * 3000,
    "long": b'{"about":"' + b"x" * 30_000 + b'"}',
    "no UTF-8": b"\xff\xfe{}",
}


@pytest.mark.parametrize("name", BAD)
def test_a_line_that_is_no_judgement_is_refused_by_its_number(name: str, tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    path.write_bytes(to_lines([said("same")]) + b"\n" + BAD[name] + b"\n")
    with pytest.raises(UsageError, match="line 3: ") as error:
        read_judgements(path)
    assert str(path) in str(error.value) and "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match=r"nowhere\.jsonl cannot be read"):
        read_judgements("nowhere.jsonl")


# ------------------------------------------------------------------------------------------------- settled


def states(*judged: Judgement) -> dict[str, str]:
    found = settle(judged)
    assert all(settle(order) == found for order in list(permutations(judged))[:24]), "the order shows"
    return {one.id: one.state for one in found.all}


def test_a_readers_last_answer_holds() -> None:
    first, last = said("same"), said("different", at="2031-04-02T09:30:00Z")
    assert states(first, last) == {first.id: "replaced", last.id: ""}


def test_readers_who_contradict_each_other_are_not_followed_and_both_are_kept() -> None:
    ada, ben = said("same"), said("different", by="Ben")
    assert states(ada, ben) == {ada.id: "conflicting", ben.id: "conflicting"}
    assert settle([ada, ben]).about("statements") == ()


def test_unsure_contradicts_nobody() -> None:
    ada, ben = said("same"), said("unsure", by="Ben")
    assert set(states(ada, ben).values()) == {""}


def test_what_is_joined_by_way_of_others_and_told_apart_is_not_joined() -> None:
    one = judgement("names", JudgedThing("A One"), JudgedThing("B One"), "same", by="Ada", at=AT)
    two = judgement("names", JudgedThing("B One"), JudgedThing("C One"), "same", by="Ada", at=AT)
    apart = judgement("names", JudgedThing("A One"), JudgedThing("C One"), "different", by="Ben", at=AT)
    beside = judgement("names", JudgedThing("D One"), JudgedThing("E One"), "same", by="Ben", at=AT)
    assert states(one, two, apart, beside) == {
        one.id: "conflicting", two.id: "conflicting", apart.id: "", beside.id: "",
    }  # fmt: skip


# -------------------------------------------------------------------------------------------------- kept


@pytest.mark.parametrize("kind", ["file", "store"])
def test_they_are_kept_undone_and_imported(kind: str, tmp_path: Path) -> None:
    place = judgement_files.judgement_place(
        *((tmp_path / "j.jsonl", None) if kind == "file" else (None, tmp_path / "s.db"))
    )
    assert place.read() == ()
    one, two = said("same"), said("different", b=40)
    place.add([one])
    place.add([two, one])
    assert place.read() == tuple(sorted((one, two), key=lambda it: it.id))
    assert place.undo([one.id[:8]]) == (one,)
    assert place.read() == (two,)
    with pytest.raises(UsageError, match="no judgement has an id that begins"):
        place.undo([one.id])
    assert place.record() is None


def test_one_place_is_named() -> None:
    with pytest.raises(UsageError, match="--judgements FILE, or --store FILE"):
        judgement_files.judgement_place(None, None)


# ------------------------------------------------------------------------------------------------- applied


@pytest.fixture(scope="module")
def outcomes() -> tuple[Outcome, ...]:
    return tuple(read_batch([raw for raw in read([str(REPORTS)]) if not hasattr(raw, "reason")]))  # type: ignore[misc]


@pytest.fixture(scope="module")
def base(outcomes: tuple[Outcome, ...]) -> Record:
    return firsthand.relate(outcomes)


def judged(base: Record, what: str, *given: str, by: str = "Ada Obi", note: str = "") -> Judgement:
    return firsthand.judge(base, what, *given, by=by, at=AT, note=note)


def claim_of(record: Record, statement_id: str) -> Claim:
    (found,) = [one for one in record.claims if statement_id in one.statements]
    return found


@pytest.mark.models
def test_different_statements_never_share_a_claim(outcomes: tuple[Outcome, ...], base: Record) -> None:
    claim = max(base.claims, key=lambda one: len(one.statements))
    a, b = claim.statements[:2]
    made = firsthand.relate(outcomes, judgements=[judged(base, "different", a, b)])
    assert claim_of(made, a) != claim_of(made, b)
    for one in (a, b):
        assert any(reason.startswith("judged by Ada Obi: ") for reason in claim_of(made, one).reasons)
    assert [one.state for one in made.judgements] == ["applied"]


@pytest.mark.models
def test_same_statements_share_a_claim(outcomes: tuple[Outcome, ...], base: Record) -> None:
    alone = [one for one in base.claims if len(one.statements) == 1]
    a, b = alone[0].statements[0], alone[7].statements[0]
    made = firsthand.relate(outcomes, judgements=[judged(base, "same", a, b, note="I asked them")])
    claim = claim_of(made, a)
    assert claim == claim_of(made, b)
    assert [join.step for join in claim.joins] == ["judged"]
    assert any("judged by Ada Obi" in reason and "I asked them" in reason for reason in claim.reasons)


@pytest.mark.models
def test_many_judgements_hold_at_once_in_any_order(outcomes: tuple[Outcome, ...], base: Record) -> None:
    draw = random.Random(17)
    names = [one.id for one in base.statements]
    pairs = [draw.sample(names, 2) for _ in range(40)]
    asked = [judged(base, draw.choice(["same", "different"]), *pair) for pair in pairs]
    made = firsthand.relate(outcomes, judgements=asked)
    shuffled = draw.sample(asked, len(asked))
    assert to_json(firsthand.relate(draw.sample(outcomes, len(outcomes)), judgements=shuffled)) == to_json(made)
    known = {one.id: one for one in made.judgements}
    for pair, one in zip(pairs, asked, strict=True):
        if known[one.id].state == "applied":
            assert (claim_of(made, pair[0]) == claim_of(made, pair[1])) == (one.verdict == "same")
    assert sum(one.state == "applied" for one in made.judgements) >= 30


@pytest.mark.models
def test_ends_are_one_or_two_as_judged(outcomes: tuple[Outcome, ...], base: Record) -> None:
    claim = next(one for one in base.claims if one.independent.at_least == 2)
    numbers = {}
    for verdict in ("same", "unsure", "different"):
        made = firsthand.relate(outcomes, judgements=[judged(base, verdict, *claim.origins[:2])])
        (now,) = [one for one in made.claims if one.id == claim.id]
        numbers[verdict] = (now.independent.at_least, now.independent.at_most)
        assert any(edge.reason.startswith("judged by Ada Obi") for edge in now.edges)
    assert numbers == {"same": (1, 1), "unsure": (1, 2), "different": (2, 2)}


@pytest.mark.models
def test_names_are_one_or_two_as_judged(outcomes: tuple[Outcome, ...], base: Record) -> None:
    people = [one for one in base.entities if one.kind == "person" and " " in one.name]
    a, b = people[:2]
    made = firsthand.relate(outcomes, judgements=[judged(base, "same", a.id, b.id)])
    (one,) = [one for one in made.entities if {*a.mentions, *b.mentions} <= {*one.mentions}]
    assert {*a.aliases, *b.aliases} <= {*one.aliases}
    assert [one.state for one in made.judgements] == ["applied"]
    local = [one for outcome in outcomes for one in outcome.analysis.entities]  # type: ignore[union-attr]
    several = next(
        (whole, short)
        for whole in base.entities
        for short in sorted({one.name for one in local if {*one.mentions} <= {*whole.mentions}} - {whole.name})
        if whole.kind == "person" and short.split()[-1] == whole.name.split()[-1]
    )
    apart = judgement("names", JudgedThing(several[0].name), JudgedThing(several[1]), "different", by="Ada", at=AT)
    parted = firsthand.relate(outcomes, judgements=[apart])
    assert len([one for one in parted.entities if {*one.mentions} <= {*several[0].mentions}]) == 2


@pytest.mark.models
def test_a_report_is_read_as_its_judged_outlet_and_date(outcomes: tuple[Outcome, ...], base: Record) -> None:
    report = next(one for one in base.documents if one.outlet.basis != "given")
    asked = [
        judged(base, "outlet", report.id, "Tavia Post"),
        judged(base, "date", report.id, "2031-03-20"),
        judged(base, "text_origin", report.id, "agency: Meridian"),
    ]
    made = firsthand.relate(outcomes, judgements=asked)
    (now,) = [one for one in made.documents if one.id == report.id]
    assert (now.outlet.name, now.outlet.basis) == ("Tavia Post", "judged by Ada Obi")
    assert (now.published.earliest, now.published.latest) == ("2031-03-20", "2031-03-20")
    assert (now.text_origin.kind, now.text_origin.name) == ("agency", "Meridian")
    given = [
        analysed(replace(one.document, outlet=now.outlet, published=now.published))  # type: ignore[union-attr]
        if one.document.id == report.id  # type: ignore[union-attr]
        else one
        for one in outcomes
    ]
    stated = firsthand.relate(given, judgements=asked[2:])
    assert to_json(replace(stated, judgements=())) == to_json(replace(made, judgements=()))  # type: ignore[type-var]


@pytest.mark.models
def test_a_direction_and_a_conflict_are_as_judged(outcomes: tuple[Outcome, ...], base: Record) -> None:
    derived = next(one for one in base.derivations if one.direction == "b_to_a")
    conflict = next(one for one in base.conflicts if one.judgement == "contradiction")
    made = firsthand.relate(outcomes, judgements=[judged(base, "direction", derived.id, "a_to_b")])
    (turned,) = [one for one in made.derivations if one.id == derived.id]
    assert turned.direction == "a_to_b" and "judged by Ada Obi" in turned.reasons[-1]
    made = firsthand.relate(outcomes, judgements=[judged(base, "conflict", conflict.id, "scope_difference")])
    (kind,) = [one for one in made.conflicts if one.id == conflict.id]
    assert kind.judgement == "scope_difference" and kind.reason.startswith("judged by Ada Obi: ")
    gone = firsthand.relate(outcomes, judgements=[judged(base, "conflict", conflict.id, "none")])
    assert conflict.id not in {one.id for one in gone.conflicts}
    assert [one.state for one in gone.judgements] == ["applied"]


def families(record: Record) -> set[frozenset[str]]:
    root = {str(one.id): str(one.id) for one in record.documents}

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    for one in record.derivations:
        if one.relation in ("same_text", "near_copy", "rewrite", "shared_source_text"):
            root[find(one.b)] = find(one.a)
    return {frozenset(name for name in root if find(name) == top) for top in set(map(find, root))}


@pytest.mark.models
def test_what_was_written_separately_is_no_pair_and_nothing_else_changes(
    outcomes: tuple[Outcome, ...], base: Record
) -> None:
    derived = [one for one in base.derivations if one.relation not in ("cites", "shared_quotations")]
    assert len(derived) > 2
    for pair in derived:
        asked = judged(base, "direction", pair.id, "separate")
        assert asked == judged(base, "separate", pair.b, pair.a)
        made = firsthand.relate(outcomes, judgements=[asked])
        left = [one for one in made.derivations if {one.a, one.b} == {pair.a, pair.b}]
        assert {one.relation for one in left} <= {"cites", "shared_quotations"}
        others = [one for one in base.derivations if {one.a, one.b} != {pair.a, pair.b}]
        assert {one.id for one in others} <= {one.id for one in made.derivations}
        (told,) = made.judgements
        together = any({pair.a, pair.b} <= one for one in families(made))
        assert (told.state, bool(told.reason)) == ("applied", together)
        # only claims of a family that held both may count otherwise: no independence by accident
        touched = next(one for one in families(base) if {pair.a, pair.b} <= one) if together or any(
            {pair.a, pair.b} <= one for one in families(base)) else {pair.a, pair.b}  # fmt: skip
        before = {frozenset(one.statements): one for one in base.claims}
        at = {one.id: one.span.document for one in made.statements}
        for claim in made.claims:
            was = before.get(frozenset(claim.statements))
            if was is not None and claim.independent != was.independent:
                assert {at[name] for name in claim.statements} & touched, claim.text
        for name in (pair.a, pair.b):
            assert "written separately, judged by Ada Obi" in " ".join(firsthand.explain(made, name).split())
    assert to_json(firsthand.relate(outcomes)) == to_json(base), "taken back"


@pytest.mark.models
def test_three_of_one_text_stay_one_until_every_pair_is_judged(tmp_path: Path) -> None:
    body = (
        "The bridge at Kell closed on Monday after divers found cracks in two of its piers. The mayor, Ola Renn, said"
        " buses would cross at Asp until the spring, and that the ferry would run through the night. Engineers had"
        " warned of the cracks in January, and the council put the repair off twice for want of money."
    )
    texts = [
        {"id": name, "outlet": outlet, "text": f"{body} {tail}"}
        for name, outlet, tail in (
            ("a", "Daily", "Shops on the quay fear a poor winter."),
            ("b", "Post", "Schools will open an hour later."),
            ("c", "Herald", "A meeting is called for Friday."),
        )
    ]
    base = firsthand.run(texts)
    a, b, c = (next(one.id for one in base.documents if one.source_id == name) for name in "abc")
    assert {frozenset((one.a, one.b)) for one in base.derivations} == {frozenset(p) for p in ((a, b), (b, c), (a, c))}
    (one,) = [judged(base, "separate", a, b)]
    half = firsthand.run(texts, judgements=[one])
    assert families(half) == families(base), "by way of the third"
    assert "by way of other reports" in half.judgements[0].reason
    counts = [sorted((claim.id, *astuple(claim.independent)) for claim in record.claims) for record in (base, half)]
    assert counts[0] == counts[1], "half a judgement makes no origin"
    every = [one, judged(base, "separate", b, c), judged(base, "separate", a, c)]
    whole = firsthand.run(texts, judgements=every)
    assert families(whole) == {frozenset({a}), frozenset({b}), frozenset({c})}
    assert [one.reason for one in whole.judgements] == ["", "", ""]
    ben = judged(base, "direction", next(one.id for one in base.derivations if {one.a, one.b} == {a, b}), "a_to_b",
                 by="Ben Bo")  # fmt: skip
    torn = firsthand.run(texts, judgements=[*every, ben])
    assert {one.state for one in torn.judgements if one.id in {every[0].id, ben.id}} == {"conflicting"}
    assert {frozenset((one.a, one.b)) for one in torn.derivations} == {frozenset({a, b})}
    store = tmp_path / "s.db"
    assert to_json(firsthand.run(texts, store=store)) == to_json(base)
    assert to_json(firsthand.run(texts, store=store, judgements=every)) == to_json(whole)
    assert to_json(firsthand.run(texts, store=store)) == to_json(base), "taken back"


@pytest.mark.models
def test_it_survives_a_new_name_of_the_file_and_waits_for_its_text(
    outcomes: tuple[Outcome, ...], base: Record, tmp_path: Path
) -> None:
    document = {one.id: one.span.document for one in base.statements}
    a, b = next(
        (join.a, join.b)
        for one in base.claims
        for join in one.joins
        if join.step == "same_words" and document[join.a] != document[join.b]
    )
    asked = judged(base, "different", a, b)
    assert asked.a.text in {text_hash(one.text) for one in base.documents}
    held = {thing.text for thing in (asked.a, asked.b) if thing}
    kept = [one for one in base.documents if text_hash(one.text) in held]
    folder = tmp_path / "renamed"
    folder.mkdir()
    for number, one in enumerate(kept):
        name = f"{number}{Path(one.uri).suffix}"
        (folder / name).write_bytes((REPORTS / Path(one.uri).name).read_bytes())
    without = firsthand.run(folder, store=tmp_path / "s.db")
    made = firsthand.run(folder, judgements=[asked], store=tmp_path / "s.db")
    places = [(thing.text, thing.start, thing.end) for thing in (asked.a, asked.b) if thing]
    texts = {one.id: text_hash(one.text) for one in made.documents}
    x, y = (
        next(one.id for one in made.statements if (texts[one.span.document], one.span.start, one.span.end) == place)
        for place in places
    )
    assert {x, y}.isdisjoint({a, b}), "other addresses, other ids"
    assert claim_of(without, x) == claim_of(without, y) and claim_of(made, x) != claim_of(made, y)
    assert [one.state for one in made.judgements] == ["applied"]
    lonely = firsthand.run({"text": "The bridge at Kell closed on Monday, police said."}, judgements=[asked])
    assert [(one.state, one.reason) for one in lonely.judgements] == [("waiting", "no report of this run has the text")]


KELL = [
    {"id": "a", "outlet": "Daily", "text": "The bridge at Kell closed on Monday. Divers found a bus in the Asp."},
    {"id": "b", "outlet": "Post", "text": "The bridge at Kell closed on Monday, police said. A bus sank in it."},
    {"id": "c", "outlet": "Herald", "text": "The bridge at Kell closed on Monday. Traffic is led through Orrin."},
]


@pytest.mark.models
def test_it_survives_an_addition(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    base = firsthand.add(KELL[:2], store=store)
    together = next(one for one in base.claims if len(one.statements) == 2)
    asked = judged(base, "different", *together.statements)
    judgement_files.judgement_place(None, store).add([asked])
    made = firsthand.add(KELL[2], store=store)
    assert len(made.documents) == 3
    assert claim_of(made, together.statements[0]) != claim_of(made, together.statements[1])
    assert [one.state for one in made.judgements] == ["applied"]
    assert to_json(made) == to_json(firsthand.run(KELL, judgements=[asked]))
    assert to_json(made) != to_json(firsthand.run(KELL))


@pytest.mark.models
def test_the_judgements_of_a_store_hold_in_its_later_runs(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    base = firsthand.run(KELL[:2], store=store)
    together = next(one for one in base.claims if len(one.statements) == 2)
    asked = judged(base, "different", *together.statements)
    place = judgement_files.judgement_place(None, store)
    place.add([asked])
    made = firsthand.run(KELL[:2], store=store)
    assert claim_of(made, together.statements[0]) != claim_of(made, together.statements[1])
    assert [one.state for one in judgement_files.as_they_stand(place.read(), place.record())] == ["applied"]
    place.undo([asked.id])
    assert to_json(firsthand.run(KELL[:2], store=store)) == to_json(base)
    assert to_json(firsthand.run(KELL[:2], judgements=[asked])) == to_json(made)


@pytest.mark.models
def test_it_is_explained_and_a_table(outcomes: tuple[Outcome, ...], base: Record) -> None:
    asked = judged(base, "outlet", base.documents[0].id, "Tavia Post")
    made = firsthand.relate(outcomes, judgements=[asked])
    told = firsthand.explain(made, asked.id)
    assert "by Ada Obi" in told and "applied" in told
    assert [row["verdict"] for row in made.table("judgements")] == ["Tavia Post"]
    assert json.loads(to_json(made))["judgements"][0]["about"] == "outlet"


@pytest.mark.models
@pytest.mark.parametrize(
    ("what", "given"),
    [("perhaps", ("c", "c")), ("same", ("one",)), ("same", ("claim", "document")), ("date", ("document", "Monday")),
     ("outlet", ("claim", "Post")), ("conflict", ("document", "update")), ("direction", ("document", "claim"))],
)  # fmt: skip
def test_what_cannot_be_judged_is_refused_in_one_line(what: str, given: tuple[str, ...], base: Record) -> None:
    ids = {"claim": base.claims[0].id, "document": base.documents[0].id}
    with pytest.raises(UsageError) as error:
        judged(base, what, *(ids.get(one, one) for one in given))
    assert "\n" not in str(error.value)


@pytest.mark.models
def test_an_end_bears_the_name_that_a_reader_gave_it(outcomes: tuple[Outcome, ...], base: Record) -> None:
    def of_name(record: Record, name: str) -> Origin:
        return next(one for one in record.origins if one.name == name)

    for was in ("National Rescue Service", "unnamed source of Halmont Courier"):
        end = of_name(base, was)
        asked = firsthand.judge(base, "rename", end.id, "The Rescuers", by="Ada", at=AT)
        made = firsthand.relate(outcomes, judgements=[asked])
        assert of_name(made, "The Rescuers").id == end.id
        assert was not in {one.name for one in made.origins}
        assert any(node.name == "The Rescuers" for claim in made.claims for node in claim.ends)
        assert [one.independent for one in made.claims] == [one.independent for one in base.claims]
        assert [one.state for one in made.judgements] == ["applied"]
        again = firsthand.judge(made, "rename", end.id, "The Service", by="Ada", at="2031-04-02T09:30:00Z")
        assert again.a == asked.a
        assert of_name(firsthand.relate(outcomes, judgements=[asked, again]), "The Service").id == end.id
        other = next(one for one in made.origins if one.name == "Ilsa Verrin")
        one_party = firsthand.judge(made, "different", end.id, other.id, by="Ada", at=AT)
        assert asked.a.words in {one_party.a.words, one_party.b.words if one_party.b else ""}
    with pytest.raises(UsageError, match="name in words"):
        firsthand.judge(base, "rename", base.origins[0].id, " ", by="Ada", at=AT)
    with pytest.raises(UsageError, match="rename"):
        firsthand.judge(base, "rename", base.claims[0].id, "Somebody", by="Ada", at=AT)
