import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emitSealed } from "../../../src/peers/index.ts";
import { emit } from "../../../src/platform/changes/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { inTransaction } from "../../../src/platform/core/store.ts";
import { FIRST, HOME, NEIGHBOUR } from "../../factories/cities.ts";
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

const homeDb = () => world.home.t.services.db;
const awayDb = () => world.away.services.db;

/** Counts what the home holds of an application. */
async function held(id: string) {
  const { rows } = await sql<{ applications: number; steps: number; notices: number }>`
    select (select count(*)::int from application where id = ${id}::uuid) as applications,
      (select count(*)::int from application_event where application_id = ${id}::uuid and kind = 'send') as steps,
      (select count(*)::int from notice where subject_id = ${id} and kind = 'applicationReceived') as notices`.execute(
    homeDb(),
  );
  return rows[0];
}
const ONCE = { applications: 1, steps: 1, notices: 1 };

type Sent = { body: string; state: string; status: number | null; answer: string | null; tries: number };
async function commandOf(id: string, type = "apply"): Promise<Sent> {
  const { rows } = await sql<Sent>`
    select body, state, status, answer, tries from outgoing_command
    where subject_id = ${id} and type = ${type} order by created_at desc limit 1`.execute(awayDb());
  const [row] = rows;
  if (!row) throw new Error("no command");
  return row;
}
/** Returns the body of a command with other members. */
const changed = (body: string, members: object) => JSON.stringify({ ...JSON.parse(body), ...members });
const refusal = async (answer: Response) => {
  const { code } = (await answer.json()) as { code: string };
  return `${answer.status} ${code}`;
};
const fresh = () => ({ commandId: world.away.services.ids.uuid() });

describe("a link that fails", () => {
  test("cut between the nodes and mended: the application arrives once", async () => {
    world.link.cut = true;
    const postingId = await world.home.publish();
    world.link.cut = false;
    await world.sync();
    world.link.cut = true;
    const { client } = await world.person();
    const { id } = await bodyOf<{ id: string }>(
      await client.call("POST", `/api/v1/postings/${postingId}/applications`, { body: {} }),
      201,
    );
    await world.send();
    expect(await commandOf(id)).toMatchObject({ state: "waiting", tries: 1, status: null });
    world.link.cut = false;
    await world.retry();
    await world.settle();
    expect(await commandOf(id)).toMatchObject({ state: "done", tries: 2 });
    expect(await held(id)).toEqual(ONCE);
  });

  test("an answer that is lost: the next try gets the stored one, and nothing runs twice", async () => {
    const { id } = await world.applied();
    world.link.loseAnswers = 1;
    await world.send();
    expect(await held(id)).toMatchObject({ applications: 1, steps: 1 });
    expect(await commandOf(id)).toMatchObject({ state: "waiting" });
    await world.retry();
    await world.settle();
    expect(await commandOf(id)).toMatchObject({ state: "done", tries: 2 });
    expect(await held(id)).toEqual(ONCE);
  });

  test("twin: without the stored answer, a withdrawal that was done counts as refused", async () => {
    const outcome = async (forget: boolean) => {
      const { client, id } = await world.applied();
      await world.settle();
      await client.call("POST", `/api/v1/applications/${id}/withdrawal`);
      world.link.loseAnswers = 1;
      await world.send();
      if (forget) await sql`delete from command where origin = ${NEIGHBOUR}`.execute(homeDb());
      await world.retry();
      await world.settle();
      return (await commandOf(id, "withdraw")).state;
    };
    expect(await outcome(false)).toBe("done");
    expect(await outcome(true)).toBe("refused");
  });

  test("a withdrawal never overtakes the application, and a new one follows it", async () => {
    const { client, id, postingId } = await world.applied();
    await client.call("POST", `/api/v1/applications/${id}/withdrawal`);
    const again = await client.call("POST", `/api/v1/postings/${postingId}/applications`, { body: {} });
    expect(await bodyOf(again, 201)).toMatchObject({ id });
    for (let n = 0; n < 4; n += 1) await world.settle();
    const { rows } = await sql<{ type: string; state: string }>`
      select type, state from outgoing_command where subject_id = ${id} order by created_at, id`.execute(
      awayDb(),
    );
    // The first card was erased before the home read it, so neither it nor its withdrawal is known there.
    expect(rows.map(({ type, state }) => `${type} ${state}`)).toEqual([
      "apply refused",
      "withdraw refused",
      "apply done",
    ]);
    expect(await world.home.received(id)).toMatchObject({ status: "sent", card: { callName: "王师傅" } });
    expect(await world.mine(client, id)).toMatchObject({ status: "sent" });
  });
});

