import type { FC } from "hono/jsx";
import type { ConsentView } from "../../../../candidates/index.ts";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatDate } from "../../../text/format.ts";
import { ERASURES } from "../../../text/public/erasures.ts";
import { MY_TALENT } from "../../../text/public/talent.ts";
import { ME } from "../../../text/seeker.ts";

function consentState({ standing, paused, withdrawnAt, refusedAt, endsAt }: ConsentView): string {
  if (standing) return ME.consentUntil(formatDate(endsAt));
  if (paused) return ME.consentPaused;
  if (withdrawnAt) return ME.consentWithdrawn;
  return refusedAt ? ME.consentRefused : ME.consentEnded;
}

/** Lists who may see the person's card and until when. Each consent can be taken back. */
export const Consents: FC<{ shell: Shell; consents: ConsentView[] }> = ({ shell, consents }) => (
  <section id="consents">
    <h2>{ME.consents}</h2>
    {consents.length === 0 ? <p class="quiet">{ME.noConsents}</p> : null}
    {consents.map((consent) => (
      <div class="card row between">
        <span>
          <b>{consent.receiver.name}</b>
          <br />
          <span class="quiet small">{consentState(consent)}</span>
        </span>
        {consent.purpose === "matching" ? (
          <LinkButton href="/me/talent">{MY_TALENT.manage}</LinkButton>
        ) : consent.standing || consent.paused ? (
          <Form action={`/me/consents/${consent.id}/withdraw`} csrf={shell.csrf}>
            <Button kind="danger">{ME.withdrawConsent}</Button>
          </Form>
        ) : null}
      </div>
    ))}
    <p>
      <LinkButton href="/me/erasures">{ERASURES.look}</LinkButton>
    </p>
  </section>
);
