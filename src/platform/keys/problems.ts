type Keys = {
  SECRET_KEY?: string | undefined;
  SECRET_KEY_PREVIOUS?: string | undefined;
  BACKUP_KEY?: string | undefined;
  BACKUP_DIR?: string | undefined;
};

const isDefault = (key: string | undefined) =>
  key !== undefined && /^(.)\1+$|change|secret|example/i.test(key);

/**
 * Returns the faults among the keys of a configuration, one sentence each. The key of backups must differ
 * from the keys that the database needs, so that neither gives away the other.
 */
export function keyProblems(keys: Keys, production: boolean): string[] {
  const { SECRET_KEY: current, SECRET_KEY_PREVIOUS: previous, BACKUP_KEY: backup, BACKUP_DIR: dir } = keys;
  const faults: [boolean, string][] = [
    [Boolean(previous) && !current, "SECRET_KEY_PREVIOUS needs SECRET_KEY"],
    [Boolean(previous) && previous === current, "SECRET_KEY_PREVIOUS must differ from SECRET_KEY"],
    [
      Boolean(backup) && (backup === current || backup === previous),
      "BACKUP_KEY must differ from SECRET_KEY",
    ],
    [production && !current, "SECRET_KEY is required in production (32 bytes or more)"],
    [production && isDefault(current), "SECRET_KEY is a default"],
    [production && isDefault(backup), "BACKUP_KEY is a default"],
    [production && Boolean(dir) && !backup, "BACKUP_KEY is required with BACKUP_DIR in production"],
  ];
  return faults.flatMap(([wrong, text]) => (wrong ? [text] : []));
}
