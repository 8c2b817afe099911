import type { Context } from "hono";
import { listCities, placeIndex, resolvePlace } from "../../../cities/index.ts";
import {
  ClaimInput,
  claimEnterprise,
  EnterpriseInput,
  EnterprisePatch,
  type EnterpriseView,
  getEnterprise,
  registerEnterprise,
  updateEnterprise,
} from "../../../enterprises/index.ts";
import { readInvitation } from "../../../fairs/index.ts";
import { AppError, invalid } from "../../../platform/core/errors.ts";
import { isMemberOf, requireAccount } from "../../../platform/core/guard.ts";
import { type Env, Pages } from "../../../platform/http/index.ts";
import { DonePage } from "../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../components/forms.tsx";
import { type Fields, idOf, one, parse, readForm, refusedForm } from "../../forms.ts";
import { page } from "../../page.tsx";
import { CLAIM, DESK, PROFILE, REGISTER } from "../../text/enterprise.ts";
import { ME } from "../../text/seeker.ts";
import { enterpriseOf } from "./own.ts";
import { ClaimPage, ProfilePage, RegisterPage } from "./profile.tsx";

const signedIn = { who: "signedIn" } as const;
const claimable = { ...signedIn, on: { record: "enterprise", param: "id", by: "readers" } } as const;
const member = { who: ["member"] } as const;
const audience = "enterprise" as const;

const DETAILS = ["address", "contactName", "contactPhone", "contactHours", "intro"] as const;

const detailsOf = (fields: Fields) =>
  Object.fromEntries(DETAILS.map((name) => [name, one(fields, name) || null]));

/** `invitation`: the code by which a city brings an enterprise from outside, if there is one. */
async function registerPage(c: Context<Env>, form: FormState, invitation: string) {
  const ctx = c.get("ctx");
  const [{ items }, invited] = await Promise.all([
    listCities(ctx),
    invitation ? readInvitation(ctx, invitation) : null,
  ]);
  const status = form.errors.length > 0 ? 422 : 200;
  return page(c, { title: REGISTER.title, audience, status }, (shell) => (
    <RegisterPage
      shell={shell}
      form={form}
      cities={items}
      invited={invited && { ...invited, code: invitation }}
    />
  ));
}

/** The place that an enterprise from outside writes in its own words, as a code. */
async function placeCode(c: Context<Env>, text: string): Promise<string> {
  const place = resolvePlace(text, await placeIndex(c.get("ctx")));
  const code = place?.countyCode ?? place?.cityCode;
  if (!code) throw invalid("county", text ? "UNKNOWN_DIVISION" : "REQUIRED");
  return code;
}

async function claimPage(c: Context<Env>, o: { id: string; form?: FormState; known?: boolean }) {
  const enterprise = await getEnterprise(c.get("ctx"), o.id);
  const { form = EMPTY_FORM, known = false } = o;
  const status = known ? 409 : form.errors.length > 0 ? 422 : 200;
  return page(c, { title: CLAIM.heading(enterprise.name), audience, status }, (shell) => (
    <ClaimPage shell={shell} data={{ form, enterprise, known }} />
  ));
}

/** The enterprise that is there already, when that is why a registration was refused. */
const knownOf = (error: unknown): string | null =>
  error instanceof AppError && error.code === "ENTERPRISE_EXISTS"
    ? String(error.detail.facts?.enterpriseId)
    : null;

const profileValues = (enterprise: EnterpriseView): Fields => ({
  address: enterprise.address ?? "",
  contactName: enterprise.desk?.contactName ?? "",
  contactPhone: enterprise.contactPhone ?? "",
  contactHours: enterprise.contactHours ?? "",
  intro: enterprise.intro ?? "",
});

/** Coming to the desk: register, claim, and the enterprise's own data. */
export const profilePages = new Pages()
  .get("/enterprise", signedIn, (c) => {
    const { enterprises } = requireAccount(c.get("ctx").actor);
    return c.redirect(enterprises.length > 0 ? "/enterprise/postings" : "/enterprise/register", 303);
  })
  .get("/enterprise/register", signedIn, (c) => registerPage(c, EMPTY_FORM, c.req.query("invitation") ?? ""))
  .post("/enterprise/register", signedIn, async (c) => {
    const fields = await readForm(c);
    const invitation = one(fields, "invitation");
    try {
      const input = {
        name: one(fields, "name"),
        uscc: one(fields, "uscc"),
        county: invitation ? await placeCode(c, one(fields, "county")) : one(fields, "county"),
        ...(invitation ? { invitation } : {}),
        ...detailsOf(fields),
      };
      const { id } = await registerEnterprise(c.get("ctx"), parse(EnterpriseInput, input));
      return page(c, { title: REGISTER.title, audience }, () => (
        <DonePage
          title={REGISTER.done}
          next={invitation ? REGISTER.invitedNext : REGISTER.next}
          reference={id.slice(-8).toUpperCase()}
          back={{ href: "/enterprise/postings", text: DESK.heading }}
        />
      ));
    } catch (error) {
      const known = knownOf(error);
      if (known && isMemberOf(c.get("ctx").actor, known)) return c.redirect("/enterprise/postings", 303);
      const values = { uscc: one(fields, "uscc") };
      if (known) return claimPage(c, { id: known, form: { ...EMPTY_FORM, values }, known: true });
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return registerPage(c, form, invitation);
    }
  })
  .get("/enterprise/claim/:id", claimable, (c) => claimPage(c, { id: idOf(c) }))
  .post("/enterprise/claim/:id", claimable, async (c) => {
    const ctx = c.get("ctx");
    const fields = await readForm(c);
    try {
      const input = parse(ClaimInput, { statement: one(fields, "statement"), uscc: one(fields, "uscc") });
      const claim = await claimEnterprise(ctx, { enterpriseId: idOf(c), ...input });
      return page(c, { title: CLAIM.title, audience }, () => (
        <DonePage
          title={CLAIM.done}
          next={CLAIM.next}
          reference={claim.id.slice(-8).toUpperCase()}
          back={{ href: "/me", text: ME.title }}
        />
      ));
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return claimPage(c, { id: idOf(c), form });
    }
  })
  .get("/enterprise/profile", member, async (c) => {
    const enterprise = await getEnterprise(c.get("ctx"), enterpriseOf(c).id);
    const form = { ...EMPTY_FORM, values: profileValues(enterprise) };
    return page(c, { title: PROFILE.title, audience }, (shell) => (
      <ProfilePage shell={shell} form={form} enterprise={enterprise} />
    ));
  })
  .post("/enterprise/profile", member, async (c) => {
    const ctx = c.get("ctx");
    const { id } = enterpriseOf(c);
    const fields = await readForm(c);
    try {
      const patch = parse(EnterprisePatch, detailsOf(fields));
      await updateEnterprise(ctx, { id, ifRev: Number(one(fields, "ifRev")), patch });
      return page(c, { title: PROFILE.title, audience }, () => (
        <DonePage title={PROFILE.saved} back={{ href: "/enterprise/profile", text: PROFILE.title }} />
      ));
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      const enterprise = await getEnterprise(ctx, id);
      return page(c, { title: PROFILE.title, audience, status: 422 }, (shell) => (
        <ProfilePage shell={shell} form={form} enterprise={enterprise} />
      ));
    }
  });
