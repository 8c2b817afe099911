import type { Context } from "hono";
import { z } from "zod";
import { UUID } from "../../../../platform/core/ids.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { MANAGED_STATUSES } from "../../../../postings/index.ts";
import { wordsOf } from "../../../links/pages.ts";

/** Returns the text if it is a UUID, else undefined. */
export const uuid = (text: string | undefined): string | undefined =>
  text && UUID.test(text) ? text : undefined;

/** Reads the filters of the list from the address. An unknown value counts as none. */
export const filterOf = (c: Context<Env>) => ({
  status: z.enum(MANAGED_STATUSES).safeParse(c.req.query("status")).data,
  importId: uuid(c.req.query("importId")),
  enterpriseId: uuid(c.req.query("enterpriseId")),
  words: wordsOf(c.req.query("q")),
});
