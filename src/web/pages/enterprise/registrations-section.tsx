import type { FC } from "hono/jsx";
import type { EnterpriseView, OwnClaim } from "../../../enterprises/index.ts";
import { Facts, Notice } from "../../components/blocks.tsx";
import { CLAIM, PROFILE } from "../../text/enterprise/pages.ts";
import { formatDeadline, formatReference, shorten } from "../../text/format.ts";

const Claim: FC<{ claim: OwnClaim }> = ({ claim }) => (
  <Notice kind="waiting">
    <a href={`/enterprise/claim/${claim.enterpriseId}`}>
      {CLAIM.pending(claim.enterpriseName, claim.verifier, formatDeadline(claim.decideBy))}
    </a>
    <Facts items={[{ term: CLAIM.number, value: formatReference(claim.id) }]} />
  </Notice>
);

/** An own registration that waits for its verification, or was refused; nothing for any other enterprise. */
const Registration: FC<{ enterprise: EnterpriseView }> = ({ enterprise }) => {
  const { id, name, management, verifier } = enterprise;
  const profile = `/enterprise/profile?enterprise=${id}`;
  if (management?.status === "refused")
    return (
      <Notice kind="warning">
        <p>{PROFILE.refusedShort(name, verifier, shorten(management.refusalReason ?? ""))}</p>
        <a href={profile}>{PROFILE.toCorrect}</a>
      </Notice>
    );
  if (management?.decideBy == null) return null;
  return (
    <Notice kind="waiting">
      <a href={profile}>{PROFILE.pending(name, verifier, formatDeadline(management.decideBy))}</a>
      <Facts items={[{ term: CLAIM.number, value: formatReference(id) }]} />
    </Notice>
  );
};

/** The registrations and claims of a person that wait or were refused: number, who decides, by when. */
export const Registrations: FC<{ enterprises: EnterpriseView[]; claims: OwnClaim[] }> = ({
  enterprises,
  claims,
}) => (
  <>
    {enterprises.map((enterprise) => (
      <Registration enterprise={enterprise} />
    ))}
    {claims.map((claim) => (
      <Claim claim={claim} />
    ))}
  </>
);
