"""Sums and steps that must agree when only whole acts were kept."""

from __future__ import annotations

from collections.abc import Iterator

from ipdesk.storage.database import Database

# Each query yields one row per disagreement: the claim or series it concerns, then two figures.
_QUERIES = {
    "stage-differs": (
        "SELECT c.number, c.stage, s.target FROM claim c JOIN claim_step s ON s.id ="
        " (SELECT max(id) FROM claim_step WHERE claim = c.id) WHERE c.stage <> s.target"
    ),
    "stage-without-step": (
        "SELECT c.id, c.stage, '' FROM claim c WHERE c.stage <> 'draft'"
        " AND NOT EXISTS (SELECT 1 FROM claim_step WHERE claim = c.id)"
    ),
    "step-without-entry": (
        "SELECT s.claim, s.act, count(*) FROM claim_step s GROUP BY s.claim, s.act HAVING"
        " count(*) <> (SELECT count(*) FROM journal j WHERE j.entity = 'claim'"
        " AND j.entity_id = s.claim AND j.act = s.act)"
    ),
    "letter-without-entry": (
        "SELECT l.document_number, l.id, '' FROM letter l WHERE NOT EXISTS (SELECT 1 FROM"
        " journal j WHERE j.entity = 'letter' AND j.entity_id = l.id AND j.act = 'issue_letter')"
    ),
    "letter-amount": (
        "SELECT c.number, l.amount_fen, c.approved_fen FROM letter l JOIN claim c ON c.id = l.claim"
        " WHERE l.amount_fen <> coalesce(c.approved_fen, 0)"
    ),
    "letter-gap": (
        "SELECT mark || year, max(number), count(*) FROM letter GROUP BY mark, year"
        " HAVING max(number) <> count(*)"
    ),
    "paid-differs": (
        "SELECT c.number, coalesce(c.paid_fen, 0), coalesce(sum(p.fen), 0) FROM claim c"
        " LEFT JOIN payment p ON p.claim = c.id GROUP BY c.id"
        " HAVING coalesce(c.paid_fen, 0) <> coalesce(sum(p.fen), 0)"
    ),
    "approved-differs": (
        "SELECT c.number, c.approved_fen, sum(e.amount_fen) FROM claim c JOIN entitlement e"
        " ON e.claim = c.id WHERE c.stage IN ('approved', 'paid', 'archived')"
        " GROUP BY c.id HAVING c.approved_fen <> sum(e.amount_fen)"
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
    for code, query in _QUERIES.items():
        for what, one, other in db.rows(query):
            yield code, {"what": what, "one": one, "other": other}
