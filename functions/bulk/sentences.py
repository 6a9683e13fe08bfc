"""What the bulk area says to a person: errors, and why somebody is left out or gets no mail. zh-CN and en."""

BULK_SENTENCES: dict[str, tuple[str, str]] = {
    "nobody_chosen": (
        "没有选中任何人。请先选择申请，或换一个筛选条件。",
        "Nobody is chosen. Choose applications first, or change the filter.",
    ),
    "too_many_chosen": (
        "超过 {value} 人。请用筛选缩小范围，分几次进行。",
        "There are more than {value}. Narrow the list and do it in parts.",
    ),
    "everybody_withdrawn": (
        "这会取消全公司的面试。请先指定岗位、缩小筛选范围，或直接选人。",
        "This would cancel the interviews of the whole company. Name a position, narrow the list or choose people.",
    ),
    "preview_outdated": (
        "这份统计已经过了一小时，没有开始。请重新统计再确认。",
        "This was counted more than an hour ago, so it was not begun. Count again and confirm what it says then.",
    ),
    "nobody_left": (
        "这里面没有可以处理的人，没有开始。",
        "There is nobody to act on, so nothing was begun.",
    ),
    "bulk_held": (
        "还没有开始，可以撤销；暂停和继续要等开始以后。",
        "It has not begun: it can be taken back now, and paused once it runs.",
    ),
    "bulk_ended": (
        "这次批量操作已经结束，不能再更改。请刷新页面。",
        "This bulk action has ended and cannot be changed. Reload the page.",
    ),
}

REASONS: dict[str, tuple[str, str]] = {
    "there_already": ("本来就在这个阶段", "in this stage already"),
    "moved_on": ("刚被别人移动过", "moved by somebody a moment ago"),
    "not_found": ("已不存在", "not there any more"),
    "nothing_open": ("没有进行中的面试", "no open interview"),
    "no_rule": ("没有适用的规则", "no rule invites here"),
    "position_filled": ("岗位已招满", "the position is filled"),
    "invited_before": ("在这个阶段已邀请过", "invited in this stage before"),
    "confirmed": ("已确认参加", "have said yes"),
    "no_address": ("没有邮箱", "no mail address"),
    "not_told": (
        "无需告知（还没收到过邮件，或规则不要求）",
        "never written to, or the rule wants no such mail",
    ),
}
