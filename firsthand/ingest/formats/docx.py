"""Word documents (DOCX, Office Open XML): the paragraphs of ``word/document.xml``, in order.

Follows ECMA-376: text runs, tabs, breaks.  A document that an archive exported holds many articles (``digests``).
Left out: headers, footers, footnotes, comments, and text that was deleted under change tracking.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from lxml import etree

from firsthand.ingest.formats import digests
from firsthand.ingest.part import MAX_BYTES, Ingested, Part, as_text, numbered, refused

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_XML = 4 * MAX_BYTES


def read(part: Part, archive: zipfile.ZipFile) -> Iterator[Ingested]:
    """The document, or the articles of an archive's export."""
    with archive.open("word/document.xml") as stream:
        data = stream.read(_MOST_XML + 1)
    if len(data) > _MOST_XML:
        yield refused(part.uri, f"a Word document of more than {_MOST_XML // 2**20} MiB of XML: split it")
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        yield refused(part.uri, "a Word document that is damaged: open it and save it again")
        return
    text = "\n\n".join(filter(None, (_paragraph(one) for one in root.iter(f"{_W}p"))))
    if (found := digests.articles(part.uri, text)) is not None:
        yield from numbered(part.uri, found)
    else:
        yield as_text(part, text)


def _paragraph(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    for node in paragraph.iter():
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag == f"{_W}tab":
            pieces.append(" ")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif node.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
    return "\n".join(" ".join(line.split()) for line in "".join(pieces).split("\n")).strip()
