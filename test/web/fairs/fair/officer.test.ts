import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FairView, getFair, placeRegistration, printTicket } from "../../../../src/fairs/index.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../../../factories/cities.ts";
import {
  crowd,
  openDoors,
  placed,
  publishedFair,
  recommended,
  venueInput,
} from "../../../factories/fairs.ts";
import { type Client, type TestApp, testApp } from "../../../support/app.ts";

const ORIGIN = "http://localhost";
let t: TestApp;
let host: Client;
let neighbour: Client;
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  host = await t.asOfficer(HOME);
  neighbour = await t.asOfficer(NEIGHBOUR);
});
afterAll(() => t?.close());

type Answer = { status: number; html: string; to: string; type: string };

async function ask(who: Client, path: string, fields?: Record<string, string>, from = ""): Promise<Answer> {
  const cookie = `session=${who.token}`;
  const body = fields && { method: "POST", body: new URLSearchParams(fields) };
  const headers = {
    cookie,
    origin: ORIGIN,
    accept: "text/html",
    ...(from ? { referer: ORIGIN + from } : {}),
  };
  const answer = await t.app.request(ORIGIN + path, { headers, ...body });
  const { status } = answer;
  const to = answer.headers.get("location") ?? "";
  return { status, html: await answer.text(), to, type: answer.headers.get("content-type") ?? "" };
}
const textOf = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const inputOf = (html: string, name: string) =>
  new RegExp(`<input[^>]*\\bname="${name}"[^>]*>`).exec(html)?.[0].match(/\bvalue="([^"]*)"/)?.[1] ?? "";
const numberOf = async ({ id }: Pick<FairView, "id">) =>
  (await t.services.db.selectFrom("fair").select("number").where("id", "=", id).executeTakeFirstOrThrow())
    .number;

describe("a new fair", () => {
  test("copies halls, plan, hours and texts of an earlier one, on new days and without its ids", async () => {
    const { fair } = await publishedFair(t.services, host.ctx, {
      title: "旧的招聘会",
      venues: [venueInput({ closedBooths: ["A02"], hours: "8:30-16:00" }), venueInput({ name: "二楼" })],
    });
    const dashboard = await ask(host, `/union/fairs/${fair.id}`);
    expect(dashboard.html).toContain(`/union/fairs/new?from=${fair.id}`);
    const { html } = await ask(host, `/union/fairs/new?from=${fair.id}`);
    expect(inputOf(html, "title")).toBe("旧的招聘会");
    expect(inputOf(html, "venue0-closed")).toBe("A02");
    expect(inputOf(html, "venue0-hours")).toBe("8:30-16:00");
    expect(inputOf(html, "venue1-name")).toBe("二楼");
    expect(html).not.toContain('name="venue0-id"');
    const opens = inputOf(html, "opensAt");
    expect(Date.parse(`${opens}:00+08:00`)).toBeGreaterThan(Date.parse(fair.opensAt));
    const lasts = Date.parse(inputOf(html, "closesAt")) - Date.parse(opens);
    // The form shows whole minutes.
    const length = Date.parse(fair.closesAt) - Date.parse(fair.opensAt);
    expect(Math.abs(lasts - length)).toBeLessThanOrEqual(60_000);
    expect(html).toMatch(/name="advanceNotice"[^>]*><\/textarea>/);
    expect((await ask(neighbour, `/union/fairs/new?from=${fair.id}`)).status).toBe(404);
    expect((await ask(host, "/union/fairs/new?from=gone")).status).toBe(200);
  });

  test("has as many halls as its officer adds, by plain buttons, and keeps what was typed", async () => {
    const first = await ask(host, "/union/fairs/new");
    expect(first.html.match(/name="venue\d+-name"/g)).toHaveLength(2);
    let fields: Record<string, string> = {
      title: "五个会场",
      "venue0-name": "一号馆",
      "venue1-name": "二号馆",
    };
    let { html } = first;
    for (let n = 2; n < 5; n += 1) {
      ({ html } = await ask(host, "/union/fairs/new", { ...fields, addHall: "1" }));
      fields = { ...fields, [`venue${n}-name`]: `${n + 1} 号馆` };
    }
    expect(html.match(/name="venue\d+-name"/g)).toHaveLength(5);
    expect(inputOf(html, "title")).toBe("五个会场");
    expect(inputOf(html, "venue2-name")).toBe("3 号馆");
    // An empty form is refused, and asks for what is missing.
    expect((await ask(host, "/union/fairs/new", {})).status).toBe(422);
  });
});

