import type { Context } from "hono";
import type { Child } from "hono/jsx";
import {
  type FairView,
  gatesOf,
  getFair,
  getFairNumber,
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
import { isComingOrLive } from "../../../../components/fairs.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { pathId } from "../../../../forms.ts";
import { htmlDocument } from "../../../../head/document.ts";
import { fairShort, standShort } from "../../../../links/fair.ts";
import { originOf, page } from "../../../../page.tsx";
import { FAIR_HOST, FAIR_OFFICER } from "../../../../policies.ts";
import { PRINT } from "../../../../text/fairs/fair-union.ts";
import { BoothCard, Paper, Poster, Roll, VisitorSheet } from "./sheets-section.tsx";

const audience = "union" as const;

const baseOf = (fair: FairView) => `/union/fairs/${fair.id}`;

const paper = (c: Context<Env>, fair: FairView, title: string, content: Child) => {
  const back = fair.management || gatesOf(c.get("ctx"), fair).length > 0 ? "print" : "ours";
  return htmlDocument(
    c,
    <Paper title={`${title} · ${fair.title}`} back={`${baseOf(fair)}/${back}`}>
      {content}
    </Paper>,
  );
};

type Printing = { fair: FairView; halls: FairView["venues"] };

/**
 * Returns the fair of the path and the halls for which the caller prints: all for the host, else those of the
 * caller's city. Throws NOT_FOUND if there are none.
 */
async function printing(c: Context<Env>): Promise<Printing> {
  const fair = await getFair(c.get("ctx"), { id: pathId(c) });
  const halls = fair.management ? fair.venues : gatesOf(c.get("ctx"), fair);
  if (!fair.management && halls.length === 0) throw notFound();
  return { fair, halls };
}

const standsIn = async (c: Context<Env>, { fair, halls }: Printing) => {
  const own = new Set(halls.map(({ id }) => id));
  return (await listStands(c.get("ctx"), fair)).filter(({ venueId }) => own.has(venueId));
};

/**
 * Returns the exhibitors whose booth cards the caller prints: those in its halls, and those that its city
 * recommended.
 */
async function cardsOf(c: Context<Env>, fair: FairView, city: string) {
  const own = new Set(gatesOf(c.get("ctx"), fair).map(({ id }) => id));
  const stands = await listStands(c.get("ctx"), fair);
  return stands.filter((stand) => fair.management || own.has(stand.venueId) || stand.endorsingCity === city);
}

/**
 * Shows a poster. Its link is that of the city's poster channel if there is one, so that visits are counted.
 */
async function poster(c: Context<Env>, fair: FairView, venue: FairView["venues"][number] | null) {
  const ctx = c.get("ctx");
  const [channels, number] = await Promise.all([listChannels(ctx, fair.id), getFairNumber(ctx, fair)]);
  const city = fair.management ? fair.hostCity : venue?.city;
  const own = channels.find((channel) => channel.kind === "poster" && channel.city === city);
  const address = `${originOf(c)}${own ? `/f/${own.code}` : fairShort(number)}`;
  const title = venue ? PRINT.items.venuePoster(`${venue.cityName} ${venue.name}`) : PRINT.items.poster;
  const counts = venue ? await getVenueFigures(c.get("ctx"), { fair, venueId: venue.id }) : fair;
  return paper(c, fair, title, <Poster fair={fair} venue={venue} counts={counts} address={address} />);
}

/** A4 print-outs: posters, booth cards, sign-in sheets, list of participants. */
export const printPages = new Pages()
  .get("/union/fairs/:id/print", FAIR_OFFICER, async (c) => {
    const { fair, halls } = await printing(c);
    const base = baseOf(fair);
    const before = [
      ...(fair.management ? [{ href: `${base}/poster`, text: PRINT.items.poster }] : []),
      ...halls.map((venue) => ({
        href: `${base}/poster/${venue.id}`,
        text: PRINT.items.venuePoster(`${venue.cityName} ${venue.name}`),
      })),
      { href: `${base}/booth-cards`, text: PRINT.items.cards },
      { href: `${base}/sign-in-sheets`, text: PRINT.items.sheets },
    ];
    // After the end nobody needs a poster or a card any more.
    const items = [
      ...(isComingOrLive(fair) ? before : []),
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
  .get("/union/fairs/:id/poster/:venueId", FAIR_OFFICER, async (c) => {
    const { fair, halls } = await printing(c);
    const venueId = c.req.param("venueId") ?? "";
    const venue = UUID.test(venueId) ? halls.find(({ id }) => id === venueId) : undefined;
    if (!venue) throw notFound();
    return poster(c, fair, venue);
  })
  .get("/union/fairs/:id/booth-cards", FAIR_OFFICER, async (c) => {
    const ctx = c.get("ctx");
    const { fair, city } = await ownCity(ctx, pathId(c));
    const [stands, number] = await Promise.all([cardsOf(c, fair, city.city), getFairNumber(ctx, fair)]);
    const addressOf = ({ venueOrdinal, boothCode }: (typeof stands)[number]) =>
      `${originOf(c)}${standShort(number, venueOrdinal + 1, boothCode)}`;
    return paper(
      c,
      fair,
      PRINT.items.cards,
      <>
        <h1 class="screen">{PRINT.items.cards}</h1>
        {stands.length === 0 ? <p>{PRINT.empty}</p> : null}
        {stands.map((stand) => (
          <BoothCard fair={fair} stand={stand} address={addressOf(stand)} />
        ))}
      </>,
    );
  })
  .get("/union/fairs/:id/sign-in-sheets", FAIR_OFFICER, async (c) => {
    const { fair, halls } = await printing(c);
    const stands = await standsIn(c, { fair, halls });
    const { columns } = PRINT;
    return paper(
      c,
      fair,
      PRINT.items.sheets,
      <>
        <h1 class="screen">{PRINT.items.sheets}</h1>
        {halls.map((venue) => (
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
  .get("/union/fairs/:id/participants", FAIR_OFFICER, async (c) => {
    const { fair, halls } = await printing(c);
    const [stands, names] = await Promise.all([standsIn(c, { fair, halls }), namesFor(c.get("ctx"))]);
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
