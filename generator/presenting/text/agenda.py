"""Why a window is to be inspected next, in words."""

from typing import assert_never

from generator.judging.analysis.agenda import AgendaReason
from generator.presenting.text.wording import period_text
from generator.words.phrases import say


def reason_text(reason: AgendaReason) -> str:
    """A reason in a sentence."""
    where = {"period": period_text(reason.period)} if reason.period else {}
    match reason.kind:
        case "facts":
            text = say("{period}有 {n} 件查实的投诉或事实", n=reason.count, **where)
        case "overdue":
            text = say("{period}的整改逾期 {n} 天", n=reason.count, **where)
        case "again":
            text = say("最近三期有 {n} 期在绿榜", n=reason.count)
        case "noted":
            text = say("不计分的检查有 {n} 条记录了问题", n=reason.count)
        case "unsettled":
            text = say("{period}的检查不足以定等级，再查一次才能确定", **where)
        case "unrated":
            text = say("{period}的检查不够，没有评定", **where)
        case "unseen":
            text = say("已有 {n} 天没有人检查", n=reason.count) if reason.count else say("还没有人检查过")
        case _:
            assert_never(reason.kind)
    return text
