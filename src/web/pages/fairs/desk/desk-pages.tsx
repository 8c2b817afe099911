import type { Context } from "hono";
import {
  type Booth,
  BoothScanInput,
  exportVisits,
  IntentInput,
  IntentStart,
  listBoothPostings,
  listVisits,
  noteVisit,
  ownBoothAt,
  recordIntent,
  recordIntentStart,
  scanAtBooth,
} from "../../../../fairs/index.ts";
import { type Cell, toCsv, toXlsx } from "../../../../platform/core/sheets.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import { cursorOf, type Fields, idIn, idOf, one, parse, readForm, refusedForm } from "../../../forms.ts";
import { namesFor } from "../../../names.ts";
import { page } from "../../../page.tsx";
import { BOOTH } from "../../../text/fairs/desk.ts";
import { formatTime } from "../../../text/format.ts";
import { DeskPage } from "./desk.tsx";

const own = { who: ["member"], on: { record: "fair", param: "id", by: "enterprise" } } as const;

/** The booth that the caller's enterprise has at the fair of the address. */
export const boothAt = (c: Context<Env>): Promise<Booth> =>
  ownBoothAt(c.get("ctx"), { fairId: idOf(c), enterpriseId: c.req.query("enterprise") || undefined });

async function deskPage(c: Context<Env>, booth: Booth, { form = EMPTY_FORM, said = null }: Shown = {}) {
  const ctx = c.get("ctx");
  const bare = c.req.query("bare") !== undefined;
  const [postings, visits, names] = await Promise.all([
    listBoothPostings(ctx, booth.registrationId),
    bare ? null : listVisits(ctx, { registrationId: booth.registrationId, cursor: cursorOf(c) }),
    namesFor(ctx),
  ]);
  const today = new Date(booth.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const nonce = form.errors.length > 0 ? one(form.values, "nonce") : bare ? "" : ctx.ids.uuid();
  const data = { booth, postings, visits, names, form, said, nonce, today };
  const status = form.errors.length > 0 ? 422 : 200;
  return page(
    c,
    { title: `${BOOTH.title} · ${booth.fairTitle}`, audience: "enterprise", status },
    (shell) => <DeskPage shell={shell} data={data} />,
  );
}
type Shown = { form?: FormState; said?: string | null };

async function scanned(c: Context<Env>, { registrationId }: Booth, fields: Fields): Promise<Shown> {
  const said = (name: string) => (one(fields, name) ? { [name]: one(fields, name) } : {});
  const input = parse(BoothScanInput, {
    nonce: one(fields, "nonce"),
    code: one(fields, "code"),
    postingId: one(fields, "postingId"),
    ...said("callName"),
    ...said("canDo"),
    ...said("note"),
    ...(one(fields, "agreed") ? { agreed: true } : {}),
    ...(one(fields, "intent") ? { intent: true } : {}),
  });
  const { outcome, reference, intent } = await scanAtBooth(c.get("ctx"), { ...input, registrationId });
  const text = BOOTH[outcome] + (intent ? BOOTH.withIntent : "");
  return {
    said: reference ? `${text} · ${reference}` : text,
    form: { ...EMPTY_FORM, values: { postingId: input.postingId } },
  };
}

/** One thing done at the desk, by the form it came from. */
async function act(c: Context<Env>, booth: Booth, fields: Fields): Promise<Shown> {
  const ctx = c.get("ctx");
  const { registrationId } = booth;
  switch (one(fields, "act")) {
    case "note": {
      const note = one(fields, "note").slice(0, 500) || null;
      await noteVisit(ctx, { registrationId, visitId: idIn(fields, "visitId"), note });
      return { said: BOOTH.noted };
    }
    case "intent": {
      const input = parse(IntentInput, {
        visitId: one(fields, "visitId"),
        postingId: one(fields, "postingId"),
      });
      const { created } = await recordIntent(ctx, { registrationId, ...input });
      return { said: created ? BOOTH.intentMade : BOOTH.intentThere };
    }
    case "start": {
      const { startedOn } = parse(IntentStart, { startedOn: one(fields, "startedOn") });
      await recordIntentStart(ctx, { registrationId, intentId: idIn(fields, "intentId"), startedOn });
      return { said: BOOTH.startMade };
    }
    default:
      return scanned(c, booth, fields);
  }
}

/** The list as rows of a sheet, its header first. */
async function sheetOf(c: Context<Env>, { registrationId }: Booth): Promise<Cell[][]> {
  const ctx = c.get("ctx");
  const [visits, names] = await Promise.all([exportVisits(ctx, registrationId), namesFor(ctx)]);
  return [
    Object.values(BOOTH.sheet),
    ...visits.map((visit) => [
      visit.callName,
      visit.phone,
      visit.canDo ?? visit.skills.map((id) => names.occupation(id) ?? id).join("、"),
      visit.applications.map(({ title }) => title).join("、"),
      visit.intents.map(({ title }) => title).join("、"),
      visit.intents.flatMap(({ startedOn }) => (startedOn ? [startedOn] : [])).join("、"),
      visit.note,
      formatTime(visit.at),
    ]),
  ];
}

const download = (body: string | Uint8Array, type: string, ending: string) =>
  new Response(body as BodyInit, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(BOOTH.file)}.${ending}`,
      "cache-control": "no-store",
    },
  });

/** The desk of one's booth at a fair: codes, notes, intents, starts, and the list to take away. */
export const boothDeskPages = new Pages()
  .get("/enterprise/fairs/:id/desk", own, async (c) => deskPage(c, await boothAt(c)))
  .post("/enterprise/fairs/:id/desk", own, async (c) => {
    const booth = await boothAt(c);
    const fields = await readForm(c);
    try {
      return deskPage(c, booth, await act(c, booth, fields));
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return deskPage(c, booth, { form });
    }
  })
  .get("/enterprise/fairs/:id/desk.csv", own, async (c) => {
    const rows = await sheetOf(c, await boothAt(c));
    return download(toCsv(rows), "text/csv; charset=utf-8", "csv");
  })
  .get("/enterprise/fairs/:id/desk.xlsx", own, async (c) => {
    const bytes = await toXlsx({ name: BOOTH.file, rows: await sheetOf(c, await boothAt(c)) });
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return download(bytes, type, "xlsx");
  });
