import type { FC } from "hono/jsx";
import type { ProfileView } from "../../../../candidates/index.ts";
import { Button, Form } from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import { APPLY } from "../../../text/seeker.ts";
import { CardFacts, Channel, type Common, Receiver } from "./card-section.tsx";

/** The application page of a person with a card: check the card and send it. */
export const SendCardPage: FC<
  Common & { card: ProfileView; names: CodeNames; channel: string | undefined; via: string | undefined }
> = ({ channel, via, shell, posting, until, card, names }) => (
  <div class="narrow">
    <h1>{APPLY.heading(posting.title)}</h1>
    <Receiver employer={posting.employer.name} until={until} />
    <section class="card">
      <CardFacts card={card} names={names} />
      <a href={`/me/card?back=${encodeURIComponent(`/postings/${posting.id}/apply`)}`}>{APPLY.change}</a>
    </section>
    <Form action={`/postings/${posting.id}/apply`} csrf={shell.csrf}>
      <Channel value={channel} via={via} />
      <Button kind="primary" wide>
        {APPLY.confirmCard}
      </Button>
    </Form>
  </div>
);
