import type { Context } from "hono";
import { groundsOfConsents, listMine } from "../../../../applications/index.ts";
import {
  getProfile,
  listCardViews,
  listConsents,
  ProfileInput,
  type ProfileView,
  saveProfile,
} from "../../../../candidates/index.ts";
import { getEnterprise, listPendingClaims } from "../../../../enterprises/index.ts";
import { listMyTickets } from "../../../../fairs/index.ts";
import { accountView, NameInput, renameAccount } from "../../../../identity/index.ts";
import { getMail, listNotices, markNoticesRead } from "../../../../notifications/index.ts";
import { listErasures } from "../../../../peers/index.ts";
import type { RequestContext } from "../../../../platform/context.ts";
import { rolesOf } from "../../../../platform/core/actor.ts";
import { requireAccount } from "../../../../platform/core/guard.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { listSavedSearches } from "../../../../saved-searches/index.ts";
import { listMyInvitations } from "../../../../staff/index.ts";
import { listOwnTalentCards } from "../../../../talent/index.ts";
import { namesFor } from "../../../code-names.ts";
import { Panel } from "../../../components/blocks.tsx";
import { CARD_LABELS, CardFields, cardField, cardOf, cardValues } from "../../../components/card-form.tsx";
import { cardChoices } from "../../../components/choices.ts";
import {
  Button,
  EMPTY_FORM,
  ErrorSummary,
  Form,
  type FormState,
  LinkButton,
} from "../../../components/forms.tsx";
import { cursorOf, fieldText, formStatus, localPath, parse, readForm, submitForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { SIGNED_IN } from "../../../policies.ts";
import { COMMON } from "../../../text/common.ts";
import { CARD_SAVED } from "../../../text/public/account.ts";
import { ERASURES } from "../../../text/public/erasures.ts";
import { CARD, LOOKS, ME } from "../../../text/seeker.ts";
import { ErasuresPage } from "./erasures-page.tsx";
import { LooksPage } from "./looks-page.tsx";
import { MePage } from "./me-page.tsx";

const APPLICATIONS_SHOWN = 50;
/** Looks on the overview. The page of looks shows all. */
const LOOKS_SHOWN = 5;
const LOOKS_PAGE = 20;
const ERASURES_PAGE = 20;

async function cardPage(c: Context<Env>, form: FormState, back: string) {
  const choices = await cardChoices(c.get("ctx"), form.values);
  const status = formStatus(form);
  return page(c, { title: CARD.title, status }, (shell) => (
    <div class="narrow">
      <ErrorSummary form={form} labels={CARD_LABELS} />
      <h1>{CARD.heading}</h1>
      <p class="quiet">{CARD.lead}</p>
      <Form action="/me/card" csrf={shell.csrf}>
        <input type="hidden" name="back" value={back} />
        <CardFields form={form} choices={choices} withPhone={false} />
        <Button kind="primary" wide>
          {CARD.save}
        </Button>
      </Form>
    </div>
  ));
}

/** Says what was saved, who sees it from when, and where to go on. */
async function savedPage(c: Context<Env>, card: ProfileView) {
  const ctx = c.get("ctx");
  const [names, consents] = await Promise.all([namesFor(ctx), listConsents(ctx)]);
  const named = (codes: readonly string[], name: (code: string) => string | null) =>
    codes.map((code) => name(code) ?? code).join("、");
  const readers = [
    ...new Set(
      consents
        .filter(({ standing, purpose }) => standing && purpose === "application")
        .map(({ receiver }) => receiver.name),
    ),
  ];
  const [first = ""] = readers;
  const seen = readers.length > 1 ? CARD_SAVED.several(first, readers.length) : first;
  const what = CARD_SAVED.what(
    card.callName,
    named(card.skills, names.occupation),
    named(card.places, names.division),
  );
  return page(c, { title: CARD_SAVED.title }, () => (
    <div class="narrow">
      <Panel title={CARD_SAVED.title}>
        <p>{what}</p>
        <p>
          <b>{COMMON.nextStep}</b>
          <br />
          {readers.length > 0 ? CARD_SAVED.seen(seen) : CARD_SAVED.unseen}
        </p>
        <p class="row">
          <LinkButton href="/postings" kind="primary">
            {CARD_SAVED.find}
          </LinkButton>
          <LinkButton href="/me">{ME.title}</LinkButton>
        </p>
      </Panel>
    </div>
  ));
}

/**
 * Returns true if a code for the caller's next sign-in would reach nobody: no gateway, no confirmed address.
 */
async function needsAddress(ctx: RequestContext): Promise<boolean> {
  const { production, sms, mail } = ctx.config;
  if (!production || sms || !mail) return false;
  return (await getMail(ctx)).state !== "confirmed";
}

/** Shows the overview page. `refused` is the form of the name after a validation error. */
async function mePage(c: Context<Env>, refused: FormState | null = null) {
  const ctx = c.get("ctx");
  const { enterprises: own } = requireAccount(ctx.actor);
  const [enterprises, claims] = await Promise.all([
    Promise.all(own.map(({ id }) => getEnterprise(ctx, id))),
    listPendingClaims(ctx),
  ]);
  const [applications, notices, consents, looks, card, names, account, searches, tickets, invitations, pool] =
    await Promise.all([
      listMine(ctx, { limit: APPLICATIONS_SHOWN }),
      listNotices(ctx),
      listConsents(ctx),
      listCardViews(ctx, { limit: LOOKS_SHOWN }),
      getProfile(ctx),
      namesFor(ctx),
      accountView(ctx),
      listSavedSearches(ctx),
      listMyTickets(ctx),
      listMyInvitations(ctx),
      listOwnTalentCards(ctx),
    ]);
  const grounds = await groundsOfConsents(
    ctx,
    consents.map(({ id }) => id),
  );
  const { phoneMasked, name } = account;
  const data = {
    applications: applications.items,
    notices,
    consents,
    grounds,
    looks,
    card,
    names,
    searches,
    tickets,
    enterprises,
    claims,
    phoneMasked,
    mail: ctx.config.mail !== null,
    needsAddress: await needsAddress(ctx),
    roles: rolesOf(ctx.actor),
    pool,
    invitations: invitations.length,
    nameForm: refused ?? { ...EMPTY_FORM, values: { name: name ?? "" } },
  };
  const status = refused ? 422 : 200;
  return page(c, { title: ME.title, status }, (shell) => <MePage shell={shell} data={data} />);
}

/** The seeker's own pages: overview, name, notices, looks, erasures, card. */
export const seekerPages = new Pages()
  .get("/me", SIGNED_IN, (c) => mePage(c))
  .post("/me/name", SIGNED_IN, async (c) => {
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        await renameAccount(c.get("ctx"), parse(NameInput, { name: fieldText(fields, "name") }));
        return c.redirect("/me#account", 303);
      },
      (form) => mePage(c, form),
    );
  })
  .post("/me/notices/read", SIGNED_IN, async (c) => {
    await markNoticesRead(c.get("ctx"));
    return c.redirect("/me", 303);
  })
  .get("/me/looks", SIGNED_IN, async (c) => {
    const looks = await listCardViews(c.get("ctx"), { cursor: cursorOf(c), limit: LOOKS_PAGE });
    return page(c, { title: LOOKS.heading }, (shell) => <LooksPage shell={shell} {...looks} />);
  })
  .get("/me/erasures", SIGNED_IN, async (c) => {
    const erasures = await listErasures(c.get("ctx"), { cursor: cursorOf(c), limit: ERASURES_PAGE });
    return page(c, { title: ERASURES.title }, (shell) => <ErasuresPage shell={shell} erasures={erasures} />);
  })
  .get("/me/card", SIGNED_IN, async (c) => {
    const card = await getProfile(c.get("ctx"));
    const form = { ...EMPTY_FORM, values: card ? cardValues(card) : {} };
    return cardPage(c, form, localPath(c.req.query("back"), "/me"));
  })
  .post("/me/card", SIGNED_IN, async (c) => {
    const fields = await readForm(c);
    const back = localPath(fieldText(fields, "back"), "/me");
    return submitForm(
      fields,
      async () => {
        const card = await saveProfile(c.get("ctx"), parse(ProfileInput, cardOf(fields)));
        // Another page than the overview shows the card, and goes on with it.
        return back === "/me" ? savedPage(c, card) : c.redirect(back, 303);
      },
      (form) => cardPage(c, form, back),
      cardField,
    );
  });
