import type { FC } from "hono/jsx";
import type { ChannelView, Exhibitor } from "../../../../fairs/index.ts";
import type { CodeNames } from "../../../components/posting.tsx";
import { COMMON } from "../../../text/common.ts";
import { ARTICLE } from "../../../text/fairs/channels.ts";
import { formatSpanInFull } from "../../../text/format.ts";
import type { ChannelsData } from "./channels-page.tsx";

/** Groups exhibitors by city, in the given order. */
function byCity(stands: readonly Exhibitor[]): [string, Exhibitor[]][] {
  const cities = new Map<string, Exhibitor[]>();
  for (const stand of stands) cities.set(stand.city, [...(cities.get(stand.city) ?? []), stand]);
  return [...cities];
}

/** Returns the exhibitor's postings as one line of text, with headcounts where known. */
const line = (stand: Exhibitor) =>
  stand.postings
    .map(({ title, headcount }) => (headcount === null ? title : `${title} ${ARTICLE.people(headcount)}`))
    .join("、");

/**
 * An article about the fair, to copy into a union's WeChat account (公众号). It has only headings, paragraphs,
 * lists and one image, because that editor drops everything else.
 */
export const Article: FC<{ data: ArticleData }> = ({ data: { fair, channel, stands, names, origin } }) => (
  <article class="card copied" aria-label={ARTICLE.select}>
    <h2>{fair.title}</h2>
    {fair.intro ? <p>{fair.intro}</p> : null}
    <p>
      <strong>{ARTICLE.when}</strong> {formatSpanInFull(fair.opensAt, fair.closesAt)}
    </p>
    {fair.venues.map((venue) => (
      <p>
        <strong>{ARTICLE.where}</strong> {venue.cityName} {venue.name}，{venue.address}
        {venue.directions ? `。${venue.directions}` : ""}
      </p>
    ))}
    <p>{ARTICLE.count(fair)}</p>
    {channel ? (
      <>
        <p>
          <img src={`/f/${channel.code}/qr.png`} width="240" height="240" alt={ARTICLE.scan} />
        </p>
        <p>{ARTICLE.scan}</p>
        <p>{`${origin}/f/${channel.code}`}</p>
      </>
    ) : null}
    {byCity(stands).map(([city, own]) => (
      <section>
        <h3>{ARTICLE.city(names.division(city) ?? city, own.length)}</h3>
        <ul>
          {own.map((stand) => (
            <li>
              <strong>{stand.name}</strong>（{stand.venueName} {stand.boothCode}） {line(stand)}
            </li>
          ))}
        </ul>
      </section>
    ))}
    <p>{ARTICLE.hotline(COMMON.hotlineNumber)}</p>
  </article>
);

export type ArticleData = Omit<ChannelsData, "creates"> & {
  channel: ChannelView | null;
  stands: Exhibitor[];
  names: CodeNames;
};
