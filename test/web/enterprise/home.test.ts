import { afterAll, beforeAll, expect, test } from "vitest";
import { returnPosting } from "../../../src/postings/index.ts";
import { type Hall, openHall } from "../../applications/world.ts";
import { draftPosting, submittedPosting } from "../../factories/postings.ts";
import { type Client, freshPhone } from "../../support/app.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

const read = async (path: string, who?: Client) =>
  (await hall.t.app.request(path, who ? { headers: { cookie: `session=${who.token}` } } : {})).text();

/** Returns the number beside a link of the page, and the link's address. */
function counted(html: string, text: string): { path: string; n: number } {
  const [, path = "", n] =
    new RegExp(`<a href="([^"]+)"><span>${text}</span> <span class="n">(\\d+)<`).exec(html) ?? [];
  return { path: path.replaceAll("&amp;", "&"), n: Number(n) };
}

const itemsOf = (html: string) => html.match(/<li class="card posting">/g)?.length ?? 0;

test("a visitor is led to 我要招人 from every page, and reads who decides and by when", async () => {
  for (const path of ["/", "/postings", "/help"])
    expect(await read(path), path).toContain('<a href="/enterprise">我要招人</a>');
  for (const who of [undefined, await hall.t.signInAs(freshPhone())]) {
    const door = await read("/enterprise", who);
    expect(door).toContain("7 天内答复");
    expect(door).toContain('href="/enterprise/register"');
  }
});

test("each number of an enterprise's first page is that of the list it opens; a return stands on top with its reason", async () => {
  const sent = await submittedPosting(hall.member.ctx, hall.enterpriseId, { title: "被退回的钳工" });
  await returnPosting(hall.officer.ctx, {
    id: sent.id,
    reasons: ["PAY_UNCLEAR"],
    note: "写清是税前还是税后",
  });
  await draftPosting(hall.member.ctx, hall.enterpriseId, { title: "还没写完的铣工" });
  await hall.sent();
  await hall.sent();
  const { id } = await hall.sent();
  await hall.answer(id);

  const home = await read("/enterprise", hall.member);
  const unanswered = counted(home, "待答复的应聘");
  expect([unanswered.n, itemsOf(await read(unanswered.path, hall.member))]).toEqual([2, 2]);
  const returned = counted(home, "被退回的岗位");
  const list = await read(returned.path, hall.member);
  expect([returned.n, itemsOf(list)]).toEqual([1, 1]);
  for (const page of [home, list]) expect(page).toContain("写清是税前还是税后");
  expect(home.indexOf("被退回的钳工")).toBeLessThan(home.indexOf("待答复的应聘"));
  expect([counted(home, "到期的岗位").n, counted(home, "招聘会").n]).toEqual([0, 0]);
  expect(list).toContain("草稿 1");
  expect(list).toContain("被退回 1");
});
