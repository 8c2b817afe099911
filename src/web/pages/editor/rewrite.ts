import type { Context } from "hono";
import { z } from "zod";
import type { RequestContext } from "../../../platform/context.ts";
import type { Env } from "../../../platform/http/index.ts";
import {
  editPosting,
  getManagedPosting,
  isBlocked,
  type ManagedPosting,
  PostingPatch,
  rewriteWording,
} from "../../../postings/index.ts";
import { type Fields, fieldText, parse, pathId, readForm } from "../../forms.ts";

/** Returns true if a posting has words that a law forbids, and its form does not say to send it as it is. */
export const mustRewrite = (posting: ManagedPosting, fields: Fields): boolean =>
  fieldText(fields, "asIs") !== "1" && isBlocked(posting);

const REWRITTEN = ["title", "requirements", "duties", "placeText", "payText"] as const;

/** Changes the words of a flag in a posting, and leads back to its page, which says so. */
export async function rewriteAndReturn(c: Context<Env>, base: string): Promise<Response> {
  const id = pathId(c);
  const fields = await readForm(c);
  const words = fieldText(fields, "words");
  const found = await rewriteIn(c.get("ctx"), { id, fields, words });
  return c.redirect(`${base}/${id}?${new URLSearchParams({ rewritten: words, found: String(found) })}`, 303);
}

/** Leads to the page of a posting that stays a draft because of its words. */
export const keptBack = (c: Context<Env>, base: string, id: string): Response =>
  c.redirect(`${base}/${id}?notSent=1#rewrite`, 303);

/** Returns false if the posting no longer has the words. */
async function rewriteIn(
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
