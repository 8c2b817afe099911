import { type EnterpriseView, listEnterprises, nameKey } from "../../../../../enterprises/index.ts";
import type { RequestContext } from "../../../../../platform/context.ts";
import { AppError, type FieldError } from "../../../../../platform/core/errors.ts";
import type { FormState, Option } from "../../../../components/forms.tsx";
import { type Fields, fieldText } from "../../../../forms.ts";
import { presentersShown } from "./livestream-fields.ts";

/** Enterprises that a typed name offers to choose from. */
const OFFERED = 10;

/** Name of the field for the typed name of a presenter's employer, and of that for the chosen one. */
export const employerField = (n: number): string => `presenter${n}-employer`;
export const chosenField = (n: number): string => `presenter${n}-employerId`;

/** Enterprises to choose from, by the number of the presenter. */
export type EmployerChoices = ReadonlyMap<number, readonly Option[]>;

const find = async (ctx: RequestContext, q: string): Promise<EnterpriseView[]> =>
  (await listEnterprises(ctx, { q, limit: OFFERED })).items;

/** Returns the enterprise that is meant: the chosen one, the only one of this name, or the only one found. */
function meant(found: readonly EnterpriseView[], name: string, chosen: string): string | undefined {
  if (found.some(({ id }) => id === chosen)) return chosen;
  const same = found.filter((one) => nameKey(one.name) === nameKey(name));
  const [only, ...others] = same.length > 0 ? same : found;
  return others.length === 0 ? only?.id : undefined;
}

/**
 * Returns the ids of the typed employers, by the number of the presenter. Throws INVALID_INPUT on the fields
 * of names that no enterprise or several ones have.
 */
export async function readEmployers(
  ctx: RequestContext,
  fields: Fields,
): Promise<ReadonlyMap<number, string>> {
  const ids = new Map<number, string>();
  const faults: FieldError[] = [];
  for (let n = 0; n < presentersShown(fields); n += 1) {
    const name = fieldText(fields, employerField(n));
    if (name === "") continue;
    const found = await find(ctx, name);
    const id = meant(found, name, fieldText(fields, chosenField(n)));
    if (id) ids.set(n, id);
    else faults.push({ path: employerField(n), code: found.length > 0 ? "SEVERAL" : "UNKNOWN" });
  }
  if (faults.length > 0) throw new AppError("INVALID_INPUT", { fields: faults });
  return ids;
}

/** Returns the enterprises to choose from for the names that several enterprises have. */
export async function employerChoices(ctx: RequestContext, form: FormState): Promise<EmployerChoices> {
  const choices = new Map<number, readonly Option[]>();
  for (let n = 0; n < presentersShown(form.values); n += 1)
    if (form.errors.some(({ path, code }) => path === employerField(n) && code === "SEVERAL")) {
      const found = await find(ctx, fieldText(form.values, employerField(n)));
      choices.set(
        n,
        found.map(({ id, name }) => ({ value: id, text: name })),
      );
    }
  return choices;
}
