import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkCopies } from "../../src/federation/digest/index.ts";
import type {
  AnswerLine,
  HeldEnterprise,
  OpenErasure,
  PartnerDetail,
  Partners,
  Refusal,
  Scoreboard,
  SentCommand,
} from "../../src/federation/index.ts";
import { PageFault } from "../../src/federation/pull/reading/fault.ts";
import { refusePage } from "../../src/federation/pull/refuse-page.ts";
import { FOREIGN, HOME, NEIGHBOUR } from "../factories/cities.ts";
import { bodyOf, type Client } from "../support/app.ts";
import { openTwoNodes, STREAM, type TwoNodes } from "./support/two-nodes.ts";

let world: TwoNodes;
let officer: Client;
let administrator: Client;
beforeAll(async () => {
  world = await openTwoNodes();
  officer = await world.away.asOfficer(NEIGHBOUR);
  administrator = await world.away.asAdministrator();
  await world.home.publish({ title: "铆工" });
  await world.pull();
});
afterAll(() => world.close());

const API = `/api/v1/federation/partners/${HOME}`;
const PAGE = `/union/federation/${HOME}`;
const detail = async (who = officer) => bodyOf<PartnerDetail>(await who.call("GET", API), 200);
const db = () => world.away.services.db;

test("the desk shows how a partner's log is followed, its keys and its figures", async () => {
  const { log, keys, postings, newestAt } = await detail();
  const { size } = await world.held();
  expect(log).toMatchObject({ state: "following", held: size, homeSize: size, failures: 0, quarantined: 0 });
  expect(log?.exchangedS).toBeLessThan(60);
  expect(keys.map(({ use, status }) => `${use} ${status}`).sort()).toEqual(["encrypt active", "sign active"]);
  expect(postings).toBe(1);
  expect(newestAt).not.toBeNull();
  const page = await officer.call("GET", PAGE);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("跟上了")]);
});

test("the steps of joining are counted, and stand on the page until all are done", async () => {
  const joining = async () =>
    (await bodyOf<Partners>(await officer.call("GET", "/api/v1/federation/partners"), 200)).joining;
  expect(await joining()).toEqual([
    { step: "keys", done: 3, of: 3 },
    { step: "clauses", done: 0, of: 1 },
    { step: "bootstrap", done: 1, of: 1 },
    { step: "checkpoint", done: 1, of: 1 },
  ]);
  const page = async () => (await officer.call("GET", "/union/federation")).text();
  expect(await page()).toContain("做了 0，共 1");
  await sql`update agreement set document = 'signed' where slug = 'west'`.execute(db());
  expect(await page()).not.toContain("加入合作的步骤");
  await sql`update agreement set document = null where slug = 'west'`.execute(db());
});

test("a posting shown elsewhere names its home city, its verifier and when it was confirmed there", async () => {
  const [id] = await world.found(world.away);
  const page = await (await world.away.call("GET", `/postings/${id}`)).text();
  for (const text of ["由哪座城市发布", "葫芦岛市", `union ${HOME}`, "最近一次确认"])
    expect(page).toContain(text);
  const own = await (await world.home.t.call("GET", `/postings/${id}`)).text();
  expect(own).not.toContain("由哪座城市发布");
});

test("a city that is no partner, and a stranger's city, are missing", async () => {
  const stranger = await world.away.asOfficer(FOREIGN);
  for (const [who, city] of [
    [officer, FOREIGN],
    [officer, "999999"],
    [stranger, HOME],
  ] as const) {
    expect((await who.call("GET", `/api/v1/federation/partners/${city}`)).status).toBe(404);
    expect((await who.call("POST", `/api/v1/federation/partners/${city}/replay`, { body: {} })).status).toBe(
      404,
    );
    expect((await who.call("GET", `/union/federation/${city}`)).status).toBe(404);
  }
});

test("entries in quarantine are listed with their reason, and tried again by hand", async () => {
  await sql`
    insert into quarantine (consumer, stream, epoch, seq, error) values ('copies', ${STREAM}, 1, 1, 'code 9999')`.execute(
    db(),
  );
  const { quarantine, log } = await detail();
  expect([quarantine.length, log?.quarantined]).toEqual([1, 1]);
  expect(quarantine[0]).toMatchObject({ seq: 1, why: "code 9999" });
  expect(await (await officer.call("GET", PAGE)).text()).toContain("有本机还不认识的写法（code 9999）");
  const answer = await officer.call("POST", `${API}/replay`, { body: {} });
  expect(await bodyOf(answer, 200)).toEqual({ released: 1 });
  expect((await detail()).quarantine).toEqual([]);
  const { rows } = await sql`
    select from audit where action = 'federation.replay' and account_id is not null`.execute(db());
  expect(rows).toHaveLength(1);
});

