import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  placementUpkeep,
  type RegistrationOutcome,
  tellPlaces,
  updateFair,
} from "../../../src/fairs/index.ts";
import { repairCopies } from "../../../src/federation/index.ts";
import { emitSealed } from "../../../src/peers/index.ts";
import { inTransaction } from "../../../src/platform/core/store.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { recommended, venueInput } from "../../factories/fairs.ts";
import { bodyOf } from "../../support/app.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.link.cut = false;
  world.link.loseAnswers = 0;
  await world.clauses({});
});

const ONE_BOOTH = { venues: [venueInput({ boothRows: 1, boothColumns: 1 })] };
const hostDb = () => world.host.t.services.db;
const ownDb = () => world.own.t.services.db;
const atHost = async (fairId: string) =>
  (
    await sql<{ id: string; status: string }>`
      select id, status from fair_registration where fair_id = ${fairId} order by created_at`.execute(
      hostDb(),
    )
  ).rows;

describe("an edit and the host's own step at once", () => {
  const editing = async (ifRev: boolean) => {
    const { of, id } = await world.recommended(await world.fair());
    const { rev } = await world.mine(of, id);
    await world.place(id);
    const body = { recruiters: 9, contactName: "周经理" };
    const headers = { "if-match": `"${rev}"` };
    expect(
      (await of.client.call("PATCH", `/api/v1/fair-registrations/${id}`, { body, headers })).status,
    ).toBe(200);
    // Twin: the same command without the revision that the person saw.
    if (!ifRev)
      await sql`
        update outgoing_command set body = regexp_replace(body, ',"ifRev":[0-9]+', '')
        where subject_id = ${id} and type = 'edit'`.execute(ownDb());
    await world.settle();
    return { of, id };
  };

  test("the edit is refused, and the page shows both versions", async () => {
    const { of, id } = await editing(true);
    expect((await world.commands(id)).at(-1)).toBe("edit refused");
    expect(await world.hosts(id)).toMatchObject({ status: "approved", recruiters: 2 });
    const mine = await world.mine(of, id);
    expect(mine).toMatchObject({
      status: "approved",
      recruiters: 2,
      contactName: "刘经理",
      delivery: {
        reason: "REVISION_CONFLICT",
        conflict: {
          mine: { recruiters: 9, contactName: "周经理" },
          theirs: { status: "approved", recruiters: 2 },
        },
      },
    });
    const page = await (await of.client.call("GET", `/enterprise/fairs/${mine.fair.id}`)).text();
    for (const text of ["您的修改没有保存", "去 9 个人", "去 2 个人"]) expect(page).toContain(text);
    const again = await of.client.call("PATCH", `/api/v1/fair-registrations/${id}`, {
      body: { recruiters: 9 },
      headers: { "if-match": `"${mine.rev}"` },
    });
    expect(again.status).toBe(200);
    await world.settle();
    expect(await world.hosts(id)).toMatchObject({ status: "approved", recruiters: 9 });
    expect((await world.mine(of, id)).delivery).toMatchObject({ state: "done", conflict: null });
  });

  test("twin: without the revision it overwrites what the person has not seen", async () => {
    const { id } = await editing(false);
    expect(await world.hosts(id)).toMatchObject({ status: "approved", recruiters: 9 });
  });

  test("two edits in a row before the first arrived do not conflict with each other", async () => {
    const { of, id } = await world.registered(await world.fair());
    for (const recruiters of [3, 4]) {
      const { rev } = await world.mine(of, id);
      const headers = { "if-match": `"${rev}"` };
      await of.client.call("PATCH", `/api/v1/fair-registrations/${id}`, { body: { recruiters }, headers });
    }
    for (let n = 0; n < 2; n += 1) await world.settle();
    expect((await world.commands(id)).slice(1)).toEqual(["edit done", "edit done"]);
    expect((await world.hosts(id)).recruiters).toBe(4);
  });
});

