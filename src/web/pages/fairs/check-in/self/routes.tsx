import { checkInSelf, getFair, myTicketFor } from "../../../../../fairs/index.ts";
import { AppError } from "../../../../../platform/core/errors.ts";
import { Pages } from "../../../../../platform/http/index.ts";
import { Button, Form } from "../../../../components/forms.tsx";
import { fieldText, pathId, readForm } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { FAIR_VISITOR } from "../../../../policies.ts";
import { ARRIVE } from "../../../../text/fairs/check-in.ts";
import { SCANNER_STYLES } from "../answer-section.tsx";
import { ArrivedPage } from "./arrived-page.tsx";

/** Self check-in: the page that the link on the poster opens. */
export const selfCheckInPages = new Pages()
  .get("/fairs/:id/arrive", FAIR_VISITOR, async (c) => {
    const fair = await getFair(c.get("ctx"), { id: pathId(c) });
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
  .post("/fairs/:id/arrive", FAIR_VISITOR, async (c) => {
    const [ctx, fairId] = [c.get("ctx"), pathId(c)];
    const code = fieldText(await readForm(c), "code");
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
      () => <ArrivedPage fairId={fairId} answer={answer} ticketId={held?.id} />,
    );
  });
