"""A line of text and bare variables, as most subjects are: filled in without the engine, which would be slower."""

from collections.abc import Iterator, Mapping, Sequence

from mianyue.mail.segments import Part, Segment


class PlainLine:
    """Stands where a compiled template would, and says the same."""

    def __init__(self, pieces: Sequence[Segment]) -> None:
        self._pieces = [(each.code, each.variable) for each in pieces]

    def generate(self, context: Mapping[str, object]) -> Iterator[str]:
        """The parts of the line. Raises MissingValue."""
        for code, variable in self._pieces:
            yield str(getattr(context[variable.root], variable.attribute)) if variable else code


def is_plain(pieces: Sequence[Segment]) -> bool:
    """Whether a line asks the engine for nothing."""
    return all(each.part is Part.TEXT or each.variable for each in pieces)
