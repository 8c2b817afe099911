import type { Services } from "../context.ts";

/** One value of a gauge. `labels` has one value per label that the gauge declares. */
export type Sample = { gauge: string; value: number; labels?: Readonly<Record<string, string>> };

/**
 * Gauges of `/metrics` that are read together. Label values come from a closed set (consumers, states), never
 * from what people type, and never identify a person.
 */
export type GaugeSource = {
  /** Gauges by name. The program adds the prefix `lianpin_`; the name ends in the unit. */
  gauges: Readonly<Record<string, { help: string; labels?: readonly string[] }>>;
  /** True for state of the process itself, which is read before the statements of the other sources run. */
  ofProcess?: true;
  /** Returns the values. A gauge without a sample is not reported, as after an error. */
  read(services: Services): Promise<readonly Sample[]>;
};
