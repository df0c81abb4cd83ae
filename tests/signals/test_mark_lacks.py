import pytest
from tests import cast, make

from wortel.signals.actions import UnknownMeans, mark_lacks
from wortel.signals.models import Lack

pytestmark = pytest.mark.django_db


def test_the_chips_pressed_last_are_what_was_lacking() -> None:
    contact = make.make_contact()
    mark_lacks(contact=contact, means={"knowledge", "mandate"}, agent=cast.noor(), now=cast.NOW)
    before = mark_lacks(contact=contact, means={"mandate", "case_status"}, agent=cast.noor(), now=cast.NOW)
    assert before == {"knowledge", "mandate"}
    assert set(Lack.objects.values_list("means", flat=True)) == {"mandate", "case_status"}


def test_no_chips_means_nothing_was_lacking() -> None:
    contact = make.make_contact()
    mark_lacks(contact=contact, means={"knowledge"}, agent=cast.noor(), now=cast.NOW)
    mark_lacks(contact=contact, means=set(), agent=cast.noor(), now=cast.NOW)
    assert not Lack.objects.exists()


def test_an_unknown_means_is_refused() -> None:
    with pytest.raises(UnknownMeans):
        mark_lacks(contact=make.make_contact(), means={"courage"}, agent=None, now=cast.NOW)
