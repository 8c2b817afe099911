import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { Env } from "../env.ts";

/** Smaller responses fit into one packet and stay uncompressed. */
const THRESHOLD_BYTES = 1024;
/**
 * Content types to compress. Excludes event streams, which have no end, and formats that are compressed
 * already, such as pictures and spreadsheets.
 */
const TEXT =
  /^(text\/(html|css|csv|plain|javascript|calendar)|application\/(json|problem\+json|xml|atom\+xml|manifest\+json)|image\/svg\+xml)\b/;
const GZIP = /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?=,|$)/i;

/**
 * Returns true if another site may have caused the request. In a BREACH attack, that site puts guesses into
 * the page and learns a secret from the compressed length.
 * `Sec-Fetch-Site: none` means an address that the user typed or bookmarked.
 */
function causedElsewhere(c: Context<Env>): boolean {
  const site = c.req.header("sec-fetch-site");
  if (site) return site !== "same-origin" && site !== "none";
  const referer = c.req.header("referer");
  if (!referer || !URL.canParse(referer)) return true;
  const { origin, host } = new URL(referer);
  return !c.get("services").config.origins.includes(origin) && host !== new URL(c.req.url).host;
}

function isCompressible(c: Context<Env>, headers: Headers): boolean {
  if (headers.has("content-encoding") || headers.has("transfer-encoding")) return false;
  if (!TEXT.test(headers.get("content-type") ?? "")) return false;
  return c.get("credential") !== "cookie" || !causedElsewhere(c);
}

/**
 * Compresses text responses of 1 KiB and more. A response to a request with a session cookie is compressed
 * only if our own pages caused the request.
 * Keeps entity tags, because they name a record's revision for If-Match.
 */
export const compression = createMiddleware<Env>(async (c, next) => {
  await next();
  const gzip = c.get("services")?.gzip;
  const { headers, status } = c.res;
  if (!gzip || !isCompressible(c, headers)) return;
  // Changes the headers in place. `c.header` and `c.res.body` would turn a text body into a slower stream.
  headers.append("vary", "Accept-Encoding");
  if (c.req.method === "HEAD" || !GZIP.test(c.req.header("accept-encoding") ?? "") || !c.res.body) return;
  const plain = new Uint8Array(await c.res.arrayBuffer());
  const packed = plain.length < THRESHOLD_BYTES ? null : await gzip(plain);
  if (packed) headers.set("content-encoding", "gzip");
  headers.delete("content-length");
  // Hono's setter of `c.res` copies the headers of the previous response, so that response is removed first.
  c.res = undefined;
  c.res = new Response(packed ?? plain, { status, headers });
});
