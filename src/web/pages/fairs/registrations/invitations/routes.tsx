import { readInvitation } from "../../../../../fairs/index.ts";
import { requireAccount } from "../../../../../platform/core/guard.ts";
import { Pages } from "../../../../../platform/http/index.ts";

/** Where an enterprise that a city invited begins: the link that the city hands on. */
export const linkOf = (origin: string, code: string) => `${origin}/invited?code=${code}`;

/** From the link to the fair's form; who has no enterprise here registers it first, and comes back. */
export const invitedPages = new Pages().get("/invited", { who: "signedIn" }, async (c) => {
  const ctx = c.get("ctx");
  const code = c.req.query("code") ?? "";
  const { fairId, enterpriseId } = await readInvitation(ctx, code);
  const { enterprises } = requireAccount(ctx.actor);
  if (enterprises.length === 0) return c.redirect(`/enterprise/register?invitation=${code}`, 303);
  return c.redirect(`/enterprise/fairs/${fairId}${enterpriseId ? "" : `?invitation=${code}`}`, 303);
});
