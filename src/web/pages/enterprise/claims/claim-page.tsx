import type { FC } from "hono/jsx";
import type { EnterpriseView, OwnClaim } from "../../../../enterprises/index.ts";
import { Facts, Notice } from "../../../components/blocks.tsx";
import { Button, ErrorSummary, Form, type FormState, TextArea } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { CLAIM } from "../../../text/enterprise/pages.ts";
import { formatDate, formatDeadline, formatReference } from "../../../text/format.ts";
import { CreditCode } from "../profile/credit-code-section.tsx";
import { PROFILE_LABELS } from "../profile/details-form.tsx";
import { SentSection } from "../profile/sent-section.tsx";

type ClaimData = {
  form: FormState;
  enterprise: EnterpriseView;
  /** True if the person tried to register an enterprise that exists already. */
  known: boolean;
  /** The person's last claim to the enterprise; null if there is none. */
  last: OwnClaim | null;
};

/** A claim that waits: its number, who decides, and by when. */
const Waiting: FC<{ claim: OwnClaim }> = ({ claim }) => (
  <>
    <Notice kind="waiting">{CLAIM.waiting(claim.verifier, formatDeadline(claim.decideBy))}</Notice>
    <Facts
      items={[
        { term: CLAIM.number, value: formatReference(claim.id) },
        { term: CLAIM.sentOn, value: formatDate(claim.createdAt) },
        { term: CLAIM.decides, value: claim.verifier },
        { term: CLAIM.decideBy, value: formatDate(claim.decideBy) },
      ]}
    />
  </>
);

const ClaimForm: FC<{ shell: Shell; form: FormState; enterpriseId: string }> = ({
  shell,
  form,
  enterpriseId,
}) => (
  <Form action={`/enterprise/claim/${enterpriseId}`} csrf={shell.csrf}>
    <CreditCode form={form} />
    <TextArea form={form} name="statement" label={CLAIM.statement} hint={CLAIM.statementHint} required />
    <Button kind="primary" wide>
      {CLAIM.submit}
    </Button>
  </Form>
);

/** The claim to an enterprise: the form, or what became of the person's last claim. */
export const ClaimPage: FC<{ shell: Shell; data: ClaimData }> = ({
  shell,
  data: { form, enterprise, known, last },
}) => (
  <div class="narrow">
    <ErrorSummary form={form} labels={PROFILE_LABELS} />
    <h1>{CLAIM.heading(enterprise.name)}</h1>
    {last?.status === "pending" ? (
      <Waiting claim={last} />
    ) : (
      <>
        {last?.status === "rejected" ? (
          <Notice kind="warning">{CLAIM.rejected(last.reason ?? "")}</Notice>
        ) : null}
        {known ? <Notice kind="waiting">{CLAIM.known}</Notice> : null}
        <p class="quiet">{CLAIM.lead}</p>
        <ClaimForm shell={shell} form={form} enterpriseId={enterprise.id} />
      </>
    )}
    <SentSection verifier={enterprise.verifier} />
  </div>
);
