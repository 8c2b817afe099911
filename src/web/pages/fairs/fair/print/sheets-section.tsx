import type { Child, FC } from "hono/jsx";
import type { Exhibitor, FairView, VenueFigures } from "../../../../../fairs/index.ts";
import { QrCode } from "../../../../components/qr.tsx";
import { HeadStart } from "../../../../head/head.tsx";
import { plainAddress } from "../../../../links/fair.ts";
import { asset } from "../../../../static/index.ts";
import { COMMON } from "../../../../text/common.ts";
import { FIGURE_WORDS } from "../../../../text/fairs/fair-figures.ts";
import { PUBLIC_FAIR, PUBLIC_FAIRS } from "../../../../text/fairs/fair-public.ts";
import { PRINT } from "../../../../text/fairs/fair-union.ts";
import { formatHeadcount, formatSpanInFull } from "../../../../text/format.ts";

/**
 * A page for print, without the site's header and footer. Elements with class `screen` do not print. With
 * the `nonce` of the response it has a button to print, which needs a script.
 */
export const Paper: FC<{ title: string; back: string; nonce?: string | undefined; children?: Child }> = ({
  title,
  back,
  nonce,
  children,
}) => (
  <html lang="zh-CN">
    <head>
      <HeadStart title={title} />
      <link rel="stylesheet" href={asset("paper.css")} />
      {nonce ? <script type="module" src={asset("app.js")} nonce={nonce} /> : null}
    </head>
    <body>
      <nav class="screen" aria-label={PRINT.heading}>
        <a href={back}>{COMMON.back}</a>
        {nonce ? (
          <button type="button" data-print hidden>
            {COMMON.print}
          </button>
        ) : null}
        <span>{PRINT.printHint}</span>
      </nav>
      <main>{children}</main>
    </body>
  </html>
);

type Linked = { address: string };

const unions = (fair: FairView) => fair.cities.map((city) => city.federation).join("、");

type PosterProps = {
  fair: FairView;
  venue: FairView["venues"][number] | null;
  /** Figures of the venue, or of the whole fair. */
  counts: VenueFigures;
} & Linked;

/** A poster of a fair or of one venue: title, time, venues, counts and QR code. */
export const Poster: FC<PosterProps> = ({ fair, venue, counts, address }) => (
  <section class="sheet poster">
    <p class="unions">{unions(fair)}</p>
    <h1>{fair.title}</h1>
    <p class="when">{formatSpanInFull(fair.opensAt, fair.closesAt)}</p>
    <ul>
      {(venue ? [venue] : fair.venues).map((one) => (
        <li>
          <b>
            {one.cityName} {one.name}
          </b>
          <br />
          {one.address}
          {one.directions ? (
            <>
              <br />
              {one.directions}
            </>
          ) : null}
        </li>
      ))}
    </ul>
    {counts.exhibitors > 0 ? (
      <>
        <p class="counts">
          {venue ? FIGURE_WORDS.ofVenue : FIGURE_WORDS.ofFair}
          {PUBLIC_FAIRS.counts(counts)}
        </p>
        <p class="meaning">{FIGURE_WORDS.onPoster}</p>
      </>
    ) : null}
    <div class="code">
      <QrCode text={address} label={PRINT.scan} />
      <div>
        <p class="big">{PRINT.scan}</p>
        <p>{PRINT.orVisit}</p>
        <p class="address">{plainAddress(address)}</p>
        <p>{PRINT.free}</p>
        <p>
          {COMMON.hotline} {COMMON.hotlineNumber}
        </p>
      </div>
    </div>
  </section>
);

const CARD_POSTINGS = 10;

/** A booth card: booth code, enterprise, postings, and the QR code of the page at `address`. */
export const BoothCard: FC<{ fair: FairView; stand: Exhibitor } & Linked> = ({ fair, stand, address }) => (
  <section class="sheet booth">
    <p class="unions">{fair.title}</p>
    <p class="number">{stand.boothCode}</p>
    <p>{stand.venueName}</p>
    <h2>{stand.name}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">{PRINT.columns.postings}</th>
          <th scope="col">{PRINT.positions}</th>
        </tr>
      </thead>
      <tbody>
        {stand.postings.slice(0, CARD_POSTINGS).map((posting) => (
          <tr>
            <td>{posting.title}</td>
            <td>{formatHeadcount(posting)}</td>
          </tr>
        ))}
      </tbody>
    </table>
    {stand.postings.length > CARD_POSTINGS ? <p>{PUBLIC_FAIR.allPostings(stand.postings.length)}</p> : null}
    <div class="code">
      <QrCode text={address} label={PRINT.scanStand} />
      <div>
        <p class="big">{PRINT.scanStand}</p>
        <p>{PRINT.orVisit}</p>
        <p class="address">{plainAddress(address)}</p>
      </div>
    </div>
  </section>
);

type Column = { head: string; cell: (row: Exhibitor) => Child; wide?: boolean; tight?: boolean };

/** A table of exhibitors that may fill several pages; each page repeats the head of the table. */
export const Roll: FC<{
  title: string;
  fair: FairView;
  columns: readonly Column[];
  rows: readonly Exhibitor[];
}> = (props) => (
  <section class="sheet roll">
    <h2>{props.title}</h2>
    <p>
      {props.fair.title} · {formatSpanInFull(props.fair.opensAt, props.fair.closesAt)}
    </p>
    {props.rows.length === 0 ? <p>{PRINT.empty}</p> : null}
    <table>
      <thead>
        <tr>
          {props.columns.map(({ head, wide }) => (
            <th scope="col" class={wide ? "wide" : ""}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr>
            {props.columns.map(({ cell, tight }) => (
              <td class={tight ? "tight" : ""}>{cell(row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

const BLANK_ROWS = 22;

/** An empty sign-in sheet for visitors without a phone: form of address, wanted trade and place, time. */
export const VisitorSheet: FC<{ title: string; fair: FairView }> = ({ title, fair }) => (
  <section class="sheet roll blank">
    <h2>{title}</h2>
    <p>
      {fair.title} · {formatSpanInFull(fair.opensAt, fair.closesAt)}
    </p>
    <table>
      <thead>
        <tr>
          {[PRINT.columns.callName, PRINT.columns.trade, PRINT.columns.place, PRINT.columns.time].map(
            (head) => (
              <th scope="col">{head}</th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: BLANK_ROWS }, () => (
          <tr>
            <td />
            <td />
            <td />
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
