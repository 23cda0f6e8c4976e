-- 0006: from where a key opens, and who issued and revoked it. A key says who somebody is, not what he may do: it is no event of the log.

set local role roadmap_owner;

alter table identity.keys add column addresses cidr[] not null default '{}'; -- none: from anywhere
alter table identity.keys add column issued_by text collate "C"; -- an actor; null for keys older than this column
alter table identity.keys add column revoked_by text collate "C";

create index keys_of_an_actor on identity.keys (district, actor) where revoked_at is null;

grant update (revoked_by) on identity.keys to roadmap_app;
