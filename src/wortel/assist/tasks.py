from datetime import UTC, datetime

from django.utils import timezone

from wortel.assist import actions
from wortel.assist.endpoint import NoAnswer, complete
from wortel.assist.models import Errand
from wortel.jobs.actions import enqueue, every, job


def send_soon(errand: int) -> None:
    enqueue(run_errand, once_as=f"errand {errand}", errand=errand)


# One at a time: however slow or silent the other side is, it holds one place in the worker.
@job(queue="assist", retry=False, alone_as="assist")
def run_errand(errand: int) -> None:
    """Ask, and keep what comes back."""
    found = Errand.objects.select_related("case", "driver").filter(pk=errand).first()
    if found is None:
        return
    question = actions.send(errand=found, now=timezone.now())
    if isinstance(question, int):
        seconds = question
    else:
        try:
            answer = complete(question.endpoint, question.messages, now=timezone.now())
        except NoAnswer as silence:
            seconds = actions.note_silence(errand=found, silence=silence, now=timezone.now())
        else:
            seconds = 0
            actions.take_in(errand=found, answer=answer, sources=question.sources, now=timezone.now())
    if seconds:
        enqueue(wake_errand, once_as=f"wake {errand}", after_seconds=seconds, errand=errand)


@job(queue="assist")
def wake_errand(errand: int) -> None:
    """Of those that run one at a time, one that sleeps would hold up all after it."""
    send_soon(errand)


@job()
def forget_errands(timestamp: int) -> None:
    actions.forget_old(now=datetime.fromtimestamp(timestamp, UTC))


every("53 3 * * *", forget_errands)
