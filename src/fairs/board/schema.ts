/** One intent on the board: what trade, whose workplace, which enterprise; never who. */
export type BoardIntent = { trade: string; city: string; enterprise: string; at: string };

/** What a board shows: counts alone. `people` are those who came in, `intents` those who have one. */
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
    /** Degrees; null where unknown. */
    lon: number | null;
    lat: number | null;
    /** The fair has a venue there. */
    venue: boolean;
    people: number;
    enterprises: number;
    postings: number;
  }[];
  newest: BoardIntent[];
};

/** A state with its number, from 1 upwards without a gap in each fair. */
export type BoardEvent = { seq: number; state: BoardState };
