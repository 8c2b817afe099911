import type { Context } from "hono";
import {
  addWalkIn,
  type Booth,
  boothInterviews,
  CallNext,
  callNext,
  closeSlots,
  moveEntry,
  openSlots,
  QueueAct,
  SlotsInput,
  setMeeting,
} from "../../../../fairs/index.ts";
import { invalid } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import { type Fields, idIn, one, parse, readForm, refusedForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { INTERVIEWS } from "../../../text/fairs/desk.ts";
import { boothAt } from "./desk-pages.tsx";
import { InterviewsPage } from "./interviews.tsx";

const own = { who: ["member"], on: { record: "fair", param: "id", by: "enterprise" } } as const;
const DAY_MS = 86_400_000;

const shanghaiDate = (date: Date) => new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** ISO dates from the opening to the closing, here. */
function datesOf({ opensAt, closesAt }: Booth): string[] {
  const dates: string[] = [];
  for (let at = opensAt.getTime(); shanghaiDate(new Date(at)) <= shanghaiDate(closesAt); at += DAY_MS)
    dates.push(shanghaiDate(new Date(at)));
  return dates;
}

type Shown = { form?: FormState; said?: string | null };

async function interviewsPage(c: Context<Env>, booth: Booth, { form = EMPTY_FORM, said = null }: Shown = {}) {
  const day = await boothInterviews(c.get("ctx"), booth.registrationId);
  const data = { booth, day, form, said, dates: datesOf(booth) };
  const status = form.errors.length > 0 ? 422 : 200;
  return page(
    c,
    { title: `${INTERVIEWS.title} · ${booth.fairTitle}`, audience: "enterprise", status },
    (shell) => <InterviewsPage shell={shell} data={data} />,
  );
}

/** 9:00 or 9：00 of a date, here; `path` is the field that it was typed into. */
function instantAt(date: string, time: string, path: string): string {
  const [, hour = "", minute = ""] = /^(\d{1,2})[:：](\d{2})$/.exec(time) ?? [];
  const text = `${date}T${hour.padStart(2, "0")}:${minute}:00+08:00`;
  if (!hour || Number.isNaN(Date.parse(text))) throw invalid(path, "INVALID_FORMAT");
  return text;
}

const slotsFrom = (fields: Fields) =>
  parse(SlotsInput, {
    recruiter: Number(one(fields, "recruiter")),
    from: instantAt(one(fields, "date"), one(fields, "from"), "from"),
    to: instantAt(one(fields, "date"), one(fields, "to"), "to"),
    minutes: Number(one(fields, "minutes")),
    capacity: Number(one(fields, "capacity")),
  });
const recruiterIn = (fields: Fields) => parse(CallNext, { recruiter: Number(one(fields, "recruiter")) });

/** One thing done, and what is said of it. */
async function act(c: Context<Env>, { registrationId }: Booth, fields: Fields): Promise<string> {
  const ctx = c.get("ctx");
  switch (one(fields, "act")) {
    case "call": {
      const { called } = await callNext(ctx, { registrationId, ...recruiterIn(fields) });
      return called.length > 0 ? INTERVIEWS.called(called) : INTERVIEWS.nobody;
    }
    case "walkIn":
      return INTERVIEWS.given((await addWalkIn(ctx, { registrationId, code: one(fields, "code") })).number);
    case "open":
      return INTERVIEWS.opened((await openSlots(ctx, { registrationId, ...slotsFrom(fields) })).slots);
    case "close":
      return INTERVIEWS.closed((await closeSlots(ctx, { registrationId, ...recruiterIn(fields) })).slots);
    case "meeting":
      await setMeeting(ctx, { registrationId, url: one(fields, "url") || null });
      return INTERVIEWS.meetingSaved;
    default: {
      const move = parse(QueueAct, { act: one(fields, "act") });
      await moveEntry(ctx, { registrationId, entryId: idIn(fields, "entryId"), ...move });
      return INTERVIEWS.moved[move.act] ?? "";
    }
  }
}

/** Interviews and the queue of one's booth at a fair. */
export const boothInterviewPages = new Pages()
  .get("/enterprise/fairs/:id/interviews", own, async (c) => interviewsPage(c, await boothAt(c)))
  .post("/enterprise/fairs/:id/interviews", own, async (c) => {
    const booth = await boothAt(c);
    const fields = await readForm(c);
    try {
      return interviewsPage(c, booth, { said: await act(c, booth, fields) });
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return interviewsPage(c, booth, { form });
    }
  });
