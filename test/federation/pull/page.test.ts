import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { type NoteSigner, readVerifier } from "../../../src/federation/notes/index.ts";
import { PageFault } from "../../../src/federation/pull/reading/fault.ts";
import { type Expected, type Page, readPage } from "../../../src/federation/pull/reading/page.ts";
import { append, EMPTY, leafHash, payloadDigest } from "../../../src/platform/changes/index.ts";
import {
  CITY,
  checkpointLine,
  type Draft,
  headerText,
  LOG,
  lineOf,
  ORIGIN,
  pageOf,
  signerOf,
  soundPage,
} from "../support/pages.ts";

const FIVE: Draft[] = [
  { payload: { title: "电焊工", pay: 8_000 } },
  { payload: { title: "保安 😀", note: 'a "quoted"\\text' } },
  {},
  { head: { kind: "enterprise", validThrough: "2026-12-30T00:00:00.000Z" }, payload: { name: "厂" } },
  { payload: ["x", { y: [1, 2] }] },
];

let signer: NoteSigner;
let sound: Awaited<ReturnType<typeof soundPage>>;
beforeAll(async () => {
  signer = await signerOf();
  sound = await soundPage(FIVE);
});

const expected = (more: Partial<Expected> = {}): Expected => ({
  log: LOG,
  origin: ORIGIN,
  city: CITY,
  from: EMPTY,
  keys: [signer],
  ...more,
});

const faultOf = async (bytes: Uint8Array, of = expected()): Promise<unknown> =>
  readPage(bytes, of).then(
    () => null,
    (error: unknown) => (error instanceof PageFault ? error.code : error),
  );
/** Returns the fault of a page with this one line, whose root is signed as if the line were sound. */
async function faultOfLine(line: string, headers: readonly string[]): Promise<unknown> {
  return faultOf(pageOf([line, await checkpointLine(headers, [signer])]));
}
const faultOfHeader = (header: string) => faultOfLine(JSON.stringify({ h: header }), [header]);

describe("a sound page", () => {
  test("is read with its tree, texts and values", async () => {
    const page: Page = await readPage(sound.bytes, expected());
    expect(page.frontier.size).toBe(5);
    expect(page.entries.map(({ header }) => header)).toEqual(sound.headers);
    expect(page.entries.map(({ value }) => value)).toEqual(FIVE.map(({ payload }) => payload));
  });

  test("continues the tree that is here, and may be empty", async () => {
    const { frontier } = append(EMPTY, sound.headers.slice(0, 2).map(leafHash));
    const rest = pageOf(sound.lines.slice(2));
    expect((await readPage(rest, expected({ from: frontier }))).entries).toHaveLength(3);
    const whole = append(EMPTY, sound.headers.map(leafHash)).frontier;
    expect((await readPage(pageOf(sound.lines.slice(5)), expected({ from: whole }))).entries).toEqual([]);
  });

  test("may withhold a payload that its header names", async () => {
    const header = headerText(1, FIVE[0] ?? {});
    expect(await faultOfLine(JSON.stringify({ h: header }), [header])).toBeNull();
  });

  test("is read however another program writes its JSON", async () => {
    const [first = {}] = FIVE;
    const header = headerText(1, first).replaceAll(",", " , ");
    const line = JSON.stringify({ h: header }).replace('{"h":', '{ "h" : ').replaceAll("电", "\\u7535");
    expect(await faultOfLine(line, [header])).toBeNull();
  });
});

/** Pages that every implementation of the protocol runs. */
type Fixture = { name: string; valid: boolean; after: number; frontier: string[]; body: string };
const readFixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8"));
const FIXTURES: [string, Fixture][] = readFixture("pages.json").map((one: Fixture) => [one.name, one]);

describe("the fixtures of the protocol", () => {
  test.each(FIXTURES)("%s", async (_, { valid, after, frontier, body }) => {
    const node = readVerifier(readFixture("keys.json").node.verifier);
    const from = { size: after, hashes: frontier.map((hash) => Buffer.from(hash, "base64")) };
    const of = { log: node.name.split("/fed/")[1] ?? "", origin: node.name, city: CITY, from, keys: [node] };
    expect((await faultOf(Buffer.from(body), of)) === null).toBe(valid);
  });
});

