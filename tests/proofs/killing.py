"""Runs tests against a module that has a mistake, each time in a process of its own.

A mistake in a function is put into the loaded function; one anywhere else needs a process in which nothing of ours
has been imported. So there are two parents: one that has all tests ready, and one that knows other people's code only.
"""

import ast
import gc
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from inspect import unwrap
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple, NoReturn

import boto3
import pytest
from hypothesis import Phase, settings

from tests.proofs.covering import defined, function_of, mentions, read, record
from tests.proofs.mutations import Mutant, mutants

ROOT = Path(__file__).parents[2]
TESTS = (
    "domain",
    "track",
    "remind",
    "send",
    "bulk",
    "templates",
    "imports/test_checking.py",
    "imports/test_duplicates.py",
    "imports/test_importing.py",
    "portal_api/test_inputs.py",
    "portal_api/test_setup.py",
    "portal_api/test_setup_company.py",
    "test_cancelling.py",
    "test_moving.py",
    "test_recording.py",
    "test_settling.py",
)
TOO_LONG = (
    "tests/track/test_ses_events.py::test_counters_equal_a_recount_of_the_events_however_often_they_are_told",
    "tests/send/test_rule_histories.py::test_no_history_invites_twice_or_writes_to_who_has_left",
)
"""A minute each."""
COVERING = ROOT / ".mutants" / "covering.json"
AT_ONCE = 2
"""Mutants at a time."""
_QUIET = ("-q", "--capture=no", "--assert=plain", "--tb=no", "--no-header", "--no-summary")
_QUIET += (
    "--disable-plugin-autoload",
    "-p",
    "pytest_timeout",
    "-p",
    "_hypothesis_pytestplugin",
    "-p",
    "no:cacheprovider",
)
# They collect garbage, which is most of the time that a test of a rule takes.
_QUIET += ("-p", "no:unraisableexception", "-p", "no:threadexception")
_MEMORY = 4 * 2**30
_UNBORN = 90


class Fate(NamedTuple):
    """What became of a mutant: `killed`, `timed_out`, `unborn` (no test could import it) or `alive`."""

    file: str
    mutant: Mutant
    end: str


def fates(files: Iterable[str]) -> Iterator[tuple[str, list[Fate]]]:
    """What becomes of every mutant of each module."""
    _ready()
    here, there = Pipe()
    if not os.fork():
        _serve(there)
    known = here.recv()
    for file in files:
        tried = [(mutant, known.of(file, mutant)) for mutant in mutants((ROOT / file).read_text(encoding="utf-8"))]
        jobs = [Job(file, mutant, tests, known.patience(tests)) for mutant, tests in tried if tests]
        here.send(jobs)
        ends = here.recv()
        left = [job for job in jobs if job.mutant.source not in ends or _may_not_have_arrived(job, ends)]
        ends |= _ends(left, _started_anew)
        yield file, [Fate(file, mutant, ends.get(mutant.source, "alive")) for mutant, _ in tried]
    here.send(None)


class Job(NamedTuple):
    """A mutant, the tests that it must survive and the seconds that they may take."""

    file: str
    mutant: Mutant
    tests: list[str]
    patience: float


def _may_not_have_arrived(job: Job, ends: dict[str, str]) -> bool:
    """Who lives with another value is tried anew where something else was made of the old one, such as a default."""
    if job.mutant.function or ends[job.mutant.source] != "alive":
        return False
    return not job.mutant.where or bool(mentions(job.file, (job.mutant.where,))[1])


def _ends(jobs: Sequence[Job], started: Callable[[Job], int]) -> dict[str, str]:
    """How each ended, by its source: a few run at a time. `started` makes the process, 0 when it cannot."""
    waiting, running, ends = list(jobs[::-1]), {}, {}
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            if process := started(job := waiting.pop()):
                running[process] = job, time.monotonic() + job.patience
        time.sleep(0.005)
        for process, (job, until) in list(running.items()):
            if end := _end(process, until):
                del running[process]
                ends[job.mutant.source] = end
    return ends


def _end(process: int, until: float) -> str:
    """How a process has ended, '' while it runs; it is ended when its time is up."""
    ended, status = os.waitpid(process, os.WNOHANG)
    if ended:
        return {0: "alive", 1: "killed"}.get(os.waitstatus_to_exitcode(status), "unborn")
    if time.monotonic() < until:
        return ""
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return "timed_out"


def _started(run: Callable[[], int]) -> int:
    """A process of its own for `run`, which says how it ends."""
    if process := os.fork():
        return process
    try:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        os._exit(run())
    finally:
        os._exit(_UNBORN)


def _started_anew(job: Job) -> int:
    def run() -> int:
        mistaken = _Mistaken(job.file, job.mutant.source)
        sys.meta_path.insert(0, mistaken)
        import_module(mistaken.name)
        return int(pytest.main([*_QUIET, "-x", *job.tests]))

    return _started(run)


