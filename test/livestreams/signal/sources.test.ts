import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { takePublish } from "../../../src/livestreams/signal/callbacks/take-callbacks.ts";
import { readSources, shownSources } from "../../../src/livestreams/signal/sources/read-sources.ts";
import { reissueKey } from "../../../src/livestreams/signal/sources/reissue-key.ts";
import { removeLink } from "../../../src/livestreams/signal/sources/remove-link.ts";
import { setLink } from "../../../src/livestreams/signal/sources/set-link.ts";
import { setSource } from "../../../src/livestreams/signal/sources/set-source.ts";
import { takeDue } from "../../../src/livestreams/signal/store/looks.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { AppError } from "../../../src/platform/core/errors.ts";
import { sha256 } from "../../../src/platform/core/vault.ts";
import { visitor } from "../../factories/actors.ts";
import { code, fields } from "../../support/refusals.ts";
import { openSignals, STREAMS } from "./world.ts";

let world: Awaited<ReturnType<typeof openSignals>>;
beforeAll(async () => {
  world = await openSignals();
});
afterAll(() => world.database.drop());

const PLAYLIST = "https://pictures.test/live/index.m3u8";
const DOUYIN = "https://live.douyin.com/123456";
const withServer = (ctx: RequestContext, server: "nginx" | "srs" | "tencent"): RequestContext => ({
  ...ctx,
  config: { ...ctx.config, streams: { ...STREAMS, server } },
});

/** One kind of source: how it is set, and what viewers get of it. `looked`: its picture is looked at. */
type Kind = {
  name: string;
  looked: boolean;
  set(ctx: RequestContext, livestreamId: string): Promise<unknown>;
  shown: RegExp;
  ctxOf(ctx: RequestContext): RequestContext;
};
const server = (name: "nginx" | "srs" | "tencent"): Kind => ({
  name,
  looked: true,
  set: (ctx, livestreamId) => setSource(withServer(ctx, name), { livestreamId, kind: "server" }),
  shown: /^http:\/\/127\.0\.0\.1:1\/hls\/[0-9a-z]{16}\.m3u8$/,
  ctxOf: (ctx) => withServer(ctx, name),
});
const KINDS: readonly Kind[] = [
  {
    name: "address",
    looked: true,
    set: (ctx, livestreamId) => setSource(ctx, { livestreamId, kind: "address", url: PLAYLIST }),
    shown: new RegExp(`^${PLAYLIST}$`),
    ctxOf: (ctx) => ctx,
  },
  server("nginx"),
  server("srs"),
  server("tencent"),
  {
    name: "link",
    looked: false,
    set: (ctx, livestreamId) => setLink(ctx, { livestreamId, platform: "douyin", url: DOUYIN }),
    shown: new RegExp(`^${DOUYIN}$`),
    ctxOf: (ctx) => ctx,
  },
];

