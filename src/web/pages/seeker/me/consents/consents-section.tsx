import type { FC } from "hono/jsx";
import type { ConsentView } from "../../../../../candidates/index.ts";
import { LinkButton } from "../../../../components/forms.tsx";
import { formatDate } from "../../../../text/format.ts";
import { FOLDED } from "../../../../text/public/account.ts";
import { ERASURES } from "../../../../text/public/erasures.ts";
import { MY_TALENT } from "../../../../text/public/talent.ts";
import { ME } from "../../../../text/seeker.ts";
import { HISTORY } from "../../../../text/union/history.ts";

function consentState({ standing, paused, withdrawnAt, refusedAt, endsAt }: ConsentView): string {
  if (standing) return ME.consentUntil(formatDate(endsAt));
  if (paused) return ME.consentPaused;
  if (withdrawnAt) return ME.consentWithdrawn;
  return refusedAt ? ME.consentRefused : ME.consentEnded;
}

const Consent: FC<{ consent: ConsentView }> = ({ consent }) => (
  <div class="card row between">
    <span>
      <b>{consent.receiver.name}</b>
      <br />
      <span class="quiet small">{consentState(consent)}</span>
      <br />
      <a href={`/me/consents/${consent.id}/history`}>{HISTORY.link}</a>
    </span>
    {consent.purpose === "matching" ? (
      <LinkButton href="/me/talent">{MY_TALENT.manage}</LinkButton>
    ) : consent.standing || consent.paused ? (
      <LinkButton href={`/me/consents/${consent.id}`} kind="danger">
        {ME.withdrawConsent}
      </LinkButton>
    ) : null}
  </div>
);

/** Lists who may see the person's card and until when. Each consent can be taken back. Ended ones fold. */
export const Consents: FC<{ consents: ConsentView[] }> = ({ consents }) => {
  const open = consents.filter(({ standing, paused }) => standing || paused);
  const ended = consents.filter(({ standing, paused }) => !standing && !paused);
  return (
    <section id="consents">
      <h2>{ME.consents}</h2>
      {open.length === 0 ? <p class="quiet">{ME.noConsents}</p> : null}
      {open.map((consent) => (
        <Consent consent={consent} />
      ))}
      {ended.length > 0 ? (
        <details class="sheet">
          <summary>{FOLDED.consents(ended.length)}</summary>
          {ended.map((consent) => (
            <Consent consent={consent} />
          ))}
        </details>
      ) : null}
      <p>
        <LinkButton href="/me/erasures">{ERASURES.look}</LinkButton>
      </p>
    </section>
  );
};
