import type { Context } from "hono";
import { getSite } from "../../../cities/index.ts";
import type { Env } from "../../../platform/http/index.ts";
import { getTradePay } from "../../../postings/index.ts";
import { namesFor } from "../../code-names.ts";
import { type Fields, fieldText } from "../../forms.ts";
import { type NamedPay, namedPay } from "./trade-pay-section.tsx";

/** Returns the pay of the trade that the form's title names; null if it names none. */
export async function payOfForm(c: Context<Env>, fields: Fields): Promise<NamedPay | null> {
  const ctx = c.get("ctx");
  const title = fieldText(fields, "title").slice(0, 80);
  if (title === "") return null;
  const [pay, names, site] = await Promise.all([getTradePay(ctx, { title }), namesFor(ctx), getSite(ctx)]);
  return namedPay(pay, site.cities, names.occupation);
}

/** True if the form asks for the pay of its trade, and is not to be saved. */
export const asksPay = (fields: Fields): boolean => fieldText(fields, "action") === "pay";
