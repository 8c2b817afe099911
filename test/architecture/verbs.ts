/** How a file of a capability opens a transaction. */
export const OPENS_TRANSACTION = /\binTransaction\(|\.transaction\(\)/;

/** Calls that run a verb's decision inside a transaction of their own. */
const WRITES = /\b(?:inTransaction|changePosting|changeFair|changeRegistration)\(|\.transaction\(\)/;
const EXPORTED = /^export (?:async )?(?:function (\w+)|const (\w+) = (?:async )?\()/gm;
const GUARD = /\brequire[A-Z]\w*\(|\bisOfficerOf\(|\bisMemberOf\(|\bdecides\(|\borNotFound\(/;
const AUDIT = /\brecordAudits?\(|\bemitAudited\(|\brecord[A-Z]\w*\(/;

/** Names of the exported functions of a file that write. */
export const verbsOf = Object.assign(
  (text: string): string[] => {
    const parts = [...text.matchAll(EXPORTED)];
    return parts.flatMap((part, i) => {
      const body = text.slice(part.index + part[0].length, parts[i + 1]?.index);
      return WRITES.test(body) ? [part[1] ?? part[2] ?? ""] : [];
    });
  },
  {
    /** True for files that may hold a verb: those of capabilities that are no store and no routes. */
    applies: (path: string): boolean =>
      /^src\/(?!web\/|platform\/)[^/]+\/.+\.ts$/.test(path) && !/(^|\/)store(\.ts|\/)|routes\.ts$/.test(path),
    guards: (text: string): boolean => GUARD.test(text),
    audits: (text: string): boolean => AUDIT.test(text),
  },
);

const TASK = "runs as background work without a caller";
const CALLER = "its callers have checked the rights";
const SIGN_IN = "is open to everybody by design";

/** Files that open a transaction without a guard of their own, each with the reason. */
export const WITHOUT_GUARD: Record<string, string> = {
  "src/fairs/board/upkeep.ts": TASK,
  "src/fairs/booth-desk/scan-at-booth.ts": "openBooth guards: only the booth's own people pass it",
  "src/fairs/check-in/record-scan.ts": CALLER,
  "src/fairs/interviews/plan-interviews.ts": TASK,
  "src/fairs/interviews/set-slots.ts": "openBooth guards: only the booth's own people pass it",
  "src/fairs/interviews/upkeep.ts": TASK,
  "src/fairs/placement/promote-waiting.ts": TASK,
  "src/fairs/tickets/upkeep.ts": TASK,
  "src/identity/request-code.ts": SIGN_IN,
  "src/identity/sign-in.ts": SIGN_IN,
  "src/imports/running/run-import.ts": TASK,
  "src/notifications/delivery/deliver-notices.ts": TASK,
  "src/notifications/mail/deliver-mail.ts": TASK,
  "src/notifications/notify.ts": CALLER,
  "src/saved-searches/find-new-matches.ts": TASK,
  "src/saved-searches/write-letters.ts": TASK,
};

const DERIVED = "stores what is derived from audited rows";
const SENT = "passes on notices; the acts behind them are audited";

/** Files that open a transaction without an audit row, each with the reason. */
export const WITHOUT_AUDIT: Record<string, string> = {
  "src/fairs/board/upkeep.ts": DERIVED,
  "src/fairs/interviews/upkeep.ts": "calls verbs that audit each ended turn",
  "src/identity/request-code.ts": "a request for a code acts for nobody yet; the sign-in is audited",
  "src/imports/running/dry-run.ts": "writes a forecast and changes no posting",
  "src/notifications/delivery/deliver-notices.ts": SENT,
  "src/notifications/notify.ts": SENT,
  "src/saved-searches/find-new-matches.ts": DERIVED,
  "src/saved-searches/write-letters.ts": SENT,
};

const SHARED_STEPS = "steps of one record that share their guard and helpers";

/** Files with several writing verbs, each with the reason. None may be added. */
export const SEVERAL_VERBS: Record<string, string> = {
  "src/fairs/booth-desk/follow-ups.ts": SHARED_STEPS,
  "src/fairs/booth-desk/keep-visit.ts": SHARED_STEPS,
  "src/fairs/fair/act-on-fair.ts": SHARED_STEPS,
  "src/fairs/interviews/call-next.ts": SHARED_STEPS,
  "src/fairs/interviews/join-queue.ts": SHARED_STEPS,
  "src/fairs/interviews/set-slots.ts": SHARED_STEPS,
  "src/fairs/placement/decide.ts": SHARED_STEPS,
  "src/fairs/registrations/decide-registration.ts": SHARED_STEPS,
  "src/notifications/mail/remove-address.ts": SHARED_STEPS,
};
