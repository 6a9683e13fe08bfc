"""The frame around every mail: 600 px of tables that hold in Outlook, Gmail, QQ Mail, 163 and WeChat (T6).

Only the content is run through css-inline; the frame carries its styles already, so that its conditional
comments and the dark scheme come through untouched. Colours and type follow docs/design.md.
"""

import re
from typing import Final

from css_inline import CSSInliner

from mianyue.mail.markup import NO_TRACK
from mianyue.mail.plain_text import plain_text
from mianyue.mail.program import escaped
from mianyue.mail.values import LINKS
from mianyue.mail.words import Words

_FONTS: Final = {
    "zh-CN": "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI','PingFang SC','Microsoft YaHei',"
    "'Noto Sans CJK SC',Arial,sans-serif",
    "en": "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Arial,'PingFang SC',"
    "'Microsoft YaHei',sans-serif",
}
"""Quotation marks are drawn by the first font that has them: full-width in Chinese, narrow in English."""
_CSS: Final = """
p, li, blockquote { font-size: 16px; line-height: 1.65; }
p { margin: 0 0 16px; }
h1 { font-size: 24px; line-height: 1.3; font-weight: 600; margin: 0 0 20px; }
h2 { font-size: 17px; line-height: 1.4; font-weight: 600; margin: 32px 0 10px; }
h3 { font-size: 16px; line-height: 1.4; font-weight: 600; margin: 24px 0 8px; }
ul, ol { margin: 0 0 16px; padding: 0 0 0 24px; }
li { margin: 0 0 8px; }
blockquote { margin: 0 0 16px; padding: 0 0 0 16px; border-left: 3px solid #e0e4ea; }
a { color: #3f51c7; }
.url { word-break: break-all; }
.whole { white-space: nowrap; }
.zone { display: inline-block; font-weight: 400; }
.reason { font-size: 14px; color: #465061; }
.details { width: 100%; border-collapse: separate; border-radius: 8px; margin: 8px 0 24px; }
.label { width: 60px; padding: 12px 8px 12px 16px; font-size: 14px; line-height: 1.6; font-weight: 400;
  color: #465061; white-space: nowrap; text-align: left; vertical-align: top; border-top: 1px solid #e0e4ea; }
.fact { padding: 12px 16px 12px 8px; font-size: 15px; line-height: 1.5; font-weight: 600; vertical-align: top;
  border-top: 1px solid #e0e4ea; }
tr:first-child > .label, tr:first-child > .fact { border-top: 0; }
.button { margin: 0 0 12px; }
.button-cell { border-radius: 8px; background-color: #3f51c7; mso-padding-alt: 14px 32px; }
.button-link { display: inline-block; padding: 14px 32px; font-size: 16px;
  mso-line-height-rule: exactly; line-height: 20px; font-weight: 600; color: #ffffff; text-decoration: none;
  border-radius: 8px; mso-padding-alt: 0; }
.spare { font-size: 13px; line-height: 1.5; color: #616b7c; margin: 0 0 24px; }
"""
_DARK: Final = """
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:640px){.pad{padding-left:20px!important;padding-right:20px!important}
.content h1{font-size:21px!important}
.button,.button-link{width:100%!important;box-sizing:border-box!important;text-align:center!important}
.button-link{padding-left:12px!important;padding-right:12px!important}}
@media (prefers-color-scheme:dark){
.page{background-color:#111319!important}.card{background-color:#191c24!important}
.content,.content p,.content li,.content h1,.content h2,.content h3,.content .fact{color:#eceef3!important}
.content .label,.content .reason,.head{color:#b6bdc9!important}.content .spare,.foot{color:#97a0af!important}
.content .details{background-color:#222631!important}.content blockquote{border-color:#727c8e!important}
.content .label,.content .fact{border-color:#2e3440!important}
.content a,.foot a{color:#95a2f8!important}
.content .button-cell{background-color:#95a2f8!important}.content .button-link{color:#10142b!important}}
"""
_OUTLOOK: Final = (
    '<!--[if mso]><style>body,table,td,th,p,li,h1,h2,a{font-family:"Microsoft YaHei",Arial,sans-serif !important}'
    "</style><![endif]-->"
)
_FOOT: Final = {
    "zh-CN": "您收到这封邮件，是因为您应聘了{company}的{position}。",
    "en": "You receive this mail because you applied for the {position} role at {company}.",
}
_FOOT_WITH_LINK: Final = {
    "zh-CN": "邮件里的链接只属于您本人，请勿转发。",
    "en": " The link in it is yours alone: please do not forward it.",
}
_FILLER: Final = "&#847;&zwnj;&nbsp;" * 40
"""Keeps mail programs from showing the first words of the body behind the preheader."""

