import type { FC } from "hono/jsx";
import type { InvitationView } from "../../../../../fairs/index.ts";
import { Status } from "../../../../components/blocks.tsx";
import { Button, EMPTY_FORM, Field, Form } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { INVITATIONS } from "../../../../text/fairs/registrations.ts";
import { invitationLink } from "./invitation-link.ts";

/** Invitations of enterprises from outside the agreement, and the form to invite one. */
export const Invitations: FC<{ shell: Shell; fairId: string; origin: string; items: InvitationView[] }> = ({
  shell,
  fairId,
  origin,
  items,
}) => (
  <details class="sheet" open={items.length > 0}>
    <summary>{INVITATIONS.invitations}</summary>
    <p class="quiet">{INVITATIONS.invitationsHint}</p>
    <Form action={`/union/fairs/${fairId}/invitations`} csrf={shell.csrf}>
      <Field form={EMPTY_FORM} name="label" label={INVITATIONS.invitationLabel} maxlength={80} required />
      <Button>{INVITATIONS.invite}</Button>
    </Form>
    {items.length > 0 ? (
      <ul class="list">
        {items.map((invitation) => (
          <li>
            <b class="number">{invitation.code}</b> {invitation.label}{" "}
            <Status kind={invitation.used ? "done" : "waiting"}>
              {invitation.used ? INVITATIONS.used : INVITATIONS.unused}
            </Status>
            {invitation.used ? null : <p class="small">{invitationLink(origin, invitation.code)}</p>}
          </li>
        ))}
      </ul>
    ) : null}
  </details>
);
