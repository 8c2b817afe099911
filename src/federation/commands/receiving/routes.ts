import { AppError, invalid, orNotFound } from "../../../platform/core/errors.ts";
import { UUID } from "../../../platform/core/ids.ts";
import type { Policy } from "../../../platform/core/policy.ts";
import { fieldErrors, Pages } from "../../../platform/http/index.ts";
import { askedOf, FED_PATH, peerOf, readJson } from "../../serving/index.ts";
import { Envelope } from "./envelope.ts";
import { answerOf, receiveCommand } from "./receive-command.ts";
import { selectResult } from "./store.ts";

const PEER: Policy = { who: "peer" };
const JSON_ANSWER = { "content-type": "application/json", "cache-control": "no-store" } as const;

/** Routes by which other nodes' cities act on records of cities here. Requests are signed. */
export const commandRoutes = (): Pages =>
  new Pages()
    .post(`${FED_PATH}commands`, PEER, async (c) => {
      const services = c.get("services");
      const asked = await askedOf(c);
      const peer = await peerOf(services, asked);
      const { text: raw, value } = readJson(asked.body);
      const { success, data: envelope, error } = Envelope.safeParse(value);
      if (!success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(error) });
      if (!peer.cities.includes(envelope.actor.city)) throw invalid("actor.city", "OTHER_CITY");
      const answer = await receiveCommand(services, { envelope, raw, requestId: c.get("requestId") });
      return c.body(answer, 200, JSON_ANSWER);
    })
    .get(`${FED_PATH}commands/:id`, PEER, async (c) => {
      const services = c.get("services");
      const peer = await peerOf(services, await askedOf(c));
      const id = c.req.param("id") ?? "";
      const result = UUID.test(id) ? await selectResult(services.db, peer.cities, id) : null;
      return c.body(answerOf(id, orNotFound(result)), 200, JSON_ANSWER);
    });
