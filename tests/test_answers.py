"""Whatever candidate, HR, platform and time do to an interview, in any order: no illegal state (P2)."""

from hypothesis import Phase

from tests.proofs.answers import settings_for
from tests.simulators.answers_machine import AnswersMachine

TestAnswers = AnswersMachine.TestCase
TestAnswers.settings = settings_for(150, (Phase.generate, Phase.shrink))
