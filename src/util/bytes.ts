/** Names in byte order of their UTF-8: the same on every machine and in every language. */
export function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
