"""Report: the record as people read it.

In: a ``Record``.
Out: an ``OpenRecord`` (``opened``), one story as a record of its own (``one_story``), the ``story_list`` and the
``summary`` for a terminal, the words behind an id (``explain``), and one HTML page (``html.page``, which loads its
template engine when it is asked for).
May import: ``components``, ``data``, ``dates``, ``errors``, ``firm_joins``, ``judgements``, ``lexicon``, ``models``,
``moments``, ``report_names``, ``words``.
Doors: ``html``, ``places``, ``passages``, ``phrasing``, ``highlights``, ``end_names``, ``may_be_one``, ``captions``,
``claim_path``, ``story_lists``, ``storyview``, ``first_screen``, ``fulltext``, ``heat``, ``open_record``, ``text``,
``text_families``, ``value_steps``, ``views``.

``storyview`` and ``fulltext`` make the parts of the page as ``views``; every word from outside passes ``phrasing`` or
``highlights``.
"""

from firsthand.report.explanation import explain
from firsthand.report.open_record import OpenRecord, opened
from firsthand.report.story_record import one_story
from firsthand.report.text import story_list, summary

__all__ = ["OpenRecord", "explain", "one_story", "opened", "story_list", "summary"]
