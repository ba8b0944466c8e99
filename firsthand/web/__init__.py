"""Web: the record as pages that one reads, checks and corrects in a browser, on this machine.

In: what is read (a folder, files, a store or a record).
Out: the ``application`` (ASGI) of a ``Desk``, and ``serve``, which shows it.
May import: ``data``, ``errors``, ``judgement_files``, ``judgements``, ``judging``, ``lexicon``, ``moments``,
``opening``, ``page_archive``, ``pipeline``, ``record``, ``report``, ``source_sheet``, ``store``, ``version``,
``words``.
Doors: ``desk``, ``serving``.

``sheets`` makes each page; ``rows`` the rows of its exports, which ``exports`` writes as JSON, CSV and Markdown;
``guard`` stands before all of it.  Pages are set with the templates of ``report``.
"""

from firsthand.web.asgi import application
from firsthand.web.desk import Desk

__all__ = ["Desk", "application"]
