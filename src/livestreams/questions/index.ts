/**
 * Questions of viewers (提问). A question is held until an officer passes it; the asker sees it at once. Equal
 * questions about the same posting are one row with a count of people. Who asked is stored apart, as an HMAC
 * that differs between livestreams, for thirty days. An enterprise's written answer stands at its posting.
 */

export { askQuestion } from "./asking/ask-question.ts";
export { QUESTIONS_MAX } from "./asking/requirements.ts";
export { takeBackQuestion } from "./asking/take-back-question.ts";
export { answerAsEnterprise } from "./deciding/answer-as-enterprise.ts";
export { answerOnAir } from "./deciding/answer-on-air.ts";
export { answerQuestion } from "./deciding/answer-question.ts";
export { chooseQuestion } from "./deciding/choose-question.ts";
export { passQuestion } from "./deciding/pass-question.ts";
export { rejectQuestion } from "./deciding/reject-question.ts";
export { withdrawAnswer } from "./deciding/withdraw-answer.ts";
export { QUESTION_NOTICES } from "./notices.ts";
export {
  answersOfPosting,
  listQuestions,
  questionsById,
  questionsOfPosting,
  questionsToAnswer,
  shownQuestion,
} from "./read-questions.ts";
export { hasContact, normalForm } from "./reading/question.ts";
export {
  AskCommand,
  askingCity,
  receiveQuestion,
  receiveTakeBack,
  settleQuestion,
  TakeBackCommand,
} from "./remote/index.ts";
export { questionRoutes } from "./routes.ts";
export {
  type AnswerList,
  EnterpriseAnswer,
  QUESTION_LISTS,
  QUESTION_MAX,
  QUESTION_STATES,
  QuestionAction,
  QuestionDecision,
  type QuestionList,
  QuestionPayload,
  type QuestionState,
  type QuestionView,
  REJECT_REASONS,
} from "./schema.ts";
export { retention } from "./store/ask.ts";
export { removeFromEvents } from "./store/questions.ts";
