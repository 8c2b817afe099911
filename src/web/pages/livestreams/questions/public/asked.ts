import type { Context } from "hono";
import { homeNodeOf } from "../../../../../federation/index.ts";
import {
  askingCity,
  type LivestreamView,
  listQuestions,
  type QuestionList,
  type QuestionView,
  type RunSheet,
} from "../../../../../livestreams/index.ts";
import { type Env, giveVisitor, knownVisitor } from "../../../../../platform/http/index.ts";
import type { FormState, Option } from "../../../../components/forms.tsx";

const PAGE = 20;
const CLOSED: ReadonlySet<string> = new Set(["draft", "ended", "replay", "cancelled"]);

export type QuestionsData = {
  livestream: LivestreamView;
  /** Questions of the reader. */
  own: QuestionView[];
  passed: QuestionList;
  /** Postings that a question can be about. */
  postings: Option[];
  /** True while questions are taken. */
  open: boolean;
  /** Address of the home's page of a copy, if it is known. */
  homePage: string | null;
  form: FormState;
  /** Why the last question was not taken, if no field is wrong. */
  refused: string | null;
};

/** Returns the id in the cookie of a visitor, whether signed in or not. Null without a cookie. */
export const visitorOf = (c: Context<Env>): Promise<string | null> => knownVisitor(c);

/** Returns the id of a visitor. Somebody without an account gets a cookie if there is none. */
export const visitorFor = async (c: Context<Env>): Promise<string | null> =>
  (await knownVisitor(c)) ?? (c.get("ctx").actor.kind === "anonymous" ? giveVisitor(c) : null);

type QuestionsAsked = {
  /** The run sheet, which the page reads too. */
  sheet: Promise<RunSheet["items"]>;
  form: FormState;
  refused?: string | null;
  cursor?: string | undefined;
};

/** Reads one page of the questions that everybody sees. The first page also has the reader's own. */
export async function readQuestions(
  c: Context<Env>,
  livestream: LivestreamView,
  { sheet, form, refused = null, cursor }: QuestionsAsked,
): Promise<QuestionsData> {
  const ctx = c.get("ctx");
  const { id, phase, hostedHere } = livestream;
  const visitor = await visitorOf(c);
  const [passed, own, items, city] = await Promise.all([
    listQuestions(ctx, { id, which: "passed", visitor, cursor, limit: PAGE }),
    cursor ? null : listQuestions(ctx, { id, which: "own", visitor, limit: PAGE }),
    sheet,
    askingCity(ctx, livestream),
  ]);
  const postings = items.flatMap(({ card }) =>
    card ? [{ value: card.id, text: `${card.title} · ${card.employer.name}` }] : [],
  );
  const open = (hostedHere || city !== null) && !CLOSED.has(phase);
  const home = hostedHere || open ? null : await homeNodeOf(ctx, livestream.homeCity);
  const homePage = home?.url ? `${home.url}/livestreams/${id}#questions` : null;
  return { livestream, own: own?.items ?? [], passed, postings, open, homePage, form, refused };
}
