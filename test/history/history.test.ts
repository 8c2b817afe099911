import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withdrawConsent } from "../../src/applications/index.ts";
import { listConsents } from "../../src/candidates/index.ts";
import { suspendEnterprise } from "../../src/enterprises/index.ts";
import { recommendRegistration, refuseRegistration } from "../../src/fairs/index.ts";
import {
  HIDDEN,
  type HistoryEntry,
  readConsentHistory,
  readHistory,
  SUBJECTS,
  type SubjectKind,
} from "../../src/history/index.ts";
import { endMembership } from "../../src/identity/index.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import { approvePosting, closePosting, returnPosting, submitPosting } from "../../src/postings/index.ts";
import { ACT } from "../../src/web/text/union/history.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { COUNTY, FOREIGN, HOME, NEIGHBOUR } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { announcedFair, cancelConfirmed, registered } from "../factories/fairs.ts";
import { submittedPosting } from "../factories/postings.ts";
import { bodyOf, type Client } from "../support/app.ts";
import { code } from "../support/refusals.ts";

let hall: Hall;
let neighbour: Client;
beforeAll(async () => {
  hall = await openHall();
  neighbour = await hall.t.asOfficer(NEIGHBOUR);
});
afterAll(() => hall.t.close());

const UNION = `union ${HOME}`;
const LIMIT = 50;
const read = (ctx: RequestContext, kind: SubjectKind, id: string) =>
  readHistory(ctx, { kind, id, limit: LIMIT });
const actsOf = (items: readonly HistoryEntry[]) => items.map(({ action }) => action.replace(/^\w+\./, ""));
const db = () => hall.t.services.db;

/** Reads the acts on a record a second way. */
const rawActs = async (kind: string, id: string) => {
  const { rows } = await sql<{ action: string }>`select action from audit
    where subject_kind = ${kind} and subject_id = ${id} order by at desc, id desc`.execute(db());
  return rows.map(({ action }) => action.replace(/^\w+\./, ""));
};

