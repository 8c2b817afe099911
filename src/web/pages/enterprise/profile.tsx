import type { FC } from "hono/jsx";
import type { CityList } from "../../../cities/index.ts";
import type { EnterpriseView } from "../../../enterprises/index.ts";
import { Notice, Status } from "../../components/blocks.tsx";
import {
  Button,
  ErrorSummary,
  Field,
  Form,
  type FormState,
  Select,
  TextArea,
} from "../../components/forms.tsx";
import type { Shell } from "../../layout.tsx";
import { CLAIM, PROFILE, REGISTER } from "../../text/enterprise.ts";
import { ENTERPRISES } from "../../text/union.ts";

const LABELS: Record<string, string> = {
  name: REGISTER.name,
  uscc: REGISTER.uscc,
  county: REGISTER.county,
  statement: CLAIM.statement,
  address: REGISTER.address,
  contactPhone: REGISTER.contactPhone,
};

const Details: FC<{ form: FormState }> = ({ form }) => (
  <>
    <Field form={form} name="address" label={REGISTER.address} autocomplete="address-line1" />
    <Field form={form} name="contactName" label={REGISTER.contactName} autocomplete="name" />
    <Field
      form={form}
      name="contactPhone"
      label={REGISTER.contactPhone}
      hint={REGISTER.contactPhoneHint}
      type="tel"
      inputmode="tel"
    />
    <Field form={form} name="contactHours" label={REGISTER.contactHours} hint={REGISTER.contactHoursHint} />
    <TextArea form={form} name="intro" label={REGISTER.intro} />
  </>
);

/** Every county of the agreement, and each city as a whole. */
const countyOptions = (cities: CityList["items"]) =>
  cities.flatMap((city) => [
    ...city.counties.map((county) => ({ value: county.code, text: `${city.shortName} · ${county.name}` })),
    { value: city.code, text: city.name },
  ]);

type RegisterData = {
  shell: Shell;
  form: FormState;
  cities: CityList["items"];
  /** Whose invitation brings it here, and to which fair. */
  invited: { code: string; federation: string; title: string } | null;
};

/** The form of an enterprise that is new here. */
export const RegisterPage: FC<RegisterData> = ({ shell, form, cities, invited }) => (
  <div class="narrow">
    <ErrorSummary form={form} labels={invited ? { ...LABELS, county: REGISTER.place } : LABELS} />
    <h1>{REGISTER.heading}</h1>
    {invited ? (
      <Notice kind="waiting">{REGISTER.invited(invited.federation, invited.title)}</Notice>
    ) : (
      <p class="quiet">{REGISTER.lead}</p>
    )}
    <Form action="/enterprise/register" csrf={shell.csrf}>
      {invited ? <input type="hidden" name="invitation" value={invited.code} /> : null}
      <Field
        form={form}
        name="name"
        label={REGISTER.name}
        hint={REGISTER.nameHint}
        autocomplete="organization"
        required
      />
      <Field form={form} name="uscc" label={REGISTER.uscc} hint={REGISTER.usccHint} maxlength={18} required />
      {invited ? (
        <Field form={form} name="county" label={REGISTER.place} hint={REGISTER.placeHint} required />
      ) : (
        <Select
          form={form}
          name="county"
          label={REGISTER.county}
          hint={REGISTER.countyHint}
          blank={REGISTER.choose}
          options={countyOptions(cities)}
          required
        />
      )}
      <Details form={form} />
      <Button kind="primary" wide>
        {REGISTER.submit}
      </Button>
    </Form>
  </div>
);

type ClaimData = { form: FormState; enterprise: EnterpriseView; known: boolean };

/** The form of a claim; `known` says why somebody who wanted to register comes here. */
export const ClaimPage: FC<{ shell: Shell; data: ClaimData }> = ({
  shell,
  data: { form, enterprise, known },
}) => (
  <div class="narrow">
    <ErrorSummary form={form} labels={LABELS} />
    <h1>{CLAIM.heading(enterprise.name)}</h1>
    {known ? <Notice kind="waiting">{CLAIM.known}</Notice> : null}
    <p class="quiet">{CLAIM.lead}</p>
    <Form action={`/enterprise/claim/${enterprise.id}`} csrf={shell.csrf}>
      <Field form={form} name="uscc" label={REGISTER.uscc} hint={REGISTER.usccHint} maxlength={18} required />
      <TextArea form={form} name="statement" label={CLAIM.statement} hint={CLAIM.statementHint} required />
      <Button kind="primary" wide>
        {CLAIM.submit}
      </Button>
    </Form>
  </div>
);

/** The enterprise's own data. */
export const ProfilePage: FC<{ shell: Shell; form: FormState; enterprise: EnterpriseView }> = ({
  shell,
  form,
  enterprise,
}) => {
  const status = enterprise.desk?.status ?? "unverified";
  return (
    <div class="narrow">
      <ErrorSummary form={form} labels={LABELS} />
      <h1>{enterprise.name}</h1>
      <p>
        <Status kind={status === "verified" ? "done" : status === "suspended" ? "stopped" : "waiting"}>
          {ENTERPRISES.status[status]}
        </Status>{" "}
        <span class="quiet">
          {REGISTER.uscc} {enterprise.desk?.uscc ?? ""}
        </span>
      </p>
      {enterprise.verified ? (
        <Notice kind="done">{`${PROFILE.verifiedBy(enterprise.verifier)}。${PROFILE.locked}`}</Notice>
      ) : (
        <Notice kind="waiting">{REGISTER.next}</Notice>
      )}
      <Form action="/enterprise/profile" csrf={shell.csrf}>
        <input type="hidden" name="ifRev" value={String(enterprise.rev)} />
        <Details form={form} />
        <Button kind="primary">{PROFILE.save}</Button>
      </Form>
    </div>
  );
};
