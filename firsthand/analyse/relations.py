"""Attribution relations by rule: source, cue and content spans from the dependency parse and the quotation marks.

Follows the content conventions of PolNeAR (Newell et al. 2018) and PARC3 (Pareti 2015): the complementiser and the
quotation marks belong to the content, the full stop of the sentence does not; the source is the whole noun phrase;
auxiliaries and negation belong to the cue; a quotation that is split by its cue is one content in two pieces.  What the
writer adds in a relative clause or after a dash beside the cue is no content.  Left out: perception and sentiment that
nobody voiced ("seemed", "supports"), which PolNeAR also marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from firsthand import lexicon
from firsthand.analyse.cues import kinds
from firsthand.analyse.syntax import Pieces, Tree, pieces, trimmed

_SUBJECT = ("nsubj", "csubj")
_OBJECT = ("dobj", "obj", "dative")
_MEDIA_PASSIVE = frozenset(
    "report confirm announce disclose reveal publish say obtain see review describe state allege".split()
)
_VERB_LIKE = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Found:
    """A relation before anything is resolved.  ``addressee`` is who it was said to, ``subject`` the head word of the
    source; ``rule`` names the pattern; ``continued`` marks contents that go on without a cue of their own."""

    source: Pieces
    cue: Pieces
    content: Pieces
    rule: str
    addressee: tuple[int, int] | None = None
    head: tuple[int, int] | None = None
    continued: bool = False
    decided_by: str = "rule"

    @property
    def start(self) -> int:
        return min(piece[0] for piece in (*self.source, *self.cue, *self.content))

    @property
    def end(self) -> int:
        return max(piece[1] for piece in (*self.source, *self.cue, *self.content))


def of_sentence(one: Tree) -> list[Found]:
    """The relations that syntax gives in one sentence."""
    found: list[Found] = []
    for i, token in enumerate(one.tokens):
        made: Found | None = None
        if token.pos in _VERB_LIKE:
            made = _passive(one, i) or _verb(one, i)
        elif token.pos == "ADJ" or (token.pos == "VERB" and token.dep == "acomp"):
            made = _adjective(one, i)
        elif token.lemma.casefold() == "reportedly" or token.lemma.casefold() in kinds("ADV"):
            made = _hearsay(one, i)
        elif token.pos == "NOUN":
            made = _noun(one, i)
        if made:
            found.append(made)
        made = _according(one, i)
        if made:
            found.append(made)
    if made := _trailing(one, found):
        found.append(made)
    return [replace(item, content=_cut(one, item)) for item in found]


def _trailing(one: Tree, found: Sequence[Found]) -> Found | None:
    """ "…, a source familiar with the matter confirmed to X on Monday." where the parser missed it: by word order."""
    tokens = one.tokens
    for i in range(len(tokens) - 1, max(len(tokens) - 16, 1), -1):
        token = tokens[i]
        if token.tag not in ("VBD", "VBZ", "VBP", "VBN", "VB") or "speech" not in kinds("VERB").get(
            token.lemma, frozenset()
        ):
            continue
        if any(a < token.end and token.start < b for item in found for a, b in item.cue):
            return None
        tail = range(i + 1, len(tokens))
        if any(tokens[j].tag in ("VBD", "VBZ", "VBP", "MD") or one.lower(j) in ("that", "“", '"') for j in tail):
            return None
        comma = next((j for j in range(i - 1, 0, -1) if one.word(j) == ","), None)
        if comma is None or not _noun_phrase(one, comma + 1, i):
            continue
        first = min(comma + 1, i - 1)
        start, end = trimmed(one.text, tokens[first].start, tokens[i - 1].end)
        if start >= end:
            continue
        before = trimmed(one.text, one.sentence.start, tokens[comma].start)
        if sum(1 for j in range(comma) if tokens[j].tag in ("VBD", "VBZ", "VBP", "MD")) == 0:
            return None  # what stands before is no clause
        head = next(j for j in range(first, i) if tokens[j].pos in _NOMINAL)
        for j in range(head + 1, i):
            if tokens[j].pos in ("PROPN", "NOUN") and tokens[j].head != head and tokens[j - 1].pos not in ("ADP",):
                head = j
            else:
                break
        listener_at = listener(one, i)
        return Found(
            ((start, end),),
            cue_span(one, i),
            (before,),
            "trailing",
            listener_at,
            (tokens[head].start, tokens[head].end),
        )
    return None


_NOMINAL = ("NOUN", "PROPN", "PRON")


def _noun_phrase(one: Tree, start: int, end: int) -> bool:
    """Whether tokens ``start`` to ``end`` can be one noun phrase: nominal, and without a finite verb of their own."""
    inside = range(start, end)
    if not inside or not any(one.tokens[j].pos in _NOMINAL for j in inside):
        return False
    if one.tokens[start].pos not in (*_NOMINAL, "DET", "ADJ", "NUM", "ADV"):
        return False
    return not any(one.tokens[j].tag in ("VBD", "VBZ", "VBP", "MD") for j in inside)


_DASHES = ("—", "–", "--")


def _cut(one: Tree, item: Found) -> Pieces:
    """Content without a dateline before it and without what the writer adds behind a dash or a summing noun.

    "…, a move that would …" and "— where many have …" speak for the report; a dash inside quotation marks does not.
    """
    return tuple(
        cut for start, end in item.content if (cut := without_asides(one.text, start, end, one.sentence.start))
    )


_DATELINE = re.compile(r"(?:[A-Z][\w.’'-]*,? ?){1,5}(?:\([^)]{1,40}\) )?(?:—|–|--) ?(?=[A-Z“\"])")
_ASIDE = re.compile(
    r"(?:\s(?:—|–|--|-)\s|,\s)(?:an?|the latest|the first|another) (?:\w+ )?(?:"
    + "move|decision|step|claim|charge|figure|allegation|assertion|plan|proposal|shift|reference|number|accusation"
    + r")\b|\s(?:—|–|--)\s(?:where|which|who|when|though|although|despite|even as|even though)\b"
)


def without_asides(text: str, start: int, end: int, sentence: int) -> tuple[int, int] | None:
    if start == sentence and (line := _DATELINE.match(text, start, end)):
        start = line.end()
    for aside in _ASIDE.finditer(text, start, end):
        before = text[start : aside.start()]
        if before.count("“") > before.count("”") or before.count('"') % 2:
            continue
        rest = text[aside.end() : end]
        if any(dash in rest for dash in _DASHES) or len(before.split()) < 4:
            continue  # the aside closes and the content goes on
        end = aside.start()
        break
    return trimmed(text, start, end) if start < end else None


# ------------------------------------------------------------------------------------------------------ verbs


def _verb(one: Tree, i: int) -> Found | None:
    token = one.tokens[i]
    which = kinds("VERB").get(token.lemma.casefold(), frozenset())
    if not which and token.lemma.casefold() not in _phrases() and token.lemma != "put":
        return None
    source = subject_of(one, i)
    content, extra = _content(one, i, which, source)
    if not content:
        return None
    if source is None and token.dep not in ("advcl", "acl", "xcomp", "pcomp", "ROOT", "conj"):
        return None
    if source is not None and "show" in which and not extra and not which & {"speech", "thought", "request", "judge"}:
        if one.tokens[source].lemma.casefold() not in lexicon.entry_set("document_nouns"):
            return None
    cue = cue_span(one, i, extra)
    spans = () if source is None else source_span(one, source)
    if source is None and token.dep == "ROOT" and not any(one.tokens[c].tag == "VBN" for c in (i,)):
        return None  # an imperative or a fragment
    content = tuple(_without(content, spans))
    if len(content) > 1:
        content = tuple(p for p in content if one.text[p[0] : p[1]].casefold() not in ("who", "which", "that"))
    if not content:
        return None
    return Found(
        source=spans,
        cue=cue,
        content=content,
        rule="verb",
        addressee=listener(one, i),
        head=None if source is None else (one.tokens[source].start, one.tokens[source].end),
    )


def subject_of(one: Tree, i: int) -> int | None:
    """The subject of a verb: its own, that of the verb it is joined to or depends on, or the noun it modifies."""
    seen = 0
    while seen < 6:
        seen += 1
        token = one.tokens[i]
        own = one.below(i, *_SUBJECT)
        if own:  # the nearest one: "who" belongs to the verb of what was said
            before = [c for c in own if c < i]
            return before[-1] if before else own[0]
        passive = one.child(i, "nsubjpass")
        if passive is not None and seen > 1:
            return passive
        if passive is not None:
            return None
        head = token.head
        if head == i:
            return None
        if token.dep == "acl":
            return head
        if token.dep == "relcl":
            return head
        if token.dep in ("conj", "xcomp", "advcl", "dep", "pcomp", "prep") and (
            one.tokens[head].pos in (*_VERB_LIKE, "ADP", "ADJ") or token.dep == "conj"
        ):
            if token.dep == "xcomp":
                controlled = one.child(head, "dobj", "dative")
                if controlled is not None and kinds("VERB").get(one.tokens[head].lemma, frozenset()) & {"request"}:
                    return controlled
            i = head
            continue
        return None
    return None


def source_span(one: Tree, head: int) -> Pieces:
    """The noun phrase of a source, appositions and modifiers with it, without a clause that only the writer adds."""
    wide = one.subtree(
        head,
        skip=lambda c: (
            one.tokens[c].dep in ("cc", "preconj", "punct", "advcl", "parataxis", "ccomp") and not _inside(one, c, head)
        ),
    )
    run = [j for j in wide]
    # Keep the run of tokens around the head: brackets and commas inside it belong to it.
    low, high = min(run), max(run)
    start, end = trimmed(one.text, one.tokens[low].start, one.tokens[high].end)
    return ((start, end),)


def _inside(one: Tree, c: int, head: int) -> bool:
    """Whether a coordinator or mark stands between parts of the phrase and not at its edge."""
    own = [k for k in one.children[head]]
    return bool(own) and min(own) < c < max(own)


def cue_span(one: Tree, i: int, extra: Sequence[int] = ()) -> Pieces:
    """The verb with its auxiliaries, negation, particle and the adverbs between them."""
    chosen = {i, *extra}
    for c in one.children[i]:
        dep = one.tokens[c].dep
        if dep in ("aux", "auxpass", "neg") and one.tokens[c].tag != "TO" or dep == "prt":
            chosen.add(c)
        elif (
            dep == "advmod"
            and c in (i - 1, i - 2)
            and one.tokens[c].tag.startswith("RB")
            and one.lower(c) not in ("when", "how", "why", "where")
        ):
            chosen.add(c)
    filled = set(chosen)
    low, high = min(filled), max(filled)
    for j in range(low, high):
        if one.tokens[j].pos in ("ADV", "PART"):
            filled.add(j)
    return pieces(one, filled)


def _content(one: Tree, i: int, which: frozenset[str], source: int | None) -> tuple[Pieces, list[int]]:
    """What a verb introduces, and further words of the cue ("called for", "pointed to")."""
    token = one.tokens[i]
    clause = one.child(i, "ccomp")
    if clause is not None and which & {"speech", "thought", "show", "request", "commit", "judge", "object"}:
        return _clause(one, i, clause), []
    if token.dep == "parataxis" and which & {"speech", "thought", "show"} and one.child(i, *_SUBJECT) is not None:
        return _host(one, i), []
    if token.dep in ("advcl", "ccomp") and "speech" in which and one.child(i, "mark") is not None:
        mark = one.child(i, "mark")
        if mark is not None and one.lower(mark) == "as" and one.child(i, "dobj", "xcomp") is None:
            return _host(one, i), []
    if (
        token.lemma == "put"
        and token.dep == "advcl"
        and (it := one.child(i, "dobj")) is not None
        and one.lower(it) == "it"
    ):
        return _host(one, i), [it]
    infinitive = one.child(i, "xcomp")
    if infinitive is not None and which & {"request", "commit", "thought", "speech"}:
        if one.tokens[infinitive].pos in _VERB_LIKE or "speech" in which:
            return pieces(one, one.subtree(infinitive)), []
    phrase = _phrase(one, i)
    if phrase[0]:
        return phrase
    if "judge" in which:
        return _judged(one, i, infinitive)
    target = one.child(i, "dobj")
    if target is not None and which & {"object", "show"}:
        inside = [j for c in (target, *_completing(one, i, target)) for j in one.subtree(c, _to_someone(one))]
        return _run(one, sorted(inside)), []
    if "speech" in which:
        return _that_clause(one, i), []
    return (), []


def _that_clause(one: Tree, i: int) -> Pieces:
    """ "told X, a network, on Thursday that …": the clause that the parser hung elsewhere, to the end of its verb's words."""
    for j in range(i + 1, min(i + 25, len(one.tokens))):
        token = one.tokens[j]
        if one.lower(j) == "that" and token.dep == "mark" and i not in one.subtree(token.head):
            inside = [k for k in one.subtree(token.head) if k >= j]
            return _run(one, inside) if inside else ()
        if token.tag in ("VBD", "VBZ", "VBP", "MD"):
            return ()
    return ()


