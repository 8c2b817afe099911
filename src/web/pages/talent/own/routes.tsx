import type { Context } from "hono";
import { getProfile } from "../../../../candidates/index.ts";
import { listEnterprises } from "../../../../enterprises/index.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import {
  blockEnterprise,
  declineInvitation,
  getTalentInvitation,
  listOwnTalentCards,
  listTalentBlocks,
  listTalentInvitations,
  listTalentReceivers,
  previewTalentCard,
  switchOnTalentCard,
  TalentChoice,
  takeBackTalentCard,
  unblockEnterprise,
} from "../../../../talent/index.ts";
import { namesFor } from "../../../code-names.ts";
import { DonePage } from "../../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import { type Fields, formStatus, parse, pathId, readForm, submitForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { onRecord, SIGNED_IN } from "../../../policies.ts";
import { MY_TALENT, TALENT_BLOCKS, TALENT_INVITED } from "../../../text/public/talent.ts";
import { BlocksPage } from "./blocks-page.tsx";
import { ChoicePage, choiceOf, PreviewPage } from "./choice-form.tsx";
import { InvitationPage } from "./invitation-page.tsx";
import { MyTalentPage } from "./my-talent-page.tsx";

const ownCard = onRecord(SIGNED_IN, "talentCard", "owner");
const ownInvitation = onRecord(SIGNED_IN, "talentInvitation", "owner");
const enterprise = onRecord(SIGNED_IN, "enterprise", "readers");
/** Enterprises that a search for one to block shows. */
const FOUND_MAX = 10;
const DEFAULT_DAYS = "90";

async function choicePage(c: Context<Env>, form: FormState) {
  const ctx = c.get("ctx");
  const [receivers, names] = await Promise.all([listTalentReceivers(ctx), namesFor(ctx)]);
  return page(c, { title: MY_TALENT.choiceTitle, status: formStatus(form) }, (shell) => (
    <ChoicePage shell={shell} data={{ receivers, names, form }} />
  ));
}

/** Runs a step of the form. After an error the form is shown again with all that was chosen. */
const submitChoice = async (
  c: Context<Env>,
  run: (choice: TalentChoice, fields: Fields) => Promise<Response>,
) => {
  const fields = await readForm(c);
  return submitForm(
    fields,
    () => run(parse(TalentChoice, choiceOf(fields)), fields),
    (form) => choicePage(c, form),
  );
};

const done = (c: Context<Env>, title: string, next: string) =>
  page(c, { title }, () => (
    <DonePage title={title} next={next} back={{ href: "/me/talent", text: MY_TALENT.title }} />
  ));

/** The seeker's pages of the talent pool: the card, invitations and blocked enterprises. */
export const ownTalentPages = new Pages()
  .get("/me/talent", SIGNED_IN, async (c) => {
    const ctx = c.get("ctx");
    const [cards, receivers, invitations, names, profile] = await Promise.all([
      listOwnTalentCards(ctx),
      listTalentReceivers(ctx),
      listTalentInvitations(ctx),
      namesFor(ctx),
      getProfile(ctx),
    ]);
    const data = { cards, receivers, invitations, names, hasProfile: profile !== null };
    return page(c, { title: MY_TALENT.title }, (shell) => <MyTalentPage shell={shell} data={data} />);
  })
  .get("/me/talent/new", SIGNED_IN, async (c) => {
    if (!(await getProfile(c.get("ctx")))) return c.redirect("/me/talent", 303);
    return choicePage(c, { ...EMPTY_FORM, values: { days: DEFAULT_DAYS } });
  })
  .post("/me/talent/preview", SIGNED_IN, (c) =>
    submitChoice(c, async (choice, fields) => {
      const ctx = c.get("ctx");
      const [previews, names] = await Promise.all([previewTalentCard(ctx, choice), namesFor(ctx)]);
      return page(c, { title: MY_TALENT.previewTitle }, (shell) => (
        <PreviewPage shell={shell} data={{ previews, fields, names }} />
      ));
    }),
  )
  .post("/me/talent", SIGNED_IN, (c) =>
    submitChoice(c, async (choice) => {
      await switchOnTalentCard(c.get("ctx"), choice);
      return done(c, MY_TALENT.done, MY_TALENT.doneNext);
    }),
  )
  .post("/me/talent/:id/take-back", ownCard, async (c) => {
    await takeBackTalentCard(c.get("ctx"), { id: pathId(c) });
    return done(c, MY_TALENT.tookBack, MY_TALENT.tookBackNext);
  })
  .get("/me/talent/invitations/:id", ownInvitation, async (c) => {
    const invitation = await getTalentInvitation(c.get("ctx"), pathId(c));
    const title = `${TALENT_INVITED.title} · ${invitation.posting.title}`;
    return page(c, { title }, (shell) => <InvitationPage shell={shell} invitation={invitation} />);
  })
  .post("/me/talent/invitations/:id/decline", ownInvitation, async (c) => {
    await declineInvitation(c.get("ctx"), { id: pathId(c) });
    return done(c, TALENT_INVITED.declineDone, TALENT_INVITED.declineNext);
  })
  .get("/me/talent/blocks", SIGNED_IN, async (c) => {
    const ctx = c.get("ctx");
    const q = (c.req.query("q") ?? "").trim().slice(0, 40);
    const [blocks, found] = await Promise.all([
      listTalentBlocks(ctx),
      q ? listEnterprises(ctx, { q, limit: FOUND_MAX }) : { items: [] },
    ]);
    const blocked = new Set(blocks.map((block) => block.enterprise.id));
    const data = { blocks, q, found: found.items.filter(({ id }) => !blocked.has(id)) };
    return page(c, { title: TALENT_BLOCKS.title }, (shell) => <BlocksPage shell={shell} data={data} />);
  })
  .post("/me/talent/blocks/:id", enterprise, async (c) => {
    await blockEnterprise(c.get("ctx"), { id: pathId(c) });
    return c.redirect("/me/talent/blocks", 303);
  })
  .post("/me/talent/blocks/:id/delete", enterprise, async (c) => {
    await unblockEnterprise(c.get("ctx"), { id: pathId(c) });
    return c.redirect("/me/talent/blocks", 303);
  });
