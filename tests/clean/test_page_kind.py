"""Kinds of pages: what is no report is refused, what is an odd one is told, and a report about such a thing is a report."""

from __future__ import annotations

import pytest

from firsthand.clean import clean
from firsthand.clean.document import MAX_WORDS
from firsthand.data import Document, Given, RawDocument, Rejected

pytestmark = pytest.mark.models

PARAGRAPHS = (
    "The ferry ran aground off Tarn Point on Monday with 212 people on board, the coast guard said.",
    "“Nobody was hurt,” harbour master Ilse Brandt told reporters in Merrow. “The hull is sound, and we sail again.”",
    "The line said that it would run two boats instead of three until Thursday, and that tickets stay valid.",
)


def page(body: str, head: str = "", title: str = "Ferry runs aground off Tarn Point") -> Document | Rejected:
    source = f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return clean(RawDocument("page.html", "text/html", source.encode()))


def article(*lines: str) -> str:
    return "<article><h1>Ferry runs aground off Tarn Point</h1>" + "".join(f"<p>{x}</p>" for x in lines) + "</article>"


@pytest.mark.parametrize(
    ("body", "title", "says"),
    [
        ("<h1>Not found</h1><p>The page that you want does not exist any more.</p>", "404 | Merrow Gazette", "error page"),
        ("<h1>Access Denied</h1><p>You have no permission to see this.</p>", "Access Denied", "error page"),
        ("<p>Checking your browser before you go on.</p><p>Ray ID: 77</p>", "One moment", "check for robots"),
        ("<p>Are you a robot? Please solve the captcha.</p>", "merrow.example", "check for robots"),
        (
            "<p>We and our 712 partners use cookies and process personal data.</p><p>You can manage your consent in our "
            "privacy settings.</p><button>Accept all</button>", "Merrow Gazette", "request for consent",
        ),
        ("<p>You are being redirected to https://merrow.example/a</p>", "Merrow", "only leads to another"),
        ("<nav><a href='/'>Home</a></nav><footer>© 2031 Merrow Gazette. All rights reserved.</footer>", "Merrow", "only menus"),
    ],
)  # fmt: skip
def test_pages_that_are_no_report_are_refused_in_one_line(body: str, title: str, says: str) -> None:
    found = page(body, title=title)
    assert isinstance(found, Rejected) and says in found.reason and "\n" not in found.reason
    if "menus" not in says:
        lines = "\n\n".join(line for line in (title, *(part.split("<")[0] for part in body.split(">"))) if line.strip())
        assert isinstance(clean(RawDocument("page.txt", "text/plain", lines.encode(), Given(title=title))), Rejected)


@pytest.mark.parametrize(
    ("title", "lines", "says"),
    [
        ("Seite nicht gefunden", ("Die gesuchte Seite existiert nicht mehr.",), "error page"),
        ("Page introuvable", ("La page que vous cherchez n’existe plus.",), "error page"),
        ("Página no encontrada", ("La página que busca no existe.",), "error page"),
        ("Pagina non trovata", ("L’articolo che cerchi non è più disponibile.",), "error page"),
        ("Página não encontrada", ("O artigo não existe.",), "error page"),
        ("Pagina niet gevonden", ("De pagina bestaat niet meer.",), "error page"),
        (
            "Merrow Zeitung", ("Wir und unsere 712 Partner verwenden Cookies und verarbeiten personenbezogene Daten.",
            "Sie können Ihre Einwilligung in den Datenschutz-Einstellungen verwalten.", "Alle akzeptieren"), "consent",
        ),
        (
            "Le Merrow", ("Nous et nos 712 partenaires utilisons des cookies et traitons des données personnelles.",
            "Vous pouvez retirer votre consentement dans la politique de confidentialité.", "Tout accepter"), "consent",
        ),
        (
            "El Merrow", ("Nosotros y nuestros 712 socios usamos cookies y tratamos datos personales.",
            "Puede retirar su consentimiento en la política de privacidad.", "Aceptar todo"), "consent",
        ),
        ("Einen Augenblick", ("Sind Sie ein Roboter? Bitte JavaScript aktivieren.",), "check for robots"),
        ("Merrow", ("Sie werden weitergeleitet zu https://merrow.example/a",), "only leads to another"),
    ],
)  # fmt: skip
def test_pages_that_are_no_report_in_other_languages(title: str, lines: tuple[str, ...], says: str) -> None:
    found = page("".join(f"<p>{line}</p>" for line in lines), title=title)
    assert isinstance(found, Rejected) and says in found.reason
    text = "\n\n".join((title, *lines))
    told = clean(RawDocument("page.txt", "text/plain", text.encode(), Given(title=title)))
    assert isinstance(told, Rejected) and says in told.reason


