import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveProfile } from "../../../src/candidates/index.ts";
import {
  answerQuestion,
  askQuestion,
  checkClaim,
  endLivestream,
  passQuestion,
  pinPosting,
  unpinPosting,
  withdrawClaim,
} from "../../../src/livestreams/index.ts";
import { type Hall, openHall } from "../../applications/world.ts";
import { HOME } from "../../factories/cities.ts";
import { announcedLivestream, onAirLivestream } from "../../factories/livestreams.ts";
import type { Client } from "../../support/app.ts";

let hall: Hall;
let postings: string[];
beforeAll(async () => {
  hall = await openHall();
  postings = [
    await hall.publish({ title: "电焊工" }),
    await hall.publish({ title: "数控车工" }),
    await hall.publish({ title: "行车工" }),
  ];
  await hall.settle();
});
afterAll(() => hall.t.close());

const as = (who: Client | null) => (who ? { cookie: `session=${who.token}` } : {});
async function get(path: string, who: Client | null = null): Promise<string> {
  const answer = await hall.t.app.request(path, { headers: as(who) });
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text();
}

/** Returns the lines of a text, in their order. */
const lines = (html: string) =>
  [...html.matchAll(/<li class="card"[^>]*(?:data-line="(\w+)-|data-claim=)/g)].map(
    ([, kind]) => kind ?? "claim",
  );

describe("a livestream as text", () => {
  test("has pins, passed questions and checks, newest first, and nothing that the public did not see", async () => {
    const { ctx } = hall.officer;
    const { id } = await onAirLivestream(ctx, postings);
    const [first = "", second = ""] = postings;
    const page = `/livestreams/${id}/text`;
    expect(await get(page)).toContain("还没有开始讲");
    await pinPosting(ctx, { id, action: "pin", postingId: first });
    const check = { id, action: "check", postingId: first, presenter: null } as const;
    const wrong = await checkClaim(ctx, { ...check, said: "月薪三万" });
    await checkClaim(ctx, { ...check, said: "月薪八千到一万，包住" });
    await withdrawClaim(ctx, { id, action: "withdraw", claimId: wrong.id, reason: "听错了" });
    const asker = await hall.seeker();
    const ask = (text: string) =>
      askQuestion(asker.ctx, { id, visitor: null, text, postingId: first, name: null });
    const [asked, held] = [await ask("有夫妻房吗"), await ask("食堂几点开饭")];
    await passQuestion(ctx, { id, questionId: asked.id, action: "pass" });
    await pinPosting(ctx, { id, action: "pin", postingId: second });
    expect(lines(await get(page))).toEqual(["pin", "question", "claim", "pin"]);
    await answerQuestion(ctx, { id, questionId: asked.id, action: "answer", text: "有，先登记" });
    const shown = await get(page);
    expect(lines(shown)).toEqual(["question", "pin", "claim", "pin"]);
    for (const words of ["有夫妻房吗", "有，先登记", "月薪八千到一万，包住", "以岗位为准", "数控车工"])
      expect(shown).toContain(words);
    for (const words of [held.text, "月薪三万", "<video", "player/watch.js", "data-playlist"])
      expect(shown).not.toContain(words);
    expect(shown).toMatch(/data-lines="?(true)?"? aria-live="polite"/);
    expect(await get(`/livestreams/${id}`)).toContain(`href="${page}"`);
    await endLivestream(ctx, { id, action: "end" });
    const over = await get(page);
    expect(lines(over)).toEqual(["question", "pin", "claim", "pin"]);
    expect(over).not.toContain("player/text.js");
    expect(over).toMatch(/<section class="card stack" data-after[^>]*>/);
    expect(over).not.toMatch(/data-after[^>]* hidden/);
  });

  test("comes by page without a gap and without a line twice", async () => {
    const { ctx } = hall.officer;
    const { id } = await onAirLivestream(ctx, postings);
    for (let n = 0; n < 32; n += 1)
      await pinPosting(ctx, { id, action: "pin", postingId: postings[n % postings.length] ?? "" });
    const page = `/livestreams/${id}/text`;
    const keys = (html: string) => [...html.matchAll(/data-line="([^"]+)"/g)].map(([, key]) => key);
    const first = await get(page);
    const older = /href="([^"]*cursor=[^"]+)"/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const all = [...keys(first), ...keys(await get(older))];
    expect([keys(first).length, all.length, new Set(all).size]).toEqual([30, 32, 32]);
    const cut = await hall.t.app.request(`${page}?cursor=nonsense`);
    expect([cut.status, cut.headers.get("location")]).toEqual([302, page]);
  });

  test("shows no pin of a rehearsal, and is missing for who may not read the livestream", async () => {
    const { id } = await announcedLivestream(hall.officer.ctx, postings);
    expect(await get(`/livestreams/${id}/text`)).toContain("还没有开始讲");
    for (const path of ["text", "postings"])
      expect(
        (await hall.t.app.request(`/livestreams/${id}/${path}`, { headers: { "x-agreement": "east" } }))
          .status,
      ).toBe(404);
  });
});

describe("the postings of a livestream", () => {
  test("are searched and paged", async () => {
    const more: string[] = [];
    for (let n = 0; n < 19; n += 1) more.push(await hall.publish({ title: `装配工${n}` }));
    await hall.settle();
    const { id } = await announcedLivestream(hall.officer.ctx, [...postings, ...more]);
    const path = `/livestreams/${id}/postings`;
    const ids = (html: string) => [...html.matchAll(/data-posting="([^"]+)"/g)].map(([, posting]) => posting);
    for (const start of [`/livestreams/${id}`, path]) {
      const first = await get(start);
      expect(ids(first)).toEqual([...postings, ...more].slice(0, 20));
      expect(first).toContain("找岗位");
      const next = new RegExp(`${path}\\?cursor=[0-9a-f-]+`).exec(first)?.[0] ?? "";
      expect(ids(await get(next))).toEqual(more.slice(17));
    }
    expect(ids(await get(`${path}?q=${encodeURIComponent("车工")}`))).toEqual(postings.slice(1));
    expect(ids(await get(`${path}?q=${encodeURIComponent("没有这种")}`))).toEqual([]);
    expect(await get(`${path}?q=${encodeURIComponent("<b>")}`)).toContain("没有找到“&lt;b&gt;”");
  });
});

describe("an application", () => {
  test("counts for the livestream from the card, the list, the text and the posting's page alike", async () => {
    const { ctx } = hall.officer;
    const { id, channel } = await onAirLivestream(ctx, postings);
    const [, , pinned = ""] = postings;
    await pinPosting(ctx, { id, action: "pin", postingId: pinned });
    const page = await get(`/livestreams/${id}`);
    const card = page.slice(page.indexOf("data-pinned-body"), page.indexOf("data-upcoming"));
    const list = page.slice(page.indexOf("data-list"));
    const text = await get(`/livestreams/${id}/text`);
    const links = (html: string) =>
      [...html.matchAll(/\/postings\/[0-9a-f-]+\/apply\?via=[\w-]+/g)].map(String);
    const posting = await get(/\/postings\/[0-9a-f-]+\?via=[\w-]+/.exec(card)?.[0] ?? "");
    const taken = [links(card)[0], links(list)[0], links(text)[0], links(posting)[0]];
    for (const [n, apply = ""] of taken.entries()) {
      expect([n, apply]).toEqual([n, expect.stringContaining(`via=${channel}`)]);
      const person = await hall.seeker(false);
      await saveProfile(person.ctx, { callName: "王师傅", skills: ["welder"], places: [HOME] });
      const form = await get(apply, person);
      const hidden = form.split("<form").find((one) => one.includes('name="via"')) ?? "";
      const inputs = [...hidden.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
      const sent = await hall.t.app.request(apply.replace(/\?.*/, ""), {
        method: "POST",
        body: new URLSearchParams(inputs.map(([, name = "", value = ""]): [string, string] => [name, value])),
        headers: { ...as(person), origin: "http://localhost" },
      });
      expect([n, sent.status]).toEqual([n, 303]);
    }
    const stored = await hall.t.services.db
      .selectFrom("application")
      .select(["via"])
      .where("postingId", "in", postings)
      .execute();
    expect(stored.map(({ via }) => via)).toEqual(taken.map(() => channel));
    await unpinPosting(ctx, { id, action: "unpin" });
    expect(lines(await get(`/livestreams/${id}/text`))).toEqual(["pin"]);
  });
});
