"""People in a line of a programme: names, what they do, for whom, and in which role.

``Denise BOCQUILLET, Adjointe au maire d'Arras`` · ``Horizons Solidaires : Jean Dupont`` · ``avec
A. Martin (CNRS) et Bob Smith`` · ``un élu, à confirmer`` · bare names, with commas between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agenda_solver.words.programmes.given_names import GIVEN_NAMES
from agenda_solver.words.programmes.phrases import (
    FUNCTION,
    HEAD,
    HONORIFIC,
    NEEDS_COLON,
    NOT_NAMES,
    PARTICLES,
    ROLES,
    UNCONFIRMED,
    flat,
)
from agenda_solver.words.unnamed import is_unnamed, named_in

_MOST_WORDS = 5  # of a name, small ones aside
_LONGEST = 400  # characters of a line that may be people
_LONGEST_ORGANISATION = 8  # words
_LONGEST_LIST = 2_000  # characters of a list that is announced
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_CAPITAL = re.compile(r"(?:[dDlL]['’])?[A-ZÀ-ÖØ-ÞŒŠŽ]")
_INITIAL = re.compile(r"(?:[A-ZÀ-Þ]\.?-?){1,3}")
_PARENTHESES = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_DASH = re.compile(r"\s+[-–—|/•]\s+|\s*[–—|]\s+|\s+[–—]\s*")
_AND = re.compile(r"\s+(?:et|and|&|ainsi que)\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*(?:et\s+|and\s+)?")
_COLON = re.compile(r"\s*:\s+")
_FIRST_PARTICLES = frozenset(("el", "al", "ben", "sy", "abd", "saint", "van", "le", "de", "di"))
_DASH_BEFORE_NAME = re.compile(r"\s+[–—]\s+(?=[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}\s+[A-ZÀ-Þ][a-zà-ÿ])")
_NAMED_WITH_ASIDE = re.compile(r"[^()]+\([^()]+\)")
_THEN = re.compile(r"^(?:et|and|puis)\s+(?:de\s+|d['’]|du\s+)?", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:le|la|les|l'|un|une|des|the|a|an)\b\s*")
_VERBS = re.compile(
    r"\b(?:est|sont|sera|seront|nous|vous|il|elle|ils|elles|qui|que|dont|ont|peut|doit|is|are|will|"
    r"we|you|they|who|which|that|comment|pourquoi|how|why)\b"
)


@dataclass(frozen=True)
class Mention:
    """Somebody who is named in a line.

    Attributes
    ----------
    name : str
        Nothing where only a function is said.
    function, organisation : str
    unconfirmed : bool
        Whether the line says that they may not come.
    sure : bool
        Whether the name alone tells that it is one.
    role : str
        The one that is said of them alone: ``Tony Ben, président (animation)``.
    """

    name: str
    function: str = ""
    organisation: str = ""
    unconfirmed: bool = False
    sure: bool = True
    role: str = ""

    @property
    def label(self) -> str:
        """How they are called."""
        return self.name or self.function or self.organisation


@dataclass(frozen=True)
class Billing:
    """A line that announces people: their role, and the words that name them."""

    role: str
    rest: str
    colon: bool


# --- Roles ----------------------------------------------------

_AFTER_ROLE = re.compile(r"\s*(?:\([^)]{0,30}\)\s*)?(?P<colon>[:–—]|\s-\s)?\s*")
_OPENER = re.compile(r"[\s(>*•-]*(?:un(?:e)? )?")


def announced_in(line: str) -> Billing | None:
    """Return the role with which a line begins: ``Modération : …``, ``avec …``."""
    words = flat(line)
    opener = _OPENER.match(words)
    begin = opener.end() if opener else 0
    best = _role_at(words, begin)
    if best is None:
        return None
    end, role = best
    after = _AFTER_ROLE.match(words, end)
    assert after is not None
    colon, rest = bool(after["colon"]), line[after.end() :].strip()
    title = words[begin:end].rstrip("s") in NEEDS_COLON or words[begin:end] in NEEDS_COLON
    if not colon and (title or not _announces(words[begin:end], rest)):
        return None
    if line[:begin].strip() == "(" and rest.endswith(")"):
        rest = rest[:-1]
    return Billing(role, rest, colon)


def _role_at(words: str, begin: int) -> tuple[int, str] | None:
    """Return the role that is named at a place, by the longest phrase, and where that ends."""
    ends = (
        (match.end(), role)
        for role, pattern in ROLES.items()
        if (match := pattern.match(words, begin)) and _ends_a_word(words, match.end())
    )
    return max(ends, default=None)


def _ends_a_word(words: str, end: int) -> bool:
    return (
        end == len(words)
        or not (words[end].isalnum() or words[end] == "'")
        or words[end - 1] == "'"
    )


def _announces(role: str, rest: str) -> bool:
    """Whether a role without a colon is one: people follow, or nothing."""
    if not rest:
        return " " in role or role.endswith(("s", "ts")) or role in ("animation", "moderation")
    return bool(people_in(rest, expected=True)) and bool(
        re.search(r"(?:par|by|avec|with|de|d'|featuring)$", role) or people_in(rest)
    )


# --- Names ----------------------------------------------------


def name_in(words: str) -> tuple[str, bool] | None:
    """Return a name and whether it is sure to be one, if words are nothing more."""
    words = words.strip(' .,;:*_«»"')
    honorific = HONORIFIC.match(flat(words))
    bare = words[honorific.end() :] if honorific else words
    parts = bare.split()
    main = [
        part
        for place, part in enumerate(parts)
        if flat(part) not in PARTICLES or (place == 0 and _is_given(part))
    ]
    if not _has_the_shape(bare, parts, main):
        return None
    if len(main) == 1:
        return (words, True) if honorific and not FUNCTION.search(flat(bare)) else None
    foreign = sum(_is_no_name(part) for part in main)
    if FUNCTION.match(flat(main[0])) or re.match(r"[lL]['’]", main[0]):
        return None
    known = _is_given(main[0]) or (_is_given(main[-1]) and main[0].isupper())
    if foreign and not (known and foreign == 1 and len(main) == 2 and not _is_no_name(main[0])):
        return None
    shouting = main[-1].isupper() and len(main[-1]) > 2 and not main[0].isupper()
    turned = main[0].isupper() and len(main[0]) > 3 and len(main) == len(parts) == 2
    shouting = shouting or (turned and not main[-1].isupper())
    return bare, bool(honorific or known or shouting)


def _has_the_shape(bare: str, parts: Sequence[str], main: Sequence[str]) -> bool:
    """Whether words look like a name: a few that begin with capitals, and small ones between."""
    if len(parts) > _MOST_WORDS + 2 or re.search(r"[\d@/?!:;,()«»]", bare):
        return False
    if not 1 <= len(main) <= _MOST_WORDS or not all(map(_may_be_in_a_name, parts)):
        return False
    if len(main[-1]) == 1:  # ``Track A``
        return False
    return flat(parts[0]) not in PARTICLES or flat(parts[0]) in _FIRST_PARTICLES


def _may_be_in_a_name(part: str) -> bool:
    return flat(part) in PARTICLES or bool(
        _CAPITAL.match(part)
        and (_WORD.fullmatch(part) or _INITIAL.fullmatch(part))
        and not re.search(r"-[a-zà-ÿ]{3}", part)
    )


def _is_no_name(part: str) -> bool:
    return any(piece in NOT_NAMES for piece in re.split(r"[-'.]", flat(part)) if len(piece) > 1)


def _is_given(part: str) -> bool:
    pieces = [piece for piece in flat(part).split("-") if piece]
    return bool(pieces) and all(piece in GIVEN_NAMES for piece in pieces[:1])


# --- Mentions ----------------------------------------------------


def people_in(line: str, *, expected: bool = False) -> list[Mention]:
    """Return the people that a line names, if it names people and nothing else.

    Parameters
    ----------
    line : str
    expected : bool
        Whether people are announced: then functions alone, and unusual names, are people.
    """
    line = " ".join(line.strip(" .;•*–—-|").split())
    longest = _LONGEST_LIST if expected else _LONGEST
    if not line or len(line) > longest or (not expected and line.endswith(("?", "!"))):
        return []
    mentions: list[Mention] = []
    for piece in _apart(_DASH_BEFORE_NAME.sub("; ", line), ";"):
        here = _listed(piece, expected=expected)
        if mentions and _is_of_the_last(piece, mentions[-1], here):
            mentions[-1] = _with_more(mentions[-1], piece)
            continue
        if not here:
            return []
        mentions += here
    if expected or _are_people(mentions):
        return mentions
    return []


def _is_of_the_last(piece: str, last: Mention, here: Sequence[Mention]) -> bool:
    """Whether a piece is for whom somebody speaks: ``Jean Dupont ; Ville de Rennes``."""
    if not last.name or last.organisation or any(one.name for one in here):
        return False
    return _is_organisation(piece) and len(piece.split()) <= _LONGEST_ORGANISATION


def _are_people(mentions: Sequence[Mention]) -> bool:
    """Whether a line that may name people does."""
    if not mentions or not all(one.name for one in mentions):
        return False
    backed = [
        one
        for one in mentions
        if one.sure or FUNCTION.search(flat(one.function)) or _is_organisation(one.organisation)
    ]
    return len(backed) == len(mentions) or (len(mentions) > 1 and 2 * len(backed) >= len(mentions))


def _is_organisation(words: str) -> bool:
    """Whether words name one, by a word of it or by its initials."""
    parts = _WORD.findall(words)
    return any(flat(part) in NOT_NAMES or (part.isupper() and len(part) > 1) for part in parts)


def _listed(line: str, *, expected: bool) -> list[Mention]:
    """Return the people of a list with commas; none where it begins with none."""
    mentions: list[Mention] = []
    pieces = list(_apart(line, ","))
    if person := _function_first(pieces):
        mentions, pieces = [person], pieces[2:]
    for piece in pieces:
        anew = not mentions or _begins_anew(piece, mentions, line)
        here = _several(piece, expected=expected) if anew else []
        if here:
            mentions += here
        elif not mentions:
            return [_by_function(line)] if expected and _is_function(line) else []
        else:
            mentions[-1] = _with_more(mentions[-1], piece)
    return [_checked(one) for one in mentions]


def _function_first(pieces: Sequence[str]) -> Mention | None:
    """Return somebody whose function comes before the name: ``Directrice du réseau, Ann Lee``."""
    if len(pieces) < 2 or name_in(pieces[0]) or not _is_function(pieces[0]):
        return None
    person = _single(pieces[1], expected=False)
    return _with_more(person, pieces[0]) if person and person.name and person.sure else None


def _begins_anew(piece: str, mentions: Sequence[Mention], line: str) -> bool:
    """Whether a piece after a comma is the next person, and not what the last one does."""
    if not mentions:
        return True
    head = _AND.split(_PARENTHESES.sub("", piece))[0]
    head = _THEN.sub("", _DASH.split(head)[0])
    name = name_in(head)
    if name is None or name[1]:
        return name is not None
    known = bool(mentions[-1].function or mentions[-1].organisation)
    aside = bool(_NAMED_WITH_ASIDE.match(piece)) or _ended_with_aside(line, piece)
    if _THEN.match(piece) or (known and aside):
        return True
    return not known and _is_a_bare_list(line)


def _ended_with_aside(line: str, piece: str) -> bool:
    """Whether a parenthesis closes right before a piece that has the shape of a name."""
    before = line[: line.find(piece)].rstrip(" ,")
    return before.endswith(")") and 2 <= len(piece.split()) <= _MOST_WORDS


def _is_a_bare_list(line: str) -> bool:
    """Whether all pieces of a line have the shape of a name, and are two or more."""
    pieces = [one for piece in _apart(line, ",") for one in _AND.split(_PARENTHESES.sub("", piece))]
    names = [name_in(_THEN.sub("", piece)) for piece in pieces]
    some = [name for name in names if name is not None]
    return len(some) == len(pieces) > 2 and any(sure for _, sure in some)


def _several(piece: str, *, expected: bool) -> list[Mention]:
    """Return one person, or those between whom ``et`` stands."""
    parts = _AND.split(_THEN.sub("", piece))
    people = [_single(part, expected=expected) for part in parts] if len(parts) > 1 else []
    some = [person for person in people if person is not None]
    if not some or len(some) < len(parts):
        one = _single(piece, expected=expected)
        return [] if one is None else [one]
    if not some[0].function and not some[0].organisation and some[-1].function:
        some = [
            person if person.function else replace(person, function=some[-1].function)
            for person in some
        ]
    return some


def _single(piece: str, *, expected: bool) -> Mention | None:
    """Return the one person that a piece names, with what is said right after the name."""
    piece = _THEN.sub("", piece.strip())
    lead = _COLON.split(piece, maxsplit=1)
    if len(lead) == 2 and len(lead[0].split()) <= 6 and _may_lead(lead[0]):
        mention = _single(lead[1], expected=expected)
        if mention is not None and UNCONFIRMED.fullmatch(flat(lead[0]).strip()):
            return replace(mention, unconfirmed=True)
        if mention is not None and mention.name and name_in(lead[0]) is None:
            return (
                mention if mention.organisation else replace(mention, organisation=lead[0].strip())
            )
        if (name := name_in(lead[0])) and (name[1] or FUNCTION.search(flat(lead[1]))):
            return _with_more(Mention(name[0], sure=name[1]), lead[1])
    if name := name_in(_PARENTHESES.sub("", piece)):
        aside = _PARENTHESES.findall(piece)
        return _with_aside(Mention(name[0], sure=name[1]), aside)
    return _before_a_mark(piece) or _run_together(piece, expected=expected)


def _may_lead(words: str) -> bool:
    """Whether words before a name may say for whom somebody speaks."""
    plain = flat(words)
    title = _ARTICLE.match(plain) or _VERBS.search(plain) or HEAD.match(plain)
    return words.strip()[:1].isupper() and not title


def _before_a_mark(piece: str) -> Mention | None:
    """Return a person whose name stands before a dash or a parenthesis, or after it."""
    for mark in (*_DASH.finditer(piece), *_PARENTHESES.finditer(piece)):
        name = name_in(piece[: mark.start()])
        if name is None:
            continue
        rest = (
            piece[mark.start() :].strip(" -–—|/•")
            if mark[0].strip()[:1] in ("(", "[")
            else piece[mark.end() :]
        )
        return _with_more(Mention(name[0], sure=name[1]), rest)
    marks = list(_DASH.finditer(piece))
    if len(marks) == 1:
        before, after = piece[: marks[0].start()], piece[marks[0].end() :]
        name = name_in(_PARENTHESES.sub("", after))
        may_lead = _may_lead(before)
        few = len(before.split()) <= 4 and _may_be_called(before)
        if name and name[1] and few and may_lead and not name_in(before):
            function = before if FUNCTION.match(flat(before)) else ""
            mention = Mention(name[0], function, "" if function else before)
            return _with_aside(mention, _PARENTHESES.findall(after))
    return None


def _may_be_called(words: str) -> bool:
    """Whether words may be what an organisation is called, or a function, and no title."""
    parts = [part for part in words.split() if flat(part) not in PARTICLES]
    capitals = [part for part in parts if part[:1].isupper()]
    if len(capitals) == len(parts) or FUNCTION.match(flat(words)):
        return True
    return _is_organisation(" ".join(capitals))


def _run_together(piece: str, *, expected: bool) -> Mention | None:
    """Return a person after whose name a function begins without a mark: ``Jean DUPONT Maire``."""
    words = flat(piece)
    for match in FUNCTION.finditer(words):
        before = re.sub(r"\s+(?:le|la|l'|the)\s*$", "", piece[: match.start()].strip())
        name = name_in(before)
        if name and (name[1] or expected):
            return Mention(name[0], piece[match.start() :].strip(), sure=name[1])
        break
    article = _ARTICLE.match(words)
    if FUNCTION.match(words, article.end() if article else 0):  # ``le maire Jean Dupont``
        parts = piece.split()
        for place in range(1, len(parts)):
            name = name_in(" ".join(parts[place:]))
            if name and name[1] and len(name[0].split()) > 1:
                return Mention(name[0], " ".join(parts[:place]))
    return None


def about(mention: Mention, words: str) -> Mention:
    """Return somebody with what more is said of them: what they do, or for whom."""
    return _with_more(mention, words)


def _with_aside(mention: Mention, asides: Sequence[str]) -> Mention:
    for aside in asides:
        mention = _with_more(mention, aside)
    return mention


def _with_more(mention: Mention, words: str) -> Mention:
    """Add what is said of somebody: what they do, or for whom."""
    unconfirmed = UNCONFIRMED.search(flat(words))
    if unconfirmed:
        words = words[: unconfirmed.start()] + words[unconfirmed.end() :]
        mention = replace(mention, unconfirmed=True)
    words = words.strip(" ,;.–—-|:")
    if words.startswith(("(", "[")) and words.endswith((")", "]")) and words.count("(") <= 1:
        words = words[1:-1].strip()
    if not words:
        return mention
    last = re.search(r"\s*\(([^()]+)\)$", words)
    for whole, alone in ((words, ""), *([(last[1], words[: last.start()])] if last else [])):
        if role := next((key for key, one in ROLES.items() if one.fullmatch(flat(whole))), None):
            mention, words = replace(mention, role=role), alone.strip()
            break
    if not words:
        return mention
    if mention.function and mention.organisation:
        return replace(mention, organisation=f"{mention.organisation}, {words}")
    is_function = bool(FUNCTION.search(flat(words))) or words[:1].islower()
    both = _function_and_organisation(words) if is_function else None
    if both and not mention.function and not mention.organisation:
        return replace(mention, function=both[0].strip(), organisation=both[1].strip())
    if is_function or mention.organisation:
        kept = f"{mention.function}, {words}" if mention.function else words
        return replace(mention, function=kept)
    return replace(mention, organisation=words)


def _function_and_organisation(words: str) -> tuple[str, str] | None:
    """Return what somebody does and for whom: ``maire, Ville de Rennes``."""
    dash = _DASH.split(words, maxsplit=1)
    if len(dash) == 2 and FUNCTION.search(flat(dash[0])):
        return dash[0], dash[1]
    first, _, then = words.partition(", ")
    apart = then[:1].isupper() and not FUNCTION.search(flat(then))
    return (first, then) if apart else None


def _checked(mention: Mention) -> Mention:
    unconfirmed = UNCONFIRMED.search(flat(mention.name))
    if unconfirmed:
        return replace(mention, name=mention.name[: unconfirmed.start()].strip(), unconfirmed=True)
    return mention


def _is_function(words: str) -> bool:
    """Whether words tell who somebody is without a name: ``le maire de Rouen``."""
    if is_unnamed(words) or _VERBS.search(flat(words)) or len(words) > 160:
        return is_unnamed(words) and len(words) <= 160
    article = _ARTICLE.match(flat(words))
    return bool(FUNCTION.match(flat(words), article.end() if article else 0))


def _by_function(words: str) -> Mention:
    mention = _with_more(Mention("", sure=False), words)
    kept = replace(
        mention,
        function=" ".join(filter(None, (mention.function, mention.organisation))),
        organisation="",
    )
    if is_unnamed(words):
        kept = replace(kept, function=named_in(words) or words, unconfirmed=True)
    return kept


def function_alone(line: str) -> Mention | None:
    """Return somebody of whom a line says only what they do: ``M. le Préfet``, ``Le maire``."""
    words = re.sub(r"^(?:m\.|mme|monsieur|madame)\s+", "", line, flags=re.IGNORECASE).strip(" .;")
    return _by_function(words) if _is_function(words) else None


def _apart(line: str, mark: str) -> Iterator[str]:
    """Yield what stands between marks, but not within parentheses."""
    begin, depth = 0, 0
    for place, letter in enumerate(line):
        depth += (letter in "([") - (letter in ")]")
        if letter == mark and depth <= 0:
            if piece := line[begin:place].strip():
                yield piece
            begin = place + 1
    if piece := line[begin:].strip():
        yield piece


# --- People after a title ----------------------------------------------------

_BY = re.compile(
    r"(?:^|[\s,;(–—-])(?P<by>(?:(?:co-?)?(?:anime|modere|commente|guide|presente|introduit|propose|assure|conduit|pilote|porte)"
    r"(?:e|s|es)?|moderated|chaired|led|presented|given|hosted|facilitated)?\s*(?:par|by)"
    r"|avec(?:\s+la\s+participation\s+d(?:e|u|es)\b)?|with|en\s+presence\s+(?:de|d'|du|des)"
    r"|sous\s+la\s+presidence\s+(?:de|d')|presidence\s+(?:de|d'))(?:\s+|(?<='))"
)
_OF = re.compile(
    r"(?:mots?|allocutions?|discours|interventions?|conference|temoignages?|presentation|expose|"
    r"propos|keynote|accueil|introduction|conclusions?|cloture|ouverture|address|remarks|talk)"
    r"(?:\s+(?:d'\w+|inaugurale?|introducti(?:f|fs|ve)|de\s+(?:cloture|bienvenue?|conclusion)))?"
    r"\s+(?P<by>de|d'|du|of|from|by|par)(?:\s+|(?<='))"
)
_ROLE_OF_VERB = (
    (re.compile(r"anim|led|facilit|hosted"), "animation"),
    (re.compile(r"moder|chair"), "modération"),
    (re.compile(r"presid"), "présidence"),
    (re.compile(r"introd"), "introduction"),
)
_FIRST_MARK = re.compile(
    r"\s*:\s+|\s+[-–—|]\s+|\s*[–—|]\s*|\s*[,.]\s+(?=[«“\"])|(?<=\))\s*(?=[«“\"])"
)
_GIVEN_BY = re.compile(
    r"(?:grande\s+)?(?:conference|intervention|communication|expose|keynote|talk|lecture)"
    r"(?:\s+(?:inaugurale?|introductive|d'ouverture|de\s+cloture))?\s+(?:de|d'|du|par|by)(?:\s+|(?<='))"
)
_LAST_DASH = re.compile(
    r"\s+[-–—|]\s+|\s*[–—|]\s*|\s*:\s+|(?<=[^\W\d_]{4})(?<!Prof)\.\s+(?=[A-ZÀ-Þ])|,\s+|(?<=[?!])\s+(?=[A-ZÀ-Þ])"
)


def split_people(title: str) -> tuple[str, str, list[Mention]]:
    """Return a title without the people in it, their role, and these.

    ``« L'eau », par Jean Dupont, hydrologue``; ``L'eau – Jean Dupont (CNRS)``.
    """
    for split in (_split_roles, _split_by, _split_aside, _split_last, split_first):
        if parts := split(title):
            return _with_those_before(parts) if split is _split_roles else parts
    return title, "", []


def _with_those_before(parts: _Parts) -> _Parts:
    """Add who is named between a title and a role: ``L'eau – Ann Lee – animation : Bob Roy``."""
    title, role, people = parts
    before = _split_last(title)
    return (before[0], "intervenants", [*before[2], *people]) if before else (title, role, people)


