"""The statement behind the stream: one part for each kind of item, each using its own index."""

from dataclasses import dataclass
from functools import cache

PAGE = 30
LONGEST = 6000  # of one message on the screen; the rest is a click away
LOGO = 20_000  # bytes: what stands in a layout and is smaller says nothing about the question


@dataclass(frozen=True)
class Window:
    """Which part of the stream: the condition on (moment, rank, number) of an item, and how many of them.

    The number stands in the statement itself: a plan that is made once must know that few rows are wanted.
    """

    condition: str
    limit: int | None = PAGE + 1


LAST = Window("true")
BEFORE = Window("({at}, {rank}, {id}) < (%(at)s, %(rank)s, %(id)s)")
FROM = Window("({at}, {rank}, {id}) >= (%(at)s, %(rank)s, %(id)s)", limit=None)

CONTACTS = """
SELECT c.started_at AS at, 4 AS rank, c.id, json_build_object(
  'channel', c.channel, 'direction', c.direction,
  'who', coalesce(nullif(c.sender_name, ''), a.name, cu.name, ''), 'agent', a.name,
  'to', m.address, 'subject', c.subject, 'case', p.case_id,
  'text', left(coalesce(nullif(c.reply_text, ''), c.text), {longest}),
  'is_cut', length(coalesce(nullif(c.reply_text, ''), c.text)) > {longest},
  'has_more', c.reply_text <> '' AND length(c.text) > length(c.reply_text) + 2,
  'has_html', c.has_html, 'has_raw', c.arrival_id IS NOT NULL, 'mail', c.attributes->'mail',
  'is_verified', c.is_verified, 'is_automatic', c.is_automatic, 'outcome', ar.outcome,
  'bounces', (SELECT json_agg(json_build_object('address', b.address, 'reason', b.reason, 'said', b.said) ORDER BY b.id)
              FROM wortel_channels_bounce b WHERE b.delivery_id = c.delivery_id),
  'came_back', c.delivery_id IS NOT NULL AND EXISTS (
    SELECT FROM events_event e WHERE e.about_kind = 'contact' AND e.about_id = c.id AND e.kind = 'mail.came_back'),
  'seconds', CASE WHEN c.channel = 'phone' THEN extract(epoch FROM c.ended_at - c.started_at) END,
  'state', d.state, 'why', d.why, 'trouble', d.trouble, 'attempts', d.attempts, 'due_at', d.due_at,
  'delivery', d.id, 'still_to', d.still_to, 'recipients', d.recipients, 'copied', d.copied, 'hidden', d.hidden,
  'files', (SELECT json_agg(json_build_object(
              'key', f.key, 'name', f.name, 'type', f.type, 'size', f.size) ORDER BY f.id)
            FROM contacts_attachment f WHERE f.contact_id = c.id AND NOT (f.is_inline AND f.size < {logo})),
  'causes', (SELECT json_agg(json_build_object('id', pr.id, 'nl', pr.title_nl, 'en', pr.title_en, 'code', pr.code))
             FROM problems_flag fl JOIN problems_problem pr ON pr.id = fl.problem_id WHERE fl.contact_id = c.id)
) AS body
FROM ({keys}) k
JOIN contacts_contact c ON c.id = k.id
JOIN contacts_conversation v ON v.id = c.conversation_id
LEFT JOIN cases_part p ON p.conversation_id = v.id
LEFT JOIN accounts_agent a ON a.id = c.agent_id
LEFT JOIN customers_customer cu ON cu.id = c.customer_id
LEFT JOIN wortel_channels_mailbox m ON m.id = v.mailbox_id
LEFT JOIN wortel_channels_delivery d ON d.id = c.delivery_id
LEFT JOIN wortel_channels_arrival ar ON ar.id = c.arrival_id
"""

KEYS = """
(SELECT id FROM contacts_contact
 WHERE customer_id = ANY(%(customers)s) AND NOT is_spam AND {contact}
 ORDER BY started_at DESC, id DESC {limit})
UNION ALL
(SELECT o.id FROM contacts_contact o
 JOIN cases_part op ON op.conversation_id = o.conversation_id AND op.case_id = %(case)s
 WHERE (o.customer_id IS NULL OR o.customer_id <> ALL(%(customers)s)) AND NOT o.is_spam AND {other}
 ORDER BY o.started_at DESC, o.id DESC {limit})
"""

NOTES = """
SELECT n.at, 5, n.id, json_build_object('who', a.name, 'text', n.text, 'case', p.case_id)
FROM contacts_note n
JOIN contacts_conversation v ON v.id = n.conversation_id
LEFT JOIN cases_part p ON p.conversation_id = v.id
LEFT JOIN accounts_agent a ON a.id = n.agent_id
WHERE (v.customer_id = ANY(%(customers)s) OR p.case_id = %(case)s) AND {note}
ORDER BY n.at DESC, n.id DESC {limit}
"""

