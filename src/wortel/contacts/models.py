from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from wortel.accounts.models import Agent, Team
from wortel.channels.models import Arrival, Delivery, Kind, Mailbox
from wortel.customers.models import Address, Customer
from wortel.customers.queries import list_objecting
from wortel.orders.models import Order
from wortel.partners.models import Partner


class Direction(models.TextChoices):
    IN = "in", "in"
    OUT = "out", "out"


class Conversation(models.Model):
    """One thread on one channel with one set of participants; holds contacts and our answers."""

    channel = models.CharField(max_length=8, choices=Kind.choices)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="conversations")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, null=True, db_index=False)
    subject = models.CharField(max_length=300, blank=True)
    reply_key = models.CharField(max_length=32)
    started_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply_key"], name="reply_key_once")]

    def __str__(self) -> str:
        return self.subject or f"{self.channel} {self.pk}"


class Participant(models.Model):
    """Somebody a conversation is with; `is_verified` is false when only an unproven mail named them."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="participants", db_index=False
    )
    kind = models.CharField(max_length=8)
    value = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    is_verified = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "kind", "value"], name="participant_once")]

    def __str__(self) -> str:
        return self.value


class ThreadKey(models.Model):
    """A message id that belongs to a conversation: its own mails, and parents that have not arrived yet.

    An awaited parent counts for less than a mail that is here: somebody may name a mail they never had.
    """

    value = models.CharField(max_length=250)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="thread_keys")
    is_here = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value", "conversation"], name="thread_key_once")]

    def __str__(self) -> str:
        return self.value


def may_be_read() -> Q:
    """Which words a model may read and may be shown outside their case: nobody objects, and nothing too personal was
    seen in their conversation. Answers quote what they answer."""
    too_personal = Withheld.objects.values("contact__conversation")
    return ~Q(conversation__in=too_personal) & ~Q(customer__in=list_objecting())


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, agent: Agent) -> ContactQuerySet:
        return self if agent.is_staff_member else self.none()

    def counted(self) -> ContactQuerySet:
        """What counts as contact volume: inbound, said by a person, no spam, no answer to our own question, no
        abandoned call."""
        return self.filter(direction=Direction.IN, is_spam=False, is_automatic=False, asked_by_us=False).exclude(
            channel=Kind.PHONE, is_answered=False
        )

    def readable(self) -> ContactQuerySet:
        return self.filter(may_be_read())

    def unreadable(self) -> ContactQuerySet:
        return self.exclude(may_be_read())

    def with_readable(self) -> ContactQuerySet:
        """Each says whether its words may be shown outside its case."""
        return self.annotate(is_readable=may_be_read())  # type: ignore[no-redef]  # declared below, for who reads it


class Contact(models.Model):
    """One exchange: a mail, a call, a form, a chat session in; or what we sent or said (direction out)."""

    code = models.CharField(max_length=100, unique=True, null=True)
    # Foreign keys whose own index nobody needs have none: each index is paid for with every mail.
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="contacts", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="contacts", db_index=False)
    channel = models.CharField(max_length=8, choices=Kind.choices)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    reply_text = models.TextField(blank=True)
    has_html = models.BooleanField(default=False)
    sender_name = models.CharField(max_length=200, blank=True)
    sender = models.ForeignKey(Address, on_delete=models.SET_NULL, null=True, related_name="+")
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    arrival = models.OneToOneField(Arrival, on_delete=models.PROTECT, null=True, related_name="contact")
    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, null=True, related_name="contact")
    message_id = models.CharField(max_length=250, blank=True)
    order = models.ForeignKey(Order, on_delete=models.SET_NULL, null=True, related_name="contacts")
    product = models.CharField(max_length=200, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.SET_NULL, null=True, related_name="+")
    minutes = models.DecimalField(max_digits=9, decimal_places=3, null=True)
    transfers = models.PositiveIntegerField(default=0)
    wait_seconds = models.PositiveIntegerField(null=True)
    is_answered = models.BooleanField(default=True)
    is_verified = models.BooleanField(default=True)
    is_automatic = models.BooleanField(default=False)
    is_spam = models.BooleanField(default=False)
    asked_by_us = models.BooleanField(default=False)
    callback_promised = models.BooleanField(default=False)
    follow_up_open = models.BooleanField(default=False)
    attributes = models.JSONField(default=dict)
    words = models.GeneratedField(
        expression=models.Func(
            models.F("subject"),
            models.F("text"),
            template="to_tsvector('dutch'::regconfig, left(%(expressions)s, 200000))",
            arg_joiner=" || ' ' || ",
            output_field=SearchVectorField(),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ContactQuerySet.as_manager()
    is_readable: bool
    """Only there when asked for with `with_readable`, so that who forgets to ask shows nothing."""

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-started_at"], name="contact_customer"),
            models.Index(fields=["conversation", "started_at"], name="contact_conversation"),
            models.Index(fields=["started_at"], condition=Q(direction="in"), name="contact_in_started"),
            models.Index(fields=["message_id"], condition=~Q(message_id=""), name="contact_message_id"),
            GinIndex(fields=["words"], name="contact_words", fastupdate=True),
        ]

    def __str__(self) -> str:
        return self.subject or f"{self.channel} {self.started_at:%Y-%m-%d %H:%M}"


class Withheld(models.Model):
    """A contact that no model reads, as it tells of health, belief or the like. Of which of these is not kept."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, primary_key=True, related_name="withheld")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.contact_id}"


class Note(models.Model):
    """A word between colleagues; the customer never sees it."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notes")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:40]


class Attachment(models.Model):
    """A file that came with a contact; its bytes stay in the raw arrival and are read from there."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="attachments")
    key = models.CharField(max_length=32, unique=True)
    part = models.CharField(max_length=60)
    name = models.CharField(max_length=300, blank=True)
    type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    md5 = models.CharField(max_length=32)
    is_inline = models.BooleanField(default=False)
    content_id = models.CharField(max_length=250, blank=True)

    def __str__(self) -> str:
        return self.name or self.type