describe.each(KINDS)("a source of the kind $name", ({ set, shown, looked, ctxOf }) => {
  const addressOf = async (id: string) => {
    const found = (await shownSources(ctxOf(world.ctx), [id])).get(id);
    return found?.playlist ?? found?.links[0]?.url ?? null;
  };

  test("is set by an officer of the home city and by nobody else", async () => {
    const id = await world.livestream();
    for (const ctx of [world.neighbour, visitor(world.services)])
      expect(await code(set(ctx, id))).toBe("NOT_FOUND");
    expect(await code(set(world.union, world.services.ids.uuid()))).toBe("NOT_FOUND");
    expect(await addressOf(id)).toBeNull();
    await set(world.union, id);
    expect(await addressOf(id)).toMatch(shown);
  });

  test("is not set for a livestream that is cancelled or long over", async () => {
    const cancelled = await world.livestream({ status: "cancelled" });
    const over = await world.livestream({ startsInMin: -300, lastsMin: 60 });
    expect(await code(set(world.union, cancelled))).toBe("LIVESTREAM_STATE");
    expect(await code(set(world.union, over))).toBe("LIVESTREAM_STATE");
  });

  test("shows viewers an address and never a secret", async () => {
    const id = await world.livestream();
    const answer = await set(world.union, id);
    const ctx = ctxOf(world.union);
    const told = JSON.stringify([await readSources(ctx, { livestreamId: id }), await addressOf(id)]);
    const key = /[?&](?:k|txSecret)=([^&"]+)/.exec(JSON.stringify(answer) ?? "")?.[1];
    if (key) expect(told).not.toContain(key);
    for (const secret of [STREAMS.secret, STREAMS.pushKey ?? "", "keyHash"])
      expect(told).not.toContain(secret);
    const audit = await world.database.db
      .selectFrom("audit")
      .select(["action", "detail"])
      .where("subjectId", "=", id)
      .execute();
    expect(audit).toHaveLength(1);
    if (key) expect(JSON.stringify(audit)).not.toContain(key);
  });

  test("says nothing of a signal before a look, and is looked at only where there is a picture", async () => {
    await world.database.db.deleteFrom("livestreamSource").execute();
    const id = await world.livestream();
    await set(world.union, id);
    expect(await world.signal(id)).toBeUndefined();
    expect(await world.takes(id)).toEqual([]);
    expect(await takeDue(world.database.db, 10)).toHaveLength(looked ? 1 : 0);
  });

  test("set again replaces the former one of its kind, and none beside it", async () => {
    const id = await world.livestream();
    await setLink(world.union, {
      livestreamId: id,
      platform: "kuaishou",
      url: "https://live.kuaishou.com/u/1",
    });
    await set(world.union, id);
    await set(world.union, id);
    const { links, main } = await readSources(ctxOf(world.union), { livestreamId: id });
    expect(links.map(({ platform }) => platform)).toEqual(looked ? ["kuaishou"] : ["douyin", "kuaishou"]);
    expect(main !== null).toBe(looked);
  });
});

describe("an address", () => {
  test.each([
    "",
    "pictures",
    "/etc/passwd",
    "file:///etc/passwd",
    "https://user:secret@pictures.test/a.m3u8",
  ])("%j is refused", async (url) => {
    const livestreamId = await world.livestream();
    expect(await code(setSource(world.union, { livestreamId, kind: "address", url }).catch(invalid))).toBe(
      "INVALID_INPUT",
    );
  });

  test("without TLS is refused in production", async () => {
    const livestreamId = await world.livestream();
    const config = { ...world.union.config, production: true };
    const url = "http://pictures.test/a.m3u8";
    const set = setSource({ ...world.union, config }, { livestreamId, kind: "address", url });
    expect(await fields(set)).toEqual(["url:WITHOUT_TLS"]);
  });

  test("in place of a server ends its take and its name", async () => {
    const id = await world.livestream();
    const { name, key } = await world.serverSource(id);
    await takePublish(world.ctx, { asks: true }, { name, key, client: "7" });
    await setSource(world.union, { livestreamId: id, kind: "address", url: PLAYLIST });
    expect(await world.takes(id)).toMatchObject([{ reason: "source" }]);
    expect(await takePublish(world.ctx, { asks: true }, { name, key, client: "8" })).toBe("wrongKey");
  });
});

/** Zod refuses before the verb does; both are the same answer at the door. */
function invalid(error: unknown): never {
  throw error instanceof AppError ? error : new AppError("INVALID_INPUT");
}

describe("keys", () => {
  const keyOf = (url: string) => /\?k=([\w-]{22})$/.exec(url)?.[1] ?? "";

  test("are 128 bits, stored as a hash, and differ", async () => {
    const [one, other] = [await world.livestream(), await world.livestream()];
    const { push } = await setSource(world.union, { livestreamId: one, kind: "server" });
    const second = await setSource(world.union, { livestreamId: other, kind: "server" });
    const key = keyOf(push?.url ?? "");
    expect(Buffer.from(key, "base64url")).toHaveLength(16);
    expect(key).not.toBe(keyOf(second.push?.url ?? ""));
    expect(push?.url).toBe(`${push?.server}/${push?.streamKey}`);
    const row = await world.database.db
      .selectFrom("livestreamSource")
      .selectAll()
      .where("livestreamId", "=", one)
      .executeTakeFirstOrThrow();
    expect(row.keyHash).toEqual(await sha256(key));
    expect(JSON.stringify(row)).not.toContain(key);
  });

  test("made anew end the former key and its take, and keep the name", async () => {
    const id = await world.livestream();
    const { push } = await setSource(world.union, { livestreamId: id, kind: "server" });
    const [name = ""] = (push?.streamKey ?? "").split("?");
    const former = { name, key: keyOf(push?.url ?? "") };
    expect(await takePublish(world.ctx, { asks: true }, { ...former, client: "1" })).toBe("accepted");
    const next = await reissueKey(world.union, { livestreamId: id });
    expect(next.streamKey.startsWith(`${name}?`)).toBe(true);
    expect(await world.takes(id)).toMatchObject([{ reason: "key" }]);
    expect(await takePublish(world.ctx, { asks: true }, { ...former, client: "2" })).toBe("wrongKey");
    const current = { name, key: keyOf(next.url) };
    expect(await takePublish(world.ctx, { asks: true }, { ...current, client: "3" })).toBe("accepted");
  });

  test("made anew change the name where the server does not ask who publishes", async () => {
    const id = await world.livestream();
    const ctx = withServer(world.union, "tencent");
    const { push } = await setSource(ctx, { livestreamId: id, kind: "server" });
    const next = await reissueKey(ctx, { livestreamId: id });
    expect(next.streamKey.split("?")[0]).not.toBe(push?.streamKey.split("?")[0]);
  });

  test("are made by an officer of the home city alone, and only for the own server", async () => {
    const id = await world.livestream();
    expect(await code(reissueKey(world.union, { livestreamId: id }))).toBe("NOT_FOUND");
    await setSource(world.union, { livestreamId: id, kind: "server" });
    expect(await code(reissueKey(world.neighbour, { livestreamId: id }))).toBe("NOT_FOUND");
    const none = { ...world.union, config: { ...world.union.config, streams: null } };
    expect(await fields(setSource(none, { livestreamId: id, kind: "server" }))).toEqual(["kind:NO_SERVER"]);
  });
});

describe("links", () => {
  test.each([
    ["douyin", "http://live.douyin.com/1"],
    ["douyin", "https://live.douyin.com.evil.test/1"],
    ["douyin", "https://live.douyin.com@evil.test/1"],
    ["douyin", "https://evil.test/live.douyin.com"],
    ["douyin", "https://live.douyin.com:8443/1"],
    ["douyin", "javascript:alert(1)//live.douyin.com"],
    ["douyin", "https://v.douyin.com/1 复制此链接"],
    ["kuaishou", "https://live.douyin.com/1"],
    ["shipinhao", "https://mp.weixin.qq.com/s/x"],
  ] as const)("of %s to %s are refused", async (platform, url) => {
    const livestreamId = await world.livestream();
    expect(await fields(setLink(world.union, { livestreamId, platform, url }))).toEqual([
      "url:NOT_OF_PLATFORM",
    ]);
  });

  test("are one for each platform, which officers of the home city set and remove", async () => {
    const livestreamId = await world.livestream();
    const there = { livestreamId, platform: "douyin" } as const;
    expect(await code(setLink(world.neighbour, { ...there, url: DOUYIN }))).toBe("NOT_FOUND");
    await setLink(world.union, { ...there, url: DOUYIN });
    await setLink(world.union, { ...there, url: `${DOUYIN}7` });
    const second = { livestreamId, platform: "kuaishou" } as const;
    await setLink(world.union, { ...second, url: "https://live.kuaishou.com/1" });
    const links = async () => (await readSources(world.union, { livestreamId })).links;
    expect(await links()).toEqual([
      { platform: "douyin", url: `${DOUYIN}7` },
      { platform: "kuaishou", url: "https://live.kuaishou.com/1" },
    ]);
    await removeLink(world.union, there);
    expect((await links()).length).toBe(1);
    expect(await code(removeLink(world.union, there))).toBe("NOT_FOUND");
    expect(await code(removeLink(world.union, second))).toBe("LIVESTREAM_INCOMPLETE");
    const over = await world.livestream({ startsInMin: -300, lastsMin: 60 });
    expect(await code(setLink(world.union, { ...there, livestreamId: over, url: DOUYIN }))).toBe(
      "LIVESTREAM_STATE",
    );
  });
});
