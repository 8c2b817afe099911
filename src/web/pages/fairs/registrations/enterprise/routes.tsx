import type { Context } from "hono";
import type { FC } from "hono/jsx";
import { getEnterprise } from "../../../../../enterprises/index.ts";
import {
  answerOffer,
  editRegistration,
  type FairView,
  getFair,
  getRegistration,
  listFairs,
  listRegistrations,
  RegistrationInput,
  RegistrationPatch,
  type RegistrationView,
  registerForFair,
  withdrawRegistration,
} from "../../../../../fairs/index.ts";
import { requireAccount } from "../../../../../platform/core/guard.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { listEnterprisePostings } from "../../../../../postings/index.ts";
import { Empty } from "../../../../components/blocks.tsx";
import { DonePage } from "../../../../components/done.tsx";
import { FairLine, goesOn, RegistrationState } from "../../../../components/fairs.tsx";
import type { FormState } from "../../../../components/forms.tsx";
import { idOf, one, parse, readForm, refusedForm, revIn } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { FAIR } from "../../../../text/fairs/fair.ts";
import { ENTERPRISE_FAIRS as TEXT } from "../../../../text/fairs/registrations.ts";
import { enterpriseOf } from "../../../enterprise/current-enterprise.ts";
import { changedIn, choicesIn, offeredTo, valuesOf } from "./registration-fields.ts";
import { OnePage } from "./registration-page.tsx";

const member = { who: ["member"] } as const;
const readers = { who: ["member"], on: { record: "fair", param: "id", by: "readers" } } as const;
const own = { who: ["member"], on: { record: "fairRegistration", param: "id", by: "enterprise" } } as const;
const audience = "enterprise" as const;
const MANY = 50;
const EDITABLE: ReadonlySet<string> = new Set([
  "submitted",
  "recommended",
  "waitlisted",
  "offered",
  "approved",
]);
/** After these an enterprise may hand in again. */
const AGAIN: ReadonlySet<string> = new Set(["returned", "declined", "withdrawn"]);

type ListData = { open: FairView[]; mine: RegistrationView[] };

const ListPage: FC<{ data: ListData }> = ({ data }) => (
  <>
    <h1>{TEXT.heading}</h1>
    <h2>{TEXT.mine}</h2>
    {data.mine.length === 0 ? <Empty text={TEXT.noneMine} /> : null}
    <ul class="list">
      {data.mine.map((registration) => (
        <li class="card posting">
          <div class="head">
            <h3>
              <a class="title" href={`/enterprise/fairs/${registration.fair.id}`}>
                {registration.fair.title}
              </a>
            </h3>
            <RegistrationState status={registration.status} />
          </div>
          {registration.booth ? (
            <p>{FAIR.boothAt(registration.booth.venueName, registration.booth.code)}</p>
          ) : null}
        </li>
      ))}
    </ul>
    <h2>{TEXT.open}</h2>
    {data.open.length === 0 ? <Empty text={TEXT.noneOpen} /> : null}
    <ul class="list">
      {data.open.map((fair) => (
        <FairLine fair={fair} href={`/enterprise/fairs/${fair.id}`} />
      ))}
    </ul>
  </>
);

type Of = { fairId: string; enterpriseId: string };

async function onePage(c: Context<Env>, refused: FormState | null, of?: Of) {
  const ctx = c.get("ctx");
  const invitation = c.req.query("invitation") ?? null;
  const fair = await getFair(ctx, { id: of?.fairId ?? idOf(c), invitation });
  const id = of?.enterpriseId ?? enterpriseOf(c).id;
  const [mine, postings, enterprise] = await Promise.all([
    listRegistrations(ctx, { as: "mine", fairId: fair.id, limit: MANY }),
    listEnterprisePostings(ctx, { enterpriseId: id, status: "published", limit: MANY, cursor: undefined }),
    getEnterprise(ctx, id),
  ]);
  const registration = mine.items.find((one) => one.enterprise.id === id) ?? null;
  const contact = { name: enterprise.desk?.contactName ?? "", phone: enterprise.contactPhone ?? "" };
  const values = { ...valuesOf(registration, contact), ...(invitation ? { invitation } : {}) };
  const data = {
    fair,
    registration,
    postings: offeredTo(postings.items, registration),
    form: refused ?? { values, errors: [] },
    open: fair.registrationOpen && (!registration || AGAIN.has(registration.status)),
    outside:
      invitation !== null ||
      (!registration && !fair.cities.some((part) => part.city === enterprise.homeCity)),
    verified: enterprise.verified,
    now: ctx.clock.now(),
    editable: goesOn(fair) && registration !== null && EDITABLE.has(registration.status),
  };
  const status = refused ? 422 : 200;
  return page(c, { title: fair.title, audience, status }, (shell) => <OnePage shell={shell} data={data} />);
}

