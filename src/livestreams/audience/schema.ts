import { z } from "@hono/zod-openapi";
import { Cursor, DivisionCode, Id, Limit, PlainText } from "../../platform/core/schema.ts";
import { linesQueryOf, ReportLine, reportOf } from "../../reports/index.ts";
import { LINK_PLATFORMS } from "../livestream/index.ts";
import { BEAT_S, REASONS, REPORT_DIMENSIONS, REPORT_MEASURES, VISIT_GAP_MIN } from "./rules.ts";

const count = z.number().int();
const Instant = z.iso.datetime({ offset: true });

export const BeatInput = z
  .discriminatedUnion("mode", [
    z.strictObject({
      mode: z.literal("picture"),
      /** Token of the page, or of the last answer. */
      token: z.string().max(300).optional(),
      /** Seconds of the picture that were played since the last beat. */
      progress: z.number().min(0).max(86_400),
    }),
    z.strictObject({ mode: z.literal("text"), token: z.string().max(300).optional() }),
  ])
  .openapi("LivestreamBeat");

export const BeatAnswer = z
  .object({
    counted: z.boolean(),
    /** Reason for which the beat is not counted. */
    reason: z.enum(REASONS).nullable(),
    /** Token of the next beat. Null if the page must be opened anew. */
    token: z.string().nullable(),
    /** Seconds until the next beat. */
    nextS: count,
  })
  .openapi("LivestreamBeatAnswer");

/** Figures of those who saw the picture, and apart from them of those who only read the text. */
const apart = <T extends z.ZodType>(schema: T) => z.object({ picture: schema, text: schema });
const Peak = z.object({ people: count, at: Instant }).nullable();

/** People, visits and minutes. Stored when a livestream is over, and shown after the rows are deleted. */
export const Figures = z.object({
  people: apart(count),
  visits: apart(count),
  minutes: apart(count),
  peak: apart(Peak),
  /** People by minute. The first value is that of minute `from`. */
  series: z.object({ from: Instant, picture: z.array(count), text: z.array(count) }),
  channels: z.array(z.object({ code: z.string().nullable(), people: count })),
  uncounted: z.partialRecord(z.enum(REASONS), count),
  /** People who were there while postings were explained, by posting, by enterprise and by city. */
  explained: z.array(
    z.object({
      by: z.enum(["posting", "enterprise", "city"]),
      value: z.string(),
      city: z.string(),
      channel: z.string().nullable(),
      people: count,
    }),
  ),
});

export const PLATFORM_MEASURES = ["people", "visits", "peak", "likes"] as const;

export const PlatformFigureInput = z
  .strictObject({
    platform: z.enum(LINK_PLATFORMS),
    measure: z.enum(PLATFORM_MEASURES),
    value: z.number().int().min(0).max(10_000_000_000),
    /** Text that says where the figure stands, such as the name of a page of the platform. */
    source: PlainText(120, 1),
    /** Time at which the platform showed it. */
    asOf: Instant.openapi({ example: "2026-03-01T12:00:00Z" }),
    /** Id of the figure that this one corrects. */
    replaces: Id.nullable().default(null),
    commandId: Id.optional(),
  })
  .openapi("PlatformFigureInput");

export const PlatformFigure = z
  .object({
    id: Id,
    platform: z.enum(LINK_PLATFORMS),
    measure: z.enum(PLATFORM_MEASURES),
    value: count,
    source: z.string(),
    asOf: Instant,
    enteredAt: Instant,
    replaces: Id.nullable(),
    /** Id of the correction. Null for a figure that holds. */
    replacedBy: Id.nullable(),
  })
  .openapi("PlatformFigure");

export const PlatformFigures = z.object({
  items: z.array(PlatformFigure),
  nextCursor: z.string().nullable(),
});
export const PageQuery = z.object({ cursor: Cursor.optional(), limit: Limit });

