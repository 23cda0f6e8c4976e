-- 0003: who is who: people and the keys of the API. What somebody may do is not here: grants are events in the log.

set local role roadmap_owner;

create schema identity;

-- The only place with names of people; events name a person by this id alone.
create table identity.people (
    district text collate "C" not null,
    person   text collate "C" not null,
    name     text not null,
    position text not null,
    primary key (district, person)
);

-- A key is found by its id before any district is known: therefore no row security, and on a cluster a reference table on every node.
create table identity.keys (
    id            text        collate "C" primary key,
    district      text        collate "C" not null,
    actor         text        collate "C" not null,
    secret_sha256 bytea       not null check (octet_length(secret_sha256) = 32), -- of 256 random bits: needs neither salt nor slowness
    label         text        not null,
    created_at    timestamptz not null default clock_timestamp(),
    expires_at    timestamptz not null,
    revoked_at    timestamptz,
    last_used_at  timestamptz,
    constraint lives_a_year_at_most check (expires_at - created_at between interval '0' and interval '366 days')
);

alter table identity.people enable row level security;
create policy one_district on identity.people using (district = current_setting('roadmap.district', true));

grant usage          on schema identity to roadmap_app, roadmap_auditor, roadmap_eraser;
grant select, insert, update (name, position) on identity.people to roadmap_app;
grant select, insert, update (revoked_at, last_used_at) on identity.keys to roadmap_app;
grant select on identity.people to roadmap_auditor;
grant select (district, person), delete on identity.people to roadmap_eraser;
