import type { FC } from "hono/jsx";
import type { Affected, EnterpriseView } from "../../../../enterprises/index.ts";
import { Facts, Notice } from "../../../components/blocks.tsx";
import { Button, Form, type FormState, TextArea } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatTime, shorten } from "../../../text/format.ts";
import { ENTERPRISES } from "../../../text/union/pages.ts";

type SectionProps = { shell: Shell; enterprise: EnterpriseView };

const REASON_MAX = 500;

/** The form that suspends an enterprise, after the counts of what the suspension concerns. */
const SuspendForm: FC<SectionProps & { affected: Affected; form: FormState }> = (props) => (
  <section class="card" id="suspension">
    <h2>{ENTERPRISES.suspend}</h2>
    <p>
      <b>{ENTERPRISES.affected(props.affected)}</b>
    </p>
    <p class="quiet">{ENTERPRISES.suspendHint}</p>
    <p class="quiet">{ENTERPRISES.suspendTold}</p>
    <Form action={`/union/enterprises/${props.enterprise.id}/suspend`} csrf={props.shell.csrf}>
      <TextArea
        form={props.form}
        name="reason"
        label={ENTERPRISES.suspendedFor}
        rows={2}
        maxlength={REASON_MAX}
        required
      />
      <Button kind="danger">{ENTERPRISES.suspend}</Button>
    </Form>
  </section>
);

/** The current suspension with reason, officer and time, and the form that ends it. */
const Suspended: FC<SectionProps> = ({ shell, enterprise: { id, management } }) => (
  <section class="card" id="suspension">
    <h2>{ENTERPRISES.status.suspended}</h2>
    <SuspensionFacts suspension={management?.suspension ?? null} />
    <p class="quiet">
      {management?.verifiedAt == null ? ENTERPRISES.reinstateUnverified : ENTERPRISES.reinstateHint}
    </p>
    <Form action={`/union/enterprises/${id}/reinstate`} csrf={shell.csrf}>
      <Button kind="primary">{ENTERPRISES.reinstate}</Button>
    </Form>
  </section>
);

type Suspension = NonNullable<EnterpriseView["management"]>["suspension"];

/** Reason, officer and time of a suspension. */
export const SuspensionFacts: FC<{ suspension: Suspension; short?: boolean }> = ({
  suspension,
  short = false,
}) =>
  suspension ? (
    <Facts
      items={[
        { term: ENTERPRISES.suspendedFor, value: (short ? shorten : String)(suspension.reason) || null },
        { term: ENTERPRISES.suspendedBy, value: suspension.by },
        { term: ENTERPRISES.suspendedAt, value: formatTime(suspension.at) },
      ]}
    />
  ) : null;

/**
 * Shows the form that suspends an enterprise, or its suspension. `done` names the act that led to this page.
 */
export const SuspensionSection: FC<
  SectionProps & { affected: Affected; form: FormState; done: { text: string; warning: boolean } | null }
> = (props) => (
  <>
    {props.done ? <Notice kind={props.done.warning ? "warning" : "done"}>{props.done.text}</Notice> : null}
    {props.enterprise.management?.status === "suspended" ? (
      <Suspended {...props} />
    ) : (
      <SuspendForm {...props} />
    )}
  </>
);