_Parts = tuple[str, str, list[Mention]]


_ROLE_WORD = "|".join(pattern.pattern for pattern in ROLES.values())
_ROLE_INSIDE = re.compile(rf"(?:^|[,;(–—|]|\s-|\.|\s)\s*(?={_ROLE_WORD})")


def _split_roles(title: str) -> _Parts | None:
    """Split where a role is announced: ``L'eau, animation : Ann Lee ; avec Bob Roy``."""
    places = [
        match.end()
        for match in _ROLE_INSIDE.finditer(flat(title))
        if match.end() and _role_at(flat(title), match.end())
    ]
    for place in places:
        people = _by_role(title, [other for other in places if other >= place])
        if people and title[:place].strip(" ,;(–—|-.:"):
            return title[:place].strip(" ,;(–—|-.:"), "", people
    return None


def _by_role(title: str, places: Sequence[int]) -> list[Mention]:
    """Return the people announced from several places on, each with their role; or nobody."""
    words = flat(title)
    mentions: list[Mention] = []
    role, begin = "", places[0]
    for place in (*places[1:], len(title)):
        announced = _role_at(words, begin)
        assert announced is not None
        rest = title[announced[0] : place].strip(" ,;(–—|-.:")
        people = people_in(
            rest if rest.count("(") >= rest.count(")") else rest.rstrip(")"), expected=True
        )
        if not people or not all(one.name for one in people):
            continue
        role = announced[1]
        mentions += [one if one.role else replace(one, role=role) for one in people]
        begin = place
    return mentions if begin == len(title) else []


