import type { FC } from "hono/jsx";
import { Panel } from "./blocks.tsx";
import { LinkButton } from "./forms.tsx";

type DoneProps = { title: string; next?: string; reference?: string; back: { href: string; text: string } };

/** The page after a command: title, reference, next step and a link back. */
export const DonePage: FC<DoneProps> = ({ back, ...panel }) => (
  <div class="narrow">
    <Panel {...panel}>
      <LinkButton href={back.href} kind="primary">
        {back.text}
      </LinkButton>
    </Panel>
  </div>
);
