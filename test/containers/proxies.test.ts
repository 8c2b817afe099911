import { type ChildProcess, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { UPLOAD_MAX } from "../../src/platform/http/index.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { openDoors } from "../factories/fairs.ts";
import { HEADER, line } from "../imports/support.ts";
import { type Client, type TestApp, testApp } from "../support/app.ts";
import { PATIENCE } from "../support/patience.ts";
import { type RunningApp, startApp } from "../support/server.ts";
import { ROOT } from "../support/sources.ts";
import { mayBox } from "./box.ts";
import { makeCertificate, type Place, PROXIES, SITE } from "./proxies.ts";

/** Requests a minute from one address, few enough to reach the limit. */
const LIMIT = 60;

const systemd = spawnSync("systemd-analyze", ["--version"]).status === 0 || Boolean(process.env.CI);

describe.each(PROXIES)("the sample of $name in front of the program", (proxy) => {
  // The usual ports belong to root.
  if (!proxy.installed || !mayBox()) return test.skip("cannot run here", () => undefined);
  const folder = mkdtempSync(join(tmpdir(), "lianpin-proxy-"));
  let t: TestApp;
  let app: RunningApp;
  let union: Client;
  let fairId: string;
  let place: Place;
  let child: ChildProcess;

  beforeAll(async () => {
    const origins = [`https://${SITE}`];
    t = await testApp({ config: { trustedProxies: 1, rateLimitPerMinute: LIMIT, origins } });
    await twoAgreements(t.services.db);
    union = await t.asOfficer(HOME);
    fairId = (await openDoors(t.services, union.ctx)).id;
    app = await startApp(t.services);
    const address = `127.${64 + (process.pid % 128)}.${randomBytes(1)[0]}.9`;
    place = { folder, address, upstream: new URL(app.origin).host };
    makeCertificate(folder);
    const { code, output } = proxy.check(place);
    expect([output, code]).toEqual([expect.any(String), 0]);
    child = proxy.start(place);
    await vi.waitFor(async () => expect((await get("/healthz")).statusCode).toBe(200), PATIENCE);
  });
  afterAll(async () => {
    if (child) {
      child.kill(proxy.signal);
      await once(child, "exit");
    }
    await app.close();
    await t.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const localAddress = `127.${64 + (process.pid % 128)}.0.20`;
  const to = () => ({ host: place.address, localAddress, servername: SITE, rejectUnauthorized: false });
  const get = (path: string, headers: Record<string, string> = {}) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const headed = { host: SITE, ...headers };
      request({ ...to(), path, headers: headed, agent: false }, resolve)
        .once("error", reject)
        .end();
    });
  const textOf = async (answer: IncomingMessage) => {
    let text = "";
    for await (const piece of answer) text += piece;
    return text;
  };

  test("sends http to https, and serves pages", async () => {
    const plain = await new Promise<IncomingMessage>((resolve, reject) => {
      const asked = plainRequest({ host: place.address, path: "/fairs", headers: { host: SITE } }, resolve);
      asked.once("error", reject).end();
    });
    plain.resume();
    expect(plain.statusCode).toBeGreaterThanOrEqual(301);
    expect(plain.headers.location).toBe(`https://${SITE}/fairs`);
    const page = await get("/fairs");
    expect([page.statusCode, await textOf(page)]).toEqual([200, expect.stringContaining("招聘会")]);
  });

  test("passes a live event on at once, and keeps the line open", async () => {
    const stream = await get(`/fairs/${fairId}/board/events`);
    expect(stream.headers["content-type"]).toContain("text/event-stream");
    const [first] = (await once(stream, "data")) as [Buffer];
    expect(first.toString()).toMatch(/^(:|id|event|data|retry)/);
    expect(stream.complete).toBe(false);
    stream.destroy();
  });

  /** Uploads a sheet of `bytes` bytes. Returns the answer's status and text. */
  const upload = async (bytes: number) => {
    const form = new FormData();
    form.set("city", HOME);
    const row = `${line(1, { place: "兴城市".repeat(20_000) })}\n`;
    form.set("file", new Blob([`${HEADER}\n`, Buffer.alloc(bytes, row)]), "a.csv");
    const encoded = new Response(form);
    const body = Buffer.from(await encoded.arrayBuffer());
    const headers = {
      host: SITE,
      authorization: `Bearer ${union.token}`,
      "content-type": encoded.headers.get("content-type") ?? "",
      "content-length": body.length,
    };
    return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const options = { ...to(), path: "/api/v1/imports", method: "POST", headers, agent: false };
      const asked = request(options, async (answer) =>
        resolve({ status: answer.statusCode, text: await textOf(answer) }),
      );
      asked.once("error", reject).end(body);
    });
  };

  test("lets the largest sheet through to the program, and nothing much larger", async () => {
    // The program counts the sheet's bytes: it says this only after it has read 50 MiB.
    const over = await upload(UPLOAD_MAX + 1024);
    expect([over.status, over.text]).toEqual([413, expect.stringContaining("IMPORT_TOO_LARGE")]);
    const huge = await upload(UPLOAD_MAX + 2 * 1024 * 1024).catch((error: Error) => error.message);
    expect(typeof huge === "string" || (huge.status === 413 && !huge.text.includes("IMPORT_"))).toBe(true);
  });

  test("tells the program the visitor's address; a forged header in front of it counts for nothing", async () => {
    const statuses: (number | undefined)[] = [];
    for (let n = 0; n < LIMIT + 5; n += 1) {
      const answer = await get("/api/v1/cities", { "x-forwarded-for": `203.0.113.${n}` });
      answer.resume();
      statuses.push(answer.statusCode);
    }
    expect(statuses.at(-1)).toBe(429);
    // Another address still has all its requests.
    const direct = await fetch(`${app.origin}/api/v1/cities`);
    expect(direct.status).toBe(200);
  });
});

describe.skipIf(!systemd)("the systemd unit", () => {
  const unit = join(ROOT, "docs/examples/lianpin.service");
  const analyze = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync("systemd-analyze", args, { encoding: "utf8" });
    return { status, output: `${stdout}${stderr}` };
  };

  test("is valid, with each directive known", () => {
    const { output } = analyze("verify", "--man=no", unit);
    expect(output.split("\n").filter((line) => line.includes("lianpin.service"))).toEqual([]);
  });

  test("leaves the service little: systemd counts its exposure as OK", () => {
    const { output } = analyze("security", "--offline=true", unit);
    const [, exposure = ""] = /exposure level for lianpin\.service: ([\d.]+)/.exec(output) ?? [];
    expect(Number(exposure)).toBeLessThan(2.5);
  });
});
