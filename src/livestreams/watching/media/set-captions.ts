import type { RequestContext } from "../../../platform/context.ts";
import { putFile } from "../../../platform/files/index.ts";
import { requireAddress } from "../../livestream/index.ts";
import { changeMedia, replaceMedia, requireMediaEditor } from "./change-media.ts";
import type { CaptionsAddress } from "./schema.ts";
import { writeMedia } from "./store.ts";

const MEDIA = { use: "captions", action: "captions" } as const;

/**
 * Sets a WebVTT file as the captions of a livestream, in place of the former ones. Throws as
 * `requireMediaEditor` and `putFile` do.
 */
export async function setCaptions(
  ctx: RequestContext,
  { id, body }: { id: string; body: ReadableStream<Uint8Array> },
): Promise<void> {
  await requireMediaEditor(ctx, id);
  await putFile(ctx, {
    use: "captions",
    owner: { kind: "livestream", id },
    body,
    within: (tx, file) =>
      replaceMedia(tx, ctx, { id, ...MEDIA }, () =>
        writeMedia(tx, { livestreamId: id, use: "captions", fileId: file.id }),
      ),
  });
  ctx.ring("tasks");
}

/**
 * Sets the address of captions, in place of the former ones. Browsers read it, never this program. Throws
 * INVALID_INPUT for an address that cannot be one, else as `requireMediaEditor` does.
 */
export async function setCaptionsAddress(
  ctx: RequestContext,
  { id, url }: { id: string } & CaptionsAddress,
): Promise<void> {
  const address = requireAddress(ctx, url);
  await changeMedia(ctx, { id, ...MEDIA }, (tx) =>
    writeMedia(tx, { livestreamId: id, use: "captions", url: address }),
  );
}
