import { defineSharedKind, type SharedKind, type Unread } from "../../platform/changes/index.ts";
import { QuestionPayload } from "../questions/index.ts";
import { closeQuestions, purgeQuestions, putQuestion, questionsToldBy } from "./store/questions.ts";

/** Passed questions with their answers. A question is unread while its livestream is unknown here. */
export const sharedQuestions: SharedKind = defineSharedKind({
  kind: "livestreamQuestion",
  schema: 1,
  payload: QuestionPayload,
  async put(tx, copies) {
    const unread: Unread[] = [];
    for (const copy of copies)
      if (!(await putQuestion(tx, copy)))
        unread.push({ id: copy.id, rev: copy.rev, why: `livestream ${copy.payload.livestreamId}` });
    return unread;
  },
  close: closeQuestions,
  purge: purgeQuestions,
  told: questionsToldBy,
});
