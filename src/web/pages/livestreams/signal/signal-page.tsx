import type { FC } from "hono/jsx";
import type { LivestreamView, PushAddress, SourcesView } from "../../../../livestreams/index.ts";
import { Facts, Notice } from "../../../components/blocks.tsx";
import { Button, EMPTY_FORM, ErrorSummary, Field, Form, type FormState } from "../../../components/forms.tsx";
import { QrCode } from "../../../components/qr.tsx";
import type { Shell } from "../../../layout.tsx";
import { asset } from "../../../static/index.ts";
import { formatTime } from "../../../text/format.ts";
import { SIGNAL, SIGNAL_FAULT, TAKE_END } from "../../../text/livestreams/signal.ts";
import { LINK_LABELS, LinksSection } from "./links-section.tsx";

export type SignalData = {
  livestream: LivestreamView;
  sources: SourcesView;
  /** True if this node has a streaming server. */
  server: boolean;
  /** The push address that was just made; it is shown once. */
  push: PushAddress | null;
  form: FormState | null;
};

const Now: FC<{ main: SourcesView["main"] }> = ({ main }) => {
  if (!main) return <Notice kind="waiting">{SIGNAL.none}</Notice>;
  return (
    <section class="card">
      <Facts
        items={[
          { term: SIGNAL.source, value: main.kind === "server" ? SIGNAL.server : SIGNAL.address },
          { term: SIGNAL.now, value: main.advancing ? SIGNAL.advancing : SIGNAL.still },
          ...(main.fault && !main.advancing ? [{ term: "", value: SIGNAL_FAULT[main.fault] }] : []),
        ]}
      />
    </section>
  );
};

const Push: FC<{ push: PushAddress }> = ({ push }) => (
  <section class="card" id="push">
    <h2>{SIGNAL.pushTitle}</h2>
    <QrCode text={push.url} label={SIGNAL.qr} />
    <Facts
      items={[
        { term: SIGNAL.pushPhone, value: <code>{push.url}</code> },
        { term: SIGNAL.pushServer, value: <code>{push.server}</code> },
        { term: SIGNAL.pushKey, value: <code>{push.streamKey}</code> },
      ]}
    />
    <Notice kind="warning">{SIGNAL.kept}</Notice>
  </section>
);

const Takes: FC<{ takes: SourcesView["takes"] }> = ({ takes }) => (
  <section>
    <h2>{SIGNAL.takes}</h2>
    {takes.length === 0 ? <p class="quiet">{SIGNAL.noTakes}</p> : null}
    <ul class="list">
      {takes.map(({ startedAt, endedAt, reason }) => (
        <li>
          {SIGNAL.from} {formatTime(startedAt)} {SIGNAL.to} {endedAt ? formatTime(endedAt) : SIGNAL.going}{" "}
          <span class="quiet">{reason ? (TAKE_END[reason] ?? reason) : ""}</span>
        </li>
      ))}
    </ul>
  </section>
);

/** The page on which an officer says where the picture comes from, and sees whether it moves. */
export const SignalPage: FC<{ shell: Shell; data: SignalData }> = ({ shell, data }) => {
  const { livestream, sources, server, push, form } = data;
  const path = `/union/livestreams/${livestream.id}/signal`;
  return (
    <div class="narrow">
      <h1>{SIGNAL.title}</h1>
      <p>
        <a href={`/union/livestreams/${livestream.id}`}>{livestream.title}</a>
      </p>
      <p class="quiet">{SIGNAL.lead}</p>
      {form ? (
        <ErrorSummary
          form={form}
          labels={{ url: SIGNAL.addressLabel, postings: SIGNAL.linksTitle, ...LINK_LABELS }}
        />
      ) : null}
      {push ? <Push push={push} /> : null}
      <div data-fresh="now">
        <Now main={sources.main} />
      </div>
      <p>
        <a href={path}>{SIGNAL.refresh}</a>
      </p>
      <section class="card">
        <h2>{SIGNAL.serverTitle}</h2>
        {server ? (
          <Form action={path} csrf={shell.csrf}>
            <p class="quiet">{sources.main?.kind === "server" ? SIGNAL.newKeyHint : SIGNAL.serverHint}</p>
            <Button kind="primary" name="kind" value="server">
              {sources.main?.kind === "server" ? SIGNAL.newKey : SIGNAL.getKey}
            </Button>
          </Form>
        ) : (
          <p>{SIGNAL.noServer}</p>
        )}
      </section>
      <section class="card">
        <h2>{SIGNAL.addressTitle}</h2>
        <Form action={path} csrf={shell.csrf}>
          <Field
            form={form ?? EMPTY_FORM}
            name="url"
            label={SIGNAL.addressLabel}
            hint={
              sources.main?.kind === "server"
                ? `${SIGNAL.addressHint}${SIGNAL.addressReplaces}`
                : SIGNAL.addressHint
            }
            maxlength={500}
            required
          />
          <Button name="kind" value="address">
            {SIGNAL.save}
          </Button>
        </Form>
      </section>
      <LinksSection shell={shell} action={`${path}/links`} links={sources.links} form={form ?? EMPTY_FORM} />
      <div data-fresh="takes">
        <Takes takes={sources.takes} />
      </div>
      <script type="module" src={asset("room/renew.js")} nonce={shell.nonce} />
    </div>
  );
};
