"""What stands beside a case to help with it: one statement, because a case is opened all day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wortel.accounts.models import Agent
from wortel.cases.models import Case
from wortel.signals.queries import MANY_SENDERS, SENT_WITHIN
from wortel.store.actions import ask

RISK_WITHIN = timedelta(days=14)
MISSED_IS_RISK = 2
# A parcel that was settled a season ago does not come back.
SAME_WITHIN = timedelta(days=90)

STATEMENT = """
WITH latest AS (
  SELECT c.id, c.channel, g.reason_id, r.code AS reason_code
  FROM cases_part p
  JOIN contacts_contact c ON c.conversation_id = p.conversation_id AND c.direction = 'in'
  LEFT JOIN reasons_givenreason g ON g.contact_id = c.id
  LEFT JOIN reasons_reason r ON r.id = g.reason_id
  WHERE p.case_id = %(case)s ORDER BY c.started_at DESC, c.id DESC LIMIT 1
)
(SELECT 'address' AS kind, json_build_object(
   'id', id, 'kind', kind, 'value', value, 'is_certain', is_certain, 'bounced', bounced_at IS NOT NULL) AS body
 FROM customers_address WHERE customer_id = ANY(%(customers)s) ORDER BY is_certain DESC, kind, id)
UNION ALL
(SELECT 'mandate', json_build_object('nl', text_nl, 'en', text_en, 'cents', limit_cents)
 FROM accounts_mandate WHERE team_id IS NULL OR team_id = %(team)s ORDER BY id)
UNION ALL
(SELECT 'article', json_build_object(
   'slug', a.slug, 'nl', a.title_nl, 'en', a.title_en, 'used', a.used_count, 'updated_at', a.updated_at)
 FROM knowledge_article a, latest WHERE a.reason_codes @> to_jsonb(ARRAY[latest.reason_code])
 ORDER BY a.used_count DESC, a.id LIMIT 3)
UNION ALL
(SELECT 'order', json_build_object('id', o.id, 'code', code, 'what', what, 'cents', amount_cents, 'status', status,
   'parcel', (SELECT json_build_object('id', p.id, 'delivered', p.delivered_at IS NOT NULL, 'status', p.status,
                'is_late', p.delivered_at IS NULL AND p.promised_to < %(now)s)
              FROM orders_parcel p WHERE p.order_id = o.id ORDER BY p.promised_to DESC NULLS LAST, p.id DESC LIMIT 1))
 FROM orders_order o WHERE customer_id = ANY(%(customers)s)
 ORDER BY placed_at DESC NULLS LAST, id DESC LIMIT 4)
UNION ALL
(SELECT 'assist', json_build_object('draft', drafts, 'summary', summarises)
 FROM assist_supplier WHERE on_since IS NOT NULL AND (drafts OR summarises))
UNION ALL
(SELECT 'now', json_build_object('kind', s.kind, 'place', s.place, 'at', s.at, 'carrier', pt.name)
 FROM orders_parcelstep s
 JOIN orders_parcel p ON p.id = s.parcel_id AND p.delivered_at IS NULL
 JOIN orders_order o ON o.id = p.order_id AND o.customer_id = ANY(%(customers)s)
 LEFT JOIN partners_partner pt ON pt.id = p.carrier_id
 WHERE s.at <= %(now)s AND s.at > %(since)s ORDER BY s.at DESC LIMIT 1)
UNION ALL
(SELECT 'missed', json_build_object('times', count(*), 'carrier', pt.name)
 FROM orders_parcelstep s
 JOIN orders_parcel p ON p.id = s.parcel_id
 JOIN orders_order o ON o.id = p.order_id AND o.customer_id = ANY(%(customers)s)
 JOIN partners_partner pt ON pt.id = p.carrier_id
 WHERE s.kind = 'missed' AND s.at > %(since)s GROUP BY pt.name ORDER BY count(*) DESC LIMIT 1)
