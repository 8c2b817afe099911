import type { Context } from "hono";
import { statusOf } from "../../../../capabilities.ts";
import { homeNodeOf } from "../../../../federation/index.ts";
import {
  controlledLivestream,
  type LivestreamView,
  listItems,
  pinNext,
  pinPosting,
  setRunSheet,
  unpinPosting,
} from "../../../../livestreams/index.ts";
import { AppError, notFound } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { type EngineOf, searchPostings } from "../../../../search/index.ts";
import { type Fields, fieldId, fieldRev, fieldText, pathId, readForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { LIVESTREAM_CONTROL } from "../../../policies.ts";
import { fieldMessage } from "../../../text/errors/fields.ts";
import { ERROR_TEXT } from "../../../text/errors/index.ts";
import { RUN_SHEET } from "../../../text/livestreams/programme.ts";
import { moved } from "./moved.ts";
import { RunSheetPage } from "./run-sheet-page.tsx";

const audience = "union" as const;
const FOUND_MAX = 20;
const WORDS_MAX = 200;

const PINS: ReadonlySet<string> = new Set(["waiting", "rehearsal", "live", "interrupted"]);
const OVER: ReadonlySet<string> = new Set(["ended", "replay", "cancelled"]);

/** Returns the sentence of a refused change. */
function sentenceOf({ code, detail }: AppError): string {
  const [field] = detail.fields ?? [];
  return field ? fieldMessage(field, RUN_SHEET.posting) : ERROR_TEXT[code].title;
}

const SAID: ReadonlySet<string> = new Set([
  "INVALID_INPUT",
  "LIVESTREAM_POSTING",
  "LIVESTREAM_STATE",
  "REVISION_CONFLICT",
]);

/** Does what the pressed button says. */
async function act(c: Context<Env>, livestream: LivestreamView, fields: Fields): Promise<unknown> {
  const ctx = c.get("ctx");
  const { id } = livestream;
  const what = fieldText(fields, "act");
  const pinId = fieldText(fields, "pin") ? fieldId(fields, "pin") : undefined;
  if (what === "next") {
    const from = fieldText(fields, "from") ? fieldId(fields, "from") : null;
    return pinNext(ctx, { id, action: "next", from });
  }
  if (what === "unpin") return unpinPosting(ctx, { id, action: "unpin", pinId });
  const postingId = fieldId(fields, "posting");
  if (what === "pin") return pinPosting(ctx, { id, action: "pin", postingId });
  const before = (await listItems(ctx, livestream)).map((item) => item.postingId);
  const postingIds = moved(before, postingId, what);
  if (!postingIds) throw notFound();
  return setRunSheet(ctx, { id, postingIds, ...fieldRev(fields) });
}

/** The run sheet of a livestream: order, pins, and a search for postings. */
export function runSheetPages(engineOf: EngineOf): Pages {
  /** Finds postings by words, or the newest ones without any. Null without a search. */
  const find = async (c: Context<Env>, words: string | undefined) => {
    if (words === undefined) return null;
    const text = words.slice(0, WORDS_MAX).trim();
    const ctx = c.get("ctx");
    const asked = { filter: {}, sort: "relevance", cursor: null, limit: FOUND_MAX, facets: false } as const;
    const { items, nextCursor } = await searchPostings(ctx, engineOf(ctx), { text, ...asked });
    return { text, found: items, more: nextCursor !== null };
  };

  const sheetPage = async (c: Context<Env>, words: string | undefined, error?: AppError) => {
    const ctx = c.get("ctx");
    const livestream = await controlledLivestream(ctx, pathId(c));
    const [items, search, home] = await Promise.all([
      listItems(ctx, livestream),
      find(c, words),
      homeNodeOf(ctx, livestream.homeCity),
    ]);
    const { phase, hostedHere } = livestream;
    const data = {
      livestream,
      home,
      items,
      pins: hostedHere && PINS.has(phase),
      editable: hostedHere && !OVER.has(phase),
      search,
      refused: error ? sentenceOf(error) : null,
    };
    const title = `${RUN_SHEET.title} · ${livestream.title}`;
    return page(c, { title, audience, status: error ? statusOf(error) : 200 }, (shell) => (
      <RunSheetPage shell={shell} data={data} />
    ));
  };

  return new Pages()
    .get("/union/livestreams/:id/run-sheet", LIVESTREAM_CONTROL, (c) => sheetPage(c, c.req.query("q")))
    .post("/union/livestreams/:id/run-sheet", LIVESTREAM_CONTROL, async (c) => {
      const fields = await readForm(c);
      const livestream = await controlledLivestream(c.get("ctx"), pathId(c));
      const words = fields.q === undefined ? undefined : fieldText(fields, "q");
      try {
        await act(c, livestream, fields);
      } catch (error) {
        if (error instanceof AppError && SAID.has(error.code)) return sheetPage(c, words, error);
        throw error;
      }
      const query = words === undefined ? "" : `?q=${encodeURIComponent(words)}`;
      return c.redirect(`/union/livestreams/${livestream.id}/run-sheet${query}`, 303);
    });
}
