"""What a refusal of this area says to HR, and what to do about it: zh-CN and en."""

from typing import Final

from mianyue.mail.refusals import REMEDIES

TEMPLATE_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    **{code: (f"{chinese}。", f"{english}.") for code, (chinese, english) in REMEDIES.items()},
    "missing_value": (
        "{value}没有内容，这样的邮件不会发出。请在设置里补上，或从模板里去掉。",
        "There is no value for {value}, and no mail leaves with a gap. Fill it in, or take it out of the text.",
    ),
    "saved_meanwhile": (
        "有人刚刚保存了这个模板的新版本。你的修改还在，请比较之后再决定用哪一个。",
        "Somebody has saved a new version meanwhile. Your text is still here: compare, then decide which to keep.",
    ),
    "default_stays": (
        "默认文本不能删除：没有它，有些候选人就收不到邮件。可以修改它。",
        "A default text stays: without it some candidates would get no mail. You can change it.",
    ),
    "version_deleted": (
        "这个版本是一次删除，没有可以恢复的内容。请选择另一个版本。",
        "This version is a deletion and holds no text. Choose another one.",
    ),
    "unknown_scope": (
        "没有“{value}”这个适用范围。请选择默认、岗位族、岗位，或填写40个字以内、不含#的名称。",
        "No scope is called “{value}”. Choose default, a family, a position, or a name without # of up to 40 letters.",
    ),
    "unverified_address": (
        "你的邮箱还没有验证，测试邮件无法发出。请联系管理员验证邮箱。",
        "Your mail address is not verified, so no test mail can be sent. Ask an administrator to verify it.",
    ),
    "signed_out": ("登录已失效，请重新登录后再发。", "Your session has ended. Sign in again and send it then."),
    "too_soon": (
        "刚刚发过一封测试邮件，请等10秒再发。",
        "A test mail has just been sent. Wait ten seconds and send the next one.",
    ),
}
