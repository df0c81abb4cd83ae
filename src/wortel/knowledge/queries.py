from django.db.models import QuerySet

from wortel.knowledge.models import Article


def list_for_reason(code: str, limit: int = 3) -> QuerySet[Article]:
    """What we know about this reason, most used first."""
    return Article.objects.filter(reason_codes__contains=[code]).order_by("-used_count", "slug")[:limit]


def search_articles(text: str, limit: int = 5) -> QuerySet[Article]:
    titled = Article.objects.filter(title_nl__icontains=text) | Article.objects.filter(title_en__icontains=text)
    return titled.order_by("-used_count", "slug")[:limit]
