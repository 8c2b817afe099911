import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DemoDatabase, demoDatabase } from "../support/demo.ts";
import { dataFolder } from "../support/folder.ts";
import { endPrograms, portOf, startProgram } from "../support/program.ts";
import { TEST_SECRET } from "../support/services.ts";
import { emptyDatabase, KEY, newFolder } from "./support.ts";

const folder = dataFolder();
const to = newFolder();
let demo: DemoDatabase;
beforeAll(async () => {
  demo = await demoDatabase();
});
afterAll(async () => {
  await endPrograms();
  await folder.remove();
  await demo.drop();
});

const OTHER = "another key of the tests, 0123456789abcdef";
const KEYS = { SECRET_KEY: TEST_SECRET, BACKUP_KEY: KEY };

async function command(
  script: "backup" | "restore" | "rekey",
  args: string[],
  env: Record<string, string> = KEYS,
) {
  const program = startProgram({ script, args, env: { DATA_DIR: folder.path, ...env } });
  const { code } = await program.ended;
  return { code, output: program.output() };
}

test("a server's database is restored into an empty data folder, where the program goes on", async () => {
  await sql`
    insert into file (id, use, owner_kind, owner_id, media_type, state, size, sha256)
    values (${crypto.randomUUID()}, 'film', 'fair', '1', 'video/mp4', 'stored', 2500000, ${Buffer.alloc(32)})`.execute(
    demo.db,
  );
  const made = await command("backup", ["--to", to], { ...KEYS, DATABASE_URL: demo.url });
  expect(made).toMatchObject({ code: 0, output: expect.stringContaining("备份完成并已核对") });
  expect(made.output).toContain(`备份的数据在 ${new URL(demo.url).host}`);
  expect(made.output).toContain("另有 1 个影片、录像、图片和字幕（2.5 MB）不在备份里");
  expect(made.output).toContain(`请现在把整个文件夹另存一份：${join(folder.path, "files")}`);
  expect(made.output).not.toContain("KEYS_");
  expect(made.output).not.toContain(new URL(demo.url).password);
  const path = join(to, readdirSync(to)[0] ?? "");

  const keyless = await command("restore", ["--from", path], {});
  expect(keyless).toMatchObject({ code: 1, output: expect.stringContaining("BACKUP_KEY_MISSING") });
  expect(readdirSync(folder.path)).toEqual([]);
  const restored = await command("restore", ["--from", path]);
  expect(restored).toMatchObject({ code: 0, output: expect.stringContaining("钥匙和恢复的内容相符") });
  expect(restored.output).toContain("还有 1 个影片、录像、图片和字幕不在备份里");

  const program = startProgram({ env: { ...KEYS, DATA_DIR: folder.path, PORT: "0", DEMO: "0" } });
  await program.says("已就绪");
  const url = `http://127.0.0.1:${portOf(program)}/api/v1/postings?q=%E7%94%B5%E7%84%8A%E5%B7%A5`;
  const { items } = (await (await fetch(url)).json()) as { items: unknown[] };
  expect(items.length).toBeGreaterThan(3);

  const living = await command("restore", ["--from", path]);
  expect(living).toMatchObject({ code: 1, output: expect.stringContaining("RESTORE_IN_USE") });
  const again = await command("backup", ["--to", to, "--keep", "1"]);
  expect(again).toMatchObject({ code: 0, output: expect.stringContaining("已删除旧备份") });
  expect(again.output).toContain(`备份的数据在 ${join(folder.path, "postgres")}`);
  expect(readdirSync(to)).toHaveLength(1);
  program.child.kill("SIGTERM");
  await program.ended;
});

