import { z } from "@hono/zod-openapi";
import { ChannelCode, DivisionCode, Id, IsoDate } from "../../../platform/core/schema.ts";

const Instant = z.iso.datetime({ offset: true });
const before = (one: string, other: string) => Date.parse(one) < Date.parse(other);

/** Most pins that a version tells. Older ones stay at home. */
export const PINS_TOLD = 300;
/** Most films and clips that a version tells. Others are seen at home. */
export const FILMS_TOLD = 50;
export const CLIPS_TOLD = 200;
const PLATFORMS = ["douyin", "kuaishou", "shipinhao"] as const;
const REASONS = ["replaced", "officer", "ended", "removed", "over"] as const;
const WebAddress = z
  .string()
  .max(2_000)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol));

/** A presenter. An employer stands with what another node needs to name it. */
const Presenter = z
  .object({
    name: z.string().min(1).max(60),
    employer: z
      .object({ id: Id, home: DivisionCode, name: z.string().min(1).max(200), verified: z.boolean() })
      .nullable(),
    union: z.string().max(200).nullable(),
    permit: z.string().max(200).nullable(),
    permitUntil: IsoDate.nullable(),
  })
  .refine(({ employer, union }) => (employer === null) !== (union === null), { path: ["employer"] })
  .refine(({ permit, permitUntil }) => (permit === null) === (permitUntil === null), {
    path: ["permitUntil"],
  });

const Pin = z
  .object({
    id: Id,
    postingId: Id,
    pinnedAt: Instant,
    unpinnedAt: Instant.nullable(),
    reason: z.enum(REASONS).nullable(),
  })
  .refine(({ unpinnedAt, reason }) => (unpinnedAt === null) === (reason === null), { path: ["reason"] })
  .refine(({ pinnedAt, unpinnedAt }) => unpinnedAt === null || !before(unpinnedAt, pinnedAt), {
    path: ["unpinnedAt"],
  });

const FilmShown = z.object({
  id: Id,
  /** Time of its first picture, by the home's database. */
  startsAt: Instant,
  lengthMs: z.number().int().min(1).max(100_000_000),
  url: WebAddress,
});

/**
 * Addresses at the home that pages of copies show. Each answers byte ranges, and 404 once it is not shown.
 */
const Media = z.object({
  poster: z
    .object({ url: WebAddress, width: z.number().int().min(1), height: z.number().int().min(1) })
    .nullable(),
  /** The film that stands in for the picture before the start, and while the signal is lost. */
  standby: WebAddress.nullable(),
  /** The replay, once it is over: the films of the part on air, in their order. */
  films: z.array(FilmShown).max(FILMS_TOLD),
  /** Parts of these films in which one posting is explained. */
  clips: z.array(FilmShown.extend({ postingId: Id })).max(CLIPS_TOLD),
});
export type ToldMedia = z.infer<typeof Media>;

/** Public content of an announced livestream, as its home's log tells it: plan, source and pins. */
export const LivestreamPayload = z
  .object({
    title: z.string().min(1).max(200),
    intro: z.string().max(4_000).nullable(),
    status: z.enum(["announced", "onAir", "ended", "cancelled"]),
    /** The agreement's document, which is the same on every node. */
    agreement: z.string().min(1).max(100),
    cities: z
      .array(z.object({ city: DivisionCode, role: z.enum(["host", "organiser", "supporter"]) }))
      .max(60),
    fairId: Id.nullable(),
    venueIds: z.array(Id).max(40),
    startsAt: Instant,
    endsAt: Instant,
    graceS: z.number().int().min(10).max(1_800),
    announcedAt: Instant,
    onAirAt: Instant.nullable(),
    resumedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    cancelReason: z.string().max(1_000).nullable(),
    presenters: z.array(Presenter).max(20),
    /** Address of the picture's playlist as viewers reach it. */
    playlist: WebAddress.nullable(),
    /** Pages on other platforms, one for each. */
    links: z.array(z.object({ platform: z.enum(PLATFORMS), url: WebAddress })).max(10),
    /** Ids of the postings on the run sheet, in its order. */
    items: z.array(Id).max(200),
    /** Pins that the public saw, oldest first. At most one is open. */
    pins: z.array(Pin).max(PINS_TOLD),
    /**
     * Code of the livestream's first channel. A node that tells it accepts it as `via` of applications.
     * Absent in versions of earlier releases.
     */
    channel: ChannelCode.nullable().optional(),
    /** Films and pictures that the home shows besides its stream. Absent in versions of earlier releases. */
    media: Media.optional(),
  })
  .refine(({ startsAt, endsAt }) => before(startsAt, endsAt), { path: ["endsAt"] })
  .refine(({ startsAt, endsAt }) => Date.parse(endsAt) - Date.parse(startsAt) <= 24 * 3_600_000, {
    path: ["endsAt"],
  })
  .refine(({ status, onAirAt }) => !["onAir", "ended"].includes(status) || onAirAt !== null, {
    path: ["onAirAt"],
  })
  .refine(({ status, endedAt }) => (status === "ended") === (endedAt !== null), { path: ["endedAt"] })
  .refine(({ cities }) => new Set(cities.map(({ city }) => city)).size === cities.length, {
    path: ["cities"],
  })
  .refine(({ links }) => new Set(links.map(({ platform }) => platform)).size === links.length, {
    path: ["links"],
  })
  .refine(({ items }) => new Set(items).size === items.length, { path: ["items"] })
  .refine(({ pins }) => new Set(pins.map(({ id }) => id)).size === pins.length, { path: ["pins"] })
  .refine(({ pins }) => pins.filter(({ unpinnedAt }) => unpinnedAt === null).length <= 1, {
    path: ["pins"],
  });

/**
 * The signal of a livestream on air, as its home saw it. `advancing`: the picture advanced when it was told.
 * All times are of the home's database.
 */
export const SignalPayload = z.object({
  advancing: z.boolean(),
  advancedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  freshS: z.number().int().min(3).max(60),
  runFrom: Instant.nullable(),
  lostAt: Instant.nullable(),
});

export type LivestreamPayload = z.infer<typeof LivestreamPayload>;
export type SignalPayload = z.infer<typeof SignalPayload>;
