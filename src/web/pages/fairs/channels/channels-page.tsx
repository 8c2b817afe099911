import type { FC } from "hono/jsx";
import { CHANNEL_KINDS } from "../../../../channels/index.ts";
import type { ChannelView, FairView } from "../../../../fairs/index.ts";
import { Empty, Table } from "../../../components/blocks.tsx";
import {
  Button,
  ErrorSummary,
  Field,
  Form,
  type FormState,
  LinkButton,
  Select,
} from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { CHANNEL_KIND, CHANNELS } from "../../../text/fairs/channels.ts";
import { PRINT } from "../../../text/fairs/fair-union.ts";

export type ChannelsData = {
  fair: FairView;
  channels: ChannelView[];
  origin: string;
  /** True for an officer of a whole city, who may add channels. */
  creates: boolean;
};

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

/** The fair's channels, each with its address, QR code and results. */
export const ChannelsPage: FC<{ shell: Shell; data: ChannelsData; form: FormState }> = ({
  shell,
  data,
  form,
}) => {
  const { fair, channels, origin, creates } = data;
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
          <p class="quiet small">{`${CHANNELS.visits}${CHANNELS.calls}`}</p>
        </>
      )}
      <p class="row">
        <LinkButton href={`${base}/article`}>{CHANNELS.article}</LinkButton>
        {fair.management ? <LinkButton href={`${base}/print`}>{PRINT.heading}</LinkButton> : null}
      </p>
      {creates ? (
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
      ) : null}
    </>
  );
};
