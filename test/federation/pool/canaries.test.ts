import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createLog } from "../../../src/platform/start/log.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import type { TestApp } from "../../support/app.ts";
import { dumpText } from "../../support/dump.ts";
import { openPool, type PoolWorld, type Shown } from "./world.ts";

const NAME = "金丝雀庚";
const CERTIFICATE = "金丝雀辛证";

let world: PoolWorld;
let shown: Shown;
let said = "";
let whileShown: string[][];
const answers: string[] = [];
const tiles: string[] = [];

/** Returns the tables of a node that hold one of the texts. */
async function holders({ services }: TestApp, texts: readonly string[]): Promise<string[]> {
  return (await dumpText(services.db))
    .split(/^(?=[\w.]+\n)/m)
    .filter((table) => texts.some((text) => table.includes(text)))
    .map((table) => table.split("\n")[0] ?? "");
}
const bothHold = (texts: readonly string[]) =>
  Promise.all([world.away, world.home.t].map((t) => holders(t, texts)));

beforeAll(async () => {
  world = await openPool();
  const write = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    said += chunk.toString();
    return true;
  });
  try {
    for (const { services } of [world.away, world.home.t]) services.log = createLog("debug");
    await everyFlow();
  } finally {
    write.mockRestore();
  }
});
afterAll(() => world.close());

/** A person is shown, found, opened, invited and declines, blocks, and takes the card back. */
async function everyFlow(): Promise<void> {
  shown = await world.shown({ profile: { callName: NAME, certificates: [CERTIFICATE] } });
  const { home } = world;
  const read = async (answer: Response) => {
    const text = await answer.text();
    answers.push(text);
    return text;
  };
  const postingId = await home.publish();
  await world.sync();
  const [id = ""] = await world.found(home.member, `&certificate=${encodeURIComponent(CERTIFICATE)}`);
  for (const who of [home.officer, home.member])
    for (const path of ["/api/v1/talent", `/api/v1/talent/${id}`]) await read(await who.call("GET", path));
  whileShown = await bothHold([NAME, shown.phone, CERTIFICATE]);
  const body = { enterpriseId: home.enterpriseId, postingId };
  await read(await home.member.call("POST", `/api/v1/talent/${id}/invitations`, { body }));
  await world.sync();
  const [invitation] = await world.invitationsTo(shown.client);
  await shown.client.call("POST", `/api/v1/me/talent-invitations/${invitation?.id}/decline`);
  await shown.client.call("PUT", `/api/v1/me/talent-blocks/${home.enterpriseId}`);
  await world.settle();
  await read(await home.member.call("GET", `/api/v1/enterprises/${home.enterpriseId}/talent-invitations`));
  for (const [t, log] of [
    [world.away, `${NEIGHBOUR}/public`],
    [home.t, `${HOME}/public`],
  ] as const)
    tiles.push(await (await t.app.request(`/fed/v1/log/${log}/1/changes?after=0`)).text());
  await shown.client.call("DELETE", `/api/v1/me/talent/${shown.card.id}`);
  await world.sync();
}

test("the other node holds the card alone, without name and number, while it is shown", () => {
  expect(whileShown).toEqual([["public.profile", "public.talent_card"], ["public.talent_card"]]);
});

test("name and phone are in no answer of the other node", () => {
  expect(answers.filter((text) => text.includes(CERTIFICATE)).length).toBeGreaterThan(1);
  expect(answers.filter((text) => text.includes(NAME) || text.includes(shown.phone))).toEqual([]);
});

test("name, phone and certificate are in no log, tile or message between the nodes, in either direction", () => {
  expect(said).toContain("/api/v1/talent");
  expect(world.link.seen.filter((text) => text.includes("candidate")).length).toBeGreaterThan(0);
  const all = [said, ...tiles, ...world.link.seen];
  for (const canary of [NAME, shown.phone, CERTIFICATE])
    for (const form of [canary, encodeURIComponent(canary), Buffer.from(canary).toString("base64")])
      expect(all.filter((text) => text.includes(form))).toEqual([]);
});

test("after taking back only the person's own profile holds them", async () => {
  expect(await bothHold([NAME, shown.phone, CERTIFICATE])).toEqual([["public.profile"], []]);
});
