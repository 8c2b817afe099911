import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createLog } from "../../src/platform/start/log.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { shareCards, shownCard } from "../factories/talent.ts";
import { dumpText } from "../support/dump.ts";

const NAME = "金丝雀戊";
const CERTIFICATE = "金丝雀己证";

let hall: Hall;
let phone: string;
let said = "";
const answers: string[] = [];
beforeAll(async () => {
  hall = await openHall();
  await shareCards(hall.t.services.db);
  const write = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    said += chunk.toString();
    return true;
  });
  try {
    hall.t.services.log = createLog("debug");
    await everyFlow();
  } finally {
    write.mockRestore();
  }
});
afterAll(() => hall.t.close());

/** A person is shown, found, opened and invited, takes the card back, and is asked for afterwards. */
async function everyFlow(): Promise<void> {
  const { seeker, card } = await shownCard(hall.t, {
    profile: { callName: NAME, certificates: [CERTIFICATE] },
  });
  ({ phone } = seeker);
  const postingId = await hall.publish();
  const read = async (answer: Promise<Response>) => answers.push(await (await answer).text());
  const query = `certificate=${encodeURIComponent(CERTIFICATE)}`;
  for (const who of [hall.officer, hall.member]) {
    const desk = who === hall.officer ? "/union/talent" : "/enterprise/talent";
    for (const path of ["/api/v1/talent", `/api/v1/talent?${query}`, `/api/v1/talent/${card.id}`])
      await read(who.call("GET", path));
    for (const path of [desk, `${desk}?skill=welder`, `${desk}/${card.id}`])
      await read(Promise.resolve(hall.t.app.request(path, { headers: { cookie: `session=${who.token}` } })));
  }
  const body = { enterpriseId: hall.enterpriseId, postingId };
  await read(hall.member.call("POST", `/api/v1/talent/${card.id}/invitations`, { body }));
  await read(hall.member.call("GET", `/api/v1/enterprises/${hall.enterpriseId}/talent-invitations`));
  await seeker.call("DELETE", `/api/v1/me/talent/${card.id}`);
  await read(hall.member.call("GET", `/api/v1/talent/${card.id}`));
  await hall.settle();
}

test("name and phone are in no answer of the pool", () => {
  expect(answers.filter((text) => text.includes(CERTIFICATE)).length).toBeGreaterThan(3);
  expect(answers.filter((text) => text.includes(NAME) || text.includes(phone))).toEqual([]);
});

test("name, phone and certificate are in no log, and after taking back in the profile alone", async () => {
  expect(said).toContain("/api/v1/talent");
  for (const canary of [NAME, phone, CERTIFICATE, encodeURIComponent(CERTIFICATE)])
    expect([canary, said.includes(canary)]).toEqual([canary, false]);
  const holders = (await dumpText(hall.t.services.db))
    .split(/^(?=[\w.]+\n)/m)
    .filter((table) => table.includes(NAME) || table.includes(phone) || table.includes(CERTIFICATE))
    .map((table) => table.split("\n")[0]);
  expect(holders).toEqual(["public.profile"]);
});
