import type { FC } from "hono/jsx";
import { PLATFORMS, type SourcesView } from "../../../../livestreams/index.ts";
import { Button, Field, Form, type FormState } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { LINK_PLATFORM } from "../../../text/livestreams/livestream.ts";
import { SIGNAL } from "../../../text/livestreams/signal.ts";

type Links = SourcesView["links"];
type Platform = Links[number]["platform"];

/** Name of the field for a platform's address. */
export const linkField = (platform: Platform): string => `link-${platform}`;

/** Labels of the fields, for the summary of errors. */
export const LINK_LABELS: Record<string, string> = Object.fromEntries(
  PLATFORMS.map((platform) => [linkField(platform), SIGNAL.linkLabel(LINK_PLATFORM[platform])]),
);

/** The forms for the pages of a livestream on other platforms: one address for each. */
export const LinksSection: FC<{ shell: Shell; action: string; links: Links; form: FormState }> = ({
  shell,
  action,
  links,
  form,
}) => (
  <section class="card stack" id="links">
    <h2>{SIGNAL.linksTitle}</h2>
    <p class="quiet">{SIGNAL.linksLead}</p>
    {PLATFORMS.map((platform) => {
      const field = linkField(platform);
      const name = LINK_PLATFORM[platform];
      const url = links.find((link) => link.platform === platform)?.url;
      const values = { [field]: url ?? "", ...form.values };
      return (
        <Form action={action} csrf={shell.csrf}>
          <Field
            form={{ ...form, values }}
            name={field}
            label={SIGNAL.linkLabel(name)}
            hint={SIGNAL.linkHint}
            maxlength={500}
          />
          <div class="row">
            <Button name="platform" value={platform}>
              {SIGNAL.saveLink(name)}
            </Button>
            {url === undefined ? null : (
              <Button kind="danger" name="remove" value={platform}>
                {SIGNAL.removeLink(name)}
              </Button>
            )}
          </div>
        </Form>
      );
    })}
  </section>
);
