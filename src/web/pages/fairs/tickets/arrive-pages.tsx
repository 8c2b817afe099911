import type { FC } from "hono/jsx";
import { checkInSelf, getFair, myTicketFor, type ScanView } from "../../../../fairs/index.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { Pages } from "../../../../platform/http/index.ts";
import { Panel } from "../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import { idOf, one, readForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { ARRIVE, TICKET } from "../../../text/fairs/tickets.ts";
import { Answer, SCANNER_STYLES } from "./answer.tsx";

const ofFair = { who: "signedIn", on: { record: "fair", param: "id", by: "readers" } } as const;

const Done: FC<{ fairId: string; answer: ScanView | "none" | null; ticketId: string | undefined }> = (
  props,
) => (
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

/** Coming in alone: the poster's link, one button. */
export const arrivePages = new Pages()
  .get("/fairs/:id/arrive", ofFair, async (c) => {
    const fair = await getFair(c.get("ctx"), { id: idOf(c) });
    const code = c.req.query("c") ?? "";
    return page(c, { title: ARRIVE.heading(fair.title) }, (shell) => (
      <div class="narrow stack">
        <h1>{ARRIVE.heading(fair.title)}</h1>
        <p>{ARRIVE.lead}</p>
        <Form action={`/fairs/${fair.id}/arrive`} csrf={shell.csrf}>
          <input type="hidden" name="code" value={code.slice(0, 1000)} />
          <Button kind="primary" wide>
            {ARRIVE.confirm}
          </Button>
        </Form>
      </div>
    ));
  })
  .post("/fairs/:id/arrive", ofFair, async (c) => {
    const [ctx, fairId] = [c.get("ctx"), idOf(c)];
    const code = one(await readForm(c), "code");
    await getFair(ctx, { id: fairId });
    const answer = await checkInSelf(ctx, { fairId, code }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "TICKET_NONE") return "none" as const;
      if (error instanceof AppError && error.code === "INVALID_INPUT") return null;
      throw error;
    });
    const held = await myTicketFor(ctx, fairId);
    return page(
      c,
      { title: ARRIVE.title, head: SCANNER_STYLES, status: answer && answer !== "none" ? 200 : 422 },
      () => <Done fairId={fairId} answer={answer} ticketId={held?.id} />,
    );
  });
