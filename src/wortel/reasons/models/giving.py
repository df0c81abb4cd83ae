from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wortel.contacts.models import Contact
from wortel.reasons.models.tree import Reason


class Source(models.TextChoices):
    PROPOSED = "proposed", _("proposed from the words")
    CONFIRMED = "confirmed", _("given by a colleague")
    IMPORTED = "imported", _("imported")


class GivenReason(models.Model):
    """The primary reason of a contact and where it came from."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="given_reason")
    reason = models.ForeignKey(Reason, on_delete=models.PROTECT, related_name="given")
    source = models.CharField(max_length=9, choices=Source.choices)
    confidence = models.FloatField(null=True)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["reason", "at"], name="given_reason_at")]

    def __str__(self) -> str:
        return f"{self.reason_id} for {self.contact_id}"


class Wording(models.Model):
    """What has been learned from confirmed reasons, to propose one from new words; one row."""

    learned_from = models.PositiveIntegerField(default=0)
    model = models.JSONField(default=dict)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"learned from {self.learned_from}"
