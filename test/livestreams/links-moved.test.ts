import { sql } from "kysely";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { migrate, migrationsAmong } from "../../db/migrate.ts";
import { migrations } from "../../db/migrations/index.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ server: { url: inject("adminUrl"), template: "template0" } });
});
afterAll(() => database.drop());

const NAME = Object.keys(migrations).find((name) => name.endsWith("_links_and_reservations")) ?? "";
const names = Object.keys(migrations).sort();
const before = migrationsAmong(names.filter((name) => name < NAME));
const after = migrationsAmong(names.filter((name) => name <= NAME));
const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;

test("links and figures of platforms move to their one place, and none is lost", async () => {
  const { db } = database;
  await migrate(db, { migrations: before });
  const livestream = (n: number, platform: string, url: string) => sql`
    insert into livestream (id, home_city, agreement_id, status, title, intro, starts_at, ends_at, secret, link_url,
      link_platform, announced_at)
    values (${id(n)}, '211400', ${id(9)}, 'announced', 'x', 'intro', now(), now() + interval '1 hour', sha256('x'),
      ${url}, ${platform}, now())`;
  await db.transaction().execute(async (tx) => {
    // Disables foreign keys, so that the city needs no division.
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`insert into city (code, federation_name) values ('211400', 'x')`.execute(tx);
    await sql`
      insert into agreement (id, slug, name, short_name, starts_on, ordinal)
      values (${id(9)}, 'west', 'x', 'x', '2026-01-01', 0)`.execute(tx);
    await livestream(1, "douyin", "https://live.douyin.com/1").execute(tx);
    await livestream(2, "other", "https://live.example.cn/2").execute(tx);
    await livestream(3, "kuaishou", "https://kuaishou.example.cn/3").execute(tx);
    await livestream(4, "shipinhao", "https://channels.weixin.qq.com/4").execute(tx);
    await sql`
      insert into livestream_source (id, livestream_id, kind, platform, url, people, peak, figures_at)
      values (${id(8)}, ${id(4)}, 'link', 'shipinhao', 'https://weixin.qq.com/old', 2000, 350, '2026-05-25T01:00:00Z')`.execute(
      tx,
    );
  });
  await migrate(db, { migrations: after });
  const { rows } = await sql`
    select l.id, l.intro, s.platform, s.url, l.told_starts_at = l.starts_at as told from livestream l
    left join livestream_source s on s.livestream_id = l.id order by l.id`.execute(db);
  const intro = "intro";
  expect(rows).toEqual([
    { id: id(1), intro, platform: "douyin", url: "https://live.douyin.com/1", told: true },
    { id: id(2), intro: "intro\nhttps://live.example.cn/2", platform: null, url: null, told: true },
    { id: id(3), intro: "intro\nhttps://kuaishou.example.cn/3", platform: null, url: null, told: true },
    { id: id(4), intro, platform: "shipinhao", url: "https://weixin.qq.com/old", told: true },
  ]);
  const { rows: figures } = await sql`
    select livestream_id, platform, measure, value::int as value, source from livestream_platform_figure
    order by measure`.execute(db);
  const of = { livestreamId: id(4), platform: "shipinhao", source: "https://weixin.qq.com/old" };
  expect(figures).toEqual([
    { ...of, measure: "peak", value: 350 },
    { ...of, measure: "people", value: 2000 },
  ]);
});