@pytest.mark.parametrize(
    "lines",
    [
        ("Weiterlesen mit Merrow Plus", "Alle Artikel für 3,99 € pro Woche.", "Jetzt abonnieren und jederzeit kündbar."),
        ("Article réservé aux abonnés", "Pour lire la suite, abonnez-vous dès 1 € par mois.", "Sans engagement."),
        ("Contenido exclusivo para suscriptores", "Para seguir leyendo, suscríbete por 1 € al mes.", "Cancela cuando quieras."),
    ],
)  # fmt: skip
def test_offers_in_other_languages_are_no_text(lines: tuple[str, ...]) -> None:
    text = "\n\n".join(("Ferry runs aground off Tarn Point", *PARAGRAPHS, *lines))
    found = clean(RawDocument("page.txt", "text/plain", text.encode()))
    assert isinstance(found, Document) and found.page == "cut"
    kinds = {found.text[b.start : b.end].strip(): b.kind for b in found.blocks}
    assert {kinds[line] for line in lines[1:]} == {"prompt"}
    assert {kinds[line] for line in PARAGRAPHS} == {"body"}


STORIES = (
    ("Ferry runs aground", "The ferry ran aground off Tarn Point on Monday with 212 people on board, the coast guard said."),
    ("Council votes on school", "The council of Halden voted by nine to four to close the school, its chair Jo Doe said."),
    ("Rovers win the cup", "Rovers beat United by two goals to one in the cup final, and their coach Ana Lind praised Osk."),
    ("Storm cuts power", "A storm cut power to 4,000 homes around Ostermouth, the grid company Nordel said on Sunday night."),
)  # fmt: skip


@pytest.mark.parametrize("form", ["page", "text", "numbered", "bulleted", "newsletter"])
def test_several_stories_on_one_page_are_a_digest(form: str) -> None:
    if form == "page":
        items = "".join(f"<h2>{head}</h2><p>{told}</p>" for head, told in STORIES)
        found = page(f"<article><h1>Five things to know today</h1>{items}</article>", title="Five things to know today")
    else:
        mark = {"text": "", "numbered": "{}. ", "bulleted": "• ", "newsletter": ""}[form]
        heads = [mark.format(number) for number in range(1, 5)]
        items = "\n\n".join(f"{mark}{head}\n\n{told}" for mark, (head, told) in zip(heads, STORIES, strict=True))
        hello = "Good morning. Here is what happened overnight.\n\n" if form == "newsletter" else ""
        text = f"Five things to know today\n\n{hello}{items}\n"
        found = clean(RawDocument("page.txt", "text/plain", text.encode()))
    assert isinstance(found, Document) and found.page == "digest"


def test_an_article_with_headings_is_no_digest() -> None:
    heads = ("What happened", "Who was on board", "What the line says", "What comes next")
    told = (
        PARAGRAPHS[0], "Most of the passengers of the ferry came from Merrow, harbour master Ilse Brandt said.", PARAGRAPHS[2],
        "The ferry will be towed from Tarn Point to Merrow, where the coast guard will look at the hull.",
    )  # fmt: skip
    text = "Ferry runs aground\n\n" + "\n\n".join(f"{a}\n\n{b}" for a, b in zip(heads, told, strict=True))
    found = clean(RawDocument("page.txt", "text/plain", text.encode()))
    assert isinstance(found, Document) and found.page == "article"
    ranked = "The line has lost ferries before, Brandt said in Merrow.\n\n" * 12
    listed = clean(RawDocument("a.txt", "text/plain", f"Ferry\n\n{ranked}{text}".encode()))
    assert isinstance(listed, Document) and listed.page == "article"


def test_an_index_as_plain_text_is_no_report() -> None:
    cards = [f"Headline number {n} of the day\n\nThe council of town {n} met on Monday, it said." for n in range(8)]
    found = clean(RawDocument("a.txt", "text/plain", ("World\n\n" + "\n\n".join(cards)).encode()))
    assert isinstance(found, Rejected) and "a list of headlines" in found.reason
    bare = "\n\n".join(f"Headline number {n} of the long {'and windy ' * (n % 3)}day" for n in range(9))
    assert isinstance(clean(RawDocument("a.txt", "text/plain", bare.encode())), Rejected)
    short = "\n\n".join(("Ferry runs aground", *PARAGRAPHS))
    assert isinstance(clean(RawDocument("a.txt", "text/plain", short.encode())), Document)


def test_a_front_page_is_no_report_and_an_article_with_other_stories_below_is() -> None:
    cards = "".join(
        f"<div><h2><a href='/{n}'>Headline number {n} of the day</a></h2><p>The council of town {n} met on Monday, it said.</p></div>"
        for n in range(5)
    )
    assert isinstance(page(f"<h1>World</h1>{cards}"), Rejected)
    assert isinstance(page(article(*PARAGRAPHS, *PARAGRAPHS) + cards), Document)
    declared = '<meta property="og:type" content="article">'
    assert isinstance(page(article(PARAGRAPHS[0]) + cards, declared), Document)


