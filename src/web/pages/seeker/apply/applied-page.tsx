import type { FC } from "hono/jsx";
import type { EventRef } from "../../../../event-visibility/index.ts";
import { Panel } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { eventPath } from "../../../links/event.ts";
import { formatDeadline } from "../../../text/format.ts";
import { APPLY } from "../../../text/seeker.ts";

/**
 * The page after applying: the application's reference, and the date by which the enterprise should answer.
 * `dueAt` is null while the enterprise is suspended.
 */
export const AppliedPage: FC<{
  reference: string;
  dueAt: string | null;
  id: string;
  /** True while the application is on its way to another city's node. */
  sending: boolean;
  /** The fair or livestream from whose page the person came. */
  event: EventRef | null;
}> = ({ reference, dueAt, id, sending, event }) => (
  <div class="narrow">
    <Panel
      title={sending ? APPLY.sending : APPLY.done}
      reference={reference}
      next={sending ? APPLY.nextSending : dueAt ? APPLY.next(formatDeadline(dueAt)) : APPLY.nextSuspended}
    >
      <p class="row">
        {event ? (
          <LinkButton href={eventPath(event)} kind="primary">
            {APPLY.back[event.kind]}
          </LinkButton>
        ) : null}
        <LinkButton href={`/me/applications/${id}`} {...(event ? {} : { kind: "primary" as const })}>
          {APPLY.toMine}
        </LinkButton>
        <LinkButton href="/postings">{APPLY.more}</LinkButton>
      </p>
    </Panel>
  </div>
);
