from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from wortel.accounts.queries import find_now, find_time_zone
from wortel.analysis.consistency import compare_answers
from wortel.analysis.promised import Conflict as Found
from wortel.analysis.promised import find_conflicts
from wortel.analysis.redact import redact
from wortel.analysis.variants import find_variants, strip_frame
from wortel.contacts.models import Contact
from wortel.knowledge.models import Article
from wortel.quality import queries, rules
from wortel.quality.actions.contradicting import Held, keep_conflicts, place_conflicts
from wortel.quality.models import Sameness
from wortel.quality.rules import Given
from wortel.reasons.models import Driver, Level, Reason

LOOKED_BACK = timedelta(days=90)
SHOWN = 8
LONGEST = 400


def compare_answers_given(*, now: datetime) -> int:
    """Look anew at what customers who asked the same were answered; gives how many questions had answers.

    A driver with few answers is no question of its own: its answers join those of their reason, with what belongs
    to no driver.
    """
    since = find_now(now) - LOOKED_BACK
    reasons = Reason.objects.filter(is_active=True).order_by("pk").in_bulk()
    few: defaultdict[int | None, list[Given]] = defaultdict(list)
    fresh: list[tuple[Held, Found]] = []
    for driver in Driver.objects.filter(level=Level.DRIVER).order_by("pk"):
        given = queries.list_given(Contact.objects.filter(assignment__driver=driver), since)
        for language, some in rules.by_language(given).items():
            if rules.are_enough(some):
                fresh += _keep(driver, reasons.get(rules.find_usual_reason(some) or 0), language, some, now)
            else:
                for one in some:
                    few[one.reason].append(one)
    for reason in reasons.values():
        apart = Contact.objects.filter(given_reason__reason=reason, assignment__driver=None)
        given = [*few[reason.pk], *queries.list_given(apart, since)]
        for language, some in rules.by_language(given).items():
            fresh += _keep(None, reason, language, some, now)
    place_conflicts(fresh, now=now)
    Sameness.objects.filter(looked_at__lt=now).delete()
    return Sameness.objects.count()


@transaction.atomic
def _keep(
    driver: Driver | None, reason: Reason | None, language: str, given: Sequence[Given], now: datetime
) -> list[tuple[Held, Found]]:
    """Of one question in one language; of too few answers nothing is kept but how many there were."""
    held = Held(driver, reason, language, [one.at for one in given])
    texts = [redact(one.text, one.names) for one in given] if rules.are_enough(given) else []
    variants = find_variants(texts)
    sameness = compare_answers({str(place): one.count for place, one in enumerate(variants)})
    chance = sameness.different
    Sameness.objects.update_or_create(
        **held.question,
        language=language,
        defaults={
            "reason": reason,
            "answers": len(given),
            "different": chance.value,
            "low": chance.low,
            "high": chance.high,
            "most_given": sameness.most_given,
            "variants": [
                {"count": one.count, "text": _shorten(one.example) if place < SHOWN else ""}
                for place, one in enumerate(variants)
            ],
            "since": (find_now(now) - LOOKED_BACK).astimezone(find_time_zone()).date(),
            "looked_at": now,
        },
    )
    conflicts = find_conflicts(texts, _list_articles(reason, language))
    return [(held, one) for one in keep_conflicts(held, conflicts, now=now)]


def _list_articles(reason: Reason | None, language: str) -> dict[str, str]:
    """What we know about it, by its address, in the language of the answers."""
    if reason is None:
        return {}
    known = Article.objects.filter(reason_codes__contains=[reason.code]).order_by("slug")
    return {one.slug: one.body_en if language == "en" else one.body_nl for one in known}


def _shorten(text: str) -> str:
    body = " ".join(strip_frame(text).split())
    return body if len(body) <= LONGEST else f"{body[: body.rfind(' ', 0, LONGEST)]}…"
