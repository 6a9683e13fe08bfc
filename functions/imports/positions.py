"""Positions in a file: those the company has, and those it does not have yet."""

from collections.abc import Iterable

from functions.imports.cells import key
from mianyue.domain.candidate_import import position_id_of
from mianyue.domain.company import Position

_FAMILY_WORDS = (
    ("intern", "实习 intern trainee"),
    (
        "customer_service",
        "客服 客户服务 客户成功 坐席 话务 售后 customerservice customersupport customersuccess callcenter",
    ),
    ("sales", "销售 商务 客户经理 渠道 招商 业务员 业务代表 业务经理 sales account businessdevelopment"),
    ("technical", "工程师 开发 算法 程序 前端 后端 测试 运维 架构 数据 技术 研发 软件 硬件 嵌入式 java python golang"),
    ("technical", "engineer developer programmer devops architect software backend frontend fullstack data scientist"),
    ("operations", "运营 新媒体 电商 直播 内容 市场 推广 活动 社群 策划 编辑 operations marketing content community"),
)
"""Looked through from the top: an operations intern is an intern, a sales engineer sells."""


class PositionBook:
    """The company's positions, and those that the file adds. Names differ in more than width, case or spaces."""

    def __init__(self, positions: Iterable[Position]) -> None:
        self._known: dict[str, Position] = {}
        self._new: dict[str, Position] = {}
        platforms = set()
        for position in positions:
            platforms.add(position.platform_url)
            for name in filter(None, (position.name, position.name_en)):
                self._known.setdefault(key(name), position)
        # Where every position has the same AI-interview platform, a new one has it too.
        self._platform = platforms.pop() if len(platforms) == 1 else ""

    def find(self, name: str) -> Position | None:
        """The position of a name in either language, old or new."""
        return self._known.get(key(name)) or self._new.get(key(name))

    def add(self, name: str) -> Position:
        """A new position of this name; its family is a guess by keyword."""
        position = Position(
            position_id=position_id_of(key(name)),
            name=name,
            family=guessed_family(name),
            name_en=name if name.isascii() else "",
            platform_url=self._platform,
        )
        return self._new.setdefault(key(name), position)

    @property
    def new(self) -> tuple[Position, ...]:
        """The positions that were added, in order of the file."""
        return tuple(self._new.values())


def guessed_family(name: str) -> str:
    """The family that the words of a position's name point to, `general` if none does."""
    text = key(name)
    families = (family for family, words in _FAMILY_WORDS if any(word in text for word in words.split()))
    return next(families, "general")
