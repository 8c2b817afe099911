import type { FC } from "hono/jsx";
import { type ManagedPosting, VIOLATION_RULES, type ViolationView } from "../../../postings/index.ts";
import { Facts, Notice } from "../../components/blocks.tsx";
import { Button, Form, type FormState, Select, TextArea } from "../../components/forms.tsx";
import type { Shell } from "../../layout.tsx";
import { formatTime, shorten } from "../../text/format.ts";
import { VIOLATION, VIOLATIONS } from "../../text/union/violations.ts";

const SENTENCE_MAX = 500;
const OBJECTION_MAX = 1000;

/**
 * Rule, sentence and time of a closing for a violation, and the objection with its answer. `short` shortens
 * long texts, for a list.
 */
export const ViolationFacts: FC<{ violation: ViolationView; short?: boolean }> = ({
  violation,
  short = false,
}) => (
  <Facts
    items={[
      { term: VIOLATIONS.rule, value: VIOLATION[violation.rule] },
      { term: VIOLATIONS.said, value: (short ? shorten : String)(violation.sentence) },
      { term: VIOLATIONS.closedAt, value: formatTime(violation.closedAt) },
      ...(violation.objection
        ? [{ term: VIOLATIONS.objection, value: (short ? shorten : String)(violation.objection) }]
        : []),
      ...(violation.outcomeNote ? [{ term: VIOLATIONS.answer, value: violation.outcomeNote }] : []),
    ]}
  />
);

/** Returns what became of the closing. A returned posting may be hidden or expired all the same. */
function stateOf({ objection, outcome }: ViolationView, { employer, expired }: ManagedPosting): string {
  if (outcome === "returned" && expired) return VIOLATIONS.returnedExpired;
  if (outcome === "returned" && employer.status === "suspended") return VIOLATIONS.returnedHidden;
  if (outcome) return VIOLATIONS[outcome];
  return objection ? VIOLATIONS.waiting : VIOLATIONS.closed;
}

type SectionProps = {
  shell: Shell;
  form: FormState;
  posting: ManagedPosting;
  base: string;
  violation: ViolationView | null;
};

/** Labels of the fields below, for the list of errors. */
export const VIOLATION_LABELS = {
  rule: VIOLATIONS.rule,
  sentence: VIOLATIONS.sentence,
  objection: VIOLATIONS.objection,
  note: VIOLATIONS.note,
};

/** Why the posting was closed for a violation. The enterprise may object here, once; the officer decides. */
export const ViolationSection: FC<SectionProps> = ({ shell, form, posting, base, violation }) =>
  violation ? (
    <section id="violation">
      <Notice kind={violation.outcome === "returned" ? "done" : "warning"}>
        <b>{stateOf(violation, posting)}</b>
        <ViolationFacts violation={violation} />
      </Notice>
      {violation.objection === null && shell.audience === "enterprise" ? (
        <section class="card">
          <h2>{VIOLATIONS.object}</h2>
          <p class="quiet">{VIOLATIONS.objectHint}</p>
          <Form action={`${base}/objection`} csrf={shell.csrf}>
            <TextArea
              form={form}
              name="objection"
              label={VIOLATIONS.objection}
              maxlength={OBJECTION_MAX}
              required
            />
            <Button kind="primary">{VIOLATIONS.send}</Button>
          </Form>
        </section>
      ) : null}
      {violation.objection !== null && violation.outcome === null && shell.audience === "union" ? (
        <section class="card">
          <h2>{VIOLATIONS.decide}</h2>
          <Form action={`${base}/objection`} csrf={shell.csrf}>
            <TextArea
              form={form}
              name="note"
              label={VIOLATIONS.note}
              rows={2}
              maxlength={SENTENCE_MAX}
              required
            />
            <p class="row">
              <Button kind="danger" name="outcome" value="upheld">
                {VIOLATIONS.uphold}
              </Button>
              <Button name="outcome" value="returned">
                {VIOLATIONS.restore}
              </Button>
            </p>
          </Form>
        </section>
      ) : null}
    </section>
  ) : null;

/** The form with which an officer closes a published posting for a violation. */
export const CloseForCause: FC<Omit<SectionProps, "violation">> = ({ shell, form, posting, base }) =>
  shell.audience === "union" && posting.status === "published" ? (
    <details class="sheet">
      <summary>{VIOLATIONS.close}</summary>
      <p class="quiet">{VIOLATIONS.closeHint}</p>
      <Form action={`${base}/violation`} csrf={shell.csrf}>
        <Select
          form={form}
          name="rule"
          label={VIOLATIONS.rule}
          blank={VIOLATIONS.choose}
          options={VIOLATION_RULES.map((value) => ({ value, text: VIOLATION[value] }))}
          required
        />
        <TextArea
          form={form}
          name="sentence"
          label={VIOLATIONS.sentence}
          rows={2}
          maxlength={SENTENCE_MAX}
          required
        />
        <Button kind="danger">{VIOLATIONS.close}</Button>
      </Form>
    </details>
  ) : null;
