import type { FC } from "hono/jsx";
import { Panel } from "./blocks.tsx";
import { LinkButton } from "./forms.tsx";

type Link = { href: string; text: string };
type DoneProps = {
  title: string;
  about?: string | undefined;
  next?: string;
  reference?: string;
  back: Link;
  also?: Link;
};

/** The page after a command: title, name, reference, next step, a link back and perhaps another. */
export const DonePage: FC<DoneProps> = ({ back, also, ...panel }) => (
  <div class="narrow">
    <Panel {...panel}>
      <p class="row">
        <LinkButton href={back.href} kind="primary">
          {back.text}
        </LinkButton>
        {also ? <LinkButton href={also.href}>{also.text}</LinkButton> : null}
      </p>
    </Panel>
  </div>
);
