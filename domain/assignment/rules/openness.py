"""Which states are open to what: off control nothing is reported or changed, under review nothing is moved."""

from domain.assignment.refusals import Closed, OffControl, ReviewFirst
from domain.assignment.state import State


def require_reportable(state: State) -> None:
    if state.state in {"accepted", "withdrawn"}:
        raise Closed(state=state.state)


def require_on_control(state: State) -> None:
    if state.state in {"accepted", "withdrawn"}:
        raise OffControl(state=state.state)


def require_movable(state: State) -> None:
    """Let no deadline and no executor of a single assignment change while its report waits (DOMAIN rule 11)."""
    require_on_control(state)
    if state.state == "reported":
        raise ReviewFirst(state=state.state)
