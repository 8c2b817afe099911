import type { FC } from "hono/jsx";
import type { CityList } from "../../../../cities/index.ts";
import type { OwnClaim } from "../../../../enterprises/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { Button, ErrorSummary, Field, Form, type FormState } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { CLAIM, REGISTER } from "../../../text/enterprise/pages.ts";
import { CountySelect } from "./county-select-section.tsx";
import { CreditCode } from "./credit-code-section.tsx";
import { DetailFields, NameField, PROFILE_LABELS } from "./details-form.tsx";
import { SentSection } from "./sent-section.tsx";

type RegisterData = {
  shell: Shell;
  form: FormState;
  cities: CityList["items"];
  /** The invitation of an enterprise from outside the agreement; null for any other enterprise. */
  invited: { code: string; federation: string; title: string } | null;
  /** The person's claims that wait for a decision. */
  waiting: OwnClaim[];
};

/** The form to register an enterprise. */
export const RegisterPage: FC<RegisterData> = ({ shell, form, cities, invited, waiting }) => (
  <div class="narrow">
    <ErrorSummary
      form={form}
      labels={invited ? { ...PROFILE_LABELS, county: REGISTER.place } : PROFILE_LABELS}
    />
    <h1>{REGISTER.heading}</h1>
    {waiting.length > 0 ? (
      <Notice kind="waiting">
        <ul>
          {waiting.map((claim) => (
            <li>
              <a href={`/enterprise/claim/${claim.enterpriseId}`}>{CLAIM.waitingFor(claim.enterpriseName)}</a>
            </li>
          ))}
        </ul>
      </Notice>
    ) : null}
    {invited ? (
      <Notice kind="waiting">{REGISTER.invited(invited.federation, invited.title)}</Notice>
    ) : (
      <p class="quiet">{REGISTER.lead}</p>
    )}
    <Form action="/enterprise/register" csrf={shell.csrf}>
      {invited ? <input type="hidden" name="invitation" value={invited.code} /> : null}
      <NameField form={form} />
      <CreditCode form={form} />
      {invited ? (
        <Field form={form} name="county" label={REGISTER.place} hint={REGISTER.placeHint} required />
      ) : (
        <CountySelect form={form} cities={cities} />
      )}
      <DetailFields form={form} />
      <Button kind="primary" wide>
        {REGISTER.submit}
      </Button>
    </Form>
    <SentSection verifier={null} />
  </div>
);
