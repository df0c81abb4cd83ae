"""Fills a database with as many cases as a year leaves, or ten: one row of each kind by hand, the others like it."""

from datetime import UTC, datetime

from django.db import connection, models

from wortel.accounts.queries import find_first_team
from wortel.cases.models import Case, Part, Status
from wortel.channels.models import Kind
from wortel.contacts.models import Contact, Conversation
from wortel.customers.models import Customer

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
SAID = "Ik wacht al vijf dagen op mijn bestelling."
RARE, RARE_WORD = 777, "zeldzaamheid"
MINUTES = "interval '1 minute' * n"
# A tenth waits for us, a tenth for the customer, the others are settled.
STATUS = "CASE n %% 10 WHEN 0 THEN 'open' WHEN 1 THEN 'waiting' ELSE 'closed' END"


def fill(size: int) -> None:
    """Cases up to this number, the newest first, each of somebody of their own who wrote once."""
    if not Case.objects.exists():
        _begin()
    customer, thread, case, part, contact = (
        model.objects.order_by("id")[0] for model in (Customer, Conversation, Case, Part, Contact)
    )
    start = Case.objects.count()
    of_customer, in_thread, of_case = f"{customer.pk} + n", f"{thread.pk} + n", f"{case.pk} + n"
    subject = "'Zaak ' || n"
    at = f"t.started_at - {MINUTES}"
    said = f"t.text || ' Nummer ' || n || CASE n WHEN {RARE} THEN ', een {RARE_WORD}.' ELSE '.' END"
    key = "lpad(to_hex(n), 32, '0')"
    _multiply(customer, start, size, id=of_customer, name="'Klant ' || n")
    _multiply(
        thread,
        start,
        size,
        id=in_thread,
        customer_id=of_customer,
        reply_key=key,
        subject=subject,
    )
    _multiply(
        case,
        start,
        size,
        id=of_case,
        customer_id=of_customer,
        subject=subject,
        who="'Klant ' || n",
        status=STATUS,
        opened_at=f"t.opened_at - {MINUTES}",
        latest_at=f"t.latest_at - {MINUTES}",
        waiting_since=f"CASE n %% 10 WHEN 0 THEN t.latest_at - {MINUTES} END",
        closed_at="CASE WHEN n %% 10 > 1 THEN t.latest_at END",
    )
    _multiply(part, start, size, case_id=of_case, conversation_id=in_thread)
    _multiply(contact, start, size, customer_id=of_customer, conversation_id=in_thread, started_at=at, text=said)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def add_messages(case: Case, total: int) -> None:
    """Let so many messages stand in this case."""
    first = Contact.objects.filter(conversation__part__case=case).order_by("id")[0]
    known = Contact.objects.filter(conversation__part__case=case).count()
    _multiply(first, 1, 1 + total - known, started_at="t.started_at - interval '1 second' * n")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE contacts_contact")


def _begin() -> None:
    customer = Customer.objects.create(name="Klant 0")
    thread = Conversation.objects.create(
        channel=Kind.EMAIL, customer=customer, reply_key="0" * 32, subject="Zaak 0", started_at=NOW
    )
    case = Case.objects.create(
        customer=customer,
        subject="Zaak 0",
        status=Status.OPEN,
        team=find_first_team(),
        opened_at=NOW,
        waiting_since=NOW,
        latest_at=NOW,
        latest_channel=Kind.EMAIL,
        latest_words=SAID,
        who=customer.name,
        contact_count=1,
    )
    Part.objects.create(case=case, conversation=thread)
    Contact.objects.create(
        conversation=thread,
        customer=customer,
        channel=Kind.EMAIL,
        direction="in",
        started_at=NOW,
        ended_at=NOW,
        text=SAID,
        reply_text=SAID,
    )


def _multiply(row: models.Model, start: int, stop: int, **changed: str) -> None:
    """Rows like this one; `n` in what is changed counts them. Those that others point at get a number from it."""
    known = row._meta
    table = known.db_table
    columns = [field.column for field in known.local_concrete_fields if not field.generated and not field.primary_key]
    values = {name: f't."{name}"' for name in columns} | changed
    names, told = ", ".join(f'"{name}"' for name in values), ", ".join(values.values())
    with connection.cursor() as cursor:
        # Names of our own tables and columns, and words that stand in this file.
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {told} '
            f'FROM "{table}" t, generate_series(%s::bigint, %s) n WHERE t.id = %s',
            [start, stop - 1, row.pk],
        )
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM \"{table}\"))")
