import type { FC } from "hono/jsx";
import {
  type FairView,
  REGISTRATION_STATUSES,
  type RegistrationView,
  type TakenBooth,
} from "../../../../fairs/index.ts";
import { Empty, Notice, Pages } from "../../../components/blocks.tsx";
import { isComingOrLive, RegistrationState } from "../../../components/fairs.tsx";
import { Button, Form } from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { FAIR } from "../../../text/fairs/fair.ts";
import { PLACEMENT } from "../../../text/fairs/placement.ts";
import { REGISTRATION_STATUS } from "../../../text/fairs/registrations.ts";
import type { DecisionNotice } from "../registrations/union/decision.ts";
import { RegistrationEvidence } from "../registrations/union/evidence-section.tsx";
import { DecisionReasonForm } from "../registrations/union/reason-form.tsx";
import { BoothChoice, boothNames, FreeBooths } from "./booth-form.tsx";

type RegistrationsData = {
  fair: FairView;
  items: RegistrationView[];
  status: string | null;
  names: CodeNames;
  free: TakenBooth[];
  done: DecisionNotice | null;
  next: string | null;
  /** Cursor of this page; null for the first. */
  cursor: string | null;
};

const queryOf = (status: string | null, cursor: string | null = null) =>
  new URLSearchParams({ ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) });
const address = (fair: FairView, status: string | null, cursor: string | null = null) => {
  const query = queryOf(status, cursor);
  return `/union/fairs/${fair.id}/registrations${query.size > 0 ? `?${query}` : ""}`;
};

const PLACEABLE: ReadonlySet<string> = new Set(["recommended", "waitlisted", "approved", "offered"]);

const Placement: FC<{ shell: Shell; registration: RegistrationView; at: string }> = ({
  shell,
  registration,
  at,
}) => {
  const standing = registration.booth !== null;
  return (
    <Form action={`/union/fairs/registrations/${registration.id}/place`} csrf={shell.csrf}>
      <input type="hidden" name="ifRev" value={String(registration.rev)} />
      <input type="hidden" name="at" value={at} />
      <p class="row">
        <BoothChoice
          name="booth"
          label={`${registration.enterprise.name} ${FAIR.booth}`}
          blank={standing ? PLACEMENT.toBooth : PLACEMENT.anyBooth}
          required={standing}
        />
        <Button kind={standing ? "secondary" : "primary"} hook="approve">
          {standing ? PLACEMENT.move : PLACEMENT.place}
        </Button>
      </p>
    </Form>
  );
};

/** The host's list of registrations, with forms to place, move or refuse each. */
export const RegistrationsPage: FC<{ shell: Shell; data: RegistrationsData }> = ({ shell, data }) => {
  const at = queryOf(data.status, data.cursor).toString();
  return (
    <>
      <h1>{PLACEMENT.registrations}</h1>
      <p>
        <a href={`/union/fairs/${data.fair.id}`}>{data.fair.title}</a>
      </p>
      {data.done ? <Notice kind={data.done.kind}>{data.done.text}</Notice> : null}
      <ul class="chips">
        {[null, ...REGISTRATION_STATUSES].map((status) => (
          <li>
            <a
              class="chip"
              href={address(data.fair, status)}
              {...(status === data.status ? { "aria-current": "true" as const } : {})}
            >
              {status
                ? PLACEMENT.count(REGISTRATION_STATUS[status], data.fair.management?.counts[status] ?? 0)
                : PLACEMENT.all}
            </a>
          </li>
        ))}
      </ul>
      <p class="quiet small">{PLACEMENT.keys}</p>
      {data.items.length === 0 ? <Empty text={PLACEMENT.noRegistrations} /> : null}
      <FreeBooths free={data.free} nameOf={boothNames(data.fair)} />
      <ol class="queue list" data-queue>
        {data.items.map((registration) => (
          <li class="card item" data-item>
            <div class="head">
              <h2 tabindex={-1}>{registration.enterprise.name}</h2>
              <RegistrationState status={registration.status} />
            </div>
            <RegistrationEvidence registration={registration} names={data.names} />
            {isComingOrLive(data.fair) && PLACEABLE.has(registration.status) ? (
              <>
                {registration.enterprise.status === "suspended" ? null : (
                  <Placement shell={shell} registration={registration} at={at} />
                )}
                <DecisionReasonForm
                  shell={shell}
                  action={`/union/fairs/registrations/${registration.id}/refuse`}
                  label={PLACEMENT.refuse}
                  rev={registration.rev}
                  id={registration.id}
                  at={at}
                />
              </>
            ) : null}
          </li>
        ))}
      </ol>
      <Pages shell={shell} next={data.next} />
    </>
  );
};
