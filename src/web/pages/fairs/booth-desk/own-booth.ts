import type { Context } from "hono";
import { type Booth, ownBoothAtFair } from "../../../../fairs/index.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { pathId } from "../../../forms.ts";

/** Returns the booth of the caller's enterprise at the fair that the path names. */
export const boothAt = (c: Context<Env>): Promise<Booth> =>
  ownBoothAtFair(c.get("ctx"), { fairId: pathId(c), enterpriseId: c.req.query("enterprise") || undefined });
