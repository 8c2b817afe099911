import type { FC } from "hono/jsx";
import type { FairView, TakenBooth } from "../../../../fairs/index.ts";
import { FAIR } from "../../../text/fairs/fair.ts";

const LIST = "free-booths";

/**
 * Returns a function that names booths uniquely. Halls with the same name are distinguished by city, then by
 * address.
 */
export function boothNames({ venues }: Pick<FairView, "venues">): (booth: TakenBooth) => string {
  const ways = [
    ({ name }: FairView["venues"][number]) => name,
    ({ cityName, name }: FairView["venues"][number]) => `${cityName} ${name}`,
    ({ name, address }: FairView["venues"][number]) => `${name}（${address}）`,
  ];
  const way = ways.find((said) => new Set(venues.map(said)).size === venues.length) ?? ways[2];
  const halls = new Map(venues.map((venue) => [venue.id, way?.(venue)]));
  return (booth) => FAIR.boothAt(halls.get(booth.venueId) ?? booth.venueName, booth.code);
}

type Named = { free: readonly TakenBooth[]; nameOf: ReturnType<typeof boothNames> };

/** The datalist of free booths, which every input for a booth uses. */
export const FreeBooths: FC<Named> = ({ free, nameOf }) => (
  <datalist id={LIST}>
    {free.map((booth) => (
      <option value={nameOf(booth)} />
    ))}
  </datalist>
);

type ChoiceProps = { name: string; label: string; value?: string; blank: string; required?: boolean };

/** An input for a booth's name, with the free booths as suggestions. */
export const BoothChoice: FC<ChoiceProps> = ({ name, label, value, blank, required }) => (
  <input
    type="text"
    name={name}
    aria-label={label}
    list={LIST}
    value={value ?? ""}
    placeholder={blank}
    autocomplete="off"
    {...(required ? { required: true } : {})}
  />
);

/**
 * Finds a free booth by its name, or by its code if only one free booth has it; undefined if none or several
 * match.
 */
export function boothNamed({ free, nameOf }: Named, text: string): TakenBooth | undefined {
  const plain = (said: string) => said.normalize("NFKC").trim().toUpperCase();
  const meant = plain(text);
  const named = free.filter((booth) => plain(nameOf(booth)) === meant);
  const coded = free.filter((booth) => plain(booth.code) === meant);
  const [only, more] = named.length > 0 ? named : coded;
  return more ? undefined : only;
}
