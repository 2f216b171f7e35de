"""Workbooks an import hands out: the one to fill in, and the rows that were not taken."""

from __future__ import annotations

from pathlib import Path

from ipdesk.services.imports import handing
from ipdesk.services.imports.taking import Context, Plan
from ipdesk.ui.bench import Bench
from ipdesk.ui.imports.start import SENT_OUT

_BOOK = "Excel 工作簿 (*.xlsx)"


def save_template(bench: Bench, kind: str, context: Context) -> None:
    """A workbook to fill in for this kind of import."""
    if kind in SENT_OUT:
        bench.messages.warn("填报表不用模板：在“目标任务”的“填报”里发出。")
        return
    name = f"{bench.wording.label('import-kind', kind)}导入模板.xlsx"
    path = bench.messages.save_file("保存导入模板", name, _BOOK)
    if path is not None:
        path = path if path.suffix else path.with_suffix(".xlsx")

        def told(saved: Path) -> None:
            bench.say(f"模板已保存：{saved.name}")

        bench.jobs.run(handing.save_template, told, None, kind, context, path)


def save_returned(bench: Bench, plan: Plan) -> None:
    """The rows that were left out, each with what is wrong with it."""
    name = f"未导入-{Path(plan.request.file.name).stem}.xlsx"
    path = bench.messages.save_file("导出问题行", name, _BOOK)
    if path is not None:

        def told(count: int) -> None:
            bench.say(f"已导出 {count:,} 行，改好后可再导入", path)

        bench.jobs.aside(handing.save_returned, told, None, plan, bench.wording, path)
