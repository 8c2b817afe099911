import type { Context } from "hono";
import {
  type Booth,
  BoothScanInput,
  codeCheckOf,
  exportVisits,
  IntentInput,
  IntentStart,
  listBoothPostings,
  listSentScans,
  listVisits,
  NoteInput,
  noteVisit,
  recordIntent,
  recordIntentStart,
  scanAtBooth,
} from "../../../../fairs/index.ts";
import { shanghaiDay } from "../../../../platform/core/clock.ts";
import { sheetDownload } from "../../../../platform/http/answers/sheet-download.ts";
import type { Cell } from "../../../../platform/http/answers/sheets.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { namesFor } from "../../../code-names.ts";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import {
  cursorOf,
  type Fields,
  fieldId,
  fieldText,
  formStatus,
  isOvertaken,
  parse,
  readForm,
  submitForm,
} from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { FAIR_EXHIBITOR } from "../../../policies.ts";
import { BOOTH, noteBy } from "../../../text/fairs/booth-desk.ts";
import { formatTimeInFull } from "../../../text/format.ts";
import { BoothDeskPage } from "./booth-desk-page.tsx";
import { boothAt } from "./own-booth.ts";
import { suspendedBoothPage } from "./suspended-booth-page.tsx";

const TYPED = { code: BOOTH.code, callName: BOOTH.callName, canDo: BOOTH.canDo, note: BOOTH.note };

async function deskPage(c: Context<Env>, booth: Booth, { form = EMPTY_FORM, said = null }: Shown = {}) {
  const title = `${BOOTH.title} · ${booth.fairTitle}`;
  if (booth.enterpriseStatus === "suspended" || isOvertaken(form))
    return suspendedBoothPage(c, booth, { title, form, labels: TYPED });
  const ctx = c.get("ctx");
  const bare = c.req.query("bare") !== undefined;
  const { registrationId, hostedHere } = booth;
  const [postings, visits, sent, check, names] = await Promise.all([
    listBoothPostings(ctx, registrationId),
    bare || !hostedHere ? null : listVisits(ctx, { registrationId, cursor: cursorOf(c) }),
    bare || hostedHere ? null : listSentScans(ctx, registrationId),
    hostedHere ? null : codeCheckOf(ctx, booth),
    namesFor(ctx),
  ]);
  const today = shanghaiDay(booth.now);
  const nonce = form.errors.length > 0 ? fieldText(form.values, "nonce") : bare ? "" : ctx.ids.uuid();
  const data = { booth, postings, visits, sent, check, names, form, said, nonce, today };
  return page(c, { title, audience: "enterprise", status: formStatus(form) }, (shell) => (
    <BoothDeskPage shell={shell} data={data} />
  ));
}
type Shown = { form?: FormState; said?: string | null };

async function scanned(c: Context<Env>, { registrationId }: Booth, fields: Fields): Promise<Shown> {
  const said = (name: string) => (fieldText(fields, name) ? { [name]: fieldText(fields, name) } : {});
  const input = parse(BoothScanInput, {
    nonce: fieldText(fields, "nonce"),
    code: fieldText(fields, "code"),
    postingId: fieldText(fields, "postingId"),
    ...said("callName"),
    ...said("canDo"),
    ...said("note"),
    ...(fieldText(fields, "agreed") ? { agreed: true } : {}),
    ...(fieldText(fields, "intent") ? { intent: true } : {}),
  });
  const scan = await scanAtBooth(c.get("ctx"), { ...input, registrationId });
  const { outcome, reference, intent, entered } = scan;
  const text = (outcome === "sent" ? BOOTH.sentOn : BOOTH[outcome]) + (intent ? BOOTH.withIntent : "");
  const named = reference ? `${text} · ${reference}` : text;
  return {
    said: entered ? named : named + BOOTH.notEntered,
    form: { ...EMPTY_FORM, values: { postingId: input.postingId } },
  };
}

/** Runs the action that the form field `act` names. */
async function act(c: Context<Env>, booth: Booth, fields: Fields): Promise<Shown> {
  const ctx = c.get("ctx");
  const { registrationId } = booth;
  switch (fieldText(fields, "act")) {
    case "note": {
      const { note } = parse(NoteInput, { note: fieldText(fields, "note") });
      await noteVisit(ctx, { registrationId, visitId: fieldId(fields, "visitId"), note });
      return { said: BOOTH.noted };
    }
    case "intent": {
      const input = parse(IntentInput, {
        visitId: fieldText(fields, "visitId"),
        postingId: fieldText(fields, "postingId"),
      });
      const { created } = await recordIntent(ctx, { registrationId, ...input });
      return { said: created ? BOOTH.intentMade : BOOTH.intentThere };
    }
    case "start": {
      const { startedOn } = parse(IntentStart, { startedOn: fieldText(fields, "startedOn") });
      await recordIntentStart(ctx, { registrationId, intentId: fieldId(fields, "intentId"), startedOn });
      return { said: BOOTH.startMade };
    }
    default:
      return scanned(c, booth, fields);
  }
}

/** Returns the visitor list as rows of a sheet; the first row is the header. */
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
      visit.notes.map((note) => `${note.note}（${noteBy(note)}）`).join("\n"),
      formatTimeInFull(visit.at),
    ]),
  ];
}

/** The booth desk: scans, notes, intents, starts, and the visitor list as CSV or Excel. */
export const boothDeskPages = new Pages()
  .get("/enterprise/fairs/:id/desk", FAIR_EXHIBITOR, async (c) => deskPage(c, await boothAt(c)))
  .post("/enterprise/fairs/:id/desk", FAIR_EXHIBITOR, async (c) => {
    const booth = await boothAt(c);
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        return deskPage(c, booth, await act(c, booth, fields));
      },
      (form) => deskPage(c, booth, { form }),
    );
  })
  .get("/enterprise/fairs/:id/desk.csv", FAIR_EXHIBITOR, async (c) => {
    return sheetDownload(await sheetOf(c, await boothAt(c)), { name: BOOTH.file, format: "csv" });
  })
  .get("/enterprise/fairs/:id/desk.xlsx", FAIR_EXHIBITOR, async (c) => {
    return sheetDownload(await sheetOf(c, await boothAt(c)), { name: BOOTH.file, format: "xlsx" });
  });