describe("paper codes", () => {
  test("fifty are printed in four clicks from the fair's page, each once, however often the form is sent", async () => {
    const fair = await openDoors(t.services, host.ctx);
    const hall = fair.venues[0]?.id ?? "";
    let clicks = 0;
    const follow = async (from: Answer, path: string) => {
      expect(from.html).toContain(`href="${path}"`);
      clicks += 1;
      return ask(host, path);
    };
    const dashboard = await ask(host, `/union/fairs/${fair.id}`);
    const form = await follow(dashboard, `/union/fairs/${fair.id}/tickets/new`);
    expect(inputOf(form.html, "count")).toBe("50");
    expect(form.html).toMatch(/<button[^>]*name="many"/);
    // Two clicks: the hall, and the button.
    clicks += 2;
    const fields = { room: hall, count: "50", many: "1", sheetId: inputOf(form.html, "sheetId") };
    const made = await ask(host, `/union/fairs/${fair.id}/tickets/new`, fields);
    const again = await ask(host, `/union/fairs/${fair.id}/tickets/new`, fields);
    expect([made.status, again.status, again.to]).toEqual([303, 303, made.to]);
    const sheet = await ask(host, made.to);
    expect(sheet.html).toMatch(/<button[^>]*data-print/);
    clicks += 1;
    expect(clicks).toBeLessThanOrEqual(4);
    expect(sheet.html.match(/<svg class="qr"/g)).toHaveLength(50);
    const references = textOf(sheet.html).match(/LP[0-9A-Z]{10}/g) ?? [];
    expect(new Set(references).size).toBe(50);
    expect(sheet.html).toContain(`/h/${await numberOf(fair)}`);
    const { n } = await t.services.db
      .selectFrom("fairTicket")
      .select(({ fn }) => fn.countAll<string>().as("n"))
      .where("fairId", "=", fair.id)
      .executeTakeFirstOrThrow();
    expect(Number(n)).toBe(50);
    // A city without this hall may neither print nor open the sheet.
    const other = fair.venues.find(({ city }) => city === HOME)?.id ?? "";
    const theirs = { ...fields, room: other, sheetId: t.services.ids.uuid() };
    expect((await ask(neighbour, `/union/fairs/${fair.id}/tickets/new`, theirs)).status).toBe(404);
    expect((await ask(neighbour, made.to)).status).toBe(404);
  });

  test("a sheet takes all its places or none; wrong numbers are asked for again", async () => {
    const fair = await openDoors(t.services, host.ctx, { venues: [venueInput({ capacity: 30 })] });
    const room = fair.venues[0]?.id ?? "";
    const path = `/union/fairs/${fair.id}/tickets/new`;
    const send = (count: string) =>
      ask(host, path, { room, count, many: "1", sheetId: t.services.ids.uuid() });
    const short = await send("31");
    expect([short.status, textOf(short.html).includes("名额不够")]).toEqual([422, true]);
    for (const count of ["0", "51", "十", "😀"]) expect((await send(count)).status).toBe(422);
    expect((await send("30")).status).toBe(303);
    expect((await send("1")).status).toBe(422);
    const { ticketsTaken } = await t.services.db
      .selectFrom("venue")
      .select("ticketsTaken")
      .where("id", "=", room)
      .executeTakeFirstOrThrow();
    expect(ticketsTaken).toBe(30);
  });

  test("two officers print at once: the places are given once", async () => {
    const fair = await openDoors(t.services, host.ctx, { venues: [venueInput({ capacity: 60 })] });
    const room = fair.venues[0]?.id ?? "";
    const path = `/union/fairs/${fair.id}/tickets/new`;
    const send = () => ask(host, path, { room, count: "50", many: "1", sheetId: t.services.ids.uuid() });
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
  });

  test("twin: to look at the free places first and to take them afterwards gives more than there are", async () => {
    const fair = await openDoors(t.services, host.ctx, { venues: [venueInput({ capacity: 60 })] });
    const hall = fair.venues[0]?.id ?? "";
    const { db } = t.services;
    const taken = async () =>
      (
        await db
          .selectFrom("venue")
          .select("ticketsTaken as n")
          .where("id", "=", hall)
          .executeTakeFirstOrThrow()
      ).n;
    const seen = await Promise.all([taken(), taken()]);
    for (const _ of seen.filter((n) => n + 50 <= 60))
      await db
        .updateTable("venue")
        .set((eb) => ({ ticketsTaken: eb("ticketsTaken", "+", 50) }))
        .where("id", "=", hall)
        .execute();
    expect(await taken()).toBeGreaterThan(60);
  });
});

