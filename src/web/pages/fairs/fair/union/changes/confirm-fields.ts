import { Confirmation } from "../../../../../../fairs/index.ts";
import { type Fields, fieldText } from "../../../../../forms.ts";

/** Parts of a confirmation. The form has a hidden field for each, with the prefix `confirm-`. */
export const CONFIRM_FIELDS = ["change", "enterprises", "codes", "interviews"] as const;

/** Returns the confirmation in a form, undefined if it has none. */
export function confirmationIn(fields: Fields): Confirmation | undefined {
  const count = (name: string) => Number(fieldText(fields, `confirm-${name}`) || Number.NaN);
  return Confirmation.safeParse({
    change: fieldText(fields, "confirm-change"),
    enterprises: count("enterprises"),
    codes: count("codes"),
    interviews: count("interviews"),
  }).data;
}

/** Returns the form without its confirmation and the button that was pressed. */
export const withoutConfirmation = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(([name]) => !name.startsWith("confirm-") && name !== "back"),
  );