describe("an enterprise of the host and one of another node", () => {
  const both = async () => {
    const fair = await world.fair(ONE_BOOTH);
    const { id, of } = await world.recommended(fair);
    const { services } = world.host.t;
    const { registration } = await recommended(services, world.host.officer.ctx, fair.id);
    return { fair, of, away: id, here: registration.id };
  };

  test("the last booth goes to exactly one of them, and the other waits", async () => {
    const { fair, of, away, here } = await both();
    const placed = await Promise.all([away, here].map((id) => world.place(id)));
    expect(placed.map(({ status }) => status).sort()).toEqual(["approved", "waitlisted"]);
    await world.sync();
    expect((await world.mine(of, away)).status).toBe(placed[0]?.status);
    expect((await atHost(fair.id)).map(({ status }) => status).sort()).toEqual(["approved", "waitlisted"]);
  });

  test("twin: look first and take then, and both have it", async () => {
    const { fair, away, here } = await both();
    const look = async () =>
      (
        await sql<{ id: string }>`
          select id from booth where fair_id = ${fair.id} and registration_id is null`.execute(hostDb())
      ).rows[0]?.id;
    const seen = await Promise.all([look(), look()]);
    const given = [];
    for (const [n, id] of [away, here].entries())
      given.push(
        (
          await sql`update booth set registration_id = ${id} where id = ${seen[n] ?? ""} returning id`.execute(
            hostDb(),
          )
        ).rows.length,
      );
    expect(given).toEqual([1, 1]);
  });

  test("one that waits reads its place at home, and the place that it has after another left", async () => {
    const { fair, of, away, here } = await both();
    const { services } = world.host.t;
    const { registration: first } = await recommended(services, world.host.officer.ctx, fair.id);
    const told = async () => {
      const count = await tellPlaces(world.host.ctx);
      await world.sync();
      return [count, (await world.mine(of, away)).place];
    };
    await tellPlaces(world.host.ctx);
    for (const id of [here, first.id]) await world.place(id);
    expect((await world.place(away)).status).toBe("waitlisted");
    expect(await told()).toEqual([1, 2]);
    expect(await told()).toEqual([0, 2]);
    const page = await (await of.client.call("GET", `/enterprise/fairs/${fair.id}`)).text();
    expect(page).toContain("候补第 2 位");
    await world.place(first.id, { decision: "refuse", reason: "材料不全" });
    expect(await told()).toEqual([1, 1]);
    await world.place(here, { decision: "refuse", reason: "材料不全" });
    expect(await told()).toEqual([0, null]);
    expect((await world.mine(of, away)).status).toBe("offered");
  });

  test("a booth that becomes free is offered; the answer goes from here, unless the offer ended", async () => {
    for (const outcome of ["accepted", "lapsed"] as const) {
      const { fair, of, away, here } = await both();
      await world.place(here);
      expect((await world.place(away)).status).toBe("waitlisted");
      await world.sync();
      expect(await world.mine(of, away)).toMatchObject({ status: "waitlisted", waitsFor: "BOOTHS" });
      const refuse = { decision: "refuse", reason: "材料不全" };
      await world.place(here, refuse);
      await world.sync();
      expect(await world.mine(of, away)).toMatchObject({ status: "offered", booth: { code: "A01" } });
      expect(await world.notices()).toContain("fairOffered");
      const accept = { body: { accept: true } };
      expect(
        (await of.client.call("POST", `/api/v1/fair-registrations/${away}/offer-answer`, accept)).status,
      ).toBe(200);
      if (outcome === "lapsed") {
        await sql`update fair_registration set offer_ends_at = app.now() where id = ${away}`.execute(
          hostDb(),
        );
        await placementUpkeep(world.host.ctx);
      }
      await world.settle();
      const status = outcome === "accepted" ? "approved" : "declined";
      expect([(await world.hosts(away)).status, (await world.mine(of, away)).status]).toEqual([
        status,
        status,
      ]);
      expect((await world.commands(away)).at(-1)).toBe(
        `answerOffer ${outcome === "accepted" ? "done" : "refused"}`,
      );
      expect(await atHost(fair.id)).toHaveLength(2);
    }
  });

  test("a free booth in a copy promotes nobody here", async () => {
    const { of, away, here } = await both();
    await world.place(here);
    await world.place(away);
    await world.sync();
    await sql`update booth set registration_id = null`.execute(ownDb());
    await placementUpkeep(world.own.ctx);
    expect((await world.mine(of, away)).status).toBe("waitlisted");
  });
});

