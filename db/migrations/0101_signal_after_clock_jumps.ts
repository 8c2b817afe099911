import { type Kysely, sql } from "kysely";

/** Times of a signal that all move by the same interval follow a jump of the clock: they are no advance. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create or replace function app.keep_signal_run() returns trigger language plpgsql as $$
declare grace interval; air timestamptz;
begin
  if tg_op = 'INSERT' then
    new.run_from := coalesce(new.run_from, new.advanced_at);
    new.first_advanced_at := coalesce(new.first_advanced_at, new.advanced_at);
    return new;
  end if;
  if new.run_from <> old.run_from and new.run_from - old.run_from = new.advanced_at - old.advanced_at then
    return new;
  end if;
  new.advanced_at := greatest(old.advanced_at, new.advanced_at);
  new.first_advanced_at := coalesce(old.first_advanced_at, new.first_advanced_at, new.advanced_at);
  new.run_from := coalesce(old.run_from, new.advanced_at);
  new.lost_at := old.lost_at;
  if new.advanced_at is not distinct from old.advanced_at then return new; end if;
  select make_interval(secs => l.grace_s), coalesce(l.resumed_at, l.on_air_at) into grace, air
  from livestream l where l.id = new.livestream_id;
  if new.advanced_at >= old.advanced_at + grace then
    if old.run_from < air + grace then new.lost_at := old.advanced_at; end if;
    new.run_from := new.advanced_at;
  end if;
  return new;
end $$`.execute(db);
}
