"""What may leave, and who may have it written."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from wortel.accounts.models import Agent
from wortel.accounts.queries import find_time_zone
from wortel.analysis.redact import redact
from wortel.assist.models import Errand, Kind, Supplier
from wortel.assist.rules import LONGEST_SOURCE, MASKS_IN, TRIAL, Source, Who, find_masks, unhidden
from wortel.cases.models import Case
from wortel.contacts.models import Contact, Direction, Participant
from wortel.knowledge.models import Article
from wortel.reasons.models import Driver

__all__ = ["count_today", "find_masks", "find_own", "find_sources", "find_supplier", "may_name"]

MESSAGES, ARTICLES, EXAMPLES = 12, 3, 5


def find_supplier() -> Supplier | None:
    return Supplier.objects.first()


def may_name() -> bool:
    supplier = find_supplier()
    return supplier is not None and supplier.may(Kind.NAME)


def find_own(agent: Agent, pk: int) -> Errand:
    """What this colleague asked for; `Errand.DoesNotExist` for everybody else."""
    return Errand.objects.select_related("driver").get(pk=pk, agent=agent)


def count_today(now: datetime) -> int:
    """How much was asked since the organisation's midnight."""
    midnight = now.astimezone(find_time_zone()).replace(hour=0, minute=0, second=0, microsecond=0)
    return Errand.objects.filter(asked_at__gte=midnight).count()


def find_sources(errand: Errand) -> list[Source]:
    """The latest messages of this one case and what we published about it, or the texts in the middle of a topic."""
    if errand.case:
        messages = list_messages(errand.case)
        return [*_tell(messages, errand.language), *_list_articles(messages, errand.language)]
    if errand.driver:
        return _tell(_list_examples(errand.driver), errand.language)
    return [Source("customer", TRIAL[errand.language])]


def list_messages(case: Case) -> list[Contact]:
    """The latest of this case that have words, the oldest first."""
    spoken = Contact.objects.filter(conversation__part__case=case, is_spam=False).defer("words")
    latest = spoken.select_related("customer", "agent").order_by("-started_at", "-id")[:MESSAGES]
    return [contact for contact in reversed(latest) if contact.reply_text or contact.text]


def _list_examples(driver: Driver) -> list[Contact]:
    found = Contact.objects.readable().filter(pk__in=driver.examples[:EXAMPLES]).defer("words")
    return list(found.select_related("customer", "agent").order_by("pk"))


def _tell(contacts: Sequence[Contact], language: str) -> list[Source]:
    """In each of them the names of everybody in all of them are masked."""
    names = {name for contact in contacts for name in _names(contact)} | set(_participants(contacts))
    found = []
    for place, one in enumerate(contacts):
        said = one.reply_text or one.text
        # Masked first and cut then: half a number is not known for one.
        masked = redact(unhidden(said if place else f"{one.subject}\n{said}"), names, MASKS_IN[language])
        who: Who = "customer" if one.direction == Direction.IN else "us"
        found.append(Source(who, masked[:LONGEST_SOURCE], {"who": who, "at": one.started_at.isoformat()}))
    return found


def _names(contact: Contact) -> list[str]:
    people = [one.name for one in (contact.customer, contact.agent) if one]
    return [unhidden(name) for name in (contact.sender_name, *people) if name]


def _participants(contacts: Iterable[Contact]) -> Iterable[str]:
    conversations = {contact.conversation_id for contact in contacts}
    named = Participant.objects.filter(conversation__in=conversations).exclude(name="")
    return (unhidden(name) for name in named.values_list("name", flat=True))


def _list_articles(messages: Iterable[Contact], language: str) -> list[Source]:
    """What anybody may read about the reason of this case, in the language of the answer."""
    codes = _reasons(messages)
    about = Article.objects.filter(is_public=True, reason_codes__contains=codes) if codes else Article.objects.none()
    found = []
    for one in about.order_by("-used_count", "slug")[:ARTICLES]:
        words = (one.title_en, one.body_en) if language == "en" else (one.title_nl, one.body_nl)
        text = unhidden("\n".join(words))[:LONGEST_SOURCE]
        found.append(Source("article", text, {"slug": one.slug, "title": words[0]}))
    return found


def _reasons(messages: Iterable[Contact]) -> list[str]:
    latest = Contact.objects.filter(pk__in=[one.pk for one in messages]).exclude(given_reason=None)
    return list(latest.order_by("-started_at", "-id").values_list("given_reason__reason__code", flat=True)[:1])