def _split_by(title: str) -> _Parts | None:
    words = flat(title)
    for match in (*_BY.finditer(words), *_OF.finditer(words)):
        rest = title[match.end() :].rstrip(" .)")
        people = people_in(rest) or _surely(people_in(rest, expected=True))
        if people:
            role = next(
                (role for verb, role in _ROLE_OF_VERB if verb.search(match["by"])), "intervenants"
            )
            before = title[: match.start()].strip(" :–—-.,(")
            keeps = match.re is _OF or not before.strip('«»" ')
            return title if keeps else before, role, people
    return None


def _split_aside(title: str) -> _Parts | None:
    for aside in re.finditer(r"\s*\(([^()]+)\)", title):
        last = not title[aside.end() :].strip()
        people = people_in(aside[1])
        if people and title[: aside.start()].strip() and (last or _surely(people)):
            rest = title[: aside.start()] + title[aside.end() :]
            return rest.strip(), "intervenants", people
    return None


def _split_last(title: str) -> _Parts | None:
    """Split where people follow a mark: ``L'eau – Jean Dupont (CNRS)``."""
    best: _Parts | None = None
    for mark in reversed(list(_LAST_DASH.finditer(title))):
        if _inside_quotes(title, mark.start()):
            continue
        before, after = title[: mark.start()].strip(), title[mark.end() :]
        people = people_in(after)
        if mark[0].strip() == "," and not _quoted(before):
            people = [] if FUNCTION.match(flat(before)) else _surely(people)
        if people and before and not name_in(before) and (not best or len(people) > len(best[2])):
            best = before, "intervenants", people
    return best


def split_first(title: str) -> _Parts | None:
    """Split where people come before a mark: ``Jean Dupont (CNRS) : L'eau``."""
    for mark in _FIRST_MARK.finditer(title):
        if _inside_quotes(title, mark.start()):
            continue
        before, after = title[: mark.start()], title[mark.end() :].strip()
        if not after or FUNCTION.search(flat(after)) or after.isupper() or people_in(after):
            continue
        lead = _GIVEN_BY.match(flat(before))
        people = people_in(before[lead.end() :] if lead and _quoted(after) else before)
        long = len(after.split()) > 2 or (mark[0].strip() == ":" and bool(_surely(people)))
        if people and long:
            return after, "intervenants", people
    return None


def _surely(people: list[Mention]) -> list[Mention]:
    return people if people and all(one.sure and one.name for one in people) else []


def _inside_quotes(words: str, place: int) -> bool:
    before = words[:place]
    return before.count("«") > before.count("»") or before.count("“") > before.count("”")


def _quoted(words: str) -> bool:
    return words.rstrip().endswith(("»", "”", '"'))
