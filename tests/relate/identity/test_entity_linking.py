"""Entities linked across documents: full names, surnames that one person bears, acronyms, never two people as one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.data import Analysis, Entity, EntityKind, Outlet, Published, Span, content_id
from firsthand.relate.identity import link


def entity(
    document: str, name: str, kind: EntityKind = "person", aliases: tuple[str, ...] = (), count: int = 1
) -> Entity:
    spans = tuple(Span(document, n, n + 1) for n in range(count))
    return Entity(content_id("e", document, name), name, kind, tuple(sorted({name, *aliases})), spans)


def analysis(document: str, *entities: Entity) -> Analysis:
    return Analysis(document, Outlet(), Published(), (), entities, (), (), (), ())


def groups(*analyses: Analysis) -> dict[str, list[str]]:
    """Linked name -> documents that it is mentioned in."""
    linked, to = link(analyses)
    assert set(to) == {one.id for each in analyses for one in each.entities}
    assert set(to.values()) == {one.id for one in linked}
    assert list(linked) == sorted(linked, key=lambda one: one.id)
    return {one.name: sorted({mention.document for mention in one.mentions}) for one in linked}


def test_one_person_under_several_names() -> None:
    found = groups(
        analysis("a", entity("a", "Nicolás Ferrer")),
        analysis("b", entity("b", "Nicolas Ferrer")),
        analysis("c", entity("c", "Ferrer")),
    )
    assert list(found.values()) == [["a", "b", "c"]]


def test_two_people_with_one_surname_stay_two_and_the_bare_surname_stands_alone() -> None:
    found = groups(
        analysis("a", entity("a", "Peter Hammond")),
        analysis("b", entity("b", "Joan Hammond")),
        analysis("c", entity("c", "Hammond")),
    )
    assert found == {"Peter Hammond": ["a"], "Joan Hammond": ["b"], "Hammond": ["c"]}


def test_an_initial_that_fits_two_people_joins_neither() -> None:
    found = groups(
        analysis("a", entity("a", "Peter Hammond")),
        analysis("b", entity("b", "Paul Hammond")),
        analysis("c", entity("c", "P. Hammond")),
    )
    assert len(found) == 3


def test_institutions_and_acronyms() -> None:
    found = groups(
        analysis("a", entity("a", "Department of Justice", "organisation")),
        analysis("b", entity("b", "Justice Department", "organisation")),
        analysis("c", entity("c", "Marine Safety Inspectorate", "organisation", ("MSI",))),
        analysis("d", entity("d", "MSI", "organisation")),
    )
    assert sorted(found.values()) == [["a", "b"], ["c", "d"]]


def test_outlets_by_the_word_list() -> None:
    found = groups(
        analysis("a", entity("a", "AP", "outlet")),
        analysis("b", entity("b", "The Associated Press", "outlet")),
    )
    assert list(found.values()) == [["a", "b"]]


def test_a_wrong_kind_is_outvoted_by_the_pile() -> None:
    found, _ = link([
        analysis("a", entity("a", "Ferrer", "person", count=5)),
        analysis("b", entity("b", "Ferrer", "organisation")),
    ])  # fmt: skip
    assert [(one.name, one.kind) for one in found] == [("Ferrer", "person")]


NAMES = st.sampled_from(["Peter Hammond", "P. Hammond", "Hammond", "Joan Hammond", "Joan P. Hammond", "MSI", "Marine"])
KINDS: st.SearchStrategy[EntityKind] = st.sampled_from(["person", "organisation", "outlet", "place"])


@given(st.lists(st.tuples(NAMES, KINDS), max_size=8), st.randoms())
def test_order_changes_nothing(rows: list[tuple[str, EntityKind]], random: object) -> None:
    analyses = [analysis(f"d{n}", entity(f"d{n}", name, kind)) for n, (name, kind) in enumerate(rows)]
    shuffled = list(analyses)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert link(analyses) == link(shuffled)


def test_a_bare_surname_that_its_own_report_kept_apart_from_the_full_name_stays_apart() -> None:
    found = groups(
        analysis("a", entity("a", "Peter Hammond"), entity("a", "Hammond")),
        analysis("b", entity("b", "Peter Hammond")),
        analysis("c", entity("c", "Hammond")),
    )
    assert found == {"Peter Hammond": ["a", "b", "c"], "Hammond": ["a"]}


def test_a_second_surname_may_be_missing() -> None:
    found = groups(
        analysis("a", entity("a", "Laura Ferrer Ruiz")),
        analysis("b", entity("b", "Laura Ferrer")),
        analysis("c", entity("c", "Ferrer")),
    )
    assert found == {"Laura Ferrer Ruiz": ["a", "b", "c"]}
    assert len(groups(analysis("a", entity("a", "Martin Paul")), analysis("b", entity("b", "Martin Paul Reed")))) == 2


def test_a_name_with_a_second_surname_does_not_leave_those_of_its_last() -> None:
    found = groups(
        analysis("a", entity("a", "Laura Ferrer")),
        analysis("b", entity("b", "Laura Ferrer Ruiz")),
        analysis("c", entity("c", "Ferrer Ruiz")),
    )
    assert found["Laura Ferrer Ruiz"] == ["b", "c"]
    found = groups(
        analysis("a", entity("a", "Laura Ferrer")),
        analysis("b", entity("b", "Laura Ferrer Ruiz"), entity("b", "Carlos Ruiz")),
        analysis("c", entity("c", "Ruiz")),
    )
    assert found["Ruiz"] == ["c"]


def test_two_names_of_which_one_begins_the_other_stay_two_in_one_report() -> None:
    found = groups(analysis("a", entity("a", "Laura Ferrer"), entity("a", "Laura Ferrer Ruiz")))
    assert len(found) == 2
