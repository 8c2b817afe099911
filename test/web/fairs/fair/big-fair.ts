import { sql } from "kysely";
import type { FairView } from "../../../../src/fairs/index.ts";
import { publishFair } from "../../../../src/fairs/index.ts";
import type { RequestContext, Services } from "../../../../src/platform/context.ts";
import { HOME, NEIGHBOUR } from "../../../factories/cities.ts";
import { announcedFair, crowd, hoursAhead, venueInput } from "../../../factories/fairs.ts";

const TRADES = [
  "welder",
  "electrician",
  "garment-sewer",
  "forklift-driver",
  "truck-driver",
  "fitter",
  "cook",
];
const FIRMS = ["重型机械制造有限公司", "服装厂", "渤海船舶重工有限责任公司", "食品加工有限公司"];

/**
 * Creates a published fair that opens in 24 minutes, with three halls of 54 booths. Enterprises fill the
 * booths in order; each brings three postings, copied from one of the demo.
 */
export async function bigFair(
  services: Services,
  host: RequestContext,
  exhibitors: number,
): Promise<FairView> {
  const grid = { boothRows: 6, boothColumns: 9 };
  const { id } = await announcedFair(host, {
    registrationClosesAt: await hoursAhead(host, 0.2),
    opensAt: await hoursAhead(host, 0.4),
    closesAt: await hoursAhead(host, 6),
    intro: "五市联动，现场面谈。\n请带身份证，有焊工证、电工证的请一起带上。",
    venues: [
      venueInput({ ...grid, name: "人力资源市场一楼大厅", directions: "坐 5 路到市政府站，往东走 200 米。" }),
      venueInput({ ...grid, name: "体育馆副馆", address: "海滨路 20 号" }),
      venueInput({ ...grid, city: NEIGHBOUR, name: "市民之家分会场", address: "解放路 8 号" }),
    ],
  });
  const { db } = services;
  const ids = await crowd(db, id, exhibitors);
  await sql`
    with booths as (select b.id, row_number() over (order by v.ordinal, b.ordinal) as n from booth b join venue v on v.id = b.venue_id
        where b.fair_id = ${id}),
      placed as (select id, row_number() over () as n from unnest(${ids}::uuid[]) as x(id))
    update booth b set registration_id = p.id, taken_at = app.now() from booths o join placed p on p.n = o.n where b.id = o.id`.execute(
    db,
  );
  await sql`
    update enterprise e set name = '葫芦岛' || n.n || '号' || (${FIRMS}::text[])[1 + n.n % ${FIRMS.length}::int]
    from (select r.enterprise_id, row_number() over (order by b.ordinal) as n from fair_registration r
      join booth b on b.registration_id = r.id where r.fair_id = ${id}) n where n.enterprise_id = e.id`.execute(
    db,
  );
  await sql`update fair_registration set status = 'approved', decided_at = app.now() where fair_id = ${id}`.execute(
    db,
  );
  await takeAlong(services, id);
  return publishFair(host, { id, action: "publish" });
}

/** Gives each registration of the fair three postings of different trades. */
async function takeAlong({ db }: Services, fairId: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select quote_ident(column_name) as name from information_schema.columns
    where table_schema = current_schema() and table_name = 'posting' and is_generated = 'NEVER'
      and column_name not in ('id', 'source_key', 'enterprise_id', 'occupation', 'title', 'home_city') order by ordinal_position`.execute(
    db,
  );
  const same = sql.raw(rows.map(({ name }) => name).join(", "));
  await sql`
    with trades as (select id, name, ordinality as t from unnest(${TRADES}::text[]) with ordinality as x(code)
        join occupation on occupation.id = x.code),
      given as (select r.id as registration, r.enterprise_id as enterprise, gen_random_uuid() as posting, t.id as trade, t.name
        from (select *, row_number() over (order by id) as n from fair_registration where fair_id = ${fairId}) r
        join trades t on t.t in (r.n % 7 + 1, (r.n * 3) % 7 + 1, (r.n * 5) % 7 + 1)),
      made as (insert into posting (id, enterprise_id, home_city, occupation, title, ${same})
        select g.posting, g.enterprise, ${HOME}, g.trade, g.name, ${same} from given g,
          (select * from posting where status = 'published' and expires_at > app.now() limit 1) p)
    insert into fair_registration_posting (registration_id, posting_id) select registration, posting from given`.execute(
    db,
  );
}
