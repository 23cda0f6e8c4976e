-- 0001: the event log. One gapless, append-only log for each district.
--
-- The entry is the record: the exact bytes of one line of canonical JSON. Every other column of
-- log.events repeats it for an index or is computed from it, and a check holds them together.
-- Roles belong to the cluster, not to the database: this file may run in many databases of one.
-- The same file serves PostgreSQL and a Citus cluster (every table distributed by district, beside the head of its district).

set local citus.enable_ddl_propagation = off; -- the role changes half-way: a cluster distributes what stands here afterwards

do $$
declare
    v_role text;
begin
    foreach v_role in array array[
        'roadmap_owner', 'roadmap_app', 'roadmap_projector', 'roadmap_signer', 'roadmap_auditor', 'roadmap_eraser'
    ] loop
        begin
            execute format('create role %I nologin', v_role);
        exception when duplicate_object or unique_violation then null; -- the second: two databases migrate at once
        end;
    end loop;
    if not pg_has_role(current_user, 'roadmap_owner', 'usage') then
        execute format('grant roadmap_owner to %I', current_user); -- PostgreSQL 16+: creating a role is not being in it
    end if;
    execute format('grant create on database %I to roadmap_owner, roadmap_projector', current_database()); -- he owns read_*
end $$;

create schema log authorization roadmap_owner;
set local role roadmap_owner;

-- Without "in schema": only so does the default that PUBLIC may execute every new function go away.
alter default privileges for role roadmap_owner revoke execute on functions from public;

-- Names compare as bytes ("C"): the same order on every machine, and no index breaks with a new libc.
create table log.heads (
    district    text        collate "C" primary key check (district ~ '^[a-z][a-z0-9-]{0,39}$'),
    size        bigint      not null default 0 check (size >= 0),
    recorded_at timestamptz not null default '-infinity'
) with (fillfactor = 50); -- so that every append is a HOT update

-- What was asked, by whom, and where its events are: an answer that can be given twice.
create table log.commands (
    district       text        collate "C" not null,
    actor          text        collate "C" not null check (octet_length(actor) between 1 and 100),
    key            uuid        not null,
    fingerprint    bytea       not null check (octet_length(fingerprint) = 32),
    first_position bigint      not null,
    last_position  bigint      not null check (last_position >= first_position),
    recorded_at    timestamptz not null,
    primary key (district, actor, key),
    unique (district, recorded_at) -- a moment is a position: the last command recorded until then
);

create table log.events (
    district text    collate "C" not null,
    position bigint  not null check (position > 0),
    stream   text    collate "C" not null check (octet_length(stream) between 1 and 200),
    version  integer not null check (version > 0),
    entry    bytea   not null check (octet_length(entry) <= 65535), -- the uint16 of tlog-tiles
    leaf     bytea   not null generated always as (sha256('\x00'::bytea || entry)) stored,
    primary key (district, position), -- also the fence when Citus moves a shard: two appends cannot take one position
    unique (district, stream, version),
    constraint columns_repeat_the_entry check (
        convert_from(entry, 'UTF8')::jsonb @> jsonb_build_object('_pos', position, 'district', district, 'stream', stream, 'version', version)
    )
);

-- Free text and the salt of its commitment: the one thing here that may be erased.
create table log.texts (
    district text   collate "C" not null,
    position bigint not null,
    part     text   collate "C" not null,
    salt     bytea  not null check (octet_length(salt) = 32),
    text     text   not null,
    primary key (district, position, part)
);

-- What the signer has vouched for: the root of the first size leaves, as a C2SP signed note.
create table log.checkpoints (
    district  text        collate "C" not null,
    size      bigint      not null check (size >= 0),
    root      bytea       not null check (octet_length(root) = 32),
    note      text        not null,
    signed_at timestamptz not null default clock_timestamp(),
    primary key (district, size, signed_at) -- a grown or a newly signed head: after a change of key the same size may be signed again
);

