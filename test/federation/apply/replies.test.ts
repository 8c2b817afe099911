import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMMAND_TYPES } from "../../../src/federation/commands/receiving/types.ts";
import { shanghaiDay } from "../../../src/platform/core/clock.ts";
import { INVITE } from "../../applications/world.ts";
import type { Client } from "../../support/app.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const DAY_MS = 86_400_000;
const inDays = (n: number) => new Date(Date.now() + n * DAY_MS).toISOString();

/** A person of one node who is invited by an employer of the other. */
async function invited() {
  const { client, id } = await world.applied();
  await world.settle();
  expect((await world.home.answer(id)).status).toBe(200);
  await world.sync();
  return { client, id, invitationId: await invitationOf(client, id) };
}
const invitationOf = async (client: Client, id: string) => {
  const { invitation } = await world.mine(client, id);
  if (!invitation) throw new Error("no invitation");
  return invitation.id;
};
const reply = (client: Client, id: string, body: object) =>
  client.call("POST", `/api/v1/applications/${id}/reply`, { body });
const stateOf = async (id: string, type: string) => {
  const { rows } = await sql<{ state: string; code: string | null }>`
    select state, substring(answer from '"code":"([A-Z_]+)"') as code from outgoing_command
    where subject_id = ${id} and type = ${type} order by created_at desc limit 1`.execute(
    world.away.services.db,
  );
  return rows[0];
};

test("other times cross to the employer, who takes one; the reply to that crosses too", async () => {
  const { client, id, invitationId } = await invited();
  // An earlier release there would pass over a second invitation, so it waits for a reply.
  const early = await world.home.answer(id, { ...INVITE, replaces: invitationId });
  expect(await early.json()).toMatchObject({ code: "INVITATION_UNANSWERED" });
  const times = [inDays(2), inDays(3)];
  expect((await reply(client, id, { invitationId, kind: "otherTimes", times })).status).toBe(204);
  await world.settle();
  const received = await world.home.received(id);
  expect(received.invitation).toMatchObject({ id: invitationId, reply: { kind: "otherTimes", times } });
  const chosen = { ...INVITE, when: "周五上午十点", replaces: invitationId };
  expect((await world.home.answer(id, chosen)).status).toBe(200);
  await world.sync();
  const mine = await world.mine(client, id);
  expect(mine).toMatchObject({ answer: { when: "周五上午十点" }, invitation: { reply: null } });
  const fresh = await invitationOf(client, id);
  expect(fresh).not.toBe(invitationId);
  expect((await reply(client, id, { invitationId: fresh, kind: "come" })).status).toBe(204);
  await world.settle();
  expect((await world.home.received(id)).invitation?.reply).toEqual({ kind: "come" });
  expect((await world.mine(client, id)).invitation?.delivery).toEqual({ state: "done", reason: null });
});

test("a reply that an invitation overtook on its way is refused there, and the new one stands here", async () => {
  const { client, id, invitationId } = await invited();
  expect((await reply(client, id, { invitationId, kind: "notCome" })).status).toBe(204);
  await world.settle();
  world.link.cut = true;
  expect((await reply(client, id, { invitationId, kind: "come" })).status).toBe(204);
  expect((await world.home.answer(id, { ...INVITE, replaces: invitationId })).status).toBe(200);
  world.link.cut = false;
  await world.retry();
  await world.settle();
  expect(await stateOf(id, "replyInvitation")).toEqual({ state: "refused", code: "INVITATION_OVER" });
  for (const { invitation } of [await world.home.received(id), await world.mine(client, id)])
    expect(invitation).toMatchObject({ reply: null });
});

test("a start that is denied counts nowhere on either node, until another one is recorded", async () => {
  const { client, id } = await invited();
  const startedOn = shanghaiDay(new Date());
  const start = () =>
    world.home.member.call("POST", `/api/v1/applications/${id}/start`, { body: { startedOn } });
  expect((await start()).status).toBe(204);
  await world.sync();
  expect((await client.call("POST", `/api/v1/applications/${id}/start-denial`)).status).toBe(204);
  await world.settle();
  expect(await world.home.received(id)).toMatchObject({ status: "started", startDenied: true });
  expect((await start()).status).toBe(204);
  await world.sync();
  expect(await world.mine(client, id)).toMatchObject({ status: "started", startDenied: false, startedOn });
});

test("a city of an earlier release refuses a reply, and the page says to phone", async () => {
  const { client, id, invitationId } = await invited();
  const types = COMMAND_TYPES as Record<string, (typeof COMMAND_TYPES)[string]>;
  const { replyInvitation } = types;
  delete types.replyInvitation;
  try {
    expect((await reply(client, id, { invitationId, kind: "come" })).status).toBe(204);
    await world.settle();
  } finally {
    if (replyInvitation) types.replyInvitation = replyInvitation;
  }
  expect(await stateOf(id, "replyInvitation")).toEqual({ state: "refused", code: "COMMAND_NOT_GRANTED" });
  const page = await (await client.call("GET", `/me/applications/${id}`)).text();
  expect(page).toContain("还收不到网上的答复");
});
