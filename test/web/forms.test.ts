import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveProfile } from "../../src/candidates/index.ts";
import { getManagedPosting, STATED_FACTS } from "../../src/postings/index.ts";
import { EDITOR_FIELDS } from "../../src/web/pages/editor/posting-form.tsx";
import { type Hall, openHall } from "../applications/world.ts";
import { COUNTY, HOME, NEIGHBOUR } from "../factories/cities.ts";
import { creditCode, importedEnterprise } from "../factories/enterprises.ts";
import { daysAhead } from "../factories/postings.ts";
import { bodyOf, type Client, freshPhone } from "../support/app.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

type Cookies = Record<string, string>;
const cookieOf = (cookies: Cookies) =>
  Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
const get = (path: string, cookies: Cookies = {}) =>
  hall.t.app.request(path, { headers: { cookie: cookieOf(cookies) } });
const post = (path: string, form: [string, string][], cookies: Cookies = {}) =>
  hall.t.app.request(path, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { cookie: cookieOf(cookies), origin: "http://localhost" },
  });
const as = (who: Client): Cookies => ({ session: who.token });
/** Returns the fields of a page's form with the values that a browser would send. */
function fieldsOf(html: string, action: string): [string, string][] {
  const form = new RegExp(`<form[^>]*action="${action}"[\\s\\S]*?</form>`).exec(html)?.[0] ?? "";
  const text = (one: string) =>
    one.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&lt;", "<");
  const value = (tag: string) => text(/\svalue="([^"]*)"/.exec(tag)?.[1] ?? "");
  const inputs = [...form.matchAll(/<input[^>]*>/g)].flatMap(([tag]): [string, string][] => {
    const name = /\sname="([^"]+)"/.exec(tag)?.[1];
    const box = /type="(checkbox|radio)"/.test(tag);
    return name && (!box || /\schecked/.test(tag)) ? [[name, value(tag)]] : [];
  });
  const areas = [...form.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/textarea>/g)];
  const selects = [...form.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)];
  return [
    ...inputs,
    ...areas.map(([, name = "", inner = ""]): [string, string] => [name, text(inner)]),
    ...selects.map(([, name = "", inner = ""]): [string, string] => [
      name,
      value(/<option[^>]*\sselected[^>]*>/.exec(inner)?.[0] ?? ""),
    ]),
  ];
}
const codeIn = (html: string) => /验证码是 (\d{6})/.exec(html)?.[1] ?? "";

describe("the card form", () => {
  test("keeps the chosen city when it is saved again, and rejects a city that does not exist", async () => {
    const person = await hall.t.signInAs(freshPhone());
    await saveProfile(person.ctx, { callName: "老郝", skills: ["welder"], places: [HOME], city: NEIGHBOUR });
    const shown = async () => fieldsOf(await (await get("/me/card", as(person))).text(), "/me/card");
    expect(await shown()).toContainEqual(["city", NEIGHBOUR]);
    const saved = await post("/me/card", await shown(), as(person));
    expect([saved.status, await saved.text()]).toEqual([
      200,
      expect.stringContaining("现在还没有企业能看到"),
    ]);
    const kept = async () =>
      (await bodyOf<{ city: string }>(await person.call("GET", "/api/v1/me/profile"), 200)).city;
    expect(await kept()).toBe(NEIGHBOUR);
    const chosen = (await shown()).filter(([name]) => name !== "city");
    const refused = await post("/me/card", [...chosen, ["city", "999999"]], as(person));
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining("现在住在哪个县")]);
    expect((await post("/me/card", [...chosen, ["city", HOME]], as(person))).status).toBe(200);
    expect(await kept()).toBe(HOME);
  });
});

