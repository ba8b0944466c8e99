"""Relate: across documents, the record of a pile of reports.

In: analysed documents, each with what is compared of it; no token and no parse.
Out: a ``Record``.
May import: ``comparable``, ``components``, ``cpu_limit``, ``data``, ``dates``, ``errors``, ``firm_joins``,
``judgements``, ``lexicon``, ``models``, ``moments``, ``names``, ``outcome``, ``progress``, ``report_names``, ``trail``,
``version``, ``words``.
Doors: ``assemble``, ``claims``, ``derivation``, ``judged``, ``part_rows``, ``pile_index``, ``readings``, ``stories``.

``assemble`` is the order of the rooms; ``part_rows`` what one part of the pile comes to; ``pair_memory`` what pairs
came to before; ``pile_index`` what the pile knows of a report without reading it; ``pile`` the documents looked up by
id; ``stories`` the reports of one event.
"""

from firsthand.relate.assemble import relate

__all__ = ["relate"]
