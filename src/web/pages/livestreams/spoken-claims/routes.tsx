import type { Context } from "hono";
import {
  ClaimAction,
  checkClaim,
  claimsOf,
  closeMark,
  controlledLivestream,
  correctClaim,
  getLivestream,
  type LivestreamView,
  listItems,
  listMarks,
  listPins,
  withdrawClaim,
} from "../../../../livestreams/index.ts";
import { AppError, notFound } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import {
  cursorOf,
  type Fields,
  fieldId,
  fieldText,
  formStatus,
  parse,
  pathId,
  readForm,
  refusedForm,
} from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { LIVESTREAM_CONTROL, LIVESTREAM_READER, OFFICER } from "../../../policies.ts";
import { fieldMessage } from "../../../text/errors/fields.ts";
import { ERROR_TEXT } from "../../../text/errors/index.ts";
import { CLAIM_CONTROL, CLAIMS, MARKS } from "../../../text/livestreams/spoken-claims.ts";
import { ClaimsPage } from "./claims-page.tsx";
import { ControlPage } from "./control-page.tsx";
import { MarksPage } from "./marks-page.tsx";
import type { RefusedNote } from "./note-form.tsx";

const audience = "union" as const;
const PAGE = 10;
const AIRED: ReadonlySet<string> = new Set(["live", "interrupted", "ended", "replay"]);
const BEFORE: ReadonlySet<string> = new Set(["draft", "announced", "cancelled"]);

/** True if presenters may have been heard. A livestream on another site has no signal here. */
const isHeard = ({ phase, links }: LivestreamView): boolean =>
  AIRED.has(phase) || (links.length > 0 && !BEFORE.has(phase));

type Refusal = { form?: FormState; sentence?: string | null; refused?: RefusedNote | null };

/**
 * Returns how the page shows a refused step: beside its note if the note is wrong, else above all. Rethrows
 * an error that no officer can mend.
 */
function refusalOf(error: unknown, fields: Fields, label: string): Refusal {
  if (!(error instanceof AppError)) throw error;
  const form = refusedForm(error, fields);
  const [wrong] = form?.errors ?? [];
  if (wrong) {
    const [act, claimId] = [fieldText(fields, "act"), fieldText(fields, "claimId")];
    const code = fieldText(fields, "note") ? wrong.code : "REQUIRED";
    const sentence = fieldMessage({ ...wrong, code }, label);
    return { refused: { act, claimId, text: fieldText(fields, "note"), sentence } };
  }
  if (error.code !== "CLAIM_DECIDED" && error.code !== "LIVESTREAM_STATE") throw error;
  return { sentence: ERROR_TEXT[error.code].title };
}

/** Corrects or takes back the check that the form names. */
async function changeNoted(c: Context<Env>, id: string, fields: Fields): Promise<void> {
  const ctx = c.get("ctx");
  const [claimId, note] = [fieldId(fields, "claimId"), fieldText(fields, "note")];
  const act = parse(
    ClaimAction,
    fieldText(fields, "act") === "correct"
      ? { action: "correct", claimId, text: note }
      : { action: "withdraw", claimId, reason: note },
  );
  if (act.action === "correct") await correctClaim(ctx, { id, ...act });
  if (act.action === "withdraw") await withdrawClaim(ctx, { id, ...act });
}

/** Checks the words in the form, once for each form: a second tap sends the same id again. */
async function check(c: Context<Env>, id: string, fields: Fields): Promise<void> {
  const presenter = fieldText(fields, "presenter");
  const commandId = fieldText(fields, "commandId");
  const act = parse(ClaimAction, {
    action: "check",
    said: fieldText(fields, "said"),
    postingId: fieldText(fields, "postingId") || null,
    presenter: presenter === "" ? null : Number(presenter),
  });
  if (act.action !== "check") return;
  try {
    await checkClaim(c.get("ctx"), { id, ...act, ...(UUID.test(commandId) ? { commandId } : {}) });
  } catch (error) {
    // An earlier form that the browser shows again has new words: they are a new check.
    if (!(error instanceof AppError && error.code === "IDEMPOTENCY_KEY_REUSED")) throw error;
    await checkClaim(c.get("ctx"), { id, ...act });
  }
}

const PINS_MAX = 100;
const PAST: ReadonlySet<string> = new Set(["closed", "expired"]);

