"""The trail of a thing: the name of the step that made it, and of each that changed it.

A step's name is ``part.step`` in lower case; the record carries the names (decision 10), and docs/reference.md lists
them.  ``python -m evals --without STEP`` puts another ``taken`` in its place, so that a step can be left out and its
cases seen to be lost; so call it as ``trail.taken``.  Left out: why a step did what it did, which the reasons say.
"""

from __future__ import annotations

from dataclasses import Field, replace
from typing import Any, ClassVar, Protocol, TypeVar


class Trailed(Protocol):
    """A frozen dataclass that carries the names of its steps."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def steps(self) -> tuple[str, ...]:
        """The names of the steps, in order."""


Thing = TypeVar("Thing", bound=Trailed)


def taken(step: str) -> bool:
    """Whether a step is taken; always, but where an evaluation leaves it out."""
    return True


def changed(item: Thing, step: str, **parts: object) -> Thing:
    """``item`` with other parts and the step's name; ``item`` itself where they do not differ or the step is left
    out."""
    if all(getattr(item, name) == value for name, value in parts.items()) or not taken(step):
        return item
    return marked(replace(item, **parts), step)


def marked(item: Thing, step: str) -> Thing:
    """``item`` with the name of the step that made it, or let it stand."""
    return replace(item, steps=(*item.steps, step))
