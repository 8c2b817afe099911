import type { FC } from "hono/jsx";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { Facts } from "../../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../../components/forms.tsx";
import { QrCode } from "../../../../components/qr.tsx";
import type { Shell } from "../../../../layout.tsx";
import { PRESENTER } from "../../../../text/livestreams/room.ts";

export type PresenterLinkData = { livestream: LivestreamView; address: string | null };

/** Opens the presenter's page for an officer, or makes the address that opens it without signing in. */
export const PresenterLinkPage: FC<{ shell: Shell; data: PresenterLinkData }> = ({ shell, data }) => {
  const { livestream, address } = data;
  const path = `/union/livestreams/${livestream.id}/presenter`;
  return (
    <div class="narrow">
      <h1>{PRESENTER.title}</h1>
      <p>
        <a href={`/union/livestreams/${livestream.id}`}>{livestream.title}</a>
      </p>
      <p>
        <LinkButton href={`${path}/desk`} kind="primary">
          {PRESENTER.title}
        </LinkButton>
      </p>
      <section class="card">
        <h2>{PRESENTER.linkTitle}</h2>
        <p class="quiet">{PRESENTER.linkHint}</p>
        {address ? (
          <div id="address">
            <QrCode text={address} label={PRESENTER.qr} />
            <Facts items={[{ term: PRESENTER.linkTitle, value: <code>{address}</code> }]} />
          </div>
        ) : null}
        <Form action={path} csrf={shell.csrf}>
          <Button>{PRESENTER.issue}</Button>
        </Form>
      </section>
      <LinkButton href="/union/livestream-room">{PRESENTER.back}</LinkButton>
    </div>
  );
};