describe("a withdrawal that is replayed after the person has applied again", () => {
  /** Applies, withdraws, applies again, and replays the withdrawal as it was. Returns what is left of it. */
  async function replayed(forget: boolean) {
    const { client, id, postingId } = await world.applied();
    await world.settle();
    await client.call("POST", `/api/v1/applications/${id}/withdrawal`);
    await world.settle();
    const { body } = await commandOf(id, "withdraw");
    expect(await commandOf(id, "withdraw")).toMatchObject({ state: "done" });
    await client.call("POST", `/api/v1/postings/${postingId}/applications`, { body: {} });
    await world.settle();
    if (forget) await sql`delete from command where origin = ${NEIGHBOUR}`.execute(homeDb());
    const answer = await world.post(body);
    const { rows } = await sql<{ status: string }>`
      select status from application where id = ${id}::uuid`.execute(homeDb());
    return { answered: answer.status, status: rows[0]?.status };
  }

  test("gets the stored answer, and the new application stays, also after Redis was emptied", async () => {
    // Nothing of the guard lies in Redis or in the memory of a process: these nodes have no Redis at all.
    expect(world.home.t.services.config.redisUrl).toBeNull();
    expect(await replayed(false)).toEqual({ answered: 200, status: "sent" });
  });

  test("twin: with a store of nonces as the only guard, and that store emptied, it takes it back", async () => {
    expect(await replayed(true)).toEqual({ answered: 200, status: "withdrawn" });
  });
});

test("two clicks at once are one application and one command", async () => {
  const postingId = await world.home.publish();
  await world.sync();
  const { client } = await world.person();
  const click = () => client.call("POST", `/api/v1/postings/${postingId}/applications`, { body: {} });
  const answers = await Promise.all([click(), click(), click()]);
  const ids = new Set<string>();
  for (const answer of answers) ids.add(((await answer.json()) as { id: string }).id);
  expect(ids.size).toBe(1);
  const [id = ""] = ids;
  const { rows } = await sql<{ commands: number; consents: number }>`
    select (select count(*)::int from outgoing_command where subject_id = ${id}) as commands,
      (select count(*)::int from given_card where posting_id = ${postingId}::uuid) as consents`.execute(
    awayDb(),
  );
  expect(rows).toEqual([{ commands: 1, consents: 1 }]);
  await world.settle();
  expect(await held(id)).toEqual(ONCE);
});

