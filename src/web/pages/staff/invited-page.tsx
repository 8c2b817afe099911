import type { FC } from "hono/jsx";
import type { Invitation } from "../../../staff/index.ts";
import { Panel } from "../../components/blocks.tsx";
import { LinkButton } from "../../components/forms.tsx";
import { STAFF } from "../../text/union/staff.ts";

/** The page after an invitation. `link` is shown where no gateway sends codes. */
export const InvitedPage: FC<{ invitation: Invitation; link: string | null; back: string }> = ({
  invitation,
  link,
  back,
}) => (
  <div class="narrow">
    <Panel title={STAFF.invitedDone} next={STAFF.invitedNext(invitation.name, invitation.phoneMasked)}>
      {link ? (
        <p>
          {STAFF.invitedLink}
          <br />
          <code>{link}</code>
        </p>
      ) : null}
      <LinkButton href={back} kind="primary">
        {STAFF.back}
      </LinkButton>
    </Panel>
  </div>
);
