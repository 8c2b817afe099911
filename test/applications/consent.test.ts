import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bodyOf, type Client } from "../support/app.ts";
import { type Applied, type Hall, INVITE, openHall } from "./world.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
const takeBack = (who: Client, id: string) => who.call("POST", `/api/v1/me/consents/${id}/withdrawal`);
const withdraw = (who: Client, id: string) => who.call("POST", `/api/v1/applications/${id}/withdrawal`);

/** Makes the consent of an application older by an interval such as `1 day`. */
const makeOlder = (id: string, by: string) =>
  sql`update consent set granted_at = granted_at - ${by}::interval, ends_at = ends_at - ${by}::interval
    where id = (select consent_id from application where id = ${id})`.execute(hall.t.services.db);

/**
 * Returns everything that the enterprise can read of an application: the record and the list of the API, and
 * the page.
 */
async function readByEnterprise(id: string): Promise<string> {
  const one = await hall.received(id);
  const list = await hall.member.call(
    "GET",
    `/api/v1/enterprises/${hall.enterpriseId}/applications?limit=100`,
  );
  const page = await hall.t.app.request(`/enterprise/applications/${id}`, {
    headers: { cookie: `session=${hall.member.token}` },
  });
  const { items } = await bodyOf<{ items: { id: string }[] }>(list, 200);
  return JSON.stringify([one, items.find((item) => item.id === id), await page.text()]);
}

const MESSAGE = "家在阜新可以住厂";

describe("consent", () => {
  test("is valid until its end", async () => {
    const { person, id } = await hall.sent({ message: MESSAGE });
    const text = await readByEnterprise(id);
    for (const shown of ["王师傅", MESSAGE, person.phone]) expect(text).toContain(shown);
  });

  test.each([
    ["with the application, taken back", (person: Client, id: string) => withdraw(person, id)],
    [
      "taken back itself",
      async (person: Client, id: string) => takeBack(person, (await hall.mine(person, id)).consent.id),
    ],
  ])("%s: from the next request on nothing of the person is read", async (_name, end) => {
    const { person, id } = await hall.sent({ message: MESSAGE });
    expect((await end(person, id)).status).toBe(204);
    const text = await readByEnterprise(id);
    for (const hidden of ["王师傅", MESSAGE, person.phone, "焊工证特号"]) expect(text).not.toContain(hidden);
    expect(await hall.mine(person, id)).toMatchObject({
      status: "withdrawn",
      consent: { withdrawnAt: expect.any(String) },
    });
    expect(await codeOf(await hall.answer(id))).toEqual([409, "APPLICATION_STATE"]);
  });

  test("expires by its date without an action; afterwards no data is readable and no answer is possible", async () => {
    const { person, id } = await hall.sent({ message: MESSAGE });
    await makeOlder(id, "89 days");
    expect((await hall.received(id)).card).not.toBeNull();
    await makeOlder(id, "2 days");
    const text = JSON.stringify(await hall.received(id));
    for (const hidden of ["王师傅", MESSAGE, person.phone]) expect(text).not.toContain(hidden);
    expect(await codeOf(await hall.answer(id))).toEqual([409, "CONSENT_ENDED"]);
    await makeOlder(id, "-91 days");
    expect((await hall.answer(id)).status).toBe(200);
  });

  test("twin: without the date condition the query still returns the card", async () => {
    const { id } = await hall.sent();
    await makeOlder(id, "91 days");
    const { rows } = await sql<{ callName: string }>`
      select f.call_name from application a join consent c on c.id = a.consent_id and c.withdrawn_at is null
      join profile f on f.account_id = a.account_id where a.id = ${id}`.execute(hall.t.services.db);
    expect(rows).toEqual([{ callName: "王师傅" }]);
  });

  test("withdrawn after the answer: access ends, the history stays", async () => {
    const { person, id } = await hall.sent();
    await bodyOf(await hall.answer(id), 200);
    const { consent } = await hall.mine(person, id);
    expect((await takeBack(person, consent.id)).status).toBe(204);
    expect((await takeBack(person, consent.id)).status).toBe(204);
    const mine = await hall.mine(person, id);
    expect(mine.status).toBe("invited");
    expect(mine.history.map(({ kind }) => kind)).toEqual(["send", "invite", "consentEnd"]);
    expect(await hall.received(id)).toMatchObject({ card: null, message: null, answer: INVITE });
  });

  test("given again after the answer: the same application keeps its answer, and the card is readable", async () => {
    const { person, id, postingId } = await hall.sent();
    await bodyOf(await hall.answer(id), 200);
    await takeBack(person, (await hall.mine(person, id)).consent.id);
    expect(await bodyOf(await hall.applyTo(postingId, person), 200)).toMatchObject({ id, created: false });
    expect(await hall.received(id)).toMatchObject({ status: "invited", card: { phone: person.phone } });
    const { history } = await hall.mine(person, id);
    expect(history.map(({ kind }) => kind)).toEqual(["send", "invite", "consentEnd", "consent"]);
  });

  test("given again by another application: the same record with a new consent", async () => {
    const { person, id, postingId } = await hall.sent();
    const before = await hall.mine(person, id);
    await withdraw(person, id);
    const again = await bodyOf<Applied>(await hall.applyTo(postingId, person), 201);
    expect(again).toEqual({ id, reference: before.reference, created: true });
    const after = await hall.mine(person, id);
    expect(after.status).toBe("sent");
    expect(after.consent.id).not.toBe(before.consent.id);
    expect((await hall.received(id)).card).toMatchObject({ phone: person.phone });
    const { items } = await bodyOf<{ items: { standing: boolean }[] }>(
      await person.call("GET", "/api/v1/me/consents"),
      200,
    );
    expect(items.map((item) => item.standing)).toEqual([true, false]);
  });

  test("withdrawn while the enterprise answers: one act wins, and no answer follows a withdrawal", async () => {
    for (let n = 0; n < 10; n += 1) {
      const { person, id } = await hall.sent();
      const [back, answer] = await Promise.all([withdraw(person, id), hall.answer(id)]);
      const { status, history } = await hall.mine(person, id);
      const kinds = history.map(({ kind }) => kind);
      expect([back.status, status]).toEqual([204, "withdrawn"]);
      expect(kinds).toEqual(answer.status === 200 ? ["send", "invite", "withdraw"] : ["send", "withdraw"]);
    }
  });
});

test("only the person changes the card; a verified veteran status stays", async () => {
  const person = await hall.seeker();
  const accountId = person.ctx.actor.kind === "account" ? person.ctx.actor.accountId : "";
  await sql`update profile set veteran = 'verified' where account_id = ${accountId}`.execute(
    hall.t.services.db,
  );
  const changed = { callName: "王工", skills: ["welder"], places: ["210900"], veteran: false };
  expect(await bodyOf(await person.call("PUT", "/api/v1/me/profile", { body: changed }), 200)).toMatchObject({
    callName: "王工",
    veteran: "verified",
    certificates: [],
  });
  expect(
    await codeOf(
      await person.call("PUT", "/api/v1/me/profile", { body: { ...changed, veteran: "verified" } }),
    ),
  ).toEqual([422, "INVALID_INPUT"]);
});
