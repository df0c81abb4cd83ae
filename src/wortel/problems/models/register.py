"""Who answers for which process."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wortel.partners.models import Partner


class ProcessOwner(models.Model):
    """A department or partner that answers for processes."""

    name = models.CharField(max_length=200, unique=True)
    cost_centre = models.CharField(max_length=60, blank=True)
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
    """The person who answers for an owner's processes, or their deputy."""

    class Part(models.TextChoices):
        FIRST = "first", _("accountable")
        DEPUTY = "deputy", _("deputy")

    owner = models.ForeignKey(ProcessOwner, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    part = models.CharField(max_length=6, choices=Part.choices, default=Part.FIRST)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "part"], name="one_person_per_part")]

    def __str__(self) -> str:
        return self.name


class Process(models.Model):
    """A process of the organisation or a partner, in which causes arise."""

    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(ProcessOwner, on_delete=models.PROTECT, related_name="processes")

    def __str__(self) -> str:
        return (get_language() == "en" and self.name_en) or self.name_nl
