import type { FC } from "hono/jsx";
import type { TalentInvitation } from "../../../../talent/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatTime } from "../../../text/format.ts";
import { MY_TALENT, TALENT_BLOCKS, TALENT_INVITED } from "../../../text/public/talent.ts";

/** One invitation: the posting, the way to apply, and the way not to see this enterprise any more. */
export const InvitationPage: FC<{ shell: Shell; invitation: TalentInvitation }> = ({ shell, invitation }) => {
  const { enterprise, posting, at, applied, declined, blocked } = invitation;
  const waits = posting.open && !applied;
  return (
    <div class="narrow stack">
      <h1>{TALENT_INVITED.title}</h1>
      <section class="card">
        <h2>{posting.title}</h2>
        <p class="quiet">
          {enterprise.name} · {formatTime(at)}
        </p>
        <p>{TALENT_INVITED.lead(enterprise.name)}</p>
        {applied ? <Notice kind="done">{TALENT_INVITED.applied}</Notice> : null}
        {posting.open || applied ? null : <Notice kind="waiting">{TALENT_INVITED.closed}</Notice>}
        {declined && !applied ? <Notice>{TALENT_INVITED.declined}</Notice> : null}
        {waits ? (
          <>
            {declined ? null : <p>{TALENT_INVITED.choose}</p>}
            <p class="row">
              <LinkButton href={`/postings/${posting.id}/apply`} kind="primary">
                {TALENT_INVITED.apply}
              </LinkButton>
              <LinkButton href={`/postings/${posting.id}`}>{TALENT_INVITED.see}</LinkButton>
            </p>
          </>
        ) : null}
        {waits && !declined ? (
          <Form action={`/me/talent/invitations/${invitation.id}/decline`} csrf={shell.csrf}>
            <Button>{TALENT_INVITED.decline}</Button>
          </Form>
        ) : null}
      </section>
      {blocked ? (
        <p>
          {TALENT_INVITED.blocked} <a href="/me/talent/blocks">{TALENT_BLOCKS.title}</a>
        </p>
      ) : (
        <Form action={`/me/talent/blocks/${enterprise.id}`} csrf={shell.csrf}>
          <p class="quiet small">{TALENT_INVITED.blockHint}</p>
          <Button>{TALENT_INVITED.block}</Button>
        </Form>
      )}
      <p>
        <LinkButton href="/me/talent">{MY_TALENT.title}</LinkButton>
      </p>
    </div>
  );
};
