import { sql } from "kysely";
import readSheets from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officerPhone } from "../../../db/demo/people.ts";
import { type Replay, replayFair } from "../../../db/demo/replay.ts";
import { createApp } from "../../../src/app.ts";
import {
  freezeReport,
  getFair,
  getFairReport,
  listReportLines,
  listSnapshots,
  MEASURES,
  type Measure,
} from "../../../src/fairs/index.ts";
import { getAudience, getLivestreamReport, listLivestreamChannels } from "../../../src/livestreams/index.ts";
import { DIMENSIONS, reportXlsx } from "../../../src/reports/index.ts";
import type { CodeNames } from "../../../src/web/components/posting.tsx";
import type { Shell } from "../../../src/web/layout.tsx";
import { ReportPage } from "../../../src/web/pages/fairs/reports/report-page.tsx";
import { officer, visitor } from "../../factories/actors.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { announcedFair, publishedFair } from "../../factories/fairs.ts";
import { bodyOf } from "../../support/app.ts";
import { type DemoDatabase, demoDatabase } from "../../support/demo.ts";
import { code } from "../../support/refusals.ts";

describe("replay of the model's first joint fair", () => {
  let demo: DemoDatabase;
  let replay: Replay;
  let fairId: string;
  const figure = (of: Replay["closing"], measure: Measure) => {
    const found = of.report.figures.find((one) => one.measure === measure);
    if (!found) throw new Error(measure);
    return found;
  };

  beforeAll(async () => {
    demo = await demoDatabase();
    replay = await replayFair(demo.services, demo.travel);
    fairId = (await demo.services.db.selectFrom("fair").select("id").executeTakeFirstOrThrow()).id;
  });
  afterAll(() => demo?.drop());

  const host = () => officer(demo.services, "210900");

  test("the report has the model's figures", () => {
    const { closing } = replay;
    expect(figure(closing, "enterprises").n).toBe(152);
    expect(figure(closing, "postings").total).toBe(3854);
    expect(figure(closing, "intents").n).toBe(136);
    expect(figure(closing, "online").total).toBe(2000);
  });

  test("2,000 people beat over HTTP and are counted once each; robots, reloads and HEAD are not", async () => {
    const audience = await getAudience(await host(), { id: replay.livestreamId });
    expect(audience.totals).toMatchObject({
      people: { picture: 2000, text: 0 },
      visits: { picture: 2000, text: 0 },
      peak: { picture: { people: 2000 } },
    });
    // 20 robots asked for the page, as many programs with HEAD, and 100 robots beat four times.
    expect(audience.control?.uncounted).toEqual({ robot: 420, head: 20 });
    expect(audience.control?.erasedAt).toEqual(expect.any(String));
    const { figures } = await getLivestreamReport(await host(), replay.livestreamId);
    const viewers = figures.find(({ measure }) => measure === "viewers");
    const explained = viewers?.by.filter(({ dimension }) => dimension === "posting");
    expect([viewers?.total, explained?.map(({ total }) => total)]).toEqual([2000, [2000]]);
    // The livestream's own address was opened by people in 20 browsers. Robots and HEAD do not count.
    const [channel] = await listLivestreamChannels(await host(), replay.livestreamId);
    expect(channel?.visits).toBe(20);
    expect(figure(replay.day30, "online").total).toBe(2000);
  });

  test("an intent is no employment: starts come later, and the first report does not change", async () => {
    const { closing, day30 } = replay;
    expect([figure(closing, "starts").n, figure(closing, "atWork30").n]).toEqual([0, 0]);
    expect([figure(day30, "starts").n, figure(day30, "atWork30").n]).toEqual([58, 47]);
    const kept = await listSnapshots(await host(), fairId);
    expect(kept.map(({ label }) => label)).toEqual([day30.label, closing.label]);
    expect(kept[1]).toEqual(closing);
    const change = sql`update report set figures = '[]' where event_id = ${fairId}`.execute(demo.services.db);
    await expect(change).rejects.toThrow(/only grows/);
  });

  test("every figure opens its lines, in total and by each value of each dimension", async () => {
    const ctx = await host();
    const { figures } = await getFairReport(ctx, fairId);
    const countedOf = async (question: Parameters<typeof listReportLines>[1]) => {
      let [lines, total] = [0, 0];
      let cursor: string | undefined;
      do {
        const page = await listReportLines(ctx, { ...question, cursor, limit: 100 });
        lines += page.items.length;
        total += page.items.reduce((sum, line) => sum + line.weight, 0);
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      return { lines, total };
    };
    const opens = async (report: typeof figures, of: { snapshot?: string }) => {
      for (const { measure, n, total, by } of report) {
        const whole = await countedOf({ ...of, fairId, measure, limit: 100 });
        expect([measure, whole.total]).toEqual([measure, total]);
        expect(whole.lines).toBeGreaterThanOrEqual(n);
        for (const part of by.slice(0, 12)) {
          const { dimension } = part;
          const question = { ...of, fairId, measure, dimension, value: part.value ?? "", limit: 100 };
          const one = await countedOf(question);
          expect([measure, dimension, part.value, one.total]).toEqual([
            measure,
            dimension,
            part.value,
            part.total,
          ]);
        }
      }
    };
    await opens(figures, {});
    // The lists behind the closing report contain the rows that it counted, whatever happened later.
    const { closing } = replay;
    await opens(closing.report.figures, { snapshot: closing.id });
    const starts = { fairId, measure: "starts" as const, limit: 100 };
    const [now, then] = [await countedOf(starts), await countedOf({ ...starts, snapshot: closing.id })];
    expect([now.lines > 0, then.lines]).toEqual([true, 0]);
    const change = sql`delete from report_line where report_id = ${closing.id}`.execute(demo.services.db);
    await expect(change).rejects.toThrow(/only grows/);
    expect(await code(listReportLines(ctx, { ...starts, snapshot: ctx.ids.uuid() }))).toBe("NOT_FOUND");
    // A row of a report does not identify a person: its key is no account id.
    const { rows } = await sql`
      select 1 from report_line l where exists (select 1 from account a where a.id::text = l.key)`.execute(
      demo.services.db,
    );
    expect(rows).toEqual([]);
  });

  test("by city the enterprises add up; people count by their channel", () => {
    const { by, n } = figure(replay.closing, "enterprises");
    const cities = by.filter(({ dimension }) => dimension === "city");
    expect(cities.length).toBe(5);
    expect(cities.reduce((sum, one) => sum + one.n, 0)).toBe(n);
    const streams = figure(replay.closing, "online").by.filter(({ dimension }) => dimension === "channel");
    expect(streams.map(({ n, total }) => [n, total])).toEqual([[1, 2000]]);
  });

  test("the page shows places per posting and visits per channel, as chart and table", async () => {
    const app = createApp({ servicesOf: () => demo.services });
    const post = (path: string, body: object) =>
      app.request(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const phone = officerPhone("210900");
    const { devCode } = await bodyOf<{ devCode: string }>(await post("/api/v1/sessions/otp", { phone }), 202);
    const signed = await post("/api/v1/sessions", { phone, code: devCode });
    const { token } = await bodyOf<{ token: string }>(signed, 201);
    const answer = await app.request(`/union/fairs/${fairId}/report`, {
      headers: { cookie: `session=${token}` },
    });
    const page = (await answer.text()).replace(/<[^>]*>/g, "|");
    const { figures } = await getFairReport(await host(), fairId);
    const postings = figures.find(({ measure }) => measure === "postings")?.by ?? [];
    for (const dimension of ["city", "sector"]) {
      const [most] = postings.filter((one) => one.dimension === dimension);
      const said = `|${most?.total.toLocaleString("en-US")} 人 · ${most?.n.toLocaleString("en-US")} 个|`;
      expect([dimension, page.includes(said)]).toEqual([dimension, true]);
    }
    expect(page).toContain("|2,000 人 · 1 场直播|");
    const { report } = replay.closing;
    const online = { ...replay.closing, report: { ...report, figures: [figure(replay.closing, "online")] } };
    const fair = await getFair(await host(), { id: fairId });
    const names = { division: () => null } as unknown as CodeNames;
    const data = {
      fair,
      names,
      channels: new Map(),
      snapshots: [],
      notCounted: [],
      halls: null,
      report: online.report,
      shown: online,
    };
    const drawn = String(await ReportPage({ shell: { csrf: "" } as Shell, data }));
    // A report that was submitted before viewers were counted keeps the meaning of its figure.
    expect(drawn).toContain("点开宣传链接人次，按渠道</title>");
    expect(drawn).toContain("2,000 人次 · 1 个渠道");
    expect(drawn).not.toContain("看直播的人");
    expect(drawn).toContain(">2000</text>");
  });

  test("no line names a person", async () => {
    const ctx = await host();
    const names = await demo.services.db.selectFrom("profile").select("callName").execute();
    const known = new Set(names.map((row) => row.callName));
    for (const measure of MEASURES) {
      const { items } = await listReportLines(ctx, { fairId, measure, limit: 100 });
      expect(items.filter(({ label, reference }) => known.has(label) || known.has(reference ?? ""))).toEqual(
        [],
      );
    }
  });

  test("the sheet has the same figures, texts as texts", async () => {
    const words = {
      summary: "summary",
      measure: "measure",
      n: "n",
      total: "total",
      measures: {},
      dimensions: {},
      valueOf: (_: string, value: string | null) => `=${value}`,
    };
    const bytes = await reportXlsx(replay.day30.report, words, DIMENSIONS);
    const sheets = await readSheets(Buffer.from(bytes));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(["summary", "city", "sector", "type", "channel"]);
    expect(sheets[0]?.data).toContainEqual(["intents", 136, 136]);
    expect(sheets[1]?.data[1]?.[0]).toMatch(/^'=\d{6}$/);
  });
});

describe("rights", () => {
  let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
  beforeAll(async () => {
    desk = await cityWithEnterprise();
  });
  afterAll(() => desk.database.drop());

  test("only the host submits a report, after the fair; not of a live or cancelled one", async () => {
    const { services, union } = desk;
    const neighbour = await officer(services, "210900");
    const { fair } = await publishedFair(services, union);
    const registering = await announcedFair(union);
    for (const stranger of [neighbour, visitor(services)])
      expect(await code(getFairReport(stranger, fair.id))).toMatch(/NOT_FOUND|SIGN_IN_REQUIRED/);
    for (const { id } of [fair, registering])
      expect(await code(freezeReport(union, { fairId: id, label: "早了" }))).toBe("FAIR_STATE");
    await desk.database.travel("11 days");
    expect(await code(freezeReport(neighbour, { fairId: fair.id, label: "别人的" }))).toBe("NOT_FOUND");
    await freezeReport(union, { fairId: fair.id, label: "闭幕" });
    expect((await getFair(union, { id: fair.id })).phase).toBe("reported");
    await freezeReport(union, { fairId: fair.id, label: "第 30 天" });
    expect((await listSnapshots(union, fair.id)).length).toBe(2);
    expect(await code(freezeReport(union, { fairId: registering.id, label: "没发布" }))).toBe("FAIR_STATE");
  });
});