describe("an application by a signed-out visitor", () => {
  const typed = (phone: string): [string, string][] => [
    ["callName", "郝师傅"],
    ["phone", phone],
    ["skills", "cook"],
    ["places", NEIGHBOUR],
  ];
  const first = async (phone: string) => {
    const posting = await hall.publish();
    const page = await post(`/postings/${posting}/apply`, typed(phone));
    const html = await page.text();
    const form: [string, string][] = [...typed(phone), ["code", codeIn(html)]];
    return { posting, form };
  };

  test("adds the entered values to the existing card and loses none of them", async () => {
    const person = await hall.t.signInAs(freshPhone());
    const kept = {
      callName: "老郝",
      skills: ["welder"],
      places: [HOME],
      years: 25,
      certificates: ["焊工证"],
      veteran: true,
    };
    await saveProfile(person.ctx, kept);
    await hall.t.database.travel("61 seconds");
    const { posting, form } = await first(person.phone);
    expect((await post(`/postings/${posting}/apply/code`, form)).status).toBe(303);
    expect(await bodyOf(await person.call("GET", "/api/v1/me/profile"), 200)).toMatchObject({
      callName: "郝师傅",
      skills: ["cook", "welder"],
      places: [NEIGHBOUR, HOME],
      years: 25,
      certificates: ["焊工证"],
      veteran: "declared",
    });
  });

  test("is sent once; a second press shows the application of the first", async () => {
    const { posting, form } = await first(freshPhone());
    const sent = await post(`/postings/${posting}/apply/code`, form);
    const session = /session=([^;]+)/.exec(sent.headers.get("set-cookie") ?? "")?.[1] ?? "";
    const again = await post(`/postings/${posting}/apply/code`, form, { session });
    expect([again.status, again.headers.get("location")]).toEqual([303, sent.headers.get("location")]);
  });

  test("accepts the same code after a correction within the minute and keeps the entered values", async () => {
    const phone = freshPhone();
    const { posting, form } = await first(phone);
    const again = await post(`/postings/${posting}/apply`, [...typed(phone).slice(1), ["callName", "郝工"]]);
    const html = await again.text();
    expect([again.status, html.includes("刚刚已经发过验证码")]).toEqual([200, true]);
    const carried = fieldsOf(html, `/postings/${posting}/apply/code`).filter(([name]) => name !== "code");
    expect(carried).toContainEqual(["callName", "郝工"]);
    const code = form.find(([name]) => name === "code") ?? ["code", ""];
    expect((await post(`/postings/${posting}/apply/code`, [...carried, code])).status).toBe(303);
  });

  test("shows the code page again when a code is requested twice", async () => {
    const phone = freshPhone();
    await post("/sign-in", [["phone", phone]]);
    const again = await post("/sign-in", [["phone", phone]]);
    expect([again.status, (await again.text()).includes("刚刚已经发过验证码")]).toEqual([200, true]);
  });
});

