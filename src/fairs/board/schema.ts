/** One intent on the board: trade, city of the workplace, enterprise. Never the person. */
export type BoardIntent = { trade: string; city: string; enterprise: string; at: string };

/** The board's content: counts only. `people` have entered, `intents` counts people with an intent. */
export type BoardState = {
  figures: {
    people: number;
    applications: number;
    intents: number;
    enterprises: number;
    positions: number;
  };
  cities: {
    city: string;
    name: string;
    /** Degrees; null if unknown. */
    lon: number | null;
    lat: number | null;
    /** True if the fair has a venue in this city. */
    venue: boolean;
    people: number;
    enterprises: number;
    postings: number;
  }[];
  newest: BoardIntent[];
};

/** A state with its number. Numbers of a fair start at 1 and have no gap. */
export type BoardEvent = { seq: number; state: BoardState };
