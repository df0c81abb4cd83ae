from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from wortel.accounts.rules import initial


class Role(models.TextChoices):
    AGENT = "agent", _("Contact specialist")
    LEAD = "lead", _("Team lead")
    MANAGER = "manager", _("Customer-experience manager")
    QUALITY = "quality", _("Quality")
    OWNER = "owner", _("Process owner")
    PARTNER = "partner", _("Partner")
    SHOP = "shop", _("Shop staff")
    ADMIN = "admin", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


class Organisation(models.Model):
    """The one organisation of this database, with the choices that hold for everybody."""

    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=60, default="Europe/Amsterdam")
    language = models.CharField(max_length=2, default="nl")
    phone_region = models.CharField(max_length=2, default="NL")
    repeat_window_hours = models.PositiveIntegerField(default=168)
    has_wink = models.BooleanField(default=True)
    works_council_agreed_on = models.DateField(null=True, blank=True)
    # What keeping one customer is worth; until somebody says it, no page speaks of it.
    customer_value_cents = models.BigIntegerField(null=True, blank=True)
    # For so long an answer can be called back before it leaves.
    undo_seconds = models.PositiveSmallIntegerField(default=10)
    is_demo = models.BooleanField(default=False)
    started_on = models.DateField(null=True)
    seed = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_organisation")]

    def __str__(self) -> str:
        return self.name

    @property
    def initial(self) -> str:
        return initial(self.name)


class Team(models.Model):
    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class AgentQuerySet(models.QuerySet["Agent"]):
    def visible_to(self, agent: Agent) -> AgentQuerySet:
        """Colleagues may know each other; owners and partners see nobody."""
        return self.filter(is_active=True) if agent.is_staff_member else self.filter(pk=agent.pk)


class AgentManager(BaseUserManager["Agent"]):
    def get_queryset(self) -> AgentQuerySet:
        return AgentQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> Agent:
        return self.get(email=(username or "").lower())


class Agent(AbstractBaseUser):
    """Somebody who signs in: a contact specialist, or one of the other roles."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.AGENT)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True)
    language = models.CharField(max_length=2, blank=True)
    theme = models.CharField(max_length=5, blank=True)
    single_keys = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    sign_ins = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[AgentManager] = AgentManager()

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[:1].isupper()] or [self.name or "?"]
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()

    @property
    def is_staff_member(self) -> bool:
        """Works for the organisation's customers, so may see them."""
        return self.role in {Role.AGENT, Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN, Role.AUDITOR}

    @property
    def may_change(self) -> bool:
        """May answer customers and change what they see; auditors only look."""
        return self.role in {Role.AGENT, Role.LEAD, Role.MANAGER, Role.QUALITY, Role.ADMIN}

    @property
    def will_need_second_factor(self) -> bool:
        """These roles can see or change much; nobody of the demo has anything to protect."""
        return self.role in {Role.LEAD, Role.MANAGER, Role.ADMIN} and not self.is_demo

    @property
    def needs_second_factor(self) -> bool:
        return self.will_need_second_factor and self.sign_ins > 1


class Mandate(models.Model):
    """What a contact specialist may grant alone."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True)
    text_nl = models.CharField(max_length=200)
    text_en = models.CharField(max_length=200)
    limit_cents = models.PositiveIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text_nl


class EntryLink(models.Model):
    """A link that works once, within the hour, and makes an administrator. Only its hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link of {self.made_at:%Y-%m-%d %H:%M}"