def _serve(asked: Connection) -> NoReturn:
    """A process that has collected all tests puts mistakes into functions, for whoever asks."""
    tests = [*(f"tests/{each}" for each in TESTS), *(f"--deselect={each}" for each in TOO_LONG)]
    os._exit(int(pytest.main([*_QUIET, *tests], plugins=[_Server(asked)])))


class _Server:
    def __init__(self, asked: Connection) -> None:
        self._asked = asked

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In the place of pytest's own loop over the tests."""
        os.waitpid(_started(lambda: record(session, COVERING)), 0)
        self._asked.send(read(COVERING))
        while (jobs := self._asked.recv()) is not None:
            self._asked.send(_ends(jobs, lambda job: _started_in(session, job)))
        return True


def _started_in(session: pytest.Session, job: Job) -> int:
    put_in = _into_function(job) if job.mutant.function else _into_names(job)
    if not put_in:
        return 0

    def run() -> int:
        put_in()
        return _ran(session, job.tests)

    return _started(run)


def _into_function(job: Job) -> Callable[[], None] | None:
    """Puts the mistake into a function that is loaded; None where it is not in its code, but around it."""
    function = _function(job)
    code = _code_of(compile(job.mutant.source, str(ROOT / job.file), "exec"), job.mutant.function.split("."))
    if not function or code == function.__code__ or code.co_freevars != function.__code__.co_freevars:
        return None
    return lambda: setattr(function, "__code__", code)


def _into_names(job: Job) -> Callable[[], None] | None:
    """Gives what a module or an entity defines another value; None for what cannot be given one any more."""
    if not job.mutant.names:
        return None
    module = import_module(module_of(job.file))
    body = ast.parse(job.mutant.source).body
    if not job.mutant.where:
        return lambda: _define(module, _defining(body, job.mutant.names))
    entity = getattr(module, job.mutant.where, None)
    if not isinstance(entity, type) or not hasattr(entity, "_field_defaults"):
        return None
    (its_body,) = (each.body for each in body if isinstance(each, ast.ClassDef) and each.name == job.mutant.where)
    return lambda: _give_default(module, entity, _defining(its_body, job.mutant.names))


def _defining(body: Sequence[ast.stmt], names: tuple[str, ...]) -> ast.Assign | ast.AnnAssign:
    (found,) = (each for each in body if defined(each) == names)
    assert isinstance(found, ast.Assign | ast.AnnAssign)
    return found


def _define(module: ModuleType, statement: ast.stmt) -> None:
    """In the module, and wherever its names have been imported."""
    old = {name: vars(module)[name] for name in defined(statement)}
    exec(compile(ast.Module([statement], []), "mutant", "exec"), vars(module))  # noqa: S102 - ours
    for name, value in old.items():
        for each in list(sys.modules.values()):
            if getattr(each, name, None) is value:
                setattr(each, name, vars(module)[name])


def _give_default(module: ModuleType, entity: Any, statement: ast.Assign | ast.AnnAssign) -> None:
    value = eval(compile(ast.Expression(statement.value), "mutant", "eval"), vars(module))  # noqa: S307 - ours
    fields = entity._field_defaults | dict.fromkeys(defined(statement), value)
    entity.__new__.__defaults__ = tuple(fields.values())


def _ran(session: pytest.Session, tests: Sequence[str]) -> int:
    """Whether one of the tests has failed."""
    place = {test: number for number, test in enumerate(tests)}
    chosen = [item for item in session.items if function_of(item.nodeid) in place]
    items = sorted(chosen, key=lambda item: place[function_of(item.nodeid)])
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return 1
    return 0


def _function(job: Job) -> FunctionType | None:
    """The loaded function that stands under its name, without what decorates it."""
    module = import_module(module_of(job.file))
    *owners, name = job.mutant.function.split(".")
    for owner in owners:
        module = getattr(module, owner)
    found = vars(module)[name]
    for inner in ("fget", "__func__", "func"):
        found = getattr(found, inner, found)
    found = unwrap(found)
    return found if isinstance(found, FunctionType) else None


def _code_of(code: CodeType, names: Sequence[str]) -> CodeType:
    for name in names:
        (code,) = (each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == name)
    return code


def module_of(file: str) -> str:
    """A file's name as a module."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


class _Mistaken(SourceFileLoader):
    """Finds one module with another source than its file's."""

    def __init__(self, file: str, source: str) -> None:
        super().__init__(module_of(file), str(ROOT / file))
        self._source = source

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """The module's, None for every other."""
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, fullname: str) -> CodeType:
        """Compiled anew: the file's own byte code has no mistake."""
        return compile(self._source, self.path, "exec")


def _ready() -> None:
    """Import once what every process needs and is not ours; let Hypothesis try the same in all of them."""
    for each in (
        "moto.server",
        "moto.dynamodb.models",
        "moto.dynamodb.responses",
        "pydantic",
        "jinja2",
        "pytest_timeout",
    ):
        import_module(each)
    boto3.client("dynamodb", region_name="eu-central-1", aws_access_key_id="x", aws_secret_access_key="x")
    settings.register_profile(
        "mutants",
        max_examples=50,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
    )
    settings.load_profile("mutants")
    gc.freeze()
