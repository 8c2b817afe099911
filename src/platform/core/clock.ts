/** The application's clock. In SQL the same clock is app.now(). */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };
