import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { TOLD_SCHEMAS, ToldTurn, ToldTurnApplication } from "../../src/fairs/interviews/remote/schema.ts";
import { ToldPlace } from "../../src/fairs/registrations/remote/schema.ts";
import { FairApplication } from "../../src/fairs/reports/remote/schema.ts";
import { certified, readCertificate, Statement } from "../../src/federation/agreements/exit/certificate.ts";
import { Receipt } from "../../src/federation/commands/receipts/receipt.ts";
import { Envelope } from "../../src/federation/commands/receiving/envelope.ts";
import { checkForm } from "../../src/federation/commands/receiving/receive-command.ts";
import {
  openDirectory,
  readBundle,
  readVerifier,
  signingKey,
  verifyRequest,
} from "../../src/federation/index.ts";
import { readPage } from "../../src/federation/pull/index.ts";
import { readManifest, readPart } from "../../src/federation/pull/reading/state.ts";
import { requirePlainNumbers } from "../../src/federation/requests/plain-numbers.ts";
import { readJson } from "../../src/federation/serving/asked.ts";
import { openSealed } from "../../src/peers/index.ts";
import { EMPTY, leafHash, rootOf, verifyEntries } from "../../src/platform/changes/index.ts";
import { makeFixtures } from "./fixtures/make.ts";
import { LOG, ORIGIN } from "./fixtures/public-log.ts";

type Key = { seed: string; verifier: string; kid: string };
type Named = { name: string; valid: boolean };
type Page = Named & { after: number; frontier: string[]; body: string };
type Note = Named & { now: string; note: string };
type Request = Named & {
  now: string;
  method: string;
  url: string;
  body?: string;
  headers: Record<string, string>;
};

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8")) as T;
type State = Named & { manifest: string; part?: number; body?: string };
type Sealed = Named & { kind?: string; jwe: string; value?: unknown };
type Body = Named & { body: string };
type Exit = Named & { statement?: string; note?: string };
type Keys = Record<"root" | "node", Key> & {
  opening: { kid: string; secret: string; publicKey: string };
  exits: Record<string, string>;
};
const keys = read<Keys>("keys.json");
const named = <T extends Named>(file: string) => read<T[]>(file).map((one) => [one.name, one] as const);

/** Returns whether a fixture is accepted. */
const accepts = (work: Promise<unknown>) =>
  work.then(
    () => true,
    (error: unknown) => {
      if (!(error instanceof Error)) throw error;
      return false;
    },
  );

test("the kept fixtures are those that the program makes", async () => {
  for (const [name, content] of Object.entries(await makeFixtures()))
    expect(read(name), name).toEqual(JSON.parse(JSON.stringify(content)));
});

test("the tree of the document's example", async () => {
  const tree = read<{
    headers: string[];
    leafHashes: string[];
    roots: string[];
    tiles: Record<string, string>;
  }>("tree.json");
  expect(tree.headers.map((one) => Buffer.from(leafHash(one)).toString("hex"))).toEqual(tree.leafHashes);
  const verdict = verifyEntries(
    "210900/public/1",
    tree.headers.map((header) => ({ header, payload: null, salt: null })),
  );
  if (!verdict.ok) throw new Error(verdict.fault);
  expect(Buffer.from(rootOf(verdict.frontier)).toString("base64")).toBe(tree.roots[2]);
  const bundle = Buffer.from(tree.tiles["tile/entries/000.p/3"] ?? "", "base64");
  expect(readBundle(bundle)).toEqual(tree.headers);
  const { publicKey } = await signingKey("x", Buffer.from(keys.node.seed, "hex"));
  expect(Buffer.compare(publicKey, readVerifier(keys.node.verifier).publicKey)).toBe(0);
});

const EXPECTED = {
  log: LOG,
  origin: `${ORIGIN}/${LOG}`,
  city: "210900",
  keys: [readVerifier(keys.node.verifier)],
};

