-- How often each law was broken, over the tables of judging.sql.
select 'lost' as law, (select count(*) from known) - (select count(*) from standing) as times
union all select 'doubled', count(*) from caused where times > 1
union all
select 'gaps', coalesce(sum(greatest(n.highest, 0) - n.different + n.times - n.different), 0)::bigint
from (
    select max(position) as highest, count(distinct position) as different, count(*) as times from entry
    union all select max(version), count(distinct version), count(*) from entry group by stream
) as n
union all
select 'recorded', count(*) from command as c
where c.refused and exists (select from caused as d where d.actor = c.actor and d.command = c.key)
union all
select 'strangers', count(*) from caused as d
where not exists (select from command as c where c.actor = d.actor and c.key = d.command)
union all select 'disorder', count(*) from course where asked_command <= before
union all
select 'changed', (
    select count(*) from known as k where exists (
        select from sent as s where s.actor = k.actor and s.key = k.key and s.what <> 'reuse'
        and (s.status = 201 and s.body <> k.body or s.status between 400 and 499 and s.asked_at > k.until)
    )
) + (select count(*) from sent where what = 'reuse' and status = 201)
union all
select 'backwards', count(*) from (
    select actor, command, at, lag(actor) over w as a, lag(command) over w as c, lag(at) over w as before
    from entry window w as (order by position, stream)
) as p
where p.before is not null and case when (p.actor, p.command) = (p.a, p.c) then p.at <> p.before else p.at <= p.before end
union all
select 'unproven', count(*) from standing as k
where not exists (
    select from log.texts as t, lateral (select case k.what when 'return' then 'reason' else 'note' end as part) as p
    where t.district = current_setting('judge.district') and t.position = k.position and t.part = p.part and t.text = k.text
    and k.texts ->> p.part = encode(sha256('roadmap-text-v1\000'::bytea || t.salt || convert_to(t.text, 'UTF8')), 'hex')
)
union all
select 'torn', count(*) from list as l,
lateral (
    select count(*) as n, encode(sha256(coalesce(string_agg(e.entry || '\x0a'::bytea, ''::bytea order by e.position), ''::bytea)), 'hex') as digest
    from entry as e where e.position > l.after and e.position <= l.reached
) as p
where l.what = 'events' and (p.n, p.digest) is distinct from ((l.body ->> 'count')::bigint, l.body ->> 'sha256')
union all select 'shrunk', count(*) from course_of_reads where asked < before
union all
select 'wrong lists', count(*) from list as l,
lateral (
    select coalesce(jsonb_agg(f.name order by f.name collate "C"), '[]') as overdue from fold as f
    where f.position <= l.reached and (f.until is null or f.until > l.reached)
    and f.name like current_setting('judge.item') || '%' and f.state in ('assigned', 'returned')
) as t
where l.what = 'overdue' and t.overdue <> l.body -> 'overdue'
union all
select 'false models', coalesce(sum(
    (s.trail <> s.trail_rows)::integer + (s.position > (select max(position) from entry))::integer + (
        select count(*) from (
            select f.name, jsonb_build_array(f.version, f.state, f.report, f.position, f.completed_on) as row from fold as f
            where f.position <= s.position and (f.until is null or f.until > s.position)
        ) as t full join jsonb_each(s.rows) as r on r.key = t.name
        where t.row is distinct from r.value
    )
), 0)::bigint from seen as s
union all select 'parked', coalesce(sum(parked), 0) from seen
union all select 'answers 500', count(*) from sent where status = 500
union all select 'not ready', count(*) from sent where what = 'ready' and status <> 200