/** The method in code names. The texts of pages explain each. */
export const METHOD = {
  beatS: BEAT_S,
  viewerBeats: 2,
  visitGapMin: VISIT_GAP_MIN,
  keptHours: 24,
  batchS: 1,
  rules: [
    "BEAT_WHILE_PICTURE_ADVANCES",
    "BEAT_WHILE_TEXT_IS_VISIBLE",
    "PERSON_IS_BROWSER",
    "PERSON_FROM_TWO_BEATS",
    "VISIT_AFTER_ABSENCE",
    "ONLINE_IS_LAST_FULL_MINUTE",
    "TEXT_APART",
    "RELOADS_AND_TABS_ONCE",
    "ROBOTS_NOT_COUNTED",
    "PLATFORMS_NOT_ADDED",
    "ROWS_DELETED_COUNTS_KEPT",
  ],
} as const;

const Method = z.object({
  beatS: count,
  viewerBeats: count,
  visitGapMin: count,
  keptHours: count,
  batchS: count,
  rules: z.array(z.enum(METHOD.rules)),
});

const Totals = Figures.pick({ people: true, visits: true, minutes: true, peak: true }).extend({
  /** Minutes of one person on average, to one decimal place. */
  averageMinutes: apart(z.number()),
});

const Counted = Figures.pick({ people: true, visits: true, minutes: true });

export const AudienceView = z
  .object({
    /** People in the last full minute. Null unless the livestream is under way. */
    online: z.object({ picture: count, text: count, minute: Instant }).nullable(),
    /** For the control room at any time, for others after the end. */
    totals: Totals.nullable(),
    /**
     * Viewers whom the nodes of other cities counted, and the sum with `totals`. Shown with `totals`; null if
     * no other node has told any.
     */
    others: z
      .object({
        cities: z.array(Counted.extend({ city: DivisionCode, name: z.string() })),
        total: Counted.extend({ peak: apart(Peak) }),
      })
      .nullable(),
    /** The rest is for the control room. */
    control: z
      .object({
        series: Figures.shape.series,
        channels: Figures.shape.channels,
        uncounted: Figures.shape.uncounted,
        /** Figures of other platforms that hold, newest first. They are never added to ours. */
        platform: z.array(PlatformFigure),
        frozenAt: Instant.nullable(),
        erasedAt: Instant.nullable(),
      })
      .nullable(),
    method: Method,
  })
  .openapi("LivestreamAudience");

/** Names of the postings and enterprises by which figures are told. One that was deleted has none. */
const Name = z.object({ dimension: z.enum(["posting", "enterprise"]), value: Id, name: z.string() });
/**
 * `onlyCity`: the one city whose enterprises the figures count, for officers of a city that organises with
 * others. Null for the home city, which reads all.
 */
export const LivestreamReport = reportOf(REPORT_MEASURES, REPORT_DIMENSIONS)
  .extend({ names: z.array(Name), onlyCity: z.string().nullable() })
  .openapi("LivestreamReport");
export const LivestreamReportLine = ReportLine.extend({
  posting: Id.nullable(),
  enterprise: Id.nullable(),
}).openapi("LivestreamReportLine");
export const LivestreamReportLines = z.object({
  items: z.array(LivestreamReportLine),
  names: LivestreamReport.shape.names,
  nextCursor: z.string().nullable(),
});
export const ReportQuestion = linesQueryOf(REPORT_MEASURES, REPORT_DIMENSIONS).omit({ snapshot: true });

export type LivestreamReport = z.infer<typeof LivestreamReport>;
export type LivestreamReportLine = z.infer<typeof LivestreamReportLine>;
export type ReportQuestion = z.infer<typeof ReportQuestion>;
export type BeatInput = z.infer<typeof BeatInput>;
export type BeatAnswer = z.infer<typeof BeatAnswer>;
export type Figures = z.infer<typeof Figures>;
export type PlatformFigureInput = z.infer<typeof PlatformFigureInput>;
export type PlatformFigure = z.infer<typeof PlatformFigure>;
export type AudienceView = z.infer<typeof AudienceView>;