ORDERS = """
SELECT o.placed_at, 1, o.id,
       json_build_object('code', o.code, 'what', o.what, 'cents', o.amount_cents, 'status', o.status)
FROM orders_order o
WHERE o.customer_id = ANY(%(customers)s) AND o.placed_at IS NOT NULL AND {order}
ORDER BY o.placed_at DESC, o.id DESC {limit}
"""

PARCELS = """
SELECT * FROM (
  SELECT coalesce(pc.promised_from, o.placed_at) AS at, 2 AS rank, pc.id, json_build_object(
    'code', pc.code, 'carrier', pt.name, 'from', pc.promised_from, 'to', pc.promised_to,
    'delivered', pc.delivered_at,
    'steps', (SELECT json_agg(json_build_object('kind', s.kind, 'at', s.at, 'place', s.place) ORDER BY s.at)
              FROM orders_parcelstep s WHERE s.parcel_id = pc.id)) AS body
  FROM orders_parcel pc
  JOIN orders_order o ON o.id = pc.order_id
  LEFT JOIN partners_partner pt ON pt.id = pc.carrier_id
  WHERE o.customer_id = ANY(%(customers)s)
) parcel
WHERE at IS NOT NULL AND {parcel}
ORDER BY at DESC, id DESC {limit}
"""

PROMISES = """
SELECT pm.due_at, 3, pm.id, json_build_object(
  'kind', pm.kind, 'case', pm.case_id, 'kept', pm.kept_at IS NOT NULL, 'broken', pm.broken_at IS NOT NULL)
FROM cases_promise pm
JOIN cases_case k ON k.id = pm.case_id
WHERE (k.customer_id = ANY(%(customers)s) OR k.id = %(case)s) AND (pm.kept_at IS NOT NULL OR pm.broken_at IS NOT NULL)
  AND {promise}
ORDER BY pm.due_at DESC, pm.id DESC {limit}
"""

CASES = """
SELECT k.opened_at, 0, k.id, json_build_object(
  'subject', k.subject, 'status', k.status, 'is_this', k.id = %(case)s,
  'outcome', (SELECT json_build_object('solved', o.is_solved, 'cause_open', o.is_cause_open)
              FROM cases_part p
              JOIN contacts_contact c ON c.conversation_id = p.conversation_id
              JOIN cases_outcome o ON o.contact_id = c.id
              WHERE p.case_id = k.id ORDER BY o.at DESC LIMIT 1))
FROM cases_case k
WHERE (k.customer_id = ANY(%(customers)s) OR k.id = %(case)s) AND k.merged_into_id IS NULL AND {case_}
ORDER BY k.opened_at DESC, k.id DESC {limit}
"""

CHANGES = """
SELECT e.at, 6, e.id, json_build_object('kind', e.kind, 'who', e.actor_name, 'details', e.details)
FROM events_event e
WHERE e.about_kind = 'case' AND e.about_id = %(case)s AND e.kind = ANY(ARRAY[{kinds}]) AND {change}
ORDER BY e.at DESC, e.id DESC {limit}
"""

# What a colleague wants to see between the messages; the rest of the trail stands in the audit.
TOLD = [
    "case.reopened", "case.closed", "case.took_in", "case.parted", "case.split", "case.assigned", "case.taken",
    "case.rethreaded", "case.put_right",
]  # fmt: skip

NEWEST_FIRST = "ORDER BY at DESC, rank DESC, id DESC {limit}"
PARTS = {
    "contact": ("started_at", 4, "id"),
    "other": ("o.started_at", 4, "o.id"),
    "note": ("n.at", 5, "n.id"),
    "order": ("o.placed_at", 1, "o.id"),
    "parcel": ("at", 2, "id"),
    "promise": ("pm.due_at", 3, "pm.id"),
    "case_": ("k.opened_at", 0, "k.id"),
    "change": ("e.at", 6, "e.id"),
}


@cache
def statement(window: Window) -> str:
    """The whole statement for one window; its values are %(customers)s, %(case)s and a place."""
    words = {name: window.condition.format(at=at, rank=rank, id=id_) for name, (at, rank, id_) in PARTS.items()}
    words["limit"] = "" if window.limit is None else f"LIMIT {window.limit}"
    words["longest"], words["logo"] = str(LONGEST), str(LOGO)
    words["kinds"] = ", ".join(f"'{kind}'" for kind in TOLD)
    words["keys"] = KEYS.format(**words)
    kinds = (CONTACTS, NOTES, ORDERS, PARCELS, PROMISES, CASES, CHANGES)
    union = "\nUNION ALL\n".join(f"({kind.format(**words)})" for kind in kinds)
    # Only our own words and column names go into this text; what people typed travels as values.
    return f"SELECT at, rank, id, body FROM (\n{union}\n) item {NEWEST_FIRST.format(**words)}"  # noqa: S608
