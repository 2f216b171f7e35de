"""What every service of targets needs: the policy, its words for spans and figures, files kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePath

from ipdesk.domain.figure import Figure, rounded
from ipdesk.domain.measure import Feed, Measure
from ipdesk.domain.observation import NO_FILE, Attached
from ipdesk.domain.policy import Policy
from ipdesk.domain.span import QUARTERS, WHOLE, Span, months_of
from ipdesk.domain.text import bad_character
from ipdesk.errors import UserError
from ipdesk.services.evidence import MOST_BYTES, kind_of
from ipdesk.services.office import Office
from ipdesk.storage import blobs
from ipdesk.wording import Wording

MOST_TEXT = 2_000
_LONGEST_NAME = 180
_MONTHS = 12


def policy_of(office: Office, pack: str) -> Policy:
    """A policy in use that has rows; UserError when there is none of this name."""
    try:
        policy = office.policy(pack)
    except KeyError as error:
        raise UserError("target-policy-missing", pack=pack) from error
    if not policy.rows:
        raise UserError("target-policy-missing", pack=pack)
    return policy


def policies_with_targets(office: Office) -> tuple[Policy, ...]:
    """The policies in use that have rows without money."""
    return tuple(policy for policy in office.current if policy.rows)


def baseline_year(policy: Policy) -> int | None:
    return policy.baseline.year if policy.baseline else None


def first_year(policy: Policy) -> int | None:
    """The first year that departments report for."""
    return policy.valid_from.year if policy.valid_from else None


def check_year(policy: Policy, year: int, today: date) -> None:
    """A year that something may be entered for: from the baseline to the one that runs."""
    first = baseline_year(policy) or first_year(policy) or today.year
    last = min(today.year, policy.valid_to.year) if policy.valid_to else today.year
    if not first <= year <= last:
        raise UserError("target-year-range", field="year", first=first, last=last)


def tidy(text: str, field: str) -> str:
    """Text as it is kept; UserError for characters no paper can show, and for too much of it."""
    plain = text.strip()
    bad = bad_character(plain, multiline=True)
    if bad is not None:
        raise UserError("text-bad", field=field, position=bad.position + 1)
    if len(plain) > MOST_TEXT:
        raise UserError("target-text-too-long", field=field, most=MOST_TEXT)
    return plain


def record_kinds(policy: Policy, feed: Feed) -> tuple[tuple[str, str], ...]:
    """The lists or kinds of activity a policy names: id and name."""
    return tuple((kind.id, kind.name) for kind in policy.record_kinds if kind.feed is feed)


def record_kind(policy: Policy, feed: Feed, name: str) -> str:
    """The name of one of them; UserError when the policy has none such."""
    found = dict(record_kinds(policy, feed)).get(name)
    if found is None:
        raise UserError("record-kind-unknown", field="kind", kind=name)
    return found


def reason_given(text: str) -> str:
    """The reason of an act that needs one."""
    why = tidy(text, "reason")
    if not why:
        raise UserError("need-missing", field="reason", need="reason")
    return why


def keep_file(office: Office, path: Path | None) -> Attached:
    """Keep a file under its hash before the row that names it is written."""
    if path is None:
        return NO_FILE
    name = PurePath(path.name).name[-_LONGEST_NAME:]
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError("file-too-large", name=name, most=MOST_BYTES // 1024 // 1024)
        data = path.read_bytes()
    except OSError as error:
        raise UserError("file-unreadable", name=name) from error
    if not data:
        raise UserError("file-empty", name=name)
    if not kind_of(data):
        raise UserError("file-kind-refused", name=name)
    return Attached(name, blobs.put(office.home.root, office.key, data), len(data))


def read_kept(office: Office, file: Attached) -> bytes:
    """The bytes of a kept file, checked against their hash."""
    return blobs.get(office.home.root, office.key, file.sha256)


def span_text(wording: Wording, span: Span) -> str:
    """2024年第1季度."""
    return wording.text("span", str(span.part), {"year": span.year})


def months_text(wording: Wording, months: Iterable[int], year: int) -> str:
    """What part of a year a sum speaks of: 2024年1—3季度."""
    covered = frozenset(months)
    if not covered:
        return ""
    if covered == WHOLE:
        return wording.text("span", "Y", {"year": year})
    whole = [n for n, part in enumerate(QUARTERS, start=1) if months_of(part) <= covered]
    if whole == list(range(1, len(whole) + 1)) and len(whole) > 1:
        return wording.text("span", "up-to", {"year": year, "last": whole[-1]})
    if len(whole) == 1:
        return wording.text("span", f"Q{whole[0]}", {"year": year})
    return wording.text("span", "some", {"year": year, "quarters": whole})


def number_text(value: Decimal | None) -> str:
    """12,000 or 43.29: thousands marked, no noise behind the point."""
    if value is None:
        return ""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure_text(wording: Wording, measure: Measure, figure: Figure) -> str:
    """A figure as it is read: a rate by its counts, and never as a percentage."""
    if figure.numerator is not None and figure.denominator is not None:
        counts = f"{number_text(figure.numerator)}/{number_text(figure.denominator)}"
        ratio = rounded(figure.exact, max(measure.decimals, 2) if _share(measure) else 4)
        if figure.value is None or ratio is None:
            return counts
        return wording.text("target", "ratio", {"counts": counts, "ratio": number_text(ratio)})
    return number_text(figure.value)


def unit_text(wording: Wording, measure: Measure) -> str:
    """The unit; a share of a whole is a ratio and has none."""
    return wording.text("target", "unit-ratio") if _share(measure) else measure.unit


def _share(measure: Measure) -> bool:
    return measure.unit == "%"