create function log.refuse() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception '% of log.% is refused: the log is append-only', tg_op, tg_table_name using errcode = 'LG001';
end $$;

-- The plans of log.append are made once and kept: while a table is small its statistics would make them read all of it.
alter table log.events   set (autovacuum_analyze_threshold = 100000);
alter table log.commands set (autovacuum_analyze_threshold = 100000);
alter table log.texts    set (autovacuum_analyze_threshold = 100000);

create trigger append_only before update or delete or truncate on log.events      for each statement execute function log.refuse();
create trigger append_only before update or delete or truncate on log.commands    for each statement execute function log.refuse();
create trigger append_only before update or delete or truncate on log.checkpoints for each statement execute function log.refuse();
create trigger append_only before update or truncate           on log.texts       for each statement execute function log.refuse();
create trigger append_only before delete or truncate           on log.heads       for each statement execute function log.refuse();
create trigger only_grows  before update                       on log.heads       for each row
    when (new.district <> old.district or new.size <= old.size or new.recorded_at <= old.recorded_at) execute function log.refuse();

alter table log.events      enable always trigger append_only; -- also while session_replication_role = replica
alter table log.commands    enable always trigger append_only;
alter table log.checkpoints enable always trigger append_only;
alter table log.texts       enable always trigger append_only;
alter table log.heads       enable always trigger append_only;
alter table log.heads       enable always trigger only_grows;

-- Opens the log of a district; opening it again changes nothing. A mistyped district must not get a log by accident.
create function log.open(p_district text) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into log.heads (district) values (p_district) on conflict (district) do nothing;
$$;

-- Names the district of this transaction. The command set local, not set_config: only the command reaches the nodes of a Citus cluster.
create function log.enter(p_district text) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform set_config('citus.propagate_set_commands', 'local', true); -- means nothing to a plain PostgreSQL
    execute format('set local roadmap.district = %L', p_district);
end $$;

-- The lines of each stream, oldest first, all as of one moment: naming the district, reading and committing in one round trip.
-- Whoever calls it reads with his own rights, behind row security. A cluster delegates it to the node of the district, like log.append.
create function log.load(p_district text, p_streams text[]) returns table (stream text, entries bytea[])
language plpgsql set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan -- as in log.append: 0.30 ms a call against 0.45
as $$
begin
    perform log.enter(p_district);
    return query
    select s.stream, coalesce(e.entries, '{}')
    from unnest(p_streams) as s (stream)
    cross join lateral (
        select array_agg(e.entry order by e.version) as entries
        from log.events as e where e.district = p_district and e.stream = s.stream
    ) as e;
end $$;

-- Where a question stands: the position of a moment (inclusive; null is now), but none after p_until, and what the answer is dated by.
-- Named in the from clause of a question, the rest of it lateral to it, it makes naming the district and asking one round trip.
create function log.look(p_district text, p_moment timestamptz, p_until bigint)
returns table (district text, "position" bigint, recorded_at timestamptz, starts_at timestamptz)
language plpgsql rows 1 set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
    perform log.enter(p_district);
    return query
    select h.district, least(p_until, case when p_moment is null then h.size else coalesce((
               select c.last_position from log.commands as c where c.district = p_district and c.recorded_at <= p_moment
               order by c.recorded_at desc limit 1
           ), 0) end), nullif(h.recorded_at, '-infinity'), (
               select c.recorded_at from log.commands as c where c.district = p_district order by c.recorded_at limit 1
           )
    from log.heads as h where h.district = p_district;
end $$;

