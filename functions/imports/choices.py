"""Cells that hold one of a few values: candidate type, language, zone."""

import re
import zoneinfo
from functools import cache, lru_cache

from functions.imports.cells import BadCell, key
from mianyue.domain.application import CandidateType
from mianyue.domain.errors import InvalidInput
from mianyue.domain.zones import zone as checked_zone

_CAMPUS = (
    "校招 校园 校园招聘 校园招聘会 应届 应届生 应届毕业生 应届校招 秋招 春招 实习 实习生 在校生 学生 campus campushire"
)
_CAMPUS += " campusrecruitment graduate newgraduate newgrad freshgraduate fresher student intern internship"
_EXPERIENCED = "社招 社会 社会招聘 社会人员 往届 往届生 在职 有经验 experienced experiencedhire experience professional"
_EXPERIENCED += " social socialrecruitment lateral senior"
_TYPES = dict.fromkeys(_CAMPUS.split(), CandidateType.CAMPUS) | dict.fromkeys(
    _EXPERIENCED.split(), CandidateType.EXPERIENCED
)
_GRADUATING = re.compile(r"(20)?\d{2}届(毕业生|生)?")
_LANGUAGES = dict.fromkeys(
    [
        "zh",
        "zh-cn",
        "zhcn",
        "zh-hans",
        "zh_cn",
        "cn",
        "中文",
        "简体中文",
        "汉语",
        "普通话",
        "chinese",
        "mandarin",
        "中",
    ],
    "zh-CN",
)
_LANGUAGES |= dict.fromkeys(["en", "en-us", "en-gb", "en_us", "en_gb", "英文", "英语", "english", "eng", "英"], "en")
_ZONES = {
    "北京时间": "Asia/Shanghai",
    "中国": "Asia/Shanghai",
    "中国标准时间": "Asia/Shanghai",
    "beijing": "Asia/Shanghai",
}


@lru_cache(maxsize=1024)
def candidate_type(text: str) -> str:
    """校招, 应届, campus → campus; 社招, experienced or nothing → experienced. Raises BadCell (`type_unknown`)."""
    word = key(text)
    if not word:
        return CandidateType.EXPERIENCED.value
    if _GRADUATING.fullmatch(word):
        return CandidateType.CAMPUS.value
    if word not in _TYPES:
        raise BadCell("type_unknown")
    return _TYPES[word].value


@lru_cache(maxsize=1024)
def language(text: str) -> str:
    """zh-CN or en. Raises BadCell (`language_unknown`)."""
    if key(text) not in _LANGUAGES:
        raise BadCell("language_unknown")
    return _LANGUAGES[key(text)]


@lru_cache(maxsize=1024)
def zone(text: str) -> str:
    """An IANA zone name as it is properly written. Raises BadCell (`zone_unknown`)."""
    name = _ZONES.get(key(text)) or _written().get(key(text).replace("_", ""), text)
    try:
        checked_zone(name)
    except InvalidInput as error:
        raise BadCell("zone_unknown") from error
    return name


@cache
def _written() -> dict[str, str]:
    """Zone names without case and underscores: `america/los angeles` is clear enough."""
    return {name.casefold().replace("_", ""): name for name in sorted(zoneinfo.available_timezones())}
