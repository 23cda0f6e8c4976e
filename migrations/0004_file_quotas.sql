-- 0004: who brought a file, and by which name: the same bytes are stored once, rights and quotas go by who holds them.

set local role roadmap_owner;

-- holder: "organisation:school-12", "office" for everybody who reads all of the district, "imports" for files of orders.
create table files.holdings (
    district text        collate "C" not null,
    sha256   bytea       not null,
    holder   text        collate "C" not null,
    name     text        not null, -- as the person who sent it called it
    media    text        not null,
    held_at  timestamptz not null default clock_timestamp(),
    named_at timestamptz, -- when a command first named it as evidence: from then on it stays
    primary key (district, sha256, holder),
    foreign key (district, sha256) references files.files (district, sha256) on delete cascade
);
create index by_holder on files.holdings (district, holder, held_at);

insert into files.holdings (district, sha256, holder, name, media, held_at, named_at)
select f.district, f.sha256, 'imports', f.name, f.media, f.stored_at, f.stored_at from files.files as f;

alter table files.files drop column name;
alter table files.files drop column media;

-- Whoever stores bytes that are there already locks them, so that no sweep takes them away.
grant update (stored_at) on files.files to roadmap_app;

alter table files.holdings enable row level security;
create policy one_district on files.holdings using (district = current_setting('roadmap.district', true));
grant select, insert, update (named_at) on files.holdings to roadmap_app;
grant select on files.holdings to roadmap_auditor;

-- Forgets at most a hundred files of a holder that nobody named in a week, and their bytes where nobody else holds them.
create function files.sweep(p_district text, p_holder text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_swept bytea[];
begin
    select array_agg(h.sha256) into v_swept
    from (
        select h.sha256 from files.holdings as h
        where h.district = p_district and h.holder = p_holder
          and h.named_at is null and h.held_at < clock_timestamp() - interval '7 days'
        order by h.held_at limit 100 for update skip locked
    ) as h;
    delete from files.holdings as h where h.district = p_district and h.holder = p_holder and h.sha256 = any (v_swept);

    select array_agg(f.sha256) into v_swept
    from (
        select f.sha256 from files.files as f
        where f.district = p_district and f.sha256 = any (v_swept) for update skip locked
    ) as f;
    delete from files.files as f -- a statement of its own: it sees who came to hold them before they were locked
    where f.district = p_district and f.sha256 = any (v_swept)
      and not exists (select from files.holdings as h where h.district = p_district and h.sha256 = f.sha256);
end $$;
revoke execute on function files.sweep(text, text) from public;
grant execute on function files.sweep(text, text) to roadmap_app;

-- Finds the events that name a file as evidence: canonical JSON begins with it, and an erased text names nothing.
create index texts_naming_files on log.texts (district, substring(text from '^\{"file":"([0-9a-f]{64})"'))
    where part like 'evidence\_%';
