"""Writes one small file of every format into ``tests/ingest/files``: our own words, invented names and places.

    python tests/ingest/make_files.py

The files are committed: tests read them as they are, so that a change of a writer's library cannot hide one of a
reader.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

HERE = Path(__file__).parent / "files"
TITLE = "Ferry runs aground off Tarn Point"
LEAD = "A ferry with 212 people on board ran aground off Tarn Point on Monday, the coast guard said."
QUOTE = "“Nobody was hurt,” harbour master Ilse Brandt told reporters in Merrow. “The hull is sound.”"
END = "The line said that it would run two boats instead of three until Thursday."
DAY = "2031-09-08"
PAGE = (
    f'<!doctype html><html><head><meta charset="utf-8"><title>{TITLE} | Merrow Gazette</title>'
    '<meta property="og:site_name" content="Merrow Gazette">'
    f'<meta property="article:published_time" content="{DAY}T06:00:00Z"></head><body><nav><a href="/">Home</a></nav>'
    f"<article><h1>{TITLE}</h1><p>By Jonas Vell</p><p>{LEAD}</p><p>{QUOTE}</p><p>{END}</p></article></body></html>"
)
TEXT = f"Merrow Gazette\n\n{TITLE}\n\nBy Jonas Vell\n\n8 September 2031\n\n{LEAD}\n\n{QUOTE}\n\n{END}\n"
ADDRESS = "https://merrowgazette.example/ferry"


def put(name: str, data: bytes | str) -> None:
    (HERE / name).write_bytes(data.encode() if isinstance(data, str) else data)


def docx(paragraphs: list[str]) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    runs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in paragraphs)
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    return zipped(
        {
            "[Content_Types].xml": types,
            "word/document.xml": f'<?xml version="1.0"?><w:document {space}><w:body>{runs}</w:body></w:document>',
        }
    )


def zipped(members: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2031, 9, 8, 6, 0, 0)), data)
    return made.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def warc(records: list[tuple[str, str, bytes]]) -> bytes:
    made = b""
    for number, (kind, address, block) in enumerate(records):
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: {DAY}T07:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        made += head.encode() + block + b"\r\n\r\n"
    return made


def response(
    body: bytes, media: str = "text/html; charset=utf-8", status: str = "200 OK", packed: bool = False
) -> bytes:
    body = gzip.compress(body, mtime=0) if packed else body
    coding = "Content-Encoding: gzip\r\n" if packed else ""
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{coding}Content-Length: {len(body)}\r\n\r\n".encode() + body


def pdf(pages: list[list[tuple[float, float, int, str]]]) -> bytes:
    """Lines as (x, y, size, text) in Helvetica."""
    objects: list[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for lines in pages:
        content = b"".join(
            f"BT /F1 {size} Tf {x} {y} Td (".encode()
            + text.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)")
            + b") Tj ET\n"
            for x, y, size, text in lines
        )
        objects.append(f"<</Length {len(content)}>>stream\n".encode() + content + b"endstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj".encode() + one + b"endobj\n"
    start = len(made)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        made
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    )


NEXIS = f"""{TITLE}

Merrow Gazette

September 8, 2031 Monday

Copyright 2031 Merrow Gazette All Rights Reserved

Section: NEWS; Pg. 3
Length: 61 words
Byline: By Jonas Vell

Body

{LEAD}

{QUOTE}

{END}

Load-Date: September 9, 2031

End of Document

Ferry line to be fined, minister says

Halden Courier (Halden)

September 10, 2031 Wednesday

Copyright 2031 Halden Courier

Length: 40 words
Byline: Mara Quist and Pell Osric

Body

The ferry line will be fined for the grounding off Tarn Point, Transport Minister Edda Rolfe said on Tuesday.

“We had warned them twice,” Rolfe said.

Load-Date: September 10, 2031

End of Document
"""
FACTIVA = f"""SE  News
HD  {TITLE}
BY  By Jonas Vell
CR  Transcoast News Agency
WC  61 words
PD  8 September 2031
SN  Merrow Gazette
SC  MERGAZ
LA  English
CY  Copyright 2031 Merrow Gazette
LP
{LEAD}
TD
{QUOTE}

{END}
AN  Document MERGAZ0020310908e9980000p

SE  News
HD  Ferry line to be fined, minister says
PD  10 September 2031
SN  Halden Courier
LP
The ferry line will be fined for the grounding off Tarn Point, Transport Minister Edda Rolfe said on Tuesday.
TD
“We had warned them twice,” Rolfe said.
AN  Document HALCOU0020310910e99a0000q
""".replace("LP\n", "LP  ").replace("TD\n", "TD  ")
PROQUEST = f"""____________________________________________________________

{TITLE}