describe("the posting editor", () => {
  test("changes nothing when a posting is saved unedited, benefits outside the form included", async () => {
    const benefits = ["fiveInsurances", "mealAllowance", "paidLeave", "accidentInsurance"];
    const posting = await bodyOf<{ id: string }>(
      await hall.member.call("POST", `/api/v1/postings`, {
        body: {
          enterpriseId: hall.enterpriseId,
          title: "电焊工",
          headcount: "5",
          duties: "按图纸焊接",
          requirements: "有焊工证",
          placeText: "兴城市",
          payText: "6000-9000元/月",
          validThrough: await daysAhead(hall.officer.ctx, 20),
          benefits,
        },
      }),
      201,
    );
    const before = await getManagedPosting(hall.member.ctx, posting.id);
    const at = `/enterprise/postings/${posting.id}`;
    const form = fieldsOf(await (await get(at, as(hall.member))).text(), at);
    expect((await post(at, [...form, ["action", "save"]], as(hall.member))).status).toBe(200);
    const after = await getManagedPosting(hall.member.ctx, posting.id);
    expect(after).toEqual({ ...before, rev: before.rev + 1, updatedAt: expect.any(String) });
    expect(Date.parse(after.updatedAt)).toBeGreaterThan(Date.parse(before.updatedAt));
  });

  test("stores what every input of the form holds", async () => {
    const typed: Record<string, string> = {
      title: "夜班叉车工",
      headcount: "3",
      requirements: "有叉车证",
      duties: "装卸成品",
      placeText: "兴城市",
      payText: "5000-6000元/月",
      validThrough: await daysAhead(hall.officer.ctx, 20),
      education: "3",
      employmentType: "fullTime",
      benefits: "mealAllowance",
      shift: "two",
      restDays: "monthly",
      restDaysPerMonth: "4",
      payday: "month",
      paydayOfMonth: "15",
      posture: "standing",
      pieceRate: "true",
      contactName: "孙主任",
      contactPhone: "13812345678",
      contactHours: "8点到17点",
    };
    const shown = Object.entries(EDITOR_FIELDS).flatMap(([name, field]) => (field ? [name] : []));
    shown.push(...STATED_FACTS);
    expect(Object.keys(typed).sort()).toEqual(shown.sort());
    const create = "/enterprise/postings/new";
    const blank = fieldsOf(await (await get(create, as(hall.member))).text(), create);
    const hidden = blank.filter(([name]) => !shown.includes(name));
    const sent: [string, string][] = [...hidden, ...Object.entries(typed), ["action", "save"]];
    expect((await post(create, sent, as(hall.member))).status).toBe(200);
    const { items } = await bodyOf<{ items: { id: string; title: string }[] }>(
      await hall.member.call("GET", `/api/v1/enterprises/${hall.enterpriseId}/postings?limit=100`),
      200,
    );
    const at = `/enterprise/postings/${items.find(({ title }) => title === typed.title)?.id}`;
    const stored = fieldsOf(await (await get(at, as(hall.member))).text(), at);
    expect(Object.fromEntries(stored.filter(([name]) => shown.includes(name)))).toEqual(typed);
  });

  test("creates one posting when it is sent twice, also concurrently", async () => {
    const page = await (await get("/enterprise/postings/new", as(hall.member))).text();
    const form = fieldsOf(page, "/enterprise/postings/new").map(([name, value]): [string, string] => [
      name,
      name === "title" ? "送了两次的岗位" : value,
    ]);
    const send = () => post("/enterprise/postings/new", [...form, ["action", "save"]], as(hall.member));
    expect((await Promise.all([send(), send(), send()])).map(({ status }) => status)).toEqual([
      200, 200, 200,
    ]);
    expect((await send()).status).toBe(200);
    const { items } = await bodyOf<{ items: { title: string }[] }>(
      await hall.member.call("GET", `/api/v1/enterprises/${hall.enterpriseId}/postings?limit=100`),
      200,
    );
    expect(items.filter(({ title }) => title === "送了两次的岗位")).toHaveLength(1);
  });

  test("shows words that a law forbids to HR, who changes them by a tap, and keeps them from the usual approval", async () => {
    const create = "/enterprise/postings/new";
    const blank = fieldsOf(await (await get(create, as(hall.member))).text(), create);
    const typed: Record<string, string> = {
      ...{ title: "仓库保管员", headcount: "2", duties: "收发货", placeText: "兴城市", payText: "5000元/月" },
      ...{
        requirements: "限女性，高中以上；须缴纳服装押金200元",
        validThrough: await daysAhead(hall.t.services, 20),
      },
    };
    const sent = blank.map(([name, value]): [string, string] => [name, typed[name] ?? value]);
    const first = await post(create, [...sent, ["action", "submit"]], as(hall.member));
    expect(first.status).toBe(303);
    const [at = "", query] = (first.headers.get("location") ?? "").split(/[?#]/);
    expect(query).toBe("notSent=1");
    const shown = await (await get(`${at}?${query}`, as(hall.member))).text();
    for (const words of [
      "还没有送审",
      "<mark>限女性</mark>",
      "改成“男女不限”",
      "<mark>缴纳服装押金200元</mark>",
    ])
      expect(shown).toContain(words);
    const rewrite = fieldsOf(shown, `${at}/rewrite`);
    const changed = await post(`${at}/rewrite`, rewrite, as(hall.member));
    expect(decodeURIComponent(changed.headers.get("location") ?? "")).toContain(
      "?rewritten=限女性&found=true",
    );
    const again = await post(`${at}/rewrite`, rewrite, as(hall.member));
    expect(again.headers.get("location")).toContain("found=false");
    const left = await (await get(at, as(hall.member))).text();
    expect(left).toContain("男女不限，高中以上；");
    expect(
      (await post(at, [...fieldsOf(left, at), ["action", "submit"], ["asIs", "1"]], as(hall.member))).status,
    ).toBe(200);

    const id = at.split("/").at(-1) ?? "";
    const { flags, rev, status } = await getManagedPosting(hall.officer.ctx, id);
    expect([status, flags.map(({ code }) => code)]).toEqual(["submitted", ["FEES_WORDING"]]);
    const approve = `/union/reviews/${id}/approve`;
    const desk = await (await get(`/union/postings/${id}`, as(hall.officer))).text();
    expect(desk).toContain("写明理由后发布");
    expect(desk).not.toContain("data-approve");
    expect(/<input[^>]*value="FEES"[^>]*>/.exec(desk)?.[0]).toContain("checked");
    const refused = await post(approve, [["ifRev", String(rev)]], as(hall.officer));
    expect(refused.headers.get("location")).toContain("done=wording");
    await post(
      approve,
      [
        ["ifRev", String(rev)],
        ["wordingReason", "押金另有协议，已核对"],
      ],
      as(hall.officer),
    );
    expect((await getManagedPosting(hall.officer.ctx, id)).status).toBe("published");
    const harmless = await hall.publish({ requirements: "男女不限，不收押金，户籍不限" });
    expect((await getManagedPosting(hall.officer.ctx, harmless)).flags).toEqual([]);
  });
});

describe("a claim with an invalid credit code", () => {
  test("shows the failed check and a phone number in the queue, and needs an explicit confirmation", async () => {
    const name = "海风五金厂";
    const named = await importedEnterprise(hall.officer.ctx, name);
    const hr = await hall.t.signInAs(freshPhone());
    await bodyOf(
      await hr.call("POST", `/api/v1/enterprises/${named}/claims`, {
        body: { statement: "我是人事", uscc: "91350203M0001QAY9B" },
      }),
      201,
    );
    const page = await (await get("/union", as(hall.officer))).text();
    const list = page.slice(page.indexOf("data-queue"));
    const card = list.slice(list.indexOf(name));
    for (const shown of ["校验不符", hr.phone, 'name="overrideUscc"']) expect(card).toContain(shown);
    const action = /action="(\/union\/claims\/[^"]+\/approve)"/.exec(card)?.[1] ?? "";
    expect((await post(action, [], as(hall.officer))).status).toBe(422);
    expect((await post(action, [["overrideUscc", "1"]], as(hall.officer))).status).toBe(303);
  });

  test("a second registration leads to the caller's enterprise page", async () => {
    const hr = await hall.t.signInAs(freshPhone());
    const form: [string, string][] = [
      ["name", "两次登记有限公司"],
      ["uscc", creditCode(81_000)],
      ["county", COUNTY[HOME] ?? ""],
    ];
    expect((await post("/enterprise/register", form, as(hr))).status).toBe(200);
    const again = await post("/enterprise/register", form, as(hr));
    expect([again.status, again.headers.get("location")]).toEqual([
      303,
      expect.stringMatching(/^\/enterprise\/postings\?enterprise=/),
    ]);
  });
});

