import { systemContext } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/core/errors.ts";
import type { Policy } from "../../../platform/core/policy.ts";
import { fieldErrors, Pages } from "../../../platform/http/index.ts";
import { askedOf, FED_PATH, peerOf, readJson } from "../../serving/index.ts";
import { ErasedQuery, Receipt } from "./receipt.ts";
import { receiveReceipt } from "./receive-receipt.ts";
import { selectErased } from "./store.ts";

const PEER: Policy = { who: "peer" };
const PAGE = 500;

/** Routes by which nodes confirm erasures, and ask which ones a peer carried out. Requests are signed. */
export const receiptRoutes = (): Pages =>
  new Pages()
    .post(`${FED_PATH}receipts`, PEER, async (c) => {
      const services = c.get("services");
      const asked = await askedOf(c);
      const { cities } = await peerOf(services, asked);
      const { value } = readJson(asked.body);
      const { success, data: receipt, error } = Receipt.safeParse(value);
      if (!success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(error) });
      await receiveReceipt(systemContext(services, "receipts"), { receipt, cities });
      return c.body(null, 204);
    })
    .get(`${FED_PATH}receipts`, PEER, async (c) => {
      const services = c.get("services");
      const { cities } = await peerOf(services, await askedOf(c));
      const { success, data, error } = ErasedQuery.safeParse(c.req.query());
      if (!success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(error) });
      if (!cities.includes(data.log.slice(0, 6))) throw notFound();
      const [epoch = 0, seq = 0] = data.after.split(".").map(Number);
      const items = await selectErased(services.db, data.log, { after: { epoch, seq }, limit: PAGE });
      return c.json({ items }, 200, { "cache-control": "no-store" });
    });
