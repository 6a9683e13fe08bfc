"""From the start of a process to its first answer: ours against the same function as it is usually written.

Both ask AWS for the same things, over TLS, of a stub that answers at once: what is compared is imports, clients and
rendering. Fresh processes in shuffled rounds; each ratio is taken within a round; nothing is subtracted.
"""

from collections import Counter
from operator import attrgetter
from statistics import median

from bench.cold.deployed import ours, usual
from bench.cold.events import first_list, link_hit, mail_due
from bench.cold.process import Run
from bench.cold.stand import Stand, a_stand
from bench.measuring import Figure, Row, figure, ratios

_ROUNDS = 21
_MORE = {"powertools": Counter(dynamodb=1)}
"""Its idempotency record is written twice, where ours claims once."""


def cold_rows() -> list[Row]:
    """Rows 1 to 4: wall seconds; peak of memory for the send function."""
    with a_stand() as stand:
        return [*_track(stand), *_send(stand), *_portal_api(stand)]


def _track(stand: Stand) -> list[Row]:
    functions = {"ours": ours("track", stand.folder), "usual": usual("track", stand.folder)}
    runs = stand.compared(functions, link_hit(stand.demo.token), rounds=_ROUNDS)
    return [_start(1, "track: start → link hit answered / Powertools resolver + boto3", runs, "usual", 0.15)]


def _send(stand: Stand) -> list[Row]:
    functions = {
        "ours": ours("send", stand.folder),
        "usual": usual("send", stand.folder),
        "powertools": usual("send_powertools", stand.folder),
    }
    runs = stand.compared(functions, mail_due(stand.demo.message), rounds=_ROUNDS, more=_MORE)
    peak = _ratio(runs, "usual", "peak_mb")
    return [
        _start(2, "send: start → first mail accepted / Logger + boto3 + Jinja2", runs, "usual", 0.40),
        _start(2, "send: the same / all of Powertools and pydantic", runs, "powertools", 0.18),
        Row(
            4,
            "send: peak of memory / Logger + boto3 + Jinja2",
            peak,
            0.60,
            note=f"{_middle(runs['ours'], 'peak_mb'):.0f} MB",
        ),
    ]


def _portal_api(stand: Stand) -> list[Row]:
    functions = {"ours": ours("portal_api", stand.folder), "usual": usual("portal_api", stand.folder)}
    runs = stand.compared(functions, first_list(), rounds=_ROUNDS)
    return [_start(3, "portal_api: start → first list / validating resolver + boto3", runs, "usual", 0.50)]


def _start(number: int, name: str, runs: dict[str, list[Run]], baseline: str, goal: float) -> Row:
    """A row of wall seconds. Beside it the ratio of CPU seconds, which a busy machine disturbs less."""
    cpu = _ratio(runs, baseline, "cpu").value
    milliseconds = [f"{_middle(runs[side], 'wall') * 1000:.0f}" for side in ("ours", baseline)]
    return Row(number, name, _ratio(runs, baseline, "wall"), goal, note=f"CPU {cpu:.3f}; {'/'.join(milliseconds)} ms")


def _ratio(runs: dict[str, list[Run]], baseline: str, of: str) -> Figure:
    return figure(ratios(_column(runs["ours"], of), _column(runs[baseline], of)))


def _middle(runs: list[Run], of: str) -> float:
    return median(_column(runs, of))


def _column(runs: list[Run], of: str) -> list[float]:
    return list(map(attrgetter(of), runs))
