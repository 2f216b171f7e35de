"""Who stands for an applicant: the record it was merged into, or the record itself."""

from __future__ import annotations

from typing import Final

# Whose claim it is now: the record it was filed under, or the one that was merged into. To be
# used for every row that shows an applicant beside a claim `c`.
STANDING: Final = (
    "JOIN applicant filed ON filed.id = c.applicant"
    " JOIN applicant a ON a.id = coalesce(filed.merged_into, filed.id)"
)