test("a wrong key is refused before anything is served; a changed one is taken with the previous one", async () => {
  const wrong = startProgram({ env: { DATA_DIR: folder.path, PORT: "0", SECRET_KEY: OTHER } });
  expect((await wrong.ended).code).toBe(1);
  expect(wrong.output()).toContain("KEYS_WRONG: SECRET_KEY is not the key of this database");
  expect(wrong.output()).not.toContain("已就绪");

  const doubted = await command("backup", ["--to", to], { SECRET_KEY: OTHER, BACKUP_KEY: KEY });
  expect(doubted).toMatchObject({
    code: 0,
    output: expect.stringMatching(/注意（KEYS_WRONG）：.*钥匙 [0-9a-f]{6,} /),
  });
  const unkeyed = await command("backup", ["--to", to], { BACKUP_KEY: KEY });
  expect(unkeyed).toMatchObject({ code: 0, output: expect.stringContaining("注意（KEYS_MISSING）") });

  const changed = await command("rekey", [], { SECRET_KEY: OTHER, SECRET_KEY_PREVIOUS: TEST_SECRET });
  expect(changed).toMatchObject({ code: 0, output: expect.stringMatching(/已用新钥匙重新加密 \d{3,} 处/) });
  const swapped = await command("rekey", [], { SECRET_KEY: TEST_SECRET, SECRET_KEY_PREVIOUS: OTHER });
  expect(swapped).toMatchObject({ code: 1, output: expect.stringContaining("KEYS_SWAPPED") });
  const alone = await command("rekey", [], { SECRET_KEY: OTHER });
  expect(alone).toMatchObject({ code: 0, output: expect.stringContaining("没有要换钥匙的内容") });
  const lost = await command("rekey", [], {});
  expect(lost).toMatchObject({ code: 1, output: expect.stringContaining("KEYS_MISSING") });
});

test("faulty arguments show the usage; a key equal to SECRET_KEY is refused", async () => {
  expect(await command("backup", [])).toMatchObject({ code: 2, output: expect.stringContaining("用法") });
  expect(await command("restore", ["--nonsense"])).toMatchObject({ code: 2 });
  const equal = await command("backup", ["--to", to], { SECRET_KEY: KEY, BACKUP_KEY: KEY });
  expect(equal.output).toContain("BACKUP_KEY must differ from SECRET_KEY");
});

test("a key of backups that is the file secret.key is refused, by a backup and by a start", async () => {
  const own = newFolder();
  writeFileSync(join(own, "secret.key"), KEY);
  const key = { DATABASE_URL: demo.url, DATA_DIR: own, BACKUP_KEY: KEY };
  const made = await command("backup", ["--to", to], key);
  expect(made).toMatchObject({ code: 1, output: expect.stringContaining("BACKUP_KEY_IS_SECRET: ") });
  const started = startProgram({ env: { ...key, PORT: "0", DEMO: "0" } });
  expect((await started.ended).code).toBe(1);
  expect(started.output()).toContain("BACKUP_KEY 不能和 SECRET_KEY 一样");
});

test("a restore says at its end that the key which is set does not open it", async () => {
  const path = join(newFolder(), "copy");
  expect(await command("backup", ["--to", path], { ...KEYS, DATABASE_URL: demo.url })).toMatchObject({
    code: 0,
  });
  const from = join(path, readdirSync(path)[0] ?? "");
  const empty = await emptyDatabase("none");
  const keys = { BACKUP_KEY: KEY, DATABASE_URL: empty.url };
  const wrong = await command("restore", ["--from", from], { ...keys, SECRET_KEY: OTHER });
  expect(wrong).toMatchObject({ code: 0, output: expect.stringContaining("恢复完成") });
  expect(wrong.output).toMatch(/注意（KEYS_WRONG）：.*原来的钥匙/);
  await empty.drop();
});

test.each([
  ["a file", (folder: string) => join(folder, "file")],
  ["a folder below a file", (folder: string) => join(folder, "file", "below")],
  ["a place where nothing can be created", () => "/proc/backups"],
])("a backup into %s is refused in words", async (_, target) => {
  const own = newFolder();
  writeFileSync(join(own, "file"), "");
  const made = await command("backup", ["--to", target(own)], { ...KEYS, DATABASE_URL: demo.url });
  expect(made).toMatchObject({ code: 1, output: expect.stringContaining("BACKUP_FOLDER: 这个文件夹不能写") });
  expect(made.output).not.toContain("    at ");
});