def _to_someone(one: Tree) -> Callable[[int], bool]:
    """ "confirmed the sale to the Tribune": the listener is no part of what was confirmed."""

    def is_listener(c: int) -> bool:
        target = one.child(c, "pobj")
        return (
            one.tokens[c].dep == "prep"
            and one.lower(c) == "to"
            and target is not None
            and one.tokens[target].pos == "PROPN"
        )

    return is_listener


def _completing(one: Tree, i: int, target: int) -> list[int]:
    """Prepositional phrases that the parser hangs on the verb though they complete its object."""
    end = max(one.subtree(target)) + 1
    out = []
    for c in one.below(i, "prep"):
        if min(one.subtree(c)) == end and one.lower(c) in ("for", "of", "against", "about", "between", "over", "with"):
            out.append(c)
            end = max(one.subtree(c)) + 1
    return out


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Cues of several words by the lemma of their verb, longest first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for lemma, which in kinds("VERB").items():
        if "phrase" in which:
            verb, *rest = lemma.split()
            out.setdefault(verb, []).append(tuple(rest))
    return {verb: tuple(sorted(found, key=lambda rest: (-len(rest), rest))) for verb, found in out.items()}


def _phrase(one: Tree, i: int) -> tuple[Pieces, list[int]]:
    """ "called for X", "pushed back against X", "floated the idea of X"."""
    for rest in _phrases().get(one.tokens[i].lemma.casefold(), ()):
        at = i + 1
        used: list[int] = []
        for word in rest:
            # Adverbs and times may stand between: "pushed back Friday against".
            skipped = 0
            while at < len(one.tokens) and one.lower(at) != word and skipped < 2 and used:
                if one.tokens[at].pos not in ("ADV", "PROPN"):
                    break
                at, skipped = at + 1, skipped + 1
            if at >= len(one.tokens) or one.lower(at) != word:
                break
            used.append(at)
            at += 1
        if len(used) != len(rest) or at >= len(one.tokens):
            continue
        last = used[-1]
        inside = [j for j in one.subtree(last) if j > last] or [j for j in one.subtree(i) if j > last]
        if inside and inside[0] == last + 1:
            return _run(one, inside), used
        target = one.child(i, "dobj", "pobj")
        if target is not None and target > last:
            return pieces(one, one.subtree(target)), used
    return (), []


