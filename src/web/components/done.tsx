import type { FC } from "hono/jsx";
import { UNDO } from "../text/common.ts";
import { Panel } from "./blocks.tsx";
import { Button, Form, LinkButton } from "./forms.tsx";

type Link = { href: string; text: string };
type DoneProps = {
  title: string;
  about?: string | undefined;
  next?: string;
  reference?: string;
  back: Link;
  also?: Link;
  undo?: { action: string; csrf: string; rev: number } | undefined;
};

/** The button of a form that takes the last act back, with how long it can. */
export const UndoButton: FC<{ text?: string }> = ({ text = UNDO.act }) => (
  <p class="row">
    <Button hook="undo">{text}</Button>
    <span class="small">{UNDO.hint}</span>
  </p>
);

/**
 * The page after a command: title, name, reference, next step, a link back and perhaps another. `undo` is a
 * button that takes the command back within a minute, with the record's revision.
 */
export const DonePage: FC<DoneProps> = ({ back, also, undo, ...panel }) => (
  <div class="narrow">
    <Panel {...panel}>
      {undo ? (
        <Form action={undo.action} csrf={undo.csrf}>
          <input type="hidden" name="ifRev" value={String(undo.rev)} />
          <UndoButton />
        </Form>
      ) : null}
      <p class="row">
        <LinkButton href={back.href} kind="primary">
          {back.text}
        </LinkButton>
        {also ? <LinkButton href={also.href}>{also.text}</LinkButton> : null}
      </p>
    </Panel>
  </div>
);
