import pytest
from tests import cast, make

from wortel.problems import actions as problems
from wortel.problems import queries
from wortel.quality.actions import NoSuchScore, take_answer
from wortel.quality.models import Answer

pytestmark = pytest.mark.django_db


def test_a_later_answer_takes_the_place_of_the_first() -> None:
    contact = make.make_contact()
    take_answer(contact=contact, question="csat", score=2, now=cast.NOW)
    take_answer(contact=contact, question="csat", score=5, now=cast.NOW)
    assert Answer.objects.get().score == 5


@pytest.mark.parametrize(
    ("question", "score"), [("csat", 0), ("csat", 6), ("nps", 11), ("ces", 8), ("friendliness", 0), ("mood", 3)]
)
def test_a_score_outside_its_scale_is_refused(question: str, score: int) -> None:
    with pytest.raises(NoSuchScore):
        take_answer(contact=make.make_contact(), question=question, score=score, now=cast.NOW)


def test_satisfied_with_the_cause_open_is_counted_on_the_cause() -> None:
    problem = make.make_problem("P1")
    for score in (5, 4, 3):
        contact = make.make_contact()
        problems.flag_cause(contact=contact, problem=problem, agent=None, now=cast.NOW)
        take_answer(contact=contact, question="csat", score=score, now=cast.NOW)
    figures = queries.count_figures(problem, cast.NOW)
    assert (figures.satisfied, figures.asked) == (2, 3)
