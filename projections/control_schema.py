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

_FATE: Final = """case
        when submitted_on is null then case when state = 'accepted' then 'recognised' end
        when state <> 'accepted' then case timeliness when 'late' then 'under_review_late' else 'under_review' end
        when timeliness in ('late', 'reworked') then timeliness
        when extended_late or shortfall then 'in_time'
        else 'flawless'
    end"""
"""Of the standing report: what `domain.discipline.fate` says from the day of its submission on."""
_MET: Final = """case
        when enrolled > 0 and jsonb_path_exists(targets, '$[*] ? (@.scope == "organisation")')
        then not jsonb_path_exists(
            ('[' || engaged::text || ',' || enrolled::text || ']')::jsonb || targets,
            '$[2 to last] ? (@.scope == "organisation" && @.percent * $[1] > $[0] * 100)'
        )
    end"""
"""Whether the figures reach the targets of the organisation, in integers (DOMAIN rule 7); null without either."""
_UNBROKEN: Final = "in_force = datemultirange(daterange(assigned_on, upper(in_force)))"

TABLES: Final = f"""
create table {{schema}}.assignment ({_BELIEF},{_DEADLINE},
    version             integer not null,
    roadmap             text    collate "C" not null,
    item                text    collate "C" not null,
    period              text    collate "C",
    organisation        text    collate "C" not null,
    transferred_on      date,
    state               text    collate "C" not null,
    resumes             text    collate "C",
    withdrawal_cause    text    collate "C",
    assigned_on         date    not null,
    acknowledged_on     date,
    acknowledged_by     text    collate "C",
    in_force            datemultirange not null,
    extended_late       boolean not null,
    promised_on         date,
    extension_due_on    date,
    extension_asked_on  date,
    extension_asked_by  text    collate "C",
    targets             jsonb   not null,
    report              integer not null,
    reporter            text    collate "C",
    rework_by           date,
    returned_timeliness text    collate "C",
    completed_on        date,
    submitted_on        date,
    answers_due_on      date,
    timeliness          text    collate "C",
    engaged             bigint,
    enrolled            bigint,
    shortfall           boolean not null,
    correction_engaged  bigint,
    correction_enrolled bigint,
    correction_on       date,
    correction_by       text    collate "C",
    fate                text    collate "C" generated always as ({_FATE}) stored,
    met                 boolean generated always as ({_MET}) stored,
    ended_on            date    generated always as (upper(in_force)) stored,
    unbroken            boolean generated always as ({_UNBROKEN}) stored
);

create table {{schema}}.item ({_BELIEF},{_DEADLINE},
    roadmap       text    collate "C" not null,
    item          text    collate "C" not null,
    since         bigint  not null,
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
    withdrawn     boolean not null,
    revoked       boolean not null,
    periods       text[]  not null,
    opened_until  date
);

create table {{schema}}.roadmap ({_BELIEF},
    at         bigint not null,
    act        jsonb,
    supervisor text   collate "C",
    file       text   collate "C",
    closed_on  date
);

create table {{schema}}.organisation ({_BELIEF},
    organisation text  collate "C" not null,
    kind         text  collate "C" not null,
    name         text  not null,
    short_name   text  not null,
    aliases      jsonb not null,
    inn          text,
    profile      text,
    successor    text  collate "C",
    reorganised_on date
);

create table {{schema}}.district ({_BELIEF},
    name      text  not null,
    time_zone text  not null,
    oktmo     text,
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
create index by_item                 on {{schema}}.assignment   (district, roadmap, item, known_to) include (
    known_from, period, organisation, state, assigned_on, ended_on, unbroken, in_force, due_on, submitted_on, fate, met,
    engaged, enrolled, withdrawal_cause
);
create unique index one_item         on {{schema}}.item         (district, key) where known_to = {OPEN};
create unique index one_roadmap      on {{schema}}.roadmap      (district, key) where known_to = {OPEN};
create unique index one_organisation on {{schema}}.organisation (district, key) where known_to = {OPEN};
create unique index one_district     on {{schema}}.district     (district, key) where known_to = {OPEN};
"""
