"""What an error says to a person: what happened, to what, and what to do. One entry per code, zh-CN and en.

`{field}` and `{value}` are filled in. Codes of row errors live beside the import.
"""

from mianyue.http.question_sentences import QUESTIONS
from mianyue.http.user_sentences import USERS

SENTENCES: dict[str, tuple[str, str]] = {
    **USERS,
    # who is asking
    "not_signed_in": ("请先登录。", "Please sign in first."),
    "wrong_token": (
        "登录凭证类型不正确，请退出后重新登录。",
        "This is not an access token. Sign out and sign in again.",
    ),
    "signed_out": ("登录已失效，请重新登录。", "Your session has ended. Please sign in again."),
    "role_missing": (
        "您的账号没有此操作的权限，请联系管理员把账号加入 hr 或 admin 组。",
        "Your account may not do this. Ask an administrator to add it to the group hr or admin.",
    ),
    "admin_only": (
        "这项设置只有管理员可以修改。请联系管理员，或让管理员把你的账号加入 admin 组。",
        "Only an administrator may change this. Ask one, or ask them to add your account to the group admin.",
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
    "started": (
        "面试已经开始，不能再改期或谢绝。请直接继续面试，或联系招聘人员。",
        "The interview has begun, so it can no longer be moved or declined. Go on with it, or contact the recruiter.",
    ),
    "time_is_over": (
        "原来的时间已经过了，不能再确认。请等待招聘人员答复您希望的时间，或与他们联系。",
        "The original time has passed, so it cannot be confirmed. Wait for the answer about the times you would like, "
        "or contact the recruiter.",
    ),
    "new_time_too_late": (
        "现在已经来不及在这里改期。时间实在不合适的话，请直接联系招聘人员。",
        "It is too late to ask for another time here. If the time is impossible for you, contact the recruiter.",
    ),
    "no_new_times_left": (
        "改期次数已经用完。请确认现在的时间，或直接联系招聘人员。",
        "You have asked for another time as often as is possible. Confirm the time as it is, or contact the recruiter.",
    ),
    # somebody else was faster: what they have said, to a candidate
    "meanwhile_confirmed": (
        "您刚刚在另一个页面确认了这场面试，这次的答复没有保存。请看过最新的状态再决定。",
        "You have just confirmed the interview on another page; this answer was not saved. See how it stands now.",
    ),
    "meanwhile_declined": (
        "您刚刚在另一个页面谢绝了这场面试，这次的答复没有保存。请看过最新的状态再决定。",
        "You have just declined the interview on another page; this answer was not saved. See how it stands now.",
    ),
    "meanwhile_new_time_asked": (
        "您刚刚在另一个页面申请了改期，这次的答复没有保存。请看过最新的状态再决定。",
        "You have just asked for another time on another page; this answer was not saved. See how it stands now.",
    ),
    "meanwhile_new_time_accepted": (
        "招聘人员刚刚同意了您希望的时间，这次的答复没有保存。请看新的时间。",
        "The recruiter has just accepted a time you asked for, so this answer was not saved. Look at the new time.",
    ),
    "meanwhile_new_time_proposed": (
        "招聘人员刚刚提议了另一个时间，这次的答复没有保存。请看新的时间再答复。",
        "The recruiter has just proposed another time, so this answer was not saved. Look at it and answer again.",
    ),
    "meanwhile_new_time_refused": (
        "招聘人员刚刚答复，您希望的时间排不开，原来的时间不变。这次的答复没有保存，请看过再答复。",
        "The recruiter has just answered that none of your times is possible and the time stays, so this answer was "
        "not saved. Look at it and answer again.",
    ),
    "meanwhile_started": (
        "面试刚刚已经开始，这次的答复没有保存。请直接继续面试。",
        "The interview has just begun, so this answer was not saved. Go on with the interview.",
    ),
    "meanwhile_restored": (
        "这场面试刚刚恢复了安排，这次的答复没有保存。请看过最新的状态再决定。",
        "The interview has just been reinstated, so this answer was not saved. Look at how it stands now.",
    ),
    # the same, to HR
    "candidate_confirmed": (
        "候选人刚刚改变主意，确认了原来的时间，不再需要改期。请刷新。",
        "The candidate has just confirmed the original time, so no other one is needed. Reload the page.",
    ),
    "candidate_declined": (
        "候选人刚刚谢绝了这场面试，不再需要改期。请刷新。",
        "The candidate has just declined the interview, so no other time is needed. Reload the page.",
    ),
    "candidate_new_time_asked": (
        "候选人刚刚换了几个希望的时间，你的答复没有保存。请刷新后看新的时间。",
        "The candidate has just asked for other times, so your answer was not saved. Reload and look at those.",
    ),
    "candidate_started": (
        "候选人刚刚已经开始面试，不再需要改期。请点“已处理”。",
        "The candidate has just begun the interview, so no other time is needed. Choose “Done”.",
    ),
    "interview_ended": (
        "这场面试已经取消、过期或完成，不能再改时间。请点“已处理”。",
        "This interview was cancelled, has expired or is finished, so its time cannot be changed. Choose “Done”.",
    ),
    "refused_too_late": (
        "原来的截止时间已过，候选人已经不能按原来的时间参加。请提议一个新的时间。",
        "The deadline has passed, so the candidate can no longer come at the original time. Propose another one.",
    ),
    "not_wished": (
        "{value} 不在候选人希望的时间里，他们可能刚改过。请刷新，或提议这个时间。",
        "{value} is not one of the times the candidate asked for; they may have changed them. Reload, or propose it.",
    ),
    "calendar_stretch": (
        "日历一次最多显示42天，且结束要晚于开始。请把时间范围缩短一些。",
        "The calendar shows up to 42 days at once, and they have to end after they begin. Choose a shorter stretch.",
    ),
    "proposal_too_late": (
        "时间 {value} 太晚，请选择 90 天以内的时间。",
        "The time {value} is too late. Choose one within 90 days.",
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
    # questions
    **QUESTIONS,
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
    "reminder_written": (
        "提醒刚刚到时间，已经写成邮件，没有取消。如果还没发出，可以在“待发送”的邮件里取消它。",
        "The reminder has just come due and is a mail now, so it was not cancelled. As long as the mail waits, you can "
        "take it back under Scheduled.",
    ),
    "reminder_dropped": (
        "这次提醒已经不会发出：候选人有了答复，或同事刚刚取消了它。",
        "This reminder will not go out anyway: the candidate has answered, or a colleague has just cancelled it.",
    ),
    "still_suppressed": (
        "这个邮箱还在退信与投诉名单里。请先换一个邮箱重新导入这一行，或到名单里写明原因解除。",
        "This address is still on the suppression list. Import the row again with another address, or lift it there "
        "with a reason.",
    ),
    "not_suppressed": (
        "这个邮箱不在退信与投诉名单里，可能刚被同事解除。",
        "This address is not on the suppression list; a colleague may just have lifted it.",
    ),
    "lift_reason_missing": (
        "请写明解除的原因。",
        "Say why it is lifted.",
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
    # what HR sets up
    "changed_meanwhile": (
        "你打开之后，同事刚改过这项设置，你的修改还没有保存。请刷新看过新的内容，再改一次。",
        "A colleague has changed this since you opened it, so your change is not saved. "
        "Reload, look at what it says now, and change it again.",
    ),
    "unknown_family": (
        "没有名为“{value}”的岗位类别，请从列表中选择。",
        "There is no family of positions “{value}”. Choose one from the list.",
    ),
    "unknown_position": (
        "没有编号为“{value}”的岗位，它可能刚被改过。请从列表中选择。",
        "There is no position “{value}”. Choose one from the list.",
    ),
    "unknown_candidate_type": (
        "没有“{value}”这种候选人类型，请选校招或社招，或不限。",
        "There is no type of candidate “{value}”. Choose campus or experienced, or leave it open.",
    ),
    "passed_stage_is_stage": (
        "“先通过的阶段”不能就是规则自己的阶段“{value}”。请选更早的阶段，或不限。",
        "The stage to have passed cannot be the rule's own, “{value}”. Choose an earlier one, or leave it open.",
    ),
    "closing_stage_invites": (
        "进入“{value}”就是流程结束，不能在这里发邀请。请选别的阶段。",
        "“{value}” ends an application, so nobody can be invited there. Choose another stage.",
    ),
    "closing_stage_stands": (
        "进入“{value}”就是流程结束，邀请一定会取消。请从“邀请继续有效”里去掉它。",
        "“{value}” ends an application and its invitation with it. Take it out of the stages where invitations stand.",
    ),
    "channel_missing": (
        "请至少选一种联系方式。",
        "Choose at least one way to reach the candidate.",
    ),
    "unknown_channel": (
        "“{value}”这种联系方式还没有开通，请选择邮件。",
        "The channel “{value}” is not set up. Choose mail.",
    ),
    "unknown_template_scope": (
        "没有“{value}”的邀请模板。请从列表中选择，或先写好这份模板。",
        "There is no invitation text for “{value}”. Choose one from the list, or write it first.",
    ),
    "hour_of_day": (
        "“{value}”不是一天里的整点，请填 0 到 23。",
        "“{value}” is not an hour of the day. Give one from 0 to 23.",
    ),
    "days_ahead_range": (
        "面试要在邀请后 1 到 30 个工作日，不能是“{value}”。",
        "The interview is 1 to 30 working days after the invitation; “{value}” is not.",
    ),
    "deadline_range": (
        "答复期限要在 1 到 60 个工作日，不能是“{value}”。",
        "The deadline is 1 to 60 working days after the invitation; “{value}” is not.",
    ),
    "delay_range": (
        "提醒的间隔要在 1 分钟到 14 天之间，不能是“{value}”秒。",
        "A reminder comes after 1 minute to 14 days; “{value}” seconds are not.",
    ),
    "reminders_range": (
        "一位候选人最多提醒 0 到 3 次，不能是“{value}”。",
        "A candidate gets 0 to 3 reminders; “{value}” is not.",
    ),
    "daily_reminders_range": (
        "每人每天的提醒要在 0 到 5 次之间（0 为不限），不能是“{value}”。",
        "A candidate gets 1 to 5 reminders a day, or 0 for any number; “{value}” is not.",
    ),
    "hold_range": (
        "撤回窗口要在 0 到 60 分钟之间，不能是“{value}”秒。",
        "The time to take something back is 0 to 60 minutes; “{value}” seconds are not.",
    ),
    "new_time_hours_range": (
        "改期截止要在面试前 0 到 168 小时之间，不能是“{value}”。",
        "The last moment to ask for another time is 0 to 168 hours before the interview; “{value}” is not.",
    ),
    "most_new_times_range": (
        "改期次数要在 0 到 10 次之间，不能是“{value}”。",
        "A candidate can ask for another time 0 to 10 times; “{value}” is not.",
    ),
    "length_range": (
        "面试时长要在 5 到 240 分钟之间，不能是“{value}”。",
        "An interview takes 5 to 240 minutes; “{value}” is not.",
    ),
    "no_sending_day": (
        "请至少选一天可以发信。",
        "Choose at least one day on which mail may go out.",
    ),
    "unknown_language": (
        "没有“{value}”这种语言，请选 zh-CN 或 en。",
        "There is no language “{value}” here. Choose zh-CN or en.",
    ),
    "mail_address": (
        "“{value}”不是完整的邮箱地址，请改成如 hr@example.com 的样子。",
        "“{value}” is not a complete mail address. Write it like hr@example.com.",
    ),
    "https_address": (
        "“{value}”不能使用：面试平台的地址要以 https:// 开头，且不含 #。",
        "“{value}” cannot be used: the address of the interview begins with https:// and holds no #.",
    ),
    "text_too_long": (
        "“{field}”太长了，请写短一些。",
        "“{field}” is too long. Make it shorter.",
    ),
    "position_twice": (
        "已经有岗位叫“{value}”了。请换一个名称，或直接修改那个岗位。",
        "There is a position “{value}” already. Give this one another name, or change that one.",
    ),
    "family_name": (
        "岗位类别“{value}”里不能有 # : @，请去掉。",
        "The family “{value}” may not hold # : or @. Take them out.",
    ),
    "no_stage": (
        "流程里至少要有一个阶段。",
        "A pipeline has at least one stage.",
    ),
    "closing_stage_first": (
        "“{value}”是流程的第一个阶段，新导入的人都从这里开始，所以它不能设为流程结束。请把别的阶段移到最前面，或取消这个设置。",
        "“{value}” is the first stage, where everybody who is imported begins, so it cannot end an application. "
        "Put another one first, or take that mark away.",
    ),
    "place_by_admin": (
        "面试平台地址只有管理员可以修改，因为候选人会带着登录凭证打开它。请恢复原来的地址再保存，或联系管理员。",
        "Only an administrator may change where an interview takes place, for candidates take their sign-in there. "
        "Put the address back as it was, or ask one.",
    ),
    "stage_name": (
        "阶段“{value}”没有名称，或刚被同事删掉了。请填上名称，或刷新后再试。",
        "The stage “{value}” has no name, or a colleague has just removed it. Give it one, or reload.",
    ),
    "stage_twice": (
        "有两个阶段都叫“{value}”，请给其中一个换个名称。",
        "Two stages are called “{value}”. Give one of them another name.",
    ),
    "stage_in_rule": (
        "还有规则用到阶段“{value}”。请先修改或删除那条规则。",
        "A rule still uses the stage “{value}”. Change or remove that rule first.",
    ),
    "closing_stage_in_rule": (
        "有规则在阶段“{value}”发邀请，或让邀请在那里继续有效，所以它不能设为流程结束。请先修改那条规则。",
        "A rule invites in the stage “{value}” or lets invitations stand there, so it cannot end an application. "
        "Change that rule first.",
    ),
    "stage_not_empty": (
        "要删除的阶段里还有人：{value}。请先把他们移到别的阶段。",
        "People still stand in the stage to be removed: “{value}”. Move them to another one first.",
    ),
    "stage_unchecked": (
        "申请太多，没能看完“{value}”里是否还有人。请先在申请列表里按这个阶段筛选并移走所有人；也可以只改名或排到最后。",
        "There are too many applications to see whether anybody stands in “{value}”. Look for them in the list of "
        "applications and move them first; or rename the stage, or put it last.",
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
