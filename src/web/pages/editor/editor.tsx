import type { FC } from "hono/jsx";
import { CLOSE_REASONS, EMPLOYMENT_TYPES, type PostingDesk } from "../../../postings/index.ts";
import { Facts, Notice, Panel } from "../../components/blocks.tsx";
import {
  Button,
  Check,
  Chips,
  EMPTY_FORM,
  ErrorSummary,
  Field,
  Form,
  type FormState,
  LinkButton,
  Select,
  TextArea,
} from "../../components/forms.tsx";
import { saidBesides } from "../../components/posting.tsx";
import { type Fields, many, one } from "../../forms.ts";
import type { Shell } from "../../layout.tsx";
import { BENEFIT, EDUCATION, EMPLOYMENT } from "../../text/common.ts";
import { CLOSE, DESK, EDITOR, INBOX, PROFILE } from "../../text/enterprise.ts";
import { formatHeadcount, formatPay } from "../../text/format.ts";
import { ME } from "../../text/seeker.ts";
import { ELEMENT, FLAG, POSTINGS, REASON } from "../../text/union.ts";
import { PostingState } from "../union/postings.tsx";

const BENEFITS_OFFERED = [
  "fiveInsurances",
  "housingFund",
  "dormitory",
  "coupleRoom",
  "meals",
  "bus",
  "nightAllowance",
  "twoDaysOff",
  "freeTraining",
  "yearEndBonus",
  "veteransWelcome",
  "laundry",
];

export const EDITOR_LABELS: Record<string, string> = {
  title: EDITOR.title,
  headcount: EDITOR.headcount,
  requirements: EDITOR.requirements,
  duties: EDITOR.duties,
  placeText: EDITOR.placeText,
  payText: EDITOR.payText,
  validThrough: EDITOR.validThrough,
  education: EDITOR.education,
  contactPhone: EDITOR.contactPhone,
};

/** A submitted editor as the input the verbs take; blank is null. */
export function postingOf(fields: Fields) {
  const text = (name: string) => one(fields, name) || null;
  const education = one(fields, "education");
  return {
    title: one(fields, "title"),
    headcount: text("headcount"),
    requirements: text("requirements"),
    duties: text("duties"),
    placeText: text("placeText"),
    payText: text("payText"),
    validThrough: text("validThrough"),
    education: education === "" ? null : Number(education),
    employmentType: text("employmentType"),
    benefits: many(fields, "benefits"),
    contactName: text("contactName"),
    contactPhone: text("contactPhone"),
    contactHours: text("contactHours"),
  };
}

export const postingValues = (posting: PostingDesk): Fields => ({
  title: posting.title,
  headcount: posting.headcountText ?? (posting.headcount === null ? "" : String(posting.headcount)),
  requirements: posting.requirements ?? "",
  duties: posting.duties ?? "",
  placeText: posting.placeText ?? "",
  payText: posting.pay.text ?? "",
  validThrough: posting.validThrough ?? "",
  education: posting.education === null ? "" : String(posting.education),
  employmentType: posting.employmentType ?? "",
  benefits: posting.benefits,
  contactName: posting.contactName ?? "",
  contactPhone: posting.contactPhone ?? "",
  contactHours: posting.contactHours ?? "",
});

/** The common ones, and those that this posting has besides. */
const offered = (form: FormState) => [...new Set([...BENEFITS_OFFERED, ...many(form.values, "benefits")])];

const Inputs: FC<{ form: FormState }> = ({ form }) => (
  <>
    <Field form={form} name="title" label={EDITOR.title} hint={EDITOR.titleHint} maxlength={80} required />
    <Field form={form} name="headcount" label={EDITOR.headcount} hint={EDITOR.headcountHint} required />
    <TextArea
      form={form}
      name="requirements"
      label={EDITOR.requirements}
      hint={EDITOR.requirementsHint}
      required
    />
    <TextArea form={form} name="duties" label={EDITOR.duties} required />
    <Field
      form={form}
      name="placeText"
      label={EDITOR.placeText}
      hint={EDITOR.placeHint}
      autocomplete="street-address"
      required
    />
    <Field form={form} name="payText" label={EDITOR.payText} hint={EDITOR.payHint} required />
    <Field
      form={form}
      name="validThrough"
      label={EDITOR.validThrough}
      hint={EDITOR.validHint}
      type="date"
      required
    />
    <Select
      form={form}
      name="education"
      label={EDITOR.education}
      blank={EDITOR.unset}
      options={EDUCATION.map((text, i) => ({ value: String(i), text }))}
    />
    <Select
      form={form}
      name="employmentType"
      label={EDITOR.employmentType}
      blank={EDITOR.unset}
      options={EMPLOYMENT_TYPES.map((value) => ({ value, text: EMPLOYMENT[value] }))}
    />
    <Chips
      form={form}
      name="benefits"
      label={EDITOR.benefits}
      options={offered(form).map((value) => ({ value, text: BENEFIT[value] ?? value }))}
    />
    <details class="sheet">
      <summary>{EDITOR.contact}</summary>
      <Field form={form} name="contactName" label={EDITOR.contactName} />
      <Field form={form} name="contactPhone" label={EDITOR.contactPhone} type="tel" inputmode="tel" />
      <Field form={form} name="contactHours" label={EDITOR.contactHours} />
    </details>
  </>
);

