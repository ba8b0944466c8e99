"""Ends made by hand for the rules of identity."""

from __future__ import annotations

from typing import Any

from firsthand.data import EndForm, SourceKind, Span, Statement
from firsthand.relate.origins.affiliations import Affiliation
from firsthand.relate.origins.end_node import EndNode

SURE = ("person", "institution", "document")


def node(name: str, kind: SourceKind = "institution", **facts: Any) -> EndNode:
    """An end with its own key; named persons, institutions and documents are sure."""
    form: EndForm = "unnamed" if kind == "anonymous" else "own_reporting" if kind in ("own_voice", "outlet") else "says"
    key = facts.pop("key", ("entity", name.casefold()) if kind in SURE else (kind, name.casefold()))
    given: dict[str, Any] = {
        "key": key, "kind": kind, "form": form, "name": name, "names": (name,), "sure": kind in SURE, "nameless": False,
        "relay": False, "bearers": frozenset(), "affiliation": Affiliation(), "told_by": frozenset(),
        "beside": frozenset(), "speaks_of": frozenset(), "acts": False, "denies": False, "utterances": frozenset(),
        "speeches": (), "withdrawn": "", "direct": True, "journalist": False, "witness": False,
        "apart": frozenset(),
        "statements": (Statement(f"s {name}", Span("d", 0, 1), (), "reported"),), "why": (),
    }  # fmt: skip
    return EndNode(**(given | facts))


def person(name: str, *bodies: str, **facts: Any) -> EndNode:
    """A person whom the reports put with these bodies."""
    private = facts.pop("private", False)
    states = frozenset(facts.pop("states", ()))
    people = frozenset(facts.pop("people", ()))
    voices = frozenset(facts.pop("voices", bodies))
    given = Affiliation(frozenset(bodies), people, states, private, voices=voices)
    return node(name, "person", affiliation=given, **facts)
