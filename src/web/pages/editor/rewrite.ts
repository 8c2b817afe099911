import { z } from "zod";
import type { RequestContext } from "../../../platform/context.ts";
import {
  editPosting,
  getManagedPosting,
  type ManagedPosting,
  PostingPatch,
  rewriteWording,
  severityOf,
} from "../../../postings/index.ts";
import { type Fields, fieldText, parse } from "../../forms.ts";

/** Returns true if a posting has words that a law forbids, and its form does not say to send it as it is. */
export const mustRewrite = ({ flags }: ManagedPosting, fields: Fields): boolean =>
  fieldText(fields, "asIs") !== "1" && flags.some(({ code }) => severityOf(code) === "BLOCK");

const REWRITTEN = ["title", "requirements", "duties", "placeText", "payText"] as const;

/** Changes the words of a flag in a posting. Returns false if the posting no longer has them. */
export async function rewriteIn(
  ctx: RequestContext,
  { id, fields, words }: { id: string; fields: Fields; words: string },
): Promise<boolean> {
  const posting = await getManagedPosting(ctx, id);
  const field = parse(z.enum(REWRITTEN), fieldText(fields, "field"));
  const text = field === "payText" ? posting.pay.text : posting[field];
  const written = text ? rewriteWording(text, fieldText(fields, "code"), words) : null;
  if (written === null) return false;
  const patch = parse(PostingPatch, { [field]: written || null });
  await editPosting(ctx, { id, ifRev: Number(fieldText(fields, "ifRev")), patch });
  return true;
}
