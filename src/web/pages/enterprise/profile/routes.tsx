import type { Context } from "hono";
import { listCities, placeIndex, resolvePlace } from "../../../../cities/index.ts";
import {
  ClaimInput,
  claimEnterprise,
  EnterpriseInput,
  EnterprisePatch,
  type EnterpriseView,
  getEnterprise,
  registerEnterprise,
  updateEnterprise,
} from "../../../../enterprises/index.ts";
import { readInvitation } from "../../../../fairs/index.ts";
import { AppError, invalid } from "../../../../platform/core/errors.ts";
import { isMemberOf, requireAccount } from "../../../../platform/core/guard.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { DonePage } from "../../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import {
  type Fields,
  fieldText,
  formStatus,
  parse,
  pathId,
  readForm,
  refusedForm,
  submitForm,
} from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { MEMBER, onRecord, SIGNED_IN } from "../../../policies.ts";
import { CLAIM, ENTERPRISE_POSTINGS, PROFILE, REGISTER } from "../../../text/enterprise.ts";
import { ME } from "../../../text/seeker.ts";
import { enterpriseOf } from "../current-enterprise.ts";
import { ClaimPage } from "./claim-page.tsx";
import { ProfilePage } from "./profile-page.tsx";
import { RegisterPage } from "./register-page.tsx";

const claimable = onRecord(SIGNED_IN, "enterprise", "readers");
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
  const [{ items }, invited] = await Promise.all([
    listCities(ctx),
    invitation ? readInvitation(ctx, invitation) : null,
  ]);
  const status = formStatus(form);
  return page(c, { title: REGISTER.title, audience, status }, (shell) => (
    <RegisterPage
      shell={shell}
      form={form}
      cities={items}
      invited={invited && { ...invited, code: invitation }}
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

async function claimPage(c: Context<Env>, o: { id: string; form?: FormState; known?: boolean }) {
  const enterprise = await getEnterprise(c.get("ctx"), o.id);
  const { form = EMPTY_FORM, known = false } = o;
  const status = known ? 409 : formStatus(form);
  return page(c, { title: CLAIM.heading(enterprise.name), audience, status }, (shell) => (
    <ClaimPage shell={shell} data={{ form, enterprise, known }} />
  ));
}

/** Returns the id of the existing enterprise if registration failed with ENTERPRISE_EXISTS, else null. */
const knownOf = (error: unknown): string | null =>
  error instanceof AppError && error.code === "ENTERPRISE_EXISTS"
    ? String(error.detail.facts?.enterpriseId)
    : null;

const profileValues = (enterprise: EnterpriseView): Fields => ({
  address: enterprise.address ?? "",
  contactName: enterprise.management?.contactName ?? "",
  contactPhone: enterprise.contactPhone ?? "",
  contactHours: enterprise.contactHours ?? "",
  intro: enterprise.intro ?? "",
});

/** Pages to register or claim an enterprise, and to edit its profile. */
export const profilePages = new Pages()
  .get("/enterprise", SIGNED_IN, (c) => {
    const { enterprises } = requireAccount(c.get("ctx").actor);
    return c.redirect(enterprises.length > 0 ? "/enterprise/postings" : "/enterprise/register", 303);
  })
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
      const { id } = await registerEnterprise(c.get("ctx"), parse(EnterpriseInput, input));
      return page(c, { title: REGISTER.title, audience }, () => (
        <DonePage
          title={REGISTER.done}
          next={invitation ? REGISTER.invitedNext : REGISTER.next}
          reference={id.slice(-8).toUpperCase()}
          back={{ href: "/enterprise/postings", text: ENTERPRISE_POSTINGS.heading }}
        />
      ));
    } catch (error) {
      const known = knownOf(error);
      if (known && isMemberOf(c.get("ctx").actor, known)) return c.redirect("/enterprise/postings", 303);
      const values = { uscc: fieldText(fields, "uscc") };
      if (known) return claimPage(c, { id: known, form: { ...EMPTY_FORM, values }, known: true });
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return registerPage(c, form, invitation);
    }
  })
  .get("/enterprise/claim/:id", claimable, (c) => claimPage(c, { id: pathId(c) }))
  .post("/enterprise/claim/:id", claimable, async (c) => {
    const ctx = c.get("ctx");
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const input = parse(ClaimInput, {
          statement: fieldText(fields, "statement"),
          uscc: fieldText(fields, "uscc"),
        });
        const claim = await claimEnterprise(ctx, { enterpriseId: pathId(c), ...input });
        return page(c, { title: CLAIM.title, audience }, () => (
          <DonePage
            title={CLAIM.done}
            next={CLAIM.next}
            reference={claim.id.slice(-8).toUpperCase()}
            back={{ href: "/me", text: ME.title }}
          />
        ));
      },
      (form) => claimPage(c, { id: pathId(c), form }),
    );
  })
  .get("/enterprise/profile", MEMBER, async (c) => {
    const enterprise = await getEnterprise(c.get("ctx"), enterpriseOf(c).id);
    const form = { ...EMPTY_FORM, values: profileValues(enterprise) };
    return page(c, { title: PROFILE.title, audience }, (shell) => (
      <ProfilePage shell={shell} form={form} enterprise={enterprise} />
    ));
  })
  .post("/enterprise/profile", MEMBER, async (c) => {
    const ctx = c.get("ctx");
    const { id } = enterpriseOf(c);
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const patch = parse(EnterprisePatch, detailsOf(fields));
        await updateEnterprise(ctx, { id, ifRev: Number(fieldText(fields, "ifRev")), patch });
        return page(c, { title: PROFILE.title, audience }, () => (
          <DonePage title={PROFILE.saved} back={{ href: "/enterprise/profile", text: PROFILE.title }} />
        ));
      },
      async (form) => {
        const enterprise = await getEnterprise(ctx, id);
        return page(c, { title: PROFILE.title, audience, status: 422 }, (shell) => (
          <ProfilePage shell={shell} form={form} enterprise={enterprise} />
        ));
      },
    );
  });
