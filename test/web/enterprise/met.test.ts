import { afterAll, beforeAll, expect, test } from "vitest";
import { answerApplication, apply } from "../../../src/applications/index.ts";
import { suspendEnterprise } from "../../../src/enterprises/index.ts";
import { scanAtBooth } from "../../../src/fairs/index.ts";
import { DOORS_OPEN_H, fairWithBooths, holder } from "../../factories/booth-desk.ts";
import { HOME, twoAgreements } from "../../factories/cities.ts";
import { type Client, type TestApp, testApp } from "../../support/app.ts";

let t: TestApp;
let officer: Client;
let world: Awaited<ReturnType<typeof fairWithBooths>>;
let clerk: Client;
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  officer = await t.asOfficer(HOME);
  world = await fairWithBooths(t.services, officer.ctx, 2, DOORS_OPEN_H);
  clerk = await t.asMember(world.first.enterprise.id);
});
afterAll(() => t.close());

const get = async (path: string, who = clerk) => {
  const answer = await t.app.request(path, { headers: { cookie: `session=${who.token}` } });
  return answer.text();
};
const scan = (booth: typeof world.first, code: string) =>
  scanAtBooth(booth.member, {
    registrationId: booth.registrationId,
    nonce: t.services.ids.uuid(),
    code,
    postingId: booth.posting.id,
    intent: false,
  });
const applied = async () => {
  const seeker = await holder(t.services, world.hall);
  const { id } = await apply(seeker.ctx, { postingId: world.first.posting.id });
  return { ...seeker, id };
};
const decline = (id: string) =>
  answerApplication(world.first.member, { id, answer: { kind: "decline", reason: "filled" } });

test("who was declined and came to the booth, before or after, shows both; who came to another booth does not", async () => {
  const [after, before, elsewhere] = [await applied(), await applied(), await applied()];
  await decline(after.id);
  await scan(world.first, after.code);
  await scan(world.first, before.code);
  await decline(before.id);
  await decline(elsewhere.id);
  const other = world.booths[1];
  if (other) await scan(other, elsewhere.code);
  const list = await get("/enterprise/applications?status=declined");
  expect(list.match(/招聘会上见过/g)).toHaveLength(2);
  for (const { id } of [after, before]) {
    const page = await get(`/enterprise/applications/${id}`);
    expect(page).toContain("已婉拒");
    expect(page).toContain("招聘会上见过");
    expect(page).toContain(world.fair.title);
  }
  expect(await get(`/enterprise/applications/${elsewhere.id}`)).not.toContain("招聘会上见过");
  await suspendEnterprise(officer.ctx, { id: world.first.enterprise.id, reason: "营业执照待核实" });
  expect(await get("/enterprise/applications?status=declined")).not.toContain("招聘会上见过");
});
