import type { Child, FC } from "hono/jsx";
import { Form } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";

type RoomFormProps = { shell: Shell; id: string; of: string; children?: Child };

/** A form of one livestream in the control room. `of` keeps the choice of livestreams. */
export const RoomForm: FC<RoomFormProps> = ({ shell, id, of, children }) => (
  <Form action={`/union/livestreams/${id}/room`} csrf={shell.csrf}>
    {of ? <input type="hidden" name="of" value={of} /> : null}
    {children}
  </Form>
);
