"""What an error says to a person: what happened, to what, and what to do. One entry per code, zh-CN and en.

`{field}` and `{value}` are filled in. Codes of row errors live beside the import.
"""

SENTENCES: dict[str, tuple[str, str]] = {
    # who is asking
    "not_signed_in": ("请先登录。", "Please sign in first."),
    "wrong_token": (
        "登录凭证类型不正确，请退出后重新登录。",
        "This is not an access token. Sign out and sign in again.",
    ),
    "role_missing": (
        "您的账号没有此操作的权限，请联系管理员把账号加入 hr 或 admin 组。",
        "Your account may not do this. Ask an administrator to add it to the group hr or admin.",
    ),
    "not_through_site": (
        "请从本系统的网址访问。",
        "This address is not served directly. Use the address of the site.",
    ),
    # links and sessions
    "link_broken": (
        "链接不完整或已被改动，请从最新一封邮件里重新打开。",
        "This link is incomplete or was changed. Open it again from the newest mail.",
    ),
    "link_expired": (
        "链接已过期，请联系招聘人员获取新链接。",
        "This link has expired. Ask the recruiter for a new one.",
    ),
    "link_revoked": (
        "链接已失效，请从最新一封邮件里打开，或联系招聘人员。",
        "This link is no longer valid. Open the one in the newest mail, or ask the recruiter.",
    ),
    "not_one_click": (
        "这个地址只接受邮箱的“退订”请求。要查看面试，请直接打开邮件里的链接。",
        "Only a mail program's “unsubscribe” is taken here. To see the interview, open the link in the mail.",
    ),
    "session_expired": (
        "页面停留太久，请从邮件里的链接重新打开。",
        "This page was open for too long. Open the link in the mail again.",
    ),
    # the state of an interview
    "cancelled": (
        "这场面试已取消，无法再作答复。如有疑问请联系招聘人员。",
        "This interview was cancelled, so it can no longer be answered. Ask the recruiter if in doubt.",
    ),
    "expired": (
        "截止时间已过，无法再作答复。请联系招聘人员。",
        "The deadline has passed, so this can no longer be answered. Please contact the recruiter.",
    ),
    "finished": (
        "面试已完成，无需再作答复。",
        "This interview is finished; there is nothing left to answer.",
    ),
    "no_platform": (
        "面试链接还没有准备好，请联系招聘人员。",
        "The interview is not ready to be started. Please contact the recruiter.",
    ),
    # wished times
    "wishes_count": (
        "请给出 1 到 3 个希望的时间。",
        "Give one to three times that would suit you.",
    ),
    "wish_in_the_past": (
        "时间 {value} 已经过去，请选择以后的时间。",
        "The time {value} has passed. Choose a later one.",
    ),
    "wish_too_late": (
        "时间 {value} 太晚，请选择截止时间后 14 天以内的时间。",
        "The time {value} is too late. Choose one within 14 days after the deadline.",
    ),
    # the console
    "not_found": (
        "没有找到这条记录，它可能已被删除。请刷新页面。",
        "There is no such record; it may have been removed. Reload the page.",
    ),
    "conflict": (
        "数据刚刚被更新过，请刷新后再试。",
        "This was changed a moment ago. Reload and try again.",
    ),
    "unknown_stage": (
        "没有名为“{value}”的阶段，请从列表中选择。",
        "There is no stage “{value}”. Choose one from the list.",
    ),
    "unknown_cursor": (
        "翻页位置已失效，请从第一页开始。",
        "This page position is no longer valid. Start from the first page.",
    ),
    "case_resolved": (
        "这一项已由其他人处理，请刷新。",
        "Somebody else has settled this already. Reload the page.",
    ),
    "still_no_address": (
        "这位候选人还没有邮箱。请先带上邮箱再导入一次这一行。",
        "This candidate still has no mail address. Import the row again with one first.",
    ),
    "resolution_not_offered": (
        "“{value}”不适用于这一类事项，请选择页面给出的答复。",
        "“{value}” is not possible for this kind of case. Choose one of the answers offered.",
    ),
    "unknown_zone": (
        "“{value}”不是有效的时区，请使用如 Asia/Shanghai 的名称。",
        "“{value}” is not a time zone. Use a name such as Asia/Shanghai.",
    ),
    # anything else
    "invalid_input": (
        "“{field}”的值“{value}”不能使用，请修改后再试。",
        "The value “{value}” of “{field}” cannot be used. Change it and try again.",
    ),
    "missing": ("缺少“{field}”，请填写。", "“{field}” is missing. Fill it in."),
    "invalid_json": (
        "请求内容不是有效的 JSON。",
        "The body of the request is not valid JSON.",
    ),
    "unknown_route": (
        "没有这个地址。",
        "There is nothing at this address.",
    ),
    "temporary": (
        "系统繁忙，请稍后再试。",
        "The system could not answer just now. Try again in a moment.",
    ),
}
