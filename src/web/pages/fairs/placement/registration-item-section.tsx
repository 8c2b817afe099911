import type { FC } from "hono/jsx";
import type { FairView, RegistrationView } from "../../../../fairs/index.ts";
import { isComingOrLive, RegistrationState } from "../../../components/fairs.tsx";
import { Button, Form } from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { FAIR } from "../../../text/fairs/fair.ts";
import { PLACEMENT } from "../../../text/fairs/placement.ts";
import { RegistrationEvidence } from "../registrations/union/evidence-section.tsx";
import { DecisionReasonForm } from "../registrations/union/reason-form.tsx";
import { BoothChoice } from "./booth-form.tsx";

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

type ItemData = {
  fair: FairView;
  registration: RegistrationView;
  names: CodeNames;
  /** The query of the list page to return to. */
  at: string;
};

/**
 * A registration in the list of a fair: who comes from where with what, and where it stands. The host's forms
 * come next. What is rarely needed is folded.
 */
export const RegistrationItem: FC<{ shell: Shell; data: ItemData }> = ({
  shell,
  data: { fair, registration, names, at },
}) => {
  const { enterprise, booth, postings, status } = registration;
  const open = fair.management !== null && isComingOrLive(fair) && PLACEABLE.has(status);
  const placeable = open && enterprise.status !== "suspended";
  const headcount = postings.reduce((sum, one) => sum + (one.headcount ?? 0), 0);
  return (
    <li class="card posting item" data-item>
      <div class="head">
        <h2 tabindex={-1}>{enterprise.name}</h2>
        <RegistrationState status={status} />
      </div>
      <p>
        {[
          names.division(enterprise.homeCity),
          PLACEMENT.brings(postings.length, headcount),
          booth ? FAIR.boothAt(booth.venueName, booth.code) : registration.venueWishes[0]?.name,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {placeable && !booth ? <Placement shell={shell} registration={registration} at={at} /> : null}
      {open ? (
        <DecisionReasonForm
          shell={shell}
          action={`/union/fairs/registrations/${registration.id}/refuse`}
          label={PLACEMENT.refuse}
          rev={registration.rev}
          id={registration.id}
          at={at}
        />
      ) : null}
      <details class="sheet">
        <summary>{placeable && booth ? PLACEMENT.moreAndMove : PLACEMENT.more}</summary>
        <RegistrationEvidence registration={registration} names={names} />
        {placeable && booth ? <Placement shell={shell} registration={registration} at={at} /> : null}
      </details>
    </li>
  );
};
