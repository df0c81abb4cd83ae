"""Cards of contradicting answers: what was said to how many, who keeps it right, and who may decide."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wortel.accounts.models import Agent, Role
from wortel.analysis.consistency import compare_answers
from wortel.analysis.intervals import Estimate
from wortel.knowledge.models import Article
from wortel.quality.models import Conflict, Ruling
from wortel.quality.queries import group_conflicts

DECIDERS = (Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN)


@dataclass(frozen=True)
class Said:
    """One of the promises, to how many customers it was made, and the sentence it stood in."""

    value: str
    words: str
    count: int
    text: str
    is_right: bool


@dataclass(frozen=True)
class Card:
    """One contradiction, with each question in the answers to which it was found."""

    conflict: Conflict
    asked: Sequence[Conflict]
    chance: Estimate
    said: Sequence[Said]
    articles: Sequence[Article]
    ruling: Ruling | None
    may_decide: bool


def list_cards(conflicts: Iterable[Conflict], agent: Agent) -> list[Card]:
    articles = list(Article.objects.select_related("owner").order_by("-used_count", "slug"))
    return [_card(group, articles, agent) for group in group_conflicts(conflicts)]


def may_decide(conflict: Conflict, agent: Agent) -> bool:
    """Whoever keeps an article about it right, and whoever watches over quality."""
    about = Article.objects.filter(owner=agent)
    return agent.role in DECIDERS or (agent.may_change and any(_is_about(one, conflict) for one in about))


def _is_about(article: Article, conflict: Conflict) -> bool:
    return conflict.reason is not None and conflict.reason.code in article.reason_codes


def _card(group: Sequence[Conflict], articles: Sequence[Article], agent: Agent) -> Card:
    conflict = group[0]
    counts = Counter[str]()
    for one in group:
        counts.update({str(value["value"]): int(value["count"]) for value in one.values})
    about = [article for article in articles if _is_about(article, conflict)]
    ruling: Ruling | None = next(iter(conflict.standing), None)  # type: ignore[attr-defined]  # fetched along by list_conflicts
    titles = {article.slug: article.title for article in articles} if conflict.kind == Conflict.Kind.ARTICLE else {}
    owns = any(article.owner_id == agent.pk for article in about)
    return Card(
        conflict,
        group,
        compare_answers(counts).different,
        [_said(value, counts, titles, ruling) for value in conflict.values],
        about,
        ruling,
        agent.role in DECIDERS or (owns and agent.may_change),
    )


def _said(
    value: dict[str, str | int], counts: Mapping[str, int], titles: Mapping[str, str], ruling: Ruling | None
) -> Said:
    words = str(value["words"])
    return Said(
        str(value["value"]),
        titles.get(words, words),
        counts[str(value["value"])],
        str(value["text"]) if value["text"] != words else "",
        is_right=ruling is not None and ruling.right == value["value"],
    )
