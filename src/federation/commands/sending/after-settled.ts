import { ApplyCommand, returnUndelivered } from "../../../applications/index.ts";
import { settleRegistration } from "../../../fairs/index.ts";
import type { DueCommand } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";

type Settled = Pick<DueCommand, "type" | "body" | "subjectKind" | "subjectId"> & {
  state: "done" | "refused" | "expired";
  answer: string | null;
};

const codeOf = (answer: string | null) => /"code":"([A-Z_]{1,40})"/.exec(answer ?? "")?.[1] ?? null;

/** Runs what follows here from a command that the other city answered, or that it will never run. */
export async function afterSettled(ctx: RequestContext, settled: Settled): Promise<void> {
  const { type, body, subjectKind, subjectId, state, answer } = settled;
  if (subjectKind === "fairRegistration") {
    const code = state === "refused" ? codeOf(answer) : null;
    await settleRegistration(ctx, { registrationId: subjectId, type, body, state, code });
  }
  if (type !== "apply" || state === "done") return;
  const { cardId } = ApplyCommand.parse(JSON.parse(body).payload);
  await returnUndelivered(ctx, { id: subjectId, cardId });
}
