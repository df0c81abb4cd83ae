"""A house with few texts."""

import pytest
from tests.make import NOW
from tests.reasons.saying import fill_house

from wortel.accounts.actions import found_organisation
from wortel.reasons.models import Driver
from wortel.reasons.tasks import search_drivers


@pytest.mark.django_db
def test_too_few_texts_are_no_ground_for_drivers() -> None:
    found_organisation(name="De Voorbeeldwinkel")
    fill_house(10)
    assert search_drivers(timestamp=int(NOW.timestamp())) == 30
    assert not Driver.objects.exists()
