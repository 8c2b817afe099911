import type { Context } from "hono";
import {
  addWalkIn,
  type Booth,
  boothInterviews,
  CallNext,
  callNext,
  closeSlots,
  InterviewSlotsInput,
  moveEntry,
  openSlots,
  QueueAct,
  setMeeting,
} from "../../../../../fairs/index.ts";
import { shanghaiDay } from "../../../../../platform/core/clock.ts";
import { invalid } from "../../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { EMPTY_FORM, type FormState } from "../../../../components/forms.tsx";
import {
  type Fields,
  fieldId,
  fieldText,
  formStatus,
  isOvertaken,
  parse,
  readForm,
  requireFilled,
  submitForm,
} from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { FAIR_EXHIBITOR } from "../../../../policies.ts";
import { INTERVIEWS, SENDING } from "../../../../text/fairs/interviews.ts";
import { boothAt } from "../../booth-desk/own-booth.ts";
import { suspendedBoothPage } from "../../booth-desk/suspended-booth-page.tsx";
import { SENDING_REFRESH_S } from "../sending-section.tsx";
import { InterviewsPage } from "./interviews-page.tsx";

const DAY_MS = 86_400_000;

/** Returns the ISO dates of the fair, from opening to closing, in Shanghai. */
function datesOf({ opensAt, closesAt }: Booth): string[] {
  const dates: string[] = [];
  for (let at = opensAt.getTime(); shanghaiDay(new Date(at)) <= shanghaiDay(closesAt); at += DAY_MS)
    dates.push(shanghaiDay(new Date(at)));
  return dates;
}

/** Returns the page's own address, so that it reloads without sending a form again. */
const selfOf = (c: Context<Env>) => `${c.req.path}${new URL(c.req.url).search}`;

type Shown = { form?: FormState; said?: string | null };

async function interviewsPage(c: Context<Env>, booth: Booth, { form = EMPTY_FORM, said = null }: Shown = {}) {
  const title = `${INTERVIEWS.title} · ${booth.fairTitle}`;
  if (booth.enterpriseStatus === "suspended" || isOvertaken(form))
    return suspendedBoothPage(c, booth, { title, form, labels: {} });
  const day = await boothInterviews(c.get("ctx"), booth.registrationId);
  // The page follows the host, which tells each change within seconds. A page with typed text stays.
  if (day.sending?.waiting) c.header("refresh", `${SENDING_REFRESH_S}; url=${selfOf(c)}`);
  const data = { booth, day, form, said, dates: datesOf(booth) };
  return page(c, { title, audience: "enterprise", status: formStatus(form) }, (shell) => (
    <InterviewsPage shell={shell} data={data} />
  ));
}

/**
 * Parses a time (9:00 or 9：00) on a date in Shanghai. Throws INVALID_INPUT for the field `path` if the time
 * is malformed.
 */
function instantAt(date: string, time: string, path: string): string {
  const [, hour = "", minute = ""] = /^(\d{1,2})[:：](\d{2})$/.exec(time) ?? [];
  const text = `${date}T${hour.padStart(2, "0")}:${minute}:00+08:00`;
  if (!hour || Number.isNaN(Date.parse(text))) throw invalid(path, "INVALID_FORMAT");
  return text;
}

const SLOT_FIELDS = ["recruiter", "date", "from", "to", "minutes", "capacity"];

function slotsFrom(fields: Fields) {
  requireFilled(fields, SLOT_FIELDS);
  return parse(InterviewSlotsInput, {
    recruiter: Number(fieldText(fields, "recruiter")),
    from: instantAt(fieldText(fields, "date"), fieldText(fields, "from"), "from"),
    to: instantAt(fieldText(fields, "date"), fieldText(fields, "to"), "to"),
    minutes: Number(fieldText(fields, "minutes")),
    capacity: Number(fieldText(fields, "capacity")),
  });
}
const recruiterIn = (fields: Fields) =>
  parse(CallNext, { recruiter: Number(fieldText(fields, "recruiter")) });

/** Returns the text of a result; null is one that the host of another node's fair will give. */
const sayOr = <T,>(result: T | null, say: (result: T) => string): string =>
  result === null ? SENDING.sent : say(result);

/** Runs the action that the form field `act` names. Returns the text to show. */
async function act(c: Context<Env>, { registrationId, hostedHere }: Booth, fields: Fields): Promise<string> {
  const ctx = c.get("ctx");
  switch (fieldText(fields, "act")) {
    case "call": {
      const { called } = await callNext(ctx, { registrationId, ...recruiterIn(fields) });
      return sayOr(called, (all) => (all.length > 0 ? INTERVIEWS.called(all) : INTERVIEWS.nobody));
    }
    case "walkIn": {
      requireFilled(fields, ["code"]);
      const { number } = await addWalkIn(ctx, { registrationId, code: fieldText(fields, "code") });
      return sayOr(number, INTERVIEWS.given);
    }
    case "open":
      return sayOr((await openSlots(ctx, { registrationId, ...slotsFrom(fields) })).slots, INTERVIEWS.opened);
    case "close":
      return sayOr(
        (await closeSlots(ctx, { registrationId, ...recruiterIn(fields) })).slots,
        INTERVIEWS.closed,
      );
    case "meeting":
      await setMeeting(ctx, { registrationId, url: fieldText(fields, "url") || null });
      return hostedHere ? INTERVIEWS.meetingSaved : SENDING.sent;
    default: {
      const move = parse(QueueAct, { act: fieldText(fields, "act") });
      await moveEntry(ctx, { registrationId, entryId: fieldId(fields, "entryId"), ...move });
      return hostedHere ? (INTERVIEWS.moved[move.act] ?? "") : SENDING.sent;
    }
  }
}

/** Interviews and queue of the caller's booth. */
export const boothInterviewPages = new Pages()
  .get("/enterprise/fairs/:id/interviews", FAIR_EXHIBITOR, async (c) => interviewsPage(c, await boothAt(c)))
  .post("/enterprise/fairs/:id/interviews", FAIR_EXHIBITOR, async (c) => {
    const booth = await boothAt(c);
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        return interviewsPage(c, booth, { said: await act(c, booth, fields) });
      },
      (form) => interviewsPage(c, booth, { form }),
    );
  });
