export type Division = {
  code: string;
  name: string;
  shortName: string;
  level: "province" | "city" | "county";
  parent: string | null;
  /** Coordinates of the seat of government in degrees, GCJ-02 (about 0.5 km off WGS-84). */
  lon: number | null;
  lat: number | null;
  aliases: string[];
};

/** A name of a division. A `short` one lacks the ending, such as 市 or 县, so it may also be another word. */
export type Name = { name: string; short: boolean; division: Division };

/** All names of divisions by level and by parent division, longest first. */
export type PlaceIndex = {
  byCode: ReadonlyMap<string, Division>;
  names: Readonly<Record<Division["level"], readonly Name[]>>;
  children: ReadonlyMap<string, readonly Name[]>;
};

/** Builds the index of the names of these divisions. */
export function buildPlaceIndex(divisions: Division[]): PlaceIndex {
  const byCode = new Map(divisions.map((division) => [division.code, division]));
  const names: Record<Division["level"], Name[]> = { province: [], city: [], county: [] };
  const children = new Map<string, Name[]>();
  for (const division of divisions) {
    const own: Name[] = [division.name, ...division.aliases].map((name) => ({
      name,
      short: name !== division.name && !/[省市县区州盟旗]$/.test(name),
      division,
    }));
    if (division.shortName !== division.name) own.push({ name: division.shortName, short: true, division });
    names[division.level].push(...own);
    if (division.parent !== null) {
      const siblings = children.get(division.parent) ?? [];
      siblings.push(...own);
      children.set(division.parent, siblings);
    }
  }
  for (const list of [...Object.values(names), ...children.values()]) {
    list.sort((a, b) => b.name.length - a.name.length || a.division.code.localeCompare(b.division.code));
  }
  return { byCode, names, children };
}