describe("pages", () => {
  test.each(named<Page>("pages.json"))("%s", async (_, { valid, after, frontier, body }) => {
    const from = { size: after, hashes: frontier.map((hash) => Buffer.from(hash, "base64")) };
    expect(await accepts(readPage(Buffer.from(body), { ...EXPECTED, from }))).toBe(valid);
  });

  test("each byte of a page changed in turn is refused", async () => {
    const [, sound] = named<Page>("pages.json")[0] ?? expect.fail();
    const bytes = Buffer.from(sound.body);
    const accepted: number[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      if (await accepts(readPage(changed, { ...EXPECTED, from: EMPTY }))) accepted.push(at);
    }
    expect(accepted).toEqual([]);
  });
});

describe("directories", () => {
  test.each(named<Note>("directories.json"))("%s", async (_, { valid, now, note }) => {
    const opened = openDirectory(note, { roots: [keys.root.verifier], now: new Date(now) });
    expect(await accepts(opened)).toBe(valid);
    if (valid) expect((await opened).cities.map(({ city }) => city)).toEqual(["210900"]);
  });
});

describe("requests", () => {
  test.each(named<Request>("requests.json"))(
    "%s",
    async (_, { valid, now, headers, body = "", url, ...request }) => {
      const { publicKey } = readVerifier(keys.node.verifier);
      const findKey = async (id: string) => (id === `210900#${keys.node.kid}` ? { publicKey } : null);
      const received = { ...request, header: (name: string) => headers[name], body: Buffer.from(body) };
      expect(await accepts(verifyRequest(received, { findKey, urlFor: () => url, now: new Date(now) }))).toBe(
        valid,
      );
    },
  );
});

describe("states", () => {
  test.each(named<State>("states.json"))("%s", async (_, { valid, manifest, part, body = "" }) => {
    const reading = readManifest(manifest, EXPECTED);
    if (part === undefined) return expect(await accepts(reading)).toBe(valid);
    const { frontier, parts } = await reading;
    const of = { log: LOG, city: "210900", size: frontier.size, part: parts[part] ?? expect.fail() };
    const work = Promise.resolve().then(() => readPart(Buffer.from(body), of));
    expect(await accepts(work)).toBe(valid);
  });
});

/** Schemas of sealed records by the kinds that fixtures name. */
const MEETING_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  ...TOLD_SCHEMAS,
  queueTurn: ToldTurn,
  turnApplication: ToldTurnApplication,
  fairApplication: FairApplication,
  registrationPlace: ToldPlace,
};

describe("sealed payloads", () => {
  const { kid, ...pair } = keys.opening;
  const bytes = {
    publicKey: Buffer.from(pair.publicKey, "base64"),
    secret: Buffer.from(pair.secret, "hex"),
  };
  test.each(named<Sealed>("sealed.json"))("%s", async (_, { valid, kind, jwe, value }) => {
    const opened = openSealed(jwe, async (id) => (id === kid ? bytes : null)).then((content) => {
      return kind === undefined ? content : MEETING_SCHEMAS[kind]?.parse(content);
    });
    expect(await accepts(opened)).toBe(valid);
    if (valid) expect(await opened).toEqual(value);
  });
});

/** Reads a body as the routes between nodes do. */
const form = async <T>(body: string, schema: z.ZodType<T>): Promise<T> => {
  const { text, value } = readJson(Buffer.from(body));
  requirePlainNumbers(text);
  return schema.parse(value);
};

describe("commands", () => {
  test.each(named<Body>("commands.json"))("%s", async (_, { valid, body }) => {
    const read = form(body, Envelope).then((envelope) => {
      checkForm(envelope);
    });
    expect(await accepts(read)).toBe(valid);
  });
});

describe("receipts", () => {
  test.each(named<Body>("receipts.json"))("%s", async (_, { valid, body }) => {
    expect(await accepts(form(body, Receipt))).toBe(valid);
  });
});

describe("exit certificates", () => {
  const signers = Object.values(keys.exits).map((text) => {
    const key = readVerifier(text);
    return { name: key.name, keys: [key] };
  });
  test.each(named<Exit>("exits.json"))("%s", async (_, { valid, statement, note = "" }) => {
    if (statement !== undefined) return expect(await accepts(form(statement, Statement))).toBe(valid);
    const text = await certified(note, signers);
    expect(text !== null && readCertificate(text.trimEnd()) !== null).toBe(valid);
  });
});
