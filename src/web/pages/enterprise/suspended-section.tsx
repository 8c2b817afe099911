import type { FC } from "hono/jsx";
import type { EnterpriseView } from "../../../enterprises/index.ts";
import { Notice } from "../../components/blocks.tsx";
import { SUSPENDED } from "../../text/enterprise.ts";
import { SuspensionFacts } from "../union/enterprises/suspension-section.tsx";

/** Says that the enterprise is suspended, why, by whom and since when; nothing if it is not. */
export const SuspendedNotice: FC<{ enterprise: EnterpriseView }> = ({
  enterprise: { management, verifier },
}) =>
  management?.status === "suspended" ? (
    <Notice kind="warning">
      <b>{SUSPENDED.title}</b>
      <p>{SUSPENDED.lead(verifier)}</p>
      <SuspensionFacts suspension={management.suspension} />
    </Notice>
  ) : null;
