import type { ManagedPosting } from "../../../postings/index.ts";
import type { Audience } from "../../layout.tsx";

/** The acts on a posting that the server accepts from the people of a page, as its state stands. */
export type AllowedActs = { edit: boolean; submit: boolean; confirm: boolean; close: boolean; view: boolean };

/** True if only an officer may change the posting: it was imported, and its enterprise is not verified. */
const isLocked = ({ employer, importId, sourceName }: ManagedPosting, audience: Audience): boolean =>
  audience === "enterprise" && employer.status !== "verified" && (importId !== null || sourceName !== null);

/**
 * Returns the acts that a page offers. While the enterprise is suspended, these are the edit of a draft
 * and the closing.
 */
export function allowedActs(posting: ManagedPosting, audience: Audience): AllowedActs {
  const suspended = posting.employer.status === "suspended";
  const live = posting.status === "published" && !posting.expired && !suspended;
  const own = !isLocked(posting, audience);
  const editable = posting.status === "draft" || (posting.status === "published" && !suspended);
  return {
    edit: own && editable,
    submit: own && editable && !suspended,
    confirm: own && live,
    close: own && posting.status !== "closed",
    view: live,
  };
}
