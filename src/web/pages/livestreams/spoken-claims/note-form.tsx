import type { FC } from "hono/jsx";
import { Button, Form } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";

/** A refused note: the sentence that says why, and what was typed. */
export type RefusedNote = { act: string; claimId: string; text: string; sentence: string };

type NoteProps = {
  shell: Shell;
  action: string;
  act: string;
  claimId: string;
  /** Text of the button, also of the line that unfolds the form. */
  text: string;
  label: string;
  refused: RefusedNote | null;
  maxlength: number;
  danger?: boolean;
  open?: boolean;
};

/** A folded form with one note about a check. After an error it is open, with the typed text. */
export const NoteForm: FC<NoteProps> = (props) => {
  const { shell, action, act, claimId, text, label, maxlength } = props;
  const refused = props.refused?.act === act && props.refused.claimId === claimId ? props.refused : null;
  const id = `${act}-${claimId}`;
  return (
    <details class="sheet" open={props.open || refused !== null}>
      <summary>{text}</summary>
      <Form action={action} csrf={shell.csrf}>
        <input type="hidden" name="claimId" value={claimId} />
        <div class={refused ? "field wrong" : "field"}>
          <label for={id}>{label}</label>
          {refused ? (
            <p class="error" id={`${id}-error`}>
              {refused.sentence}
            </p>
          ) : null}
          <textarea
            id={id}
            name="note"
            rows={2}
            maxlength={maxlength}
            aria-required="true"
            {...(refused ? { "aria-invalid": "true" as const, "aria-describedby": `${id}-error` } : {})}
          >
            {refused?.text ?? ""}
          </textarea>
        </div>
        <Button name="act" value={act} kind={props.danger ? "danger" : "primary"}>
          {text}
        </Button>
      </Form>
    </details>
  );
};
