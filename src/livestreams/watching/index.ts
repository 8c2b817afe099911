/**
 * What the page of a livestream shows besides its picture: the poster and the captions, and the livestream
 * as text.
 */

export {
  CaptionsAddress,
  type CaptionsView,
  type MediaView,
  mediaOf,
  POSTER_BYTES_MAX,
  type PosterView,
  removeMedia,
  setCaptions,
  setCaptionsAddress,
  setPoster,
} from "./media/index.ts";
export { listMoments, type Moment, type Transcript } from "./transcript/index.ts";
