-- 0005: tokens that open the calendar of their owner and nothing else. A calendar program asks with an address alone, so the token stands in it.

set local role roadmap_owner;

-- A token is found by its hash before any district is known: therefore no row security, and on a cluster a reference table on every node.
create table identity.calendar_tokens (
    id           text        collate "C" primary key,
    district     text        collate "C" not null,
    actor        text        collate "C" not null,
    token_sha256 bytea       not null unique check (octet_length(token_sha256) = 32), -- of 256 random bits: needs neither salt nor slowness
    label        text        not null check (char_length(label) between 1 and 100), -- as its owner tells it from others
    created_at   timestamptz not null default clock_timestamp(),
    revoked_at   timestamptz
);

create index of_an_actor on identity.calendar_tokens (district, actor) where revoked_at is null;

grant select, insert, update (revoked_at) on identity.calendar_tokens to roadmap_app;
