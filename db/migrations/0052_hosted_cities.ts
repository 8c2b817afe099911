import { type Kysely, sql } from "kysely";

/** Cities that this node hosts. Records of another city are copies: only its own node writes them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table city add column hosted boolean not null default true;

-- Returns the cities whose records this node writes.
create function app.hosted_cities() returns setof text stable parallel safe language sql
  as $$ select code from city where hosted $$;

-- Returns true unless the city's records are written on another node.
create function app.is_hosted(wanted text) returns boolean stable parallel safe language sql
  as $$ select coalesce((select hosted from city where code = wanted), true) $$;

-- Nobody writes into the log of a city that another node hosts, background work included.
create function app.refuse_foreign_change() returns trigger language plpgsql as $$
declare foreign_city text;
begin
  select c.code into foreign_city from added a join city c on c.code in (a.home, split_part(a.stream, '/', 1))
  where not c.hosted limit 1;
  if foreign_city is not null then
    raise exception 'another node hosts %', foreign_city using errcode = 'LP001';
  end if;
  return null;
end $$;
create trigger outbox_hosted after insert on outbox referencing new table as added
  for each statement execute function app.refuse_foreign_change();
`.execute(db);
}
