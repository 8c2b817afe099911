import type { FC } from "hono/jsx";
import type { RegistrationView } from "../../../../../fairs/index.ts";
import { ActNotice, Pages } from "../../../../components/blocks.tsx";
import { Button, Form } from "../../../../components/forms.tsx";
import type { CodeNames } from "../../../../components/posting.tsx";
import type { Shell } from "../../../../layout.tsx";
import { RECOMMENDATIONS } from "../../../../text/fairs/registrations.ts";
import { RegistrationDelivery } from "../delivery-section.tsx";
import type { DecisionNotice } from "./decision.ts";
import { RegistrationEvidence } from "./evidence-section.tsx";
import { DecisionReasonForm } from "./reason-form.tsx";

type RecommendData = {
  items: RegistrationView[];
  names: CodeNames;
  done: DecisionNotice | null;
  next: string | null;
  /** Cursor of this page; null for the first. */
  cursor: string | null;
};

const pageAt = (cursor: string | null) => new URLSearchParams(cursor ? { cursor } : {}).toString();

/** Registrations that wait for this union's recommendation, oldest first. */
export const RecommendationsPage: FC<{ shell: Shell; data: RecommendData }> = ({ shell, data }) => (
  <>
    <h1>{RECOMMENDATIONS.recommendTitle}</h1>
    {data.done ? <ActNotice act={data.done} /> : null}
    {data.cursor ? null : <p>{RECOMMENDATIONS.recommendHeading(data.items.length, data.next !== null)}</p>}
    <ol class="queue list" data-queue>
      {data.items.map((registration) => (
        <li class="card item" data-item>
          <h2 tabindex={-1}>{registration.enterprise.name}</h2>
          <p>
            <a href={`/union/fairs/${registration.fair.id}`}>{registration.fair.title}</a>
          </p>
          <RegistrationDelivery
            delivery={registration.delivery}
            host={data.names.division(registration.fair.hostCity) ?? ""}
          />
          <RegistrationEvidence registration={registration} names={data.names} />
          {registration.enterprise.status === "suspended" ? null : (
            <>
              <Form action={`/union/fairs/registrations/${registration.id}/recommend`} csrf={shell.csrf}>
                <input type="hidden" name="ifRev" value={String(registration.rev)} />
                <input type="hidden" name="at" value={pageAt(data.cursor)} />
                <Button kind="primary" hook="approve">
                  {RECOMMENDATIONS.recommend}
                </Button>
              </Form>
              <DecisionReasonForm
                shell={shell}
                action={`/union/fairs/registrations/${registration.id}/return`}
                label={RECOMMENDATIONS.return}
                rev={registration.rev}
                id={registration.id}
                at={pageAt(data.cursor)}
              />
            </>
          )}
        </li>
      ))}
    </ol>
    <Pages shell={shell} next={data.next} />
  </>
);