describe("a posting's history", () => {
  let id: string;
  beforeAll(async () => {
    const { member, officer, enterpriseId } = hall;
    id = (await submittedPosting(member.ctx, enterpriseId)).id;
    await returnPosting(officer.ctx, { id, reasons: ["PAY_UNCLEAR"], note: "写清是月薪还是日薪" });
    await submitPosting(member.ctx, { id });
    await approvePosting(officer.ctx, { id });
  });

  test("names each act with party and reason, newest first, as the audit has them", async () => {
    const { items, name } = await read(hall.officer.ctx, "posting", id);
    expect(name).toBe("电焊工");
    expect(actsOf(items)).toEqual(["approve", "submit", "return", "submit", "create"]);
    expect(actsOf(items)).toEqual(await rawActs("posting", id));
    expect(items.map(({ party }) => party)).toEqual([
      "union",
      "enterprise",
      "union",
      "enterprise",
      "enterprise",
    ]);
    expect(items[0]?.name).toBe(UNION);
    expect(items[2]?.facts).toMatchObject({
      from: "submitted",
      to: "draft",
      reasons: ["PAY_UNCLEAR"],
      text: "写清是月薪还是日薪",
    });
  });

  test("shows the officer's name to colleagues of the city alone", async () => {
    const colleague = await hall.t.asOfficer(HOME);
    const named = async (who: Client) =>
      (await read(who.ctx, "posting", id)).items.map((entry) => entry.colleague);
    // The accounts have no names, so colleagues see their masked phones.
    const masked = expect.stringMatching(/^137\*+\d+$/);
    expect(await named(colleague)).toEqual([masked, null, masked, null, null]);
    expect(await named(hall.member)).toEqual([null, null, null, null, null]);
  });

  test("no entry has a key of the audit's detail that is not a known fact", async () => {
    const { items } = await read(hall.officer.ctx, "posting", id);
    const known = ["from", "to", "reasons", "text", "fields", "booth", "waitsFor", "outcome"];
    for (const { facts } of items) expect(known).toEqual(expect.arrayContaining(Object.keys(facts)));
    expect(JSON.stringify(items)).not.toContain(hall.officer.phone);
  });

  test("is missing for another enterprise, another city, another county, and a seeker", async () => {
    const { member } = await verifiedEnterprise(hall.t.services, hall.officer.ctx);
    const others = [
      member,
      neighbour.ctx,
      (await hall.t.asOfficer(FOREIGN)).ctx,
      (await hall.t.asOfficer(HOME, COUNTY[NEIGHBOUR])).ctx,
      (await hall.seeker(false)).ctx,
    ];
    for (const other of others) expect(await code(read(other, "posting", id))).toBe("NOT_FOUND");
    const missing = hall.t.services.ids.uuid();
    expect(await code(read(hall.officer.ctx, "posting", missing))).toBe("NOT_FOUND");
  });

  test("comes by page without a gap, and refuses the cursor of another record", async () => {
    const { ctx } = hall.officer;
    const pages: HistoryEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await readHistory(ctx, { kind: "posting", id, limit: 2, cursor });
      pages.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(pages).toEqual((await read(ctx, "posting", id)).items);
    const { nextCursor } = await readHistory(ctx, { kind: "posting", id, limit: 2 });
    const other = await hall.publish();
    const asked = readHistory(ctx, { kind: "posting", id: other, limit: 2, cursor: nextCursor ?? "" });
    expect(await code(asked)).toBe("CURSOR_INVALID");
  });

  test("keeps the party of an officer whose role ended later, and of nobody before the role began", async () => {
    const passing = await hall.t.asOfficer(HOME);
    const posting = await hall.publish();
    await closePosting(passing.ctx, { id: posting, reason: "filled" });
    const accountId = passing.ctx.actor.kind === "account" ? passing.ctx.actor.accountId : "";
    const newest = async () => (await read(hall.officer.ctx, "posting", posting)).items[0];
    const membership = { kind: "officer", city: HOME, county: null } as const;
    await inTransaction(hall.officer.ctx, (tx) =>
      endMembership(tx, hall.officer.ctx, { accountId, membership }),
    );
    expect(await newest()).toMatchObject({ party: "union", name: UNION, facts: { reasons: ["filled"] } });
    const later = sql`update membership set created_at = ended_at where account_id = ${accountId}`;
    await later.execute(db());
    expect(await newest()).toMatchObject({ party: "other", name: null, colleague: null });
  });

  test("is found by its index", async () => {
    const plan = await inTransaction({ db: db() }, async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx);
      const { rows } = await sql<{ "QUERY PLAN": string }>`explain select id from audit
        where subject_kind = 'posting' and subject_id = ${id} and action <> all('{}'::text[])
        order by at desc, id desc limit 20`.execute(tx);
      return JSON.stringify(rows);
    });
    expect(plan).toContain("audit_subject");
  });
});

describe("an enterprise's history", () => {
  test("is for its officers, and hides which seekers do not want to be found by it", async () => {
    const { officer, member, enterpriseId } = hall;
    const { enterprise } = await verifiedEnterprise(hall.t.services, officer.ctx);
    await suspendEnterprise(officer.ctx, { id: enterprise.id, reason: "营业执照待核实" });
    const { items } = await read(officer.ctx, "enterprise", enterprise.id);
    expect(actsOf(items)).toEqual(["suspend", "verify", "register"]);
    expect(items[0]).toMatchObject({ party: "union", facts: { text: "营业执照待核实" } });
    expect(items[2]).toMatchObject({ party: "enterprise", name: enterprise.name });
    await sql`insert into audit (id, actor_kind, account_id, action, subject_kind, subject_id)
      values (${hall.t.services.ids.uuid()}, 'account', null, 'talent.block', 'enterprise', ${enterpriseId})`.execute(
      db(),
    );
    const own = (await read(officer.ctx, "enterprise", enterpriseId)).items;
    expect(actsOf(own)).toEqual(["verify", "register"]);
    for (const ctx of [member.ctx, neighbour.ctx])
      expect(await code(read(ctx, "enterprise", enterpriseId))).toBe("NOT_FOUND");
  });
});

