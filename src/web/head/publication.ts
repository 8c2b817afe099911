import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Env } from "../../platform/http/index.ts";
import type { Published } from "./head.tsx";

/** Paths that search engines leave alone: personal pages, desks, the API. */
export const HIDDEN = ["/me", "/enterprise", "/union", "/api/v1/", "/sign-in", "/mail/", "/dev/"];
/** Steps of a person's own affair below a public page. */
const STEP = /\/(apply|arrive|ticket)(\/|$)/;

export type Publishing = {
  origin: string;
  status: ContentfulStatusCode;
  description: string;
  /** The part of the query that belongs to the page's own address; none by default. */
  query?: URLSearchParams;
};

/** How a page is published; null for pages that are refused, personal, or not open to everybody. */
export function publishedAs(c: Context<Env>, page: Publishing): Published | null {
  const { pathname } = new URL(c.req.url);
  const open = c.get("policy")?.who === "anyone" && page.status === 200;
  if (!open || STEP.test(pathname) || HIDDEN.some((path) => pathname.startsWith(path))) return null;
  const query = page.query && page.query.size > 0 ? `?${page.query}` : "";
  return { address: `${page.origin}${pathname}${query}`, description: page.description };
}
