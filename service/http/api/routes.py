"""Every address of the API, behind the one authentication."""

from litestar import Router
from litestar.di import Provide
from litestar.middleware import DefineMiddleware

from service.http.api.assignments import get_assignment, list_assignments
from service.http.api.decisions import assign_item, decide_deadline, name_supervisor
from service.http.api.events import list_events
from service.http.api.files import get_file
from service.http.api.imports import confirm_import, prepare_import
from service.http.api.lists import filters
from service.http.api.organisations import list_organisations, register_organisations
from service.http.api.overdue import list_overdue
from service.http.api.recording import assignment_key, writing
from service.http.api.reports import report_completion, report_progress
from service.http.api.reviews import accept_report, return_report
from service.http.api.roadmaps import get_roadmap, list_roadmaps
from service.http.api.trail import audit_trail_list
from service.http.authentication import KeyAuthentication
from service.http.conditional import command_key


def api() -> Router:
    return Router(
        "/api/v1",
        route_handlers=[
            list_overdue,
            list_assignments,
            get_assignment,
            report_completion,
            report_progress,
            accept_report,
            return_report,
            list_roadmaps,
            get_roadmap,
            assign_item,
            decide_deadline,
            name_supervisor,
            prepare_import,
            confirm_import,
            get_file,
            list_organisations,
            register_organisations,
            audit_trail_list,
            list_events,
        ],
        middleware=[DefineMiddleware(KeyAuthentication)],
        dependencies={
            "assignment": Provide(assignment_key, sync_to_thread=False),
            "filters": Provide(filters, sync_to_thread=False),
            "key": Provide(command_key, sync_to_thread=False),
            "writing": Provide(writing, sync_to_thread=False),
        },
    )
