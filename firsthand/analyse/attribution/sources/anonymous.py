"""Sources without a name: who may hide behind a description, and behind words that name nobody.

Newsroom usage: "an official" is an unnamed source, "the jumper" and "his father" are somebody of the text, "some" may
be anybody, and what "was released" or "appears" the report says itself (docs/decisions/0008).  Left out: which named
entity a description means (``coreference``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from firsthand import lexicon
from firsthand.analyse.attribution.cues import cue_kinds, lemmas
from firsthand.analyse.attribution.resolution_context import Context, Head, Source
from firsthand.grammar import Tree

VAGUE_WORDS = frozenset({
    "some", "many", "others", "other", "several", "few", "one", "another", "most", "all", "both", "anyone", "anybody",
    "everyone", "everybody", "someone", "somebody",
})  # fmt: skip
_NEAR = frozenset({"fiancé", "fiancée", "roommate", "neighbour", "neighbor"})
"""Who else of somebody's is known by being his, beside his kin."""
_IMPRESSIONS = frozenset({"appear", "seem", "look", "sound", "know"})
"""What "appears" or "is known for" something, the writer says: nobody is hidden behind it."""
_HEARD = frozenset({"understood", "rumoured", "rumored", "purported", "suspected"})
IMPERSONAL = tuple(
    f"{be} {heard} " for be in ("is", "’s", "'s", "was") for heard in ("understood", "believed", "thought")
)
"""What "it" begins that stands for nothing: "it is understood that"."""
_TELLS = frozenset({"speech", "thought", "judge", "noun"})


def sourceless(cue: str, *, hearsay: bool) -> Source:
    """Words without a source: somebody's who is not named ("is alleged to"), or the writer's own ("was released")."""
    if hearsay:
        return Source("unknown", None, cue, False, "", (f"“{cue}” names no source",))
    forms = {form for word in cue.casefold().split() for form in lemmas(word)}
    told = {kind for pos in ("VERB", "NOUN", "ADV") for form in forms for kind in cue_kinds(pos).get(form, ())}
    if forms & _IMPRESSIONS or not (told & {*_TELLS, "hearsay"} or forms & _HEARD):
        return Source("own_voice", None, "", False, "", (f"“{cue}” hides no source: the report says so itself",))
    return Source("unknown", None, "", False, "", ("no source is named",))


def unnamed(context: Context, head: Head, why: str) -> Source:
    """A description that no entity stands for: an institution, a group, an unnamed person, or nothing we can tell."""
    one, i = head.one, head.i
    word, lemma = one.lower(i), one.tokens[i].lemma.casefold()
    plural = one.tokens[i].tag in ("NNS", "NNPS")
    role = lemma in lexicon.entry_set("anonymous") or _role(lemma)
    modified = any(one.tokens[c].dep in ("acl", "relcl", "amod", "prep", "nummod") for c in one.children[i])
    if lemma in _PAPERS:
        return head.is_("outlet", None, f"“{head.printed}” is an outlet that is not named")
    if lemma in lexicon.entry_set("institution_nouns"):
        return head.is_("institution", None, f"“{word}” is an institution")
    if lemma == "people" and modified:
        return head.is_("anonymous", None, f"“{head.printed}” gives no name")
    if plural and (
        lemma in lexicon.entry_set("group_nouns") or (role and lemma not in lexicon.entry_set("unnamed_plural"))
    ):
        return head.is_("group", None, f"“{word}” is a group")
    if definite(one, i) and lemma in _offices():
        return head.is_("person", None, f"the text does not say here who “{head.printed}” is")
    if word in VAGUE_WORDS and not (modified or word in ("one", "another")):
        return head.is_("unknown", None, f"“{head.printed}” may be anybody")
    if not plural and _known_person(context, head, role=role):
        return head.is_("person", None, f"“{head.printed}” is somebody whom the text has told of")
    if role or word in VAGUE_WORDS:
        return head.is_("anonymous", None, f"“{head.printed}” gives no name")
    return head.is_("unknown", None, f"cannot tell what “{head.printed}” stands for: {why}")


def _known_person(context: Context, head: Head, *, role: bool) -> bool:
    """Whether a description points at one person of the story, named elsewhere or not ("the jumper", "his father"),
    and not back at an unnamed source ("an official …, the official said")."""
    one, i = head.one, head.i
    lemma = one.tokens[i].lemma.casefold()
    if lemma in _kin() and one.child(i, "poss") is not None:
        return True
    return role and definite(one, i) and lemma != "official" and lemma not in context.introduced


def introduced(trees: Sequence[Tree]) -> frozenset[str]:
    """Nouns that bring in somebody without a name: "a guard", "one officer", "officials"."""
    found = set()
    for one in trees:
        for j, token in enumerate(one.tokens):
            if token.pos != "NOUN" or token.dep in ("compound", "appos", "attr"):
                continue
            if token.tag == "NNS" or any(
                one.lower(c) in ("a", "an", "one", "another") for c in one.below(j, "det", "nummod")
            ):
                found.add(token.lemma.casefold())
    return frozenset(found)


_PAPERS = frozenset({"newspaper", "magazine", "broadcaster", "tabloid", "newswire", "weekly", "daily"})
"""Words for outlets that mean nothing else."""


def definite(one: Tree, i: int) -> bool:
    """Whether the noun at ``i`` has "the", "this" or "that" before it."""
    return any(one.lower(c) in ("the", "this", "that") for c in one.below(i, "det"))


_POSTS = frozenset({
    "mayor", "director", "chairman", "chairwoman", "chair", "sheriff", "coroner", "prosecutor", "congressman",
    "congresswoman", "senator", "representative", "lawmaker", "candidate", "nominee",
})  # fmt: skip


@cache
def _offices() -> frozenset[str]:
    """Nouns for offices that one known person holds at a time."""
    return lexicon.column("roles", "role", kind="office") | _POSTS


@cache
def _kin() -> frozenset[str]:
    """Nouns for a relative; a friend who speaks is an unnamed source as like as not."""
    return lexicon.column("roles", "role", kind="kin") - {"friend"} | _NEAR


def _role(lemma: str) -> bool:
    named = lemma.endswith(("man", "woman", "person", "er", "or", "ist", "ian")) and len(lemma) > 4
    return named and lemma not in lexicon.entry_set("thing_nouns") | lexicon.entry_set("device_nouns")
