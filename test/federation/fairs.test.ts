import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  boardUpkeep,
  cancelFair,
  type FairView,
  fairUpkeep,
  publishFair,
  refuseRegistration,
  updateFair,
} from "../../src/fairs/index.ts";
import { contextFor } from "../../src/platform/context.ts";
import { HOME } from "../factories/cities.ts";
import { announcedFair, hoursAhead, placed, venueInput } from "../factories/fairs.ts";
import { bodyOf, freshPhone, type TestApp } from "../support/app.ts";
import { type TwoNodes, twoNodes } from "./world.ts";

let nodes: TwoNodes;
let home: TwoNodes["home"];
let away: TestApp;
let fair: FairView;
let stands: Awaited<ReturnType<typeof placed>>[];
beforeAll(async () => {
  nodes = await twoNodes();
  ({ home, away } = nodes);
  const union = home.officer.ctx;
  const draft = await announcedFair(union, {
    venues: [venueInput({ closedBooths: ["A02"] })],
    programme: [{ at: "9:00", title: "开幕" }],
  });
  stands = [await placed(home.t.services, union, draft.id), await placed(home.t.services, union, draft.id)];
  fair = await publishFair(union, { id: draft.id, action: "publish" });
  expect(await nodes.pull()).toEqual([]);
});
afterAll(() => nodes.close());

/** What a visitor of a node reads of the fair, without what depends on the node. */
async function publicly(t: TestApp) {
  const get = async (path: string) => {
    const response = await t.call("GET", `/api/v1/fairs/${fair.id}${path}`);
    return response.status === 200 ? ((await response.json()) as Record<string, unknown>) : response.status;
  };
  const seen = await get("");
  const { hostedHere: _here, registrationOpen: _open, ...view } = seen as Record<string, unknown>;
  const [venue] = fair.venues;
  const hall = (await get(`/venues/${venue?.id}/booths`)) as { items: { id: string }[] };
  const booths = hall.items.map(({ id: _id, ...booth }) => booth);
  return { view, booths, exhibitors: await get("/exhibitors") };
}
const textOf = async (t: TestApp, path: string) => (await t.call("GET", path)).text();

test("a copy of a fair shows what its home shows: fair, hall plan, exhibitors", async () => {
  const there = await publicly(home.t);
  expect(await publicly(away)).toEqual(there);
  expect(there.booths.map((booth) => (booth as { closed?: boolean }).closed)).toContain(true);
  expect((there.exhibitors as { items: unknown[] }).items).toHaveLength(2);
  const list = await bodyOf<{ items: { id: string }[] }>(await away.call("GET", "/api/v1/fairs"), 200);
  expect(list.items.map(({ id }) => id)).toEqual([fair.id]);
});

test("its pages offer reading, and say who hosts it", async () => {
  const page = await textOf(away, `/fairs/${fair.id}`);
  expect(page).toContain("领入场码、企业报名，请到");
  expect(page).not.toContain(`/fairs/${fair.id}/ticket`);
  expect(page).not.toContain(`/enterprise/fairs/${fair.id}`);
  const found = await textOf(away, `/fairs/${fair.id}/postings`);
  for (const { posting } of stands) expect(found).toContain(posting.id);
  expect(await textOf(home.t, `/fairs/${fair.id}`)).toContain(`/fairs/${fair.id}/ticket`);
});

/** What acting on a copy may leave behind. */
const traces = async () =>
  (
    await sql`
      select (select count(*) from outbox) as outbox, (select count(*) from notice) as notices,
        (select count(*) from task) as tasks, (select sum(rev) from fair_registration) as registrations,
        (select count(*) from fair_ticket) as tickets, (select count(*) from fair_board_event) as boards,
        (select sum(rev) from fair) as fairs`.execute(away.services.db)
  ).rows[0];

test("acting on it is refused in words, and a copy makes no notice, task or recurring work", async () => {
  const person = await away.signInAs(freshPhone());
  const before = await traces();
  const ticket = await person.call("POST", `/api/v1/fairs/${fair.id}/tickets`, {
    body: { venueId: fair.venues[0]?.id },
  });
  expect([ticket.status, await ticket.json()]).toMatchObject([409, { code: "HOSTED_ELSEWHERE" }]);
  const form = await person.call("GET", `/fairs/${fair.id}/ticket`);
  expect(form.status).toBe(409);
  expect(await form.text()).toContain("这条信息由别的城市管理");
  for (const hours of [3, 1]) {
    await sql`
      update fair set registration_closes_at = app.now(), opens_at = app.now() + make_interval(hours => ${hours})
      where id = ${fair.id}`.execute(away.services.db);
    const system = contextFor(away.services, { kind: "system", name: "test" });
    await fairUpkeep(system);
    expect(await boardUpkeep(system)).toBe(0);
  }
  expect(await traces()).toEqual(before);
});

