import { z } from "zod";
import { Instant } from "../receiving/envelope.ts";

/** A log for one city with its epoch, such as `210900/to/211400/1`. */
const TO_LOG = /^\d{6}\/to\/\d{6}\/[1-9]\d{0,8}$/;

const Store = z.string().regex(/^[a-z][a-zA-Z]{0,39}$/);
const COUNT_MAX = 2 ** 31 - 1;

/**
 * Body of a receipt: the record that the entry names is gone since then, from these places. `deleted`, if it
 * is there, says how many things went from each: rows, payloads. Zero where nothing was left.
 */
export const Receipt = z
  .strictObject({
    log: z.string().regex(TO_LOG),
    seq: z.int().min(1),
    erasedAt: Instant,
    stores: z.array(Store).min(1).max(20),
    deleted: z.record(Store, z.int().min(0).max(COUNT_MAX)).optional(),
  })
  .refine(({ stores, deleted = {} }) => Object.keys(deleted).every((name) => stores.includes(name)), {
    path: ["deleted"],
  });
export type Receipt = z.infer<typeof Receipt>;

/** Returns stream, epoch and the two cities of a log's name. */
export function placeOf(log: string): { stream: string; epoch: number; home: string; reader: string } {
  const [home = "", , reader = "", epoch = ""] = log.split("/");
  return { stream: `${home}/to/${reader}`, epoch: Number(epoch), home, reader };
}

/** Query for the erasures that this node carried out: of a stream, after `epoch.seq`. */
export const ErasedQuery = z.object({
  log: z.string().regex(/^\d{6}\/to\/\d{6}$/),
  after: z
    .string()
    .regex(/^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,14})$/)
    .default("0.0"),
});
