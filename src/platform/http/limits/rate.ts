import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Services } from "../../context.ts";
import { AppError } from "../../core/errors.ts";
import { createSeats, type Seats } from "./seats.ts";

/** Everything that `countRequest` and `refuseSpent` need of the services. */
type Counting = Pick<Services, "config" | "sharedCounts">;

/** A process reports a key's requests to the other processes each time they reach this part of the limit. */
const REPORTED_PART = 1 / 100;
/** All visitors of one address together may send this many times the limit of one of them. */
const CROWD = 10;
/** A live page asks by itself, so one viewer needs no more than this part of a visitor's limit. */
const VIEWER_PART = 1 / 10;
/** All viewers of one address together may send this many times the limit of a visitor. */
const STADIUM = 100;
/** A viewer is reported to the other processes at each quarter of the limit: most viewers never are. */
const VIEWER_REPORTED_PART = 1 / 4;
/** Viewers whom one process counts one by one in a minute. */
const VIEWERS_MAX = 100_000;

type Limiters = Map<number, RateLimiterMemory>;
const limiters = new WeakMap<object, Limiters>();
/** Stands for the shared counts of a process that has none. */
const ALONE = {};

/**
 * Returns this process's limiter of `max` requests a minute. Limiters are kept per limit, because the edge
 * build (Cloudflare Workers) reads its configuration for each request.
 */
function limiterFor({ sharedCounts }: Counting, max: number): RateLimiterMemory {
  const owner = sharedCounts ?? ALONE;
  const own: Limiters = limiters.get(owner) ?? new Map();
  limiters.set(owner, own);
  const limiter = own.get(max) ?? new RateLimiterMemory({ points: max, duration: 60 });
  own.set(max, limiter);
  return limiter;
}

const limited = (waitMs: number) => new AppError("RATE_LIMITED", { retryAfterS: Math.max(1, waitMs / 1000) });

/**
 * Counts one request of a key in this process, and from time to time in the shared counts. Throws
 * RATE_LIMITED with the seconds to wait.
 */
async function spend(
  services: Counting,
  key: string,
  max: number,
  reportedPart = REPORTED_PART,
): Promise<void> {
  const limiter = limiterFor(services, max);
  const { consumedPoints } = await limiter.consume(key).catch((refusal: unknown) => {
    throw refusal instanceof RateLimiterRes ? limited(refusal.msBeforeNext) : refusal;
  });
  // Most people stay below one report a minute, so they cost no statement.
  const portion = Math.max(1, Math.floor(max * reportedPart));
  if (!services.sharedCounts || consumedPoints % portion !== 0) return;
  const waitMs = await services.sharedCounts.add(key, portion, max);
  if (waitMs === 0) return;
  await limiter.block(key, waitMs / 1000);
  throw limited(waitMs);
}

/** Counts a request of a signed-in account. Throws RATE_LIMITED. */
export const countAccount = (services: Counting, accountId: string): Promise<void> =>
  spend(services, `account ${accountId}`, services.config.rateLimitPerMinute);

/** Counts a request of another program, such as another node, per address. Throws RATE_LIMITED. */
export const countMachine = (services: Counting, client: string): Promise<void> =>
  spend(services, `all from ${client}`, services.config.rateLimitPerMinute * CROWD);

/** Counts a callback before its credential is known, per address. Throws RATE_LIMITED. */
export const countCallbacks = (services: Counting, client: string): Promise<void> =>
  spend(services, `callbacks from ${client}`, services.config.rateLimitPerMinute * CROWD);

/** Counts a callback with a valid credential. `key` names the credential. Throws RATE_LIMITED. */
export const countCallback = (services: Counting, key: string): Promise<void> =>
  spend(services, `callback ${key}`, services.config.rateLimitPerMinute);

/** Counts a callback without a valid credential, per address. Throws RATE_LIMITED. */
export const countRefusedCallback = (services: Counting, client: string): Promise<void> =>
  spend(services, `refused callback ${client}`, services.config.rateLimitPerMinute);

/** Counts a request with an unknown token. Throws RATE_LIMITED. */
export const countFailure = (services: Counting, client: string): Promise<void> =>
  spend(services, `failed ${client}`, services.config.rateLimitPerMinute);

/** Throws RATE_LIMITED after too many unknown tokens from an address. Does not count a request. */
export async function refuseSpent(services: Counting, client: string): Promise<void> {
  const max = services.config.rateLimitPerMinute;
  const state = await limiterFor(services, max).get(`failed ${client}`);
  if (state && state.consumedPoints >= max) throw limited(state.msBeforeNext);
}

/**
 * Counts a request of a visitor. In a hall, or behind a carrier, many people share one address. So a known
 * browser (`visitor`) has a limit of its own, and all others of the address share one. The address as a whole
 * has a limit ten times as high, which no cookie lifts. Throws RATE_LIMITED.
 */
export async function countVisitor(
  services: Counting,
  { client, visitor }: { client: string; visitor: string | null },
): Promise<void> {
  const max = services.config.rateLimitPerMinute;
  await spend(services, visitor ? `visitor ${visitor} ${client}` : `from ${client}`, max);
  await countMachine(services, client);
}

const seats = new WeakMap<object, Seats>();

/** Returns this process's seats for viewers. */
function seatsOf({ sharedCounts }: Counting): Seats {
  const owner = sharedCounts ?? ALONE;
  const own = seats.get(owner) ?? createSeats(VIEWERS_MAX);
  seats.set(owner, own);
  return own;
}

/**
 * Counts a request of a live page: the page, its line, or a beat. Thousands of people may watch behind the
 * one address of a carrier. So a viewer with a token that we signed has a limit of its own. Those without
 * one, and with a forged one, share ten times the limit of a visitor. The address as a whole has a hundred
 * times that limit, which no token lifts. Throws RATE_LIMITED.
 */
export async function countViewer(
  services: Counting,
  { client, viewer }: { client: string; viewer: string | null },
): Promise<void> {
  const max = services.config.rateLimitPerMinute;
  const key = viewer && `viewer ${viewer} ${client}`;
  if (key && seatsOf(services).take(key))
    await spend(services, key, Math.ceil(max * VIEWER_PART), VIEWER_REPORTED_PART);
  else await spend(services, `watching from ${client}`, max * CROWD);
  await spend(services, `all watching from ${client}`, max * STADIUM);
}