describe("a fair's and a registration's history", () => {
  test("the enterprise sees its registration, the host also the fair, other exhibitors neither", async () => {
    const { officer, t } = hall;
    const fair = await announcedFair(officer.ctx);
    const { registration, member } = await registered(t.services, officer.ctx, fair.id);
    const { member: other } = await registered(t.services, officer.ctx, fair.id);
    const { id } = registration;
    await recommendRegistration(officer.ctx, { id, decision: "return", reason: "联系人请写全名" });
    for (const ctx of [member, officer.ctx]) {
      const { items } = await read(ctx, "fairRegistration", id);
      expect(actsOf(items)).toEqual(["return", "submit"]);
      expect(items[0]).toMatchObject({ party: "union", name: UNION, facts: { text: "联系人请写全名" } });
      expect(items[1]?.party).toBe("enterprise");
    }
    for (const ctx of [other, neighbour.ctx])
      expect(await code(read(ctx, "fairRegistration", id))).toBe("NOT_FOUND");

    await cancelConfirmed(officer.ctx, { id: fair.id, action: "cancel", reason: "场馆停电" });
    const { items } = await read(officer.ctx, "fair", fair.id);
    expect(actsOf(items)).toEqual(["cancel", "announce", "create"]);
    expect(items[0]?.facts.text).toBe("场馆停电");
    for (const ctx of [member, neighbour.ctx])
      expect(await code(read(ctx, "fair", fair.id))).toBe("NOT_FOUND");
  });

  test("a refusal by the host keeps its reason", async () => {
    const { officer, t } = hall;
    const fair = await announcedFair(officer.ctx);
    const { registration, member } = await registered(t.services, officer.ctx, fair.id);
    const { id } = registration;
    await recommendRegistration(officer.ctx, { id, decision: "recommend" });
    await refuseRegistration(officer.ctx, { id, reason: "展位不够" });
    const { items } = await read(member, "fairRegistration", id);
    expect(items[0]).toMatchObject({ action: "fairRegistration.refuse", facts: { text: "展位不够" } });
  });
});

describe("a consent's history", () => {
  test("is the person's alone, from giving it to taking it back, with the enterprise's acts between", async () => {
    const { person, id } = await hall.sent();
    await bodyOf(await hall.answer(id), 200);
    const [consent] = await listConsents(person.ctx);
    await withdrawConsent(person.ctx, { id: consent?.id ?? "" });
    const { items } = await readConsentHistory(person.ctx, consent?.id ?? "");
    expect(items.map(({ action, party }) => `${action} ${party}`).sort()).toEqual([
      "application.consentEnd self",
      "application.invite enterprise",
      "application.send self",
      "consent.give self",
      "consent.withdraw self",
    ]);
    const times = items.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    for (const who of [hall.member, hall.officer, await hall.seeker()])
      expect(await code(readConsentHistory(who.ctx, consent?.id ?? ""))).toBe("NOT_FOUND");
  });
});

describe("the words of the audit", () => {
  test("every row that the acts above wrote has words, or is hidden from all histories", async () => {
    const kinds = sql.join([...SUBJECTS, "application"].map((kind) => sql.lit(kind)));
    const { rows } = await sql<{ action: string }>`
      select distinct action from audit where subject_kind in (${kinds})`.execute(db());
    expect(rows.length).toBeGreaterThan(15);
    const hidden: readonly string[] = HIDDEN;
    expect(rows.filter(({ action }) => !(action in ACT || hidden.includes(action)))).toEqual([]);
  });
});
