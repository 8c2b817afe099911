import type { FC } from "hono/jsx";
import type { TakenBooth } from "../../../../fairs/index.ts";
import { FAIR } from "../../../text/fairs/common.ts";

const LIST = "free-booths";
const nameOf = (booth: TakenBooth) => FAIR.boothAt(booth.venueName, booth.code);

/** The free booths of a fair, once a page, however many rows choose among them. */
export const FreeBooths: FC<{ free: readonly TakenBooth[] }> = ({ free }) => (
  <datalist id={LIST}>
    {free.map((booth) => (
      <option value={nameOf(booth)} />
    ))}
  </datalist>
);

type ChoiceProps = {
  name: string;
  label: string;
  booth?: TakenBooth | null;
  blank: string;
  required?: boolean;
};

/** A booth by its name: typed, or chosen from the free ones. */
export const BoothChoice: FC<ChoiceProps> = ({ name, label, booth, blank, required }) => (
  <input
    name={name}
    aria-label={label}
    list={LIST}
    value={booth ? nameOf(booth) : ""}
    placeholder={blank}
    autocomplete="off"
    {...(required ? { required: true } : {})}
  />
);

/** The booth that was meant, among the free ones: by its whole name, or by its code where one hall alone has it. */
export function boothNamed(free: readonly TakenBooth[], text: string): TakenBooth | undefined {
  const meant = text.normalize("NFKC").trim().toUpperCase();
  const whole = free.find((booth) => nameOf(booth).normalize("NFKC").toUpperCase() === meant);
  const [only, more] = free.filter((booth) => booth.code.toUpperCase() === meant);
  return whole ?? (more ? undefined : only);
}
