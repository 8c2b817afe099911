import type { FC } from "hono/jsx";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { Notice } from "../../../../components/blocks.tsx";
import { Button, EMPTY_FORM, FileField, Form, LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { CLIP } from "../../../../text/livestreams/room.ts";
import { Film } from "./clip-section.tsx";

export type ClipData = {
  livestream: LivestreamView;
  set: boolean;
  done: string | null;
  refused: string | null;
};

/** The page on which an officer chooses the film that viewers see while there is no picture. */
export const ClipPage: FC<{ shell: Shell; data: ClipData }> = ({ shell, data }) => {
  const { livestream, set, done, refused } = data;
  const { id } = livestream;
  const path = `/union/livestreams/${id}/clip`;
  return (
    <div class="narrow">
      <h1>{CLIP.title}</h1>
      <p>
        <a href={`/union/livestreams/${id}`}>{livestream.title}</a>
      </p>
      {done ? <Notice kind="done">{done}</Notice> : null}
      {refused ? <Notice kind="warning">{refused}</Notice> : null}
      <p class="quiet">{CLIP.lead}</p>
      {set ? (
        <section class="card screen">
          <p>{CLIP.set}</p>
          <Film livestreamId={id} />
          <Form action={`${path}/removal`} csrf={shell.csrf}>
            <Button kind="danger">{CLIP.remove}</Button>
          </Form>
        </section>
      ) : (
        <p>{CLIP.none}</p>
      )}
      <section class="card">
        <Form action={path} csrf={shell.csrf} upload>
          <FileField
            form={EMPTY_FORM}
            name="file"
            label={CLIP.file}
            hint={CLIP.fileHint}
            accept="video/mp4"
            required
          />
          <Button kind="primary">{CLIP.upload}</Button>
        </Form>
      </section>
      <LinkButton href="/union/livestream-room">{CLIP.back}</LinkButton>
    </div>
  );
};
