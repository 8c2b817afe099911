import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { openAssets } from "../../src/web/static/folder.ts";
import { asset, SHEETS, staticFiles, useAssets } from "../../src/web/static/index.ts";
import { ASSETS_VERSION } from "../../src/web/static/version.ts";
import { ROOT } from "../support/sources.ts";

const FOLDER = join(ROOT, "src/web/assets/static");
const assets = openAssets(FOLDER);
useAssets(assets);
const app = new Hono().use("/static/*", staticFiles(assets));
const ask = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
const YEAR = "public, max-age=31536000, immutable";

describe("static files", () => {
  test("the generated version matches the files; after a change run `npm run assets`", () => {
    expect(ASSETS_VERSION).toBe(assets.version);
  });

  test("each file is cached for a year under its versioned address", async () => {
    const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(files.length).toBeGreaterThan(20);
    for (const { parentPath, name } of files) {
      const path = join(parentPath, name).slice(FOLDER.length + 1);
      const answer = await ask(asset(path));
      expect([path, answer.status, answer.headers.get("cache-control")]).toEqual([path, 200, YEAR]);
      expect(answer.headers.get("content-type")).toMatch(/^(text|image)\//);
      // `toEqual` on buffers compares byte by byte, slowly.
      const same = readFileSync(join(FOLDER, path)).equals(Buffer.from(await answer.arrayBuffer()));
      expect([path, same]).toEqual([path, true]);
    }
  });

  test("an address with another version or none serves the current file and is revalidated", async () => {
    for (const path of ["/static/0123456789ab/app.css", "/static/app.css"]) {
      const answer = await ask(path);
      expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-cache"]);
      expect(await answer.text()).toContain("--red: #b3261e");
    }
  });

  test("a service worker has a fixed address, is revalidated, and may control any page", async () => {
    const answer = await ask("/static/workers/offline-page.js?v=0123456789ab");
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(answer.headers.get("service-worker-allowed")).toBe("/");
    const tag = answer.headers.get("etag") ?? "";
    expect((await ask("/static/workers/offline-page.js", { "if-none-match": tag })).status).toBe(304);
  });

  test("the files that a service worker caches exist", async () => {
    const text = readFileSync(join(FOLDER, "workers/offline-page.js"), "utf8");
    const names = [...text.matchAll(/"([\w/-]+\.(?:js|css|svg))"/g)].map(([, name]) => name ?? "");
    expect(names.length).toBeGreaterThan(15);
    for (const name of names) expect([name, (await ask(asset(name))).status]).toEqual([name, 200]);
  });

  test("the scripts that a service worker caches import nothing that it does not cache", () => {
    const text = readFileSync(join(FOLDER, "workers/offline-page.js"), "utf8");
    const list = (name: string) => {
      const [, body = ""] = new RegExp(`${name}[:=]? ?=? ?\\[([^\\]]*)\\]`).exec(text) ?? [];
      return [...body.matchAll(/"([^"]+)"/g)].map(([, file]) => file ?? "");
    };
    for (const kind of ["gate", "booth"]) {
      const cached = [...list("SHARED"), ...list(kind)];
      const scripts = cached.filter((name) => name.endsWith(".js"));
      expect(scripts.length).toBeGreaterThan(5);
      const imports = scripts.flatMap((name) =>
        [...readFileSync(join(FOLDER, name), "utf8").matchAll(/from "(\.[^"]+)"/g)].map(([, path]) =>
          join(name, "..", path ?? ""),
        ),
      );
      expect(imports.length).toBeGreaterThan(3);
      expect(imports.filter((name) => !cached.includes(name))).toEqual([]);
    }
  });

  test("style sheets are served as one file, compressed on request, of at most 15 KB", async () => {
    const parts = SHEETS["app.css"] ?? [];
    const whole = parts.map((part) => readFileSync(join(FOLDER, part), "utf8")).join("");
    const answer = await ask(asset("app.css"), { "accept-encoding": "gzip" });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(answer.headers.get("vary")).toBe("Accept-Encoding");
    expect(bytes.length).toBeLessThan(15 * 1024);
    expect(gunzipSync(bytes).toString()).toBe(whole);
  });

  test("a large script comes with brotli where the client takes it, and the player within 105 KB", async () => {
    const path = asset("player/hls.js");
    const [br, gzip] = await Promise.all(
      ["gzip, br", "gzip"].map((accepted) => ask(path, { "accept-encoding": accepted })),
    );
    expect([br, gzip].map((answer) => answer?.headers.get("content-encoding"))).toEqual(["br", "gzip"]);
    const bytes = Buffer.from((await br?.arrayBuffer()) ?? new ArrayBuffer(0));
    expect(bytes.length).toBeLessThan(105 * 1024);
    expect(brotliDecompressSync(bytes).toString()).toBe(readFileSync(join(FOLDER, "player/hls.js"), "utf8"));
  });

  test("a missing file is not cached, and no file outside the folder is read", async () => {
    for (const path of [
      "/static/none.css",
      asset("none.css"),
      "/static/..%2f_headers",
      "/static/../_headers",
    ]) {
      const answer = await ask(path);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    expect((await ask("/static/none.css")).headers.get("cache-control")).toBe("no-store");
  });
});
