import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveProfile } from "../../../src/candidates/index.ts";
import { getLivestream, goOnAir, livestreamHub, pinPosting } from "../../../src/livestreams/index.ts";
import { closeHubs } from "../../../src/platform/live/index.ts";
import { moved } from "../../../src/web/pages/livestreams/programme/moved.ts";
import { type Hall, openHall } from "../../applications/world.ts";
import { HOME } from "../../factories/cities.ts";
import { advance, onAirLivestream } from "../../factories/livestreams.ts";
import { daysAhead } from "../../factories/postings.ts";
import { bodyOf, type Client, freshPhone } from "../../support/app.ts";

let hall: Hall;
let postings: string[];
beforeAll(async () => {
  hall = await openHall();
  postings = [await hall.publish(), await hall.publish()];
  await hall.settle();
});
afterAll(() => hall.t.close());

const as = (who: Client | null) => (who ? { cookie: `session=${who.token}` } : {});
async function get(path: string, who: Client | null = null): Promise<string> {
  const answer = await hall.t.app.request(path, { headers: as(who) });
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text();
}
const post = (path: string, form: Record<string, string>, who: Client) =>
  hall.t.app.request(path, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { ...as(who), origin: "http://localhost" },
  });

/** Returns the values of the hidden fields of the form with this button. */
function hiddenOf(html: string, button: string): Record<string, string> {
  const form = html.split("<form").find((one) => one.includes(button)) ?? "";
  const inputs = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(inputs.map(([, name = "", value = ""]) => [name, value]));
}

