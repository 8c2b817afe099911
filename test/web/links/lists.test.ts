import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NEIGHBOUR } from "../../factories/cities.ts";
import { importedEnterprise } from "../../factories/enterprises.ts";
import { submittedPosting } from "../../factories/postings.ts";
import type { Client } from "../../support/app.ts";
import { openSite, type Site } from "../standing/site.ts";
import { addressOf, type Ids, LISTS, type List, listRecords } from "./every-list.ts";

const LIST = "/union/enterprises";
let site: Site;
let neighbour: Client;
beforeAll(async () => {
  site = await openSite();
  neighbour = await site.t.asOfficer(NEIGHBOUR);
  for (let n = 0; n < 45; n += 1) await importedEnterprise(site.officer.ctx, `渤海阀门${n}厂`);
  await importedEnterprise(site.officer.ctx, "兴城泳装厂");
  await importedEnterprise(neighbour.ctx, "笔架山阀门厂", NEIGHBOUR);
}, 120_000);
afterAll(() => site.t.close());

const namesIn = (html: string): string[] =>
  [...html.matchAll(/href="\/union\/enterprises\/[0-9a-f-]{36}"[^>]*>([^<]*)</g)].map(
    (found) => found[1] ?? "",
  );
const linkIn = (html: string, text: string): string | null => {
  const found = new RegExp(`href="([^"]*)"[^>]*>${text}`).exec(html)?.[1];
  return found ? found.replaceAll("&amp;", "&") : null;
};
const chip = (html: string, text: string) => new RegExp(`class="chip"[^>]*>${text} (\\d+)<`).exec(html)?.[1];

describe("a list of a desk", () => {
  test("is searched by a part of the name, keeps its filter, and counts what the search leaves", async () => {
    const all = await site.read(`${LIST}?status=unverified`, site.officer);
    expect([chip(all, "全部"), chip(all, "未认领"), chip(all, "已核验")]).toEqual(["47", "46", "1"]);
    const found = await site.read(
      `${LIST}?status=unverified&q=${encodeURIComponent(" 泳装 ")}`,
      site.officer,
    );
    expect(namesIn(found)).toEqual(["兴城泳装厂"]);
    expect([chip(found, "全部"), chip(found, "已核验")]).toEqual(["1", "0"]);
    expect(found).toContain('<input type="hidden" name="status" value="unverified"/>');
    expect(linkIn(found, "看全部")).toBe(`${LIST}?status=unverified`);
  });

  test("leads forth and back through its pages with the filter and the words kept", async () => {
    const first = await site.read(`${LIST}?q=${encodeURIComponent("阀门")}`, site.officer);
    const second = await site.read(linkIn(first, "下一页") ?? "", site.officer);
    const third = await site.read(linkIn(second, "下一页") ?? "", site.officer);
    expect([first, second, third].map((html) => namesIn(html).length)).toEqual([20, 20, 5]);
    expect(third).toContain("第 3 页");
    expect(linkIn(third, "下一页")).toBeNull();
    const back = await site.read(linkIn(third, "上一页") ?? "", site.officer);
    expect(namesIn(back)).toEqual(namesIn(second));
    expect(namesIn(await site.read(linkIn(back, "上一页") ?? "", site.officer))).toEqual(namesIn(first));
  });

  test.each(["😀", "%", "_", "'; drop", "长".repeat(10_000)])(
    "finds nothing for %j and says so",
    async (words) => {
      const answer = await site.t.app.request(`${LIST}?q=${encodeURIComponent(words)}`, {
        headers: { cookie: `session=${site.officer.token}` },
      });
      expect(answer.status).toBe(200);
      const html = await answer.text();
      expect(namesIn(html)).toHaveLength(0);
      expect(html).toContain("没有找到");
    },
  );

  test("a control character in the words is no fault", async () => {
    expect(namesIn(await site.read(`${LIST}?q=${encodeURIComponent("\0泳装")}`, site.officer))).toEqual([
      "兴城泳装厂",
    ]);
  });

  test("is downloaded whole with the filter of the page, and without other cities", async () => {
    const file = await site.read(`${LIST}.csv?q=${encodeURIComponent("阀门")}`, site.officer);
    const lines = file.trim().split(/\r?\n/);
    expect(lines).toHaveLength(46);
    expect(lines[0]).toContain("企业名称");
    expect(file).not.toContain("笔架山");
    const sheet = await site.t.app.request(`${LIST}.xlsx`, {
      headers: { cookie: `session=${site.officer.token}` },
    });
    expect(new Uint8Array(await sheet.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]));
    expect(decodeURIComponent(sheet.headers.get("content-disposition") ?? "")).toContain("本市企业.xlsx");
  });

  test("a page beyond the end and a filter that is gone lead to the list", async () => {
    const answer = await site.t.app.request(`${LIST}?cursor=zzz&status=merged`, {
      headers: { cookie: `session=${site.officer.token}`, accept: "text/html" },
    });
    expect(answer.status).toBe(302);
    const html = await site.read(answer.headers.get("location") ?? "", site.officer);
    expect(namesIn(html)).toHaveLength(20);
  });
});

