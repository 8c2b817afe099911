import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { registerEnterprise, verifyEnterprise } from "../../../src/enterprises/index.ts";
import type { FairView, InvitationView, RegistrationOutcome } from "../../../src/fairs/index.ts";
import { asMember, person } from "../../factories/actors.ts";
import { NEIGHBOUR } from "../../factories/cities.ts";
import { enterpriseInput } from "../../factories/enterprises.ts";
import { publishedPosting } from "../../factories/postings.ts";
import { bodyOf } from "../../support/app.ts";
import { openWorld, type World } from "./world.ts";

/** 天津市滨海新区: outside the agreement. */
const FAR = "120116";

let world: World;
let fair: FairView;
beforeAll(async () => {
  world = await openWorld();
  fair = await world.fair();
});
afterAll(() => world.close());

test("an enterprise from outside accepts the invitation of a partner city at that city's own node", async () => {
  const { officer, t } = world.own;
  const path = `/api/v1/fairs/${fair.id}/invitations`;
  const desk = await (await officer.call("GET", `/union/fairs/${fair.id}`)).text();
  expect(desk).toContain(`/union/fairs/${fair.id}/invitations`);
  const invited = await officer.call("POST", path, { body: { label: "天津某厂" } });
  const { code } = await bodyOf<InvitationView>(invited, 201);

  const founder = await person(t.services);
  const enterprise = await registerEnterprise(founder, {
    ...enterpriseInput({ county: FAR }),
    invitation: code,
  });
  expect(enterprise).toMatchObject({ homeCity: NEIGHBOUR, county: FAR });
  await verifyEnterprise(officer.ctx, { id: enterprise.id });
  const posting = await publishedPosting(
    { member: asMember(founder, enterprise), officer: officer.ctx },
    enterprise.id,
  );
  const client = await t.asMember(enterprise.id);
  const opened = await client.call("GET", `/invited?code=${code}`);
  expect(opened.headers.get("location")).toBe(`/enterprise/fairs/${fair.id}?invitation=${code}`);
  expect(await (await client.call("GET", opened.headers.get("location") ?? "")).text()).toContain("提交报名");
  const of = { client, ctx: client.ctx, id: enterprise.id, name: enterprise.name, postingId: posting.id };
  const { id } = await bodyOf<RegistrationOutcome>(await world.register(fair, of, { invitation: code }), 201);
  await world.settle();
  expect(await world.commands(id)).toEqual(["register done"]);
  expect((await world.recommend(id)).status).toBe(200);
  await world.settle();
  expect(await world.hosts(id)).toMatchObject({
    status: "recommended",
    endorsingCity: NEIGHBOUR,
    enterprise: { name: enterprise.name, county: FAR },
  });
  expect((await world.place(id)).status).toBe("approved");
  await world.sync();
  expect(await world.mine(of, id)).toMatchObject({ status: "approved", invited: true });
  const { items } = await bodyOf<{ items: InvitationView[] }>(await officer.call("GET", path), 200);
  expect(items).toMatchObject([{ code, used: true }]);
  // The code opens nothing at the host: its fair is read there by the agreement.
  const { rows } = await sql`select 1 from fair_invitation`.execute(world.host.t.services.db);
  expect(rows).toEqual([]);
});