type Brought = { shown: unknown[]; brought: unknown[] };
async function projected(t: TestApp): Promise<Brought> {
  const { rows } = await sql<Brought>`
    select (select coalesce(json_agg(json_build_array(s.event_kind, s.event_id, a.document, s.readable_until)
        order by s.event_id), '[]') from event_shown s join agreement a on a.id = s.agreement_id) as shown,
      (select coalesce(json_agg(json_build_array(event_kind, event_id, enterprise_id, posting_id)
        order by event_id, enterprise_id, posting_id), '[]') from event_brought) as brought`.execute(
    t.services.db,
  );
  return rows[0] ?? { shown: [], brought: [] };
}

test("own and foreign fairs project the same rows, and the projection may be wiped and read again", async () => {
  await home.settle();
  const there = await projected(home.t);
  expect(there.shown).toHaveLength(1);
  expect(there.brought).toHaveLength(4);
  for (const t of [home.t, away]) {
    expect(await projected(t)).toEqual(there);
    await sql`delete from event_shown`.execute(t.services.db);
    await sql`delete from event_brought`.execute(t.services.db);
    await sql`delete from consumer_cursor where consumer = 'brought-to-events'`.execute(t.services.db);
  }
  await home.settle();
  await nodes.pull();
  for (const t of [home.t, away]) expect(await projected(t)).toEqual(there);
});

test("it follows its home: edited, an exhibitor gone, another booth, cancelled", async () => {
  const union = home.officer.ctx;
  await refuseRegistration(union, { id: stands[1]?.registration.id ?? "", reason: "资料不全" });
  const venues = fair.venues.map(({ id, city, name, address, directions, hours, capacity }) => {
    return {
      id,
      city,
      name,
      address,
      directions,
      hours,
      capacity,
      boothRows: 1,
      boothColumns: 3,
      closedBooths: [],
    };
  });
  await updateFair(union, { id: fair.id, patch: { title: "改了名的招聘会", venues } });
  expect(await nodes.pull()).toEqual([]);
  expect(await publicly(away)).toEqual(await publicly(home.t));
  expect(await projected(away)).toEqual(await projected(home.t));

  const opensAt = await hoursAhead(union, 30 * 24);
  const other = await announcedFair(union, { opensAt, closesAt: await hoursAhead(union, 30 * 24 + 6) });
  await nodes.pull();
  await cancelFair(union, { id: other.id, action: "cancel", reason: "暴雨" }).catch(async () => {
    const confirm = { change: "cancel" as const, enterprises: 0, codes: 0, interviews: 0 };
    await cancelFair(union, { id: other.id, action: "cancel", reason: "暴雨", confirm });
  });
  expect(await nodes.pull()).toEqual([]);
  const copy = await bodyOf<FairView>(await away.call("GET", `/api/v1/fairs/${other.id}`), 200);
  expect([copy.phase, copy.cancelReason]).toEqual(["cancelled", "暴雨"]);
  expect(await projected(away)).toEqual(await projected(home.t));
});

test("an exhibitor is shown before its enterprise and postings are known; their copies fill it", async () => {
  const one = stands[0];
  if (!one) throw new Error("no stand");
  const told = await nodes.newest("fairExhibitor", one.registration.id);
  for (const [kind, id] of [
    ["fairExhibitor", one.registration.id],
    ["posting", one.posting.id],
    ["enterprise", one.enterprise.id],
  ] as const)
    expect(await nodes.purge(kind, id)).toEqual([id]);
  expect(await nodes.put("fairExhibitor", told)).toEqual([]);
  const items = async () =>
    (await bodyOf<{ items: object[] }>(await away.call("GET", `/api/v1/fairs/${fair.id}/exhibitors`), 200))
      .items;
  expect(await items()).toMatchObject([{ name: one.enterprise.name, postings: [] }]);
  await nodes.put("enterprise", await nodes.newest("enterprise", one.enterprise.id));
  await nodes.put("posting", await nodes.newest("posting", one.posting.id));
  expect(await items()).toMatchObject([{ name: one.enterprise.name, postings: [{ id: one.posting.id }] }]);
});