describe("a flipped byte", () => {
  test("of a five-line page is always refused, each bit of each byte", async () => {
    const accepted: string[] = [];
    for (let at = 0; at < sound.bytes.length; at += 1)
      for (let bit = 0; bit < 8; bit += 1) {
        const bytes = Buffer.from(sound.bytes);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        if ((await faultOf(bytes)) === null) accepted.push(`${at}.${bit}`);
      }
    expect(accepted).toEqual([]);
  });

  test("in the tail of base64, where it changes no decoded byte, is refused", async () => {
    const [line = ""] = sound.lines;
    const tail = /([A-Za-z0-9+/])==/.exec(JSON.parse(line).s)?.[1] ?? "";
    const other = String.fromCharCode(tail.charCodeAt(0) + 1);
    const flipped = line.replace(`${tail}=="}`, `${other}=="}`);
    expect(flipped).not.toBe(line);
    expect(await faultOf(pageOf([flipped, ...sound.lines.slice(1)]))).toBe("LINE");
  });
});

describe("a page as a whole", () => {
  test("duplicate, truncated and reordered pages are refused", async () => {
    const [one = "", two = "", ...rest] = sound.lines;
    const after = append(EMPTY, sound.headers.map(leafHash)).frontier;
    expect(await faultOf(sound.bytes, expected({ from: after }))).toBe("GAP");
    expect(await faultOf(pageOf(sound.lines.slice(0, 5)))).toBe("CHECKPOINT");
    expect(await faultOf(pageOf([one, ...rest]))).toBe("GAP");
    expect(await faultOf(pageOf([two, one, ...rest]))).toBe("GAP");
    expect(await faultOf(pageOf([one, one, two, ...rest]))).toBe("GAP");
    expect(await faultOf(sound.bytes.subarray(0, -1))).toBe("TEXT");
    expect(await faultOf(pageOf([...sound.lines.slice(0, 4), sound.lines[5] ?? ""]))).toBe("OTHER_SIZE");
    expect(await faultOf(Buffer.from(""))).toBe("TEXT");
    expect(await faultOf(pageOf(["", ...sound.lines]))).toBe("LINE");
  });

  test("wrong root, wrong size, bad signature and an unknown signer alone are refused", async () => {
    const lines = sound.lines.slice(0, 5);
    const signed = async (headers: readonly string[], by: NoteSigner, size?: number) =>
      faultOf(pageOf([...lines, await checkpointLine(headers, [by], size === undefined ? {} : { size })]));
    expect(await signed(["other", ...sound.headers.slice(1)], signer)).toBe("OTHER_ROOT");
    expect(await signed(sound.headers, signer, 6)).toBe("OTHER_SIZE");
    expect(await signed(sound.headers, await signerOf(9))).toBe("UNKNOWN_KEY");
    const note = JSON.parse(sound.lines[5] ?? "").checkpoint as string;
    const [, base64 = ""] = /(\S+)\n$/.exec(note) ?? [];
    const bytes = Buffer.from(base64, "base64");
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    const forged = JSON.stringify({ checkpoint: note.replace(base64, bytes.toString("base64")) });
    expect(await faultOf(pageOf([...lines, forged]))).toBe("SIGNATURE");
    expect(await faultOf(sound.bytes, expected({ keys: [] }))).toBe("UNKNOWN_KEY");
    expect(await faultOf(sound.bytes, expected({ origin: `${ORIGIN}2` }))).toBe("CHECKPOINT");
  });

  test("too many bytes or lines, and bytes that are no text, are refused", async () => {
    expect(await faultOf(Buffer.alloc(5_010_001, "x"))).toBe("SIZE");
    expect(await faultOf(pageOf(Array.from({ length: 502 }, () => "{}")))).toBe("SIZE");
    expect(await faultOf(Buffer.from([0xff, 0x0a]))).toBe("TEXT");
  });
});

