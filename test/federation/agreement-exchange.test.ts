import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  activateAgreement,
  narrowAgreement,
  pullAgreements,
  pushAgreement,
  readAgreement,
} from "../../src/federation/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { OutboundError } from "../../src/platform/outbound/index.ts";
import { agreementOf, knowCities, partyOf, signedBy } from "../factories/agreements.ts";
import { FIRST, HOME, NEIGHBOUR, twoAgreements } from "../factories/cities.ts";
import { type TestApp, testApp } from "../support/app.ts";

const OTHERS = FIRST.cities.filter((city) => city !== HOME);
/** Nodes by address. A missing one is down. */
const network = new Map<string, TestApp>();

async function openNode(hosted: readonly string[]): Promise<TestApp> {
  const t = await testApp({
    parts: {
      async outbound(url, { method = "GET", headers = {}, body }) {
        const { origin, pathname } = new URL(url);
        const to = network.get(origin);
        if (!to) throw new OutboundError("UNREACHABLE");
        const answer = await to.app.request(pathname, {
          method,
          headers,
          ...(body !== undefined && { body: String(body) }),
        });
        const bytes = new Uint8Array(await answer.arrayBuffer());
        return { status: answer.status, headers: Object.fromEntries(answer.headers), body: bytes };
      },
    },
  });
  await twoAgreements(t.services.db);
  await sql`update city set hosted = (code = any(${[...hosted]}::text[]))`.execute(t.services.db);
  await knowCities(t.services, hosted);
  return t;
}

const addressOf = async (city: string) => (await partyOf(city)).url;
const ctxOf = (t: TestApp) => systemContext(t.services, "test");
const gives = async (t: TestApp) => {
  const { rows } = await sql<{ gives: boolean }>`
    select app.gives(${HOME}, ${[NEIGHBOUR]}::text[], 'posting', null) as gives`.execute(t.services.db);
  return rows[0]?.gives;
};

let home: TestApp;
let away: TestApp;
let first: string;
beforeAll(async () => {
  home = await openNode([HOME]);
  away = await openNode(OTHERS);
  first = await signedBy(await agreementOf(FIRST.slug, FIRST.cities), FIRST.cities);
  network.set(await addressOf(HOME), home);
  for (const city of OTHERS) network.set(await addressOf(city), away);
});
afterAll(async () => {
  await home.close();
  await away.close();
});

test("a first revision comes into force by people alone", async () => {
  await activateAgreement(ctxOf(home), first);
  expect(await pullAgreements(ctxOf(away))).toBe(0);
  const answer = await away.call("POST", "/fed/v1/agreements", { body: { note: first } });
  expect(answer.status).toBe(422);
  expect(await gives(away)).toBe(false);
  await activateAgreement(ctxOf(away), first);
  expect(await gives(away)).toBe(true);
});

test("a narrowing reaches every node that is up at once, and one that was down when it is back", async () => {
  const base = readAgreement(first);
  const narrowed = narrowAgreement(base, { from: HOME, to: NEIGHBOUR, without: ["posting"] });
  const note = await signedBy(narrowed, [HOME]);
  await activateAgreement(ctxOf(home), note);
  const gone = [...network].filter(([, t]) => t === away);
  for (const [url] of gone) network.delete(url);
  expect((await pushAgreement(ctxOf(home), note)).some(({ taken }) => taken)).toBe(false);
  expect([await gives(home), await gives(away)]).toEqual([false, true]);

  for (const [url, t] of gone) network.set(url, t);
  expect(await pullAgreements(ctxOf(away))).toBe(1);
  expect(await gives(away)).toBe(false);
  expect(await pullAgreements(ctxOf(away))).toBe(0);

  const digest = readAgreement(note).digest;
  const less = narrowAgreement({ content: narrowed, digest }, { from: HOME, to: null, without: ["fair"] });
  const next = await signedBy(less, [HOME]);
  await activateAgreement(ctxOf(home), next);
  expect((await pushAgreement(ctxOf(home), next)).every(({ taken }) => taken)).toBe(true);
  const { rows } = await sql`select from agreement_note`.execute(away.services.db);
  expect(rows).toHaveLength(3);
});

test("a note that its signers may not give, or that is none, is refused and changes nothing", async () => {
  const base = readAgreement(first);
  const narrowed = narrowAgreement(base, { from: OTHERS[0] ?? "", to: null, without: ["posting"] });
  const forged = await signedBy(narrowed, [HOME]);
  const bodies = [{ note: forged.replace('"posting"', '"fair"') }, { note: "none" }, { note: 3 }, {}, "{"];
  for (const body of bodies) {
    const answer = await away.call("POST", "/fed/v1/agreements", { body });
    expect([400, 422]).toContain(answer.status);
  }
  const { rows } = await sql`select from agreement_note`.execute(away.services.db);
  expect(rows).toHaveLength(3);
});
