import type { FC } from "hono/jsx";
import type { Affected, EnterpriseView, Verification } from "../../../../enterprises/index.ts";
import { Facts, Notice } from "../../../components/blocks.tsx";
import { Button, Check, ErrorSummary, Field, Form, type FormState } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { REGISTER } from "../../../text/enterprise/pages.ts";
import { REWRITE } from "../../../text/enterprise/wording.ts";
import { ENTERPRISES, QUEUE } from "../../../text/union/pages.ts";
import { WordsSection } from "../../editor/words-section.tsx";
import { History, type HistoryData } from "../history/history-section.tsx";
import { ReasonForm } from "../queue/reason-form.tsx";
import { EnterpriseStatus } from "./status-section.tsx";
import { SuspensionSection } from "./suspension-section.tsx";
import { VerificationSection } from "./verification-section.tsx";

const VERIFIABLE = new Set(["unverified", "claimed", "refused"]);
const LABELS = { uscc: QUEUE.code, refusal: QUEUE.rejectReason, reason: ENTERPRISES.suspendedFor };

/** An enterprise and the actions that an officer may take. */
export const EnterprisePage: FC<{
  shell: Shell;
  enterprise: EnterpriseView;
  standing: {
    affected: Affected;
    verification: Verification | null;
    form: FormState;
    done: { text: string; warning: boolean } | null;
    /** Says that the verification was renewed; null unless it just was. */
    renewed: string | null;
  };
  history: HistoryData;
}> = ({ shell, enterprise, standing, history }) => {
  const { management, id } = enterprise;
  return (
    <div class="narrow">
      <ErrorSummary form={standing.form} labels={LABELS} />
      <h1>{enterprise.name}</h1>
      <p>
        <EnterpriseStatus enterprise={enterprise} />
      </p>
      <section class="card">
        <Facts
          items={[
            { term: QUEUE.code, value: management?.uscc ?? enterprise.uscc },
            ...(enterprise.address ? [{ term: REGISTER.address, value: enterprise.address }] : []),
            ...(enterprise.contactPhone
              ? [{ term: REGISTER.contactPhone, value: enterprise.contactPhone }]
              : []),
            ...(enterprise.intro ? [{ term: REGISTER.intro, value: enterprise.intro }] : []),
            ...(management?.usccCheck
              ? [{ term: QUEUE.codeCheck, value: QUEUE.codeState[management.usccCheck] ?? null }]
              : []),
            ...(management?.refusalReason
              ? [{ term: ENTERPRISES.refused, value: management.refusalReason }]
              : []),
          ]}
        />
      </section>
      <WordsSection texts={[{ label: REGISTER.intro, text: enterprise.intro }]} lead={REWRITE.ofEnterprise} />
      {management && management.claims > 0 ? (
        <Notice kind="waiting">
          <a href="/union">{ENTERPRISES.claimWaits(management.claims)}</a>
        </Notice>
      ) : null}
      {management && management.claims === 0 && VERIFIABLE.has(management.status) ? (
        <section class="card">
          <p class="quiet">{ENTERPRISES.verifyHint}</p>
          <Form action={`/union/enterprises/${id}/approve`} csrf={shell.csrf}>
            {management.uscc ? null : <Field form={standing.form} name="uscc" label={QUEUE.code} required />}
            {management.usccCheck === "ok" ? null : <Check name="overrideUscc">{QUEUE.override}</Check>}
            <Button kind="primary">{ENTERPRISES.verify}</Button>
          </Form>
        </section>
      ) : null}
      {management?.status === "claimed" ? (
        <section class="card">
          <p class="quiet">{ENTERPRISES.refuseHint}</p>
          <ReasonForm
            shell={shell}
            form={standing.form}
            name="refusal"
            action={`/union/enterprises/${id}/refuse`}
            label={QUEUE.rejectReason}
            button={ENTERPRISES.refuse}
          />
        </section>
      ) : null}
      {standing.verification ? (
        <VerificationSection
          shell={shell}
          id={id}
          verification={standing.verification}
          done={standing.renewed}
        />
      ) : null}
      <SuspensionSection shell={shell} enterprise={enterprise} {...standing} />
      <p>
        <a href={`/union/postings?enterpriseId=${id}`}>{ENTERPRISES.postings}</a>
      </p>
      <History data={history} />
    </div>
  );
};
