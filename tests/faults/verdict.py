"""The verdict: how often each law was broken. Two judges who agree count the same."""

from collections import Counter
from typing import Final, TypeAlias

Verdict: TypeAlias = Counter[str]

LAWS: Final = {
    "lost": "an acknowledged command is not where its answer says, or not as it was asked",
    "doubled": "a command stands in the log twice",
    "gaps": "positions or versions have a hole, or one is taken twice",
    "recorded": "a refused command stands in the log",
    "strangers": "the log holds what nobody asked",
    "disorder": "a command asked after another's answer has a lower position",
    "changed": "a retried key did not answer as the first time",
    "backwards": "a moment is not later than that of the command before it, or differs inside one",
    "unproven": "the words of an acknowledged command are not there, or do not match their commitment",
    "torn": "a page of events is not what the log holds after that position",
    "shrunk": "a read knew less than an answer before it",
    "wrong lists": "an overdue list is not what the log says at its position",
    "false models": "a row of a read model is not the fold at its checkpoint, or is missing, or too much",
    "parked": "a read model met an entry that it could not fold",
    "not ready": "a service was not ready when nothing was broken any more",
    "answers 500": "the service failed",
}
