import type { Statuses } from "../core/codes.ts";
import type { RecordKind } from "../core/policy.ts";
import type { Retention } from "../housekeeping/store.ts";
import type { HealthCheck } from "../http/health.ts";
import type { FileUpload } from "../http/limits/body.ts";
import type { SealedColumn } from "../keys/index.ts";
import type { Recurring, Task } from "../tasks/index.ts";
import type { Area, Capability, NavigationEntry } from "./capability.ts";
import type { GaugeSource } from "./gauges.ts";

/** Declarations of all capabilities, one collection per kind. */
export type Program = {
  statuses: Statuses;
  records: readonly RecordKind[];
  tasks: readonly Task[];
  recurring: readonly Recurring[];
  machinePaths: readonly string[];
  uploads: ReadonlySet<string>;
  fileUploads: readonly FileUpload[];
  tokenRoutes: ReadonlySet<string>;
  secretAnswers: readonly string[];
  navigation: Readonly<Record<Area, readonly NavigationEntry[]>>;
  readiness: readonly HealthCheck[];
  retention: readonly Retention[];
  gauges: readonly GaugeSource[];
  sealed: readonly SealedColumn[];
};

/** Combines the declarations of the capabilities in list order. Does not check them; findFaults does. */
export function compose(capabilities: readonly Capability[]): Program {
  const all = <T>(of: (capability: Capability) => readonly T[] | undefined): T[] =>
    capabilities.flatMap((capability) => of(capability) ?? []);
  const entries = all(({ navigation }) => navigation).sort((a, b) => a.order - b.order);
  const inArea = (area: Area) => entries.filter((entry) => entry.area === area);
  return {
    // The type `Statuses` has a member for every declared code. The values come from the capabilities' lists.
    statuses: Object.assign({}, ...capabilities.map(({ codes }) => codes)) as Statuses,
    records: all(({ records }) => records),
    tasks: all(({ tasks }) => tasks),
    recurring: all(({ recurring }) => recurring),
    machinePaths: all(({ machine }) => machine?.paths),
    uploads: new Set(all(({ uploads }) => uploads)),
    fileUploads: all(({ fileUploads }) => fileUploads),
    tokenRoutes: new Set(all(({ tokenRoutes }) => tokenRoutes)),
    secretAnswers: all(({ secretAnswers }) => secretAnswers),
    navigation: { public: inArea("public"), enterprise: inArea("enterprise"), union: inArea("union") },
    readiness: all(({ readiness }) => readiness),
    retention: all(({ retention }) => retention),
    gauges: all(({ gauges }) => gauges),
    sealed: all(({ sealed }) => sealed),
  };
}
