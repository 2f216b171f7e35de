"""Places inside the places, by the words somebody looks for them with."""

from __future__ import annotations

from typing import NamedTuple


class Spot(NamedTuple):
    """One line under 操作 of the search: what it is called, other words for it, where it is."""

    caption: str
    words: str
    place: str
    target: object


def _setting(name: str, words: str = "") -> Spot:
    return Spot(f"设置：{name}", words, "settings", name)


SPOTS = (
    Spot("登记申报主体", "新建主体 企业 新增单位", "applicants", "new"),
    Spot("导入申报主体", "excel 表格 批量登记", "imports", "applicants"),
    Spot("导入申报", "excel 表格 批量申报", "imports", "claims"),
    Spot("导入历史奖补明细", "excel 表格 往年台账", "imports", "history"),
    Spot("导入拨付结果", "excel 表格 银行回单 财政", "imports", "payments"),
    Spot("待签发的文书", "通知书 签发 打印", "notices", "waiting"),
    Spot("文书登记簿", "文号 发文 预留号段 作废", "notices", "register"),
    Spot("待公示的申报", "公示名单", "publicity", "waiting"),
    Spot("待拨付的申报", "拨款 付款 拨付批次", "publicity", "payable"),
    Spot("台账明细", "导出兑现台账 excel", "ledgers", "details"),
    Spot("年度汇总", "预算 导出年度报表 封账 总结附表", "ledgers", "sums"),
    Spot("表册", "审计 导出", "ledgers", "registers"),
    Spot("填报目标数值", "指标 填报表", "targets", "entry"),
    Spot("任务台账", "任务 分工", "targets", "tasks"),
    Spot("从文件新建政策", "新政策 政策包 起草 导入政策", "drafting", "new"),
    _setting("单位", "单位信息 单位名称"),
    _setting("操作员", "账号 人员 角色"),
    _setting("登录与签办", "密码 锁定 登录"),
    _setting("办理规则", "期限"),
    _setting("申报批次", "受理 截止"),
    _setting("政策口径", "口径 称号 条款状态"),
    _setting("文书", "抬头 落款 套打"),
    _setting("文号", "编号 发文字号"),
    _setting("文书字体", "仿宋 字体"),
    _setting("文书模板", "word 模板"),
    _setting("备份", "恢复 数据 第二备份位置"),
    _setting("操作记录", "日志 审计 校验链"),
    _setting("打印机", "打印"),
    _setting("外观", "深色 字号 放大"),
    _setting("关于", "版本 诊断 检查"),
)