test("a frozen log gives both notes, and an administrator alone lets it go on", async () => {
  expect((await administrator.call("POST", `${API}/resume`, { body: {} })).status).toBe(409);
  await sql`update followed_log set state = 'frozen', contradiction = 'the other note' where stream = ${STREAM}`.execute(
    db(),
  );
  const evidence = await officer.call("GET", `${PAGE}/evidence`);
  const { checkpoint } = await detail();
  expect(await evidence.text()).toBe(`${checkpoint}\nthe other note`);
  expect((await officer.call("POST", `${API}/resume`, { body: {} })).status).toBe(403);
  await bodyOf(await administrator.call("POST", `${API}/resume`, { body: {} }), 204);
  expect((await detail()).log?.state).toBe("behind");
  expect((await officer.call("GET", `${PAGE}/evidence`)).status).toBe(404);
  await world.home.publish({ title: "起重工" });
  await world.pull();
  expect((await detail()).log?.state).toBe("following");
  const { rows } = await sql<{ detail: { contradiction: string } }>`
    select detail from audit where action = 'federation.log_resumed'`.execute(db());
  expect(rows[0]?.detail.contradiction).toBe("the other note");
});

const board = async () => bodyOf<Scoreboard>(await officer.call("GET", `${API}/scoreboard`), 200);
type ListOf<Item> = { items: Item[]; nextCursor: string | null };
const list = async <Item>(path: string) =>
  bodyOf<ListOf<Item>>(await officer.call("GET", `${API}/${path}`), 200);

test("the scoreboard counts what is given and held, its age, and the last comparison", async () => {
  const before = await board();
  expect(before.held).toEqual(
    expect.arrayContaining([
      { kind: "enterprise", count: 1 },
      { kind: "posting", count: 2 },
    ]),
  );
  expect(before.shared.map(({ count }) => count)).toEqual([0, 0, 0, 0]);
  expect(before).toMatchObject({ comparison: null, refusedPages: 0 });
  const { withinSecond, withinTen, withinMinute, later } = before.freshness;
  expect(withinSecond + withinTen + withinMinute + later).toBe(1);
  await sql`delete from posting where title = '起重工'`.execute(db());
  await checkCopies({ ...world.ctx, outbound: world.outbound.fetch }, { stream: STREAM });
  expect((await board()).comparison).toMatchObject({ differing: [], repaired: 1 });
});

test("each figure of the scoreboard opens its list, page by page, without people", async () => {
  const command = sql`
    insert into outgoing_command (id, city, target, type, body, subject_kind, subject_id, next_try_at, expires_at, state, settled_at)
    select gen_random_uuid(), ${NEIGHBOUR}, ${HOME}, 'apply', '{}', 'application', gen_random_uuid()::text, app.now(),
      app.now() + interval '3 days', s.state, case when s.state <> 'waiting' then app.now() end
    from unnest(array['waiting', 'waiting', 'refused', 'expired', 'done']) as s(state)`;
  await command.execute(db());
  expect((await board()).commands).toMatchObject({ waiting: 2, refused: 1, expired: 1 });
  const first = await list<SentCommand>("commands?limit=3");
  const rest = await list<SentCommand>(`commands?limit=3&cursor=${first.nextCursor}`);
  expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([3, 2, null]);
  expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(5);
  const waiting = await list<SentCommand>("commands?state=waiting");
  expect(waiting.items.map(({ state, settledAt }) => [state, settledAt])).toEqual([
    ["waiting", null],
    ["waiting", null],
  ]);
  await refusePage(world.ctx, new PageFault("SIGNATURE"), { stream: STREAM, city: HOME });
  expect((await board()).refusedPages).toBe(1);
  expect((await list<Refusal>("refusals")).items).toMatchObject([{ stream: STREAM, fault: "SIGNATURE" }]);
  expect((await list<AnswerLine>("answers")).items).toEqual([]);
  const held = (await list<HeldEnterprise>("enterprises")).items;
  expect(held).toHaveLength(1);
  await sql`
    insert into told_record (stream, kind, record_id, asked_at, asked_for, receipt_at)
    select ${`${NEIGHBOUR}/to/${HOME}`}, 'card', 'card-' || n, app.now() - n * interval '1 hour', 'erase',
      case when n = 3 then app.now() end from generate_series(1, 3) as n`.execute(db());
  const oldest = await list<OpenErasure>("erasures?limit=1");
  const newest = await list<OpenErasure>(`erasures?limit=1&cursor=${oldest.nextCursor}`);
  expect([oldest.items[0]?.kind, newest.items.length, newest.nextCursor]).toEqual(["card", 1, null]);
  expect(Date.parse(newest.items[0]?.askedAt ?? "")).toBeGreaterThan(
    Date.parse(oldest.items[0]?.askedAt ?? ""),
  );
  for (const [path, text] of [
    ["commands?state=waiting", "正在送"],
    ["refusals", "签名不对"],
    ["answers", "没有人应聘"],
    ["enterprises", "&amp;q="],
    ["erasures", "应聘材料"],
  ] as const)
    expect(await (await officer.call("GET", `${PAGE}/${path}`)).text()).toContain(text);
  const stranger = await world.away.asOfficer(FOREIGN);
  for (const path of ["scoreboard", "commands", "refusals", "answers", "enterprises", "erasures"])
    expect((await stranger.call("GET", `${API}/${path}`)).status).toBe(404);
});
