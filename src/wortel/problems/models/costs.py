"""What a contact costs."""

from decimal import Decimal

from django.db import models

from wortel.accounts.models import Team
from wortel.channels.models import Kind as Channel
from wortel.contacts.models import Contact
from wortel.reasons.models import Reason


class Price(models.Model):
    """What each contact costs: frozen, or else by the rate and fee of its day; a database view."""

    contact = models.OneToOneField(Contact, on_delete=models.DO_NOTHING, primary_key=True, related_name="price")
    minutes = models.DecimalField(max_digits=9, decimal_places=3)
    eur_per_minute = models.DecimalField(max_digits=18, decimal_places=9)
    fee_eur = models.DecimalField(max_digits=12, decimal_places=6)
    eur = models.DecimalField(max_digits=18, decimal_places=9)

    class Meta:
        managed = False
        db_table = "problems_price"

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.eur}"

    @property
    def cents(self) -> Decimal:
        return self.eur * 100


class Rate(models.Model):
    """What a minute of a team costs from a day on; without a team it is the rate of everybody else."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True)
    valid_from = models.DateField()
    eur_per_minute = models.DecimalField(max_digits=12, decimal_places=6)
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "valid_from"], nulls_distinct=False, name="rate_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.eur_per_minute} from {self.valid_from}"


class ChannelFee(models.Model):
    """What one contact on a channel costs besides minutes, from a day on."""

    channel = models.CharField(max_length=8, choices=Channel.choices)
    valid_from = models.DateField()
    fee_eur = models.DecimalField(max_digits=12, decimal_places=6)
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "valid_from"], name="fee_once_a_day")]

    def __str__(self) -> str:
        return f"{self.channel} {self.fee_eur} from {self.valid_from}"


class StandardMinutes(models.Model):
    """The minutes a contact takes where nobody measured them."""

    reason = models.ForeignKey(Reason, on_delete=models.CASCADE)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    valid_from = models.DateField()
    minutes = models.DecimalField(max_digits=9, decimal_places=3)
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reason", "channel", "valid_from"], name="standard_minutes_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.reason_id} {self.channel} {self.minutes}"


class Budget(models.Model):
    """What customer service costs in a month, and how many minutes people can really work in it."""

    month = models.CharField(max_length=7, unique=True)
    cost_eur = models.DecimalField(max_digits=14, decimal_places=2)
    practical_minutes = models.DecimalField(max_digits=14, decimal_places=3)
    attributes = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.month} {self.cost_eur}"


class ContactCost(models.Model):
    """What a contact cost, with the rate and fee of its own day, frozen when it was reckoned."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="cost")
    minutes = models.DecimalField(max_digits=9, decimal_places=3)
    eur_per_minute = models.DecimalField(max_digits=12, decimal_places=6)
    fee_eur = models.DecimalField(max_digits=12, decimal_places=6)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.minutes} × {self.eur_per_minute} + {self.fee_eur}"
