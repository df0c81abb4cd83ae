import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast, make

from wortel.channels.interface import Party
from wortel.customers import actions as customers
from wortel.customers.models import Customer
from wortel.customers.queries import find_by_address, list_family, search_customers
from wortel.customers.rules import NotAPhoneNumber, normalise_phone, show_phone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop() -> None:
    cast.shop()


@pytest.mark.parametrize("written", ["06 - 12 34 56 78", "0612345678", "+31 6 12345678", "0031612345678"])
def test_a_number_is_one_number_however_it_is_written(written: str) -> None:
    known = customers.recognise(address=Party("phone", written, "Marijke"), now=cast.NOW).customer
    assert find_by_address("phone", "06 12 34 56 78") == [known]


def test_a_belgian_shop_reads_belgian_numbers() -> None:
    assert normalise_phone("0470 12 34 56", region="BE") == "+32470123456"
    assert show_phone("+32470123456", region="BE") == "0470 12 34 56"
    assert show_phone("+32470123456", region="NL") == "+32 470 12 34 56"


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(NotAPhoneNumber):
        normalise_phone("anoniem", region="NL")


def test_two_people_on_one_number_are_both_shown() -> None:
    bram, fleur = make.make_customer("Bram"), make.make_customer("Fleur")
    for person in (bram, fleur):
        make.make_address(person, "phone", "+31612345678")
    found = customers.recognise(address=Party("phone", "0612345678"), now=cast.NOW)
    assert found.customer is None
    assert set(found.candidates) == {bram, fleur}


def test_an_uncertain_address_is_only_a_candidate() -> None:
    marijke = make.make_customer("Marijke")
    make.make_address(marijke, "email", "m@post.example", is_certain=False)
    found = customers.recognise(address=Party("email", "m@post.example"), now=cast.NOW)
    assert (found.customer, found.candidates) == (None, (marijke,))


def test_a_merged_customer_is_found_as_who_they_turned_out_to_be() -> None:
    old, kept, newest = make.make_customer("Oud", email="oud@post.example"), cast.marijke(), cast.youssef()
    customers.merge(kept=kept, absorbed=old, now=cast.NOW)
    customers.merge(kept=newest, absorbed=kept, now=cast.NOW)
    assert find_by_address("email", "oud@post.example") == [newest]
    assert set(list_family(newest)) == {old.pk, kept.pk, newest.pk}


def test_merging_is_undone_by_splitting() -> None:
    old, kept = make.make_customer("Oud", email="oud@post.example"), cast.marijke()
    merge = customers.merge(kept=kept, absorbed=old, now=cast.NOW)
    customers.split(merge=merge, now=cast.NOW)
    assert find_by_address("email", "oud@post.example") == [old]
    with pytest.raises(customers.NotMerged):
        customers.split(merge=merge, now=cast.NOW)


def test_one_customer_is_not_merged_with_themselves() -> None:
    old, kept = make.make_customer("Oud"), cast.marijke()
    customers.merge(kept=kept, absorbed=old, now=cast.NOW)
    with pytest.raises(customers.AlreadyOne):
        customers.merge(kept=kept, absorbed=old, now=cast.NOW)


@pytest.mark.parametrize(
    "words", ["mar", "Hoek", "ma hoek", "marijke@ho", "06 000 073", "0031 6000 073", "+3160000731"]
)
def test_people_are_found_by_name_mail_and_number(words: str) -> None:
    marijke, _ = cast.marijke(), cast.youssef()
    assert search_customers(words) == [marijke]


def test_nobody_is_read_who_is_not_asked_for() -> None:
    Customer.objects.bulk_create(Customer(name=f"Klant {number}") for number in range(5_000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE customers_customer")
    with CaptureQueriesContext(connection) as queries:
        assert [person.name for person in search_customers("klant 4321")] == ["Klant 4321"]
    for query in queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {query['sql']}")
            assert "Seq Scan on customers_customer" not in "\n".join(row[0] for row in cursor.fetchall())
