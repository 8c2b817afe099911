import { getFairNumber, getVenueCode } from "../../../../../fairs/index.ts";
import { Pages } from "../../../../../platform/http/index.ts";
import { fairShort, plainAddress } from "../../../../links/fair.ts";
import { originOf, page } from "../../../../page.tsx";
import { FAIR_OFFICER } from "../../../../policies.ts";
import { ARRIVE } from "../../../../text/fairs/check-in.ts";
import { TICKET_STYLES } from "../../tickets/ticket-section.tsx";
import { staffedGate } from "../staffed-gate.ts";
import { ArrivalPosterPage } from "./arrival-poster-page.tsx";

/** The page with the poster for a hall. Its QR code opens the page on which people check in by themselves. */
export const arrivalPosterPages = new Pages().get(
  "/union/fairs/:id/arrival-poster",
  FAIR_OFFICER,
  async (c) => {
    const { fair, venue } = await staffedGate(c, c.req.query("venue"));
    const code = await getVenueCode(c.get("ctx"), { fairId: fair.id, venueId: venue.id });
    const url = new URL(`/fairs/${fair.id}/arrive`, originOf(c));
    url.searchParams.set("c", code);
    const short = plainAddress(`${originOf(c)}${fairShort(await getFairNumber(c.get("ctx"), fair))}`);
    const title = `${ARRIVE.posterTitle} · ${venue.name} · ${fair.title}`;
    return page(c, { title, audience: "union", head: TICKET_STYLES }, () => (
      <ArrivalPosterPage fair={fair} venue={venue} url={url.href} short={short} />
    ));
  },
);
