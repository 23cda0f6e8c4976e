-- 0002: the bytes of files, content-addressed, and drafts of imports. Not part of the log: a file may be erased, its sha256 stays in the event.

set local role roadmap_owner;

create schema files;

create table files.files (
    district  text        collate "C" not null,
    sha256    bytea       not null check (octet_length(sha256) = 32),
    name      text        not null, -- as the person who sent it called it
    media     text        not null,
    size      integer     not null check (size between 0 and 10485760), -- 10 MiB
    bytes     bytea       not null,
    stored_at timestamptz not null default clock_timestamp(),
    primary key (district, sha256),
    constraint address_is_the_content check (sha256 = pg_catalog.sha256(bytes) and size = octet_length(bytes))
);

-- A preview that waits for its confirmation: how the file was to be read, and who asked.
create table files.drafts (
    district text        collate "C" not null,
    preview  bytea       not null check (octet_length(preview) = 32),
    file     bytea       not null,
    options  jsonb       not null,
    actor    text        collate "C" not null,
    made_at  timestamptz not null default clock_timestamp(),
    primary key (district, preview),
    foreign key (district, file) references files.files (district, sha256) on delete cascade
);

alter table files.files  enable row level security;
alter table files.drafts enable row level security;
create policy one_district on files.files  using (district = current_setting('roadmap.district', true));
create policy one_district on files.drafts using (district = current_setting('roadmap.district', true));

grant usage          on schema files to roadmap_app, roadmap_auditor, roadmap_eraser;
grant select, insert on files.files, files.drafts to roadmap_app;
grant select         on files.files, files.drafts to roadmap_auditor;
grant select (district, sha256), delete  on files.files  to roadmap_eraser;
grant select (district, preview), delete on files.drafts to roadmap_eraser;
