import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerApplication, confirmStart, withdrawApplication } from "../../src/applications/index.ts";
import { suspendEnterprise } from "../../src/enterprises/index.ts";
import {
  announceFair,
  cancelFair,
  editRegistration,
  placeRegistration,
  recommendRegistration,
  refuseRegistration,
  registerForFair,
  takeTicket,
  withdrawRegistration,
} from "../../src/fairs/index.ts";
import { peerActorFor } from "../../src/federation/index.ts";
import { contextFor, type RequestContext } from "../../src/platform/context.ts";
import type { PeerActor } from "../../src/platform/core/actor.ts";
import { closePosting } from "../../src/postings/index.ts";
import { type Hall, INVITE, openHall } from "../applications/world.ts";
import { officer } from "../factories/actors.ts";
import { COUNTY, FIRST, HOME, NEIGHBOUR } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { announcedFair } from "../factories/fairs.ts";
import { publishedPosting } from "../factories/postings.ts";
import { code } from "../support/refusals.ts";

const THIRD = FIRST.cities[2];
const SUBJECT = "subject of a person of another city";
let hall: Hall;
let db: Hall["t"]["services"]["db"];
let enterpriseId: string;
let postingId: string;
let fairId: string;
/** An application of a person of NEIGHBOUR to a posting of HOME. */
let applicationId: string;
beforeAll(async () => {
  hall = await openHall();
  db = hall.t.services.db;
  const theirs = await officer(hall.t.services, NEIGHBOUR);
  const { enterprise, member } = await verifiedEnterprise(hall.t.services, theirs, {
    county: COUNTY[NEIGHBOUR] ?? "",
  });
  enterpriseId = enterprise.id;
  postingId = (await publishedPosting({ member, officer: theirs }, enterpriseId)).id;
  fairId = (await announcedFair(hall.officer.ctx)).id;
  applicationId = (await hall.sent()).id;
  await hall.settle();
  await sql`update city set hosted = (code = ${HOME})`.execute(db);
  const personId = hall.t.services.ids.uuid();
  await sql`insert into person (id, home_city, subject) values (${personId}, ${NEIGHBOUR}, ${SUBJECT})`.execute(
    db,
  );
  await sql`
    with a as (update application set account_id = ${personId} where id = ${applicationId} returning consent_id)
    update consent set account_id = ${personId} from a where id = a.consent_id`.execute(db);
});
afterAll(() => hall.t.close());

const uuid = () => hall.t.services.ids.uuid();
const SUBJECTS = { seeker: () => SUBJECT, member: () => enterpriseId, officer: () => null };
/** The context of a command that a city sends in a role, with a new id unless one is given. */
async function as(
  role: PeerActor["role"],
  { city = NEIGHBOUR, id = uuid(), raw = "{}" }: { city?: string; id?: string; raw?: string } = {},
): Promise<RequestContext> {
  const actor = await peerActorFor(db, { city, role, subject: SUBJECTS[role]() });
  return contextFor(hall.t.services, actor, { command: { id, raw } });
}
const registration = () => ({
  fairId,
  enterpriseId,
  postingIds: [postingId],
  venueWishes: [],
  wishNote: null,
  recruiters: 2,
  contactName: "刘经理",
  contactPhone: "0429-5550000",
});