describe("short addresses", () => {
  test("lead to the fair, to its booth, and to nothing that the reader may not see", async () => {
    const { fair, companies } = await publishedFair(t.services, host.ctx);
    const number = await numberOf(fair);
    const booth = companies[0]?.registration.booth?.code ?? "";
    const go = async (path: string) => {
      const answer = await t.app.request(`${ORIGIN}${path}`);
      return [answer.status, answer.headers.get("location")];
    };
    const stand = `/fairs/${fair.id}/stands/${companies[0]?.registration.id}`;
    expect(await go(`/h/${number}`)).toEqual([303, `/fairs/${fair.id}`]);
    expect(await go(`/h/${number}/1${booth.toLowerCase()}`)).toEqual([303, stand]);
    expect(await go(`/h/${number}/${booth}`)).toEqual([303, stand]);
    expect(await go(`/h/${number}/9Z99`)).toEqual([303, `/fairs/${fair.id}`]);
    for (const path of ["/h/999999999", "/h/abc", "/h/%F0%9F%98%80"]) expect((await go(path))[0]).toBe(404);
    const cards = await ask(host, `/union/fairs/${fair.id}/booth-cards`);
    expect(cards.html).toContain(`/h/${number}/1${booth}</p>`);
    const poster = await ask(host, `/union/fairs/${fair.id}/poster`);
    expect(poster.html).toContain(`/h/${number}</p>`);
  });
});

describe("the co-organiser of a hall, and a fair that ended", () => {
  let fair: FairView;
  let theirs: { enterprise: { name: string } };
  let ours: { enterprise: { name: string } };
  beforeAll(async () => {
    fair = await openDoors(t.services, host.ctx);
    const [own = "", other = ""] = [HOME, NEIGHBOUR].map(
      (city) => fair.venues.find((venue) => venue.city === city)?.id ?? "",
    );
    const here = await placed(t.services, host.ctx, fair.id, { venueWishes: [own] });
    const there = await placed(t.services, host.ctx, fair.id, { venueWishes: [other] });
    [ours, theirs] = [here, there];
    const { ticket } = await printTicket(host.ctx, { fairId: fair.id, venueId: other });
    const turn = (number: number, noShow: boolean) => ({
      id: t.services.ids.uuid(),
      fairId: fair.id,
      registrationId: there.registration.id,
      number,
      kind: "walkIn" as const,
      status: noShow ? ("left" as const) : ("done" as const),
      noShow,
      personId: ticket.id,
      ticketId: ticket.id,
      accountId: null,
      interviewId: null,
      dueAt: null,
      recruiter: 1,
      calledAt: new Date(),
      servedAt: noShow ? null : new Date(),
      endedAt: new Date(),
    });
    await t.services.db
      .insertInto("queueEntry")
      .values([turn(1, false), turn(2, true)])
      .execute();
  });

  test("sees lists, prints, plan and figures of its hall, and no other hall's", async () => {
    const base = `/union/fairs/${fair.id}`;
    const dashboard = await ask(neighbour, base);
    for (const tool of ["registrations", "print", "report", "tickets"])
      expect(dashboard.html).toContain(`href="${base}/${tool}"`);
    for (const path of ["registrations", "participants", "sign-in-sheets", "booth-cards"]) {
      const { status, html } = await ask(neighbour, `${base}/${path}`);
      expect([path, status, html.includes(theirs.enterprise.name)]).toEqual([path, 200, true]);
      expect([path, html.includes(ours.enterprise.name)]).toEqual([path, false]);
    }
    const { html } = await ask(neighbour, `${base}/registrations`);
    expect(html).not.toContain("/place");
    const csv = await ask(neighbour, `${base}/registrations.csv`);
    expect([csv.html.includes(theirs.enterprise.name), csv.html.includes(ours.enterprise.name)]).toEqual([
      true,
      false,
    ]);
    const report = textOf((await ask(neighbour, `${base}/report`)).html);
    expect(report).toContain("谈成的面谈 1 场");
    expect(report).toContain("没来的面谈 1 次");
    expect(report).not.toContain("定稿");
    const list = await ask(neighbour, `${base}/report/list?measure=interviews`);
    expect(list.html).toContain(theirs.enterprise.name);
    expect((await ask(neighbour, `${base}/report/list?measure=opened`)).status).toBe(404);
    expect((await ask(neighbour, `${base}/poster`)).status).toBe(404);
    const stranger = await t.asOfficer("210700");
    for (const path of ["registrations", "print", "report", "tickets"])
      expect((await ask(stranger, `${base}/${path}`)).status).toBe(404);
  });

  test("the host's report is by hall, and each of its figures opens its list", async () => {
    const base = `/union/fairs/${fair.id}`;
    const { html } = await ask(host, `${base}/report`);
    expect(textOf(html)).toMatch(/领了 \d+ 张入场码，到场 \d+ 人/);
    const hall = fair.venues.find(({ city }) => city === NEIGHBOUR)?.id;
    const links = [...html.matchAll(/href="([^"]*report\/list[^"]*)"/g)].map(([, href = ""]) =>
      href.replaceAll("&amp;", "&"),
    );
    const ofHall = links.filter((href) => href.includes(`dimension=hall&value=${hall}`));
    expect(ofHall.some((href) => href.includes("measure=missed"))).toBe(true);
    for (const href of new Set(ofHall)) expect([href, (await ask(host, href)).status]).toEqual([href, 200]);
    const missed = await ask(host, `${base}/report/list?measure=missed&dimension=hall&value=${hall}`);
    expect(missed.html).toContain(theirs.enterprise.name);
  });

  test("an ended fair offers its report and lists, and nothing that only a running one has", async () => {
    const before = (await ask(host, `/union/fairs/${fair.id}`)).html;
    expect(before).toContain("/tickets/new");
    await t.database.travel("7 hours");
    expect((await getFair(host.ctx, { id: fair.id })).phase).toBe("closed");
    for (const who of [host, neighbour]) {
      const { html } = await ask(who, `/union/fairs/${fair.id}`);
      for (const tool of ["report", "tickets", "participants", "registrations"])
        expect(html).toContain(`/union/fairs/${fair.id}/${tool}"`);
      for (const gone of ["tickets/new", "scanner", "arrival-poster", "print", "edit", "proposal", "cancel"])
        expect(html).not.toContain(`/union/fairs/${fair.id}/${gone}"`);
      expect(html).not.toContain("?wall=1");
      const tickets = await ask(who, `/union/fairs/${fair.id}/tickets`);
      expect([tickets.html.includes("/scanner"), tickets.html.includes("arrival-poster")]).toEqual([
        false,
        false,
      ]);
    }
    const late = { room: fair.venues[0]?.id ?? "", count: "50", many: "1", sheetId: t.services.ids.uuid() };
    expect((await ask(host, `/union/fairs/${fair.id}/tickets/new`, late)).status).toBe(409);
  });
});

