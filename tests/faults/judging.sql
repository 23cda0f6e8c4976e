-- The judge in SQL: the same laws over the same history, with the states read off the events themselves.
-- $history is a table of the lines of the history, $district and $seeded are set for the session.

create temp table sent as
select a.op, a.at as asked_at, a.what, a.actor, a.key::uuid as key, a.assignment, a.text, coalesce(a.after, 0) as after,
       b.at as answered_at, coalesce(b.status, 0) as status, b.body
from (select line ->> 'type' as type, r.*
      from history, jsonb_to_record(line) as r (op bigint, at bigint, what text, actor text, key text, assignment text, text text, after bigint)) as a
left join (select line ->> 'type' as type, r.*
           from history, jsonb_to_record(line) as r (op bigint, at bigint, status integer, body jsonb)) as b
       on b.op = a.op and b.type = 'answered'
where a.type = 'asked';

create temp table seen as
select (line ->> 'position')::bigint as position, line -> 'rows' as rows, (line -> 'trail' ->> 0)::bigint as trail,
       (line -> 'trail' ->> 1)::bigint as trail_rows, (line ->> 'parked')::integer as parked
from history where line ->> 'type' = 'seen';

create temp table entry as
select e.position, e.stream, e.version, e.entry, j.line ->> 'actor' as actor, (j.line ->> 'command')::uuid as command,
       j.line ->> '_at' as at, j.line -> 'data' ->> 'type' as type, j.line -> 'data' as data, j.line -> 'texts' as texts
from log.events as e, lateral (select convert_from(e.entry, 'UTF8')::jsonb as line) as j
where e.district = current_setting('judge.district');
create index on entry (position);
create index on entry (stream, version);

-- The state behind each entry of an assignment: what the last entry that changes it left behind.
create temp table fold as
select f.position, f.name, f.version, s.state, coalesce(r.report, 0) as report,
       case when s.state in ('reported', 'accepted') then r.completed_on end as completed_on,
       lead(f.position) over (partition by f.name order by f.version) as until
from (
    select e.position, substr(e.stream, 12) as name, e.version,
           max(e.version) filter (where e.type in ('assignment.assigned', 'assignment.completion_reported', 'assignment.report_accepted',
                                                   'assignment.report_returned')) over w as changed,
           max(e.version) filter (where e.type = 'assignment.completion_reported') over w as reported
    from entry as e where e.stream like 'assignment/%' window w as (partition by e.stream order by e.version)
) as f
left join lateral (
    select case e.type when 'assignment.assigned'            then 'assigned'
                       when 'assignment.completion_reported' then 'reported'
                       when 'assignment.report_accepted'     then 'accepted'
                       when 'assignment.report_returned'     then 'returned' end as state
    from entry as e where e.stream = 'assignment/' || f.name and e.version = f.changed limit 1
) as s on true
left join lateral (
    select (e.data ->> 'report')::integer as report, e.data ->> 'completed_on' as completed_on
    from entry as e where e.stream = 'assignment/' || f.name and e.version = f.reported limit 1
) as r on true;
create index on fold (position);

create temp table command as
select s.actor, s.key, min(s.asked_at) as since, bool_and(s.status between 400 and 499) as refused
from sent as s where s.what in ('progress', 'append', 'completion', 'return') group by s.actor, s.key;
create index on command (actor, key);

create temp table known as
select distinct on (s.actor, s.key) s.actor, s.key, c.since, s.answered_at as until, s.what, s.assignment, s.text, s.body,
       (s.body ->> 'position')::bigint as position, (s.body ->> 'version')::integer as version,
       case s.what when 'completion' then 'assignment.completion_reported' when 'return' then 'assignment.report_returned'
                   else 'assignment.progress_reported' end as type
from sent as s join command as c on c.actor = s.actor and c.key = s.key
where s.status = 201 and s.what <> 'reuse' order by s.actor, s.key, s.answered_at;

create temp table standing as
select k.*, e.texts from known as k
join entry as e on e.position = k.position and e.actor = k.actor and e.command = k.key and e.version = k.version
               and e.stream = 'assignment/' || k.assignment and e.type = k.type
join fold as f on f.position = k.position and f.state = coalesce(k.body ->> 'state', f.state);

create temp table caused as
select e.actor, e.command, count(*) as times from entry as e
where e.position > current_setting('judge.seeded')::bigint group by e.actor, e.command;

create temp table list as
select s.asked_at, s.answered_at, s.what, s.after, s.body, coalesce((s.body ->> 'ended')::boolean, true) as ended,
       case s.what when 'overdue' then (s.body ->> 'position')::bigint else s.after + (s.body ->> 'count')::bigint end as reached
from sent as s where s.what in ('events', 'overdue') and s.status = 200;

-- Moments in order, each with the highest position told before it.
create temp table course as
select m.*, max(m.told) over (order by m.at range between unbounded preceding and 1 preceding) as before
from (
    select until as at, position as told, null::bigint as asked_command, null::bigint as asked_list from known
    union all select since, null, position, null from known
) as m;
create temp table course_of_reads as
select m.*, max(m.told) over (order by m.at range between unbounded preceding and 1 preceding) as before
from (
    select until as at, position as told, null::bigint as asked from known
    union all select answered_at, reached, null from list
    union all select asked_at, null, reached from list where ended
) as m;
