import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { Env } from "../env.ts";

/** Smaller answers fit into one packet. */
const THRESHOLD_BYTES = 1024;
/** Text that is sent whole. Excludes event streams; pictures and spreadsheets are compressed already. */
const TEXT =
  /^(text\/(html|css|csv|plain|javascript|calendar)|application\/(json|problem\+json|xml|atom\+xml|manifest\+json)|image\/svg\+xml)\b/;
const GZIP = /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?=,|$)/i;

/**
 * Returns true if another site may have caused the request. In a BREACH attack it chooses repeated text and
 * learns the rest from the compressed length. `none` means a typed or bookmarked address.
 */
function causedElsewhere(c: Context<Env>): boolean {
  const site = c.req.header("sec-fetch-site");
  if (site) return site !== "same-origin" && site !== "none";
  const referer = c.req.header("referer");
  if (!referer || !URL.canParse(referer)) return true;
  const { origin, host } = new URL(referer);
  return !c.get("services").config.origins.includes(origin) && host !== new URL(c.req.url).host;
}

function isCompressible(c: Context<Env>): boolean {
  const { headers, body } = c.res;
  if (!body || headers.has("content-encoding") || headers.has("transfer-encoding")) return false;
  if (!TEXT.test(headers.get("content-type") ?? "")) return false;
  return c.get("credential") !== "cookie" || !causedElsewhere(c);
}

const gzip = (bytes: ArrayBuffer) =>
  new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();

/**
 * Compresses text answers of 1 KiB and more. With a session cookie, only requests from our own pages are
 * compressed.
 * Keeps entity tags, because they name a record's revision for If-Match.
 */
export const compression = createMiddleware<Env>(async (c, next) => {
  await next();
  // Cloudflare compresses at the edge by itself.
  if (c.get("services")?.edge || !isCompressible(c)) return;
  c.header("vary", "Accept-Encoding", { append: true });
  if (c.req.method === "HEAD" || !GZIP.test(c.req.header("accept-encoding") ?? "")) return;
  const plain = await c.res.arrayBuffer();
  const packed = plain.byteLength < THRESHOLD_BYTES ? null : await gzip(plain);
  const answer = new Response(packed ?? plain, c.res);
  if (packed) answer.headers.set("content-encoding", "gzip");
  answer.headers.delete("content-length");
  // Deleted first, because the setter copies the previous answer's headers.
  c.res = undefined;
  c.res = answer;
});
