import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finds, until } from "../../db/demo/federation/acts.ts";
import { type House, openHouse } from "../federation/interop/house.ts";

const [A, B, C] = ["210900", "211400", "210700"];
const BACK_MS = 180_000;
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Follows "Join other cities" and "Change, restore, leave" of docs/operate.md, from empty folders. */
describe("an administrator follows the documented steps", () => {
  const desk = mkdtempSync(join(tmpdir(), "lianpin-desk-"));
  const at = (name: string) => join(desk, name);
  let houses: House[] = [];
  let [a, b, c]: House[] = [];

  beforeAll(async () => {
    houses = await Promise.all([A, B, C].map(openHouse));
    [a, b, c] = houses;
  });
  afterAll(async () => {
    for (const house of houses) await house.remove();
    rmSync(desk, { recursive: true, force: true });
  });

  const fed = (house: House | undefined, ...args: string[]) => (house as House).run("fed", ...args);
  const agreement = (house: House | undefined, ...args: string[]) => fed(house, "agreement", ...args);
  async function settle(house: House | undefined, cities: readonly string[]): Promise<void> {
    if (!house) throw new Error("no house");
    await house.setUp(cities);
    await house.start();
    const made = await fed(house, "init", "--city", house.city, "--url", house.url, "--root", house.root);
    expect(made).toContain("已生成根钥匙");
    writeFileSync(at(`${house.city}.json`), await agreement(house, "identity"));
  }
  const party = (house: House | undefined) => ["--party", at(`${house?.city}.json`)];
  async function signAll(note: string, signers: readonly (House | undefined)[]): Promise<void> {
    for (const house of signers) {
      expect(await agreement(house, "sign", note, "--root", house?.root ?? "")).toContain("已签");
    }
  }
  async function reaches(house: House | undefined, title: string, id: string, wanted = true): Promise<void> {
    const url = house?.url ?? "";
    await until(
      `${title} at ${house?.city}`,
      async () => (await finds({ url }, title, id)) === wanted,
      BACK_MS,
    );
  }

  test("two cities set up, make keys, draft, sign and activate; then postings go both ways", async () => {
    for (const house of [a, b]) await settle(house, [A, B]);
    const note = at("liaoxi.note");
    await agreement(
      a,
      ...["draft", "--agreement", "liaoxi", "--name", "辽西促进就业合作协议", ...party(a), ...party(b)],
      ...["--starts-on", today(), "--out", note],
    );
    expect(await agreement(b, "show", note)).toContain("未签");
    expect(await a?.refuses("fed", "agreement", "activate", note)).toContain("SIGNATURES_MISSING");
    await signAll(note, [a, b]);
    for (const house of [a, b]) expect(await agreement(house, "activate", note)).toContain("已生效");
    for (const [one, other] of [
      [a, b],
      [b, a],
    ]) {
      const title = `加入后的岗位${one?.city}`;
      await reaches(other, title, (await one?.publish(title)) ?? "");
    }
    const [, root] = /"root":"([^"]+)"/.exec(await agreement(b, "identity")) ?? [];
    expect(await fed(a, "verify", b?.url ?? "", "--root-key", root ?? "")).toContain(`${B}/public`);
  });

  test("a third city joins: it takes the first revision, and all sign one that names it", async () => {
    for (const house of [a, b]) await house?.setUp([A, B, C]);
    await settle(c, [A, B, C]);
    const note = at("third.note");
    const words = ["--agreement", "liaoxi", ...party(c), "--starts-on", today(), "--out", note];
    await agreement(a, "widen", ...words);
    await signAll(note, [a, b, c]);
    expect(await c?.refuses("fed", "agreement", "activate", note)).toContain("FIRST_REVISION");
    await agreement(c, "activate", at("liaoxi.note"));
    for (const house of [c, a, b]) await agreement(house, "activate", note);
    const id = (await c?.publish("第三城的岗位")) ?? "";
    for (const house of [a, b]) await reaches(house, "第三城的岗位", id);
    const own = (await a?.publish("给第三城的岗位")) ?? "";
    await reaches(c, "给第三城的岗位", own);
  });

  test("keys are replaced, at once and for a day to come", async () => {
    const root = ["--root", b?.root ?? ""];
    expect(await fed(b, "rotate", "--city", B ?? "", ...root)).toContain("7 天后生效");
    expect(await fed(b, "rotate", "--city", B ?? "", ...root, "--revoke")).toContain("旧钥匙已作废");
    await fed(b, "directory", ...root);
    const id = (await b?.publish("换钥匙后的岗位")) ?? "";
    for (const house of [a, c]) await reaches(house, "换钥匙后的岗位", id);
  });

  test("a node is restored into an empty folder, and goes on", async () => {
    const folder = at("backups");
    await a?.run("backup", "--to", folder);
    const [name = ""] = readdirSync(folder);
    const lost = (await a?.publish("备份后的岗位")) ?? "";
    await reaches(b, "备份后的岗位", lost);
    await a?.stop();
    await a?.restore(join(folder, name));
    await a?.start();
    const id = (await a?.publish("恢复后的岗位")) ?? "";
    for (const house of [b, c]) await reaches(house, "恢复后的岗位", id);
    await reaches(b, "备份后的岗位", lost, false);
  });

  test("a city gives less, and another leaves with certificates", async () => {
    const id = (await b?.publish("收窄的岗位")) ?? "";
    for (const house of [a, c]) await reaches(house, "收窄的岗位", id);
    const less = at("less.note");
    const pair = ["--from", B ?? "", "--to", C ?? "", "--without", "posting", "--out", less];
    await agreement(b, "narrow", "--agreement", "liaoxi", ...pair);
    await signAll(less, [b]);
    expect(await agreement(b, "activate", less)).toContain("已生效");
    await reaches(c, "收窄的岗位", id, false);
    await reaches(a, "收窄的岗位", id);

    const leaving = at("leave.note");
    await agreement(c, "leave", "--agreement", "liaoxi", "--city", C ?? "", "--out", leaving);
    expect(await agreement(c, "sign", leaving, "--root", c?.root ?? "")).toContain("这个签名表示它退出");
    expect(await agreement(c, "activate", leaving)).toContain("已生效");
    await reaches(c, "收窄的岗位", id, false);
    const certified = async () =>
      (await agreement(c, "certificate", "--agreement", "liaoxi")).match(/"certificate":"exit"/g)?.length ===
      2;
    await until("both certificates", certified, BACK_MS);
  });
});
