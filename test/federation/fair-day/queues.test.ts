import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type BoothInterviews,
  interviewUpkeep,
  type MyFair,
  planInterviews,
  tellMeetings,
  tellMeetingsAgain,
} from "../../../src/fairs/index.ts";
import { expire } from "../../../src/federation/commands/sending/expire.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { inTransaction } from "../../../src/platform/core/store.ts";
import { HOME } from "../../factories/cities.ts";
import { hoursAhead } from "../../factories/fairs.ts";
import { bodyOf, type Client } from "../../support/app.ts";
import { beginFair, type FairDay, openFairDay, visitorOf } from "./fair.ts";
import {
  agePastAnswers,
  answers,
  COMMANDS,
  expireWaiting,
  KINDS,
  noticesOf,
  openWorld,
  type World,
} from "./world.ts";

let world: World;
let day: FairDay;
beforeAll(async () => {
  world = await openWorld();
  day = await openFairDay(world);
  await beginFair(world, day.fair.id);
});
afterAll(() => world.close());
beforeEach(async () => {
  world.links.cut.clear();
  world.links.loseAnswers = 0;
  await world.clauses({});
});

const visitor = (online = false) => visitorOf(world, day.fair, online);
const at = (path = "") => `/api/v1/me/fairs/${day.fair.id}${path}`;
const mine = async (client: Client): Promise<MyFair> => bodyOf(await client.call("GET", at()), 200);
const join = (client: Client) => client.call("POST", at("/queue"), { body: { registrationId: day.booth } });
const leave = (client: Client) =>
  client.call("POST", at("/queue/departure"), { body: { registrationId: day.booth } });
const booth = (path: string) => `/api/v1/fair-registrations/${day.booth}/${path}`;
const call = (recruiter = 1) => day.member.call("POST", booth("calls"), { body: { recruiter } });
const act = (entryId: string, name: string) =>
  day.member.call("POST", booth(`queue/${entryId}`), { body: { act: name } });
const boothDay = async (): Promise<BoothInterviews> =>
  bodyOf(await day.member.call("GET", booth("interviews")), 200);
const deskPage = async () =>
  (await day.member.call("GET", `/enterprise/fairs/${day.fair.id}/interviews`)).text();
const codeOf = async (answer: Response) =>
  `${answer.status} ${((await answer.json()) as { code: string }).code}`;
const hostDb = () => world.host.t.services.db;
const entries = async () => {
  const { rows } = await sql<{ status: string; number: number }>`
    select status, number from queue_entry where registration_id = ${day.booth}::uuid order by number`.execute(
    hostDb(),
  );
  return rows;
};
/** Ends all turns at the booth, so that the next test begins with an empty queue. */
async function emptyQueue(): Promise<void> {
  await sql`
    update queue_entry set status = 'left', ended_at = app.now() where status in ('waiting','called','serving')`.execute(
    hostDb(),
  );
  await world.sync();
}

test("a person takes a number at home, the desk at the enterprise's node calls her, and she is told", async () => {
  const { client, phone } = await visitor();
  expect(await bodyOf(await join(client), 200)).toEqual({ number: null });
  expect(await mine(client)).toMatchObject({ queue: [], sending: { served: true, waiting: 1 } });
  await world.settle();
  const [turn] = (await mine(client)).queue;
  expect(turn).toMatchObject({ number: 1, status: "waiting", kind: "walkIn", remote: false, estimate: null });
  expect(await bodyOf(await join(client), 200)).toEqual({ number: 1 });
  expect(await answers(world.people)).toEqual(["takeTicket done", "joinQueue done"]);
  expect((await boothDay()).queue).toMatchObject([{ id: turn?.id, number: 1, status: "waiting" }]);

  expect(await bodyOf(await call(), 200)).toEqual({ called: null });
  await world.settle();
  expect((await mine(client)).queue).toMatchObject([{ status: "called", recruiter: 1 }]);
  expect(await noticesOf(client)).toContain("queueCalled");
  expect((await act(turn?.id ?? "", "arrive")).status).toBe(204);
  await world.settle();
  expect((await boothDay()).queue).toMatchObject([{ status: "serving" }]);
  expect(await codeOf(await leave(client))).toBe("409 QUEUE_STATE");
  expect((await act(turn?.id ?? "", "finish")).status).toBe(204);
  await world.settle();
  expect((await boothDay()).queue).toEqual([]);
  expect((await mine(client)).queue).toEqual([]);
  expect(await entries()).toEqual([{ status: "done", number: 1 }]);
  expect(new Set(await answers(world.makers))).toEqual(new Set(["boothAct done"]));
  // Neither the way nor the enterprise's node ever names her.
  expect(world.links.seen.filter((text) => text.includes(phone) || text.includes("王师傅"))).toEqual([]);
  const { rows } = await sql<{ text: string }>`
    select told::text as text from told_meeting where kind = 'boothTurn'`.execute(world.makers.t.services.db);
  expect(rows.map(({ text }) => text).join()).not.toContain("subject");
});

