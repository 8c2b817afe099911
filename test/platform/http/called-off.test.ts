import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { boardUpkeep, freezeReport, hubOf } from "../../../src/fairs/index.ts";
import { ticketFor } from "../../factories/booth-desk.ts";
import { HOME, twoAgreements } from "../../factories/cities.ts";
import { cancelConfirmed, publishedFair } from "../../factories/fairs.ts";
import { type Client, freshPhone, type TestApp, testApp } from "../../support/app.ts";

const WHY = "暴雨红色预警";

let t: TestApp;
let host: Client;
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  host = await t.asOfficer(HOME);
});
afterAll(() => t?.close());

const callOff = (id: string) => cancelConfirmed(host.ctx, { id, action: "cancel", reason: WHY });
const textOf = async (who: Pick<Client, "call">, path: string) => {
  const answer = await who.call("GET", path);
  return [answer.status, await answer.text()] as const;
};

describe("board", () => {
  test("of a cancelled fair: every open stream is told and ends, and the page gives the reason", async () => {
    const { fair } = await publishedFair(t.services, host.ctx);
    await t.database.travel("10 days 1 hour");
    await boardUpkeep(host.ctx);
    const address = `/fairs/${fair.id}/board`;
    const lines = await Promise.all([1, 2].map(() => host.call("GET", `${address}/events`)));
    expect(lines.map(({ status }) => status)).toEqual([200, 200]);
    await callOff(fair.id);
    await hubOf(t.services).look();
    for (const line of lines)
      expect(await line.text()).toMatch(/id: 1\ndata: \{[^\n]*\n\nevent: end\ndata: cancelled\n\n$/);
    expect(hubOf(t.services).listeners()).toBe(0);
    const [status, page] = await textOf(host, address);
    expect(status).toBe(200);
    expect(page).toContain("招聘会已取消");
    expect(page).toContain(WHY);
    expect(page).not.toContain("data-events");
    expect((await host.call("GET", `${address}/events`)).status).toBe(404);
    await t.database.travel("-10 days -1 hour");
  });

  test("stays readable when the fair is over and when its report was submitted", async () => {
    const { fair } = await publishedFair(t.services, host.ctx);
    await t.database.travel("11 days");
    for (const label of ["闭幕", "第 30 天"]) {
      const [status, page] = await textOf(host, `/fairs/${fair.id}/board`);
      expect([label, status]).toEqual([label, 200]);
      expect(page).toContain('data-figure="people"');
      await freezeReport(host.ctx, { fairId: fair.id, label });
    }
    await t.database.travel("-11 days");
  });
});

describe("a cancelled fair notifies participants and offers no further steps", () => {
  test("a seeker with a ticket: no wishes", async () => {
    const { fair } = await publishedFair(t.services, host.ctx);
    const seeker = await t.signInAs(freshPhone());
    const accountId = seeker.ctx.actor.kind === "account" ? seeker.ctx.actor.accountId : null;
    await ticketFor(t.services, { fairId: fair.id, venueId: fair.venues[0]?.id ?? "" }, accountId);
    expect((await textOf(seeker, `/me/fairs/${fair.id}`))[1]).toContain("想和谁面谈");
    await callOff(fair.id);
    const [status, page] = await textOf(seeker, `/me/fairs/${fair.id}`);
    expect(status).toBe(200);
    expect(page).toContain("招聘会已取消");
    expect(page).toContain(`原因：${WHY}`);
    expect(page).not.toMatch(/想和谁面谈|wish1|还没有这场招聘会的入场码/);
  });

  test("an enterprise with a booth: no booth desk and no withdrawal", async () => {
    const { fair, companies } = await publishedFair(t.services, host.ctx);
    const member = await t.asMember(companies[0]?.enterprise.id ?? "");
    const address = `/enterprise/fairs/${fair.id}`;
    expect((await textOf(member, address))[1]).toMatch(/\/desk"[\s\S]*\/withdraw"/);
    await callOff(fair.id);
    const [status, page] = await textOf(member, address);
    expect(status).toBe(200);
    expect(page).toContain("招聘会已取消");
    expect(page).toContain(`原因：${WHY}`);
    expect(page).not.toMatch(/\/desk"|\/interviews"|\/withdraw"/);
  });
});
