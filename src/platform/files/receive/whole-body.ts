import type { Context } from "hono";
import { AppError } from "../../core/errors.ts";
import type { Env } from "../../http/env.ts";
import { declaredLength, discard } from "../../http/limits/body.ts";

/**
 * Returns the body of a request that is one file, and its declared length, for `putFile`. If the file is
 * refused, the rest of the body is read and dropped, so that the sender sees the answer.
 * Throws FILE_INCOMPLETE without a body.
 */
export function receivedFile(c: Context<Env>): { body: ReadableStream<Uint8Array>; bytes: number | null } {
  const source = c.req.raw.body;
  if (!source) throw new AppError("FILE_INCOMPLETE");
  const reader = source.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => discard(reader),
    },
    { highWaterMark: 0 },
  );
  return { body, bytes: declaredLength(c) };
}
