export type Loop = {
  /** Starts the next turn at once. Cheap, and safe to call at any rate. */
  poke(): void;
  /** Waits for the current turn and starts no other. */
  stop(): Promise<void>;
};

export type LoopOptions = {
  /** One turn. Returns true if more work may be due, or the delay in ms until the next turn. */
  turn(): Promise<boolean | number>;
  /** Pause after a turn that found work, or during which a poke arrived. */
  busyMs: number;
  /** First and longest pause without work. Idle pauses double from one to the other. */
  idleMs: readonly [first: number, longest: number];
  onError(error: unknown): void;
};

const ERROR_PAUSE_MS = 1_000;

/** Runs turns until stopped: fast while there is work, slowly without work or after an error. */
export function startLoop(options: LoopOptions): Loop {
  let stopped = false;
  let poked = false;
  let wake: () => void = () => undefined;
  const [firstMs, longestMs] = options.idleMs;
  let pauseMs = options.busyMs;

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async () => {
    while (!stopped) {
      poked = false;
      try {
        const found = await options.turn();
        if (found === true || poked) pauseMs = options.busyMs;
        else if (found === false) pauseMs = Math.min(longestMs, Math.max(firstMs, pauseMs * 2));
        else pauseMs = Math.min(longestMs, Math.max(options.busyMs, found));
      } catch (error) {
        options.onError(error);
        pauseMs = ERROR_PAUSE_MS;
      }
      if (!stopped) await pause();
    }
  };
  const ended = run();

  return {
    poke() {
      poked = true;
      wake();
    },
    async stop() {
      stopped = true;
      wake();
      await ended;
    },
  };
}