-- How long every log is: whoever keeps the read models must know which districts there are, and row security hides that.
create function log.sizes() returns table (district text, size bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select h.district, h.size from log.heads as h;
$$;

-- What one decision wants recorded. The first fingerprint is kept, a retry is known by any of them; reads are the streams it read
-- and leaves alone; an entry is canonical JSON without _at and _pos.
create type log.read    as (stream text, version integer);
create type log.text    as (part text, salt bytea, text text);
create type log.event   as (stream text, version integer, entry bytea, texts log.text[]);
create type log.request as (actor text, key uuid, fingerprints bytea[], reads log.read[], events log.event[]);
create type log.answer  as (
    request integer, status text, first_position bigint, last_position bigint, recorded_at timestamptz, stream text, version integer
);

-- Appends the events of many requests of one district and answers each request, counted from 1:
--   appended    its events are in the log, at first_position..last_position
--   replayed    its key was appended before, from the same request: the positions of that time
--   key-reused  its key was appended before, from another request
--   conflict    a stream it read or writes is at another version (stream, version: what is there), or an earlier request of the batch writes it
--   absent      it has no events and its key is unknown: somebody only asked
-- Commit order is position order because the row of the head stays locked from the first statement to commit; that lock also
-- makes every call a durable commit, so that an answer from the past waits for the synchronous standby like the first one.
-- For Citus: several statements, each of them in one district, none writing in a CTE; never `set column = array[i]`.
create function log.append(p_district text, p_requests log.request[]) returns setof log.answer
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan -- else each call plans anew: 0.66 ms for a lone request against 0.44; a cluster resets it
as $$
declare
    v_size    bigint;
    v_at      timestamptz;
    v_known   log.answer[];
    v_stale   log.answer[];
    v_answers log.answer[];
begin
    select h.size, greatest(clock_timestamp(), h.recorded_at + interval '1 microsecond') into v_size, v_at
    from log.heads as h where h.district = p_district for update;
    if not found then
        raise exception 'no log of district %', p_district using errcode = 'LG002';
    end if;

    -- Each statement from here on has a snapshot taken after the lock.
    -- Keys before versions: a retry gets its first answer although the streams moved on.
    select array_agg(row(
               r.request, case when c.fingerprint = any (r.fingerprints) then 'replayed' else 'key-reused' end,
               c.first_position, c.last_position, c.recorded_at, null, null
           )::log.answer)
    into v_known -- offset 0: the primary key is looked into for each request, also by a plan made while the log was empty
    from unnest(p_requests) with ordinality as r (actor, key, fingerprints, reads, events, request)
    cross join lateral (
        select c.fingerprint, c.first_position, c.last_position, c.recorded_at
        from log.commands as c where c.district = p_district and c.actor = r.actor and c.key = r.key offset 0
    ) as c;

    select array_agg(s.answer)
    into v_stale
    from (
        select distinct on (x.request) row(x.request, 'conflict', null, null, null, x.stream, x.there)::log.answer as answer
        from (
            select w.request, w.stream, w.version, min(w.writer) over (partition by w.stream) as writer,
                   coalesce((select max(e.version) from log.events as e where e.district = p_district and e.stream = w.stream), 0) as there
            from (
                select r.request, d.stream, d.version, null as writer
                from unnest(p_requests) with ordinality as r (actor, key, fingerprints, reads, events, request),
                     unnest(r.reads) as d
                union all
                select r.request, e.stream, e.version - row_number() over (partition by r.request, e.stream order by e.n), r.request
                from unnest(p_requests) with ordinality as r (actor, key, fingerprints, reads, events, request),
                     unnest(r.events) with ordinality as e (stream, version, entry, texts, n)
            ) as w
        ) as x
        where (x.version <> x.there or x.writer < x.request)
          and x.request not in (select k.request from unnest(v_known) as k)
        order by x.request
    ) as s;

    -- What is neither known nor stale takes the next positions, and the next microsecond for each command.
    select array_agg(row(
               a.request, coalesce(a.status, case when a.events > 0 then 'appended' else 'absent' end),
               case when a.events > 0 then a.until - a.events + 1 else a.first_position end,
               case when a.events > 0 then a.until else a.last_position end,
               case when a.events > 0 then a.at else a.recorded_at end,
               a.stream, a.version
           )::log.answer order by a.request),
           max(a.until), max(a.at) filter (where a.events > 0)
    into v_answers, v_size, v_at
    from (
        select f.*, v_size + sum(f.events) over w as until,
               v_at + (count(*) filter (where f.events > 0) over w - 1) * interval '1 microsecond' as at
        from (
            select r.request, o.status, o.first_position, o.last_position, o.recorded_at, o.stream, o.version,
                   case when o.status is null then coalesce(cardinality(r.events), 0) else 0 end as events
            from unnest(p_requests) with ordinality as r (actor, key, fingerprints, reads, events, request)
            left join unnest(v_known || v_stale) as o on o.request = r.request
        ) as f
        window w as (order by f.request)
    ) as a;

    if v_at is not null then
        insert into log.events (district, position, stream, version, entry)
        select p_district, r.first_position + e.n - 1, e.stream, e.version,
               convert_to(format('{"_at":"%s","_pos":%s,', to_char(r.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                                 r.first_position + e.n - 1), 'UTF8') || substr(e.entry, 2)
        from unnest(p_requests, v_answers)
                 as r (actor, key, fingerprints, reads, events, request, status, first_position, last_position, recorded_at, stream, version),
             unnest(r.events) with ordinality as e (stream, version, entry, texts, n)
        where r.status = 'appended';

        insert into log.texts (district, position, part, salt, text)
        select p_district, r.first_position + e.n - 1, t.part, t.salt, t.text
        from unnest(p_requests, v_answers)
                 as r (actor, key, fingerprints, reads, events, request, status, first_position, last_position, recorded_at, stream, version),
             unnest(r.events) with ordinality as e (stream, version, entry, texts, n), unnest(e.texts) as t
        where r.status = 'appended';

        insert into log.commands (district, actor, key, fingerprint, first_position, last_position, recorded_at)
        select p_district, r.actor, r.key, r.fingerprints[1], r.first_position, r.last_position, r.recorded_at
        from unnest(p_requests, v_answers)
                 as r (actor, key, fingerprints, reads, events, request, status, first_position, last_position, recorded_at, stream, version)
        where r.status = 'appended';

        update log.heads as h set size = v_size, recorded_at = v_at where h.district = p_district;
    end if;
    return query select a.* from unnest(v_answers) as a;
end $$;

-- The second wall behind "where district = $1": without roadmap.district a role sees nothing at all.
alter table log.heads       enable row level security;
alter table log.commands    enable row level security;
alter table log.events      enable row level security;
alter table log.texts       enable row level security;
alter table log.checkpoints enable row level security;
create policy one_district on log.heads       using (district = current_setting('roadmap.district', true));
create policy one_district on log.commands    using (district = current_setting('roadmap.district', true));
create policy one_district on log.events      using (district = current_setting('roadmap.district', true));
create policy one_district on log.texts       using (district = current_setting('roadmap.district', true));
create policy one_district on log.checkpoints using (district = current_setting('roadmap.district', true));

grant usage   on schema log to roadmap_app, roadmap_projector, roadmap_signer, roadmap_auditor, roadmap_eraser;
grant select  on log.heads, log.commands, log.events, log.texts, log.checkpoints to roadmap_app, roadmap_auditor;
grant select  on log.heads, log.events, log.texts to roadmap_projector;
grant select  on log.heads to roadmap_signer;
grant select (district, position, leaf) on log.events to roadmap_signer;
grant select, insert on log.checkpoints to roadmap_signer;
grant select (district, position, part), delete on log.texts to roadmap_eraser;

-- By name: default privileges do not reach the nodes of a cluster.
revoke execute on function log.refuse(), log.open(text), log.enter(text), log.load(text, text[]), log.sizes(),
                           log.look(text, timestamptz, bigint), log.append(text, log.request[]) from public;
grant execute on function log.append(text, log.request[]), log.load(text, text[]), log.look(text, timestamptz, bigint) to roadmap_app;
grant execute on function log.sizes() to roadmap_projector;
grant execute on function log.enter(text) to roadmap_app, roadmap_projector, roadmap_signer, roadmap_auditor, roadmap_eraser;
