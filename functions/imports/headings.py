"""Which column means what: headings in both languages, as HR staff really write them (B1)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from functions.imports.table_file import Row

FIELDS = ("name", "email", "phone", "position", "candidate_type", "zone", "language", "note")
REJECT_MARK = "未导入原因 Reason not imported (Mianyue)"
"""Heading of the reason column in a reject file: a file that carries it is one of ours."""

_SYNONYMS: dict[str, str] = {
    "name": (
        "姓名 名字 候选人 候选人姓名 应聘者 应聘者姓名 应聘人员 应聘人 求职者 求职者姓名 人员姓名 "
        "中文姓名 中文名 真实姓名 人才姓名 学生姓名 同学姓名 姓名中文 name fullname candidate "
        "candidatename applicant applicantname nameofcandidate nameofapplicant yourname 姓名name"
    ),
    "email": (
        "邮箱 邮件 电子邮箱 电子邮件 邮箱地址 电子邮箱地址 电子邮件地址 邮件地址 联系邮箱 个人邮箱 "
        "常用邮箱 email mail emailaddress mailaddress emailid emails candidateemail applicantemail "
        "contactemail personalemail 邮箱email eaddress"
    ),
    "phone": (
        "手机 手机号 手机号码 电话 电话号码 联系电话 联系手机 移动电话 联系号码 联系人电话 本人电话 "
        "本人手机 手机电话 电话手机 个人电话 候选人电话 应聘者电话 常用手机 常用电话 phone phonenumber "
        "phoneno mobile mobilephone mobilenumber mobileno mobilephonenumber mobilephoneno cell "
        "cellphone cellphonenumber tel telephone telephonenumber telno contactnumber contactno "
        "contactphone phonemobile candidatephone"
    ),
    "position": (
        "岗位 职位 应聘岗位 应聘职位 岗位名称 职位名称 投递岗位 投递职位 申请岗位 申请职位 意向岗位 "
        "意向职位 求职岗位 求职意向 面试岗位 面试职位 招聘岗位 招聘职位 目标岗位 拟聘岗位 应聘职务 职务 "
        "position positionname positiontitle positionapplied positionappliedfor appliedposition "
        "appliedfor applyingfor job jobtitle jobname jobposition title role roleappliedfor vacancy "
        "opening requisition"
    ),
    "candidate_type": (
        "招聘类型 人员类别 候选人类型 候选人类别 类型 类别 招聘类别 应聘类型 应聘类别 人员类型 校招社招 "
        "社招校招 招聘性质 type candidatetype hiretype hiringtype category recruitmenttype "
        "applicanttype candidatecategory"
    ),
    "zone": "时区 所在时区 候选人时区 timezone tz zone candidatetimezone",
    "language": (
        "语言 沟通语言 首选语言 面试语言 邮件语言 通知语言 language preferredlanguage lang locale "
        "communicationlanguage maillanguage"
    ),
    "note": "备注 备注信息 备注说明 说明 附注 note notes remark remarks comment comments memo",
}
_FIELD_OF = {word: field for field, words in _SYNONYMS.items() for word in words.split()}
_HINTS = (
    ("email", ("邮箱", "邮件", "email")),
    ("phone", ("手机", "电话", "mobile", "phone")),
    ("name", ("姓名",)),
    ("position", ("岗位", "职位", "jobtitle")),
)
_SOMEBODY_ELSE = re.compile(
    "紧急|联系人|推荐|内推|面试官|部门|公司|企业|单位|家长|家庭|父|母|配偶|导师|老师|招聘官|负责"
    "|现任|现职|现岗|原|上家|目前|当前|期望|类别|类型|性质|要求|编号|密码|状态|时间|日期|数量|人数|曾用|拼音"
    "|emergency|referr|interviewer|manager|recruiter|company|current|previous|parent|type|status|date|office|hr"
)
"""Words that make a heading speak of another person or thing: 紧急联系人电话 is not the candidate's phone."""
_BRACKETS = re.compile(r"[(\[{【〔<《「].*?[)\]}】〕>》」]")
_NOISE = re.compile(r"[\W_]+")
_PARTS = re.compile(r"[/|\\\n、,，;；]+")
_BOTH_WAYS = frozenset(
    {"联系方式", "联系方法", "通讯方式", "contact", "contactinfo", "contactdetails", "contactinformation"}
)


@lru_cache(maxsize=4096)
def field_of(heading: str) -> str | None:
    """The field that a heading names outright: `手机号码（必填）*`, `E-Mail Address`, `姓名/Name`."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    whole = _bare(text)
    if whole in _FIELD_OF:
        return _FIELD_OF[whole]
    parts = [_FIELD_OF.get(_bare(part)) for part in _PARTS.split(_BRACKETS.sub("", text))]
    bracketed = [_FIELD_OF.get(_NOISE.sub("", part)) for part in re.split(r"[()]", text)]
    named = {part for part in (*parts, *bracketed) if part}
    return named.pop() if len(named) == 1 and not _of_somebody_else(whole) else None


def hinted(heading: str) -> str | None:
    """The field that a heading rather means: `本人常用邮箱号`; None when it speaks of somebody else."""
    whole = _bare(unicodedata.normalize("NFKC", heading).casefold())
    if len(whole) > 30 or _of_somebody_else(whole):
        return None
    return next((field for field, words in _HINTS if any(word in whole for word in words)), None)


def ambiguous(heading: str) -> bool:
    """`联系方式` may hold phones or mails: only the cells can tell."""
    return _bare(unicodedata.normalize("NFKC", heading).casefold()) in _BOTH_WAYS


def recognised(row: Row) -> int:
    """How many different fields the cells of a row name outright."""
    return len({field for cell in row if len(cell) <= 60 and (field := field_of(cell.strip()))})


def mapped(headings: Sequence[str], columns: Sequence[Iterable[str]]) -> dict[int, str]:
    """Column index → field. Plain names first, then hints, then what the cells look like.

    Each field is given once, to the leftmost column that has it; `columns` are sample cells.
    """
    found: dict[int, str] = {}
    by_content = [_content_field(cells) for cells in columns]
    guesses = (
        [field_of(heading) for heading in headings],
        [content if ambiguous(heading) else None for heading, content in zip(headings, by_content, strict=True)],
        [hinted(heading) for heading in headings],
        [None if _named_for_another(h) else content for h, content in zip(headings, by_content, strict=True)],
    )
    for guess in guesses:
        for index, field in enumerate(guess):
            if field and index not in found and field not in found.values():
                found[index] = field
    return dict(sorted(found.items()))


def _bare(text: str) -> str:
    """Without brackets, asterisks, colons, spaces."""
    return _NOISE.sub("", _BRACKETS.sub("", text))


def _of_somebody_else(whole: str) -> bool:
    return _SOMEBODY_ELSE.search(whole) is not None


def _named_for_another(heading: str) -> bool:
    return _of_somebody_else(_bare(unicodedata.normalize("NFKC", heading).casefold()))


_LOOKS_LIKE = (
    ("email", re.compile(r"[^@＠\s]+[@＠][^@＠\s]+")),
    ("phone", re.compile(r"[+＋]?[\d０-９][\d０-９ ()\-]{8,16}[\d０-９]")),
)


def _content_field(cells: Iterable[str]) -> str | None:
    filled = [cell.strip() for cell in cells if cell.strip()]
    for field, pattern in _LOOKS_LIKE:
        if filled and sum(bool(pattern.fullmatch(cell)) for cell in filled) * 2 > len(filled):
            return field
    return None