describe("the door for commands", () => {
  test("gives a repeat the same bytes, also after it expired, and refuses another body", async () => {
    const { id } = await world.applied();
    await world.settle();
    const { body, answer } = await commandOf(id);
    const [first, second] = [await world.post(body), await world.post(body)];
    expect([first.status, await first.text(), await second.text()]).toEqual([200, answer, answer]);
    const asked = await world.answerTo(JSON.parse(body).commandId);
    expect([asked.status, await asked.text()]).toEqual([200, answer]);
    for (const id of [world.away.services.ids.uuid(), "no-id"])
      expect(await refusal(await world.answerTo(id))).toBe("404 NOT_FOUND");
    expect(await refusal(await world.post(`${body} `))).toBe("422 IDEMPOTENCY_KEY_REUSED");
    const late = changed(body, { ...fresh(), expiresAt: new Date(Date.now() + 1_500).toISOString() });
    const text = await (await world.post(late)).text();
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    expect(await (await world.post(late)).text()).toBe(text);
    expect(await held(id)).toEqual(ONCE);
  });

  test("refuses what is expired, not granted, not here, or not the sender's", async () => {
    const { id } = await world.applied();
    await world.settle();
    const { body } = await commandOf(id);
    const asked = JSON.parse(body);
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();
    const cases: [object, string][] = [
      [{ issuedAt: ago(3_600), expiresAt: ago(1) }, "422 COMMAND_EXPIRED"],
      [{ issuedAt: ago(1), expiresAt: ago(3_600) }, "422 INVALID_INPUT"],
      [{ type: "place" }, "403 COMMAND_NOT_GRANTED"],
      [{ type: "toString" }, "403 COMMAND_NOT_GRANTED"],
      [{ actor: { ...asked.actor, role: "officer" } }, "403 COMMAND_NOT_GRANTED"],
      [{ actor: { ...asked.actor, city: FIRST.cities[2] } }, "422 INVALID_INPUT"],
      [{ actor: { ...asked.actor, city: HOME } }, "422 INVALID_INPUT"],
      [{ actor: { ...asked.actor, subject: "somebody that nobody knows" } }, "404 NOT_FOUND"],
      [{ target: { ...asked.target, city: NEIGHBOUR } }, "404 NOT_FOUND"],
      [{ target: { ...asked.target, kind: "fair" } }, "422 INVALID_INPUT"],
      [{ target: { ...asked.target, id: world.away.services.ids.uuid() } }, "404 NOT_FOUND"],
      [{ needs: [{ ...asked.needs[0], stream: `${HOME}/to/${NEIGHBOUR}` }] }, "422 INVALID_INPUT"],
      [{ payload: { ...asked.payload, name: "王师傅" } }, "422 INVALID_INPUT"],
      [{ extra: true }, "422 INVALID_INPUT"],
      [{ actor: { ...asked.actor, subject: "a subject with a\u0000" } }, "422 INVALID_INPUT"],
      [{ actor: { ...asked.actor, subject: "half a character \ud800" } }, "400 MALFORMED_BODY"],
      [{ needs: [{ ...asked.needs[0], id: "a\u0000b" }] }, "422 INVALID_INPUT"],
      [{ needs: [{ ...asked.needs[0], rev: 2 ** 31 }] }, "422 INVALID_INPUT"],
      [{ target: { ...asked.target, ifRev: 2 ** 31 } }, "422 INVALID_INPUT"],
      [{ target: { ...asked.target, ifRev: 1 } }, "422 INVALID_INPUT"],
    ];
    for (const [members, refused] of cases)
      expect(await refusal(await world.post(changed(body, { ...fresh(), ...members }))), refused).toBe(
        refused,
      );
    expect(
      (
        await world.home.t.app.request("/fed/v1/commands", {
          method: "POST",
          body,
          headers: { "content-type": "application/json" },
        })
      ).status,
    ).toBe(401);
    expect(await refusal(await world.post("{"))).toBe("400 MALFORMED_BODY");
  });

  test("answers 425 with a pause until it holds what the command needs", async () => {
    const { id } = await world.applied();
    const { body } = await commandOf(id);
    const early = await world.post(body);
    expect([early.status, early.headers.get("retry-after")]).toEqual([425, "1"]);
    expect(await held(id)).toMatchObject({ applications: 0 });
    await world.settle();
    expect(await held(id)).toEqual(ONCE);
  });

  test("refuses the card of another person", async () => {
    const [one, two] = [await world.applied(), await world.applied()];
    await world.settle();
    const [mine, theirs] = [
      JSON.parse((await commandOf(one.id)).body),
      JSON.parse((await commandOf(two.id)).body),
    ];
    const stolen = { ...mine, ...fresh(), payload: { ...mine.payload, cardId: theirs.payload.cardId } };
    expect(await refusal(await world.post(JSON.stringify(stolen)))).toBe("404 NOT_FOUND");
  });

  test("a narrowed agreement stops applications at both ends, and lets a withdrawal pass", async () => {
    const { client, id } = await world.applied();
    await world.settle();
    const { body } = await commandOf(id);
    await world.clauses({ commands: [] });
    expect(await refusal(await world.post(changed(body, fresh())))).toBe("403 COMMAND_NOT_GRANTED");
    const postingId = await world.home.publish();
    await world.sync();
    const { client: other } = await world.person();
    const answer = await other.call("POST", `/api/v1/postings/${postingId}/applications`, { body: {} });
    expect(await refusal(answer)).toBe("409 APPLY_ELSEWHERE");
    for (const reader of [other, world.away]) {
      const page = await (await reader.call("GET", `/postings/${postingId}`)).text();
      expect([page.includes("还不收本市的网上应聘"), page.includes('"directApply":false')]).toEqual([
        true,
        true,
      ]);
      expect(page).not.toContain(`/postings/${postingId}/apply`);
      expect((await reader.call("GET", `/postings/${postingId}/apply`)).status).toBe(409);
    }
    expect((await client.call("POST", `/api/v1/applications/${id}/withdrawal`)).status).toBe(204);
    await world.settle();
    expect(await world.home.received(id)).toMatchObject({ status: "withdrawn", card: null });
  });
});

