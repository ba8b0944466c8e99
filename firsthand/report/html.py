"""The record as one HTML page: nothing is fetched, nothing runs, everything can be printed.

The template holds the layout, ``views`` the words, ``marks`` what is highlighted; jinja2 escapes all of it.  A content
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
from firsthand.report import views
from firsthand.report.reading import Reading, printable


_FIRST_CLAIMS = 10  # those that follow stand behind one click


def page(record: Record) -> str:
    """The whole record as a self-contained HTML document."""
    builder = views.Builder(Reading(record))
    stories = tuple(builder.story(story) for story in builder.told)
    style = _file("static", "page.css")
    told = sum(len(story.documents) > 1 for story in record.stories)
    return _environment().get_template("page.html").render(
        title=stories[0].title if stories else "No report could be read",
        stories=stories,
        more_stories=max(0, told - len(stories)),
        alone=builder.standing_alone(),
        more_alone=max(0, len(builder.alone) - views.MOST_REPORTS),
        reports=builder.reports(),
        more_reports=len(record.documents) - len(builder.printed),
        rejected=record.rejected[: views.MOST_REFUSED],
        more_rejected=max(0, len(record.rejected) - views.MOST_REFUSED),
        made_with=record.made_with,
        style=Markup(style),  # noqa: S704 - our own file
        policy=_policy(style),
        first_claims=_FIRST_CLAIMS,
        open_reports=len(builder.printed) <= 12,
    )


@cache
def _environment() -> Environment:
    """Escapes everything; whatever text reaches an expression loses its control characters there at the latest."""
    return Environment(
        loader=DictLoader({name: _file("templates", name) for name in ("page.html", "parts.html")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
        extensions=[],
    )


@cache
def _file(folder: str, name: str) -> str:
    return resources.files("firsthand.report").joinpath(folder, name).read_text(encoding="utf-8")


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
