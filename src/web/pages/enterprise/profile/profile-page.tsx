import type { FC } from "hono/jsx";
import type { EnterpriseView } from "../../../../enterprises/index.ts";
import { Notice, Status } from "../../../components/blocks.tsx";
import { Button, ErrorSummary, Form, type FormState } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { PROFILE, REGISTER } from "../../../text/enterprise.ts";
import { ENTERPRISES } from "../../../text/union/pages.ts";
import { DetailFields, PROFILE_LABELS } from "./details-form.tsx";

/** The page on which an enterprise edits its profile. */
export const ProfilePage: FC<{ shell: Shell; form: FormState; enterprise: EnterpriseView }> = ({
  shell,
  form,
  enterprise,
}) => {
  const status = enterprise.management?.status ?? "unverified";
  return (
    <div class="narrow">
      <ErrorSummary form={form} labels={PROFILE_LABELS} />
      <h1>{enterprise.name}</h1>
      <p>
        <Status kind={status === "verified" ? "done" : status === "suspended" ? "stopped" : "waiting"}>
          {ENTERPRISES.status[status]}
        </Status>{" "}
        <span class="quiet">
          {REGISTER.uscc} {enterprise.management?.uscc ?? ""}
        </span>
      </p>
      {enterprise.verified ? (
        <Notice kind="done">{`${PROFILE.verifiedBy(enterprise.verifier)}。${PROFILE.locked}`}</Notice>
      ) : (
        <Notice kind="waiting">{REGISTER.next}</Notice>
      )}
      <Form action="/enterprise/profile" csrf={shell.csrf}>
        <input type="hidden" name="ifRev" value={String(enterprise.rev)} />
        <DetailFields form={form} />
        <Button kind="primary">{PROFILE.save}</Button>
      </Form>
    </div>
  );
};
