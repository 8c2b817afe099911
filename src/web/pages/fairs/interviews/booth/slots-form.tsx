import type { FC } from "hono/jsx";
import { Button, Field, Form, Select } from "../../../../components/forms.tsx";
import { INTERVIEWS } from "../../../../text/fairs/interviews.ts";
import { formatDate } from "../../../../text/format.ts";
import type { InterviewsProps } from "./interviews-data.ts";
import { numbersTo } from "./recruiters.ts";

/** The interview slots of each recruiter, and the form to open more. */
export const SlotsForm: FC<InterviewsProps> = ({ shell, data, action }) => {
  const { booth, day, form, dates } = data;
  const values = { recruiter: "1", date: dates[0], minutes: "15", capacity: "1", ...form.values };
  const state = { ...form, values };
  return (
    <section class="no-print narrow">
      <h2>{INTERVIEWS.slots}</h2>
      <div class="card">
        {numbersTo(booth.recruiters).map(({ value, text }) => {
          const own = day.slots.filter((slot) => String(slot.recruiter) === value);
          const taken = own.reduce((n, slot) => n + slot.taken, 0);
          return own.length === 0 ? null : (
            <div class="row between">
              <span>{`${text}：${INTERVIEWS.slotLine(own.length, taken)}`}</span>
              <Form action={action} csrf={shell.csrf}>
                <input type="hidden" name="act" value="close" />
                <input type="hidden" name="recruiter" value={value} />
                <Button kind="plain">
                  {INTERVIEWS.close}
                  <span class="sr">{text}</span>
                </Button>
              </Form>
            </div>
          );
        })}
        <p class="quiet">{INTERVIEWS.slotsHint}</p>
        <Form action={action} csrf={shell.csrf}>
          <input type="hidden" name="act" value="open" />
          <Select
            form={state}
            name="recruiter"
            label={INTERVIEWS.recruiterField}
            options={numbersTo(booth.recruiters)}
            required
          />
          <Select
            form={state}
            name="date"
            label={INTERVIEWS.date}
            options={dates.map((date) => ({ value: date, text: formatDate(date) }))}
            required
          />
          <Field form={state} name="from" label={INTERVIEWS.from} hint="9:00" required />
          <Field form={state} name="to" label={INTERVIEWS.to} hint="11:30" required />
          <Field form={state} name="minutes" label={INTERVIEWS.minutes} inputmode="numeric" required />
          <Field form={state} name="capacity" label={INTERVIEWS.capacity} inputmode="numeric" required />
          <Button>{INTERVIEWS.open}</Button>
        </Form>
      </div>
    </section>
  );
};