Author: Vell, Jonas

Publication info: Merrow Gazette

Full text: {LEAD}

{QUOTE}

{END}

Publication title: Merrow Gazette

Publication date: Sep 8, 2031

____________________________________________________________

Ferry line to be fined, minister says

Author: Holt, Anna

Publication info: Halden Courier

Full text: The ferry line will be fined for the grounding off Tarn Point, Transport Minister Edda Rolfe said on Tuesday.

Publication title: Halden Courier

Publication date: Sep 10, 2031

____________________________________________________________
"""


EUROPRESSE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Europresse</title></head><body>
<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">Merrow Gazette, no. 4301</span></div>
<div class="rdp__DocHeader"><span class="DocHeader">Région, lundi 8 septembre 2031, p. 3</span>, 212 mots</div>
<div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu">{TITLE}</p></div>
<div class="sm-margin-bottomNews docAuthors">Jonas Vell</div></header>
<section><div class="docOcurrContainer"><p>{LEAD}</p><p>{QUOTE}</p></div></section>
<footer><div class="publiC-lblNodoc">news·20310908·MG·0042</div><small>© 2031 Merrow Gazette. Tous droits réservés.</small></footer></article>
<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">Halden Courier</span></div>
<div class="rdp__DocHeader"><span class="DocHeader">mercredi 10 septembre 2031</span></div>
<div class="titreArticle"><p class="titreArticleVisu">Ferry line to be fined, minister says</p></div></header>
<section><div class="DocText clearfix"><p>The line will be fined, transport minister Ada Rolfe said on Wednesday.</p>
<p>“We had warned them twice,” Rolfe said.</p></div></section>
<footer><small>© 2031 Halden Courier. Tous droits réservés.</small></footer></article></body></html>
"""
EUROPRESSE_PRINT = f"""Nom de la source
Merrow Gazette
Type de source
Presse • Journaux
Périodicité
Quotidien
Couverture géographique
Régionale
Provenance
Merrow, Tarn

Lundi 8 septembre 2031

Merrow Gazette • p. 3 • 212 mots

{TITLE}

Jonas Vell

{LEAD}

{QUOTE}

© 2031 Merrow Gazette. Tous droits réservés. Le présent document est protégé par les lois sur le droit d'auteur.
news·20310908·MG·0042

Nom de la source
Halden Courier
Type de source
Presse • Journaux
Provenance
Halden, Tarn

Mercredi 10 septembre 2031

Halden Courier • p. 1

Ferry line to be fined, minister says

The line will be fined, transport minister Ada Rolfe said on Wednesday.

“We had warned them twice,” Rolfe said.

© 2031 Halden Courier. Tous droits réservés.
"""


def rtf(text: str) -> bytes:
    body = "".join("\\par\n" if c == "\n" else c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text)
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}\\f0 " + body + "}").encode("ascii")


