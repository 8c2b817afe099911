import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ManagedPosting } from "../../src/postings/index.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { COUNTY, HOME } from "../factories/cities.ts";
import { creditCode, importedEnterprise } from "../factories/enterprises.ts";
import { bodyOf, type Client, freshPhone } from "../support/app.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

const get = (path: string, who: Client) =>
  hall.t.app.request(path, { headers: { cookie: `session=${who.token}` } });
const post = (path: string, form: Record<string, string>, who: Client) =>
  hall.t.app.request(path, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { cookie: `session=${who.token}`, origin: "http://localhost" },
  });
const textOf = async (answer: Response | Promise<Response>) => (await answer).text();
const inputValue = (html: string, name: string) => {
  const tag = html.match(/<input[^>]*>/g)?.find((one) => one.includes(` name="${name}"`)) ?? "";
  return / value="([^"]*)"/.exec(tag)?.[1] ?? "";
};

/** Genuine, though its check character does not follow the rule. */
const DOUBTFUL = "91350203M0001QAY9B";

describe("the registration form", () => {
  const typed = (more: Record<string, string> = {}) => ({
    name: "清河门区临时木器厂",
    uscc: DOUBTFUL,
    county: COUNTY[HOME] ?? "",
    usccSeen: "",
    ...more,
  });

  test("says at once that a credit code fails its check, keeps the input, and takes it the second time", async () => {
    const hr = await hall.t.signInAs(freshPhone());
    const first = await post("/enterprise/register", typed(), hr);
    const shown = await first.text();
    expect([first.status, inputValue(shown, "name")]).toEqual([422, "清河门区临时木器厂"]);
    expect(shown).toContain("再按一次提交");
    expect(inputValue(shown, "usccSeen")).toBe(DOUBTFUL);
    const another = await post(
      "/enterprise/register",
      typed({ uscc: creditCode(8001).slice(0, 17), usccSeen: DOUBTFUL }),
      hr,
    );
    expect(another.status).toBe(422);
    expect((await post("/enterprise/register", typed({ usccSeen: DOUBTFUL }), hr)).status).toBe(200);
    const profile = await textOf(get("/enterprise/profile", hr));
    expect(profile).toContain("最晚");
    expect(inputValue(profile, "name")).toBe("清河门区临时木器厂");
  });

  test("names every wrong field at once, the code among them", async () => {
    const hr = await hall.t.signInAs(freshPhone());
    const shown = await textOf(
      post("/enterprise/register", typed({ name: "", uscc: "123", intro: "长".repeat(5_000) }), hr),
    );
    expect(shown).toContain("再按一次提交");
    expect(shown).toContain("企业介绍太长，最多");
    expect(shown).not.toContain("intro太长");
    expect(shown).toMatch(/企业名称(太短|的格式|格式)|请填写企业名称/);
  });

  test("says that somebody else's registration of the code still waits, instead of finding nothing", async () => {
    const code = creditCode(8002);
    const [one, two] = [await hall.t.signInAs(freshPhone()), await hall.t.signInAs(freshPhone())];
    expect((await post("/enterprise/register", typed({ uscc: code }), one)).status).toBe(200);
    const again = await post("/enterprise/register", typed({ uscc: code }), two);
    expect([again.status, await again.text()]).toEqual([422, expect.stringContaining("已经有人登记")]);
  });
});

