/**
 * Questions about livestreams whose home is another node. The asker's node keeps who asked, and sends the
 * question as a command. The home holds it as its own; what becomes of it comes back in its public log.
 */
export { receiveQuestion } from "./receive-question.ts";
export { receiveTakeBack } from "./receive-take-back.ts";
export { AskCommand, TakeBackCommand } from "./schema.ts";
export { askingCity, sendQuestion } from "./send-question.ts";
export { settleQuestion } from "./settle-question.ts";
export { takeBackSent } from "./take-back-sent.ts";
