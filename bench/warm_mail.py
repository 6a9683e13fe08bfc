"""Processor time of one mail in a warm process: rendered, inlined, kept, sent, recorded, its reminder planned.

Against a reused boto3 client and a cached Jinja2 template that do the same with as many calls.
"""

from bench.cold.deployed import ours, usual
from bench.cold.events import mail_due
from bench.cold.stand import a_stand
from bench.measuring import Row, figure, ratios

_ROUNDS = 7
_MAILS = 100


def warm_rows() -> list[Row]:
    """Row 6: CPU seconds of the sending process alone."""
    with a_stand() as stand:
        functions = {"ours": ours("send", stand.folder), "usual": usual("send", stand.folder)}
        runs = stand.compared(functions, mail_due(stand.demo.message), rounds=_ROUNDS, times=_MAILS)
    seconds = {name: [each.warm_cpu for each in found] for name, found in runs.items()}
    measured = figure(ratios(seconds["ours"], seconds["usual"]))
    return [Row(6, "send: CPU per mail, warm / reused boto3 client, cached template", measured, 0.50)]
