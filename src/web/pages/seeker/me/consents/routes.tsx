import type { Context } from "hono";
import { findByConsent, withdrawConsent } from "../../../../../applications/index.ts";
import { listConsents } from "../../../../../candidates/index.ts";
import { orNotFound } from "../../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { DonePage } from "../../../../components/done.tsx";
import { fieldText, pathId, readForm } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { onRecord, SIGNED_IN } from "../../../../policies.ts";
import { ERASURES } from "../../../../text/public/erasures.ts";
import { END_CONSENT } from "../../../../text/public/invitation.ts";
import { ME, MINE } from "../../../../text/seeker.ts";
import { ConsentPage } from "./consent-page.tsx";

const ownConsent = onRecord(SIGNED_IN, "consent", "owner");

/** Returns the application that ends or stays with a consent; null if there is no choice. */
async function restingOn(c: Context<Env>, consentId: string) {
  const application = await findByConsent(c.get("ctx"), consentId);
  return application && (application.status === "sent" || application.status === "invited")
    ? application
    : null;
}

/** Withdrawal of a consent: the page that asks, and what it sends. */
export const consentPages = new Pages()
  .get("/me/consents/:id", ownConsent, async (c) => {
    const id = pathId(c);
    const consent = orNotFound((await listConsents(c.get("ctx"))).find((one) => one.id === id));
    const data = { consent, resting: await restingOn(c, id) };
    return page(c, { title: END_CONSENT.title }, (shell) => <ConsentPage shell={shell} data={data} />);
  })
  .post("/me/consents/:id/withdraw", ownConsent, async (c) => {
    const choice = fieldText(await readForm(c), "application");
    const application = choice === "keep" || choice === "withdraw" ? choice : undefined;
    const id = pathId(c);
    const resting = await restingOn(c, id);
    await withdrawConsent(c.get("ctx"), { id, application });
    const next = !resting
      ? END_CONSENT.cardOnly
      : application === "keep"
        ? END_CONSENT.next.keep
        : END_CONSENT.next.both;
    return page(c, { title: MINE.done.consent }, () => (
      <DonePage
        title={MINE.done.consent}
        next={next}
        {...(resting && { reference: resting.reference })}
        back={{ href: "/me", text: ME.title }}
        also={{ href: "/me/erasures", text: ERASURES.look }}
      />
    ));
  });
