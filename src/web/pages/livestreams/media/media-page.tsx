import type { FC } from "hono/jsx";
import { type LivestreamView, type MediaView, POSTER_BYTES_MAX } from "../../../../livestreams/index.ts";
import { Facts, Notice } from "../../../components/blocks.tsx";
import { Button, ErrorSummary, Field, FileField, Form, type FormState } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { asset } from "../../../static/index.ts";
import { kilobytes, MEDIA } from "../../../text/livestreams/media.ts";
import { Poster } from "../livestream/public/poster-section.tsx";

export type MediaData = {
  livestream: LivestreamView;
  media: MediaView;
  /** True if this process has a place for files. */
  files: boolean;
  form: FormState;
  /** Why the last file was not taken, if no field is wrong. */
  refused: { title: string; detail: string } | null;
};

const LABELS = { poster: MEDIA.poster, captions: MEDIA.captions, url: MEDIA.url };
const WORDS = JSON.stringify({
  shrunk: MEDIA.shrunk("{kb}"),
  shrinking: MEDIA.shrinking,
  tooLarge: MEDIA.tooLarge,
});

type Part = { shell: Shell; data: MediaData };

const Remove: FC<{ shell: Shell; id: string; act: "removePoster" | "removeCaptions" }> = ({
  shell,
  id,
  act,
}) => (
  <Form action={`/union/livestreams/${id}/media`} csrf={shell.csrf}>
    <Button kind="danger" name="act" value={act}>
      {MEDIA[act]}
    </Button>
  </Form>
);

const PosterPart: FC<Part> = ({ shell, data: { livestream, media, files, form } }) => {
  const { id } = livestream;
  const { poster } = media;
  return (
    <section class="card stack" id="poster-now">
      <h2>{MEDIA.posterTitle}</h2>
      <p class="quiet">{MEDIA.posterLead}</p>
      {poster ? (
        <>
          <Poster livestreamId={id} poster={poster} />
          <p class="quiet small">{MEDIA.size(poster.width, poster.height)}</p>
        </>
      ) : (
        <p>{MEDIA.noPoster}</p>
      )}
      {files ? (
        <Form action={`/union/livestreams/${id}/poster`} csrf={shell.csrf} upload>
          <div data-shrink={String(POSTER_BYTES_MAX)} data-words={WORDS}>
            <FileField
              form={form}
              name="poster"
              label={MEDIA.poster}
              hint={MEDIA.posterHint(kilobytes(POSTER_BYTES_MAX))}
              accept="image/jpeg,image/png,image/webp"
              required
            />
            <p class="quiet" role="status" data-shrunk />
          </div>
          <Button kind="primary">{poster ? MEDIA.replace : MEDIA.upload}</Button>
        </Form>
      ) : (
        <Notice kind="warning">{MEDIA.noFiles}</Notice>
      )}
      {poster ? <Remove shell={shell} id={id} act="removePoster" /> : null}
    </section>
  );
};

const CaptionsPart: FC<Part> = ({ shell, data: { livestream, media, files, form } }) => {
  const { id } = livestream;
  const { captions } = media;
  return (
    <section class="card stack" id="captions-now">
      <h2>{MEDIA.captionsTitle}</h2>
      <p class="quiet">{MEDIA.captionsLead}</p>
      {captions?.url ? <Facts items={[{ term: MEDIA.url, value: <code>{captions.url}</code> }]} /> : null}
      {captions?.fileId ? (
        <p>
          <a href={`/livestreams/${id}/captions`}>{MEDIA.hasFile}</a>
        </p>
      ) : null}
      {captions ? null : <p>{MEDIA.noCaptions}</p>}
      {files ? (
        <Form action={`/union/livestreams/${id}/captions`} csrf={shell.csrf} upload>
          <FileField
            form={form}
            name="captions"
            label={MEDIA.captions}
            hint={MEDIA.captionsHint}
            accept=".vtt,text/vtt"
            required
          />
          <Button>{MEDIA.uploadCaptions}</Button>
        </Form>
      ) : null}
      <Form action={`/union/livestreams/${id}/media`} csrf={shell.csrf}>
        <Field form={form} name="url" label={MEDIA.url} hint={MEDIA.urlHint} maxlength={500} required />
        <Button name="act" value="captions">
          {MEDIA.saveUrl}
        </Button>
      </Form>
      {captions ? <Remove shell={shell} id={id} act="removeCaptions" /> : null}
    </section>
  );
};

/** The page on which an officer sets the poster and the captions of a livestream. */
export const MediaPage: FC<Part> = ({ shell, data }) => (
  <div class="narrow">
    <h1>{MEDIA.title}</h1>
    <p>
      <a href={`/union/livestreams/${data.livestream.id}`}>{data.livestream.title}</a>
    </p>
    <ErrorSummary form={data.form} labels={LABELS} />
    {data.refused ? (
      <Notice kind="warning">
        <p>
          <b>{data.refused.title}</b>
        </p>
        <p>{data.refused.detail}</p>
      </Notice>
    ) : null}
    <PosterPart shell={shell} data={data} />
    <CaptionsPart shell={shell} data={data} />
    <script type="module" src={asset("player/shrink.js")} nonce={shell.nonce} />
  </div>
);
