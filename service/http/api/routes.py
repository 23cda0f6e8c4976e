"""Every address of the API, behind the one authentication."""

from litestar import Router
from litestar.di import Provide

from service.http.api.api_keys import issue_key, list_keys, revoke_key, rotate_key
from service.http.api.assignments import get_assignment, list_assignments
from service.http.api.calendar_tokens import list_calendar_tokens, make_calendar_token, revoke_calendar_token
from service.http.api.calendars import list_calendars, publish_calendar
from service.http.api.changes import list_changes
from service.http.api.completions import report_completions
from service.http.api.control import annotate, restore, transfer, withdraw
from service.http.api.corrections import accept_correction, correct_measurement, refuse_correction
from service.http.api.coverage import coverage_history, list_coverage
from service.http.api.deadlines import deny_extension, grant_extension, request_extension, set_deadline
from service.http.api.decisions import assign_item, decide_deadline, name_supervisor
from service.http.api.discipline import list_discipline
from service.http.api.documents import form
from service.http.api.due_soon import list_due_soon
from service.http.api.events import list_events
from service.http.api.evidence import attach_evidence
from service.http.api.files import get_file, keep_file
from service.http.api.imports import confirm_import, prepare_import
from service.http.api.items import close_roadmap, open_periods, set_item_deadline
from service.http.api.letters import get_letter
from service.http.api.lists import filters
from service.http.api.mergers import change_organisation, reorganise
from service.http.api.organisations import list_organisations, register_organisations
from service.http.api.overdue import list_overdue
from service.http.api.policies import adopt_policy, list_policies
from service.http.api.queues import list_next_steps, list_review, list_undated
from service.http.api.recording import assignment_key, writing
from service.http.api.registers import list_register
from service.http.api.reports import acknowledge, report_completion, report_progress, withdraw_report
from service.http.api.reviews import accept_report, return_report
from service.http.api.roadmaps import get_roadmap, list_roadmaps
from service.http.api.trail import audit_trail_list
from service.http.authentication import authenticated
from service.http.conditional import command_key


def api() -> Router:
    return Router(
        "/api/v1",
        route_handlers=[
            list_overdue,
            list_due_soon,
            list_review,
            list_next_steps,
            list_undated,
            list_coverage,
            coverage_history,
            list_discipline,
            list_register,
            list_changes,
            list_assignments,
            get_assignment,
            acknowledge,
            report_completion,
            report_progress,
            withdraw_report,
            accept_report,
            return_report,
            correct_measurement,
            accept_correction,
            refuse_correction,
            request_extension,
            grant_extension,
            deny_extension,
            set_deadline,
            withdraw,
            restore,
            transfer,
            annotate,
            list_roadmaps,
            get_roadmap,
            assign_item,
            decide_deadline,
            name_supervisor,
            set_item_deadline,
            open_periods,
            close_roadmap,
            prepare_import,
            confirm_import,
            report_completions,
            attach_evidence,
            keep_file,
            get_file,
            list_organisations,
            register_organisations,
            change_organisation,
            reorganise,
            list_policies,
            adopt_policy,
            list_calendars,
            publish_calendar,
            get_letter,
            audit_trail_list,
            list_events,
            make_calendar_token,
            list_calendar_tokens,
            revoke_calendar_token,
            list_keys,
            issue_key,
            rotate_key,
            revoke_key,
        ],
        middleware=[authenticated],
        dependencies={
            "assignment": Provide(assignment_key, sync_to_thread=False),
            "filters": Provide(filters, sync_to_thread=False),
            "form": Provide(form, sync_to_thread=False),
            "key": Provide(command_key, sync_to_thread=False),
            "writing": Provide(writing, sync_to_thread=False),
        },
    )
