import type { FC } from "hono/jsx";
import type { SendingView } from "../../../../fairs/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { fieldMessage } from "../../../text/errors/fields.ts";
import { ERROR_TEXT, isCode } from "../../../text/errors/index.ts";
import { SENDING } from "../../../text/fairs/interviews.ts";

/** Seconds after which a page reloads itself while the host has not answered. */
export const SENDING_REFRESH_S = 3;

/** Returns a refusal's reason in words. */
export const whyOf = (code: string): string => {
  if (code === "COMMAND_EXPIRED") return SENDING.expired;
  return isCode(code) ? ERROR_TEXT[code].title : fieldMessage({ path: "", code }, SENDING.field);
};

/** Says how far acts at a fair of another node are. Empty at a fair of this node. */
export const Sending: FC<{ sending: SendingView | null }> = ({ sending }) => {
  if (sending === null) return null;
  if (!sending.served) return <Notice kind="info">{SENDING.unserved}</Notice>;
  if (sending.waiting > 0) return <Notice kind="waiting">{SENDING.waiting}</Notice>;
  if (sending.refusal) return <Notice kind="warning">{SENDING.refused(whyOf(sending.refusal))}</Notice>;
  return null;
};
