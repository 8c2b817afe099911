import type { Context } from "hono";
import { listCities, placeIndex, resolvePlace } from "../../../../cities/index.ts";
import {
  DECISION_DAYS,
  EnterpriseInput,
  EnterprisePatch,
  type EnterpriseView,
  getEnterprise,
  listOwnClaims,
  registerEnterprise,
  updateEnterprise,
} from "../../../../enterprises/index.ts";
import { readInvitation } from "../../../../fairs/index.ts";
import { AppError, invalid } from "../../../../platform/core/errors.ts";
import { isMemberOf } from "../../../../platform/core/guard.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { DonePage } from "../../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import { type Fields, fieldText, formStatus, readForm, refusedForm, submitForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { MEMBER, SIGNED_IN } from "../../../policies.ts";
import { ENTERPRISE_POSTINGS, PROFILE, REGISTER } from "../../../text/enterprise/pages.ts";
import { formatReference } from "../../../text/format.ts";
import { claimPage } from "../claims/routes.tsx";
import { enterpriseOf } from "../current-enterprise.ts";
import { codeValues, parseWithCode } from "./credit-code-section.tsx";
import { SavedWords } from "./details-form.tsx";
import { ProfilePage } from "./profile-page.tsx";
import { RegisterPage } from "./register-page.tsx";

const audience = "enterprise" as const;

const DETAILS = ["address", "contactName", "contactPhone", "contactHours", "intro"] as const;

const detailsOf = (fields: Fields) =>
  Object.fromEntries(DETAILS.map((name) => [name, fieldText(fields, name) || null]));

/**
 * Shows the registration form. `invitation` is the code of an enterprise from outside the agreement, or
 * empty.
 */
async function registerPage(c: Context<Env>, form: FormState, invitation: string) {
  const ctx = c.get("ctx");
  const [{ items }, invited, claims] = await Promise.all([
    listCities(ctx),
    invitation ? readInvitation(ctx, invitation) : null,
    listOwnClaims(ctx),
  ]);
  const status = formStatus(form);
  return page(c, { title: REGISTER.title, audience, status }, (shell) => (
    <RegisterPage
      shell={shell}
      form={form}
      cities={items}
      invited={invited && { ...invited, code: invitation }}
      waiting={claims.filter(({ status }) => status === "pending")}
    />
  ));
}

/** Resolves a typed place to a division code. Throws INVALID_INPUT if the place is empty or unknown. */
async function placeCode(c: Context<Env>, text: string): Promise<string> {
  const place = resolvePlace(text, await placeIndex(c.get("ctx")));
  const code = place?.countyCode ?? place?.cityCode;
  if (!code) throw invalid("county", text ? "UNKNOWN_DIVISION" : "REQUIRED");
  return code;
}

/** Returns the id of the existing enterprise if registration failed with ENTERPRISE_EXISTS, else null. */
const knownOf = (error: unknown): string | null =>
  error instanceof AppError && error.code === "ENTERPRISE_EXISTS"
    ? String(error.detail.facts?.enterpriseId)
    : null;

/**
 * Shows the claim to the enterprise that a registration would duplicate. If the person may not see it,
 * because somebody else's registration of it still waits, shows the registration again.
 */
async function claimOf(c: Context<Env>, id: string, fields: Fields, invitation: string) {
  const values = codeValues(fieldText(fields, "uscc"));
  try {
    return await claimPage(c, { id, form: { ...EMPTY_FORM, values }, known: true });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    return registerPage(c, { values: fields, errors: [{ path: "uscc", code: "USCC_TAKEN" }] }, invitation);
  }
}

const profileValues = (enterprise: EnterpriseView): Fields => ({
  name: enterprise.name,
  county: enterprise.county ?? enterprise.homeCity,
  ...codeValues(enterprise.management?.uscc ?? null),
  address: enterprise.address ?? "",
  contactName: enterprise.management?.contactName ?? "",
  contactPhone: enterprise.contactPhone ?? "",
  contactHours: enterprise.contactHours ?? "",
  intro: enterprise.intro ?? "",
});

/** True until an officer has verified the name, the credit code and the county. */
const isOpen = ({ management }: EnterpriseView) =>
  management?.status === "claimed" || management?.status === "refused";

/** Returns what the profile form changes: the details, and until the verification also the identity. */
const patchOf = (enterprise: EnterpriseView, fields: Fields) =>
  isOpen(enterprise)
    ? {
        name: fieldText(fields, "name"),
        uscc: fieldText(fields, "uscc"),
        ...(fieldText(fields, "county") ? { county: fieldText(fields, "county") } : {}),
        ...detailsOf(fields),
      }
    : detailsOf(fields);

async function profilePage(c: Context<Env>, enterprise: EnterpriseView, form: FormState) {
  const { items } = await listCities(c.get("ctx"));
  const county = enterprise.county ?? enterprise.homeCity;
  const home = items.filter(({ code }) => code === enterprise.homeCity);
  const cities = home.filter(({ code, counties }) =>
    [code, ...counties.map((one) => one.code)].includes(county),
  );
  return page(c, { title: PROFILE.title, audience, status: formStatus(form) }, (shell) => (
    <ProfilePage
      shell={shell}
      form={form}
      enterprise={enterprise}
      cities={isOpen(enterprise) ? cities : null}
    />
  ));
}

/** Pages to register an enterprise and to edit its profile. */
export const profilePages = new Pages()
  .get("/enterprise/register", SIGNED_IN, (c) => registerPage(c, EMPTY_FORM, c.req.query("invitation") ?? ""))
  .post("/enterprise/register", SIGNED_IN, async (c) => {
    const fields = await readForm(c);
    const invitation = fieldText(fields, "invitation");
    try {
      const input = {
        name: fieldText(fields, "name"),
        uscc: fieldText(fields, "uscc"),
        county: invitation ? await placeCode(c, fieldText(fields, "county")) : fieldText(fields, "county"),
        ...(invitation ? { invitation } : {}),
        ...detailsOf(fields),
      };
      const registered = await registerEnterprise(
        c.get("ctx"),
        parseWithCode(EnterpriseInput, input, fields),
      );
      const { id } = registered;
      return page(c, { title: REGISTER.title, audience }, () => (
        <>
          <DonePage
            title={REGISTER.done}
            next={invitation ? REGISTER.invitedNext : REGISTER.next(DECISION_DAYS)}
            reference={formatReference(id)}
            back={{ href: `/enterprise/postings?enterprise=${id}`, text: ENTERPRISE_POSTINGS.heading }}
          />
          <SavedWords enterprise={registered} />
        </>
      ));
    } catch (error) {
      const known = knownOf(error);
      if (known && isMemberOf(c.get("ctx").actor, known))
        return c.redirect(`/enterprise/postings?enterprise=${known}`, 303);
      if (known) return claimOf(c, known, fields, invitation);
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return registerPage(c, form, invitation);
    }
  })
  .get("/enterprise/profile", MEMBER, async (c) => {
    const enterprise = await getEnterprise(c.get("ctx"), enterpriseOf(c).id);
    return profilePage(c, enterprise, { ...EMPTY_FORM, values: profileValues(enterprise) });
  })
  .post("/enterprise/profile", MEMBER, async (c) => {
    const ctx = c.get("ctx");
    const { id } = enterpriseOf(c);
    const fields = await readForm(c);
    const enterprise = await getEnterprise(ctx, id);
    return submitForm(
      fields,
      async () => {
        const patch = parseWithCode(EnterprisePatch, patchOf(enterprise, fields), fields);
        const updated = await updateEnterprise(ctx, {
          id,
          ifRev: Number(fieldText(fields, "ifRev")),
          patch,
        });
        const corrected =
          enterprise.management?.status === "refused" && updated.management?.status === "claimed";
        return page(c, { title: PROFILE.title, audience }, () => (
          <>
            <DonePage
              title={corrected ? PROFILE.corrected : PROFILE.saved}
              {...(corrected ? { next: REGISTER.next(DECISION_DAYS), reference: formatReference(id) } : {})}
              back={{ href: `/enterprise/profile?enterprise=${id}`, text: PROFILE.title }}
            />
            <SavedWords enterprise={updated} />
          </>
        ));
      },
      (form) => profilePage(c, enterprise, form),
    );
  });