test("a number that is given up counts here at once, with the host down; then it is gone there too", async () => {
  const { client } = await visitor();
  await join(client);
  await world.settle();
  world.links.cut.add(HOME);
  expect((await leave(client)).status).toBe(204);
  expect((await mine(client)).queue).toEqual([]);
  expect(await codeOf(await leave(client))).toBe("404 NOT_FOUND");
  world.links.cut.clear();
  await world.retry();
  await world.settle();
  expect((await boothDay()).queue).toEqual([]);
  expect((await answers(world.people)).at(-1)).toBe("leaveQueue done");
  expect(await noticesOf(client)).not.toContain("queueCancelled");
});

test("who gives a number up while the talk begins keeps it", async () => {
  await emptyQueue();
  const { client } = await visitor();
  await join(client);
  await world.settle();
  world.links.cut.add(world.people.city);
  await call();
  await world.settle();
  const [turn] = (await boothDay()).queue;
  await act(turn?.id ?? "", "arrive");
  await world.settle();
  expect((await leave(client)).status).toBe(204);
  world.links.cut.clear();
  await world.retry();
  await world.settle();
  expect((await mine(client)).queue).toMatchObject([{ status: "serving" }]);
  await act(turn?.id ?? "", "finish");
  await world.settle();
});

test("a doubled call and one whose answer was lost call one person; two calls call two", async () => {
  await emptyQueue();
  for (let n = 0; n < 3; n += 1) await join((await visitor()).client);
  await world.settle();
  world.links.loseAnswers = 1;
  await call();
  await world.send();
  await world.retry();
  await world.settle();
  const { rows } = await sql<{ body: string }>`
    select body from outgoing_command where type = 'boothAct' order by created_at desc limit 1`.execute(
    world.makers.t.services.db,
  );
  const body = rows[0]?.body ?? "";
  expect((await world.post(world.makers, body)).status).toBe(200);
  const called = async () => (await entries()).filter(({ status }) => status === "called").length;
  expect(await called()).toBe(1);
  // Twin: without the id under which the host keeps the answer, the same act calls again.
  const { commandId: _id, payload, ...asked } = JSON.parse(body);
  const again = {
    ...asked,
    commandId: world.makers.t.services.ids.uuid(),
    payload: { ...payload, recruiter: 2 },
  };
  expect((await world.post(world.makers, JSON.stringify(again))).status).toBe(200);
  expect(await called()).toBe(2);
});

test("a call that comes too late calls nobody, and the desk says so", async () => {
  await emptyQueue();
  await join((await visitor()).client);
  await world.settle();
  world.links.cut.add(HOME);
  await call();
  await expireWaiting(world.makers, "boothAct");
  world.links.cut.clear();
  await world.settle();
  expect((await boothDay()).sending).toMatchObject({ refusal: "COMMAND_EXPIRED" });
  expect((await entries()).filter(({ status }) => status === "called")).toEqual([]);
  // For three seconds after an answer the page waits for the host's records.
  await agePastAnswers(world.makers);
  expect(await deskPage()).toContain("主办的工会没有及时收到");
});

test("online: a booth without a meeting room is not offered, or the host refuses; with one the room opens to her when she is called", async () => {
  await emptyQueue();
  const { client } = await visitor(true);
  const page = async () => (await client.call("GET", `/me/fairs/${day.fair.id}`)).text();
  expect(await page()).not.toContain(day.booth);
  expect(await codeOf(await join(client))).toBe("422 INVALID_INPUT");
  // As a host of an earlier release, which does not tell of rooms.
  await sql`update fair_registration set told_room = null where id = ${day.booth}::uuid`.execute(
    world.people.t.services.db,
  );
  expect(await page()).toContain(day.booth);
  await join(client);
  await world.settle();
  expect((await mine(client)).sending).toMatchObject({ refusal: "NO_ROOM" });
  expect(await (await client.call("GET", `/me/fairs/${day.fair.id}`)).text()).toContain("没有开远程面谈");
  const asked = { kind: "turn", registrationId: day.booth, postingId: null, refusal: "NO_ROOM" };
  expect((await mine(client)).refused).toMatchObject([asked]);
  const url = "https://meeting.example.cn/r/1";
  expect((await day.member.call("PUT", booth("meeting-room"), { body: { url } })).status).toBe(204);
  await world.settle();
  expect((await boothDay()).meetingUrl).toBe(url);
  const { rows } = await sql<{ told: boolean | null }>`
    select told_room as told from fair_registration where id = ${day.booth}::uuid`.execute(
    world.people.t.services.db,
  );
  expect(rows).toEqual([{ told: true }]);
  await join(client);
  await world.settle();
  expect(await mine(client)).toMatchObject({
    queue: [{ kind: "remote", remote: true, meetingUrl: null }],
    refused: [],
  });
  await call();
  await world.settle();
  expect((await mine(client)).queue).toMatchObject([{ status: "called", meetingUrl: url }]);
  expect(world.links.seen.filter((text) => text.includes("王师傅"))).toEqual([]);
});