_HIDDEN: Final = "display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px"
_TABLE: Final = 'role="presentation" border="0" cellpadding="0" cellspacing="0"'

_NO_TRACK_EMPTY: Final = re.compile(rf'(<a (?:[^<>]*? )?){NO_TRACK}=""')
_inliner: Final = CSSInliner(load_remote_stylesheets=False)


def in_layout(content: str, *, words: Words, subject: str, preheader: str) -> tuple[str, str]:
    """The whole mail as (html, text) around `content`, an HTML fragment whose values are already escaped."""
    foot = _foot(words, content)
    html = _frame(
        language=words.language,
        company=escaped(words["company.name"]),
        subject=escaped(subject),
        preheader=escaped(preheader),
        content=_inlined(content),
        foot=foot,
    )
    return html, plain_text(f"{content}<hr><p>{foot}</p>", words.language)


def _inlined(content: str) -> str:
    """Styles on each element; the no-track attribute back in the bare form that SES documents."""
    inlined = _inliner.inline_fragment(content, _CSS)
    return _NO_TRACK_EMPTY.sub(rf"\1{NO_TRACK}", inlined)


def _foot(words: Words, content: str) -> str:
    """Why this mail has come, and that its link is nobody else's where it holds one."""
    language = "zh-CN" if words.language == "zh-CN" else "en"
    text = _FOOT[language].format(company=escaped(words["company.name"]), position=escaped(words["position.name"]))
    holds_link = any(words.has(path) and escaped(words[path]) in content for path in LINKS)
    return text + _FOOT_WITH_LINK[language] if holds_link else text


def _frame(*, language: str, company: str, subject: str, preheader: str, content: str, foot: str) -> str:
    font = _FONTS.get(language, _FONTS["en"])
    return f"""<!DOCTYPE html>
<html lang="{escaped(language)}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>{subject}</title>
<style>{_DARK}</style>
{_OUTLOOK}
</head>
<body class="page" bgcolor="#f5f6f8"
 style="margin:0;padding:0;background-color:#f5f6f8;word-break:break-word">
<div style="{_HIDDEN}">{preheader}{_FILLER}</div>
<table class="page" {_TABLE} width="100%" bgcolor="#f5f6f8" style="background-color:#f5f6f8">
<tr><td align="center" style="padding:24px 12px">
<!--[if mso]><table {_TABLE} width="600" align="center"><tr><td><![endif]-->
<table {_TABLE} width="100%" style="width:100%;max-width:600px;margin:0 auto">
<tr><td class="pad head" align="left"
 style="padding:0 40px 12px;{font};font-size:15px;line-height:1.5;font-weight:600;color:#465061">{company}</td></tr>
<tr><td class="card" align="left" bgcolor="#ffffff"
 style="background-color:#ffffff;border-radius:0 0 12px 12px;border-top:4px solid #3f51c7">
<table {_TABLE} width="100%"><tr><td class="pad content" align="left"
 style="padding:36px 40px 24px;{font};font-size:16px;line-height:1.65;color:#191e29">
{content}
</td></tr></table>
</td></tr>
<tr><td class="pad foot" align="left"
 style="padding:16px 40px 8px;{font};font-size:13px;line-height:1.6;color:#616b7c">{foot}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>
</html>
"""