@pytest.mark.parametrize(
    "line",
    [
        "The ministry's page was not found for three hours on Monday after the attack, the agency said.",
        "Users were asked to verify that they are human, the company said, because of unusual traffic from bots.",
        "The court said that cookies need consent, that personal data was sold, and that privacy settings misled users.",
    ],
)
def test_a_report_about_errors_robots_or_cookies_is_a_report(line: str) -> None:
    assert isinstance(page(article(*PARAGRAPHS, line)), Document)


def test_live_blogs_transcripts_galleries_and_cut_pages_are_told() -> None:
    kinds = {
        "live_blog": "".join(f"<p>1{n}:0{n} GMT</p><p>{line}</p>" for n, line in enumerate(PARAGRAPHS * 2)),
        "transcript": "".join(
            f"<p>BRANDT: {line}</p><p>QUIST: And what then, after Monday?</p>" for line in PARAGRAPHS * 2
        ),
        "cut": f"<p>{PARAGRAPHS[0]}</p><h3>Read on with Merrow Plus</h3><p>Access to all articles for 3 crowns a week.</p>"
        "<p>Cancel at any time. Are you a subscriber? Log in here.</p>",
        "article": "".join(f"<p>{line}</p>" for line in PARAGRAPHS),
    }
    for kind, body in kinds.items():
        found = page(f"<article><h1>Ferry runs aground off Tarn Point</h1>{body}</article>")
        assert isinstance(found, Document) and found.page == kind
    gallery = page(article(*PARAGRAPHS), '<script type="application/ld+json">{"@type":"ImageGallery"}</script>')
    assert isinstance(gallery, Document) and gallery.page == "gallery"


def test_an_offer_is_no_text_and_a_report_about_prices_is() -> None:
    found = page(article(PARAGRAPHS[0], PARAGRAPHS[1]).replace("</article>", "")
                 + "<p>Access to all Plus articles for 2.95 crowns a week.</p><p>Cancel at any time.</p></article>")  # fmt: skip
    assert isinstance(found, Document)
    kinds = {found.text[b.start : b.end].strip(): b.kind for b in found.blocks}
    assert kinds["Cancel at any time."] == "prompt"
    told = "The line raised its price to 17 crowns a month, and subscribers may cancel at any time, it said on Monday."
    other = page(article(PARAGRAPHS[0], told, PARAGRAPHS[1], PARAGRAPHS[2]))
    assert isinstance(other, Document)
    assert any(b.kind == "body" and told in other.text[b.start : b.end] for b in other.blocks)


def test_a_sentence_that_breaks_off_before_an_offer_is_no_text() -> None:
    text = (
        "Ferry aground\n\n" + PARAGRAPHS[0] + " “By spring we will…\n\nThe rest of this story is reserved for members\n"
    )
    found = clean(RawDocument("a.txt", "text/plain", text.encode()))
    assert isinstance(found, Document) and found.page == "cut"
    kind = next(b.kind for b in found.blocks if b.start <= text.index("“By spring") < b.end)
    assert kind == "other"
    assert "".join(found.text[b.start : b.end] for b in found.blocks) == text


@pytest.mark.parametrize("cut", ["The captain, who had been on the bridge since", "“By spring we will…"])
def test_a_paragraph_that_is_only_the_beginning_of_a_sentence_before_an_offer_is_no_text(cut: str) -> None:
    offer = "<div class=gate><p>This article is for subscribers only. Start your free trial.</p></div>"
    body = "".join(f"<p>{line}</p>" for line in (*PARAGRAPHS[:2], cut))
    found = page(f"<h1>Ferry aground</h1><article>{body}</article>{offer}")
    assert isinstance(found, Document)
    kinds = {found.text[b.start : b.end].strip(): b.kind for b in found.blocks}
    assert [kinds[line] for line in (*PARAGRAPHS[:2], cut)] == ["body", "body", "other"]


def test_the_last_whole_sentence_before_an_offer_is_text() -> None:
    text = "\n\n".join(
        ("Ferry aground", *PARAGRAPHS[:2], "This article is for subscribers only. Start your free trial.")
    )
    found = clean(RawDocument("a.txt", "text/plain", text.encode()))
    assert isinstance(found, Document) and found.page == "cut"
    kinds = {found.text[b.start : b.end].strip(): b.kind for b in found.blocks}
    assert kinds[PARAGRAPHS[1]] == "body"


def test_a_text_above_the_bound_is_refused_whole() -> None:
    found = clean(RawDocument("a.txt", "text/plain", (PARAGRAPHS[0] + "\n\n").encode() * (MAX_WORDS // 16)))
    assert isinstance(found, Rejected) and "above the bound" in found.reason
