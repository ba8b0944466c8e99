"""The record as one HTML page: nothing is fetched, nothing runs, everything can be printed.

The template holds the layout, ``views`` the words; jinja2 escapes all of it.  A content
security policy allows this page's own style sheet (by its hash) and nothing else; there is no script.  Follows WCAG
2.2: headings in order, text beside every picture, links that say where they lead.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from firsthand.data import Record
from firsthand.report.counted_words import marked_aside
from firsthand.report.end_names import possessive
from firsthand.report.fulltext import reports
from firsthand.report.open_record import opened
from firsthand.report.passages import Printed
from firsthand.report.phrasing import printable
from firsthand.report.places import Places
from firsthand.report.storyview import StoryView

_MOST_STORIES, _MOST_REPORTS, _MOST_REFUSED, _MOST_OPEN = 20, 150, 200, 12


def page(record: Record) -> str:
    """The whole record as a self-contained HTML document."""
    reading = opened(record)
    several = [story for story in reading.ranked_stories if len(story.documents) > 1]
    alone = [story for story in reading.ranked_stories if len(story.documents) == 1]
    told = several[:_MOST_STORIES] or alone[:1]
    alone = alone if several else alone[1:]
    order = [document.id for story in (*told, *alone) for document in reading.documents_of(story)]
    order = list(dict.fromkeys(order))[:_MOST_REPORTS]
    shown = frozenset(order)
    ends = frozenset(end for story in told for claim in reading.claims_of(story) for end in claim.origins)
    printed = Printed(reading, shown, Places(shown, ends))
    stories = [StoryView(printed, story) for story in told]
    numbers = {claim.id: claim.number for story in stories for claim in story.claims}
    style = file_of("static", "page.css")
    return environment().get_template("page.html").render(
        title=stories[0].title if stories else "No report could be read",
        stories=stories,
        more_stories=max(0, len(several) - len(told)),
        alone=[(reading.masthead(id_), reading.title(id_, 200), printed.report_link(id_))
               for id_ in (one.documents[0] for one in alone[:_MOST_REPORTS])],
        more_alone=max(0, len(alone) - _MOST_REPORTS),
        reports=reports(printed, order, numbers),
        more_reports=len(record.documents) - len(order),
        rejected=record.rejected[:_MOST_REFUSED],
        more_rejected=max(0, len(record.rejected) - _MOST_REFUSED),
        made_with=record.made_with,
        style=Markup(style),  # noqa: S704 - our own file
        policy=_policy(style),
        open_reports=len(order) <= _MOST_OPEN,
    )  # fmt: skip


_TEMPLATES = ("page.html", "parts.html", "sections.html")


@cache
def environment(more: tuple[tuple[str, str], ...] = ()) -> Environment:
    """Our templates, and ``more`` (name, source).  Escapes everything; whatever text reaches an expression loses its
    control characters there at the latest; ``n`` is a filter for numbers that are read (1,234), ``counted`` for
    a claim's words, of which those in brackets are not counted, ``possessive`` for a name."""
    made = Environment(
        loader=DictLoader({**{name: file_of("templates", name) for name in _TEMPLATES}, **dict(more)}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
        extensions=[],
    )
    made.filters["n"] = "{:,}".format
    made.filters["counted"] = marked_aside
    made.filters["possessive"] = possessive
    return made


@cache
def file_of(folder: str, name: str) -> str:
    """A template or style sheet of ours."""
    return resources.files("firsthand.report").joinpath(folder, name).read_text(encoding="utf-8")


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
