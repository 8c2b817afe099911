import type { Context } from "hono";
import { z } from "zod";
import { STATUSES } from "../../../../applications/index.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { cursorOf } from "../../../forms.ts";
import { enterpriseOf } from "../current-enterprise.ts";

/** Number of applications on a page. */
export const PAGE = 20;

/** The part of received applications that a page shows. */
export type InboxQuery = {
  enterpriseId: string;
  status: (typeof STATUSES)[number] | null;
  postingId: string | null;
  cursor: string | null;
};

/** Reads the filters from the address. An unknown value counts as none. */
export function inboxQueryOf(c: Context<Env>): InboxQuery {
  const postingId = c.req.query("posting") ?? "";
  return {
    enterpriseId: enterpriseOf(c).id,
    status: z.enum(STATUSES).safeParse(c.req.query("status")).data ?? null,
    postingId: UUID.test(postingId) ? postingId : null,
    cursor: cursorOf(c) ?? null,
  };
}

/** Returns the address that shows this part; `cursor` counts for a list only. */
export function pathTo(query: InboxQuery, path = "/enterprise/applications"): string {
  const asked = new URLSearchParams({ enterprise: query.enterpriseId });
  if (query.status) asked.set("status", query.status);
  if (query.postingId) asked.set("posting", query.postingId);
  if (query.cursor) asked.set("cursor", query.cursor);
  return `${path}?${asked}`;
}

/** Returns the filter by which the capability selects this part. */
export const filterOf = ({ enterpriseId, status, postingId }: InboxQuery) => ({
  enterpriseId,
  ...(status ? { status } : {}),
  ...(postingId ? { postingId } : {}),
});
