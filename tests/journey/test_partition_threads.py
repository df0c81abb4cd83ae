"""Which mails stand together, whatever the order in which they come in; wrongly joined counts apart from wrongly split.

Joining what does not belong together shows somebody the mail of another; splitting costs a colleague one key. So both
are counted, and never added up.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import pytest
from django.db import transaction
from tests import cast
from tests.letters import MARIJKE, YOUSSEF, deliver, letter

from wortel.cases.models import Case
from wortel.contacts.models import Contact

pytestmark = pytest.mark.django_db

FLEUR = "Fleur Smit <fleur@smit.example>"
ORDERS = 100


@dataclass(frozen=True)
class Mail:
    """A mail by its name, the thread it belongs to, and what it names."""

    name: str
    thread: str
    names: tuple[str, ...] = ()
    sender: str = MARIJKE
    cc: str = ""
    subject: str = "Levering"

    @property
    def raw(self) -> bytes:
        ids = [_id(name) for name in self.names]
        return letter(
            f"Dit is {self.name}",
            sender=self.sender,
            cc=self.cc,
            subject=self.subject,
            message_id=_id(self.name),
            answers=ids[-1:],
            references=ids,
            verdict="pass",
        )


def _id(name: str) -> str:
    return f"{name}@post.example"


FOREST = (
    # A branch, all of it one thread.
    Mail("a1", "a"),
    Mail("a2", "a", ("a1",)),
    Mail("a3", "a", ("a1", "a2")),
    Mail("a4", "a", ("a1", "a2")),
    # The same person with the same subject, and nothing that ties it to the other.
    Mail("b1", "b"),
    Mail("b2", "b", ("b1",)),
    # Two people: the second was named in Cc by the first.
    Mail("c1", "c", sender=YOUSSEF),
    Mail("c2", "c", ("c1",), sender=YOUSSEF, cc=FLEUR),
    Mail("c3", "c", ("c1", "c2"), sender=FLEUR, cc=YOUSSEF),
    # References that go round: each names the other, and itself.
    Mail("d1", "d", ("d2", "d1")),
    Mail("d2", "d", ("d1",)),
    # A parent that never comes, and two mails that both name it.
    Mail("e2", "e", ("e1",)),
    Mail("e3", "e", ("e1", "e2")),
    Mail("e4", "e", ("e1",)),
    # The subject drifts on the way.
    Mail("f1", "f", subject="Bestelling 4711"),
    Mail("f2", "f", ("f1",), subject="Heel iets anders"),
    Mail("f3", "f", ("f1", "f2"), subject="Re: Fwd: "),
    # Names a mail of somebody else: that is no way in.
    Mail("g1", "g", ("a1", "a2"), sender="Eve <eve@elders.example>"),
)


@dataclass
class Wrong:
    """Pairs that stand together and should not, and the other way round."""

    joined: int = 0
    split: int = 0


def receive(mails: Sequence[Mail]) -> dict[str, int]:
    """Which case each mail stands in once all are in."""
    for mail in mails:
        deliver(mail.raw)
    rows = Contact.objects.values_list("message_id", "conversation__part__case")
    assert Case.objects.filter(merged_into=None).count() == len({case for _, case in rows})
    return {message_id.removesuffix("@post.example"): case for message_id, case in rows}


def compare(found: Mapping[str, int], meant: Mapping[str, str]) -> Wrong:
    wrong = Wrong()
    for one, other in combinations(sorted(meant), 2):
        is_joined, is_meant = found[one] == found[other], meant[one] == meant[other]
        wrong.joined += is_joined and not is_meant
        wrong.split += is_meant and not is_joined
    return wrong


@pytest.fixture(autouse=True)
def _shop() -> None:
    cast.shop()


def test_a_hundred_orders_give_the_same_threads() -> None:
    meant = {mail.name: mail.thread for mail in FOREST}
    wrong = Wrong()
    for seed in range(ORDERS):
        mails = list(FOREST)
        random.Random(seed).shuffle(mails)
        with transaction.atomic():
            found = compare(receive(mails), meant)
            transaction.set_rollback(True)
        assert found.joined == 0, f"order {seed}: {[mail.name for mail in mails]}"
        assert found.split == 0, f"order {seed}: {[mail.name for mail in mails]}"
        wrong = Wrong(wrong.joined + found.joined, wrong.split + found.split)
    assert wrong == Wrong()


def grow(seed: int) -> list[Mail]:
    """A forest that nobody thought up: each mail names some of the earlier ones of its thread, there or not."""
    chance = random.Random(seed)
    mails: list[Mail] = []
    for thread in "pqr":
        length = chance.randint(1, 6)
        names = [f"{thread}{number}" for number in range(length)]
        for number, name in enumerate(names):
            line = tuple(names[:number]) if chance.random() < 0.5 else tuple(names[max(0, number - 1) : number])
            mails.append(Mail(name, thread, line, subject=chance.choice(["Levering", "Re: Levering", "Vraag"])))
    lost = {mail.name for mail in mails if chance.random() < 0.15}
    return [mail for mail in mails if mail.name not in lost]


def meant_by(mails: Sequence[Mail]) -> dict[str, str]:
    """The threads as far as anything that came in ties them together."""
    group = {mail.name: mail.name for mail in mails}
    for mail in mails:
        for name in mail.names:
            group.setdefault(name, name)
            old, new = group[name], group[mail.name]
            group = {key: new if value == old else value for key, value in group.items()}
    return {mail.name: group[mail.name] for mail in mails}


@pytest.mark.parametrize("block", range(3))
def test_forests_that_nobody_thought_up_come_out_right_in_any_order(block: int) -> None:
    for seed in range(10 * block, 10 * block + 10):
        mails = grow(seed)
        random.Random(seed).shuffle(mails)
        with transaction.atomic():
            found = compare(receive(mails), meant_by(mails))
            transaction.set_rollback(True)
        assert found == Wrong(), f"forest {seed}: {[(mail.name, mail.names) for mail in mails]}"