test("two officers on one registration: the second is told, and an empty move is asked for its booth", async () => {
  const { fair } = await publishedFair(t.services, host.ctx);
  const { registration, enterprise } = await recommended(t.services, host.ctx, fair.id);
  const path = `/union/fairs/registrations/${registration.id}/place`;
  const sent = { booth: "", at: "q=x", ifRev: String(registration.rev) };
  const placedFirst = await placeRegistration(host.ctx, { id: registration.id });
  const second = await ask(host, path, sent);
  expect([second.status, new URL(second.to, ORIGIN).searchParams.get("done")]).toEqual([303, "taken"]);
  const told = await ask(host, second.to);
  expect(textOf(told.html)).toContain(enterprise.name);
  const list = `/union/fairs/${fair.id}/registrations`;
  const empty = await ask(host, path, { booth: "", at: "", ifRev: String(placedFirst.rev) }, list);
  expect(empty.status).toBe(422);
  expect(textOf(empty.html)).toMatch(/请(填写|选择)/);
});

test("参会企业 has counts, a search by name, pages and files, and keeps its filters", async () => {
  const { fair, companies } = await publishedFair(t.services, host.ctx);
  await crowd(t.services.db, fair.id, 24);
  const base = `/union/fairs/${fair.id}/registrations`;
  const page = async (query: string) => (await ask(host, `${base}${query}`)).html;
  const all = await page("");
  expect(textOf(all)).toContain("全部 25");
  expect(textOf(all)).toContain("已推荐，等主办方安排展位 24");
  expect(all.match(/data-item/g)).toHaveLength(20);
  const next = /href="([^"]*cursor=[^"]*)"/.exec(all)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const second = (await ask(host, next)).html;
  expect(second.match(/data-item/g)).toHaveLength(5);
  expect(textOf(second)).toContain("上一页");
  const name = companies[0]?.enterprise.name ?? "";
  const found = await page(`?q=${encodeURIComponent(name.slice(0, 4))}`);
  expect(found.match(/data-item/g)).toHaveLength(1);
  const hall = fair.venues.find(({ id }) => id === companies[0]?.registration.booth?.venueId)?.id ?? "";
  expect((await page(`?venue=${hall}&status=approved`)).match(/data-item/g)).toHaveLength(1);
  const reference = companies[0]?.registration.reference ?? "";
  expect((await page(`?q=${reference.toLowerCase()}`)).match(/data-item/g)).toHaveLength(1);
  const none = await page("?q=%F0%9F%98%80&status=approved");
  expect(textOf(none)).toContain("没有找到“😀”");
  expect(none).toContain(`href="${base}"`);
  // An unknown filter counts as none; a page that does not exist leads to the list.
  expect((await page("?status=gone&venue=gone")).match(/data-item/g)).toHaveLength(20);
  const beyond = await ask(host, `${base}?cursor=beyond`);
  expect([beyond.status, beyond.to]).toEqual([302, base]);
  const csv = await ask(host, `${base}.csv?q=crowd`);
  expect(csv.html.trim().split("\n")).toHaveLength(25);
  expect((await ask(host, `${base}.xlsx`)).type).toContain("spreadsheet");
});