describe("a signed lie", () => {
  test("another log, another city's record and a gap are refused", async () => {
    expect(await faultOfHeader(headerText(1, { head: { log: "210900/public/2" } }))).toBe("OTHER_LOG");
    expect(await faultOfHeader(headerText(1, { head: { home: "211400" } }))).toBe("OTHER_HOME");
    expect(await faultOfHeader(headerText(2, {}))).toBe("GAP");
  });

  test.each([
    ["a version of the format", { v: 2 }],
    ["an unknown member", { extra: 1 }],
    ["a number above 2^53", { seq: 2 ** 53 }],
    ["a revision above 2^31", { rev: 2 ** 31 }],
    ["a fraction", { rev: 1.5 }],
    ["a negative number", { rev: -1 }],
    ["a text for a number", { schema: "1" }],
    ["a nested value", { agreement: { a: 1 } }],
    ["an unknown operation", { op: "drop" }],
    ["an id with a space", { id: "a b" }],
    ["an id with a control character", { id: "a\u0000" }],
    ["a city that is none", { home: "21090" }],
    ["a time that is none", { at: "2026-13-40T03:00:00.000Z" }],
    ["a day that its month does not have", { at: "2026-02-30T03:00:00.000Z" }],
    ["a leap day of another year", { at: "2026-02-29T03:00:00.000Z" }],
    ["an hour that no day has", { at: "2026-02-20T24:00:00.000Z" }],
    ["the year 0", { at: "0000-02-20T03:00:00.000Z" }],
    ["a digest that is not canonical", { payloadDigest: `${"A".repeat(42)}B=` }],
    ["a missing member", { kind: undefined }],
  ])("a header with %s is refused", async (_what, head) => {
    expect(await faultOfHeader(headerText(1, { head }))).toBe("HEADER");
  });

  test("a doubled member, a header that is too long or no object is refused", async () => {
    const header = headerText(1, {});
    for (const seq of ["1.0", "1e0", "1E0"])
      expect(await faultOfHeader(header.replace('"seq":1', `"seq":${seq}`)), seq).toBe("HEADER");
    for (const sound of [
      header.replace('"seq":1', '"seq" : 1'),
      headerText(1, { head: { at: "2028-02-29T23:59:59.999Z" } }),
    ])
      expect(await faultOfHeader(sound)).not.toBe("HEADER");
    expect(await faultOfHeader(header.replace("{", '{"rev":9,'))).toBe("HEADER");
    expect(await faultOfHeader(header.replace("{", '{"\\u0072ev":9,'))).toBe("HEADER");
    expect(await faultOfHeader(`${header}${" ".repeat(65_536 - header.length)}`)).toBe("HEADER");
    for (const other of ["[]", "null", "1", '"x"', "{", ""])
      expect(await faultOfHeader(other)).toBe("HEADER");
  });

  test("a line with other members, a doubled one or half a payload is refused", async () => {
    const header = headerText(1, FIVE[0] ?? {});
    const line = lineOf(1, FIVE[0] ?? {});
    const { p, s } = JSON.parse(line);
    const faulty = [
      JSON.stringify({ h: header, p }),
      JSON.stringify({ h: header, s }),
      JSON.stringify({ h: header, p, s: s.replace("==", "") }),
      JSON.stringify({ h: header, p, s: Buffer.alloc(15).toString("base64") }),
      JSON.stringify({ h: header, p, s, x: 1 }),
      line.replace("{", '{"h":"",'),
      line.replace("{", '{"\\u0068":"",'),
      JSON.stringify({ h: [header] }),
      JSON.stringify({ p, s }),
      `${"[".repeat(1_000)}${"]".repeat(1_000)}`,
      "null",
    ];
    for (const text of faulty) expect(await faultOfLine(text, [header]), text.slice(0, 60)).toBe("LINE");
  });

  test("a payload of another digest, 1,000 levels deep, or no JSON is refused", async () => {
    const salt = new Uint8Array(16).fill(7);
    const header = headerText(1, FIVE[0] ?? {});
    const s = Buffer.from(salt).toString("base64");
    expect(await faultOfLine(JSON.stringify({ h: header, p: "{}", s }), [header])).toBe("DIGEST");
    const none = headerText(1, {});
    expect(await faultOfLine(JSON.stringify({ h: none, p: "{}", s }), [none])).toBe("DIGEST");
    for (const text of [`${"[".repeat(1_000)}${"]".repeat(1_000)}`, "{", "", '{"a":}']) {
      const own = headerText(1, { head: { payloadDigest: payloadDigest(salt, text) } });
      expect(await faultOfLine(JSON.stringify({ h: own, p: text, s }), [own])).toBe("PAYLOAD");
    }
    const wide = JSON.stringify(Array.from({ length: 500 }, () => ({})));
    const own = headerText(1, { head: { payloadDigest: payloadDigest(salt, wide) } });
    expect(await faultOfLine(JSON.stringify({ h: own, p: wide, s }), [own])).toBeNull();
  });

  test("a line of two million escapes is read", async () => {
    const salt = new Uint8Array(16).fill(7);
    const text = `["${'\\"'.repeat(600_000)}"]`;
    const own = headerText(1, { head: { payloadDigest: payloadDigest(salt, text) } });
    const s = Buffer.from(salt).toString("base64");
    for (const line of [
      { h: own, p: text, s },
      { s, p: text, h: own },
    ])
      expect(await faultOfLine(JSON.stringify(line), [own])).toBeNull();
  });

  test("a text with half a character is refused", async () => {
    const header = headerText(1, {});
    expect(await faultOfLine(JSON.stringify({ h: `${header}\ud800` }), [header])).toBe("LINE");
  });
});
