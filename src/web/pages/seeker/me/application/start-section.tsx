import type { FC } from "hono/jsx";
import type { ApplicationView } from "../../../../../applications/index.ts";
import { Notice } from "../../../../components/blocks.tsx";
import { Button, Form } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { START } from "../../../../text/public/invitation.ts";
import { MINE } from "../../../../text/seeker.ts";

/** A start that the employer recorded: the person confirms it or denies it. */
export const StartSection: FC<{ shell: Shell; application: ApplicationView }> = ({ shell, application }) => {
  const { id, status, startedOn, startDenied } = application;
  if (status !== "started") return null;
  return (
    <section id="start">
      {startDenied ? (
        <Notice kind="waiting">{START.denied}</Notice>
      ) : (
        <p>{startedOn ? START.ask(startedOn) : null}</p>
      )}
      <Form action={`/me/applications/${id}/confirm`} csrf={shell.csrf}>
        <p>
          <Button kind={startDenied ? "secondary" : "primary"} wide>
            {startDenied ? START.mistaken : MINE.confirmStart}
          </Button>
        </p>
      </Form>
      {startDenied ? null : (
        <details class="sheet">
          <summary>{START.deny}</summary>
          <Form action={`/me/applications/${id}/deny-start`} csrf={shell.csrf}>
            <p>{START.denyHint}</p>
            <Button kind="danger">{START.sendDeny}</Button>
          </Form>
        </details>
      )}
    </section>
  );
};
