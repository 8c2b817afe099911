/**
 * The poster and the captions of a livestream. The poster is one file, shown before the player comes; it is
 * small, so that a page with it stays below 60 KB. Captions are a WebVTT file or the address of one that
 * grows; their times count from the moment on air.
 */

export { type CaptionsView, type MediaView, mediaOf, type PosterView } from "./read-media.ts";
export { removeMedia } from "./remove-media.ts";
export { CAPTIONS_BYTES_MAX, POSTER_BYTES_MAX } from "./rules.ts";
export { CaptionsAddress, type MediaUse } from "./schema.ts";
export { setCaptions, setCaptionsAddress } from "./set-captions.ts";
export { setPoster } from "./set-poster.ts";
