"""Every small mistake that could stand in a module: the mutants of its source.

The changes to an expression are mutmut's. mutmut itself leaves alone what stands outside functions and whatever is
decorated: our tables and the properties in which the rules of the domain stand. So here the whole module is walked,
and what a table has in it and what an `if` asks is changed as well.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import libcst as cst
from libcst import matchers
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators, operator_arg_removal, operator_assignment, operator_string

_NO_CODE = (cst.Annotation, cst.TypeAlias, cst.Decorator, cst.Import, cst.ImportFrom)
_PROTOCOL = matchers.Name("Protocol")


class Mutant(NamedTuple):
    """A module with one mistake in it."""

    where: str
    """The function, method or class it stands in, '' for the module itself."""
    change: str
    """The lines that are new, each without its margin."""
    source: str
    places: tuple[tuple[int, int], ...]
    """First and last line of the expression, its statement and its function; none outside of functions."""
    names: tuple[str, ...]
    """What the statement defines, outside of functions."""
    function: str
    """The outermost function or method around it, '' for none."""


def mutants(source: str) -> list[Mutant]:
    """All of a module, in the order of its lines; no two are the same."""
    wrapper = MetadataWrapper(cst.parse_module(source))
    walker = _Walker()
    wrapper.visit(walker)
    module, made = wrapper.module, {}
    parts = [module.code_for_node(statement) for statement in module.body]
    start = source.index("".join(parts))
    for found in walker.found:
        place = module.body.index(found.statement)
        new_part = module.code_for_node(found.statement.deep_replace(found.old, found.new))
        end = start + len("".join(parts[: place + 1]))
        mutated = source[: end - len(parts[place])] + new_part + source[end:]
        if new_part != parts[place]:
            change = _new_lines(parts[place], new_part)
            made.setdefault(mutated, Mutant(found.where, change, mutated, found.places, found.names, found.function))
    return list(made.values())


def _new_lines(source: str, mutated: str) -> str:
    before, after = source.splitlines(), mutated.splitlines()
    for end in (0, -1):
        while before and after and before[end] == after[end]:
            del before[end], after[end]
    new, gone = (" ".join(line.strip() for line in lines) for lines in (after, before))
    return new or f"without {gone}"


class _Found(NamedTuple):
    statement: cst.CSTNode
    where: str
    old: cst.CSTNode
    new: cst.CSTNode
    places: tuple[tuple[int, int], ...]
    names: tuple[str, ...]
    function: str


def _says_nothing(node: cst.CSTNode) -> bool:
    """A docstring, or a class that only says what another one must have."""
    if isinstance(node, cst.Expr):
        return isinstance(node.value, cst.SimpleString | cst.ConcatenatedString)
    return isinstance(node, cst.ClassDef) and any(matchers.matches(base.value, _PROTOCOL) for base in node.bases)


class _Walker(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Found] = []
        self._around: list[cst.CSTNode] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        self._around.append(node)
        if isinstance(node, _NO_CODE) or _says_nothing(node):
            return False
        if len(self._around) > 1 and self.get_metadata(PositionProvider, node, None):
            where, places, names, function = self._where(), self._places(), self._names(), self._function()
            self.found += [_Found(self._around[1], where, node, new, places, names, function) for new in _changed(node)]
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        self._around.pop()

    def _where(self) -> str:
        return ".".join(each.name.value for each in self._around if isinstance(each, cst.FunctionDef | cst.ClassDef))

    def _function(self) -> str:
        names = []
        for each in self._around:
            if isinstance(each, cst.FunctionDef | cst.ClassDef):
                names.append(each.name.value)
            if isinstance(each, cst.FunctionDef):
                return ".".join(names)
        return ""

    def _places(self) -> tuple[tuple[int, int], ...]:
        functions = [each for each in self._around if isinstance(each, cst.FunctionDef)]
        if not functions:
            return ()
        statements = [each for each in self._around if isinstance(each, cst.SimpleStatementLine)]
        return tuple(self._lines(each) for each in (self._around[-1], *statements[-1:], functions[0]))

    def _lines(self, node: cst.CSTNode) -> tuple[int, int]:
        place = self.get_metadata(PositionProvider, node)
        return place.start.line, place.end.line

    def _names(self) -> tuple[str, ...]:
        for each in reversed(self._around):
            if isinstance(each, cst.Assign | cst.AnnAssign):
                targets = each.targets if isinstance(each, cst.Assign) else [each]
                return tuple(each.target.value for each in targets if isinstance(each.target, cst.Name))
        return ()


def _none_for_an_argument(node: cst.Call) -> Iterator[cst.Call]:
    """Of mutmut's operator, what keeps their number: a call without one of its arguments mostly is none."""
    yield from (new for new in operator_arg_removal(node) if len(new.args) == len(node.args))


def _changed(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    for kind, operator in _OPERATORS:
        if isinstance(node, kind):
            # Another word is another word: one in capitals tells no more than one with letters around it.
            yield from islice(operator(node), 1 if operator is operator_string else None)


def _one_element_less(node: cst.Tuple | cst.List | cst.Set | cst.Dict) -> Iterator[cst.CSTNode]:
    if len(node.elements) > 1:
        for gone in node.elements:
            yield node.with_changes(elements=[each for each in node.elements if each is not gone])


def _opposite(node: cst.If | cst.While | cst.CompIf) -> Iterator[cst.CSTNode]:
    test = node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    yield node.with_changes(test=cst.UnaryOperation(cst.Not(), test))


_NONE_FOR_A_DEFAULT = (cst.AnnAssign, operator_assignment)
_OPERATORS: tuple[tuple[type | tuple[type, ...], Callable[..., Iterable[cst.CSTNode]]], ...] = (
    # None for what is declared to be something else is mypy's to refuse.
    *(each for each in mutation_operators if each not in ((cst.Call, operator_arg_removal), _NONE_FOR_A_DEFAULT)),
    (cst.Call, _none_for_an_argument),
    ((cst.Tuple, cst.List, cst.Set, cst.Dict), _one_element_less),
    ((cst.If, cst.While, cst.CompIf), _opposite),
)
