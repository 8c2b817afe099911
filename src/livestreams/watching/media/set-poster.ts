import type { RequestContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { putFile, readUpTo } from "../../../platform/files/index.ts";
import { replaceMedia, requireMediaEditor } from "./change-media.ts";
import { pictureSize } from "./picture-size.ts";
import { POSTER_BYTES_MAX, requirePoster } from "./rules.ts";
import { writeMedia } from "./store.ts";

/** Reads a whole body of at most POSTER_BYTES_MAX. Throws FILE_TOO_LARGE, and drops the rest. */
async function readPoster(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  const bytes = await readUpTo(reader, POSTER_BYTES_MAX);
  if (bytes) return bytes;
  await reader.cancel().catch(() => undefined);
  throw new AppError("FILE_TOO_LARGE", { facts: { bytesMax: POSTER_BYTES_MAX } });
}

/**
 * Sets the poster of a livestream in place of the former one. Throws INVALID_INPUT for a picture that is too
 * small or a stripe, FILE_TOO_LARGE above POSTER_BYTES_MAX, else as `requireMediaEditor` and `putFile` do.
 */
export async function setPoster(
  ctx: RequestContext,
  { id, body }: { id: string; body: ReadableStream<Uint8Array> },
): Promise<void> {
  await requireMediaEditor(ctx, id);
  const bytes = await readPoster(body);
  const size = requirePoster(pictureSize(bytes));
  await putFile(ctx, {
    use: "poster",
    owner: { kind: "livestream", id },
    body: new Blob([bytes]).stream(),
    bytes: bytes.length,
    within: (tx, file) =>
      replaceMedia(tx, ctx, { id, use: "poster", action: "poster" }, () =>
        writeMedia(tx, { livestreamId: id, use: "poster", fileId: file.id, ...size }),
      ),
  });
  ctx.ring("tasks");
}