def _run(one: Tree, inside: Sequence[int]) -> Pieces:
    """The first unbroken run of tokens."""
    run = [inside[0]]
    for j in inside[1:]:
        if j != run[-1] + 1:
            break
        run.append(j)
    return pieces(one, run)


def _clause(one: Tree, i: int, clause: int) -> Pieces:
    """A complement clause, before or after its verb; a parenthetical verb inside it is cut out."""
    inside = one.subtree(clause, skip=lambda c: one.tokens[c].dep == "parataxis" and one.tokens[c].pos in _VERB_LIKE)
    own = set(one.subtree(i, skip=lambda c: c == clause))
    found = pieces(one, [j for j in inside if j not in own])
    # Marks at the edges belong to the content even where the parser hangs them on the verb.
    return tuple(with_marks(one.text, start, end) for start, end in found)


def _host(one: Tree, i: int) -> Pieces:
    """The clause around a parenthetical ("X, as the minister said, is …")."""
    own = set(one.subtree(i))
    root = one.tokens[i].head
    found = pieces(one, [j for j in one.subtree(root) if j not in own])
    return tuple(with_marks(one.text, start, end) for start, end in found)


def _judged(one: Tree, i: int, infinitive: int | None) -> tuple[Pieces, list[int]]:
    """ "called Y X", "accused Y of X", "blamed Y for X", "described Y as X"."""
    target = one.child(i, *_OBJECT)
    preps = [c for c in one.below(i, "prep") if one.lower(c) in ("as", "for", "of", "on", "over")]
    rest = [*one.below(i, "oprd"), *preps]
    if one.tokens[i].lemma == "call" and target is None and preps:
        for c in preps:
            if one.lower(c) in ("for", "on"):
                return pieces(one, [j for j in one.subtree(c) if j != c]), [c]
    if target is None and one.tokens[i].dep == "relcl" and preps:
        return pieces(one, one.subtree(preps[0])), []
    if target is None:
        return (), []
    return _after(one, i, target, *rest), []


