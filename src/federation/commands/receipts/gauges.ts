import { selectOpen } from "../../../peers/index.ts";
import type { GaugeSource } from "../../../platform/program/index.ts";

const labels = ["city", "receiver"] as const;

/** Gauges of erasures that other cities have not confirmed. */
export const erasureGauges: GaugeSource = {
  gauges: {
    erasures_open: { help: "Erasures that a receiver has not confirmed yet.", labels },
    erasures_overdue: { help: "Erasures that a receiver has not confirmed for a day.", labels },
  },
  async read({ db }) {
    const open = await selectOpen(db);
    return open.flatMap(({ city, receiver, open: count, overdue }) => [
      { gauge: "erasures_open", value: count, labels: { city, receiver } },
      { gauge: "erasures_overdue", value: overdue, labels: { city, receiver } },
    ]);
  },
};
