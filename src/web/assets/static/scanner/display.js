/* Displays the gate's answers and conflicts. The page provides the texts in `data-words`. */
import { sound } from "./sound.js";

export const root = document.getElementById("scanner");
export const words = JSON.parse(root.dataset.words);
const answerBox = document.getElementById("answer");

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] || "");
export const clock = (at) =>
  at
    ? new Date(at).toLocaleTimeString("zh-CN", {
        timeZone: "Asia/Shanghai",
        hour: "numeric",
        minute: "2-digit",
      })
    : "";

export function show(outcome, values) {
  const said = words.scan[outcome] || words[outcome];
  const section = document.createElement("section");
  section.className = `answer ${said.tone}`;
  const [word, detail] = [document.createElement("p"), document.createElement("p")];
  word.className = "word";
  word.textContent = said.word;
  detail.textContent = fill(said.detail, values);
  section.append(word, detail);
  answerBox.replaceChildren(section);
  sound(said.tone);
}

/* Lists a conflict: a scan that this device admitted and the server did not. */
export function listConflict(scan, item) {
  const none = document.getElementById("no-conflicts");
  if (none) none.remove();
  const entry = document.createElement("li");
  entry.className = "card";
  entry.textContent = fill(words.conflict, {
    gate: `${scan.gate} ${clock(scan.deviceAt)}`,
    code: item.reference || words.scan.unknown.word,
    word: `${words.scan[item.outcome].word} ${clock(item.enteredAt)} ${item.gate || ""}`,
  });
  document.getElementById("conflicts").append(entry);
}
