"""名称和接续: the title of a draft, the id of its pack, and the policy it takes the place of."""

from __future__ import annotations

from ipdesk.services.policy_drafts import DraftPage
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import ChoiceField, Form, LineField, label
from ipdesk.ui.widgets.ask import Sheet


class NamingSheet(Sheet):
    """Asks; the one who opened it writes."""

    def __init__(self, bench: Bench, page: DraftPage) -> None:
        super().__init__(bench.messages.window, "名称和接续", "保存")
        theme.current().hold(self, least=620)
        self.form = Form()
        self.form.add("title", "政策名称", LineField("", 120), required=True)
        self.form.add(
            "pack",
            "政策包编号",
            LineField("", 40),
            required=True,
            help="小写字母、数字和连字符；同一政策的新版本用同一个编号",
        )
        choices = [("", "没有，是新的政策")]
        choices += [
            (policy.id, f"{policy.document_number or policy.title}")
            for policy in bench.policies
            if policy.id != page.pack
        ]
        self.form.add("replaces", "接续的政策", ChoiceField(choices))
        self.form.fill({"title": page.title, "pack": page.pack, "replaces": page.replaces})
        said = "接续的政策：有效期相接或重叠时，申报按事实发生日归属；启用前可以逐条比较。"
        self.body.addWidget(self.form)
        self.body.addWidget(label(said, "small", wrap=True))

    def accept(self) -> None:
        if self.form.check_filled():
            super().accept()
