import type { FC } from "hono/jsx";
import type { Verification } from "../../../../enterprises/index.ts";
import { Facts, Notice } from "../../../components/blocks.tsx";
import { Button, Form } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatDate } from "../../../text/format.ts";
import { ENTERPRISES } from "../../../text/union/pages.ts";

type Props = { shell: Shell; id: string; verification: Verification; done: string | null };

/** When an enterprise was verified, until when that holds, and the button that verifies it again. */
export const VerificationSection: FC<Props> = ({ shell, id, verification, done }) => {
  const until = formatDate(verification.until);
  return (
    <section class="card" id="verification">
      <h2>{ENTERPRISES.verification}</h2>
      {done ? <Notice kind="done">{done}</Notice> : null}
      <Facts
        items={[
          { term: ENTERPRISES.verifiedAt, value: formatDate(verification.at) },
          {
            term: ENTERPRISES.verifiedUntil,
            value: verification.over ? ENTERPRISES.verificationOver(until) : until,
          },
        ]}
      />
      <p class="quiet">{ENTERPRISES.renewHint}</p>
      <Form action={`/union/enterprises/${id}/renew`} csrf={shell.csrf}>
        <Button>{ENTERPRISES.renew}</Button>
      </Form>
    </section>
  );
};