test("slots of the desk and wishes from home become interviews on three nodes; giving one up frees it", async () => {
  await emptyQueue();
  const [from, to] = [await hoursAhead(world.host.ctx, 1), await hoursAhead(world.host.ctx, 1.5)];
  const slots = { recruiter: 1, from, to, minutes: 15 };
  const opened = await day.member.call("POST", booth("interview-slots"), { body: slots });
  expect(await bodyOf(opened, 201)).toEqual({ slots: null });
  await world.settle();
  expect((await boothDay()).slots).toHaveLength(2);
  const { client } = await visitor(true);
  expect(await (await client.call("GET", `/me/fairs/${day.fair.id}`)).text()).toContain(
    `<option value="${day.postingId}"`,
  );
  const wishes = { postingIds: [day.postingId] };
  const wished = await client.call("PUT", at("/wishes"), { body: wishes });
  expect(await bodyOf<MyFair>(wished, 200)).toMatchObject({ wishes: [{ state: "open" }] });
  await world.settle();
  expect((await answers(world.people)).at(-1)).toBe("wishInterviews done");
  await planInterviews(world.host.ctx, day.fair.id);
  await world.settle();
  const own = await mine(client);
  expect(own).toMatchObject({
    wishes: [{ state: "met" }],
    interviews: [
      { remote: true, status: "booked", posting: "电焊工", meetingUrl: "https://meeting.example.cn/r/1" },
    ],
    queue: [{ kind: "booked" }],
  });
  expect(await noticesOf(client)).toContain("interviewBooked");
  const booked = { status: "booked", startsAt: own.interviews[0]?.startsAt };
  expect((await boothDay()).interviews).toMatchObject([{ ...booked, callName: null }]);
  expect(await deskPage()).toContain("没有本人授权，不显示称呼");
  // She applies: her home tells the enterprise's node that this turn is that application's.
  const applied = await client.call("POST", `/api/v1/postings/${day.postingId}/applications`, { body: {} });
  const { id: applicationId } = await bodyOf<{ id: string }>(applied, 201);
  await world.settle();
  expect((await boothDay()).interviews).toMatchObject([{ ...booked, callName: "王师傅" }]);
  expect(await deskPage()).toContain("王师傅");
  await world.settle();
  const looks = await bodyOf<{ items: { why: string }[] }>(
    await client.call("GET", "/api/v1/me/card-views"),
    200,
  );
  expect(looks.items.map(({ why }) => why)).toContain("interviews");
  expect((await client.call("POST", `/api/v1/applications/${applicationId}/withdrawal`)).status).toBe(204);
  await world.settle();
  expect((await boothDay()).interviews).toMatchObject([{ ...booked, callName: null }]);
  await sql`
    update told_meeting set told = jsonb_set(told, '{interview,startsAt}', to_jsonb(to_char(
      (app.now() + interval '20 minutes') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
    where kind = 'queueTurn' and told->'interview'->>'status' = 'booked'`.execute(world.people.t.services.db);
  const upkeep = systemContext(world.people.t.services, "test");
  expect([(await interviewUpkeep(upkeep)).reminded, (await interviewUpkeep(upkeep)).reminded]).toEqual([
    1, 0,
  ]);
  expect((await leave(client)).status).toBe(204);
  await world.settle();
  expect((await boothDay()).slots.map(({ taken }) => taken)).toEqual([0, 0]);
  expect((await mine(client)).interviews).toEqual([]);
});

