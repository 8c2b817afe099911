import type { Context } from "hono";
import { getReceived, type ReceivedApplication } from "../../../../applications/index.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { type Fields, fieldText } from "../../../forms.ts";

/** Finds an application in all enterprises of the caller. Throws NOT_FOUND if none of them received it. */
export async function receivedApplication(
  c: Context<Env>,
  id: string,
): Promise<ReceivedApplication & { enterpriseId: string }> {
  const ctx = c.get("ctx");
  const { enterprises } = ctx.actor.kind === "account" ? ctx.actor : { enterprises: [] };
  for (const { id: enterpriseId } of enterprises) {
    try {
      return { ...(await getReceived(ctx, { enterpriseId, id })), enterpriseId };
    } catch (error) {
      if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    }
  }
  throw new AppError("NOT_FOUND");
}

/** Drops blank fields, because optional input must be absent, not empty. */
export const withoutBlanks = (fields: Fields) =>
  Object.fromEntries(
    Object.keys(fields).flatMap((name) => (fieldText(fields, name) ? [[name, fieldText(fields, name)]] : [])),
  );
