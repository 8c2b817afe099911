import type { FC } from "hono/jsx";
import type { EnterpriseView } from "../../../../enterprises/index.ts";
import { Status } from "../../../components/blocks.tsx";
import { ENTERPRISES } from "../../../text/union/pages.ts";

const KIND = {
  unverified: "plain",
  claimed: "waiting",
  refused: "stopped",
  verified: "done",
  suspended: "stopped",
} as const;

export const EnterpriseStatus: FC<{ enterprise: EnterpriseView }> = ({ enterprise }) => {
  const status = enterprise.management?.status ?? (enterprise.verified ? "verified" : "unverified");
  return <Status kind={KIND[status]}>{ENTERPRISES.status[status]}</Status>;
};