test("wishes that the host refuses show as refused with the reason, and what it holds stands", async () => {
  const { client } = await visitor(true);
  const wish = (postingIds: string[]) => client.call("PUT", at("/wishes"), { body: { postingIds } });
  const shown = async () => {
    const { wishes, refused } = await mine(client);
    return [
      wishes.map(({ postingId }) => postingId),
      refused.map(({ kind, refusal }) => `${kind} ${refusal}`),
    ];
  };
  const db = hostDb();
  const hold = async (held: boolean) => {
    const status = held ? "published" : "closed";
    await sql`update posting set status = ${status} where id = ${day.postingId}::uuid`.execute(db);
  };
  await hold(false);
  await wish([day.postingId]);
  expect(await shown()).toEqual([[day.postingId], []]);
  await world.settle();
  expect(await shown()).toEqual([[], ["wish INVALID_VALUE"]]);
  const page = await (await client.call("GET", `/me/fairs/${day.fair.id}`)).text();
  expect(page).toContain("有的已经不招了或不在会上了");
  expect(page.match(/没有接受/g)).toHaveLength(1);
  const removal = () => client.call("POST", at("/refused/removal"), { body: { registrationId: day.booth } });
  expect((await removal()).status).toBe(204);
  expect(await codeOf(await removal())).toBe("404 NOT_FOUND");
  expect(await shown()).toEqual([[], []]);

  await wish([day.postingId]);
  await world.settle();
  await hold(true);
  await wish([day.postingId]);
  expect(await shown()).toEqual([[day.postingId], []]);
  await world.settle();
  expect(await shown()).toEqual([[day.postingId], []]);
  // A removal that the host refuses, and one that nobody answers in time: the host still holds the wish.
  await sql`update fair set status = 'cancelled' where id = ${day.fair.id}::uuid`.execute(db);
  await wish([]);
  expect(await shown()).toEqual([[], []]);
  await world.send();
  expect(await shown()).toEqual([[day.postingId], []]);
  await sql`update fair set status = 'published' where id = ${day.fair.id}::uuid`.execute(db);
  await wish([]);
  await expireWaiting(world.people, "wishInterviews");
  expect(await shown()).toEqual([[day.postingId], []]);
  // Wishes that are under way are not undone by an older refusal.
  await sql`update outgoing_command set state = 'waiting', settled_at = null, expires_at = app.now() where id = (
    select id from outgoing_command where type = 'wishInterviews' order by created_at limit 1)`.execute(
    world.people.t.services.db,
  );
  await wish([]);
  await expire(world.people.ctx);
  expect(await shown()).toEqual([[], []]);
  await world.settle();
  expect(await shown()).toEqual([[], []]);
});

test("without the commands in the agreement nothing is sent; a turn can still be given up", async () => {
  await emptyQueue();
  const { client } = await visitor();
  await join(client);
  await world.settle();
  const other = await visitor();
  await world.clauses({ commands: COMMANDS.filter((one) => one !== "joinQueue" && one !== "boothAct") });
  expect(await codeOf(await join(other.client))).toBe("409 HOSTED_ELSEWHERE");
  expect(await codeOf(await call())).toBe("409 HOSTED_ELSEWHERE");
  const page = await (await other.client.call("GET", `/me/fairs/${day.fair.id}`)).text();
  expect(page).toContain("合作协议没有开通");
  expect((await leave(client)).status).toBe(204);
  await world.settle();
  expect((await entries()).at(-1)).toMatchObject({ status: "left" });
  await world.clauses({ kinds: KINDS.filter((kind) => kind !== "queueTurn") });
  expect(await codeOf(await join(other.client))).toBe("409 HOSTED_ELSEWHERE");
});

test("what is told is told once by two processes, and again after a change", async () => {
  await join((await visitor()).client);
  await world.send();
  const { ctx } = world.host;
  const told = await Promise.all([tellMeetings(ctx), tellMeetings(ctx)]);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from outbox where kind in ('queueTurn','boothTurn')`.execute(ctx.db);
  expect(rows[0]?.n).toBe(2);
  expect(told.reduce((sum, n) => sum + n, 0)).toBe(2);
  expect(await tellMeetings(ctx)).toBe(0);
});

test("a turn that must be sealed again is told again, and that of the booth under the same id is not", async () => {
  await emptyQueue();
  const { client } = await visitor();
  expect((await join(client)).status).toBe(200);
  await world.settle();
  const db = world.host.t.services.db;
  const told = async () => {
    const { rows } = await sql<{ kind: string; id: string; rev: number }>`
      select kind, id, rev from meeting_telling where kind in ('queueTurn', 'boothTurn') order by id desc, kind`.execute(
      db,
    );
    return rows;
  };
  const ctx = systemContext(world.host.t.services, "test");
  const [booth, turn] = (await told()).slice(0, 2);
  expect([booth?.kind, turn?.kind, booth?.id === turn?.id]).toEqual(["boothTurn", "queueTurn", true]);
  const again = { city: HOME, receiver: world.people.city, records: turn ? [turn] : [] };
  expect(await inTransaction(ctx, (tx) => tellMeetingsAgain("queueTurn")(tx, ctx, again))).toBe(1);
  expect(await tellMeetings(ctx)).toBe(1);
  expect(await tellMeetings(ctx)).toBe(0);
  expect((await told()).slice(0, 2)).toEqual([booth, { ...turn, rev: (turn?.rev ?? 0) + 1 }]);
});
