import type { FC } from "hono/jsx";
import type { ConsentGround } from "../../../../../applications/index.ts";
import type { ConsentView } from "../../../../../candidates/index.ts";
import { LinkButton } from "../../../../components/forms.tsx";
import { formatDate } from "../../../../text/format.ts";
import { CONSENT_FOR, FOLDED } from "../../../../text/public/account.ts";
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

type Grounds = ReadonlyMap<string, ConsentGround>;

/** Says for what a consent was given: which application, at a fair or not, with its number; and when. */
const Purpose: FC<{ consent: ConsentView; ground: ConsentGround | undefined }> = ({ consent, ground }) => {
  if (consent.purpose === "matching") return <>{CONSENT_FOR.matching}</>;
  if (!ground) return <>{CONSENT_FOR.application}</>;
  const { applicationId, title, reference, channel } = ground;
  return (
    <>
      {channel === "fair" ? CONSENT_FOR.fair : CONSENT_FOR.posting}
      <a href={`/me/applications/${applicationId}`}>{title}</a>
      <br />
      {CONSENT_FOR.reference(reference)}
    </>
  );
};

const Consent: FC<{ consent: ConsentView; grounds: Grounds }> = ({ consent, grounds }) => (
  <div class="card row between">
    <span>
      <b>{consent.receiver.name}</b>
      <br />
      <Purpose consent={consent} ground={grounds.get(consent.id)} />
      <br />
      <span class="quiet small">{CONSENT_FOR.granted(formatDate(consent.grantedAt))}</span>
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

/** Lists who may see the person's card, for what, until when, and how to take that back. Ended ones fold. */
export const Consents: FC<{ consents: ConsentView[]; grounds: Grounds }> = ({ consents, grounds }) => {
  const open = consents.filter(({ standing, paused }) => standing || paused);
  const ended = consents.filter(({ standing, paused }) => !standing && !paused);
  return (
    <section id="consents">
      <h2>{ME.consents}</h2>
      {open.length === 0 ? <p class="quiet">{ME.noConsents}</p> : null}
      {open.map((consent) => (
        <Consent consent={consent} grounds={grounds} />
      ))}
      {ended.length > 0 ? (
        <details class="sheet">
          <summary>{FOLDED.consents(ended.length)}</summary>
          {ended.map((consent) => (
            <Consent consent={consent} grounds={grounds} />
          ))}
        </details>
      ) : null}
      <p>
        <LinkButton href="/me/erasures">{ERASURES.look}</LinkButton>
      </p>
    </section>
  );
};
