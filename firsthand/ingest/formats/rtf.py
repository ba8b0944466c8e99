"""RTF, as word processors and newspaper archives write it; an export holds many articles (``digests``)."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.data import Rejected
from firsthand.ingest.formats import digests
from firsthand.ingest.part import Ingested, Part, as_text, numbered, refused


def read(part: Part) -> Iterator[Ingested]:
    """The document, or the articles of an export."""
    from striprtf.striprtf import rtf_to_text

    data = part.whole()
    if isinstance(data, Rejected):
        yield data
        return
    try:
        text: str = rtf_to_text(  # type: ignore[no-untyped-call]
            data.decode("latin-1"), encoding="cp1252", errors="replace"
        )
    except Exception:  # it meets arbitrary bytes: any failure means that the file is damaged
        yield refused(part.uri, "an RTF file that is damaged: open it and save it again, or save it as .txt")
        return
    text = text.replace("\0", "")
    if (found := digests.articles(part.uri, text)) is not None:
        yield from numbered(part.uri, found)
    else:
        yield as_text(part, text)
