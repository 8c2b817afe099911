import type { FC } from "hono/jsx";
import type { ApplicationView } from "../../../../../applications/index.ts";
import type { ConsentView } from "../../../../../candidates/index.ts";
import { Button, Form, LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { END_CONSENT } from "../../../../text/public/invitation.ts";

/** The application that rests on a consent and may end with it. */
export type Resting = Pick<ApplicationView, "status" | "posting">;

type Choice = { value: "keep" | "withdraw"; text: string; hint: string };

/** Returns what a person may choose, if an application rests on the consent. */
function choicesFor({ status }: Resting): Choice[] {
  const keepHint = status === "sent" ? END_CONSENT.keepSentHint : END_CONSENT.keepInvitedHint;
  return [
    { value: "withdraw", text: END_CONSENT.both, hint: END_CONSENT.bothHint },
    { value: "keep", text: END_CONSENT.keep, hint: keepHint },
  ];
}

type Data = { consent: ConsentView; resting: Resting | null };

/** Asks before a consent ends what becomes of the application that rests on it. */
export const ConsentPage: FC<{ shell: Shell; data: Data }> = ({ shell, data: { consent, resting } }) => {
  const action = `/me/consents/${consent.id}/withdraw`;
  const words = resting?.status === "sent" ? END_CONSENT.withSent : END_CONSENT.withInvited;
  return (
    <div class="narrow">
      <h1>{END_CONSENT.heading(consent.receiver.name)}</h1>
      {resting ? (
        <>
          <p>{words(resting.posting.title)}</p>
          <p>{END_CONSENT.choose}</p>
          {choicesFor(resting).map(({ value, text, hint }) => (
            <section class="card">
              <Form action={action} csrf={shell.csrf}>
                <p>{hint}</p>
                <Button kind="danger" name="application" value={value}>
                  {text}
                </Button>
              </Form>
            </section>
          ))}
        </>
      ) : (
        <Form action={action} csrf={shell.csrf}>
          <p>{END_CONSENT.cardOnly}</p>
          <Button kind="danger">{END_CONSENT.only}</Button>
        </Form>
      )}
      <p>
        <LinkButton href="/me#consents">{END_CONSENT.leave}</LinkButton>
      </p>
    </div>
  );
};
