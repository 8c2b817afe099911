import type { FC } from "hono/jsx";
import type { StaffPlace } from "../../../staff/index.ts";
import { Notice } from "../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../components/forms.tsx";
import type { Shell } from "../../layout.tsx";
import { staffPath } from "../../links/staff.ts";
import { STAFF } from "../../text/union/staff.ts";
import { PlaceFields } from "./place-fields-section.tsx";

/** Asks the last member of an enterprise once more before the own role ends, and names the consequences. */
export const LastMemberPage: FC<{ shell: Shell; id: string; place: StaffPlace }> = ({ shell, id, place }) => (
  <div class="narrow">
    <h1>{STAFF.lastTitle}</h1>
    <Notice kind="warning">
      <ul>
        {STAFF.lastEffects.map((effect) => (
          <li>{effect}</li>
        ))}
      </ul>
    </Notice>
    <p>{STAFF.lastHint}</p>
    <p>
      <LinkButton href={staffPath(place)} kind="primary">
        {STAFF.lastKeep}
      </LinkButton>
    </p>
    <Form action={`/staff/${id}/end`} csrf={shell.csrf}>
      <PlaceFields place={place} />
      <input type="hidden" name="own" value="1" />
      <input type="hidden" name="leaveNobody" value="1" />
      <Button kind="danger">{STAFF.lastConfirm}</Button>
    </Form>
  </div>
);
