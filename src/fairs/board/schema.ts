/**
 * One intent on the board, without the person: trade, city of the workplace, enterprise, time (ISO 8601,
 * UTC).
 */
export type BoardIntent = { trade: string; city: string; enterprise: string; at: string };

/**
 * Content of the board: figures, and the newest intents without the people. `people` is the number of people
 * who entered the fair, `intents` the number of people with an intent.
 */
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
    /** Position of the city in degrees; null if unknown. */
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

/** A state of the board with its number. The numbers of a fair start at 1 and have no gap. */
export type BoardEvent = { seq: number; state: BoardState };
