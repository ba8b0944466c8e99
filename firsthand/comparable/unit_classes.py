"""What kind of thing a number counts: people under all their names, or the unit itself.

Left out: conversion between units of one kind (miles and kilometres).
"""

from __future__ import annotations

from functools import cache

from firsthand.lexicon import rows


def unit_class(unit: str) -> str:
    """What kind of thing a unit counts; the unit itself where the lexicon does not know it."""
    return "people" if unit.casefold() in peoples() else _unit_classes().get(unit.casefold(), unit.casefold())


@cache
def peoples() -> frozenset[str]:
    """Words for the people of a place, which count people, though only its own."""
    return frozenset(name.casefold() for row in rows("places") for name in row["demonyms"].split("|") if name)


@cache
def countries() -> dict[str, str]:
    """The place that each word for its people names ("Russian": "Russia"), in normal form."""
    return {
        demonym.casefold(): row["place"].casefold()
        for row in rows("places")
        for demonym in row["demonyms"].split("|")
        if demonym
    }


@cache
def _unit_classes() -> dict[str, str]:
    return {lemma: row["class"] for row in rows("units") for lemma in row["lemmas"].split("|")} | {"": "people"}
