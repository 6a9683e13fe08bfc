"""What errors about users say to an admin: what happened, to whom, and what to do (O4)."""

USERS: dict[str, tuple[str, str]] = {
    "own_account": (
        "不能停用自己的账号或改变自己的角色。请让另一位管理员来做。",
        "You cannot disable your own account or change your own role. Ask another administrator to do it.",
    ),
    "last_admin": (
        "这是最后一位管理员。请先让另一位同事成为管理员。",
        "This is the last administrator. Make a colleague an administrator first.",
    ),
    "user_exists": (
        "{value}已经有账号了。请在列表里找到这位同事，改变角色或重新启用。",
        "{value} has an account already. Find it in the list to change its role or to enable it.",
    ),
    "has_signed_in": (
        "这位同事已经登录过，不需要新的邀请。忘记密码时，请在登录页重置。",
        "They have signed in already and need no new invitation. A forgotten password is reset at the sign-in.",
    ),
    "invitation_unsent": (
        "邀请邮件没有发出：邮件服务今天不再接受更多邮件，或不接受这个地址。请稍后重发。",
        "The invitation was not sent: the mail service takes no more today, or not to this address. "
        "Send it again later.",
    ),
}
