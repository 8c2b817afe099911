import type { Context } from "hono";
import { z } from "zod";
import { UUID } from "../../../../../platform/core/ids.ts";
import type { Env } from "../../../../../platform/http/index.ts";
import { DRAFT_PARTS, type DraftPart } from "../../../../../postings/index.ts";
import { cursorOf } from "../../../../forms.ts";
import { wordsOf } from "../../../../links/pages.ts";
import { enterpriseOf } from "../../current-enterprise.ts";

/** Number of drafts on a page. */
export const PAGE = 20;

export const DRAFTS_PATH = "/enterprise/postings/drafts";

/** The part of the drafts that the page shows, and the draft that is edited in place. */
export type DraftsAsked = {
  enterpriseId: string;
  part: DraftPart | null;
  text: string | null;
  cursor: string | null;
  edit: string | null;
};

const idOf = (text: string | undefined): string | null => (text && UUID.test(text) ? text : null);

/** Reads the filters from the address. An unknown value counts as none. */
export const draftsAskedOf = (c: Context<Env>): DraftsAsked => ({
  enterpriseId: enterpriseOf(c).id,
  part: z.enum(DRAFT_PARTS).safeParse(c.req.query("part")).data ?? null,
  text: wordsOf(c.req.query("q")) ?? null,
  cursor: cursorOf(c) ?? null,
  edit: idOf(c.req.query("edit")),
});

/** Returns the address that shows these drafts. */
export function draftsPath(
  asked: Partial<DraftsAsked> & { enterpriseId: string },
  path = DRAFTS_PATH,
): string {
  const query = new URLSearchParams({ enterprise: asked.enterpriseId });
  if (asked.part) query.set("part", asked.part);
  if (asked.text) query.set("q", asked.text);
  if (asked.cursor) query.set("cursor", asked.cursor);
  if (asked.edit) query.set("edit", asked.edit);
  return `${path}?${query}${asked.edit ? `#d-${asked.edit}` : ""}`;
}
