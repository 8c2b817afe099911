import type { Context } from "hono";
import type { Child } from "hono/jsx";
import {
  type FairView,
  getVenueFigures,
  hostedFair,
  listChannels,
  listStands,
  ownCity,
} from "../../../../../fairs/index.ts";
import { notFound } from "../../../../../platform/core/errors.ts";
import { UUID } from "../../../../../platform/core/ids.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { namesFor } from "../../../../code-names.ts";
import { LinkButton } from "../../../../components/forms.tsx";
import { pathId } from "../../../../forms.ts";
import { htmlDocument } from "../../../../head/document.ts";
import { originOf, page } from "../../../../page.tsx";
import { FAIR_HOST, FAIR_OFFICER } from "../../../../policies.ts";
import { PRINT } from "../../../../text/fairs/fair-union.ts";
import { BoothCard, Paper, Poster, Roll, VisitorSheet } from "./sheets-section.tsx";

const audience = "union" as const;

const baseOf = (fair: FairView) => `/union/fairs/${fair.id}`;

const paper = (c: Context<Env>, fair: FairView, title: string, content: Child) =>
  htmlDocument(
    c,
    <Paper title={`${title} · ${fair.title}`} back={`${baseOf(fair)}/${fair.management ? "print" : "ours"}`}>
      {content}
    </Paper>,
  );

/**
 * Shows a poster. Its link is that of the host's poster channel if there is one, so that visits are counted.
 */
async function poster(c: Context<Env>, fair: FairView, venue: FairView["venues"][number] | null) {
  const channels = await listChannels(c.get("ctx"), fair.id);
  const own = channels.find(({ kind, city }) => kind === "poster" && city === fair.hostCity);
  const address = `${originOf(c)}${own ? `/f/${own.code}` : `/fairs/${fair.id}`}`;
  const title = venue ? PRINT.items.venuePoster(`${venue.cityName} ${venue.name}`) : PRINT.items.poster;
  const counts = venue ? await getVenueFigures(c.get("ctx"), { fair, venueId: venue.id }) : fair;
  return paper(c, fair, title, <Poster fair={fair} venue={venue} counts={counts} address={address} />);
}

/** A4 print-outs: posters, booth cards, sign-in sheets, list of participants. */
export const printPages = new Pages()
  .get("/union/fairs/:id/print", FAIR_HOST, async (c) => {
    const fair = await hostedFair(c.get("ctx"), pathId(c));
    const base = baseOf(fair);
    const items = [
      { href: `${base}/poster`, text: PRINT.items.poster },
      ...fair.venues.map((venue) => ({
        href: `${base}/poster/${venue.id}`,
        text: PRINT.items.venuePoster(`${venue.cityName} ${venue.name}`),
      })),
      { href: `${base}/booth-cards`, text: PRINT.items.cards },
      { href: `${base}/sign-in-sheets`, text: PRINT.items.sheets },
      { href: `${base}/participants`, text: PRINT.items.participants },
    ];
    return page(c, { title: `${PRINT.title} · ${fair.title}`, audience }, () => (
      <div class="narrow">
        <h1>{PRINT.heading}</h1>
        <p>{fair.title}</p>
        <p class="quiet">{PRINT.lead}</p>
        <ul class="list stack">
          {items.map(({ href, text }) => (
            <li>
              <LinkButton href={href} wide>
                {text}
              </LinkButton>
            </li>
          ))}
        </ul>
      </div>
    ));
  })
  .get("/union/fairs/:id/poster", FAIR_HOST, async (c) =>
    poster(c, await hostedFair(c.get("ctx"), pathId(c)), null),
  )
  .get("/union/fairs/:id/poster/:venueId", FAIR_HOST, async (c) => {
    const fair = await hostedFair(c.get("ctx"), pathId(c));
    const venueId = c.req.param("venueId") ?? "";
    const venue = UUID.test(venueId) ? fair.venues.find(({ id }) => id === venueId) : undefined;
    if (!venue) throw notFound();
    return poster(c, fair, venue);
  })
  .get("/union/fairs/:id/booth-cards", FAIR_OFFICER, async (c) => {
    const ctx = c.get("ctx");
    const { fair, city } = await ownCity(ctx, pathId(c));
    const stands = await listStands(ctx, fair, fair.management ? {} : { endorsedBy: city.city });
    const addressOf = (id: string) => `${originOf(c)}/fairs/${fair.id}/stands/${id}`;
    return paper(
      c,
      fair,
      PRINT.items.cards,
      <>
        <h1 class="screen">{PRINT.items.cards}</h1>
        {stands.length === 0 ? <p>{PRINT.empty}</p> : null}
        {stands.map((stand) => (
          <BoothCard fair={fair} stand={stand} address={addressOf(stand.registrationId)} />
        ))}
      </>,
    );
  })
  .get("/union/fairs/:id/sign-in-sheets", FAIR_HOST, async (c) => {
    const ctx = c.get("ctx");
    const fair = await hostedFair(ctx, pathId(c));
    const stands = await listStands(ctx, fair);
    const { columns } = PRINT;
    return paper(
      c,
      fair,
      PRINT.items.sheets,
      <>
        <h1 class="screen">{PRINT.items.sheets}</h1>
        {fair.venues.map((venue) => (
          <>
            <Roll
              title={PRINT.sheet(`${venue.cityName} ${venue.name}`)}
              fair={fair}
              rows={stands.filter((stand) => stand.venueId === venue.id)}
              columns={[
                { head: columns.booth, cell: (row) => row.boothCode, tight: true },
                { head: columns.enterprise, cell: (row) => row.name, wide: true },
                { head: columns.recruiters, cell: (row) => row.recruiters },
                { head: columns.time, cell: () => "" },
                { head: columns.signature, cell: () => "" },
              ]}
            />
            <VisitorSheet title={PRINT.visitors(`${venue.cityName} ${venue.name}`)} fair={fair} />
          </>
        ))}
      </>,
    );
  })
  .get("/union/fairs/:id/participants", FAIR_HOST, async (c) => {
    const ctx = c.get("ctx");
    const fair = await hostedFair(ctx, pathId(c));
    const [stands, names] = await Promise.all([listStands(ctx, fair), namesFor(ctx)]);
    const { columns } = PRINT;
    return paper(
      c,
      fair,
      PRINT.items.participants,
      <>
        <h1 class="screen">{PRINT.items.participants}</h1>
        <Roll
          title={PRINT.items.participants}
          fair={fair}
          rows={stands}
          columns={[
            { head: columns.venue, cell: (row) => row.venueName },
            { head: columns.booth, cell: (row) => row.boothCode, tight: true },
            { head: columns.enterprise, cell: (row) => row.name, wide: true },
            { head: columns.city, cell: (row) => names.division(row.city) ?? "", tight: true },
            {
              head: columns.postings,
              cell: (row) => row.postings.map(({ title }) => title).join("、"),
              wide: true,
            },
          ]}
        />
      </>,
    );
  });