const done = (c: Context<Env>, panel: { title: string; next: string; reference: string; fairId: string }) =>
  page(c, { title: TEXT.title, audience }, () => (
    <DonePage {...panel} back={{ href: `/enterprise/fairs/${panel.fairId}`, text: TEXT.back }} />
  ));

/** Fairs for enterprises: what is open, our registrations, the answer to an offer. */
export const enterpriseFairPages = new Pages()
  .get("/enterprise/fairs", member, async (c) => {
    const ctx = c.get("ctx");
    requireAccount(ctx.actor);
    const [coming, mine] = await Promise.all([
      listFairs(ctx, { which: "coming", limit: MANY }),
      listRegistrations(ctx, { as: "mine", limit: MANY }),
    ]);
    const known = new Set(mine.items.map((one) => one.fair.id));
    const open = coming.items.filter((fair) => fair.registrationOpen && !known.has(fair.id));
    const data = { open, mine: mine.items.reverse() };
    return page(c, { title: TEXT.title, audience }, () => <ListPage data={data} />);
  })
  .get("/enterprise/fairs/:id", readers, (c) => onePage(c, null))
  .post("/enterprise/fairs/:id", readers, async (c) => {
    const fields = await readForm(c);
    try {
      const input = parse(RegistrationInput, {
        enterpriseId: enterpriseOf(c).id,
        ...choicesIn(fields),
        ...(one(fields, "invitation") ? { invitation: one(fields, "invitation") } : {}),
      });
      const { reference } = await registerForFair(c.get("ctx"), { ...input, fairId: idOf(c) });
      return done(c, { title: TEXT.done, next: TEXT.doneNext, reference, fairId: idOf(c) });
    } catch (error) {
      const refused = refusedForm(error, fields);
      if (!refused) throw error;
      return onePage(c, refused);
    }
  })
  .post("/enterprise/registrations/:id/edit", own, async (c) => {
    const fields = await readForm(c);
    const registration = await getRegistration(c.get("ctx"), idOf(c));
    const { reference, fair, enterprise } = registration;
    try {
      const edit = parse(RegistrationPatch, changedIn(fields, registration));
      await editRegistration(c.get("ctx"), { id: idOf(c), edit, ...revIn(fields) });
      return done(c, { title: TEXT.edited, next: TEXT.editHint, reference, fairId: fair.id });
    } catch (error) {
      const refused = refusedForm(error, fields);
      if (!refused) throw error;
      return onePage(c, refused, { fairId: fair.id, enterpriseId: enterprise.id });
    }
  })
  .post("/enterprise/registrations/:id/answer", own, async (c) => {
    const accept = one(await readForm(c), "accept") === "1";
    const { reference, fairId } = await answerOffer(c.get("ctx"), { id: idOf(c), accept });
    const title = accept ? TEXT.accepted : TEXT.declined;
    return done(c, { title, next: accept ? TEXT.answered : TEXT.withdrawnNext, reference, fairId });
  })
  .post("/enterprise/registrations/:id/withdraw", own, async (c) => {
    const ctx = c.get("ctx");
    const { reference, fair } = await getRegistration(ctx, idOf(c));
    await withdrawRegistration(ctx, { id: idOf(c) });
    return done(c, { title: TEXT.withdrawn, next: TEXT.withdrawnNext, reference, fairId: fair.id });
  });