/** What was returned, what is missing, what we read: before the fields. */
const State: FC<{ posting: PostingDesk }> = ({ posting }) => (
  <>
    <p>
      <PostingState posting={posting} />
    </p>
    {posting.returnReasons?.length ? (
      <Notice kind="warning">
        <p>{DESK.returned}</p>
        <ul>
          {posting.returnReasons.map(({ code, note }) => (
            <li>
              {REASON[code as keyof typeof REASON] ?? code}
              {note ? `：${note}` : ""}
            </li>
          ))}
        </ul>
      </Notice>
    ) : null}
    {posting.missing.length > 0 ? (
      <Notice kind="waiting">
        {EDITOR.missing} {posting.missing.map((element) => ELEMENT[element]).join("、")}
      </Notice>
    ) : null}
    {posting.flags.length > 0 ? (
      <Notice>
        {EDITOR.flags} {[...new Set(posting.flags.map((flag) => FLAG[flag.code] ?? flag.code))].join("、")}
      </Notice>
    ) : null}
    {saidBesides(posting.facts).length > 0 ? <Facts items={saidBesides(posting.facts)} /> : null}
    <p class="quiet">
      {EDITOR.readAs} {formatPay(posting.pay)} · {formatHeadcount(posting)}
    </p>
  </>
);

/** The form of a new posting. */
export const NewPage: FC<{ shell: Shell; form: FormState; enterpriseId: string; once: string }> = ({
  shell,
  form,
  enterpriseId,
  once,
}) => (
  <div class="narrow">
    <ErrorSummary form={form} labels={EDITOR_LABELS} />
    <h1>{EDITOR.newTitle}</h1>
    <Form action="/enterprise/postings/new" csrf={shell.csrf}>
      <input type="hidden" name="enterpriseId" value={enterpriseId} />
      <input type="hidden" name="once" value={once} />
      <Inputs form={form} />
      <p class="row">
        <Button kind="primary" name="action" value="submit">
          {EDITOR.submit}
        </Button>
        <Button name="action" value="save">
          {EDITOR.save}
        </Button>
      </p>
    </Form>
  </div>
);

/** One posting on its desk: state, form, and what else can be done now. */
export const EditPage: FC<{ shell: Shell; form: FormState; posting: PostingDesk; base: string }> = ({
  shell,
  form,
  posting,
  ...desk
}) => {
  const base = `${desk.base}/${posting.id}`;
  const editable = posting.status === "draft" || posting.status === "published";
  return (
    <div class="narrow">
      <ErrorSummary form={form} labels={EDITOR_LABELS} />
      <h1>{posting.title}</h1>
      <State posting={posting} />
      {posting.status === "published" && !posting.expired ? (
        <>
          <p class="row">
            <LinkButton href={`/postings/${posting.id}`}>{EDITOR.view}</LinkButton>
          </p>
          <Form action={`${base}/confirm`} csrf={shell.csrf}>
            <p class="quiet">{EDITOR.confirmHint}</p>
            <Button>{EDITOR.confirm}</Button>
          </Form>
        </>
      ) : null}
      {editable ? (
        <Form action={base} csrf={shell.csrf}>
          <input type="hidden" name="ifRev" value={String(posting.rev)} />
          {posting.status === "published" ? <Notice kind="waiting">{EDITOR.correction}</Notice> : null}
          <Inputs form={form} />
          {posting.dutiesSuggested && shell.audience === "enterprise" ? (
            <Check name="confirmDuties">{EDITOR.confirmDuties}</Check>
          ) : null}
          <p class="row">
            <Button kind="primary" name="action" value="submit">
              {EDITOR.submit}
            </Button>
            {posting.status === "draft" ? (
              <Button name="action" value="save">
                {EDITOR.save}
              </Button>
            ) : null}
          </p>
        </Form>
      ) : null}
      {posting.status === "closed" ? null : (
        <details class="sheet">
          <summary>{EDITOR.close}</summary>
          <Form action={`${base}/close`} csrf={shell.csrf}>
            <Select
              form={EMPTY_FORM}
              name="reason"
              label={EDITOR.closeReason}
              options={CLOSE_REASONS.filter((reason) => reason !== "violation").map((value) => ({
                value,
                text: CLOSE[value],
              }))}
              required
            />
            <Button kind="danger">{EDITOR.close}</Button>
          </Form>
        </details>
      )}
    </div>
  );
};

const BACK: Record<string, string> = {
  "/me": ME.title,
  "/enterprise/applications": INBOX.heading,
  "/enterprise/profile": PROFILE.title,
  "/union/postings": POSTINGS.heading,
};

/** What was done, its number, what comes next, and the way back. */
export const DonePage: FC<{ title: string; next?: string; reference?: string; back: string }> = (props) => (
  <div class="narrow">
    <Panel
      title={props.title}
      {...(props.next ? { next: props.next } : {})}
      {...(props.reference ? { reference: props.reference } : {})}
    >
      <LinkButton href={props.back} kind="primary">
        {BACK[props.back] ?? DESK.heading}
      </LinkButton>
    </Panel>
  </div>
);
