import type { FC } from "hono/jsx";
import type { Invitation } from "../../../staff/index.ts";
import { Empty } from "../../components/blocks.tsx";
import { Button, Form } from "../../components/forms.tsx";
import type { Shell } from "../../layout.tsx";
import { formatDeadline } from "../../text/format.ts";
import { INVITATIONS } from "../../text/union/staff.ts";

/** Open invitations to the signed-in person. */
export const InvitationsPage: FC<{ shell: Shell; invitations: Invitation[] }> = ({ shell, invitations }) => (
  <div class="narrow">
    <h1>{INVITATIONS.title}</h1>
    {invitations.length === 0 ? <Empty text={INVITATIONS.none} /> : <p>{INVITATIONS.hint}</p>}
    {invitations.map((invitation) => (
      <section class="card">
        <h2>{INVITATIONS.asks(invitation.invitedBy, invitation.placeName)}</h2>
        <p class="quiet">{INVITATIONS.until(formatDeadline(invitation.expiresAt))}</p>
        <div class="row">
          <Form action={`/me/invitations/${invitation.id}/accept`} csrf={shell.csrf}>
            <Button kind="primary">{INVITATIONS.accept}</Button>
          </Form>
          <Form action={`/me/invitations/${invitation.id}/decline`} csrf={shell.csrf}>
            <Button>{INVITATIONS.decline}</Button>
          </Form>
        </div>
      </section>
    ))}
  </div>
);