test("a refused registration: the officer gives a reason in the queue, HR reads it, corrects and submits again", async () => {
  const hr = await hall.t.signInAs(freshPhone());
  const form = { name: "细河区铸造厂", uscc: creditCode(8010), county: COUNTY[HOME] ?? "" };
  expect((await post("/enterprise/register", form, hr)).status).toBe(200);
  const queue = await textOf(get("/union", hall.officer));
  const card =
    queue
      .split("data-item")
      .slice(1)
      .find((part) => part.includes("细河区铸造厂")) ?? "";
  const action = /action="(\/union\/enterprises\/[^"]+\/refuse)"/.exec(card)?.[1] ?? "";
  const answer = await post(action, { reason: "名称和执照不一致" }, hall.officer);
  expect(await textOf(get(answer.headers.get("location") ?? "", hall.officer))).toContain(
    "没有通过，已告诉企业：细河区铸造厂",
  );
  const shown = await textOf(get("/enterprise/profile", hr));
  expect(shown).toContain("名称和执照不一致");
  const corrected = { ...form, name: "细河区精密铸造厂", ifRev: inputValue(shown, "ifRev"), usccSeen: "" };
  expect(await textOf(post("/enterprise/profile", corrected, hr))).toContain("已重新提交");
  expect(await textOf(get("/union", hall.officer))).toContain("细河区精密铸造厂");
});

test("words of an introduction that a law forbids are marked on save, in the form and for officers", async () => {
  const hr = await hall.t.signInAs(freshPhone());
  const [name, intro] = ["细河区锻造厂", "本厂限男性，不收押金"];
  const form = { name, uscc: creditCode(8011), county: COUNTY[HOME] ?? "", intro };
  const saved = await textOf(post("/enterprise/register", form, hr));
  for (const words of ["<mark>限男性</mark>", "妇女权益保障法第 43 条", "男女不限"])
    expect(saved).toContain(words);
  expect(saved).not.toContain("<mark>押金");
  const shown = await textOf(get("/enterprise/profile", hr));
  expect(shown).toContain("<mark>限男性</mark>");
  const action = /action="(\/union\/enterprises\/[^"/]+)\/refuse"/.exec(
    (await textOf(get("/union", hall.officer)))
      .split("data-item")
      .slice(1)
      .find((part) => part.includes(name)) ?? "",
  )?.[1];
  expect(await textOf(get(action ?? "", hall.officer))).toContain("<mark>限男性</mark>");
  const better = { ...form, intro: "男女不限", ifRev: inputValue(shown, "ifRev"), usccSeen: "" };
  expect(await textOf(post("/enterprise/profile", better, hr))).not.toContain("<mark>");
});

test("a pending claim shows its number, who decides and by when; a second one is not offered", async () => {
  const hr = await hall.seeker(false);
  const id = await importedEnterprise(hall.officer.ctx, "海州露天矿机修厂");
  const path = `/enterprise/claim/${id}`;
  const sent = await post(path, { uscc: creditCode(8020), statement: "我是人事" }, hr);
  expect([sent.status, sent.headers.get("location")]).toEqual([303, path]);
  const shown = await textOf(get(path, hr));
  expect(shown).toContain("最晚答复");
  expect(shown).toMatch(/编号[\s\S]*?[0-9A-F]{8}/);
  expect(shown).not.toContain('name="statement"');
  expect(await textOf(get("/enterprise", hr))).toContain(`href="${path}"`);
  expect(await textOf(get("/enterprise/register", hr))).toContain("海州露天矿机修厂");
  const item = (await textOf(get("/union", hall.officer)))
    .split("data-item")
    .slice(1)
    .find((part) => part.includes("海州露天矿"));
  const reject = /action="(\/union\/claims\/[^"]+\/reject)"/.exec(item ?? "")?.[1] ?? "";
  await post(reject, { reason: "请带委托书来" }, hall.officer);
  const refused = await textOf(get(path, hr));
  expect(refused).toContain("请带委托书来");
  expect(refused).toContain('name="statement"');
});

