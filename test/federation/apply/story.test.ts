import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shanghaiDay } from "../../../src/platform/core/clock.ts";
import type { Page } from "../../../src/platform/core/cursor.ts";
import { closePosting } from "../../../src/postings/index.ts";
import { INVITE } from "../../applications/world.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { bodyOf } from "../../support/app.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const standing = async (id: string) => {
  const { rows } = await sql<{ type: string; state: string }>`
    select type, state from outgoing_command where subject_id = ${id} order by created_at, id`.execute(
    world.away.services.db,
  );
  return rows.map(({ type, state }) => `${type} ${state}`);
};
const noticesOf = async (t: World["away"]) => {
  const { rows } = await sql<{ kind: string }>`select kind from notice order by created_at, id`.execute(
    t.services.db,
  );
  return rows.map(({ kind }) => kind);
};

test("a person of one node applies to a posting of another, is invited, starts and confirms", async () => {
  const { client, phone, id } = await world.applied({ message: "明天就能上班" });
  expect(await standing(id)).toEqual(["apply waiting"]);
  const pageText = async (path = "") => (await client.call("GET", `/me/applications/${id}${path}`)).text();
  expect(await pageText("/sent")).toContain("正在送达");
  expect(await pageText()).toContain("正在送达");
  await world.settle();
  expect(await standing(id)).toEqual(["apply done"]);
  expect(await pageText()).toContain("已送达");

  const received = await world.home.received(id);
  expect(received).toMatchObject({
    status: "sent",
    message: "明天就能上班",
    card: { callName: "王师傅", phone, skills: ["welder"], veteran: "declared" },
  });
  expect((await world.mine(client, id)).reference).toBe(received.reference);
  expect(await noticesOf(world.home.t)).toContain("applicationReceived");
  await world.sync();
  const looks = await bodyOf<Page<{ viewer: string; phone: boolean; applicationId: string }>>(
    await client.call("GET", "/api/v1/me/card-views"),
    200,
  );
  expect(looks.items).toMatchObject([{ phone: true, applicationId: id }]);

  expect((await world.home.answer(id)).status).toBe(200);
  await world.sync();
  expect(await world.mine(client, id)).toMatchObject({ status: "invited", answer: INVITE });
  expect(await noticesOf(world.away)).toContain("applicationInvited");

  const startedOn = shanghaiDay(new Date());
  const start = await world.home.member.call("POST", `/api/v1/applications/${id}/start`, {
    body: { startedOn },
  });
  expect(start.status).toBe(204);
  await world.sync();
  expect(await world.mine(client, id)).toMatchObject({ status: "started", startedOn });
  expect((await client.call("POST", `/api/v1/applications/${id}/start-confirmation`)).status).toBe(204);
  await world.settle();
  expect(await world.home.received(id)).toMatchObject({ status: "confirmed" });
  expect((await world.mine(client, id)).history.map(({ kind }) => kind)).toEqual([
    "send",
    "invite",
    "start",
    "confirm",
  ]);
  expect((await world.home.received(id)).history).toHaveLength(4);
});

test("a withdrawal counts here at once while the other node is off, and erases the card there", async () => {
  const { client, id } = await world.applied();
  await world.settle();
  expect((await world.home.received(id)).card).not.toBeNull();
  world.link.cut = true;
  expect((await client.call("POST", `/api/v1/applications/${id}/withdrawal`)).status).toBe(204);
  expect(await world.mine(client, id)).toMatchObject({ status: "withdrawn" });
  await world.send();
  expect((await world.home.received(id)).status).toBe("sent");
  world.link.cut = false;
  await world.sync();
  // The erasure works alone: the command has not come yet.
  expect(await world.home.received(id)).toMatchObject({ status: "sent", card: null, message: null });
  await world.retry();
  await world.settle();
  expect(await world.home.received(id)).toMatchObject({ status: "withdrawn", card: null });
  for (const { services } of [world.home.t, world.away]) {
    const { rows } = await sql<{ cards: number; payloads: number }>`
      select (select count(*)::int from received_card r join application a using (consent_id) where a.id = ${id}::uuid)
        + (select count(*)::int from given_card g join application a using (consent_id) where a.id = ${id}::uuid) as cards,
        (select count(*)::int from log_entry e join application a on a.consent_id::text = e.record_id
          where a.id = ${id}::uuid and e.kind = 'card' and e.payload is not null) as payloads`.execute(
      services.db,
    );
    expect(rows).toEqual([{ cards: 0, payloads: 0 }]);
  }
});

test("a card that its owner changes, changes at the employer's node", async () => {
  const { client, id } = await world.applied();
  await world.settle();
  const body = { callName: "王师傅", skills: ["welder", "fitter"], places: [NEIGHBOUR], years: 13 };
  await bodyOf(await client.call("PUT", "/api/v1/me/profile", { body }), 200);
  await world.sync();
  expect((await world.home.received(id)).card).toMatchObject({ years: 13, skills: ["welder", "fitter"] });
});

test("a refusal comes back, and ends the employer's access on both nodes", async () => {
  const { client, id } = await world.applied();
  await world.settle();
  await world.home.answer(id, { kind: "decline", reason: "filled" });
  await world.sync();
  await world.sync();
  const mine = await world.mine(client, id);
  expect(mine).toMatchObject({ status: "declined", answer: { kind: "decline", reason: "filled" } });
  expect((await world.home.received(id)).card).toBeNull();
});

test("an application to a posting that closed meanwhile comes back, and the card is erased", async () => {
  const { client, id, postingId } = await world.applied();
  await closePosting(world.home.member.ctx, { id: postingId, reason: "filled" });
  await world.settle();
  expect(await standing(id)).toEqual(["apply refused"]);
  expect(await world.mine(client, id)).toMatchObject({ status: "withdrawn" });
  expect(await noticesOf(world.away)).toContain("applicationUndelivered");
  const page = await (await client.call("GET", `/me/applications/${id}`)).text();
  expect(page).toContain("没有送到企业");
  await world.sync();
  const { rows } = await sql`
    select from received_card r join consent c on c.id = r.consent_id
    join application a on a.consent_id = c.id where a.id = ${id}::uuid`.execute(world.home.t.services.db);
  expect(rows).toEqual([]);
});

test("nothing on the way names the person", async () => {
  const { client, phone, id } = await world.applied({ message: "请叫我张三丰" });
  await world.settle();
  await world.home.received(id);
  await world.home.answer(id, { ...INVITE, note: "请带证书来三楼" });
  await world.settle();
  expect((await world.mine(client, id)).answer).toMatchObject({ note: "请带证书来三楼" });
  const texts = [...world.link.seen];
  for (const { services } of [world.home.t, world.away]) {
    const { rows } = await sql<{ text: string }>`
      select coalesce(header, '') || coalesce(payload, '') as text from log_entry where stream like '%/to/%'
      union all select body || coalesce(answer, '') from outgoing_command
      union all select payload::text from outbox
      union all select coalesce(result::text, '') from command
      union all select detail::text from audit`.execute(services.db);
    texts.push(...rows.map(({ text }) => text ?? ""));
  }
  expect(texts.length).toBeGreaterThan(50);
  for (const canary of [phone, "王师傅", "张三丰", "三楼"])
    expect(
      texts.filter((text) => text.includes(canary)),
      canary,
    ).toEqual([]);
  expect(texts.some((text) => text.includes(`${NEIGHBOUR}/to/${HOME}`))).toBe(true);
});