describe("pages of livestreams without client code", () => {
  test("an officer writes, fills and announces a livestream; a visitor applies from it", async () => {
    const { officer, t } = hall;
    const blank = await get("/union/livestreams/new", officer);
    const times = Object.fromEntries(
      [...blank.matchAll(/type="datetime-local" value="([^"]+)" id="(\w+)"/g)].map(([, value, name]) => [
        name,
        value,
      ]),
    ) as Record<string, string>;
    expect(Object.keys(times)).toEqual(["startsAt", "endsAt"]);
    const typed = { title: "焊工专场", ...times, graceS: "60" };
    const refused = await post("/union/livestreams/new", { ...typed, endsAt: times.startsAt ?? "" }, officer);
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining("焊工专场")]);
    const made = await post(
      "/union/livestreams/new",
      {
        ...typed,
        "presenter0-name": "赵主播",
        "presenter0-union": "市总工会",
        "presenter0-permit": "ZB-1",
        "presenter0-until": await daysAhead(officer.ctx, 30),
        "role-210900": "organiser",
      },
      officer,
    );
    const id = /\/union\/livestreams\/([0-9a-f-]{36})/.exec(await made.text())?.[1] ?? "";
    const path = `/union/livestreams/${id}`;
    expect(await get(path, officer)).toContain("发布前还差");
    const [a = "", b = ""] = postings;
    for (const posting of [a, b]) {
      const { rev } = await getLivestream(officer.ctx, { id });
      const step = { act: "add", posting, ifRev: String(rev) };
      expect((await post(`${path}/run-sheet`, step, officer)).status).toBe(303);
    }
    const sheet = await get(`${path}/run-sheet?q=${encodeURIComponent("电焊工")}`, officer);
    expect(sheet.match(/已在单上/g)?.length).toBe(2);
    // The button without words lists postings too.
    expect((await get(`${path}/run-sheet?q=`, officer)).match(/已在单上/g)?.length).toBe(2);
    expect(await get(`${path}/run-sheet`, officer)).not.toContain("已在单上");
    const up = { ...hiddenOf(sheet, ">上移"), act: "up" };
    expect((await post(`${path}/run-sheet`, up, officer)).status).toBe(303);
    expect(
      (await post(`${path}/announce`, hiddenOf(await get(path, officer), "发布预告"), officer)).status,
    ).toBe(303);
    const shown = await get(`/livestreams/${id}`);
    for (const text of ["焊工专场", "预告", "赵主播", "ZB-1", "我要应聘"]) expect(shown).toContain(text);
    const code = /\/f\/(zb-[0-9a-z]{5})/.exec(shown)?.[1] ?? "";
    expect(shown.indexOf(`/postings/${b}/apply?via=${code}`)).toBeLessThan(
      shown.indexOf(`/postings/${a}/apply?via=${code}`),
    );
    expect((await t.app.request(`/f/${code}`)).headers.get("location")).toBe(`/livestreams/${id}`);
    const person = await t.signInAs(freshPhone());
    await saveProfile(person.ctx, { callName: "王师傅", skills: ["welder"], places: [HOME] });
    const form = hiddenOf(await get(`/postings/${a}/apply?via=${code}`, person), 'name="via"');
    expect(form.via).toBe(code);
    const applied = await post(`/postings/${a}/apply`, form, person);
    expect([applied.status, applied.headers.get("location")]).toEqual([
      303,
      expect.stringMatching(new RegExp(`/sent\\?via=${code}$`)),
    ]);
    // The way back to the livestream, which goes on.
    const sent = await get(applied.headers.get("location") ?? "", person);
    expect(sent).toContain(`href="/livestreams/${id}"`);
    const others = await t.signInAs(freshPhone());
    await saveProfile(others.ctx, { callName: "赵师傅", skills: ["welder"], places: [HOME] });
    expect(
      (
        await post(
          `/postings/${a}/apply`,
          hiddenOf(await get(`/postings/${a}/apply`, others), "确认应聘"),
          others,
        )
      ).status,
    ).toBe(303);
    const came = await get(`/enterprise/livestreams/${id}/applications`, hall.member);
    expect(came).toContain("王师傅");
    expect(came).not.toContain("赵师傅");
    const stored = await t.services.db
      .selectFrom("application")
      .select("via")
      .where("postingId", "=", a)
      .execute();
    expect(stored.map(({ via }) => via).filter(Boolean)).toEqual([code]);
  });

  test("the pinned posting stands on top while the livestream is live", async () => {
    const { officer } = hall;
    const { id } = await onAirLivestream(officer.ctx, postings);
    const path = `/union/livestreams/${id}/run-sheet`;
    const next = { ...hiddenOf(await get(path, officer), "讲下一个"), act: "next" };
    for (const status of [303, 303]) expect((await post(path, next, officer)).status).toBe(status);
    const page = await get(`/livestreams/${id}`);
    expect(page).toContain("直播中");
    expect(page).toMatch(new RegExp(`<option value="${postings[0]}" selected`));
    expect(page).toContain("正在讲的岗位");
    expect((await getLivestream(officer.ctx, { id })).pin?.postingId).toBe(postings[0]);
    await hall.t.database.travel("11 seconds");
    expect(await get(`/livestreams/${id}`)).toContain("信号中断");
    await hall.t.database.travel("-11 seconds");
    expect(await get("/livestreams")).toContain("焊工专场直播带岗");
  });

  test("a step that is refused says why", async () => {
    const { officer } = hall;
    const { id, rev } = await onAirLivestream(officer.ctx, postings);
    const path = `/union/livestreams/${id}`;
    const stale = await post(`${path}/end`, { ifRev: String(rev - 1) }, officer);
    expect([stale.status, await stale.text()]).toEqual([412, expect.stringContaining("内容已被别人改过")]);
    expect((await post(`${path}/end`, { ifRev: String(rev) }, officer)).status).toBe(303);
    await advance(officer.ctx.db, id);
    const again = await post(`${path}/goOnAir`, {}, officer);
    expect([again.status, await again.text()]).toEqual([
      409,
      expect.stringContaining("直播现在不能这样操作"),
    ]);
  });
});

