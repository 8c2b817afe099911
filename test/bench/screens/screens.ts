import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { seedDemo } from "../../../db/demo/index.ts";
import { boot } from "../../../src/boot.ts";
import { readConfig } from "../../../src/platform/config/index.ts";
import { drainAll } from "../../../workers/index.ts";
import { officer } from "../../factories/actors.ts";
import { HOME } from "../../factories/cities.ts";
import { verifiedEnterprise } from "../../factories/enterprises.ts";
import { submittedPosting } from "../../factories/postings.ts";
import { openBrowser } from "../../support/browser.ts";
import { signInByPhone } from "../../support/client.ts";
import { startApp } from "../../support/server.ts";
import { bigFair } from "../../web/fairs/fair/big-fair.ts";
import { prepare } from "../../web/visited-records.ts";
import { benchDatabase, median, report } from "../support.ts";
import { open, type Seen } from "./measure.ts";
import { FAIR_PAGE, SCREENS } from "./pages.ts";

const RATE = 4;
const ROUNDS = 5;
const EXHIBITORS = 160;
const WAITING = 20;
const LIMITS = { inpMs: 200, taskMs: 50 };

/** A page with a heading, a field and a fold, without styles and scripts. */
const BARE = `<!doctype html><html lang="zh-CN"><title>x</title><main><h1>招聘会</h1>
<input type="search"><details><summary>更多</summary><p>内容</p></details></main></html>`;

async function barePage() {
  const server = createServer((_request, answer) =>
    answer.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(BARE),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

const longest = (seen: readonly Seen[]) => Math.max(0, ...seen.flatMap(({ tasksMs }) => tasksMs));

/**
 * Figures of a page over all rounds: the median LCP, the worst INP, and of the longest tasks of each round
 * the median and the worst. Other programs of the machine make single tasks longer.
 */
const summed = (name: string, seen: readonly Seen[]) => ({
  name,
  lcpMs: Math.round(median(seen.map(({ lcpMs }) => lcpMs))),
  inpMs: Math.max(...seen.map(({ inpMs }) => inpMs)),
  longTasks: seen.map(({ tasksMs }) => tasksMs.length).join("/"),
  taskMs: Math.round(median(seen.map((one) => longest([one])))),
  worstTaskMs: Math.round(longest(seen)),
});

/**
 * Measures the pages of the three films and of a fair with 160 enterprises, on a phone with a quarter of the
 * processor: largest contentful paint, interaction to next paint, and tasks above 50 ms. The reference is the
 * INP of a bare page in the same run.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const config = readConfig({
    DATABASE_URL: database.url,
    LOG_LEVEL: "silent",
    RATE_LIMIT_PER_MINUTE: "100000000",
  });
  const { services, close } = await boot(config);
  await seedDemo(services);
  await drainAll(services);
  const app = await startApp(services);
  const bare = await barePage();
  const browser = await openBrowser();
  try {
    const ids = await prepare({ db: services.db, services }, app.origin);
    // A number gets one code a minute.
    await sql`update app.clock set skew = skew + interval '61 seconds'`.execute(services.db);
    const union = await officer(services, HOME);
    const fair = await bigFair(services, union, EXHIBITORS);
    const { enterprise, member } = await verifiedEnterprise(services, union);
    for (let n = 0; n < WAITING; n += 1)
      await submittedPosting(member, enterprise.id, { title: `电焊工${n}` });
    const sessions = new Map<string, string>();
    for (const phone of new Set(SCREENS.map((one) => one.phone)))
      if (phone) sessions.set(phone, await signInByPhone(app.origin, phone));
    const slow = { browser, rate: RATE };
    const seen = new Map<string, Seen[]>();
    for (let round = 0; round < ROUNDS; round += 1) {
      seen.set("bare", [...(seen.get("bare") ?? []), await open(slow, bare.url, [])]);
      for (const { name, phone, path } of SCREENS) {
        const token = phone && sessions.get(phone);
        const cookies = token ? [{ name: "session", value: token }] : [];
        const one = await open(slow, app.origin + path(ids, fair.id), cookies);
        seen.set(name, [...(seen.get(name) ?? []), one]);
      }
    }
    const [reference, ...pages] = [...seen].map(([name, all]) => summed(name, all));
    console.table([reference, ...pages]);
    report({
      name: "screens",
      ours: Math.max(...pages.map(({ inpMs }) => inpMs)),
      reference: reference?.inpMs ?? 0,
      unit: "ms, worst INP",
      inpLimitMs: LIMITS.inpMs,
      lcpMs: Math.max(...pages.map(({ lcpMs }) => lcpMs)),
      taskMs: Math.max(...pages.map(({ taskMs }) => taskMs)),
      fairTaskMs: pages.find(({ name }) => name === FAIR_PAGE)?.taskMs,
      taskLimitMs: LIMITS.taskMs,
      pages: pages.length,
      rounds: ROUNDS,
      slowdown: RATE,
    });
  } finally {
    await browser.close();
    bare.close();
    await app.close();
    await close();
    await database.close();
  }
}
