import type { FC } from "hono/jsx";
import type { FairView, VenueView } from "../../../../../fairs/index.ts";
import { QrCode } from "../../../../components/qr.tsx";
import { ARRIVE } from "../../../../text/fairs/check-in.ts";
import { PrintButton } from "../../tickets/union/print-section.tsx";

/** The poster for self check-in. Its QR code holds a link that is signed for this venue. */
export const ArrivalPosterPage: FC<{ fair: FairView; venue: VenueView; url: string; short: string }> = ({
  fair,
  venue,
  url,
  short,
}) => (
  <section class="poster">
    <h1>{ARRIVE.posterTitle}</h1>
    <p>
      {fair.title} · {venue.name}
    </p>
    <QrCode text={url} label={ARRIVE.posterTitle} />
    <p>
      <b>{ARRIVE.posterLead}</b>
    </p>
    <p>{ARRIVE.posterHelp}</p>
    <p>{ARRIVE.posterShort(short)}</p>
    <p class="no-print">
      <PrintButton />
    </p>
  </section>
);
