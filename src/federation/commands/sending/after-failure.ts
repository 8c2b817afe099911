import { ApplyCommand, returnUndelivered } from "../../../applications/index.ts";
import type { ExpiredCommand } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";

/** Runs what follows here from a command that the other city will never run. */
export async function afterFailure(
  ctx: RequestContext,
  { type, body, subjectId }: Pick<ExpiredCommand, "type" | "body" | "subjectId">,
): Promise<void> {
  if (type !== "apply") return;
  const { cardId } = ApplyCommand.parse(JSON.parse(body).payload);
  await returnUndelivered(ctx, { id: subjectId, cardId });
}
