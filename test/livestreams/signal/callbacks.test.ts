import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createApp } from "../../../src/app.ts";
import { databaseNow } from "../../../src/platform/core/store.ts";
import { NGINX, type Raw, SRS, TENCENT } from "./fixtures.ts";
import { openSignals, STREAMS } from "./world.ts";

let world: Awaited<ReturnType<typeof openSignals>>;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  world = await openSignals();
  app = createApp({ servicesOf: () => world.services });
});
afterAll(() => world.database.drop());

type Server = "nginx" | "srs" | "tencent";
let id = "";
let name = "";
let key = "";
async function opened(server: Server) {
  world.services.config.streams = { ...STREAMS, server };
  id = await world.livestream();
  ({ name, key } = await world.serverSource(id));
}

const SECRET = `?secret=${STREAMS.secret}`;
const post = async (path: string, type: string, body: string) => {
  const headers = { "content-type": type };
  const answer = await app.request(`/callbacks/streams/${path}`, { method: "POST", headers, body });
  return answer.status;
};
const form = (raw: Raw, more = "") =>
  `${Object.entries(raw)
    .map(([field, value]) => `${field}=${encodeURIComponent(value)}`)
    .join("&")}${more}`;
const open = async () =>
  (await world.takes(id)).filter(({ reason }) => reason === null).map(({ client }) => client);

describe("callbacks of nginx", () => {
  beforeEach(() => opened("nginx"));
  const publish = (client: number | string, more = "", query = SECRET) =>
    post(
      `nginx/publish${query}`,
      "application/x-www-form-urlencoded",
      form({ ...NGINX, name, clientid: client, k: key }, more),
    );
  const unpublish = (client: number | string, more = "", query = SECRET) =>
    post(
      `nginx/unpublish${query}`,
      "application/x-www-form-urlencoded",
      form({ ...NGINX, call: "publish_done", name, clientid: client, k: key }, more),
    );

  test("let a publisher in and out", async () => {
    expect(await publish(1)).toBe(200);
    expect(await open()).toEqual(["1"]);
    expect(await unpublish(1)).toBe(200);
    expect(await open()).toEqual([]);
  });

  test("without the secret, or with another one, do nothing", async () => {
    for (const query of ["", "?secret=", `?secret=${"x".repeat(STREAMS.secret.length)}`, `${SECRET}x`])
      expect([query, await publish(1, "", query)]).toEqual([query, 401]);
    await publish(1);
    for (const query of ["", `${SECRET}x`]) expect(await unpublish(1, "", query)).toBe(401);
    expect(await open()).toEqual(["1"]);
  });

  test.each([
    "&name=other",
    "&k=x",
    "&clientid=9",
    `&secret=${STREAMS.secret}`,
    "&call=publish",
    "&%6Eame=x",
  ])("with a field twice are refused: %s", async (more) => {
    expect(await publish(1, more)).toBe(422);
    expect(await open()).toEqual([]);
    await publish(2);
    expect(await unpublish(2, more)).toBe(422);
    expect(await open()).toEqual(["2"]);
  });

  test("of a refused second publisher end nothing", async () => {
    expect([await publish(1), await publish(2), await unpublish(2)]).toEqual([200, 403, 200]);
    expect(await open()).toEqual(["1"]);
  });

  test("reach only the address of their own event and server", async () => {
    const body = form({ ...NGINX, name, k: key });
    const type = "application/x-www-form-urlencoded";
    expect(await post(`nginx/unpublish${SECRET}`, type, body)).toBe(403);
    expect(await post(`srs/publish${SECRET}`, type, body)).toBe(401);
    expect(await post(`tencent/publish${SECRET}`, type, body)).toBe(401);
    expect(await post(`nginx/other${SECRET}`, type, body)).toBe(404);
    expect(await open()).toEqual([]);
  });
});

describe("callbacks of SRS, as its documents say", () => {
  beforeEach(() => opened("srs"));
  const send = (event: "publish" | "unpublish", more: Raw = {}, query = SECRET) =>
    post(
      `srs/${event}${query}`,
      "application/json",
      JSON.stringify({ ...SRS, action: `on_${event}`, stream: name, param: `?k=${key}`, ...more }),
    );

  test("let a publisher in and out, and no second one", async () => {
    expect(await send("publish")).toBe(200);
    expect(await send("publish", { client_id: "another" })).toBe(403);
    expect(await send("unpublish", { client_id: "another" })).toBe(200);
    expect(await open()).toEqual([SRS.client_id]);
    expect(await send("unpublish")).toBe(200);
    expect(await open()).toEqual([]);
  });

  test("with a wrong key, a field twice or no secret are refused", async () => {
    expect(await send("publish", { param: `?k=${"x".repeat(22)}` })).toBe(403);
    expect(await send("publish", {}, "")).toBe(401);
    const twice = JSON.stringify({ ...SRS, stream: name, param: `?k=${key}` }).replace("{", `{"stream":"x",`);
    expect(await post(`srs/publish${SECRET}`, "application/json", twice)).toBe(422);
    expect(await open()).toEqual([]);
  });
});

describe("callbacks of 腾讯云直播, as its documents say", () => {
  beforeEach(() => opened("tencent"));
  const nextLook = async () =>
    (
      await world.database.db
        .selectFrom("livestreamSource")
        .select("nextLookAt")
        .where("livestreamId", "=", id)
        .executeTakeFirstOrThrow()
    ).nextLookAt;
  const later = new Date("2100-01-01T00:00:00Z");
  const rest = () =>
    world.database.db
      .updateTable("livestreamSource")
      .set({ nextLookAt: later })
      .where("livestreamId", "=", id)
      .execute();
  const send = async (event: "publish" | "unpublish", { ageS = 0, secret = STREAMS.secret } = {}) => {
    const now = await databaseNow(world.database.db);
    const t = Math.floor(now.getTime() / 1_000) + 600 - ageS;
    const sign = createHash("md5").update(`${secret}${t}`).digest("hex");
    const body = { ...TENCENT, event_type: event === "publish" ? 1 : 0, stream_id: name, t, sign };
    return post(`tencent/${event}`, "application/json", JSON.stringify(body));
  };

  test("only make the next look come at once: their signature proves no body", async () => {
    for (const event of ["publish", "unpublish"] as const) {
      await rest();
      expect(await send(event)).toBe(200);
      expect((await nextLook()).getTime()).toBeLessThan(later.getTime());
    }
    expect(await world.takes(id)).toEqual([]);
  });

  test("that are too old, or signed by another key, do nothing", async () => {
    await rest();
    expect(await send("publish", { ageS: 700 })).toBe(401);
    expect(await send("publish", { secret: "another" })).toBe(401);
    expect(await nextLook()).toEqual(later);
  });

  test("of a program whose own clock is a day off are taken by the database's clock", async () => {
    await world.database.travel("1 day");
    expect(await send("publish")).toBe(200);
    await world.database.travel("-1 day");
  });
});
