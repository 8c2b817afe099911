/**
 * Recordings of livestreams: one for each file that the own streaming server wrote, of one take. The whole
 * recording is evidence, with its hash and a term. Viewers get a film of the part on air, and clips of the
 * postings that were explained. Times are of the database's clock. Nothing can delete evidence before its
 * term.
 */
export { noteRecorded } from "./note-recorded.ts";
export { listRecordings, recordingFile } from "./read-recordings.ts";
export {
  type ClipView,
  clipFile,
  clipsOfPosting,
  filmFile,
  getChapters,
  getReplay,
} from "./read-replay.ts";
export { recordingRoutes } from "./routes.ts";
export { type FilmState, RecordingAction, RecordingList, type Replay } from "./schema.ts";
export { setRecordingVisibility } from "./set-visibility.ts";
export { cutTask, sealTask } from "./tasks.ts";
