import type { FC } from "hono/jsx";
import type { ApplicationView, Hours } from "../../../../../applications/index.ts";
import { Button, Form } from "../../../../components/forms.tsx";
import { Icon } from "../../../../components/icons.tsx";
import type { Shell } from "../../../../layout.tsx";
import { firstPhone } from "../../../../text/format.ts";
import { CALL } from "../../../../text/public/invitation.ts";

/** States in which a person may have a reason to phone the employer. */
const OPEN: ReadonlySet<string> = new Set(["sent", "invited", "started"]);

type Props = { shell: Shell; application: ApplicationView; reachable: readonly Hours[] };

/** The employer's number, when it is answered, and the question whether it was. */
export const CallSection: FC<Props> = ({ shell, application, reachable }) => {
  const { id, status, employer } = application;
  if (!OPEN.has(status) || !employer.phone) return null;
  const answers = [
    ["reached", CALL.reached],
    ["missed", CALL.missed],
  ] as const;
  return (
    <section class="card" id="call">
      <h2>{CALL.heading}</h2>
      <p>
        <a class="button nowrap" href={`tel:${firstPhone(employer.phone)}`}>
          <Icon name="phone" /> {employer.phone}
        </a>
      </p>
      {employer.hours ? <p class="quiet">{CALL.hours(employer.hours)}</p> : null}
      {reachable.length > 0 ? <p>{CALL.reachable(reachable)}</p> : null}
      <Form action={`/me/applications/${id}/call`} csrf={shell.csrf}>
        <p>{CALL.ask}</p>
        <p class="row">
          {answers.map(([value, text]) => (
            <Button name="outcome" value={value}>
              {text}
            </Button>
          ))}
        </p>
      </Form>
    </section>
  );
};
