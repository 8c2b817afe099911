import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Env } from "../../platform/http/index.ts";
import type { Published } from "./head.tsx";

/** Paths excluded from search engines: personal pages, pages of enterprises and unions, the API. */
export const HIDDEN = ["/me", "/enterprise", "/union", "/api/v1/", "/sign-in", "/mail/", "/dev/"];
/** Personal steps below a public page. */
const STEP = /\/(apply|arrive|ticket)(\/|$)/;

export type Publishing = {
  origin: string;
  status: ContentfulStatusCode;
  description: string;
  /** The query that belongs to the page's canonical address; none by default. */
  query?: URLSearchParams;
};

/** How a page is published; null for errors, personal pages and restricted pages. */
export function publishedAs(c: Context<Env>, page: Publishing): Published | null {
  const { pathname } = new URL(c.req.url);
  const open = c.get("policy")?.who === "anyone" && page.status === 200;
  if (!open || STEP.test(pathname) || HIDDEN.some((path) => pathname.startsWith(path))) return null;
  const query = page.query && page.query.size > 0 ? `?${page.query}` : "";
  return { address: `${page.origin}${pathname}${query}`, description: page.description };
}
