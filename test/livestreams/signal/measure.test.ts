import { expect, test } from "vitest";
import { openMeasure } from "../../../src/livestreams/signal/probe/measure.ts";
import { type Outbound, OutboundError, type Outgoing } from "../../../src/platform/outbound/index.ts";

const OWN = "http://127.0.0.1:8081";
const FAR = "https://pictures.test";
const segmentOf = (uri: string, more = {}) => ({
  uri,
  path: uri,
  durationS: 2,
  discontinuity: false,
  gap: false,
  ...more,
});
type Options = { address?: string; bandwidth?: number | null; segments?: ReturnType<typeof segmentOf>[] };
const seenOf = ({
  address = `${FAR}/live/a.m3u8`,
  bandwidth = null,
  segments = [segmentOf("9.ts")],
}: Options = {}) => ({
  playlist: {
    kind: "media" as const,
    targetS: 2,
    sequence: 0,
    discontinuities: 0,
    ended: false,
    segments,
  },
  address,
  bandwidth,
});

const asked: { url: string; by: string; request: Outgoing }[] = [];
/** A server that answers each call with these headers. */
const server =
  (by: string, headers: Record<string, string>, status = 200): Outbound =>
  async (url, request) => {
    asked.push({ url, by, request });
    return { status, headers, body: new Uint8Array() };
  };
const measureWith = (headers: Record<string, string>, status?: number) =>
  openMeasure({
    outside: server("outside", headers, status),
    own: server("own", headers, status),
    ownOrigins: [OWN],
  });
const HEADERS = {
  "content-length": "312500",
  date: "Mon, 30 Nov 2026 12:00:05 GMT",
  "last-modified": "Mon, 30 Nov 2026 12:00:04 GMT",
};

test("one HEAD of the newest fragment tells bits a second and the delay", async () => {
  asked.length = 0;
  const segments = [segmentOf("8.ts"), segmentOf("9.ts"), segmentOf("10.ts", { gap: true })];
  // The fragment of two seconds, two more that a player stays behind, and its age of one second.
  expect(await measureWith(HEADERS)(seenOf({ segments }))).toEqual({ delayMs: 7_000, bitrateKbps: 1_250 });
  expect(asked).toMatchObject([{ url: `${FAR}/live/9.ts`, by: "outside", request: { method: "HEAD" } }]);
});

test("a source with several qualities says its bitrate itself", async () => {
  expect(await measureWith(HEADERS)(seenOf({ bandwidth: 2_400_000 }))).toMatchObject({ bitrateKbps: 2_400 });
});

test("what a server does not tell is unknown, and never a number", async () => {
  const unknown = { delayMs: 6_000, bitrateKbps: null };
  expect(await measureWith({})(seenOf())).toEqual(unknown);
  expect(await measureWith(HEADERS, 404)(seenOf())).toEqual(unknown);
  expect(await measureWith({ "content-length": "-3", date: "then" })(seenOf())).toEqual(unknown);
  const part = [segmentOf("all.ts", { path: "all.ts#1000@0" })];
  expect(await measureWith(HEADERS)(seenOf({ segments: part }))).toMatchObject({ bitrateKbps: null });
  const old = { ...HEADERS, "last-modified": "Mon, 30 Nov 2020 12:00:04 GMT" };
  expect(await measureWith(old)(seenOf())).toMatchObject({ delayMs: 6_000 });
  expect(await measureWith(HEADERS)(seenOf({ segments: [] }))).toEqual({ delayMs: null, bitrateKbps: null });
  const failing: Outbound = async () => {
    throw new OutboundError("TOO_SLOW");
  };
  const slow = openMeasure({ outside: failing, own: failing, ownOrigins: [OWN] });
  expect(await slow(seenOf())).toEqual(unknown);
});

test("a strange playlist does not lead to the own server, nor the own one to a strange one", async () => {
  asked.length = 0;
  await measureWith(HEADERS)(seenOf({ segments: [segmentOf(`${OWN}/control/drop`)] }));
  await measureWith(HEADERS)(seenOf({ address: `${OWN}/hls/a.m3u8`, segments: [segmentOf(`${FAR}/9.ts`)] }));
  await measureWith(HEADERS)(seenOf({ segments: [segmentOf("http://[broken")] }));
  expect(asked).toEqual([]);
  await measureWith(HEADERS)(seenOf({ address: `${OWN}/hls/a.m3u8` }));
  expect(asked).toMatchObject([{ by: "own", url: `${OWN}/hls/9.ts` }]);
});