def main() -> None:
    put("page.html", PAGE)
    put("page.html.gz", gzip.compress(PAGE.encode(), mtime=0))
    put("page.html.bz2", bz2.compress(PAGE.encode()))
    put("page.html.xz", lzma.compress(PAGE.encode()))
    put(
        "singlefile.html",
        PAGE.replace("<head>", "<!--\n Page saved with SingleFile \n url: " + ADDRESS + " \n-->\n<head>"),
    )
    put("report.txt", TEXT)
    put(
        "note.md",
        f"---\ntitle: {TITLE}\nauthor: Jonas Vell\ndate: {DAY}\nsource: Merrow Gazette\nurl: {ADDRESS}\n---\n\n# {TITLE}\n\n{LEAD}\n\n> {QUOTE}\n\n{END}\n",
    )
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Merrow Gazette <news@merrowgazette.example>", "desk@example.org", TITLE
    mail["Date"], mail["Message-ID"] = "Mon, 08 Sep 2031 06:00:00 +0000", "<1@merrowgazette.example>"
    mail.set_content(f"{LEAD}\n\n{QUOTE}\n\n{END}\n")
    mail.add_attachment(
        f"Statement of the ferry line\n\n{END} It thanked the crew of the lifeboat.\n", filename="statement.txt"
    )
    for part in mail.walk():
        if part.is_multipart():
            part.set_boundary("==boundary==")
    put("mail.eml", mail.as_bytes())
    put(
        "mailbox.mbox",
        b"From news@merrowgazette.example Mon Sep  8 06:00:00 2031\n"
        + mail.as_bytes()
        + b"\n\nFrom b@halden.example Tue Sep  9 06:00:00 2031\nSubject: Fine for the ferry line\nMessage-ID: <2@halden.example>\nDate: Tue, 09 Sep 2031 06:00:00 +0000\n\nThe ferry line will be fined, Transport Minister Edda Rolfe said on Tuesday.\n",
    )
    quoted = PAGE.replace("=", "=3D").encode("utf-8")
    put(
        "page.mhtml",
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: "
        + ADDRESS.encode()
        + b'\r\nSubject: Ferry\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n------B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: '
        + ADDRESS.encode()
        + b"\r\n\r\n"
        + quoted
        + b"\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------B--\r\n",
    )
    item = f"<item><title>{TITLE}</title><link>{ADDRESS}</link><pubDate>Mon, 08 Sep 2031 06:00:00 GMT</pubDate><dc:creator>Jonas Vell</dc:creator><description>{LEAD}</description><content:encoded><![CDATA[<p>{LEAD}</p><p>{QUOTE}</p><p>{END}</p>]]></content:encoded></item>"
    bare = "<item><title>Weather</title><link>https://merrowgazette.example/weather</link></item>"
    put(
        "feed.rss",
        f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Merrow Gazette</title><link>https://merrowgazette.example/</link>{item}{bare}</channel></rss>',
    )
    put(
        "feed.atom",
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Merrow Gazette</title><id>urn:m</id><updated>{DAY}T06:00:00Z</updated><entry><title>{TITLE}</title><link href="{ADDRESS}"/><id>urn:1</id><published>{DAY}T06:00:00Z</published><updated>{DAY}T09:00:00Z</updated><author><name>Jonas Vell</name></author><content type="html">&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{QUOTE}&lt;/p&gt;</content></entry></feed>',
    )
    put(
        "feed.json",
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Merrow Gazette",
                "items": [
                    {
                        "id": "1",
                        "url": ADDRESS,
                        "title": TITLE,
                        "date_published": f"{DAY}T06:00:00Z",
                        "authors": [{"name": "Jonas Vell"}],
                        "content_html": f"<p>{LEAD}</p><p>{QUOTE}</p>",
                    }
                ],
            },
            ensure_ascii=False,
            indent=1,
        ),
    )
    put(
        "feeds.opml",
        '<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body><outline type="rss" text="Merrow Gazette" xmlUrl="https://merrowgazette.example/feed"/></body></opml>',
    )
    put(
        "sitemap.xml",
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{ADDRESS}</loc></url></urlset>',
    )
    crawl = [
        ("request", ADDRESS, b"GET /ferry HTTP/1.1\r\n\r\n"),
        ("response", ADDRESS, response(PAGE.encode(), packed=True)),
        ("response", "https://merrowgazette.example/a.png", response(b"\x89PNG", "image/png")),
        ("response", "https://merrowgazette.example/gone", response(b"<p>Gone.</p>", status="404 Not Found")),
    ]
    put("crawl.warc", warc(crawl))
    put("crawl.warc.gz", b"".join(gzip.compress(warc([one]), mtime=0) for one in crawl))
    put(
        "crawl.wacz",
        zipped(
            {
                "datapackage.json": "{}",
                "archive/data.warc.gz": gzip.compress(warc(crawl), mtime=0),
                "pages/pages.jsonl": '{"format": "json-pages-1.0"}\n',
            }
        ),
    )
    put("report.docx", docx([TITLE, "By Jonas Vell", LEAD, QUOTE, END]))
    put("report.rtf", rtf(TEXT))
    put(
        "book.epub",
        zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": "<container/>", "text/one.xhtml": PAGE}),
    )
    left = [(60, 800, 9, "Merrow Gazette, 8 September 2031"), (60, 760, 18, TITLE), (60, 735, 11, "By Jonas Vell")]
    body = [
        "A ferry with 212 people on board ran aground off Tarn Point on Monday, the",
        "coast guard said. It had left Merrow at 6 a.m. with a full deck and two lor-",
        "ries.",
        "“Nobody was hurt,” harbour master Ilse Brandt told reporters in Merrow. “The",
        "hull is sound.”",
    ]
    second = [
        "The line said that it would run two boats instead of three until Thursday, and",
        "that tickets stay valid.",
    ]
    put(
        "report.pdf",
        pdf(
            [
                left
                + [(60, 700 - 14 * i - (8 if i > 2 else 0), 11, line) for i, line in enumerate(body)]
                + [(290, 30, 9, "1")],
                [(60, 800, 9, "Merrow Gazette, 8 September 2031")]
                + [(60, 760 - 14 * i, 11, line) for i, line in enumerate(second)]
                + [(290, 30, 9, "2")],
                [
                    (60, 800, 9, "Merrow Gazette, 8 September 2031"),
                    (60, 760, 11, "The lifeboat returned to Merrow at noon, its coxswain said."),
                    (290, 30, 9, "3"),
                ],
            ]
        ),
    )
    put("scan.pdf", pdf([[]]))
    put("nexis.txt", NEXIS)
    put("nexis.docx", docx(NEXIS.split("\n")))
    put("nexis.rtf", rtf(NEXIS))
    put("factiva.txt", FACTIVA)
    put("proquest.txt", PROQUEST)
    put("europresse.html", EUROPRESSE)
    put("europresse.txt", EUROPRESSE_PRINT)
    put(
        "pile.zip",
        zipped(
            {
                "a/page.html": PAGE,
                "b/report.txt": TEXT,
                "__MACOSX/b/._report.txt": b"\0\0",
                "inner.zip": zipped({"deep.txt": f"{LEAD}\n\n{END}\n"}),
            }
        ),
    )
    put("pile.tar.gz", gzip.compress(tarred({"a/page.html": PAGE.encode(), "b/report.txt": TEXT.encode()}), mtime=0))
    put(
        "table.csv",
        f'Headline,Body,Publication,Date,Author,Url,Country\n"{TITLE}","{LEAD}\n\n{QUOTE}",Merrow Gazette,{DAY},Jonas Vell,{ADDRESS},Tarn\n',
    )
    put("table.tsv", f"Titel\tVolltext\n{TITLE}\t{LEAD}\n")
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(
        pyarrow.table({"title": [TITLE], "maintext": [f"{LEAD}\n\n{QUOTE}"], "publish_date": [DAY]}),
        HERE / "table.parquet",
    )
    tools = {
        "trafilatura.json": {
            "title": TITLE,
            "author": "Jonas Vell; Mara Quist",
            "hostname": "merrowgazette.example",
            "date": DAY,
            "fingerprint": "abc",
            "id": None,
            "raw_text": LEAD,
            "text": f"{LEAD}\n{QUOTE}",
            "language": None,
            "source": ADDRESS,
            "source-hostname": "Merrow Gazette",
            "excerpt": "A ferry",
        },
        "newspaper.json": {
            "url": ADDRESS,
            "source_url": "https://merrowgazette.example",
            "title": TITLE,
            "text": f"{LEAD}\n\n{QUOTE}",
            "authors": ["Jonas Vell"],
            "publish_date": f"{DAY} 06:00:00",
            "meta_lang": "en",
            "keywords": ["ferry"],
        },
        "newsapi.json": {
            "status": "ok",
            "totalResults": 1,
            "articles": [
                {
                    "source": {"id": None, "name": "Merrow Gazette"},
                    "author": "Jonas Vell",
                    "title": TITLE,
                    "url": ADDRESS,
                    "publishedAt": f"{DAY}T06:00:00Z",
                    "content": f"{LEAD} “Nobody was… [+512 chars]",
                }
            ],
        },
        "gdelt.json": {
            "articles": [
                {
                    "url": ADDRESS,
                    "title": TITLE,
                    "seendate": "20310908T061500Z",
                    "domain": "merrowgazette.example",
                    "language": "English",
                }
            ]
        },
        "mediacloud.json": {
            "stories": [
                {
                    "id": 17,
                    "title": TITLE,
                    "text": f"{LEAD}\n{QUOTE}",
                    "publish_date": DAY,
                    "media_name": "Merrow Gazette",
                    "url": ADDRESS,
                }
            ]
        },
        "zotero.json": [
            {
                "id": "vell2031",
                "type": "article-newspaper",
                "container-title": "Merrow Gazette",
                "title": TITLE,
                "author": [{"family": "Vell", "given": "Jonas"}],
                "issued": {"date-parts": [[2031, 9, 8]]},
                "URL": ADDRESS,
                "abstract": "A ferry.",
            }
        ],
    }
    for name, value in tools.items():
        put(name, json.dumps(value, ensure_ascii=False, indent=1))
    lines = [
        {
            "maintext": f"{LEAD}\n{QUOTE}",
            "title": TITLE,
            "authors": ["Jonas Vell"],
            "date_publish": f"{DAY} 06:00:00",
            "source_domain": "merrowgazette.example",
            "url": ADDRESS,
            "language": "en",
        },
        {
            "plaintext": LEAD,
            "title": TITLE,
            "authors": ["Jonas Vell"],
            "publishing_date": f"{DAY} 06:00:00+00:00",
            "publisher": "Merrow Gazette",
            "body": {"summary": [], "sections": []},
        },
        {  # Common Crawl's news as it is handed out
            "plain_text": LEAD,
            "title": TITLE,
            "author": "Jonas Vell",
            "published_date": f"{DAY}T06:00:00+00:00",
            "sitename": "Merrow Gazette",
            "requested_url": ADDRESS + "?cc",
            "responded_url": ADDRESS,
            "language": "en",
        },
    ]
    put("tools.jsonl", "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    main()
