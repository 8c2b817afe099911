import type { FC } from "hono/jsx";
import type { ScanView } from "../../../../../fairs/index.ts";
import { Panel } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { ARRIVE } from "../../../../text/fairs/check-in.ts";
import { TICKET } from "../../../../text/fairs/tickets.ts";
import { Answer } from "../answer-section.tsx";

export const ArrivedPage: FC<{
  fairId: string;
  answer: ScanView | "none" | null;
  ticketId: string | undefined;
}> = (props) => (
  <div class="narrow stack">
    <h1>{ARRIVE.title}</h1>
    {props.answer === null ? <Panel title={ARRIVE.bad} inner /> : null}
    {props.answer === "none" ? <Panel title={ARRIVE.none} inner /> : null}
    {props.answer !== null && props.answer !== "none" ? <Answer answer={props.answer} /> : null}
    <LinkButton
      href={props.ticketId ? `/me/tickets/${props.ticketId}` : `/fairs/${props.fairId}/ticket`}
      kind="primary"
    >
      {props.ticketId ? ARRIVE.back : TICKET.take}
    </LinkButton>
  </div>
);
