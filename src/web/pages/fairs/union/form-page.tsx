import type { Context } from "hono";
import { getSite } from "../../../../cities/index.ts";
import type { FairView } from "../../../../fairs/index.ts";
import { cityOf } from "../../../../platform/core/actor.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { occupationNames } from "../../../../postings/index.ts";
import { Button, ErrorSummary, Form, type FormState } from "../../../components/forms.tsx";
import type { Fields } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { UNION_FAIRS as TEXT } from "../../../text/fairs/union.ts";
import { FAIR_LABELS, Inputs, localTime } from "./fields.tsx";

const DAY_MS = 86_400_000;

/** Sensible times to begin with: enterprises register for two weeks, the fair is a Saturday morning's after that. */
export function freshValues(now: Date): Fields {
  const at = (days: number, hour: number) => {
    const date = localTime(new Date(now.getTime() + days * DAY_MS).toISOString()).slice(0, 10);
    return `${date}T${String(hour).padStart(2, "0")}:00`;
  };
  return {
    kind: "general",
    offerHours: "24",
    registrationOpensAt: at(0, 0),
    registrationClosesAt: at(14, 18),
    opensAt: at(21, 9),
    closesAt: at(21, 15),
  };
}

async function formPage(
  c: Context<Env>,
  {
    form,
    action,
    title,
    host: city,
    rev,
  }: { form: FormState; action: string; title: string; host: string; rev: number | null },
) {
  const ctx = c.get("ctx");
  const [site, occupations] = await Promise.all([getSite(ctx), occupationNames(ctx)]);
  const options = [...occupations].map(([value, text]) => ({ value, text }));
  const status = form.errors.length > 0 ? 422 : 200;
  return page(c, { title, audience: "union", status }, (shell) => (
    <div class="narrow">
      <h1>{title}</h1>
      <ErrorSummary form={form} labels={FAIR_LABELS} />
      <Form action={action} csrf={shell.csrf}>
        {rev === null ? null : <input type="hidden" name="ifRev" value={String(rev)} />}
        <Inputs form={form} site={site} host={city} occupations={options} />
        <Button kind="primary" wide>
          {TEXT.save}
        </Button>
      </Form>
    </div>
  ));
}

/** The form of a fair that is there already. */
export const editPage = (c: Context<Env>, fair: FairView, form: FormState) =>
  formPage(c, {
    form,
    action: `/union/fairs/${fair.id}/edit`,
    title: `${TEXT.editTitle} · ${fair.title}`,
    host: fair.hostCity,
    rev: fair.rev,
  });

/** The form of a fair to be drawn up. */
export const newPage = (c: Context<Env>, form: FormState) => {
  const city = cityOf(c.get("ctx").actor) ?? "";
  return formPage(c, { form, action: "/union/fairs/new", title: TEXT.newTitle, host: city, rev: null });
};
