import type { Context } from "hono";
import { getEnterprise } from "../../../../../enterprises/index.ts";
import {
  answerOffer,
  editRegistration,
  getFair,
  getRegistration,
  listOwnClashes,
  listRegistrations,
  RegistrationInput,
  RegistrationPatch,
  registerForFair,
  withdrawRegistration,
} from "../../../../../fairs/index.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { listEnterprisePostings } from "../../../../../postings/index.ts";
import { DonePage } from "../../../../components/done.tsx";
import { isComingOrLive } from "../../../../components/fairs.tsx";
import type { FormState } from "../../../../components/forms.tsx";
import { fieldRev, fieldText, formStatus, parse, pathId, readForm, submitForm } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { FAIR_MEMBER, MEMBER, onRecord } from "../../../../policies.ts";
import { ENTERPRISE_FAIRS as TEXT } from "../../../../text/fairs/registrations.ts";
import { enterpriseOf } from "../../../enterprise/current-enterprise.ts";
import { fairsOf } from "./fairs-of.ts";
import { EnterpriseFairsPage } from "./fairs-page.tsx";
import { changedIn, choicesIn, offeredTo, valuesOf } from "./registration-fields.ts";
import { RegistrationPage } from "./registration-page.tsx";

const ownRegistration = onRecord(MEMBER, "fairRegistration", "enterprise");
const audience = "enterprise" as const;
const MANY = 50;
const EDITABLE: ReadonlySet<string> = new Set([
  "submitted",
  "recommended",
  "waitlisted",
  "offered",
  "approved",
]);
/** Statuses after which an enterprise may register again. */
const REPEATABLE: ReadonlySet<string> = new Set(["returned", "declined", "withdrawn", "closed"]);

type Of = { fairId: string; enterpriseId: string };

async function registrationPage(c: Context<Env>, refused: FormState | null, of?: Of) {
  const ctx = c.get("ctx");
  const invitation = c.req.query("invitation") ?? null;
  const fair = await getFair(ctx, { id: of?.fairId ?? pathId(c), invitation });
  const id = of?.enterpriseId ?? enterpriseOf(c).id;
  const [mine, postings, enterprise, clashes] = await Promise.all([
    listRegistrations(ctx, { as: "mine", fairId: fair.id, limit: MANY }),
    listEnterprisePostings(ctx, { enterpriseId: id, status: "published", limit: MANY, cursor: undefined }),
    getEnterprise(ctx, id),
    listOwnClashes(ctx, fair.id),
  ]);
  const registration = mine.items.find((one) => one.enterprise.id === id) ?? null;
  const contact = { name: enterprise.management?.contactName ?? "", phone: enterprise.contactPhone ?? "" };
  const values = { ...valuesOf(registration, contact), ...(invitation ? { invitation } : {}) };
  const data = {
    fair,
    enterprise,
    registration,
    postings: offeredTo(postings.items, registration),
    form: refused ?? { values, errors: [] },
    open: fair.registrationOpen && (!registration || REPEATABLE.has(registration.status)),
    outside:
      invitation !== null ||
      (!registration && !fair.cities.some((part) => part.city === enterprise.homeCity)),
    verified: enterprise.verified,
    now: ctx.clock.now(),
    clashes: clashes.filter((clash) => clash.enterprise.id === id),
    editable:
      registration !== null &&
      (fair.hostedHere || registration.delivery !== null) &&
      isComingOrLive(fair) &&
      EDITABLE.has(registration.status),
  };
  const status = refused ? formStatus(refused) : 200;
  return page(c, { title: fair.title, audience, status }, (shell) => (
    <RegistrationPage shell={shell} data={data} />
  ));
}

const done = (c: Context<Env>, panel: { title: string; next: string; reference: string; fairId: string }) =>
  page(c, { title: TEXT.title, audience }, () => (
    <DonePage {...panel} back={{ href: `/enterprise/fairs/${panel.fairId}`, text: TEXT.back }} />
  ));

/** Fairs for enterprises: open fairs, the enterprise's own registrations, answers to offers of a booth. */
export const enterpriseFairPages = new Pages()
  .get("/enterprise/fairs", MEMBER, async (c) => {
    const ctx = c.get("ctx");
    const [enterprise, { open, mine }] = await Promise.all([
      getEnterprise(ctx, enterpriseOf(c).id),
      fairsOf(ctx),
    ]);
    const data = { enterprise, open, mine };
    return page(c, { title: TEXT.title, audience }, () => <EnterpriseFairsPage data={data} />);
  })
  .get("/enterprise/fairs/:id", FAIR_MEMBER, (c) => registrationPage(c, null))
  .post("/enterprise/fairs/:id", FAIR_MEMBER, async (c) => {
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const input = parse(RegistrationInput, {
          enterpriseId: enterpriseOf(c).id,
          ...choicesIn(fields),
          ...(fieldText(fields, "invitation") ? { invitation: fieldText(fields, "invitation") } : {}),
        });
        const ctx = c.get("ctx");
        const { id, reference } = await registerForFair(ctx, { ...input, fairId: pathId(c) });
        const { delivery } = await getRegistration(ctx, id);
        const next = delivery?.state === "waiting" ? TEXT.sendingNext : TEXT.doneNext;
        return done(c, { title: TEXT.done, next, reference, fairId: pathId(c) });
      },
      (form) => registrationPage(c, form),
    );
  })
  .post("/enterprise/registrations/:id/edit", ownRegistration, async (c) => {
    const fields = await readForm(c);
    const registration = await getRegistration(c.get("ctx"), pathId(c));
    const { reference, fair, enterprise } = registration;
    return submitForm(
      fields,
      async () => {
        const edit = parse(RegistrationPatch, changedIn(fields, registration));
        await editRegistration(c.get("ctx"), { id: pathId(c), edit, ...fieldRev(fields) });
        return done(c, { title: TEXT.edited, next: TEXT.editHint, reference, fairId: fair.id });
      },
      (form) => registrationPage(c, form, { fairId: fair.id, enterpriseId: enterprise.id }),
    );
  })
  .post("/enterprise/registrations/:id/answer", ownRegistration, async (c) => {
    const accept = fieldText(await readForm(c), "accept") === "1";
    const { reference, fairId } = await answerOffer(c.get("ctx"), { id: pathId(c), accept });
    const title = accept ? TEXT.accepted : TEXT.declined;
    return done(c, { title, next: accept ? TEXT.answered : TEXT.withdrawnNext, reference, fairId });
  })
  .post("/enterprise/registrations/:id/withdraw", ownRegistration, async (c) => {
    const ctx = c.get("ctx");
    const { reference, fair } = await getRegistration(ctx, pathId(c));
    await withdrawRegistration(ctx, { id: pathId(c) });
    return done(c, { title: TEXT.withdrawn, next: TEXT.withdrawnNext, reference, fairId: fair.id });
  });
