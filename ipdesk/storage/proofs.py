"""Sums and steps that must agree when only whole acts were kept."""

from __future__ import annotations

from collections.abc import Iterator

from ipdesk.storage import register_proofs
from ipdesk.storage.database import Database

# Each query yields one row per disagreement: the claim or series it concerns, then two figures.
QUERIES = {
    **register_proofs.QUERIES,
    "stage-differs": (
        "SELECT c.number, c.stage, s.target FROM claim c JOIN claim_step s ON s.id ="
        " (SELECT max(id) FROM claim_step WHERE claim = c.id) WHERE c.stage <> s.target"
    ),
    "stage-without-step": (
        "SELECT c.id, c.stage, '' FROM claim c WHERE c.stage <> 'draft'"
        " AND NOT EXISTS (SELECT 1 FROM claim_step WHERE claim = c.id)"
    ),
    "steps-do-not-follow": (
        "SELECT c.number, s.act, s.source FROM (SELECT claim, act, source, lag(target, 1, 'draft')"
        " OVER (PARTITION BY claim ORDER BY id) AS before FROM claim_step) s"
        " JOIN claim c ON c.id = s.claim WHERE s.source <> s.before"
    ),
    "one-person-two-duties": (
        # Unless it says why: 单人办公.
        "SELECT c.number, one.duty, other.duty FROM claim_step one JOIN claim_step other"
        " ON other.claim = one.claim AND other.id > one.id AND other.duty <> one.duty"
        " AND other.signer = one.signer"
        " AND (one.signer <> '' OR other.operator = one.operator) JOIN claim c ON c.id = one.claim"
        " WHERE one.duty <> '' AND other.duty <> '' AND other.override_reason = ''"
    ),
    "payment-without-step": (
        "SELECT c.number, (SELECT count(*) FROM payment WHERE claim = c.id) AS moved,"
        " (SELECT count(*) FROM claim_step WHERE claim = c.id"
        " AND act IN ('pay', 'pay_part', 'bounce', 'recover')) AS taken FROM claim c"
        " WHERE moved <> taken"
    ),
    "step-without-entry": (
        "SELECT s.claim, s.act, count(*) FROM claim_step s GROUP BY s.claim, s.act HAVING"
        " count(*) <> (SELECT count(*) FROM journal j WHERE j.entity = 'claim'"
        " AND j.entity_id = s.claim AND j.act = s.act)"
    ),
    "entry-without-step": (
        "SELECT j.entity_id, j.act, count(*) FROM journal j WHERE j.entity = 'claim'"
        " AND j.act IN (SELECT act FROM stage_move) GROUP BY j.entity_id, j.act HAVING count(*) <>"
        " (SELECT count(*) FROM claim_step s WHERE s.claim = j.entity_id AND s.act = j.act)"
    ),
    "number-gap": (
        "SELECT n.series || ' ' || n.year, n.last, count(c.id) FROM number_series n"
        " LEFT JOIN claim c ON c.number LIKE '%-' || n.year || '-%' WHERE n.series = 'claim'"
        " GROUP BY n.year HAVING n.last <> count(c.id)"
    ),
    "letter-without-entry": (
        "SELECT l.document_number, l.id, '' FROM letter l WHERE NOT EXISTS (SELECT 1 FROM"
        " journal j WHERE j.entity = 'letter' AND j.entity_id = l.id AND j.act = 'issue_letter')"
    ),
    "entry-without-letter": (
        "SELECT json_extract(j.data, '$.document_number'), j.entity_id, '' FROM journal j"
        " WHERE j.entity = 'letter' AND j.act = 'issue_letter'"
        " AND NOT EXISTS (SELECT 1 FROM letter l WHERE l.id = j.entity_id)"
    ),
    "letter-amount": (
        # The first letter tells what was decided first; each correction has its own.
        "SELECT c.number, l.amount_fen, told.fen FROM letter l JOIN claim c ON c.id = l.claim"
        " JOIN (SELECT c.id AS claim, coalesce((SELECT old_fen FROM correction x WHERE"
        " x.claim = c.id AND x.state = 'approved' ORDER BY x.id LIMIT 1), c.approved_fen, 0)"
        " AS fen FROM claim c) told ON told.claim = c.id"
        " WHERE l.kind IN ('approval', 'refusal') AND l.amount_fen <> told.fen"
    ),
    "letter-gap": (
        # The bureau's own register counts papers that are none of ours.
        "SELECT mark || year, max(number), count(*) FROM (SELECT mark, year, number FROM letter"
        " WHERE register = 'own' UNION ALL SELECT mark, year, number FROM number_void"
        " WHERE register = 'own') GROUP BY mark, year HAVING max(number) <> count(*)"
    ),
    "number-void-and-used": (
        "SELECT v.document_number, l.id, '' FROM number_void v JOIN letter l"
        " ON l.mark = v.mark AND l.year = v.year AND l.number = v.number"
    ),
    "number-void-without-entry": (
        "SELECT v.document_number, v.id, '' FROM number_void v WHERE NOT EXISTS (SELECT 1 FROM"
        " journal j WHERE j.entity = 'numbers' AND j.entity_id = v.id"
        " AND j.act = 'void_number')"
    ),
    "paid-differs": (
        "SELECT c.number, coalesce(c.paid_fen, 0) AS told, coalesce(sum(CASE p.kind"
        " WHEN 'paid' THEN p.fen WHEN 'bounced' THEN -p.fen ELSE 0 END), 0) AS moved FROM claim c"
        " LEFT JOIN payment p ON p.claim = c.id GROUP BY c.id HAVING told <> moved"
    ),
    "recovered-differs": (
        "SELECT c.number, c.recovered_fen, coalesce(sum(p.fen), 0) AS moved FROM claim c"
        " LEFT JOIN payment p ON p.claim = c.id AND p.kind = 'recovered'"
        " GROUP BY c.id HAVING c.recovered_fen <> moved"
    ),
    "paid-above-approved": (
        "SELECT number, paid_fen, approved_fen FROM claim"
        " WHERE paid_fen > approved_fen + coalesce(recovery_fen, 0)"
    ),
    "sums-differ": (
        "SELECT pack || ' ' || fund_year || ' ' || award, stage, '' FROM ("
        "SELECT * FROM (SELECT * FROM claim_sum WHERE claims > 0"
        " EXCEPT SELECT * FROM claim_sum_now) UNION ALL SELECT * FROM ("
        "SELECT * FROM claim_sum_now EXCEPT SELECT * FROM claim_sum)) GROUP BY 1, 2"
    ),
    "parties-differ": (
        "SELECT pack || ' ' || fund_year || ' ' || award, applicant, '' FROM ("
        "SELECT * FROM (SELECT * FROM claim_party WHERE claims > 0"
        " EXCEPT SELECT * FROM claim_party_now) UNION ALL SELECT * FROM ("
        "SELECT * FROM claim_party_now EXCEPT SELECT * FROM claim_party)) GROUP BY 1, 2"
    ),
    "correction-half-done": (
        "SELECT c.number, x.state, '' FROM correction x JOIN claim c ON c.id = x.claim"
        " WHERE x.state = 'applying'"
    ),
    "correction-differs": (
        "SELECT c.number, c.approved_fen, x.new_fen FROM correction x JOIN claim c"
        " ON c.id = x.claim WHERE x.id = (SELECT max(id) FROM correction WHERE claim = c.id"
        " AND state = 'approved') AND c.approved_fen <> x.new_fen"
    ),
    "approved-not-journalled": (
        "SELECT c.number, c.approved_fen, json_extract(j.data, '$.approved_fen') AS told"
        " FROM claim c JOIN journal j ON j.seq = (SELECT max(seq) FROM journal WHERE"
        " entity = 'claim' AND entity_id = c.id AND act IN ('approve', 'refuse', 'correct',"
        " 'correct_up', 'correct_down', 'revoke', 'revoke_paid'))"
        " WHERE c.approved_fen IS NOT told"
    ),
    "approved-differs": (
        "SELECT c.number, c.approved_fen, coalesce(sum(e.amount_fen), 0) FROM claim c"
        " LEFT JOIN entitlement e ON e.claim = c.id"
        " WHERE c.stage IN ('approved', 'paid', 'archived', 'recovery')"
        " AND c.approved_fen IS NOT NULL"
        " GROUP BY c.id HAVING c.approved_fen <> coalesce(sum(e.amount_fen), 0)"
    ),
    "items-differ": (
        "SELECT c.number, c.approved_fen, coalesce(sum(i.amount_fen), 0) FROM claim c"
        " LEFT JOIN claim_item i ON i.claim = c.id WHERE c.approved_fen > 0"
        " GROUP BY c.id HAVING c.approved_fen <> coalesce(sum(i.amount_fen), 0)"
    ),
    "held-after-end": (
        "SELECT coalesce(c.number, c.id), c.stage, count(*) FROM claim c JOIN entitlement e"
        " ON e.claim = c.id WHERE c.stage IN ('draft', 'refused', 'not_accepted', 'withdrawn',"
        " 'void', 'referred', 'revoked')"
        " OR (c.stage = 'archived' AND coalesce(c.approved_fen, 0) = 0)"
        " GROUP BY c.id"
    ),
    "quota-missing": (
        "SELECT json_extract(u.value, '$[0]') || ' ' || json_extract(u.value, '$[1]'),"
        " e.applicant, '' FROM entitlement e, json_each(e.uses) u"
        " WHERE json_extract(u.value, '$[1]') <> 0 AND NOT EXISTS (SELECT 1 FROM quota q"
        " WHERE q.pack = e.pack AND q.applicant = e.applicant"
        " AND q.cap = json_extract(u.value, '$[0]') AND q.year = json_extract(u.value, '$[1]'))"
        " GROUP BY 1, 2"
    ),
    "evidence-replaced-by-none": (
        "SELECT coalesce(c.number, c.id), e.evidence, '' FROM claim_evidence e JOIN claim c"
        " ON c.id = e.claim WHERE e.state = 'replaced'"
        " AND NOT EXISTS (SELECT 1 FROM claim_evidence WHERE replaces = e.id)"
    ),
    "clause-status-without-entry": (
        "SELECT s.pack || ' ' || s.clause, s.id, '' FROM clause_status s WHERE NOT EXISTS"
        " (SELECT 1 FROM journal j WHERE j.entity = 'clause_status' AND j.entity_id = s.id"
        " AND j.act = 'set_clause_status')"
    ),
    "clause-status-differs": (
        "SELECT c.number, c.clause_status, a.clause_status FROM claim c JOIN assessment a ON"
        " a.id = (SELECT max(id) FROM assessment WHERE claim = c.id)"
        " WHERE c.stage IN ('approved', 'paid', 'archived') AND c.approved_fen > 0"
        " AND a.clause_status IS NOT c.clause_status"
    ),
    "title-name-without-entry": (
        "SELECT t.pack || ' ' || t.title, t.id, '' FROM title_name t WHERE NOT EXISTS"
        " (SELECT 1 FROM journal j WHERE j.entity = 'title_name' AND j.entity_id = t.id"
        " AND j.act = 'set_title_name')"
    ),
    "title-name-differs": (
        "SELECT c.number, c.title_name, a.title_name FROM claim c JOIN assessment a ON"
        " a.id = (SELECT max(id) FROM assessment WHERE claim = c.id)"
        " WHERE c.stage IN ('approved', 'paid', 'archived') AND c.approved_fen > 0"
        " AND a.title_name IS NOT c.title_name"
    ),
    "year-closing-without-entry": (
        "SELECT y.pack || ' ' || y.year, y.digest, '' FROM year_closing y WHERE NOT EXISTS"
        " (SELECT 1 FROM journal j WHERE j.entity = 'closing' AND j.entity_id = y.id"
        " AND j.act = 'close_year' AND json_extract(j.data, '$.digest') = y.digest)"
    ),
    "figure-without-entry": (
        "SELECT b.subject || ' ' || b.year || b.part, b.id, '' FROM observation b WHERE NOT EXISTS"
        " (SELECT 1 FROM journal j WHERE j.entity = 'target' AND j.entity_id = b.id"
        " AND j.act IN ('report_figure', 'correct_figure'))"
    ),
    "figure-corrected-by-none": (
        "SELECT b.subject || ' ' || b.year || b.part, b.id, '' FROM observation b"
        " WHERE b.state = 'corrected' AND NOT EXISTS (SELECT 1 FROM observation"
        " WHERE corrects = b.id AND state <> 'withdrawn')"
    ),
    "closed-figure-differs": (
        "SELECT b.subject || ' ' || b.year || b.part, CASE b.step WHEN '' THEN b.value ELSE b.step"
        " END AS now, json_extract(c.content, '$.reported.\"' || b.id || '\"') AS closed"
        " FROM observation b JOIN target_closing c ON c.pack = b.pack AND c.year = b.year"
        " AND c.reopened_at IS NULL WHERE b.state = 'stands' AND closed IS NOT now"
    ),
    "closed-figure-gone": (
        "SELECT c.pack || ' ' || c.year, r.key, r.value FROM target_closing c,"
        " json_each(c.content, '$.reported') r WHERE c.reopened_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM observation WHERE id = CAST(r.key AS INTEGER) AND state = 'stands')"
    ),
    "reopened-by-nobody": (
        "SELECT c.pack || ' ' || c.year, c.id, '' FROM target_closing c WHERE c.reopened_at"
        " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM target_reopening"
        " WHERE closing = c.id AND state = 'approved')"
    ),
    "task-state-differs": (
        "SELECT t.title, t.state, p.state AS logged FROM task t JOIN task_progress p ON p.id ="
        " (SELECT max(id) FROM task_progress WHERE task = t.id) WHERE t.state <> p.state"
    ),
    "quota-differs": (
        "SELECT q.cap || ' ' || q.year, q.used, coalesce((SELECT sum(json_extract(u.value, '$[2]'))"
        " FROM entitlement e, json_each(e.uses) u WHERE e.pack = q.pack"
        " AND e.applicant = q.applicant AND json_extract(u.value, '$[0]') = q.cap"
        " AND json_extract(u.value, '$[1]') = q.year), 0) AS held FROM quota q"
        " WHERE q.used <> held"
    ),
}


def disagreements(db: Database) -> Iterator[tuple[str, dict[str, object]]]:
    """Every place where two records of the same thing differ, as code and values."""
    for code, query in QUERIES.items():
        for what, one, other in db.rows(query):
            yield code, {"what": what, "one": one, "other": other}
