import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apply, withdrawApplication } from "../../src/applications/index.ts";
import type { Client } from "../support/app.ts";
import { code } from "../support/refusals.ts";
import { type Hall, INVITE, openHall } from "./world.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

const uuid = () => hall.t.services.ids.uuid();
const answerOf = async (response: Promise<Response>) => {
  const { status, text } = await response.then(async (one) => ({
    status: one.status,
    text: await one.text(),
  }));
  return { status, text };
};
const codeOf = ({ text }: { text: string }) => (JSON.parse(text) as { code?: string }).code;
const stepsOf = async (id: string) => {
  const { rows } = await sql<{ kind: string }>`
    select kind from application_event where application_id = ${id} order by rev`.execute(hall.t.services.db);
  return rows.map(({ kind }) => kind);
};
const post = (who: Client, path: string, body: unknown) => who.call("POST", `/api/v1${path}`, { body });

describe("commands about an application", () => {
  test("sending: a repeat gets the same bytes, another body is refused, and nothing happens twice", async () => {
    const [person, postingId, commandId] = [await hall.seeker(), await hall.publish(), uuid()];
    const send = (body: object | string) =>
      answerOf(post(person, `/postings/${postingId}/applications`, body));
    const first = await send({ commandId });
    expect(first.status).toBe(201);
    expect(await send({ commandId })).toEqual(first);
    const other = await send({ commandId, message: "请看看我" });
    expect([other.status, codeOf(other)]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
    const respelled = await send(`{ "commandId": "${commandId}" }`);
    expect([respelled.status, codeOf(respelled)]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
    const elsewhere = await answerOf(
      post(person, `/postings/${await hall.publish()}/applications`, { commandId }),
    );
    expect([elsewhere.status, codeOf(elsewhere)]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
    expect(await stepsOf(JSON.parse(first.text).id)).toEqual(["send"]);
  });

  test("a refusal that depends on the state is not stored: the same command runs later", async () => {
    const [person, postingId, commandId] = [await hall.seeker(), await hall.publish(), uuid()];
    const set = (status: string) =>
      sql`update posting set status = ${status} where id = ${postingId}`.execute(hall.t.services.db);
    await set("closed");
    expect(await code(apply(person.ctx, { postingId, commandId }))).toBe("GONE");
    await set("published");
    expect(await apply(person.ctx, { postingId, commandId })).toMatchObject({ created: true });
  });

  test("answer, withdrawal and confirmed start run once", async () => {
    const { person, id } = await hall.sent();
    const commandId = uuid();
    const first = await answerOf(hall.answer(id, { ...INVITE, commandId }));
    expect(first.status).toBe(200);
    expect(await answerOf(hall.answer(id, { ...INVITE, commandId }))).toEqual(first);
    const other = await answerOf(hall.answer(id, { kind: "decline", reason: "filled", commandId }));
    expect(codeOf(other)).toBe("IDEMPOTENCY_KEY_REUSED");
    const mine = await hall.mine(person, id);
    expect(mine.answer).toEqual(INVITE);

    const again = { commandId: uuid() };
    for (const _ of [1, 2])
      expect((await post(person, `/applications/${id}/withdrawal`, again)).status).toBe(204);
    expect((await person.call("POST", `/api/v1/applications/${id}/withdrawal`)).status).toBe(409);
    expect(await stepsOf(id)).toEqual(["send", "invite", "withdraw"]);
  });

  test("the id of a command belongs to its sender", async () => {
    const [one, two] = [await hall.sent(), await hall.sent()];
    const commandId = uuid();
    await withdrawApplication(one.person.ctx, { id: one.id, commandId });
    await withdrawApplication(two.person.ctx, { id: two.id, commandId });
    expect(await code(withdrawApplication(two.person.ctx, { id: one.id, commandId }))).toBe("NOT_FOUND");
  });

  test("two at once with one id are one command", async () => {
    const [person, postingId, commandId] = [await hall.seeker(), await hall.publish(), uuid()];
    const sent = await Promise.all(
      Array.from({ length: 6 }, () => apply(person.ctx, { postingId, commandId, message: "同时" })),
    );
    expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await stepsOf(sent[0]?.id ?? "")).toEqual(["send"]);
  });
});
