import type { FC } from "hono/jsx";
import type { EnterpriseView } from "../../../enterprises/index.ts";
import { Notice } from "../../components/blocks.tsx";
import { SUSPENDED } from "../../text/enterprise/pages.ts";
import { shorten } from "../../text/format.ts";
import { SuspensionFacts } from "../union/enterprises/suspension-section.tsx";

/**
 * Says that the enterprise is suspended, why, by whom and since when; nothing if it is not. `short` shortens
 * a long reason, with a link to the whole.
 */
export const SuspendedNotice: FC<{ enterprise: EnterpriseView; short?: boolean }> = ({
  enterprise: { id, management, verifier },
  short = false,
}) =>
  management?.status === "suspended" ? (
    <Notice kind="warning">
      <b>{SUSPENDED.title}</b>
      <p>{SUSPENDED.lead(verifier)}</p>
      <SuspensionFacts suspension={management.suspension} short={short} />
      {short &&
      management.suspension &&
      shorten(management.suspension.reason) !== management.suspension.reason ? (
        <a href={`/enterprise/profile?enterprise=${id}`}>{SUSPENDED.whole}</a>
      ) : null}
    </Notice>
  ) : null;
