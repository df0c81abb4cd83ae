from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from wortel.accounts.queries import find_time_zone
from wortel.analysis.consistency import compare_answers
from wortel.analysis.promised import find_conflicts
from wortel.analysis.redact import redact
from wortel.analysis.variants import find_variants, strip_frame
from wortel.knowledge.models import Article
from wortel.quality import queries
from wortel.quality.actions.contradicting import Held, drop_conflicts, keep_conflicts
from wortel.quality.models import Sameness
from wortel.quality.queries import Given
from wortel.reasons.models import Reason

LOOKED_BACK = timedelta(days=90)
SHOWN = 8
LONGEST = 400


def compare_answers_given(*, now: datetime) -> int:
    """Look anew at what customers with the same reason were answered; gives how many reasons had answers."""
    found = 0
    for reason in Reason.objects.filter(is_active=True).order_by("pk"):
        given = queries.list_given(reason, now - LOOKED_BACK)
        _keep_sameness(reason, given, now)
        found += bool(given)
    return found


@transaction.atomic
def _keep_sameness(reason: Reason, given: Sequence[Given], now: datetime) -> None:
    """One row a language: the same words in two languages are no two answers."""
    by_language: defaultdict[str, list[Given]] = defaultdict(list)
    for one in given:
        by_language[one.language].append(one)
    Sameness.objects.filter(reason=reason).exclude(language__in=by_language).delete()
    for language, answers in by_language.items():
        texts = [redact(one.text, one.names) for one in answers]
        variants = find_variants(texts)
        sameness = compare_answers({str(place): one.count for place, one in enumerate(variants)})
        chance = sameness.different
        Sameness.objects.update_or_create(
            reason=reason,
            language=language,
            defaults={
                "answers": len(answers),
                "different": chance.value,
                "low": chance.low,
                "high": chance.high,
                "most_given": sameness.most_given,
                "variants": [
                    {"count": one.count, "text": _shorten(one.example) if place < SHOWN else ""}
                    for place, one in enumerate(variants)
                ],
                "since": (now - LOOKED_BACK).astimezone(find_time_zone()).date(),
                "looked_at": now,
            },
        )
        conflicts = find_conflicts(texts, _list_articles(reason, language))
        keep_conflicts(Held(reason, language, [one.at for one in answers]), conflicts, now=now)
    drop_conflicts(reason, set(by_language), now=now)


def _list_articles(reason: Reason, language: str) -> dict[str, str]:
    """What we know about it, by its address, in the language of the answers."""
    known = Article.objects.filter(reason_codes__contains=[reason.code]).order_by("slug")
    return {one.slug: one.body_en if language == "en" else one.body_nl for one in known}


def _shorten(text: str) -> str:
    body = " ".join(strip_frame(text).split())
    return body if len(body) <= LONGEST else f"{body[: body.rfind(' ', 0, LONGEST)]}…"
