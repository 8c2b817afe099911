import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAM_SERVERS } from "../../../src/livestreams/signal/servers/index.ts";
import { md5 } from "../../../src/livestreams/signal/servers/md5.ts";
import type { StreamServer } from "../../../src/livestreams/signal/servers/server.ts";
import { fieldsOf, KEY, NAME, NGINX, type Raw, SRS, TENCENT } from "./fixtures.ts";

type Fixture = {
  server: StreamServer;
  publish: Raw;
  unpublish: Raw;
  client: string;
  name: string;
  sender: string;
};
const FIXTURES: readonly Fixture[] = [
  {
    server: STREAM_SERVERS.nginx,
    publish: NGINX,
    unpublish: { ...NGINX, call: "publish_done" },
    client: "2",
    name: "name",
    sender: "clientid",
  },
  {
    server: STREAM_SERVERS.srs,
    publish: SRS,
    unpublish: { ...SRS, action: "on_unpublish" },
    client: "341w361a",
    name: "stream",
    sender: "client_id",
  },
  {
    server: STREAM_SERVERS.tencent,
    publish: TENCENT,
    unpublish: { ...TENCENT, event_type: 0, push_duration: 1_000 },
    client: "6674468118806626493",
    name: "stream_id",
    sender: "sequence",
  },
];

describe.each(FIXTURES)(
  "callbacks of $server.kind",
  ({ server, publish, unpublish, client, name, sender }) => {
    test("name the stream and the one connection", () => {
      const key = server.asks ? KEY : "";
      expect(server.publish(fieldsOf(publish))).toEqual({ name: NAME, client, key });
      expect(server.unpublish(fieldsOf(unpublish))).toEqual({ name: NAME, client });
    });

    test("are read for their own event alone", () => {
      expect(server.publish(fieldsOf(unpublish))).toBeNull();
      expect(server.unpublish(fieldsOf(publish))).toBeNull();
      expect([server.publish(new Map()), server.unpublish(new Map())]).toEqual([null, null]);
    });

    test.each(["", "../etc", "A".repeat(16), "a".repeat(17), "a b", "名".repeat(16)])(
      "refuse the name %j",
      (bad) => {
        expect(server.publish(fieldsOf({ ...publish, [name]: bad }))).toBeNull();
        expect(server.unpublish(fieldsOf({ ...unpublish, [name]: bad }))).toBeNull();
      },
    );

    test.each(["", "a b", "x".repeat(65), "';--"])("refuse the connection %j", (bad) => {
      expect(server.publish(fieldsOf({ ...publish, [sender]: bad }))).toBeNull();
      expect(server.unpublish(fieldsOf({ ...unpublish, [sender]: bad }))).toBeNull();
    });

    test("the stream key carries the public name, and the playlist that name alone", () => {
      const streamKey = server.streamKey({ name: NAME, key: KEY, pushKey: "push", endsAt: new Date(0) });
      expect(streamKey.startsWith(`${NAME}?`)).toBe(true);
      expect(server.playlistPath(NAME)).toBe(`${NAME}.m3u8`);
    });
  },
);

describe("keys", () => {
  test("come once and have the length of a key", () => {
    for (const param of ["", "?", "?k=", `?k=${KEY}&k=${KEY}`, `?k=${KEY}x`, `?other=${KEY}`])
      expect(STREAM_SERVERS.srs.publish(fieldsOf({ ...SRS, param }))).toBeNull();
    const { k: _, ...without } = NGINX;
    expect(STREAM_SERVERS.nginx.publish(fieldsOf(without))).toBeNull();
    expect(STREAM_SERVERS.nginx.publish(fieldsOf({ ...NGINX, k: `${KEY}=` }))).toBeNull();
  });
});

describe("the signature of a callback of 腾讯云直播", () => {
  const SECRET = "a-key-of-callbacks";
  const { proves } = STREAM_SERVERS.tencent;
  const nowMs = 1_796_000_000_000;
  const signed = (t: number | string, more: Raw = {}) =>
    fieldsOf({ ...TENCENT, t, sign: createHash("md5").update(`${SECRET}${t}`).digest("hex"), ...more });

  test("is MD5 of key and time, and covers no other field", () => {
    expect(proves?.(signed(1_796_000_600), SECRET, nowMs)).toBe(true);
    expect(proves?.(signed(1_796_000_600), "another-key", nowMs)).toBe(false);
    expect(proves?.(signed(1_796_000_600, { sign: "" }), SECRET, nowMs)).toBe(false);
    const forged = signed(1_796_000_600, { stream_id: "0".repeat(16), event_type: 0 });
    expect(proves?.(forged, SECRET, nowMs)).toBe(true);
    expect(STREAM_SERVERS.tencent.asks).toBe(false);
  });

  test("is no longer one once its time has passed, and not before", () => {
    for (const t of [1_795_999_000, 1_796_100_000, "", "abc", "17960006000", "-1796000600"])
      expect([t, proves?.(signed(t), SECRET, nowMs)]).toEqual([t, false]);
  });

  test("of a push address is MD5 of key, name and time in hexadecimal digits", () => {
    const endsAt = new Date(0x6a00_0000 * 1_000);
    const until = (0x6a00_0000 + 7_200).toString(16).toUpperCase();
    const sign = createHash("md5").update(`push${NAME}${until}`).digest("hex");
    const streamKey = STREAM_SERVERS.tencent.streamKey({ name: NAME, key: KEY, pushKey: "push", endsAt });
    expect(streamKey).toBe(`${NAME}?txSecret=${sign}&txTime=${until}`);
  });
});

test("MD5 is that of every other program", () => {
  expect(md5("")).toBe("d41d8cd98f00b204e9800998ecf8427e");
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 130 }),
    fc.string({ minLength: 50, maxLength: 70 }),
  );
  fc.assert(
    fc.property(text, (one) => {
      expect(md5(one)).toBe(createHash("md5").update(one).digest("hex"));
    }),
    { numRuns: 40 },
  );
});
