/**
 * Parts of the page of a livestream beside its picture: the poster, the captions, and the livestream as text.
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
