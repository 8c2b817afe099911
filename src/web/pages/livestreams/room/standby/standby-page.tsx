import type { FC } from "hono/jsx";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { Notice } from "../../../../components/blocks.tsx";
import { Button, EMPTY_FORM, FileField, Form, LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { STANDBY } from "../../../../text/livestreams/room.ts";
import { Film } from "./standby-section.tsx";

export type StandbyData = {
  livestream: LivestreamView;
  set: boolean;
  done: string | null;
  refused: string | null;
};

/** The page on which an officer chooses the film that viewers see while there is no picture. */
export const StandbyPage: FC<{ shell: Shell; data: StandbyData }> = ({ shell, data }) => {
  const { livestream, set, done, refused } = data;
  const { id } = livestream;
  const path = `/union/livestreams/${id}/standby`;
  return (
    <div class="narrow">
      <h1>{STANDBY.title}</h1>
      <p>
        <a href={`/union/livestreams/${id}`}>{livestream.title}</a>
      </p>
      {done ? <Notice kind="done">{done}</Notice> : null}
      {refused ? <Notice kind="warning">{refused}</Notice> : null}
      <p class="quiet">{STANDBY.lead}</p>
      {set ? (
        <section class="card screen">
          <p>{STANDBY.set}</p>
          <Film url={`/livestreams/${id}/standby`} />
          <Form action={`${path}/removal`} csrf={shell.csrf}>
            <Button kind="danger">{STANDBY.remove}</Button>
          </Form>
        </section>
      ) : (
        <p>{STANDBY.none}</p>
      )}
      <section class="card">
        <Form action={path} csrf={shell.csrf} upload>
          <FileField
            form={EMPTY_FORM}
            name="file"
            label={STANDBY.file}
            hint={STANDBY.fileHint}
            accept="video/mp4"
            required
          />
          <Button kind="primary">{STANDBY.upload}</Button>
        </Form>
      </section>
      <LinkButton href="/union/livestream-room">{STANDBY.back}</LinkButton>
    </div>
  );
};
