import { z } from "zod";
import { Id, IsoDate } from "../../../platform/core/schema.ts";

/**
 * A sealed record of kind `fairApplication`: the home of a person tells the host of a fair what its report
 * counts of her application to an employer of another node. It has no name, and no answer of the employer.
 */
export const FairApplication = z.strictObject({
  subject: z.string().min(16).max(100),
  fairId: Id,
  postingId: Id,
  applicationId: Id,
  /** Reference of the application at the person's home. */
  reference: z.string().regex(/^[A-Z0-9]{6,20}$/),
  appliedAt: z.iso.datetime(),
  /** First day at work. */
  startedOn: IsoDate.nullable(),
  /** True if the person was still at work on day 30. */
  atWork30: z.boolean(),
});
export type FairApplication = z.infer<typeof FairApplication>;
