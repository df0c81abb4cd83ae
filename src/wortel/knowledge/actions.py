from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from wortel.accounts.models import Agent
from wortel.events import actions as events
from wortel.knowledge.models import Article, Search
from wortel.knowledge.rules import mask_search

SEARCHES_KEPT = timedelta(weeks=26)


@transaction.atomic
def save_article(
    *, slug: str, title_nl: str, title_en: str, body_nl: str, body_en: str, reason_codes: list[str], now: datetime
) -> Article:
    """Keep what we know about one question; saving it unchanged leaves no trace."""
    words = {"title_nl": title_nl, "title_en": title_en, "body_nl": body_nl, "body_en": body_en}
    fields = {**words, "reason_codes": reason_codes}
    article = Article.objects.filter(slug=slug).first()
    if article and all(getattr(article, name) == value for name, value in fields.items()):
        return article
    saved, _ = Article.objects.update_or_create(slug=slug, defaults={**fields, "updated_at": now})
    events.record("article.saved", about=saved, slug=slug)
    return saved


def count_use(*, article: Article) -> None:
    """Somebody answered with this article."""
    Article.objects.filter(pk=article.pk).update(used_count=F("used_count") + 1)


@transaction.atomic
def count_search(*, words: str, topic: str, on: date) -> None:
    """Somebody looked for this in the week of that day. Who it was is kept nowhere, not in an event either."""
    if found := _open_search(words, topic, on):
        Search.objects.filter(pk=found.pk).update(asked=F("asked") + 1)


@transaction.atomic
def count_opened(*, words: str, topic: str, on: date) -> None:
    """What they found was worth opening."""
    if found := _open_search(words, topic, on):
        Search.objects.filter(pk=found.pk).update(opened=F("opened") + 1)


def _open_search(words: str, topic: str, on: date) -> Search | None:
    masked, monday = mask_search(words), on - timedelta(days=on.weekday())
    if not masked:
        return None
    Search.objects.filter(monday__lt=monday - SEARCHES_KEPT).delete()
    return Search.objects.get_or_create(monday=monday, words=masked, defaults={"topic": topic})[0]


@transaction.atomic
def give_to_owner(*, article: Article, owner: Agent | None) -> None:
    """Say who keeps the article right; nobody is an answer too."""
    if article.owner_id != (owner.pk if owner else None):
        article.owner = owner
        article.save(update_fields=["owner"])
        events.record("article.owned", about=article, owner=owner.pk if owner else None)
