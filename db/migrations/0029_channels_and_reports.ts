import { type Kysely, sql } from "kysely";

/**
 * Changes channels and reports of fairs to those of events of any kind. A row names its event by kind and id,
 * without a foreign key: no event is ever deleted.
 * The old names become views, for processes of the previous release that run during the deployment.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table fair_channel rename to channel;
alter table fair_channel_day rename to channel_day;
alter table fair_report rename to report;
alter table fair_report_line rename to report_line;

alter table channel drop constraint fair_channel_fair_id_fkey;
alter table report drop constraint fair_report_fair_id_fkey;
alter table channel rename column fair_id to event_id;
alter table report rename column fair_id to event_id;
alter table channel add column event_kind text not null default 'fair';
alter table report add column event_kind text not null default 'fair';
alter table channel alter column event_kind drop default;
alter table report alter column event_kind drop default;
alter table report_line rename column place to line_number;

-- Indexes for the channels of an event, optionally of one city, and for its reports, newest first.
drop index fair_channel_fair;
create index channel_event on channel (event_kind, event_id, city, created_at, id);
drop index fair_report_fair;
create index report_event on report (event_kind, event_id, taken_at desc, id);

alter trigger fair_report_only_grows on report rename to report_only_grows;
alter trigger fair_report_line_only_grows on report_line rename to report_line_only_grows;
do $$ declare old record; begin
  for old in select conrelid::regclass as of_table, conname from pg_constraint
    where conrelid in ('channel'::regclass, 'channel_day'::regclass, 'report'::regclass, 'report_line'::regclass)
      and conname like 'fair\_%' loop
    execute format('alter table %s rename constraint %I to %I', old.of_table, old.conname,
      replace(replace(substr(old.conname, 6), 'fair_id', 'event_id'), '_place_', '_line_number_'));
  end loop;
end $$;

create view fair_channel as
  select id, event_id as fair_id, city, code, name, kind, created_by, created_at, event_kind from channel
  where event_kind = 'fair';
alter view fair_channel alter column event_kind set default 'fair';
create view fair_channel_day as select channel_id, day, visits from channel_day;
create view fair_report as
  select id, event_id as fair_id, label, figures, taken_at, taken_by, event_kind from report where event_kind = 'fair';
alter view fair_report alter column event_kind set default 'fair';
create view fair_report_line as
  select report_id, measure, line_number as place, key, weight, city, sector, type, channel, label, reference, at
  from report_line;
`.execute(db);
}