describe("the search URL", () => {
  test("ignores parameters that a messenger adds", async () => {
    expect((await get("/postings?q=焊工&from=singlemessage&isappinstalled=0&utm_source=wx")).status).toBe(
      200,
    );
    expect((await hall.t.call("GET", "/api/v1/postings?q=x&from=y")).status).toBe(422);
  });

  test("leaves a removed city out although a cookie remembers it", async () => {
    await hall.publish();
    await hall.settle();
    const city = { city: NEIGHBOUR };
    const narrowed = await (await get("/postings", city)).text();
    expect(narrowed).toContain('href="/postings?city="');
    expect(narrowed).not.toContain('class="card posting"');
    const open = await (await get("/postings?city=", city)).text();
    expect(open).toContain('class="card posting"');
    expect(open).toMatch(
      /href="\/postings\?[^"]*city=&amp;[^"]*sort=pay|href="\/postings\?city=&amp;sort=pay/,
    );
  });

  test("uses both values of a repeated key", async () => {
    const html = await (await get(`/postings?city=${HOME}&city=${NEIGHBOUR}`)).text();
    const total = async (query: string) =>
      (await bodyOf<{ total: number }>(await hall.t.call("GET", `/api/v1/postings?${query}`), 200)).total;
    expect(html).toContain(`${await total(`city=${HOME},${NEIGHBOUR}`)} 个岗位`);
  });

  test("answers 404 for an unknown agreement and sets no cookie; ignores a cookie of an ended agreement", async () => {
    const none = await get("/a/no-such");
    expect([none.status, none.headers.get("set-cookie")?.includes("agreement=") ?? false]).toEqual([
      404,
      false,
    ]);
    expect((await get("/a/east")).headers.get("set-cookie")).toContain("agreement=east");
    expect(await (await get("/cities", { agreement: "ended-long-ago" })).text()).toContain("阜新");
  });
});
