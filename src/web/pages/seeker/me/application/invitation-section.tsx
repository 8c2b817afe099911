import type { FC } from "hono/jsx";
import { type ApplicationView, NOT_COMING_REASONS } from "../../../../../applications/index.ts";
import { Notice } from "../../../../components/blocks.tsx";
import { Button, Form, type FormState, LinkButton, Select } from "../../../../components/forms.tsx";
import type { Fields } from "../../../../forms.ts";
import type { Shell } from "../../../../layout.tsx";
import { fieldMessage } from "../../../../text/errors/fields.ts";
import { INVITATION, NOT_COMING } from "../../../../text/public/invitation.ts";
import { dayOptions, NTHS, TIME_OPTIONS } from "./reply-fields.ts";

type Invitation = NonNullable<ApplicationView["invitation"]>;
type Props = { shell: Shell; application: ApplicationView; form: FormState; now: Date };

/** A small select without a label of its own, for a row of a fieldset. */
const Choice: FC<{
  name: string;
  label: string;
  blank: string;
  values: Fields;
  options: ReturnType<typeof dayOptions>;
}> = ({ name, label, blank, values, options }) => (
  <select id={name} name={name} aria-label={label}>
    <option value="">{blank}</option>
    {options.map(({ value, text }) => (
      <option value={value} selected={values[name] === value}>
        {text}
      </option>
    ))}
  </select>
);

/** Hidden fields of a reply: the invitation that it answers, and its kind. */
const Named: FC<{ id: string; kind: string }> = ({ id, kind }) => (
  <>
    <input type="hidden" name="invitation" value={id} />
    <input type="hidden" name="kind" value={kind} />
  </>
);

const OtherTimes: FC<Props & { id: string; action: string }> = ({ shell, form, now, id, action }) => {
  const error = form.errors.find(({ path }) => path === "times");
  const days = dayOptions(now);
  return (
    <details class="sheet" open={error !== undefined}>
      <summary>{INVITATION.otherTimes}</summary>
      <Form action={action} csrf={shell.csrf}>
        <Named id={id} kind="otherTimes" />
        <fieldset class={error ? "field wrong" : "field"} id="times">
          <legend>{INVITATION.times}</legend>
          <p class="hint">{INVITATION.timesLead}</p>
          {error ? <p class="error">{fieldMessage(error, INVITATION.times, true)}</p> : null}
          {NTHS.map((n) => (
            <div class="pair">
              <Choice
                name={`day${n}`}
                label={INVITATION.day(n)}
                blank={INVITATION.noDay}
                values={form.values}
                options={days}
              />
              <Choice
                name={`time${n}`}
                label={INVITATION.time(n)}
                blank={INVITATION.noTime}
                values={form.values}
                options={[...TIME_OPTIONS]}
              />
            </div>
          ))}
        </fieldset>
        <Button kind="primary">{INVITATION.sendTimes}</Button>
      </Form>
    </details>
  );
};

const NotCome: FC<Props & { id: string; action: string }> = ({ shell, form, id, action }) => (
  <details class="sheet">
    <summary>{INVITATION.notCome}</summary>
    <Form action={action} csrf={shell.csrf}>
      <Named id={id} kind="notCome" />
      <Select
        form={form}
        name="reason"
        label={INVITATION.reason}
        blank={INVITATION.noReason}
        options={NOT_COMING_REASONS.map((value) => ({ value, text: NOT_COMING[value] ?? value }))}
      />
      <p class="quiet">{INVITATION.notComeHint}</p>
      <Button kind="danger">{INVITATION.sendNotCome}</Button>
    </Form>
  </details>
);

/** Words about a reply on its way to another node, or null if there is nothing to say. */
function deliveryWords({ reply, delivery }: Invitation): string | null {
  if (!reply || !delivery) return null;
  if (delivery.reason === "COMMAND_NOT_GRANTED") return INVITATION.deliveryOld;
  return INVITATION.delivery[delivery.state] ?? null;
}

const Said: FC<{ invitation: Invitation }> = ({ invitation }) => {
  const { reply, delivery } = invitation;
  if (!reply) return null;
  const words = deliveryWords(invitation);
  const arrived = !delivery || delivery.state === "done";
  return (
    <Notice kind={!arrived && delivery?.state !== "waiting" ? "warning" : "done"}>
      <p>
        <b>{`${INVITATION.said}：${INVITATION.reply(reply)}`}</b>
      </p>
      {words ? <p>{words}</p> : null}
      <p class="small">{INVITATION.change}</p>
    </Notice>
  );
};

/** The person's reply to an invitation: will come, other times, will not come; and the calendar. */
export const InvitationReply: FC<Props> = (props) => {
  const { shell, application, now } = props;
  const { id, status, invitation } = application;
  if (status !== "invited" || !invitation) return null;
  const action = `/me/applications/${id}/reply`;
  const of = { ...props, id: invitation.id, action };
  const over = invitation.startsAt !== null && new Date(invitation.startsAt) <= now;
  const { reply } = invitation;
  return (
    <section id="reply">
      <Said invitation={invitation} />
      {over ? <Notice kind="waiting">{INVITATION.over}</Notice> : null}
      {over || reply?.kind === "come" ? null : (
        <Form action={action} csrf={shell.csrf}>
          <Named id={invitation.id} kind="come" />
          <p>
            <Button kind="primary" wide>
              {INVITATION.come}
            </Button>
          </p>
        </Form>
      )}
      <OtherTimes {...of} />
      {reply?.kind === "notCome" ? null : <NotCome {...of} />}
      {invitation.startsAt && !over && reply?.kind !== "notCome" ? (
        <p>
          <LinkButton href={`/me/applications/${id}/calendar.ics`}>{INVITATION.calendar}</LinkButton>
        </p>
      ) : null}
    </section>
  );
};
