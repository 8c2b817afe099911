import type { Context } from "hono";
import { AppError } from "../../../../../platform/core/errors.ts";
import { UUID } from "../../../../../platform/core/ids.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { approveSeveral, undoApproval } from "../../../../../postings/index.ts";
import { HandOverInput, handOver, listColleagues } from "../../../../../worklist/index.ts";
import { type Fields, fieldText, fieldTexts, parse, readForm } from "../../../../forms.ts";
import { OFFICER } from "../../../../policies.ts";
import { queueAfter } from "../decision.ts";
import { PAGE } from "../queue-query.ts";
import { queueSheet } from "../queue-sheet.ts";

/** A posting of a form, as id.rev. */
type Seen = { id: string; ifRev: number };

/** Returns the postings of a repeated or comma-separated field, each once, at most those of a page. */
function postingsIn(fields: Fields, name: string): Seen[] {
  const seen = new Map<string, Seen>();
  for (const text of fieldTexts(fields, name).flatMap((one) => one.split(","))) {
    const [id = "", rev = ""] = text.split(".");
    if (UUID.test(id) && /^\d{1,9}$/.test(rev)) seen.set(id, { id, ifRev: Number(rev) });
  }
  return [...seen.values()].slice(0, PAGE);
}

const back = (c: Context<Env>, fields: Fields, done: Record<string, string>) =>
  c.redirect(queueAfter(fields, done), 303);

/** Approves the chosen postings of a page and returns to it. */
async function approveChosen(c: Context<Env>): Promise<Response> {
  const fields = await readForm(c);
  const chosen = postingsIn(fields, fieldText(fields, "which") === "clear" ? "clear" : "ticked");
  if (chosen.length === 0) return back(c, fields, { done: "nobodyTicked" });
  const { approved, skipped } = await approveSeveral(c.get("ctx"), chosen);
  return back(c, fields, {
    done: "several",
    several: approved.map(({ id, rev }) => `${id}.${rev}`).join(","),
    ...(skipped.length > 0 ? { left: skipped.map(({ id, code }) => `${id}.${code}`).join(",") } : {}),
  });
}

/** Takes back the approvals of a page that the caller may still take back. */
async function undoChosen(c: Context<Env>): Promise<Response> {
  const fields = await readForm(c);
  const chosen = postingsIn(fields, "posting");
  let n = 0;
  for (const posting of chosen) {
    try {
      await undoApproval(c.get("ctx"), posting);
      n += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return back(c, fields, { done: "undone", n: String(n), rest: String(chosen.length - n) });
}

/** The `done` of a hand-over that was refused; undefined for an error that has a page of its own. */
const REFUSED: Readonly<Record<string, string>> = {
  WORK_TAKEN: "owned",
  NOT_FOUND: "taken",
};

/** Gives an item to the officer that the form names, and returns to the item. */
async function giveItem(c: Context<Env>): Promise<Response> {
  const ctx = c.get("ctx");
  const fields = await readForm(c);
  const orNull = (name: string) => fieldText(fields, name) || null;
  const input = parse(HandOverInput, {
    kind: fieldText(fields, "kind"),
    id: fieldText(fields, "id"),
    to: orNull("to"),
    from: orNull("from"),
  });
  const at = { item: input.id };
  try {
    await handOver(ctx, input);
    const receiver = (await listColleagues(ctx)).find(({ accountId }) => accountId === input.to);
    const done = input.to === null ? "released" : receiver?.own ? "took" : "given";
    return back(c, fields, { ...at, done, ...(done === "given" ? { to: input.to ?? "" } : {}) });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const done = error.code === "INVALID_INPUT" ? "cannot" : REFUSED[error.code];
    if (!done) throw error;
    return back(c, fields, { ...at, done });
  }
}

/** The list as a file, acts on several of its items, and the change of an item's owner. */
export const severalPages = new Pages()
  .get("/union/work.csv", OFFICER, (c) => queueSheet(c, "csv"))
  .get("/union/work.xlsx", OFFICER, (c) => queueSheet(c, "xlsx"))
  .post("/union/reviews/several", OFFICER, approveChosen)
  .post("/union/reviews/several/undo", OFFICER, undoChosen)
  .post("/union/work/owner", OFFICER, giveItem);
