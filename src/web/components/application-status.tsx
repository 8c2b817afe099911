import type { FC } from "hono/jsx";
import type { ApplicationView } from "../../applications/index.ts";
import { STATUS } from "../text/seeker.ts";
import { Status } from "./blocks.tsx";

const KIND = {
  sent: "waiting",
  invited: "done",
  declined: "stopped",
  withdrawn: "plain",
  started: "waiting",
  confirmed: "done",
} as const;

/** Shows the status of an application as a coloured label. `words` are the seeker's unless given. */
export const ApplicationStatus: FC<{
  status: ApplicationView["status"];
  words?: Record<ApplicationView["status"], string>;
}> = ({ status, words = STATUS }) => <Status kind={KIND[status]}>{words[status]}</Status>;
