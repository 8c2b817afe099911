import type { FC } from "hono/jsx";
import { type FairView, listFairs } from "../../../../../fairs/index.ts";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import type { RequestContext } from "../../../../../platform/context.ts";
import { Check, type FormState, Select } from "../../../../components/forms.tsx";
import { type Fields, fieldText } from "../../../../forms.ts";
import { formatDate } from "../../../../text/format.ts";
import { UNION_LIVESTREAMS } from "../../../../text/livestreams/livestream-union.ts";

/** Fairs that a livestream can take place beside. */
const FAIRS = 20;

/** A fair to choose, and its venues. */
export type FairChoice = {
  id: string;
  title: string;
  opensAt: string | null;
  venues: readonly { id: string; name: string }[];
};

const toChoice = ({ id, title, opensAt, venues }: FairView): FairChoice => ({ id, title, opensAt, venues });

/** Returns the coming fairs, and the livestream's own one if that is over. */
export async function fairChoices(
  ctx: RequestContext,
  livestream: LivestreamView | null = null,
): Promise<FairChoice[]> {
  const { items } = await listFairs(ctx, { which: "coming", limit: FAIRS });
  const fairs = items.map(toChoice);
  const own = livestream?.fair;
  if (!own || fairs.some(({ id }) => id === own.id)) return fairs;
  return [...fairs, { ...own, opensAt: null, venues: livestream.venues }];
}

const venueField = (id: string): string => `venue-${id}`;

/** Returns the chosen fair and venues. Empty for a livestream that keeps those it has. */
export function besideOf(
  fields: Fields,
  fairs: readonly FairChoice[],
  stored: LivestreamView | null,
): { fairId?: string | null; venueIds?: string[] } {
  const fairId = fieldText(fields, "fairId") || null;
  const venues = fairs.find(({ id }) => id === fairId)?.venues ?? [];
  const venueIds = venues.map(({ id }) => id).filter((id) => fieldText(fields, venueField(id)) !== "");
  const before = stored?.venues.map(({ id }) => id) ?? [];
  const same = before.length === venueIds.length && venueIds.every((id) => before.includes(id));
  if (stored && (stored.fair?.id ?? null) === fairId && same) return {};
  return { fairId, venueIds };
}

/** Returns the values of the fields for a livestream. */
export const besideValues = ({ fair, venues }: LivestreamView): Fields => ({
  fairId: fair?.id ?? "",
  ...Object.fromEntries(venues.map(({ id }) => [venueField(id), "1"])),
});

const nameOf = ({ title, opensAt }: FairChoice): string =>
  opensAt ? `${title}（${formatDate(opensAt)}）` : title;

/** The fair beside which a livestream takes place, and those of its venues that show it. */
export const BesideFields: FC<{ form: FormState; fairs: readonly FairChoice[] }> = ({ form, fairs }) => (
  <>
    <h2 id="fair">{UNION_LIVESTREAMS.fair}</h2>
    {fairs.length === 0 ? (
      <p class="quiet">{UNION_LIVESTREAMS.noFairs}</p>
    ) : (
      <Select
        form={form}
        name="fairId"
        label={UNION_LIVESTREAMS.fairLabel}
        hint={UNION_LIVESTREAMS.fairHint}
        options={fairs.map((fair) => ({ value: fair.id, text: nameOf(fair) }))}
        blank={UNION_LIVESTREAMS.alone}
      />
    )}
    {fairs
      .filter(({ venues }) => venues.length > 0)
      .map((fair) => (
        <fieldset class="field">
          <legend>{UNION_LIVESTREAMS.venuesOf(fair.title)}</legend>
          {fair.venues.map(({ id, name }) => (
            <Check name={venueField(id)} checked={fieldText(form.values, venueField(id)) !== ""}>
              {name}
            </Check>
          ))}
        </fieldset>
      ))}
  </>
);