def _after(one: Tree, i: int, *parts: int) -> Pieces:
    """From the first of the parts to the end of the last, one piece."""
    chosen = sorted({j for part in parts for j in one.subtree(part) if j > i})
    if not chosen:
        return ()
    start, end = trimmed(one.text, one.tokens[chosen[0]].start, one.tokens[chosen[-1]].end)
    return (with_marks(one.text, start, end),)


def with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Takes in a mark that opens just before or closes just after a span that holds its partner."""
    inside = text[start:end]
    if text[end : end + 1] == "”" and inside.count("“") > inside.count("”"):
        end += 1
    elif text[end : end + 2] in (".”", ",”") and inside.count("“") > inside.count("”"):
        end += 2
    if start > 0 and text[start - 1] == "“" and inside.count("”") > inside.count("“"):
        start -= 1
    elif inside.startswith(("”", "’")):
        start += 1
    for mark in ('"',):
        if text[start:end].count(mark) % 2:
            if text[end : end + 1] == mark:
                end += 1
            elif text[end : end + 2] in ("." + mark, "," + mark):
                end += 2
            elif start > 0 and text[start - 1] == mark:
                start -= 1
    return start, end


def _without(content: Pieces, source: Pieces) -> list[tuple[int, int]]:
    return [piece for piece in content if not any(piece[0] >= s and piece[1] <= e for s, e in source)]


def listener(one: Tree, i: int) -> tuple[int, int] | None:
    """Who was told: the object of tell, or what follows "to" or "with" in "said to X", "in an interview with X"."""
    verb = one.tokens[i].lemma.casefold()
    target = None
    if verb in ("tell", "inform", "assure", "remind", "advise", "notify", "email", "text", "ask", "warn"):
        target = one.child(i, "dative", "dobj")
        if target is None:
            clause = one.child(i, "ccomp")
            # The parser at times takes the listener for the subject of what is said.
            target = (
                one.child(clause, "nsubj")
                if clause is not None
                and clause > i
                and one.child(clause, "nsubj") is not None
                and one.child(clause, "mark") is not None
                and one.child(clause, "nsubj") < one.child(clause, "mark")
                else None
            )  # type: ignore[operator]
    if target is None:
        target = _venue(one, i)
    if target is None:
        return None
    spans = pieces(
        one,
        one.subtree(
            target, skip=lambda c: one.tokens[c].dep in ("relcl", "appos", "prep", "punct", "cc", "conj", "acl")
        ),
    )
    return (spans[0][0], spans[-1][1]) if spans else None


_OCCASION = frozenset(
    "interview statement briefing appearance conversation call email remark comment column podcast text message broadcast op-ed piece".split()
)


def _venue(one: Tree, i: int) -> int | None:
    target = one.child(i, "dobj")
    beside = [] if target is None else [c for c in one.below(target, "prep") if one.lower(c) == "to"]
    for prep in [*one.below(i, "prep", "dative"), *beside]:
        word = one.lower(prep)
        target = one.child(prep, "pobj")
        if target is None:
            continue
        if word in ("to", "with", "on") and one.tokens[target].pos in ("PROPN", "NOUN"):
            return target
        if word in ("in", "during", "via", "through") and one.tokens[target].lemma.casefold() in _OCCASION:
            for inner in one.below(target, "prep"):
                if one.lower(inner) in ("with", "to", "for", "on", "by"):
                    last = one.child(inner, "pobj")
                    if last is not None and one.tokens[last].pos == "PROPN":
                        return last
            owner = one.child(target, "poss", "compound", "nmod")
            if owner is not None and one.tokens[owner].pos == "PROPN":
                return owner
    return None


# ------------------------------------------------------------------------------------------------- other cues


def _passive(one: Tree, i: int) -> Found | None:
    """ "was first reported by X", "a move confirmed by X", "is said to be Y", "X was accused of Y"."""
    token = one.tokens[i]
    lemma = token.lemma.casefold()
    which = kinds("VERB").get(lemma)
    if not which or token.tag != "VBN":
        return None
    agent = one.child(i, "agent")
    by = one.child(agent, "pobj") if agent is not None else None
    subject = one.child(i, "nsubjpass")
    reduced = token.dep == "acl"
    if subject is None and not reduced:
        return None
    source = () if by is None else source_span(one, by)
    head = None if by is None else (one.tokens[by].start, one.tokens[by].end)
    clause, infinitive = one.child(i, "ccomp"), one.child(i, "xcomp")
    chosen: list[int] = []
    if clause is not None and which & {"speech", "thought", "show"}:
        chosen = one.subtree(clause)
        if clause < i:
            pass
    elif subject is not None and infinitive is not None and which & {"speech", "thought", "request"}:
        chosen = [*one.subtree(subject), *one.subtree(infinitive)]
    elif subject is not None and "judge" in which and (by is not None or lemma in ("accuse", "charge", "describe")):
        rest = [
            c
            for c in (
                *one.below(i, "oprd"),
                *[c for c in one.below(i, "prep") if one.lower(c) in ("of", "as", "with", "for")],
            )
        ]
        if not rest and by is None:
            return None
        chosen = [*one.subtree(subject), *[j for c in rest for j in one.subtree(c)]]
    elif by is not None and subject is not None and which & {"speech", "object", "show"} and lemma in _MEDIA_PASSIVE:
        chosen = one.subtree(subject)
    elif by is not None and reduced and lemma in _MEDIA_PASSIVE:
        return _reduced(one, i, source, head)
    if not chosen:
        return None
    return Found(
        source,
        cue_span(one, i, [] if agent is None else [agent] if agent == i + 1 else []),
        pieces(one, chosen),
        "passive",
        listener(one, i),
        head,
    )


def _reduced(one: Tree, i: int, source: Pieces, head: tuple[int, int] | None) -> Found | None:
    """ "…, a move confirmed by a source": the content is the clause that the noun sums up, else the noun itself."""
    noun = one.tokens[i].head
    own = set(one.subtree(noun))
    first = min(own)
    if one.tokens[noun].lemma in _SUMMARY and first > 3 and one.word(first - 1) in (",", *_DASHES):
        before = [j for j in range(min(own))]
        content = pieces(one, before)[:1] if before else ()
        if content:
            content = (trimmed(one.text, one.tokens[0].start, one.tokens[min(own) - 1].end),)
    else:
        content = pieces(one, [j for j in own if j not in set(one.subtree(i))])
    return Found(source, cue_span(one, i), content, "passive", None, head) if content else None


_SUMMARY = frozenset(
    "move decision step claim account fact development news detail information figure charge allegation report assertion plan change version number".split()
)


def _adjective(one: Tree, i: int) -> Found | None:
    """ "is convinced that …", "was confident that …"."""
    if one.tokens[i].lemma.casefold() not in kinds("ADJ"):
        return None
    clause = one.child(i, "ccomp")
    head = one.tokens[i].head
    if clause is None or one.tokens[head].lemma != "be":
        return None
    subject = one.child(head, *_SUBJECT)
    if subject is None:
        return None
    cue = pieces(one, {head, i, *one.below(head, "neg", "aux")})
    return Found(
        source_span(one, subject),
        cue,
        pieces(one, one.subtree(clause)),
        "adjective",
        None,
        (one.tokens[subject].start, one.tokens[subject].end),
    )


def _hearsay(one: Tree, i: int) -> Found | None:
    """ "is reportedly mulling": somebody reported it, nobody is named."""
    head = one.tokens[i].head
    if head == i or one.tokens[head].pos not in _VERB_LIKE:
        return None
    content = pieces(one, [j for j in one.subtree(head) if j != i])
    return Found((), ((one.tokens[i].start, one.tokens[i].end),), content, "hearsay") if content else None


def _noun(one: Tree, i: int) -> Found | None:
    """ "the claim that …", "X's warning that …", "a report by X that …"."""
    if one.tokens[i].lemma.casefold() not in kinds("NOUN"):
        return None
    clause = one.child(i, "acl", "ccomp", "relcl")
    content: Pieces = ()
    if clause is not None and one.tokens[clause].pos in _VERB_LIKE:
        mark = one.child(clause, "mark")
        infinitive = one.child(clause, "aux")
        if (mark is not None and one.lower(mark) == "that") or (
            one.tokens[clause].dep == "acl" and infinitive is not None and one.tokens[infinitive].tag == "TO"
        ):
            content = pieces(one, one.subtree(clause))
    owner = one.child(i, "poss") or next((c for c in one.below(i, "nsubj") if one.child(c, "case") is not None), None)
    by = None
    for prep in one.below(i, "prep"):
        if one.lower(prep) in ("by", "from"):
            by = one.child(prep, "pobj")
    source = owner if owner is not None else by
    if not content or (source is None and not one.text[content[0][0] : content[0][1]].casefold().startswith("that ")):
        return None
    return Found(
        () if source is None else source_span(one, source),
        ((one.tokens[i].start, one.tokens[i].end),),
        content,
        "noun",
        None,
        None if source is None else (one.tokens[source].start, one.tokens[source].end),
    )


def _according(one: Tree, i: int) -> Found | None:
    """ "according to X" and "per X": the clause around it is the content."""
    word = one.lower(i)
    source = None
    cue: list[int] = []
    if word == "according" and i + 1 < len(one.tokens) and one.lower(i + 1) == "to":
        cue = [i, i + 1]
        source = one.child(i + 1, "pobj")
        if source is None:
            source = one.child(i, "pobj")
    elif word == "per" and i > 0 and one.lower(i - 1) in (",", "”", '"', ",”"):
        cue = [i]
        source = one.child(i, "pobj")
        if source is None:
            source = next((j for j in range(i + 1, len(one.tokens)) if one.tokens[j].pos == "PROPN"), None)
            while (
                source is not None
                and one.tokens[source].head != source
                and one.tokens[one.tokens[source].head].pos == "PROPN"
            ):
                source = one.tokens[source].head
    if not cue or source is None:
        return None
    phrase = source_span(one, source)
    own = set(cue) | {j for j in range(len(one.tokens)) if any(s <= one.tokens[j].start < e for s, e in phrase)}
    head = one.tokens[i].head
    while one.tokens[head].pos not in _VERB_LIKE and one.tokens[head].head != head:
        head = one.tokens[head].head
    # "Police said X, according to Y": everything the sentence holds is by Y, except a clause joined by "but".
    root = head
    while (
        one.tokens[root].dep in ("advcl", "xcomp", "acl", "relcl", "prep", "pcomp", "ccomp")
        and one.tokens[root].head != root
    ):
        root = one.tokens[root].head
    content = pieces(one, [j for j in one.subtree(root) if j not in own])
    content = tuple(with_marks(one.text, s, e) for s, e in content)
    if not content:
        return None
    return Found(
        phrase, pieces(one, cue), content, "according", None, (one.tokens[source].start, one.tokens[source].end)
    )


def extend(found: Found, content: Pieces, *, continued: bool = False) -> Found:
    """The relation with further pieces of content."""
    return replace(found, content=tuple(sorted({*found.content, *content})), continued=continued or found.continued)
