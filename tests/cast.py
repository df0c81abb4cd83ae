"""The standing cast, as on the designed screens. Each function gives the person, making them on first meeting."""

from datetime import UTC, datetime, timedelta

from tests import make
from wortel.accounts.models import Agent, Organisation, Role, Team
from wortel.channels.models import Mailbox
from wortel.customers.models import AddressKind, Customer
from wortel.partners.models import Partner
from wortel.problems.models import Accountable, Process, ProcessOwner

NOW = datetime(2025, 10, 7, 9, 45, tzinfo=UTC)  # a quarter to twelve in Amsterdam
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PASSWORD = "wortel groeit onder de grond"


def shop() -> Organisation:
    organisation, _ = Organisation.objects.get_or_create(id=1, defaults={"name": "De Voorbeeldwinkel"})
    return organisation


def care() -> Team:
    return make.make_team("Klantenservice")


def mailbox() -> Mailbox:
    box, _ = Mailbox.objects.get_or_create(
        address="hallo@devoorbeeldwinkel.example", defaults={"name": "De Voorbeeldwinkel", "is_default": True}
    )
    return box


def noor() -> Agent:
    return make.make_agent("Noor Vermeer", team=care(), password=PASSWORD)


def joris() -> Agent:
    return make.make_agent("Joris de Lange", team=care(), password=PASSWORD)


def colleague(role: Role) -> Agent:
    """Somebody for each role, named after it."""
    return make.make_agent(f"Iemand {role.value.title()}", role=role, team=care(), password=PASSWORD)


def marijke() -> Customer:
    return _customer("Marijke Hoekstra", "Deventer", "marijke@hoekstra.example", "+31600007319")


def youssef() -> Customer:
    return _customer("Youssef Benali", "Zwolle", "y.benali@post.example", "+31600004187")


def carrier() -> Partner:
    partner, _ = Partner.objects.get_or_create(name="PakketSnel")
    return partner


def tamar() -> Accountable:
    """Answers for delivery, at the carrier."""
    return _owner("PakketSnel", "Tamar Kuiper", "tamar@pakketsnel.example", partner=carrier())


def ruben() -> Accountable:
    """Answers for invoices, inside the shop."""
    return _owner("Facturatie", "Ruben Mol", "ruben@devoorbeeldwinkel.example")


def delivery() -> Process:
    return _process("Bezorgen", "Delivery", tamar().owner)


def invoicing() -> Process:
    return _process("Factureren", "Invoicing", ruben().owner)


def _customer(name: str, city: str, email: str, phone: str) -> Customer:
    found = Customer.objects.filter(name=name, merged_into=None).first()
    if found is not None:
        return found
    customer = make.make_customer(name, city=city, email=email)
    make.make_address(customer, AddressKind.PHONE, phone)
    return customer


def _owner(department: str, name: str, email: str, partner: Partner | None = None) -> Accountable:
    owner, _ = ProcessOwner.objects.get_or_create(name=department, defaults={"partner": partner})
    person, _ = Accountable.objects.get_or_create(owner=owner, part="first", defaults={"name": name, "email": email})
    return person


def _process(name_nl: str, name_en: str, owner: ProcessOwner) -> Process:
    process, _ = Process.objects.get_or_create(name_nl=name_nl, defaults={"name_en": name_en, "owner": owner})
    return process
