"""Which text has which claim: claims down, texts across (a family of copies as one), and how each has it.

``own``: the text says it itself, nowhere on somebody's word (by the claim's ends, as every page tells them);
``quoted``: from somebody; ``denied``: it prints a denial of the claim; ``both``: the claim and its denial.  An empty
cell says that the words were not found there, and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.data import Claim, ClaimId, DocumentId, StatementId, Story
from firsthand.report import OpenRecord
from firsthand.report.text_families import TextFamily, text_families
from firsthand.words import normal

_ITSELF = frozenset({"own_reporting", "agency_text"})
"""Forms of ends that are the text itself: its outlet's own reporting, or the agency's whose text it is."""
_ORDER = ("own", "both", "quoted", "denied", "")


@dataclass(frozen=True)
class MatrixCell:
    """How a text has a claim, and the first statement that shows it; ``how`` is '' where it was not found."""

    how: str
    document: DocumentId | None = None
    statement: StatementId | None = None


@dataclass(frozen=True)
class Matrix:
    """The table: its columns, and each claim with a cell for each of them."""

    texts: tuple[TextFamily, ...]
    rows: tuple[tuple[Claim, tuple[MatrixCell, ...]], ...]


def matrix(reading: OpenRecord, story: Story, claims: Sequence[Claim]) -> Matrix:
    """The matrix of the claims given, over the texts of their story."""
    texts = text_families(reading, reading.documents_of(story))
    column = {page.id: number for number, one in enumerate(texts) for page in one.pages}
    return Matrix(texts, tuple((claim, _row(reading, claim, column, len(texts))) for claim in claims))


def _row(reading: OpenRecord, claim: Claim, column: dict[DocumentId, int], width: int) -> tuple[MatrixCell, ...]:
    cells = [MatrixCell("")] * width
    forms: dict[StatementId, set[str]] = {}
    for end in claim.ends:
        for said in end.statements:
            forms.setdefault(said, set()).add(end.form)
    for one in reading.in_time(reading.statements_of(claim)):
        at = column.get(one.span.document)
        if at is not None and cells[at].how != "quoted":
            sourced = not forms[one.id] <= _ITSELF if one.id in forms else bool(one.chain)
            how = "quoted" if sourced else "own"
            if not cells[at].how or how == "quoted":
                cells[at] = MatrixCell(how, one.span.document, one.id)
    for id_ in denials(reading, claim):
        for one in reading.statements_of(reading.claim[id_]):
            at = column.get(one.span.document)
            if at is not None and cells[at].how != "denied":
                how = "both" if cells[at].how else "denied"
                cells[at] = MatrixCell(how, one.span.document, one.id)
    return tuple(cells)


def sorted_claims(reading: OpenRecord, story: Story, claims: Sequence[Claim], asked: str) -> tuple[Claim, ...]:
    """The claims sorted by a column: ``claim`` (their words) or a report of the text whose column it is.

    First what stands there in its own voice, then with its denial, quoted, denied, and not at all; a ``-`` before the
    column turns the order round.  Equal ones, and all where there is no such column, stay in the order given."""
    column, back = asked.removeprefix("-"), asked.startswith("-")
    if column == "claim":
        return tuple(sorted(claims, key=lambda one: normal(one.text), reverse=back))
    pages = next((one.pages for one in text_families(reading, reading.documents_of(story))
                  if any(page.id == column for page in one.pages)), ())  # fmt: skip
    here = {page.id: 0 for page in pages}
    if not here:
        return tuple(claims)
    ranks = {one.id: _ORDER.index(_row(reading, one, here, 1)[0].how) for one in claims}
    return tuple(sorted(claims, key=lambda one: -ranks[one.id] if back else ranks[one.id]))


def denials(reading: OpenRecord, claim: Claim) -> list[ClaimId]:
    """The claims that deny this one."""
    found = [id_ for one in claim.states if one.state == "denied" for id_ in one.by]
    matter = reading.matter_of(claim)
    found += matter.denials if matter is not None and claim.id not in matter.denials else ()
    return [id_ for id_ in dict.fromkeys(found) if id_ in reading.claim]
