import { afterAll, beforeAll, expect, test } from "vitest";
import { type Hall, INVITE, openHall } from "../../applications/world.ts";
import type { Client } from "../../support/app.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

const cookie = (who: Client) => ({ cookie: `session=${who.token}` });
const get = (path: string) => hall.t.app.request(path, { headers: cookie(hall.member) });
const post = (path: string, form: [string, string][]) =>
  hall.t.app.request(path, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { ...cookie(hall.member), origin: "http://localhost" },
  });
const several = (ids: readonly string[], form: Record<string, string>) =>
  post("/enterprise/applications/several", [
    ...ids.map((id): [string, string] => ["id", id]),
    ...Object.entries(form),
  ]);
const listed = (html: string) =>
  [...html.matchAll(/class="title" href="\/enterprise\/applications\/([0-9a-f-]{36})"/g)].map(([, id]) => id);
const statusOf = async (id: string) => (await hall.received(id)).status;
const invitation = { kind: "invite", when: "12月8日 上午9点", where: "临海路一号", contact: "张经理" };

test("applications without an answer stand in the order of their days, over pages, and by posting", async () => {
  const sent = [];
  for (let n = 0; n < 22; n += 1) sent.push(await hall.sent());
  await hall.answer(sent[5]?.id ?? "");
  const open = sent.filter((_, n) => n !== 5).map(({ id }) => id);
  const first = await (await get("/enterprise/applications?status=sent")).text();
  expect(listed(first)).toEqual(open.slice(0, 20));
  expect(first).toContain("待答复 21");
  expect(first).toContain("已邀请 1");
  const next = /href="([^"]+)" rel="next"/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect(listed(await (await get(next)).text())).toEqual(open.slice(20));
  const one = await (await get(`/enterprise/applications?posting=${sent[3]?.postingId}`)).text();
  expect(listed(one)).toEqual([sent[3]?.id]);
});

test("several are invited at once; who was answered or took it back meanwhile is named, and nobody is told twice", async () => {
  const [a, b, c] = [await hall.sent(), await hall.sent(), await hall.sent()];
  await c.person.call("POST", `/api/v1/applications/${c.id}/withdrawal`, { body: {} });
  const answer = await (await several([a.id, b.id, c.id], invitation)).text();
  expect(answer).toContain("已答复 2 人");
  expect(answer).toContain(`/enterprise/applications/${c.id}`);
  expect([await statusOf(a.id), await statusOf(b.id)]).toEqual(["invited", "invited"]);
  expect(await (await several([a.id, b.id], invitation)).text()).toContain("已答复 0 人");
  const { history } = await hall.received(a.id);
  expect(history.filter(({ kind }) => kind === "invite")).toHaveLength(1);
  const declined = await several([a.id], { kind: "decline", reason: "filled" });
  expect([declined.status, await statusOf(a.id), await statusOf(b.id)]).toEqual([200, "declined", "invited"]);
});

test("a blank field or nobody ticked comes back beside the list, with what was ticked and typed", async () => {
  const { id } = await hall.sent();
  const blank = await several([id], { ...invitation, where: "" });
  const shown = await blank.text();
  expect(blank.status).toBe(422);
  expect(shown).toContain("请填写地点");
  expect(shown).toMatch(new RegExp(`value="${id}" checked`));
  expect(shown).toContain('value="12月8日 上午9点"');
  const nobody = await several([], invitation);
  expect([nobody.status, await nobody.text()]).toEqual([
    422,
    expect.stringContaining("请选择名单里的人，至少一项"),
  ]);
  expect(await statusOf(id)).toBe("sent");
});

test("the next invitation begins with the day and place of the last one", async () => {
  const [a, b] = [await hall.sent(), await hall.sent()];
  await hall.answer(a.id, { ...INVITE, where: "二号门岗亭" });
  for (const path of [`/enterprise/applications/${b.id}`, "/enterprise/applications?status=sent"])
    expect(await (await get(path)).text(), path).toContain('value="二号门岗亭"');
});

test("the file has the phones that people agreed to, and each of them sees the look", async () => {
  const { id, person, postingId } = await hall.sent();
  const file = await get(`/enterprise/applications.csv?posting=${postingId}`);
  const rows = (await file.text()).trim().split("\r\n");
  expect(rows).toHaveLength(2);
  expect(rows[1]).toMatch(/,1\d{10},/);
  expect(rows[1]).toContain("待答复");
  expect(await views(person)).toMatchObject([{ phone: true, applicationId: id }]);
  await person.call("POST", `/api/v1/applications/${id}/withdrawal`, { body: {} });
  expect(await (await get(`/enterprise/applications.csv?posting=${postingId}`)).text()).not.toMatch(
    /,1\d{10},/,
  );
  expect((await get("/enterprise/applications.xlsx")).headers.get("content-type")).toContain("spreadsheetml");
});

async function views(person: Client): Promise<unknown[]> {
  const answer = await person.call("GET", "/api/v1/me/card-views");
  return ((await answer.json()) as { items: unknown[] }).items;
}
