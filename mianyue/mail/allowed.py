"""The list of what a template may hold, and the walk over a parsed template that compares it with the list."""

from collections.abc import Collection, Iterable
from typing import Final

from jinja2 import nodes

from mianyue.mail.checking import MAX_DEPTH

BLOCKS: Final = "blocks"


class NotAllowed(Exception):
    """A node outside the list; `code` says which kind."""

    def __init__(self, code: str = "not_allowed") -> None:
        super().__init__(code)
        self.code = code


class Walk:
    """Walks a tree; `paths` are the variables it may name, `filters` go with how many arguments each takes.

    Allowed are text, outputs, `if`; in an output a variable and filters behind it; in an `if` a variable, `not`,
    `and`, `or`, and a comparison with given words. Whatever is not named here is refused, also what Jinja2
    may learn to do in a later version.
    """

    def __init__(self, paths: Collection[str], filters: dict[str, int]) -> None:
        self._paths, self._filters = paths, filters

    def body(self, body: Iterable[nodes.Node], depth: int = 0) -> None:
        """Raises NotAllowed for the first node that is not on the list."""
        if depth > MAX_DEPTH:
            raise NotAllowed("too_long")
        for node in body:
            if isinstance(node, nodes.Output):
                self._outputs(node.nodes)
            elif isinstance(node, nodes.If):
                self._if(node, depth)
            else:
                raise NotAllowed

    def _outputs(self, parts: Iterable[nodes.Expr]) -> None:
        for part in parts:
            if not isinstance(part, nodes.TemplateData):
                self._value(part, blocks=True)

    def _if(self, node: nodes.If, depth: int) -> None:
        self._test(node.test)
        for branch in (node.body, node.elif_, node.else_):
            self.body(branch, depth + 1)

    def _value(self, node: nodes.Node, *, blocks: bool, depth: int = 0) -> None:
        """A known variable, or one that goes through known filters."""
        if isinstance(node, nodes.Filter) and depth < MAX_DEPTH:
            self._filter(node, depth)
        elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            self._variable(node.node.name, node.attr, blocks=blocks)
        else:
            raise NotAllowed("unknown_variable" if isinstance(node, nodes.Name) else "not_allowed")

    def _variable(self, root: str, attribute: str, *, blocks: bool) -> None:
        if f"{root}.{attribute}" not in self._paths:
            raise NotAllowed("unknown_variable")
        if root == BLOCKS and not blocks:
            raise NotAllowed("block_not_here")

    def _filter(self, node: nodes.Filter, depth: int) -> None:
        if node.node is None or len(node.args) != self._filters.get(node.name, -1):
            raise NotAllowed
        if node.kwargs or node.dyn_args or node.dyn_kwargs or not all(map(_is_words, node.args)):
            raise NotAllowed
        self._value(node.node, blocks=False, depth=depth + 1)

    def _test(self, node: nodes.Node, depth: int = 0) -> None:
        if depth > MAX_DEPTH:
            raise NotAllowed
        if isinstance(node, nodes.Not):
            self._test(node.node, depth + 1)
        elif isinstance(node, nodes.And | nodes.Or):
            self._test(node.left, depth + 1)
            self._test(node.right, depth + 1)
        elif isinstance(node, nodes.Compare):
            self._comparison(node)
        else:
            self._value(node, blocks=False)

    def _comparison(self, node: nodes.Compare) -> None:
        self._value(node.expr, blocks=False)
        if len(node.ops) != 1 or node.ops[0].op not in ("eq", "ne") or not _is_words(node.ops[0].expr):
            raise NotAllowed


def _is_words(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str | int)
