from django.conf import settings
from django.db import models
from django.utils.translation import get_language


class Article(models.Model):
    """What we know about one question, in both languages."""

    slug = models.SlugField(max_length=120, unique=True)
    title_nl = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    body_nl = models.TextField()
    body_en = models.TextField()
    is_public = models.BooleanField(default=True)
    updated_at = models.DateTimeField()
    used_count = models.PositiveIntegerField(default=0)
    reason_codes = models.JSONField(default=list, blank=True)
    # Who keeps it right, and hears where answers contradict it.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="articles"
    )

    def __str__(self) -> str:
        return self.title_nl

    @property
    def title(self) -> str:
        """In the reader's language."""
        return self.title_en if get_language() == "en" else self.title_nl

    @property
    def body(self) -> str:
        return self.body_en if get_language() == "en" else self.body_nl


class Search(models.Model):
    """How often one thing was looked for in a week, and how often an article was opened then. Nobody is kept."""

    monday = models.DateField()
    words = models.CharField(max_length=80)
    # The code of the reason that the words point to, as far as they do.
    topic = models.CharField(max_length=100, blank=True)
    asked = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["monday", "words"], name="search_once")]

    def __str__(self) -> str:
        return self.words
