import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RegistrationOutcome } from "../../../src/fairs/index.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { hoursAhead, registered } from "../../factories/fairs.ts";
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

const hostDb = () => world.host.t.services.db;
const ownDb = () => world.own.t.services.db;
const changed = (body: string, members: object) => JSON.stringify({ ...JSON.parse(body), ...members });
const fresh = () => ({ commandId: world.own.t.services.ids.uuid() });
const refusal = async (answer: Response) => {
  const { code } = (await answer.json()) as { code: string };
  return `${answer.status} ${code}`;
};
const atHost = async (fairId: string) =>
  (
    await sql<{ id: string; status: string }>`
      select id, status from fair_registration where fair_id = ${fairId} order by created_at`.execute(
      hostDb(),
    )
  ).rows;

describe("a link that fails", () => {
  test("cut: what was done here meanwhile arrives once and in order when it is mended", async () => {
    const fair = await world.fair();
    const of = await world.company();
    world.link.cut = true;
    const { id } = await bodyOf<RegistrationOutcome>(await world.register(fair, of), 201);
    await world.recommend(id);
    await world.send();
    expect(await world.commands(id)).toEqual(["register waiting", "recommend waiting"]);
    expect(await world.mine(of, id)).toMatchObject({ status: "recommended", delivery: { state: "waiting" } });
    expect(await atHost(fair.id)).toEqual([]);
    world.link.cut = false;
    for (let n = 0; n < 2; n += 1) {
      await world.retry();
      await world.settle();
    }
    expect(await world.commands(id)).toEqual(["register done", "recommend done"]);
    expect(await atHost(fair.id)).toEqual([{ id, status: "recommended" }]);
  });

  test("a lost answer costs nothing: the record of the host settles the command, and a repeat runs nothing", async () => {
    const fair = await world.fair();
    const of = await world.company();
    const { id } = await bodyOf<RegistrationOutcome>(await world.register(fair, of), 201);
    world.link.loseAnswers = 1;
    await world.send();
    expect(await world.commands(id)).toEqual(["register waiting"]);
    await world.sync();
    expect(await world.commands(id)).toEqual(["register done"]);
    const body = await world.body(id, "register");
    const [first, second] = [await world.post(body), await world.post(body)];
    expect([first.status, await first.text()]).toEqual([200, await second.text()]);
    expect(await refusal(await world.post(`${body} `))).toBe("422 IDEMPOTENCY_KEY_REUSED");
    expect(await atHost(fair.id)).toEqual([{ id, status: "submitted" }]);
  });

  test("without an answer for seven days it ends, says so, and may be sent again", async () => {
    const fair = await world.fair({
      registrationClosesAt: await hoursAhead(world.host.officer.ctx, 20 * 24),
      opensAt: await hoursAhead(world.host.officer.ctx, 21 * 24),
      closesAt: await hoursAhead(world.host.officer.ctx, 21 * 24 + 6),
    });
    const of = await world.company();
    world.link.cut = true;
    const { id } = await bodyOf<RegistrationOutcome>(await world.register(fair, of), 201);
    await sql`update outgoing_command set expires_at = app.now() - interval '1 second' where subject_id = ${id}`.execute(
      ownDb(),
    );
    await world.expire();
    expect(await world.commands(id)).toEqual(["register expired"]);
    expect(await world.mine(of, id)).toMatchObject({ status: "withdrawn", delivery: { state: "expired" } });
    expect(await world.notices()).toContain("fairUndelivered");
    const page = await (await of.client.call("GET", `/enterprise/fairs/${fair.id}`)).text();
    expect(page).toContain("送了七天没有送到");
    expect(page).toContain("重新提交");
    world.link.cut = false;
    expect((await bodyOf<RegistrationOutcome>(await world.register(fair, of), 201)).id).toBe(id);
    await world.settle();
    expect(await atHost(fair.id)).toEqual([{ id, status: "submitted" }]);
  });
});

