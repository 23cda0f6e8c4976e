"""The tables of "control": a row is a belief that was held from ``known_from`` until before ``known_to``."""

from typing import Final

from projections.beliefs import OPEN

_BELIEF: Final = f"""
    district   text   collate "C" not null,
    key        text   collate "C" not null,
    known_from bigint not null,
    known_to   bigint not null default {OPEN} check (known_to > known_from)"""
_DEADLINE: Final = """
    starts_on date, written_on date, due_on date, control_on date, provisional boolean not null"""

TABLES: Final = f"""
create table {{schema}}.assignment ({_BELIEF},{_DEADLINE},
    version        integer not null,
    roadmap        text    collate "C" not null,
    item           text    collate "C" not null,
    period         text    collate "C",
    organisation   text    collate "C" not null,
    state          text    collate "C" not null,
    assigned_on    date    not null,
    in_force       datemultirange not null,
    extended_late  boolean not null,
    targets        jsonb   not null,
    report         integer not null,
    reporter       text    collate "C",
    rework_by      date,
    completed_on   date,
    submitted_on   date,
    answers_due_on date,
    engaged        bigint,
    enrolled       bigint,
    shortfall      boolean not null
);

create table {{schema}}.item ({_BELIEF},{_DEADLINE},
    roadmap       text    collate "C" not null,
    item          text    collate "C" not null,
    at            bigint  not null,
    kind          text    collate "C" not null,
    bases         jsonb   not null,
    "group"       text    collate "C",
    organisation  text    collate "C",
    outcome       text    collate "C" not null,
    deadline_kind text,
    rule          text,
    inferred      boolean not null,
    targets       jsonb   not null,
    joined_to     text    collate "C",
    undecided     boolean not null,
    withdrawn     boolean not null
);

create table {{schema}}.roadmap ({_BELIEF},
    at         bigint not null,
    act        jsonb,
    supervisor text   collate "C",
    file       text   collate "C"
);

create table {{schema}}.organisation ({_BELIEF},
    organisation text  collate "C" not null,
    kind         text  collate "C" not null,
    name         text  not null,
    short_name   text  not null,
    aliases      jsonb not null,
    inn          text,
    profile      text
);

create table {{schema}}.district ({_BELIEF},
    name      text  not null,
    time_zone text  not null,
    policies  jsonb not null,
    calendar  jsonb not null
);
"""

INDEXES: Final = f"""
alter table {{schema}}.assignment   add primary key (district, key, known_from);
alter table {{schema}}.item         add primary key (district, key, known_from);
alter table {{schema}}.roadmap      add primary key (district, key, known_from);
alter table {{schema}}.organisation add primary key (district, key, known_from);
alter table {{schema}}.district     add primary key (district, key, known_from);
create unique index one_assignment   on {{schema}}.assignment   (district, key) where known_to = {OPEN};
create index overdue                 on {{schema}}.assignment   (district, due_on, known_to)
    where submitted_on is null or submitted_on > due_on;
create index undated                 on {{schema}}.assignment   (district, known_to) where due_on is null;
create index changed                 on {{schema}}.assignment   (district, known_from);
create index under_review            on {{schema}}.assignment   (district, known_to) where state = 'reported';
create unique index one_item         on {{schema}}.item         (district, key) where known_to = {OPEN};
create unique index one_roadmap      on {{schema}}.roadmap      (district, key) where known_to = {OPEN};
create unique index one_organisation on {{schema}}.organisation (district, key) where known_to = {OPEN};
create unique index one_district     on {{schema}}.district     (district, key) where known_to = {OPEN};
"""
