import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Env } from "../../platform/http/index.ts";
import type { Published } from "./head.tsx";

/** Paths excluded from search engines: personal pages, pages of enterprises and unions, the API. */
export const HIDDEN = ["/me", "/enterprise", "/union", "/api/v1/", "/sign-in", "/mail/", "/dev/"];
/** Paths of personal steps below a public page, such as `/fairs/:id/ticket`; also excluded. */
const STEP = /\/(apply|arrive|ticket)(\/|$)/;

export type Publishing = {
  origin: string;
  status: ContentfulStatusCode;
  description: string;
  /** Path of a picture for messengers; that of the site if null. */
  image: string | null;
  /** Query parameters to include in the canonical address; none by default. */
  query?: URLSearchParams;
};

/**
 * Returns how search engines may show a page; null for errors, personal pages and pages that need sign-in.
 */
export function publishedAs(c: Context<Env>, page: Publishing): Published | null {
  const { pathname } = new URL(c.req.url);
  const open = c.get("policy")?.who === "anyone" && page.status === 200;
  if (!open || STEP.test(pathname) || HIDDEN.some((path) => pathname.startsWith(path))) return null;
  const query = page.query && page.query.size > 0 ? `?${page.query}` : "";
  const { description, image } = page;
  return { address: `${page.origin}${pathname}${query}`, description, image };
}
