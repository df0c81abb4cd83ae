"""What a contact costs."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wortel.accounts.models import Team
from wortel.channels.models import Kind as Channel
from wortel.contacts.models import Contact
from wortel.problems.models.problem import Problem
from wortel.reasons.models import Reason


class Price(models.Model):
    """What each contact costs: frozen, or else by the rate and fee of its day; a database view.

    `eur` holds the work behind it too; `minutes` are those of the contact itself.
    """

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


class ChatsAtOnce(models.Model):
    """With how many customers one colleague chats at a time, from a day on; without a team it is that of all others."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True)
    valid_from = models.DateField()
    chats = models.DecimalField(max_digits=6, decimal_places=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "valid_from"], nulls_distinct=False, name="chats_once_a_day"),
            models.CheckConstraint(condition=Q(chats__gte=1), name="at_least_one_chat"),
        ]

    def __str__(self) -> str:
        return f"{self.chats} from {self.valid_from}"


class WorkBehind(models.Model):
    """Minutes spent for a contact away from the customer, at the rate of who spent them on that day.

    `code` is the number that another system gave it; what colleagues note themselves has none.
    """

    code = models.CharField(max_length=100, unique=True, null=True)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="work_behind")
    what = models.CharField(max_length=300)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    minutes = models.DecimalField(max_digits=9, decimal_places=3)
    eur_per_minute = models.DecimalField(max_digits=12, decimal_places=6)
    at = models.DateTimeField()
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="some_work_behind")]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.minutes} {self.what}"


class Launch(models.Model):
    """Days agreed beforehand in which contacts of a problem are nobody's charge."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="launches")
    first_on = models.DateField()
    last_on = models.DateField()
    why = models.CharField(max_length=300)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="launch_ends_after_it_began")
        ]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.first_on} to {self.last_on}"
