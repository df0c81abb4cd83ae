from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wortel.contacts.models import Contact
from wortel.orders.models import Order


class Means(models.TextChoices):
    KNOWLEDGE = "knowledge", _("Knowledge")
    CUSTOMER_DATA = "customer_data", _("Customer data")
    PRODUCT_INFO = "product_info", _("Product information")
    CASE_STATUS = "case_status", _("Case status")
    MANDATE = "mandate", _("Mandate")


class Lack(models.Model):
    """The means that were missing while helping: one row for each, on the contact."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="lacks")
    means = models.CharField(max_length=13, choices=Means.choices)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "means"], name="lack_once")]

    def __str__(self) -> str:
        return self.means


class Kind(models.TextChoices):
    """What a contact or an order can show; the first ones people say themselves, the others a rule finds."""

    CANNOT_SOLVE = "cannot_solve", _("I cannot solve this")
    SENT_AGAIN = "sent_again", _("Sent again")
    PROMISE_BROKEN = "promise_broken", _("Promise broken")
    RE_ASKED = "re_asked", _("Asked for what we know")
    WEBSITE_REFERRAL = "website_referral", _("Sent to the website")
    TRANSFER = "transfer", _("Handed over")
    BROKEN_AGAIN = "broken_again", _("Broken again")
    FED_UP = "fed_up", _("The customer is fed up")


SAID = (Kind.CANNOT_SOLVE, Kind.SENT_AGAIN)
READ = (Kind.RE_ASKED, Kind.WEBSITE_REFERRAL)


class SignalQuerySet(models.QuerySet["Signal"]):
    def standing(self) -> SignalQuerySet:
        return self.filter(undone_at=None)


class Signal(models.Model):
    """Something a contact or an order tells beyond its words: what, when, by which rule, on which evidence.

    Who did it is kept only where somebody said it of their own accord. What a rule finds has no person: the database
    refuses one.
    """

    kind = models.CharField(max_length=16, choices=Kind.choices)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="signals")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, null=True, related_name="signals")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    about = models.CharField(max_length=60)
    at = models.DateTimeField()
    evidence = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    objects = SignalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "about"], condition=Q(undone_at=None), name="signal_once"),
            models.CheckConstraint(
                condition=Q(contact__isnull=False) | Q(order__isnull=False), name="signal_is_about_something"
            ),
            models.CheckConstraint(
                condition=Q(agent=None) | Q(kind__in=[kind.value for kind in SAID]), name="rules_name_nobody"
            ),
        ]
        indexes = [models.Index(fields=["kind", "-at"], name="signal_kind_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class Heard(models.Model):
    """A contact that was read: an answer by the rules, and by `tone_at` both sides for their tone. Nothing twice."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="heard")
    at = models.DateTimeField()
    tone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["at"], condition=Q(tone_at=None), name="heard_tone_waits")]

    def __str__(self) -> str:
        return f"{self.contact_id}"


class Tone(models.Model):
    """How often something stood in the words of one side about one topic in one week.

    No contact and no colleague: which answer it was, and whose, cannot be found again from here. Our side is filled
    only while the works council agrees.
    """

    class Side(models.TextChoices):
        OURS = "ours", _("our side")
        THEIRS = "theirs", _("the customers' side")

    class Label(models.TextChoices):
        BLAME = "blame", _("blame of the customer")
        STUCK = "stuck", _("a colleague got stuck")
        SHARP = "sharp", _("sharp words")
        HARSHER = "harsher", _("sharp words to a customer who had none")
        THREAT = "threat", _("threat")
        LEGAL_THREAT = "legal_threat", _("threat with a court")
        INSULT = "insult", _("insult")
        PASSIVE_AGGRESSIVE = "passive_aggressive", _("sneer")
        SARCASM = "sarcasm", _("mockery")
        NOT_MINE = "not_my_department", _("not my department")
        DISAPPOINTED = "disappointed", _("disappointment stated")
        REPEATED = "repeat_mentioned", _("said it happened before")
        UNCERTAIN = "uncertain", _("uncertainty")
        THANKS = "thanks", _("thanks")

    monday = models.DateField()
    topic = models.CharField(max_length=100, blank=True)
    side = models.CharField(max_length=8, choices=Side.choices)
    label = models.CharField(max_length=20, choices=Label.choices)
    contacts = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["monday", "topic", "side", "label"], name="tone_once")]

    def __str__(self) -> str:
        return f"{self.label} {self.topic} {self.monday}: {self.contacts}"


class Print(models.Model):
    """A message that was held against earlier ones: its marks, by which copies of it are found. Gone with its text."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, primary_key=True, related_name="print")
    marks = ArrayField(models.IntegerField(), default=list)

    class Meta:
        # Marks that wait to be put in their place would be read one by one with every question.
        indexes = [GinIndex(fields=["marks"], name="print_marks", fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.contact_id}"


class Copy(models.Model):
    """A message that says what an earlier one said: the one it is most a copy of, and the first of them all."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="copy_of")
    of = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    first = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="copies")
    share = models.FloatField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.contact_id} of {self.of_id}"