describe("an officer and the postings of an import", () => {
  const complete = {
    title: "木工",
    headcount: "3",
    requirements: "会看图纸",
    placeText: "细河区",
    payText: "5000-7000元/月",
  };
  /** Makes a draft of the enterprise whose duties a standard phrase filled in. */
  async function draft(): Promise<ManagedPosting> {
    const body = { ...complete, enterpriseId: hall.enterpriseId };
    const made = await bodyOf<ManagedPosting>(
      await hall.member.call("POST", "/api/v1/postings", { body }),
      201,
    );
    const validThrough = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const completion = { ids: [made.id], validThrough, suggestDuties: true };
    await bodyOf(await hall.officer.call("POST", "/api/v1/reviews/completion", { body: completion }), 200);
    return bodyOf(await hall.officer.call("GET", `/api/v1/postings/${made.id}/management`), 200);
  }

  test("the list says what is lacking; a bulk submission names it, and takes the officer's word", async () => {
    const { id, missing, dutiesSuggested } = await draft();
    expect([missing, dutiesSuggested]).toEqual([[], true]);
    expect(await textOf(get("/union/postings", hall.officer))).toContain("工作内容还没和企业核对");
    const submit = (body: object) => hall.officer.call("POST", "/api/v1/reviews/submissions", { body });
    expect(await bodyOf(await submit({ ids: [id] }), 200)).toEqual({
      done: 0,
      skipped: [{ id, code: "POSTING_INCOMPLETE", fields: [{ path: "duties", code: "UNCONFIRMED" }] }],
    });
    expect(await bodyOf(await submit({ ids: [id], confirmDuties: true }), 200)).toEqual({
      done: 1,
      skipped: [],
    });
  });

  test("the officer's editor has the box, in the officer's words", async () => {
    const { id } = await draft();
    const shown = await textOf(get(`/union/postings/${id}`, hall.officer));
    expect(shown).toContain("已和企业核对，确认无误");
  });
});

describe("an officer's decision that cannot be taken", () => {
  const register = async (n: number) => {
    const hr = await hall.t.signInAs(freshPhone());
    const form = { name: `阜新试办厂${n}`, uscc: creditCode(8100 + n), county: COUNTY[HOME] ?? "" };
    expect((await post("/enterprise/register", form, hr)).status).toBe(200);
    const card = (await textOf(get("/union", hall.officer)))
      .split("data-item")
      .slice(1)
      .find((part) => part.includes(form.name));
    return { hr, id: /\/union\/enterprises\/([0-9a-f-]{36})\//.exec(card ?? "")?.[1] ?? "" };
  };

  test("a refusal without or with a too long reason shows the enterprise again, with what was typed", async () => {
    const { id } = await register(1);
    for (const reason of ["", "长".repeat(501)]) {
      const answer = await post(`/union/enterprises/${id}/refuse`, { refusal: reason }, hall.officer);
      const shown = await answer.text();
      expect([answer.status, shown.includes("阜新试办厂1")]).toEqual([422, true]);
      expect(shown).toContain(reason || "请填写不通过的原因");
      expect(shown.match(/id="refusal"/g)?.length).toBe(1);
      expect(shown.match(/id="reason"/g)?.length).toBe(1);
    }
  });

  test("a posting of an enterprise that is not verified: the queue says what to do first", async () => {
    const { hr, id } = await register(2);
    const validThrough = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const body = {
      enterpriseId: id,
      title: "木工",
      headcount: "3",
      requirements: "会看图纸",
      duties: "做门窗",
      placeText: "细河区",
      payText: "5000元/月",
      validThrough,
    };
    const made = await bodyOf<ManagedPosting>(await hr.call("POST", "/api/v1/postings", { body }), 201);
    await bodyOf(await hr.call("POST", `/api/v1/postings/${made.id}/submission`, { body: {} }), 200);
    const answer = await post(`/union/reviews/${made.id}/approve`, {}, hall.officer);
    expect(await textOf(get(answer.headers.get("location") ?? "", hall.officer))).toContain("请先核验企业");
  });

  test("a claim that waits is named on the enterprise's page, instead of a verification past it", async () => {
    const id = await importedEnterprise(hall.officer.ctx, "阜新试办厂三");
    await post(
      `/enterprise/claim/${id}`,
      { uscc: creditCode(8103), statement: "我是人事" },
      await hall.seeker(false),
    );
    const shown = await textOf(get(`/union/enterprises/${id}`, hall.officer));
    expect(shown).toContain("有 1 份认领在待办里等着处理");
    expect(shown).not.toContain(`/union/enterprises/${id}/approve`);
  });
});
