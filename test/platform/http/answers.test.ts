import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishedFair } from "../../factories/fairs.ts";
import { bodyOf, type TestApp, testApp } from "../../support/app.ts";
import { listen } from "../../support/listen.ts";
import { buildWorld, type World } from "./world.ts";

let t: TestApp;
let world: World;
beforeAll(async () => {
  t = await testApp();
  world = await buildWorld(t);
});
afterAll(() => t.close());

const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  t.app.request(path, { method, headers: { origin: "http://localhost", ...headers } });
const GZIP = { "accept-encoding": "gzip, deflate, br" };
const encoding = (answer: Response) => answer.headers.get("content-encoding");

describe("compression", () => {
  test("of pages, feeds, errors and JSON; the text is the same", async () => {
    for (const path of ["/", "/postings", "/help", "/no-such-page", "/api/openapi.json"]) {
      const [plain, packed] = [await ask(path), await ask(path, GZIP)];
      expect([path, encoding(plain), plain.headers.get("vary")]).toEqual([path, null, "Accept-Encoding"]);
      expect([path, encoding(packed), packed.headers.get("vary")]).toEqual([path, "gzip", "Accept-Encoding"]);
      const text = gunzipSync(await packed.arrayBuffer()).toString();
      expect(text.length).toBeGreaterThan(1024);
      expect(text.slice(0, 15)).toBe((await plain.text()).slice(0, 15));
    }
  });

  test("not of small bodies, pictures, HEAD, or for who refuses it", async () => {
    expect(encoding(await ask("/robots.txt", GZIP))).toBeNull();
    expect(encoding(await ask("/api/v1/imports/template.xlsx", GZIP))).toBeNull();
    expect(encoding(await ask("/", GZIP, "HEAD"))).toBeNull();
    for (const refused of ["identity", "gzip;q=0", "br"])
      expect([refused, encoding(await ask("/", { "accept-encoding": refused }))]).toEqual([refused, null]);
  });

  test("not of an event stream", async () => {
    const { fair } = await publishedFair(t.services, world.officer.ctx);
    const answer = await ask(`/fairs/${fair.id}/board/events`, GZIP);
    expect([answer.status, encoding(answer)]).toEqual([200, null]);
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    await answer.body?.cancel();
  });

  test("of a session's pages only if our own page asked for them", async () => {
    const session = { ...GZIP, cookie: `session=${world.seeker.token}` };
    const cases: [Record<string, string>, string | null][] = [
      [{ "sec-fetch-site": "same-origin" }, "gzip"],
      [{ "sec-fetch-site": "none" }, "gzip"],
      [{ "sec-fetch-site": "cross-site" }, null],
      [{ "sec-fetch-site": "same-site" }, null],
      [{ referer: "http://localhost/postings" }, "gzip"],
      [{ referer: "http://evil.example/" }, null],
      [{}, null],
    ];
    for (const [headers, expected] of cases)
      expect([headers, encoding(await ask("/me", { ...session, ...headers }))]).toEqual([headers, expected]);
  });

  test("leaves a record's entity tag as it is", async () => {
    const id = world.targets.posting.find(({ name }) => name === "published")?.params.id;
    const headers = { authorization: `Bearer ${world.member.token}` };
    const path = `/api/v1/postings/${id}/management`;
    const [plain, packed] = [await ask(path, headers), await ask(path, { ...headers, ...GZIP })];
    expect(packed.headers.get("etag")).toMatch(/^"\d+"$/);
    expect(packed.headers.get("etag")).toBe(plain.headers.get("etag"));
  });
});

describe("a method that an address does not answer", () => {
  const bearer = () => ({ authorization: `Bearer ${world.seeker.token}` });

  test("is refused with those that it does", async () => {
    const answer = await ask("/api/v1/cities", bearer(), "DELETE");
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
    expect(await bodyOf<{ code: string }>(answer, 405)).toMatchObject({
      code: "METHOD_NOT_ALLOWED",
      status: 405,
    });
    const page = await ask("/help", {}, "POST");
    expect([page.status, page.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect(await page.text()).toMatch(/^<!doctype html>/);
    expect((await ask("/sign-out")).headers.get("allow")).toBe("POST");
    expect((await ask("/api/v1/postings", bearer(), "OPTIONS")).status).toBe(405);
  });

  test("comes before the form's token and the body are looked at", async () => {
    const foreign = await ask("/help", { origin: "https://elsewhere.test" }, "PUT");
    expect(foreign.status).toBe(405);
    const typed = await ask("/api/v1/cities", { ...bearer(), "content-type": "text/plain" }, "PATCH");
    expect(typed.status).toBe(405);
  });

  test("on a record: 405 for who may read it, the missing-thing answer for the others", async () => {
    const shown = world.targets.posting.find(({ name }) => name === "published")?.params.id;
    const hidden = world.targets.posting.find(({ name }) => name === "draft")?.params.id;
    for (const base of ["/postings", "/api/v1/postings"]) {
      expect([base, (await ask(`${base}/${shown}`, {}, "PUT")).status]).toEqual([base, 405]);
      for (const id of [hidden, t.services.ids.uuid()])
        expect([base, (await ask(`${base}/${id}`, {}, "PUT")).status]).toEqual([base, 404]);
    }
    expect((await ask(`/postings/${shown}/apply/code`)).status).toBe(405);
    expect((await ask(`/postings/${hidden}/apply/code`)).status).toBe(404);
  });

  test("an address that is not there is missing, whatever the method", async () => {
    for (const method of ["GET", "PUT", "DELETE"])
      for (const path of ["/none", "/api/v1/none"])
        expect([path, (await ask(path, bearer(), method)).status]).toEqual([path, 404]);
  });
});

describe("a slash at the end", () => {
  test("leads to the address without it, with its query", async () => {
    for (const [from, to] of [
      ["/postings/?q=a&city=211400", "/postings?q=a&city=211400"],
      ["/help///", "/help"],
      ["/api/v1/cities/", "/api/v1/cities"],
    ] as const) {
      const answer = await ask(from);
      expect([answer.status, answer.headers.get("location")]).toEqual([308, to]);
    }
    expect((await ask("/help/", {}, "HEAD")).status).toBe(308);
  });

  test("never leads to another host, to nothing, or a form elsewhere", async () => {
    const server = await listen(t.app);
    const away = [
      "//evil.example/",
      "//evil.example/help/",
      "/\\evil.example/",
      "/%2F%2Fevil.example/",
      "/none/",
    ];
    for (const path of away) {
      const answer = await fetch(server.origin + path, { redirect: "manual" });
      expect([path, answer.status, answer.headers.get("location")]).toEqual([path, 404, null]);
    }
    await server.close();
    expect((await ask("/help/", {}, "POST")).status).toBe(404);
  });
});
