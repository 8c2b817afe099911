import { PROGRAM } from "../../capabilities.ts";
import type { Area, NavigationEntry } from "../../platform/program/index.ts";
import { Icon } from "../components/icons.tsx";
import { COMMON } from "../text/common.ts";
import { NAVIGATION_TEXT } from "../text/navigation.ts";

/** The page on which navigation stands, and who looks at it. */
type Place = {
  audience: Area;
  path: string;
  viewer: { roles: readonly string[] } | null;
  unread: number;
};

/** Returns the navigation entries that the viewer's roles allow. */
const entriesFor = ({ audience, viewer }: Place): readonly NavigationEntry[] =>
  PROGRAM.navigation[audience].filter(
    ({ roles }) => !roles || roles.some((role) => viewer?.roles.includes(role)),
  );

/** Number of entries in a phone's bar. */
const BAR_MAX = 5;
const LATER_ENTRIES = "more-pages";
const currentMark = (is: boolean) => (is ? { "aria-current": "page" as const } : {});

/** Entries that a phone's bar has no room for. Its last entry leads to them. */
const laterOf = (entries: readonly NavigationEntry[]) =>
  entries.length > BAR_MAX ? entries.slice(BAR_MAX - 1) : [];

/** The bar of an area: all entries on a desk, at the most five on a phone. */
export const Nav = ({ at }: { at: Place }) => {
  const entries = entriesFor(at);
  const later = laterOf(entries);
  return (
    <nav class="nav" aria-label={COMMON.brand}>
      <ul>
        {entries.map((entry) => (
          <li class={later.includes(entry) ? "later" : ""}>
            <a href={entry.path} {...currentMark(isCurrent(at, entry))}>
              <Icon name={NAVIGATION_TEXT[entry.key].icon} />
              <span>{NAVIGATION_TEXT[entry.key].text}</span>
              {entry.path === "/me" && at.unread > 0 ? <span class="count">{at.unread}</span> : null}
            </a>
          </li>
        ))}
        {later.length > 0 ? (
          <li class="more">
            <a href={`#${LATER_ENTRIES}`} {...currentMark(later.some((entry) => isCurrent(at, entry)))}>
              <Icon name="list" />
              <span>{COMMON.more}</span>
            </a>
          </li>
        ) : null}
      </ul>
    </nav>
  );
};

/** The entries that a phone's bar has no room for, at the foot of its pages on phones. */
export const LaterEntries = ({ at }: { at: Place }) => {
  const later = laterOf(entriesFor(at));
  return later.length > 0 ? (
    <nav id={LATER_ENTRIES} class="later-entries" aria-label={COMMON.more}>
      {later.map((entry) => (
        <a href={entry.path} {...currentMark(isCurrent(at, entry))}>
          {NAVIGATION_TEXT[entry.key].text}
        </a>
      ))}
    </nav>
  ) : null;
};

/** Returns the length of the entry's longest prefix that `path` starts with; 0 if there is none. */
const covered = ({ path: own, also }: NavigationEntry, path: string): number =>
  Math.max(...[own, also ?? ""].map((prefix) => (prefix && path.startsWith(prefix) ? prefix.length : 0)));

/**
 * True for the entry with the longest matching prefix: on /union/imports, the entry /union is not current.
 */
function isCurrent(at: Place, entry: NavigationEntry): boolean {
  const own = covered(entry, at.path);
  return own > 0 && entriesFor(at).every((other) => other === entry || covered(other, at.path) <= own);
}
