"""Which ends of chains are one party, may be one, or are apart, as pairs made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.data import Identity, Quantity, Span, Statement
from firsthand.relate.origins.end_node import EndNode
from firsthand.relate.origins.ends_graph import graph
from firsthand.relate.origins.identity_rules import RULES
from tests.relate.origins.nodes import node, person

OBI = "Ada Obi"
ELSEWHERE = Statement("s elsewhere", Span("e", 0, 1), (), "reported")


def verdict(a: EndNode, b: EndNode) -> Identity | None:
    """What is known of two ends, whichever comes first."""
    found = {edge.verdict for edges in (graph([a, b]).edges, graph([b, a]).edges) for edge in edges}
    assert len(found) < 2
    return found.pop() if found else None


PAIRS: list[tuple[EndNode, EndNode, Identity | None]] = [
    # one party under two names
    (person("Abe"), person("Shinzo Abe"), "same"),
    (person("Abe", bearers=frozenset({"shinzo abe", "akie abe"})), person("Shinzo Abe"), "may_be_same"),
    (node("Lamplight Daily", "outlet"), node("Lamplight Daily Business", "outlet"), "same"),
    (node("Lamplight Daily", "outlet"), node("Lamplight Daily Beacon", "outlet"), None),
    (person(OBI), person("Comedian Ada Obi"), "same"),
    (person("Ada Obi Lund", "Presidency"), node("Chief Ada Obi Lund"), "same"),
    (node("The U.S. Pacific Command"), node("US Pacific Command"), "same"),
    (node("US Pacific Command"), node("United States military"), "same"),
    (node("Ministry of Public Security"), node("Public Safety Ministry"), "same"),
    (node("Ministry of Safety"), node("Public Safety Ministry"), "same"),
    (node("Orrin"), node("Orrinâ€™s"), "same"),
    (node("Orrin’s"), node("ORRIN"), "same"),
    (node("TPA"), node("Trans-Peninsula Agency"), "same"),
    (node("Seoul"), node("South Korea"), "same"),
    (node("Seoul"), node("South Korean defence ministry"), "same"),
    (node("Israeli Foreign Ministry"), node("Foreign Ministry"), "same"),
    (node("Credit company Orrin"), node("Orrin"), "same"),
    (node("Orrin", bearers=frozenset({"credit company orrin", "mining company orrin"})), node("Mining company Orrin"),
     "may_be_same"),
    (node("Orrin"), node("Orrin Workforce Solutions"), "may_be_same"),
    # one voice in two mouths
    (person(OBI, "Orrin"), node("Orrin"), "same"),
    (person(OBI, "Senate"), node("Senate"), "may_be_same"),
    (person(OBI, "Orrin", voices=()), node("Orrin"), "may_be_same"),  # "a worker at Orrin", "a former director"
    (person(OBI, "Kenya health ministry"), node("Kenyan government"), "same"),
    (person(OBI, "China's foreign ministry"), node("Beijing"), "same"),
    (person(OBI, "Germany's foreign ministry"), node("Tehran"), None),
    (node("Vell"), node("the government of Vell", sure=False), "same"),
    (node("Vell's government"), node("Vell"), "same"),
    (node("Vell"), node("government of Orle"), None),
    (person(OBI, "Orrin"), person("Ben Falk", "Orrin"), "may_be_same"),
    (person("Frank Obi", "Orrin"), person("Kenneth F. Obi Jr.", "Abel", statements=(ELSEWHERE,)), "may_be_same"),
    (node("Kesh", beside=frozenset({("anonymous", "“orrin officials”")})), node("“Orrin officials”", "anonymous"),
     "may_be_same"),  # "Kesh and Orrin officials said"
    (node("“several administration”, unnamed source of Asp", "anonymous",
          beside=frozenset({("anonymous", "“defense officials”")})),
     node("“defense officials”", "anonymous"), "may_be_same"),
    (node("“researchers”", "anonymous", beside=frozenset({("anonymous", "“state officials”")})),
     node("“state officials”", "anonymous"), "apart"),
    (person(OBI, "Foreign Ministry", states=["kesh"]), person("Ben Falk", "Navy", states=["kesh"]), "may_be_same"),
    (person("Ben Falk", people=["ada obi"]), person(OBI, "Orrin"), "may_be_same"),
    (person(OBI, "Orrin", told_by=frozenset({("entity", "ben falk")})), person("Ben Falk", "Abel"), "may_be_same"),
    (person(OBI, "Orrin", speaks_of=frozenset({"ben falk"})), person("Ben Falk", "Abel"), "may_be_same"),
    (node("China"), node("Kesh Defence Ministry"), "may_be_same"),  # whose ministry it is, is not told
    # no support
    (person(OBI, "Orrin", acts=True), person("Ben Falk", "Abel"), "may_be_same"),
    (person(OBI, "Orrin", denies=True), person("Ben Falk", "Abel"), "may_be_same"),
    # the same words
    (person("Alan Lane", "UNICEF", speeches=(frozenset(["one", "two", "three", "four"]),)),
     person("Anthony Lake", "UN", speeches=(frozenset(["one", "two", "three", "four"]),)), "same"),
    # nothing tells them apart
    (person(OBI), person("Ben Falk"), None),
    (person(OBI), node("Orrin"), None),
    (node("an official", "anonymous"), node("an aide", "anonymous"), None),
    (node("Asp Now", "own_voice"), person(OBI, "Orrin"), None),
    (node("the audit", "document"), person(OBI, "Orrin"), None),
    (node("“Orrin records”", "document"), person(OBI, private=True), None),
    (node("“court documents”", "document"), person(OBI, "Kesh police"), None),
    (node("“the police report”", "document"), person(OBI, private=True), None),  # who may have called them
    (node("“a coast guard sensor”", "document"), person(OBI, private=True), None),
    (node("“the police report”", "document"), person(OBI, "Korrel police"), "may_be_same"),
    (node("Washington"), person(OBI, "Security Council"), None),
    # apart
    (person(OBI, "Orrin"), person("Ben Falk", "Abel Group"), "apart"),
    (person(OBI, private=True), person("Ben Falk"), "apart"),
    (person(OBI, private=True), node("Kesh Electoral Court"), "apart"),
    (person(OBI, "Orrin"), node("Kesh Electoral Court"), "apart"),
    (node("Syrian Observatory for Human Rights"), node("UNICEF"), None),  # an acronym that nothing explains
    (node("Syrian Observatory for Human Rights"), node("World Health Organization"), "apart"),
    (node("Kesh Electoral Court"), node("Kesh Defence Ministry"), "apart"),
    (node("Israeli Foreign Ministry"), node("Kenyan Foreign Ministry"), "apart"),
    (node("a witness", "anonymous", witness=True), node("Kesh Electoral Court"), "apart"),
    (node("a witness", "anonymous", witness=True), node("a villager", "anonymous", witness=True), "may_be_same"),
    (node("“transport ministry records”", "document"), person(OBI, private=True), "apart"),
    (node("“transport ministry records”", "document"), person(OBI, "Dock Union"), "apart"),
    (node("“transport ministry records”", "document"), person(OBI, "Energy Ministry"), None),
    (node("an official", "anonymous"), node("a second official", "anonymous", apart=frozenset({"second"})), "apart"),
    (node("army", "anonymous", beside=frozenset({("anonymous", "police")})),
     node("police", "anonymous"), "may_be_same"),
    (node("a monitor", "anonymous", beside=frozenset({("anonymous", "rebels")})), node("rebels", "anonymous"), "apart"),
    (node("residents", "anonymous", witness=True, beside=frozenset({("anonymous", "rebels")}),
          statements=(replace(node("x").statements[0], numbers=(Quantity(Span("d", 0, 1), 84, "people"),)),)),
     node("rebels", "anonymous"), "may_be_same"),  # nobody on the spot counts so many
    (node("The candidate", "anonymous", beside=frozenset({("anonymous", "the campaign")})),
     node("the campaign", "anonymous"), "may_be_same"),
    (person(OBI, "Orrin", beside=frozenset({("person", "Ben Falk")})),
     replace(person("Ben Falk", "Abel Group"), key=("person", "Ben Falk")), "may_be_same"),  # "the two agreed that …"
    (person(OBI, "Orrin", beside=frozenset({("group", "miners")})), node("miners", "group"), "may_be_same"),
    (node("Belgium coalition air raids Russia"), node("Kesh Electoral Court"), None),  # a line of keywords
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "known"), PAIRS, ids=lambda one: one.name if isinstance(one, EndNode) else "")
def test_what_is_known_of_two_ends(a: EndNode, b: EndNode, known: Identity | None) -> None:
    assert verdict(a, b) == known


def test_every_rule_is_mutual() -> None:
    """The same verdict both ways round."""
    ends = [one for a, b, _ in PAIRS for one in (a, b)]
    for rule in RULES:
        for a in ends:
            for b in ends:
                one, other = rule(a, b), rule(b, a)
                assert (one and one.verdict) == (other and other.verdict), (rule, a.name, b.name)


def test_every_finding_has_a_reason_that_names_an_end() -> None:
    for a, b, known in PAIRS:
        for edge in graph([a, b]).edges:
            assert edge.verdict == known
            assert any(word in edge.reason for one in (a, b) for word in one.name.split())
