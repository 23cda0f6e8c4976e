"""What one may ask of an assignment, by who asks: who may is checked first, then its rules decide on its state."""

from domain.assignment.commands.control import Annotate, Restore, Transfer, Withdraw
from domain.assignment.commands.deadlines import DenyExtension, GrantExtension, SetDeadline
from domain.assignment.commands.executor import (
    Acknowledge,
    AttachEvidence,
    CorrectMeasurement,
    ReportCompletion,
    ReportProgress,
    RequestExtension,
    WithdrawReport,
)
from domain.assignment.commands.on_assignment import OnAssignment, Words
from domain.assignment.commands.reviewer import AcceptCorrection, AcceptReport, RefuseCorrection, ReturnReport
from domain.assignment.evidence import Link

__all__ = [
    "AcceptCorrection",
    "AcceptReport",
    "Acknowledge",
    "Annotate",
    "AttachEvidence",
    "CorrectMeasurement",
    "DenyExtension",
    "GrantExtension",
    "Link",
    "OnAssignment",
    "RefuseCorrection",
    "ReportCompletion",
    "ReportProgress",
    "RequestExtension",
    "Restore",
    "ReturnReport",
    "SetDeadline",
    "Transfer",
    "Withdraw",
    "WithdrawReport",
    "Words",
]
