/**
 * Returns the run sheet after one step with a posting: `add` at the end, `remove`, `up` or `down`. Null for
 * another step, and for a posting that is not listed and not added.
 */
export function moved(list: readonly string[], id: string, step: string): string[] | null {
  const at = list.indexOf(id);
  if (step === "add") return at < 0 ? [...list, id] : [...list];
  if (at < 0) return null;
  const others = list.filter((one) => one !== id);
  if (step === "remove") return others;
  if (step !== "up" && step !== "down") return null;
  const to = Math.max(0, step === "up" ? at - 1 : at + 1);
  return [...others.slice(0, to), id, ...others.slice(to)];
}