UNION ALL
(SELECT 'promise', json_build_object('id', m.id, 'kind', m.kind, 'due_at', m.due_at, 'case', m.case_id,
   'kept', m.kept_at IS NOT NULL, 'broken', m.broken_at IS NOT NULL OR (m.kept_at IS NULL AND m.due_at < %(now)s))
 FROM cases_promise m JOIN cases_case k ON k.id = m.case_id
 WHERE k.customer_id = ANY(%(customers)s) OR k.id = %(case)s ORDER BY m.due_at)
UNION ALL
(SELECT DISTINCT ON (k.id) 'same', json_build_object('id', k.id, 'opened_at', k.opened_at, 'who', k.who,
   'order', o.code, 'is_open', k.status <> 'closed')
 FROM orders_order o
 JOIN contacts_contact other ON other.order_id = o.id
 JOIN cases_part there ON there.conversation_id = other.conversation_id AND there.case_id <> %(case)s
 JOIN cases_case k ON k.id = there.case_id AND k.merged_into_id IS NULL AND k.latest_at > %(recently)s
 WHERE o.id = ANY(ARRAY(SELECT c.order_id FROM cases_part mine JOIN contacts_contact c USING (conversation_id)
                        WHERE mine.case_id = %(case)s AND c.order_id IS NOT NULL))
   AND EXISTS (SELECT FROM orders_parcel pc WHERE pc.order_id = o.id)
 ORDER BY k.id DESC LIMIT 12)
UNION ALL
(SELECT 'party', json_build_object('id', u.id, 'name', u.name, 'need', u.need)
 FROM customers_customer u WHERE u.id IN (
   SELECT coalesce(w.merged_into_id, w.id) FROM cases_part mine
   JOIN contacts_contact c ON c.conversation_id = mine.conversation_id AND c.direction = 'in'
   JOIN customers_customer w ON w.id = c.customer_id WHERE mine.case_id = %(case)s)
 AND u.id <> ALL(%(customers)s) ORDER BY u.id LIMIT 5)
UNION ALL
(SELECT 'reported', to_json(f.id) FROM problems_flag f JOIN latest ON latest.id = f.contact_id LIMIT 1)
UNION ALL
(SELECT 'again', s.evidence::json FROM signals_signal s JOIN latest ON latest.id = s.contact_id
 WHERE s.kind = 'broken_again' AND s.undone_at IS NULL LIMIT 1)
UNION ALL
(SELECT 'copy', json_build_object('channel', o.channel, 'at', o.started_at, 'later', x.started_at)
 FROM cases_part here
 JOIN contacts_contact x ON x.conversation_id = here.conversation_id
 JOIN signals_copy y ON y.contact_id = x.id
 JOIN contacts_contact o ON o.id = y.of_id
 JOIN cases_part there ON there.conversation_id = o.conversation_id AND there.case_id <> %(case)s
 WHERE here.case_id = %(case)s ORDER BY x.started_at DESC LIMIT 1)
UNION ALL
(SELECT 'senders', json_build_object('first', g.first_id,
   'n', 1 + count(DISTINCT coalesce(s.customer_id, -s.sender_id)))
 FROM (SELECT coalesce(y.first_id, x.id) AS first_id FROM cases_part here
       JOIN contacts_contact x ON x.conversation_id = here.conversation_id AND x.direction = 'in'
       LEFT JOIN signals_copy y ON y.contact_id = x.id
       WHERE here.case_id = %(case)s ORDER BY x.started_at DESC LIMIT 1) g
 JOIN signals_copy z ON z.first_id = g.first_id
 JOIN contacts_contact s ON s.id = z.contact_id AND s.started_at > %(lately)s
 GROUP BY g.first_id)
