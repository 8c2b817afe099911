import { z } from "@hono/zod-openapi";
import { Id } from "../../platform/core/schema.ts";
import { SIGNAL_FAULTS } from "./rules/state.ts";
import { PLATFORMS } from "./sources/platforms.ts";

const Address = z.string().trim().min(1).max(500);
const Instant = z.iso.datetime();

/** The source of the picture: the address of a playlist, or the own streaming server. */
export const SourceInput = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("address"), url: Address }),
    z.strictObject({ kind: z.literal("server") }),
  ])
  .openapi("LivestreamSourceInput");

/** Where a phone or a program sends the picture. The key is in no other answer. */
export const PushAddress = z
  .object({
    /** The whole address, for a phone and for its QR code. */
    url: z.string(),
    /** The same in two parts, as programs for computers ask for it. */
    server: z.string(),
    streamKey: z.string(),
  })
  .openapi("LivestreamPushAddress");

export const SourceSet = z
  .object({ kind: z.enum(["address", "server"]), push: PushAddress.nullable() })
  .openapi("LivestreamSourceSet");

export const LinkInput = z
  .strictObject({ platform: z.enum(PLATFORMS), url: Address })
  .openapi("LivestreamSourceLink");

export const SourcesView = z
  .object({
    main: z
      .object({
        kind: z.enum(["address", "server"]),
        /** Address of the playlist that viewers get. */
        playlist: z.string(),
        /** Public name of the stream; null for an address. */
        name: z.string().nullable(),
        keyIssuedAt: Instant.nullable(),
        advancing: z.boolean(),
        fault: z.enum(SIGNAL_FAULTS).nullable(),
      })
      .nullable(),
    links: z.array(
      z.object({
        platform: z.enum(PLATFORMS),
        url: z.string(),
      }),
    ),
    /** Newest first. */
    takes: z.array(
      z.object({
        id: Id,
        startedAt: Instant,
        firstAdvancedAt: Instant.nullable(),
        advancedAt: Instant.nullable(),
        endedAt: Instant.nullable(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .openapi("LivestreamSources");

export type SourceInput = z.infer<typeof SourceInput>;
export type PushAddress = z.infer<typeof PushAddress>;
export type SourceSet = z.infer<typeof SourceSet>;
export type LinkInput = z.infer<typeof LinkInput>;
export type SourcesView = z.infer<typeof SourcesView>;
