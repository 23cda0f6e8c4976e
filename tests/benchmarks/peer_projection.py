"""The peer's projection runner: one row a report, each in a transaction with the tracking of its event."""

import asyncio
import threading
import time
from typing import Any, Final, TypeAlias

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL

from service.postgres.embedded import Server
from tests.benchmarks.harness import Wrong
from tests.benchmarks.peer import environment

Theirs: TypeAlias = Any  # of the peer's own kind, and untyped where the peer is not installed
_EVENTS_AN_AGGREGATE: Final = 3
_PATIENCE: Final = 600  # seconds


class Assignment(Aggregate):
    class Reported(Aggregate.Event):
        report: int
        completed_on: str
        submitted_on: str
        due_on: str
        engaged: int
        enrolled: int

        def apply(self, aggregate: Theirs) -> None:
            aggregate.report = self.report

    def report_completion(self, report: int) -> None:
        self.trigger_event(
            self.Reported,
            report=report,
            completed_on="2026-11-20",
            submitted_on="2026-11-24",
            due_on="2026-12-31",
            engaged=93,
            enrolled=601,
        )


class Roadmap(Application):
    pass


class View(PostgresTrackingRecorder):
    def __init__(self, datastore: Theirs, **kwargs: Theirs) -> None:
        super().__init__(datastore, **kwargs)
        self.sql_create_statements.append(
            SQL("create table if not exists public.peer_view (id bigint primary key, assignment uuid, report integer)")
        )

    def add(self, assignment: object, report: object, tracking: Theirs) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(
                "insert into public.peer_view (id, assignment, report) values (%s, %s, %s)",
                (tracking.notification_id, assignment, report),
                prepare=True,
            )


class Reports(Projection):
    """Takes the time when the last event that there is was folded."""

    last = 0
    done = threading.Event()
    ended = 0.0

    def process_event(self, domain_event: Theirs, tracking: Theirs) -> None:
        self.view.add(domain_event.originator_id, getattr(domain_event, "report", None), tracking)
        if tracking.notification_id == Reports.last:
            Reports.ended = time.perf_counter()
            Reports.done.set()


class Peer:
    """Events are recorded once; every measurement folds them into an empty view."""

    def __init__(self, server: Server, database: str, events: int) -> None:
        self._environment = environment(server, database, pool=5)
        self._events = events - events % _EVENTS_AN_AGGREGATE
        self._recorded = False

    async def rate(self) -> float:
        return await asyncio.to_thread(self._rate)

    def _rate(self) -> float:
        self._ready()
        Reports.last, Reports.ended = self._events, 0.0
        Reports.done.clear()
        begin = time.perf_counter()
        with ProjectionRunner(
            application_class=Roadmap, projection_class=Reports, view_class=View, env=self._environment
        ) as runner:
            Reports.done.wait(_PATIENCE)
            with runner.view.datastore.transaction() as cursor:
                cursor.execute("select count(*) from public.peer_view")
                rows = cursor.fetchone()["count"]
        if rows != self._events:
            raise Wrong(f"the peer folded {rows} of {self._events} events")
        return self._events / (Reports.ended - begin)

    def _ready(self) -> None:
        application = Roadmap(env=self._environment)
        while not self._recorded:
            self._record(application)
        with application.factory.datastore.transaction(commit=True) as cursor:
            cursor.execute("drop table if exists public.peer_view")
            cursor.execute("drop table if exists public.reports_tracking")
        application.close()

    def _record(self, application: Theirs) -> None:
        for _ in range(self._events // _EVENTS_AN_AGGREGATE):
            assignment = Assignment()
            for report in range(1, _EVENTS_AN_AGGREGATE):
                assignment.report_completion(report)
            application.save(assignment)
        self._recorded = True
