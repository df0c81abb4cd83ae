from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Demand(models.TextChoices):
    VALUE = "value", _("value demand")
    FAILURE = "failure", _("failure demand")


class Reason(models.Model):
    """Why customers make contact, in their words; a tree of codes."""

    code = models.CharField(max_length=100, unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    label_nl = models.CharField(max_length=200, blank=True)
    label_en = models.CharField(max_length=200, blank=True)
    demand = models.CharField(max_length=7, choices=Demand.choices, default=Demand.VALUE)
    customer_sign = models.CharField(max_length=1, blank=True)
    company_sign = models.CharField(max_length=1, blank=True)
    keywords = models.JSONField(default=list, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        names = (self.label_en, self.label_nl) if get_language() == "en" else (self.label_nl, self.label_en)
        return names[0] or names[1] or self.code