describe("a log for one city", () => {
  const unread = async () => {
    await world.sync();
    const { rows } = await sql<{ why: string }>`
      select q.error as why from quarantine q where q.consumer = 'copies' order by q.seq desc limit 1`.execute(
      homeDb(),
    );
    return rows[0]?.why;
  };
  const card = () => ({
    city: NEIGHBOUR,
    receiver: HOME,
    kind: "card",
    id: world.away.services.ids.uuid(),
    rev: 1,
    value: {
      subject: "a subject of sixteen letters",
      enterpriseId: world.away.services.ids.uuid(),
      postingId: world.away.services.ids.uuid(),
      fields: ["callName"],
      grantedAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 86_400_000).toISOString(),
      card: { callName: "王师傅" },
      message: null,
    },
  });
  const tell = (value: object) => {
    const ctx = systemContext(world.away.services, "test");
    return inTransaction(ctx, (tx) => emitSealed(tx, { ...card(), value }));
  };

  test("a card for an enterprise that is not here is quarantined", async () => {
    await tell(card().value);
    expect(await unread()).toBe("enterprise");
  });

  test("a card with more than its consent, and a form that is not known, are quarantined", async () => {
    const { id, postingId } = await world.applied();
    await world.settle();
    const { enterpriseId } = world.home;
    const value = { ...card().value, enterpriseId, postingId };
    await tell({ ...value, card: { callName: "王师傅", phone: "13800000000" } });
    expect(await unread()).toBe("fields");
    await tell({ ...value, more: 1 });
    expect(await unread()).toBe("payload");
    expect(await held(id)).toEqual(ONCE);
  });

  test("what cannot be opened is quarantined, and what follows it is read", async () => {
    const audience = `to/${HOME}` as const;
    const text = `${"eyJhbGciOiJFQ0RILUVTIn0"}..a.b.c`;
    await inTransaction({ db: awayDb() }, (tx) =>
      emit(tx, { ...card(), audience, op: "put", payload: text }),
    );
    expect(await unread()).toBe("sealed");
    const { id } = await world.applied();
    await world.settle();
    expect(await held(id)).toEqual(ONCE);
  });
});

test("a command that is dated ahead of the clock here is refused, and the person reads why", async () => {
  const { client, id } = await world.applied();
  await world.sync();
  const { body } = await commandOf(id);
  const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();
  const late = (issuedAt: string) =>
    world.post(changed(body, { ...fresh(), issuedAt, expiresAt: ahead(86_400_000) }));
  expect(await refusal(await late(ahead(6 * 60_000)))).toBe("422 COMMAND_EARLY");
  const far = { issuedAt: "9999-01-01T00:00:00.000Z", expiresAt: "9999-12-31T00:00:00.000Z" };
  expect(await refusal(await world.post(changed(body, { ...fresh(), ...far })))).toBe("422 COMMAND_EARLY");
  expect(await refusal(await late("0000-01-01T00:00:00.000Z"))).toBe("422 INVALID_INPUT");
  expect(await refusal(await late(`2026-11-30T08:00:00.${"0".repeat(200)}Z`))).toBe("422 INVALID_INPUT");
  expect(await held(id)).toMatchObject({ applications: 0 });
  // The sender's clock was wrong when the person applied, and is right again.
  await sql`
    update outgoing_command set body = ${changed(body, { issuedAt: ahead(3_600_000), expiresAt: ahead(7_200_000) })}
    where subject_id = ${id}`.execute(awayDb());
  await world.settle();
  expect(await commandOf(id)).toMatchObject({ state: "refused", status: 422 });
  expect((await world.mine(client, id)).status).toBe("withdrawn");
  const page = await (await client.call("GET", `/me/applications/${id}`)).text();
  expect(page).toContain("电脑上的时间对不上");
  // Four minutes ahead are within the bound.
  const other = await world.applied();
  await sql`
    update outgoing_command set body = ${changed((await commandOf(other.id)).body, { issuedAt: ahead(240_000) })}
    where subject_id = ${other.id}`.execute(awayDb());
  await world.settle();
  expect(await commandOf(other.id)).toMatchObject({ state: "done" });
});

test("an enterprise whose id is none, a number that is not written whole, and an end before the beginning", async () => {
  const { id } = await world.applied();
  await world.sync();
  const { body } = await commandOf(id);
  const { actor, target } = JSON.parse(body);
  const offer = { type: "answerOffer", payload: { accept: true }, needs: [] };
  for (const subject of ["no id", "019AA000-0000-7000-8000-000000000000", "'; select 1"]) {
    const member = { ...actor, role: "member", subject };
    const of = { ...offer, actor: member, target: { ...target, kind: "fairRegistration" } };
    expect(await refusal(await world.post(changed(body, { ...fresh(), ...of })))).toBe("404 NOT_FOUND");
  }
  for (const rev of ["1.0", "1e0", "10E-1"])
    expect(await refusal(await world.post(body.replace('"rev":1', `"rev":${rev}`)))).toBe(
      "400 MALFORMED_BODY",
    );
  const { issuedAt } = JSON.parse(body);
  for (const expiresAt of [issuedAt, "1970-01-01T00:00:00.000Z"])
    expect(await refusal(await world.post(changed(body, { ...fresh(), expiresAt })))).toBe(
      "422 INVALID_INPUT",
    );
  expect(await held(id)).toMatchObject({ applications: 0 });
});