UNION ALL
(SELECT 'cause', json_build_object('id', q.id, 'contact', l.id, 'nl', q.title_nl, 'en', q.title_en, 'code', q.code,
   'summary_nl', q.summary_nl, 'summary_en', q.summary_en,
   'workaround_nl', q.workaround_nl, 'workaround_en', q.workaround_en,
   'reply_nl', q.reply_nl, 'reply_en', q.reply_en, 'opened_at', q.opened_at,
   'owner', ow.name, 'person', pe.name, 'planned_on', an.planned_on, 'fixed_on', fx.on)
 FROM latest l
 JOIN problems_problem q ON q.closed_at IS NULL AND q.merged_into_id IS NULL AND (
   q.id IN (SELECT f.problem_id FROM problems_flag f WHERE f.contact_id = l.id)
   OR q.id IN (SELECT r.problem_id FROM problems_rule r WHERE r.reason_id = l.reason_id
               AND r.not_first_channel <> l.channel))
 LEFT JOIN LATERAL (SELECT owner_id FROM problems_ownership s WHERE s.problem_id = q.id AND s.until IS NULL
                    ORDER BY s.share DESC, s.id LIMIT 1) os ON true
 LEFT JOIN problems_processowner ow ON ow.id = os.owner_id
 LEFT JOIN problems_accountable pe ON pe.owner_id = ow.id AND pe.part = 'first'
 LEFT JOIN LATERAL (SELECT planned_on FROM problems_owneranswer w
                    WHERE w.problem_id = q.id AND w.kind = 'planned' ORDER BY w.at DESC LIMIT 1) an ON true
 LEFT JOIN LATERAL (SELECT x.on FROM problems_fix x WHERE x.problem_id = q.id AND x.withdrawn_at IS NULL
                    ORDER BY x.on DESC LIMIT 1) fx ON true
 ORDER BY q.opened_at LIMIT 1)
"""

type Body = Mapping[str, Any]


@dataclass(frozen=True)
class Help:
    """Everything beside a case, each kind in its own list."""

    addresses: tuple[Body, ...] = ()
    mandates: tuple[Body, ...] = ()
    articles: tuple[Body, ...] = ()
    orders: tuple[Body, ...] = ()
    promises: tuple[Body, ...] = ()
    assist: Body | None = None
    """What may be written elsewhere, where that was switched on."""
    now: Body | None = None
    cause: Body | None = None
    again: Body | None = None
    """What came in last is about something that was settled less than a month before."""
    same_parcel: tuple[Body, ...] = ()
    """Other cases in which somebody contacted us about the same parcel."""
    parties: tuple[Body, ...] = ()
    """Who else speaks in this case, such as the receiver of what somebody sent."""
    copy: Body | None = None
    """What was said in this case was said before, in another one."""
    senders: Body | None = None
    """Several people sent the text that came in last."""
    risk: str = ""
    is_reported: bool = False
    """Whether a cause was reported of the contact that came in last."""

    @property
    def kept(self) -> int:
        return sum(1 for promise in self.promises if promise["kept"])

    @property
    def broken(self) -> int:
        return sum(1 for promise in self.promises if promise["broken"])

    @property
    def running(self) -> int:
        return len(self.promises) - self.kept - self.broken


def find_help(*, customers: Iterable[int], case: Case | None, agent: Agent, now: datetime) -> Help:
    values = {
        "customers": list(customers),
        "case": case.pk if case else None,
        "team": agent.team_id,
        "now": now,
        "since": now - RISK_WITHIN,
        "recently": now - SAME_WITHIN,
        "lately": now - SENT_WITHIN,
    }
    found: defaultdict[str, list[Body]] = defaultdict(list)
    for kind, body in ask(STATEMENT, values):
        found[kind].append(body)
    missed = found["missed"][0] if found["missed"] else None
    return Help(
        addresses=tuple(found["address"]),
        mandates=tuple(found["mandate"]),
        articles=tuple(found["article"]),
        orders=tuple(found["order"]),
        promises=tuple(found["promise"]),
        assist=found["assist"][0] if found["assist"] else None,
        now=found["now"][0] if found["now"] else None,
        cause=found["cause"][0] if found["cause"] else None,
        again=found["again"][0] if found["again"] else None,
        same_parcel=tuple(found["same"]),
        parties=tuple(found["party"]),
        copy=found["copy"][0] if found["copy"] else None,
        senders=next((one for one in found["senders"] if one["n"] >= MANY_SENDERS), None),
        risk=missed["carrier"] if missed and missed["times"] >= MISSED_IS_RISK else "",
        is_reported=bool(found["reported"]),
    )
