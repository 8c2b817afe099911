import { afterAll, beforeAll, expect, test } from "vitest";
import { suspendEnterprise } from "../../src/enterprises/index.ts";
import { closePosting } from "../../src/postings/index.ts";
import { type Hall, openHall } from "../applications/world.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

const get = async (path: string) => {
  const answer = await hall.t.app.request(path);
  return { status: answer.status, to: answer.headers.get("location"), html: await answer.text() };
};
const shortOf = (id: string) => id.slice(-8);

test("a poster has job, employer, QR code and a short address that leads to the posting", async () => {
  const id = await hall.publish({ title: "海报上的焊工" });
  const { status, html } = await get(`/postings/${id}/poster`);
  expect(status).toBe(200);
  for (const words of ["招聘 海报上的焊工", "扫码看详情、应聘", `/p/${shortOf(id).toUpperCase()}`, "<svg"])
    expect(html).toContain(words);
  for (const short of [shortOf(id), shortOf(id).toUpperCase()])
    expect(await get(`/p/${short}`)).toMatchObject({ status: 302, to: `/postings/${id}` });
});

test("after the job is gone, poster and short address lead to the page that says so", async () => {
  const id = await hall.publish({ title: "招满的焊工" });
  await closePosting(hall.member.ctx, { id, reason: "filled" });
  expect(await get(`/postings/${id}/poster`)).toMatchObject({ status: 302, to: `/postings/${id}` });
  expect(await get(`/p/${shortOf(id)}`)).toMatchObject({ status: 302, to: `/postings/${id}` });
  expect((await get(`/postings/${id}`)).status).toBe(410);
});

test("a short address of nothing, and of a posting that nobody may see, get the same answer", async () => {
  const id = await hall.publish({ title: "停了的焊工" });
  const nothing = await get("/p/00000000");
  expect(nothing.status).toBe(404);
  for (const short of ["zzzz", "😀", "%00", "0".repeat(500)])
    expect((await get(`/p/${short}`)).status).toBe(404);
  await suspendEnterprise(hall.officer.ctx, { id: hall.enterpriseId, reason: "营业执照待核实" });
  const hidden = await get(`/p/${shortOf(id)}`);
  expect(hidden.status).toBe(404);
  expect((await get(`/postings/${id}/poster`)).status).toBe(404);
});
