"""What readers judged of two ends, or of two names that ends bear, as a rule of identity that outranks all others."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.data import Identity, Judgement
from firsthand.judgements import judged_by
from firsthand.relate.judged import JudgedEnds, judged_end, judged_ends
from firsthand.relate.origins.end_node import EndNode
from firsthand.relate.origins.identity_rules import IdentityFinding, IdentityRule
from firsthand.relate.pile import Pile

_VERDICTS: dict[str, Identity] = {"same": "same", "different": "apart", "unsure": "may_be_same"}
_WORDS: dict[str, str] = {
    "same": "{} and {} are one", "different": "{} and {} are two", "unsure": "{} and {} may be one",
}  # fmt: skip


def judged_identity(pile: Pile) -> IdentityRule | None:
    """The rule of the pile's judgements on ends, then on names; None where there are none."""
    ends, named = pile.judgements.about("ends"), pile.judgements.about("names")
    if not ends and not named:
        return None
    at = judged_ends(pile)

    def rule(a: EndNode, b: EndNode) -> IdentityFinding | None:
        return _answer(ends, a, b, at) or _answer(named, a, b, at)

    return rule


def _answer(asked: Sequence[Judgement], a: EndNode, b: EndNode, at: JudgedEnds) -> IdentityFinding | None:
    for one in asked:
        if one.b is None:
            continue
        for first, second in ((a, b), (b, a)):
            if judged_end(first.names, first.statements, one.a, at) and judged_end(
                second.names, second.statements, one.b, at
            ):
                said = _WORDS[one.verdict].format(one.a.words, one.b.words)
                return IdentityFinding(_VERDICTS[one.verdict], f"{judged_by(one)}: {said}")
    return None
