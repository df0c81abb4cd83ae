"""What customers were told can be read by other systems, and sent by none."""

import pytest
from tests.api.doors import ask, key, post
from tests.cast import NOW
from tests.problems.told import cause, gone, mails, prove, suffer

from wortel.problems.actions import telling as actions
from wortel.problems.models import Recipient, Telling

pytestmark = pytest.mark.django_db


def test_counts_and_answers_are_told_and_nobody_by_name() -> None:
    problem, _ = gone(*(f"Kanarie{n}" for n in range(6)))
    actions.send_waiting(now=NOW)
    for place, recipient in enumerate(Recipient.objects.order_by("pk")):
        actions.answer_survey(recipient=recipient, is_still_bothered=place == 0, remark="", now=NOW)
    answer = ask(f"problems/{problem.pk}/tellings", key())
    [told] = answer.json()["items"]
    assert (told["kind"], told["state"], told["recipients"]["sent"], told["answered"]) == ("gone", "done", 6, 6)
    assert told["still_bothered"]["value"] == pytest.approx(1 / 6)
    assert told["still_bothered"]["low"] == pytest.approx(0.0301, abs=1e-4)
    assert "anarie" not in answer.content.decode()


def test_few_answers_give_no_number() -> None:
    problem, _ = gone("Ilse")
    actions.send_waiting(now=NOW)
    actions.answer_survey(recipient=Recipient.objects.get(), is_still_bothered=True, remark="", now=NOW)
    [told] = ask(f"problems/{problem.pk}/tellings", key()).json()["items"]
    assert told["still_bothered"] == {"value": None, "low": None, "high": None, "n": 1}


def test_no_machine_can_have_anything_sent() -> None:
    problem = cause()
    prove(problem)
    suffer(problem, "Ilse", email="ilse@post.example")
    for path in (f"problems/{problem.pk}/tellings", "tellings", "tellings/1/approval"):
        assert post(path, {"kind": "gone"}, key()).status_code in {404, 405}
    assert not Telling.objects.exists()
    assert mails() == []
