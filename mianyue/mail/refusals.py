"""Why a template is refused, where, and in words HR can act on (T3)."""

from typing import Final

from mianyue.domain.errors import InvalidInput

REMEDIES: Final[dict[str, tuple[str, str]]] = {
    "template_syntax": (
        "花括号没有写完整（{value}）。请从“插入”菜单重新插入变量",
        "The braces are not complete ({value}). Insert the variable again from the insert menu",
    ),
    "unknown_variable": (
        "没有这个变量（{value}）。请从“插入”菜单选择；如果只是普通文字，请改用（）或【】",
        "There is no such variable ({value}). Choose one from the insert menu; for plain text use ( ) instead of [ ]",
    ),
    "not_allowed": (
        "模板只能使用变量和“如果”条件，请删除这一处（{value}）",
        "A template may use variables and “if” only. Remove this part ({value})",
    ),
    "block_not_here": (
        "按钮、面试信息等版块只能放在正文段落之间（{value}），请移到正文中",
        "A block such as the button stands in the body, between paragraphs ({value}). Move it there",
    ),
    "unclosed_if": (
        "“如果”条件缺少开头或结尾（{value}），请补上 if 或 endif",
        "An “if” lacks its beginning or its end ({value}). Add the if or the endif",
    ),
    "too_long": ("内容太长（{value}）。请缩短后再试", "This is too long ({value}). Shorten it and try again"),
    "unseen_character": (
        "这里有一个看不见的字符（{value}）。请删除这几个字，重新输入",
        "An invisible character stands here ({value}). Delete the words around it and type them again",
    ),
    "bad_markup": (
        "“<”之后不是完整的标签（{value}）。若要显示小于号，请写 &lt;",
        "No complete tag follows this “<” ({value}). To show a less-than sign write &lt;",
    ),
    "unquoted_attribute": (
        "属性值必须放在双引号里（{value}）",
        "Put the attribute's value in double quotes ({value})",
    ),
    "tag_not_allowed": (
        "邮件里不能使用这个标签，或不能放在这里（{value}），请删除",
        "This tag has no place in a mail, or not in this place ({value}). Remove it",
    ),
    "attribute_not_allowed": (
        "邮件里不能使用这个属性或属性值（{value}），请删除",
        "This attribute or its value has no place in a mail ({value}). Remove it",
    ),
    "link_not_allowed": (
        "链接只能以 https://、http://、mailto: 或 tel: 开头，或使用 [链接]（{value}）",
        "A link begins with https://, http://, mailto: or tel:, or is [link] ({value})",
    ),
    "tag_not_closed": (
        "标签没有成对出现（{value}），请补上开头或结尾标签",
        "This tag has no partner ({value}). Add its opening or closing tag",
    ),
    "empty_subject": ("主题为空。请填写主题", "The subject is empty. Write one"),
}
"""Code → what happened and what to do, in Chinese and English; `{value}` is the place and the text."""


class TemplateRefused(InvalidInput):
    """A template cannot be used. `field` is subject, preheader or body; `line` and `column` count from 1.

    `value` reads `line:column text`, so that an edge which knows only InvalidInput still says where.
    """

    def __init__(self, field: str, code: str, *, line: int = 1, column: int = 1, text: str = "") -> None:
        super().__init__(field, code, f"{line}:{column} {text}".rstrip())
        self.line = line
        self.column = column
        self.text = text


def refusal(field: str, code: str, source: str, offset: int, text: str = "") -> TemplateRefused:
    """The refusal of what stands at `offset` of a template's source."""
    before = source[:offset]
    return TemplateRefused(
        field,
        code,
        line=before.count("\n") + 1,
        column=offset - before.rfind("\n"),
        text=text[:80],
    )
