"""Sums and steps beside the claims that must agree: history, imports, merges, batches, people."""

from __future__ import annotations

# As in storage/proofs.py: one row per disagreement, what it concerns and two figures.
QUERIES = {
    "past-award-differs": (
        "SELECT a.name, p.amount_fen, e.amount_fen FROM past_award p"
        " JOIN applicant a ON a.id = p.applicant LEFT JOIN entitlement e ON e.id = p.entitlement"
        " WHERE p.state = 'counts' AND (e.claim IS NOT NULL OR e.amount_fen IS NOT p.amount_fen"
        " OR e.applicant IS NOT p.applicant OR e.pack IS NOT p.pack OR e.award IS NOT p.award)"
    ),
    "draft-differs": (
        # Begun, and ended the way its entries say; an open one has not ended.
        "SELECT d.title, d.state, coalesce((SELECT j.act FROM journal j WHERE"
        " j.entity = 'policy_draft' AND j.entity_id = d.id"
        " AND j.act IN ('activate_draft', 'drop_draft') ORDER BY j.seq DESC LIMIT 1), '') AS ended"
        " FROM policy_draft d WHERE ended <> CASE d.state WHEN 'activated' THEN 'activate_draft'"
        " WHEN 'dropped' THEN 'drop_draft' ELSE '' END OR NOT EXISTS (SELECT 1 FROM journal j"
        " WHERE j.entity = 'policy_draft' AND j.entity_id = d.id AND j.act = 'draft_policy')"
    ),
    "history-of-nothing": (
        "SELECT a.name, e.amount_fen, '' FROM entitlement e JOIN applicant a ON a.id = e.applicant"
        " WHERE e.claim IS NULL AND NOT EXISTS (SELECT 1 FROM past_award WHERE entitlement = e.id)"
    ),
    "past-award-without-entry": (
        "SELECT a.name, p.id, '' FROM past_award p JOIN applicant a ON a.id = p.applicant"
        " WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.entity = 'past_award'"
        " AND j.entity_id = p.id AND j.act = 'import_past_award')"
    ),
    "import-without-entry": (
        "SELECT b.file_name, b.id, '' FROM import_batch b WHERE NOT EXISTS (SELECT 1 FROM journal j"
        " WHERE j.entity = 'import' AND j.entity_id = b.id AND j.act = 'import')"
        " OR (b.undone_at IS NOT NULL) <> EXISTS (SELECT 1 FROM journal j"
        " WHERE j.entity = 'import' AND j.entity_id = b.id AND j.act = 'undo_import')"
    ),
    "merge-differs": (
        "SELECT a.name, coalesce(a.merged_into, ''), (SELECT count(*) FROM applicant_merge m"
        " WHERE m.source = a.id AND m.undone_at IS NULL) AS standing FROM applicant a"
        " WHERE (a.merged_into IS NOT NULL) <> standing"
    ),
    "merge-without-entry": (
        "SELECT a.name, m.id, '' FROM applicant_merge m JOIN applicant a ON a.id = m.source"
        " WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.seq = m.journal_seq"
        " OR (j.seq <= m.journal_seq AND j.entity = 'applicant' AND j.entity_id = m.source"
        " AND j.act = 'merge_applicants'))"
        " OR (m.undone_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM journal j"
        " WHERE j.seq > m.journal_seq AND j.entity = 'applicant' AND j.entity_id = m.source"
        " AND j.act = 'undo_merge'))"
    ),
    "named-as-another": (
        "SELECT coalesce(c.number, c.id), coalesce(n.name, ''), w.name FROM claim_named_now w"
        " JOIN claim c ON c.id = w.claim LEFT JOIN claim_named n ON n.claim = w.claim"
        " WHERE (n.name, n.town, n.sort_key) IS NOT (w.name, w.town, w.sort_key)"
    ),
    "held-by-another": (
        "SELECT c.number, e.applicant, coalesce(a.merged_into, a.id) AS standing FROM entitlement e"
        " JOIN claim c ON c.id = e.claim JOIN applicant a ON a.id = c.applicant"
        " WHERE e.applicant <> standing GROUP BY c.id"
    ),
    "batch-line-differs": (
        "SELECT c.number, l.fen, coalesce(p.fen, 0) FROM batch_claim l"
        " JOIN claim c ON c.id = l.claim LEFT JOIN payment p ON p.id = l.payment"
        " AND p.claim = l.claim AND p.kind = 'paid' AND NOT EXISTS"
        " (SELECT 1 FROM payment back WHERE back.refers = p.id AND back.kind = 'bounced')"
        " WHERE l.state = 'paid' AND p.fen IS NOT l.fen"
    ),
    "batch-waits-in-vain": (
        "SELECT c.number, l.fen, coalesce(c.approved_fen, 0) - coalesce(c.paid_fen, 0) AS due"
        " FROM batch_claim l JOIN claim c ON c.id = l.claim"
        " WHERE l.state = 'waiting' AND (c.stage <> 'approved' OR l.fen > due)"
    ),
    "batch-without-entry": (
        "SELECT b.kind || ' ' || b.year || '-' || b.ordinal, b.id, '' FROM batch b WHERE NOT EXISTS"
        " (SELECT 1 FROM journal j WHERE j.entity = 'batch' AND j.entity_id = b.id"
        " AND j.act IN ('take_batch', 'draw_up_payment'))"
    ),
    "roles-differ": (
        # Told by the last entry that gave the account its roles, or by the founding.
        "SELECT o.name, o.roles, coalesce((SELECT coalesce(json_extract(j.data, '$.roles.new'),"
        " json_extract(j.data, '$.roles')) FROM journal j WHERE j.entity = 'operator'"
        " AND j.entity_id = o.id AND j.act IN ('add_operator', 'change_roles')"
        " ORDER BY j.seq DESC LIMIT 1), (SELECT json_extract(f.value, '$.roles') FROM journal j,"
        " json_each(j.data, '$.operators') f WHERE j.act = 'found_bureau'"
        " AND trim(json_extract(f.value, '$.name')) = o.name)) AS told"
        " FROM operator o WHERE json(o.roles) IS NOT told"
    ),
}
