import type { FC } from "hono/jsx";
import type { ReceivedApplication } from "../../../../applications/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { Button, Form } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatTime } from "../../../text/format.ts";
import { REPLIED } from "../../../text/public/invitation.ts";

type Props = { shell: Shell; application: ReceivedApplication; now: Date };

/** Hidden fields of an invitation that replaces the present one, as the member saw it. */
export const Replacing: FC<{ application: ReceivedApplication }> = ({ application: { rev, invitation } }) =>
  invitation ? (
    <>
      <input type="hidden" name="kind" value="invite" />
      <input type="hidden" name="replaces" value={invitation.id} />
      <input type="hidden" name="ifRev" value={String(rev)} />
    </>
  ) : null;

/** The times that the person proposed, each with a button that settles it. */
const Times: FC<Props & { times: readonly string[] }> = ({ shell, application, now, times }) => {
  const open = times.filter((time) => new Date(time) > now);
  const kept = ["where", "contact"].flatMap((name) => {
    const value = application.answer?.[name];
    return typeof value === "string" && value !== "" ? [{ name, value }] : [];
  });
  return (
    <Notice kind="waiting">
      <p>
        <b>{open.length > 0 ? REPLIED.otherTimes : REPLIED.timesOver}</b>
      </p>
      {open.map((time) => (
        <Form action={`/enterprise/applications/${application.id}/answer`} csrf={shell.csrf}>
          <Replacing application={application} />
          <input type="hidden" name="when" value={formatTime(time)} />
          {kept.map(({ name, value }) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <p>
            <Button kind="primary">{REPLIED.take(time)}</Button>
          </p>
        </Form>
      ))}
    </Notice>
  );
};

/** The reply of the invited person, in the person's words, and what the enterprise may do about it. */
export const ReplySection: FC<Props> = (props) => {
  const { status, invitation } = props.application;
  if (status !== "invited" || !invitation) return null;
  const { reply } = invitation;
  if (!reply) return <Notice>{REPLIED.none}</Notice>;
  if (reply.kind === "otherTimes") return <Times {...props} times={reply.times} />;
  return reply.kind === "come" ? (
    <Notice kind="done">{REPLIED.come}</Notice>
  ) : (
    <Notice kind="warning">{REPLIED.notCome(reply.reason)}</Notice>
  );
};
