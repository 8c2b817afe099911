import type { FC } from "hono/jsx";
import { PHONE_CHANGE } from "../../../../text/public/account.ts";

/** Names of the fields of a change of the number. */
export const PHONE_LABELS = {
  phone: PHONE_CHANGE.phone,
  oldCode: PHONE_CHANGE.oldCode,
  newCode: PHONE_CHANGE.newCode,
};

/** The way for a person without the old number. */
export const Lost: FC = () => (
  <details class="sheet">
    <summary>{PHONE_CHANGE.lost}</summary>
    <p>{PHONE_CHANGE.lostHow}</p>
  </details>
);
