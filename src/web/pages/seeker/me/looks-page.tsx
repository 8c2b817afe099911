import type { FC } from "hono/jsx";
import type { CardView } from "../../../../candidates/index.ts";
import { Pages as Pager } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { LOOKS, ME } from "../../../text/seeker.ts";
import { Looks } from "./looks-section.tsx";

/** All looks at the person's card or phone, page by page. */
export const LooksPage: FC<{ shell: Shell; items: readonly CardView[]; nextCursor: string | null }> = ({
  shell,
  items,
  nextCursor,
}) => (
  <div class="narrow">
    <h1>{LOOKS.heading}</h1>
    <p class="quiet">{LOOKS.lead}</p>
    <Looks items={items} />
    <Pager shell={shell} next={nextCursor} />
    <p>
      <LinkButton href="/me">{ME.title}</LinkButton>
    </p>
  </div>
);