describe("an officer's list of postings", () => {
  const titles = (html: string): string[] =>
    [...html.matchAll(/href="\/union\/postings\/[0-9a-f-]{36}"[^>]*>([^<]*)</g)].map(
      (found) => found[1] ?? "",
    );
  const seen = (query: string, who: Client = site.officer) => site.read(`/union/postings?${query}`, who);

  test("is searched by a part of the title or of the employer's name, and counts by status", async () => {
    await site.publish({ title: "数控车工" });
    await submittedPosting(site.member.ctx, site.enterpriseId, { title: "CAD制图员" });
    expect(titles(await seen(`q=${encodeURIComponent("cad制图")}`))).toEqual(["CAD制图员"]);
    expect(titles(await seen(`q=${encodeURIComponent("海风机械")}`)).sort()).toEqual([
      "CAD制图员",
      "数控车工",
    ]);
    const waiting = await seen(`status=submitted&q=${encodeURIComponent("海风机械")}`);
    expect(titles(waiting)).toEqual(["CAD制图员"]);
    expect([chip(waiting, "全部"), chip(waiting, "待审核"), chip(waiting, "已发布")]).toEqual([
      "2",
      "1",
      "1",
    ]);
    expect(titles(await seen("", neighbour))).toEqual([]);
  });

  test("is downloaded with the filter of the page", async () => {
    const file = await site.read("/union/postings.csv?status=published", site.officer);
    expect(file.trim().split(/\r?\n/)).toHaveLength(2);
    expect(file).toContain("数控车工");
    expect((await site.read("/union/postings.csv", neighbour)).trim().split(/\r?\n/)).toHaveLength(1);
  });
});

/** Queries that a person mistyped, or that an older version of the program knew. */
const badFor = ({ filter = "" }: List) => [
  `cursor=zzz&page=abc&status=gone&show=gone&${filter.split("=")[0]}=gone`,
  `q=${encodeURIComponent("😀")}&page=9999`,
  `q=${encodeURIComponent("长").repeat(10_000)}&page=0`,
  `q=%00%07${encodeURIComponent("阀")}`,
];
const withQuery = (address: string, query: string) =>
  `${address}${address.includes("?") ? "&" : "?"}${query}`;

/** Files that are not of one list, or of a list that no reader here may see. */
const OTHER_FILES = ["/enterprise/fairs/:id/desk.csv", "/union/figures.csv", "/union/work.csv"];

describe("every list", () => {
  let ids: Ids;
  beforeAll(async () => {
    ids = await listRecords(site);
  }, 60_000);

  /** Opens an address as the reader of the list. A redirect may only lead to the list itself. */
  async function open(one: List, address: string, hops = 3): Promise<Response> {
    const who = ids.readers[one.who];
    const headers = { accept: "text/html", ...(who ? { cookie: `session=${who.token}` } : {}) };
    const answer = await site.t.app.request(address, { headers });
    const to = answer.headers.get("location");
    if (answer.status === 302 && to && hops > 0) {
      expect(to.split("?")[0]).toBe(address.split("?")[0]);
      return open(one, to, hops - 1);
    }
    expect(answer.status, address.slice(0, 200)).toBe(200);
    return answer;
  }
  const named = (lists: readonly List[]) => lists.map((one) => [`${one.at} (${one.who})`, one] as const);

  test.each(named(LISTS))("%s shows itself for an address that is wrong", async (_name, one) => {
    for (const query of badFor(one))
      expect(await (await open(one, withQuery(addressOf(one, ids), query))).text()).toContain("<h1");
  });

  test.each(named(LISTS.filter(({ search }) => search)))(
    "%s says that nothing is found, and leads back to all with its filter",
    async (_name, one) => {
      const filtered = withQuery(addressOf(one, ids), one.filter ?? "");
      const html = await (await open(one, withQuery(filtered, `q=${encodeURIComponent("😀")}`))).text();
      expect(html).toContain("没有找到“😀”");
      expect(linkIn(html, "看全部")).toBe(filtered.replace(/[?&]$/, ""));
      if (one.filter) expect(chip(html, "全部")).toBe("0");
      const [name, value] = (one.filter ?? "").split("=");
      if (name) expect(html).toContain(`<input type="hidden" name="${name}" value="${value}"/>`);
    },
  );

  test("has its file among these", () => {
    const files = site.t.app.pageEntries.filter(({ path }) => path.endsWith(".csv")).map(({ path }) => path);
    const known = LISTS.filter(({ download }) => download).map(({ at }) => `${at.split("?")[0]}.csv`);
    const shape = (path: string) => path.replace(/:\w+/g, ":id");
    expect(files.map(shape).sort()).toEqual([...known.map(shape), ...OTHER_FILES].sort());
  });

  test.each(named(LISTS.filter(({ download }) => download)))(
    "%s is a file with its filter, whatever the words",
    async (_name, one) => {
      const [path, query = ""] = addressOf(one, ids).split("?");
      for (const bad of badFor(one)) {
        const file = await open(one, `${path}.csv?${query}&${bad}`);
        expect(file.headers.get("content-type")).toContain("text/csv");
        expect(file.headers.get("cache-control")).toBe("no-store");
      }
      const sheet = await open(one, `${path}.xlsx?${query}&${one.filter ?? ""}`);
      expect(new Uint8Array(await sheet.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]));
      const page = await (await open(one, withQuery(addressOf(one, ids), one.filter ?? ""))).text();
      const all = linkIn(page, "下载 CSV");
      if (all) expect(all).toContain(one.filter ?? "");
    },
  );
});
