import type { FC } from "hono/jsx";
import type { ChannelView, Exhibitor, FairView } from "../../../../fairs/index.ts";
import { CHANNEL_KINDS } from "../../../../fairs/index.ts";
import { Empty, Notice, Table } from "../../../components/blocks.tsx";
import {
  Button,
  ErrorSummary,
  Field,
  Form,
  type FormState,
  LinkButton,
  Select,
} from "../../../components/forms.tsx";
import type { Names } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { COMMON } from "../../../text/common.ts";
import { ARTICLE, CHANNEL_KIND, CHANNELS, PRINT } from "../../../text/fairs/channels.ts";
import { formatSpan } from "../../../text/format.ts";

type Data = { fair: FairView; channels: ChannelView[]; origin: string };

const Picture: FC<{ channel: ChannelView }> = ({ channel: { code, name } }) => (
  <>
    <img
      class="qr-small"
      src={`/f/${code}/qr.png`}
      width="96"
      height="96"
      alt={`${CHANNELS.columns.qr} ${name}`}
    />
    <br />
    <a class="button plain" href={`/f/${code}/qr.png`} download={`${code}.png`}>
      {CHANNELS.png}
    </a>
    <a class="button plain" href={`/f/${code}/qr.svg`} download={`${code}.svg`}>
      {CHANNELS.svg}
    </a>
  </>
);

/** The ways people come by, each with its address, its code and what came of it. */
export const ChannelsPage: FC<{ shell: Shell; data: Data; form: FormState }> = ({ shell, data, form }) => {
  const { fair, channels, origin } = data;
  const base = `/union/fairs/${fair.id}`;
  const { columns } = CHANNELS;
  const count = (key: "visits" | "tickets" | "calls" | "applications" | "starts") => ({
    head: columns[key],
    number: true,
    cell: (row: ChannelView) => row[key],
  });
  return (
    <>
      <ErrorSummary form={form} labels={{ name: CHANNELS.name, kind: CHANNELS.kind }} />
      <h1>{CHANNELS.heading}</h1>
      <p>
        <a href={`/fairs/${fair.id}`}>{fair.title}</a>
      </p>
      <p class="quiet">{CHANNELS.lead}</p>
      {channels.length === 0 ? (
        <Empty text={CHANNELS.none} />
      ) : (
        <>
          <Table
            caption={CHANNELS.table}
            rows={channels}
            columns={[
              { head: columns.name, cell: (row) => `${row.name}（${CHANNEL_KIND[row.kind]}）` },
              { head: columns.city, cell: (row) => row.cityName },
              count("visits"),
              count("tickets"),
              count("calls"),
              count("applications"),
              count("starts"),
              {
                head: columns.address,
                cell: (row) => <span class="channel-link">{`${origin}/f/${row.code}`}</span>,
              },
              { head: columns.qr, cell: (row) => <Picture channel={row} /> },
            ]}
          />
          <p class="quiet small">{CHANNELS.calls}</p>
        </>
      )}
      <p class="row">
        <LinkButton href={`${base}/article`}>{CHANNELS.article}</LinkButton>
        {fair.desk ? <LinkButton href={`${base}/print`}>{PRINT.heading}</LinkButton> : null}
      </p>
      <section class="card">
        <h2>{CHANNELS.create}</h2>
        <Form action={`${base}/channels`} csrf={shell.csrf}>
          <Field
            form={form}
            name="name"
            label={CHANNELS.name}
            hint={CHANNELS.nameHint}
            maxlength={40}
            required
          />
          <Select
            form={form}
            name="kind"
            label={CHANNELS.kind}
            required
            options={CHANNEL_KINDS.map((kind) => ({ value: kind, text: CHANNEL_KIND[kind] }))}
          />
          <Button kind="primary">{CHANNELS.create}</Button>
        </Form>
      </section>
    </>
  );
};

type ArticleData = Data & { channel: ChannelView | null; stands: Exhibitor[]; names: Names };

/** Enterprises by city, in the order of the fair's cities. */
function byCity(stands: readonly Exhibitor[]): [string, Exhibitor[]][] {
  const cities = new Map<string, Exhibitor[]>();
  for (const stand of stands) cities.set(stand.city, [...(cities.get(stand.city) ?? []), stand]);
  return [...cities];
}

/** An enterprise in a line: its postings and how many it wants, as far as they say. */
const line = (stand: Exhibitor) =>
  stand.postings
    .map(({ title, headcount }) => (headcount === null ? title : `${title} ${ARTICLE.people(headcount)}`))
    .join("、");

/**
 * Text to be copied as it stands into the unions' accounts: headings, paragraphs, lists and one picture, because their
 * editor takes everything else out.
 */
const Article: FC<{ data: ArticleData }> = ({ data: { fair, channel, stands, names, origin } }) => (
  <article class="card copied" aria-label={ARTICLE.select}>
    <h2>{fair.title}</h2>
    {fair.intro ? <p>{fair.intro}</p> : null}
    <p>
      <strong>{ARTICLE.when}</strong> {formatSpan(fair.opensAt, fair.closesAt)}
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

export const ArticlePage: FC<{ data: ArticleData }> = ({ data }) => {
  const { fair, channels, channel } = data;
  return (
    <div class="narrow">
      <h1>{ARTICLE.heading}</h1>
      <p>{ARTICLE.lead}</p>
      {channel ? (
        <nav aria-label={ARTICLE.choose}>
          <p>{ARTICLE.choose}</p>
          <ul class="chips">
            {channels.map((one) => (
              <li>
                <a
                  class="chip"
                  href={`/union/fairs/${fair.id}/article?channel=${one.code}`}
                  {...(one.code === channel.code ? { "aria-current": "true" as const } : {})}
                >
                  {one.name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : (
        <Notice kind="waiting">
          {ARTICLE.noChannel} <a href={`/union/fairs/${fair.id}/channels`}>{CHANNELS.create}</a>
        </Notice>
      )}
      <Article data={data} />
    </div>
  );
};
