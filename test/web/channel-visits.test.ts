import { afterAll, beforeAll, expect, test } from "vitest";
import { addChannel, channelsOf } from "../../src/channels/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { freshPhone, type TestApp, testApp } from "../support/app.ts";
import { dumpText } from "../support/dump.ts";

const PERSON = "Mozilla/5.0 (Linux; Android 14; HUAWEI ALN-AL00) Chrome/116.0 MicroMessenger/8.0";
const ROBOTS = [
  "curl/8.5.0",
  "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
  "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
  "Mozilla/5.0 (compatible; Bytespider; spider-feedback@bytedance.com)",
  "python-requests/2.31.0",
  "Go-http-client/1.1",
  "facebookexternalhit/1.1",
  "node",
  "WhatsApp-LinkPreview/1.0",
  "",
];

let t: TestApp;
let path: string;
let visits: () => Promise<number>;
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  const ctx = systemContext(t.services, "test");
  const event = { kind: "fair", id: ctx.ids.uuid() } as const;
  const { code } = await inTransaction(ctx, (tx) =>
    addChannel(tx, ctx, { event, city: HOME, name: "海报", kind: "poster" }),
  );
  path = `/f/${code}`;
  visits = async () => (await channelsOf(t.services.db, event, null))[0]?.visits ?? -1;
});
afterAll(() => t.close());

async function open(
  headers: Record<string, string>,
  remoteAddress = "10.0.0.1",
  method = "GET",
): Promise<void> {
  const answer = await t.app.request(path, { method, headers }, { incoming: { socket: { remoteAddress } } });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, expect.stringMatching(/^\/fairs\//)]);
}

test("ten robots, five HEAD requests, a prefetch and a picture's request are led to the event and count nothing", async () => {
  for (const robot of ROBOTS) await open({ "user-agent": robot });
  for (let n = 0; n < 5; n += 1) await open({ "user-agent": PERSON }, `10.0.1.${n}`, "HEAD");
  await open({ "user-agent": PERSON, "sec-purpose": "prefetch" });
  await open({ "user-agent": PERSON, "sec-fetch-dest": "image" });
  expect(await visits()).toBe(0);
});

test("a person counts once a day, on whatever address and device once signed in", async () => {
  const before = await visits();
  for (let n = 0; n < 3; n += 1)
    await open({ "user-agent": PERSON, "sec-fetch-dest": "document" }, "10.0.2.1");
  expect(await visits()).toBe(before + 1);
  await open({ "user-agent": PERSON }, "10.0.2.2");
  await open({ "user-agent": `${PERSON} NetType/4G` }, "10.0.2.1");
  expect(await visits()).toBe(before + 3);
  const { token } = await t.signInAs(freshPhone());
  const own = { cookie: `session=${token}` };
  await open({ ...own, "user-agent": PERSON }, "10.0.2.3");
  await open({ ...own, "user-agent": `${PERSON} Windows` }, "10.0.2.4");
  expect(await visits()).toBe(before + 4);
  await t.database.travel("1 day");
  await open({ "user-agent": PERSON }, "10.0.2.1");
  expect(await visits()).toBe(before + 5);
});

test("no table holds the address or the browser of a visitor", async () => {
  await open({ "user-agent": "Mozilla/5.0 canary-browser" }, "203.0.113.99");
  const rows = await t.services.db.selectFrom("channelVisitor").selectAll().execute();
  expect(rows.length).toBeGreaterThan(0);
  for (const { visitor } of rows) expect(visitor).toHaveLength(32);
  const text = await dumpText(t.services.db);
  for (const canary of ["203.0.113.99", "canary-browser"]) {
    expect(text).not.toContain(canary);
    expect(text).not.toContain(Buffer.from(canary).toString("hex"));
  }
});