test("what this node cannot read is named, and the rest of the page is written", async () => {
  const told = await nodes.newest("fair", fair.id);
  const payload = told.payload as Record<string, unknown>;
  const of = (rev: number, values: object) => ({
    ...told,
    id: home.t.services.ids.uuid(),
    rev,
    payload: { ...payload, venues: [], ...values },
  });
  const good = of(5, { title: "好的" });
  const unread = await nodes.put(
    "fair",
    of(1, { agreement: "nobody signed it" }),
    of(2, {
      cities: [{ city: "999999", name: "", federation: "", role: "host", quota: null, boothsTaken: 0 }],
    }),
    of(3, { closesAt: payload.opensAt }),
    of(4, { title: "a\u0000b" }),
    good,
  );
  expect(unread.map(({ rev, why }) => [rev, why]).sort()).toEqual([
    [1, "unknown nobody signed it"],
    [2, "unknown 999999"],
    [3, "closesAt"],
    [4, "text"],
  ]);
  const copy = await bodyOf<FairView>(await away.call("GET", `/api/v1/fairs/${good.id}`), 200);
  expect(copy.title).toBe("好的");
  const stand = await nodes.newest("fairExhibitor", stands[0]?.registration.id ?? "");
  const place = stand.payload as Record<string, unknown>;
  const exhibitor = (rev: number, values: object) => ({
    ...stand,
    id: home.t.services.ids.uuid(),
    rev,
    payload: { ...place, enterpriseId: home.t.services.ids.uuid(), ...values },
  });
  const refused = await nodes.put(
    "fairExhibitor",
    exhibitor(1, { fairId: home.t.services.ids.uuid() }),
    exhibitor(2, { enterpriseId: place.enterpriseId }),
    exhibitor(3, { enterprise: { home: "210700", name: "假的", verified: true } }),
    exhibitor(4, { booth: "Z99" }),
  );
  expect(refused.map(({ rev, why }) => [rev, why.replace(/ [0-9a-f-]{36}$/, "")]).sort()).toEqual([
    [1, "fair"],
    [2, "enterprise twice"],
    [3, "enterprise"],
    [4, "booth Z99"],
  ]);
});

test("an older version and another city's version change nothing", async () => {
  const told = await nodes.newest("fair", fair.id);
  const payload = told.payload as Record<string, unknown>;
  const before = await publicly(away);
  await nodes.put("fair", { ...told, rev: told.rev - 1, payload: { ...payload, title: "旧的" } });
  await nodes.put("fair", { ...told, rev: 99, home: "210700", payload: { ...payload, title: "假的" } });
  const stand = await nodes.newest("fairExhibitor", stands[0]?.registration.id ?? "");
  expect(await nodes.put("fairExhibitor", { ...stand, rev: 99, home: "210700" })).toHaveLength(1);
  expect(await publicly(away)).toEqual(before);
});

test("a purge deletes copies and what hangs on them, and never a hosted record or another city's", async () => {
  const id = stands[0]?.registration.id ?? "";
  const { home: homeCity } = await nodes.newest("fair", fair.id);
  expect(homeCity).toBe(HOME);
  await sql`update city set hosted = true where code = ${HOME}`.execute(away.services.db);
  for (const kind of ["fair", "fairExhibitor", "posting", "enterprise"])
    expect(
      await nodes.purge(kind, fair.id, id, stands[0]?.posting.id ?? "", stands[0]?.enterprise.id ?? ""),
    ).toEqual([]);
  await sql`update city set hosted = false where code = ${HOME}`.execute(away.services.db);
  for (const kind of ["fair", "fairExhibitor", "posting", "enterprise"]) {
    const [posting = "", enterprise = ""] = [stands[0]?.posting.id, stands[0]?.enterprise.id];
    expect(await nodes.purgeOf("210700", kind, fair.id, id, posting, enterprise)).toEqual([]);
  }
  expect(await nodes.purge("fairExhibitor", id)).toEqual([id]);
  expect(await nodes.purge("fair", fair.id)).toEqual([fair.id]);
  expect(await publicly(away).catch(() => "gone")).toBe("gone");
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from event_shown where event_id = ${fair.id})
      + (select count(*) from event_brought where event_id = ${fair.id})
      + (select count(*) from venue where fair_id = ${fair.id}) as n`.execute(away.services.db);
  expect(Number(rows[0]?.n)).toBe(0);
});
