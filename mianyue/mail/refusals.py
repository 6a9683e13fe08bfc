"""Why a template is refused, where, and in words HR can act on (T3)."""

from typing import Final

from mianyue.domain.errors import InvalidInput

REMEDIES: Final = {
    "template_syntax": {
        "zh-CN": "花括号没有写完整。请从“插入”菜单重新插入变量",
        "en": "The braces are not complete. Insert the variable again from the insert menu",
    },
    "unknown_variable": {
        "zh-CN": "没有这个变量。请从“插入”菜单选择；如果只是普通文字，请改用（）或【】",
        "en": "There is no such variable. Choose one from the insert menu; for plain text use ( ) instead of [ ]",
    },
    "not_allowed": {
        "zh-CN": "模板只能使用变量和“如果”条件，请删除这一处",
        "en": "A template may use variables and “if” only. Remove this part",
    },
    "block_not_here": {
        "zh-CN": "按钮、面试信息等版块只能放在正文段落之间，请移到正文中",
        "en": "A block such as the button stands in the body, between paragraphs. Move it there",
    },
    "unclosed_if": {
        "zh-CN": "“如果”条件缺少开头或结尾，请补上 {% if %} 或 {% endif %}",
        "en": "An “if” lacks its beginning or its end. Add {% if %} or {% endif %}",
    },
    "too_long": {
        "zh-CN": "内容太长。请缩短后再试",
        "en": "This is too long. Shorten it and try again",
    },
    "bad_markup": {
        "zh-CN": "“<”之后不是完整的标签。若要显示小于号，请写 &lt;",
        "en": "No complete tag follows this “<”. To show a less-than sign write &lt;",
    },
    "unquoted_attribute": {
        "zh-CN": "属性值必须放在双引号里",
        "en": "Put the attribute's value in double quotes",
    },
    "tag_not_allowed": {
        "zh-CN": "邮件里不能使用这个标签，请删除",
        "en": "This tag has no place in a mail. Remove it",
    },
    "attribute_not_allowed": {
        "zh-CN": "邮件里不能使用这个属性或属性值，请删除",
        "en": "This attribute or its value has no place in a mail. Remove it",
    },
    "link_not_allowed": {
        "zh-CN": "链接只能以 https://、http://、mailto: 或 tel: 开头，或使用 [链接]",
        "en": "A link begins with https://, http://, mailto: or tel:, or is [link]",
    },
    "tag_not_closed": {
        "zh-CN": "标签没有成对出现，请补上开头或结尾标签",
        "en": "This tag has no partner. Add its opening or closing tag",
    },
    "empty_subject": {
        "zh-CN": "主题为空。请填写主题",
        "en": "The subject is empty. Write one",
    },
}
"""Code → what happened and what to do, in both languages."""


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