/** Returns the postings to check words against: those that may be shown, and those that were pinned. */
async function checkable(c: Context<Env>, livestream: LivestreamView) {
  const ctx = c.get("ctx");
  const [items, pins] = await Promise.all([
    listItems(ctx, livestream),
    listPins(ctx, { id: livestream.id, limit: PINS_MAX }),
  ]);
  const pinned = new Set(pins.items.map(({ postingId }) => postingId));
  return items.filter(
    ({ standing, postingId }) => standing === "live" || (PAST.has(standing) && pinned.has(postingId)),
  );
}

async function controlPage(c: Context<Env>, refusal: Refusal = {}) {
  const ctx = c.get("ctx");
  const livestream = await controlledLivestream(ctx, pathId(c));
  const cursor = cursorOf(c);
  const [postings, claims] = await Promise.all([
    checkable(c, livestream),
    claimsOf(ctx, { id: livestream.id, control: true }, { cursor, limit: PAGE, newest: true }),
  ]);
  const { form = EMPTY_FORM, sentence = null, refused = null } = refusal;
  const done = Object.entries(CLAIM_CONTROL.done).find(([act]) => act === c.req.query("done"))?.[1] ?? null;
  const data = {
    livestream,
    postings,
    commandId: form.errors.length > 0 ? fieldText(form.values, "commandId") : ctx.ids.uuid(),
    claims,
    form,
    checks: isHeard(livestream),
    done,
    sentence,
    refused,
  };
  const status = sentence ? 409 : refused ? 422 : formStatus(form);
  const title = `${CLAIM_CONTROL.title} · ${livestream.title}`;
  return page(c, { title, audience, status }, (shell) => <ControlPage shell={shell} data={data} />);
}

async function marksPage(c: Context<Env>, { sentence = null, refused = null }: Refusal = {}) {
  const cursor = cursorOf(c);
  const list = await listMarks(c.get("ctx"), { cursor, limit: PAGE });
  const done = c.req.query("done") ? MARKS.done : null;
  const data = { ...list, done, sentence, refused };
  const status = sentence ? 409 : refused ? 422 : 200;
  return page(c, { title: MARKS.title, audience, status }, (shell) => (
    <MarksPage shell={shell} data={data} />
  ));
}

/** Pages of words on air: the public list, the control room's form, and presenters' marks. */
export const claimPages = new Pages()
  .get("/livestreams/:id/claims", LIVESTREAM_READER, async (c) => {
    const ctx = c.get("ctx");
    const livestream = await getLivestream(ctx, { id: pathId(c) });
    const cursor = cursorOf(c);
    const asked = { cursor, limit: PAGE, newest: true };
    const claims = await claimsOf(ctx, { id: livestream.id, control: false }, asked);
    const title = `${CLAIMS.title} · ${livestream.title}`;
    return page(c, { title }, (shell) => <ClaimsPage shell={shell} data={{ livestream, claims }} />);
  })
  .get("/union/livestreams/:id/claims", LIVESTREAM_CONTROL, (c) => controlPage(c))
  .post("/union/livestreams/:id/claims", LIVESTREAM_CONTROL, async (c) => {
    const fields = await readForm(c);
    const { id } = await controlledLivestream(c.get("ctx"), pathId(c));
    const act = fieldText(fields, "act");
    if (!Object.hasOwn(CLAIM_CONTROL.done, act)) throw notFound();
    try {
      await (act === "check" ? check(c, id, fields) : changeNoted(c, id, fields));
    } catch (error) {
      const form = act === "check" ? refusedForm(error, fields) : null;
      return controlPage(c, form ? { form } : refusalOf(error, fields, CLAIM_CONTROL.typed));
    }
    return c.redirect(`/union/livestreams/${id}/claims?done=${act}`, 303);
  })
  .get("/union/livestream-marks", OFFICER, (c) => marksPage(c))
  .post("/union/livestreams/:id/marks", LIVESTREAM_CONTROL, async (c) => {
    const fields = await readForm(c);
    const id = pathId(c);
    try {
      const [claimId, note] = [fieldId(fields, "claimId"), fieldText(fields, "note")];
      const act = parse(ClaimAction, { action: "close", claimId, note });
      if (act.action === "close") await closeMark(c.get("ctx"), { id, ...act });
    } catch (error) {
      return marksPage(c, refusalOf(error, fields, MARKS.note));
    }
    return c.redirect("/union/livestream-marks?done=1", 303);
  });
