import { z } from "zod";

/** An answer to the question which erasures of a log a peer carried out. */
export const ErasedPage = z.object({
  items: z
    .array(
      z.object({
        /** The log with its epoch, such as `210900/to/211400/1`. */
        log: z.string().regex(/^\d{6}\/to\/\d{6}\/[1-9]\d{0,8}$/),
        seq: z.int().min(1),
        kind: z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/),
        id: z.string().regex(/^[\x21-\x7e]{1,200}$/),
        rev: z.int().min(0),
      }),
    )
    .max(500),
});
export type ErasedItem = z.infer<typeof ErasedPage>["items"][number];
