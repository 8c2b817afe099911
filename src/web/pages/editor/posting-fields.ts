import type { ManagedPosting } from "../../../postings/index.ts";
import { type Fields, fieldText, fieldTexts } from "../../forms.ts";

/** Converts the submitted form to the input for creating or editing a posting. Blank fields become null. */
export function postingOf(fields: Fields) {
  const text = (name: string) => fieldText(fields, name) || null;
  const education = fieldText(fields, "education");
  return {
    title: fieldText(fields, "title"),
    headcount: text("headcount"),
    requirements: text("requirements"),
    duties: text("duties"),
    placeText: text("placeText"),
    payText: text("payText"),
    validThrough: text("validThrough"),
    education: education === "" ? null : Number(education),
    employmentType: text("employmentType"),
    benefits: fieldTexts(fields, "benefits"),
    contactName: text("contactName"),
    contactPhone: text("contactPhone"),
    contactHours: text("contactHours"),
  };
}

export const postingValues = (posting: ManagedPosting): Fields => ({
  title: posting.title,
  headcount: posting.headcountText ?? (posting.headcount === null ? "" : String(posting.headcount)),
  requirements: posting.requirements ?? "",
  duties: posting.duties ?? "",
  placeText: posting.placeText ?? "",
  payText: posting.pay.text ?? "",
  validThrough: posting.validThrough ?? "",
  education: posting.education === null ? "" : String(posting.education),
  employmentType: posting.employmentType ?? "",
  benefits: posting.benefits,
  contactName: posting.contactName ?? "",
  contactPhone: posting.contactPhone ?? "",
  contactHours: posting.contactHours ?? "",
});
