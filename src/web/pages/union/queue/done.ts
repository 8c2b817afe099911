import { getEnterprise } from "../../../../enterprises/index.ts";
import { getRegistration } from "../../../../fairs/index.ts";
import type { RequestContext } from "../../../../platform/context.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import { getManagedPosting, managedPostings } from "../../../../postings/index.ts";
import type { Colleague, WorkItem } from "../../../../worklist/index.ts";
import { reasonText } from "../../../text/imports/reasons.ts";
import { QUEUE } from "../../../text/union/pages.ts";
import { POSTING_REVIEW } from "../../../text/union/posting-review.ts";
import { WORK } from "../../../text/union/worklist.ts";
import { TYPED_MAX } from "./decision.ts";
import { nameOfItem } from "./items/item-words.ts";
import { PAGE } from "./queue-query.ts";

/** The values of `done` that are shown as a warning. */
const WARNINGS = new Set([
  "taken",
  "late",
  "incomplete",
  "unverified",
  "suspended",
  "owned",
  "cannot",
  "nobodyTicked",
  "notReposted",
]);

/** A posting that was approved and may be taken back now. */
export type Undo = { id: string; rev: number };

/**
 * Text about the last act. `undo`: the approvals that the officer may take back now. `left`: what was not
 * approved, with the reason. `typed`: the reason that the officer wrote for a decision that failed.
 */
export type Done = {
  text: string;
  warning: boolean;
  undo: Undo[];
  left: { id: string; name: string; why: string }[];
  typed: string | null;
};

const OF_QUEUE: Readonly<Record<string, string>> = {
  recommended: WORK.recommended,
  returned: WORK.returnedRegistration,
  owned: WORK.owned,
  cannot: WORK.cannot,
  nobodyTicked: WORK.nobodyTicked,
  reposted: POSTING_REVIEW.reposted,
  notReposted: POSTING_REVIEW.notReposted,
};

const isId = (id: string | undefined): id is string => UUID.test(id ?? "");

/** Returns the name of a decided record; null if it is not one of the officer's. */
async function nameOf(
  ctx: RequestContext,
  { posting, enterprise, registration }: Record<string, string>,
): Promise<string | null> {
  try {
    if (isId(posting)) {
      const { title, employer } = await getManagedPosting(ctx, posting);
      return `${title} · ${employer.name}`;
    }
    if (isId(registration)) {
      const { enterprise: of, fair } = await getRegistration(ctx, registration);
      return `${of.name} · ${fair.title}`;
    }
    return isId(enterprise) ? (await getEnterprise(ctx, enterprise)).name : null;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

/** Reads pairs such as id.rev,id.rev from the address. */
const pairsIn = (text: string | undefined): [string, string][] =>
  (text ?? "")
    .split(",")
    .slice(0, PAGE)
    .map((pair): [string, string] => {
      const [id = "", value = ""] = pair.split(".");
      return [id, value];
    })
    .filter(([id]) => isId(id));

/** Returns what the query says was not done, with the name and the reason of each. */
async function leftIn(ctx: RequestContext, query: Record<string, string>): Promise<Done["left"]> {
  const left = pairsIn(query.left).filter(([, code]) => /^[A-Z_]{1,40}$/.test(code));
  const postings = await managedPostings(
    ctx,
    left.map(([id]) => id),
  );
  return left.flatMap(([id, code]) => {
    const posting = postings.get(id);
    return posting ? [{ id, name: posting.title, why: reasonText(code) }] : [];
  });
}

const NAMES_MAX = 3;

/** Says which postings were approved at once, and which were not. */
async function severalDone(ctx: RequestContext, query: Record<string, string>): Promise<Done> {
  const approved = pairsIn(query.several);
  const postings = await managedPostings(
    ctx,
    approved.map(([id]) => id),
  );
  const titleOf = (id: string) => postings.get(id)?.title ?? "";
  const known = approved.filter(([id]) => postings.has(id));
  const titles = known
    .slice(0, NAMES_MAX)
    .map(([id]) => titleOf(id))
    .join("、");
  const names = known.length > NAMES_MAX ? WORK.more(titles, known.length) : titles;
  return {
    text: WORK.severalDone(known.length, names),
    warning: known.length === 0,
    undo: known.map(([id, rev]) => ({ id, rev: Number(rev) })).filter(({ rev }) => rev > 0),
    left: await leftIn(ctx, query),
    typed: null,
  };
}

/**
 * Says to whom an item was given. `item` is the one that the query names; null if it left the list
 * meanwhile.
 */
export function ownerDone(
  { done, to }: Record<string, string>,
  item: WorkItem | null,
  colleagues: readonly Colleague[],
): Done | null {
  const name = item ? nameOfItem(item) : "";
  if (done === "took") return plain(WORK.took(name));
  if (done === "released") return plain(WORK.released(name));
  if (done !== "given") return null;
  const receiver = colleagues.find(({ accountId }) => accountId === to)?.label ?? WORK.colleague;
  return plain(WORK.given(receiver, name));
}

const plain = (text: string): Done => ({ text, warning: false, undo: [], left: [], typed: null });

/** Returns what the query says about the last act, with the name of its record; null without one. */
export async function doneOf(ctx: RequestContext, query: Record<string, string>): Promise<Done | null> {
  const { done = "", posting, rev } = query;
  if (done === "several") return severalDone(ctx, query);
  if (done === "undone") {
    const [n, left] = [Number(query.n), Number(query.rest)];
    return Number.isInteger(n) && Number.isInteger(left) ? plain(WORK.undone(n, left)) : null;
  }
  const outcome = OF_QUEUE[done] ?? QUEUE.done[done];
  if (!outcome) return null;
  const name = await nameOf(ctx, query);
  const warning = WARNINGS.has(done);
  return {
    text: name && !warning ? QUEUE.doneFor(outcome, name) : outcome,
    warning,
    undo: done === "approve" && name && posting && Number(rev) ? [{ id: posting, rev: Number(rev) }] : [],
    left: done === "notReposted" ? await leftIn(ctx, query) : [],
    typed: warning && query.typed ? query.typed.slice(0, TYPED_MAX) : null,
  };
}
