"""Which pronouns may be put down as a name: those whose antecedent nothing near makes doubtful.

For a source the likeliest antecedent is taken (``pronouns``); where a name is printed in the place of "he", a wrong one
says what no report says.  A pronoun is doubtful where somebody else who agrees with it is named or does something
between its antecedent and it, where another noun speaks in its clause, where its antecedent stands on the other side of
quotation marks or far back behind others, where it stands before whom it may mean, where its entity was of another
gender or number before, and where a pronoun like it is doubtful since its entity was named.  Left out: what the verbs
tell.
"""

from __future__ import annotations

from bisect import bisect_left

from firsthand.analyse.coreference.pronouns import PRONOUNS
from firsthand.analyse.coreference.salience import Candidate, Index, grammatical_function
from firsthand.data import EntityId
from firsthand.grammar import Tree
from firsthand.names import folded

_Place = tuple[int, int]
"""A sentence's number, and where a word begins."""
_NOWHERE = (-1, -1)
_BODIES = frozenset({"organisation", "other"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_IN_ROW = frozenset({"conj", "nmod", "compound"})
_SUBJECTS = ("nsubj", "nsubjpass")


def doubtful_pronouns(index: Index) -> frozenset[int]:
    """Where the pronouns begin that mean an entity most likely, and not surely; ``index`` has its pronouns resolved."""
    doubtful: set[int] = set()
    last: dict[EntityId, _Place] = {}
    told: dict[EntityId, str] = {}
    unknown: dict[str, _Place] = {}  # where a pronoun of each gender and number means whom one does not know
    named, position = [one for one in index.candidates if one.entity], 0
    for tree in index.parsed.trees:
        for n, token in enumerate(tree.tokens):
            while position < len(named) and named[position].start < token.start:
                one = named[position]
                if one.entity:
                    last[one.entity] = max(last.get(one.entity, _NOWHERE), (one.sentence, one.start))
                position += 1
            if token.start not in index.pronouns:
                continue
            entity = index.pronouns[token.start][0]
            agrees = "".join(PRONOUNS[folded(tree.words[n])])
            if entity is not None:
                before = last.get(entity, _NOWHERE)
                another = told.get(entity, agrees) != agrees or unknown.get(agrees, _NOWHERE) > before
                if not another and not _doubtful(index, tree, n, entity, before):
                    last[entity], told[entity] = (tree.number, token.start), agrees
                    continue
                doubtful.add(token.start)
            unknown[agrees] = (tree.number, token.start)
    return frozenset(doubtful)


def _doubtful(index: Index, tree: Tree, n: int, entity: EntityId, last: _Place) -> bool:
    """Whether the pronoun at ``n`` may mean somebody else than the entity, which was last told of at ``last``."""
    start = tree.tokens[n].start
    quoted = index.parsed.quoted(start)
    if last == _NOWHERE or (quoted != index.parsed.quoted(last[1]) and (quoted or last[0] == tree.number)):
        return True
    _, sort = PRONOUNS[folded(tree.words[n])]
    rivals = _rivals(index, tree, n, entity, last)
    if sort != "person":
        return any(one.subject for one in rivals) or (sort == "many" and _coordinated(index, last))
    if any(one.subject or (one.entity and one.start > last[1]) for one in rivals):
        return True
    nouns = _acting(index, tree, n, last)
    if any(nouns) or _before_another(index, tree, n, entity):
        return True
    return tree.number - last[0] > 1 and bool(nouns or rivals)


def _rivals(index: Index, tree: Tree, n: int, entity: EntityId, last: _Place) -> list[Candidate]:
    """Others who agree with the pronoun, from the sentence where its entity was last told of; one whose gender is not
    known is none to an entity whose gender is, and a single name that is read as a body's may be a person's."""
    start = tree.tokens[n].start
    gender, sort = PRONOUNS[folded(tree.words[n])]
    low = bisect_left(index.candidates, last[0], key=lambda one: one.sentence)
    found = []
    for one in index.candidates[low:]:
        if one.start >= start:
            break
        agrees = not gender or one.gender == gender or (not one.gender and index.genders.get(entity, "") != gender)
        if one.entity != entity and (agrees if one.sort == sort else sort == "person" and _may_be_person(index, one)):
            found.append(one)
    return found


def _may_be_person(index: Index, one: Candidate) -> bool:
    if not one.subject or not one.entity or index.entities[one.entity].kind not in _BODIES:
        return False
    before = index.parsed.text[max(0, one.start - 4) : one.start].casefold()
    return index.parsed.text[one.start : one.end].istitle() and " " not in one.words and not before.endswith("the ")


def _acting(index: Index, tree: Tree, n: int, last: _Place) -> list[bool]:
    """Of each singular noun without a name that does something between ``last`` and the pronoun, whether it speaks in
    the pronoun's sentence."""
    found = []
    for one in index.parsed.trees[last[0] : tree.number + 1]:
        for token in one.tokens:
            if not last[1] < token.start < tree.tokens[n].start or token.tag != "NN" or token.dep not in _SUBJECTS:
                continue
            if _named_at(index, token.start) is None:
                _, speaks = grammatical_function(one.tokens, token)
                found.append(speaks and one.number == tree.number)
    return found


def _before_another(index: Index, tree: Tree, n: int, entity: EntityId) -> bool:
    """Whether the pronoun stands in a clause before its main clause, whose subject is another name ("After he came in,
    Ada Obi left")."""
    for at in (n, *tree.ancestors(n)):
        above = tree.tokens[at].head
        if tree.tokens[at].dep != "advcl" or above <= at:
            continue
        subject = next((s for s in tree.below(above, *_SUBJECTS) if s > at), None)
        if subject is not None and _named_at(index, tree.tokens[subject].start) not in (None, entity):
            return True
    return False


def _named_at(index: Index, start: int) -> EntityId | None:
    at = bisect_left(index.mentions, (start + 1, 0, ""))
    held = index.mentions[at - 1] if at else None
    return held[2] if held and held[0] <= start < held[1] else None


def _coordinated(index: Index, last: _Place) -> bool:
    """Whether the name that "they" would mean stands in a row with others."""
    one = index.parsed.trees[last[0]]
    tokens = one.tokens
    at = next((n for n, token in enumerate(tokens) if token.start == last[1]), None)
    if at is None:
        return False
    top = next((n for n in one.ancestors(at) if tokens[n].pos in _NOUNS), at) if tokens[at].dep in _IN_ROW else at
    return any(tokens[n].dep == "conj" for n in one.subtree(top, lambda n: tokens[n].pos == "VERB"))