describe("live lines", () => {
  test("tell each change once, and the missed ones after a reconnect", async () => {
    const { officer, t } = hall;
    const { id } = await onAirLivestream(officer.ctx, postings);
    const read = async (after: number, events: number) => {
      const answer = await t.app.request(`/livestreams/${id}/live?after=${after}`);
      expect(answer.headers.get("content-type")).toContain("text/event-stream");
      const reader = answer.body?.getReader();
      let text = "";
      while ((text.match(/^data:/gm) ?? []).length < events) {
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) break;
        text += new TextDecoder().decode(value);
      }
      await reader?.cancel();
      return [...text.matchAll(/^id: (\d+)\nevent: state\ndata: (.+)$/gm)].map(([, seq, data = ""]) => ({
        seq: Number(seq),
        ...(JSON.parse(data) as { what: string; pin: { postingId: string; title: string } | null }),
      }));
    };
    expect((await getLivestream(officer.ctx, { id })).lastEvent).toBe(1);
    expect(await read(0, 1)).toMatchObject([{ seq: 1, what: "onAir", pin: null }]);
    const [a = "", b = ""] = postings;
    for (const postingId of [a, b]) await pinPosting(officer.ctx, { id, action: "pin", postingId });
    await livestreamHub(t.services).look();
    expect(await read(1, 2)).toMatchObject([
      { seq: 2, what: "pin", pin: { postingId: a, title: "电焊工" } },
      { seq: 3, what: "pin", pin: { postingId: b } },
    ]);
    closeHubs(t.services);
  });

  test("are for those who may read the livestream", async () => {
    const { t, officer } = hall;
    const { id } = await onAirLivestream(officer.ctx, postings);
    const elsewhere = await t.app.request(`/livestreams/${id}/live`, { headers: { "x-agreement": "east" } });
    expect(elsewhere.status).toBe(404);
  });
});

describe("the API", () => {
  test("creates, fills, announces and lists a livestream", async () => {
    const { officer, t } = hall;
    const input = {
      title: "接口直播",
      startsAt: new Date(Date.now() + 3_600_000).toISOString(),
      endsAt: new Date(Date.now() + 7_200_000).toISOString(),
      presenters: [
        { name: "钱主播", union: "市总工会", permit: "ZB-2", permitUntil: await daysAhead(officer.ctx, 9) },
      ],
    };
    const made = await bodyOf<{ id: string; rev: number }>(
      await officer.call("POST", "/api/v1/livestreams", { body: input }),
      201,
    );
    const base = `/api/v1/livestreams/${made.id}`;
    const [postingId = ""] = postings;
    await bodyOf(await officer.call("POST", `${base}/run-sheet`, { body: { postingIds: [postingId] } }), 200);
    const act = { action: "announce", commandId: t.services.ids.uuid() };
    const first = await (await officer.call("POST", `${base}/actions`, { body: act })).text();
    expect(await (await officer.call("POST", `${base}/actions`, { body: act })).text()).toBe(first);
    const listed = await bodyOf<{ items: { id: string }[]; counts: Record<string, number> }>(
      await t.call("GET", "/api/v1/livestreams?phase=announced&limit=100"),
      200,
    );
    expect(listed.items.map(({ id }) => id)).toContain(made.id);
    expect(listed.counts.announced).toBe(listed.items.length);
    const sheet = await bodyOf<{ items: { card: { id: string } | null }[] }>(
      await t.call("GET", `${base}/run-sheet`),
      200,
    );
    expect(sheet.items.map(({ card }) => card?.id)).toEqual([postingId]);
    const early = await officer.call("POST", `${base}/pins`, { body: { action: "next", from: null } });
    expect([early.status, ((await early.json()) as { code: string }).code]).toEqual([
      409,
      "LIVESTREAM_STATE",
    ]);
    await expect(goOnAir(officer.ctx, { id: made.id, action: "goOnAir" })).rejects.toMatchObject({
      code: "LIVESTREAM_STATE",
    });
  });
});

test("a step in the run sheet moves one posting", () => {
  const list = ["a", "b", "c"];
  expect(moved(list, "b", "up")).toEqual(["b", "a", "c"]);
  expect(moved(list, "b", "down")).toEqual(["a", "c", "b"]);
  expect(moved(list, "a", "up")).toEqual(list);
  expect(moved(list, "c", "down")).toEqual(list);
  expect(moved(list, "b", "remove")).toEqual(["a", "c"]);
  expect(moved(list, "d", "add")).toEqual(["a", "b", "c", "d"]);
  expect([moved(list, "d", "up"), moved(list, "a", "fly")]).toEqual([null, null]);
});
