/**
 * Static files under versioned addresses, the same on Node and in the edge build (Cloudflare Workers). The
 * version is a hash of all files, so the content of an address never changes and is cached for a year.
 * Modules import each other by relative path.
 */
import type { Context, MiddlewareHandler } from "hono";
import { ASSETS_VERSION } from "./version.ts";

type Bytes = Uint8Array<ArrayBuffer>;
/** `brotli` compresses a large text file at its first use. */
export type AssetFile = { body: Bytes; gzip?: Bytes; brotli?: () => Promise<Bytes> };
/** Reads a file by its path below `static/`; null if there is none. */
export type ReadAsset = (path: string, c: Context) => Promise<AssetFile | null>;
export type Assets = { version: string; read: ReadAsset };

const sheet = (name: string) => `styles/${name}.css`;
/** Style sheets that are sent as one file, in this order. */
export const SHEETS: Readonly<Record<string, readonly string[]>> = {
  "app.css": ["tokens", "layout", "forms", "lists", "watch", "hall"].map(sheet),
};

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml; charset=utf-8",
  png: "image/png",
};
const FOREVER = "public, max-age=31536000, immutable";
/** Browsers revalidate at each use: service workers, and addresses without the current version. */
const CHECKED = "no-cache";

let version = ASSETS_VERSION;

/** Sets the version to that of the files which Node read at start. By default it is the generated version. */
export function useAssets(assets: Assets): void {
  version = assets.version;
}

/** Returns the address of a static file, for example `asset("app.js")`. */
export const asset = (path: string): string => `/static/${version}/${path}`;

/** Returns the smallest form of a file that the client accepts, and its content coding. */
async function packedFor(file: AssetFile, accepted: string): Promise<{ coding: string | null; body: Bytes }> {
  if (file.brotli && /\bbr\b/.test(accepted)) return { coding: "br", body: await file.brotli() };
  if (file.gzip && /\bgzip\b/.test(accepted)) return { coding: "gzip", body: file.gzip };
  return { coding: null, body: file.body };
}

const ADDRESS = /^\/static\/(?:([0-9a-f]{12})\/)?([\w./-]+)$/;

/**
 * Serves `/static/<version>/<path>` and `/static/<path>`. An address of another version also gets the current
 * file, but not the long cache, because servers may be replaced one by one.
 */
export function staticFiles({ read }: Assets): MiddlewareHandler {
  return async (c) => {
    const [, asked, path = ""] = ADDRESS.exec(c.req.path) ?? [];
    const file = path && !path.includes("..") ? await read(path, c) : null;
    if (!file) {
      c.header("cache-control", "no-store");
      return c.notFound();
    }
    const worker = path.startsWith("workers/");
    c.header("cache-control", asked === version ? FOREVER : CHECKED);
    c.header("etag", `W/"${version}"`);
    if (file.gzip) c.header("vary", "Accept-Encoding");
    if (worker) c.header("service-worker-allowed", "/");
    if (c.req.header("if-none-match") === `W/"${version}"`) return c.body(null, 304);
    c.header("content-type", TYPES[path.split(".").at(-1) ?? ""] ?? "application/octet-stream");
    const { coding, body } = await packedFor(file, c.req.header("accept-encoding") ?? "");
    if (coding) c.header("content-encoding", coding);
    c.header("content-length", String(body.length));
    return c.body(body);
  };
}
