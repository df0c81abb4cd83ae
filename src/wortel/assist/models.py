"""Who may write for us, and each text that was asked for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wortel.cases.models import Case
from wortel.reasons.models import Driver, Proposal


class Kind(models.TextChoices):
    DRAFT = "draft"
    SUMMARY = "summary"
    NAME = "name"
    TRIAL = "trial"


class Supplier(models.Model):
    """The named processor of what leaves. One row at most, and nothing leaves while `on_since` is empty."""

    name = models.CharField(max_length=120)
    place = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300)
    agreed_on = models.DateField()
    address = models.CharField(max_length=300)
    model = models.CharField(max_length=120)
    secret = models.BinaryField(null=True)
    drafts = models.BooleanField(default=False)
    summarises = models.BooleanField(default=False)
    names = models.BooleanField(default=False)
    a_day = models.PositiveIntegerField(default=200)
    longest = models.PositiveIntegerField(default=600)
    on_since = models.DateTimeField(null=True)
    # After a failure everybody waits until then, each time longer.
    failures = models.PositiveSmallIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_supplier"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(place="") & ~Q(purpose=""), name="supplier_is_named"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.place})"

    def may(self, kind: str) -> bool:
        """A trial has nothing of a customer in it, so it goes before."""
        switches = {Kind.DRAFT: self.drafts, Kind.SUMMARY: self.summarises, Kind.NAME: self.names}
        return kind == Kind.TRIAL or (self.on_since is not None and switches[Kind(kind)])


class Trouble(models.TextChoices):
    AWAY = "away", _("The assistant does not answer.")
    BUSY = "busy", _("The assistant is too busy.")
    KEY = "key", _("The assistant does not accept our key. An administrator can set it.")
    REFUSED = "refused", _("The assistant refuses the question. An administrator can look at its address and model.")
    CLOSED = "closed", _("The address of the assistant may not be called. An administrator can look at it.")
    ACTED = "acted", _("The assistant wanted to do something itself. That is never allowed, so nothing of it was used.")
    UNREADABLE = "unreadable", _("What the assistant sent back cannot be read, so nothing of it was used.")
    EMPTY = "empty", _("The assistant sent no words back.")
    NOTHING = "nothing", _("There are no words that may leave.")
    WITHDRAWN = "withdrawn", _("This may not leave any more, so nothing was sent.")


class Errand(models.Model):
    """One text that was asked for: what left for it, word for word, and what came back. Kept for some days."""

    kind = models.CharField(max_length=7, choices=Kind.choices)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    driver = models.ForeignKey(Driver, on_delete=models.CASCADE, null=True, related_name="+")
    language = models.CharField(max_length=2)
    asked_at = models.DateTimeField()
    sent = models.JSONField(default=list)
    sent_to = models.CharField(max_length=300, blank=True)
    sources = models.JSONField(default=list)
    text = models.TextField(blank=True)
    is_cut = models.BooleanField(default=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.SET_NULL, null=True, related_name="+")
    trouble = models.CharField(max_length=10, choices=Trouble.choices, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="errand_asked")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
