import { z } from "zod";
import { systemContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";
import type { Policy } from "../../../platform/core/policy.ts";
import { fieldErrors, Pages } from "../../../platform/http/index.ts";
import { askedOf, peerOf, readJson } from "../../serving/index.ts";
import { answerExit } from "./answer-exit.ts";
import { Statement } from "./certificate.ts";
import { keepExit } from "./keep-exit.ts";
import { EXITS_PATH } from "./settle-exits.ts";

const PEER: Policy = { who: "peer" };
const Body = z.union([Statement, z.strictObject({ note: z.string().max(50_000) })]);

/** The route by which the node of a city that left an agreement gets its certificate. Requests are signed. */
export const exitRoutes = (): Pages =>
  new Pages().post(EXITS_PATH, PEER, async (c) => {
    const services = c.get("services");
    const asked = await askedOf(c);
    const { cities } = await peerOf(services, asked);
    const { value } = readJson(asked.body);
    const { success, data, error } = Body.safeParse(value);
    if (!success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(error) });
    const ctx = systemContext(services, "exits");
    if ("note" in data) {
      await keepExit(ctx, data.note);
      return c.body(null, 204);
    }
    return c.json({ note: await answerExit(ctx, { statement: data, cities }) }, 200);
  });
