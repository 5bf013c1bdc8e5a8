/** Sizes as people write them: "10 GB", "500MB"; decimal, as disks are sold. */

const UNITS = { kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;

/** In bytes; null for anything else than a number and a unit, or 0. */
export function parseBytes(text: string): number | null {
  const [, number, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  if (number === undefined) return null;
  if (Number(number) === 0 && unit === "") return 0;
  const factor = Object.entries(UNITS).find(([name]) => name.toLowerCase() === unit.toLowerCase())?.[1];
  return factor === undefined ? null : Math.round(Number(number) * factor);
}

/** "0 kB", "12.3 MB", "10.0 GB" */
export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
