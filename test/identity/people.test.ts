import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountIdOf } from "../../src/platform/core/actor.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { HOME, NEIGHBOUR } from "../factories/cities.ts";
import { type Client, freshPhone } from "../support/app.ts";

let hall: Hall;
let db: Hall["t"]["services"]["db"];
beforeAll(async () => {
  hall = await openHall();
  db = hall.t.services.db;
});
afterAll(() => hall.t.close());

const personOf = (accountId: string) =>
  db.selectFrom("person").selectAll().where("id", "=", accountId).executeTakeFirst();
const idOf = ({ ctx }: Client) => accountIdOf(ctx.actor) ?? "";

test("an account is a person with its id, and gets its home city with the card, once", async () => {
  const who = await hall.seeker(false);
  expect(await personOf(idOf(who))).toEqual({
    id: idOf(who),
    accountId: idOf(who),
    homeCity: null,
    subject: null,
  });
  const card = { callName: "王师傅", skills: ["welder"], places: ["210902"] };
  await who.call("PUT", "/api/v1/me/profile", { body: card });
  expect((await personOf(idOf(who)))?.homeCity).toBe(NEIGHBOUR);
  await who.call("PUT", "/api/v1/me/profile", { body: { ...card, city: HOME } });
  expect((await personOf(idOf(who)))?.homeCity).toBe(NEIGHBOUR);
});

test("whoever lives in a city that another node hosts has the first hosted one as home city", async () => {
  await sql`update city set hosted = false where code = ${NEIGHBOUR}`.execute(db);
  const who = await hall.seeker(false);
  const card = { callName: "王师傅", skills: ["welder"], places: ["210902"] };
  await who.call("PUT", "/api/v1/me/profile", { body: card });
  const { rows } = await sql<{
    first: string;
  }>`select min(c) as first from app.hosted_cities() as h(c)`.execute(db);
  expect((await personOf(idOf(who)))?.homeCity).toBe(rows[0]?.first);
  await sql`update city set hosted = true where code = ${NEIGHBOUR}`.execute(db);
});

test("a person of another node is known by city and subject, and can take part without an account", async () => {
  const [id, postingId] = [hall.t.services.ids.uuid(), await hall.publish()];
  const person = (values: object) =>
    db.insertInto("person").values({ id, accountId: null, homeCity: NEIGHBOUR, subject: "s1", ...values });
  await expect(person({ subject: null }).execute()).rejects.toThrow("person_check");
  await expect(person({ homeCity: null }).execute()).rejects.toThrow("person_check");
  await person({}).execute();
  await expect(person({ id: hall.t.services.ids.uuid() }).execute()).rejects.toThrow(
    "person_home_city_subject_key",
  );
  const consentId = hall.t.services.ids.uuid();
  await sql`
    insert into consent (id, account_id, purpose, receiver_kind, receiver_id, fields, ends_at)
    values (${consentId}, ${id}, 'application', 'enterprise', ${hall.enterpriseId}, '{}', app.now() + interval '1 day')`.execute(
    db,
  );
  const stranger = sql`
    insert into application (id, reference, posting_id, enterprise_id, home_city, account_id, consent_id, status)
    values (${consentId}, 'R1', ${postingId}, ${hall.enterpriseId}, ${HOME}, ${id}, ${consentId}, 'sent')`;
  await stranger.execute(db);
  await expect(
    sql`update application set account_id = ${postingId} where id = ${consentId}`.execute(db),
  ).rejects.toThrow("application_of_person");
  expect(
    (await hall.member.call("GET", `/api/v1/enterprises/${hall.enterpriseId}/applications`)).status,
  ).toBe(200);
});

test("an account that the release before creates is a person too", async () => {
  const id = hall.t.services.ids.uuid();
  const phone = Buffer.from(freshPhone());
  await sql`insert into account (id, phone_index, phone_sealed) values (${id}, ${phone}, ${phone})`.execute(
    db,
  );
  expect(await personOf(id)).toMatchObject({ accountId: id });
});