describe("what the host tells", () => {
  test("does not undo an act that is under way, and an older version changes nothing", async () => {
    const { of, id } = await world.recommended(await world.fair());
    const before = (
      await sql<{ told: object; toldRev: number }>`
      select told, told_rev from sent_registration where registration_id = ${id}`.execute(ownDb())
    ).rows[0];
    await world.place(id);
    const leave = await of.client.call("POST", `/api/v1/fair-registrations/${id}/withdrawal`, { body: {} });
    expect(leave.status).toBe(200);
    await world.sync();
    expect(await world.mine(of, id)).toMatchObject({ status: "withdrawn" });
    await world.settle();
    expect(await world.mine(of, id)).toMatchObject({ status: "withdrawn" });
    await inTransaction(world.host.ctx, (tx) =>
      emitSealed(tx, {
        city: HOME,
        receiver: NEIGHBOUR,
        kind: "registration",
        id,
        rev: before?.toldRev ?? 0,
        value: before?.told,
      }),
    );
    await world.sync();
    expect(await world.mine(of, id)).toMatchObject({ status: "withdrawn" });
  });

  test("twin: if the act under way did not count, the host's step would undo it", async () => {
    const { of, id } = await world.recommended(await world.fair());
    await world.place(id);
    await of.client.call("POST", `/api/v1/fair-registrations/${id}/withdrawal`, { body: {} });
    await sql`update outgoing_command set state = 'expired', settled_at = app.now() where subject_id = ${id} and state = 'waiting'`.execute(
      ownDb(),
    );
    await world.sync();
    expect(await world.mine(of, id)).toMatchObject({ status: "approved" });
  });

  test("of a registration that is not here is set aside", async () => {
    const { id } = await world.registered(await world.fair());
    const { told } = (
      await sql<{ told: object }>`
      select told from sent_registration where registration_id = ${id}`.execute(ownDb())
    ).rows[0] ?? { told: {} };
    const unknown = world.own.t.services.ids.uuid();
    await inTransaction(world.host.ctx, (tx) =>
      emitSealed(tx, {
        city: HOME,
        receiver: NEIGHBOUR,
        kind: "registration",
        id: unknown,
        rev: 1,
        value: told,
      }),
    );
    await world.sync();
    const { rows } = await sql<{ error: string }>`
      select error from quarantine where consumer = 'copies' order by seq desc limit 1`.execute(ownDb());
    expect(rows).toEqual([{ error: "registration" }]);
  });
});

test("two fairs at once keep apart, and the copies agree with the log of their home", async () => {
  const [one, two] = [await world.fair(), await world.fair()];
  const of = await world.company();
  const ids: string[] = [];
  for (const fair of [one, two])
    ids.push((await bodyOf<RegistrationOutcome>(await world.register(fair, of), 201)).id);
  await world.settle();
  for (const id of ids) await world.recommend(id);
  await world.settle();
  await world.place(ids[0] ?? "");
  await world.sync();
  const standing = await Promise.all(ids.map(async (id) => (await world.mine(of, id)).status));
  expect(standing).toEqual(["approved", "recommended"]);
  await updateFair(world.host.officer.ctx, { id: two.id, patch: { title: "改了名" } });
  await world.sync();
  expect(await repairCopies(world.own.ctx, { stream: `${HOME}/public` })).toEqual([]);
});