describe("a city that runs a command", () => {
  test("acts for its own enterprise and as its own union at another city's fair; the audit names the city", async () => {
    const made = await registerForFair(await as("member"), registration());
    expect(made).toMatchObject({ created: true, status: "submitted" });
    const other = await as("officer", { city: THIRD });
    expect(await code(recommendRegistration(other, { id: made.id, decision: "recommend" }))).toBe(
      "NOT_FOUND",
    );
    await recommendRegistration(await as("officer"), { id: made.id, decision: "recommend" });
    await placeRegistration(hall.officer.ctx, { id: made.id });
    await editRegistration(await as("member"), { id: made.id, edit: { recruiters: 3 } });
    const { rows } = await sql`
      select action, actor_kind, actor_city, account_id is null as nobody from audit
      where subject_id = ${made.id} and actor_kind = 'peer' order by at, id`.execute(db);
    const peer = { actorKind: "peer", actorCity: NEIGHBOUR, nobody: true };
    expect(rows).toEqual(
      ["submit", "recommend", "edit"].map((step) => ({ action: `fairRegistration.${step}`, ...peer })),
    );
  });

  test("sends it again and gets the same answer; another body under its id is refused", async () => {
    const id = uuid();
    const first = await registerForFair(await as("member", { id, raw: '{"a":1}' }), registration());
    expect(await registerForFair(await as("member", { id, raw: '{"a":1}' }), registration())).toEqual(first);
    expect(await code(registerForFair(await as("member", { id, raw: '{"a": 1}' }), registration()))).toBe(
      "IDEMPOTENCY_KEY_REUSED",
    );
    const { rows } = await sql`select origin, type from command where id = ${id}::uuid`.execute(db);
    expect(rows).toEqual([{ origin: NEIGHBOUR, type: "fairRegistration.submit" }]);
  });

  test("withdraws for its own person, and not for another's", async () => {
    const theirs = await hall.sent();
    expect(await code(withdrawApplication(await as("seeker"), { id: theirs.id }))).toBe("NOT_FOUND");
    const id = uuid();
    await withdrawApplication(await as("seeker", { id }), { id: applicationId });
    await withdrawApplication(await as("seeker", { id }), { id: applicationId });
    const { rows } = await sql`
      select a.status, c.withdrawn_at is not null as ended from application a join consent c on c.id = a.consent_id
      where a.id = ${applicationId}`.execute(db);
    expect(rows).toEqual([{ status: "withdrawn", ended: true }]);
  });

  test("is nobody for a hosted city, an enterprise or a person that is not its own", async () => {
    const refused = [
      { city: HOME, role: "officer", subject: null },
      { city: "999999", role: "officer", subject: null },
      { city: NEIGHBOUR, role: "member", subject: hall.enterpriseId },
      { city: THIRD, role: "member", subject: enterpriseId },
      { city: NEIGHBOUR, role: "member", subject: null },
      { city: THIRD, role: "seeker", subject: SUBJECT },
      { city: NEIGHBOUR, role: "seeker", subject: "unknown" },
    ] as const;
    for (const sender of refused) expect(await code(peerActorFor(db, sender)), sender.city).toBe("NOT_FOUND");
  });
});

/**
 * Verbs with the roles of a peer to which they are granted. A home union may also edit and withdraw.
 */
const VERBS: [string, PeerActor["role"][], (ctx: RequestContext, id: string) => Promise<unknown>][] = [
  ["register", ["member"], (ctx) => registerForFair(ctx, registration())],
  [
    "edit a registration",
    ["member", "officer"],
    (ctx, id) => editRegistration(ctx, { id, edit: { recruiters: 4 } }),
  ],
  ["withdraw a registration", ["member", "officer"], (ctx, id) => withdrawRegistration(ctx, { id })],
  ["recommend", ["officer"], (ctx, id) => recommendRegistration(ctx, { id, decision: "recommend" })],
  ["place", [], (ctx, id) => placeRegistration(ctx, { id })],
  ["refuse", [], (ctx, id) => refuseRegistration(ctx, { id, reason: "资料不全" })],
  ["announce", [], (ctx) => announceFair(ctx, { id: fairId, action: "announce" })],
  ["cancel", [], (ctx) => cancelFair(ctx, { id: fairId, action: "cancel", reason: "暴雨" })],
  ["take a ticket", [], (ctx) => takeTicket(ctx, { fairId })],
  ["withdraw an application", ["seeker"], (ctx) => withdrawApplication(ctx, { id: applicationId })],
  ["confirm a start", ["seeker"], (ctx) => confirmStart(ctx, { id: applicationId })],
  ["answer", [], (ctx) => answerApplication(ctx, { id: applicationId, answer: INVITE as never })],
  ["close a posting", [], (ctx) => closePosting(ctx, { id: postingId, reason: "filled" })],
  ["suspend", [], (ctx) => suspendEnterprise(ctx, { id: hall.enterpriseId, reason: "核查" })],
];

describe("role and verb", () => {
  test.each(VERBS)("%s", async (_name, granted, verb) => {
    const { rows } = await sql<{ id: string }>`
      select id from fair_registration where enterprise_id = ${enterpriseId}`.execute(db);
    for (const role of ["seeker", "member", "officer"] as const) {
      const ctx = await as(role);
      const outcome = await verb(ctx, rows[0]?.id ?? "").then(
        () => "done",
        (error: { code?: string }) => error.code ?? String(error),
      );
      const asked = `${role}: ${outcome}`;
      const closed = ["SIGN_IN_REQUIRED", "ROLE_REQUIRED", "NOT_FOUND", "HOSTED_ELSEWHERE"];
      // A granted verb may still refuse the record's state, which is an answer of the verb itself.
      if (granted.includes(role)) expect(closed, asked).not.toContain(outcome);
      else expect(closed, asked).toContain(outcome);
    }
  });
});