describe("the door for commands", () => {
  test("refuses what is not granted, not the host's fair, not the sender's enterprise", async () => {
    const [fair, other] = [await world.fair(), await world.fair()];
    const { of, id } = await world.registered(fair);
    const theirs = await registered(world.host.t.services, world.host.officer.ctx, other.id);
    const body = await world.body(id, "register");
    const asked = JSON.parse(body);
    const cases: [object, string][] = [
      [{ type: "place" }, "403 COMMAND_NOT_GRANTED"],
      [{ actor: { ...asked.actor, role: "officer", subject: null } }, "403 COMMAND_NOT_GRANTED"],
      [{ actor: { ...asked.actor, subject: theirs.enterprise.id } }, "404 NOT_FOUND"],
      [{ target: { ...asked.target, city: NEIGHBOUR } }, "404 NOT_FOUND"],
      [{ target: { ...asked.target, id: world.own.t.services.ids.uuid() } }, "404 NOT_FOUND"],
      [{ target: { ...asked.target, kind: "posting" } }, "422 INVALID_INPUT"],
      [{ needs: [{ ...asked.needs[0], stream: `${HOME}/public` }] }, "422 INVALID_INPUT"],
      [{ payload: { ...asked.payload, contactName: "刘经理" } }, "422 INVALID_INPUT"],
      // What was sent with it has been erased since.
      [{}, "404 NOT_FOUND"],
    ];
    for (const [members, refused] of cases)
      expect(await refusal(await world.post(changed(body, { ...fresh(), ...members }))), refused).toBe(
        refused,
      );
    await world.recommend(id);
    await world.settle();
    const step = await world.body(id, "recommend");
    const target = { ...JSON.parse(step).target, id: theirs.registration.id };
    expect(await refusal(await world.post(changed(step, { ...fresh(), target })))).toBe("404 NOT_FOUND");
    expect(await refusal(await world.post(changed(step, fresh())))).toBe("409 FAIR_REGISTRATION_STATE");
    expect((await world.hosts(id)).status).toBe("recommended");
    expect((await world.mine(of, id)).status).toBe("recommended");
  });

  test("a narrowed agreement stops registrations at both ends, and lets a withdrawal pass", async () => {
    const fair = await world.fair();
    const { of, id } = await world.registered(fair);
    const waiting = await world.company();
    const { id: late } = await bodyOf<RegistrationOutcome>(await world.register(fair, waiting), 201);
    await world.clauses({ commands: [] });
    await world.settle();
    expect(await world.commands(late)).toEqual(["register refused"]);
    expect(await world.mine(waiting, late)).toMatchObject({
      status: "withdrawn",
      delivery: { state: "refused", reason: "COMMAND_NOT_GRANTED" },
    });
    const one = await world.company();
    expect(await refusal(await world.register(fair, one))).toBe("409 FAIR_ELSEWHERE");
    const page = await (await one.client.call("GET", `/enterprise/fairs/${fair.id}`)).text();
    expect(page).toContain("请给");
    expect(page).not.toContain("提交报名");
    expect(await refusal(await world.recommend(id))).toBe("409 FAIR_ELSEWHERE");
    const gone = await of.client.call("POST", `/api/v1/fair-registrations/${id}/withdrawal`, { body: {} });
    expect(gone.status).toBe(200);
    await world.settle();
    expect((await world.hosts(id)).status).toBe("withdrawn");
    await world.clauses({ form: false });
    expect(await refusal(await world.register(fair, one))).toBe("409 FAIR_ELSEWHERE");
  });
});

test("a registration that closed meanwhile comes back with the reason", async () => {
  const fair = await world.fair();
  const of = await world.company();
  const { id } = await bodyOf<RegistrationOutcome>(await world.register(fair, of), 201);
  await sql`update fair set registration_closes_at = app.now() where id = ${fair.id}`.execute(hostDb());
  await world.settle();
  expect(await world.mine(of, id)).toMatchObject({
    status: "withdrawn",
    delivery: { state: "refused", reason: "FAIR_REGISTRATION_CLOSED" },
  });
  const page = await (await of.client.call("GET", `/enterprise/fairs/${fair.id}`)).text();
  expect(page).toContain("报名已经截止");
});
