import { type KyselyPlugin, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tx } from "../../db/client.ts";
import { migrations } from "../../db/migrations/index.ts";
import { NOTICES } from "../../src/notices.ts";
import {
  type NewNotice,
  type NoticeSource,
  noticeCatalogue,
  noticeMaker,
  notify,
  TitleParams,
} from "../../src/notifications/index.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import { noticePath } from "../../src/web/links/notices.ts";
import { NOTICE_KINDS, noticeText, noticeTitle } from "../../src/web/text/notices.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { testContext } from "../support/system-context.ts";

const declaration = { to: ["account"], subject: "fair", channels: [], params: TitleParams } as const;
const unknown = <T>(value: object): T => value as T;

describe("the kinds of notice", () => {
  test("each has a declaration and a sentence", () => {
    expect([...NOTICES.kinds].sort()).toEqual([...NOTICE_KINDS].sort());
  });

  test("each receiver and subject has a page", () => {
    for (const { kinds } of NOTICES.sources)
      for (const { to, subject } of Object.values(kinds))
        for (const receiver of to) {
          const notice = unknown<Parameters<typeof noticePath>[0]>({
            to: receiver,
            subject: { kind: subject, id: "1" },
            params: {},
          });
          expect(noticePath(notice)).toMatch(/^\/(me|enterprise|union|livestreams)(\/|$)/);
        }
  });

  test("an unknown kind, subject or receiver throws; none leads to another page", () => {
    const said = { kind: "fairEaten", params: { title: "" } };
    expect(() => noticeText(unknown(said))).toThrow("no words for the notice fairEaten");
    expect(() => NOTICES.channelsOf("fairEaten")).toThrow("no declaration of the notice fairEaten");
    const subject = { kind: "rumour", id: "1" };
    expect(() => noticePath(unknown({ to: "account", subject }))).toThrow("account:rumour");
    const posting = { kind: "posting", id: "1" };
    expect(() => noticePath(unknown({ to: "account", subject: posting }))).toThrow("account:posting");
  });

  test("two capabilities cannot declare one kind, nor read one kind of record", () => {
    const kinds = { fairMoved: declaration };
    expect(() => noticeCatalogue([{ kinds }, { kinds }], noticeTitle)).toThrow(
      "two declarations of the notice fairMoved",
    );
    const from: NoticeSource = { kinds: {}, from: { fair: async () => [] } };
    expect(() => noticeCatalogue([from, from], noticeTitle)).toThrow("make notices from fair");
  });

  test("parameters that do not fit the declaration are refused when the notice is made", () => {
    const make = noticeMaker({ ticketSoon: declaration });
    const facts = { account: "1", subjectId: "2", cause: "3" };
    expect(() => make("ticketSoon", { ...facts, params: unknown({ title: 7 }) })).toThrow();
  });

  test("a meeting is named by time, enterprise and place; one that is off or remote has no place", () => {
    const meeting = { enterpriseName: "鞍山重工", remote: false };
    const place = { venueName: "体育馆", boothCode: "A01" };
    const startsAt = "2026-11-28T02:00:00.000Z";
    const titles = [
      noticeTitle({ ...meeting, ...place, startsAt }),
      noticeTitle({ ...meeting, ...place, startsAt, remote: true }),
      noticeTitle({ ...meeting, venueName: null, boothCode: null }),
      noticeTitle({ ...meeting, startsAt: "2026-11-27T16:05:00.000Z" }),
    ];
    expect(titles).toEqual([
      "2026年11月28日 周六 10:00，鞍山重工，体育馆 A01",
      "2026年11月28日 周六 10:00，鞍山重工，远程面谈",
      "鞍山重工",
      "2026年11月28日 周六 0:05，鞍山重工",
    ]);
  });
});

describe("writing and migrating notices", () => {
  let database: TestDatabase;
  let ctx: RequestContext;
  beforeAll(async () => {
    database = await testDatabase();
    ctx = await testContext(database.db);
  });
  afterAll(() => database.drop());

  const count = async () => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from notice`.execute(database.db);
    return rows[0]?.n;
  };

  test("twelve thousand receivers are told in three statements, and again adds none", async () => {
    const make = noticeMaker({ ticketSoon: declaration });
    const notices: NewNotice[] = Array.from({ length: 12_000 }, (_, n) =>
      make("ticketSoon", { account: `a${n}`, subjectId: "s", params: { title: "招聘会" }, cause: "once" }),
    );
    let statements = 0;
    const counter: KyselyPlugin = {
      transformQuery({ node }) {
        statements += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    await inTransaction(ctx, (tx) => notify(tx.withPlugin(counter) as Tx, ctx, notices));
    expect(statements).toBe(3);
    await inTransaction(ctx, (tx) => notify(tx, ctx, notices));
    expect(await count()).toBe(12_000);
    await sql`delete from notice`.execute(database.db);
  });

  test("notices from before keep a sentence, with an empty name where the record is gone", async () => {
    const { db } = database;
    await sql`alter table notice rename column params to detail`.execute(db);
    await sql`drop view app.notice_sent, app.open_account`.execute(db);
    const gone = ctx.ids.uuid();
    await sql`insert into notice (id, to_kind, to_id, kind, subject_kind, subject_id, cause) values
      (gen_random_uuid(), 'account', 'a', 'savedSearchFound', 'savedSearch', ${gone}, '1'),
      (gen_random_uuid(), 'account', 'a', 'queueCalled', 'fair', ${gone}, ${`queue:${gone}:called`}),
      (gen_random_uuid(), 'account', 'a', 'interviewSoon', 'fair', ${gone}, ${`interview:${gone}:soon`})`.execute(
      db,
    );
    await migrations["0027_notice_parameters"]?.up(db);
    const { rows } = await sql<Parameters<typeof noticeText>[0]>`
      select kind, params from notice order by kind desc`.execute(db);
    expect(rows.map(noticeText)).toEqual([
      "有新岗位：全部岗位",
      "轮到您了，请马上过去（远程的请点进会议）：",
      "面谈快到了，请提前准备好：",
    ]);
  });
});
