import type { FC } from "hono/jsx";
import type { CityList } from "../../../../cities/index.ts";
import { DECISION_DAYS, type EnterpriseView } from "../../../../enterprises/index.ts";
import { Facts, Notice, Status } from "../../../components/blocks.tsx";
import { Button, ErrorSummary, Form, type FormState } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { CLAIM, PROFILE, REGISTER } from "../../../text/enterprise/pages.ts";
import { REWRITE } from "../../../text/enterprise/wording.ts";
import { formatDeadline, formatReference } from "../../../text/format.ts";
import { ENTERPRISES } from "../../../text/union/pages.ts";
import { WordsSection } from "../../editor/words-section.tsx";
import { SuspendedNotice } from "../suspended-section.tsx";
import { CountySelect } from "./county-select-section.tsx";
import { CreditCode } from "./credit-code-section.tsx";
import { DetailFields, introOf, NameField, PROFILE_LABELS } from "./details-form.tsx";
import { SentSection } from "./sent-section.tsx";

const KIND = {
  unverified: "waiting",
  claimed: "waiting",
  refused: "stopped",
  verified: "done",
  suspended: "stopped",
} as const;

/** The state of the registration: verified, refused with its reason, or who decides by when. */
const Standing: FC<{ enterprise: EnterpriseView }> = ({ enterprise }) => {
  const { management, verifier } = enterprise;
  if (enterprise.verified)
    return <Notice kind="done">{`${PROFILE.verifiedBy(verifier)}。${PROFILE.locked}`}</Notice>;
  if (management?.status === "refused")
    return <Notice kind="warning">{PROFILE.refused(verifier, management.refusalReason ?? "")}</Notice>;
  if (management?.decideBy == null) return <Notice kind="waiting">{REGISTER.next(DECISION_DAYS)}</Notice>;
  return (
    <>
      <Notice kind="waiting">{CLAIM.waiting(verifier, formatDeadline(management.decideBy))}</Notice>
      <Facts items={[{ term: CLAIM.number, value: formatReference(enterprise.id) }]} />
    </>
  );
};

type ProfileData = {
  shell: Shell;
  form: FormState;
  enterprise: EnterpriseView;
  /**
   * The home city, whose counties may be chosen; empty for an enterprise from elsewhere. Null once name,
   * credit code and county are locked.
   */
  cities: CityList["items"] | null;
};

/** The page on which an enterprise edits its profile, and corrects a refused registration. */
export const ProfilePage: FC<ProfileData> = ({ shell, form, enterprise, cities }) => {
  const status = enterprise.management?.status ?? "unverified";
  return (
    <div class="narrow">
      <ErrorSummary form={form} labels={PROFILE_LABELS} />
      <h1>{enterprise.name}</h1>
      <p>
        <Status kind={KIND[status]}>{ENTERPRISES.status[status]}</Status>{" "}
        <span class="quiet">
          {REGISTER.uscc} {enterprise.management?.uscc ?? ""}
        </span>
      </p>
      <SuspendedNotice enterprise={enterprise} />
      {status === "suspended" ? null : <Standing enterprise={enterprise} />}
      <WordsSection texts={[introOf(enterprise)]} lead={REWRITE.inForm} />
      <Form action={`/enterprise/profile?enterprise=${enterprise.id}`} csrf={shell.csrf}>
        <input type="hidden" name="ifRev" value={String(enterprise.rev)} />
        {cities ? (
          <>
            <NameField form={form} />
            <CreditCode form={form} />
            {cities.length > 0 ? <CountySelect form={form} cities={cities} /> : null}
          </>
        ) : null}
        <DetailFields form={form} />
        <Button kind="primary">{status === "refused" ? PROFILE.resubmit : PROFILE.save}</Button>
      </Form>
      {enterprise.verified ? null : <SentSection verifier={null} />}
    </div>
  );
};
