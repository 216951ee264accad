"""What a programme says of its event, and of a session, besides when, where and who."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agenda_solver.problem import Event, Session
from agenda_solver.text import Text, listing, same, strung

_AT = Text("Lieu : {place}", "Place: {place}")
_FOR = Text("Public : {audience}", "For: {audience}")
_BY = Text("Organisation : {organisers}", "Organised by {organisers}")
_WITH = Text("Avec : {partners}", "With {partners}")
_CONTACT = Text("Contact : {contact}", "Contact: {contact}")
_IN = Text("Langue : {language}", "Language: {language}")
PRACTICAL = Text("Informations pratiques", "Practical information")

_QUESTION = same("– {question}")


def event_particulars(event: Event) -> tuple[Text, ...]:
    """Return what an event is, for whom, who holds it, how to come, whom to ask: a line each."""
    return tuple(_of_event(event))


def _of_event(event: Event) -> Iterator[Text]:
    yield from lines_of(event.description)
    if event.address:
        yield _place(event)
    yield from for_and_by(event.audience, event.organisers, event.partners)
    yield from _to_know(event)


def how_to_come(event: Event) -> Iterator[Text]:
    """Yield where an event is, what to know before one comes, and whom to ask: a line each."""
    if event.place or event.address:
        yield _place(event)
    yield from _to_know(event)


def _place(event: Event) -> Text:
    return _AT.fill(place=event_place(event))


def event_place(event: Event) -> str:
    """Return where an event is, and its address, on one line; nothing where it is not known."""
    return in_one_line("\n".join((event.place, event.address)))


def _to_know(event: Event) -> Iterator[Text]:
    yield from lines_of(event.practical)
    if event.contact:
        yield _CONTACT.fill(contact=in_one_line(event.contact))
    yield from lines_of(event.link)


def session_particulars(session: Session) -> tuple[Text, ...]:
    """Return what a session is about, in which language, for whom and by whom, a line each."""
    return tuple(_of_session(session))


def session_about(session: Session) -> Text:
    """Return what a session is about, for whom and by whom.

    The description is as it was written, with its paragraphs; the rest is a line each. The
    subtitle, the language and the page are not in it.
    """
    paragraphs = (same(session.description), strung(_around(session), "\n"))
    return strung((words for words in paragraphs if words.fr), "\n\n")


def _of_session(session: Session) -> Iterator[Text]:
    yield from lines_of(session.subtitle)
    yield from lines_of(session.description)
    yield from _around(session)
    if session.language:
        yield language_text(session.language)
    yield from lines_of(session.link)


def _around(session: Session) -> Iterator[Text]:
    for question in session.questions:
        yield _QUESTION.fill(question=question)
    yield from for_and_by(session.audience, session.organisers, session.partners)


def language_text(language: str) -> Text:
    """Return in which language a session is held."""
    return _IN.fill(language=in_one_line(language))


def for_and_by(audience: str, organisers: Sequence[str], partners: Sequence[str]) -> Iterator[Text]:
    """Yield for whom something is, who holds it, and with whom, as far as that is known."""
    if audience:
        yield _FOR.fill(audience=in_one_line(audience))
    if organisers:
        yield _BY.fill(organisers=listing(organisers))
    if partners:
        yield _WITH.fill(partners=listing(partners))


def lines_of(words: str) -> Iterator[Text]:
    """Yield the lines of words that may have several, without the blank ones."""
    yield from (same(line) for line in words.splitlines() if line.strip())


def in_one_line(words: str) -> str:
    """Return words that may have several lines on one, with commas between them."""
    return ", ".join(line.strip(" ,;") for line in words.splitlines() if line.strip())
