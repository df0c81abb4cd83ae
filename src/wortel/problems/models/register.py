"""Who answers for which process."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wortel.partners.models import Partner


class ProcessOwner(models.Model):
    """A department or partner that answers for processes."""

    name = models.CharField(max_length=200, unique=True)
    cost_centre = models.CharField(max_length=60, blank=True)
    ledger_code = models.CharField(max_length=60, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True)
    has_wink = models.BooleanField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_partner(self) -> bool:
        return self.partner_id is not None

    @property
    def likes_wink(self) -> bool:
        """Colleagues get the wink and partners do not, unless somebody chose otherwise."""
        return self.has_wink if self.has_wink is not None else not self.is_partner


class Accountable(models.Model):
    """The person who answers for an owner's processes, their deputy, or the head who hears when both are silent."""

    class Part(models.TextChoices):
        FIRST = "first", _("accountable")
        DEPUTY = "deputy", _("deputy")
        HEAD = "head", _("head")

    owner = models.ForeignKey(ProcessOwner, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    part = models.CharField(max_length=6, choices=Part.choices, default=Part.FIRST)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=2, blank=True)
    digest_refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "part"], name="one_person_per_part")]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else ""


class Absence(models.Model):
    """From when until when somebody is away, both days included; the deputy hears instead."""

    person = models.ForeignKey(Accountable, on_delete=models.CASCADE, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="absence_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.from_on} – {self.until_on}"


class Process(models.Model):
    """A process of the organisation or a partner, in which causes arise."""

    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(ProcessOwner, on_delete=models.PROTECT, related_name="processes")

    def __str__(self) -> str:
        return (get_language() == "en" and self.name_en) or self.name_nl


class Step(models.Model):
    """One step of a process, in order. Another department or partner may answer for it than for the whole."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(ProcessOwner, on_delete=models.PROTECT, null=True, blank=True, related_name="steps")

    class Meta:
        ordering = ["process", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "place"], name="one_step_per_place", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return (get_language() == "en" and self.name_en) or self.name_nl

    @property
    def answerer(self) -> ProcessOwner:
        """Its own owner, with the people and the cost centre of that one, else the owner of the process."""
        return self.owner or self.process.owner
