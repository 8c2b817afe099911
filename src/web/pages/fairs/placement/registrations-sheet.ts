import type { Context } from "hono";
import { exportRegistrations } from "../../../../fairs/index.ts";
import { sheetDownload } from "../../../../platform/http/answers/sheet-download.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { namesFor } from "../../../code-names.ts";
import { PLACEMENT } from "../../../text/fairs/placement.ts";
import { RECOMMENDATIONS, REGISTRATION_STATUS } from "../../../text/fairs/registrations.ts";
import { formatTimeInFull } from "../../../text/format.ts";
import { filterOf, registrationsOf, registrationsQueryOf } from "./registrations-query.ts";

/** Answers with the registrations that the address selects, as a file. */
export async function registrationsSheet(c: Context<Env>, format: "csv" | "xlsx"): Promise<Response> {
  const ctx = c.get("ctx");
  const { fair, as } = await registrationsOf(c);
  const [items, names] = await Promise.all([
    exportRegistrations(ctx, { as, ...filterOf(fair, registrationsQueryOf(c)) }),
    namesFor(ctx),
  ]);
  const rows = items.map((one) => [
    one.reference,
    one.enterprise.name,
    names.division(one.enterprise.homeCity) ?? "",
    REGISTRATION_STATUS[one.status],
    one.booth?.venueName ?? "",
    one.booth?.code ?? "",
    one.postings.map(({ title, headcount }) => RECOMMENDATIONS.brought(title, headcount)).join("、"),
    one.recruiters,
    one.contactName,
    one.contactPhone,
    one.venueWishes.map(({ name }) => name).join("、"),
    one.wishNote ?? "",
    formatTimeInFull(one.createdAt),
  ]);
  return sheetDownload([[...PLACEMENT.sheet], ...rows], { name: PLACEMENT.registrations, format });
}
