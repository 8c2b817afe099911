import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pinPosting } from "../../../src/livestreams/index.ts";
import { onAirLivestream, presenterInput } from "../../factories/livestreams.ts";
import { fieldsOf, openSite, type Site } from "../standing/site.ts";

let site: Site;
let welder: string;
let turner: string;
beforeAll(async () => {
  site = await openSite();
  welder = await site.publish({ payText: "6000-9000元/月" });
  turner = await site.publish({ title: "车工", payText: "面议" });
  await site.settle();
});
afterAll(() => site.t.close());

/** Starts a livestream on air with the welder's posting pinned. Returns its id and its control page. */
async function onAir(presenters = 1): Promise<{ id: string; control: string }> {
  const { ctx } = site.officer;
  const names = ["赵主播", "钱主播"].slice(0, presenters);
  const { id } = await onAirLivestream(ctx, [welder, turner], {
    presenters: await Promise.all(names.map((name) => presenterInput(ctx, { name }))),
  });
  await pinPosting(ctx, { id, action: "pin", postingId: welder });
  return { id, control: `/union/livestreams/${id}/claims` };
}
const send = (path: string, fields: Record<string, string>) => site.submit(path, fields, site.officer);
const check = (control: string, said: string, more: Record<string, string> = {}) =>
  send(control, { act: "check", said, postingId: "", ...more });
/** Returns the id of the newest check on a page. */
const newest = (html: string): string => /data-claim="([^"]+)"/.exec(html)?.[1] ?? "";

describe("what a presenter says", () => {
  test("is checked by the officer, and the public reads it beside the posting", async () => {
    const { id, control } = await onAir();
    expect(await site.read(`/union/livestreams/${id}/run-sheet`, site.officer)).toContain(control);
    const blank = await site.read(control, site.officer);
    expect(blank).toContain("正在讲：电焊工");
    expect(Object.keys(fieldsOf(blank, control))).toEqual(["_csrf", "commandId", "said", "postingId"]);
    const answer = await check(control, "月薪两万包住");
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `${control}?done=check`]);
    for (const shown of [
      await site.read(`${control}?done=check`, site.officer),
      await site.read(`/livestreams/${id}`),
      await site.read(`/livestreams/${id}/claims`),
    ]) {
      expect(shown).toContain("主播说：“月薪两万包住”");
      expect(shown).toContain("工资：主播说 20,000 元/月，岗位写的是 6,000–9,000 元/月。");
      expect(shown).toContain(">高于岗位<");
      expect(shown).toContain("<p>以岗位为准。</p>");
    }
    const claimId = newest(await site.read(control, site.officer));
    expect((await send(control, { act: "correct", claimId, note: "最高九千" })).status).toBe(303);
    const after = await site.read(`/livestreams/${id}`);
    expect(after).toContain("<b>主播已更正：</b>最高九千");
  });

  test("is noted once if the officer taps twice, and anew if the words are new", async () => {
    const { id, control } = await onAir();
    const { commandId = "" } = fieldsOf(await site.read(control, site.officer), control);
    for (const said of ["月薪八千", "月薪八千", "月薪九千"])
      expect((await check(control, said, { commandId })).status).toBe(303);
    const shown = await site.read(`/livestreams/${id}/claims`);
    expect([...shown.matchAll(/<b>主播说：“(.+?)”/g)].map(([, said]) => said)).toEqual([
      "月薪九千",
      "月薪八千",
    ]);
  });

  test("is gone for the public after the officer took it back, and stays in the control room", async () => {
    const { id, control } = await onAir();
    await check(control, "月薪三万");
    const claimId = newest(await site.read(control, site.officer));
    await send(control, { act: "withdraw", claimId, note: "听错了" });
    expect(await site.read(`/livestreams/${id}`, site.officer)).not.toContain("月薪三万");
    expect(await site.read(control, site.officer)).toContain("已撤回");
    const again = await send(control, { act: "correct", claimId, note: "说过了" });
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining("这一条已经处理过了")]);
  });

  test("the newest stands first, and a further page has the rest", async () => {
    const { id, control } = await onAir();
    for (const said of ["月薪七千", "月薪八千", "月薪九千", "月薪一万"]) await check(control, said);
    const shown = await site.read(`/livestreams/${id}`);
    expect([...shown.matchAll(/<b>主播说：“(.+?)”/g)].map(([, said]) => said)).toEqual([
      "月薪一万",
      "月薪九千",
      "月薪八千",
    ]);
    expect(shown).toContain("看全部核对");
    for (let n = 0; n < 7; n += 1) await check(control, "月薪八千");
    const all = `/livestreams/${id}/claims`;
    const first = await site.read(all);
    const next = /href="([^"]+cursor=[^"]+)"/.exec(first)?.[1] ?? "";
    expect(first.match(/data-claim=/g)?.length).toBe(10);
    expect((await site.read(next)).match(/“月薪七千”/g)?.length).toBe(1);
  });

  test("a check that is refused keeps what was typed and says why", async () => {
    const { control } = await onAir(2);
    const empty = await check(control, "大家好", { presenter: "1", postingId: turner });
    const html = await empty.text();
    expect([empty.status, html]).toEqual([422, expect.stringContaining("没有读出工资")]);
    expect(fieldsOf(html, control)).toMatchObject({ said: "大家好", presenter: "1", postingId: turner });
    const other = await check(control, "月薪八千", { postingId: site.officer.ctx.ids.uuid() });
    expect([other.status, await other.text()]).toEqual([422, expect.stringContaining("没有这个岗位")]);
    const unknown = await send(control, { act: "toString" });
    expect(unknown.status).toBe(404);
  });
});

describe("a fee said on air", () => {
  test("opens a mark in the officer's queue, which a note closes", async () => {
    const { id, control } = await onAir();
    expect(await site.read("/union", site.officer)).not.toContain("/union/livestream-marks");
    await check(control, "进厂先交押金");
    expect(await site.read(`/livestreams/${id}`)).toContain(">涉嫌收费<");
    const queue = await site.read("/union", site.officer);
    expect(queue).toContain("直播里的话 1");
    expect(queue).not.toContain("都处理完了");
    const list = await site.read("/union/livestream-marks", site.officer);
    expect(list).toContain("主播：赵主播");
    const path = `/union/livestreams/${id}/marks`;
    const claimId = newest(list);
    const blank = await send(path, { act: "close", claimId, note: "" });
    expect([blank.status, await blank.text()]).toEqual([422, expect.stringContaining("请填写怎么处理的")]);
    await site.t.database.travel("25 hours");
    expect(await site.read("/union", site.officer)).toContain("其中 1 项过了期限");
    expect(await site.read("/union/livestream-marks", site.officer)).toContain("已超时");
    await site.t.database.travel("-25 hours");
    expect((await send(path, { act: "close", claimId, note: "已提醒主播" })).status).toBe(303);
    expect(await site.read("/union", site.officer)).not.toContain("/union/livestream-marks");
    expect(await site.read(control, site.officer)).toContain("已办结：已提醒主播");
    expect((await send(path, { act: "close", claimId, note: "再办一次" })).status).toBe(409);
  });
});
